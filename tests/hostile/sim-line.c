/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes wrong on the way to sales and back. */
#include "sim-line.h"

static const SimWorld *
world_of (FoLinkHost *host)
{
  return ((FoGatewayLink *) host)->gateway->world;
}

Sim *
sim_of (FoLinkHost *host)
{
  return world_of (host)->sim;
}

/* ---- faults -------------------------------------------------------------------------------------------------------- */

SimFault
sim_fault (Sim *sim, bool writes)
{
  gint32 n = sim->calm ? 1000 : sim_up_to (sim, 250);

  if (n < 6)
    return FAULT_LOST;
  if (n < 12)
    return FAULT_NO_ANSWER;
  if (n < 16)
    return writes && sim->sales.keyed ? FAULT_LATE : FAULT_NONE;
  if (n < 20)
    return writes && sim->sales.keyed ? FAULT_TWICE : FAULT_NONE;
  if (n < 23)
    return FAULT_BUSY;
  if (n < 24)
    return FAULT_LATCH;
  if (n < 27)
    return FAULT_SLOW;
  if (n < 30)
    return FAULT_FREEZE;
  if (n < 32)
    return FAULT_DEATH_BEFORE;
  return n < 35 ? FAULT_DEATH_AFTER : FAULT_NONE;
}

bool
sim_breaks (GError **error, FoSalesError kind, const char *why)
{
  g_set_error_literal (error, FO_SALES_ERROR, (int) kind, why);
  return false;
}

static void
put_off (Sim *sim, const SimRequest *request)
{
  SimLate late = { sim->now_us + sim_up_to (sim, 300) * G_USEC_PER_SEC, g_new0 (char *, request->n * SIM_WORDS + 1) };

  for (gsize i = 0; i < request->n * SIM_WORDS; i++)
    late.words[i] = g_strdup (request->words[i]);
  g_array_append_val (sim->sales.late, late);
}

#define PATIENCE_US ((gint64) 105 * G_USEC_PER_SEC) /* of an adapter with a request of its own: sync/http.h */

bool
sim_goes (FoLinkHost *host, const SimRequest *request, SimFault fault, GError **error)
{
  Sim *sim = sim_of (host);
  gint64 began_us = sim->now_us;

  sim_meanwhile (sim);
  if (sim->dead)
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "nobody asks any more");
  if (sim->sales.latched && (sim->sales.latched_by == world_of (host) || world_of (host)->began > sim->sales.latched))
    sim_trouble (sim, "I18: asked again after the password was refused");
  switch (fault) {
  case FAULT_LOST:
    sim->counts->lost++;
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "lost on the way there");
  case FAULT_LATE:
    sim->counts->late++;
    put_off (sim, request);
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "under way for long");
  case FAULT_BUSY:
    return sim_breaks (error, FO_SALES_ERROR_BUSY, "not now");
  case FAULT_LATCH:
    sim->counts->latches++;
    sim->sales.latched = ++sim->turn;
    sim->sales.latched_by = (gpointer) world_of (host);
    return sim_breaks (error, FO_SALES_ERROR_LATCHED, "who are you?");
  case FAULT_DEATH_BEFORE:
    sim_die (sim, "before a request");
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "nobody asks any more");
  case FAULT_SLOW:
    sim->counts->slow++;
    sim->now_us += sim_up_to (sim, 90) * G_USEC_PER_SEC;
    sim_somebody_else (sim);
    break;
  case FAULT_NONE:
  case FAULT_NO_ANSWER:
  case FAULT_FREEZE:
  case FAULT_TWICE:
  case FAULT_DEATH_AFTER:
    break;
  }
  if (sim->now_us - began_us > PATIENCE_US)
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "nobody waited so long");
  return !sim->dead || sim_breaks (error, FO_SALES_ERROR_OFFLINE, "nobody asks any more");
}

/* Whoever holds the lease is known to be dead, and it is taken from him. */
static FoTxnEnd
break_lease (FoTxn *txn, gpointer data, GError **error)
{
  g_autofree char *holder = NULL, *then = NULL;
  gint64 epoch;

  (void) data;
  return fo_gateway_lease_take (txn, "somebody", NULL, 0, &holder, &epoch, error)
                 && fo_gateway_lease_take (txn, "somebody", holder, 0, &then, &epoch, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* For he says nothing for so long; or somebody knows better, and by his own clock he is not. */
static void
be_taken_for_dead (Sim *sim)
{
  g_autoptr (GError) error = NULL;

  if (sim_once_in (sim, 2))
    sim->now_us += (200 + sim_up_to (sim, 600)) * G_USEC_PER_SEC;
  else if (!fo_store_write (sim->store, 0, break_lease, NULL, &error))
    sim_die (sim, "because its disk fails");
  sim_somebody_else (sim);
}

bool
sim_comes_back (Sim *sim, const SimRequest *request, SimFault fault, GError **error)
{
  if (fault == FAULT_TWICE && request->n) {
    sim->counts->doubled++;
    put_off (sim, request);
  }
  if (fault == FAULT_FREEZE)
    be_taken_for_dead (sim);
  if (fault == FAULT_DEATH_AFTER)
    sim_die (sim, "behind a request");
  if (fault == FAULT_NO_ANSWER)
    sim->counts->lost++;
  if (fault == FAULT_NO_ANSWER || sim->dead)
    return sim_breaks (error, FO_SALES_ERROR_OFFLINE, "lost on the way back");
  sim_meanwhile (sim);
  return !sim->dead || sim_breaks (error, FO_SALES_ERROR_OFFLINE, "nobody hears it");
}

/* ---- both kinds ---------------------------------------------------------------------------------------------------- */

const FoLinkOps *const *
sim_kinds (void)
{
  static const FoLinkOps *const kinds[] = { &sim_rows_ops, &sim_objects_ops, NULL };

  sim_rows_init ();
  return kinds;
}
