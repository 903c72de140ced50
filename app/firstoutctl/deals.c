/* SPDX-License-Identifier: GPL-3.0-or-later
 * promise, gate, block, explain: single operations from the command line. */
#include "firstout/work/deals.h"
#include "ctl.h"
#include "firstout/store/orders.h"
#include "firstout/work/goods.h"
#include "firstout/work/reserve.h"
#include <stdio.h>

/* ---- finding what a word names --------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  FoId id;
} Look;

static FoTxnEnd
look_order (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  FoOrder order;
  FoFound found = fo_order_find_by_number (txn, look->name, &order, error);

  look->id = found == FO_FOUND ? order.id : 0;
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static FoTxnEnd
look_line (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;

  return fo_line_named (txn, look->name, &look->id, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- the commands --------------------------------------------------------------------------------------------------------------------- */

CtlEnd
ctl_promise (const Ctl *ctl)
{
  Look look = { .name = ctl_argument (ctl, 0) };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!look.name)
    return ctl_fail ("promise ORDER");
  store = ctl_open (ctl, 0);
  if (!store || ctl_read (store, look_order, &look) != CTL_DONE || !ctl_act (store, &act))
    return CTL_FAILED;
  if (!fo_work_promise (store, &act, look.id, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_gate (const Ctl *ctl)
{
  Look look = { .name = ctl_argument (ctl, 0) };
  const char *wish = ctl_argument (ctl, 1), *reason = ctl_argument (ctl, 2);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoGate gate;
  FoAct act;

  if (!look.name || !wish || !fo_gate_parse (wish, &gate))
    return ctl_fail ("gate ORDER open|closed|override [REASON]");
  store = ctl_open (ctl, 0);
  if (!store || ctl_read (store, look_order, &look) != CTL_DONE || !ctl_act (store, &act))
    return CTL_FAILED;
  if (!fo_work_gate (store, &act, look.id, gate, reason ? reason : "", &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_block (const Ctl *ctl)
{
  const char *name = ctl_argument (ctl, 0);
  FoBlock what = { .state = ctl_option (ctl, "--free") ? FO_LOT_STATE_FREE : FO_LOT_STATE_BLOCKED, .reason = ctl_argument (ctl, 1) };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  CtlEnd end;
  FoAct act;

  if (!name)
    return ctl_fail ("block LOT REASON [--free]");
  store = ctl_open (ctl, 0);
  if (!store)
    return CTL_FAILED;
  end = ctl_find_lot (store, name, &what.lot);
  if (end != CTL_DONE)
    return end;
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  if (!fo_work_block (store, &act, &what, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

CtlEnd
ctl_explain (const Ctl *ctl)
{
  Look look = { .name = ctl_argument (ctl, 0) };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  FoVerdict verdict;

  if (!look.name)
    return ctl_fail ("explain ORDER-LINE (its id, ORDER/POSITION or ORDER/ITEM)");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store || ctl_read (store, look_line, &look) != CTL_DONE)
    return CTL_FAILED;
  if (!fo_work_explain (store, look.id, &json, &verdict, &error))
    return ctl_fail_error (error);
  if (verdict != FO_OK) {
    g_auto (FoReply) reply = { .verdict = verdict };
    return ctl_print_reply (&reply);
  }
  puts (json);
  return CTL_DONE;
}
