/* SPDX-License-Identifier: GPL-3.0-or-later
 * The second shelf of the random days is shut now and then. What lies there is the house's, and nobody's to promise, to bind or to
 * pick; that is judged where promises and holds are (model.c, model-compare.c), by what was granted here. */
#include "model-shelf.h"

#include "firstout/store/stocktakes.h"
#include "firstout/work/goods.h"
#include "model-book.h"
#include "model-dice.h"

#include <string.h>

/* Why it is shut; the first: it is not. */
static const char *const reasons[] = { NULL, "spilt", "broken" };

/* One that was granted, so that it can be taken back. */
typedef struct {
  FoId operation;
  guint before;
} Turned;

struct ModelShelf {
  guint reason;
  bool was_shut;  /* before this operation */
  GArray *turned; /* Turned */
  GArray *lay;    /* FoBalanceRow: what lay there before this operation */
};

ModelShelf *
model_shelf_new (void)
{
  ModelShelf *shelf = g_new0 (ModelShelf, 1);

  shelf->turned = g_array_new (FALSE, FALSE, sizeof (Turned));
  shelf->lay = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));
  return shelf;
}

void
model_shelf_free (ModelShelf *shelf)
{
  g_array_unref (shelf->turned);
  g_array_unref (shelf->lay);
  g_free (shelf);
}

bool
model_is_shut (const Model *m, FoId place)
{
  return place == m->places[MODEL_SHELF] && m->shelf->reason != 0;
}

/* ---- shut and opened --------------------------------------------------------------------------------------------- */

/* What each line still misses, to see who lost something. */
typedef struct {
  Model *m;
  FoQuantity missing_u[MODEL_ORDERS];
} Missing;

static FoTxnEnd
read_missing (FoTxn *txn, gpointer data, GError **error)
{
  Missing *missing = data;

  memset (missing->missing_u, 0, sizeof missing->missing_u);
  for (guint order = 0; order < missing->m->n_orders; order++) {
    g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

    if (!fo_lines_of_order (txn, missing->m->orders[order], lines, error))
      return FO_TXN_FAIL;
    for (guint i = 0; i < lines->len; i++)
      missing->missing_u[order] += fo_line_missing (&g_array_index (lines, FoLine, i));
  }
  return FO_TXN_COMMIT;
}

/* Whoever has less than before is named in the answer. */
static void
judge_listed (Model *m, const Missing *before, const Missing *after, const FoReply *reply)
{
  for (guint order = 0; order < m->n_orders; order++) {
    g_autofree char *named = g_strdup_printf ("\"D-%u\"", order);

    if (after->missing_u[order] > before->missing_u[order] && !(reply->lines && strstr (reply->lines, named)))
      model_trouble (m, "D-%u lost something when the shelf was shut, and nobody is told", order);
  }
}

static FoVerdict
how_it_must_end (const ModelShelf *shelf, bool is_shelf, bool exists, guint reason, bool opens)
{
  if (!exists)
    return FO_PLACE_UNKNOWN;
  if (!is_shelf)
    return FO_MOVEMENT_FORBIDDEN;
  if (opens)
    return shelf->reason ? FO_OK : FO_ALREADY_DONE;
  if (!reason)
    return FO_REASON_NEEDED;
  return reason == shelf->reason ? FO_ALREADY_DONE : FO_OK;
}

static guint
lots_there (const GArray *lay)
{
  guint n = 0;

  for (guint i = 0; i < lay->len; i++)
    n += g_array_index (lay, FoBalanceRow, i).balance.on_hand_u > 0;
  return n;
}

static void
judge_answer (Model *m, FoVerdict must, const FoReply *reply)
{
  const FoArg *lots = fo_args_get (&reply->args, "lots");

  if (reply->verdict != must)
    model_trouble (m, "a shelf was turned over: %s instead of %s", fo_verdict_name (reply->verdict),
                   fo_verdict_name (must));
  else if (must == FO_OK && (!lots || lots->number != lots_there (m->shelf->lay)))
    model_trouble (m, "%u lots lie on the shelf, and the answer says %d", lots_there (m->shelf->lay),
                   lots ? (int) lots->number : -1);
}

bool
model_do_shut (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  guint reason = (guint) up_to (m, G_N_ELEMENTS (reasons));
  bool opens = m->shelf->reason && once_in (m, 2), elsewhere = once_in (m, 12), nowhere = !elsewhere && once_in (m, 12);
  FoBlockPlace what = { .place = m->places[elsewhere ? FO_PLACE_DOCK : MODEL_SHELF],
                        .blocked = !opens,
                        .reason = reasons[reason] };
  FoVerdict must = how_it_must_end (m->shelf, !elsewhere, !nowhere, reason, opens);
  Missing before = { .m = m }, after = { .m = m };
  const Turned turned = { act->operation, m->shelf->reason };

  if (nowhere)
    what.place = 999;
  if (!fo_store_read (m->store, read_missing, &before, error)
      || !fo_work_block_place (m->store, act, &what, reply, error)
      || !fo_store_read (m->store, read_missing, &after, error))
    return false;
  judge_answer (m, must, reply);
  if (!reply->operation)
    return true;
  model_book_other (m, act, opens ? "unblock-place" : "block-place", reply);
  judge_listed (m, &before, &after, reply);
  m->shelf->reason = opens ? 0 : reason;
  g_array_append_val (m->shelf->turned, turned);
  return true;
}

void
model_shelf_undone (Model *m, FoId operation)
{
  for (guint i = 0; i < m->shelf->turned->len; i++) {
    const Turned *turned = &g_array_index (m->shelf->turned, Turned, i);
    if (turned->operation == operation)
      m->shelf->reason = turned->before;
  }
}

/* ---- what lies there --------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_shelf (FoTxn *txn, gpointer data, GError **error)
{
  Model *m = data;

  g_array_set_size (m->shelf->lay, 0);
  return fo_balances_at_place (txn, m->places[MODEL_SHELF], m->shelf->lay, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoQuantity
there_u (const GArray *lay, FoId lot)
{
  for (guint i = 0; i < lay->len; i++)
    if (g_array_index (lay, FoBalanceRow, i).lot_id == lot)
      return g_array_index (lay, FoBalanceRow, i).balance.on_hand_u;
  return 0;
}

static bool
is_among (const char *kind, const char *const *kinds)
{
  return g_strv_contains (kinds, kind);
}

void
model_judge_shelf (Model *m, const char *kind)
{
  /* Who is undone was there before; who finds goods, or counts them, stands before them. */
  static const char *const bring[] = { "undo", "count", "find", "relabel", NULL };
  static const char *const take[] = { "undo", "count", "carry", "write-off", "relabel", NULL };
  g_autoptr (GArray) lay = g_array_copy (m->shelf->lay);
  bool stayed_shut = m->shelf->was_shut && m->shelf->reason;
  g_autoptr (GError) error = NULL;

  m->shelf->was_shut = m->shelf->reason != 0;
  if (!fo_store_read (m->store, read_shelf, m, &error)) {
    model_trouble (m, "reading failed: %s", error->message);
    return;
  }
  for (guint i = 0; i < m->lots->len && stayed_shut; i++) {
    const FoLot *lot = &g_array_index (m->lots, FoLot, i);
    FoQuantity more_u = there_u (m->shelf->lay, lot->id) - there_u (lay, lot->id);

    if ((more_u > 0 && !is_among (kind, bring)) || (more_u < 0 && !is_among (kind, take)))
      model_trouble (m, "%s changed what lies of %s on a shut shelf by %g", kind, lot->number,
                     (double) more_u / FO_ONE);
  }
}
