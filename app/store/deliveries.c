/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/deliveries.h"
#include "fill.h"

static const char *const states[] = {
  [FO_DELIVERY_WAITING] = "waiting",         [FO_DELIVERY_UNKNOWN] = "unknown", [FO_DELIVERY_VERIFIED] = "verified",
  [FO_DELIVERY_REFUSED] = "refused",         [FO_DELIVERY_DIFFERS] = "differs", [FO_DELIVERY_CLOSED] = "closed",
  [FO_DELIVERY_NOT_CARRIED] = "not_carried",
};

const char *
fo_delivery_state_name (FoDeliveryState state)
{
  return states[state];
}

bool
fo_delivery_state_parse (const char *name, FoDeliveryState *ret)
{
  for (guint i = 0; name && i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (name, states[i])) {
      *ret = (FoDeliveryState) i;
      return true;
    }
  return false;
}

bool
fo_delivery_is_settled (FoDeliveryState state)
{
  return state != FO_DELIVERY_WAITING && state != FO_DELIVERY_UNKNOWN;
}

void
fo_delivery_row_clear (FoDeliveryRow *row)
{
  g_free (row->link_name);
  g_free (row->aggregate);
  g_free (row->op);
  g_free (row->body);
  g_free (row->remote_id);
  g_free (row->remote_number);
  g_free (row->why);
  g_free (row->theirs);
  g_free (row->day);
  g_free (row->decided_by);
  g_free (row->decision);
  *row = (FoDeliveryRow){ 0 };
}

static void
fill_delivery (FoRows *rows, gpointer ret)
{
  FoDeliveryRow *row = ret;
  const char *outbox_state = fo_rows_text (rows, 4);

  *row = (FoDeliveryRow){ .outbox = fo_rows_int (rows, 0),
                          .aggregate = fo_rows_dup (rows, 1),
                          .op = fo_rows_dup (rows, 2),
                          .body = fo_rows_dup (rows, 3),
                          .begun = !g_str_equal (outbox_state, "waiting"),
                          .created_us = fo_rows_int (rows, 5),
                          .tried = fo_rows_int (rows, 7) != 0,
                          .attempts = fo_rows_int (rows, 8),
                          .next_us = fo_rows_int (rows, 9),
                          .remote_id = fo_rows_dup (rows, 10),
                          .remote_number = fo_rows_dup (rows, 11),
                          .why = fo_rows_dup (rows, 12),
                          .theirs = fo_rows_dup (rows, 13),
                          .day = fo_rows_dup (rows, 14),
                          .changed_us = fo_rows_int (rows, 15),
                          .decided_by = fo_rows_dup (rows, 16),
                          .decision = fo_rows_dup (rows, 17) };
  row->exists = fo_delivery_state_parse (fo_rows_text (rows, 6), &row->state);
}

static void
fill_shown (FoRows *rows, gpointer ret)
{
  FoDeliveryRow *row = ret;

  fill_delivery (rows, row);
  row->link = fo_rows_int (rows, 18);
  row->link_name = fo_rows_dup (rows, 19);
}

bool
fo_deliveries_open (FoTxn *txn, FoId link, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_DELIVERIES_OPEN, FO_VALUES (FO_INT (link), FO_INT (after), FO_INT (limit)),
                      fill_delivery, rows, error);
}

bool
fo_deliveries_shown (
    FoTxn *txn, FoDeliveryState state, FoId before, FoId before_link, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_DELIVERIES_SHOWN,
                      FO_VALUES (FO_TEXT (states[state]), FO_INT (before), FO_INT (before_link), FO_INT (limit)),
                      fill_shown, rows, error);
}

bool
fo_outbox_not_begun (FoTxn *txn, FoId before, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_OUTBOX_NOT_BEGUN, FO_VALUES (FO_INT (before), FO_INT (limit)), fill_shown, rows,
                      error);
}

FoFound
fo_delivery_find (FoTxn *txn, FoId outbox, const char *link, FoDeliveryRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_DELIVERY_ONE, FO_VALUES (FO_INT (outbox), FO_TEXT (link)), fill_shown, ret, error);
}

bool
fo_deliveries_since (FoTxn *txn, FoId link, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_DELIVERIES_SINCE, FO_VALUES (FO_INT (link), FO_INT (after), FO_INT (limit)),
                      fill_shown, rows, error);
}

/* ---- counted ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoDeliveryState state;
  FoId link;
  gint64 count;
} Count;

static void
fill_count (FoRows *rows, gpointer ret)
{
  Count *count = ret;

  fo_delivery_state_parse (fo_rows_text (rows, 0), &count->state);
  count->link = fo_rows_int (rows, 1);
  count->count = fo_rows_int (rows, 2);
}

static FoDeliveryCounts *
counts_of (GArray *counts, FoId link)
{
  for (guint i = 0; i < counts->len; i++)
    if (g_array_index (counts, FoDeliveryCounts, i).link == link)
      return &g_array_index (counts, FoDeliveryCounts, i);
  g_array_append_val (counts, ((FoDeliveryCounts){ .link = link }));
  return &g_array_index (counts, FoDeliveryCounts, counts->len - 1);
}

bool
fo_delivery_counts (FoTxn *txn, GArray *counts, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, TRUE, sizeof (Count));

  if (!fo_fill_all (txn, FO_SQL_DELIVERY_COUNTS, NULL, 0, fill_count, list, error))
    return false;
  for (guint i = 0; i < list->len; i++) {
    const Count *count = &g_array_index (list, Count, i);
    counts_of (counts, count->link)->count[count->state] = count->count;
  }
  return true;
}

/* ---- under way --------------------------------------------------------------------------------------------------- */

FoFound
fo_delivery_claim (FoTxn *txn, FoId link, const FoDeliveryRow *row, GError **error)
{
  gint64 now_us = fo_store_now_us (fo_txn_store (txn));
  FoFound found = FO_FOUND;

  if (!row->begun)
    found = fo_row_exists (txn, FO_SQL_OUTBOX_BEGIN, FO_VALUES (FO_INT (row->outbox)), error);
  if (found == FO_FOUND)
    fo_txn_write (txn, FO_SQL_DELIVERY_CLAIM, FO_ANY,
                  FO_VALUES (FO_INT (row->outbox), FO_INT (link), FO_TEXT (row->tried ? "unknown" : "waiting"),
                             FO_INT (row->tried), FO_INT (now_us)));
  return found;
}

void
fo_delivery_release (FoTxn *txn, FoId outbox, FoId link)
{
  fo_txn_write (txn, FO_SQL_DELIVERY_FORGET, FO_ANY, FO_VALUES (FO_INT (outbox), FO_INT (link)));
  fo_txn_write (txn, FO_SQL_OUTBOX_UNDO_BEGIN, FO_ANY, FO_VALUES (FO_INT (outbox)));
}

void
fo_delivery_tried (FoTxn *txn, FoId outbox, FoId link)
{
  fo_txn_write (txn, FO_SQL_DELIVERY_TRIED, 1, FO_VALUES (FO_INT (outbox), FO_INT (link)));
}

static const char *
text_or_empty (const char *text)
{
  return text ? text : "";
}

void
fo_delivery_end (FoTxn *txn, FoId outbox, FoId link, const FoDeliveryEnd *end)
{
  gint64 now_us = fo_store_now_us (fo_txn_store (txn));

  fo_txn_write (txn, FO_SQL_DELIVERY_SETTLE, 1,
                FO_VALUES (FO_INT (outbox), FO_INT (link), FO_TEXT (states[end->state]), FO_INT (end->tried),
                           FO_INT (end->next_us), FO_TEXT (text_or_empty (end->remote_id)),
                           FO_TEXT (text_or_empty (end->remote_number)), FO_TEXT (text_or_empty (end->why)),
                           FO_TEXT (text_or_empty (end->theirs)), FO_INT (now_us)));
  fo_txn_write (txn, fo_delivery_is_settled (end->state) ? FO_SQL_OUTBOX_SETTLE : FO_SQL_OUTBOX_TRIED, FO_ANY,
                FO_VALUES (FO_INT (outbox), FO_TEXT (text_or_empty (end->why)), FO_INT (now_us)));
}

void
fo_delivery_decide (
    FoTxn *txn, const FoDeliveryRow *row, FoDeliveryState state, const char *day, const char *person, const char *words)
{
  gint64 now_us = fo_store_now_us (fo_txn_store (txn));

  fo_txn_write (txn, FO_SQL_DELIVERY_AGAIN, 1,
                FO_VALUES (FO_INT (row->outbox), FO_INT (row->link), FO_TEXT (states[state]), FO_TEXT (day),
                           FO_INT (now_us), FO_TEXT (text_or_empty (person)), FO_TEXT (text_or_empty (words))));
  if (!fo_delivery_is_settled (state))
    fo_txn_write (txn, FO_SQL_OUTBOX_REOPEN, 1, FO_VALUES (FO_INT (row->outbox)));
  else
    fo_txn_write (txn, FO_SQL_OUTBOX_SETTLE, FO_ANY, FO_VALUES (FO_INT (row->outbox), FO_TEXT (""), FO_INT (now_us)));
}

FoFound
fo_outbox_later (FoTxn *txn, const FoDeliveryRow *row, GError **error)
{
  return fo_row_exists (txn, FO_SQL_OUTBOX_LATER_OF_AGGREGATE,
                       FO_VALUES (FO_INT (row->outbox), FO_TEXT (row->aggregate), FO_TEXT (row->op)), error);
}

static void
fill_state (FoRows *rows, gpointer ret)
{
  fo_delivery_state_parse (fo_rows_text (rows, 0), ret);
}

#define A_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000 << 22) /* of ids: a message is made soon after its operation */

FoFound
fo_delivery_of_shipment (FoTxn *txn, const char *number, FoId link, FoDeliveryState *ret, GError **error)
{
  *ret = FO_DELIVERY_WAITING;
  return fo_fill_one (txn, FO_SQL_DELIVERY_OF_SHIPMENT, FO_VALUES (FO_TEXT (number), FO_INT (link), FO_INT (A_DAY)),
                      fill_state, ret, error);
}

/* ---- attempts ---------------------------------------------------------------------------------------------------- */

void
fo_attempt_clear (FoAttempt *attempt)
{
  g_free (attempt->about);
  g_free (attempt->outcome);
}

void
fo_attempt_add (FoTxn *txn, FoId id, FoId link, FoId outbox, const char *what, const char *about, gint64 epoch)
{
  fo_txn_write (txn, FO_SQL_ATTEMPT_INSERT, 1,
                FO_VALUES (FO_INT (id), FO_INT (link), FO_INT (outbox), FO_TEXT (what), FO_TEXT (text_or_empty (about)),
                           FO_INT (epoch), FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

void
fo_attempt_end (FoTxn *txn, FoId id, gint64 ended_us, const char *outcome)
{
  fo_txn_write (txn, FO_SQL_ATTEMPT_END, FO_ANY, FO_VALUES (FO_INT (id), FO_INT (ended_us), FO_TEXT (outcome)));
}

static void
fill_attempt (FoRows *rows, gpointer ret)
{
  FoAttempt *attempt = ret;

  attempt->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, attempt->what, sizeof attempt->what);
  attempt->about = fo_rows_dup (rows, 2);
  attempt->epoch = fo_rows_int (rows, 3);
  attempt->started_us = fo_rows_int (rows, 4);
  attempt->ended_us = fo_rows_int (rows, 5);
  attempt->outcome = fo_rows_dup (rows, 6);
}

bool
fo_attempts_of (FoTxn *txn, FoId outbox, FoId link, GArray *attempts, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ATTEMPTS_OF, FO_VALUES (FO_INT (outbox), FO_INT (link)), fill_attempt, attempts,
                      error);
}
