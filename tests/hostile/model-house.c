/* SPDX-License-Identifier: GPL-3.0-or-later
 * The house that the random days begin with: its items, its orders, who may do what. */
#include "firstout/core/packing.h"
#include "firstout/store/meta.h"
#include "firstout/store/reservations.h"
#include "model-dice.h"
#include "model-else.h"
#include "model-kits.h"

static void
furnish_item (FoTxn *txn, Model *m, guint i)
{
  FoItem item = { .id = m->items[i] = 500 + i,
                  .unit = "шт",
                  .tracking = FO_TRACKING_LOT,
                  .has_expiry = i < 2,
                  .by_eye = true,
                  .issue = i == 1 ? FO_ISSUE_FIFO : FO_ISSUE_FEFO,
                  .enforcement = FO_ENFORCE_WARN };
  FoSupply supply = { .id = m->supplies[i] = 600 + i,
                      .kind = i == 0 ? FO_SUPPLY_PRODUCTION : FO_SUPPLY_PURCHASE,
                      .item_id = item.id,
                      .ordered_u = 12 * FO_ONE,
                      .ready_on = m->today + 3 };

  g_snprintf (item.code, sizeof item.code, "ITEM-%u", i);
  g_strlcpy (item.name, item.code, sizeof item.name);
  g_snprintf (supply.number, sizeof supply.number, "S-%u", i);
  fo_item_insert (txn, &item, NULL);
  fo_supply_insert (txn, &supply, NULL);
}

const char *
model_customer (guint order)
{
  return order % 2 ? "Acme" : "Beta";
}

/* Some ask for what is not the house's: another firm's of the group, or the customer's own that came into repair. */
static void
furnish_line (FoTxn *txn, Model *m, guint order, gint32 l)
{
  FoLine line = { .id = 1000 + 10 * order + l,
                  .order_id = m->orders[order],
                  .position = l + 1,
                  .goods = true,
                  .item_id = m->items[any_item (m)],
                  .ordered_u = few (m),
                  .min_life_days = once_in (m, 2) ? 5 + up_to (m, 12) : 0 };

  if (once_in (m, 6)) {
    line.flags |= FO_LINE_OF_OWNER;
    g_strlcpy (line.owner, once_in (m, 3) ? model_customer (order) : MODEL_GROUP, sizeof line.owner);
  }
  if (model_refuses_any (m, order, line.item_id))
    line.flags |= FO_LINE_REFUSES;
  fo_line_insert (txn, &line, NULL);
  if (line.flags)
    fo_line_set_wishes (txn, &line);
}

static void
furnish_order (FoTxn *txn, Model *m, guint i)
{
  FoOrder order = { .id = m->orders[i] = 700 + i,
                    .due_on = once_in (m, 2) ? m->today + up_to (m, 12) : FO_DAY_NONE,
                    .priority = up_to (m, 3),
                    .ship_complete = once_in (m, 6) };

  g_snprintf (order.number, sizeof order.number, "D-%u", i);
  g_strlcpy (order.customer, model_customer (i), sizeof order.customer);
  fo_order_insert (txn, &order, order.number);
  for (gint32 l = 0; l < 1 + up_to (m, 3); l++)
    furnish_line (txn, m, i, l);
  if (once_in (m, 3))
    model_furnish_kit_line (txn, m, i);
}

static FoTxnEnd
furnish_one_more (FoTxn *txn, gpointer data, GError **error)
{
  Model *m = data;

  (void) error;
  furnish_order (txn, m, m->n_orders);
  return FO_TXN_COMMIT;
}

bool
model_order_more (Model *m, GError **error)
{
  if (m->n_orders == MODEL_ORDERS)
    return true;
  if (!fo_store_write (m->store, 0, furnish_one_more, m, error))
    return false;
  m->n_orders++;
  return true;
}

static FoTxnEnd
furnish (FoTxn *txn, gpointer data, GError **error)
{
  Model *m = data;

  (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    bool is_shelf = kind == MODEL_SHELF;
    FoPlace place = { .id = m->places[kind] = 10 + kind, .kind = is_shelf ? FO_PLACE_BIN : (FoPlaceKind) kind };

    g_strlcpy (place.code, is_shelf ? "shelf" : fo_place_kind_name (place.kind), sizeof place.code);
    fo_place_insert (txn, &place);
  }
  for (guint i = 0; i < MODEL_ITEMS; i++)
    furnish_item (txn, m, i);
  model_furnish_kit (txn, m);
  fo_meta_set (txn, "pack", fo_packing_name (once_in (m, 4) ? FO_PACKING_REQUIRED : FO_PACKING_ASKED));
  fo_meta_set (txn, "sscc", MODEL_SSCC);
  for (m->n_orders = 0; m->n_orders < MODEL_FIRST_ORDERS; m->n_orders++)
    furnish_order (txn, m, m->n_orders);
  fo_meta_set (txn, "write_off_limit", "2");
  fo_meta_set (txn, "write_off", "lead");
  fo_meta_set (txn, "leads", MODEL_LEAD);
  return FO_TXN_COMMIT;
}

void
model_furnish (Model *m)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_store_write (m->store, 0, furnish, m, &error);

  g_assert_no_error (error);
  g_assert (done);
}
