/* SPDX-License-Identifier: GPL-3.0-or-later
 * Receive: how many labels of ours the goods want, and what each stands for (DESIGN 6). None; one a line; one a unit; one a
 * pack, and one for what is left over. None where the goods' own code gives item and lot. */
#include "due.h"
#include "receive.h"

#include "firstout/store/items.h"

#include <string.h>

#define COUNT_MAX 9999 /* of one booking: beyond it a printer would run for a day by a typing mistake */

typedef struct {
  FoId item;
  FoQuantity pack_u;
} Pack;

static FoTxnEnd
read_pack (FoTxn *txn, gpointer data, GError **error)
{
  Pack *pack = data;
  g_autoptr (GArray) barcodes = g_array_new (FALSE, FALSE, sizeof (FoBarcode));

  if (!fo_barcodes_of_item (txn, pack->item, barcodes, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < barcodes->len && pack->pack_u == 0; i++)
    if (g_array_index (barcodes, FoBarcode, i).quantity_u > FO_ONE)
      pack->pack_u = g_array_index (barcodes, FoBarcode, i).quantity_u;
  return FO_TXN_COMMIT;
}

/* What a label stands for; 0: for the line, how much it may be. A pack is the one that was scanned, else the item's smallest;
 * an item without packs gets a label a line. */
static bool
find_each (FoStep *step, const FoGoods *goods, FoQuantity *ret_each_u, GError **error)
{
  Pack pack = { .item = goods->item.id };

  *ret_each_u = goods->item.labels == FO_LABELS_UNIT ? FO_ONE : 0;
  if (goods->item.labels != FO_LABELS_PACK)
    return true;
  if (goods->pack_u <= FO_ONE && !fo_store_read (step->store, read_pack, &pack, error))
    return false;
  *ret_each_u = goods->pack_u > FO_ONE ? goods->pack_u : pack.pack_u;
  return true;
}

/* Labels for what has none yet: whole packs, and then the rest, unless more of it is still to be scanned piece by piece. */
static void
wish_packs (GString *due, FoSeen *seen, bool with_rest)
{
  FoQuantity bare_u = seen->counted_u - seen->labelled_u, rest_u = bare_u % seen->each_u;
  guint packs = (guint) MIN (bare_u / seen->each_u, COUNT_MAX);

  if (bare_u <= 0)
    return;
  seen->labelled_u += with_rest ? bare_u : bare_u - rest_u;
  if (packs > 0)
    fo_due_add_goods (due, seen->item, seen->lot, packs, seen->each_u);
  if (with_rest && rest_u > 0)
    fo_due_add_goods (due, seen->item, seen->lot, 1, rest_u);
}

bool
fo_receive_wish_labels (FoStep *step, const FoGoods *goods, FoSeen *seen, FoQuantity before_u, GError **error)
{
  FoQuantity booked_u = seen->counted_u - before_u;
  bool lone = booked_u == FO_ONE && goods->pack_u <= FO_ONE && goods->total_u == 0;

  if (goods->labelled || goods->item.labels == FO_LABELS_NONE) {
    seen->labelled_u += MAX (0, booked_u);
    return true;
  }
  if (!find_each (step, goods, &seen->each_u, error))
    return false;
  if (seen->each_u == 0)
    fo_step_wish_labels (step, goods, before_u == 0 ? 1 : 0, 0);
  else
    wish_packs (step->due, seen, !lone || seen->each_u == FO_ONE);
  return true;
}

static bool
is_still_seen (const FoDeskState *state, const FoSeen *seen)
{
  for (guint i = 0; i < state->n_seen; i++)
    if (state->seen[i].item == seen->item && strcmp (state->seen[i].lot, seen->lot) == 0)
      return true;
  return false;
}

void
fo_receive_wish_rest (const FoStep *step, GString *due)
{
  for (guint i = 0; i < step->now->n_seen; i++) {
    FoSeen seen = step->now->seen[i];

    if (seen.each_u > 0 && !is_still_seen (step->next, &seen))
      wish_packs (due, &seen, true);
  }
}
