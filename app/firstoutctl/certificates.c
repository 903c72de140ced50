/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/store/orders.h"
#include "firstout/work/certificates.h"

typedef struct {
  const char *number;
  FoOrder order;
  FoFound found;
} Find;

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  find->found = fo_order_find_by_number (txn, find->number, &find->order, error);
  return find->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static void
print_due (const FoCertificateDue *due)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "order", json_object_new_string (due->order));
  json_object_object_add (line, "deal", json_object_new_string (due->deal));
  json_object_object_add (line, "customer", json_object_new_string (due->customer));
  json_object_object_add (line, "shipment", json_object_new_string (due->shipment));
  json_object_object_add (line, "shipped_on", fo_json_day (due->shipped_on));
  json_object_object_add (line, "item", json_object_new_string (due->item));
  json_object_object_add (line, "name", json_object_new_string (due->name));
  json_object_object_add (line, "lot", json_object_new_string (due->lot));
  json_object_object_add (line, "quantity", fo_json_quantity (due->quantity_u));
  json_object_object_add (line, "open", json_object_new_boolean (due->open));
  ctl_print (line);
}

CtlEnd
ctl_certificates (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (GArray) dues = g_array_new (FALSE, FALSE, sizeof (FoCertificateDue));
  g_autoptr (GError) error = NULL;
  Find find = { .number = ctl_argument (ctl, 0), .found = FO_FOUND };

  if (!store || (find.number && ctl_read (store, find_order, &find) != CTL_DONE))
    return CTL_FAILED;
  if (find.found != FO_FOUND) {
    g_auto (FoReply) reply = { .verdict = FO_ORDER_UNKNOWN };

    fo_args_set_text (&reply.args, "order", find.number);
    return ctl_print_reply (&reply);
  }
  if (!fo_work_certificates (store, find.order.id, dues, &error))
    return ctl_fail_error (error);
  for (guint i = 0; i < dues->len; i++)
    print_due (&g_array_index (dues, FoCertificateDue, i));
  return CTL_DONE;
}
