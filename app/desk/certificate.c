/* SPDX-License-Identifier: GPL-3.0-or-later
 * `certificate`: of the lot or the unit that was named, at the ship and the look-up task. */
#include "step.h"

#include "firstout/work/certificates.h"

#include <string.h>

typedef struct {
  const char *word; /* ITEM/LOT, a lot's number or a serial number; NULL: of GOODS */
  const FoGoods *goods;
  FoId order; /* whose lots and units are meant first; 0 any */
  FoCertify what;
} Find;

static bool
find_in_order (FoTxn *txn, Find *find, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!find->order || !fo_holds_of_order (txn, find->order, holds, error))
    return !find->order;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    if (hold->lot[0] && strcmp (hold->lot, find->word) == 0)
      find->what.lot = hold->lot_id;
  }
  return true;
}

/* ITEM/LOT: either may have a "/" of its own. */
static bool
find_lot (FoTxn *txn, Find *find, GError **error)
{
  for (const char *slash = strchr (find->word, '/'); slash && !find->what.lot; slash = strchr (slash + 1, '/')) {
    g_autofree char *code = g_strndup (find->word, (gsize) (slash - find->word));
    FoItem item;
    FoLot lot;
    FoFound found = fo_item_find_by_code (txn, code, &item, error);

    if (found == FO_FOUND)
      found = fo_lot_find_by_number (txn, item.id, slash + 1, &lot, error);
    if (found == FO_FAILED)
      return false;
    if (found == FO_FOUND)
      find->what.lot = lot.id;
  }
  return true;
}

static bool
find_unit (FoTxn *txn, Find *find, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autofree char *large = g_ascii_strup (find->word, -1);
  guint n = 0;

  if (!fo_units_by_serial (txn, large, units, error))
    return false;
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);

    if (unit->state == FO_UNIT_GONE || n++)
      continue;
    find->what.unit = unit->id;
  }
  if (n > 1) /* of several items: which one is not said */
    find->what.unit = 0;
  return true;
}

static bool
find_goods (FoTxn *txn, Find *find, GError **error)
{
  const FoGoods *goods = find->goods;
  FoFound found = FO_ABSENT;
  FoUnit unit;
  FoLot lot;

  if (goods->mark.identity[0]) {
    found = fo_unit_find (txn, goods->mark.identity, &unit, error);
    find->what.unit = found == FO_FOUND ? unit.id : 0;
  } else if (goods->has_lot && goods->lot[0]) {
    found = goods->named_lot ? fo_lot_find (txn, goods->named_lot, &lot, error)
                             : fo_lot_find_by_number (txn, goods->item.id, goods->lot, &lot, error);
    find->what.lot = found == FO_FOUND ? lot.id : 0;
  }
  return found != FO_FAILED;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  find->what.lot = find->what.unit = 0;
  if (!find->word)
    return find_goods (txn, find, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (!find_in_order (txn, find, error) || (!find->what.lot && !find_lot (txn, find, error))
      || (!find->what.lot && !find_unit (txn, find, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static bool
certify (FoStep *step, Find *find, const char *number, bool *ret_found, GError **error)
{
  if (!fo_store_read (step->store, look, find, error))
    return false;
  *ret_found = find->what.lot || find->what.unit;
  if (!*ret_found)
    return true;
  find->what.number = number;
  if (!fo_work_certify (step->store, fo_step_act (step), &find->what, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS;
  if (fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  return true;
}

bool
fo_step_certify_named (FoStep *step, const char *argument, bool *ret_answered, GError **error)
{
  gsize length = strcspn (argument, " ");
  g_autofree char *word = g_strndup (argument, length), *number = g_strstrip (g_strdup (argument + length));
  Find find = { .word = word, .order = step->now->order };

  *ret_answered = false;
  if (!*word)
    return true;
  if (!certify (step, &find, number, ret_answered, error))
    return false;
  if (*ret_answered && fo_step_is_done (step) && step->now->task == &fo_task_ship)
    fo_step_let_go (step);
  return true;
}

bool
fo_step_certify_goods (FoStep *step, const char *argument, GError **error)
{
  Find find = { .goods = &step->now->hand };
  bool found;

  if (!step->now->hand.item.id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (!certify (step, &find, argument, &found, error))
    return false;
  if (found)
    return true;
  fo_args_goods (&step->ret->reply.args, &step->now->hand);
  return fo_step_answer (step, fo_item_units_leave (&step->now->hand.item) ? fo_mark_needed (&step->now->hand.item) : FO_LOT_NEEDED);
}
