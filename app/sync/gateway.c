/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/meta.h"
#include "inside.h"
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define TURN_US ((gint64) 60 * G_USEC_PER_SEC) /* a gateway that says nothing for so long is taken for dead */
#define RENEW_US ((gint64) 20 * G_USEC_PER_SEC)

/* ---- notes ------------------------------------------------------------------------------------------------------- */

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

static bool
read_note (FoStore *store, const char *key, char **ret_value, GError **error)
{
  Note note = { key, NULL };

  if (!fo_store_read (store, get_note, &note, error))
    return false;
  *ret_value = note.value;
  return true;
}

static FoTxnEnd
set_note (FoTxn *txn, gpointer data, GError **error)
{
  const Note *note = data;

  (void) error;
  fo_meta_set (txn, note->key, note->value);
  return FO_TXN_COMMIT;
}

bool
fo_gateway_sales_uri (FoStore *store, char **ret_uri, GError **error)
{
  return read_note (store, "sales_uri", ret_uri, error);
}

bool
fo_gateway_set_sales_uri (FoStore *store, const char *uri, GError **error)
{
  Note note = { "sales_uri", (char *) uri };
  g_autoptr (FoSales) sales = fo_sales_new (uri, false, error); /* only to see that it is one */

  return sales && fo_store_write (store, 0, set_note, &note, error);
}

typedef struct {
  char *text;
  gint64 contact_us;
} Contact;

static FoTxnEnd
get_contact (FoTxn *txn, gpointer data, GError **error)
{
  Contact *contact = data;

  g_clear_pointer (&contact->text, g_free);
  return fo_cursor_get (txn, "sales", &contact->text, &contact->contact_us, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_gateway_last_contact (FoStore *store, gint64 *ret_contact_us, GError **error)
{
  Contact contact = { NULL, 0 };

  if (!fo_store_read (store, get_contact, &contact, error))
    return false;
  *ret_contact_us = contact.contact_us;
  g_free (contact.text);
  return true;
}

/* ---- the turn of the warehouse's gateway ------------------------------------------------------------------------- */

/* "BOOT/PID/RANDOM": which start of which machine, which process, which gateway of it. */
static char *
name_holder (void)
{
  g_autofree char *boot = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
    boot = g_strdup (g_get_host_name ());
  return g_strdup_printf ("%s/%d/%08x", g_strstrip (boot), (int) getpid (), g_random_int ());
}

/* A gateway of this machine whose process is gone has no more to say. */
static bool
is_dead (const char *holder, const char *ours)
{
  const char *slash = strchr (holder, '/');
  gsize machine = slash ? (gsize) (slash - holder) + 1 : 0;
  guint64 pid;

  if (!slash || strncmp (holder, ours, machine) != 0)
    return false;
  pid = g_ascii_strtoull (slash + 1, NULL, 10);
  return pid > 0 && kill ((pid_t) pid, 0) != 0 && errno == ESRCH;
}

typedef struct {
  const char *holder;
  char *broken, *now_held_by;
  gint64 until_us;
} Turn;

static FoTxnEnd
take_turn (FoTxn *txn, gpointer data, GError **error)
{
  Turn *turn = data;

  g_clear_pointer (&turn->now_held_by, g_free);
  return fo_gateway_turn_take (txn, turn->holder, turn->broken, turn->until_us, &turn->now_held_by, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static bool
ask_for_turn (FoGateway *gateway, gint64 until_us, bool *ret_ours, GError **error)
{
  Turn turn = { .holder = gateway->holder, .until_us = until_us };
  bool asked = fo_store_write (gateway->store, 0, take_turn, &turn, error);

  if (asked && is_dead (turn.now_held_by, gateway->holder)) {
    turn.broken = g_steal_pointer (&turn.now_held_by);
    asked = fo_store_write (gateway->store, 0, take_turn, &turn, error);
  }
  if (asked)
    *ret_ours = g_str_equal (turn.now_held_by, gateway->holder);
  g_free (turn.broken);
  g_free (turn.now_held_by);
  return asked;
}

bool
fo_gateway_keep_turn (FoGateway *gateway, GError **error)
{
  gint64 now_us = fo_store_now_us (gateway->store);
  bool ours = true;

  if (gateway->turn_until_us - now_us > TURN_US - RENEW_US)
    return true;
  if (!ask_for_turn (gateway, now_us + TURN_US, &ours, error))
    return false;
  gateway->turn_until_us = now_us + TURN_US;
  if (!ours)
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_BUSY, "Another gateway has taken over.");
  return ours;
}

static void
give_turn_back (FoGateway *gateway)
{
  bool ours;

  gateway->turn_until_us = 0;
  if (!ask_for_turn (gateway, 0, &ours, NULL))
    g_debug ("the turn could not be given back; it runs out by itself");
}

/* ---- a gateway --------------------------------------------------------------------------------------------------- */

FoGateway *
fo_gateway_new (FoStore *store, const char *sales_uri, GError **error)
{
  g_autofree char *remembered = NULL, *warehouse = NULL, *sum = NULL;
  FoGateway *gateway;
  FoSales *sales;

  if ((!sales_uri && !fo_gateway_sales_uri (store, &remembered, error))
      || !read_note (store, "sales_warehouse", &warehouse, error))
    return NULL;
  sales = fo_sales_new (sales_uri ? sales_uri : remembered, false, error);
  if (!sales)
    return NULL;
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sales->uri, -1);
  gateway = g_new0 (FoGateway, 1);
  gateway->store = store;
  gateway->sales = sales;
  gateway->feeds = g_strndup (sum, 12);
  gateway->holder = name_holder ();
  gateway->warehouse = g_steal_pointer (&warehouse);
  g_mutex_init (&gateway->lock);
  g_cond_init (&gateway->changed);
  return gateway;
}

void
fo_gateway_free (FoGateway *gateway)
{
  if (!gateway)
    return;
  fo_sales_free (gateway->sales);
  g_free (gateway->feeds);
  g_free (gateway->holder);
  g_free (gateway->warehouse);
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

/* ---- a round ----------------------------------------------------------------------------------------------------- */

/* What can be done without one part is done: a view that is missing over there does not keep shipments back. */
static bool
run_parts (FoGateway *gateway, GError **error)
{
  g_autoptr (GError) why = NULL, take_why = NULL, send_why = NULL;
  bool heard = fo_gateway_hear (gateway, &why), answers;

  if (!heard && why->domain != FO_SALES_ERROR) {
    g_propagate_error (error, g_steal_pointer (&why));
    return false;
  }
  answers = heard || !g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
  if (!fo_gateway_take (gateway, heard, &take_why) && !why)
    why = g_steal_pointer (&take_why);
  if (answers && !fo_gateway_send (gateway, &send_why) && !why)
    why = g_steal_pointer (&send_why);
  if (!why)
    return true;
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

bool
fo_gateway_run_once (FoGateway *gateway, FoGatewayRound *ret_round, GError **error)
{
  bool ours = false, done;

  gateway->round = (FoGatewayRound){ 0 };
  gateway->turn_until_us = fo_store_now_us (gateway->store) + TURN_US;
  done = ask_for_turn (gateway, gateway->turn_until_us, &ours, error);
  gateway->round.busy = done && !ours;
  if (done && ours) {
    done = run_parts (gateway, error);
    give_turn_back (gateway);
  }
  *ret_round = gateway->round;
  return done;
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

void
fo_gateway_run (FoGateway *gateway, gint64 every_ms, FoGatewayEnded ended, gpointer data)
{
  do {
    g_autoptr (GError) error = NULL;
    FoGatewayRound round;
    bool done = fo_gateway_run_once (gateway, &round, &error);

    ended (&round, done ? NULL : error, data);
  } while (wait_for_next (gateway, every_ms));
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
    { "heard", round->heard },       { "applied", round->applied },   { "superseded", round->superseded },
    { "disputed", round->disputed }, { "rejected", round->rejected }, { "left_alone", round->left_alone },
    { "waiting", round->waiting },   { "sent", round->sent },         { "verified", round->verified },
    { "refused", round->refused },   { "unknown", round->unknown },
  };
  json_object *object = json_object_new_object ();

  json_object_object_add (object, "event", json_object_new_string ("round"));
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_object_add (object, counts[i].name, json_object_new_int64 (counts[i].count));
  json_object_object_add (object, "busy", json_object_new_boolean (round->busy));
  return take_json (object);
}
