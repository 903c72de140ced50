/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/wave.h"
#include "inside.h"

#include <string.h>

/* ---- it begins --------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoId *orders;
  guint n;
} Wave;

static FoTxnEnd
add_order (FoTxn *txn, const char *station, guint slot, FoId id, GString *list, FoReply *reply, GError **error)
{
  FoOrder order;
  FoFound found = fo_order_find (txn, id, &order, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  if (!fo_order_is_released (&order) || strcmp (order.taken_by, station) != 0) {
    fo_reply_order (reply, &order);
    fo_args_set_text (&reply->args, "station", order.taken_by);
    return fo_refuse (reply, fo_order_is_released (&order) ? FO_ORDER_TAKEN : FO_ORDER_NOT_RELEASED);
  }
  fo_wave_order_put (txn, station, slot, id);
  fo_json_open (list, NULL, '{');
  fo_json_add_count (list, "slot", slot);
  fo_json_add_text (list, "order", order.number);
  fo_json_add_text (list, "deal", order.deal);
  fo_json_close (list, '}');
  return FO_TXN_COMMIT;
}

static FoTxnEnd
begin (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const char *station = context->act->station ? context->act->station : "";
  g_autoptr (GString) list = fo_json_new ('[');
  const Wave *wave = data;
  FoTxnEnd end = FO_TXN_COMMIT;

  if (wave->n == 0)
    return fo_refuse (reply, FO_NOTHING_OPEN);
  fo_wave_clear (txn, station);
  for (guint i = 0; i < wave->n && end == FO_TXN_COMMIT; i++)
    end = add_order (txn, station, i + 1, wave->orders[i], list, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_count (&reply->args, "count", wave->n);
  fo_reply_take_lines (reply, g_steal_pointer (&list));
  return FO_TXN_COMMIT;
}

bool
fo_work_wave (FoStore *store, const FoAct *act, const FoId *orders, guint n, FoReply *reply, GError **error)
{
  const Wave wave = { orders, n };

  return fo_act_run (store, act, "wave", begin, &wave, reply, error);
}

/* ---- the walk ---------------------------------------------------------------------------------------------------- */

static int
by_place (gconstpointer a, gconstpointer b)
{
  const FoWavePick *x = a, *y = b;
  int order = (x->hold.route > y->hold.route) - (x->hold.route < y->hold.route);

  if (!order)
    order = strcmp (x->hold.place, y->hold.place);
  if (!order)
    order = (x->hold.item_id > y->hold.item_id) - (x->hold.item_id < y->hold.item_id);
  if (!order)
    order = strcmp (x->hold.lot, y->hold.lot);
  return order ? order : (x->of.slot > y->of.slot) - (x->of.slot < y->of.slot);
}

bool
fo_wave_picks (FoTxn *txn, const char *station, bool picked, GArray *picks, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));

  if (!fo_wave_orders (txn, station, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++) {
    g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
    FoWavePick pick = { .of = g_array_index (orders, FoWaveOrder, i) };

    if (!fo_holds_of_order (txn, pick.of.order, holds, error))
      return false;
    for (guint k = 0; k < holds->len; k++) {
      pick.hold = g_array_index (holds, FoHold, k);
      if (picked || !pick.hold.picked)
        g_array_append_val (picks, pick);
    }
  }
  g_array_sort (picks, by_place);
  return true;
}

FoFound
fo_wave_next (FoTxn *txn, const char *station, FoId place, FoId item, const char *lot, FoWavePick *ret, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FoWavePick));
  const FoWavePick *first = NULL;

  if (!fo_wave_picks (txn, station, false, picks, error))
    return FO_FAILED;
  for (guint i = 0; i < picks->len; i++) {
    const FoWavePick *pick = &g_array_index (picks, FoWavePick, i);

    if ((item && pick->hold.item_id != item) || (lot && strcmp (pick->hold.lot, lot) != 0))
      continue;
    if (!first || (place && pick->hold.place_id == place && first->hold.place_id != place))
      first = pick;
  }
  if (!first)
    return FO_ABSENT;
  *ret = *first;
  return FO_FOUND;
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *station;
  GString *lines;
} List;

static FoTxnEnd
list (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (FoWavePick));
  List *l = data;

  g_string_truncate (l->lines, 0);
  if (!fo_wave_picks (txn, l->station, true, picks, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < picks->len; i++) {
    const FoWavePick *pick = &g_array_index (picks, FoWavePick, i);
    g_autoptr (GString) json = fo_json_new ('{');
    FoItem item;

    if (fo_item_find (txn, pick->hold.item_id, &item, error) != FO_FOUND)
      return FO_TXN_FAIL;
    fo_json_add_text (json, "place", pick->hold.place);
    fo_json_add_text (json, "item", item.code);
    fo_json_add_text (json, "name", item.name);
    fo_json_add_text (json, "lot", pick->hold.lot);
    fo_json_add_quantity (json, "quantity", pick->hold.quantity_u);
    fo_json_add_text (json, "unit", item.unit);
    fo_json_add_count (json, "slot", pick->of.slot);
    if (pick->of.code[0])
      fo_json_add_text (json, "slot_code", pick->of.code);
    fo_json_add_text (json, "order", pick->of.number);
    fo_json_add_text (json, "deal", pick->of.deal);
    fo_json_add_json (json, "picked", pick->hold.picked ? "true" : "false");
    fo_json_close (json, '}');
    g_string_append_printf (l->lines, "%s%s", l->lines->len ? "\n" : "", json->str);
  }
  return FO_TXN_COMMIT;
}

bool
fo_work_wave_list (FoStore *store, const char *station, char **ret_json, GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  List l = { station, lines };

  if (!fo_store_read (store, list, &l, error))
    return false;
  *ret_json = g_strdup (lines->str);
  return true;
}
