/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inbox through the work, each row in an operation of its own. Many such operations are one transaction, together with what became
 * of the rows; a row that cannot share one is taken alone, and what became of it is written behind the page: after a crash in between it
 * comes again under the same request, and the work answers as it did. */
#include "firstout/store/announce.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
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

/* Said and counted. What is not MARKED in the store yet is remembered for it: takes ROW and what ANSWER has of it. */
static bool
end_row (Taking *t, FoInboxRow *row, FoOutcome outcome, FoRowAnswer *answer, bool marked, GError **error)
{
  Mark mark;

  if (outcome == FO_OUTCOME_WAITS) {
    marked = false;
    outcome = ask_for_parent (t, answer, error);
  }
  if (outcome == FO_OUTCOME_FAILED)
    return false;
  count (t, outcome);
  if (outcome == FO_OUTCOME_WAITS)
    return true;
  tell (t, row, outcome, &answer->reply);
  if (marked)
    return true;
  mark = (Mark){ *row, outcome, fo_row_why (answer, outcome), g_steal_pointer (&answer->ours),
                 g_steal_pointer (&answer->theirs) };
  *row = (FoInboxRow){ 0 };
  g_array_append_val (t->marks, mark);
  return true;
}

static bool
take_row (Taking *t, FoInboxRow *row, GError **error)
{
  g_auto (FoRowAnswer) answer = { 0 };
  FoOutcome outcome;

  if (is_marked (t, row) && !flush (t, error))
    return false;
  outcome = fo_row_take (t->gateway, row, false, &answer, error);
  return outcome != FO_OUTCOME_FAILED && end_row (t, row, outcome, &answer, false, error);
}

/* ---- many rows in one transaction -------------------------------------------------------------------------------- */

/* For so long whoever scans may have to wait for the gateway. */
#define TOGETHER_US 50000

typedef struct {
  FoOutcome outcome;
  FoRowAnswer answer;
} Taken;

typedef struct {
  Taking *t;
  GArray *rows;   /* FoInboxRow */
  guint from, to; /* of them: which are tried together */
  GArray *taken;  /* Taken, from FROM on */
} Together;

static void
taken_clear (gpointer data)
{
  fo_row_answer_clear (&((Taken *) data)->answer);
}

static const FoInboxRow *
row_at (const Together *b, guint i)
{
  return &g_array_index (b->rows, FoInboxRow, i);
}

static void
announce_row (FoTxn *txn, const FoInboxRow *row, const FoMessage *message)
{
  const char *order = fo_message_get (message, "order_id"), *item = fo_message_get (message, "item_id");

  if (g_str_equal (row->entity, "order")) {
    fo_announce_order_by_remote (txn, row->remote_id);
    return;
  }
  fo_announce_line_by_remote (txn, row->remote_id);
  if (order)
    fo_announce_order_by_remote (txn, order);
  if (item)
    fo_announce_item_by_remote (txn, item);
}

static void
add_id (GArray *ids, FoId id)
{
  if (id)
    g_array_append_val (ids, id);
}

/* Is the row a new order, or a new line of plain goods? Then it touches nothing but that order and these goods. */
static FoFound
look_at_new (FoTxn *txn, const FoInboxRow *row, const FoMessage *message, GArray *orders, GArray *items, GError **error)
{
  const char *order_id = fo_message_get (message, "order_id"), *item_id = fo_message_get (message, "item_id");
  FoOrder order = { 0 };
  FoItem item = { 0 };
  FoLine line;
  FoFound known;

  if (g_str_equal (row->entity, "order"))
    known = fo_order_find_by_remote (txn, row->remote_id, &order, error);
  else
    known = fo_line_find_by_remote (txn, row->remote_id, &line, error);
  if (known != FO_ABSENT)
    return known == FO_FAILED ? FO_FAILED : FO_ABSENT;
  if (g_str_equal (row->entity, "order"))
    return FO_FOUND;
  if ((order_id && fo_order_find_by_remote (txn, order_id, &order, error) == FO_FAILED)
      || (item_id && fo_item_find_by_remote (txn, item_id, &item, error) == FO_FAILED))
    return FO_FAILED;
  if (item.kind == FO_ITEM_KIT)
    return FO_ABSENT;
  add_id (orders, order.id);
  add_id (items, item.id);
  return FO_FOUND;
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  const FoId x = *(const FoId *) a, y = *(const FoId *) b;

  return (x > y) - (x < y);
}

static guint
without_doubles (GArray *ids)
{
  guint n = 0;

  g_array_sort (ids, by_id);
  for (guint i = 0; i < ids->len; i++)
    if (n == 0 || g_array_index (ids, FoId, n - 1) != g_array_index (ids, FoId, i))
      g_array_index (ids, FoId, n++) = g_array_index (ids, FoId, i);
  return n;
}

static bool
take_turns_of (FoTxn *txn, GArray *orders, GArray *items, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  guint n = without_doubles (orders);

  for (guint i = 0; i < n; i++)
    fo_order_lock (txn, g_array_index (orders, FoId, i));
  n = without_doubles (items);
  return fo_turns_take (txn, (const FoId *) items->data, n, turns, error);
}

/* Where several write at once, whoever takes turns takes those of orders first, then those of goods, each in the order of their ids. So
 * what the rows will need is taken beforehand; a row of which it is not known what it will need ends them. */
static bool
take_turns (FoTxn *txn, Together *b, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoId)),
                     items = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_auto (FoReply) reply = { 0 };
  FoMessage messages[PAGE] = { 0 };
  FoFound fits = FO_FOUND;
  guint end = b->from;

  for (; end < b->rows->len; end++) {
    const FoInboxRow *row = row_at (b, end);

    if (!g_str_equal (row->entity, "order") && !g_str_equal (row->entity, "line"))
      break;
    fo_message_init (&messages[end], row->body, &reply);
    announce_row (txn, row, &messages[end]);
  }
  for (b->to = b->from; b->to < end && fits == FO_FOUND; b->to += fits == FO_FOUND)
    fits = look_at_new (txn, row_at (b, b->to), &messages[b->to], orders, items, error);
  fo_announce_forget (txn); /* of the rows behind, which come later: by then it is old */
  for (guint i = b->from; i < b->to; i++)
    fo_row_announce_request (txn, row_at (b, i));
  for (guint i = b->from; i < end; i++)
    fo_message_clear (&messages[i]);
  return fits != FO_FAILED && take_turns_of (txn, orders, items, error);
}

/* The order that a row is a line of; NULL: it is none. Free with g_free. */
static char *
order_of (const FoInboxRow *row)
{
  json_object *body = g_str_equal (row->entity, "line") ? json_tokener_parse (row->body) : NULL;
  char *order = g_strdup (json_object_get_string (json_object_object_get (body, "order_id")));

  json_object_put (body);
  return order;
}

static bool
take_and_mark (FoTxn *txn, Together *b, guint i, bool goes_on, GError **error)
{
  FoInboxRow *row = &g_array_index (b->rows, FoInboxRow, i);
  Taken taken = { .outcome = FO_OUTCOME_FAILED };
  g_autofree char *why = NULL;
  Mark mark;

  taken.outcome = fo_row_take (b->t->gateway, row, goes_on, &taken.answer, error);
  g_array_append_val (b->taken, taken);
  if (taken.outcome == FO_OUTCOME_FAILED || taken.outcome == FO_OUTCOME_WAITS)
    return taken.outcome == FO_OUTCOME_WAITS;
  why = fo_row_why (&taken.answer, taken.outcome);
  mark = (Mark){ *row, taken.outcome, why, taken.answer.ours, taken.answer.theirs };
  return write_mark (txn, &mark, error);
}

/* Lines of one order behind one another: its state is written once for all. */
typedef struct {
  char *order;    /* of the row under way; NULL: it is no line */
  bool on;        /* the row before was a line of the same order */
  FoId operation; /* of one of them; 0: nothing was done yet */
} Run;

static void
run_clear (Run *run)
{
  g_free (run->order);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static bool
end_run (FoTxn *txn, Run *run, GError **error)
{
  bool settled = !run->on || !run->operation || fo_work_settle_lines (txn, run->operation, run->order, error);

  run->on = false;
  run->operation = 0;
  return settled;
}

static bool
take_in_run (FoTxn *txn, Together *b, guint i, Run *run, bool late, GError **error)
{
  g_autofree char *next = i + 1 < b->to ? order_of (row_at (b, i + 1)) : NULL;
  bool same = !late && run->order && next && g_str_equal (run->order, next), goes_on = run->on || same;

  if (!take_and_mark (txn, b, i, goes_on, error))
    return false;
  if (goes_on && g_array_index (b->taken, Taken, i - b->from).answer.done)
    run->operation = g_array_index (b->taken, Taken, i - b->from).answer.done;
  if (!same && !end_run (txn, run, error))
    return false;
  run->on = same;
  g_free (run->order);
  run->order = g_steal_pointer (&next);
  return true;
}

/* As many as there is time for. */
static bool
take_until (FoTxn *txn, Together *b, gint64 until_us, GError **error)
{
  g_auto (Run) run = { b->from < b->to ? order_of (row_at (b, b->from)) : NULL, false, 0 };

  for (guint i = b->from; i < b->to; i++) {
    bool late = fo_gateway_now_us (b->t->gateway) >= until_us;

    if (late && i > b->from)
      b->to = i;
    else if (!take_in_run (txn, b, i, &run, late, error))
      return false;
  }
  return end_run (txn, &run, error);
}

static FoTxnEnd
take_some (FoTxn *txn, gpointer data, GError **error)
{
  Together *b = data;
  FoGateway *gateway = b->t->gateway;
  gint64 until_us = fo_gateway_now_us (gateway) + TOGETHER_US;

  if (gateway->epoch && !fo_gateway_lease_check (txn, gateway->epoch, error))
    return FO_TXN_FAIL;
  b->to = b->rows->len;
  if (fo_store_is_shared (gateway->store) && !take_turns (txn, b, error))
    return FO_TXN_FAIL;
  return take_until (txn, b, until_us, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* What cannot be done together, for whatever reason, is done one by one, which finds out. */
static bool
take_alone (Taking *t, GArray *rows, guint from, guint to, GError **error)
{
  for (guint i = from; i < to; i++)
    if (!take_row (t, &g_array_index (rows, FoInboxRow, i), error))
      return false;
  return true;
}

/* Some of the rows, from *FROM on; moves it behind them. */
static bool
take_next (Taking *t, GArray *rows, guint *from, GError **error)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  Together b = { t, rows, *from, *from, taken };
  bool kept, fine = true;

  g_array_set_clear_func (taken, taken_clear);
  if (!flush (t, error))
    return false;
  t->gateway->together = true;
  kept = fo_store_together (t->gateway->store, take_some, &b);
  t->gateway->together = false;
  *from = MAX (b.to, b.from + 1);
  if (!kept || b.to == b.from)
    return take_alone (t, rows, b.from, *from, error);
  for (guint i = 0; i < taken->len && fine; i++) {
    Taken *one = &g_array_index (taken, Taken, i);

    fine = end_row (t, &g_array_index (rows, FoInboxRow, b.from + i), one->outcome, &one->answer, true, error);
  }
  return fine;
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
  if (page->rows->len)
    page->after = g_array_index (page->rows, FoInboxRow, page->rows->len - 1).id;
  for (guint from = 0; from < page->rows->len;)
    if (!take_next (t, page->rows, &from, error))
      return false;
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
