/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include "firstout/store/store.h"
#include "firstout/sync/gateway.h"

enum { EVERY_MS = 3000 };

struct FoLink {
  FoUiOptions options;
  FoLinkHeard heard;
  gpointer data;
  GThread *thread;
  GMutex lock; /* of the two below */
  FoGateway *gateway;
  gboolean stopped;
};

/* ---- on the main thread ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoLink *link;
  gboolean changed;
} Heard;

static void
heard_free (gpointer heard)
{
  g_atomic_rc_box_release (((Heard *) heard)->link);
  g_free (heard);
}

static gboolean
tell (gpointer data)
{
  const Heard *heard = data;

  if (heard->link->heard) /* not freed meanwhile */
    heard->link->heard (heard->changed, heard->link->data);
  return G_SOURCE_REMOVE;
}

static void
round_ended (const FoGatewayRound *round, const GError *error, gpointer data)
{
  Heard *heard = g_new0 (Heard, 1);

  (void) error;
  heard->link = g_atomic_rc_box_acquire (data);
  heard->changed = round->applied > 0;
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell, heard, heard_free);
}

/* ---- on its own thread ------------------------------------------------------------------------------------------------------- */

static void
run_rounds (FoLink *link, FoStore *store)
{
  g_autoptr (GError) error = NULL;
  FoGateway *gateway = fo_gateway_new (store, link->options.sales_uri, &error);
  const FoGatewayRound none = { 0 };
  gboolean stopped;

  if (!gateway) {
    round_ended (&none, error, link);
    return;
  }
  g_mutex_lock (&link->lock);
  link->gateway = gateway;
  stopped = link->stopped;
  g_mutex_unlock (&link->lock);
  if (!stopped)
    fo_gateway_run (gateway, EVERY_MS, round_ended, link);
  g_mutex_lock (&link->lock);
  link->gateway = NULL;
  g_mutex_unlock (&link->lock);
  fo_gateway_free (gateway);
}

static gpointer
run (gpointer data)
{
  FoLink *link = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (link->options.store_uri, 0, &error);
  const FoGatewayRound none = { 0 };

  if (!store) {
    round_ended (&none, error, link);
    return NULL;
  }
  if (link->options.today != FO_DAY_NONE)
    fo_store_set_today (store, link->options.today);
  run_rounds (link, store);
  return NULL;
}

FoLink *
fo_link_new (const FoUiOptions *options, FoLinkHeard heard, gpointer data)
{
  FoLink *link = g_atomic_rc_box_new0 (FoLink);

  link->options = *options;
  link->heard = heard;
  link->data = data;
  g_mutex_init (&link->lock);
  link->thread = g_thread_new ("gateway", run, link);
  return link;
}

void
fo_link_free (FoLink *link)
{
  if (!link)
    return;
  g_mutex_lock (&link->lock);
  link->stopped = TRUE;
  if (link->gateway)
    fo_gateway_stop (link->gateway);
  g_mutex_unlock (&link->lock);
  g_thread_join (link->thread);
  g_mutex_clear (&link->lock);
  link->heard = NULL;
  g_atomic_rc_box_release (link);
}
