/* SPDX-License-Identifier: GPL-3.0-or-later
 * Barcodes that the warehouse has learned. One that counts one stands with its product or variant, one that counts more with a pack
 * (упаковка) of the product, of which each has one barcode at most: a pack of that many without one takes it, else a pack is made. A PUT
 * replaces the whole list, so it is read just before, and read back behind. */
#include "moysklad-writing.h"
#include <string.h>

#define PACK_CODE "778" /* упаковка, in the classifier of units */

static bool
has_barcode (json_object *list, const char *code)
{
  for (gsize i = 0; list && i < json_object_array_length (list); i++) {
    json_object *one = json_object_array_get_idx (list, i);
    json_object_object_foreach (one, kind, value)
    {
      (void) value;
      if (g_str_equal (fo_http_text (one, kind), code))
        return true;
    }
  }
  return false;
}

static const char *
kind_of_barcode (const char *code)
{
  gsize n = strspn (code, "0123456789");

  if (code[n] != '\0')
    return "code128";
  return n == 13 ? "ean13" : n == 8 ? "ean8" : n == 14 ? "gtin" : "code128";
}

/* LIST, NULL none, and CODE behind what is in it. */
static json_object *
with_barcode (json_object *list, const char *code)
{
  json_object *longer = json_object_new_array (), *one = json_object_new_object ();

  for (gsize i = 0; list && i < json_object_array_length (list); i++)
    json_object_array_add (longer, json_object_get (json_object_array_get_idx (list, i)));
  fo_link_say (one, kind_of_barcode (code), code);
  json_object_array_add (longer, one);
  return longer;
}

/* ---- packs ------------------------------------------------------------------------------------------------------------ */

static bool
is_pack_of (json_object *pack, FoQuantity quantity_u)
{
  FoQuantity of_u = 0;

  return fo_link_quantity (pack, "quantity", &of_u) && of_u == quantity_u;
}

static bool
is_free (json_object *pack)
{
  json_object *codes = fo_http_array (pack, "barcodes");

  return !codes || json_object_array_length (codes) == 0;
}

static bool
has_pack (json_object *raw, const char *code, FoQuantity quantity_u)
{
  json_object *packs = fo_http_array (raw, "packs");

  for (gsize i = 0; packs && i < json_object_array_length (packs); i++) {
    json_object *pack = json_object_array_get_idx (packs, i);
    if (is_pack_of (pack, quantity_u) && has_barcode (fo_http_array (pack, "barcodes"), code))
      return true;
  }
  return false;
}

/* A pack's unit must not be its product's: that of another pack, else the one called упаковка. NULL: there is none. */
static bool
find_unit (FoMskSending *s, json_object *raw, json_object **ret_unit, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "find" };
  const FoMskQuery query = { .path = "entity/uom", .filter = "code=" PACK_CODE };
  json_object *packs = fo_http_array (raw, "packs"), *found, *unit;
  g_autofree char *own = fo_msk_id_of (raw, "uom"), *id = NULL;

  unit = packs && json_object_array_length (packs) > 0 ? fo_http_object (json_object_array_get_idx (packs, 0), "uom")
                                                       : NULL;
  *ret_unit = json_object_get (unit);
  if (*ret_unit)
    return true;
  s->fate->kind = s->delivery->was_tried ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_msk_some (s->msk, &ask, &query, &found, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  id = json_object_array_length (found) > 0 ? fo_msk_id (json_object_array_get_idx (found, 0)) : g_strdup ("");
  if (fo_link_is_uuid (id) && !g_str_equal (id, own))
    *ret_unit = fo_msk_link (s->msk, "uom", id);
  json_object_put (found);
  return true;
}

static json_object *
new_pack (json_object *unit, const char *code, FoQuantity quantity_u)
{
  json_object *pack = json_object_new_object ();
  char text[FO_QUANTITY_TEXT_MAX];

  json_object_object_add (pack, "uom", unit);
  json_object_object_add (pack, "quantity", fo_http_number (fo_quantity_print (quantity_u, text)));
  json_object_object_add (pack, "barcodes", with_barcode (NULL, code));
  return pack;
}

/* The packs as they stand, word for word, and CODE at a free one of that many; *ret_taken false: there was none. */
static json_object *
with_code (json_object *raw, const char *code, FoQuantity quantity_u, bool *ret_taken)
{
  json_object *packs = fo_http_array (raw, "packs"), *list = json_object_new_array ();

  *ret_taken = false;
  for (gsize i = 0; packs && i < json_object_array_length (packs); i++) {
    json_object *pack = json_object_get (json_object_array_get_idx (packs, i));
    if (!*ret_taken && is_pack_of (pack, quantity_u) && is_free (pack)) {
      json_object_object_add (pack, "barcodes", with_barcode (NULL, code));
      *ret_taken = true;
    }
    json_object_array_add (list, pack);
  }
  return list;
}

/* NULL: the fate is settled, or it failed. */
static json_object *
packs_with (FoMskSending *s, json_object *raw, const char *code, FoQuantity quantity_u, GError **error)
{
  json_object *list, *unit = NULL;
  bool taken;

  list = with_code (raw, code, quantity_u, &taken);
  if (taken)
    return list;
  if (!find_unit (s, raw, &unit, error) || !unit) {
    if (s->fate->kind == FO_FATE_GO_ON)
      fo_fate_end (s->fate, FO_FATE_REFUSED, "link.pack-unit-missing", MSK, "text", code, NULL);
    json_object_put (list);
    return NULL;
  }
  json_object_array_add (list, new_pack (unit, code, quantity_u));
  return list;
}

/* ---- the message -------------------------------------------------------------------------------------------------------- */

static bool
stands (json_object *raw, const char *code, FoQuantity quantity_u)
{
  return quantity_u == FO_ONE ? has_barcode (fo_http_array (raw, "barcodes"), code) : has_pack (raw, code, quantity_u);
}

/* LIST (taken) is the whole of its barcodes or packs. */
static bool
write_list (
    FoMskSending *s, const FoMskItem *item, json_object *list, const char *code, FoQuantity quantity_u, GError **error)
{
  const FoMskAsk ask = { .delivery = s->delivery, .step = "change" };
  json_object *body = json_object_new_object (), *there = NULL;
  g_autofree char *path = g_strdup_printf ("entity/%s/%s", item->type, item->id);
  g_auto (FoWritten) written = { 0 };
  bool good;

  json_object_object_add (body, quantity_u == FO_ONE ? "barcodes" : "packs", list);
  good = fo_msk_write (s->msk, &ask, "PUT", path, body, &written, error);
  json_object_put (body);
  if (!good)
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, false);
  if (!fo_msk_get_behind (s, item->type, item->id, NULL, &there, error))
    return false;
  if (stands (there, code, quantity_u))
    s->fate->kind = FO_FATE_VERIFIED;
  else
    fo_fate_end (s->fate, FO_FATE_DIFFERS, "link.differs", MSK, NULL);
  json_object_put (there);
  return true;
}

static bool
add_code (
    FoMskSending *s, const FoMskItem *item, json_object *raw, const char *code, FoQuantity quantity_u, GError **error)
{
  json_object *list;

  if (quantity_u == FO_ONE)
    return write_list (s, item, with_barcode (fo_http_array (raw, "barcodes"), code), code, quantity_u, error);
  if (!g_str_equal (item->type, "product"))
    return fo_fate_end (s->fate, FO_FATE_REFUSED, "link.pack-by-hand", MSK, "text", code, NULL);
  list = packs_with (s, raw, code, quantity_u, error);
  if (!list)
    return s->fate->kind == FO_FATE_REFUSED;
  return write_list (s, item, list, code, quantity_u, error);
}

/* One that is forgotten stays where it is printed. Packs of variants are those of their product, and of kits there are none: a person. */
bool
fo_msk_barcode (FoMskSending *s, GError **error)
{
  const char *code = fo_http_text (s->body, "code"), *quantity = fo_http_text (s->body, "quantity");
  FoQuantity quantity_u = FO_ONE;
  const FoMskItem *item;
  json_object *raw;
  bool good = true;

  if (!code[0] || (quantity[0] && (fo_quantity_parse (quantity, &quantity_u) != FO_OK || quantity_u <= 0)))
    return fo_msk_broken (s, "code");
  if (fo_http_text (s->body, "forgotten")[0])
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, "link.code-stays", MSK, "text", code, NULL);
  if (!fo_msk_body_item (s, s->body, &item, error))
    return false;
  if (!item)
    return true;
  if (!fo_msk_get_first (s, item->type, item->id, NULL, &raw, error))
    return false;
  if (stands (raw, code, quantity_u))
    s->fate->kind = FO_FATE_VERIFIED;
  else
    good = add_code (s, item, raw, code, quantity_u, error);
  json_object_put (raw);
  return good;
}
