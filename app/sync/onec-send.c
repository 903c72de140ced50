/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-writing.h"
#include <string.h>

static bool
make_lot (FoOnecSending *s, GError **error)
{
  g_autofree char *ref = NULL;
  const FoOnecItem *item;

  s->fate->kind = FO_FATE_LATER;
  if (!fo_onec_item (s->onec, s->delivery, fo_http_text (s->body, "item"), &item, error))
    return false;
  if (!item)
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.1c-item-unknown", "item", fo_http_text (s->body, "item"), NULL);
  if (!fo_onec_lot (s, item, fo_http_text (s->body, "lot"), fo_http_text (s->body, "expires_on"), &ref, error))
    return false;
  if (!ref)
    return true;
  fo_fate_end (s->fate, ref[0] ? FO_FATE_VERIFIED : FO_FATE_NOT_CARRIED, NULL, NULL);
  s->fate->remote_id = ref[0] ? g_steal_pointer (&ref) : NULL;
  return true;
}

static const struct {
  const char *op;
  bool (*send) (FoOnecSending *s, GError **error);
} ops[] = {
  { "shipment.create", fo_onec_shipment },
  { "shipment.cancel", fo_onec_shipment_cancel },
  { "receipt.create", fo_onec_receipt },
  { "production.receipt", fo_onec_receipt },
  { "production.issue", fo_onec_goods },
  { "internal.issue", fo_onec_goods },
  { "write.off", fo_onec_goods },
  { "count.difference", fo_onec_goods },
  { "transfer", fo_onec_transfer },
  { "return.create", fo_onec_return },
  { "return.decide", fo_onec_return_decide },
  { "lot.create", make_lot },
  { "lot.correct", fo_onec_correct_lot },
  { "barcode.create", fo_onec_barcode },
  { "reserve.set", fo_onec_reserve },
  { "order.state", fo_onec_order_stage },
  { "availability.answer", fo_onec_answer },
};

bool
fo_onec_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error)
{
  FoOnecSending s = { .onec = (FoOnec *) link, .delivery = delivery, .fate = ret_fate };
  g_autofree char *why = NULL;
  bool good = true;

  *ret_fate = (FoFate){ .kind = FO_FATE_GO_ON };
  s.body = fo_http_parse (delivery->body, strlen (delivery->body), &why);
  if (!s.body)
    return fo_fate_end (s.fate, FO_FATE_REFUSED, "link.1c-message-broken", "text", why, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (ops[i].op, delivery->op)) {
      good = ops[i].send (&s, error);
      break;
    }
  if (good && ret_fate->kind == FO_FATE_GO_ON) /* no such op is known here */
    ret_fate->kind = FO_FATE_NOT_CARRIED;
  if (!good && ret_fate->kind == FO_FATE_GO_ON)
    ret_fate->kind = FO_FATE_UNKNOWN;
  g_assert (ret_fate->kind != FO_FATE_GO_ON);
  json_object_put (s.body);
  return good;
}
