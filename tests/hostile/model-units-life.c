/* SPDX-License-Identifier: GPL-3.0-or-later
 * The house of the random days of units, and what must be true in it after each operation. */
#include "firstout/store/cartons.h"
#include "firstout/store/meta.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"
#include "firstout/store/stock.h"
#include "model-units-inside.h"

#include <string.h>

/* ---- the house --------------------------------------------------------------------------------------------------- */

static void
furnish_order (FoTxn *txn, Days *d, guint i)
{
  FoOrder order = { .id = d->orders[i] = 700 + i, .due_on = FO_DAY_NONE };

  g_snprintf (order.number, sizeof order.number, "D-%u", i);
  fo_order_insert (txn, &order, order.number);
  for (guint item = 0; item < ITEMS; item++) {
    const FoLine line = { .id = 1000 + 10 * (FoId) i + item,
                          .order_id = order.id,
                          .position = (gint32) item + 1,
                          .goods = true,
                          .item_id = d->items[item],
                          .ordered_u = g_rand_int_range (d->rand, 1, 4) * FO_ONE };
    fo_line_insert (txn, &line, NULL);
  }
}

static FoTxnEnd
furnish (FoTxn *txn, gpointer data, GError **error)
{
  Days *d = data;

  (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = d->places[kind] = 10 + kind, .kind = (FoPlaceKind) kind };

    g_strlcpy (place.code, fo_place_kind_name (place.kind), sizeof place.code);
    fo_place_insert (txn, &place);
  }
  for (guint i = 0; i < ITEMS; i++) {
    FoItem item = { .id = d->items[i] = 530 + i,
                    .unit = "шт",
                    .tracking = FO_TRACKING_LOT,
                    .has_expiry = true,
                    .enforcement = FO_ENFORCE_WARN,
                    .serials = i == ALWAYS ? FO_SERIALS_ALWAYS : FO_SERIALS_SHIPMENT };

    g_snprintf (item.code, sizeof item.code, "UNIT-%u", i);
    g_strlcpy (item.name, item.code, sizeof item.name);
    fo_item_insert (txn, &item, NULL);
  }
  fo_meta_set (txn, "pack", "asked");
  fo_meta_set (txn, "sscc", "4601234");
  for (guint i = 0; i < ORDERS; i++)
    furnish_order (txn, d, i);
  return FO_TXN_COMMIT;
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static bool
compare_unit (FoTxn *txn, Days *d, const Unit *unit, GError **error)
{
  FoMark mark = units_mark (d, unit->item, unit->serial);
  FoUnit said = { .state = FO_UNIT_GONE };
  FoCartonUnit packed = { 0 };
  FoFound found = fo_unit_find (txn, mark.identity, &said, error), lies = FO_ABSENT;
  bool knows_place = unit->state != FO_UNIT_STOCK || unit->item == ALWAYS;

  if (found == FO_FOUND)
    lies = fo_carton_unit_find (txn, said.id, &packed, error);
  if (found == FO_FAILED || lies == FO_FAILED)
    return false;
  if (said.state != unit->state || (knows_place && unit->state != FO_UNIT_GONE && said.place_id != unit->place))
    units_trouble (d, "%s is %s at %" G_GINT64_FORMAT " by the plain book, %s at %" G_GINT64_FORMAT " by the store",
                   unit->serial, fo_unit_state_name (unit->state), unit->place, fo_unit_state_name (said.state),
                   said.place_id);
  if (unit->state == FO_UNIT_PICKED
      && unit->carton != (lies == FO_FOUND && packed.state <= FO_CARTON_IS_CLOSED ? packed.carton_id : 0))
    units_trouble (d, "%s lies in another carton, or in one at all", unit->serial);
  if ((unit->state == FO_UNIT_SHIPPED) != (said.shipment_id != 0 && said.state == FO_UNIT_SHIPPED))
    units_trouble (d, "%s left, and it is not known how", unit->serial);
  return true;
}

static void
contradicts (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  units_trouble (data, "%s: %s: %" G_GINT64_FORMAT " but %" G_GINT64_FORMAT, name, what, written_u, adds_up_to_u);
}

/* Of the goods whose numbers were scanned when they came as many lie on each shelf as there are numbers there. */
static void
compare_shelf (Days *d, const FoStockRow *row)
{
  FoQuantity known_u = 0;

  for (guint i = 0; i < d->units->len; i++) {
    const Unit *unit = units_at (d, i);
    bool here = unit->state == FO_UNIT_STOCK || unit->state == FO_UNIT_PICKED;
    known_u += here && unit->lot == row->lot_id && unit->place == row->place_id ? FO_ONE : 0;
  }
  if (known_u != row->on_hand_u)
    units_trouble (d, "%g of %s lie at %s, and %g numbers are known there", (double) row->on_hand_u / FO_ONE, row->lot,
                   row->place, (double) known_u / FO_ONE);
}

static bool
lies_somewhere (const Unit *unit, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    if (row->lot_id == unit->lot && row->place_id == unit->place && row->on_hand_u > 0)
      return true;
  }
  return false;
}

static FoTxnEnd
compare (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  Days *d = data;

  if (!fo_stock_audit (txn, contradicts, d, error) || !fo_stock_of_item (txn, d->items[ALWAYS], rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++)
    compare_shelf (d, &g_array_index (rows, FoStockRow, i));
  for (guint i = 0; i < d->units->len; i++)
    if (units_at (d, i)->state == FO_UNIT_STOCK && units_at (d, i)->item == ALWAYS
        && !lies_somewhere (units_at (d, i), rows))
      units_trouble (d, "%s lies where nothing of its lot is", units_at (d, i)->serial);
  for (guint i = 0; i < d->units->len; i++)
    if (!compare_unit (txn, d, units_at (d, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* ---- a life ------------------------------------------------------------------------------------------------------ */

static void
done_free (gpointer data)
{
  Done *done = data;

  g_array_unref (done->before);
  g_free (done);
}

bool
model_units_live (FoStore *store, const char *engine, guint32 seed, guint steps, guint *effects)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Days d = { .store = store, .rand = rand, .today = fo_day_from_civil (2026, 11, 22) };
  g_autoptr (GError) error = NULL;
  guint step = 0;

  d.units = g_array_new (FALSE, FALSE, sizeof (Unit));
  d.done = g_ptr_array_new_with_free_func (done_free);
  fo_store_set_today (store, d.today);
  if (!fo_store_write (store, 0, furnish, &d, &error))
    units_trouble (&d, "the house: %s", error->message);
  for (; step < steps && !d.trouble; step++) {
    guint kind = units_step (&d, effects);

    if (!fo_store_read (store, compare, &d, &error))
      units_trouble (&d, "reading failed: %s", error->message);
    if (d.trouble)
      g_print ("# units, %s, FO_MODEL=%u, step %u, after %s: %s\n", engine, seed, step, model_units_kind_name (kind),
               d.trouble);
  }
  g_array_unref (d.units);
  g_ptr_array_unref (d.done);
  g_free (d.trouble);
  return step == steps;
}
