/* SPDX-License-Identifier: GPL-3.0-or-later
 * One gateway of several writes. Each new holder of the lease has a new epoch, which every write of his names; whoever was
 * replaced while he slept writes nothing any more. */
#include "inside.h"
#include <errno.h>
#include <signal.h>
#include <string.h>

/* A gateway that says nothing for so long is taken for dead. Longer than any request is waited for: what is still on its way
 * when another takes over could come to pass behind his back, after he has looked for it and sent it again. */
#define LEASE_US ((gint64) 180 * G_USEC_PER_SEC)
#define RENEW_US ((gint64) 20 * G_USEC_PER_SEC)

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
  gint64 until_us, epoch;
} Lease;

static FoTxnEnd
take_lease (FoTxn *txn, gpointer data, GError **error)
{
  Lease *lease = data;

  g_clear_pointer (&lease->now_held_by, g_free);
  return fo_gateway_lease_take (txn, lease->holder, lease->broken, lease->until_us, &lease->now_held_by, &lease->epoch,
                                error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static bool
ask (FoGateway *gateway, gint64 until_us, bool *ret_ours, GError **error)
{
  Lease lease = { .holder = gateway->holder, .until_us = until_us };
  bool asked = fo_store_write (gateway->store, 0, take_lease, &lease, error);

  if (asked && is_dead (lease.now_held_by, gateway->holder)) {
    lease.broken = g_steal_pointer (&lease.now_held_by);
    asked = fo_store_write (gateway->store, 0, take_lease, &lease, error);
  }
  if (asked)
    *ret_ours = g_str_equal (lease.now_held_by, gateway->holder);
  if (asked && *ret_ours) {
    gateway->epoch = lease.epoch;
    gateway->lease_until_us = until_us;
  }
  g_free (lease.broken);
  g_free (lease.now_held_by);
  return asked;
}

bool
fo_gateway_ask_lease (FoGateway *gateway, bool *ret_ours, GError **error)
{
  gint64 now_us = fo_store_now_us (gateway->store);

  *ret_ours = true;
  if (gateway->epoch && gateway->lease_until_us - now_us > LEASE_US - RENEW_US)
    return true;
  return ask (gateway, now_us + LEASE_US, ret_ours, error);
}

/* Whoever lost it does not take it again in the middle of what he was doing. */
bool
fo_gateway_keep_lease (FoGateway *gateway, GError **error)
{
  gint64 before = gateway->epoch;
  bool ours = true;

  if (!fo_gateway_ask_lease (gateway, &ours, error))
    return false;
  if (ours && (!before || gateway->epoch == before))
    return true;
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_FENCED, "Another gateway has taken over.");
  return false;
}

void
fo_gateway_return_lease (FoGateway *gateway)
{
  bool ours;

  if (gateway->epoch && !ask (gateway, 0, &ours, NULL))
    g_debug ("the lease could not be given back; it runs out by itself");
  gateway->epoch = 0;
  gateway->lease_until_us = 0;
}

/* ---- fenced writes ----------------------------------------------------------------------------------------------- */

typedef struct {
  const FoGateway *gateway;
  FoTxnFunc work;
  gpointer data;
} Fenced;

static FoTxnEnd
run_fenced (FoTxn *txn, gpointer data, GError **error)
{
  const Fenced *fenced = data;

  if (fenced->gateway->epoch && !fo_gateway_lease_check (txn, fenced->gateway->epoch, error))
    return FO_TXN_FAIL;
  return fenced->work (txn, fenced->data, error);
}

bool
fo_gateway_write (FoGateway *gateway, FoTxnFunc work, gpointer data, GError **error)
{
  Fenced fenced = { gateway, work, data };

  if (gateway->together)
    return fo_store_write (gateway->store, 0, work, data, error);
  return fo_gateway_keep_lease (gateway, error) && fo_store_write (gateway->store, 0, run_fenced, &fenced, error);
}
