/* SPDX-License-Identifier: GPL-3.0-or-later
 * A document with more positions than one request may carry (1000): it is made with the first of them, and the others are put behind,
 * as many at a time. What stands there already is looked at before each, so an answer that was lost makes no position twice. */
#include "moysklad-writing.h"

json_object *
fo_msk_first_rows (const FoMskSending *s, const FoMskDraft *draft)
{
  json_object *positions = json_object_new_array ();

  for (guint i = 0; i < MIN (draft->rows->len, (guint) s->msk->rows_most); i++)
    json_object_array_add (positions, json_object_get (g_array_index (draft->rows, FoMskRow, i).body));
  return positions;
}

static char *
key_of (const char *target, FoQuantity quantity_u)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, target, (gint64) quantity_u);
}

/* "TARGET QUANTITY" → how often it stands there. */
static GHashTable *
count_there (json_object *document)
{
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  json_object *rows = fo_msk_positions (document);

  for (gsize i = 0; rows && i < json_object_array_length (rows); i++) {
    json_object *row = json_object_array_get_idx (rows, i);
    g_autofree char *target = fo_msk_id_of (row, "assortment");
    FoQuantity quantity_u = 0;
    char *key;

    fo_link_quantity (row, "quantity", &quantity_u);
    key = key_of (target, quantity_u);
    g_hash_table_insert (there, key, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (there, key)) + 1));
  }
  return there;
}

/* The next of those that are lacking; NULL: none is, or something stands there that is not ours to judge here. */
static json_object *
lacking (const FoMskSending *s, const FoMskDraft *draft, json_object *document)
{
  g_autoptr (GHashTable) there = count_there (document);
  json_object *rows = json_object_new_array (), *known = fo_msk_positions (document);
  gsize matched = 0;

  for (guint i = 0; i < draft->rows->len; i++) {
    const FoMskRow *row = &g_array_index (draft->rows, FoMskRow, i);
    g_autofree char *key = key_of (row->target, row->quantity_u);
    int n = GPOINTER_TO_INT (g_hash_table_lookup (there, key));

    if (n > 0) {
      g_hash_table_insert (there, g_steal_pointer (&key), GINT_TO_POINTER (n - 1));
      matched++;
    } else if (json_object_array_length (rows) < (gsize) s->msk->rows_most)
      json_object_array_add (rows, json_object_get (row->body));
  }
  if (json_object_array_length (rows) > 0 && matched == (known ? json_object_array_length (known) : 0))
    return rows;
  json_object_put (rows);
  return NULL;
}

static bool
add_rows (FoMskSending *s, const FoMskDraft *draft, const char *id, json_object *rows, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  g_autofree char *path = g_strdup_printf ("entity/%s/%s/positions", draft->type, id);
  g_auto (FoWritten) written = { 0 };
  bool good = fo_msk_write (s->msk, &ask, "POST", path, rows, &written, error);

  json_object_put (rows);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  return written.end == FO_HTTP_DONE || fo_fate_end_written (s->fate, &written, fo_msk_is_closed (written.why));
}

bool
fo_msk_add_rest (FoMskSending *s, const FoMskDraft *draft, const char *id, json_object **document, GError **error)
{
  json_object *rows;

  while (*document && draft->rows->len > (guint) s->msk->rows_most && (rows = lacking (s, draft, *document))) {
    if (!add_rows (s, draft, id, rows, error))
      return false;
    if (s->fate->kind != FO_FATE_GO_ON)
      return true;
    g_clear_pointer (document, json_object_put);
    if (!fo_msk_get_behind (s, draft->type, id, "positions", document, error))
      return false;
  }
  return true;
}
