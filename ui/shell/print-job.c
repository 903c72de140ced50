/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print-job.h"

#include "firstout/label/record.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

FoLabelJob *
fo_label_job_new (GObject *owner,
                  const FoUiOptions *options,
                  FoLanguage language,
                  const FoLabelWish *wish,
                  FoId operation,
                  guint index)
{
  FoLabelJob *job = g_new0 (FoLabelJob, 1);

  job->owner = g_object_ref (owner);
  job->options = *options;
  job->language = language;
  job->wish = *wish;
  job->origin = operation ? g_strdup_printf ("%" G_GINT64_FORMAT "/%u", (gint64) operation, index) : NULL;
  job->template = wish->lot ? "lot" : "place";
  fo_args_init (&job->fields);
  return job;
}

void
fo_label_job_free (gpointer data)
{
  FoLabelJob *job = data;

  g_object_unref (job->owner);
  g_free (job->origin);
  g_free (job->title);
  fo_args_clear (&job->fields);
  fo_reply_clear (&job->refusal);
  g_free (job);
}

/* ---- what stands on it ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoLabelJob *job;
  FoFound found;
  FoItem item;
  FoLot lot;
  FoPlace place;
  char gtin[15];
} Subject;

static FoTxnEnd
read_subject (FoTxn *txn, gpointer data, GError **error)
{
  Subject *subject = data;
  const FoLabelWish *wish = &subject->job->wish;

  if (wish->lot)
    subject->found = fo_lot_find (txn, wish->lot, &subject->lot, error);
  else
    subject->found = fo_place_find (txn, wish->place, &subject->place, error);
  if (wish->lot && subject->found == FO_FOUND)
    subject->found = fo_item_find (txn, subject->lot.item_id, &subject->item, error);
  if (subject->found == FO_FAILED || (wish->lot && !fo_item_gtin (txn, subject->item.id, subject->gtin, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static FoVerdict
fields_of (const Subject *subject, FoDay today, FoArgs *fields, FoLabelRefusal *refusal)
{
  const FoLabelJob *job = subject->job;
  const FoLabelLot lot = { .item = &subject->item, .lot = &subject->lot, .gtin = subject->gtin,
                           .quantity_u = job->wish.quantity_u, .training = job->options.training };

  return job->wish.lot ? fo_label_lot_fields (&lot, job->language, today, fields, refusal)
                       : fo_label_place_fields (&subject->place, job->options.training, fields, refusal);
}

void
fo_label_job_run (gpointer owned, gpointer data)
{
  FoLabelJob *job = data;
  Subject subject = { .job = job };
  g_autoptr (GError) error = NULL;
  g_auto (FoLabelRefusal) refusal = { 0 };

  if (!fo_store_read (owned, read_subject, &subject, &error) || subject.found != FO_FOUND) {
    if (error)
      g_warning ("label: %s", error->message);
    return;
  }
  job->title = job->wish.lot ? g_strdup_printf ("%s-%s", subject.item.code, subject.lot.number) : g_strdup (subject.place.code);
  job->refusal.verdict = fields_of (&subject, fo_store_today (owned), &job->fields, &refusal);
  fo_args_copy (&job->refusal.args, &refusal.args);
}
