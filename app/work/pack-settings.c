/* SPDX-License-Identifier: GPL-3.0-or-later
 * How this warehouse packs, and which numbers its cartons have. */
#include "firstout/label/record.h"
#include "firstout/store/meta.h"
#include "packing.h"

#include <string.h>

static FoTxnEnd
set_packing (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  FoPacking packing = *(const FoPacking *) data;

  (void) context, (void) error;
  fo_meta_set (txn, "pack", fo_packing_name (packing));
  fo_orders_set_packing (txn, packing);
  fo_args_set_text (&reply->args, "text", fo_packing_name (packing));
  return FO_TXN_COMMIT;
}

bool
fo_work_set_packing (FoStore *store, const FoAct *act, FoPacking packing, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "set-packing", set_packing, &packing, reply, error);
}

typedef struct {
  const char *company;
  gint64 first;
} Range;

static FoVerdict
judge_company (const char *company)
{
  char sscc[FO_SSCC_MAX];

  return fo_label_sscc (company, 1, sscc);
}

/* A number that lies behind is somebody's already. */
static FoTxnEnd
set_sscc (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Range *range = data;
  FoVerdict verdict = judge_company (range->company);
  gint64 last;

  (void) context;
  fo_args_set_text (&reply->args, "text", range->company);
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  if (!fo_sscc_last (txn, range->company, &last, error))
    return FO_TXN_FAIL;
  if (range->first != 0 && range->first <= last)
    return fo_refuse (reply, FO_NUMBER_TAKEN);
  if (range->first > fo_sscc_room (range->company))
    return fo_refuse (reply, FO_CODE_TOO_LONG);
  if (range->first > 1)
    fo_sscc_set_last (txn, range->company, range->first - 1);
  fo_meta_set (txn, "sscc", range->company);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_sscc (FoStore *store, const FoAct *act, const char *company, gint64 first, FoReply *reply, GError **error)
{
  const Range range = { company, first };

  return fo_act_run (store, act, "set-sscc", set_sscc, &range, reply, error);
}
