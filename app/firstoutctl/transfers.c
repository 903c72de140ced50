/* SPDX-License-Identifier: GPL-3.0-or-later
 * transfers, transfer. */
#include "firstout/store/places.h"
#include "firstout/store/transfers.h"
#include "ctl.h"
#include "firstout/work/leaving.h"
#include <stdio.h>

/* ---- the list ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *number; /* NULL: all that have not arrived */
  bool in;
  guint n;
} List;

static bool
print_one (FoTxn *txn, const FoTransfer *transfer, GError **error)
{
  g_autofree char *json = NULL;
  json_object *row;

  if (!fo_transfer_to_json (txn, transfer->id, &json, error))
    return false;
  row = json_tokener_parse (json);
  json_object_object_add (row, "direction", json_object_new_string (transfer->in ? "in" : "out"));
  ctl_print (row);
  return true;
}

static FoTxnEnd
print_transfers (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoTransfer));
  List *list = data;
  FoTransfer one;
  FoFound found = list->number ? fo_transfer_numbered (txn, list->in, list->number, &one, error) : FO_ABSENT;

  if (found == FO_FAILED || (!list->number && !fo_transfers_open (txn, 0, 10000, rows, error)))
    return FO_TXN_FAIL;
  if (found == FO_FOUND)
    g_array_append_val (rows, one);
  list->n = rows->len;
  for (guint i = 0; i < rows->len; i++)
    if (!print_one (txn, &g_array_index (rows, FoTransfer, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_transfers (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  List list = { .number = ctl_argument (ctl, 0), .in = ctl_option (ctl, "--in") != NULL };
  CtlEnd end = store ? ctl_read (store, print_transfers, &list) : CTL_FAILED;

  if (end == CTL_DONE && list.number && list.n == 0) {
    g_auto (FoReply) reply = { .verdict = FO_TRANSFER_UNKNOWN };

    fo_args_set_text (&reply.args, "order", list.number);
    return ctl_print_reply (&reply);
  }
  return end;
}

/* ---- goods --------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *item, *place;
  FoItem found_item;
  FoPlace found_place;
  bool known;
} Look;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;
  FoFound item = l->item ? fo_item_find_by_code (txn, l->item, &l->found_item, error) : FO_FOUND;
  FoFound place = l->place ? fo_place_find_by_code (txn, l->place, &l->found_place, error) : FO_FOUND;

  l->known = item == FO_FOUND && place == FO_FOUND;
  return item == FO_FAILED || place == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static CtlEnd
refuse (FoVerdict verdict, const char *text)
{
  g_auto (FoReply) reply = { .verdict = verdict };

  fo_args_set_text (&reply.args, "text", text);
  fo_args_set_text (&reply.args, "place", text);
  return ctl_print_reply (&reply);
}

/* add NUMBER LOT PLACE QUANTITY */
static CtlEnd
add (const Ctl *ctl, FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  FoTransferGoods what = { .number = ctl_argument (ctl, 1), .expires_on = FO_DAY_NONE };
  Look l = { .place = ctl_argument (ctl, 3) };
  CtlEnd end;

  if (!ctl_argument (ctl, 4) || fo_quantity_parse (ctl_argument (ctl, 4), &what.quantity_u) != FO_OK)
    return ctl_fail ("transfer add NUMBER LOT PLACE QUANTITY");
  end = ctl_find_lot (store, ctl_argument (ctl, 2), &what.lot);
  if (end != CTL_DONE || ctl_read (store, look, &l) != CTL_DONE)
    return end != CTL_DONE ? end : CTL_FAILED;
  if (!l.known)
    return refuse (FO_PLACE_UNKNOWN, l.place);
  what.place = l.found_place.id;
  return fo_work_transfer_goods (store, act, &what, reply, error) ? ctl_print_reply (reply) : CTL_FAILED;
}

/* take NUMBER ITEM LOT|- QUANTITY [--expires DAY] [--place PLACE] */
static CtlEnd
take (const Ctl *ctl, FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  FoTransferGoods what = { .in = true, .number = ctl_argument (ctl, 1), .lot_number = ctl_argument (ctl, 3), .expires_on = FO_DAY_NONE,
                           .into_quarantine = ctl_option (ctl, "--quarantine") };
  const char *day = ctl_option (ctl, "--expires");
  Look l = { .item = ctl_argument (ctl, 2), .place = ctl_option (ctl, "--place") };

  if (!ctl_argument (ctl, 4) || fo_quantity_parse (ctl_argument (ctl, 4), &what.quantity_u) != FO_OK
      || (day && fo_day_parse_iso (day, &what.expires_on) != FO_OK))
    return ctl_fail ("transfer take NUMBER ITEM LOT|- QUANTITY [--expires YYYY-MM-DD] [--place PLACE] [--quarantine REASON]");
  if (g_str_equal (what.lot_number, "-"))
    what.lot_number = "";
  if (ctl_read (store, look, &l) != CTL_DONE)
    return CTL_FAILED;
  if (!l.known)
    return refuse (l.found_item.id ? FO_PLACE_UNKNOWN : FO_ITEM_UNKNOWN, l.found_item.id ? l.place : l.item);
  what.item = l.found_item.id;
  what.place = l.found_place.id;
  return fo_work_transfer_goods (store, act, &what, reply, error) ? ctl_print_reply (reply) : CTL_FAILED;
}

/* announce FILE: what another warehouse says is under way, as its `transfers NUMBER` prints it, with "from" beside. */
static CtlEnd
announce (const Ctl *ctl, FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  g_autofree char *json = NULL;

  if (!g_file_get_contents (ctl_argument (ctl, 1), &json, NULL, error))
    return CTL_FAILED;
  return fo_work_transfer_announce (store, act, json, reply, error) ? ctl_print_reply (reply) : CTL_FAILED;
}

static CtlEnd
run (const Ctl *ctl, const char *verb, FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const char *name = ctl_argument (ctl, 1), *partner = ctl_argument (ctl, 2);
  bool done;

  if (g_str_equal (verb, "add"))
    return add (ctl, store, act, reply, error);
  if (g_str_equal (verb, "take"))
    return take (ctl, store, act, reply, error);
  if (g_str_equal (verb, "announce"))
    return announce (ctl, store, act, reply, error);
  if (g_str_equal (verb, "to"))
    done = fo_work_transfer_out (store, act, name, reply, error);
  else if (g_str_equal (verb, "from"))
    done = fo_work_transfer_in (store, act, name, partner ? partner : "", reply, error);
  else if (g_str_equal (verb, "send") || g_str_equal (verb, "finish"))
    done = fo_work_transfer_close (store, act, g_str_equal (verb, "finish"), name, reply, error);
  else if (g_str_equal (verb, "arrived"))
    done = fo_work_transfer_arrived (store, act, name, reply, error);
  else
    return ctl_fail ("transfer to|add|send|arrived|from|take|finish|announce …");
  return done ? ctl_print_reply (reply) : CTL_FAILED;
}

CtlEnd
ctl_transfer (const Ctl *ctl)
{
  const char *verb = ctl_argument (ctl, 0);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;
  CtlEnd end;

  if (!verb || !ctl_argument (ctl, 1))
    return ctl_fail ("transfer to PARTNER | add NUMBER LOT PLACE QUANTITY | send NUMBER | arrived NUMBER | from NUMBER [PARTNER] | …");
  store = ctl_open (ctl, 0);
  if (!store || !ctl_act (store, &act))
    return CTL_FAILED;
  end = run (ctl, verb, store, &act, &reply, &error);
  return error ? ctl_fail_error (error) : end;
}
