/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the task `return` share: task-return.c takes in and decides, return-by-eye.c finds goods
 * without a code, return-page.c shows. */
#pragma once

#include "step.h"

#define FO_RETURNS_SHOWN 50

/* A place of quarantine was scanned: what lies there is decided about. */
bool fo_return_is_deciding (const FoDeskState *now);
/* GOODS that came back, or, where it is decided, that choose what is undecided: their lot is looked for. */
bool fo_return_take (FoStep *step, const FoGoods *goods, GError **error);
/* return-by-eye.c */
bool fo_return_no_code (FoStep *step, const char *argument, GError **error);
bool fo_return_choose_goods (FoStep *step, const char *argument, GError **error);
bool fo_return_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
