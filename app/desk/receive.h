/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two halves of receiving: task-receive.c books, receive-page.c shows and lets choose. Inside the desk. */
#pragma once

#include "step.h"

/* Books one ITEM that a person named. */
bool fo_receive_by_eye (FoStep *step, const FoItem *item, FoId supply, GError **error);

bool fo_receive_no_code (FoStep *step, const char *argument, GError **error);
bool fo_receive_choose (FoStep *step, const char *argument, GError **error);
bool fo_receive_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
