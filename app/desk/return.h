/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the parts of the task `return` share: task-return.c takes in and decides, return-page.c shows. */
#pragma once

#include "step.h"

#define FO_RETURNS_SHOWN 50

/* A place of quarantine was scanned: what lies there is decided about. */
bool fo_return_is_deciding (const FoDeskState *now);
bool fo_return_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
