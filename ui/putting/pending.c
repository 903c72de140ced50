/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pending.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/transfers.h"

#include <string.h>

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  FoId request, transfer; /* the one or the other */
} Pending;

static bool
add_request (FoTxn *txn, FoLanguage language, const FoApproval *approval, GArray *rows, GError **error)
{
  Pending pending = { .request = approval->id };
  FoWorkRow *row = &pending.shown;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *detail = NULL, *quantity = fo_words_quantity (language, approval->quantity_u), *reason = NULL, *message = NULL;
  char id[FO_ID_TEXT_MAX];
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, approval->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  message = g_strconcat ("offer.reason.", approval->reason, NULL);
  reason = fo_words (language, message, NULL);
  fo_args_set_text (&args, "reason", reason);
  fo_args_set_text (&args, "person", approval->person);
  if (lot.number[0])
    fo_args_set_text (&args, "lot", lot.number);
  detail = fo_words (language, "page.issue.asks", &args);
  g_snprintf (row->command, sizeof row->command, "request %s", fo_id_print (approval->id, id));
  g_strlcpy (row->title, fo_name_in (language, item.name, item.name_de, item.name_en), sizeof row->title);
  g_strlcpy (row->detail, detail, sizeof row->detail);
  g_snprintf (row->right, sizeof row->right, "%s %s", quantity, item.unit);
  g_array_append_val (rows, pending);
  return true;
}

static void
add_transfer (FoLanguage language, const FoTransfer *transfer, GArray *rows)
{
  bool under_way = strcmp (transfer->state, "under-way") == 0;
  Pending pending = { .transfer = transfer->id };
  FoWorkRow *row = &pending.shown;
  g_autofree char *day = fo_words_day (language, transfer->made_on),
                  *detail = fo_words (language, transfer->in ? "page.issue.comes" : under_way ? "page.issue.under-way" : "page.issue.open", NULL);

  g_snprintf (row->command, sizeof row->command, "%s %s", transfer->in ? "from" : "out", transfer->number);
  g_snprintf (row->title, sizeof row->title, "%s · %s", transfer->number, transfer->partner);
  g_strlcpy (row->detail, detail, sizeof row->detail);
  g_strlcpy (row->right, day, sizeof row->right);
  g_array_append_val (rows, pending);
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const Pending *after = wish->after;
  g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (FoApproval)),
                     transfers = g_array_new (FALSE, FALSE, sizeof (FoTransfer));

  if (!(after && after->transfer)
      && !fo_approvals_waiting (txn, after ? after->request : 0, wish->limit, requests, error))
    return false;
  for (guint i = 0; i < requests->len; i++)
    if (!add_request (txn, wish->language, &g_array_index (requests, FoApproval, i), rows, error))
      return false;
  if (rows->len == wish->limit)
    return true;
  if (!fo_transfers_open (txn, after ? after->transfer : 0, wish->limit - rows->len, transfers, error))
    return false;
  for (guint i = 0; i < transfers->len; i++)
    add_transfer (wish->language, &g_array_index (transfers, FoTransfer, i), rows);
  return true;
}

const FoLongListKind fo_pending_kind = { sizeof (Pending), load };
