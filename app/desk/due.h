/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels that an answer owes, as a text: in the operation's reply, in the same transaction as what they are for, and beside the
 * answer in the journal until they are in the print queue. A wish a line:
 *   goods COUNT QUANTITY_U ITEM-ID LOT-NUMBER    the lot may not be there before the booking
 *   lot COUNT QUANTITY_U LOT-ID
 *   place COUNT PLACE-ID
 *   carton COUNT CARTON-ID
 *   voucher COUNT KIND NUMBER
 */
#pragma once

#include "firstout/desk/desk.h"

void fo_due_add_goods (GString *due, FoId item, const char *lot, guint count, FoQuantity quantity_u);
void fo_due_add_carton (GString *due, FoId carton, guint count);

/* Of FoLabelWish; NULL when there are none. Free with g_free. */
char *fo_due_print (const GArray *wishes);

/* Appends to WISHES, FoLabelWish, what DUE (may be NULL or "") asks for. What is not there (any more), or is no such line, is left
 * out. */
bool fo_due_read (FoStore *store, const char *due, GArray *wishes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of what an operation's reply says it owes. */
bool fo_reply_due (FoStore *store, const FoReply *reply, GArray *wishes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
