/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys that came close behind each other: a person, or a scanner that types? Values in, values out; no widget, no clock. */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/core/verdict.h"
#include <glib.h>

/* No key for so long: the burst is over. */
#define FO_BURST_QUIET_MS 50

typedef struct {
  guint16 code; /* Linux' key code: where it is on the keyboard */
  gboolean down;
  guint32 at_ms; /* any steady clock; may wrap */
} FoBurstKey;

typedef enum {
  FO_BURST_PERSON, /* give the keys to the widgets */
  FO_BURST_TEXT,   /* a scanner's, or a person's few keys and an Enter: for an entry, for nobody else */
  FO_BURST_SCAN,   /* with an Enter or a Tab at its end, or with nothing there but the quiet */
  FO_BURST_REFUSED /* drop them, and say *ret_verdict */
} FoBurstKind;

/* KEYS of FoBurstKey, in their order. *ret_scan is filled for FO_BURST_SCAN only, with AT_US; *ret_verdict for
 * FO_BURST_REFUSED, and FO_BURST_TEXT that nobody takes. */
FoBurstKind fo_burst_judge (const GArray *keys, gint64 at_us, FoScan *ret_scan, FoVerdict *ret_verdict);
