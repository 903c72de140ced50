/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/deliver.h"
#include "explode.h"
#include "firstout/store/kits.h"
#include "inside.h"

/* One of the goods it takes. */
typedef struct {
  FoItem item;
  FoQuantity per_u; /* for one of what is asked for */
  FoTurn turn;
  GArray *supplies; /* FoSupply, earliest first */
} Part;

static void
part_clear (gpointer data)
{
  g_clear_pointer (&((Part *) data)->supplies, g_array_unref);
}

static bool
add_part (FoTxn *txn, GArray *parts, FoId item, FoQuantity per_u, GError **error)
{
  Part part = { .per_u = per_u, .supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply)) };
  bool known = fo_item_find (txn, item, &part.item, error) == FO_FOUND && fo_turn_look (txn, item, &part.turn, error)
               && fo_supplies_of_item (txn, item, part.supplies, error);

  g_array_append_val (parts, part);
  return known;
}

static bool
find_parts (FoTxn *txn, const FoItem *item, GArray *parts, GError **error)
{
  g_autoptr (GArray) goods = g_array_new (FALSE, FALSE, sizeof (FoKitLine));
  FoId wrong = 0;

  if (item->kind == FO_ITEM_GOODS)
    return add_part (txn, parts, item->id, FO_ONE, error);
  if (item->kind == FO_ITEM_SERVICE)
    return true;
  if (!fo_kit_explode (txn, item->id, goods, &wrong, error))
    return false;
  for (guint i = 0; i < goods->len && !wrong; i++) {
    const FoKitLine *line = &g_array_index (goods, FoKitLine, i);
    if (!add_part (txn, parts, line->component, line->quantity_u, error))
      return false;
  }
  return true;
}

/* What of a supply nobody was promised, and when. */
static bool
comes (const FoSupply *supply, FoDay today, FoDay *ret_day)
{
  if (supply->dedicated || supply->ready_on == FO_DAY_NONE || supply->ready_on < today || fo_supply_room (supply) <= 0)
    return false;
  *ret_day = supply->ready_on;
  return true;
}

/* So many whole ones by DAY. */
static bool
whole_on (FoTxn *txn, const GArray *parts, FoDay today, FoDay day, gint32 min_life_days, bool pieces, FoQuantity *ret_u, GError **error)
{
  *ret_u = parts->len ? FO_QUANTITY_MAX : 0;
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index (parts, Part, i);
    FoQuantity here_u;

    if (!fo_stock_room (txn, &part->turn, &part->item, today, fo_lot_until_for (today, day, min_life_days), &here_u, error))
      return false;
    for (guint s = 0; s < part->supplies->len; s++) {
      const FoSupply *supply = &g_array_index (part->supplies, FoSupply, s);
      FoDay ready;
      here_u += comes (supply, today, &ready) && ready <= day ? fo_supply_room (supply) : 0;
    }
    *ret_u = MIN (*ret_u, pieces ? here_u : fo_kit_whole (part->per_u, here_u));
  }
  return true;
}

typedef struct {
  FoDay day;
  const char *supply;
} Arrival;

static int
by_day (gconstpointer a, gconstpointer b)
{
  const Arrival *x = a, *y = b;

  return (x->day > y->day) - (x->day < y->day);
}

static GArray *
arrivals_of (const GArray *parts, FoDay today)
{
  GArray *arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));
  Arrival arrival = { today, "" };

  g_array_append_val (arrivals, arrival);
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index (parts, Part, i);

    for (guint s = 0; s < part->supplies->len; s++) {
      const FoSupply *supply = &g_array_index (part->supplies, FoSupply, s);

      arrival.supply = supply->number;
      if (comes (supply, today, &arrival.day))
        g_array_append_val (arrivals, arrival);
    }
  }
  g_array_sort (arrivals, by_day);
  return arrivals;
}

/* What comes on the day of the arrival at FIRST, apart by commas. Returns the last of that day. */
static guint
name_arrivals (const GArray *arrivals, guint first, char names[FO_NUMBER_MAX])
{
  const Arrival *list = &g_array_index (arrivals, Arrival, 0);
  guint i = first;

  for (;; i++) {
    if (names[0] && list[i].supply[0])
      g_strlcat (names, ", ", FO_NUMBER_MAX);
    g_strlcat (names, list[i].supply, FO_NUMBER_MAX);
    if (i + 1 == arrivals->len || list[i + 1].day != list[i].day)
      return i;
  }
}

bool
fo_could_deliver (FoTxn *txn, const FoItem *item, gint32 min_life_days, GArray *steps, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autoptr (GArray) arrivals = NULL;
  FoDay today = fo_store_today (fo_txn_store (txn));
  FoQuantity most_u = 0;

  g_array_set_clear_func (parts, part_clear);
  if (!find_parts (txn, item, parts, error))
    return false;
  arrivals = arrivals_of (parts, today);
  for (guint i = 0; i < arrivals->len; i++) {
    FoCould step = { .day = g_array_index (arrivals, Arrival, i).day };

    i = name_arrivals (arrivals, i, step.supply);
    if (!whole_on (txn, parts, today, step.day, min_life_days, item->kind == FO_ITEM_GOODS, &step.quantity_u, error))
      return false;
    if (step.quantity_u > most_u)
      g_array_append_val (steps, step);
    most_u = MAX (most_u, step.quantity_u);
  }
  return true;
}

FoDay
fo_could_deliver_on (const GArray *steps, FoQuantity quantity_u)
{
  for (guint i = 0; i < steps->len; i++)
    if (g_array_index (steps, FoCould, i).quantity_u >= quantity_u)
      return g_array_index (steps, FoCould, i).day;
  return FO_DAY_NONE;
}

/* ---- for a script ------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *code;
  gint32 min_life_days;
  FoItem item;
  GArray *steps;
  FoVerdict verdict;
} Asked;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Asked *a = data;
  FoFound found = fo_item_find_by_code (txn, a->code, &a->item, error);

  g_array_set_size (a->steps, 0);
  a->verdict = found == FO_ABSENT ? FO_ITEM_UNKNOWN : a->item.kind == FO_ITEM_SERVICE ? FO_ITEM_IS_SERVICE : FO_OK;
  if (found == FO_FAILED || (a->verdict == FO_OK && !fo_could_deliver (txn, &a->item, a->min_life_days, a->steps, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

bool
fo_work_could_deliver (FoStore *store, const char *code, FoQuantity quantity_u, gint32 min_life_days, char **ret_json,
                       FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoCould));
  Asked a = { .code = code, .min_life_days = min_life_days, .steps = steps };
  GString *json;

  if (!fo_store_read (store, look, &a, error))
    return false;
  *ret_verdict = a.verdict;
  *ret_json = NULL;
  if (a.verdict != FO_OK)
    return true;
  json = fo_json_new ('{');
  fo_json_add_text (json, "item", a.item.code);
  fo_json_add_text (json, "name", a.item.name);
  fo_json_add_text (json, "unit", a.item.unit);
  fo_json_add_quantity (json, "asked", quantity_u);
  fo_json_add_day (json, "day", fo_could_deliver_on (steps, quantity_u));
  fo_json_open (json, "steps", '[');
  for (guint i = 0; i < steps->len; i++) {
    const FoCould *step = &g_array_index (steps, FoCould, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_day (json, "day", step->day);
    fo_json_add_quantity (json, "quantity", step->quantity_u);
    fo_json_add_text (json, "supply", step->supply);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
  fo_json_close (json, '}');
  *ret_json = g_string_free (json, FALSE);
  return true;
}
