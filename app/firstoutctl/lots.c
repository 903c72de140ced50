/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/store/lots-meant.h"
#include "firstout/store/stock.h"
#include <stdio.h>

/* ---- naming a lot -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  GArray *lots;          /* FoLot that fit */
  GPtrArray *candidates; /* "ITEM/LOT" of each */
} Find;

static bool
name_candidates (FoTxn *txn, Find *find, GError **error)
{
  for (guint i = 0; i < find->lots->len; i++) {
    const FoLot *lot = &g_array_index (find->lots, FoLot, i);
    FoItem item;

    if (fo_item_find (txn, lot->item_id, &item, error) != FO_FOUND)
      return false;
    g_ptr_array_add (find->candidates, g_strdup_printf ("%s/%s%s%s", item.code, lot->number, find->lots->len > 1 ? "@" : "", lot->owner));
  }
  return true;
}

/* Item codes and lot numbers may both contain a slash: every split is tried. */
static bool
find_split (FoTxn *txn, Find *find, GError **error)
{
  for (const char *slash = strchr (find->name, '/'); slash; slash = strchr (slash + 1, '/')) {
    g_autofree char *code = g_strndup (find->name, (gsize) (slash - find->name));
    FoItem item;
    FoFound found = fo_item_find_by_code (txn, code, &item, error);

    if (found == FO_FOUND)
      found = fo_lots_meant (txn, item.id, slash + 1, NULL, find->lots, error) ? FO_FOUND : FO_FAILED;
    if (found == FO_FAILED)
      return false;
  }
  return true;
}

static FoTxnEnd
find_lots (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  g_array_set_size (find->lots, 0);
  g_ptr_array_set_size (find->candidates, 0);
  if (!find_split (txn, find, error)
      || (find->lots->len == 0 && find->name[0] && !fo_lots_numbered (txn, find->name, find->lots, error))
      || !name_candidates (txn, find, error))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_find_lot (FoStore *store, const char *name, FoId *ret_lot)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_free);
  Find find = { name, lots, candidates };

  if (ctl_read (store, find_lots, &find) != CTL_DONE)
    return CTL_FAILED;
  if (lots->len == 0) {
    g_auto (FoReply) reply = { .verdict = FO_LOT_UNKNOWN };
    fo_args_set_text (&reply.args, "lot", name);
    return ctl_print_reply (&reply);
  }
  if (lots->len > 1) {
    ctl_fail ("several items have a lot %s; write one of:", name);
    for (guint i = 0; i < candidates->len; i++)
      fprintf (stderr, "  %s\n", (const char *) g_ptr_array_index (candidates, i));
    return CTL_FAILED;
  }
  *ret_lot = g_array_index (lots, FoLot, 0).id;
  return CTL_DONE;
}
