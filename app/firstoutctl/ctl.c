/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include <stdio.h>

const char *
ctl_option (const Ctl *ctl, const char *name)
{
  return g_hash_table_lookup (ctl->options, name);
}

const char *
ctl_argument (const Ctl *ctl, guint n)
{
  return n < ctl->arguments->len ? g_ptr_array_index (ctl->arguments, n) : NULL;
}

CtlEnd
ctl_fail (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "firstoutctl: %s\n", text);
  return CTL_FAILED;
}

CtlEnd
ctl_fail_error (const GError *error)
{
  return ctl_fail ("%s", error->message);
}

FoStore *
ctl_open (const Ctl *ctl, FoStoreFlags flags)
{
  g_autoptr (GError) error = NULL;
  FoStore *store;

  if (!ctl->store_uri) {
    ctl_fail ("which warehouse? give --store sqlite:PATH or --store postgresql://… (or set FIRSTOUT_STORE)");
    return NULL;
  }
  store = fo_store_open (ctl->store_uri, flags, &error);
  if (!store)
    ctl_fail_error (error);
  else if (ctl->today != FO_DAY_NONE)
    fo_store_set_today (store, ctl->today);
  return store;
}

/* No store, no warehouse's zone: the machine's own day, unless --today says another. */
FoDay
ctl_today (const Ctl *ctl)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (ctl->today != FO_DAY_NONE)
    return ctl->today;
  return fo_day_from_civil (g_date_time_get_year (now), g_date_time_get_month (now),
                            g_date_time_get_day_of_month (now));
}

static char *
installed_data_dir (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL), *folder = NULL;

  if (!program)
    return NULL;
  folder = g_path_get_dirname (program);
  return g_build_filename (folder, "..", "share", "firstout", NULL);
}

char *
ctl_data_dir (void)
{
  g_autofree char *installed = installed_data_dir ();
  const char *const folders[] = { g_getenv ("FIRSTOUT_DATA"), installed, FO_SOURCE_DATA };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (folders[i] && g_file_test (folders[i], G_FILE_TEST_IS_DIR))
      return g_strdup (folders[i]);
  return NULL;
}

void
ctl_print (json_object *object)
{
  puts (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  json_object_put (object);
}

CtlEnd
ctl_print_reply (const FoReply *reply)
{
  g_autofree char *json = fo_reply_to_json (reply);
  FoMood mood = fo_verdict_mood (reply->verdict);

  puts (json);
  return mood == FO_MOOD_OK || mood == FO_MOOD_DONE ? CTL_DONE : CTL_REFUSED;
}

bool
ctl_act (FoStore *store, FoAct *ret_act)
{
  g_autoptr (GError) error = NULL;
  FoId operation = fo_store_next_id (store, &error);

  if (!operation) {
    ctl_fail_error (error);
    return false;
  }
  *ret_act = (FoAct){ .operation = operation, .station = "ctl", .person = "" };
  return true;
}

CtlEnd
ctl_read (FoStore *store, FoTxnFunc read, gpointer data)
{
  g_autoptr (GError) error = NULL;

  return fo_store_read (store, read, data, &error) ? CTL_DONE : ctl_fail_error (error);
}
