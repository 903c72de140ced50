/* SPDX-License-Identifier: GPL-3.0-or-later
 * Supplies, what kits consist of, customers, papers, and what sales asks. */
#include "firstout/store/kits.h"
#include "firstout/store/supplies.h"
#include "firstout/work/asking.h"
#include "rows-inside.h"

/* ---- supplies ---------------------------------------------------------------------------------------------------- */

static void
read_supply (FoRow *r)
{
  FoMessage *m = &r->message;
  FoSupply *supply = &r->supply;

  fo_message_need (m, "kind");
  fo_message_need (m, "number");
  fo_message_need (m, "item_id");
  if (!fo_supply_kind_parse (fo_message_word (m, "kind", ""), &supply->kind))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "kind");
  fo_message_name (m, "number", supply->number, sizeof supply->number);
  fo_message_text (m, "partner", supply->partner, sizeof supply->partner);
  supply->ordered_u = fo_message_quantity (m, "quantity", -1);
  supply->dedicated = fo_message_flag (m, "dedicated");
  supply->progress_percent = fo_message_number (m, "progress_percent", 0, 100);
  supply->ready_on = fo_message_day (m, "ready_on");
  fo_message_name (m, "reference", r->reference, sizeof r->reference);
  if (!fo_supply_state_parse (fo_message_word (m, "state", "open"), &supply->state)
      || supply->state == FO_SUPPLY_PROPOSED)
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "state");
  if (r->message.deleted)
    supply->state = FO_SUPPLY_CANCELLED;
}

/* The partner and the tolerance are ours to say: the contract has no word for them. */
static bool
look_supply (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent item, line = { 0 };
  FoSupply known = { 0 };

  if (!fo_row_find_parent (txn, r, FO_ROW_ITEM, &item, error))
    return false;
  if (r->outcome == FO_OUTCOME_APPLIED && fo_message_word (&r->message, "order_line_id", NULL)
      && !fo_row_find_parent (txn, r, FO_ROW_LINE, &line, error))
    return false;
  if (fo_supply_find_by_remote (txn, r->row->remote_id, &known, error) == FO_FAILED)
    return false;
  r->supply.item_id = item.id;
  r->supply.line_id = line.id;
  if (!r->supply.partner[0])
    g_strlcpy (r->supply.partner, known.partner, sizeof r->supply.partner);
  r->supply.tolerance_percent = known.tolerance_percent;
  return true;
}

static bool
apply_supply (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplySupply what = { .supply = r->supply, .remote_id = r->row->remote_id, .reference = r->reference };

  return fo_work_apply_supply (r->gateway->store, act, &what, &r->answer->reply, error);
}

const FoRowEntity fo_row_supply = { "supply", read_supply, look_supply, apply_supply };

/* ---- kits -------------------------------------------------------------------------------------------------------- */

static void
read_kit_line (FoRow *r)
{
  fo_message_need (&r->message, "item_id");
  fo_message_need (&r->message, "component_id");
  r->quantity_u = fo_message_quantity (&r->message, "quantity", -1);
  if (r->message.deleted)
    r->quantity_u = 0;
}

static bool
look_kit_line (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent kit, component = { 0 };

  if (!fo_row_find_parent (txn, r, FO_ROW_ITEM, &kit, error)
      || (r->outcome == FO_OUTCOME_APPLIED && !fo_row_find_parent (txn, r, FO_ROW_COMPONENT, &component, error)))
    return false;
  r->item = kit.item;
  r->line.item_id = component.id;
  return true;
}

static void
say_kit_unknown (FoReply *reply, const char *remote_id)
{
  reply->verdict = FO_KIT_BAD;
  fo_args_set_text (&reply->args, "field", "item_id");
  fo_args_set_text (&reply->args, "text", remote_id);
}

bool
fo_row_look_at_kit (FoTxn *txn, FoRow *r, const FoItem *item, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoKitLine));

  if (item->kind != FO_ITEM_KIT)
    return true;
  if (!fo_kit_lines (txn, item->id, lines, error))
    return false;
  if (lines->len == 0) {
    r->outcome = FO_OUTCOME_REJECTED;
    say_kit_unknown (&r->answer->reply, fo_message_get (&r->message, "item_id"));
  }
  return true;
}

/* Lines of the kit that came before anybody said what it is are looked at again. */
static FoTxnEnd
revive_lines (FoTxn *txn, gpointer data, GError **error)
{
  g_auto (FoReply) reply = { 0 };
  g_autofree char *why = NULL;

  (void) error;
  say_kit_unknown (&reply, data);
  why = fo_reply_to_json (&reply);
  fo_inbox_revive (txn, why);
  return FO_TXN_COMMIT;
}

static bool
apply_kit_line (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyKitLine what = {
    .kit = r->item.id, .component = r->line.item_id, .quantity_u = r->quantity_u, .remote_id = r->row->remote_id
  };

  return fo_work_apply_kit_line (r->gateway->store, act, &what, &r->answer->reply, error)
         && fo_store_write (r->gateway->store, 0, revive_lines, (gpointer) fo_message_get (&r->message, "item_id"), error);
}

const FoRowEntity fo_row_kit_line = { "kit_line", read_kit_line, look_kit_line, apply_kit_line };

/* ---- substitutes ------------------------------------------------------------------------------------------------- */

static void
read_substitute (FoRow *r)
{
  FoMessage *m = &r->message;

  fo_message_need (m, "item_id");
  fo_message_need (m, "instead_id");
  r->substitute.for_u = fo_message_quantity (m, "stands_for", FO_ONE);
  r->substitute.instead_u = fo_message_quantity (m, "quantity", FO_ONE);
  r->substitute.priority = fo_message_number (m, "priority", 0, 1000000);
  if (!fo_substitute_asks_parse (fo_message_word (m, "asks", "sales"), &r->substitute.asks))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "asks");
}

static bool
look_substitute (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent item, instead = { 0 };

  if (!fo_row_find_parent (txn, r, FO_ROW_ITEM, &item, error)
      || (r->outcome == FO_OUTCOME_APPLIED && !fo_row_find_parent (txn, r, FO_ROW_INSTEAD, &instead, error)))
    return false;
  r->substitute.item = item.id;
  r->substitute.instead = instead.id;
  return true;
}

static bool
apply_substitute (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplySubstitute what = { .substitute = r->substitute, .gone = r->message.deleted, .remote_id = r->row->remote_id };

  return fo_work_apply_substitute (r->gateway->store, act, &what, &r->answer->reply, error);
}

const FoRowEntity fo_row_substitute = { "substitute", read_substitute, look_substitute, apply_substitute };

/* ---- customers --------------------------------------------------------------------------------------------------- */

static void
read_customer (FoRow *r)
{
  FoMessage *m = &r->message;

  fo_message_need (m, "name");
  fo_message_text (m, "name", r->customer.name, sizeof r->customer.name);
  r->customer.min_life_days = fo_message_number (m, "min_life_days", 0, 100000);
  r->customer.blocked = fo_message_flag (m, "blocked");
  r->customer.credit = fo_message_flag (m, "credit");
}

static bool
look_customer (FoTxn *txn, FoRow *r, GError **error)
{
  (void) txn, (void) r, (void) error;
  return true;
}

/* Whom sales has deleted may still have orders: he stays as he was. */
static bool
apply_customer (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyCustomer what = { .customer = r->customer, .remote_id = r->row->remote_id };

  return r->message.deleted || fo_work_apply_customer (r->gateway->store, act, &what, &r->answer->reply, error);
}

const FoRowEntity fo_row_customer = { "customer", read_customer, look_customer, apply_customer };

/* ---- is it really there? ----------------------------------------------------------------------------------------- */

static void
read_availability (FoRow *r)
{
  FoMessage *m = &r->message;

  fo_message_need (m, "item_id");
  r->quantity_u = fo_message_quantity (m, "quantity", 0);
  fo_message_text (m, "note", r->note, sizeof r->note);
}

static bool
look_availability (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent order = { 0 }, line = { 0 }, item = { 0 };

  if (fo_message_word (&r->message, "order_id", NULL) && !fo_row_find_parent (txn, r, FO_ROW_ORDER, &order, error))
    return false;
  if (r->outcome == FO_OUTCOME_APPLIED && fo_message_word (&r->message, "order_line_id", NULL)
      && !fo_row_find_parent (txn, r, FO_ROW_LINE, &line, error))
    return false;
  if (r->outcome == FO_OUTCOME_APPLIED && !fo_row_find_parent (txn, r, FO_ROW_ITEM, &item, error))
    return false;
  r->line.order_id = order.id;
  r->line.id = line.id;
  r->line.item_id = item.id;
  return true;
}

static bool
apply_availability (FoRow *r, const FoAct *act, GError **error)
{
  const FoAskAvailability what = { .item = r->line.item_id,
                                   .order = r->line.order_id,
                                   .line = r->line.id,
                                   .quantity_u = r->quantity_u,
                                   .note = r->note,
                                   .remote_id = r->row->remote_id,
                                   .withdrawn = r->message.deleted };

  return fo_work_ask_availability (r->gateway->store, act, &what, &r->answer->reply, error);
}

const FoRowEntity fo_row_availability = { "availability", read_availability, look_availability, apply_availability };

/* ---- papers ------------------------------------------------------------------------------------------------------ */

static void
read_document (FoRow *r)
{
  FoMessage *m = &r->message;
  FoDocument *document = &r->document;

  fo_message_need (m, "order_id");
  fo_message_need (m, "kind");
  fo_message_need (m, "number");
  fo_message_name (m, "kind", document->kind, sizeof document->kind);
  fo_message_name (m, "number", document->number, sizeof document->number);
  fo_message_text (m, "file", document->file, sizeof document->file);
  document->issued_on = fo_message_day (m, "issued_on");
  document->ready = fo_message_flag (m, "ready");
}

static bool
look_document (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent order = { 0 };

  if (!fo_row_find_parent (txn, r, FO_ROW_ORDER, &order, error))
    return false;
  r->document.order_id = order.id;
  return true;
}

static bool
apply_document (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyDocument what = { .document = r->document, .remote_id = r->row->remote_id, .gone = r->message.deleted };

  return fo_work_apply_document (r->gateway->store, act, &what, &r->answer->reply, error);
}

const FoRowEntity fo_row_document = { "document", read_document, look_document, apply_document };
