/* SPDX-License-Identifier: GPL-3.0-or-later
 * What explain.c found out, as a script reads it. */
#include "firstout/work/deals.h"
#include "firstout/work/explain.h"
#include "inside.h"

static void
add_text (json_object *object, const char *name, const char *text)
{
  json_object_object_add (object, name, json_object_new_string (text));
}

static json_object *
claimant_json (const FoClaimant *claimant)
{
  json_object *object = json_object_new_object ();

  add_text (object, "order", claimant->order);
  add_text (object, "deal", claimant->deal);
  json_object_object_add (object, "line", fo_json_id (claimant->line));
  json_object_object_add (object, "quantity", fo_json_quantity (claimant->quantity_u));
  json_object_object_add (object, "usable_until", fo_json_day (claimant->usable_until));
  json_object_object_add (object, "picked", json_object_new_boolean (claimant->picked));
  return object;
}

static json_object *
candidate_json (const FoCandidate *candidate)
{
  const FoStockRow *row = &candidate->row;
  json_object *object = json_object_new_object (), *orders = json_object_new_array (), *holders = json_object_new_array ();

  for (guint i = 0; i < MIN (candidate->n_holders, FO_CLAIMANTS_MAX); i++) {
    json_object_array_add (orders, json_object_new_string (candidate->holders[i].order));
    json_object_array_add (holders, claimant_json (&candidate->holders[i]));
  }
  json_object_object_add (object, "held_for", orders);
  json_object_object_add (object, "holders", holders);
  add_text (object, "lot", row->lot);
  add_text (object, "owner", candidate->owner);
  add_text (object, "place", row->place);
  json_object_object_add (object, "expires_on", fo_json_day (row->expires_on));
  json_object_object_add (object, "received_on", fo_json_day (row->received_on));
  json_object_object_add (object, "on_hand", fo_json_quantity (row->on_hand_u));
  json_object_object_add (object, "free", fo_json_quantity (row->on_hand_u - row->held_u));
  add_text (object, "verdict", fo_verdict_name (candidate->verdict));
  json_object_object_add (object, "chosen", json_object_new_boolean (candidate->chosen));
  json_object_object_add (object, "quantity", fo_json_quantity (candidate->quantity_u));
  return object;
}

static json_object *
supply_json (const FoExplainedSupply *one)
{
  json_object *object = json_object_new_object ();

  add_text (object, "kind", fo_supply_kind_name (one->supply.kind));
  add_text (object, "number", one->supply.number);
  json_object_object_add (object, "ready_on", fo_json_day (one->supply.ready_on));
  json_object_object_add (object, "progress", json_object_new_int (one->supply.progress_percent));
  json_object_object_add (object, "quantity", fo_json_quantity (one->quantity_u));
  json_object_object_add (object, "room", fo_json_quantity (fo_supply_room (&one->supply)));
  json_object_object_add (object, "dedicated", json_object_new_boolean (one->supply.dedicated));
  return object;
}

/* What would have to come for it to be complete: so much, living so long, by then. */
static json_object *
needed_json (const FoExplanation *e)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "quantity", fo_json_quantity (fo_line_missing (&e->line)));
  json_object_object_add (object, "usable_until", fo_json_day (e->until));
  json_object_object_add (object, "by", fo_json_day (e->order.due_on));
  return object;
}

static void
add_line (json_object *object, const FoExplanation *e)
{
  const FoLine *line = &e->line;

  json_object_object_add (object, "line", fo_json_id (line->id));
  add_text (object, "order", e->order.number);
  add_text (object, "deal", e->order.deal);
  add_text (object, "item", e->item.code);
  add_text (object, "issue_order", fo_issue_order_name (e->item.issue));
  json_object_object_add (object, "until", fo_json_day (e->until));
  add_text (object, "owner", line->owner);
  add_text (object, "lot_wanted", line->lot_wanted);
  json_object_object_add (object, "promised", fo_json_quantity (line->promised_u));
  json_object_object_add (object, "from_supply", fo_json_quantity (line->from_supply_u));
  json_object_object_add (object, "held", fo_json_quantity (line->held_u));
  json_object_object_add (object, "pinned", json_object_new_boolean (line->held_u > 0 && !fo_order_is_released (&e->order)));
  json_object_object_add (object, "picked", fo_json_quantity (line->picked_u));
  json_object_object_add (object, "missing", fo_json_quantity (fo_line_missing (line)));
  json_object_object_add (object, "leaves_on", fo_json_day (e->leaves_on));
  json_object_object_add (object, "needed", fo_line_missing (line) > 0 ? needed_json (e) : NULL);
}

static char *
print (const FoExplanation *e)
{
  json_object *object = json_object_new_object (), *candidates = json_object_new_array (), *promised = json_object_new_array (),
              *supplies = json_object_new_array ();

  add_line (object, e);
  for (guint i = 0; i < e->candidates->len; i++)
    json_object_array_add (candidates, candidate_json (&g_array_index (e->candidates, FoCandidate, i)));
  for (guint i = 0; i < e->promised->len; i++)
    json_object_array_add (promised, claimant_json (&g_array_index (e->promised, FoClaimant, i)));
  for (guint i = 0; i < e->supplies->len; i++)
    json_object_array_add (supplies, supply_json (&g_array_index (e->supplies, FoExplainedSupply, i)));
  json_object_object_add (object, "candidates", candidates);
  json_object_object_add (object, "promised_to", promised);
  json_object_object_add (object, "supplies", supplies);
  return fo_json_print (object);
}

typedef struct {
  FoId line;
  FoVerdict verdict;
  FoExplanation explanation;
} Explain;

static FoTxnEnd
explain (FoTxn *txn, gpointer data, GError **error)
{
  Explain *e = data;
  FoFound found = fo_explain_line (txn, e->line, &e->explanation, error);

  e->verdict = found == FO_ABSENT ? FO_LINE_UNKNOWN : FO_OK;
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

bool
fo_work_explain (FoStore *store, FoId line, char **ret_json, FoVerdict *ret_verdict, GError **error)
{
  Explain e = { .line = line };
  bool read;

  fo_explanation_init (&e.explanation);
  read = fo_store_read (store, explain, &e, error);
  if (read) {
    *ret_json = e.verdict == FO_OK ? print (&e.explanation) : NULL;
    *ret_verdict = e.verdict;
  }
  fo_explanation_clear (&e.explanation);
  return read;
}
