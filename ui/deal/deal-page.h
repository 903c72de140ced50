/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoDealPage: everything of one deal: its lines with where their goods stand, and what happened, the newest first. It is chosen from the
 * open orders, by a scan of any of its orders, or by its number. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_DEAL_PAGE (fo_deal_page_get_type ())
G_DECLARE_FINAL_TYPE (FoDealPage, fo_deal_page, FO, DEAL_PAGE, GtkWidget)

/* The deal that NUMBER belongs to: its own, an order's, a shipment's. */
void fo_deal_page_look (FoDealPage *self, const char *number);
