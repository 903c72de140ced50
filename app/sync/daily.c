/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a gateway does between its rounds: both sides are compared, what nobody needs any more is forgotten, and a link of which nothing
 * is known is tested. */
#include "firstout/work/sending.h"
#include "firstout/work/setting.h"
#include "inside.h"

#define A_DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)
#define COMPARED "compared"
#define FORGOTTEN "forgotten"

/* ---- both sides compared --------------------------------------------------------------------------------------------- */

static guint
number_in (json_object *object, const char *name)
{
  json_object *value = object ? json_object_object_get (object, name) : NULL;

  return value ? (guint) json_object_get_int64 (value) : 0;
}

bool
fo_gateway_compared (FoTxn *txn, FoComparedLast *ret, GError **error)
{
  g_autofree char *text = NULL, *nothing = NULL;
  json_object *counts;
  gint64 wished_us;

  *ret = (FoComparedLast){ 0 };
  if (!fo_cursor_get (txn, COMPARED, &text, &ret->at_us, error) || !fo_cursor_get (txn, FO_FEED_COMPARE_WISHED, &nothing, &wished_us, error))
    return false;
  ret->is_wished = wished_us > ret->at_us;
  counts = text[0] ? json_tokener_parse (text) : NULL;
  ret->found = (FoCompared){ .messages = number_in (counts, "messages"),
                             .orders = number_in (counts, "orders"),
                             .lots = number_in (counts, "lots"),
                             .differences = number_in (counts, "differences") };
  json_object_put (counts);
  return true;
}

static FoTxnEnd
read_compared (FoTxn *txn, gpointer data, GError **error)
{
  return fo_gateway_compared (txn, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
write_compared (FoTxn *txn, gpointer data, GError **error)
{
  const FoCompared *counts = data;
  g_autofree char *text = g_strdup_printf ("{\"messages\":%u,\"orders\":%u,\"lots\":%u,\"differences\":%u}", counts->messages,
                                           counts->orders, counts->lots, counts->differences);

  (void) error;
  fo_cursor_set (txn, COMPARED, text);
  return FO_TXN_COMMIT;
}

/* Once a day, beginning a day after the first round: then there is something to compare; and when a person wishes it. What cannot be
 * compared today can be tomorrow. */
static void
compare (FoGateway *gateway)
{
  FoComparedLast last = { 0 };
  FoCompared counts = { 0 };
  g_autoptr (GError) error = NULL;
  bool is_first;

  if (!fo_store_read (gateway->store, read_compared, &last, &error))
    return;
  if (!last.is_wished && fo_gateway_now_us (gateway) - last.at_us < A_DAY_US)
    return;
  is_first = last.at_us == 0 && !last.is_wished;
  if (!is_first && !fo_gateway_compare (gateway, NULL, NULL, &counts, &error))
    g_debug ("not compared today: %s", error->message);
  g_clear_error (&error);
  if (!fo_gateway_write (gateway, write_compared, &counts, &error))
    g_debug ("that was compared is not written down: %s", error->message);
}

/* ---- what is kept long enough ----------------------------------------------------------------------------------------- */

enum { ROWS_AT_ONCE = 200, STEPS_A_ROUND = 5 };

typedef struct {
  FoForgetting walk, after;
  gint64 last_us, now_us;
  guint keep_days;
} Forget;

static FoTxnEnd
read_rule (FoTxn *txn, gpointer data, GError **error)
{
  Forget *forget = data;
  g_autofree char *text = NULL;

  return fo_cursor_get (txn, FORGOTTEN, &text, &forget->last_us, error)
                 && fo_number_read (txn, FO_NUMBER_SYNC_KEEP_DAYS, &forget->keep_days, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoTxnEnd
step (FoTxn *txn, gpointer data, GError **error)
{
  Forget *forget = data;

  return fo_retention_step (txn, &forget->walk, ROWS_AT_ONCE, &forget->after, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
write_forgotten (FoTxn *txn, gpointer data, GError **error)
{
  (void) data, (void) error;
  fo_cursor_set (txn, FORGOTTEN, "");
  return FO_TXN_COMMIT;
}

/* The next rows; the next kind of them behind the last. */
static bool
forget_some (FoGateway *gateway, guint64 *ret_forgotten, GError **error)
{
  Forget forget = { .walk = gateway->forgetting };

  if (!fo_gateway_write (gateway, step, &forget, error))
    return false;
  *ret_forgotten += forget.after.forgotten - forget.walk.forgotten;
  gateway->forgetting = forget.after;
  if (forget.after.is_over)
    gateway->forgetting = (FoForgetting){ .which = forget.after.which + 1, .before = forget.after.before };
  return true;
}

static bool
is_forgetting (const FoGateway *gateway)
{
  return gateway->forgetting.before > 0 && gateway->forgetting.which < FO_N_KEPT;
}

static bool
begin_forgetting (FoGateway *gateway, bool *ret_due, GError **error)
{
  Forget forget = { .now_us = fo_gateway_now_us (gateway) };

  if (!fo_store_read (gateway->store, read_rule, &forget, error))
    return false;
  *ret_due = forget.now_us - forget.last_us >= A_DAY_US;
  gateway->forgetting =
      (FoForgetting){ .which = FO_KEPT_TOLD, .before = fo_retention_before (forget.now_us - forget.keep_days * A_DAY_US) };
  return true;
}

/* A few rows a round, so that nobody waits for it. */
static void
forget_daily (FoGateway *gateway)
{
  g_autoptr (GError) error = NULL;
  guint64 forgotten = 0;
  bool due = true, fine = true;

  if (!is_forgetting (gateway)) {
    if (!begin_forgetting (gateway, &due, &error) || !due) {
      gateway->forgetting = (FoForgetting){ 0 };
      return;
    }
  }
  for (int i = 0; fine && i < STEPS_A_ROUND && is_forgetting (gateway); i++)
    fine = forget_some (gateway, &forgotten, &error);
  if (fine && !is_forgetting (gateway))
    fine = fo_gateway_write (gateway, write_forgotten, NULL, &error);
  if (!fine)
    g_debug ("nothing more is forgotten now: %s", error->message);
}

bool
fo_gateway_forget (FoGateway *gateway, guint64 *ret_forgotten, GError **error)
{
  guint64 forgotten = 0;
  bool due, fine = fo_gateway_keep_lease (gateway, error) && begin_forgetting (gateway, &due, error);

  while (fine && is_forgetting (gateway))
    fine = fo_gateway_keep_lease (gateway, error) && forget_some (gateway, &forgotten, error);
  gateway->forgetting = (FoForgetting){ 0 };
  fine = fine && fo_gateway_write (gateway, write_forgotten, NULL, error);
  if (!gateway->keeps_lease)
    fo_gateway_return_lease (gateway);
  if (fine)
    *ret_forgotten = forgotten;
  return fine;
}

/* ---- what a link can do ------------------------------------------------------------------------------------------------- */

static void
drop_finding (const FoFinding *finding, gpointer data)
{
  (void) finding, (void) data;
}

/* A person's test may run where nothing of it can be written down: what the gateway goes by it then finds out itself, once. */
static void
probe_unknown (FoGatewayLink *l)
{
  g_autoptr (GError) error = NULL;
  bool unknown = !l->row.caps || !l->row.caps[0] || g_str_equal (l->row.caps, "{}");

  if (!unknown || l->probed || l->is_out || !l->link || !l->ops->probe)
    return;
  l->probed = true;
  if (!l->ops->probe (l->link, drop_finding, NULL, &error))
    g_debug ("%s is not tested: %s", l->row.name, error->message);
}

void
fo_gateway_do_daily (FoGateway *gateway)
{
  for (guint i = 0; i < gateway->links->len; i++)
    probe_unknown (g_ptr_array_index (gateway->links, i));
  compare (gateway);
  forget_daily (gateway);
}
