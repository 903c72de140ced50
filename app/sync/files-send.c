/* SPDX-License-Identifier: GPL-3.0-or-later
 * A message becomes a file, once. It is made in .making, a copy is kept in sent, and then it is moved to out in one step.
 * So three things tell after any cut what was done: no copy, begin anew; a copy and something in .making, move it; a copy
 * and nothing in .making, it was moved, and sales may have taken it away already. */
#include "files-inside.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
fo_files_failed (GError **error, const char *path, const char *what)
{
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE, "%s %s: %s.", path, what, g_strerror (errno));
  return false;
}

bool
fo_files_time (const char *path, gint64 *ret_us)
{
  struct stat about;

  if (stat (path, &about) != 0 || !S_ISREG (about.st_mode))
    return false;
  *ret_us = (gint64) about.st_mtim.tv_sec * G_USEC_PER_SEC + about.st_mtim.tv_nsec / 1000;
  return true;
}

static const char *const folders[] = { "in", "out", "done", "refused", "sent", ".making" };

bool
fo_files_make_folders (FoLinkFiles *files, GError **error)
{
  /* The folder itself is the administrator's: one that is not there is a share that is away. */
  if (!g_file_test (files->folder, G_FILE_TEST_IS_DIR)) {
    errno = ENOENT;
    return fo_files_failed (error, files->folder, "is not there");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (files->folder, folders[i], NULL);

    if (g_mkdir (path, 0770) != 0 && errno != EEXIST)
      return fo_files_failed (error, path, "could not be made");
  }
  return true;
}

/* ---- as a table --------------------------------------------------------------------------------------------------- */

static void
add_name (GPtrArray *names, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, (gpointer) name);
}

static void
add_names (GPtrArray *names, json_object *object, const char *but)
{
  json_object_object_foreach (object, name, value)
    if (value && (!but || !g_str_equal (name, but)))
      add_name (names, name);
}

static const char *
cell_of (json_object *line, json_object *body, const char *name)
{
  json_object *value = NULL;

  if (!json_object_object_get_ex (line, name, &value) && !json_object_object_get_ex (body, name, &value))
    return "";
  if (json_object_is_type (value, json_type_object) || json_object_is_type (value, json_type_array))
    return json_object_to_json_string_ext (value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
  return value ? json_object_get_string (value) : "";
}

static void
add_row (GString *text, const FoDelivery *delivery, json_object *line, json_object *body, const GPtrArray *names)
{
  fo_sheet_add (text, delivery->op_id);
  fo_sheet_add (text, delivery->op);
  for (guint i = 0; i < names->len; i++)
    fo_sheet_add (text, cell_of (line, body, g_ptr_array_index (names, i)));
  fo_sheet_end_row (text);
}

char *
fo_files_table (const FoDelivery *delivery)
{
  json_object *body = json_tokener_parse (delivery->body), *lines = json_object_object_get (body, "lines");
  gsize n = json_object_is_type (lines, json_type_array) ? json_object_array_length (lines) : 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  add_names (names, body, n ? "lines" : NULL);
  for (gsize i = 0; i < n; i++)
    add_names (names, json_object_array_get_idx (lines, i), NULL);
  fo_sheet_begin (text);
  fo_sheet_add (text, "op_id");
  fo_sheet_add (text, "op");
  for (guint i = 0; i < names->len; i++)
    fo_sheet_add (text, g_ptr_array_index (names, i));
  fo_sheet_end_row (text);
  for (gsize i = 0; i < n; i++)
    add_row (text, delivery, json_object_array_get_idx (lines, i), body, names);
  if (n == 0)
    add_row (text, delivery, NULL, body, names);
  json_object_put (body);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
as_json (const FoDelivery *delivery)
{
  return g_strdup_printf ("{\"op_id\":\"%s\",\"op\":\"%s\",\"body\":%s}\n", delivery->op_id, delivery->op, delivery->body);
}

/* ---- sending ------------------------------------------------------------------------------------------------------ */

typedef struct {
  char *text, *making, *sent, *out;
} Sending;

static void
sending_clear (Sending *s)
{
  g_free (s->text);
  g_free (s->making);
  g_free (s->sent);
  g_free (s->out);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

/* The same message has the same name for ever. */
static void
prepare (const FoLinkFiles *files, const FoDelivery *delivery, Sending *s)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.%s", delivery->op, delivery->op_id, files->json ? "json" : "csv");

  s->text = files->json ? as_json (delivery) : fo_files_table (delivery);
  s->making = g_build_filename (files->folder, ".making", name, NULL);
  s->sent = g_build_filename (files->folder, "sent", name, NULL);
  s->out = g_build_filename (files->folder, "out", name, NULL);
}

static bool
write_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0660, &why))
    return true;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE, "%s", why->message);
  return false;
}

/* A name that a power cut takes back would be a message nobody sends again. */
static bool
move_durably (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  bool moved = fd >= 0 && g_rename (from, to) == 0 && fsync (fd) == 0;

  if (!moved)
    fo_files_failed (error, to, "did not get its name");
  if (fd >= 0)
    close (fd);
  return moved;
}

static bool
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What is kept, read back. */
static void
compare (const Sending *s, FoFate *fate)
{
  g_autofree char *kept = NULL;

  if (g_file_get_contents (s->sent, &kept, NULL, NULL) && g_str_equal (kept, s->text)) {
    fate->kind = FO_FATE_VERIFIED;
    fate->remote_id = g_path_get_basename (s->out);
    return;
  }
  fate->kind = FO_FATE_DIFFERS;
  fate->theirs = g_steal_pointer (&kept);
  fate->why = g_strdup_printf ("link.files-differs\tpath\t%s", s->sent);
}

bool
fo_files_deliver (FoLink *base, const FoDelivery *delivery, FoFate *fate, GError **error)
{
  FoLinkFiles *files = (FoLinkFiles *) base;
  g_auto (Sending) s = { NULL };
  bool done;

  *fate = (FoFate){ .kind = FO_FATE_LATER };
  if (!fo_files_make_folders (files, error))
    return false;
  base->host->answered (base->host);
  prepare (files, delivery, &s);
  if (!base->host->step (base->host, delivery, "create", s.out, error))
    return false;
  done = exists (s.sent) || (write_file (s.making, s.text, error) && write_file (s.sent, s.text, error));
  done = done && (!exists (s.making) || move_durably (s.making, s.out, error));
  base->host->stepped (base->host, done ? "written" : "failed");
  if (done)
    compare (&s, fate);
  return done;
}

/* ---- the connection test ------------------------------------------------------------------------------------------ */

/* ID says that it is so; with "-missing" behind it, that it is not, and what to do. */
static bool
find (FoFindingEach each, gpointer data, bool good, const char *id, const char *path)
{
  const char *const arguments[] = { "path", path, NULL };
  const FoFinding finding = { good, id, arguments };

  each (&finding, data);
  return good;
}

static bool
find_rights (FoFindingEach each, gpointer data, const char *path)
{
  bool good = access (path, R_OK | W_OK | X_OK) == 0;

  return find (each, data, good, good ? "link.files-rights" : "link.files-rights-missing", path);
}

bool
fo_files_probe (FoLink *base, FoFindingEach each, gpointer data, GError **error)
{
  FoLinkFiles *files = (FoLinkFiles *) base;
  bool there = g_file_test (files->folder, G_FILE_TEST_IS_DIR);

  (void) error;
  if (!find (each, data, there, there ? "link.files-folder" : "link.files-folder-missing", files->folder))
    return true;
  find_rights (each, data, files->folder);
  for (gsize i = 0; i < 2; i++) { /* in and out: the others are ours alone */
    g_autofree char *path = g_build_filename (files->folder, folders[i], NULL);

    if (exists (path))
      find_rights (each, data, path);
  }
  return true;
}
