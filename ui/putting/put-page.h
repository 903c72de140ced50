/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoPutPage: goods go from the dock to their shelves, or from any place to any other; while nothing is open, what waits at the docks.
 * Main thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_PUT_PAGE (fo_put_page_get_type ())
G_DECLARE_FINAL_TYPE (FoPutPage, fo_put_page, FO, PUT_PAGE, FoTaskPage)
