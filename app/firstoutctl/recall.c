/* SPDX-License-Identifier: GPL-3.0-or-later
 * recall, recalls, correct, relabel, and the trace of a lot. */
#include "firstout/work/lot-acts.h"
#include "ctl.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"
#include "firstout/work/lineage.h"
#include <stdio.h>

/* ---- recall -------------------------------------------------------------------------------------------------------- */

static CtlEnd
call_back (const Ctl *ctl, FoStore *store, const FoAct *act)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoRecall what = { .reason = ctl_option (ctl, "--reason"), .wide = ctl_option (ctl, "--wide") != NULL };

  for (guint i = 0; i < ctl->arguments->len; i++) {
    FoId lot;
    CtlEnd end = ctl_find_lot (store, ctl_argument (ctl, i), &lot);

    if (end != CTL_DONE)
      return end;
    g_array_append_val (lots, lot);
  }
  what.lots = (const FoId *) lots->data;
  what.n_lots = lots->len;
  if (!fo_work_recall (store, act, &what, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

typedef struct {
  const char *number;
  FoOrder order;
  FoFound found;
} LookOrder;

static FoTxnEnd
look_order (FoTxn *txn, gpointer data, GError **error)
{
  LookOrder *look = data;

  look->found = fo_order_find_by_number (txn, look->number, &look->order, error);
  return look->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* `recall R1 --told ORDER`, `recall R1 --end HOW` */
static CtlEnd
go_on (const Ctl *ctl, FoStore *store, const FoAct *act)
{
  const char *end = ctl_option (ctl, "--end"), *number = ctl_argument (ctl, 0);
  LookOrder look = { .number = ctl_option (ctl, "--told") };
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  bool done;

  if (look.number && ctl_read (store, look_order, &look) != CTL_DONE)
    return CTL_FAILED;
  done = end ? fo_work_recall_end (store, act, number, end, &reply, &error)
             : fo_work_recall_told (store, act, number, look.found == FO_FOUND ? look.order.id : 0, &reply, &error);
  return done ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

CtlEnd
ctl_recall (const Ctl *ctl)
{
  bool later = ctl_option (ctl, "--told") || ctl_option (ctl, "--end");
  g_autoptr (FoStore) store = NULL;
  FoAct act;

  if (!ctl_argument (ctl, 0) || (!later && !ctl_option (ctl, "--reason")))
    return ctl_fail ("recall LOT… --reason TEXT [--wide] | RECALL --told ORDER | RECALL --end TEXT");
  store = ctl_open (ctl, 0);
  if (!store || !ctl_act (store, &act))
    return CTL_FAILED;
  return later ? go_on (ctl, store, &act) : call_back (ctl, store, &act);
}

typedef struct {
  const char *number;
  FoFound found;
} Recalls;

static bool
print_recall (FoTxn *txn, const char *number, FoFound *ret_found, GError **error)
{
  g_auto (FoRecallFacts) facts = { 0 };
  g_autofree char *json = NULL;

  *ret_found = fo_recall_facts (txn, number, &facts, error);
  if (*ret_found != FO_FOUND)
    return *ret_found == FO_ABSENT;
  json = fo_recall_facts_to_json (&facts);
  puts (json);
  return true;
}

static FoTxnEnd
print_recalls (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoRecallRow));
  Recalls *r = data;

  if (r->number)
    return print_recall (txn, r->number, &r->found, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (!fo_recalls_page (txn, 0, 1000, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    const FoRecallRow *row = &g_array_index (rows, FoRecallRow, i);
    json_object *object = json_object_new_object ();

    json_object_object_add (object, "recall", json_object_new_string (row->number));
    json_object_object_add (object, "reason", json_object_new_string (row->reason));
    json_object_object_add (object, "opened_on", fo_json_day (row->opened_on));
    json_object_object_add (object, "ended_on", fo_json_day (row->ended_on));
    json_object_object_add (object, "answer", json_object_new_string (row->answer));
    ctl_print (object);
  }
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_recalls (const Ctl *ctl)
{
  Recalls r = { .number = ctl_argument (ctl, 0), .found = FO_FOUND };
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);

  if (!store || ctl_read (store, print_recalls, &r) != CTL_DONE)
    return CTL_FAILED;
  if (r.found == FO_ABSENT) {
    g_auto (FoReply) reply = { .verdict = FO_RECALL_UNKNOWN };
    fo_args_set_text (&reply.args, "recall", r.number);
    return ctl_print_reply (&reply);
  }
  return CTL_DONE;
}

/* ---- put right ----------------------------------------------------------------------------------------------------- */

CtlEnd
ctl_correct (const Ctl *ctl)
{
  const char *name = ctl_argument (ctl, 0), *day = ctl_option (ctl, "--day"), *number = ctl_option (ctl, "--number"),
             *reason = ctl_option (ctl, "--reason");
  FoCorrectDay of_day = { .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE, .reason = reason };
  FoCorrectNumber of_number = { .number = number, .reason = reason };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;
  CtlEnd end;
  bool done;

  if (!name || !day == !number || (day && fo_day_parse_iso (day, &of_day.expires_on) != FO_OK))
    return ctl_fail ("correct LOT --day YYYY-MM-DD|--number NUMBER --reason TEXT");
  store = ctl_open (ctl, 0);
  end = store ? ctl_find_lot (store, name, &of_day.lot) : CTL_FAILED;
  if (end != CTL_DONE || !ctl_act (store, &act))
    return end != CTL_DONE ? end : CTL_FAILED;
  of_number.lot = of_day.lot;
  done = day ? fo_work_correct_day (store, &act, &of_day, &reply, &error)
             : fo_work_correct_number (store, &act, &of_number, &reply, &error);
  return done ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

typedef struct {
  const char *code;
  FoPlace place;
  FoFound found;
} LookPlace;

static FoTxnEnd
look_place (FoTxn *txn, gpointer data, GError **error)
{
  LookPlace *look = data;

  look->found = fo_place_find_by_code (txn, look->code, &look->place, error);
  return look->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

CtlEnd
ctl_relabel (const Ctl *ctl)
{
  const char *name = ctl_argument (ctl, 0), *quantity = ctl_argument (ctl, 2), *day = ctl_option (ctl, "--day");
  FoRelabel what = { .number = ctl_argument (ctl, 3), .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE, .why = ctl_option (ctl, "--reason") };
  LookPlace look = { .code = ctl_argument (ctl, 1) };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;
  CtlEnd end;

  if (!what.number || (!g_str_equal (quantity, "all") && fo_quantity_parse (quantity, &what.quantity_u) != FO_OK)
      || (day && fo_day_parse_iso (day, &what.expires_on) != FO_OK))
    return ctl_fail ("relabel LOT PLACE QUANTITY|all NUMBER [--day YYYY-MM-DD] [--reason TEXT]");
  store = ctl_open (ctl, 0);
  end = store ? ctl_find_lot (store, name, &what.lot) : CTL_FAILED;
  if (end != CTL_DONE)
    return end;
  if (ctl_read (store, look_place, &look) != CTL_DONE || !ctl_act (store, &act))
    return CTL_FAILED;
  what.place = look.found == FO_FOUND ? look.place.id : 0;
  if (!fo_work_relabel (store, &act, &what, &reply, &error))
    return ctl_fail_error (error);
  return ctl_print_reply (&reply);
}

/* ---- trace --------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
print_trace (FoTxn *txn, gpointer data, GError **error)
{
  g_auto (FoLineage) trace = { 0 };
  g_autofree char *json = NULL;

  if (fo_lineage_read (txn, *(const FoId *) data, &trace, error) != FO_FOUND)
    return FO_TXN_FAIL;
  json = fo_lineage_to_json (&trace);
  puts (json);
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_trace_lot (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  FoId lot;
  CtlEnd end = store ? ctl_find_lot (store, ctl_argument (ctl, 0), &lot) : CTL_FAILED;

  return end == CTL_DONE ? ctl_read (store, print_trace, &lot) : end;
}
