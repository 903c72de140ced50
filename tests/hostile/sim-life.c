/* SPDX-License-Identifier: GPL-3.0-or-later
 * One life: what happens next, who dies of it, and how it all comes to rest. */
#include "firstout/store/places.h"
#include "firstout/work/sending.h"
#include "sim.h"
#include <string.h>

/* ---- telling and throwing ------------------------------------------------------------------------------------------ */

void
sim_tell (Sim *sim, const char *format, ...)
{
  va_list list;

  if (!sim->tells)
    return;
  va_start (list, format);
  g_string_append_printf (sim->trace, "# %10.3f %*s", (double) (sim->now_us - SIM_BEGINS_US) / G_USEC_PER_SEC,
                          (int) (2 * sim->depth), "");
  g_string_append_vprintf (sim->trace, format, list);
  g_string_append_c (sim->trace, '\n');
  va_end (list);
}

void
sim_trouble (Sim *sim, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  if (!sim->trouble)
    sim->trouble = g_strdup_vprintf (format, list);
  va_end (list);
  sim_tell (sim, "TROUBLE: %s", sim->trouble);
}

gint32
sim_up_to (Sim *sim, gint32 n)
{
  return g_rand_int_range (sim->rand, 0, n);
}

bool
sim_once_in (Sim *sim, gint32 n)
{
  return sim_up_to (sim, n) == 0;
}

/* ---- the machine --------------------------------------------------------------------------------------------------- */

static gint64
clock_of_store (gpointer data)
{
  return ((Sim *) data)->now_us;
}

static gint64
clock_of (gpointer data)
{
  return ((SimWorld *) data)->sim->now_us;
}

static bool
rest (gpointer data, gint64 ms)
{
  ((SimWorld *) data)->sim->now_us += ms * 1000;
  return true;
}

static void
pass (Sim *sim, gint64 us)
{
  sim->now_us += us;
  if (sim->store)
    fo_store_set_today (sim->store, (FoDay) (sim->now_us / (24 * 60 * SIM_MINUTE_US)));
}

static void
start_machine (Sim *sim)
{
  g_autoptr (GError) error = NULL;

  sim->store = fo_store_open (SIM_URI, 0, &error);
  g_assert_no_error (error);
  fo_store_set_clock (sim->store, clock_of_store, sim);
  fo_store_set_patience (sim->store, 0);
  sim->space = fo_store_space (sim->store);
  sim->dead = sim->died_unseen = false;
  pass (sim, 5000);
}

/* A dead gateway gives nothing back. */
static void
free_gateway (Sim *sim, FoGateway *gateway)
{
  if (gateway && (sim->dead || sim->died_unseen))
    gateway->epoch = 0;
  fo_gateway_free (gateway);
}

static void
stop_machine (Sim *sim)
{
  for (guint i = 0; i < SIM_GATEWAYS; i++)
    free_gateway (sim, g_steal_pointer (&sim->gateways[i]));
  disk_heal (sim->disk);
  g_clear_pointer (&sim->store, fo_store_free);
}

void
sim_die (Sim *sim, const char *when)
{
  if (sim->dead)
    return;
  sim_tell (sim, "the machine dies %s", when);
  sim->dead = true;
  sim->counts->deaths++;
  disk_fail (sim->disk, DISK_WRITE, 1, true);
}

static FoTxnEnd
read_links (FoTxn *txn, gpointer data, GError **error)
{
  g_array_set_size (data, 0);
  return fo_links (txn, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Who died before it was written that the password is refused does not know it any more, and may ask once. */
static void
forget_latch (Sim *sim)
{
  g_autoptr (GArray) links = g_array_new (FALSE, TRUE, sizeof (FoSalesLink));
  g_autoptr (GError) error = NULL;

  g_array_set_clear_func (links, (GDestroyNotify) fo_sales_link_clear);
  if (!fo_store_read (sim->store, read_links, links, &error))
    sim_trouble (sim, "the links cannot be read: %s", error->message);
  else if (!g_array_index (links, FoSalesLink, 0).latched)
    sim->sales.latched = 0;
}

/* Everything that was in memory is gone; what was written is there. */
static void
rise (Sim *sim)
{
  sim_die (sim, "because its disk fails");
  stop_machine (sim);
  pass (sim, 1000000);
  start_machine (sim);
  sim_tell (sim, "the machine starts");
  forget_latch (sim);
  g_hash_table_remove_all (sim->sales.not_before); /* they too were in memory, where they were not written yet */
  sim_stations_wake (sim);
}

/* The next so many writes of the disk go well. */
static void
maybe_die_soon (Sim *sim)
{
  if (sim->calm || sim->died_unseen || sim->depth || !sim_once_in (sim, 25))
    return;
  sim->died_unseen = true;
  disk_fail (sim->disk, sim_once_in (sim, 3) ? DISK_SYNC : DISK_WRITE, 1 + (guint) sim_up_to (sim, 60), true);
}

/* ---- gateways ------------------------------------------------------------------------------------------------------ */

static void
hear_event (const FoGatewayEvent *event, gpointer data)
{
  Sim *sim = data;
  gint64 *turn;

  sim_tell (sim, "gateway: %s %s%s %s", event->what, event->entity ? event->entity : event->op,
            event->remote_id ? " " : "", event->remote_id ? event->remote_id : event->why);
  if (!event->op_id || g_str_equal (event->what, "later") || g_str_equal (event->what, "unknown")
      || g_hash_table_contains (sim->settled, event->op_id))
    return;
  turn = g_new (gint64, 1);
  *turn = ++sim->turn;
  g_hash_table_insert (sim->settled, g_strdup (event->op_id), turn);
}

static SimWorld *
new_world (Sim *sim)
{
  SimWorld *world = g_new0 (SimWorld, 1);

  world->sim = sim;
  g_ptr_array_add (sim->worlds, world);
  return world;
}

static FoGateway *
start_gateway (Sim *sim)
{
  g_autoptr (GError) error = NULL;
  FoGateway *gateway = fo_gateway_new (sim->store, NULL, &error);

  if (!gateway) {
    if (!sim->died_unseen)
      sim_trouble (sim, "no gateway: %s", error->message);
    sim_die (sim, "because its disk fails");
    return NULL;
  }
  gateway->more_kinds = sim_kinds ();
  gateway->clock = clock_of;
  gateway->rest = rest;
  gateway->world = new_world (sim);
  gateway->keeps_lease = sim_once_in (sim, 2);
  g_rand_set_seed (gateway->rand, (guint32) sim_up_to (sim, G_MAXINT32));
  fo_gateway_set_tell (gateway, hear_event, sim);
  return gateway;
}

/* True when it went well, and nothing happened any more. */
static bool
gateway_round (Sim *sim, guint n)
{
  FoGatewayRound round;
  g_autoptr (GError) error = NULL;
  FoGateway *gateway = sim->gateways[n] ? g_steal_pointer (&sim->gateways[n]) : start_gateway (sim);
  bool done;

  if (!gateway)
    return false;
  sim->counts->rounds++;
  sim->depth++;
  ((SimWorld *) gateway->world)->began = ++sim->turn;
  if (sim->depth > 1) /* in the middle of another's round: what that one was told is not written down yet */
    g_hash_table_remove_all (sim->sales.not_before);
  sim_tell (sim, "gateway %u: begins", n + 1);
  if (sim->calm)
    fo_gateway_insist (gateway);
  done = fo_gateway_run_once (gateway, &round, &error);
  sim->depth--;
  sim_tell (sim, "gateway %u: %s%s", n + 1, done ? "done" : error->message,
            done && round.busy ? ", another is at it" : "");
  if (g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED)) {
    sim->counts->takeovers++;
    g_hash_table_remove_all (sim->sales.not_before); /* what he was told last he could not write down */
  }
  if (!done && error->domain != FO_SALES_ERROR && !sim->dead && !sim->died_unseen
      && !g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED))
    sim_trouble (sim, "a round failed: %s", error->message);
  if (!done && error->domain != FO_SALES_ERROR && sim->died_unseen)
    sim_die (sim, "because its disk fails");
  if (sim->gateways[n] || sim->dead) /* another one took its place; or it is dead */
    free_gateway (sim, gateway);
  else
    sim->gateways[n] = gateway;
  return done && !round.busy
         && round.heard + round.applied + round.sent + round.verified + round.waiting + round.unknown == 0;
}

/* ---- what people must do ------------------------------------------------------------------------------------------- */

static FoAct
act_of (Sim *sim, GError **error)
{
  return (FoAct){ .operation = fo_store_next_id (sim->store, error), .station = "9", .person = "Lead" };
}

static bool
unlatch (Sim *sim, GError **error)
{
  g_auto (FoReply) reply = { 0 };
  const FoAct act = act_of (sim, error);

  if (!sim->sales.latched)
    return true;
  sim_tell (sim, "person: gives the right password");
  if (!act.operation || !fo_work_switch_link (sim->store, &act, "sales", FO_LINK_UNLATCH, &reply, error))
    return false;
  sim->sales.latched = 0;
  return true;
}

typedef struct {
  FoDeliveryState state;
  GArray *rows;
} Shown;

static FoTxnEnd
read_shown (FoTxn *txn, gpointer data, GError **error)
{
  Shown *shown = data;

  g_array_set_size (shown->rows, 0);
  return fo_deliveries_shown (txn, shown->state, G_MAXINT64, G_MAXINT64, 50, shown->rows, error) ? FO_TXN_COMMIT
                                                                                                 : FO_TXN_FAIL;
}

static bool
decide (Sim *sim, const FoDeliveryRow *row, GError **error)
{
  g_auto (FoReply) reply = { 0 };
  const FoAct act = act_of (sim, error);
  const FoSendingAct what = { .message = row->outbox,
                              .link = row->link_name,
                              .decision = row->state == FO_DELIVERY_DIFFERS ? FO_SENDING_DONE : FO_SENDING_AGAIN,
                              .day = row->state == FO_DELIVERY_CLOSED ? "2026-12-01" : NULL,
                              .words = "as agreed by telephone" };

  sim_tell (sim, "person: %s %s", row->op, row->state == FO_DELIVERY_CLOSED ? "gets another day" : "again");
  return act.operation && fo_work_decide_sending (sim->store, &act, &what, &reply, error);
}

static bool
decide_all (Sim *sim, GError **error)
{
  static const FoDeliveryState states[] = { FO_DELIVERY_CLOSED, FO_DELIVERY_REFUSED, FO_DELIVERY_DIFFERS };

  for (gsize s = 0; s < G_N_ELEMENTS (states); s++) {
    g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));
    Shown shown = { states[s], rows };

    g_array_set_clear_func (rows, (GDestroyNotify) fo_delivery_row_clear);
    if (!fo_store_read (sim->store, read_shown, &shown, error))
      return false;
    for (guint i = 0; i < rows->len; i++)
      if (!decide (sim, &g_array_index (rows, FoDeliveryRow, i), error))
        return false;
  }
  return true;
}

static void
person_acts (Sim *sim)
{
  g_autoptr (GError) error = NULL;

  if (unlatch (sim, &error) && decide_all (sim, &error))
    return;
  if (!sim->died_unseen)
    sim_trouble (sim, "a person was told: %s", error->message);
  sim_die (sim, "because its disk fails");
}

/* ---- what happens next --------------------------------------------------------------------------------------------- */

static void
time_passes (Sim *sim)
{
  if (sim->nights && sim_once_in (sim, 4)) {
    sim->counts->nights++;
    pass (sim, 10 * 60 * SIM_MINUTE_US);
  } else
    pass (sim, sim_up_to (sim, 100) * G_USEC_PER_SEC);
  sim_sales_late (sim, false);
}

static void
step (Sim *sim)
{
  gint32 n = sim_up_to (sim, 100);

  sim->left--;
  sim->counts->operations++;
  pass (sim, 1000 + sim_up_to (sim, 200000));
  maybe_die_soon (sim);
  if (n < 60)
    sim_station_works (sim);
  else if (n < 77)
    sim_sales_edit (sim);
  else if (n < 91)
    gateway_round (sim, sim_once_in (sim, 4));
  else if (n < 97)
    time_passes (sim);
  else
    person_acts (sim);
}

void
sim_meanwhile (Sim *sim)
{
  if (sim->calm || sim->dead || sim->depth > 2 || sim->left == 0 || !sim_once_in (sim, 12))
    return;
  sim->depth++;
  step (sim);
  sim->depth--;
}

void
sim_somebody_else (Sim *sim)
{
  if (!sim->calm && !sim->dead && sim->depth <= 2)
    gateway_round (sim, 1);
}

/* ---- a life -------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
furnish (FoTxn *txn, gpointer data, GError **error)
{
  const Sim *sim = data;
  FoSalesLink link = { .name = (char *) "sales",
                       .kind = (char *) (sim->objects ? "sim-objects" : "sim-rows"),
                       .address = (char *) "sim",
                       .config = (char *) "{}",
                       .role = FO_LINK_ROLE_MAIN };

  (void) error;
  fo_link_insert (txn, 2, &link);
  return FO_TXN_COMMIT;
}

static void
begin (Sim *sim)
{
  g_autoptr (GError) error = NULL;

  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++)
    sim->places[kind] = 10 + kind;
  sim->objects = sim_once_in (sim, 3);
  sim->nights = sim_once_in (sim, 4);
  sim->left = SIM_OPERATIONS;
  sim_sales_init (sim);
  start_machine (sim);
  if (!fo_store_write (sim->store, 0, furnish, sim, &error))
    g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    sim_sales_edit (sim);
  sim_tell (sim, "sales speaks of %s, %s%s", sim->objects ? "objects" : "rows",
            sim->sales.keyed ? "and knows messages by their names" : "and makes a document of each request",
            sim->nights ? "; days pass" : "");
}

#define ROUNDS_TO_REST 60

/* Everything works again; both sides speak until nobody has anything to say. */
static void
come_to_rest (Sim *sim)
{
  guint quiet = 0, rounds = 0;

  if (sim->dead || sim->died_unseen)
    rise (sim);
  sim->calm = true;
  sim->sales.period_closed = false;
  sim_tell (sim, "the world is calm");
  sim_sales_late (sim, true);
  for (; quiet < 3 && rounds < ROUNDS_TO_REST && !sim->trouble; rounds++) {
    pass (sim, 61 * G_USEC_PER_SEC);
    person_acts (sim);
    quiet = gateway_round (sim, 0) ? quiet + 1 : 0;
  }
  if (quiet < 3)
    sim_trouble (sim, "both sides do not come to rest");
}

static void
end (Sim *sim)
{
  stop_machine (sim);
  if (!sim->trouble)
    sim_judge_end (sim);
  for (guint i = 0; i < SIM_STATIONS; i++)
    g_free (sim->scans[i].request);
  sim_sales_clear (sim);
  g_hash_table_unref (sim->settled);
  g_ptr_array_unref (sim->answered);
  g_ptr_array_unref (sim->worlds);
  g_rand_free (sim->rand);
}

bool
sim_live (guint32 seed, const Disk *empty, SimCounts *counts, bool tells)
{
  g_autoptr (GString) trace = g_string_new (NULL);
  g_autoptr (Disk) disk = disk_copy (empty);
  Sim sim = { .seed = seed,
              .rand = g_rand_new_with_seed (seed),
              .trace = trace,
              .tells = tells,
              .now_us = SIM_BEGINS_US,
              .disk = disk,
              .counts = counts,
              .settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
              .answered = g_ptr_array_new_with_free_func (g_free),
              .worlds = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *trouble = NULL;

  disk_use (disk);
  begin (&sim);
  while (sim.left > 0 && !sim.trouble) {
    step (&sim);
    if (sim.dead || disk_failed (disk) > 0)
      rise (&sim);
  }
  if (!sim.trouble)
    come_to_rest (&sim);
  end (&sim);
  trouble = sim.trouble;
  if (tells)
    g_print ("%s", trace->str);
  if (trouble)
    g_print ("# sim, FO_SIM=%u: %s\n", seed, trouble);
  return !trouble;
}

/* ---- the house it begins with -------------------------------------------------------------------------------------- */

static FoTxnEnd
insert_places (FoTxn *txn, gpointer data, GError **error)
{
  (void) data, (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = 10 + kind, .kind = (FoPlaceKind) kind };
    g_strlcpy (place.code, fo_place_kind_name (place.kind), sizeof place.code);
    fo_place_insert (txn, &place);
  }
  return FO_TXN_COMMIT;
}

Disk *
sim_empty_disk (void)
{
  g_autoptr (GError) error = NULL;
  Disk *disk = disk_new ();
  FoStore *store;
  bool done;

  disk_use (disk);
  store = fo_store_open (SIM_URI, FO_STORE_CREATE, &error);
  g_assert_no_error (error);
  done = fo_store_write (store, 0, insert_places, NULL, &error);
  g_assert_no_error (error);
  g_assert (done);
  fo_store_free (store);
  return disk;
}
