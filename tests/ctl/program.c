/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "program.h"
#include <stdarg.h>
#include <string.h>

static void
put_json (gpointer object)
{
  json_object_put (object);
}

void
ran_clear (Ran *ran)
{
  g_clear_pointer (&ran->out, g_free);
  g_clear_pointer (&ran->err, g_free);
  g_clear_pointer (&ran->lines, g_ptr_array_unref);
}

static char *data_folder;

void
use_data (const char *folder)
{
  g_free (data_folder);
  data_folder = g_strdup (folder);
}

GSubprocess *
start (const char *command)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *line = g_strconcat (FO_CTL " ", command, NULL);
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", fo_test_folder_name (), TRUE);
  g_subprocess_launcher_setenv (launcher, "LANG", "C.UTF-8", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "LANGUAGE");
  g_subprocess_launcher_unsetenv (launcher, "LC_ALL");
  g_subprocess_launcher_unsetenv (launcher, "FIRSTOUT_STORE");
  if (data_folder)
    g_subprocess_launcher_setenv (launcher, "FIRSTOUT_DATA", data_folder, TRUE);
  else
    g_subprocess_launcher_unsetenv (launcher, "FIRSTOUT_DATA");
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  return process;
}

static void
read_lines (Ran *ran)
{
  g_auto (GStrv) lines = g_strsplit (ran->out, "\n", -1);

  ran->lines = g_ptr_array_new_with_free_func (put_json);
  for (char **line = lines; *line; line++) {
    json_object *object = **line == '{' ? json_tokener_parse (*line) : NULL;
    if (object)
      g_ptr_array_add (ran->lines, object);
  }
}

static char *
text_of (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

Ran
run_input (const char *input, const char *command)
{
  g_autoptr (GSubprocess) process = start (command);
  g_autoptr (GBytes) bytes = g_bytes_new (input ? input : "", input ? strlen (input) : 0), out = NULL, err = NULL;
  g_autoptr (GError) error = NULL;
  Ran ran = { 0 };

  g_subprocess_communicate (process, bytes, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  ran.status = g_subprocess_get_exit_status (process);
  ran.out = text_of (out);
  ran.err = text_of (err);
  read_lines (&ran);
  return ran;
}

Ran
run (const char *command, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, command);
  text = g_strdup_vprintf (command, args);
  va_end (args);
  return run_input (NULL, text);
}

Ran
run_to (int status, const char *command, ...)
{
  g_autofree char *text = NULL;
  va_list args;
  Ran ran;

  va_start (args, command);
  text = g_strdup_vprintf (command, args);
  va_end (args);
  ran = run_input (NULL, text);
  if (ran.status != status)
    g_test_message ("%s\n%s%s", text, ran.out, ran.err);
  g_assert_cmpint (ran.status, ==, status);
  return ran;
}

const char *
field_of (json_object *object, const char *field)
{
  json_object *value;

  return json_object_object_get_ex (object, field, &value) && value ? json_object_get_string (value) : "";
}

const char *
said (const Ran *ran, guint n, const char *field)
{
  g_assert_cmpuint (n, <, ran->lines->len);
  return field_of (g_ptr_array_index (ran->lines, n), field);
}

json_object *
line_with (const Ran *ran, const char *field, const char *value)
{
  for (guint i = 0; i < ran->lines->len; i++)
    if (g_str_equal (said (ran, i, field), value))
      return g_ptr_array_index (ran->lines, i);
  return NULL;
}

char *
file_path (const char *name)
{
  return g_build_filename (fo_test_folder_name (), name, NULL);
}

char *
write_file (const char *name, const char *text, gssize length)
{
  char *path = file_path (name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return path;
}

/* ---- on every engine --------------------------------------------------------------------------------------------- */

typedef enum { BARE, MADE, TRAINING } Begin;

typedef struct {
  FoTestEngine engine;
  Begin begin;
  WarehouseTest test;
} Case;

static void
run_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *uri = fo_test_store_uri (c->engine);

  if (c->begin != BARE) {
    g_auto (Ran) ran =
        run_to (0, "init --store %s --today 2026-11-22%s", uri, c->begin == TRAINING ? " --training" : "");
    g_assert_cmpstr (said (&ran, 0, "verdict"), ==, "FO_OK");
  }
  c->test (uri);
}

static void
add_cases (const char *name, Begin begin, WarehouseTest test)
{
  static const char *const engines[] = { [FO_TEST_SQLITE] = "sqlite", [FO_TEST_POSTGRESQL] = "postgresql" };

  for (int engine = 0; engine < FO_TEST_N_ENGINES; engine++) {
    g_autofree char *path = g_strdup_printf ("%s/%s", name, engines[engine]);
    Case *c = g_new (Case, 1);

    *c = (Case){ (FoTestEngine) engine, begin, test };
    g_test_add_data_func_full (path, c, run_case, g_free);
  }
}

void
each_engine (const char *name, WarehouseTest test)
{
  add_cases (name, MADE, test);
}

void
each_training (const char *name, WarehouseTest test)
{
  add_cases (name, TRAINING, test);
}

void
each_uri (const char *name, WarehouseTest test)
{
  add_cases (name, BARE, test);
}
