/* SPDX-License-Identifier: GPL-3.0-or-later
 * The outbox to one link: in order for each aggregate, while one that is stuck stops no other. A message is claimed before it is
 * sent, and each request that changes something is written down before it leaves; after a lost answer, a crash or a power cut
 * it is looked for over there before it is written again. */
#include "adapter.h"
#include "fate.h"
#include "stages.h"

#define PAGE 50

typedef struct {
  FoGatewayLink *l;
  GHashTable *blocked; /* aggregates whose turn has not come */
  FoId after;
  GArray *rows; /* FoDeliveryRow of a page: all of them, then those that are claimed */
  bool more;    /* the page was full */
  FoId last;
  GArray *endings; /* FoEnding, not written yet */
} Sending;

/* ---- whose turn it is -------------------------------------------------------------------------------------------- */

/* Of a page, what may go now. The rest of what is stuck stays where it is, and behind it whatever is about the same. */
static void
choose (Sending *s)
{
  FoGateway *gateway = s->l->gateway;
  gint64 now_us = fo_gateway_now_us (gateway);
  g_autoptr (GHashTable) blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < s->rows->len;) {
    const FoDeliveryRow *row = &g_array_index (s->rows, FoDeliveryRow, i);
    bool early = !gateway->insists && row->next_us > now_us;

    s->last = row->outbox;
    if (early || g_hash_table_contains (s->blocked, row->aggregate)
        || g_hash_table_contains (blocked, row->aggregate)) {
      g_hash_table_add (blocked, g_strdup (row->aggregate));
      g_array_remove_index (s->rows, i);
    } else
      i++;
  }
}

static bool
read_rows (FoTxn *txn, Sending *s, GError **error)
{
  g_array_set_size (s->rows, 0);
  if (!fo_deliveries_open (txn, s->l->row.id, s->after, PAGE, s->rows, error))
    return false;
  s->more = s->rows->len == PAGE;
  s->last = s->after;
  choose (s);
  return true;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  return read_rows (txn, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
claim (FoTxn *txn, gpointer data, GError **error)
{
  Sending *s = data;

  if (!read_rows (txn, s, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < s->rows->len;) {
    FoDeliveryRow *row = &g_array_index (s->rows, FoDeliveryRow, i);

    /* Begun, and nobody's: a gateway of before there were several links may have sent it. */
    row->tried = row->tried || (row->begun && !row->exists && s->l->gateway->links->len == 1);
    switch (fo_delivery_claim (txn, s->l->row.id, row, error)) {
    case FO_FAILED:
      return FO_TXN_FAIL;
    case FO_ABSENT:
      g_array_remove_index (s->rows, i);
      break;
    case FO_FOUND:
      i++;
      break;
    }
  }
  return FO_TXN_COMMIT;
}

/* ---- one message ------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId link;
  char *shipment;
  FoFound found;
  FoDeliveryState state;
} Before;

static FoTxnEnd
look_before (FoTxn *txn, gpointer data, GError **error)
{
  Before *before = data;

  before->found = fo_delivery_of_shipment (txn, before->shipment, before->link, &before->state, error);
  return before->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* On what became of a message about something else. */
static bool
leans_on_others (const FoDeliveryRow *row)
{
  return g_str_equal (row->op, "return.create");
}

/* Goods that came back are told of behind the shipment they left with. *ret_waits: not yet. */
static bool
waits_for_shipment (FoGatewayLink *l, const FoDeliveryRow *row, FoFate *fate, bool *ret_waits, GError **error)
{
  json_object *body = leans_on_others (row) ? json_tokener_parse (row->body) : NULL;
  json_object *shipment = body ? json_object_object_get (body, "shipment") : NULL;
  Before before = { .link = l->row.id, .shipment = g_strdup (shipment ? json_object_get_string (shipment) : NULL) };
  bool read = true;

  json_object_put (body);
  *ret_waits = false;
  if (before.shipment)
    read = fo_store_read (l->gateway->store, look_before, &before, error);
  if (read && before.found == FO_FOUND && before.state != FO_DELIVERY_VERIFIED
      && before.state != FO_DELIVERY_NOT_CARRIED) {
    *ret_waits = true;
    *fate = (FoFate){ .kind = FO_FATE_LATER, .why = g_strdup_printf ("link.waits-for-shipment\tshipment\t%s", before.shipment) };
  }
  g_free (before.shipment);
  return read;
}

/* Goods that leave upon an order, and come back: where that order is another link's, there is nothing to enter them upon. They are gone
 * from the stock all the same, so it is said. */
static const char *const upon_an_order[] = { "shipment.create", "shipment.cancel", "return.create", NULL };

/* What only the link that an order came from can use. */
static bool
is_of_another (FoGatewayLink *l, const FoDeliveryRow *row, json_object *body)
{
  static const char *const own[] = { "order.state", "reserve.set", "availability.answer", NULL };
  json_object *order = json_object_object_get (body, "order");
  const char *id = order ? json_object_get_string (order) : "";
  FoGatewayLink *owner = id[0] ? fo_gateway_link_of (l->gateway, id) : NULL;

  return (g_strv_contains (own, row->op) || (l->ops->own_orders && g_strv_contains (upon_an_order, row->op))) && owner && owner != l
         && owner->row.role != FO_LINK_ROLE_MAIN;
}

static void
strip_ids (const FoGatewayLink *l, json_object *object)
{
  static const char *const ids[] = { "order", "line", "id", "order_line", NULL };

  json_object_object_foreach (object, name, value)
  {
    if (json_object_is_type (value, json_type_string) && g_strv_contains (ids, name)) {
      g_autofree char *plain = g_strdup (fo_gateway_plain_id (l, json_object_get_string (value)));
      json_object_object_add (object, name, json_object_new_string (plain));
    } else if (json_object_is_type (value, json_type_array))
      for (size_t i = 0; i < json_object_array_length (value); i++)
        if (json_object_is_type (json_object_array_get_idx (value, i), json_type_object))
          strip_ids (l, json_object_array_get_idx (value, i));
  }
}

/* In the words of this link. *ret_carried is false when the message is none of its business. */
static bool
put_into_words (FoGatewayLink *l, FoDeliveryRow *row, bool *ret_carried, GError **error)
{
  json_object *body;

  *ret_carried = true;
  fo_message_withhold (row->op, &row->body);
  if (!fo_stage_say (l->gateway, row->op, &row->body, error))
    return false;
  if (l->gateway->links->len < 2)
    return true;
  body = json_tokener_parse (row->body);
  if (body) {
    *ret_carried = !is_of_another (l, row, body);
    if (l->row.role != FO_LINK_ROLE_MAIN) {
      strip_ids (l, body);
      g_free (row->body);
      row->body =
          g_strdup (json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
    }
  }
  json_object_put (body);
  return true;
}

/* What of BODY a person knows it by. */
static void
say_elsewhere (const FoDeliveryRow *row, FoFate *fate)
{
  json_object *body = json_tokener_parse (row->body), *number = NULL;

  fate->kind = FO_FATE_NOT_CARRIED;
  if (g_strv_contains (upon_an_order, row->op)) {
    if (!json_object_object_get_ex (body, "shipment", &number))
      json_object_object_get_ex (body, "return", &number);
    fo_fate_end (fate, FO_FATE_NOT_CARRIED, "link.of-another", "number", number ? json_object_get_string (number) : "", NULL);
  }
  json_object_put (body);
}

/* Messages on their way, each in the words of the link. */
typedef struct {
  FoDeliveryRow *rows[FO_LINK_SOME];
  char uuids[FO_LINK_SOME][FO_UUID_TEXT_MAX];
  FoDelivery said[FO_LINK_SOME];
  FoFate fates[FO_LINK_SOME];
  guint n;
} Group;

/* Puts ROW behind those of GROUP. *ret_goes is false when nothing of it is to leave: its fate says why. */
static bool
prepare (FoGatewayLink *l, FoDeliveryRow *row, Group *group, bool *ret_goes, GError **error)
{
  FoDelivery *said = &group->said[group->n];
  FoFate *fate = &group->fates[group->n];
  bool carried, waits;

  group->rows[group->n] = row;
  *said = (FoDelivery){ .op = row->op,
                        .op_id = fo_id_uuid (row->outbox, fo_store_space (l->gateway->store), group->uuids[group->n]),
                        .created_us = row->created_us,
                        .was_tried = row->tried || row->state == FO_DELIVERY_UNKNOWN,
                        .remote_id = row->remote_id[0] ? row->remote_id : NULL,
                        .day = row->day[0] ? row->day : NULL };
  *fate = (FoFate){ .kind = said->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER };
  if (!put_into_words (l, row, &carried, error) || !waits_for_shipment (l, row, fate, &waits, error))
    return false;
  if (!carried)
    say_elsewhere (row, fate);
  said->body = row->body;
  *ret_goes = carried && !waits;
  return true;
}

static void
tell_ending (FoGatewayLink *l, const FoDeliveryRow *row, const FoEnding *ending)
{
  static const char *const what[] = {
    [FO_DELIVERY_WAITING] = "later",           [FO_DELIVERY_UNKNOWN] = "unknown", [FO_DELIVERY_VERIFIED] = "verified",
    [FO_DELIVERY_REFUSED] = "refused",         [FO_DELIVERY_DIFFERS] = "refused", [FO_DELIVERY_CLOSED] = "refused",
    [FO_DELIVERY_NOT_CARRIED] = "not_carried",
  };
  FoGatewayRound *round = &l->gateway->round;
  const FoDeliveryState state = ending->end.state;
  const FoGatewayEvent event = { .what = what[state],
                                 .link = l->row.name,
                                 .op = row->op,
                                 .op_id = ending->uuid,
                                 .why = ending->end.why ? ending->end.why : "" };

  round->sent += l->changing && (state == FO_DELIVERY_VERIFIED || state == FO_DELIVERY_DIFFERS);
  round->verified += state == FO_DELIVERY_VERIFIED;
  round->refused += ending->conflict != NULL;
  round->later += state == FO_DELIVERY_WAITING;
  fo_gateway_tell (l->gateway, &event);
}

/* Notes what became of message I. False and *error (WHY, which is left alone) unless it is DONE: nothing more goes to this link now. */
static bool
end_message (Sending *s, Group *group, guint i, bool done, const GError *why, GError **error)
{
  FoDeliveryRow *row = group->rows[i];
  FoFate *fate = &group->fates[i];
  FoEnding ending;

  if (!done && !fate->why)
    fate->why = fo_sales_error_coded (why);
  fo_ending_judge (s->l->gateway, row, fate, s->l->changing, !done, &ending);
  tell_ending (s->l, row, &ending);
  if (!fo_delivery_is_settled (ending.end.state))
    g_hash_table_add (s->blocked, g_strdup (row->aggregate));
  g_array_append_val (s->endings, ending);
  row->outbox = 0; /* nothing more is to be done about it now */
  if (!done)
    g_propagate_error (error, g_error_copy (why));
  return done;
}

/* What leaves from here on is about N messages from I on. */
static void
set_under_way (FoGatewayLink *l, const Group *group, guint i, guint n)
{
  g_array_set_size (l->deliveries, 0);
  for (guint j = i; j < i + n; j++)
    g_array_append_val (l->deliveries, group->rows[j]->outbox);
}

static bool
send_one (Sending *s, Group *group, guint i, GError **error)
{
  FoGatewayLink *l = s->l;
  g_autoptr (GError) why = NULL;
  bool done;

  set_under_way (l, group, i, 1);
  l->changing = false;
  done = l->ops->deliver (l->link, &group->said[i], &group->fates[i], &why);
  set_under_way (l, group, 0, 0);
  if (done)
    fo_fate_say_by_hand (&group->fates[i], group->rows[i]->op, group->rows[i]->body);
  return end_message (s, group, i, done, why, error);
}

/* One behind the other: what is stuck holds back whatever is about the same. */
static bool
send_each (Sending *s, Group *group, GError **error)
{
  for (guint i = 0; i < group->n; i++)
    if (!g_hash_table_contains (s->blocked, group->rows[i]->aggregate) && !send_one (s, group, i, error))
      return false;
  return true;
}

/* All with one request; where they do not go so, each has one of its own, which finds out why. */
static bool
send_group (Sending *s, Group *group, GError **error)
{
  FoGatewayLink *l = s->l;
  g_autoptr (GError) why = NULL;
  bool done, apart = false;

  if (group->n < 2)
    return send_each (s, group, error);
  set_under_way (l, group, 0, group->n);
  l->changing = false;
  done = l->ops->deliver_some (l->link, group->said, group->n, group->fates, &apart, &why);
  set_under_way (l, group, 0, 0);
  if (done && apart) {
    for (guint i = 0; i < group->n; i++)
      group->fates[i].kind = FO_FATE_LATER;
    return send_each (s, group, error);
  }
  for (guint i = 0; i < group->n; i++) {
    g_autoptr (GError) same = NULL;

    end_message (s, group, i, done, why, &same);
  }
  if (!done)
    g_propagate_error (error, g_steal_pointer (&why));
  return done;
}

/* ---- what is known --------------------------------------------------------------------------------------------------- */

static FoTxnEnd
write_endings (FoTxn *txn, gpointer data, GError **error)
{
  const Sending *s = data;

  fo_gateway_host_flush (txn, s->l);
  for (guint i = 0; i < s->endings->len; i++)
    if (!fo_ending_write (txn, s->l, &g_array_index (s->endings, FoEnding, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static bool
write_known (Sending *s, FoTxnFunc write, GError **error)
{
  if (!fo_gateway_write (s->l->gateway, write, s, error))
    return false;
  fo_gateway_host_flushed (s->l);
  g_array_set_size (s->endings, 0);
  return true;
}

/* ---- which go together --------------------------------------------------------------------------------------------- */

/* What was tried is looked for before it is written again. */
static bool
goes_with_others (const FoGatewayLink *l, const FoDeliveryRow *row)
{
  return l->ops->deliver_some && !row->tried && row->state != FO_DELIVERY_UNKNOWN && !leans_on_others (row);
}

/* Behind those of GROUP, or at an end at once. */
static bool
add_message (Sending *s, Group *group, FoDeliveryRow *row, GError **error)
{
  g_autoptr (GError) why = NULL;
  bool goes = false, prepared;

  s->l->changing = false;
  if (leans_on_others (row) && !write_known (s, write_endings, error))
    return false;
  prepared = prepare (s->l, row, group, &goes, &why);
  if (!goes)
    return end_message (s, group, group->n, prepared, why, error);
  group->n++;
  return true;
}

/* The next ones that may leave together, no two of them about the same; or the next one that leaves alone. *ret_any is false when there
 * is none left. Whoever is passed over holds back those behind it about the same. */
static bool
collect (Sending *s, Group *group, bool *ret_any, GError **error)
{
  g_autoptr (GHashTable) passed = g_hash_table_new (g_str_hash, g_str_equal);
  bool alone = false;

  group->n = 0;
  *ret_any = false;
  for (guint i = 0; i < s->rows->len && group->n < FO_LINK_SOME && !alone; i++) {
    FoDeliveryRow *row = &g_array_index (s->rows, FoDeliveryRow, i);
    bool together = goes_with_others (s->l, row);

    if (!row->outbox || g_hash_table_contains (s->blocked, row->aggregate) || !g_hash_table_add (passed, row->aggregate)
        || (!together && group->n > 0))
      continue;
    if (!add_message (s, group, row, error))
      return false;
    *ret_any = true;
    alone = !together;
  }
  return true;
}

/* ---- a page ------------------------------------------------------------------------------------------------------ */

/* The page is over: what was claimed and not sent is nobody's again. */
static FoTxnEnd
write_page (FoTxn *txn, gpointer data, GError **error)
{
  const Sending *s = data;

  for (guint i = 0; i < s->rows->len; i++) {
    const FoDeliveryRow *row = &g_array_index (s->rows, FoDeliveryRow, i);
    if (row->outbox)
      fo_delivery_release (txn, row->outbox, s->l->row.id);
  }
  return write_endings (txn, data, error);
}

static bool
send_rows (Sending *s, GError **error)
{
  bool any = true;

  while (any) {
    Group group;

    if (!collect (s, &group, &any, error) || !send_group (s, &group, error))
      return false;
  }
  return true;
}

/* What is known is written, also when the rest is not. */
static bool
send_page (Sending *s, GError **error)
{
  bool sent = send_rows (s, error), written;

  if (!sent && g_error_matches (*error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED))
    return false; /* whoever has taken over looks for all of it */
  written = write_known (s, write_page, sent ? error : NULL);
  s->after = s->last;
  return sent && written;
}

static bool
send_all (Sending *s, GError **error)
{
  do {
    if (!fo_store_read (s->l->gateway->store, look, s, error))
      return false;
    if (s->rows->len == 0) {
      s->after = s->last;
      continue;
    }
    if (!fo_gateway_write (s->l->gateway, claim, s, error) || !send_page (s, error))
      return false;
  } while (s->more);
  return true;
}

bool
fo_gateway_send (FoGatewayLink *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));
  g_autoptr (GArray) endings = g_array_new (FALSE, FALSE, sizeof (FoEnding));
  g_autoptr (GHashTable) blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Sending s = { .l = l, .rows = rows, .endings = endings, .blocked = blocked };
  g_autoptr (GError) why = NULL;
  bool sent;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_delivery_row_clear);
  g_array_set_clear_func (endings, (GDestroyNotify) fo_ending_clear);
  sent = send_all (&s, &why);
  if (!sent)
    g_propagate_error (error, g_steal_pointer (&why));
  return sent;
}
