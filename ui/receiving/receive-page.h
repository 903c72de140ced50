/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoReceivePage: goods arrive and are put away; while nothing is open, what is expected. Main thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_RECEIVE_PAGE (fo_receive_page_get_type ())
G_DECLARE_FINAL_TYPE (FoReceivePage, fo_receive_page, FO, RECEIVE_PAGE, FoTaskPage)
