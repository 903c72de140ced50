/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who buys. His open orders follow: the gate of each, and the life that lines which say nothing of it ask of their goods. */
#include "apply-parts.h"
#include "firstout/store/customers.h"
#include "firstout/store/item-names.h"
#include "firstout/store/kits.h"

#include <string.h>

#define ORDERS_MAX 1000

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoApplyCustomer *what;
  FoReply *reply;
  FoCustomer customer;
  FoTakenOrders taken;
  GArray *turns; /* FoTurn */
} Applying;

/* ---- who it is --------------------------------------------------------------------------------------------------- */

static FoTxnEnd
judge (const Applying *a)
{
  if (!a->what->customer.name[0])
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "name", "");
  if (a->what->customer.min_life_days < 0)
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "min_life_days", "");
  if (!fo_apply_remote_fits (a->what->remote_id))
    return fo_apply_refuse_field (a->reply, FO_TEXT_TOO_LONG, "id", a->what->remote_id);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
write_customer (Applying *a, GError **error)
{
  const char *remote_id = fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : NULL;
  FoCustomer known = { .id = 0 }, namesake = { .id = 0 };

  if ((remote_id && fo_customer_find_by_remote (a->txn, remote_id, &known, error) == FO_FAILED)
      || fo_customer_find_by_name (a->txn, a->what->customer.name, &namesake, error) == FO_FAILED)
    return FO_TXN_FAIL;
  if (known.id && namesake.id && known.id != namesake.id)
    return fo_apply_refuse_field (a->reply, FO_NUMBER_TAKEN, "name", namesake.name);
  a->customer = a->what->customer;
  a->customer.id = known.id ? known.id : namesake.id;
  if (known.id && strcmp (known.name, a->customer.name) != 0)
    fo_item_names_rename_customer (a->txn, known.name, a->customer.name);
  if (a->customer.id) {
    fo_customer_update (a->txn, &a->customer, remote_id);
    return FO_TXN_COMMIT;
  }
  a->customer.id = fo_store_next_id (fo_txn_store (a->txn), error);
  if (!a->customer.id)
    return FO_TXN_FAIL;
  fo_customer_insert (a->txn, &a->customer, remote_id);
  return FO_TXN_COMMIT;
}

/* ---- his orders --------------------------------------------------------------------------------------------------- */

/* The line leaves the life of its goods to others to say. */
static bool
says_nothing (const FoLine *line)
{
  return line->goods && (line->flags & FO_LINE_LIFE_OF_CUSTOMER || line->min_life_days == 0);
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  const FoId x = *(const FoId *) a, y = *(const FoId *) b;

  return (x > y) - (x < y);
}

/* The items whose promises will be made anew, in the order of their turns. */
static bool
take_turns (Applying *a, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_autoptr (GArray) once = g_array_new (FALSE, FALSE, sizeof (FoId));

  for (guint i = 0; i < a->taken.opened->len; i++) {
    const FoOrderWork *work = g_ptr_array_index (a->taken.opened, i);
    for (guint k = 0; k < work->lines->len; k++)
      if (says_nothing (&g_array_index (work->lines, FoLine, k)))
        g_array_append_val (ids, g_array_index (work->lines, FoLine, k).item_id);
  }
  g_array_sort (ids, by_id);
  for (guint i = 0; i < ids->len; i++)
    if (i == 0 || g_array_index (ids, FoId, i) != g_array_index (ids, FoId, i - 1))
      g_array_append_val (once, g_array_index (ids, FoId, i));
  return fo_turns_take (a->txn, (const FoId *) once->data, once->len, a->turns, error);
}

static bool
change_line (Applying *a, FoOrderWork *work, FoLine *line, GError **error)
{
  FoTurn *turn = fo_turn_of (a->turns, line->item_id);
  int32_t days;
  FoMinLife life;
  FoItem item;

  if (!says_nothing (line))
    return true;
  if (fo_item_find (a->txn, line->item_id, &item, error) != FO_FOUND || !fo_item_life_get (a->txn, item.id, &life, error))
    return false;
  days = fo_min_life_of_line (0, a->customer.min_life_days, &life, &item);
  if (days == line->min_life_days)
    return true;
  line->min_life_days = days;
  fo_line_mark (a->txn, line, FO_LINE_LIFE_OF_CUSTOMER, true);
  fo_line_update (a->txn, line);
  return fo_apply_promise_anew (a->txn, turn, &item, work, line, a->context->today, error);
}

static bool
change_gate (Applying *a, FoOrder *order, GError **error)
{
  FoDay closed_on, since;
  FoGate said, gate;

  if (!fo_order_gate_said (a->txn, order->id, &said, &closed_on, error))
    return false;
  gate = fo_customer_gate (&a->customer, said, order->gate);
  since = gate != FO_GATE_CLOSED ? FO_DAY_NONE : closed_on != FO_DAY_NONE ? closed_on : a->context->today;
  if (since != closed_on)
    fo_order_set_gate_said (a->txn, order->id, said, since);
  if (gate == order->gate)
    return true;
  order->gate = gate;
  fo_order_update (a->txn, order);
  return true;
}

static bool
change_order (Applying *a, FoOrderWork *work, GError **error)
{
  if (!change_gate (a, &work->order, error))
    return false;
  for (guint i = 0; i < work->lines->len; i++)
    if (!change_line (a, work, &g_array_index (work->lines, FoLine, i), error))
      return false;
  return true;
}

static bool
change_orders (Applying *a, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));

  if (!fo_orders_of_customer (a->txn, a->customer.name, 0, ORDERS_MAX, ids, error))
    return false;
  for (guint i = 0; i < ids->len; i++)
    fo_taken_want (&a->taken, g_array_index (ids, FoId, i));
  if (!fo_taken_open (a->txn, &a->taken, error) || !take_turns (a, error))
    return false;
  for (guint i = 0; i < a->taken.opened->len; i++)
    if (!change_order (a, g_ptr_array_index (a->taken.opened, i), error))
      return false;
  return fo_taken_settle (a->txn, a->context->act->operation, &a->taken, NULL, false, error);
}

/* ---- the act ------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
apply_customer (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  Applying a = { .txn = txn, .context = context, .what = what, .reply = reply, .turns = turns };
  g_auto (FoTakenOrders) taken = { NULL, NULL };
  FoTxnEnd end = judge (&a);

  fo_taken_init (&taken);
  a.taken = taken; /* the same arrays; cleared once */
  if (end == FO_TXN_COMMIT)
    end = write_customer (&a, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_text (&reply->args, "customer", a.customer.name);
  return change_orders (&a, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_apply_customer (FoStore *store, const FoAct *act, const FoApplyCustomer *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-customer", apply_customer, what, reply, error);
}
