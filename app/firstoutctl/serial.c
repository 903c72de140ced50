/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/store/places.h"
#include "firstout/store/units.h"
#include "firstout/work/codes.h"
#include <stdio.h>

CtlEnd
ctl_serial (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_auto (FoReply) reply = { 0 };

  if (!ctl_argument (ctl, 0))
    return ctl_fail ("which serial number?");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!fo_work_serial (store, ctl_argument (ctl, 0), &json, &reply.verdict, &error))
    return ctl_fail_error (error);
  if (reply.verdict == FO_OK) {
    puts (json);
    return CTL_DONE;
  }
  fo_args_set_text (&reply.args, "text", ctl_argument (ctl, 0));
  return ctl_print_reply (&reply);
}

/* ---- what lies at a place ------------------------------------------------------------------------------------------ */

#define PAGE 500

typedef struct {
  const char *code;
  FoPlace place;
  FoFound found;
} AtPlace;

static bool
print_unit (FoTxn *txn, const FoUnit *unit, GError **error)
{
  json_object *row;
  FoItem item;

  if (fo_item_find (txn, unit->item_id, &item, error) != FO_FOUND)
    return false;
  row = json_object_new_object ();
  json_object_object_add (row, "item", json_object_new_string (item.code));
  json_object_object_add (row, "lot", json_object_new_string (unit->lot));
  if (unit->owner[0])
    json_object_object_add (row, "owner", json_object_new_string (unit->owner));
  json_object_object_add (row, "serial", json_object_new_string (unit->serial));
  json_object_object_add (row, "state", json_object_new_string (fo_unit_state_name (unit->state)));
  ctl_print (row);
  return true;
}

static FoTxnEnd
print_units (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  AtPlace *at = data;
  FoUnit last = { .id = 0 };

  at->found = fo_place_find_by_code (txn, at->code, &at->place, error);
  if (at->found != FO_FOUND)
    return at->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  do {
    g_array_set_size (units, 0);
    if (!fo_units_at_place (txn, at->place.id, last.id ? &last : NULL, PAGE, units, error))
      return FO_TXN_FAIL;
    for (guint i = 0; i < units->len; i++)
      if (!print_unit (txn, &g_array_index (units, FoUnit, i), error))
        return FO_TXN_FAIL;
    if (units->len)
      last = g_array_index (units, FoUnit, units->len - 1);
  } while (units->len == PAGE);
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_units (const Ctl *ctl)
{
  AtPlace at = { .code = ctl_argument (ctl, 0) };
  g_autoptr (FoStore) store = NULL;
  g_auto (FoReply) reply = { .verdict = FO_PLACE_UNKNOWN };

  if (!at.code)
    return ctl_fail ("units of which place?");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store || ctl_read (store, print_units, &at) != CTL_DONE)
    return CTL_FAILED;
  if (at.found == FO_FOUND)
    return CTL_DONE;
  fo_args_set_text (&reply.args, "place", at.code);
  return ctl_print_reply (&reply);
}
