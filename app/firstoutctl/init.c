/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/store/meta.h"
#include "firstout/work/apply.h"

typedef struct {
  const char *issue;
  bool training;
} Settings;

static FoTxnEnd
write_settings (FoTxn *txn, gpointer data, GError **error)
{
  const Settings *settings = data;

  (void) error;
  fo_meta_set (txn, "issue_order", settings->issue);
  fo_meta_set (txn, "training", settings->training ? "1" : "0");
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_init (const Ctl *ctl)
{
  Settings settings = { ctl_option (ctl, "--issue"), ctl_option (ctl, "--training") != NULL };
  FoStoreFlags flags = ctl_option (ctl, "--upgrade") ? FO_STORE_UPGRADE : FO_STORE_CREATE;
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  FoIssueOrder issue;
  FoAct act;

  if (!settings.issue)
    settings.issue = "fefo";
  if (!fo_issue_order_parse (settings.issue, &issue))
    return ctl_fail ("--issue %s: fefo or fifo", settings.issue);
  store = ctl_open (ctl, flags);
  if (!store || !ctl_act (store, &act))
    return CTL_FAILED;
  if (flags == FO_STORE_CREATE
      && (!fo_store_write (store, 0, write_settings, &settings, &error) || !fo_work_furnish (store, &act, &error)))
    return ctl_fail_error (error);
  json_object *answer = json_object_new_object ();
  json_object_object_add (answer, "verdict", json_object_new_string ("FO_OK"));
  json_object_object_add (answer, "store", json_object_new_string (ctl->store_uri));
  json_object_object_add (answer, "engine", json_object_new_string (fo_store_engine (store)));
  ctl_print (answer);
  return CTL_DONE;
}
