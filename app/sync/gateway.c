/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/meta.h"
#include "inside.h"
#include "sales.h"
#include <string.h>
#include <unistd.h>

/* ---- which sales database ---------------------------------------------------------------------------------------- */

typedef struct {
  const char *key;
  char *value;
} Note;

static FoTxnEnd
get_note (FoTxn *txn, gpointer data, GError **error)
{
  Note *note = data;

  g_clear_pointer (&note->value, g_free);
  return fo_meta_get (txn, note->key, &note->value, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

typedef struct {
  FoSalesLink main;
  bool found;
  const char *uri;
  FoId id;
} MainLink;

static FoTxnEnd
find_main (FoTxn *txn, gpointer data, GError **error)
{
  MainLink *m = data;
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  if (!fo_links (txn, links, error))
    return FO_TXN_FAIL;
  fo_sales_link_clear (&m->main);
  m->found = links->len > 0 && g_array_index (links, FoSalesLink, 0).role == FO_LINK_ROLE_MAIN;
  if (m->found) {
    m->main = g_array_index (links, FoSalesLink, 0);
    g_array_index (links, FoSalesLink, 0) = (FoSalesLink){ 0 };
  }
  return FO_TXN_COMMIT;
}

bool
fo_gateway_sales_uri (FoStore *store, char **ret_uri, GError **error)
{
  MainLink m = { .found = false };

  if (!fo_store_read (store, find_main, &m, error))
    return false;
  *ret_uri = g_strdup (m.found && g_str_equal (m.main.kind, "sql") ? m.main.address : "");
  fo_sales_link_clear (&m.main);
  return true;
}

static FoTxnEnd
set_main (FoTxn *txn, gpointer data, GError **error)
{
  MainLink *m = data;
  FoTxnEnd end = find_main (txn, m, error);
  FoSalesLink link = {
    .name = (char *) "sales", .kind = (char *) "sql", .address = (char *) m->uri, .role = FO_LINK_ROLE_MAIN
  };

  link.id = m->found ? m->main.id : m->id;
  if (m->found)
    fo_link_set_up (txn, &link);
  else
    fo_link_insert (txn, m->id, &link);
  return end;
}

bool
fo_gateway_set_sales_uri (FoStore *store, const char *uri, GError **error)
{
  g_autoptr (FoSales) sales = fo_sales_new (uri, false, error); /* only to see that it is one */
  MainLink m = { .uri = uri };
  bool done;

  m.id = sales ? fo_store_next_id (store, error) : 0;
  done = m.id && fo_store_write (store, 0, set_main, &m, error);
  fo_sales_link_clear (&m.main);
  return done;
}

bool
fo_gateway_last_contact (FoStore *store, gint64 *ret_contact_us, GError **error)
{
  MainLink m = { .found = false };

  if (!fo_store_read (store, find_main, &m, error))
    return false;
  *ret_contact_us = m.main.contact_us;
  fo_sales_link_clear (&m.main);
  return true;
}

/* ---- a gateway --------------------------------------------------------------------------------------------------- */

/* "BOOT/PID/RANDOM": which start of which machine, which process, which gateway of it. */
static char *
name_holder (void)
{
  g_autofree char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    boot = g_strdup (g_get_host_name ());
  return g_strdup_printf ("%s/%d/%08x", g_strstrip (boot), (int) getpid (), g_random_int ());
}

/* That there is somebody to talk to, and that SALES_URI names a sales database when there is one. */
static bool
has_somebody (FoGateway *gateway, const char *sales_uri, GError **error)
{
  g_autoptr (FoSales) sales = NULL;

  if (!sales_uri && !fo_gateway_load_links (gateway, error))
    return false;
  for (guint i = 0; !sales_uri && i < gateway->links->len; i++)
    if (((FoGatewayLink *) g_ptr_array_index (gateway->links, i))->row.address[0])
      return true;
  sales = fo_sales_new (sales_uri ? sales_uri : "", false, error);
  return sales != NULL;
}

FoGateway *
fo_gateway_new (FoStore *store, const char *sales_uri, GError **error)
{
  g_autoptr (FoGateway) gateway = g_new0 (FoGateway, 1);
  Note warehouse = { "sales_warehouse", NULL };

  gateway->store = store;
  gateway->only_uri = g_strdup (sales_uri);
  gateway->links = g_ptr_array_new ();
  gateway->holder = name_holder ();
  gateway->rand = g_rand_new ();
  g_mutex_init (&gateway->lock);
  g_cond_init (&gateway->changed);
  if (!fo_store_read (store, get_note, &warehouse, error))
    return NULL;
  gateway->warehouse = warehouse.value;
  return has_somebody (gateway, sales_uri, error) ? g_steal_pointer (&gateway) : NULL;
}

void
fo_gateway_free (FoGateway *gateway)
{
  if (!gateway)
    return;
  fo_gateway_return_lease (gateway);
  g_ptr_array_unref (gateway->links);
  g_free (gateway->only_uri);
  g_free (gateway->holder);
  g_free (gateway->warehouse);
  g_rand_free (gateway->rand);
  g_mutex_clear (&gateway->lock);
  g_cond_clear (&gateway->changed);
  g_free (gateway);
}

void
fo_gateway_set_tell (FoGateway *gateway, FoGatewayTell tell, gpointer data)
{
  gateway->tell = tell;
  gateway->tell_data = data;
}

void
fo_gateway_tell (FoGateway *gateway, const FoGatewayEvent *event)
{
  if (gateway->tell)
    gateway->tell (event, gateway->tell_data);
}

void
fo_gateway_read_all (FoGateway *gateway)
{
  gateway->read_all = true;
}

void
fo_gateway_insist (FoGateway *gateway)
{
  gateway->insists = true;
}

gint64
fo_gateway_now_us (FoGateway *gateway)
{
  return gateway->clock ? gateway->clock (gateway->world) : fo_store_now_us (gateway->store);
}

/* ---- a round ----------------------------------------------------------------------------------------------------- */

/* Of the link alone: what is wrong with it is written down, and the others go on. False: the store failed. */
static bool
settle_part (FoGatewayLink *l, bool done, GError *why, GError **error)
{
  if (done)
    return true;
  if (why->domain == FO_SALES_ERROR) {
    fo_gateway_link_failed (l, why);
    return true;
  }
  g_propagate_error (error, g_error_copy (why));
  return false;
}

static bool
hear_link (FoGatewayLink *l, GError **error)
{
  g_autoptr (GError) why = NULL, read_why = NULL;
  bool heard, was_read;

  if (l->row.role == FO_LINK_ROLE_SINK)
    return true;
  heard = l->is_out || fo_gateway_hear (l, &why);
  if (!settle_part (l, heard, why, error))
    return false;
  was_read = !l->link || fo_gateway_read (l, &read_why); /* also what an earlier round had kept and not read */
  return settle_part (l, was_read, read_why, error);
}

static bool
send_link (FoGatewayLink *l, GError **error)
{
  g_autoptr (GError) why = NULL;

  bool sent = l->is_out || fo_gateway_send (l, &why);

  return settle_part (l, sent, why, error);
}

static bool
each_link (FoGateway *gateway, bool (*part) (FoGatewayLink *l, GError **error), GError **error)
{
  for (guint i = 0; i < gateway->links->len; i++)
    if (!part (g_ptr_array_index (gateway->links, i), error))
      return false;
  return true;
}

static FoTxnEnd
count_unknown (FoTxn *txn, gpointer data, GError **error)
{
  FoGateway *gateway = data;
  FoOutboxCounts counts;

  if (!fo_outbox_counts (txn, &counts, error))
    return FO_TXN_FAIL;
  gateway->round.unknown = (guint) counts.unknown;
  return FO_TXN_COMMIT;
}

/* What the first link complained of stands for the round. */
static bool
judge_links (FoGateway *gateway, GError **error)
{
  for (guint i = 0; i < gateway->links->len; i++) {
    const FoGatewayLink *l = g_ptr_array_index (gateway->links, i);

    if (l->why) {
      g_propagate_error (error, g_error_copy (l->why));
      return false;
    }
  }
  return true;
}

/* What can be done without one part is done: a view that is missing over there does not keep shipments back. */
static bool
run_parts (FoGateway *gateway, GError **error)
{
  g_autoptr (GError) why = NULL;
  bool done = each_link (gateway, hear_link, &why) && fo_gateway_take (gateway, true, &why)
              && each_link (gateway, send_link, &why);

  if (!done && why->domain != FO_SALES_ERROR) {
    g_propagate_error (error, g_steal_pointer (&why));
    return false;
  }
  if (!fo_store_read (gateway->store, count_unknown, gateway, error) || !fo_gateway_end_links (gateway, error))
    return false;
  gateway->read_all = gateway->insists = false;
  return judge_links (gateway, error);
}

bool
fo_gateway_run_once (FoGateway *gateway, FoGatewayRound *ret_round, GError **error)
{
  bool ours = false, done;

  gateway->round = (FoGatewayRound){ 0 };
  done = fo_gateway_ask_lease (gateway, &ours, error);
  gateway->round.busy = done && !ours;
  if (done && ours) {
    done = fo_gateway_load_links (gateway, error) && run_parts (gateway, error);
    if (!gateway->keeps_lease || !done)
      fo_gateway_return_lease (gateway);
  } else
    gateway->epoch = 0;
  *ret_round = gateway->round;
  return done;
}

bool
fo_gateway_rest (FoGateway *gateway, gint64 ms)
{
  gint64 until_us = g_get_monotonic_time () + ms * 1000;
  bool stopping;

  if (gateway->rest)
    return gateway->rest (gateway->world, ms);
  g_mutex_lock (&gateway->lock);
  while (!gateway->stopping)
    if (!g_cond_wait_until (&gateway->changed, &gateway->lock, until_us))
      break;
  stopping = gateway->stopping;
  g_mutex_unlock (&gateway->lock);
  return !stopping;
}

static bool
wait_for_next (FoGateway *gateway, gint64 every_ms)
{
  gint64 until_us = g_get_monotonic_time () + every_ms * 1000;
  bool stopping;

  g_mutex_lock (&gateway->lock);
  while (!gateway->stopping && !gateway->woken)
    if (!g_cond_wait_until (&gateway->changed, &gateway->lock, until_us))
      break;
  gateway->woken = false;
  stopping = gateway->stopping;
  g_mutex_unlock (&gateway->lock);
  return !stopping;
}

#define FAST_MS 3000 /* below that the lease is not given back and taken again each time */

void
fo_gateway_run (FoGateway *gateway, gint64 every_ms, FoGatewayEnded ended, gpointer data)
{
  gateway->keeps_lease = every_ms < FAST_MS;
  do {
    g_autoptr (GError) error = NULL;
    FoGatewayRound round;
    bool done = fo_gateway_run_once (gateway, &round, &error);

    ended (&round, done ? NULL : error, data);
    if (done && !round.busy)
      fo_gateway_do_daily (gateway);
  } while (wait_for_next (gateway, every_ms));
  gateway->keeps_lease = false;
  fo_gateway_return_lease (gateway);
}

static void
signal_loop (FoGateway *gateway, bool *flag)
{
  g_mutex_lock (&gateway->lock);
  *flag = true;
  g_cond_broadcast (&gateway->changed);
  g_mutex_unlock (&gateway->lock);
}

void
fo_gateway_stop (FoGateway *gateway)
{
  signal_loop (gateway, &gateway->stopping);
}

void
fo_gateway_wake (FoGateway *gateway)
{
  signal_loop (gateway, &gateway->woken);
}

/* ---- as JSON ----------------------------------------------------------------------------------------------------- */

static char *
take_json (json_object *object)
{
  char *text =
      g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));

  json_object_put (object);
  return text;
}

static void
add_text (json_object *object, const char *name, const char *text)
{
  if (text && text[0])
    json_object_object_add (object, name, json_object_new_string (text));
}

char *
fo_gateway_event_to_json (const FoGatewayEvent *event)
{
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "event", json_object_new_string (event->what));
  add_text (object, "link", event->link);
  add_text (object, "entity", event->entity);
  add_text (object, "id", event->remote_id);
  add_text (object, "rev", event->rev);
  add_text (object, "op", event->op);
  add_text (object, "op_id", event->op_id);
  add_text (object, "why", event->why);
  if (event->reply) {
    g_autofree char *reply = fo_reply_to_json (event->reply);
    json_object_object_add (object, "reply", json_tokener_parse (reply));
  }
  return take_json (object);
}

char *
fo_gateway_round_to_json (const FoGatewayRound *round)
{
  const struct {
    const char *name;
    guint count;
  } counts[] = {
    { "heard", round->heard },         { "applied", round->applied },   { "superseded", round->superseded },
    { "disputed", round->disputed },   { "rejected", round->rejected }, { "left_alone", round->left_alone },
    { "unchanged", round->unchanged }, { "waiting", round->waiting },   { "sent", round->sent },
    { "verified", round->verified },   { "refused", round->refused },   { "later", round->later },
    { "unknown", round->unknown },
  };
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "event", json_object_new_string ("round"));
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_object_add (object, counts[i].name, json_object_new_int64 (counts[i].count));
  json_object_object_add (object, "busy", json_object_new_boolean (round->busy));
  return take_json (object);
}
