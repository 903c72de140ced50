/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cartons that stand for the units in them: announced by a list or filled by scanning, received and picked as a whole. */
#include "firstout/store/supplies.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "firstout/work/leaving.h"
#include "leaving-parts.h"
#include "marks.h"

#include <string.h>

/* ---- the carton -------------------------------------------------------------------------------------------------- */

static void
name_carton (FoReply *reply, const FoUnit *carton)
{
  fo_args_set_text (&reply->args, "carton", carton->identity);
}

static FoTxnEnd
refuse_carton (FoTxn *txn, const FoUnit *carton, FoReply *reply, GError **error)
{
  if (!fo_unit_describe (txn, carton, reply, error))
    return FO_TXN_FAIL;
  return fo_refuse (reply, carton->state == FO_UNIT_GONE ? FO_CARTON_OPENED : FO_MARKING_KNOWN);
}

/* The carton, if it is in STATE, and its units. */
static FoTxnEnd
find_carton (FoTxn *txn, FoId id, FoUnitState state, FoUnit *ret_carton, GArray *units, FoReply *reply, GError **error)
{
  FoFound found = fo_unit_find_by_id (txn, id, ret_carton, error);

  if (found != FO_FOUND || ret_carton->item_id)
    return fo_not_found (found, reply, FO_CARTON_UNKNOWN);
  name_carton (reply, ret_carton);
  if (ret_carton->state != state)
    return refuse_carton (txn, ret_carton, reply, error);
  return fo_units_of_carton (txn, id, units, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
put_carton (FoTxn *txn, FoUnit *carton, FoUnitState state, FoId line, FoId operation, GError **error)
{
  FoUnitState before = carton->state;

  carton->state = state;
  carton->line_id = line;
  carton->operation = operation;
  return fo_unit_put (txn, carton, before, error);
}

/* ---- its units by item and lot ----------------------------------------------------------------------------------- */

typedef struct {
  FoId item;
  char lot[FO_LOT_NUMBER_MAX], owner[FO_OWNER_MAX];
  FoId place;
  FoDay expires_on;
  GArray *marks; /* FoMark */
} Group;

static void
group_clear (gpointer data)
{
  g_array_unref (((Group *) data)->marks);
}

/* In id order: so turns are taken. */
static int
by_item (gconstpointer a, gconstpointer b)
{
  const Group *x = a, *y = b;

  int lots = strcmp (x->lot, y->lot);

  return x->item != y->item ? (x->item > y->item) - (x->item < y->item) : lots ? lots : strcmp (x->owner, y->owner);
}

static Group *
group_of (GArray *groups, const FoUnit *unit)
{
  Group fresh = { .item = unit->item_id, .place = unit->place_id, .expires_on = unit->expires_on };

  for (guint i = 0; i < groups->len; i++) {
    Group *group = &g_array_index (groups, Group, i);
    if (group->item == unit->item_id && strcmp (group->lot, unit->lot) == 0 && strcmp (group->owner, unit->owner) == 0
        && group->place == unit->place_id)
      return group;
  }
  g_strlcpy (fresh.lot, unit->lot, sizeof fresh.lot);
  g_strlcpy (fresh.owner, unit->owner, sizeof fresh.owner);
  fresh.marks = g_array_new (FALSE, FALSE, sizeof (FoMark));
  g_array_append_val (groups, fresh);
  return &g_array_index (groups, Group, groups->len - 1);
}

/* Group, of the units that are in STATE. */
static GArray *
group_units (const GArray *units, FoUnitState state)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));

  g_array_set_clear_func (groups, group_clear);
  for (guint i = 0; i < units->len; i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoMark mark;

    if (unit->state != state)
      continue;
    g_strlcpy (mark.identity, unit->identity, sizeof mark.identity);
    g_strlcpy (mark.code, unit->code, sizeof mark.code);
    g_array_append_val (group_of (groups, unit)->marks, mark);
  }
  g_array_sort (groups, by_item);
  return groups;
}

static FoQuantity
all_of (const GArray *groups)
{
  FoQuantity all_u = 0;

  for (guint i = 0; i < groups->len; i++)
    all_u += (FoQuantity) g_array_index (groups, Group, i).marks->len * FO_ONE;
  return all_u;
}

/* ---- announced --------------------------------------------------------------------------------------------------- */

/* The row of what a list names, to be made or to be announced again; FO_MARKING_KNOWN. */
static FoTxnEnd
find_announced (FoTxn *txn, const FoMark *mark, FoUnit *ret_unit, FoReply *reply, GError **error)
{
  *ret_unit = (FoUnit){ .expires_on = FO_DAY_NONE };
  g_strlcpy (ret_unit->identity, mark->identity, sizeof ret_unit->identity);
  g_strlcpy (ret_unit->code, mark->code, sizeof ret_unit->code);
  if (fo_unit_find (txn, mark->identity, ret_unit, error) == FO_FAILED)
    return FO_TXN_FAIL;
  if (ret_unit->state == FO_UNIT_GONE || ret_unit->state == FO_UNIT_ANNOUNCED)
    return FO_TXN_COMMIT;
  return fo_unit_describe (txn, ret_unit, reply, error) ? fo_refuse (reply, FO_MARKING_KNOWN) : FO_TXN_FAIL;
}

static FoTxnEnd
announce (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoAnnounce *what = data;
  FoUnit carton, unit;
  FoUnitState before;
  FoTxnEnd end = find_announced (txn, &what->carton, &carton, reply, error);

  if (end == FO_TXN_COMMIT)
    end = find_announced (txn, &what->unit, &unit, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (carton.item_id || (unit.id && !unit.item_id) || (unit.state == FO_UNIT_ANNOUNCED && unit.carton_id != carton.id))
    return fo_refuse (reply, FO_MARKING_KNOWN);
  if (carton.state == FO_UNIT_GONE
      && !put_carton (txn, &carton, FO_UNIT_ANNOUNCED, 0, context->act->operation, error))
    return FO_TXN_FAIL;
  before = unit.state;
  unit.item_id = what->item;
  g_strlcpy (unit.lot, what->lot, sizeof unit.lot);
  unit.expires_on = what->expires_on;
  unit.carton_id = carton.id;
  unit.state = FO_UNIT_ANNOUNCED;
  unit.operation = context->act->operation;
  return fo_unit_put (txn, &unit, before, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_announce (FoStore *store, const FoAct *act, const FoAnnounce *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "announce", announce, what, reply, error);
}

/* ---- filled by scanning ------------------------------------------------------------------------------------------ */

typedef struct {
  const FoMark *mark;
  FoId *ret_carton;
} Open;

static FoTxnEnd
open_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Open *open = data;
  FoUnit carton = { .expires_on = FO_DAY_NONE };

  g_strlcpy (carton.identity, open->mark->identity, sizeof carton.identity);
  g_strlcpy (carton.code, open->mark->code, sizeof carton.code);
  if (fo_unit_find (txn, open->mark->identity, &carton, error) == FO_FAILED)
    return FO_TXN_FAIL;
  name_carton (reply, &carton);
  if (carton.item_id || (carton.state != FO_UNIT_GONE && carton.state != FO_UNIT_OPEN)) {
    carton.state = carton.state == FO_UNIT_GONE ? FO_UNIT_STOCK : carton.state;
    return refuse_carton (txn, &carton, reply, error);
  }
  if (carton.state == FO_UNIT_GONE && !put_carton (txn, &carton, FO_UNIT_OPEN, 0, context->act->operation, error))
    return FO_TXN_FAIL;
  *open->ret_carton = carton.id;
  return FO_TXN_COMMIT;
}

bool
fo_work_open_carton (FoStore *store, const FoAct *act, const FoMark *carton, FoId *ret_carton, FoReply *reply, GError **error)
{
  const Open open = { carton, ret_carton };

  *ret_carton = 0;
  return fo_act_run (store, act, "open-carton", open_carton, &open, reply, error);
}

static FoTxnEnd
close_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GArray) groups = NULL;
  FoUnit carton;
  FoTxnEnd end = find_carton (txn, *(const FoId *) data, FO_UNIT_OPEN, &carton, units, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  groups = group_units (units, FO_UNIT_STOCK);
  fo_args_set_quantity (&reply->args, "quantity", all_of (groups));
  return put_carton (txn, &carton, groups->len ? FO_UNIT_STOCK : FO_UNIT_GONE, 0, context->act->operation, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
fo_work_close_carton (FoStore *store, const FoAct *act, FoId carton, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "close-carton", close_carton, &carton, reply, error);
}

/* ---- received as a whole ----------------------------------------------------------------------------------------- */

static bool
find_supply (FoTxn *txn, const char *document, FoId item, FoId *ret_supply, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  *ret_supply = 0;
  if (!*document)
    return true;
  if (!fo_supplies_numbered (txn, document, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    if (supply->item_id == item && (!*ret_supply || fo_supply_open (supply) > 0))
      *ret_supply = supply->id;
  }
  return true;
}

static FoTxnEnd
receive_group (FoTxn *txn, FoActContext *context, const FoReceiveCarton *what, const Group *group, FoReply *reply, GError **error)
{
  FoReceive part = { .kind = FO_MOVE_RECEIPT,
                     .item = group->item,
                     .lot = group->lot[0] ? group->lot : what->lot,
                     .expires_on = group->expires_on != FO_DAY_NONE ? group->expires_on : what->expires_on,
                     .produced_on = FO_DAY_NONE,
                     .quantity_u = (FoQuantity) group->marks->len * FO_ONE,
                     .owner = what->owner,
                     .place = what->place,
                     .into_quarantine = what->into_quarantine,
                     .confirmed = what->confirmed,
                     .marks = (const FoMark *) group->marks->data,
                     .n_marks = group->marks->len,
                     .carton = what->carton };

  FoItem item;

  if (fo_item_find (txn, group->item, &item, error) != FO_FOUND
      || !find_supply (txn, what->document, group->item, &part.supply, error))
    return FO_TXN_FAIL;
  if (item.tracking == FO_TRACKING_NONE) /* what was asked for was another one's */
    part.expires_on = group->expires_on;
  if (*what->document && !part.supply && !what->into_quarantine)
    return fo_refuse (reply, FO_NOT_ON_THIS_ORDER);
  return fo_receive_part (txn, context, &part, reply, error);
}

static FoTxnEnd
receive_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GArray) groups = NULL;
  const FoReceiveCarton *what = data;
  bool complete = true;
  FoUnit carton;
  FoTxnEnd end = find_carton (txn, what->carton, FO_UNIT_ANNOUNCED, &carton, units, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  groups = group_units (units, FO_UNIT_ANNOUNCED);
  if (groups->len == 0)
    return fo_refuse (reply, FO_CARTON_OPENED);
  for (guint i = 0; i < groups->len && end == FO_TXN_COMMIT; i++) {
    end = receive_group (txn, context, what, &g_array_index (groups, Group, i), reply, error);
    complete = complete && reply->verdict == FO_COMPLETE;
  }
  if (end != FO_TXN_COMMIT)
    return end;
  reply->verdict = complete ? FO_COMPLETE : FO_OK;
  fo_args_set_quantity (&reply->args, "quantity", all_of (groups));
  return put_carton (txn, &carton, FO_UNIT_STOCK, 0, context->act->operation, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_receive_carton (FoStore *store, const FoAct *act, const FoReceiveCarton *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "receive", receive_carton, what, reply, error);
}

/* ---- picked as a whole ------------------------------------------------------------------------------------------- */

static FoTxnEnd
pick_group (FoTxn *txn, FoActContext *context, const FoPickCarton *what, const Group *group, FoReply *reply, GError **error)
{
  FoPickAct part = { .order = what->order,
                     .place = what->place ? what->place : group->place,
                     .quantity_u = (FoQuantity) group->marks->len * FO_ONE,
                     .reason = what->reason,
                     .marks = (const FoMark *) group->marks->data,
                     .n_marks = group->marks->len,
                     .carton = what->carton,
                     .slot = what->slot,
                     .asks_zero = what->asks_zero,
                     .waits = what->waits };
  FoLot lot;
  FoFound found = fo_lot_find_owned (txn, group->item, group->lot, group->owner, &lot, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  part.lot = lot.id;
  return fo_pick_part (txn, context, &part, reply, error);
}

static FoTxnEnd
pick_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GArray) groups = NULL, after = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  const FoPickCarton *what = data;
  FoUnit carton;
  FoTxnEnd end = find_carton (txn, what->carton, FO_UNIT_STOCK, &carton, units, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  groups = group_units (units, FO_UNIT_STOCK);
  if (groups->len == 0)
    return fo_refuse (reply, FO_CARTON_OPENED);
  for (guint i = 0; i < groups->len && end == FO_TXN_COMMIT; i++)
    end = pick_group (txn, context, what, &g_array_index (groups, Group, i), reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_units_of_carton (txn, carton.id, after, error))
    return FO_TXN_FAIL;
  fo_args_set_quantity (&reply->args, "quantity", all_of (groups));
  return put_carton (txn, &carton, FO_UNIT_PICKED, g_array_index (after, FoUnit, 0).line_id, context->act->operation, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
fo_work_pick_carton (FoStore *store, const FoAct *act, const FoPickCarton *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "pick", pick_carton, what, reply, error);
}

/* ---- leaves as a whole, and for no order ------------------------------------------------------------------------- */

static FoTxnEnd
take_group (FoTxn *txn, FoActContext *context, const FoTakeCarton *what, const Group *group, bool asks, FoReply *reply, GError **error)
{
  const FoMark *marks = (const FoMark *) group->marks->data;
  FoQuantity quantity_u = (FoQuantity) group->marks->len * FO_ONE;
  FoLot lot;
  FoFound found = fo_lot_find_owned (txn, group->item, group->lot, group->owner, &lot, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  if (!group->place)
    return fo_refuse (reply, FO_PLACE_UNKNOWN);
  if (what->kind == FO_MOVE_SCRAP) {
    const FoWriteOff scrap = { .lot = lot.id, .from = group->place, .quantity_u = quantity_u, .reason = what->reason, .marks = marks,
                               .n_marks = group->marks->len, .carton = what->carton, .asks = asks };
    return fo_write_off_part (txn, context, &scrap, reply, error);
  }
  const FoCarry issue = { .kind = what->kind, .lot = lot.id, .from = group->place, .quantity_u = quantity_u, .reason = what->reason,
                          .deal = what->deal, .supply = what->supply, .oldest_first = true, .anyway = what->anyway, .marks = marks,
                          .n_marks = group->marks->len, .carton = what->carton };
  return fo_carry_part (txn, context, &issue, reply, error);
}

/* Of a carton one word is given: when somebody must agree to a part of it, all of it waits. */
static bool
judge_limit (FoTxn *txn, const FoActContext *context, const FoTakeCarton *what, const GArray *groups, bool *ret_asks, GError **error)
{
  *ret_asks = false;
  for (guint i = 0; what->kind == FO_MOVE_SCRAP && i < groups->len && !*ret_asks; i++) {
    const Group *group = &g_array_index (groups, Group, i);
    FoItem item;

    if (fo_item_find (txn, group->item, &item, error) != FO_FOUND
        || !fo_write_off_asks (txn, context, &item, (FoQuantity) group->marks->len * FO_ONE, ret_asks, error))
      return false;
  }
  return true;
}

static FoTxnEnd
take_carton (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GArray) groups = NULL;
  const FoTakeCarton *what = data;
  FoUnit carton;
  bool asks;
  FoTxnEnd end = find_carton (txn, what->carton, FO_UNIT_STOCK, &carton, units, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  groups = group_units (units, FO_UNIT_STOCK);
  if (groups->len == 0)
    return fo_refuse (reply, FO_CARTON_OPENED);
  if (!judge_limit (txn, context, what, groups, &asks, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < groups->len && end == FO_TXN_COMMIT; i++)
    end = take_group (txn, context, what, &g_array_index (groups, Group, i), asks, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_quantity (&reply->args, "quantity", all_of (groups));
  if (asks) /* whole, in quarantine */
    return FO_TXN_COMMIT;
  return put_carton (txn, &carton, FO_UNIT_GONE, 0, context->act->operation, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_take_carton (FoStore *store, const FoAct *act, const FoTakeCarton *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->kind == FO_MOVE_SCRAP ? "write-off" : fo_move_kind_name (what->kind), take_carton, what, reply,
                     error);
}
