/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last scans, newest first, as cards: what came (<GS> is the separator) and its bytes, from where, in which symbology, what kind
 * of code it is, and what the desk answered. Main thread.
 */
#pragma once

#include "card-list.h"
#include "firstout/core/scan.h"
#include "firstout/desk/desk.h"

enum { FO_SCAN_LOG_MAX = 50 };

typedef struct FoScanLog FoScanLog;

FoScanLog *fo_scan_log_new (void);
void fo_scan_log_free (FoScanLog *log);

/* TRAINING, TODAY: who reads the code. JUDGED: not by the desk but by the test chart: no answer follows. */
void fo_scan_log_add (FoScanLog *log, const FoScan *scan, gboolean training, FoDay today);
void fo_scan_log_judge (FoScanLog *log);
/* The answer belongs to the oldest scan of its device that has none. */
void fo_scan_log_answer (FoScanLog *log, const FoDeskReply *reply);

/* FoCard, in the language of the window. Free with g_array_unref. */
GArray *fo_scan_log_cards (const FoScanLog *log);
