/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

void
fo_link_row_clear (FoLinkRow *row)
{
  g_free (row->entity);
  g_free (row->remote_id);
  g_free (row->rev);
  json_object_put (row->body);
  *row = (FoLinkRow){ 0 };
}

void
fo_link_rows_init (FoLinkRows *rows)
{
  *rows = (FoLinkRows){ .rows = g_array_new (FALSE, TRUE, sizeof (FoLinkRow)) };
  g_array_set_clear_func (rows->rows, (GDestroyNotify) fo_link_row_clear);
}

void
fo_link_rows_clear (FoLinkRows *rows)
{
  g_clear_pointer (&rows->rows, g_array_unref);
  g_clear_pointer (&rows->why, g_free);
}

FoLinkRow *
fo_link_rows_add (FoLinkRows *rows, const char *entity, const char *remote_id, const char *rev)
{
  const FoLinkRow row = { g_strdup (entity), g_strdup (remote_id), g_strdup (rev), json_object_new_object () };

  json_object_object_add (row.body, "id", json_object_new_string (remote_id));
  if (rev)
    json_object_object_add (row.body, "rev", json_object_new_string (rev));
  g_array_append_val (rows->rows, row);
  return &g_array_index (rows->rows, FoLinkRow, rows->rows->len - 1);
}

void
fo_link_row_say (FoLinkRow *row, const char *name, const char *text)
{
  if (text)
    json_object_object_add (row->body, name, json_object_new_string (text));
}

void
fo_fate_clear (FoFate *fate)
{
  g_free (fate->why);
  g_free (fate->theirs);
  g_free (fate->remote_id);
  g_free (fate->remote_number);
  *fate = (FoFate){ 0 };
}
