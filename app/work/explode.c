/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a kit consists of in the end: goods, also those of the kits in it. */
#include "explode.h"
#include "firstout/store/kits.h"

typedef struct {
  FoTxn *txn;
  FoId path[FO_KIT_LEVELS]; /* the kits that are open, the outermost first */
  GArray *goods;            /* FoKitLine */
  FoId wrong;               /* the kit that is in itself, or too deep */
} Explode;

static bool
is_open (const Explode *e, guint depth, FoId kit)
{
  for (guint i = 0; i < depth; i++)
    if (e->path[i] == kit)
      return true;
  return false;
}

/* The same goods by several ways are one component. */
static void
add_goods (Explode *e, FoId item, FoQuantity quantity_u)
{
  const FoKitLine line = { .kit = e->path[0], .component = item, .quantity_u = quantity_u };

  for (guint i = 0; i < e->goods->len; i++) {
    FoKitLine *known = &g_array_index (e->goods, FoKitLine, i);

    if (known->component == item) {
      if (!fo_quantity_add (known->quantity_u, quantity_u, &known->quantity_u))
        known->quantity_u = FO_QUANTITY_MAX;
      return;
    }
  }
  g_array_append_val (e->goods, line);
}

/* KITS_U of KIT, at DEPTH. */
static bool
explode (Explode *e, FoId kit, FoQuantity kits_u, guint depth, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoKitLine));

  if (depth == FO_KIT_LEVELS || is_open (e, depth, kit)) {
    e->wrong = kit;
    return true;
  }
  e->path[depth] = kit;
  if (!fo_kit_lines (e->txn, kit, lines, error))
    return false;
  for (guint i = 0; i < lines->len && !e->wrong; i++) {
    const FoKitLine *line = &g_array_index (lines, FoKitLine, i);
    FoQuantity quantity_u = 0;
    FoItem item;

    if (fo_item_find (e->txn, line->component, &item, error) != FO_FOUND)
      return false;
    if (!fo_kit_needs (line->quantity_u, kits_u, &quantity_u))
      quantity_u = FO_QUANTITY_MAX; /* more than anybody can order: the line says so */
    if (item.kind != FO_ITEM_KIT)
      add_goods (e, item.id, quantity_u);
    else if (!explode (e, item.id, quantity_u, depth + 1, error))
      return false;
  }
  return true;
}

bool
fo_kit_explode (FoTxn *txn, FoId kit, GArray *goods, FoId *ret_wrong, GError **error)
{
  Explode e = { .txn = txn, .goods = goods };

  if (!explode (&e, kit, FO_ONE, 0, error))
    return false;
  *ret_wrong = e.wrong;
  return true;
}
