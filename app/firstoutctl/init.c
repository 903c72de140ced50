/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/store/meta.h"
#include "firstout/store/people.h"
#include "firstout/sync/training-fill.h"
#include "firstout/work/apply.h"
#include <errno.h>
#include <string.h>

typedef struct {
  const char *issue, *name;
  bool training;
} Settings;

static FoTxnEnd
write_settings (FoTxn *txn, gpointer data, GError **error)
{
  const Settings *settings = data;

  (void) error;
  fo_meta_set (txn, "issue_order", settings->issue);
  fo_meta_set (txn, "training", settings->training ? "1" : "0");
  if (settings->name)
    fo_meta_set (txn, "name", settings->name);
  return FO_TXN_COMMIT;
}

/* The training warehouse's sales database: --sales, else a file beside the store's file, else a new one in the state
 * folder. */
static char *
training_sales (const Ctl *ctl, FoStore *store, GError **error)
{
  const char *sales = ctl_option (ctl, "--sales");
  g_autofree char *folder = NULL, *name = NULL;
  FoId id;

  if (sales)
    return g_strdup (sales);
  if (g_str_has_prefix (ctl->store_uri, "sqlite:"))
    return g_strconcat (ctl->store_uri, ".sales", NULL);
  folder = g_build_filename (g_get_user_state_dir (), "firstout", NULL);
  id = fo_store_next_id (store, error);
  if (!id)
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
    return NULL;
  }
  name = g_strdup_printf ("training-sales-%" G_GINT64_FORMAT ".db", id);
  return g_strconcat ("sqlite:", folder, "/", name, NULL);
}

/* Said before anything is made: the sales database of an older training warehouse is somebody's exercise. */
static bool
sales_are_there (const Ctl *ctl)
{
  g_autofree char *path = NULL;

  if (ctl_option (ctl, "--sales") || !ctl->store_uri || !g_str_has_prefix (ctl->store_uri, "sqlite:"))
    return false;
  path = g_strconcat (ctl->store_uri + strlen ("sqlite:"), ".sales", NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return false;
  ctl_fail ("%s is there already; remove it, or name another one with --sales", path);
  return true;
}

static bool
fill_training (const Ctl *ctl, FoStore *store, GError **error)
{
  g_autofree char *sales = training_sales (ctl, store, error), *data_dir = ctl_data_dir (), *training = NULL;

  if (!sales)
    return false;
  training = g_build_filename (data_dir ? data_dir : "", "training", NULL);
  return fo_training_fill (store, training, sales, error);
}

static bool
furnish (const Ctl *ctl, FoStore *store, Settings *settings, GError **error)
{
  FoAct act;

  if (!fo_store_write (store, 0, write_settings, settings, error))
    return false;
  if (settings->training)
    return fill_training (ctl, store, error);
  act = (FoAct){ .operation = fo_store_next_id (store, error), .station = "ctl", .person = "" };
  return act.operation && fo_work_furnish (store, &act, error);
}

static CtlEnd
make_roles (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, 0);
  g_autoptr (GError) error = NULL;
  json_object *answer;

  if (!store)
    return CTL_FAILED;
  if (!fo_store_make_roles (store, &error))
    return ctl_fail_error (error);
  answer = json_object_new_object ();
  json_object_object_add (answer, "verdict", json_object_new_string ("FO_OK"));
  ctl_print (answer);
  return CTL_DONE;
}

CtlEnd
ctl_init (const Ctl *ctl)
{
  Settings settings = { ctl_option (ctl, "--issue"), ctl_option (ctl, "--name"), ctl_option (ctl, "--training") != NULL };
  FoStoreFlags flags = ctl_option (ctl, "--upgrade") ? FO_STORE_UPGRADE : FO_STORE_CREATE;
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  json_object *answer;
  FoIssueOrder issue;

  if (ctl_option (ctl, "--roles"))
    return make_roles (ctl);
  if (!settings.issue)
    settings.issue = "fefo";
  if (!fo_issue_order_parse (settings.issue, &issue))
    return ctl_fail ("--issue %s: fefo or fifo", settings.issue);
  if (settings.training && sales_are_there (ctl))
    return CTL_FAILED;
  store = ctl_open (ctl, flags);
  if (!store)
    return CTL_FAILED;
  if (flags == FO_STORE_CREATE && !furnish (ctl, store, &settings, &error))
    return ctl_fail_error (error);
  answer = json_object_new_object ();
  json_object_object_add (answer, "verdict", json_object_new_string ("FO_OK"));
  json_object_object_add (answer, "store", json_object_new_string (ctl->store_uri));
  json_object_object_add (answer, "engine", json_object_new_string (fo_store_engine (store)));
  ctl_print (answer);
  return CTL_DONE;
}
