/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inbox through the work, each row in an operation of its own. What became of the rows is written page by page:
 * after a crash in between they come again under the same request, and the work answers as it did. */
#include "rows.h"

#define PAGE 50

/* ---- what became of a row ---------------------------------------------------------------------------------------- */

typedef struct {
  FoInboxRow row;
  FoOutcome outcome;
  char *why; /* the reason as JSON, "" none */
  char *ours, *theirs; /* of FoRowAnswer */
} Mark;

static void
mark_clear (Mark *mark)
{
  fo_inbox_row_clear (&mark->row);
  g_free (mark->why);
  g_free (mark->ours);
  g_free (mark->theirs);
}

typedef struct {
  FoGateway *gateway;
  bool can_ask;
  GArray *marks;  /* Mark, not written yet */
  guint waiting;  /* of this pass */
  guint progress; /* rows and parents of this pass that may let others go on */
} Taking;

static const char *
state_of (FoOutcome outcome)
{
  switch (outcome) {
  case FO_OUTCOME_APPLIED:
    return "applied";
  case FO_OUTCOME_SUPERSEDED:
    return "superseded";
  case FO_OUTCOME_DISPUTED:
    return "conflict";
  case FO_OUTCOME_REJECTED:
  case FO_OUTCOME_CHILD_LEFT_ALONE:
    return "rejected";
  case FO_OUTCOME_LEFT_ALONE:
    return "superseded";
  case FO_OUTCOME_WAITS:
  case FO_OUTCOME_FAILED:
    break;
  }
  g_assert_not_reached ();
}

static bool
write_mark (FoTxn *txn, const Mark *mark, GError **error)
{
  const FoInboxRow *row = &mark->row;

  fo_inbox_set (txn, row->id, state_of (mark->outcome), mark->why);
  if (mark->outcome == FO_OUTCOME_REJECTED)
    return fo_conflict_open (txn, row->entity, row->remote_id, "rejected", mark->why, row->body, error);
  if (mark->outcome == FO_OUTCOME_APPLIED) {
    g_autofree char *missed = fo_parent_missing (row->entity, row->remote_id);

    fo_conflict_close (txn, row->entity, row->remote_id);
    if (missed)
      fo_inbox_revive (txn, missed);
  }
  /* what sales says of a field of ours is not taken, whatever became of the rest */
  return !mark->ours || fo_conflict_open (txn, row->entity, row->remote_id, "not_theirs", mark->ours, mark->theirs, error);
}

static FoTxnEnd
write_marks (FoTxn *txn, gpointer data, GError **error)
{
  const Taking *t = data;

  for (guint i = 0; i < t->marks->len; i++)
    if (!write_mark (txn, &g_array_index (t->marks, Mark, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static bool
flush (Taking *t, GError **error)
{
  if (t->marks->len == 0)
    return true;
  if (!fo_gateway_write (t->gateway, write_marks, t, error))
    return false;
  g_array_set_size (t->marks, 0);
  return true;
}

static void
count (Taking *t, FoOutcome outcome)
{
  FoGatewayRound *round = &t->gateway->round;

  round->applied += outcome == FO_OUTCOME_APPLIED;
  round->superseded += outcome == FO_OUTCOME_SUPERSEDED;
  round->disputed += outcome == FO_OUTCOME_DISPUTED;
  round->rejected += outcome == FO_OUTCOME_REJECTED;
  round->left_alone += outcome == FO_OUTCOME_LEFT_ALONE || outcome == FO_OUTCOME_CHILD_LEFT_ALONE;
  t->progress += outcome == FO_OUTCOME_APPLIED;
  t->waiting += outcome == FO_OUTCOME_WAITS;
}

static void
tell (Taking *t, const FoInboxRow *row, FoOutcome outcome, const FoReply *reply)
{
  static const char *const what[] = {
    [FO_OUTCOME_APPLIED] = "applied",       [FO_OUTCOME_SUPERSEDED] = "superseded",
    [FO_OUTCOME_DISPUTED] = "disputed",     [FO_OUTCOME_REJECTED] = "rejected",
    [FO_OUTCOME_LEFT_ALONE] = "left_alone", [FO_OUTCOME_CHILD_LEFT_ALONE] = "left_alone",
  };
  const FoGatewayLink *l = fo_gateway_link_of (t->gateway, row->remote_id);
  const FoGatewayEvent event = { .what = what[outcome],
                                 .link = l ? l->row.name : NULL,
                                 .entity = row->entity,
                                 .remote_id = row->remote_id,
                                 .rev = row->rev,
                                 .reply = reply };

  fo_gateway_tell (t->gateway, &event);
}

/* ---- one row ----------------------------------------------------------------------------------------------------- */

/* The state of another version of the same row decides about this one: it must stand in the store first. */
static bool
is_marked (const Taking *t, const FoInboxRow *row)
{
  for (guint i = 0; i < t->marks->len; i++) {
    const FoInboxRow *other = &g_array_index (t->marks, Mark, i).row;
    if (g_str_equal (other->entity, row->entity) && g_str_equal (other->remote_id, row->remote_id))
      return true;
  }
  return false;
}

/* A parent that is not here is asked for; when sales does not know it either, the row makes no sense. */
static FoOutcome
ask_for_parent (Taking *t, FoRowAnswer *answer, GError **error)
{
  FoGatewayLink *l = fo_gateway_link_of (t->gateway, answer->parent_id);
  g_autoptr (GError) why = NULL;
  bool is_new;

  if (!t->can_ask || answer->parent_is_coming || !l || l->is_out || !l->link)
    return FO_OUTCOME_WAITS;
  if (!fo_gateway_hear_one (l, answer->parent, answer->parent_id, &is_new, &why)) {
    if (why->domain == FO_SALES_ERROR) { /* the link, and not the store: the row waits until it answers */
      fo_gateway_link_failed (l, why);
      return FO_OUTCOME_WAITS;
    }
    g_propagate_error (error, g_steal_pointer (&why));
    return FO_OUTCOME_FAILED;
  }
  if (is_new) {
    t->progress++;
    return FO_OUTCOME_WAITS;
  }
  return FO_OUTCOME_REJECTED;
}

static bool
take_row (Taking *t, FoInboxRow *row, GError **error)
{
  g_auto (FoRowAnswer) answer = { 0 };
  FoOutcome outcome;
  Mark mark;

  if (is_marked (t, row) && !flush (t, error))
    return false;
  outcome = fo_row_take (t->gateway, row, &answer, error);
  if (outcome == FO_OUTCOME_WAITS)
    outcome = ask_for_parent (t, &answer, error);
  if (outcome == FO_OUTCOME_FAILED)
    return false;
  count (t, outcome);
  if (outcome == FO_OUTCOME_WAITS)
    return true;
  tell (t, row, outcome, &answer.reply);
  mark = (Mark){ *row, outcome, fo_row_why (&answer, outcome), g_steal_pointer (&answer.ours), g_steal_pointer (&answer.theirs) };
  *row = (FoInboxRow){ 0 };
  g_array_append_val (t->marks, mark);
  return true;
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId after;
  GArray *rows;
} Page;

static FoTxnEnd
read_page (FoTxn *txn, gpointer data, GError **error)
{
  Page *page = data;

  g_array_set_size (page->rows, 0);
  return fo_inbox_new (txn, page->after, PAGE, page->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
take_page (Taking *t, Page *page, GError **error)
{
  for (guint i = 0; i < page->rows->len; i++) {
    FoInboxRow *row = &g_array_index (page->rows, FoInboxRow, i);

    page->after = row->id;
    if (!take_row (t, row, error))
      return false;
  }
  return flush (t, error);
}

static bool
take_all (Taking *t, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoInboxRow));
  Page page = { 0, rows };

  g_array_set_clear_func (rows, (GDestroyNotify) fo_inbox_row_clear);
  t->waiting = t->progress = 0;
  do {
    if (!fo_gateway_keep_lease (t->gateway, error) || !fo_store_read (t->gateway->store, read_page, &page, error)
        || !take_page (t, &page, error))
      return false;
  } while (rows->len == PAGE);
  return true;
}

/* Until nothing moves any more: what was applied may be what others waited for. */
bool
fo_gateway_take (FoGateway *gateway, bool can_ask, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  Taking t = { .gateway = gateway, .can_ask = can_ask, .marks = marks };
  bool fine;

  g_array_set_clear_func (marks, (GDestroyNotify) mark_clear);
  if (!gateway->loaded && !fo_gateway_load_links (gateway, error))
    return false;
  do
    fine = take_all (&t, error);
  while (fine && t.progress > 0);
  gateway->round.waiting = t.waiting;
  return fine;
}
