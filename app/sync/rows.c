/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-inside.h"
#include "firstout/store/announce.h"
#include "firstout/store/items.h"
#include "firstout/store/operations.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"

/* ---- parents ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *entity, *field;
  FoVerdict unknown;
} parents[] = {
  { "item", "item_id", FO_ITEM_UNKNOWN },
  { "order", "order_id", FO_ORDER_UNKNOWN },
  { "line", "order_line_id", FO_LINE_UNKNOWN },
  { "item", "component_id", FO_ITEM_UNKNOWN },
  { "item", "instead_id", FO_ITEM_UNKNOWN },
};

static void
say_missing (FoReply *reply, gsize parent, const char *remote_id)
{
  reply->verdict = parents[parent].unknown;
  fo_args_set_text (&reply->args, "field", parents[parent].field);
  fo_args_set_text (&reply->args, "text", remote_id);
}

char *
fo_parent_missing (const char *entity, const char *remote_id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parents); i++)
    if (g_str_equal (parents[i].entity, entity)) {
      g_auto (FoReply) reply = { 0 };

      say_missing (&reply, i, remote_id);
      return fo_reply_to_json (&reply);
    }
  return NULL;
}

/* The parent is not among our rows. What did sales say about it so far? */
static bool
judge_parent (FoTxn *txn, FoRow *r, gsize parent, const char *remote_id, GError **error)
{
  g_autoptr (GArray) versions = g_array_new (FALSE, TRUE, sizeof (FoInboxRow));

  g_array_set_clear_func (versions, (GDestroyNotify) fo_inbox_row_clear);
  if (!fo_inbox_versions (txn, parents[parent].entity, remote_id, versions, error))
    return false;
  r->outcome = FO_OUTCOME_WAITS;
  r->answer->parent = parents[parent].entity;
  r->answer->parent_id = g_strdup (remote_id);
  say_missing (&r->answer->reply, parent, remote_id);
  for (guint i = 0; i < versions->len; i++) {
    const FoInboxRow *version = &g_array_index (versions, FoInboxRow, i);

    if (g_str_equal (version->state, "new"))
      r->answer->parent_is_coming = true;
    if (g_str_equal (version->error, OTHER_WAREHOUSE))
      r->outcome = FO_OUTCOME_CHILD_LEFT_ALONE;
  }
  if (r->answer->parent_is_coming)
    r->outcome = FO_OUTCOME_WAITS;
  return true;
}

/* An item of a link that is not the main one goes by its code: that link's name for it is only kept beside. */
static FoFound
find_item (FoTxn *txn, const FoRow *r, const char *remote_id, FoItem *ret, GError **error)
{
  FoFound found = fo_item_find_by_remote (txn, remote_id, ret, error);
  FoGatewayLink *l = found == FO_ABSENT && remote_id ? fo_gateway_link_of (r->gateway, remote_id) : NULL;
  g_autofree char *code = NULL;

  if (!l || l->row.role == FO_LINK_ROLE_MAIN)
    return found;
  if (!fo_link_ref_of_remote (txn, l->row.id, "item", remote_id, &code, error))
    return FO_FAILED;
  return code ? fo_item_find_by_code (txn, code, ret, error) : FO_ABSENT;
}

bool
fo_row_find_parent (FoTxn *txn, FoRow *r, FoRowParentKind parent, FoRowParent *ret, GError **error)
{
  const char *remote_id = fo_message_get (&r->message, parents[parent].field);
  FoOrder order = { 0 };
  FoLine line = { 0 };
  FoFound found = FO_ABSENT;

  *ret = (FoRowParent){ 0 };
  if (parent == FO_ROW_ITEM || parent == FO_ROW_COMPONENT || parent == FO_ROW_INSTEAD)
    found = find_item (txn, r, remote_id, &ret->item, error);
  else if (parent == FO_ROW_ORDER)
    found = fo_order_find_by_remote (txn, remote_id, &order, error);
  else
    found = fo_line_find_by_remote (txn, remote_id, &line, error);
  if (found == FO_FAILED)
    return false;
  ret->id = ret->item.id ? ret->item.id : order.id ? order.id : line.id;
  return found == FO_FOUND || judge_parent (txn, r, parent, remote_id, error);
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

static void
read_item (FoRow *r)
{
  FoMessage *m = &r->message;
  FoItem *item = &r->item;
  char variant[FO_ITEM_NAME_MAX], name[FO_ITEM_NAME_MAX];

  fo_message_need (m, "code");
  fo_message_need (m, "name");
  fo_message_need (m, "unit");
  fo_message_name (m, "code", item->code, sizeof item->code);
  fo_message_name (m, "unit", item->unit, sizeof item->unit);
  fo_message_text (m, "name", name, sizeof name);
  fo_message_text (m, "variant", variant, sizeof variant);
  g_snprintf (item->name, sizeof item->name, variant[0] ? "%s, %s" : "%s", name, variant);
  fo_message_text (m, "name_de", item->name_de, sizeof item->name_de);
  fo_message_text (m, "name_en", item->name_en, sizeof item->name_en);
  item->shelf_life_days = fo_message_number (m, "shelf_life_days", 0, 100000);
  r->said_life = fo_message_word (m, "shelf_life_days", NULL);
  r->said_kind = fo_message_word (m, "kind", "goods");
  r->said_tracking = fo_message_word (m, "tracking", NULL);
  r->said_issue = fo_message_word (m, "issue_order", NULL);
  r->said_certificate = fo_message_word (m, "certificate", NULL);
  r->said_marked = fo_message_word (m, "marked", NULL);
  item->marked = r->said_marked && fo_message_flag (m, "marked");
  if (!fo_item_kind_parse (r->said_kind, &item->kind))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "kind");
  if (r->said_tracking && !g_str_equal (r->said_tracking, "expiry") && !fo_item_tracking_parse (item, r->said_tracking))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "tracking");
  if (r->said_issue && !fo_issue_order_parse (r->said_issue, &item->issue))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "issue_order");
  if (r->said_certificate && !fo_certificate_rule_parse (r->said_certificate, &item->certificate))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "certificate");
}

/* How goods are handled is the warehouse's: what sales does not say stays as it is. */
static void
keep_ours (FoRow *r, const FoItem *known)
{
  FoItem *item = &r->item;

  item->enforcement = known->enforcement;
  item->every_unit = known->every_unit;
  item->by_eye = known->by_eye;
  item->labels = known->labels;
  if (!r->said_marked)
    item->marked = known->marked;
  if (!r->said_life)
    item->shelf_life_days = known->shelf_life_days;
  if (!r->said_issue)
    item->issue = known->issue;
  if (!r->said_certificate)
    item->certificate = known->certificate;
  item->tracking = known->tracking;
  item->has_expiry = known->has_expiry;
  item->serials = known->serials;
  if (!r->said_tracking)
    return;
  if (g_str_equal (r->said_tracking, "expiry"))
    item->tracking = FO_TRACKING_LOT;
  else
    fo_item_tracking_parse (item, r->said_tracking);
  item->has_expiry = g_str_equal (r->said_tracking, "expiry")
                     || (item->serials != FO_SERIALS_NONE && item->tracking == FO_TRACKING_LOT && known->has_expiry);
}

static bool
is_not_main (const FoRow *r)
{
  const FoGatewayLink *l = fo_gateway_link_of (r->gateway, r->row->remote_id);

  return l && l->row.role != FO_LINK_ROLE_MAIN;
}

static FoTxnEnd
keep_name (FoTxn *txn, gpointer data, GError **error)
{
  const FoRow *r = data;

  (void) error;
  fo_link_ref_set (txn, fo_gateway_link_of (r->gateway, r->row->remote_id)->row.id, "item", r->item.code, r->row->remote_id);
  return FO_TXN_COMMIT;
}

static bool
look_item (FoTxn *txn, FoRow *r, GError **error)
{
  FoItem known = { .enforcement = FO_ENFORCE_WARN, .by_eye = true, .labels = FO_LABELS_LINE };
  FoFound found;

  known.has_expiry = r->item.shelf_life_days > 0;
  known.tracking = known.has_expiry ? FO_TRACKING_LOT : FO_TRACKING_NONE;
  found = fo_item_find_by_remote (txn, r->row->remote_id, &known, error);
  if (found == FO_ABSENT) {
    found = fo_item_find_by_code (txn, r->item.code, &known, error);
    r->known_by_code = found == FO_FOUND && is_not_main (r);
  }
  keep_ours (r, &known);
  return found != FO_FAILED;
}

static bool
apply_item (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyItem what = { .item = r->item, .remote_id = r->row->remote_id };

  if (r->message.deleted) /* goods of it may still lie on the shelves */
    return true;
  if (r->known_by_code)
    return fo_gateway_write (r->gateway, keep_name, r, error);
  return fo_work_apply_item (r->gateway->store, act, &what, &r->answer->reply, error);
}

/* ---- barcodes ---------------------------------------------------------------------------------------------------- */

static void
read_barcode (FoRow *r)
{
  fo_message_need (&r->message, "item_id");
  fo_message_need (&r->message, "code");
  fo_message_name (&r->message, "code", r->barcode, sizeof r->barcode);
  r->barcode_u = fo_message_quantity (&r->message, "quantity", FO_ONE);
}

static bool
look_barcode (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent parent;

  if (!fo_row_find_parent (txn, r, FO_ROW_ITEM, &parent, error))
    return false;
  r->item = parent.item;
  return true;
}

static bool
apply_barcode (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyItem what = { .item = r->item, .barcode = r->barcode, .barcode_quantity_u = r->barcode_u };

  if (r->message.deleted) /* it still stands on the goods */
    return true;
  return fo_work_apply_item (r->gateway->store, act, &what, &r->answer->reply, error);
}

/* ---- orders ------------------------------------------------------------------------------------------------------ */

static void
read_order (FoRow *r)
{
  FoMessage *m = &r->message;
  FoOrder *order = &r->order;

  fo_message_need (m, "number");
  fo_message_name (m, "number", order->number, sizeof order->number);
  fo_message_name (m, "deal", order->deal, sizeof order->deal);
  fo_message_text (m, "customer", order->customer, sizeof order->customer);
  fo_message_text (m, "channel", order->channel, sizeof order->channel);
  fo_message_text (m, "sales_state", order->sales_state, sizeof order->sales_state);
  if (!fo_gate_parse (fo_message_word (m, "gate", "open"), &order->gate) || order->gate == FO_GATE_OVERRIDE)
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "gate");
  order->due_on = fo_message_day (m, "due_on");
  order->ship_complete = fo_message_flag (m, "ship_complete");
  r->says_validity = fo_message_word (m, "valid_until", NULL) != NULL;
  r->valid_until = g_str_equal (fo_message_word (m, "valid_until", FO_FOR_GOOD), FO_FOR_GOOD)
                       ? FO_DAY_NONE
                       : fo_message_day (m, "valid_until");
  fo_message_name (m, "reference", r->reference, sizeof r->reference);
}

static bool
is_elsewhere (const FoRow *r)
{
  const char *warehouse = fo_message_word (&r->message, "warehouse", "");

  return r->gateway->warehouse[0] && warehouse[0] && !g_str_equal (warehouse, r->gateway->warehouse);
}

static bool
look_order (FoTxn *txn, FoRow *r, GError **error)
{
  FoOrder known = { 0 };
  FoFound found = fo_order_find_by_remote (txn, r->row->remote_id, &known, error);

  if (found == FO_ABSENT)
    found = fo_order_find_by_number (txn, r->order.number, &known, error);
  r->order.priority = known.priority;
  if (found == FO_ABSENT && is_elsewhere (r))
    r->outcome = FO_OUTCOME_LEFT_ALONE;
  return found != FO_FAILED;
}

static bool
apply_order (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyOrder what = { .order = r->order,
                              .remote_id = r->row->remote_id,
                              .reference = r->reference,
                              .says_validity = r->says_validity,
                              .valid_until = r->valid_until,
                              .gate_by_stage = !fo_message_word (&r->message, "gate", NULL),
                              .cancelled = r->message.deleted || is_elsewhere (r) };

  return fo_work_apply_order (r->gateway->store, act, &what, &r->answer->reply, error);
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static void
read_line (FoRow *r)
{
  FoMessage *m = &r->message;
  FoItemKind kind = FO_ITEM_GOODS;

  fo_message_need (m, "order_id");
  fo_message_need (m, "item_id");
  r->line.ordered_u = fo_message_quantity (m, "quantity", -1);
  r->line.cancelled_u = fo_message_quantity (m, "cancelled", 0);
  if (!fo_min_life_parse (fo_message_word (m, "min_life_days", ""), &r->min_life))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "min_life_days");
  fo_message_name (m, "lot_wanted", r->line.lot_wanted, sizeof r->line.lot_wanted);
  fo_message_name (m, "owner", r->line.owner, sizeof r->line.owner);
  if (fo_message_word (m, "substitutes", NULL))
    r->substitutes = fo_message_flag (m, "substitutes") ? FO_SUBSTITUTES_ALLOWED : FO_SUBSTITUTES_REFUSED;
  if (!fo_item_kind_parse (fo_message_word (m, "kind", "goods"), &kind))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "kind");
  if (!fo_source_parse (fo_message_word (m, "source", "stock"), &r->line.source))
    fo_message_refuse (m, FO_MESSAGE_MALFORMED, "source");
  r->line.goods = kind == FO_ITEM_GOODS;
  if (r->message.deleted)
    r->line.cancelled_u = r->line.ordered_u;
}

static bool
look_line (FoTxn *txn, FoRow *r, GError **error)
{
  FoRowParent order, item;

  if (!fo_row_find_parent (txn, r, FO_ROW_ORDER, &order, error))
    return false;
  r->line.order_id = order.id;
  if (r->outcome != FO_OUTCOME_APPLIED)
    return true;
  if (!fo_row_find_parent (txn, r, FO_ROW_ITEM, &item, error))
    return false;
  r->line.item_id = item.id;
  r->line.goods = r->line.goods && item.item.kind == FO_ITEM_GOODS;
  r->line.min_life_days = fo_min_life_days (&r->min_life, &item.item);
  return r->outcome != FO_OUTCOME_APPLIED || fo_row_look_at_kit (txn, r, &item.item, error);
}

static bool
apply_line (FoRow *r, const FoAct *act, GError **error)
{
  const FoApplyLine what = { .line = r->line,
                             .remote_id = r->row->remote_id,
                             .substitutes = r->substitutes,
                             .goes_on = r->goes_on };

  return fo_work_apply_line (r->gateway->store, act, &what, &r->answer->reply, error);
}

/* ---- any of them ------------------------------------------------------------------------------------------------- */

static const FoRowEntity row_item = { "item", read_item, look_item, apply_item },
                         row_barcode = { "barcode", read_barcode, look_barcode, apply_barcode },
                         row_order = { "order", read_order, look_order, apply_order },
                         row_line = { "line", read_line, look_line, apply_line };

static const FoRowEntity *const entities[] = { &row_item,  &row_barcode, &row_order,       &row_line,
                                               &fo_row_supply, &fo_row_kit_line, &fo_row_substitute, &fo_row_customer,
                                               &fo_row_availability, &fo_row_document };

static int
entity_index (const char *entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_equal (entities[i]->entity, entity))
      return (int) i;
  return -1;
}

/* Is OTHER a later word about the same row? By rev, then by time; what arrived later, where both are the same. */
static bool
is_later (const FoInboxRow *other, const FoInboxRow *row, const FoMessage *message)
{
  g_auto (FoReply) reply = { 0 };
  g_auto (FoMessage) said = { 0 };

  fo_message_init (&said, other->body, &reply);
  if (said.rev != message->rev)
    return said.rev > message->rev;
  if (said.changed_us != message->changed_us)
    return said.changed_us > message->changed_us;
  return other->id > row->id;
}

static char *
request_of (const FoInboxRow *row)
{
  return g_strdup_printf ("inbox:%" G_GINT64_FORMAT, row->id);
}

void
fo_row_announce_request (FoTxn *txn, const FoInboxRow *row)
{
  g_autofree char *request = request_of (row);

  fo_announce_operation_request (txn, GATEWAY, request);
}

/* Has the work done it? A row that still looks new may have been done just before a crash. */
static bool
was_done (FoTxn *txn, const FoInboxRow *row, bool *ret_done, GError **error)
{
  g_autofree char *request = request_of (row), *content = NULL, *json = NULL;
  g_auto (FoReply) reply = { 0 };
  FoFound found;
  FoId id;

  *ret_done = g_str_equal (row->state, "applied") || g_str_equal (row->state, "conflict");
  if (!g_str_equal (row->state, "new"))
    return true;
  found = fo_operation_find_request (txn, GATEWAY, request, &id, &content, &json, error);
  *ret_done = found == FO_FOUND && fo_reply_from_json (json, &reply) && reply.operation;
  return found != FO_FAILED;
}

static bool
look_for_later (FoTxn *txn, FoRow *r, GError **error)
{
  g_autoptr (GArray) versions = g_array_new (FALSE, TRUE, sizeof (FoInboxRow));

  g_array_set_clear_func (versions, (GDestroyNotify) fo_inbox_row_clear);
  if (!fo_inbox_versions (txn, r->row->entity, r->row->remote_id, versions, error))
    return false;
  for (guint i = 0; i < versions->len; i++) {
    const FoInboxRow *version = &g_array_index (versions, FoInboxRow, i);
    bool done;

    if (version->id == r->row->id || !is_later (version, r->row, &r->message))
      continue;
    if (!was_done (txn, version, &done, error))
      return false;
    if (done)
      r->outcome = FO_OUTCOME_SUPERSEDED;
  }
  return true;
}

/* One answer for all that is looked at: where each question is a journey, this is most of the way. */
static void
announce (FoTxn *txn, const FoRow *r)
{
  const char *item = fo_message_get (&r->message, "item_id"), *order = fo_message_get (&r->message, "order_id");

  fo_announce_inbox_versions (txn, r->row->entity, r->row->remote_id);
  if (order && g_str_equal (r->row->entity, "line"))
    fo_announce_order_by_remote (txn, order);
  if (item && (g_str_equal (r->row->entity, "line") || g_str_equal (r->row->entity, "supply")))
    fo_announce_item_by_remote (txn, item);
  if (g_str_equal (r->row->entity, "order"))
    fo_announce_order_by_remote (txn, r->row->remote_id);
}

/* Runs in one reading transaction, and again from the start when that was lost. */
static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  FoRow *r = data;

  r->outcome = FO_OUTCOME_APPLIED;
  g_clear_pointer (&r->answer->parent_id, g_free);
  r->answer->parent_is_coming = false;
  announce (txn, r);
  if (!look_for_later (txn, r, error))
    return FO_TXN_FAIL;
  if (r->outcome == FO_OUTCOME_SUPERSEDED || r->message.wrong)
    return FO_TXN_COMMIT;
  return entities[entity_index (r->row->entity)]->look (txn, r, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoOutcome
apply (FoRow *r, GError **error)
{
  FoStore *store = r->gateway->store;
  g_autofree char *request = request_of (r->row);
  const FoAct act = { .operation = fo_store_next_id (store, error), .request = request, .station = GATEWAY, .person = "",
                      .epoch = r->gateway->together ? 0 : r->gateway->epoch };

  if (!act.operation || !entities[entity_index (r->row->entity)]->apply (r, &act, error))
    return FO_OUTCOME_FAILED;
  r->answer->done = r->answer->reply.operation == act.operation ? act.operation : 0;
  if (r->answer->reply.verdict == FO_OK)
    return FO_OUTCOME_APPLIED;
  return r->answer->reply.operation ? FO_OUTCOME_DISPUTED : FO_OUTCOME_REJECTED;
}

FoOutcome
fo_row_take (FoGateway *gateway, const FoInboxRow *row, bool goes_on, FoRowAnswer *answer, GError **error)
{
  FoRow r = { .gateway = gateway, .row = row, .goes_on = goes_on, .answer = answer };
  FoOutcome outcome;

  fo_args_init (&answer->reply.args);
  fo_message_init (&r.message, row->body, &answer->reply);
  r.head_is_wrong = r.message.wrong;
  if (entity_index (row->entity) >= 0 && !r.message.wrong && !fo_row_keep_ours (&r, error)) {
    fo_message_clear (&r.message);
    return FO_OUTCOME_FAILED;
  }
  if (entity_index (row->entity) < 0)
    fo_message_refuse (&r.message, FO_MESSAGE_MALFORMED, "entity");
  else if (!r.message.wrong)
    entities[entity_index (row->entity)]->read (&r);
  if (r.head_is_wrong)
    outcome = FO_OUTCOME_REJECTED;
  else if (!fo_store_read (gateway->store, look, &r, error))
    outcome = FO_OUTCOME_FAILED;
  else if (r.outcome == FO_OUTCOME_APPLIED)
    outcome = r.message.wrong ? FO_OUTCOME_REJECTED : apply (&r, error);
  else
    outcome = r.outcome;
  fo_message_clear (&r.message);
  return outcome;
}

void
fo_row_answer_clear (FoRowAnswer *answer)
{
  fo_reply_clear (&answer->reply);
  g_free (answer->parent_id);
  g_free (answer->ours);
  g_free (answer->theirs);
}

char *
fo_row_why (const FoRowAnswer *answer, FoOutcome outcome)
{
  if (outcome == FO_OUTCOME_LEFT_ALONE)
    return g_strdup (OTHER_WAREHOUSE);
  return outcome == FO_OUTCOME_REJECTED || outcome == FO_OUTCOME_DISPUTED || outcome == FO_OUTCOME_CHILD_LEFT_ALONE
             ? fo_reply_to_json (&answer->reply)
             : g_strdup ("");
}
