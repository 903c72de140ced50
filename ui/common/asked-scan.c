/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "asked-scan.h"

#include "closures.h"
#include "firstout/store/orders.h"

typedef struct {
  FoScan scan;
  gboolean training;
} Asked;

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const Asked *asked = input;
  FoAskedScan scanned = { .order_is_open = FALSE };
  FoFound found = FO_ABSENT;
  FoOrder order;

  if (!fo_scan_meant (txn, &asked->scan, asked->training, &scanned.meant, error))
    return false;
  if (scanned.meant.order[0])
    found = fo_order_find_by_number (txn, scanned.meant.order, &order, error);
  scanned.order_is_open = found == FO_FOUND && fo_readiness_of (&order) != FO_READY_GONE;
  g_array_append_val (rows, scanned);
  return found != FO_FAILED;
}

gboolean
fo_asked_scan (FoStation *station, const FoScan *scan, FoRequestCame came, GObject *owner)
{
  g_autofree Asked *asked = g_new0 (Asked, 1);
  const FoRequest request = { load, asked, sizeof *asked, sizeof (FoAskedScan), came };

  if (!station || !fo_scan_may_be_meant (scan))
    return FALSE;
  asked->scan = *scan;
  asked->training = fo_station_is_training (station);
  fo_request (station, &request, owner);
  return TRUE;
}

char *
fo_asked_scan_goods (const FoMeant *meant)
{
  if (!meant->item[0])
    return g_strdup (meant->text);
  return meant->lot[0] ? g_strdup_printf ("%s/%s", meant->item, meant->lot) : g_strdup (meant->item);
}
