/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/desk/meant.h"

#include "firstout/store/cartons.h"
#include "names.h"

bool
fo_scan_may_be_meant (const FoScan *scan)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  fo_code_read (code, scan, 0, true);
  return !fo_code_may_be (code, FO_CODE_COMMAND) && !fo_code_may_be (code, FO_CODE_BADGE)
         && !fo_code_may_be (code, FO_CODE_PLACE);
}

static void
take (FoMeant *meant, const FoNamed *named)
{
  switch (named->kind) {
  case FO_NAMED_ORDER:
    if (!meant->order[0])
      g_strlcpy (meant->order, named->number, sizeof meant->order);
    break;
  case FO_NAMED_SUPPLY:
    if (!meant->supply[0])
      g_strlcpy (meant->supply, named->number, sizeof meant->supply);
    break;
  case FO_NAMED_GOODS:
    if (!meant->item[0]) {
      g_strlcpy (meant->item, named->item.code, sizeof meant->item);
      g_strlcpy (meant->lot, named->has_lot ? named->lot : "", sizeof meant->lot);
    }
    break;
  case FO_NAMED_PLACE:
  case FO_N_NAMED:
    break;
  }
}

/* A carton that was packed for an order. */
static bool
take_carton (FoTxn *txn, const FoCode *code, FoMeant *meant, GError **error)
{
  char sscc[FO_SSCC_MAX];
  FoCarton carton;
  FoOrder order;
  FoFound found = fo_code_sscc (code, sscc) ? fo_carton_find_by_sscc (txn, sscc, &carton, error) : FO_ABSENT;

  if (found == FO_FOUND && carton.order_id)
    found = fo_order_find (txn, carton.order_id, &order, error);
  else if (found == FO_FOUND)
    found = FO_ABSENT;
  if (found == FO_FOUND)
    g_strlcpy (meant->order, order.number, sizeof meant->order);
  return found != FO_FAILED;
}

bool
fo_scan_meant (FoTxn *txn, const FoScan *scan, bool training, FoMeant *ret, GError **error)
{
  g_autofree FoCode *code = g_new0 (FoCode, 1);
  g_autofree FoNames *names = g_new0 (FoNames, 1);
  FoMeant meant = { .text = "" };

  fo_code_read (code, scan, fo_store_today (fo_txn_store (txn)), training);
  g_strlcpy (meant.text, code->text, sizeof meant.text);
  if (!fo_names_read (txn, code, names, error) || !take_carton (txn, code, &meant, error))
    return false;
  for (guint i = 0; i < names->n; i++)
    take (&meant, &names->list[i]);
  *ret = meant;
  return true;
}
