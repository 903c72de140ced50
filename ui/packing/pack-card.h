/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPackCard: the carton that is filled, big: which of the order's it is, its number, weight and contents; below it all cartons of the
 * order, to be chosen, and whether the papers are ready. A pure renderer. Main thread.
 */
#pragma once

#include "firstout/store/cartons.h"
#include <gtk/gtk.h>

#define FO_TYPE_PACK_CARD (fo_pack_card_get_type ())
G_DECLARE_FINAL_TYPE (FoPackCard, fo_pack_card, FO, PACK_CARD, GtkWidget)

typedef enum { FO_PACK_ROW_CARTON, FO_PACK_ROW_CONTENT, FO_PACK_ROW_PAPERS } FoPackRowKind;

typedef struct {
  FoPackRowKind kind;
  FoCarton carton; /* of a content: the one it is in */
  char name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX];
  char unit[FO_UNIT_MAX];
  char lot[FO_LOT_NUMBER_MAX];
  FoQuantity quantity_u;
  guint all, ready; /* papers of the order: how many, and how many of them are ready */
} FoPackRow;

GtkWidget *fo_pack_card_new (void);
/* ROWS (FoPackRow) of an order; CHOSEN is the number of the carton that is meant, "" none. */
void fo_pack_card_show (FoPackCard *self, const GArray *rows, const char *chosen);
