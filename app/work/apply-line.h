/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line of an order under application: apply-line.c writes goods and services, apply-line-kit.c the components of kits. */
#pragma once

#include "apply-parts.h"
#include "firstout/store/customers.h"
#include "firstout/store/kits.h"

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoApplyLine *what;
  FoReply *reply;
  FoItem item; /* what the line is of now */
  FoMinLife item_life; /* its own minimum */
  bool goods;
  bool is_part; /* a component's line of a kit */
  FoCustomer customer; /* of the order; id 0: nobody we know */
  FoLine known;               /* as it was found, before its order's turn was taken */
  FoQuantity replaced_u;      /* other lines stand for so much of it */
  bool is_known, is_new_name; /* born here; sales calls it by its own name from now on */
  FoTakenOrders taken;
  FoOrderWork *work;
  FoLine *line; /* in work->lines; looked up again after each append */
} FoApplyingLine;

/* A new line at POSITION (0: behind the others), which is promised; other quantities of the known one. */
FoTxnEnd fo_line_write_new (FoApplyingLine *a, int32_t position, GError **error);
FoTxnEnd fo_line_write_change (FoApplyingLine *a, GError **error);
/* What shall not be open of it; all of it on an order that was called off. */
FoQuantity fo_line_said_cancelled (const FoApplyingLine *a);
/* Opens a conflict row and ends with VERDICT. */
FoTxnEnd fo_line_disagree (FoApplyingLine *a, const char *kind, FoVerdict verdict, GError **error);
const char *fo_line_dispute_kind (FoVerdict verdict);

/* The same of a kit's line, with the lines of its components. */
FoTxnEnd fo_kit_write_new (FoApplyingLine *a, int32_t position, GError **error);
FoTxnEnd fo_kit_write_change (FoApplyingLine *a, GError **error);
/* Names the orders that wait for what the known line's components may let go. */
bool fo_kit_want_waiting (FoApplyingLine *a, GError **error);
/* The line becomes another thing: CALL_OFF for each component's line. */
FoTxnEnd fo_kit_call_off (FoApplyingLine *a, bool (*call_off) (FoApplyingLine *a, GError **error), GError **error);
