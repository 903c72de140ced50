/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print-job.h"

struct FoLabelDebt {
  GObject *owner;
  gint64 owes;
  guint open;
  gboolean failed;
  FoLabelPaid paid;
};

FoLabelDebt *
fo_label_debt_new (GObject *owner, const FoDeskReply *reply, FoLabelPaid paid)
{
  FoLabelDebt *debt = g_new0 (FoLabelDebt, 1);

  *debt = (FoLabelDebt){ g_object_ref (owner), reply->owes, reply->labels->len, FALSE, paid };
  return debt;
}

GObject *
fo_label_debt_owner (FoLabelDebt *debt)
{
  return debt->owner;
}

void
fo_label_debt_pay (FoLabelDebt *debt, gboolean failed)
{
  debt->failed |= failed;
  if (--debt->open > 0)
    return;
  if (!debt->failed)
    debt->paid (debt->owes, debt->owner);
  g_object_unref (debt->owner);
  g_free (debt);
}

static FoPaperSubject
subject_of (const FoLabelJob *job, const FoLabelWish *wish)
{
  FoPaperSubject subject = { .record = FO_LABEL_RECORD_VOUCHER, .number = job->number };

  if (g_str_equal (wish->voucher, "badge"))
    return (FoPaperSubject){ .record = FO_LABEL_RECORD_BADGE, .number = job->number };
  if (*wish->voucher && fo_voucher_parse (wish->voucher, &subject.voucher))
    return subject;
  return (FoPaperSubject){ .record = wish->lot      ? FO_LABEL_RECORD_LOT
                                     : wish->carton ? FO_LABEL_RECORD_CARTON
                                                    : FO_LABEL_RECORD_PLACE,
                           .id = wish->lot ? wish->lot : wish->carton ? wish->carton : wish->place,
                           .quantity_u = wish->quantity_u };
}

FoLabelJob *
fo_label_job_new (FoLabelDebt *debt, FoLanguage language, const FoLabelWish *wish, guint index)
{
  FoLabelJob *job = g_new0 (FoLabelJob, 1);

  job->debt = debt;
  job->owner = g_object_ref (debt->owner);
  job->language = language;
  job->count = wish->count;
  g_strlcpy (job->number, wish->number, sizeof job->number);
  job->subject = subject_of (job, wish);
  job->origin = debt->owes ? g_strdup_printf ("entry %" G_GINT64_FORMAT "/%u", debt->owes, index) : NULL;
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
  g_clear_pointer (&job->rows, g_array_unref);
  fo_reply_clear (&job->refusal);
  g_free (job);
}

/* ---- what stands on it ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoPaperSubject subject;
  FoLanguage language;
  FoPaper paper;
  FoFound found;
} Reading;

static FoTxnEnd
read_paper (FoTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  fo_paper_clear (&reading->paper);
  reading->found = fo_paper_read (txn, &reading->subject, reading->language, &reading->paper, error);
  return reading->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

void
fo_label_job_run (gpointer owned, gpointer data)
{
  FoLabelJob *job = data;
  Reading reading = { .subject = job->subject, .language = job->language };
  g_autoptr (GError) error = NULL;

  if (!fo_store_read (owned, read_paper, &reading, &error)) {
    g_warning ("label: %s", error->message);
    job->failed = TRUE;
  } else if (reading.found == FO_FOUND) {
    job->title = g_strdup (reading.paper.name);
    job->refusal.verdict = reading.paper.verdict;
    fo_args_copy (&job->fields, &reading.paper.fields);
    job->rows = g_steal_pointer (&reading.paper.rows);
    fo_args_copy (&job->refusal.args, &reading.paper.refusal.args);
  }
  fo_paper_clear (&reading.paper);
}

const char *
fo_label_job_printer (const FoLabelJob *job, FoPrintQueue *queue)
{
  const FoPrinter *sheets;

  if (!queue || job->subject.record != FO_LABEL_RECORD_VOUCHER)
    return NULL;
  sheets = fo_printers_find_for_sheets (fo_print_queue_printers (queue));
  return sheets ? sheets->name : "file";
}
