/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales says of its rows, in the words of the contract. */
#include "sim-line.h"
#include <string.h>

#define item_columns                                                                                                   \
  "id,rev,changed_at,deleted,code,name,name_de,name_en,unit,kind,variant,tracking,issue_order,shelf_life_days,"        \
  "certificate,marked"
#define order_columns                                                                                                  \
  "id,rev,changed_at,deleted,number,deal,customer,channel,sales_state,gate,due_on,ship_complete,warehouse,reference"
#define line_columns                                                                                                   \
  "id,rev,changed_at,deleted,order_id,item_id,kind,quantity,cancelled,source,min_life_days,lot_wanted,owner"
#define supply_columns                                                                                                 \
  "id,rev,changed_at,deleted,kind,number,partner,item_id,quantity,order_line_id,dedicated,progress_percent,ready_on,"  \
  "state,"                                                                                                             \
  "reference"

static const char *const columns[] = {
  [SIM_ITEM] = item_columns, [SIM_ORDER] = order_columns, [SIM_LINE] = line_columns, [SIM_SUPPLY] = supply_columns
};

static const char *const entities[] = {
  [SIM_ITEM] = "item", [SIM_ORDER] = "order", [SIM_LINE] = "line", [SIM_SUPPLY] = "supply"
};

/* "2.500000" is "2.5" too. */
static char *
quantity_text (FoQuantity quantity_u, bool padded)
{
  g_autofree char *text =
      g_strdup_printf ("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, quantity_u / FO_ONE, quantity_u % FO_ONE);
  gsize length = strlen (text);

  while (!padded && text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';
  return g_steal_pointer (&text);
}

static char *
day_text (FoDay day)
{
  char text[FO_DAY_TEXT_MAX];

  return day == FO_DAY_NONE ? NULL : g_strdup (fo_day_print_iso (day, text));
}

static char *
parent (const char *what, guint n)
{
  return g_strdup_printf ("%s%u", what, n);
}

static char *
say_of_order (const SimRow *row, const SimWords *words, const char *name)
{
  if (g_str_equal (name, "number"))
    return parent ("N-", row->order);
  if (g_str_equal (name, "gate"))
    return g_strdup (words->closed ? "closed" : "open");
  if (g_str_equal (name, "due_on"))
    return day_text (words->day);
  if (g_str_equal (name, "ship_complete"))
    return g_strdup (words->complete ? "1" : "0");
  return NULL;
}

static char *
say_of_goods (const SimRow *row, const SimWords *words, const char *name)
{
  if (g_str_equal (name, "order_id"))
    return parent ("o", row->order);
  if (g_str_equal (name, "item_id"))
    return parent ("i", row->item);
  if (g_str_equal (name, "quantity"))
    return quantity_text (words->quantity_u, row->rev % 2);
  if (g_str_equal (name, "cancelled"))
    return quantity_text (words->cancelled_u, false);
  if (g_str_equal (name, "kind"))
    return g_strdup (row->entity == SIM_LINE ? "goods" : row->item % 2 ? "production" : "purchase");
  if (g_str_equal (name, "number"))
    return g_strconcat ("S-", row->id, NULL);
  if (g_str_equal (name, "ready_on"))
    return day_text (words->day);
  if (g_str_equal (name, "state"))
    return g_strdup (words->closed ? "closed" : "open");
  return NULL;
}

static char *
say_of_item (const SimRow *row, const char *name)
{
  if (g_str_equal (name, "code") || g_str_equal (name, "name"))
    return g_strconcat ("ITEM-", row->id, NULL);
  if (g_str_equal (name, "unit"))
    return g_strdup ("m");
  if (g_str_equal (name, "tracking"))
    return g_strdup (g_str_equal (row->id, "i2") ? "lot" : "expiry");
  if (g_str_equal (name, "issue_order"))
    return g_strdup (g_str_equal (row->id, "i1") ? "fifo" : "fefo");
  return NULL;
}

char *
sim_say (const Sim *sim, const SimRow *row, const char *name)
{
  gint64 rev, changed_us;
  const SimWords *words = sim_row_seen (sim, row, &rev, &changed_us);

  if (g_str_equal (name, "id"))
    return g_strdup (row->id);
  if (g_str_equal (name, "rev"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, rev);
  if (g_str_equal (name, "changed_at"))
    return fo_message_time_text (changed_us);
  if (g_str_equal (name, "deleted"))
    return g_strdup (words->deleted ? "1" : "0");
  if (row->entity == SIM_ITEM)
    return say_of_item (row, name);
  return row->entity == SIM_ORDER ? say_of_order (row, words, name) : say_of_goods (row, words, name);
}

const char *
sim_columns (SimEntity entity)
{
  return columns[entity];
}

const char *
sim_entity (SimEntity entity)
{
  return entities[entity];
}
