/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else items are called: by their suppliers, by a customer, formerly, by people. Nothing of it decides by itself: what names
 * several items is asked. See rows.h. */
#pragma once

#include "firstout/core/called.h"
#include "firstout/core/order.h"
#include "firstout/store/items.h"

typedef struct {
  FoId item;
  FoCalled called;
  char customer[FO_PARTNER_MAX]; /* whose number it is, as orders say him; "" but of FO_CALLED_BY_CUSTOMER */
  char text[FO_ITEM_NAME_MAX];
} FoItemName;

/* What a name is looked up by: without regard to case, to kinds of dashes, to more than one blank. "" names nothing. Free with
 * g_free. */
char *fo_item_name_key (const char *text);

/* The items that go by TEXT: by their own code as it stands, or by whatever else they are called; FoItem, each once. One statement. */
bool fo_items_called (FoTxn *txn, const char *text, GArray *items, GError **error);
/* The one that was typed: by its own code, which goes before; else the only one that is called so. ABSENT with FO_ITEM_UNKNOWN, or with
 * FO_CODE_AMBIGUOUS where several are: nobody guesses which. *RET_VERDICT is FO_OK when it is found. */
FoFound fo_item_find_meant (FoTxn *txn, const char *text, FoItem *ret, FoVerdict *ret_verdict, GError **error);

/* FoItemName, at most a hundred: what is nobody's first, then by customer. */
bool fo_item_names_of (FoTxn *txn, FoId item, GArray *names, GError **error);
FoFound fo_item_name_find (FoTxn *txn, FoId item, const char *customer, const char *text, FoItemName *ret, GError **error);
/* His number of it. */
FoFound fo_item_name_of_customer (FoTxn *txn, FoId item, const char *customer, FoItemName *ret, GError **error);
/* All of them by item, a page of what follows AFTER (NULL: from the beginning). */
bool fo_item_name_page (FoTxn *txn, const FoItemName *after, guint limit, GArray *names, GError **error);

/* Said, or said otherwise; of a customer's one number the caller has removed the other. The search finds the item by it from now on. */
void fo_item_name_set (FoTxn *txn, const FoItemName *name);
void fo_item_name_remove (FoTxn *txn, const FoItemName *name);
void fo_item_names_rename_customer (FoTxn *txn, const char *from, const char *to);
