/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goods that leave instead of those that were ordered (core/substitute.h). Never by itself: a person takes a substitute for a line, and
 * sales hears which. See act.h for what all of these share.
 *
 * What a substitute meets is called off on the line and stands on a line of its own in the same order, which sales does not know: it is
 * promised, picked and shipped like any other, and told of under the name of the line it stands for, with "instead_of". */
#pragma once

#include "firstout/core/substitute.h"
#include "firstout/work/act.h"

typedef struct {
  FoSubstitute substitute;
  bool gone;             /* it stands for nothing any more; lines that it stands for stay */
  const char *remote_id; /* NULL: none */
} FoApplySubstitute;
/* What may leave instead of an item from now on. FO_ITEM_UNKNOWN, FO_SUBSTITUTE_BAD. */
bool fo_work_apply_substitute (FoStore *store,
                               const FoAct *act,
                               const FoApplySubstitute *what,
                               FoReply *reply,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What could be taken for a line. */
typedef struct {
  FoSubstitute substitute;
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX],
      unit[FO_UNIT_MAX];
  FoQuantity room_u;   /* of it that can be promised */
  FoQuantity covers_u; /* so much of what the line misses that stands for */
  FoVerdict
      verdict; /* may whoever asks take it: FO_OK, FO_SUBSTITUTE_ASKED, FO_RIGHT_MISSING, FO_NOT_ENOUGH_FREE; FO_SUBSTITUTE_REFUSED */
} FoSubstituteOffer;
/* FoSubstituteOffer, those that may be taken at the front, then by priority; nothing for a line that misses nothing, is a kit's, asks
 * for another owner's goods or stands for another itself. */
bool fo_substitute_offers (FoTxn *txn, FoId line, GArray *offers, GError **error);
/* Has any line of the order that misses something a substitute? */
bool fo_order_has_substitutes (FoTxn *txn, FoId order, bool *ret_has, GError **error);
/* {"line","missing","substitutes":[{"item","name","unit","quantity","stands_for","free","covers","asks","verdict"}]}; free with g_free.
 * FO_LINE_UNKNOWN. */
bool fo_work_substitutes (FoStore *store, FoId line, char **ret_json, FoVerdict *ret_verdict, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  FoId line, instead;    /* the order's line, and the item that is taken */
  FoQuantity quantity_u; /* of the line's goods: 0 all it misses. More than it misses: also what waits for a supply */
  const char *reason;    /* NULL: none */
} FoTakeSubstitute;
/* Meets LINE by another item, as far as there is so much free; on an order that is being picked it is bound at once. Sales hears
 * line.substitute. Where it takes sales' word it is asked, by substitute.ask, once, and the reply is FO_SUBSTITUTE_ASKED. Undone by undo
 * until some of it is picked. Reply args: quantity (of the line's goods), needs, instead, instead_code, line (its own).
 * FO_LINE_UNKNOWN, FO_ORDER_CANCELLED, FO_ORDER_SHIPPED, FO_SUBSTITUTE_UNKNOWN, FO_SUBSTITUTE_REFUSED, FO_RIGHT_MISSING (the lead's word: note
 * "substitute", and where people are named their right), FO_LINE_COMPLETE, FO_MORE_THAN_ORDERED, FO_NOT_ENOUGH_FREE. */
bool fo_work_substitute (FoStore *store, const FoAct *act, const FoTakeSubstitute *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* What of a line that stands for another is not picked yet is given back: that one misses it again. FO_LINE_UNKNOWN, FO_SUBSTITUTE_UNKNOWN (it
 * stands for none), FO_NOTHING_OPEN, FO_ORDER_CANCELLED, FO_ORDER_SHIPPED. */
bool fo_work_substitute_back (FoStore *store, const FoAct *act, FoId line, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
