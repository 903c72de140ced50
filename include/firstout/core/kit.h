/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kits: an item that consists of others, ordered as one and kept together. Each component is an order line of its own; a kit leaves
 * only whole. Pure.
 */
#pragma once

#include "firstout/core/order.h"

/* A component's line of a kit, and how much of it one kit takes. */
typedef struct {
  FoId line_id, kit_line;
  FoQuantity per_kit_u;
} FoKitPart;

#define FO_KIT_LEVELS 8 /* kits in kits, and no deeper */

/* How much of a component KITS_U kits take; false when that is more than fo_quantity can hold, or KITS_U is no whole number. */
bool fo_kit_needs (FoQuantity per_kit_u, FoQuantity kits_u, FoQuantity *ret_u);

/* Whole kits that GOT_U of a component are enough for, as a quantity (2 kits are 2 × FO_ONE). */
FoQuantity fo_kit_whole (FoQuantity per_kit_u, FoQuantity got_u);

/* What of GOT_U of a component goes beyond WHOLE_U kits; 0 when it does not. Why binding by it is right: let k be the least of
 * fo_kit_whole over the components, each with all that could be bound for it. More than k kits cannot leave, for the component that
 * has the least ends there; k can, for each has k times its share. So k times its share is what each needs, and the rest is surplus,
 * whatever the others get later. */
FoQuantity fo_kit_surplus (FoQuantity per_kit_u, FoQuantity whole_u, FoQuantity got_u);

/* A kit's quantities as its order line would say them: of each kind as many whole kits as all its components have, counted from what
 * is surest (shipped) to what is least sure (promised), so that they are disjoint like those of any line. LINES are the order's.
 * from_supply_u is the part of promised_u that waits for a supply of any component. The kit's line gives ordered and cancelled. */
void fo_kit_quantities (FoLine *kit, const FoKitPart *parts, size_t n, const FoLine *lines, size_t n_lines);
