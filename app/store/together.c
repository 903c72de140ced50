/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several works as parts of one transaction. There are no savepoints: a part that would need one spoils the whole, and its works are
 * then done one by one, each in a transaction of its own. That is rare, and costs nothing where it does not happen. */
#include "store-inside.h"

typedef struct {
  FoTxnFunc works;
  gpointer data;
  FoJob *job;
} Doing;

/* What a part has announced and not asked may be changed by the next one. What was announced between the parts stands until it is asked:
 * whoever does so knows what they change. */
static FoTxnEnd
run_part (FoStore *store, const FoJob *job, FoTxn *part, GError **error)
{
  const FoDbOps *ops = store->ops;
  guint before = ops->announced ? ops->announced (store->db) : 0;
  FoTxnEnd end;

  store->together->in_part = true;
  end = job->work (part, job->data, error);
  store->together->in_part = false;
  if (ops->forget_announced)
    ops->forget_announced (store->db, before);
  return end;
}

static bool
is_spoilt (const FoStore *store, const FoTxn *part, FoTxnEnd end)
{
  return end == FO_TXN_FAIL || (end == FO_TXN_REFUSE && part->changes > 0) || store->db->trouble != FO_DB_FINE;
}

bool
fo_part_run (FoStore *store, FoJob *job, GError **error)
{
  FoTogether *together = store->together;
  FoTxn part = { store, store->db, job->writes, 0 };
  g_autoptr (GError) why = NULL;
  FoTxnEnd end = FO_TXN_FAIL;

  g_assert (!together->in_part);
  if (!together->spoilt)
    end = run_part (store, job, &part, &why);
  together->spoilt = together->spoilt || is_spoilt (store, &part, end);
  if (end == FO_TXN_COMMIT && job->operation)
    together->operation = job->operation;
  if (!together->spoilt)
    return true;
  if (why)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY, "This cannot be done together with the rest.");
  return false;
}

static FoTxnEnd
run_together (FoTxn *txn, gpointer data, GError **error)
{
  const Doing *doing = data;
  const FoTogether *together = fo_txn_store (txn)->together;
  FoTxnEnd end = doing->works (txn, doing->data, error);

  doing->job->operation = together->operation;
  if (!together->spoilt)
    return end;
  if (!*error)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY, "These cannot be done together.");
  return FO_TXN_FAIL;
}

bool
fo_store_together (FoStore *store, FoTxnFunc works, gpointer data)
{
  g_autoptr (GError) why = NULL;
  FoTogether together = { 0 };
  FoJob job = { .work = run_together, .writes = true, .once = true };
  Doing doing = { works, data, &job };
  bool kept;

  job.data = &doing;
  if (store->flags & FO_STORE_READ_ONLY || !fo_lease_ready (store, &why))
    return false;
  store->together = &together;
  kept = fo_job_run (store, &job, &why);
  store->together = NULL;
  if (!kept)
    g_debug ("not together: %s", why ? why->message : "lost a race");
  return kept;
}

bool
fo_store_is_shared (const FoStore *store)
{
  return !store->ops->one_writer;
}
