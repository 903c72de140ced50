/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the nodes of a lineage stand: columns from left to right, in each those beside each other that belong together. Pure. */
#pragma once

#include "firstout/work/lineage.h"

typedef struct {
  float x, y, height;
} FoTraceSpot;

#define FO_TRACE_NODE_WIDTH 180
#define FO_TRACE_GAP_ACROSS 24
#define FO_TRACE_GAP_DOWN 12
#define FO_TRACE_MARGIN 16

/* One FoTraceSpot a node; columns that hold nothing are left out. *ret_width and *ret_height are of the whole picture. */
GArray *fo_trace_layout (const FoLineage *lineage, float *ret_width, float *ret_height);
