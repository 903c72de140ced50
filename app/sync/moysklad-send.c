/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which document each message becomes: a shipment is an отгрузка (demand), goods that came an приёмка (supply) where their purchase
 * order is known, else an оприходование (enter), what was made a completion of its task's last stage, differences enter and loss,
 * goods for other ends a loss, transfers a move, returns a salesreturn, answers about availability a line of their order. What claims say has no
 * place. */
#include "moysklad-writing.h"
#include <string.h>

bool
fo_msk_broken (FoMskSending *s, const char *field)
{
  return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.message-broken", "field", field, NULL);
}

static const struct {
  const char *op;
  bool (*send) (FoMskSending *s, GError **error);
} ops[] = {
  { "shipment.create", fo_msk_shipment },
  { "shipment.cancel", fo_msk_shipment_cancel },
  { "receipt.create", fo_msk_receipt },
  { "production.receipt", fo_msk_made },
  { "production.issue", fo_msk_material },
  { "internal.issue", fo_msk_goods },
  { "write.off", fo_msk_goods },
  { "count.difference", fo_msk_goods },
  { "transfer", fo_msk_transfer },
  { "return.create", fo_msk_return },
  { "return.decide", fo_msk_return_decide },
  { "lot.create", fo_msk_lot },
  { "lot.correct", fo_msk_correct_lot },
  { "barcode.create", fo_msk_barcode },
  { "reserve.set", fo_msk_reserve },
  { "order.state", fo_msk_order_stage },
  { "availability.answer", fo_msk_answer },
};

bool
fo_msk_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error)
{
  FoMskSending s = { .msk = (FoMsk *) link, .delivery = delivery, .fate = ret_fate };
  g_autofree char *why = NULL;
  bool good = true;

  *ret_fate = (FoFate){ .kind = FO_FATE_GO_ON };
  s.body = fo_http_parse (delivery->body, strlen (delivery->body), &why);
  if (!s.body)
    return fo_fate_end (ret_fate, FO_FATE_REFUSED, "link.message-broken", "field", "JSON", "text", why, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ops); i++)
    if (g_str_equal (ops[i].op, delivery->op)) {
      good = ops[i].send (&s, error);
      break;
    }
  if (ret_fate->kind == FO_FATE_GO_ON) /* no such op is known here; or it failed, and nobody knows how far it came */
    ret_fate->kind = good ? FO_FATE_NOT_CARRIED : FO_FATE_UNKNOWN;
  json_object_put (s.body);
  return good;
}
