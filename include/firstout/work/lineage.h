/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a lot came from and where it went, as a graph: lots, and beside each of them its receipts, production orders, customers and
 * what became of the rest. Columns run from left to right as the goods did.
 */
#pragma once

#include "firstout/core/movement.h"
#include "firstout/core/order.h"
#include "firstout/store/lots.h"

typedef enum {
  FO_LINEAGE_LOT,        /* title: number · detail: the item's code · day: last usable day · quantity: on hand */
  FO_LINEAGE_RECEIPT,    /* title: the purchase order, "" none · detail: the supplier · day */
  FO_LINEAGE_OPENING,    /* first stock */
  FO_LINEAGE_PRODUCTION, /* title: the production order · detail: the workshop */
  FO_LINEAGE_LABEL,      /* a new label · title: why */
  FO_LINEAGE_CUSTOMER,   /* title: the customer · detail: the shipment · day */
  FO_LINEAGE_STOCK,      /* title: the place */
  FO_LINEAGE_USE,        /* title: the kind of movement ("scrap", "issue" …), worded "move.KIND" · detail: the reason */
  FO_LINEAGE_MORE,       /* so many more that are left out: quantity is how many */
  FO_N_LINEAGE_KINDS
} FoLineageKind;

/* "lot" …; static. */
const char *fo_lineage_kind_name (FoLineageKind kind);

typedef struct {
  FoLineageKind kind;
  int column; /* from 0 */
  FoId id;    /* lot, supply, shipment or place */
  char title[FO_PARTNER_MAX], detail[FO_PARTNER_MAX];
  char name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX]; /* of a lot's item */
  FoQuantity quantity_u;
  char unit[FO_UNIT_MAX];
  FoDay day;
  FoLotState state; /* of a lot */
  bool subject;     /* the lot that was asked for */
} FoLineageNode;

/* QUANTITY_U went from node FROM to node TO, indices. */
typedef struct {
  guint from, to;
  FoQuantity quantity_u;
} FoLineageEdge;

typedef struct {
  GArray *nodes; /* FoLineageNode */
  GArray *edges; /* FoLineageEdge */
  int n_columns;
} FoLineage;

/* At most so many lots; and so many neighbours of one kind at a lot, behind which stands an FO_LINEAGE_MORE. */
#define FO_LINEAGE_LOTS_MAX 60
#define FO_LINEAGE_NEIGHBOURS_MAX 12

/* The caller's memory: begin with { 0 }. */
FoFound fo_lineage_read (FoTxn *txn, FoId lot, FoLineage *ret, GError **error);
void fo_lineage_clear (FoLineage *trace);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLineage, fo_lineage_clear)
/* {"nodes":[{"n":0,"kind":…,"column":…,…}],"edges":[{"from":0,"to":1,"quantity":…}]}. Free with g_free. */
char *fo_lineage_to_json (const FoLineage *trace);
