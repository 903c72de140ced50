/* SPDX-License-Identifier: GPL-3.0-or-later
 * expiry: what ends in which week, and what of it no deal will take before. */
#include "ctl.h"
#include "firstout/store/lots.h"
#include "firstout/store/items.h"
#include "firstout/store/places.h"
#include "firstout/work/outlook.h"

enum { ITEMS = 500 };

typedef struct {
  FoOutlook *outlook;
  bool more;
} Expiry;

static void
add_quantity (json_object *line, const char *name, FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  json_object_object_add (line, name, json_object_new_string (fo_quantity_print (quantity_u, text)));
}

static void
add_day (json_object *line, const char *name, FoDay day)
{
  char text[11] = "";

  if (day != FO_DAY_NONE)
    fo_day_print_iso (day, text);
  json_object_object_add (line, name, json_object_new_string (text));
}

static FoTxnEnd
read_items (FoTxn *txn, gpointer data, GError **error)
{
  Expiry *expiry = data;

  return fo_outlook_read (expiry->outlook, txn, ITEMS, &expiry->more, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
print_weeks (const FoOutlook *outlook)
{
  const FoOutlookWeek *weeks = fo_outlook_weeks (outlook);

  for (int i = 0; i <= FO_OUTLOOK_WEEKS; i++) {
    json_object *line = json_object_new_object ();

    if (weeks[i].lots == 0) {
      json_object_put (line);
      continue;
    }
    json_object_object_add (line, "week", json_object_new_int (i));
    add_day (line, "from", weeks[i].from);
    json_object_object_add (line, "lots", json_object_new_int64 (weeks[i].lots));
    add_quantity (line, "held", weeks[i].held_u);
    add_quantity (line, "promised", weeks[i].promised_u);
    add_quantity (line, "at_risk", weeks[i].risk_u);
    ctl_print (line);
  }
}

static FoTxnEnd
print_lots (FoTxn *txn, gpointer data, GError **error)
{
  const GArray *lots = fo_outlook_lots (((Expiry *) data)->outlook);

  for (guint i = 0; i < lots->len; i++) {
    const FoOutlookLot *ending = &g_array_index (lots, FoOutlookLot, i);
    json_object *line;
    FoItem item;
    FoLot lot;
    FoPlace place;

    if (ending->risk_u == 0)
      continue;
    if (fo_item_find (txn, ending->item_id, &item, error) != FO_FOUND || fo_lot_find (txn, ending->lot_id, &lot, error) != FO_FOUND
        || fo_place_find (txn, ending->place_id, &place, error) != FO_FOUND)
      return FO_TXN_FAIL;
    line = json_object_new_object ();
    json_object_object_add (line, "item", json_object_new_string (item.code));
    json_object_object_add (line, "lot", json_object_new_string (lot.number));
    json_object_object_add (line, "place", json_object_new_string (place.code));
    add_day (line, "expires_on", ending->ends_on);
    add_quantity (line, "on_hand", ending->on_hand_u);
    add_quantity (line, "at_risk", ending->risk_u);
    ctl_print (line);
  }
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_expiry (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  g_autoptr (FoOutlook) outlook = store ? fo_outlook_new (fo_store_today (store)) : NULL;
  g_autoptr (GError) error = NULL;
  Expiry expiry = { outlook, true };

  if (!store)
    return CTL_FAILED;
  while (expiry.more)
    if (!fo_store_read (store, read_items, &expiry, &error))
      return ctl_fail_error (error);
  print_weeks (outlook);
  return fo_store_read (store, print_lots, &expiry, &error) ? CTL_DONE : ctl_fail_error (error);
}
