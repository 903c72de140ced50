/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tasks share by which goods leave for another reason than an order: task-take.c finds the goods, take-acts.c books them. */
#pragma once

#include "step.h"

extern const FoTaskCommand fo_take_write_off_commands[], fo_take_issue_commands[], fo_take_transfer_commands[];

/* What is worked on is a word and a name: "deal D-1", "supply PO-1", "out T-3", "in T-7". NULL when it is no WORD. */
const char *fo_take_document (const FoDeskState *now, const char *word);
/* Always true: answered. */
bool fo_take_set_document (FoStep *step, const char *word, const char *name);
/* Goods come here from another warehouse. */
bool fo_take_is_arrival (const FoDeskState *now);

bool fo_take_lot (FoStep *step, const char *argument, GError **error);
bool fo_take_serial (FoStep *step, const char *argument, GError **error);
bool fo_take_quantity (FoStep *step, const char *argument, GError **error);
bool fo_take_no_code (FoStep *step, const char *argument, GError **error);
bool fo_take_here (FoStep *step, const char *argument, GError **error);
bool fo_take_choose (FoStep *step, const char *argument, GError **error);

/* The instruction, what belongs to the document, and what is offered. */
bool fo_take_show (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error);
