/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "refusing.h"

FoTxnEnd
fo_refuse_balance (FoReply *reply, FoVerdict verdict, FoQuantity free_u)
{
  if (verdict == FO_NOT_ENOUGH_FREE)
    fo_args_set_quantity (&reply->args, "free", free_u);
  return fo_refuse (reply, verdict);
}
