/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands about lots and claims that need no task: put right, relabelled, called back, complained of. */
#include "step.h"

#include "due.h"
#include "firstout/store/genealogy.h"
#include "firstout/work/lot-acts.h"
#include "firstout/work/returns.h"

#include <string.h>

/* ---- words --------------------------------------------------------------------------------------------------------- */

char *
fo_next_word (const char **argument)
{
  bool quoted = **argument == '"' && strchr (*argument + 1, '"');
  const char *from = *argument + quoted;
  gsize length = strcspn (from, quoted ? "\"" : " ");
  char *word = g_strndup (from, length);

  *argument = from + length + quoted;
  *argument += strspn (*argument, " ");
  return word;
}

typedef struct {
  const char *text;
  FoLot lot;
  FoVerdict verdict;
  GArray *lots; /* FoLot that it may be */
} FindLot;

/* Of one item: the lot, or several owners'. */
static FoFound
find_meant (FoTxn *txn, const FoItem *item, const char *number, FindLot *find, GError **error)
{
  if (!fo_lots_meant (txn, item->id, number, NULL, find->lots, error))
    return FO_FAILED;
  if (find->lots->len > 0)
    find->lot = g_array_index (find->lots, FoLot, 0);
  return find->lots->len > 0 ? FO_FOUND : FO_ABSENT;
}

/* ITEM/LOT: either may have a "/" of its own, so every one is tried. */
static bool
find_by_item (FoTxn *txn, FindLot *find, GError **error)
{
  for (const char *slash = strchr (find->text, '/'); slash; slash = strchr (slash + 1, '/')) {
    g_autofree char *code = g_strndup (find->text, (gsize) (slash - find->text));
    FoItem item;
    FoFound found = fo_item_find_by_code (txn, code, &item, error);

    if (found == FO_FOUND)
      found = find_meant (txn, &item, slash + 1, find, error);
    if (found == FO_ABSENT && item.id)
      found = fo_lot_find_by_alias (txn, item.id, slash + 1, &find->lot, error);
    if (found == FO_FOUND)
      find->verdict = find->lots->len > 1 ? FO_LOT_AMBIGUOUS : FO_OK;
    if (found != FO_ABSENT)
      return found == FO_FOUND;
  }
  return true;
}

/* NUMBER or NUMBER@OWNER, of any item. */
static bool
find_numbered (FoTxn *txn, FindLot *find, GError **error)
{
  const char *at = strrchr (find->text, '@');
  g_autofree char *number = at ? g_strndup (find->text, (gsize) (at - find->text)) : NULL;

  if (!fo_lots_numbered (txn, find->text, find->lots, error))
    return false;
  if (find->lots->len > 0 || !at)
    return true;
  if (!fo_lots_numbered (txn, number, find->lots, error))
    return false;
  for (guint i = find->lots->len; i > 0; i--)
    if (strcmp (g_array_index (find->lots, FoLot, i - 1).owner, at + 1) != 0)
      g_array_remove_index (find->lots, i - 1);
  return true;
}

static FoTxnEnd
find_lot (FoTxn *txn, gpointer data, GError **error)
{
  FindLot *find = data;
  GArray *lots = find->lots;
  FoFound chosen;

  g_array_set_size (lots, 0);
  find->verdict = FO_LOT_UNKNOWN;
  chosen = fo_lot_chosen (txn, find->text, &find->lot, error);
  if (chosen == FO_FOUND)
    find->verdict = FO_OK;
  if (chosen == FO_FAILED || !find_by_item (txn, find, error))
    return FO_TXN_FAIL;
  if (find->verdict != FO_LOT_UNKNOWN)
    return FO_TXN_COMMIT;
  if (!find_numbered (txn, find, error) || (!lots->len && !fo_lots_aliased (txn, find->text, lots, error)))
    return FO_TXN_FAIL;
  if (lots->len == 1)
    find->lot = g_array_index (lots, FoLot, 0);
  find->verdict = lots->len == 0 ? FO_LOT_UNKNOWN : lots->len == 1 ? FO_OK : FO_LOT_AMBIGUOUS;
  return FO_TXN_COMMIT;
}

static bool
find (FoStep *step, FindLot *find, FoLot *ret, FoVerdict *ret_verdict, GError **error)
{
  *ret_verdict = FO_LOT_UNKNOWN;
  if (!*find->text) /* of no lot, and not of the one that has no number */
    return true;
  if (!fo_store_read (step->store, find_lot, find, error))
    return false;
  if (find->verdict == FO_OK)
    *ret = find->lot;
  else
    fo_args_set_text (&step->ret->reply.args, "lot", find->text);
  *ret_verdict = find->verdict;
  return true;
}

bool
fo_step_lot_named (FoStep *step, const char *text, FoLot *ret, FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  FindLot named = { .text = text, .lots = lots };

  return find (step, &named, ret, ret_verdict, error);
}

/* Are they one item's, several owners'? */
static bool
are_of_owners (const GArray *lots)
{
  for (guint i = 1; i < lots->len; i++)
    if (g_array_index (lots, FoLot, i).item_id != g_array_index (lots, FoLot, 0).item_id)
      return false;
  return lots->len > 1 && lots->len <= FO_CHOICES_MAX;
}

bool
fo_step_lot_of_command (FoStep *step, const char *command, const char *text, const char *behind, FoLot *ret, bool *ret_found,
                        GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  FindLot named = { .text = text, .lots = lots };
  FoVerdict verdict;

  *ret_found = false;
  if (!find (step, &named, ret, &verdict, error))
    return false;
  if (verdict == FO_LOT_AMBIGUOUS && are_of_owners (lots))
    return fo_step_ask_owner (step, lots, command, behind, NULL, error);
  *ret_found = verdict == FO_OK;
  return *ret_found || fo_step_answer (step, verdict);
}

/* Labels for every place where goods of the lot lie: those on them say what is not so any more. */
static FoTxnEnd
read_places (FoTxn *txn, gpointer data, GError **error)
{
  GArray *places = data;
  FoId lot = g_array_index (places, FoLotPlace, 0).place_id;

  g_array_set_size (places, 0);
  return fo_lot_places (txn, lot, places, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
wish_new_labels (FoStep *step, const FoLot *lot, const char *number, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (FoLotPlace));

  g_array_set_size (places, 1);
  g_array_index (places, FoLotPlace, 0).place_id = lot->id;
  if (!fo_store_read (step->store, read_places, places, error))
    return false;
  if (places->len > 0)
    fo_due_add_goods (step->due, lot->item_id, number, places->len, 0);
  return true;
}

/* What was done is the last thing that undo would take back, or refuse to. */
static bool
done (FoStep *step, bool answered)
{
  if (!answered)
    return false;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  return true;
}

/* ---- put right ----------------------------------------------------------------------------------------------------- */

/* `correct-day LOT DAY REASON` */
static bool
correct_day (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);
  const char *behind = argument;
  g_autofree char *day = fo_next_word (&argument);
  FoCorrectDay what = { .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE, .reason = argument };
  FoVerdict verdict = FO_OK;
  bool found;
  FoLot lot;

  if (!fo_step_lot_of_command (step, "correct-day", number, behind, &lot, &found, error))
    return false;
  if (!found)
    return true;
  if (fo_day_parse_iso (day, &what.expires_on) != FO_OK)
    verdict = fo_day_parse_typed (day, step->today, &what.expires_on);
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  what.lot = lot.id;
  return wish_new_labels (step, &lot, lot.number, error)
         && done (step, fo_work_correct_day (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
}

/* `correct-number LOT NUMBER REASON` */
static bool
correct_number (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);
  const char *behind = argument;
  g_autofree char *right = fo_next_word (&argument);
  FoCorrectNumber what = { .number = right, .reason = argument };
  bool found;
  FoLot lot;

  if (!fo_step_lot_of_command (step, "correct-number", number, behind, &lot, &found, error))
    return false;
  if (!found)
    return true;
  what.lot = lot.id;
  return wish_new_labels (step, &lot, right, error)
         && done (step, fo_work_correct_number (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
}

/* Units of one lot by their serial numbers. */
typedef struct {
  const FoLot *lot;
  char **serials;
  GArray *marks; /* FoMark */
  const char *unknown;
} FindUnits;

static bool
find_unit (FoTxn *txn, FindUnits *find, const char *serial, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autofree char *large = g_ascii_strup (serial, -1);

  if (!*serial || !fo_units_by_serial (txn, serial, units, error)
      || (strcmp (large, serial) != 0 && !fo_units_by_serial (txn, large, units, error)))
    return !*serial;
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoMark mark;

    if (unit->item_id != find->lot->item_id || strcmp (unit->lot, find->lot->number) != 0 || strcmp (unit->owner, find->lot->owner) != 0)
      continue;
    g_strlcpy (mark.identity, unit->identity, sizeof mark.identity);
    g_strlcpy (mark.code, unit->code, sizeof mark.code);
    g_array_append_val (find->marks, mark);
    return true;
  }
  find->unknown = serial;
  return true;
}

static FoTxnEnd
find_units (FoTxn *txn, gpointer data, GError **error)
{
  FindUnits *find = data;

  g_array_set_size (find->marks, 0);
  find->unknown = NULL;
  for (guint i = 0; find->serials[i]; i++)
    if (!find_unit (txn, find, find->serials[i], error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* `units=SERIAL,SERIAL…`: which units, and with them how many. */
static bool
read_units (FoStep *step, const char *list, const FoLot *lot, GArray *marks, FoRelabel *what, FoVerdict *verdict, GError **error)
{
  g_auto (GStrv) serials = g_strsplit (list, ",", 0);
  FindUnits find = { .lot = lot, .serials = serials, .marks = marks };

  if (!fo_store_read (step->store, find_units, &find, error))
    return false;
  if (find.unknown)
    fo_args_set_text (&step->ret->reply.args, "text", find.unknown);
  *verdict = find.unknown ? FO_SERIAL_UNKNOWN : marks->len ? FO_OK : FO_SERIAL_NEEDED;
  what->marks = (const FoMark *) marks->data;
  what->n_marks = marks->len;
  what->quantity_u = (FoQuantity) marks->len * FO_ONE;
  return true;
}

/* `relabel LOT PLACE QUANTITY|all|units=SERIAL,… NUMBER [DAY] [WHY]` */
static bool
relabel (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);
  const char *said = argument;
  g_autofree char *place = fo_next_word (&argument), *quantity = fo_next_word (&argument), *to = fo_next_word (&argument);
  const char *behind = argument;
  g_autofree char *day = fo_next_word (&behind);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FoMark));
  FoRelabel what = { .number = to, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE };
  FoVerdict verdict;
  FoNames names;
  bool found;
  FoLot lot;

  if (!fo_step_lot_of_command (step, "relabel", number, said, &lot, &found, error))
    return false;
  if (!found)
    return true;
  if (!fo_step_name_text (step, place, 1u << FO_NAMED_PLACE, &names, error))
    return false;
  verdict = names.n ? FO_OK : FO_PLACE_UNKNOWN;
  if (verdict == FO_OK && g_str_has_prefix (quantity, "units=")) {
    if (!read_units (step, quantity + strlen ("units="), &lot, marks, &what, &verdict, error))
      return false;
  } else if (verdict == FO_OK && strcmp (quantity, "all") != 0)
    verdict = fo_quantity_parse (quantity, &what.quantity_u);
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  what.why = fo_day_parse_iso (day, &what.expires_on) == FO_OK ? behind : argument;
  what.lot = lot.id;
  what.place = names.list[0].place.id;
  fo_due_add_goods (step->due, lot.item_id, to, 1, what.quantity_u);
  return done (step, fo_work_relabel (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
}

/* ---- recall -------------------------------------------------------------------------------------------------------- */

static bool
call_back (FoStep *step, const char *argument, bool wide, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);
  FoRecall what = { .n_lots = 1, .reason = argument, .wide = wide };
  bool found;
  FoLot lot;

  if (!fo_step_lot_of_command (step, wide ? "recall-wide" : "recall", number, argument, &lot, &found, error))
    return false;
  if (!found)
    return true;
  what.lots = &lot.id;
  return done (step, fo_work_recall (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
}

/* `recall LOT REASON` */
static bool
recall (FoStep *step, const char *argument, GError **error)
{
  return call_back (step, argument, false, error);
}

/* `recall-wide LOT REASON`: with all that was made of the same materials. */
static bool
recall_wide (FoStep *step, const char *argument, GError **error)
{
  return call_back (step, argument, true, error);
}

/* `recall-told RECALL ORDER` */
static bool
recall_told (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);
  FoNames names;

  if (!fo_step_name_text (step, argument, 1u << FO_NAMED_ORDER, &names, error))
    return false;
  if (!names.n)
    return fo_step_answer (step, FO_ORDER_UNKNOWN);
  return fo_work_recall_told (step->store, fo_step_act (step), number, names.list[0].order, fo_step_reply (step), error);
}

/* `recall-end RECALL HOW` */
static bool
recall_end (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);

  return fo_work_recall_end (step->store, fo_step_act (step), number, argument, fo_step_reply (step), error);
}

/* ---- claims -------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text;
  FoNewClaim *what;
  FoFound found;
} FindDocument;

static FoTxnEnd
find_document (FoTxn *txn, gpointer data, GError **error)
{
  FindDocument *find = data;

  find->found = fo_claim_document (txn, find->text, find->what, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* `claim KIND ORDER|SHIPMENT|SSCC [lot=LOT] [quantity=N] TEXT` */
static bool
claim (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *kind = fo_next_word (&argument), *document = fo_next_word (&argument), *lot_name = NULL, *quantity = NULL;
  FoNewClaim what = { 0 };
  FindDocument find = { .text = document, .what = &what };
  FoVerdict verdict = FO_OK;
  FoLot lot;

  if (g_str_has_prefix (argument, "lot=")) {
    argument += strlen ("lot=");
    lot_name = fo_next_word (&argument);
  }
  if (g_str_has_prefix (argument, "quantity="))
    quantity = fo_next_word (&argument);
  what.text = argument;
  fo_args_set_text (&step->ret->reply.args, "order", document);
  if (!fo_claim_kind_parse (kind, &what.kind))
    return fo_step_answer (step, FO_REASON_NEEDED);
  if (!fo_store_read (step->store, find_document, &find, error) || (lot_name && !fo_step_lot_named (step, lot_name, &lot, &verdict, error)))
    return false;
  if (find.found != FO_FOUND)
    verdict = FO_ORDER_UNKNOWN;
  if (verdict == FO_OK && lot_name)
    what.lot = lot.id;
  if (verdict == FO_OK && quantity)
    verdict = fo_quantity_parse (quantity + strlen ("quantity="), &what.quantity_u);
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  step->ret->topics |= FO_TOPIC_ORDERS;
  return done (step, fo_work_claim (step->store, fo_step_act (step), &what, fo_step_reply (step), error));
}

static bool
step_claim (FoStep *step, const char *argument, FoClaimState state, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);

  step->ret->topics |= FO_TOPIC_ORDERS;
  return done (step, fo_work_claim_step (step->store, fo_step_act (step), number, state, argument, fo_step_reply (step), error));
}

static bool
claim_accept (FoStep *step, const char *argument, GError **error)
{
  return step_claim (step, argument, FO_CLAIM_ACCEPTED, error);
}

static bool
claim_refuse (FoStep *step, const char *argument, GError **error)
{
  return step_claim (step, argument, FO_CLAIM_REFUSED, error);
}

static bool
claim_settle (FoStep *step, const char *argument, GError **error)
{
  return step_claim (step, argument, FO_CLAIM_SETTLED, error);
}

static bool
claim_reopen (FoStep *step, const char *argument, GError **error)
{
  return step_claim (step, argument, FO_CLAIM_OPEN, error);
}

const FoTaskCommand fo_lot_commands[] = {
  { "correct-day", correct_day },   { "correct-number", correct_number }, { "relabel", relabel },
  { "recall", recall },             { "recall-wide", recall_wide },       { "recall-told", recall_told },
  { "recall-end", recall_end },     { "claim", claim },                   { "claim-accept", claim_accept },
  { "claim-refuse", claim_refuse }, { "claim-settle", claim_settle },     { "claim-reopen", claim_reopen },
  { NULL, NULL },
};
