/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What else an item is called (store/item-names.h): the supplier's article number, a customer's, an old name, what people say. It is found
 * by any of them wherever an item is typed, scanned, searched or imported; what several items are called is asked. See act.h for what all
 * of these share. Both are undone by undo. */
#pragma once

#include "firstout/store/item-names.h"
#include "firstout/work/act.h"

typedef struct {
  FoId item;
  FoCalled called;
  const char *customer; /* of FO_CALLED_BY_CUSTOMER, as orders say him; NULL or "" of the others */
  const char *text;
} FoCallItem;
/* The item is called so from now on. A customer has one number for an item: another one takes its place. The same again changes nothing.
 * Reply args text, called, customer, before (the number that gave way). FO_ITEM_UNKNOWN, FO_CODE_EMPTY, FO_TEXT_TOO_LONG,
 * FO_CODE_BAD_CHARACTER; FO_NUMBER_TAKEN: it looks like one of our own codes; FO_MESSAGE_MALFORMED (field customer): a customer's number
 * without a customer, or the other way round. */
bool fo_work_call_item (FoStore *store, const FoAct *act, const FoCallItem *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* It is not called so any more; CALLED is not looked at, and CUSTOMER may be left out where one name is meant. FO_ITEM_UNKNOWN,
 * FO_CODE_UNKNOWN, FO_CODE_AMBIGUOUS. */
bool fo_work_uncall_item (FoStore *store, const FoAct *act, const FoCallItem *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* FoItemName on one line: "ST-8 · 4711 (Север)"; "" of none. Free with g_free. */
char *fo_item_names_say (const GArray *names);
