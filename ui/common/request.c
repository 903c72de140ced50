/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "request.h"

typedef struct {
  FoRequestLoad load;
  FoRequestCame came;
  gpointer input;
  GArray *rows;
  GWeakRef owner;
  gboolean loaded;
} Job;

static FoTxnEnd
load_rows (FoTxn *txn, gpointer data, GError **error)
{
  Job *job = data;

  g_array_set_size (job->rows, 0); /* a read may be run again */
  return job->load (txn, job->input, job->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
run (gpointer owned, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  job->loaded = fo_store_read (owned, load_rows, job, &error);
  if (!job->loaded)
    g_message ("reading a list: %s", error->message);
}

static void
done (gpointer data)
{
  Job *job = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);

  if (owner && job->loaded)
    job->came (job->rows, owner);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->owner);
  g_array_unref (job->rows);
  g_free (job->input);
  g_free (job);
}

void
fo_request (FoStation *station, const FoRequest *request, GObject *owner)
{
  Job *job = g_new0 (Job, 1);

  job->load = request->load;
  job->came = request->came;
  job->input = g_memdup2 (request->input, request->input_size);
  job->rows = g_array_new (FALSE, TRUE, (guint) request->row_size);
  g_weak_ref_init (&job->owner, owner);
  fo_station_read (station, run, done, job, job_free);
}
