/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From things of the warehouse to the fields of their labels: which code goes into the symbol is decided here, once,
 * for the window, the desk and the command line. Pure values: any thread.
 */
#pragma once

#include "firstout/core/item.h"
#include "firstout/core/lot.h"
#include "firstout/core/place.h"
#include "firstout/label/label.h"

/* What a lot label says. */
typedef struct {
  const FoItem *item;
  const FoLot *lot;      /* of an item without lots: its one lot */
  const char *gtin;      /* GTIN-8 to -14, or NULL or "": the item has none */
  FoQuantity quantity_u; /* printed with the item's unit; 0: not printed */
  bool quantity_in_code; /* a pack label: also (30) count or (310n) weight in the GS1 code, when it can say it */
  const char *note;      /* a line at the foot, such as the deal to cross-dock to; NULL or "": none */
  bool training;         /* printed by the training warehouse: says so, and a real one refuses its code */
} FoLabelLot;

/* The fields of lot.label and lot-wide.label:
 *   item, code, lot, expires_on, quantity, unit, note, gtin
 *   gs1        (01) GTIN (17) last usable day (310n) weight (30) count (10) lot, in the order a symbol wants them; not
 *              set when the item has no GTIN, or the lot number or the day cannot be said in GS1 (Cyrillic, more than
 *              20 characters, more than 50 years from TODAY)
 *   own        FO:L:ITEM/LOT, always
 *   tracked, expiring, training   "1" or not set; a template's when= asks for them
 * An item tracked by lots without a lot number, or with expiry and without a day, makes compose refuse with
 * FO_LABEL_FIELD_EMPTY. FO_OK and FIELDS filled (cleared first); else FIELDS untouched and *ret_refusal filled with the
 * refusal of fo_gtin_normalise ("field" is gtin) or fo_code_print ("field" is own). */
FoVerdict fo_label_lot_fields (const FoLabelLot *lot,
                               FoLanguage language,
                               FoDay today,
                               FoArgs *ret_fields,
                               FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* The fields of place.label: place (its code), text (its name, when it is another), own (FO:P:…), training. */
FoVerdict fo_label_place_fields (const FoPlace *place, bool training, FoArgs *ret_fields, FoLabelRefusal *ret_refusal)
    G_GNUC_WARN_UNUSED_RESULT;
