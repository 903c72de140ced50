/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a lot was made of and what was made of it: through production orders, material in and goods out, and through new labels. */
#include "lots.h"

#define PAGE 500

typedef struct {
  FoTxn *txn;
  FoId production; /* the place */
  FoId lot;
  bool up;
  GArray *kin;
} Look;

typedef struct {
  FoId supply;
  FoQuantity in_u; /* > 0: material went in; < 0: goods came out */
} Part;

static void
add_part (GArray *parts, FoId supply, FoQuantity in_u)
{
  for (guint i = 0; i < parts->len; i++) {
    Part *part = &g_array_index (parts, Part, i);

    if (part->supply == supply) {
      part->in_u += in_u;
      return;
    }
  }
  const Part fresh = { supply, in_u };
  g_array_append_val (parts, fresh);
}

/* The production orders the lot has a part in. */
static bool
find_parts (const Look *l, GArray *parts, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoLotEvent));
  FoId after = 0;

  do {
    g_array_set_size (page, 0);
    if (!fo_lot_events (l->txn, l->lot, after, PAGE, page, error))
      return false;
    for (guint i = 0; i < page->len; i++) {
      const FoLotEvent *event = &g_array_index (page, FoLotEvent, i);
      bool in = event->to == FO_PLACE_PRODUCTION, out = event->from == FO_PLACE_PRODUCTION;

      if (event->supply_id && (in || out))
        add_part (parts, event->supply_id, in ? event->quantity_u : -event->quantity_u);
      after = event->id;
    }
  } while (page->len == PAGE);
  return true;
}

static void
add_kin (Look *l, FoId lot, FoId supply, FoQuantity quantity_u)
{
  for (guint i = 0; i < l->kin->len; i++) {
    FoKin *kin = &g_array_index (l->kin, FoKin, i);

    if (kin->lot == lot && kin->supply == supply) {
      kin->quantity_u += quantity_u;
      return;
    }
  }
  const FoKin fresh = { lot, 1, l->lot, supply, quantity_u };
  g_array_append_val (l->kin, fresh);
}

/* What of a production order's lots is on the other side. */
static bool
add_supply (Look *l, FoId supply, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoSupplyLot));
  g_autoptr (GArray) sums = g_array_new (FALSE, FALSE, sizeof (Part));

  if (!fo_supply_lots (l->txn, supply, l->production, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++)
    add_part (sums, g_array_index (lots, FoSupplyLot, i).lot, g_array_index (lots, FoSupplyLot, i).quantity_u);
  for (guint i = 0; i < sums->len; i++) {
    const Part *sum = &g_array_index (sums, Part, i);

    if (sum->supply != l->lot && (l->up ? sum->in_u > 0 : sum->in_u < 0))
      add_kin (l, sum->supply, supply, ABS (sum->in_u));
  }
  return true;
}

/* A production order may have a row for each of the goods it makes; material is issued to the order. */
static bool
add_order (Look *l, FoId supply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoSupply of;

  if (fo_supply_find (l->txn, supply, &of, error) != FO_FOUND)
    return false;
  if (!of.number[0])
    return add_supply (l, supply, error);
  if (!fo_supplies_numbered (l->txn, of.number, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoSupply, i).kind == FO_SUPPLY_PRODUCTION
        && !add_supply (l, g_array_index (rows, FoSupply, i).id, error))
      return false;
  return true;
}

static bool
add_links (Look *l, GError **error)
{
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (FoLotLink));

  if (!fo_lot_links (l->txn, l->lot, links, error))
    return false;
  for (guint i = 0; i < links->len; i++) {
    const FoLotLink *link = &g_array_index (links, FoLotLink, i);

    if ((l->up ? link->child : link->parent) == l->lot)
      add_kin (l, l->up ? link->parent : link->child, 0, link->quantity_u);
  }
  return true;
}

bool
fo_kin_next (FoTxn *txn, FoId lot, bool up, GArray *kin, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  Look l = { .txn = txn, .lot = lot, .up = up, .kin = kin };
  FoPlace production;

  if (fo_place_of_kind (txn, FO_PLACE_PRODUCTION, &production, error) != FO_FOUND)
    return false;
  l.production = production.id;
  if (!find_parts (&l, parts, error))
    return false;
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index (parts, Part, i);

    if ((up ? part->in_u < 0 : part->in_u > 0) && !add_order (&l, part->supply, error))
      return false;
  }
  return add_links (&l, error);
}

/* False: it was seen before. */
static bool
see (GHashTable *seen, FoId lot)
{
  return g_hash_table_add (seen, g_memdup2 (&lot, sizeof lot));
}

/* Breadth first; a ring (a lot that was reworked into itself) ends where it began. */
bool
fo_kin_walk (FoTxn *txn, FoId lot, bool up, GArray *kin, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (FoKin));
  FoKin at = { .lot = lot };
  guint i = kin->len;

  see (seen, lot);
  for (;; at = g_array_index (kin, FoKin, i++)) {
    g_array_set_size (next, 0);
    if (!fo_kin_next (txn, at.lot, up, next, error))
      return false;
    for (guint k = 0; k < next->len; k++) {
      FoKin *one = &g_array_index (next, FoKin, k);

      if (!see (seen, one->lot))
        continue;
      one->depth = at.depth + 1;
      g_array_append_val (kin, *one);
    }
    if (i == kin->len)
      return true;
  }
}
