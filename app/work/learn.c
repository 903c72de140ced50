/* SPDX-License-Identifier: GPL-3.0-or-later
 * Codes the warehouse is taught: who may, what may be taught, and the way back. */
#include "firstout/store/supplies.h"
#include "marks.h"
#include "right.h"
#include "telling.h"

#include <string.h>

/* ---- what it would collide with ---------------------------------------------------------------------------------- */

FoVerdict
fo_code_lookup (const char *said, FoDay today, char *ret_code)
{
  char gtin[FO_GTIN_MAX];
  FoScan scan;
  FoCode code;

  if (!*said)
    return FO_CODE_EMPTY;
  if (strlen (said) >= FO_BARCODE_MAX || !fo_scan_init (&scan, said, strlen (said), FO_SYMBOLOGY_UNKNOWN, NULL, 0))
    return FO_CODE_TOO_LONG;
  fo_code_read (&code, &scan, today, false);
  g_strlcpy (ret_code, code.kind == FO_CODE_GTIN && fo_code_gtin (&code, gtin) ? gtin : said, FO_BARCODE_MAX);
  return FO_OK;
}

/* A text, or the GTIN of an element string; never one of our own codes. */
static FoVerdict
judge_text (const char *said, FoDay today)
{
  FoScan scan;
  FoCode code;

  if (!fo_scan_init (&scan, said, strlen (said), FO_SYMBOLOGY_UNKNOWN, NULL, 0))
    return FO_CODE_TOO_LONG;
  if (g_ascii_strncasecmp (said, "FO:", 3) == 0 || g_ascii_strncasecmp (said, "FOT:", 4) == 0)
    return FO_NUMBER_TAKEN;
  fo_code_read (&code, &scan, today, false);
  if (fo_code_may_be (&code, FO_CODE_GTIN) || fo_code_may_be (&code, FO_CODE_OTHER))
    return FO_OK;
  return code.verdict == FO_OK ? FO_CODE_NOT_LEARNED : code.verdict;
}

/* Something else in the warehouse goes by this text already: its kind, or NULL. */
static bool
find_namesake (FoTxn *txn, const char *text, FoId item, const char **ret_kind, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoPlace place;
  FoOrder order;
  FoItem other;
  FoFound at_place = fo_place_find_by_code (txn, text, &place, error),
          of_order = at_place == FO_FAILED ? FO_FAILED : fo_order_find_by_number (txn, text, &order, error),
          of_item = of_order == FO_FAILED ? FO_FAILED : fo_item_find_by_code (txn, text, &other, error);

  if (of_item == FO_FAILED || !fo_supplies_numbered (txn, text, supplies, error))
    return false;
  *ret_kind = at_place == FO_FOUND                           ? "place"
              : of_order == FO_FOUND                         ? "order"
              : supplies->len > 0                            ? "supply"
              : of_item == FO_FOUND && other.id != item      ? "item"
                                                             : NULL;
  return true;
}

static FoTxnEnd
refuse_taken (FoTxn *txn, const FoMeaning *meaning, FoVerdict verdict, FoReply *reply, GError **error)
{
  FoItem owner;

  if (fo_item_find (txn, meaning->item, &owner, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_item (reply, &owner);
  return fo_refuse (reply, verdict);
}

/* ---- learning ---------------------------------------------------------------------------------------------------- */

static FoTxnEnd
judge_code (FoTxn *txn, const FoActContext *context, const FoLearn *what, char *code, FoReply *reply, GError **error)
{
  FoVerdict verdict = fo_code_lookup (what->code, context->today, code);
  const char *namesake = NULL;

  if (verdict == FO_OK)
    verdict = judge_text (what->code, context->today);
  if (verdict == FO_OK && what->quantity_u <= 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !find_namesake (txn, what->code, what->item, &namesake, error))
    return FO_TXN_FAIL;
  if (verdict == FO_OK && namesake) {
    fo_args_set_text (&reply->args, "field", namesake);
    verdict = FO_NUMBER_TAKEN;
  }
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

static FoTxnEnd
learn (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoLearn *what = data;
  char code[FO_BARCODE_MAX];
  FoMeaning before, after;
  FoItem item;
  FoFound found;
  FoTxnEnd end = fo_right_judge (txn, context->act, "learn", reply, error);

  fo_args_set_text (&reply->args, "text", what->code);
  if (end == FO_TXN_COMMIT)
    end = judge_code (txn, context, what, code, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_item_find (txn, what->item, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  if (!fo_meaning_get (txn, code, &before, error))
    return FO_TXN_FAIL;
  if (before.item && !before.learned_by && (before.item != item.id || before.quantity_u != what->quantity_u))
    return refuse_taken (txn, &before, FO_NUMBER_TAKEN, reply, error);
  fo_reply_item (reply, &item);
  fo_args_set_quantity (&reply->args, "quantity", what->quantity_u);
  if (before.item == item.id && before.quantity_u == what->quantity_u)
    return FO_TXN_COMMIT;
  after = before;
  after.item = item.id;
  after.quantity_u = what->quantity_u;
  after.learned_by = context->act->operation;
  fo_meaning_change (txn, context->act->operation, &before, &after);
  return fo_tell_code (txn, context->act->operation, &item, code, after.quantity_u, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_learn (FoStore *store, const FoAct *act, const FoLearn *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "learn", learn, what, reply, error);
}

/* ---- forgetting -------------------------------------------------------------------------------------------------- */

static FoTxnEnd
forget (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const char *said = data;
  char code[FO_BARCODE_MAX];
  FoMeaning before, after;
  FoItem item;
  FoVerdict verdict = fo_code_lookup (said, context->today, code);
  FoTxnEnd end = fo_right_judge (txn, context->act, "learn", reply, error);

  fo_args_set_text (&reply->args, "text", said);
  if (end != FO_TXN_COMMIT)
    return end;
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  if (!fo_meaning_get (txn, code, &before, error))
    return FO_TXN_FAIL;
  if (!before.item)
    return fo_refuse (reply, FO_CODE_UNKNOWN);
  if (!before.learned_by)
    return refuse_taken (txn, &before, FO_CODE_NOT_LEARNED, reply, error);
  if (fo_item_find (txn, before.item, &item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_item (reply, &item);
  after = before;
  after.item = 0;
  fo_meaning_change (txn, context->act->operation, &before, &after);
  return fo_tell_code (txn, context->act->operation, &item, code, 0, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_forget (FoStore *store, const FoAct *act, const char *code, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "forget", forget, code, reply, error);
}

/* ---- undo -------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
undo_change (FoTxn *txn, FoId operation, const FoMeaningChange *change, FoReply *reply, GError **error)
{
  FoMeaning now;
  FoItem item;

  if (!fo_meaning_get (txn, change->after.code, &now, error))
    return FO_TXN_FAIL;
  if (now.item != change->after.item || (now.item && now.quantity_u != change->after.quantity_u))
    return fo_refuse (reply, FO_CANNOT_UNDO);
  if (fo_item_find (txn, change->after.item ? change->after.item : change->before.item, &item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "text", change->after.code);
  fo_reply_item (reply, &item);
  fo_meaning_change (txn, operation, &now, &change->before);
  if (change->before.item && fo_item_find (txn, change->before.item, &item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  return fo_tell_code (txn, operation, &item, change->after.code, change->before.item ? change->before.quantity_u : 0, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

FoTxnEnd
fo_learn_undo (FoTxn *txn, FoId undone, FoId operation, FoReply *reply, GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (FoMeaningChange));
  FoTxnEnd end = FO_TXN_COMMIT;

  if (!fo_meaning_changes (txn, undone, changes, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < changes->len && end == FO_TXN_COMMIT; i++)
    end = undo_change (txn, operation, &g_array_index (changes, FoMeaningChange, i), reply, error);
  return end;
}
