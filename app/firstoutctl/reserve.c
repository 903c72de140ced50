/* SPDX-License-Identifier: GPL-3.0-or-later
 * pin, unpin, refuse-lot, preempt, whatif, validity, broken, morning: reservations from the command line. */
#include "firstout/work/reserve.h"
#include "ctl.h"
#include "firstout/work/deliver.h"
#include "firstout/work/goods.h"

#include <stdio.h>

/* What the words of a command name. */
typedef struct {
  const char *order_name, *line_name, *lot_name; /* NULL: not asked */
  FoId order, line, lot;
} Names;

static FoTxnEnd
find_names (FoTxn *txn, gpointer data, GError **error)
{
  Names *names = data;
  FoOrder order;
  FoFound found = FO_ABSENT;

  if (names->order_name)
    found = fo_order_find_by_number (txn, names->order_name, &order, error);
  names->order = found == FO_FOUND ? order.id : 0;
  if (found == FO_FAILED || (names->line_name && !fo_line_named (txn, names->line_name, &names->line, error))
      || (names->line && names->lot_name && !fo_line_lot_named (txn, names->line, names->lot_name, &names->lot, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* The store, the names and an act for an operation; NULL after a sentence on stderr. */
static FoStore *
prepare (const Ctl *ctl, Names *names, FoAct *act)
{
  g_autoptr (FoStore) store = ctl_open (ctl, 0);

  if (!store || ctl_read (store, find_names, names) != CTL_DONE || !ctl_act (store, act))
    return NULL;
  if (ctl_option (ctl, "--person"))
    act->person = ctl_option (ctl, "--person");
  return g_steal_pointer (&store);
}

static CtlEnd
answer (bool done, const FoReply *reply, const GError *error)
{
  return done ? ctl_print_reply (reply) : ctl_fail_error (error);
}

CtlEnd
ctl_pin (const Ctl *ctl)
{
  Names names = { .line_name = ctl_argument (ctl, 0), .lot_name = ctl_argument (ctl, 1) };
  const char *quantity = ctl_argument (ctl, 2);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoPin what = { 0 };
  FoAct act;

  if (!names.line_name || !names.lot_name || (quantity && fo_quantity_parse (quantity, &what.quantity_u) != FO_OK))
    return ctl_fail ("pin ORDER-LINE LOT [QUANTITY]");
  store = prepare (ctl, &names, &act);
  if (!store)
    return CTL_FAILED;
  what.line = names.line;
  what.lot = names.lot;
  return answer (fo_work_pin (store, &act, &what, &reply, &error), &reply, error);
}

CtlEnd
ctl_unpin (const Ctl *ctl)
{
  Names names = { .line_name = ctl_argument (ctl, 0) };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!names.line_name)
    return ctl_fail ("unpin ORDER-LINE");
  store = prepare (ctl, &names, &act);
  if (!store)
    return CTL_FAILED;
  return answer (fo_work_unpin (store, &act, names.line, &reply, &error), &reply, error);
}

CtlEnd
ctl_refuse_lot (const Ctl *ctl)
{
  Names names = { .line_name = ctl_argument (ctl, 0), .lot_name = ctl_argument (ctl, 1) };
  FoRefuseLot what = { .reason = ctl_argument (ctl, 2), .allow = ctl_option (ctl, "--again") != NULL };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!names.line_name || !names.lot_name)
    return ctl_fail ("refuse-lot ORDER-LINE LOT REASON [--customer] [--again]");
  names.order_name = g_strndup (names.line_name, strcspn (names.line_name, "/"));
  store = prepare (ctl, &names, &act);
  g_free ((char *) names.order_name);
  if (!store)
    return CTL_FAILED;
  what.line = ctl_option (ctl, "--customer") ? 0 : names.line;
  what.order = names.order;
  what.lot = names.lot;
  return answer (fo_work_refuse_lot (store, &act, &what, &reply, &error), &reply, error);
}

static CtlEnd
take_from_others (const Ctl *ctl, bool only_look)
{
  Names names = { .order_name = ctl_argument (ctl, 0), .line_name = ctl_option (ctl, "--line") };
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoPreempt what = { .reason = ctl_argument (ctl, 1), .only_look = only_look };
  FoAct act;

  if (!names.order_name)
    return ctl_fail (only_look ? "whatif ORDER [--line ORDER-LINE]" : "preempt ORDER REASON [--line ORDER-LINE]");
  store = prepare (ctl, &names, &act);
  if (!store)
    return CTL_FAILED;
  what.order = names.order;
  what.line = names.line;
  return answer (fo_work_preempt (store, &act, &what, &reply, &error), &reply, error);
}

CtlEnd
ctl_preempt (const Ctl *ctl)
{
  return take_from_others (ctl, false);
}

CtlEnd
ctl_whatif (const Ctl *ctl)
{
  return take_from_others (ctl, true);
}

/* By when could so much be delivered? */
CtlEnd
ctl_could (const Ctl *ctl)
{
  const char *code = ctl_argument (ctl, 0), *said = ctl_argument (ctl, 1), *life = ctl_option (ctl, "--life");
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  FoQuantity quantity_u = 0;
  guint64 days = 0;
  FoVerdict verdict;

  if (!code || !said || fo_quantity_parse (said, &quantity_u) != FO_OK
      || (life && !g_ascii_string_to_unsigned (life, 10, 0, 100000, &days, NULL)))
    return ctl_fail ("could ITEM QUANTITY [--life DAYS]");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!fo_work_could_deliver (store, code, quantity_u, (gint32) days, &json, &verdict, &error))
    return ctl_fail_error (error);
  if (verdict != FO_OK) {
    g_auto (FoReply) reply = { .verdict = verdict };
    fo_args_set_text (&reply.args, "text", code);
    return ctl_print_reply (&reply);
  }
  puts (json);
  return CTL_DONE;
}

CtlEnd
ctl_validity (const Ctl *ctl)
{
  Names names = { .order_name = ctl_argument (ctl, 0) };
  const char *said = ctl_argument (ctl, 1);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoDay until = FO_DAY_NONE;
  FoAct act;

  if (!names.order_name || !said || (!g_str_equal (said, "-") && fo_day_parse_iso (said, &until) != FO_OK))
    return ctl_fail ("validity ORDER YYYY-MM-DD|-");
  store = prepare (ctl, &names, &act);
  if (!store)
    return CTL_FAILED;
  return answer (fo_work_validity (store, &act, names.order, until, &reply, &error), &reply, error);
}

CtlEnd
ctl_morning (const Ctl *ctl)
{
  Names names = { 0 };
  FoAct act;
  g_autoptr (FoStore) store = prepare (ctl, &names, &act);
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };

  if (!store)
    return CTL_FAILED;
  return answer (fo_work_morning (store, &act, &reply, &error), &reply, error);
}

/* ---- what was promised and is lost ------------------------------------------------------------------------------------------ */

#define PAGE 200

typedef struct {
  FoId after;
  guint found;
} Broken;

static void
print_broken (const FoBroken *broken)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "id", fo_json_id (broken->id));
  json_object_object_add (object, "order", json_object_new_string (broken->order));
  json_object_object_add (object, "deal", json_object_new_string (broken->deal));
  json_object_object_add (object, "customer", json_object_new_string (broken->customer));
  json_object_object_add (object, "line", fo_json_id (broken->line_id));
  json_object_object_add (object, "item", json_object_new_string (broken->item));
  json_object_object_add (object, "lost", fo_json_quantity (broken->lost_u));
  json_object_object_add (object, "missing", fo_json_quantity (broken->missing_u));
  json_object_object_add (object, "waits", fo_json_quantity (broken->waits_u));
  json_object_object_add (object, "ready_on", fo_json_day (broken->ready_on));
  json_object_object_add (object, "why", json_object_new_string (broken->why));
  json_object_object_add (object, "on", fo_json_day (broken->day));
  json_object_object_add (object, "person", json_object_new_string (broken->person));
  json_object_object_add (object, "station", json_object_new_string (broken->station));
  ctl_print (object);
}

static FoTxnEnd
print_page (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoBroken));
  Broken *b = data;

  if (!fo_broken_page (txn, b->after, PAGE, page, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < page->len; i++) {
    print_broken (&g_array_index (page, FoBroken, i));
    b->after = g_array_index (page, FoBroken, i).id;
  }
  b->found = page->len;
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_broken (const Ctl *ctl)
{
  const char *seen = ctl_option (ctl, "--seen");
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  Names names = { 0 };
  Broken b = { 0 };
  FoId id;
  FoAct act;

  if (seen) {
    if (!fo_id_parse (seen, &id))
      return ctl_fail ("broken [--seen ID]");
    store = prepare (ctl, &names, &act);
    return store ? answer (fo_work_acknowledge (store, &act, id, &reply, &error), &reply, error) : CTL_FAILED;
  }
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, print_page, &b) != CTL_DONE)
      return CTL_FAILED;
  } while (b.found == PAGE);
  return CTL_DONE;
}
