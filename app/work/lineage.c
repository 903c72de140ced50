/* SPDX-License-Identifier: GPL-3.0-or-later
 * The graph of where a lot came from and where it went. */
#include "firstout/work/lineage.h"
#include "lots.h"

#include <string.h>

static const char *const kinds[] = { "lot", "receipt", "opening", "production", "label", "customer", "stock", "use", "more" };

const char *
fo_lineage_kind_name (FoLineageKind kind)
{
  return kinds[kind];
}

void
fo_lineage_clear (FoLineage *trace)
{
  g_clear_pointer (&trace->nodes, g_array_unref);
  g_clear_pointer (&trace->edges, g_array_unref);
}

typedef struct {
  FoTxn *txn;
  FoLineage *trace;
  /* of the lot at hand */
  guint at;
  FoItem item;
  guint n_of[FO_N_LINEAGE_KINDS], more_of[FO_N_LINEAGE_KINDS]; /* neighbours shown, and the index of "more", 0 none */
} Lineage;

/* ---- nodes --------------------------------------------------------------------------------------------------------- */

static FoLineageNode *
node_at (Lineage *t, guint i)
{
  return &g_array_index (t->trace->nodes, FoLineageNode, i);
}

static guint
add_node (Lineage *t, const FoLineageNode *node)
{
  g_array_append_val (t->trace->nodes, *node);
  return t->trace->nodes->len - 1;
}

static void
add_edge (Lineage *t, guint from, guint to, FoQuantity quantity_u)
{
  for (guint i = 0; i < t->trace->edges->len; i++) {
    FoLineageEdge *edge = &g_array_index (t->trace->edges, FoLineageEdge, i);

    if (edge->from == from && edge->to == to) {
      edge->quantity_u += quantity_u;
      return;
    }
  }
  const FoLineageEdge fresh = { from, to, quantity_u };
  g_array_append_val (t->trace->edges, fresh);
}

/* A node of that kind that stands for the same thing beside the lot at hand. */
static bool
find_neighbour (Lineage *t, const FoLineageNode *like, guint *ret)
{
  for (guint i = 0; i < t->trace->edges->len; i++) {
    const FoLineageEdge *edge = &g_array_index (t->trace->edges, FoLineageEdge, i);
    guint other = edge->from == t->at ? edge->to : edge->to == t->at ? edge->from : t->at;
    const FoLineageNode *node = node_at (t, other);

    if (other == t->at || node->kind != like->kind || node->column != like->column || node->id != like->id
        || strcmp (node->title, like->title) != 0 || strcmp (node->detail, like->detail) != 0)
      continue;
    *ret = other;
    return true;
  }
  return false;
}

/* Something beside the lot at hand: before it when INTO, else behind it. */
static void
add_neighbour (Lineage *t, FoLineageNode *node, bool into, FoQuantity quantity_u)
{
  guint i;

  node->column = node_at (t, t->at)->column + (into ? -1 : 1);
  if (find_neighbour (t, node, &i)) {
    node_at (t, i)->quantity_u += quantity_u;
  } else if (t->n_of[node->kind] >= FO_LINEAGE_NEIGHBOURS_MAX) {
    const FoLineageNode more = { .kind = FO_LINEAGE_MORE, .column = node->column, .day = FO_DAY_NONE };

    if (!t->more_of[node->kind])
      t->more_of[node->kind] = add_node (t, &more);
    i = t->more_of[node->kind];
    node_at (t, i)->quantity_u += FO_ONE;
  } else {
    node->quantity_u = quantity_u;
    g_strlcpy (node->unit, t->item.unit, sizeof node->unit);
    t->n_of[node->kind]++;
    i = add_node (t, node);
  }
  add_edge (t, into ? i : t->at, into ? t->at : i, quantity_u);
}

/* ---- what came and went -------------------------------------------------------------------------------------------- */

static bool
add_receipt (Lineage *t, const FoLotEvent *event, GError **error)
{
  FoLineageNode node = { .kind = FO_LINEAGE_RECEIPT, .id = event->supply_id, .day = event->day };
  FoSupply supply;

  if (event->supply_id && fo_supply_find (t->txn, event->supply_id, &supply, error) != FO_FOUND)
    return false;
  if (event->supply_id) {
    g_strlcpy (node.title, supply.number, sizeof node.title);
    g_strlcpy (node.detail, supply.partner, sizeof node.detail);
  }
  if (event->kind == FO_MOVE_PRODUCTION)
    node.kind = FO_LINEAGE_PRODUCTION;
  add_neighbour (t, &node, true, event->quantity_u);
  return true;
}

static void
add_use (Lineage *t, const FoLotEvent *event, bool into)
{
  FoLineageNode node = { .kind = event->kind == FO_MOVE_OPENING ? FO_LINEAGE_OPENING : FO_LINEAGE_USE, .day = event->day };

  if (node.kind == FO_LINEAGE_USE)
    g_strlcpy (node.title, fo_move_kind_name (event->kind), sizeof node.title);
  g_strlcpy (node.detail, event->reason, sizeof node.detail);
  add_neighbour (t, &node, into, event->quantity_u);
}

/* Customers come with their shipments, kin with its production order or its label. What was undone is left out with what it undid. */
static bool
add_event (Lineage *t, const FoLotEvent *event, GError **error)
{
  switch (event->kind) {
  case FO_MOVE_RECEIPT:
  case FO_MOVE_PRODUCTION:
    return add_receipt (t, event, error);
  case FO_MOVE_OPENING:
  case FO_MOVE_FOUND:
  case FO_MOVE_RETURN:
  case FO_MOVE_TRANSFER_IN:
    add_use (t, event, true);
    return true;
  case FO_MOVE_LOST:
  case FO_MOVE_SCRAP:
  case FO_MOVE_TO_SUPPLIER:
  case FO_MOVE_ISSUE:
  case FO_MOVE_TRANSFER_OUT:
    add_use (t, event, false);
    return true;
  case FO_MOVE_MATERIAL:
  case FO_MOVE_MATERIAL_BACK:
    if (!event->supply_id)
      add_use (t, event, event->kind == FO_MOVE_MATERIAL_BACK);
    return true;
  case FO_MOVE_PUT_AWAY:
  case FO_MOVE_MOVE:
  case FO_MOVE_PICK:
  case FO_MOVE_PUT_BACK:
  case FO_MOVE_SHIP:
  case FO_MOVE_RELABEL_OUT:
  case FO_MOVE_RELABEL_IN:
  case FO_MOVE_UNDO:
  case FO_N_MOVES:
    return true;
  }
  g_assert_not_reached ();
}

/* The newest movement that an undo took back is no event any more. */
static void
take_back (GArray *events, const FoLotEvent *undo)
{
  for (guint i = events->len; i > 0; i--) {
    const FoLotEvent *event = &g_array_index (events, FoLotEvent, i - 1);

    if (event->from == undo->to && event->to == undo->from && event->quantity_u == undo->quantity_u
        && event->supply_id == undo->supply_id && event->line_id == undo->line_id) {
      g_array_remove_index (events, i - 1);
      return;
    }
  }
}

static bool
read_events (Lineage *t, FoId lot, GArray *events, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoLotEvent));
  const guint limit = 500;
  FoId after = 0;

  do {
    g_array_set_size (page, 0);
    if (!fo_lot_events (t->txn, lot, after, limit, page, error))
      return false;
    for (guint i = 0; i < page->len; i++) {
      const FoLotEvent *event = &g_array_index (page, FoLotEvent, i);

      after = event->id;
      if (event->kind == FO_MOVE_UNDO)
        take_back (events, event);
      else
        g_array_append_val (events, *event);
    }
  } while (page->len == limit);
  return true;
}

static bool
add_shipments (Lineage *t, FoId lot, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoLotShipped));

  if (!fo_lot_shipped (t->txn, lot, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoLotShipped *row = &g_array_index (rows, FoLotShipped, i);
    FoLineageNode node = { .kind = FO_LINEAGE_CUSTOMER, .id = row->shipment, .day = row->shipped_on };

    g_strlcpy (node.title, row->customer[0] ? row->customer : row->order_number, sizeof node.title);
    g_strlcpy (node.detail, row->number, sizeof node.detail);
    add_neighbour (t, &node, false, row->quantity_u);
  }
  return true;
}

static bool
add_places (Lineage *t, FoId lot, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));

  if (!fo_lot_places (t->txn, lot, places, error))
    return false;
  for (guint i = 0; i < places->len; i++) {
    const FoLotPlace *place = &g_array_index (places, FoLotPlace, i);
    FoLineageNode node = { .kind = FO_LINEAGE_STOCK, .id = place->place_id, .day = FO_DAY_NONE };

    g_strlcpy (node.title, place->place, sizeof node.title);
    node_at (t, t->at)->quantity_u += place->on_hand_u;
    add_neighbour (t, &node, false, place->on_hand_u);
  }
  return true;
}

static bool
add_surroundings (Lineage *t, guint at, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FoLotEvent));
  FoId lot = node_at (t, at)->id;
  FoLot of;

  t->at = at;
  memset (t->n_of, 0, sizeof t->n_of);
  memset (t->more_of, 0, sizeof t->more_of);
  if (fo_lot_find (t->txn, lot, &of, error) != FO_FOUND || fo_item_find (t->txn, of.item_id, &t->item, error) != FO_FOUND
      || !read_events (t, lot, events, error))
    return false;
  for (guint i = 0; i < events->len; i++)
    if (!add_event (t, &g_array_index (events, FoLotEvent, i), error))
      return false;
  return add_places (t, lot, error) && add_shipments (t, lot, error);
}

/* ---- kin ----------------------------------------------------------------------------------------------------------- */

static bool
add_lot (Lineage *t, FoId lot, int column, bool subject, GError **error)
{
  FoLineageNode node = { .kind = FO_LINEAGE_LOT, .id = lot, .column = column, .subject = subject };
  FoItem item;
  FoLot of;

  if (fo_lot_find (t->txn, lot, &of, error) != FO_FOUND || fo_item_find (t->txn, of.item_id, &item, error) != FO_FOUND)
    return false;
  g_strlcpy (node.title, of.number, sizeof node.title);
  g_strlcpy (node.detail, item.code, sizeof node.detail);
  g_strlcpy (node.name, item.name, sizeof node.name);
  g_strlcpy (node.name_de, item.name_de, sizeof node.name_de);
  g_strlcpy (node.name_en, item.name_en, sizeof node.name_en);
  g_strlcpy (node.unit, item.unit, sizeof node.unit);
  node.day = of.expires_on;
  node.state = of.state;
  add_node (t, &node);
  return true;
}

static bool
find_lot (Lineage *t, FoId lot, guint *ret)
{
  for (guint i = 0; i < t->trace->nodes->len; i++)
    if (node_at (t, i)->kind == FO_LINEAGE_LOT && node_at (t, i)->id == lot) {
      *ret = i;
      return true;
    }
  return false;
}

/* Lots two columns apart: between them stands what joins them. */
static bool
add_kin (Lineage *t, FoId subject, bool up, GError **error)
{
  g_autoptr (GArray) kin = g_array_new (FALSE, FALSE, sizeof (FoKin));
  guint known;

  if (!fo_kin_walk (t->txn, subject, up, kin, error))
    return false;
  for (guint i = 0; i < kin->len && t->trace->nodes->len < FO_LINEAGE_LOTS_MAX; i++) {
    const FoKin *one = &g_array_index (kin, FoKin, i);

    if (!find_lot (t, one->lot, &known) && !add_lot (t, one->lot, up ? -2 * one->depth : 2 * one->depth, false, error))
      return false;
  }
  return true;
}

static bool
name_joint (Lineage *t, const FoKin *kin, FoLineageNode *joint, GError **error)
{
  FoSupply supply;

  if (!kin->supply)
    return true;
  joint->kind = FO_LINEAGE_PRODUCTION;
  if (fo_supply_find (t->txn, kin->supply, &supply, error) != FO_FOUND)
    return false;
  g_strlcpy (joint->title, supply.number, sizeof joint->title);
  g_strlcpy (joint->detail, supply.partner, sizeof joint->detail);
  return true;
}

/* The production order that made it stands before the lot already; material goes into it. */
static bool
join (Lineage *t, guint parent, guint child, const FoKin *kin, GError **error)
{
  FoLineageNode joint = { .kind = FO_LINEAGE_LABEL, .id = kin->supply, .day = FO_DAY_NONE };
  guint i;

  if (!name_joint (t, kin, &joint, error))
    return false;
  t->at = child;
  joint.column = node_at (t, child)->column - 1;
  if (!find_neighbour (t, &joint, &i)) {
    joint.quantity_u = kin->quantity_u;
    g_strlcpy (joint.unit, node_at (t, child)->unit, sizeof joint.unit);
    i = add_node (t, &joint);
    add_edge (t, i, child, kin->quantity_u);
  } else if (joint.kind == FO_LINEAGE_LABEL)
    node_at (t, i)->quantity_u += kin->quantity_u;
  add_edge (t, parent, i, kin->quantity_u);
  return true;
}

static bool
join_all (Lineage *t, guint n_lots, GError **error)
{
  for (guint i = 0; i < n_lots; i++) {
    g_autoptr (GArray) parents = g_array_new (FALSE, FALSE, sizeof (FoKin));

    if (!fo_kin_next (t->txn, node_at (t, i)->id, true, parents, error))
      return false;
    for (guint k = 0; k < parents->len; k++) {
      const FoKin *kin = &g_array_index (parents, FoKin, k);
      guint parent;

      if (find_lot (t, kin->lot, &parent) && !join (t, parent, i, kin, error))
        return false;
    }
  }
  return true;
}

static void
number_columns (FoLineage *trace)
{
  int first = 0, last = 0;

  for (guint i = 0; i < trace->nodes->len; i++) {
    int column = g_array_index (trace->nodes, FoLineageNode, i).column;
    first = MIN (first, column);
    last = MAX (last, column);
  }
  for (guint i = 0; i < trace->nodes->len; i++)
    g_array_index (trace->nodes, FoLineageNode, i).column -= first;
  trace->n_columns = last - first + 1;
}

FoFound
fo_lineage_read (FoTxn *txn, FoId lot, FoLineage *ret, GError **error)
{
  g_auto (FoLineage) trace = { g_array_new (FALSE, FALSE, sizeof (FoLineageNode)), g_array_new (FALSE, FALSE, sizeof (FoLineageEdge)), 0 };
  Lineage t = { .txn = txn, .trace = &trace };
  FoLot subject;
  FoFound found = fo_lot_find (txn, lot, &subject, error);
  guint n_lots;

  if (found != FO_FOUND)
    return found;
  if (!add_lot (&t, lot, 0, true, error) || !add_kin (&t, lot, true, error) || !add_kin (&t, lot, false, error))
    return FO_FAILED;
  n_lots = trace.nodes->len;
  for (guint i = 0; i < n_lots; i++)
    if (!add_surroundings (&t, i, error))
      return FO_FAILED;
  if (!join_all (&t, n_lots, error))
    return FO_FAILED;
  number_columns (&trace);
  fo_lineage_clear (ret);
  *ret = trace;
  trace = (FoLineage){ 0 };
  return FO_FOUND;
}

/* ---- for scripts --------------------------------------------------------------------------------------------------- */

static void
add_json_node (GString *json, guint n, const FoLineageNode *node)
{
  fo_json_open (json, NULL, '{');
  fo_json_add_count (json, "n", n);
  fo_json_add_text (json, "kind", fo_lineage_kind_name (node->kind));
  fo_json_add_count (json, "column", node->column);
  fo_json_add_text (json, "title", node->title);
  fo_json_add_text (json, "detail", node->detail);
  fo_json_add_quantity (json, "quantity", node->quantity_u);
  fo_json_add_day (json, "day", node->day);
  if (node->kind == FO_LINEAGE_LOT)
    fo_json_add_text (json, "state", fo_lot_state_name (node->state));
  if (node->subject)
    fo_json_add_yes (json, "subject", true);
  fo_json_close (json, '}');
}

char *
fo_lineage_to_json (const FoLineage *trace)
{
  GString *json = fo_json_new ('{');

  fo_json_open (json, "nodes", '[');
  for (guint i = 0; i < trace->nodes->len; i++)
    add_json_node (json, i, &g_array_index (trace->nodes, FoLineageNode, i));
  fo_json_close (json, ']');
  fo_json_open (json, "edges", '[');
  for (guint i = 0; i < trace->edges->len; i++) {
    const FoLineageEdge *edge = &g_array_index (trace->edges, FoLineageEdge, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_count (json, "from", edge->from);
    fo_json_add_count (json, "to", edge->to);
    fo_json_add_quantity (json, "quantity", edge->quantity_u);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
  fo_json_close (json, '}');
  return g_string_free (json, FALSE);
}
