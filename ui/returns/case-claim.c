/* SPDX-License-Identifier: GPL-3.0-or-later
 * A claim: what the customer says, what was done about it, and who had the goods in hand. */
#include "cases.h"

#include "common/closures.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/work/returns.h"

enum { ACCEPT, SETTLE, REFUSE, REOPEN, N_ACTS };

#define ANSWER { { FO_ACT_TEXT, "page.claim.field.text", NULL, NULL } }

static const FoActReason answers[] = { { "confirmed", "offer.say.confirmed" },   { "not-confirmed", "offer.say.not_confirmed" },
                                       { "replaced", "offer.say.replaced" },     { "refunded", "offer.say.refunded" },
                                       { "more-is-known", "offer.say.more_is_known" }, { NULL, NULL } };

static const FoActReason sayings[] = { { "crushed", "offer.say.crushed" }, { "broken", "offer.say.broken" },
                                       { "leaks", "offer.say.leaks" },     { "wet", "offer.say.wet" },
                                       { "fewer", "offer.say.fewer" },     { "other-goods", "offer.say.other_goods" },
                                       { "too-old", "offer.say.too_old" }, { "poor", "offer.say.poor" },
                                       { NULL, NULL } };

static const FoActKind acts[N_ACTS] = {
  [ACCEPT] = { "claim-accept", "page.claim.accept", "page.claim.accept.hint", "claim-accept $s $1", NULL, 2, FALSE, FALSE, ANSWER, NULL, FALSE, answers },
  [SETTLE] = { "claim-settle", "page.claim.settle", "page.claim.settle.hint", "claim-settle $s $1", NULL, 3, FALSE, FALSE, ANSWER, NULL, FALSE, answers },
  [REFUSE] = { "claim-refuse", "page.claim.refuse", "page.claim.refuse.hint", "claim-refuse $s $1", NULL, 5, FALSE, TRUE, ANSWER, NULL, FALSE, answers },
  [REOPEN] = { "claim-reopen", "page.claim.reopen", "page.claim.reopen.hint", "claim-reopen $s $1", NULL, 6, FALSE, FALSE, ANSWER, NULL, FALSE, answers },
};

static const FoActReason kinds[] = { { "damage", "page.returns.claim.damage" },
                                     { "shortage", "page.returns.claim.shortage" },
                                     { "wrong-item", "page.returns.claim.wrong-item" },
                                     { "quality", "page.returns.claim.quality" },
                                     { NULL, NULL } };

static const FoActKind opening[] = {
  { "claim-new", "page.claim.new", "page.claim.new.hint", "claim $r $1 $2 $3 $4", NULL, 6, FALSE, FALSE,
    { { FO_ACT_DOCUMENT, "page.claim.field.document", NULL, NULL },
      { FO_ACT_NUMBER, "page.claim.field.lot", "", "lot=" },
      { FO_ACT_QUANTITY, "page.claim.field.quantity", "", "quantity=" },
      { FO_ACT_TEXT, "page.claim.field.said", NULL, NULL } },
    kinds, FALSE, sayings },
};

/* ---- what is known --------------------------------------------------------------------------------------------------- */

static guint
of_use (FoClaimState from)
{
  static const FoClaimState to[N_ACTS]
      = { [ACCEPT] = FO_CLAIM_ACCEPTED, [SETTLE] = FO_CLAIM_SETTLED, [REFUSE] = FO_CLAIM_REFUSED, [REOPEN] = FO_CLAIM_OPEN };
  guint use = 0;

  for (int i = 0; i < N_ACTS; i++)
    if (to[i] != from && fo_claim_may_step (from, to[i]) == FO_OK)
      use |= 1u << i;
  return use;
}

static void
say_head (const FoClaimRow *claim, const FoOrder *order, FoLanguage language, FoDossierRow *head)
{
  static const char *const css[] = { [FO_CLAIM_OPEN] = "pill-part", [FO_CLAIM_ACCEPTED] = "pill-waiting",
                                     [FO_CLAIM_REFUSED] = "pill-bad", [FO_CLAIM_SETTLED] = "pill-done" };
  g_autofree char *kind_id = g_strconcat ("page.returns.claim.", fo_claim_kind_name (claim->kind), NULL);
  g_autofree char *state_id = g_strconcat ("page.returns.state.", fo_claim_state_name (claim->state), NULL);
  g_autofree char *state = fo_words (language, state_id, NULL), *title = NULL, *detail = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "claim", claim->number);
  fo_args_set_text (&args, "kind", kind_id);
  fo_args_set_text (&args, "order", order->number);
  fo_args_set_text (&args, "customer", order->customer);
  fo_args_set_day (&args, "day", claim->opened_on);
  title = fo_words (language, "page.returns.claim", &args);
  detail = fo_words (language, "page.claim.of", &args);
  g_strlcpy (head->title, title, sizeof head->title);
  g_strlcpy (head->detail, detail, sizeof head->detail);
  g_strlcpy (head->right, state, sizeof head->right);
  head->pill_class = css[claim->state];
}

static bool
add_steps (FoTxn *txn, const FoClaimRow *claim, FoLanguage language, GArray *rows, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoClaimStep));

  if (!fo_claim_steps (txn, claim->id, steps, error))
    return false;
  fo_dossier_add_section (rows, language, "page.claim.steps");
  for (guint i = 0; i < steps->len; i++) {
    const FoClaimStep *step = &g_array_index (steps, FoClaimStep, i);
    g_autofree char *id = g_strconcat ("page.returns.state.", fo_claim_state_name (step->state), NULL), *state = fo_words (language, id, NULL);
    g_autofree char *day = fo_words_day (language, step->day);
    g_autofree char *title = g_strconcat (state, " · ", day, *step->person ? " · " : "", step->person, NULL);

    fo_dossier_add_line (rows, title, step->said, NULL);
  }
  return true;
}

/* Who took, packed and sent the goods of one line's lot. */
static bool
add_hands (FoTxn *txn, const FoLine *line, FoId lot, const FoItem *item, FoLanguage language, GArray *rows, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoLineStep));

  if (!fo_line_lot_steps (txn, line->id, lot, steps, error))
    return false;
  for (guint i = 0; i < steps->len; i++) {
    const FoLineStep *step = &g_array_index (steps, FoLineStep, i);
    FoMovementLine move = { .kind = step->move, .made_at_us = step->made_at_us };
    g_autofree char *number = fo_words_quantity (language, step->quantity_u), *quantity = g_strdup_printf ("%s %s", number, item->unit);
    g_autofree char *way = g_strdup_printf ("%s: %s → %s", item->code, step->from, step->to), *what = NULL;

    g_strlcpy (move.person, step->person, sizeof move.person);
    g_strlcpy (move.reason, step->reason, sizeof move.reason);
    what = fo_closure_move (language, &move);
    fo_dossier_add_line (rows, what, way, quantity);
  }
  return true;
}

static bool
add_evidence (FoTxn *txn, const FoClaimRow *claim, FoLanguage language, GArray *rows, GError **error)
{
  FoLine line;
  FoItem item;

  if (*claim->carton) {
    fo_dossier_add_section (rows, language, "page.claim.carton");
    fo_dossier_add_line (rows, claim->carton, NULL, NULL);
  }
  if (!claim->line_id || !claim->lot_id)
    return true;
  if (fo_line_find (txn, claim->line_id, &line, error) != FO_FOUND || fo_item_find (txn, line.item_id, &item, error) != FO_FOUND)
    return false;
  fo_dossier_add_section (rows, language, "page.claim.hands");
  return add_hands (txn, &line, claim->lot_id, &item, language, rows, error);
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD }, *line;
  FoClaimRow claim;
  FoOrder order;
  FoFound found = fo_claim_find (txn, wish->name, &claim, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (fo_order_find (txn, claim.order_id, &order, error) != FO_FOUND)
    return false;
  say_head (&claim, &order, wish->language, &head);
  if (!fo_dossier_judge (txn, &fo_claim_dossier_kind, wish, of_use (claim.state), &head, error))
    return false;
  g_array_append_val (rows, head);
  fo_dossier_add_section (rows, wish->language, "page.claim.said");
  line = fo_dossier_add_line (rows, NULL, claim.said, NULL);
  line->buttons[0].message = "page.claim.goods-back";
  g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "order %s", order.number);
  return add_steps (txn, &claim, wish->language, rows, error) && add_evidence (txn, &claim, wish->language, rows, error);
}

static bool
load_nothing (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  (void) txn, (void) wish, (void) rows, (void) error;
  return true;
}

const FoDossierKind fo_claim_dossier_kind = { acts, N_ACTS, load };
const FoDossierKind fo_new_claim_kind = { opening, G_N_ELEMENTS (opening), load_nothing };
