/* SPDX-License-Identifier: GPL-3.0-or-later
 * What firstoutctl print asks for, gathered for the print queue. */
#include "ctl-label.h"

static void
one_of_queue_clear (gpointer data)
{
  CtlQueued *one = data;

  fo_args_clear (&one->fields);
  g_clear_pointer (&one->rows, g_array_unref);
}

static GArray *
copy_rows (const GArray *rows)
{
  GArray *copy = g_array_new (FALSE, TRUE, sizeof (FoArgs));

  g_array_set_clear_func (copy, (GDestroyNotify) fo_args_clear);
  g_array_set_size (copy, rows->len);
  for (guint i = 0; i < rows->len; i++)
    fo_args_copy (&g_array_index (copy, FoArgs, i), &g_array_index (rows, FoArgs, i));
  return copy;
}

/* The queue composes it itself, and numbers what is printed again. */
FoVerdict
ctl_labels_queue (CtlLabels *run, const FoArgs *fields, const GArray *rows, guint copies)
{
  CtlQueued one = { .rows = rows && rows->len > 0 ? copy_rows (rows) : NULL, .copies = copies };

  if (copies == 0)
    return FO_OK;
  fo_args_copy (&one.fields, fields);
  g_array_append_val (run->queued, one);
  return FO_OK;
}

GArray *
ctl_queued_new (void)
{
  GArray *queued = g_array_new (FALSE, TRUE, sizeof (CtlQueued));

  g_array_set_clear_func (queued, one_of_queue_clear);
  return queued;
}
