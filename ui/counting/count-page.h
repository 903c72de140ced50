/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoCountPage: places are counted, blind; while none is open, those that somebody asked to count, and those that were begun. Main
 * thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_COUNT_PAGE (fo_count_page_get_type ())
G_DECLARE_FINAL_TYPE (FoCountPage, fo_count_page, FO, COUNT_PAGE, FoTaskPage)
