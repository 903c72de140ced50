/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes between the warehouse and sales, in words: messages, disagreements, reasons, and both sides of one thing beside each other.
 * Any thread; texts are freed with g_free.
 */
#pragma once

#include "common/dossier.h"
#include "firstout/store/deliveries.h"
#include "firstout/store/exchange.h"

/* "Shipment · 214". BODY as in contract.sql. */
char *fo_telling_title (FoLanguage language, const char *op, const char *body);
/* Why it is as it is: the link's reason in words, or what the other program said. "" when there is none. */
char *fo_telling_why (FoLanguage language, const char *why);
/* What a delivery is now, in one word, and the class of its pill. */
char *fo_telling_state (FoLanguage language, const FoDeliveryRow *row);
const char *fo_telling_state_class (FoDeliveryState state);
/* "line 214/3: less was ordered than is picked". */
char *fo_telling_conflict (FoLanguage language, const FoConflict *conflict);
/* "3 s", "12 min", "2 h", "5 days". */
char *fo_telling_age (FoLanguage language, gint64 age_us);
char *fo_telling_when (gint64 at_us);

/* One field of both sides a line, as OURS and THEIRS (JSON) have it; "" is a side that says nothing. */
void fo_telling_sides (GArray *rows, FoLanguage language, const char *ours, const char *theirs);
