/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages.h"

#include "backup/backup-page.h"
#include "counting/count-page.h"
#include "deal/deal-page.h"
#include "devices/devices-page.h"
#include "expiry/expiry-page.h"
#include "handover/handover-page.h"
#include "labels/labels-page.h"
#include "orders/orders-page.h"
#include "packing/pack-page.h"
#include "people/people-page.h"
#include "picking/pick-page.h"
#include "putting/acts-page.h"
#include "putting/put-page.h"
#include "receiving/receive-page.h"
#include "returns/returns-page.h"
#include "start/start-page.h"
#include "stations/stations-page.h"
#include "stock/stock-page.h"
#include "supplies/supplies-page.h"
#include "sync/sync-page.h"
#include "trace/trace-page.h"

#include <string.h>

/* The keys of the first six are what people have learned; they stay. One that comes takes the next behind Ctrl and Shift: 22. A page
 * that takes a task over from another (pack: ship; put-away: put-away) takes it out of that row. */
static const FoPageRow rows[] = {
  { "receive", FO_PAGE_GROUP_WORK, 1, "receive", " receive ", FALSE, fo_receive_page_get_type },
  { "pick", FO_PAGE_GROUP_WORK, 2, "pick", " pick ", FALSE, fo_pick_page_get_type },
  { "pack", FO_PAGE_GROUP_WORK, 8, "pack", " pack ship load ", FALSE, fo_pack_page_get_type },
  { "put-away", FO_PAGE_GROUP_WORK, 7, "put-away", " put-away move ", FALSE, fo_put_page_get_type },
  { "count", FO_PAGE_GROUP_WORK, 9, "count", " count check ", FALSE, fo_count_page_get_type },
  { "issue", FO_PAGE_GROUP_WORK, 13, "issue", " issue write-off transfer ", FALSE, fo_acts_page_get_type },
  { "returns", FO_PAGE_GROUP_WORK, 10, "return", " return ", FALSE, fo_returns_page_get_type },
  { "orders", FO_PAGE_GROUP_LOOK, 3, "", " ", FALSE, fo_orders_page_get_type },
  { "deal", FO_PAGE_GROUP_LOOK, 11, "", " ", FALSE, fo_deal_page_get_type },
  { "expiry", FO_PAGE_GROUP_LOOK, 14, "", " ", FALSE, fo_expiry_page_get_type },
  { "supplies", FO_PAGE_GROUP_LOOK, 15, "", " ", FALSE, fo_supplies_page_get_type },
  { "stock", FO_PAGE_GROUP_LOOK, 4, "", " look-up ", FALSE, fo_stock_page_get_type },
  { "trace", FO_PAGE_GROUP_LOOK, 16, "", " ", FALSE, fo_trace_page_get_type },
  { "start", FO_PAGE_GROUP_SET_UP, 17, "", " ", FALSE, fo_start_page_get_type },
  { "labels", FO_PAGE_GROUP_SET_UP, 5, "", " ", FALSE, fo_labels_page_get_type },
  { "devices", FO_PAGE_GROUP_SET_UP, 6, "", " ", TRUE, fo_devices_page_get_type },
  { "sync", FO_PAGE_GROUP_SET_UP, 21, "", " ", FALSE, fo_sync_page_get_type },
  { "people", FO_PAGE_GROUP_SET_UP, 19, "", " ", FALSE, fo_people_page_get_type },
  { "stations", FO_PAGE_GROUP_SET_UP, 20, "", " ", FALSE, fo_stations_page_get_type },
  { "hand-over", FO_PAGE_GROUP_SET_UP, 12, "", " ", FALSE, fo_handover_page_get_type },
  { "backup", FO_PAGE_GROUP_SET_UP, 18, "", " ", FALSE, fo_backup_page_get_type },
};

const FoPageRow *
fo_page_rows (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (rows);
  return rows;
}

const FoPageRow *
fo_page_row_named (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].name, name) == 0)
      return &rows[i];
  return NULL;
}

const FoPageRow *
fo_page_row_of_key (int f_key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].f_key == f_key)
      return &rows[i];
  return NULL;
}

gboolean
fo_page_row_shows (const FoPageRow *row, const char *task)
{
  g_autofree char *word = g_strdup_printf (" %s ", task);

  return *task && strstr (row->tasks, word) != NULL;
}

char *
fo_page_row_message (const FoPageRow *row)
{
  return g_strconcat ("shell.page.", row->name, NULL);
}

char *
fo_page_row_icon (const FoPageRow *row)
{
  return g_strconcat ("fo-", row->name, "-symbolic", NULL);
}

char *
fo_page_row_key (const FoPageRow *row)
{
  if (!row->f_key)
    return g_strdup ("");
  return row->f_key > 12 ? g_strdup_printf ("Ctrl ⇧F%d", row->f_key - 12) : g_strdup_printf ("Ctrl F%d", row->f_key);
}

const char *
fo_page_group_message (FoPageGroup group)
{
  static const char *const messages[FO_N_PAGE_GROUPS] = { "shell.group.work", "shell.group.look", "shell.group.set-up" };

  return messages[group];
}
