/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person says of an order where its deal is looked at: a shipment did not leave after all, a certificate was seen, a lot is not for
 * this customer. */
#include "lots.h"
#include "step.h"

#include "firstout/work/certificates.h"
#include "firstout/work/packing.h"
#include "firstout/work/reserve.h"

#include <string.h>

/* `unship SHIPMENT [told]`: with `told` also when sales knows of it, or it was another day. */
static bool
unship (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", 2);
  bool told = words[0] && words[1] && strcmp (g_strstrip (words[1]), "told") == 0;

  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  return fo_work_shipment_cancel (step->store, fo_step_act (step), words[0] ? words[0] : "", told, fo_step_reply (step),
                                  error);
}

/* `certify LOT [NUMBER]`: ITEM/LOT, #ID or a number. */
static bool
certify (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *word = fo_next_word (&argument);
  FoCertify what = { .number = argument };
  FoVerdict verdict;
  FoLot lot;

  if (!fo_step_lot_named (step, word, &lot, &verdict, error))
    return false;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  what.lot = lot.id;
  step->ret->topics |= FO_TOPIC_ORDERS;
  return fo_work_certify (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

/* `refuse-of ORDER LOT REASON`, `allow-of ORDER LOT`: for whatever the customer of the order buys. */
static bool
refuse_of (FoStep *step, const char *argument, bool allow, GError **error)
{
  g_autofree char *order = fo_next_word (&argument), *word = fo_next_word (&argument);
  FoRefuseLot what = { .allow = allow, .reason = argument };
  FoNames names = { 0 };
  FoVerdict verdict;
  FoLot lot;

  if (!fo_step_name_text (step, order, 1u << FO_NAMED_ORDER, &names, error)
      || !fo_step_lot_named (step, word, &lot, &verdict, error))
    return false;
  if (!names.n || verdict != FO_OK) {
    fo_args_set_text (&step->ret->reply.args, "order", order);
    return fo_step_answer (step, names.n ? verdict : FO_ORDER_UNKNOWN);
  }
  what.order = names.list[0].order;
  what.lot = lot.id;
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  return fo_work_refuse_lot (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

static bool
refuse (FoStep *step, const char *argument, GError **error)
{
  return refuse_of (step, argument, false, error);
}

static bool
allow (FoStep *step, const char *argument, GError **error)
{
  return refuse_of (step, argument, true, error);
}

const FoTaskCommand fo_order_commands[] = {
  { "unship", unship }, { "certify", certify }, { "refuse-of", refuse }, { "allow-of", allow }, { NULL, NULL },
};
