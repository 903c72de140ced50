/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kits on orders: a line for each component, which follows the kit's. */
#include "apply-line.h"
#include "explode.h"

typedef struct {
  FoItem item;
  FoId line_id; /* 0: not there yet */
  FoQuantity per_kit_u;
} Component;

static bool
add_component (FoApplyingLine *a, GArray *components, FoId item, FoId line, FoQuantity per_kit_u, GError **error)
{
  Component component = { .line_id = line, .per_kit_u = per_kit_u };

  if (fo_item_find (a->txn, item, &component.item, error) != FO_FOUND)
    return false;
  g_array_append_val (components, component);
  return true;
}

static int
by_item (gconstpointer a, gconstpointer b)
{
  const FoId x = ((const Component *) a)->item.id, y = ((const Component *) b)->item.id;

  return (x > y) - (x < y);
}

/* What the kit of this line consists of: as it was when it was ordered, else as sales says now. In the order of turns. */
static bool
components_of (FoApplyingLine *a, GArray *components, FoId *ret_wrong, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FoKitPart));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoKitLine));
  bool fine = true;

  if (!fo_kit_parts_of_order (a->txn, a->work->order.id, parts, error))
    return false;
  for (guint i = 0; i < parts->len && fine; i++) {
    const FoKitPart *part = &g_array_index (parts, FoKitPart, i);
    const FoLine *line = fo_order_work_line (a->work, part->line_id);

    if (part->kit_line == a->line->id && line)
      fine = add_component (a, components, line->item_id, line->id, part->per_kit_u, error);
  }
  if (fine && components->len == 0)
    fine = fo_kit_explode (a->txn, a->item.id, lines, ret_wrong, error);
  for (guint i = 0; i < lines->len && fine; i++) {
    const FoKitLine *line = &g_array_index (lines, FoKitLine, i);
    fine = add_component (a, components, line->component, 0, line->quantity_u, error);
  }
  g_array_sort (components, by_item);
  return fine;
}

/* The line of a component as the kit's line says it must be. */
static FoTxnEnd
say_component (FoApplyingLine *a, const Component *component, FoApplyLine *ret)
{
  *ret = (FoApplyLine){ .line = { .order_id = a->work->order.id, .item_id = component->item.id, .goods = true,
                                  .source = a->what->line.source, .min_life_days = a->what->line.min_life_days,
                                  .certificate_on = FO_DAY_NONE } };
  if (!fo_kit_needs (component->per_kit_u, a->what->line.ordered_u, &ret->line.ordered_u)
      || !fo_kit_needs (component->per_kit_u, fo_line_said_cancelled (a), &ret->line.cancelled_u)
      || !fo_kit_needs (component->per_kit_u, a->what->shipped_before_u, &ret->shipped_before_u)
      || ret->line.ordered_u > FO_QUANTITY_MAX)
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_TOO_LARGE, "quantity", "");
  return FO_TXN_COMMIT;
}

static FoTxnEnd
write_component (FoApplyingLine *a, const Component *component, const FoApplyLine *said, FoId kit_line, GError **error)
{
  FoApplyingLine part = *a;
  FoTxnEnd end;

  part.what = said;
  part.item = component->item;
  part.goods = part.is_part = true;
  part.is_known = component->line_id != 0;
  part.is_new_name = false;
  if (!fo_item_life_get (a->txn, part.item.id, &part.item_life, error))
    return FO_TXN_FAIL;
  if (part.is_known) {
    part.line = fo_order_work_line (part.work, component->line_id);
    return fo_line_write_change (&part, error);
  }
  end = fo_line_write_new (&part, 0, error);
  if (end == FO_TXN_COMMIT)
    fo_kit_part_insert (a->txn, a->work->order.id,
                        &(FoKitPart){ .line_id = part.line->id, .kit_line = kit_line, .per_kit_u = component->per_kit_u });
  return end;
}

/* Nothing of the kit is lowered when one of its components has gone too far for that. */
static FoVerdict
judge_components (FoApplyingLine *a, const GArray *components)
{
  FoVerdict verdict = FO_OK;

  for (guint i = 0; i < components->len; i++) {
    const Component *component = &g_array_index (components, Component, i);
    const FoLine *line = component->line_id ? fo_order_work_line (a->work, component->line_id) : NULL;
    FoApplyLine said;

    if (say_component (a, component, &said) != FO_TXN_COMMIT)
      return FO_QUANTITY_TOO_LARGE;
    if (line)
      verdict = fo_verdict_first (verdict, fo_line_may_lower (line, said.line.ordered_u, said.line.cancelled_u));
  }
  return verdict;
}

/* The lines of the kit's components follow the kit's. */
static FoTxnEnd
write_components (FoApplyingLine *a, const GArray *components, GError **error)
{
  FoId kit_line = a->line->id;
  FoTxnEnd end = FO_TXN_COMMIT;

  for (guint i = 0; i < components->len && end == FO_TXN_COMMIT; i++) {
    const Component *component = &g_array_index (components, Component, i);
    FoApplyLine said;

    end = say_component (a, component, &said);
    if (end == FO_TXN_COMMIT)
      end = write_component (a, component, &said, kit_line, error);
  }
  a->line = fo_order_work_line (a->work, kit_line); /* the lines may lie elsewhere now */
  a->work->reservations_changed = true;
  return end;
}

static FoTxnEnd
explode (FoApplyingLine *a, GArray *components, GError **error)
{
  FoId wrong = 0;
  FoItem kit;

  if (!components_of (a, components, &wrong, error))
    return FO_TXN_FAIL;
  if (wrong && fo_item_find (a->txn, wrong, &kit, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (wrong)
    return fo_apply_refuse_field (a->reply, FO_KIT_CIRCLE, "item_id", kit.code);
  return components->len > 0 ? FO_TXN_COMMIT : fo_apply_refuse_field (a->reply, FO_KIT_BAD, "item_id", a->item.code);
}

FoTxnEnd
fo_kit_write_new (FoApplyingLine *a, int32_t position, GError **error)
{
  g_autoptr (GArray) components = g_array_new (FALSE, FALSE, sizeof (Component));
  FoTxnEnd end = fo_line_write_new (a, position, error);

  if (end == FO_TXN_COMMIT)
    end = explode (a, components, error);
  return end == FO_TXN_COMMIT ? write_components (a, components, error) : end;
}

FoTxnEnd
fo_kit_write_change (FoApplyingLine *a, GError **error)
{
  g_autoptr (GArray) components = g_array_new (FALSE, FALSE, sizeof (Component));
  FoTxnEnd end = explode (a, components, error);
  FoVerdict verdict;

  if (end != FO_TXN_COMMIT)
    return end;
  verdict = judge_components (a, components);
  if (verdict == FO_QUANTITY_TOO_LARGE)
    return fo_apply_refuse_field (a->reply, verdict, "quantity", "");
  if (verdict != FO_OK)
    return fo_line_disagree (a, fo_line_dispute_kind (verdict), verdict, error);
  end = fo_line_write_change (a, error);
  return end == FO_TXN_COMMIT ? write_components (a, components, error) : end;
}

/* ---- letting go -------------------------------------------------------------------------------------------------- */

bool
fo_kit_want_waiting (FoApplyingLine *a, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FoKitPart));

  if (!fo_kit_parts_of_order (a->txn, a->known.order_id, parts, error))
    return false;
  for (guint i = 0; i < parts->len; i++) {
    const FoKitPart *part = &g_array_index (parts, FoKitPart, i);
    FoLine line;

    if (part->kit_line == a->known.id
        && (fo_line_find (a->txn, part->line_id, &line, error) != FO_FOUND
            || !fo_taken_want_waiting (a->txn, &a->taken, line.item_id, error)))
      return false;
  }
  return true;
}

FoTxnEnd
fo_kit_call_off (FoApplyingLine *a, bool (*call_off) (FoApplyingLine *a, GError **error), GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FoKitPart));
  FoId kit_line = a->line->id;

  if (!fo_kit_parts_of_order (a->txn, a->work->order.id, parts, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < parts->len; i++) {
    const FoKitPart *part = &g_array_index (parts, FoKitPart, i);
    FoApplyingLine each = *a;
    FoVerdict verdict;

    each.line = fo_order_work_line (a->work, part->line_id);
    if (part->kit_line != kit_line || !each.line)
      continue;
    verdict = fo_line_may_lower (each.line, 0, 0);
    if (verdict != FO_OK)
      return fo_line_disagree (a, "item_changed", verdict, error);
    if (!call_off (&each, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}
