/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reservations at the desk: which lot a line gets, who goes first, until when, and whose order it is. Words apart by blanks; a line is
 * its id, ORDER/POSITION or ORDER/ITEM. */
#include "firstout/work/reserve.h"
#include "step.h"

/* What the words of a command name. */
typedef struct {
  const char *order_name, *line_name, *lot_name; /* NULL: not asked */
  FoOrder order;
  FoId line, lot;
} Named;

static FoTxnEnd
find_named (FoTxn *txn, gpointer data, GError **error)
{
  Named *named = data;
  FoFound found = FO_ABSENT;

  named->order.id = named->line = named->lot = 0;
  if (named->order_name)
    found = fo_order_find_by_number (txn, named->order_name, &named->order, error);
  if (found == FO_ABSENT)
    named->order.id = 0;
  if (found == FO_FAILED || (named->line_name && !fo_line_named (txn, named->line_name, &named->line, error))
      || (named->line && named->lot_name && !fo_line_lot_named (txn, named->line, named->lot_name, &named->lot, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* ARGUMENT's first N words, and what is behind them, each "" when there is none. */
static void
split (const char *argument, char **words, guint n)
{
  for (guint i = 0; i < n; i++) {
    gsize length = i + 1 < n ? strcspn (argument, " ") : strlen (argument);

    words[i] = g_strstrip (g_strndup (argument, length));
    argument += length;
    argument += strspn (argument, " ");
  }
}

static void
free_words (char **words, guint n)
{
  for (guint i = 0; i < n; i++)
    g_free (words[i]);
}

static void
changed (FoStep *step)
{
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
}

/* What was done is the last thing that undo would take back, or refuse to. */
static bool
booked (FoStep *step, bool answered)
{
  if (answered && fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  return answered;
}

/* ---- lots ------------------------------------------------------------------------------------------------------------------- */

bool
fo_step_pin (FoStep *step, const char *argument, GError **error)
{
  char *words[3];
  FoPin what = { 0 };
  FoVerdict verdict = FO_OK;
  Named named = { 0 };
  bool done;

  split (argument, words, 3);
  named.line_name = words[0];
  named.lot_name = words[1];
  if (*words[2])
    verdict = fo_quantity_parse (words[2], &what.quantity_u);
  done = verdict != FO_OK || fo_store_read (step->store, find_named, &named, error);
  what.line = named.line;
  what.lot = named.lot;
  if (done && verdict == FO_OK)
    done = booked (step, fo_work_pin (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
  else if (done)
    fo_step_answer (step, verdict);
  changed (step);
  free_words (words, 3);
  return done;
}

bool
fo_step_unpin (FoStep *step, const char *argument, GError **error)
{
  Named named = { .line_name = argument };

  changed (step);
  return fo_store_read (step->store, find_named, &named, error)
         && booked (step, fo_work_unpin (step->store, fo_step_act (step), named.line, fo_step_reply (step), error));
}

static bool
refuse_lot (FoStep *step, const char *argument, bool allow, GError **error)
{
  FoRefuseLot what = { .allow = allow };
  char *words[3];
  Named named = { 0 };
  bool done;

  split (argument, words, 3);
  named.line_name = words[0];
  named.lot_name = words[1];
  done = fo_store_read (step->store, find_named, &named, error);
  what.line = named.line;
  what.lot = named.lot;
  what.reason = words[2];
  done = done && booked (step, fo_work_refuse_lot (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
  changed (step);
  free_words (words, 3);
  return done;
}

bool
fo_step_refuse_lot (FoStep *step, const char *argument, GError **error)
{
  return refuse_lot (step, argument, false, error);
}

bool
fo_step_allow_lot (FoStep *step, const char *argument, GError **error)
{
  return refuse_lot (step, argument, true, error);
}

/* ---- orders ----------------------------------------------------------------------------------------------------------------- */

/* The order that ARGUMENT begins with; the rest of it in *ret_rest (g_free). */
static bool
find_order (FoStep *step, const char *argument, FoOrder *ret_order, char **ret_rest, GError **error)
{
  char *words[2];
  Named named = { 0 };
  bool done;

  split (argument, words, 2);
  named.order_name = words[0];
  done = fo_store_read (step->store, find_named, &named, error);
  *ret_order = named.order;
  *ret_rest = words[1];
  g_free (words[0]);
  return done;
}

static bool
take_from_others (FoStep *step, const char *argument, bool only_look, GError **error)
{
  g_autofree char *reason = NULL;
  FoPreempt what = { .only_look = only_look };
  FoOrder order;

  if (!find_order (step, argument, &order, &reason, error))
    return false;
  what.order = order.id;
  what.reason = reason;
  if (!only_look)
    changed (step);
  if (!fo_work_preempt (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  return only_look || booked (step, true);
}

bool
fo_step_preempt (FoStep *step, const char *argument, GError **error)
{
  return take_from_others (step, argument, false, error);
}

bool
fo_step_what_if (FoStep *step, const char *argument, GError **error)
{
  return take_from_others (step, argument, true, error);
}

bool
fo_step_validity (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *said = NULL;
  FoDay until = FO_DAY_NONE;
  FoOrder order;

  if (!find_order (step, argument, &order, &said, error))
    return false;
  if (*said && fo_day_parse_iso (said, &until) != FO_OK && fo_day_parse_typed (said, step->today, &until) != FO_OK)
    return fo_step_answer (step, FO_DAY_BAD);
  changed (step);
  return booked (step, fo_work_validity (step->store, fo_step_act (step), order.id, until, fo_step_reply (step), error));
}

bool
fo_step_priority (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *said = NULL;
  gint64 priority;
  FoOrder order;

  if (!find_order (step, argument, &order, &said, error))
    return false;
  if (!g_ascii_string_to_signed (said, 10, -1000000, 1000000, &priority, NULL))
    return fo_step_answer (step, FO_QUANTITY_BAD);
  changed (step);
  return booked (step, fo_work_priority (step->store, fo_step_act (step), order.id, (gint32) priority, fo_step_reply (step), error));
}

/* `gate-override [ORDER] REASON`: it may leave though payment has not come; `gate-close [ORDER] REASON`: it may not, whatever came. */
static bool
set_gate (FoStep *step, const char *argument, FoGate gate, GError **error)
{
  g_autofree char *reason = NULL;
  FoOrder order;

  if (!find_order (step, argument, &order, &reason, error))
    return false;
  if (!*reason)
    return fo_step_answer (step, FO_REASON_NEEDED);
  changed (step);
  if (!fo_work_gate (step->store, fo_step_act (step), order.id, gate, reason, fo_step_reply (step), error))
    return false;
  if (fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  return true;
}

bool
fo_step_gate_override (FoStep *step, const char *argument, GError **error)
{
  return set_gate (step, argument, FO_GATE_OVERRIDE, error);
}

bool
fo_step_gate_close (FoStep *step, const char *argument, GError **error)
{
  return set_gate (step, argument, FO_GATE_CLOSED, error);
}

bool
fo_step_take_over (FoStep *step, const char *argument, GError **error)
{
  FoId id = *argument ? 0 : step->now->taken_elsewhere;
  g_autofree char *rest = NULL;
  FoOrder order = { .id = id };

  if (*argument && !find_order (step, argument, &order, &rest, error))
    return false;
  if (!fo_work_take_over (step->store, fo_step_act (step), order.id, fo_step_reply (step), error))
    return false;
  changed (step);
  if (!fo_step_is_done (step))
    return true;
  fo_step_open_task (step, &fo_task_pick);
  fo_step_close_document (step);
  fo_step_set_document (step, order.id, fo_args_get (&step->ret->reply.args, "order")->text);
  step->next->taken_elsewhere = 0;
  return true;
}

/* ---- what was promised and is lost ------------------------------------------------------------------------------------------ */

bool
fo_step_seen (FoStep *step, const char *argument, GError **error)
{
  FoId broken = 0;

  fo_id_parse (argument, &broken);
  changed (step);
  return fo_work_acknowledge (step->store, fo_step_act (step), broken, fo_step_reply (step), error);
}
