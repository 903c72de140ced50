/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lot-dossier.h"

#include "common/closures.h"
#include "firstout/store/genealogy.h"
#include "firstout/store/orders.h"
#include "firstout/store/recalls.h"
#include "firstout/store/reservations.h"
#include "firstout/store/stock.h"

#include <string.h>

/* ---- the acts -------------------------------------------------------------------------------------------------------- */

enum { BLOCK, QUARANTINE, SET_FREE, DAY, NUMBER, RELABEL, RECALL, N_ACTS };
enum { HOLDS_SHOWN = 12, MOVES_SHOWN = 8 };

static const FoActReason why_not[] = { { "quality", "offer.reason.quality" },
                                       { "damaged", "offer.reason.damaged" },
                                       { "defect", "offer.reason.defect" },
                                       { "supplier-notice", "offer.reason.supplier_notice" },
                                       { "complaint", "offer.reason.complaint" },
                                       { NULL, NULL } };
static const FoActReason why_free[] = { { "looked-at", "offer.reason.looked_at" },
                                        { "tested", "offer.reason.tested" },
                                        { "by-mistake", "offer.reason.by_mistake" },
                                        { NULL, NULL } };
static const FoActReason why_wrong[] = { { "mistyped", "offer.reason.mistyped" },
                                         { "wrong-label", "offer.reason.wrong_label" },
                                         { "supplier-notice", "offer.reason.supplier_notice" },
                                         { NULL, NULL } };
static const FoActReason why_other[] = { { "repacked", "offer.reason.repacked" },
                                         { "split", "offer.reason.split" },
                                         { "wrong-label", "offer.reason.wrong_label" },
                                         { "tested", "offer.reason.tested" },
                                         { NULL, NULL } };

static const FoActKind acts[N_ACTS] = {
  [BLOCK] = { "lot-block", "page.lot.block", "page.lot.block.hint", "block $s $r", NULL, 2, FALSE, TRUE, { { 0 } }, why_not, TRUE },
  [QUARANTINE] = { "lot-quarantine", "page.lot.quarantine", "page.lot.quarantine.hint", "quarantine-lot $s $r", NULL, 5, FALSE, FALSE,
                   { { 0 } }, why_not, TRUE },
  [SET_FREE] = { "lot-free", "page.lot.free", "page.lot.free.hint", "unblock $s $r", NULL, 3, TRUE, FALSE, { { 0 } }, why_free, TRUE },
  [DAY] = { "lot-day", "page.lot.day", "page.lot.day.hint", "correct-day $s $1 $r", "correct", 6, FALSE, FALSE,
            { { FO_ACT_DAY, "page.lot.field.day", NULL, NULL } }, why_wrong, TRUE },
  [NUMBER] = { "lot-number", "page.lot.number", "page.lot.number.hint", "correct-number $s $1 $r", "correct", 7, FALSE, FALSE,
               { { FO_ACT_NUMBER, "page.lot.field.number", NULL, NULL } }, why_wrong, TRUE },
  [RELABEL] = { "lot-relabel", "page.lot.relabel", "page.lot.relabel.hint", "relabel $s $1 $2 $3 $4 $r", NULL, 8, FALSE, FALSE,
                { { FO_ACT_PLACE, "page.lot.field.place", NULL, NULL },
                  { FO_ACT_QUANTITY, "page.lot.field.quantity", "all", NULL },
                  { FO_ACT_NUMBER, "page.lot.field.new-number", NULL, NULL },
                  { FO_ACT_DAY, "page.lot.field.new-day", "", NULL } },
                why_other, TRUE },
  [RECALL] = { "lot-recall", "page.lot.recall", "page.lot.recall.hint", "recall $s $r", "recall", 9, TRUE, TRUE, { { 0 } }, why_not, TRUE },
};

/* ---- what is known --------------------------------------------------------------------------------------------------- */

typedef struct {
  FoTxn *txn;
  const FoDossierWish *wish;
  FoLot lot;
  FoItem item;
  GArray *rows; /* FoDossierRow */
} Load;

static char *
quantity_of (const Load *l, FoQuantity quantity_u)
{
  g_autofree char *number = fo_words_quantity (l->wish->language, quantity_u);

  return g_strdup_printf ("%s %s", number, l->item.unit);
}

static void
say_state (const Load *l, FoDossierRow *head)
{
  static const struct {
    const char *sign, *message, *css_class;
  } states[] = {
    [FO_LOT_STATE_FREE] = { "✓", "page.stock.free", "pill-done" },
    [FO_LOT_STATE_QUARANTINE] = { "◆", "page.stock.quarantine", "pill-part" },
    [FO_LOT_STATE_BLOCKED] = { "✕", "page.stock.blocked", "pill-bad" },
  };
  g_autofree char *word = fo_words (l->wish->language, states[l->lot.state].message, NULL);

  g_snprintf (head->right, sizeof head->right, "%s %s", states[l->lot.state].sign, word);
  head->pill_class = states[l->lot.state].css_class;
}

static void
say_days (const Load *l, FoDossierRow *head)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_text (&args, "code", l->item.code);
  fo_args_set_day (&args, "expires_on", l->item.has_expiry ? l->lot.expires_on : FO_DAY_NONE);
  fo_args_set_day (&args, "day", l->lot.produced_on);
  fo_args_set_day (&args, "due_on", l->lot.received_on);
  fo_args_set_text (&args, "text", l->lot.owner);
  text = fo_words (l->wish->language, "page.lot.days", &args);
  g_strlcpy (head->detail, text, sizeof head->detail);
}

static guint
of_use (FoLotState state, const Load *l)
{
  guint use = 1u << RECALL | 1u << RELABEL;

  if (state != FO_LOT_STATE_BLOCKED)
    use |= 1u << BLOCK;
  if (state == FO_LOT_STATE_FREE)
    use |= 1u << QUARANTINE;
  if (state != FO_LOT_STATE_FREE)
    use |= 1u << SET_FREE;
  if (*l->lot.number)
    use |= 1u << NUMBER;
  return l->item.has_expiry ? use | 1u << DAY : use;
}

static bool
add_head (Load *l, GError **error)
{
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };

  g_snprintf (head.title, sizeof head.title, "%s%s%s", fo_name_in (l->wish->language, l->item.name, l->item.name_de, l->item.name_en),
              *l->lot.number ? " · " : "", l->lot.number);
  g_strlcpy (head.preset[FO_ACT_NUMBER], l->lot.number, sizeof head.preset[FO_ACT_NUMBER]);
  say_state (l, &head);
  say_days (l, &head);
  if (!fo_dossier_judge (l->txn, &fo_lot_dossier_kind, l->wish, of_use (l->lot.state, l), &head, error))
    return false;
  g_array_append_val (l->rows, head);
  return true;
}

static bool
add_places (Load *l, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));
  FoDossierRow *line;

  if (!fo_lot_places (l->txn, l->lot.id, places, error))
    return false;
  fo_dossier_add_section (l->rows, l->wish->language, places->len ? "page.lot.places" : "page.lot.no-places");
  for (guint i = 0; i < places->len; i++) {
    const FoLotPlace *place = &g_array_index (places, FoLotPlace, i);
    g_autofree char *on_hand = quantity_of (l, place->on_hand_u), *held = quantity_of (l, place->held_u), *detail = NULL;
    g_auto (FoArgs) args = { 0 };

    fo_args_set_text (&args, "quantity", held);
    detail = place->held_u ? fo_words (l->wish->language, "page.lot.of-it-held", &args) : NULL;
    line = fo_dossier_add_line (l->rows, place->place, detail, on_hand);
    line->buttons[0].message = "page.lot.place-moves";
    g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:place %s", place->place);
  }
  if (places->len == 1)
    g_strlcpy (g_array_index (l->rows, FoDossierRow, 0).preset[FO_ACT_PLACE], g_array_index (places, FoLotPlace, 0).place, 64);
  return true;
}

static bool
add_holds (Load *l, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (l->txn, l->lot.id, holds, error))
    return false;
  if (holds->len)
    fo_dossier_add_section (l->rows, l->wish->language, "page.lot.holds");
  for (guint i = 0; i < holds->len && i < HOLDS_SHOWN; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    g_autofree char *quantity = quantity_of (l, hold->quantity_u);
    FoOrder order;
    FoLine line;

    if (fo_line_find (l->txn, hold->line_id, &line, error) != FO_FOUND || fo_order_find (l->txn, line.order_id, &order, error) != FO_FOUND)
      return false;
    fo_dossier_add_line (l->rows, order.number, order.customer, quantity);
  }
  if (holds->len > HOLDS_SHOWN) {
    g_autofree char *more = g_strdup_printf ("+ %u", holds->len - HOLDS_SHOWN);
    fo_dossier_add_line (l->rows, more, NULL, NULL);
  }
  return true;
}

static bool
add_names (Load *l, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (!fo_lot_aliases (l->txn, l->lot.id, names, error))
    return false;
  if (!names->len)
    return true;
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  fo_dossier_add_section (l->rows, l->wish->language, "page.lot.once");
  fo_dossier_add_line (l->rows, list, NULL, NULL);
  return true;
}

static bool
add_recalls (Load *l, GError **error)
{
  g_autoptr (GArray) recalls = g_array_new (FALSE, FALSE, sizeof (FoRecallRow));

  if (!fo_recalls_of_lot (l->txn, l->lot.id, recalls, error))
    return false;
  if (recalls->len)
    fo_dossier_add_section (l->rows, l->wish->language, "page.lot.recalls");
  for (guint i = 0; i < recalls->len; i++) {
    const FoRecallRow *recall = &g_array_index (recalls, FoRecallRow, i);
    g_autofree char *day = fo_words_day (l->wish->language, recall->opened_on), *reason = fo_closure_reason (l->wish->language, recall->reason);
    FoDossierRow *line = fo_dossier_add_line (l->rows, recall->number, reason, day);

    line->buttons[0].message = "page.lot.open-recall";
    g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show returns:recall %s", recall->number);
  }
  return true;
}

/* The newest; all of them have a page of their own. */
static bool
add_moves (Load *l, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (FoMovementLine));
  FoDossierRow *line;

  if (!fo_movements_of_lot (l->txn, l->lot.id, 0, MOVES_SHOWN, moves, error))
    return false;
  fo_dossier_add_section (l->rows, l->wish->language, "page.lot.moves");
  for (guint i = 0; i < moves->len; i++) {
    const FoMovementLine *move = &g_array_index (moves, FoMovementLine, i);
    g_autofree char *quantity = quantity_of (l, move->quantity_u), *what = fo_closure_move (l->wish->language, move);
    g_autofree char *where = fo_closure_way (l->wish->language, move);

    fo_dossier_add_line (l->rows, what, where, quantity);
  }
  line = fo_dossier_add_line (l->rows, NULL, NULL, NULL);
  line->buttons[0].message = "page.lot.all-moves";
  g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:moves %s", l->wish->name);
  line->buttons[1].message = "page.stock.trace";
  g_snprintf (line->buttons[1].command, sizeof line->buttons[1].command, "show trace:%s", l->wish->name);
  return true;
}

/* What is scanned for it, and who taught it. */
static void
add_codes (Load *l)
{
  FoDossierRow *line = fo_dossier_add_line (l->rows, NULL, NULL, NULL);

  line->buttons[0].message = "page.codes.of-item";
  g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:codes %s", l->item.code);
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  Load l = { .txn = txn, .wish = wish, .rows = rows };
  FoId lot;
  FoFound found = FO_ABSENT;

  if (wish->name[0] == '#' && fo_id_parse (wish->name + 1, &lot))
    found = fo_lot_find (txn, lot, &l.lot, error);
  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (fo_item_find (txn, l.lot.item_id, &l.item, error) != FO_FOUND)
    return false;
  if (!add_head (&l, error) || !add_places (&l, error) || !add_holds (&l, error) || !add_names (&l, error) || !add_recalls (&l, error)
      || !add_moves (&l, error))
    return false;
  add_codes (&l);
  return true;
}

const FoDossierKind fo_lot_dossier_kind = { acts, N_ACTS, load };
