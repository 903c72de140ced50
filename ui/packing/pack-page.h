/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoPackPage: picked orders are packed into cartons, shipped, and loaded; while none is open, those that can be packed now. Main
 * thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_PACK_PAGE (fo_pack_page_get_type ())
G_DECLARE_FINAL_TYPE (FoPackPage, fo_pack_page, FO, PACK_PAGE, FoTaskPage)
