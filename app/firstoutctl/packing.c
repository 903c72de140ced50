/* SPDX-License-Identifier: GPL-3.0-or-later
 * carton, packing, sscc, unship: cartons of ours, how the warehouse packs, and shipments that did not leave after all. */
#include "ctl.h"

#include "firstout/store/rows.h"
#include "firstout/work/packing.h"

#include <stdio.h>

/* ---- a carton ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *sscc;
  char *json;
  FoFound found;
} Describe;

static FoTxnEnd
describe (FoTxn *txn, gpointer data, GError **error)
{
  Describe *d = data;

  g_clear_pointer (&d->json, g_free);
  d->found = fo_carton_describe (txn, d->sscc, &d->json, error);
  return d->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

CtlEnd
ctl_carton (const Ctl *ctl)
{
  Describe d = { .sscc = ctl_argument (ctl, 0) };
  g_autoptr (FoStore) store = NULL;
  g_autofree char *json = NULL;

  if (!d.sscc)
    return ctl_fail ("carton SSCC");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store || ctl_read (store, describe, &d) != CTL_DONE)
    return CTL_FAILED;
  json = d.json;
  if (d.found == FO_ABSENT) {
    g_auto (FoReply) reply = { .verdict = FO_CARTON_UNKNOWN };
    return ctl_print_reply (&reply);
  }
  puts (json);
  return CTL_DONE;
}

/* ---- settings ------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_note (FoTxn *txn, gpointer data, GError **error)
{
  return fo_packing_note (txn, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static CtlEnd
print_note (FoStore *store)
{
  json_object *object = json_object_new_object ();
  FoPackingNote note;

  if (ctl_read (store, read_note, &note) != CTL_DONE) {
    json_object_put (object);
    return CTL_FAILED;
  }
  json_object_object_add (object, "packing", json_object_new_string (fo_packing_name (note.packing)));
  json_object_object_add (object, "company", json_object_new_string (note.company));
  json_object_object_add (object, "last", json_object_new_int64 (note.last));
  json_object_object_add (object, "left", json_object_new_int64 (note.left));
  json_object_object_add (object, "runs_out", json_object_new_boolean (note.runs_out));
  ctl_print (object);
  return CTL_DONE;
}

CtlEnd
ctl_packing (const Ctl *ctl)
{
  const char *word = ctl_argument (ctl, 0);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoPacking packing;
  FoAct act;

  if (word && !fo_packing_parse (word, &packing))
    return ctl_fail ("packing [off|asked|required]");
  store = ctl_open (ctl, word ? 0 : FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!word)
    return print_note (store);
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_set_packing (store, &act, packing, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

CtlEnd
ctl_sscc (const Ctl *ctl)
{
  const char *company = ctl_argument (ctl, 0), *first = ctl_argument (ctl, 1);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  gint64 number = 0;
  FoAct act;

  if (first && !g_ascii_string_to_signed (first, 10, 1, G_MAXINT64, &number, NULL))
    return ctl_fail ("sscc [EXTENSION-DIGIT-AND-COMPANY-PREFIX [FIRST-NUMBER]]");
  store = ctl_open (ctl, company ? 0 : FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!company)
    return print_note (store);
  if (!ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_set_sscc (store, &act, company, number, &reply, &error) ? ctl_print_reply (&reply) : ctl_fail_error (error);
}

/* ---- a shipment that did not leave ----------------------------------------------------------------------------------------- */

CtlEnd
ctl_unship (const Ctl *ctl)
{
  const char *number = ctl_argument (ctl, 0);
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act;

  if (!number)
    return ctl_fail ("unship SHIPMENT [--told]");
  store = ctl_open (ctl, 0);
  if (!store || !ctl_act (store, &act))
    return CTL_FAILED;
  return fo_work_shipment_cancel (store, &act, number, ctl_option (ctl, "--told") != NULL, &reply, &error)
             ? ctl_print_reply (&reply)
             : ctl_fail_error (error);
}
