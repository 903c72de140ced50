/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kits.h"
#include "firstout/store/kits.h"

typedef struct {
  FoId kit_line;
  GHashTable *lines_u; /* the component's line → how much of it leaves */
  GString *components; /* JSON */
} Leaving;

static void
leaving_clear (gpointer data)
{
  Leaving *leaving = data;

  g_hash_table_unref (leaving->lines_u);
  g_string_free (leaving->components, TRUE);
}

static GHashTable *
new_sums (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static bool
has_kits (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).flags & FO_LINE_OF_KIT)
      return true;
  return false;
}

bool
fo_kits_load (FoTxn *txn, const FoOrderWork *work, FoKits *ret, GError **error)
{
  *ret = (FoKits){ NULL };
  if (!has_kits (work))
    return true;
  ret->parts = g_array_new (FALSE, FALSE, sizeof (FoKitPart));
  ret->offered_u = new_sums ();
  ret->taken_u = new_sums ();
  ret->leaving = g_array_new (FALSE, FALSE, sizeof (Leaving));
  g_array_set_clear_func (ret->leaving, leaving_clear);
  return fo_kit_parts_of_order (txn, work->order.id, ret->parts, error);
}

void
fo_kits_clear (FoKits *kits)
{
  g_clear_pointer (&kits->parts, g_array_unref);
  g_clear_pointer (&kits->offered_u, g_hash_table_unref);
  g_clear_pointer (&kits->taken_u, g_hash_table_unref);
  g_clear_pointer (&kits->leaving, g_array_unref);
}

static const FoKitPart *
part_of (const FoKits *kits, FoId line)
{
  for (guint i = 0; kits->parts && i < kits->parts->len; i++)
    if (g_array_index (kits->parts, FoKitPart, i).line_id == line)
      return &g_array_index (kits->parts, FoKitPart, i);
  return NULL;
}

bool
fo_kits_is_kit (const FoKits *kits, FoId line)
{
  for (guint i = 0; kits->parts && i < kits->parts->len; i++)
    if (g_array_index (kits->parts, FoKitPart, i).kit_line == line)
      return true;
  return false;
}

FoId
fo_kits_line_of (const FoKits *kits, FoId line)
{
  const FoKitPart *part = part_of (kits, line);

  return part ? part->kit_line : 0;
}

FoLine
fo_kits_as_line (const FoKits *kits, const FoOrderWork *work, const FoLine *kit_line)
{
  FoLine kit = *kit_line;

  kit.goods = true;
  if (kits->parts)
    fo_kit_quantities (&kit, (const FoKitPart *) kits->parts->data, kits->parts->len, (const FoLine *) work->lines->data,
                       work->lines->len);
  return kit;
}

static FoLine
kit_of (const FoKits *kits, const FoOrderWork *work, FoId kit_line)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).id == kit_line)
      return fo_kits_as_line (kits, work, &g_array_index (work->lines, FoLine, i));
  return (FoLine){ .id = 0 };
}

/* ---- what may be bound, and leave -------------------------------------------------------------------------------- */

bool
fo_kits_waits (const FoKits *kits, const FoOrderWork *work, const FoLine *line)
{
  const FoKitPart *part = line->flags & FO_LINE_OF_KIT ? part_of (kits, line->id) : NULL;
  FoLine kit;

  if (!part)
    return false;
  kit = kit_of (kits, work, part->kit_line);
  return kit.promised_u - kit.from_supply_u + kit.held_u == 0;
}

FoQuantity
fo_kits_surplus (const FoKits *kits, const FoOrderWork *work, const FoLine *line)
{
  const FoKitPart *part = line->flags & FO_LINE_OF_KIT ? part_of (kits, line->id) : NULL;
  FoQuantity promised_u = line->promised_u - line->from_supply_u, whole_u;
  FoLine kit;

  if (!part)
    return 0;
  kit = kit_of (kits, work, part->kit_line);
  whole_u = kit.shipped_u + kit.picked_u + kit.held_u + kit.promised_u - kit.from_supply_u;
  return MIN (fo_kit_surplus (part->per_kit_u, whole_u, line->shipped_u + line->picked_u + line->held_u + promised_u), promised_u);
}

/* Of a component's line: what left, stands on the bench or is held. */
static FoQuantity
got_of (const FoLine *line)
{
  return line->shipped_u + line->picked_u + line->held_u;
}

static FoQuantity
whole_of (const FoKits *kits, FoOrderWork *work, FoId kit_line)
{
  FoQuantity whole_u = FO_QUANTITY_MAX;

  for (guint i = 0; i < kits->parts->len; i++) {
    const FoKitPart *part = &g_array_index (kits->parts, FoKitPart, i);
    const FoLine *line = part->kit_line == kit_line ? fo_order_work_line (work, part->line_id) : NULL;

    if (line)
      whole_u = MIN (whole_u, fo_kit_whole (part->per_kit_u, got_of (line)));
  }
  return whole_u;
}

static bool
trim_line (FoTxn *txn, GArray *turns, FoOrderWork *work, FoLine *line, FoQuantity surplus_u, FoDay today, GError **error)
{
  FoTurn *turn = fo_turn_of (turns, line->item_id);
  FoQuantity promised_u;
  FoItem item;

  return fo_item_find (txn, line->item_id, &item, error) == FO_FOUND
         && fo_holds_let_go (txn, turn, &item, work, line, surplus_u, error)
         && fo_promise_line (txn, turn, &item, work, line, today, &promised_u, error);
}

bool
fo_kits_trim (FoTxn *txn, const FoKits *kits, GArray *turns, FoOrderWork *work, FoDay today, FoQuantity *ret_freed_u, GError **error)
{
  *ret_freed_u = 0;
  for (guint i = 0; kits->parts && i < kits->parts->len; i++) {
    const FoKitPart *part = &g_array_index (kits->parts, FoKitPart, i);
    FoLine *line = fo_order_work_line (work, part->line_id);
    FoQuantity surplus_u = 0;

    if (line && !fo_line_binds_at_once (line))
      surplus_u = MIN (fo_kit_surplus (part->per_kit_u, whole_of (kits, work, part->kit_line), got_of (line)), line->held_u);
    if (surplus_u > 0 && !trim_line (txn, turns, work, line, surplus_u, today, error))
      return false;
    *ret_freed_u += surplus_u;
  }
  return true;
}

/* ---- what a kit has lost ----------------------------------------------------------------------------------------- */

void
fo_kits_lost (const FoActContext *context, const FoLine *line)
{
  if (!(line->flags & FO_LINE_OF_KIT))
    return;
  if (!*context->kits_short)
    *context->kits_short = g_array_new (FALSE, FALSE, sizeof (FoId));
  fo_ids_add (*context->kits_short, line->order_id);
}

static bool
list_given_back (FoTxn *txn, const FoKits *kits, FoOrderWork *work, const GArray *before, json_object *rows, GError **error)
{
  for (guint i = 0; i < before->len; i++) {
    const FoLine *was = &g_array_index (before, FoLine, i), *line = fo_order_work_line (work, was->id);
    json_object *row;
    FoItem kit;

    if (line->held_u >= was->held_u)
      continue;
    if (fo_item_find (txn, kit_of (kits, work, fo_kits_line_of (kits, line->id)).item_id, &kit, error) != FO_FOUND)
      return false;
    row = json_object_new_object ();
    json_object_object_add (row, "order", json_object_new_string (work->order.number));
    json_object_object_add (row, "deal", json_object_new_string (work->order.deal));
    json_object_object_add (row, "line", fo_json_id (line->id));
    json_object_object_add (row, "kit", json_object_new_string (kit.code));
    json_object_object_add (row, "given_back", fo_json_quantity (was->held_u - line->held_u));
    json_object_object_add (row, "missing", fo_json_quantity (fo_line_missing (line)));
    json_object_array_add (rows, row);
  }
  return true;
}

/* What is given back is promised again at once; what could not be is lost like any other promise. */
static bool
note_lost (FoTxn *txn, const FoActContext *context, FoOrderWork *work, const GArray *before, GError **error)
{
  for (guint i = 0; i < before->len; i++) {
    const FoLine *was = &g_array_index (before, FoLine, i);
    FoLine *line = fo_order_work_line (work, was->id);

    if (!fo_line_lost (txn, context->act->operation, line, fo_line_missing (line) - fo_line_missing (was), error))
      return false;
  }
  return true;
}

static bool
trim_order (FoTxn *txn, const FoActContext *context, FoId order, json_object *rows, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn)), before = NULL;
  g_auto (FoOrderWork) work = { 0 };
  g_auto (FoKits) kits = { NULL };
  FoQuantity freed_u;

  if (fo_order_work_open (txn, order, &work, error) != FO_FOUND || !fo_turns_of_order (txn, &work, turns, error)
      || !fo_kits_load (txn, &work, &kits, error))
    return false;
  before = g_array_copy (work.lines);
  if (!fo_kits_trim (txn, &kits, turns, &work, context->today, &freed_u, error))
    return false;
  return freed_u == 0
         || (list_given_back (txn, &kits, &work, before, rows, error) && note_lost (txn, context, &work, before, error)
             && fo_order_settle (txn, context->act->operation, &work, false, error));
}

/* The replies that list what deals have lost: their rows say "lost". Others have no place for it. */
static void
add_rows (FoReply *reply, json_object *rows)
{
  json_object *lines = json_tokener_parse (reply->lines ? reply->lines : "[]");
  bool lists_lost = json_object_array_length (lines) > 0
                    && json_object_object_get_ex (json_object_array_get_idx (lines, 0), "lost", NULL);

  for (size_t i = 0; lists_lost && i < json_object_array_length (rows); i++)
    json_object_array_add (lines, json_object_get (json_object_array_get_idx (rows, i)));
  if (lists_lost && json_object_array_length (rows) > 0)
    fo_reply_lines (reply, json_object_get (lines));
  json_object_put (lines);
}

bool
fo_kits_end (FoTxn *txn, const FoActContext *context, FoReply *reply, GError **error)
{
  GArray *orders = *context->kits_short;
  json_object *rows = json_object_new_array ();
  bool done = true;

  g_array_sort (orders, fo_ids_order);
  for (guint i = 0; done && i < orders->len; i++)
    done = trim_order (txn, context, g_array_index (orders, FoId, i), rows, error);
  if (done)
    add_rows (reply, rows);
  json_object_put (rows);
  return done;
}

/* ---- shipping ---------------------------------------------------------------------------------------------------- */

static FoQuantity
sum_of (GHashTable *sums, FoId line)
{
  const FoQuantity *sum_u = g_hash_table_lookup (sums, &line);

  return sum_u ? *sum_u : 0;
}

static void
add_to (GHashTable *sums, FoId line, FoQuantity quantity_u)
{
  FoQuantity sum_u = sum_of (sums, line) + quantity_u;

  g_hash_table_replace (sums, g_memdup2 (&line, sizeof line), g_memdup2 (&sum_u, sizeof sum_u));
}

/* Whole kits that SUMS of the components make. */
static FoQuantity
whole_kits (const FoKits *kits, FoId kit_line, GHashTable *sums)
{
  FoQuantity least_u = FO_QUANTITY_MAX;

  for (guint i = 0; i < kits->parts->len; i++) {
    const FoKitPart *part = &g_array_index (kits->parts, FoKitPart, i);
    if (part->kit_line == kit_line)
      least_u = MIN (least_u, fo_kit_whole (part->per_kit_u, sum_of (sums, part->line_id)));
  }
  return least_u;
}

void
fo_kits_offer (FoKits *kits, FoId line, FoQuantity quantity_u)
{
  if (part_of (kits, line))
    add_to (kits->offered_u, line, quantity_u);
}

FoQuantity
fo_kits_take (FoKits *kits, FoId line, FoQuantity quantity_u)
{
  const FoKitPart *part = part_of (kits, line);
  FoQuantity may_u;

  if (!part)
    return quantity_u;
  if (!fo_kit_needs (part->per_kit_u, whole_kits (kits, part->kit_line, kits->offered_u), &may_u))
    return 0;
  quantity_u = MIN (quantity_u, MAX (may_u - sum_of (kits->taken_u, line), 0));
  add_to (kits->taken_u, line, quantity_u);
  return quantity_u;
}

bool
fo_kits_name_broken (FoTxn *txn, const FoKits *kits, const FoOrderWork *work, FoId line, FoReply *reply, GError **error)
{
  for (guint i = 0; i < kits->parts->len; i++) {
    const FoKitPart *part = &g_array_index (kits->parts, FoKitPart, i);
    FoLine kit;
    FoItem item;

    if (line ? part->line_id != line : sum_of (kits->offered_u, part->line_id) == sum_of (kits->taken_u, part->line_id))
      continue;
    kit = kit_of (kits, work, part->kit_line);
    if (fo_item_find (txn, kit.item_id, &item, error) != FO_FOUND)
      return false;
    fo_reply_item (reply, &item);
    return true;
  }
  return true;
}

/* ---- what sales hears -------------------------------------------------------------------------------------------- */

static Leaving *
leaving_of (FoKits *kits, FoId kit_line)
{
  Leaving leaving = { .kit_line = kit_line };

  for (guint i = 0; i < kits->leaving->len; i++)
    if (g_array_index (kits->leaving, Leaving, i).kit_line == kit_line)
      return &g_array_index (kits->leaving, Leaving, i);
  leaving.lines_u = new_sums ();
  leaving.components = fo_json_new ('[');
  g_array_append_val (kits->leaving, leaving);
  return &g_array_index (kits->leaving, Leaving, kits->leaving->len - 1);
}

GString *
fo_kits_leaving (FoKits *kits, FoId line, FoQuantity quantity_u)
{
  const FoKitPart *part = part_of (kits, line);
  Leaving *leaving = part ? leaving_of (kits, part->kit_line) : NULL;

  if (leaving)
    add_to (leaving->lines_u, line, quantity_u);
  return leaving ? leaving->components : NULL;
}

bool
fo_kits_tell_shipped (FoTxn *txn, FoKits *kits, const FoOrderWork *work, GString *lines, GError **error)
{
  for (guint i = 0; kits->leaving && i < kits->leaving->len; i++) {
    const Leaving *leaving = &g_array_index (kits->leaving, Leaving, i);
    FoLine kit = kit_of (kits, work, leaving->kit_line);
    FoItem item;

    if (fo_item_find (txn, kit.item_id, &item, error) != FO_FOUND)
      return false;
    fo_json_open (lines, NULL, '{');
    fo_json_add_text (lines, "line", kit.remote_id);
    fo_json_add_text (lines, "item", item.code);
    fo_json_add_quantity (lines, "quantity", whole_kits (kits, leaving->kit_line, leaving->lines_u));
    fo_json_close (leaving->components, ']');
    fo_json_add_json (lines, "components", leaving->components->str);
    fo_json_close (lines, '}');
  }
  if (kits->leaving)
    g_array_set_size (kits->leaving, 0);
  return true;
}
