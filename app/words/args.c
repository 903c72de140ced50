/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/words/words.h"

#include <string.h>

void
fo_args_init (FoArgs *args)
{
  *args = (FoArgs){ 0 };
}

void
fo_args_clear (FoArgs *args)
{
  for (guint i = 0; i < args->n; i++)
    g_free (args->list[i].text);
  fo_args_init (args);
}

void
fo_args_copy (FoArgs *to, const FoArgs *from)
{
  fo_args_clear (to);
  for (guint i = 0; i < from->n; i++) {
    to->list[i] = from->list[i];
    to->list[i].text = g_strdup (from->list[i].text);
  }
  to->n = from->n;
}

const FoArg *
fo_args_get (const FoArgs *args, const char *name)
{
  for (guint i = 0; i < args->n; i++)
    if (strcmp (args->list[i].name, name) == 0)
      return &args->list[i];
  return NULL;
}

/* The slot of NAME, emptied, or a new one. */
static FoArg *
slot (FoArgs *args, const char *name, FoArgKind kind)
{
  FoArg *arg = (FoArg *) fo_args_get (args, name);

  if (!arg) {
    g_assert (args->n < FO_ARGS_MAX);
    arg = &args->list[args->n++];
  }
  g_free (arg->text);
  *arg = (FoArg){ .name = g_intern_string (name), .kind = kind };
  return arg;
}

void
fo_args_set_text (FoArgs *args, const char *name, const char *text)
{
  char *copy = g_strdup (text ? text : ""); /* before slot: TEXT may be the one it frees */

  slot (args, name, FO_ARG_TEXT)->text = copy;
}

void
fo_args_set_quantity (FoArgs *args, const char *name, FoQuantity quantity_u)
{
  slot (args, name, FO_ARG_QUANTITY)->number = quantity_u;
}

void
fo_args_set_day (FoArgs *args, const char *name, FoDay day)
{
  slot (args, name, FO_ARG_DAY)->number = day;
}

void
fo_args_set_count (FoArgs *args, const char *name, gint64 count)
{
  slot (args, name, FO_ARG_COUNT)->number = count;
}
