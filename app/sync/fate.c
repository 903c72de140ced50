/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fate.h"

#define PLAIN (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)
#define FIRST_AGAIN_MS 1000
#define LAST_AGAIN_MS ((gint64) 3600 * 1000)

void
fo_ending_clear (FoEnding *ending)
{
  fo_fate_clear (&ending->fate);
  g_free (ending->ours);
  g_free (ending->theirs);
}

/* Twice as long each time up to an hour, a fifth more or less, so that what failed together does not come back together. */
gint64
fo_gateway_next_try_us (FoGateway *gateway, gint64 attempts, gint64 retry_ms)
{
  gint64 ms = retry_ms > 0 ? retry_ms : MIN (FIRST_AGAIN_MS << MIN (attempts, 20), LAST_AGAIN_MS);
  double stretch =
      retry_ms > 0 ? g_rand_double_range (gateway->rand, 1.0, 1.2) : g_rand_double_range (gateway->rand, 0.8, 1.2);

  return fo_gateway_now_us (gateway) + (gint64) ((double) ms * stretch) * 1000;
}

static FoDeliveryState
state_of (FoFateKind kind)
{
  switch (kind) {
  case FO_FATE_VERIFIED:
    return FO_DELIVERY_VERIFIED;
  case FO_FATE_REFUSED:
    return FO_DELIVERY_REFUSED;
  case FO_FATE_DIFFERS:
    return FO_DELIVERY_DIFFERS;
  case FO_FATE_CLOSED:
    return FO_DELIVERY_CLOSED;
  case FO_FATE_NOT_CARRIED:
    return FO_DELIVERY_NOT_CARRIED;
  case FO_FATE_LATER:
    return FO_DELIVERY_WAITING;
  case FO_FATE_UNKNOWN:
    return FO_DELIVERY_UNKNOWN;
  }
  g_assert_not_reached ();
}

/* ---- what no system takes from outside ---------------------------------------------------------------------------- */

void
fo_fate_say_by_hand (FoFate *fate, const char *op, const char *body_text)
{
  static const char *const ops[] = { "order.open", "order.cancel", "supply.open", "supply.propose", "supply.cancel", "line.substitute",
                                     "substitute.ask", "claim.set", NULL };
  json_object *body, *number = NULL;

  if (fate->kind != FO_FATE_NOT_CARRIED || fate->why || !g_strv_contains (ops, op))
    return;
  body = json_tokener_parse (body_text);
  if (!json_object_object_get_ex (body, "claim", &number))
    json_object_object_get_ex (body, "number", &number);
  fate->why = g_strdup_printf ("link.by-hand\tnumber\t%s", number ? json_object_get_string (number) : "");
  json_object_put (body);
}

/* ---- both sides of a disagreement -------------------------------------------------------------------------------- */

static char *
take_text (json_object *object)
{
  char *text = g_strdup (json_object_to_json_string_ext (object, PLAIN));

  json_object_put (object);
  return text;
}

static char *
say_ours (const FoDeliveryRow *row)
{
  json_object *object = json_object_new_object (), *body = json_tokener_parse (row->body);

  json_object_object_add (object, "op", json_object_new_string (row->op));
  json_object_object_add (object, "body", body ? body : json_object_new_string (row->body));
  return take_text (object);
}

static char *
say_theirs (const FoFate *fate)
{
  json_object *object;

  if (fate->theirs)
    return g_strdup (fate->theirs);
  object = json_object_new_object ();
  if (fate->kind != FO_FATE_DIFFERS)
    json_object_object_add (object, "refused", json_object_new_string (fate->why ? fate->why : ""));
  return take_text (object);
}

static const char *
conflict_of (const FoFate *fate)
{
  switch (fate->kind) {
  case FO_FATE_REFUSED:
    return "refused";
  case FO_FATE_DIFFERS:
    return fate->theirs ? "stands_otherwise" : "vanished";
  case FO_FATE_CLOSED:
    return "period_closed";
  case FO_FATE_VERIFIED:
  case FO_FATE_NOT_CARRIED:
  case FO_FATE_LATER:
  case FO_FATE_UNKNOWN:
    return NULL;
  }
  g_assert_not_reached ();
}

void
fo_ending_judge (
    FoGateway *gateway, const FoDeliveryRow *row, FoFate *fate, bool changed, bool link_gone, FoEnding *ret)
{
  FoDeliveryState state = state_of (fate->kind);

  *ret = (FoEnding){ .outbox = row->outbox, .fate = *fate, .conflict = conflict_of (fate) };
  *fate = (FoFate){ 0 };
  ret->end = (FoDeliveryEnd){ .state = state,
                              .tried = state == FO_DELIVERY_UNKNOWN || (row->tried && !fo_delivery_is_settled (state))
                                       || (changed && fo_delivery_is_settled (state)),
                              .remote_id = ret->fate.remote_id,
                              .remote_number = ret->fate.remote_number,
                              .why = ret->fate.why,
                              .theirs = ret->fate.theirs };
  if (!fo_delivery_is_settled (state) && !link_gone)
    ret->end.next_us = fo_gateway_next_try_us (gateway, row->attempts, ret->fate.retry_ms);
  if (ret->conflict) {
    ret->ours = say_ours (row);
    ret->theirs = say_theirs (&ret->fate);
  }
  fo_id_uuid (row->outbox, fo_store_space (gateway->store), ret->uuid);
}

bool
fo_ending_write (FoTxn *txn, const FoGatewayLink *l, const FoEnding *ending, GError **error)
{
  fo_delivery_end (txn, ending->outbox, l->row.id, &ending->end);
  if (ending->end.state == FO_DELIVERY_VERIFIED)
    fo_conflict_close (txn, "message", ending->uuid);
  return !ending->conflict
         || fo_conflict_open_at (txn, l->row.name, "message", ending->uuid, ending->conflict, ending->ours,
                                 ending->theirs, error);
}
