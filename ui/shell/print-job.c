/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print-job.h"

#include "firstout/label/record.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

FoPrintJob *
fo_print_job_new (GObject *owner, const FoUiOptions *options, FoLanguage language, const FoLabelWish *wish)
{
  FoPrintJob *job = g_new0 (FoPrintJob, 1);

  job->owner = g_object_ref (owner);
  job->options = *options;
  job->language = language;
  job->wish = *wish;
  return job;
}

void
fo_print_job_free (gpointer data)
{
  FoPrintJob *job = data;

  g_object_unref (job->owner);
  g_free (job->path);
  g_clear_pointer (&job->png, g_bytes_unref);
  fo_reply_clear (&job->refusal);
  g_free (job);
}

/* ---- what stands on it ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoPrintJob *job;
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
  const FoPrintJob *job = subject->job;
  const FoLabelLot lot = { .item = &subject->item, .lot = &subject->lot, .gtin = subject->gtin,
                           .quantity_u = job->wish.quantity_u, .training = job->options.training };

  return job->wish.lot ? fo_label_lot_fields (&lot, job->language, today, fields, refusal)
                       : fo_label_place_fields (&subject->place, job->options.training, fields, refusal);
}

/* ---- the paper ------------------------------------------------------------------------------------------------------------------ */

static char *
path_of (const Subject *subject)
{
  const FoPrintJob *job = subject->job;
  g_autofree char *raw = job->wish.lot ? g_strdup_printf ("%s-%s", subject->item.code, subject->lot.number)
                                       : g_strdup (subject->place.code);
  g_autofree char *name = g_strdup_printf ("%s-%" G_GINT64_FORMAT ".pdf", g_strdelimit (raw, "/\\ :", '_'), job->options.now_us ());

  return g_build_filename (job->options.labels_folder, name, NULL);
}

static gboolean
lay_down (FoPrintJob *job, FoLabel *label, GError **error)
{
  g_autofree FoLabel **copies = g_new (FoLabel *, MAX (job->wish.count, 1));

  for (guint i = 0; i < MAX (job->wish.count, 1); i++)
    copies[i] = label;
  g_mkdir_with_parents (job->options.labels_folder, 0700);
  if (!fo_label_write (copies, MAX (job->wish.count, 1), job->path, error))
    return FALSE;
  job->png = fo_label_to_png (label);
  return TRUE;
}

static gboolean
make (Subject *subject, FoDay today, GError **error)
{
  FoPrintJob *job = subject->job;
  g_autofree char *file = g_build_filename (job->options.data_folder, "labels", job->wish.lot ? "lot.label" : "place.label", NULL);
  g_autoptr (FoLabelTemplate) template = fo_label_template_load (file, error);
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;

  if (!template)
    return FALSE;
  job->refusal.verdict = fields_of (subject, today, &fields, &refusal);
  if (job->refusal.verdict == FO_OK)
    job->refusal.verdict = fo_label_compose (template, job->language, &fields, FO_LABEL_DPI, &label, &refusal);
  fo_args_copy (&job->refusal.args, &refusal.args);
  job->path = path_of (subject);
  return !label || lay_down (job, label, error);
}

void
fo_print_job_run (gpointer owned, gpointer data)
{
  FoPrintJob *job = data;
  Subject subject = { .job = job };
  g_autoptr (GError) error = NULL;

  if (fo_store_read (owned, read_subject, &subject, &error) && subject.found == FO_FOUND)
    make (&subject, fo_store_today (owned), &error);
  if (error)
    g_warning ("label: %s", error->message);
}
