/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desktop: reads the command line, makes the training warehouse when it is asked for, and opens the window. */
#include "firstout/store/store.h"
#include "firstout/sync/training-fill.h"
#include "firstout/ui/application.h"

#include <glib/gstdio.h>

typedef struct {
  char *store_uri, *station, *today, *journal_path, *language, *sales_uri, *labels_folder, *pictures_folder;
  gboolean training, dark;
} Arguments;

static gint64
now_us (void)
{
  return g_get_real_time ();
}

static char *
state_path (const char *name)
{
  return g_build_filename (g_get_user_state_dir (), "firstout", name, NULL);
}

/* Where it was installed with the program, else beside the sources: it runs in a build folder. */
static char *
data_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program ? g_path_get_dirname (program) : NULL;

  char *installed = g_build_filename (bin ? bin : "/usr/bin", "..", "share", "firstout", NULL);

  if (g_file_test (installed, G_FILE_TEST_IS_DIR) || !g_file_test (FO_SOURCE_DATA, G_FILE_TEST_IS_DIR))
    return installed;
  g_free (installed);
  return g_strdup (FO_SOURCE_DATA);
}

/* ---- the training warehouse -------------------------------------------------------------------------------------------------- */

static gboolean
make_training (const Arguments *arguments, FoDay today, GError **error)
{
  g_autofree char *sales = state_path ("training-sales.db"), *data = data_folder ();
  g_autofree char *folder = g_build_filename (data, "training", NULL);
  g_autoptr (FoStore) store = NULL;

  g_remove (sales); /* of a warehouse that was never finished */
  store = fo_store_open (arguments->store_uri, FO_STORE_CREATE, error);
  if (!store)
    return FALSE;
  if (today != FO_DAY_NONE)
    fo_store_set_today (store, today);
  return fo_training_fill (store, folder, sales, error);
}

/* The warehouse of --training, made at the first time; half-made ones are made anew. */
static gboolean
prepare_training (Arguments *arguments, FoDay today, GError **error)
{
  g_autofree char *path = state_path ("training.db"), *folder = g_path_get_dirname (path), *whole = state_path ("training.made");

  if (arguments->store_uri)
    return TRUE;
  arguments->store_uri = g_strconcat ("sqlite:", path, NULL);
  if (!arguments->sales_uri) {
    g_autofree char *sales = state_path ("training-sales.db");
    arguments->sales_uri = g_strconcat ("sqlite:", sales, NULL);
  }
  if (g_file_test (whole, G_FILE_TEST_EXISTS))
    return TRUE;
  g_mkdir_with_parents (folder, 0700);
  g_remove (path);
  return make_training (arguments, today, error) && g_file_set_contents (whole, "", 0, error);
}

/* ---- the command line ---------------------------------------------------------------------------------------------------------- */

static gboolean
parse (Arguments *a, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "training", 0, 0, G_OPTION_ARG_NONE, &a->training, "the training warehouse, made when it is not there yet", NULL },
    { "store", 0, 0, G_OPTION_ARG_STRING, &a->store_uri, "the warehouse: sqlite:PATH or postgresql://…", "URI" },
    { "station", 0, 0, G_OPTION_ARG_STRING, &a->station, "which workstation this is (1)", "N" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &a->today, "another day than the clock's", "YYYY-MM-DD" },
    { "journal", 0, 0, G_OPTION_ARG_FILENAME, &a->journal_path, "the station's journal", "PATH" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &a->language, "ru, de or en", "L" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &a->dark, "the dark view", NULL },
    { "sales", 0, 0, G_OPTION_ARG_STRING, &a->sales_uri, "exchange with this sales database while the window is open", "URI" },
    { "labels", 0, 0, G_OPTION_ARG_FILENAME, &a->labels_folder, "where printed labels are laid down", "FOLDER" },
    { "pictures", 0, 0, G_OPTION_ARG_FILENAME, &a->pictures_folder, "leave pictures of every page there, light and dark, and end",
      "FOLDER" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "Firstout: the workstation of a warehouse. Without --store it is the training warehouse.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
set_language (const char *text, GError **error)
{
  FoLanguage language;

  if (!text)
    return TRUE;
  if (!fo_language_parse (text, &language)) {
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--lang: %s is none of ru, de, en", text);
    return FALSE;
  }
  fo_application_set_language (language);
  return TRUE;
}

static gboolean
read_today (const char *text, FoDay *ret_today, GError **error)
{
  if (!text || fo_day_parse_iso (text, ret_today) == FO_OK)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--today: %s is not YYYY-MM-DD", text);
  return FALSE;
}

/* Two stations on one PC would print into each other's folder. */
static gboolean
complete (Arguments *a, FoDay *ret_today, GError **error)
{
  a->training = a->training || !a->store_uri;
  if (!a->station)
    a->station = g_strdup ("1");
  if (!a->labels_folder)
    a->labels_folder = state_path ("labels");
  return read_today (a->today, ret_today, error) && set_language (a->language, error)
         && (!a->training || prepare_training (a, *ret_today, error));
}

static void
arguments_clear (Arguments *a)
{
  g_free (a->store_uri);
  g_free (a->station);
  g_free (a->today);
  g_free (a->journal_path);
  g_free (a->language);
  g_free (a->sales_uri);
  g_free (a->labels_folder);
  g_free (a->pictures_folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GApplication) application = NULL;
  g_autofree char *data = data_folder ();
  Arguments arguments = { 0 };
  FoDay today = FO_DAY_NONE;
  const char *failure = NULL;
  int status = 2;

  if (parse (&arguments, &argc, &argv, &error) && complete (&arguments, &today, &error)) {
    const FoUiOptions options = { .store_uri = arguments.store_uri, .station = arguments.station,
                                  .journal_path = arguments.journal_path, .sales_uri = arguments.sales_uri,
                                  .data_folder = data, .labels_folder = arguments.labels_folder, .today = today,
                                  .pictures_folder = arguments.pictures_folder,
                                  .training = arguments.training, .dark = arguments.dark, .with_scanners = TRUE,
                                  .now_us = now_us };
    application = fo_application_new (&options);
    status = g_application_run (application, 1, argv);
    failure = fo_application_failure (application);
  }
  if (failure)
    g_printerr ("firstout: %s\n", failure);
  if (error)
    g_printerr ("firstout: %s\n", error->message);
  arguments_clear (&arguments);
  return failure ? 1 : status;
}
