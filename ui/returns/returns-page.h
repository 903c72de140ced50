/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoReturnsPage: goods come back and are decided about; while nothing is open, what is undecided, claims and recalls. Main thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_RETURNS_PAGE (fo_returns_page_get_type ())
G_DECLARE_FINAL_TYPE (FoReturnsPage, fo_returns_page, FO, RETURNS_PAGE, FoTaskPage)
