/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a cell shows, as functions of values: no widget, no state but the arguments. Any thread. Texts are freed with g_free.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/order.h"
#include "firstout/core/quantity.h"
#include "firstout/core/scan.h"
#include "firstout/store/stock.h"
#include "firstout/words/words.h"

/* How far a line is; nothing asked for is only counted. */
typedef enum { FO_PROGRESS_WAITING, FO_PROGRESS_PART, FO_PROGRESS_DONE, FO_PROGRESS_COUNTED, FO_N_PROGRESSES } FoProgress;
FoProgress fo_progress_of (FoQuantity done_u, FoQuantity asked_u);
const char *fo_progress_sign (FoProgress progress);       /* "◐" */
const char *fo_progress_message (FoProgress progress);    /* "page.line.part" */
const char *fo_progress_css_class (FoProgress progress);  /* "pill-part" */
double fo_progress_fraction (FoQuantity done_u, FoQuantity asked_u);

/* "5 / 6", "5" when nothing was asked for. */
char *fo_count_text (FoLanguage language, FoQuantity done_u, FoQuantity asked_u);

/* How an order stands, for the storekeeper: what can be done with it now. */
typedef enum { FO_READY_NOW, FO_READY_GATE, FO_READY_WAITS, FO_READY_WORK, FO_READY_BENCH, FO_READY_GONE, FO_N_READINESSES } FoReadiness;
FoReadiness fo_readiness_of (const FoOrder *order);
const char *fo_readiness_sign (FoReadiness readiness);
const char *fo_readiness_message (FoReadiness readiness);
const char *fo_readiness_css_class (FoReadiness readiness);

/* How near the last usable day is. */
typedef enum { FO_LIFE_NO_DAY, FO_LIFE_LONG, FO_LIFE_NEAR, FO_LIFE_OVER } FoLifeLeft;
#define FO_LIFE_NEAR_DAYS 30
FoLifeLeft fo_life_left (FoDay expires_on, FoDay today);

/* When something is due, as people say it: "today", "in 3 days", "2 days late"; the day itself when it is far; "" without a day. */
char *fo_due_text (FoLanguage language, FoDay due_on, FoDay today);

/* A scan's bytes as a person may read them: the separator as <GS>, other control characters as a dot, never longer than ROOM
 * characters. */
char *fo_bytes_text (const FoScan *scan, guint room);

/* A name in LANGUAGE: DE or EN where they are not empty, else NAME. Borrowed from the arguments. */
const char *fo_name_in (FoLanguage language, const char *name, const char *de, const char *en);

/* A reason as people say it: "quality" is a word of scripts, anything else stands as it was said. */
char *fo_closure_reason (FoLanguage language, const char *reason);

/* What a movement was, and when, who and why: "Shipment · 12.03. 14:05 · Petrova"; where it went: "A-01-2 → BENCH". */
char *fo_closure_move (FoLanguage language, const FoMovementLine *move);
char *fo_closure_way (FoLanguage language, const FoMovementLine *move);

/* What an answer is about, "Sealant · B2411", else the paper that is worked on, as far as its arguments say it. */
char *fo_subject_text (const FoArgs *args);
