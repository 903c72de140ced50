/* SPDX-License-Identifier: GPL-3.0-or-later
 * set: what the warehouse settles for itself. */
#include "ctl.h"

#include "firstout/store/meta.h"
#include "firstout/work/settings.h"

static FoTxnEnd
print_settings (FoTxn *txn, gpointer data, GError **error)
{
  guint n;
  const FoSetting *settings = fo_settings (&n);

  (void) data;
  for (guint i = 0; i < n; i++) {
    json_object *object = json_object_new_object ();
    g_autofree char *value = NULL;

    if (!fo_meta_get (txn, settings[i].note, &value, error)) {
      json_object_put (object);
      return FO_TXN_FAIL;
    }
    json_object_object_add (object, "setting", json_object_new_string (settings[i].note));
    json_object_object_add (object, "value", json_object_new_string (value));
    json_object_object_add (object, "otherwise", json_object_new_string (settings[i].otherwise));
    ctl_print (object);
  }
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_set (const Ctl *ctl)
{
  const char *note = ctl_argument (ctl, 0), *value = ctl_argument (ctl, 1);
  g_autoptr (FoStore) store = ctl_open (ctl, note ? 0 : FO_STORE_READ_ONLY);
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!store)
    return CTL_FAILED;
  if (!note)
    return fo_store_read (store, print_settings, NULL, &error) ? CTL_DONE : ctl_fail_error (error);
  if (!value)
    return ctl_fail ("set [NAME VALUE|-]");
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_set (store, &act, note, value, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}
