/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kits of an order under work: what may be bound, what may leave, and what sales hears of them. Orders without kits cost nothing. */
#pragma once

#include "firstout/core/kit.h"
#include "inside.h"

typedef struct {
  GArray *parts; /* FoKitPart; NULL: the order has no kits */
  GHashTable *offered_u, *taken_u; /* of a component's line */
  GArray *leaving; /* Leaving (kits.c), for each kit of which something leaves */
} FoKits;

bool fo_kits_load (FoTxn *txn, const FoOrderWork *work, FoKits *ret, GError **error);
void fo_kits_clear (FoKits *kits);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoKits, fo_kits_clear)

/* Is LINE a kit's, with components of its own? */
bool fo_kits_is_kit (const FoKits *kits, FoId line);
/* The kit's line of a component's line; 0: it is none. */
FoId fo_kits_line_of (const FoKits *kits, FoId line);

/* LINE is a component of a kit, and what stock has promised to the kit is not enough for a whole one more: it is not bound yet. */
bool fo_kits_waits (const FoKits *kits, const FoOrderWork *work, const FoLine *line);

/* What stock has promised to LINE, a component, beyond the whole kits it has promised; 0 for others. */
FoQuantity fo_kits_surplus (const FoKits *kits, const FoOrderWork *work, const FoLine *line);

/* After binding: what is held on shelves for a component beyond the whole kits that all of them make is let go, the newest lots first,
 * and promised again: it waits where it lies until the kit is whole (core/kit.h says why by that much). TURNS are those of the order's
 * items; *ret_freed_u is what is not held any more. A component that asks for certain lots keeps them: they are its promise. */
bool fo_kits_trim (FoTxn *txn, const FoKits *kits, GArray *turns, FoOrderWork *work, FoDay today, FoQuantity *ret_freed_u, GError **error);

/* What was held for LINE is lost to it. Of a component of a kit: when the act ends, the other components give back what they hold
 * beyond the whole kits that are left. */
void fo_kits_lost (const FoActContext *context, const FoLine *line);
/* The end of an act: trims the kits of the orders that were named. Where the reply lists what deals have lost, it lists what their
 * kits gave back too: {"order","deal","line","kit","given_back","missing"}. Takes the turns of the orders and of their items: no work
 * and no turn of the act is looked at any more. */
bool fo_kits_end (FoTxn *txn, const FoActContext *context, FoReply *reply, GError **error);

/* Shipping: what of each line could leave is offered, and of each component as much may be taken as whole kits take. What is no
 * component is taken as it is. */
void fo_kits_offer (FoKits *kits, FoId line, FoQuantity quantity_u);
FoQuantity fo_kits_take (FoKits *kits, FoId line, FoQuantity quantity_u);
/* Names in the reply a kit of which something was offered and stays: that of the component LINE; 0: any. */
bool fo_kits_name_broken (FoTxn *txn, const FoKits *kits, const FoOrderWork *work, FoId line, FoReply *reply, GError **error);

/* QUANTITY_U of LINE leaves: the JSON array its component is added to, NULL when it is none. */
GString *fo_kits_leaving (FoKits *kits, FoId line, FoQuantity quantity_u);
/* Adds to LINES each kit of which something leaves: its line, code, quantity, and "components". */
bool fo_kits_tell_shipped (FoTxn *txn, FoKits *kits, const FoOrderWork *work, GString *lines, GError **error);

/* The kit's line with its quantities, ready to be told or shown: a copy that counts as goods. */
FoLine fo_kits_as_line (const FoKits *kits, const FoOrderWork *work, const FoLine *kit_line);
