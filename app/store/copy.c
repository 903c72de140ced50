/* SPDX-License-Identifier: GPL-3.0-or-later
 * A warehouse from one database into another: the schema is made by opening, the rows go over in one transaction, and
 * then both are read again side by side. */
#include "firstout/store/copy.h"
#include "book.h"
#include "firstout/store/meta.h"
#include "store-inside.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  FoCopyKind kind;
  FoCopyTell tell;
  gpointer data;
  FoBook *from, *to;
  GPtrArray *tables; /* FoBookTable, parents first */
  FoCopyCount count;
} Copying;

static bool
is_sqlite (const char *uri)
{
  return g_str_has_prefix (uri, "sqlite:");
}

static FoBook *
open_book (const char *uri, bool keep_others_out, GError **error)
{
  return is_sqlite (uri) ? fo_book_open_sqlite (uri, keep_others_out, error) : fo_book_open_postgres (uri, error);
}

/* ---- what is not carried as it is --------------------------------------------------------------------------------- */

/* Notes of one database about itself. */
static bool
stays_behind (const FoBookTable *table, const char *const *values)
{
  static const char *const own[] = { "boot", "settled", "unfinished", "moved_to", "restored_us", "backup_us", NULL };

  return g_str_equal (table->name, "meta") && g_strv_contains (own, values[0]);
}

/* Nobody over there holds a writer number yet; that none of its ids is later than until_us goes along. */
static const char *const *
as_carried (const FoBookTable *table, const char *const *values, const char **room)
{
  if (!g_str_equal (table->name, "writer"))
    return values;
  for (guint i = 0; i < table->n; i++)
    room[i] = g_str_equal (table->columns[i], "holder") || g_str_equal (table->columns[i], "session") ? "" : values[i];
  return room;
}

/* The next row of TABLE that is carried; NULL behind the last. ROOM is for table->n values. */
static bool
next_carried (FoBook *book, const FoBookTable *table, const char **room, const char *const **ret_values, GError **error)
{
  do {
    if (!book->ops->next (book, ret_values, error))
      return false;
  } while (*ret_values && stays_behind (table, *ret_values));
  if (*ret_values)
    *ret_values = as_carried (table, *ret_values, room);
  return true;
}

/* ---- carrying ----------------------------------------------------------------------------------------------------- */

static bool
carry_table (Copying *c, const FoBookTable *table, GError **error)
{
  g_autofree const char **room = g_new0 (const char *, table->n);
  const char *const *values;

  if (!c->from->ops->read (c->from, table, error) || !c->to->ops->fill (c->to, table, error))
    return false;
  for (;;) {
    if (!next_carried (c->from, table, room, &values, error))
      return false;
    if (!values)
      return c->to->ops->filled (c->to, error);
    if (!c->to->ops->put (c->to, values, error))
      return false;
  }
}

/* Until both sides were compared nobody shall work there. */
static bool
mark_unfinished (Copying *c, const FoBookTable *table, GError **error)
{
  const char *const row[] = { "unfinished", "copy" }; /* meta: key, value */

  return !g_str_equal (table->name, "meta")
         || (c->to->ops->fill (c->to, table, error) && c->to->ops->put (c->to, row, error)
             && c->to->ops->filled (c->to, error));
}

/* What the schema itself has put there goes first, children before parents. */
static bool
carry_all (Copying *c, GError **error)
{
  if (!c->to->ops->begin (c->to, true, error))
    return false;
  for (guint i = c->tables->len; i-- > 0;)
    if (!c->to->ops->empty (c->to, g_ptr_array_index (c->tables, i), error))
      return false;
  for (guint i = 0; i < c->tables->len; i++)
    if (!carry_table (c, g_ptr_array_index (c->tables, i), error)
        || !mark_unfinished (c, g_ptr_array_index (c->tables, i), error))
      return false;
  return c->to->ops->commit (c->to, error);
}

/* ---- comparing ---------------------------------------------------------------------------------------------------- */

static void
digest_row (GChecksum *digest, const FoBookTable *table, const char *const *values)
{
  for (guint i = 0; i < table->n; i++) {
    if (values[i])
      g_checksum_update (digest, (const guchar *) values[i], (gssize) strlen (values[i]) + 1);
    else
      g_checksum_update (digest, (const guchar *) "\1\0", 2); /* no text of ours is this one character */
  }
}

static bool
rows_agree (const FoBookTable *table, const char *const *ours, const char *const *theirs)
{
  for (guint i = 0; ours && theirs && i < table->n; i++)
    if (g_strcmp0 (ours[i], theirs[i]) != 0)
      return false;
  return !ours == !theirs;
}

static bool
differs (const FoBookTable *table, const char *const *row, GError **error)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < table->n_key; i++)
    g_string_append_printf (key, "%s%s=%s", i ? ", " : "", table->columns[i], row[i] ? row[i] : "NULL");
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED,
               "After the copy both sides differ in the table %s at %s. The old warehouse is as it was; do not use the "
               "new one.",
               table->name, key->str);
  return false;
}

static bool
compare_rows (Copying *c, const FoBookTable *table, GChecksum *digest, gint64 *ret_rows, GError **error)
{
  g_autofree const char **our_room = g_new0 (const char *, table->n), **their_room = g_new0 (const char *, table->n);
  const char *const *ours, *const *theirs;
  gint64 rows = 0;

  if (!c->from->ops->read (c->from, table, error) || !c->to->ops->read (c->to, table, error))
    return false;
  for (;; rows++) {
    if (!next_carried (c->from, table, our_room, &ours, error) || !next_carried (c->to, table, their_room, &theirs, error))
      return false;
    if (!rows_agree (table, ours, theirs))
      return differs (table, ours ? ours : theirs, error);
    if (!ours)
      break;
    digest_row (digest, table, ours);
  }
  *ret_rows = rows;
  return true;
}

static bool
compare_table (Copying *c, const FoBookTable *table, GError **error)
{
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  FoCopiedTable told = { .table = table->name };

  if (!compare_rows (c, table, digest, &told.rows, error))
    return false;
  told.digest = g_checksum_get_string (digest);
  c->count.tables++;
  c->count.rows += told.rows;
  if (c->tell)
    c->tell (&told, c->data);
  return true;
}

static bool
compare_all (Copying *c, GError **error)
{
  if (!c->to->ops->begin (c->to, false, error))
    return false;
  for (guint i = 0; i < c->tables->len; i++)
    if (!compare_table (c, g_ptr_array_index (c->tables, i), error))
      return false;
  return c->to->ops->commit (c->to, error);
}

/* ---- before and after --------------------------------------------------------------------------------------------- */

/* An address as it may be shown and kept: without the password that somebody has put into it. */
static char *
without_password (const char *uri)
{
  g_autoptr (GRegex) password = g_regex_new ("(//[^:/@]*):[^@/]*@|([?&])password=[^&]*", 0, 0, NULL);

  return g_regex_replace (password, uri, -1, 0, "\\1\\2@", 0, NULL);
}

static const FoBookTable *
table_named (const Copying *c, const char *name)
{
  for (guint i = 0; i < c->tables->len; i++) {
    const FoBookTable *table = g_ptr_array_index (c->tables, i);
    if (g_str_equal (table->name, name))
      return table;
  }
  g_assert_not_reached ();
}

/* Where the old one was moved to earlier; NULL nowhere. */
static bool
find_moved_to (Copying *c, char **ret_address, GError **error)
{
  const FoBookTable *meta = table_named (c, "meta");
  g_autofree char *address = NULL;
  const char *const *values;

  if (!c->from->ops->read (c->from, meta, error))
    return false;
  do {
    if (!c->from->ops->next (c->from, &values, error))
      return false;
    if (values && g_str_equal (values[0], "moved_to"))
      address = g_strdup (values[1]);
  } while (values);
  *ret_address = g_steal_pointer (&address);
  return true;
}

/* A move that was cut may be done again, to the same place only. */
static bool
may_move (Copying *c, const char *to, GError **error)
{
  g_autofree char *earlier = NULL, *address = without_password (to);

  if (c->kind != FO_COPY_MOVE)
    return true;
  if (!find_moved_to (c, &earlier, error))
    return false;
  if (!earlier || g_str_equal (earlier, address))
    return true;
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MOVED, "This warehouse was moved to %s already.", earlier);
  return false;
}

/* Both were made by the same migrations: else rows would be carried into tables that mean something else. */
static bool
same_schema (Copying *c, GError **error)
{
  FoBookTable *migrations = fo_book_migrations ();
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) why = NULL;
  gint64 rows;
  bool same = compare_rows (c, migrations, digest, &rows, &why);

  fo_book_table_free (migrations);
  if (same)
    return true;
  if (g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED))
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OLDER,
                 "The warehouse was last used by another version of Firstout. Open it once with this program, then "
                 "copy it.");
  else
    g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

static bool
copy_rows (Copying *c, const char *from, const char *to, GError **error)
{
  c->tables = fo_book_tables (is_sqlite (from) ? c->from : c->to, error);
  return c->tables && c->from->ops->begin (c->from, false, error) && may_move (c, to, error) && same_schema (c, error)
         && carry_all (c, error) && compare_all (c, error);
}

typedef struct {
  const char *key;
  char *value;
} Note;

static FoTxnEnd
set_note (FoTxn *txn, gpointer data, GError **error)
{
  const Note *note = data;

  (void) error;
  fo_meta_set (txn, note->key, note->value);
  return FO_TXN_COMMIT;
}

static bool
write_note (const char *uri, const char *key, const char *value, GError **error)
{
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_AS_IT_IS, error);
  Note note = { key, (char *) value };

  return store && fo_store_write (store, 0, set_note, &note, error);
}

/* The schema in TO, marked as unfinished: whoever opens it meanwhile is told so. What an earlier copy has left there in
 * PostgreSQL is taken up again. */
static bool
make_target (const char *to, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (FoStore) store = fo_store_open (to, FO_STORE_CREATE, &why);
  Note note = { "unfinished", (char *) "copy" };

  if (store)
    return fo_store_write (store, 0, set_note, &note, error);
  if (g_error_matches (why, FO_STORE_ERROR, FO_STORE_ERROR_EXISTS)) {
    g_autoptr (GError) complaint = NULL;
    g_autoptr (FoStore) there = fo_store_open (to, 0, &complaint);

    if (g_error_matches (complaint, FO_STORE_ERROR, FO_STORE_ERROR_UNFINISHED))
      return true;
  }
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

static bool
copy_into (Copying *c, const char *from, const char *to, GError **error)
{
  if (!make_target (to, error))
    return false;
  c->from = open_book (from, c->kind == FO_COPY_MOVE, error);
  c->to = c->from ? open_book (to, false, error) : NULL;
  return c->to && copy_rows (c, from, to, error);
}

/* The old one is closed before the new one is opened: a cut between the two leaves none in use, and the same move is
 * done again; never two. */
static bool
close_old (Copying *c, const char *to, GError **error)
{
  const FoBookTable *meta = table_named (c, "meta");
  g_autofree char *address = without_password (to), *earlier = NULL;
  const char *const row[] = { "moved_to", address };

  if (!find_moved_to (c, &earlier, error) || earlier)
    return earlier != NULL;
  return c->from->ops->commit (c->from, error) && c->from->ops->begin (c->from, true, error)
         && c->from->ops->fill (c->from, meta, error) && c->from->ops->put (c->from, row, error)
         && c->from->ops->filled (c->from, error) && c->from->ops->commit (c->from, error);
}

static bool
end_copy (Copying *c, const char *to, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());

  g_clear_pointer (&c->to, fo_book_close);
  return (c->kind != FO_COPY_MOVE || close_old (c, to, error))
         && (c->kind == FO_COPY_BACKUP || write_note (to, "restored_us", now, error))
         && write_note (to, "unfinished", "", error);
}

/* ---- SQLite files get their name at the end ----------------------------------------------------------------------- */

static void
remove_part (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *name = g_strconcat (path, tails[i], NULL);
    g_unlink (name);
  }
}

/* When the last backup was made is asked by those who hand over a shift. */
static bool
note_backup (const char *from, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());

  return write_note (from, "backup_us", now, error);
}

static bool
copy_to_file (Copying *c, const char *from, const char *to, GError **error)
{
  const char *path = to + strlen ("sqlite:");
  g_autofree char *part = g_strconcat (path, ".part", NULL), *part_uri = g_strconcat ("sqlite:", part, NULL);
  bool copied;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_EXISTS, "%s is there already. Choose another name.", path);
    return false;
  }
  remove_part (part);
  copied = copy_into (c, from, part_uri, error) && end_copy (c, part_uri, error);
  g_clear_pointer (&c->from, fo_book_close);
  if (copied && g_rename (part, path) != 0) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO, "%s could not get its name: %s", path, g_strerror (errno));
    copied = false;
  }
  if (!copied)
    remove_part (part);
  return copied && (c->kind != FO_COPY_BACKUP || note_backup (from, error));
}

bool
fo_store_copy (const char *from,
               const char *to,
               FoCopyKind kind,
               FoCopyTell tell,
               gpointer data,
               FoCopyCount *ret_count,
               GError **error)
{
  Copying c = { .kind = kind, .tell = tell, .data = data };
  bool copied;

  if (!is_sqlite (from) && !is_sqlite (to)) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_URI,
                 "One of the two must be an SQLite file: make a backup, and restore it over there.");
    return false;
  }
  copied = is_sqlite (to) ? copy_to_file (&c, from, to, error)
                          : copy_into (&c, from, to, error) && end_copy (&c, to, error);
  g_clear_pointer (&c.from, fo_book_close);
  g_clear_pointer (&c.to, fo_book_close);
  g_clear_pointer (&c.tables, g_ptr_array_unref);
  if (copied)
    *ret_count = c.count;
  return copied;
}
