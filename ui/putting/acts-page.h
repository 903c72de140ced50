/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoActsPage: goods leave for another reason than an order: issued, written off, sent to another warehouse; while nothing is open, what
 * waits for the lead's word, and transfers under way. Main thread. */
#pragma once

#include "common/task-page.h"

#define FO_TYPE_ACTS_PAGE (fo_acts_page_get_type ())
G_DECLARE_FINAL_TYPE (FoActsPage, fo_acts_page, FO, ACTS_PAGE, FoTaskPage)
