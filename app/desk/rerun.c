/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rerun.h"
#include "firstout/store/guard.h"
#include "firstout/store/stock.h"

#include <string.h>

struct FoRerun {
  FoStore *store;
  FoDesks *desks;
  const FoDesks *live; /* may be NULL */
  gint64 epoch;
  GArray *begun; /* uint32_t: lanes that had a row */
  GPtrArray *lacking; /* numbers of orders of which something was not found */
  FoActGate gate;
  const FoReply *said, *expected; /* of the row under way; EXPECTED NULL: it booked nothing */
  bool wants_person;
};

/* ---- what is done without the server ------------------------------------------------------------------------------------- */

static const struct {
  const char *kind;
  bool
      leased; /* only of orders that the station has in hand: their goods are held for them, and nobody else may take them */
} allowed[] = {
  { "receive", false },      { "return", false },      { "count-begin", false }, { "count-enter", false },
  { "count", false },        { "zero-check", false },  { "note", false },        { "undo", false },
  { "pick", true },          { "pack", true },         { "unpack", true },       { "carton-close", true },
  { "carton-reopen", true }, { "carton-weigh", true }, { "ship", true },         { "load", true },
  { "short", true },         { "park", true },         { "put-away", false },    { "move", false },
};

bool
fo_offline_allows (const char *kind, bool *ret_leased)
{
  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (strcmp (allowed[i].kind, kind) == 0) {
      *ret_leased = allowed[i].leased;
      return true;
    }
  return false;
}

/* ---- the gate ----------------------------------------------------------------------------------------------------------------- */

/* What was not booked is not booked now; and nothing that others' promises rest on ever. */
static FoVerdict
before (const char *kind, gpointer data)
{
  const FoRerun *replay = data;
  bool leased;

  return replay->expected && fo_offline_allows (kind, &leased) ? FO_OK : FO_REPLAY_DIFFERS;
}

static bool
same_arg (const FoReply *a, const FoReply *b, const char *name)
{
  const FoArg *one = fo_args_get (&a->args, name), *other = fo_args_get (&b->args, name);

  if (!one || !other)
    return !one == !other;
  return one->kind == other->kind && one->number == other->number && g_strcmp0 (one->text, other->text) == 0;
}

/* The same goods of the same lot, as many of them, where they were; and of what is leased for the same order. Whom goods that came in are
 * for is decided when they are in the book. */
static FoVerdict
after (const char *kind, FoReply *reply, gpointer data)
{
  static const char *const names[] = { "code", "lot", "expires_on", "quantity", "place", "order", "shipment" };
  const FoArg *order = fo_args_get (&reply->args, "order");
  FoRerun *replay = data;
  bool leased = false;
  gsize n = G_N_ELEMENTS (names);

  if (!fo_offline_allows (kind, &leased))
    return FO_REPLAY_DIFFERS;
  for (gsize i = 0; i < (leased ? n : n - 2); i++)
    if (!same_arg (replay->expected, reply, names[i]))
      return FO_REPLAY_DIFFERS;
  if (strcmp (kind, "short") == 0 && order)
    g_ptr_array_add (replay->lacking, g_strdup (order->text));
  return FO_OK;
}

/* As much as it was, where that is what the station brought there itself: of others' goods nothing is carried in its name. Rows that
 * were done on the server itself are nobody else's to judge. */
static bool
carry (FoTxn *txn, FoId lot, FoId place, FoQuantity *quantity_u, gpointer data, GError **error)
{
  const FoRerun *replay = data;
  const FoArg *quantity = replay->expected ? fo_args_get (&replay->expected->args, "quantity") : NULL,
              *since = replay->expected ? fo_args_get (&replay->expected->args, FO_ARG_BROUGHT_SINCE) : NULL;
  FoQuantity brought_u = 0;

  if (!replay->expected && replay->said->verdict == FO_NOT_RECEIVED_HERE) /* so that nothing is in the hand now either */
    *quantity_u = 0;
  if (!quantity)
    return true;
  if (replay->epoch == FO_ANY_EPOCH)
    brought_u = quantity->number;
  else if (since && !fo_stock_brought (txn, replay->desks->station, g_ascii_strtoll (since->text, NULL, 10), lot, place, &brought_u, error))
    return false;
  *quantity_u = brought_u >= quantity->number ? quantity->number : 0;
  return true;
}

/* ---- lanes ---------------------------------------------------------------------------------------------------------------------- */

static bool
has_begun (FoRerun *replay, uint32_t lane)
{
  for (guint i = 0; i < replay->begun->len; i++)
    if (g_array_index (replay->begun, uint32_t, i) == lane)
      return true;
  return false;
}

static const FoDeskState *
state_before (const FoRerun *replay, uint32_t lane)
{
  for (guint i = 0; replay->live && i < replay->live->lanes->len; i++) {
    const FoDeskLane *live = &g_array_index (replay->live->lanes, FoDeskLane, i);

    if (live->lane == lane)
      return live->desk->before;
  }
  return NULL;
}

/* The row's lane, which begins where it was when the server went; or, after a start of the program, where its first row says. */
static FoDesk *
desk_for (FoRerun *replay, const FoOfflineRow *row, GError **error)
{
  uint32_t lane = row->entry.scan.lane;
  FoDesk *desk = fo_desks_lane (replay->desks, lane, error);
  const FoDeskState *state = state_before (replay, lane);

  if (!desk || has_begun (replay, lane))
    return desk;
  if (state)
    desk->state = *state;
  else if (row->task && !fo_desk_resume (desk, row->task, error))
    return NULL;
  g_array_append_val (replay->begun, lane);
  return desk;
}

const FoDeskState *
fo_rerun_state (const FoRerun *replay, uint32_t lane)
{
  for (guint i = 0; i < replay->desks->lanes->len; i++) {
    const FoDeskLane *one = &g_array_index (replay->desks->lanes, FoDeskLane, i);

    if (one->lane == lane)
      return has_begun ((FoRerun *) replay, lane) ? &one->desk->state : NULL;
  }
  return NULL;
}

/* ---- one row ---------------------------------------------------------------------------------------------------------------------- */

/* It is in another's name when somebody else is logged in by now: then it is entered for whoever did it. */
static void
name_doer (FoRerun *replay, FoDesk *desk, const FoOfflineRow *row)
{
  const FoPerson *person = fo_guard_person (replay->store);

  desk->state.paper_by[0] = '\0';
  if (!row->person || !*row->person || !fo_guard_is_closed (replay->store) || !person
      || strcmp (person->name, row->person) == 0)
    return;
  g_strlcpy (desk->state.paper_by, row->person, sizeof desk->state.paper_by);
  desk->state.paper_on = fo_store_today (replay->store);
}

/* Who somebody is only the server knows, and the journal keeps no PIN. */
static bool
is_about_persons (const FoOfflineRow *row)
{
  static const char *const words[] = { "log-in", "log-out", "alone", "person", "unlock", NULL };
  g_autofree char *text = g_strndup (row->entry.scan.bytes, row->entry.scan.length);

  text[strcspn (text, " ")] = '\0';
  return row->entry.kind == FO_JOURNAL_COMMAND && g_strv_contains (words, text);
}

/* It is booked already: the lane goes on behind it. */
static bool
go_on_behind (FoDesk *desk, const FoReply *reply, GError **error)
{
  g_autofree char *said = fo_reply_position (reply), *position = fo_desk_position (desk);
  FoStep step = { .next = &desk->state };

  fo_step_let_go (&step);
  return !said || strcmp (said, position) == 0 || fo_desk_resume (desk, said, error);
}

static char *
verdict_json (FoVerdict verdict)
{
  g_auto (FoReply) reply = { .verdict = verdict };

  return fo_reply_to_json (&reply);
}

static bool
take (FoRerun *replay, FoDesk *desk, const FoOfflineRow *row, bool booked, char **ret_theirs, GError **error)
{
  g_auto (FoDeskReply) again = { 0 };

  fo_desk_reply_init (&again);
  name_doer (replay, desk, row);
  if (!fo_desk_take (desk, row->entry.operation, row->entry.kind, &row->entry.scan, booked ? row->request : NULL,
                     &again, error))
    return false;
  if (booked && again.reply.operation != row->entry.operation) {
    replay->wants_person |= again.reply.verdict == FO_LOG_IN_FIRST;
    *ret_theirs = fo_reply_to_json (&again.reply);
  }
  return true;
}

bool
fo_rerun_row (FoRerun *replay, const FoOfflineRow *row, char **ret_theirs, GError **error)
{
  g_auto (FoReply) reply = { 0 };
  bool booked = row->reply && fo_reply_from_json (row->reply, &reply) && reply.operation != 0, done = false, taken;
  FoDesk *desk;

  *ret_theirs = NULL;
  if (!row->reply || is_about_persons (row) || fo_args_get (&reply.args, "page")) /* a page of the window took it */
    return true;
  if (!fo_store_settle (replay->store, row->entry.operation, &done, error) || !(desk = desk_for (replay, row, error)))
    return false;
  if (done)
    return go_on_behind (desk, &reply, error);
  if (booked && replay->epoch != FO_ANY_EPOCH && row->entry.epoch != replay->epoch) {
    *ret_theirs = verdict_json (FO_STATION_REVOKED);
    return true;
  }
  replay->said = &reply;
  replay->expected = booked ? &reply : NULL;
  taken = take (replay, desk, row, booked, ret_theirs, error);
  replay->said = replay->expected = NULL;
  return taken;
}

GPtrArray *
fo_rerun_take_lacking (FoRerun *replay)
{
  return g_steal_pointer (&replay->lacking);
}

bool
fo_rerun_wants_person (const FoRerun *replay)
{
  return replay->wants_person;
}

FoRerun *
fo_rerun_new (FoStore *store, const char *station, const FoDesks *live, gint64 epoch, GError **error)
{
  g_autoptr (FoRerun) replay = g_new0 (FoRerun, 1);

  replay->store = store;
  replay->live = live;
  replay->epoch = epoch;
  replay->begun = g_array_new (FALSE, FALSE, sizeof (uint32_t));
  replay->lacking = g_ptr_array_new_with_free_func (g_free);
  replay->desks = fo_desks_new (store, station, error);
  if (!replay->desks)
    return NULL;
  replay->gate = (FoActGate){ before, after, carry, replay };
  fo_act_set_gate (store, &replay->gate);
  return g_steal_pointer (&replay);
}

void
fo_rerun_free (FoRerun *replay)
{
  if (!replay)
    return;
  fo_act_set_gate (replay->store, NULL);
  fo_desks_free (replay->desks);
  g_array_unref (replay->begun);
  g_clear_pointer (&replay->lacking, g_ptr_array_unref);
  g_free (replay);
}
