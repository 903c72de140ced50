/* SPDX-License-Identifier: GPL-3.0-or-later
 * returns, claims, claim. */
#include "firstout/work/returns.h"
#include "ctl.h"
#include <stdio.h>

/* ---- lists --------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
print_returns (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  const FoId *lot = data;

  if (!(*lot ? fo_returns_of_lot (txn, *lot, rows, error) : fo_returns_open (txn, 0, 10000, rows, error)))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    g_autofree char *json = fo_return_to_json (txn, &g_array_index (rows, FoReturnRow, i), error);

    if (!json)
      return FO_TXN_FAIL;
    puts (json);
  }
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_returns (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  const char *name = ctl_option (ctl, "--lot");
  FoId lot = 0;
  CtlEnd end = !store ? CTL_FAILED : name ? ctl_find_lot (store, name, &lot) : CTL_DONE;

  return end == CTL_DONE ? ctl_read (store, print_returns, &lot) : end;
}

typedef struct {
  const char *number;
  bool all;
  FoFound found;
} Claims;

static bool
print_claim (FoTxn *txn, const FoClaimRow *row, GError **error)
{
  g_autofree char *json = NULL;

  if (fo_claim_to_json (txn, row, &json, error) != FO_FOUND)
    return false;
  puts (json);
  return true;
}

static FoTxnEnd
print_claims (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoClaimRow));
  Claims *c = data;
  FoClaimRow one;

  if (c->number) {
    c->found = fo_claim_find (txn, c->number, &one, error);
    return c->found == FO_ABSENT || (c->found == FO_FOUND && print_claim (txn, &one, error)) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  }
  if (!fo_claims_page (txn, !c->all, 0, 10000, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++)
    if (!print_claim (txn, &g_array_index (rows, FoClaimRow, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_claims (const Ctl *ctl)
{
  Claims c = { .number = ctl_argument (ctl, 0), .all = ctl_option (ctl, "--all") != NULL, .found = FO_FOUND };
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);

  if (!store || ctl_read (store, print_claims, &c) != CTL_DONE)
    return CTL_FAILED;
  if (c.found == FO_ABSENT) {
    g_auto (FoReply) reply = { .verdict = FO_CLAIM_UNKNOWN };
    fo_args_set_text (&reply.args, "claim", c.number);
    return ctl_print_reply (&reply);
  }
  return CTL_DONE;
}

/* ---- a claim ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text;
  FoNewClaim *what;
  FoFound found;
} FindDocument;

static FoTxnEnd
find_document (FoTxn *txn, gpointer data, GError **error)
{
  FindDocument *find = data;

  find->found = fo_claim_document (txn, find->text, find->what, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static CtlEnd
open_claim (const Ctl *ctl, FoStore *store, const FoAct *act)
{
  const char *lot = ctl_option (ctl, "--lot"), *quantity = ctl_option (ctl, "--quantity");
  FoNewClaim what = { .carton = ctl_option (ctl, "--carton"), .text = ctl_argument (ctl, 2) };
  FindDocument find = { ctl_argument (ctl, 1), &what, FO_ABSENT };
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  CtlEnd end = lot ? ctl_find_lot (store, lot, &what.lot) : CTL_DONE;

  if (!fo_claim_kind_parse (ctl_argument (ctl, 0), &what.kind) || !find.text
      || (quantity && fo_quantity_parse (quantity, &what.quantity_u) != FO_OK))
    return ctl_fail ("claim shortage|damage|wrong-item|quality ORDER|SHIPMENT TEXT [--lot LOT] [--quantity N] [--carton SSCC]");
  if (end != CTL_DONE)
    return end;
  if (ctl_read (store, find_document, &find) != CTL_DONE)
    return CTL_FAILED;
  if (!fo_work_claim (store, act, &what, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_claim (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoClaimState state;
  FoAct act;

  if (!ctl_argument (ctl, 1))
    return ctl_fail ("claim KIND ORDER|SHIPMENT TEXT … | CLAIM accepted|refused|settled|open TEXT");
  store = ctl_open (ctl, 0);
  if (!store || !ctl_act (store, &act))
    return CTL_FAILED;
  if (!fo_claim_state_parse (ctl_argument (ctl, 1), &state))
    return open_claim (ctl, store, &act);
  if (!fo_work_claim_step (store, &act, ctl_argument (ctl, 0), state, ctl_argument (ctl, 2), &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}
