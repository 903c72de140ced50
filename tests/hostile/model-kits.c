/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-kits.h"

#include "firstout/store/kits.h"
#include "firstout/store/reservations.h"
#include "model-cartons-inside.h"
#include "model-dice.h"
#include "model-else.h"

#include <json-c/json.h>
#include <string.h>

#define PER_KIT_FIRST 1
#define PER_KIT_SECOND 2

bool
model_has_kit (const Model *m, guint order)
{
  return m->kits >> order & 1;
}

/* ---- the house --------------------------------------------------------------------------------------------------- */

void
model_furnish_kit (FoTxn *txn, Model *m)
{
  const FoItem kit = { .id = MODEL_KIT, .code = "KIT", .name = "KIT", .unit = "компл", .kind = FO_ITEM_KIT };

  fo_item_insert (txn, &kit, NULL);
  fo_kit_line_set (txn, &(FoKitLine){ kit.id, m->items[1], PER_KIT_FIRST * FO_ONE }, NULL);
  fo_kit_line_set (txn, &(FoKitLine){ kit.id, m->items[2], PER_KIT_SECOND * FO_ONE }, NULL);
}

static void
furnish_part (FoTxn *txn, Model *m, guint order, FoId id, guint item, FoQuantity per_kit_u, FoQuantity kits)
{
  const FoLine line = { .id = id,
                        .order_id = m->orders[order],
                        .position = (gint32) (id % 10),
                        .goods = true,
                        .item_id = m->items[item],
                        .flags = FO_LINE_OF_KIT | (model_refuses_any (m, order, m->items[item]) ? FO_LINE_REFUSES : 0),
                        .ordered_u = kits * per_kit_u };

  fo_line_insert (txn, &line, NULL);
  fo_line_set_wishes (txn, &line);
  fo_kit_part_insert (txn, m->orders[order],
                      &(FoKitPart){ .line_id = id, .kit_line = MODEL_KIT_LINE (order), .per_kit_u = per_kit_u });
}

void
model_furnish_kit_line (FoTxn *txn, Model *m, guint order)
{
  FoQuantity kits = 1 + up_to (m, 3);
  const FoLine line = { .id = MODEL_KIT_LINE (order),
                        .order_id = m->orders[order],
                        .position = 5,
                        .item_id = MODEL_KIT,
                        .ordered_u = kits * FO_ONE };

  m->kits |= 1u << order;
  fo_line_insert (txn, &line, NULL);
  furnish_part (txn, m, order, MODEL_KIT_FIRST (order), 1, PER_KIT_FIRST * FO_ONE, kits);
  furnish_part (txn, m, order, MODEL_KIT_SECOND (order), 2, PER_KIT_SECOND * FO_ONE, kits);
}

/* ---- whole kits -------------------------------------------------------------------------------------------------- */

static const FoLine *
line_of (const GArray *lines, FoId id)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, FoLine, i).id == id)
      return &g_array_index (lines, FoLine, i);
  g_assert_not_reached ();
}

/* How many kits so much of the two makes, as a number. */
static gint64
whole (FoQuantity first_u, FoQuantity second_u)
{
  return MIN (first_u / (PER_KIT_FIRST * FO_ONE), second_u / (PER_KIT_SECOND * FO_ONE));
}

static FoQuantity
got_u (const FoLine *line)
{
  return line->shipped_u + line->picked_u + line->held_u;
}

/* What is held on shelves beyond whole kits, unless it was asked for by its lot. */
static void
judge_surplus (Model *m, guint order, const FoLine *line, FoQuantity share_u)
{
  FoQuantity surplus_u = MIN (got_u (line) - share_u, line->held_u);

  if (surplus_u > 0 && !fo_line_binds_at_once (line))
    model_trouble (m, "D-%u holds %g of a component (line %" G_GINT64_FORMAT ") that make no whole kit", order,
                   (double) surplus_u / FO_ONE, line->id);
}

void
model_judge_kit (Model *m, guint order, const FoOrder *said, const GArray *lines)
{
  const FoLine *first = line_of (lines, MODEL_KIT_FIRST (order)), *second = line_of (lines, MODEL_KIT_SECOND (order));
  gint64 kits = whole (got_u (first), got_u (second));

  if (first->shipped_u * PER_KIT_SECOND != second->shipped_u * PER_KIT_FIRST)
    model_trouble (m, "of a kit of D-%u left %g and %g", order, (double) first->shipped_u / FO_ONE,
                   (double) second->shipped_u / FO_ONE);
  /* Whoever binds a component by hand wants just that; what is called off goes back as it comes. */
  if (!fo_order_is_released (said) || said->cancel_asked || m->kits_pinned >> order & 1)
    return;
  judge_surplus (m, order, first, kits * PER_KIT_FIRST * FO_ONE);
  judge_surplus (m, order, second, kits * PER_KIT_SECOND * FO_ONE);
}

/* ---- it leaves --------------------------------------------------------------------------------------------------- */

/* What of LINE leaves, when all that is picked may. */
static FoQuantity
leaves_u (const GArray *lines, guint order, const FoLine *line)
{
  const FoLine *first = line_of (lines, MODEL_KIT_FIRST (order)), *second = line_of (lines, MODEL_KIT_SECOND (order));
  gint64 kits = whole (first->picked_u, second->picked_u);

  if (line == first)
    return kits * PER_KIT_FIRST * FO_ONE;
  return line == second ? kits * PER_KIT_SECOND * FO_ONE : line->picked_u;
}

void
model_kit_judge_leave (const Model *m, const GArray *lines, ModelLeave *leave)
{
  FoQuantity leaving_u = 0;
  bool stays = false;

  if (!model_has_kit (m, leave->order) || leave->must != FO_OK)
    return;
  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    leaving_u += leaves_u (lines, leave->order, line);
    stays |= leaves_u (lines, leave->order, line) < line->picked_u;
  }
  if (leaving_u == 0)
    leave->must = FO_KIT_INCOMPLETE;
  leave->perhaps |= stays || leave->some; /* a part that stays may lie in a closed carton */
}

static FoQuantity
member_u (json_object *object, const char *name)
{
  json_object *value = NULL;
  FoQuantity quantity_u = 0;

  if (json_object_object_get_ex (object, name, &value))
    fo_quantity_parse (json_object_get_string (value), &quantity_u);
  return quantity_u;
}

static const char *
member (json_object *object, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (object, name, &value) ? json_object_get_string (value) : "";
}

static void
hear_row (Model *m, const GArray *lines, GArray *left, GArray *heard, json_object *row)
{
  const FoLine *line = line_of (lines, g_ascii_strtoll (member (row, "line"), NULL, 10));
  Content content = { 0, member_u (row, "quantity") }, of_line = { line->id, content.quantity_u };

  for (guint i = 0; i < m->lots->len; i++) {
    const FoLot *lot = &g_array_index (m->lots, FoLot, i);
    if (lot->item_id == line->item_id && g_str_equal (lot->number, member (row, "lot"))
        && g_str_equal (lot->owner, line->owner))
      content.lot = lot->id;
  }
  g_array_append_val (heard, content);
  g_array_append_val (left, of_line);
}

static FoQuantity
sum_of (const GArray *contents, FoId id)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < contents->len; i++)
    if (g_array_index (contents, Content, i).lot == id)
      sum_u += g_array_index (contents, Content, i).quantity_u;
  return sum_u;
}

void
model_kit_hear_leave (Model *m, const GArray *lines, ModelLeave *leave, const FoReply *reply)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (Content)); /* by line */
  json_object *rows;

  if (!model_has_kit (m, leave->order) || !reply->operation)
    return;
  rows = json_tokener_parse (reply->lines);
  leave->heard = g_array_new (FALSE, FALSE, sizeof (Content));
  for (size_t i = 0; i < json_object_array_length (rows); i++)
    hear_row (m, lines, left, leave->heard, json_object_array_get_idx (rows, i));
  json_object_put (rows);
  for (guint i = 0; i < lines->len && !leave->some; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    if (sum_of (left, line->id) != leaves_u (lines, leave->order, line))
      model_trouble (m, "of line %" G_GINT64_FORMAT " %g left instead of %g", line->id,
                     (double) sum_of (left, line->id) / FO_ONE, (double) leaves_u (lines, leave->order, line) / FO_ONE);
  }
}
