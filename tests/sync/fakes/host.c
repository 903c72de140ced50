/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host.h"

#include <string.h>

static FakeHost *
fake (FoLinkHost *host)
{
  return (FakeHost *) host;
}

static void
kept_clear (gpointer data)
{
  FakeKept *kept = data;

  g_free (kept->source);
  g_free (kept->remote_id);
  g_free (kept->version);
  g_free (kept->body);
}

static gint64
now_us (FoLinkHost *host)
{
  return fake (host)->now_us;
}

static bool
wait_ms (FoLinkHost *host, gint64 ms)
{
  fake (host)->now_us += ms * 1000;
  fake (host)->waited_ms += ms;
  return !fake (host)->stopping;
}

static bool
cursor (FoLinkHost *host, const char *feed, char **ret_text, GError **error)
{
  const char *text = g_hash_table_lookup (fake (host)->cursors, feed);

  (void) error;
  *ret_text = g_strdup (text ? text : "");
  return true;
}

static bool
is_kept (FakeHost *host, const FoLinkObject *object)
{
  for (guint i = 0; i < host->kept->len; i++) {
    const FakeKept *kept = &g_array_index (host->kept, FakeKept, i);
    if (g_str_equal (kept->source, object->source) && g_str_equal (kept->remote_id, object->remote_id)
        && g_str_equal (kept->version, object->version) && g_strcmp0 (kept->body, object->body) == 0)
      return true;
  }
  return false;
}

static bool
keep (FoLinkHost *host, const FoLinkObject *objects, gsize n, const char *feed, const char *text, GError **error)
{
  FakeHost *f = fake (host);

  if (f->deaf) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_BUSY, "the store is gone");
    return false;
  }
  for (gsize i = 0; i < n; i++) {
    const FakeKept kept = { g_strdup (objects[i].source), g_strdup (objects[i].remote_id),
                            g_strdup (objects[i].version), g_strdup (objects[i].body) };
    g_assert_nonnull (kept.version);
    if (is_kept (f, &objects[i]))
      kept_clear ((gpointer) &kept);
    else
      g_array_append_val (f->kept, kept);
  }
  if (text)
    g_hash_table_replace (f->cursors, g_strdup (feed), g_strdup (text));
  return true;
}

static bool
step (FoLinkHost *host, const FoDelivery *delivery, const char *what, const char *about, GError **error)
{
  FakeHost *f = fake (host);

  g_assert_nonnull (delivery);
  if (f->fenced) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_BUSY, "another gateway has the turn");
    return false;
  }
  g_assert_false (g_str_has_suffix (f->steps->str, "…")); /* one is still open */
  g_string_append_printf (f->steps, "%s %s …", what, about);
  return true;
}

static void
stepped (FoLinkHost *host, const char *outcome)
{
  FakeHost *f = fake (host);

  g_assert_true (g_str_has_suffix (f->steps->str, "…"));
  g_string_append_printf (f->steps, " %s\n", outcome);
}

static char *
ref_key (const char *kind, const char *ours)
{
  return g_strdup_printf ("%s %s", kind, ours);
}

static bool
find_ref (FoLinkHost *host, const char *kind, const char *ours, char **ret_remote, GError **error)
{
  (void) error;
  *ret_remote = g_strdup (fake_host_ref (fake (host), kind, ours));
  return true;
}

static bool
keep_ref (FoLinkHost *host, const char *kind, const char *ours, const char *remote, GError **error)
{
  (void) error;
  fake_host_set_ref (fake (host), kind, ours, remote);
  return true;
}

static bool
secret (FoLinkHost *host, const char *name, char **ret_secret, GError **error)
{
  (void) error;
  (void) name;
  fake (host)->asked_secret++;
  *ret_secret = g_strdup (fake (host)->secret);
  return true;
}

static void
answered (FoLinkHost *host)
{
  fake (host)->answers++;
}

static bool
cap (FoLinkHost *host, const char *name, char **ret_value, GError **error)
{
  return find_ref (host, "cap", name, ret_value, error);
}

static bool
keep_cap (FoLinkHost *host, const char *name, const char *value, GError **error)
{
  return keep_ref (host, "cap", name, value, error);
}

void
fake_host_init (FakeHost *host)
{
  *host = (FakeHost){ .host = { .now_us = now_us,
                                .wait = wait_ms,
                                .cursor = cursor,
                                .keep = keep,
                                .step = step,
                                .stepped = stepped,
                                .find_ref = find_ref,
                                .keep_ref = keep_ref,
                                .secret = secret,
                                .answered = answered,
                                .cap = cap,
                                .keep_cap = keep_cap } };
  host->now_us = G_GINT64_CONSTANT (1795338000000000); /* 2026-11-22 08:20 UTC */
  host->kept = g_array_new (FALSE, TRUE, sizeof (FakeKept));
  g_array_set_clear_func (host->kept, kept_clear);
  host->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  host->refs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  host->steps = g_string_new (NULL);
  host->secret = "тайна-4711";
}

void
fake_host_clear (FakeHost *host)
{
  g_array_unref (host->kept);
  g_hash_table_unref (host->cursors);
  g_hash_table_unref (host->refs);
  g_string_free (host->steps, TRUE);
}

const char *
fake_host_ref (const FakeHost *host, const char *kind, const char *ours)
{
  g_autofree char *key = ref_key (kind, ours);

  return g_hash_table_lookup (host->refs, key);
}

void
fake_host_set_ref (FakeHost *host, const char *kind, const char *ours, const char *remote)
{
  g_hash_table_replace (host->refs, ref_key (kind, ours), g_strdup (remote));
}

const char *
fake_host_body (const FakeHost *host, const char *source, const char *remote_id)
{
  for (guint i = host->kept->len; i-- > 0;) {
    const FakeKept *kept = &g_array_index (host->kept, FakeKept, i);
    if (g_str_equal (kept->source, source) && g_str_equal (kept->remote_id, remote_id))
      return kept->body;
  }
  return NULL;
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------ */

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
row_text (const FoLinkRow *row)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  json_object_object_foreach (row->body, name, value)
  {
    if (!g_str_equal (name, "id") && !g_str_equal (name, "rev") && !g_str_equal (name, "changed_at"))
      g_ptr_array_add (words, g_strdup_printf (" %s=%s", name, json_object_get_string (value)));
  }
  g_ptr_array_sort (words, by_text);
  g_string_append_printf (text, "%s %s", row->entity, row->remote_id);
  for (guint i = 0; i < words->len; i++)
    g_string_append (text, g_ptr_array_index (words, i));
  return g_string_free (text, FALSE);
}

static void
read_one (FoLink *link, const FakeKept *kept, GHashTable *latest, GPtrArray *whys)
{
  g_auto (FoLinkRows) rows = { 0 };
  const FoLinkObject object = { kept->source, kept->remote_id, kept->version, kept->body };

  fo_link_rows_init (&rows);
  if (!kept->body) {
    g_ptr_array_add (whys, g_strdup_printf ("gone %s %s", kept->source, kept->remote_id));
    return;
  }
  link->ops->read (link, &object, &rows);
  if (rows.why)
    g_ptr_array_add (whys, g_strdup_printf ("why %s %s", kept->remote_id, rows.why));
  for (guint i = 0; i < rows.rows->len; i++) {
    const FoLinkRow *row = &g_array_index (rows.rows, FoLinkRow, i);
    g_hash_table_replace (latest, g_strdup_printf ("%s %s", row->entity, row->remote_id), row_text (row));
  }
}

char *
fake_host_rows (const FakeHost *host, FoLink *link)
{
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < host->kept->len; i++)
    read_one (link, &g_array_index (host->kept, FakeKept, i), latest, lines);
  g_hash_table_iter_init (&iter, latest);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (lines, g_strdup (value));
  g_ptr_array_sort (lines, by_text);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (lines, i));
  return g_string_free (text, FALSE);
}
