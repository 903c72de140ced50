/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of receiving: task-receive.c books, receive-say.c takes what a person says, receive-aside.c books into quarantine, receive-page.c shows and lets choose,
 * receive-labels.c says what is printed.
 * Inside the desk. */
#pragma once

#include "step.h"

/* Books QUANTITY_U of GOODS, as part of the last line when GOODS has a total; QUARANTINE is the reason, NULL: as usable goods. */
bool fo_receive_book (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, const char *quarantine,
                      GError **error);
/* ... for the last line (FoBookMore). */
bool fo_receive_more (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error);

/* What GOODS say is remembered in NEXT; what they do not say is as on the package before. */
FoSeen *fo_receive_see (FoDeskState *next, const FoGoods *goods);
bool fo_receive_seen (const FoDeskState *now, FoId item, const char *lot);
void fo_receive_recall (const FoDeskState *now, FoGoods *goods);

/* `lot [NUMBER]`, `serial NUMBER`, `expires DAY` and what else may stand on a package, `owner NAME`, `confirm`, `quantity N` */
bool fo_receive_say_lot (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_serial (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_expires (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_best_before (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_use_by (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_produced (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_packed (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_owner (FoStep *step, const char *argument, GError **error);
bool fo_receive_confirm (FoStep *step, const char *argument, GError **error);
bool fo_receive_say_quantity (FoStep *step, const char *argument, GError **error);

/* `quarantine [REASON]` */
bool fo_receive_aside (FoStep *step, const char *argument, GError **error);
/* `carton` */
bool fo_receive_carton (FoStep *step, const char *argument, GError **error);
/* The code of an open carton: what comes goes into it; of the one that is filled: it is full. */
bool fo_receive_into (FoStep *step, FoId carton, const char *identity, GError **error);

/* The labels that GOODS want for a booking; SEEN, of the next state, counted BEFORE_U of them until then. */
bool fo_receive_wish_labels (FoStep *step, const FoGoods *goods, FoSeen *seen, FoQuantity before_u, GError **error);
/* Books one ITEM that a person named. */
bool fo_receive_by_eye (FoStep *step, const FoItem *item, FoId supply, GError **error);

bool fo_receive_no_code (FoStep *step, const char *argument, GError **error);
bool fo_receive_choose (FoStep *step, const char *argument, GError **error);
bool fo_receive_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
