/* SPDX-License-Identifier: GPL-3.0-or-later
 * What kits consist of, and the parts of orders' kits. See rows.h. */
#pragma once

#include "firstout/core/kit.h"
#include "firstout/store/rows.h"

typedef struct {
  FoId kit, component;
  FoQuantity quantity_u; /* of the component, for one kit */
} FoKitLine;

bool fo_kit_lines (FoTxn *txn, FoId kit, GArray *lines, GError **error);
/* All kits, a page of what follows AFTER (NULL: from the beginning). */
bool fo_kit_page (FoTxn *txn, const FoKitLine *after, guint limit, GArray *lines, GError **error);
/* QUANTITY_U 0 takes the component out. REMOTE_ID may be NULL; a row of that name that meant another component goes. */
void fo_kit_line_set (FoTxn *txn, const FoKitLine *line, const char *remote_id);

/* FoKitPart. Only asked for orders that have a line which is no goods. */
bool fo_kit_parts_of_order (FoTxn *txn, FoId order, GArray *parts, GError **error);
void fo_kit_part_insert (FoTxn *txn, FoId order, const FoKitPart *part);

/* Sets or takes away one of a line's flags. */
void fo_line_mark (FoTxn *txn, FoLine *line, FoLineFlags flag, bool on);
