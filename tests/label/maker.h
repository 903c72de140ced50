/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tests of labels share: the sealant of all examples, its label, and an eye that looks at dots. */
#pragma once

#include "firstout/label/record.h"

#define FO_TEST_GTIN "04601234567893"

/* A day to print on; examples expire in the year after. */
FoDay fo_test_today (void);

/* A template of data/labels. */
FoLabelTemplate *fo_test_template (const char *name);

/* SEALANT-310, lot B2411-07, until 2027-05-31, 12 pieces. Change what the test is about. */
typedef struct {
  FoItem item;
  FoLot lot;
  FoLabelLot record;
} FoTestGoods;

void fo_test_goods_init (FoTestGoods *goods);

/* Through fo_label_lot_fields and fo_label_compose. *ret_label is NULL after a refusal. */
FoVerdict fo_test_compose (const char *template,
                           FoLanguage language,
                           const FoTestGoods *goods,
                           int dpi,
                           FoLabel **ret_label,
                           FoLabelRefusal *ret_refusal);

/* One that must be made. */
FoLabel *fo_test_label (const char *template, FoLanguage language, const FoTestGoods *goods);

/* Everything that reads from a picture of one byte a dot; fails unless there are N symbols. */
void fo_test_read (const uint8_t *grey, int width, int height, int n, FoSymbolFound *ret_found);

/* The same from the label's own raster, whole. */
void fo_test_read_label (const FoLabel *label, FoSymbolFound *ret_found);

/* The largest number that divides the length of every run of equal dots in the area, across and (unless LINEAR) down: the
 * dots of a module, if the modules are whole. */
int fo_test_module_dots (const FoRaster *raster, const FoLabelSymbol *symbol);

/* Fails unless the bytes read as a lot of the goods: GTIN, lot and day, or our own code. */
void fo_test_assert_names (const FoSymbolFound *found, const FoTestGoods *goods);
