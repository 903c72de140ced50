/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sales that can only write and read tables: a folder that both sides see. FOLDER/in holds what sales exports, a table a
 * file (CSV as Excel and 1C write it, or .xlsx), called after the view of the contract it stands for: orders.csv,
 * order_lines-2026-11-22.csv. What was read is moved to FOLDER/done, what could not be read to FOLDER/refused with the
 * reason beside it. FOLDER/out gets a file a message; sales takes it away when it has read it, and FOLDER/sent keeps a
 * copy.
 *
 * CONFIG: "format": "csv" (as it is) or "json". */
#include "files-inside.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define PAGE 200
#define SETTLED_US ((gint64) 2 * G_USEC_PER_SEC) /* a file that was written to so lately may not be whole yet */

/* ---- the kinds of table ------------------------------------------------------------------------------------------- */

/* A row is called by its column id; where there is none, by the columns that people know it by. */
static const FoFilesTable tables[] = {
  { "items", "item", { "code" } },
  { "kit_lines", "kit_line", { "item_id", "component_id" } },
  { "substitutes", "substitute", { "item_id", "instead_id" } },
  { "customers", "customer", { "name" } },
  { "barcodes", "barcode", { "code" } },
  { "order_lines", "line", { "order_id", "position" } }, /* before orders: the longer name */
  { "orders", "order", { "number" } },
  { "supply", "supply", { "number", "item_id" } },
  { "documents", "document", { "order_id", "kind", "number" } },
  { "availability", "availability", { "order_id", "item_id" } },
};

static const FoFilesTable *
table_of_file (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_ascii_strncasecmp (name, tables[i].stem, strlen (tables[i].stem)) == 0)
      return &tables[i];
  return NULL;
}

static const FoFilesTable *
table_of_entity (const char *entity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (entity, tables[i].entity))
      return &tables[i];
  return NULL;
}

/* ---- a row -------------------------------------------------------------------------------------------------------- */

/* An empty cell says nothing. */
static json_object *
row_of (const FoSheet *sheet, guint row)
{
  json_object *body = json_object_new_object ();

  for (guint i = 0; i < fo_sheet_n_cells (sheet, 0); i++) {
    const char *name = fo_sheet_cell (sheet, 0, i), *cell = fo_sheet_cell (sheet, row, i);
    g_autofree char *key = g_utf8_strdown (name, -1);

    if (*key && *cell)
      json_object_object_add (body, key, json_object_new_string (cell));
  }
  return body;
}

/* "" when the row has no name. */
static char *
id_of (const FoFilesTable *table, json_object *body)
{
  json_object *id = json_object_object_get (body, "id");
  g_autoptr (GString) joined = g_string_new (NULL);

  if (id)
    return g_strdup (json_object_get_string (id));
  for (gsize i = 0; i < G_N_ELEMENTS (table->key) && table->key[i]; i++) {
    json_object *part = json_object_object_get (body, table->key[i]);

    if (!part)
      return g_strdup ("");
    g_string_append_printf (joined, "%s%s", i ? "/" : "", json_object_get_string (part));
  }
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* ---- what people write, as the contract has it ---------------------------------------------------------------------- */

/* "31.05.2027" → "2027-05-31"; anything else stays, and is judged with the row. */
static char *
day_of (const char *cell)
{
  static GRegex *written;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *day = NULL, *month = NULL, *year = NULL;

  if (g_once_init_enter (&written))
    g_once_init_leave (&written, g_regex_new ("^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?: 0?0:00(?::00)?)?$", 0, 0, NULL));
  if (!g_regex_match (written, cell, 0, &match))
    return g_strdup (cell);
  day = g_match_info_fetch (match, 1);
  month = g_match_info_fetch (match, 2);
  year = g_match_info_fetch (match, 3);
  return g_strdup_printf ("%s-%02d-%02d", year, (int) g_ascii_strtoll (month, NULL, 10),
                          (int) g_ascii_strtoll (day, NULL, 10));
}

/* "1 250,5" → "1250.5": spaces between thousands and a decimal comma, as Excel shows them. A point and a comma together
 * are left as they are, and refused: nobody knows which is which. */
static char *
number_of (const char *cell)
{
  g_autoptr (GString) text = g_string_new (cell);

  g_string_replace (text, "\302\240", "", 0);
  g_string_replace (text, "\342\200\257", "", 0);
  g_string_replace (text, " ", "", 0);
  if (!strchr (text->str, '.'))
    g_string_replace (text, ",", ".", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
flag_of (const char *cell)
{
  static const char *const yes[] = { "да", "истина", "yes", "true", "ja", "wahr", "x", "1", NULL };
  static const char *const no[] = { "нет", "ложь", "no", "false", "nein", "falsch", "0", NULL };
  g_autofree char *word = g_utf8_strdown (cell, -1);

  return g_strdup (g_strv_contains (yes, word) ? "1" : g_strv_contains (no, word) ? "0" : cell);
}

static char *
cell_of (const char *name, const char *cell)
{
  static const char *const numbers[] = { "quantity", "progress_percent", NULL };
  static const char *const flags[] = { "deleted", "cancelled", "ship_complete", "dedicated", "blocked", "credit", "marked", "ready", NULL };

  if (g_str_has_suffix (name, "_on") || g_str_equal (name, "valid_until"))
    return day_of (cell);
  if (g_strv_contains (numbers, name))
    return number_of (cell);
  return g_strv_contains (flags, name) ? flag_of (cell) : g_strdup (cell);
}

/* ---- a page of rows on its way to the host ------------------------------------------------------------------------ */

typedef struct {
  char *remote_id, *version, *body;
} Kept;

static void
kept_clear (Kept *kept)
{
  g_free (kept->remote_id);
  g_free (kept->version);
  g_free (kept->body);
}

static bool
keep_page (FoLinkFiles *files, const char *source, GArray *page, GError **error)
{
  g_autofree FoLinkObject *objects = g_new0 (FoLinkObject, page->len + 1);
  bool kept;

  for (guint i = 0; i < page->len; i++) {
    const Kept *row = &g_array_index (page, Kept, i);
    objects[i] = (FoLinkObject){ source, row->remote_id, row->version, row->body };
  }
  kept = page->len == 0 || files->base.host->keep (files->base.host, objects, page->len, source, NULL, error);
  g_array_set_size (page, 0);
  return kept;
}

/* A row without a name is kept under its place in the file, so that a person sees it. */
static void
take_row (const FoFilesTable *table, const FoSheet *sheet, guint row, GArray *page)
{
  json_object *body = row_of (sheet, row);
  g_autofree char *id = id_of (table, body);
  const char *text = json_object_to_json_string_ext (body, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
  const Kept kept = {
    .remote_id = *id ? g_steal_pointer (&id)
                     : g_strdup_printf ("%s:%u", fo_sheet_name (sheet), fo_sheet_line (sheet, row)),
    .version = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1),
    .body = g_strdup (text),
  };

  g_array_append_val (page, kept);
  json_object_put (body);
}

static bool
take_sheet (FoLinkFiles *files, const FoFilesTable *table, const FoSheet *sheet, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (Kept));

  g_array_set_clear_func (page, (GDestroyNotify) kept_clear);
  for (guint row = 1; row < fo_sheet_n_rows (sheet); row++) {
    take_row (table, sheet, row, page);
    if (page->len == PAGE && !keep_page (files, table->entity, page, error))
      return false;
  }
  return keep_page (files, table->entity, page, error);
}

/* ---- a file ------------------------------------------------------------------------------------------------------- */

static bool
move_away (FoLinkFiles *files, const char *name, const char *to, GError **error)
{
  g_autofree char *from = g_build_filename (files->folder, "in", name, NULL);
  g_autofree char *target = g_build_filename (files->folder, to, name, NULL);
  g_autofree char *stamped = NULL;

  if (g_file_test (target, G_FILE_TEST_EXISTS))
    stamped = g_strdup_printf ("%s.%" G_GINT64_FORMAT, target, files->base.host->now_us (files->base.host));
  if (g_rename (from, stamped ? stamped : target) == 0)
    return true;
  return fo_files_failed (error, from, "could not be moved away");
}

/* The file is kept for a person, and the reason beside it; a row of the warehouse shows it on the Sync page. */
static bool
refuse_file (FoLinkFiles *files, const char *name, const char *why, GError **error)
{
  g_autofree char *beside = g_strdup_printf ("%s/refused/%s.why.txt", files->folder, name);
  g_autofree char *version = g_compute_checksum_for_string (G_CHECKSUM_SHA256, why, -1);
  const FoLinkObject object = { "file", name, version, why };

  if (!files->base.host->keep (files->base.host, &object, 1, "file", NULL, error))
    return false;
  return g_file_set_contents (beside, why, -1, error) && move_away (files, name, "refused", error);
}

static bool
hear_file (FoLinkFiles *files, const char *name, GError **error)
{
  const FoFilesTable *table = table_of_file (name);
  g_autofree char *path = g_build_filename (files->folder, "in", name, NULL);
  g_autoptr (GError) why = NULL;
  g_autoptr (FoSheet) sheet = NULL;

  if (!table)
    return refuse_file (files, name,
                        "No table is called so: items, kit_lines, substitutes, customers, barcodes, orders, order_lines, supply, "
                        "documents, availability.",
                        error);
  sheet = fo_sheet_read (path, &why);
  if (!sheet && why->domain == G_FILE_ERROR)
    return fo_files_failed (error, path, "could not be read");
  if (!sheet)
    return refuse_file (files, name, why->message, error);
  return take_sheet (files, table, sheet, error) && move_away (files, name, "done", error);
}

/* ---- the folder --------------------------------------------------------------------------------------------------- */

/* The folder's own time, which may be that of another machine: of a file that is written just now. */
static bool
folder_time (FoLinkFiles *files, gint64 *ret_us, GError **error)
{
  g_autofree char *path = g_build_filename (files->folder, "in", ".firstout", NULL);

  if (g_file_set_contents (path, "", 0, NULL) && fo_files_time (path, ret_us))
    return true;
  return fo_files_failed (error, path, "could not be written");
}

static bool
is_settled (FoLinkFiles *files, const char *name, gint64 now_us)
{
  g_autofree char *path = g_build_filename (files->folder, "in", name, NULL);
  gint64 written_us;

  return fo_files_time (path, &written_us) && now_us - written_us >= SETTLED_US;
}

/* Parents before children, and each kind by name: a day in the name is the order of its files. */
static int
by_kind_and_name (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  const FoFilesTable *first = table_of_file (one), *second = table_of_file (other);

  if (first != second)
    return first < second ? -1 : 1;
  return strcmp (one, other);
}

static GPtrArray *
settled_files (FoLinkFiles *files, GError **error)
{
  g_autofree char *in = g_build_filename (files->folder, "in", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (in, 0, NULL);
  const char *name;
  gint64 now_us;

  if (!dir) {
    fo_files_failed (error, in, "could not be opened");
    return NULL;
  }
  if (!folder_time (files, &now_us, error))
    return NULL;
  while ((name = g_dir_read_name (dir)))
    if (*name != '.' && is_settled (files, name, now_us))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_kind_and_name);
  return g_steal_pointer (&names);
}

/* What was read is away: EVERYTHING is what sales puts there again. */
static bool
files_hear (FoLink *base, bool everything, GError **error)
{
  FoLinkFiles *files = (FoLinkFiles *) base;
  g_autoptr (GPtrArray) names = NULL;

  (void) everything;
  if (!fo_files_make_folders (files, error))
    return false;
  names = settled_files (files, error);
  if (!names)
    return false;
  base->host->answered (base->host);
  for (guint i = 0; i < names->len; i++)
    if (!hear_file (files, g_ptr_array_index (names, i), error))
      return false;
  return true;
}

static void
files_read (FoLink *base, const FoLinkObject *object, FoLinkRows *ret_rows)
{
  const FoFilesTable *table = table_of_entity (object->source);
  json_object *body = table ? json_tokener_parse (object->body) : NULL;
  g_autofree char *id = body ? id_of (table, body) : g_strdup ("");
  FoLinkRow *row;

  (void) base;
  if (!*id) {
    ret_rows->why = table ? g_strdup ("The row says neither its id nor what it is known by.") : g_strdup (object->body);
    json_object_put (body);
    return;
  }
  row = fo_link_rows_add (ret_rows, object->source, id, NULL);
  json_object_object_foreach (body, name, value) {
    g_autofree char *cell = cell_of (name, json_object_get_string (value));
    fo_link_row_say (row, name, cell);
  }
  json_object_put (body);
}

/* ---- opening ------------------------------------------------------------------------------------------------------ */

static FoLink *
files_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  json_object *format = config ? json_object_object_get (config, "format") : NULL;
  const char *said = format ? json_object_get_string (format) : "csv";
  FoLinkFiles *files;

  if (!g_path_is_absolute (address) || (!g_str_equal (said, "csv") && !g_str_equal (said, "json"))) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI,
                 "Files are exchanged in a folder, /FOLDER, as \"format\": \"csv\" or \"json\"; this says %s, %s.", address,
                 said);
    return NULL;
  }
  files = g_new0 (FoLinkFiles, 1);
  files->base = (FoLink){ &fo_link_files, host };
  files->folder = g_strdup (address);
  files->json = g_str_equal (said, "json");
  return &files->base;
}

static void
files_close (FoLink *base)
{
  FoLinkFiles *files = (FoLinkFiles *) base;

  g_free (files->folder);
  g_free (files);
}

static const char *const formats[] = { "csv", "json", NULL };
static const FoLinkField fields[] = { { "address", NULL, NULL, true }, { "format", formats, "csv", false }, { NULL, NULL, NULL, false } };

const FoLinkOps fo_link_files = {
  .kind = "files",
  .fields = fields,
  .open = files_open,
  .close = files_close,
  .hear = files_hear,
  .read = files_read,
  .deliver = fo_files_deliver,
  .probe = fo_files_probe,
};
