/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoPickPage: orders are picked and shipped; while none is open, those that can be picked now. Main thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_PICK_PAGE (fo_pick_page_get_type ())
G_DECLARE_FINAL_TYPE (FoPickPage, fo_pick_page, FO, PICK_PAGE, FoTaskPage)
