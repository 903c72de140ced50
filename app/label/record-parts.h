/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the makers of fields share. */
#pragma once

#include "firstout/label/record.h"
#include "parts.h"

/* Neither NULL nor empty? */
bool fo_label_says (const char *text);

const char *fo_label_item_name (const FoItem *item, FoLanguage language);

/* Nothing where there is nothing to say. */
void fo_label_set_text (FoArgs *fields, const char *name, const char *text);
void fo_label_set_flag (FoArgs *fields, const char *name, bool flag);
void fo_label_set_quantity (FoArgs *fields, const FoItem *item, FoQuantity quantity_u);

/* A new array of FoArgs that clears them. */
GArray *fo_label_rows_new (void);
