/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/store/stock.h"

typedef struct {
  guint faults;
} Check;

static void
print_fault (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  Check *check = data;
  json_object *line = json_object_new_object ();

  check->faults++;
  json_object_object_add (line, "check", json_object_new_string (name));
  json_object_object_add (line, "what", json_object_new_string (what ? what : ""));
  json_object_object_add (line, "written", fo_json_quantity (written_u));
  json_object_object_add (line, "adds_up_to", fo_json_quantity (adds_up_to_u));
  ctl_print (line);
}

/* A promise that expiry broke over night is no contradiction in the book, but somebody must hear of it. */
static bool
check_promises (FoTxn *txn, Check *check, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoId));
  FoDay today = fo_store_today (fo_txn_store (txn));

  if (!fo_items_promised (txn, items, error))
    return false;
  for (guint i = 0; i < items->len; i++) {
    g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
    g_autoptr (GArray) promised = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
    FoQuantity broken_u;
    FoItem item;
    FoTurn turn;
    FoLife life;

    if (fo_item_find (txn, g_array_index (items, FoId, i), &item, error) != FO_FOUND || !fo_turn_look (txn, item.id, &turn, error)
        || !fo_life_load (txn, &turn, &item, today, today, ending, promised, &life, error))
      return false;
    broken_u = fo_promise_broken (&life);
    if (broken_u > 0)
      print_fault ("PROMISE_BROKEN", item.code, turn.promised_u, turn.promised_u - broken_u, check);
  }
  return true;
}

static FoTxnEnd
run_checks (FoTxn *txn, gpointer data, GError **error)
{
  Check *check = data;

  return fo_stock_audit (txn, print_fault, check, error) && check_promises (txn, check, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

CtlEnd
ctl_check (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;
  Check check = { 0 };

  if (!store)
    return CTL_FAILED;
  if (!fo_store_check_file (store, &error)) {
    json_object *line = json_object_new_object ();
    json_object_object_add (line, "check", json_object_new_string ("FILE"));
    json_object_object_add (line, "what", json_object_new_string (error->message));
    ctl_print (line);
    return CTL_REFUSED;
  }
  if (ctl_read (store, run_checks, &check) != CTL_DONE)
    return CTL_FAILED;
  return check.faults > 0 ? CTL_REFUSED : CTL_DONE;
}
