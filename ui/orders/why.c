/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "why.h"

#define MOST 40 /* of a kind: nobody reads more */

static void
add_rows (const FoExplanation *e, GArray *rows)
{
  FoWhyRow head = { FO_WHY_LINE, e->line, e->order, e->item, e->until, e->leaves_on };

  g_array_append_val (rows, head);
  for (guint i = 0; i < MIN (e->candidates->len, MOST); i++) {
    FoWhyRow row = { .kind = FO_WHY_LOT, .candidate = g_array_index (e->candidates, FoCandidate, i) };
    g_array_append_val (rows, row);
  }
  for (guint i = 0; i < MIN (e->promised->len, MOST); i++) {
    FoWhyRow row = { .kind = FO_WHY_PROMISED, .claimant = g_array_index (e->promised, FoClaimant, i) };
    g_array_append_val (rows, row);
  }
  for (guint i = 0; i < MIN (e->supplies->len, MOST); i++) {
    FoWhyRow row = { .kind = FO_WHY_SUPPLY, .supply = g_array_index (e->supplies, FoExplainedSupply, i) };
    g_array_append_val (rows, row);
  }
}

static bool
add_could (FoTxn *txn, const FoExplanation *e, GArray *rows, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoCould));

  if (!fo_could_deliver (txn, &e->item, e->line.min_life_days, steps, error))
    return false;
  for (guint i = 0; i < MIN (steps->len, MOST); i++) {
    FoWhyRow row = { .kind = FO_WHY_COULD, .item = e->item, .could = g_array_index (steps, FoCould, i) };
    g_array_append_val (rows, row);
  }
  return true;
}

/* Right below the line: they are what can be done about it. */
static bool
add_substitutes (FoTxn *txn, const FoExplanation *e, GArray *rows, GError **error)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, FALSE, sizeof (FoSubstituteOffer));

  if (!fo_substitute_offers (txn, e->line.id, offers, error))
    return false;
  for (guint i = 0; i < MIN (offers->len, MOST); i++) {
    FoWhyRow row = { .kind = FO_WHY_SUBSTITUTE, .item = e->item, .offer = g_array_index (offers, FoSubstituteOffer, i) };
    g_array_insert_val (rows, 1 + i, row);
  }
  return true;
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const FoId *line = input;
  g_auto (FoExplanation) explanation;
  FoFound found;

  fo_explanation_init (&explanation);
  found = fo_explain_line (txn, *line, &explanation, error);
  if (found == FO_FOUND)
    add_rows (&explanation, rows);
  return found != FO_FAILED
         && (found == FO_ABSENT
             || (add_substitutes (txn, &explanation, rows, error) && add_could (txn, &explanation, rows, error)));
}

void
fo_why_read (FoStation *station, FoId line, FoRequestCame came, GObject *owner)
{
  const FoRequest request = { load, &line, sizeof line, sizeof (FoWhyRow), came };

  fo_request (station, &request, owner);
}
