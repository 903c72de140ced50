/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the warehouse tells of a deal's order: its stage moves the deal, as the set-up says for its pipeline; shipments, returns, claims
 * and answers about availability, for which Bitrix24 has no document with lots, are comments in the deal's timeline. A comment bears the
 * message's id, is looked for by it before it is written, and read back. Everything else is no business of a deal. */
#include "bitrix24-inside.h"
#include "firstout/words/words.h"
#include <string.h>

#define B24 "system", "Bitrix24"

typedef struct {
  FoB24 *b24;
  const FoDelivery *delivery;
  json_object *body;
  const char *deal;
  FoFate *fate;
} Sending;

/* ---- whose order it is ---------------------------------------------------------------------------------------------------- */

/* Orders of other links have ids too: ours is one that was heard here, and has the number that we gave it. */
static bool
find_deal (Sending *s, GError **error)
{
  FoLinkHost *host = s->b24->link.host;
  const char *id = fo_http_text (s->body, "order"), *number = fo_http_text (s->body, "number");
  g_autofree char *known = NULL, *ours = g_strconcat (s->b24->number_prefix, id, NULL);

  s->deal = "";
  if (!fo_b24_is_id (id) || (number[0] && !g_str_equal (number, ours)))
    return true;
  s->fate->kind = FO_FATE_LATER;
  if (!host->find_ref (host, "heard", id, &known, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  if (known && !g_str_has_prefix (known, "gone"))
    s->deal = id;
  return true;
}

/* ---- stages --------------------------------------------------------------------------------------------------------------- */

static bool
get_deal (Sending *s, const char *step, json_object **ret, GError **error)
{
  const FoB24Ask ask = { .delivery = s->delivery, .step = step };
  json_object *params = json_object_new_object ();
  g_autofree char *why = NULL;

  fo_link_say (params, "id", s->deal);
  s->fate->kind = s->delivery->was_tried || g_str_equal (step, "read") ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  if (!fo_b24_ask (s->b24, &ask, "crm.deal.get", params, ret, &why, error))
    return false;
  s->fate->kind = FO_FATE_GO_ON;
  return *ret || fo_fate_end_text (s->fate, FO_FATE_REFUSED, why);
}

static bool
set_stage (Sending *s, const char *stage, GError **error)
{
  const FoB24Ask ask = { .delivery = s->delivery, .step = "change" };
  json_object *params = json_object_new_object (), *fields = json_object_new_object (), *there = NULL;
  g_auto (FoWritten) written = { 0 };

  fo_link_say (params, "id", s->deal);
  fo_link_say (fields, "STAGE_ID", stage);
  json_object_object_add (params, "fields", fields);
  if (!fo_b24_write (s->b24, &ask, "crm.deal.update", params, &written, error))
    return fo_fate_lost (s->fate, &written);
  if (written.end != FO_HTTP_DONE)
    return fo_fate_end_written (s->fate, &written, false);
  if (!get_deal (s, "read", &there, error))
    return false;
  if (!there)
    return true;
  s->fate->remote_id = g_strdup (s->deal);
  if (!g_str_equal (fo_http_text (there, "STAGE_ID"), stage))
    return fo_fate_differs (s->fate, there, "link.differs");
  json_object_put (there);
  s->fate->kind = FO_FATE_VERIFIED;
  return true;
}

/* A deal that sales has lost stays lost; one that stands where it should is left alone. */
static bool
move_stage (Sending *s, GError **error)
{
  json_object *deal, *stages;
  g_autofree char *stage = NULL;
  bool lost, same;

  if (!get_deal (s, "find", &deal, error))
    return false;
  if (!deal)
    return true;
  stages = fo_http_object (fo_b24_pipeline (s->b24, deal), "stages");
  stage = g_strdup (fo_http_text (stages, fo_http_text (s->body, "stage")));
  lost = g_str_equal (fo_http_text (deal, "STAGE_SEMANTIC_ID"), "F");
  same = g_str_equal (fo_http_text (deal, "STAGE_ID"), stage);
  json_object_put (deal);
  if (!stage[0] || lost)
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, NULL, NULL);
  return same ? fo_fate_end (s->fate, FO_FATE_VERIFIED, NULL, NULL) : set_stage (s, stage, error);
}

/* ---- comments: their words ------------------------------------------------------------------------------------------------ */

static const struct {
  const char *op, *id;
} sentences[] = { { "shipment.create", "link.told-shipped" },
                  { "shipment.cancel", "link.told-not-shipped" },
                  { "return.create", "link.told-returned" },
                  { "claim.set", "link.told-claim" },
                  { "availability.answer", "link.told-found" } };

static const char *
sentence_of (const char *op)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_str_equal (sentences[i].op, op))
      return sentences[i].id;
  return NULL;
}

/* "К-1 · П-77 · 2027-05-31 · 3" */
static void
add_line (GString *text, json_object *line)
{
  static const char *const names[] = { "item", "lot", "expires_on", "quantity" };

  g_string_append (text, "\n• ");
  for (gsize i = 0, n = 0; i < G_N_ELEMENTS (names); i++) {
    const char *part = fo_http_text (line, names[i]);
    if (part[0])
      g_string_append_printf (text, "%s%s", n++ ? " · " : "", part);
  }
}

static void
add_lines (GString *text, json_object *body)
{
  json_object *lines = fo_http_array (body, "lines");

  for (gsize i = 0; lines && i < json_object_array_length (lines); i++)
    add_line (text, json_object_array_get_idx (lines, i));
  if (!lines && fo_http_text (body, "item")[0])
    add_line (text, body);
}

static char *
comment_of (Sending *s, const char *id)
{
  static const char *const names[] = { "shipment", "shipped_on", "claim", "state", "said",
                                       "answer",   "asked",      "found", "reason" };
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;
  GString *text;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    fo_args_set_text (&args, names[i], fo_http_text (s->body, names[i]));
  words = fo_words ((FoLanguage) s->b24->language, id, &args);
  text = g_string_new (words);
  add_lines (text, s->body);
  g_string_append_printf (text, "\nFirstout %s", s->delivery->op_id);
  return g_string_free (text, FALSE);
}

/* ---- comments: on their way ------------------------------------------------------------------------------------------------- */

static json_object *
list_params (const char *deal, int start)
{
  json_object *params = json_object_new_object (), *filter = json_object_new_object (),
              *order = json_object_new_object ();

  json_object_object_add (filter, "ENTITY_ID", fo_http_number (deal));
  fo_link_say (filter, "ENTITY_TYPE", "deal");
  fo_link_say (order, "ID", "DESC");
  json_object_object_add (params, "filter", filter);
  json_object_object_add (params, "order", order);
  json_object_object_add (params, "start", json_object_new_int (start));
  return params;
}

/* The latest ones first; *ret NULL: none bears our id. */
static bool
find_comment (Sending *s, const char *step, json_object **ret, GError **error)
{
  const FoB24Ask ask = { .delivery = s->delivery, .step = step };

  *ret = NULL;
  s->fate->kind = s->delivery->was_tried || g_str_equal (step, "read") ? FO_FATE_UNKNOWN : FO_FATE_LATER;
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  for (int start = 0; !*ret; start += B24_PAGE) {
    json_object *found;
    gsize n;

    if (!fo_b24_need (s->b24, &ask, "crm.timeline.comment.list", list_params (s->deal, start), &found, error))
      return false;
    n = json_object_is_type (found, json_type_array) ? json_object_array_length (found) : 0;
    for (gsize i = 0; i < n && !*ret; i++)
      if (strstr (fo_http_text (json_object_array_get_idx (found, i), "COMMENT"), s->delivery->op_id))
        *ret = json_object_get (json_object_array_get_idx (found, i));
    json_object_put (found);
    if (n < B24_PAGE)
      break;
  }
  s->fate->kind = FO_FATE_GO_ON;
  return true;
}

static bool
write_comment (Sending *s, const char *text, GError **error)
{
  const FoB24Ask ask = { .delivery = s->delivery, .step = "create" };
  json_object *params = json_object_new_object (), *fields = json_object_new_object ();
  g_auto (FoWritten) written = { 0 };

  json_object_object_add (fields, "ENTITY_ID", fo_http_number (s->deal));
  fo_link_say (fields, "ENTITY_TYPE", "deal");
  fo_link_say (fields, "COMMENT", text);
  json_object_object_add (params, "fields", fields);
  if (!fo_b24_write (s->b24, &ask, "crm.timeline.comment.add", params, &written, error))
    return fo_fate_lost (s->fate, &written);
  return written.end == FO_HTTP_DONE || fo_fate_end_written (s->fate, &written, false);
}

/* Letters and digits count; how their editor writes ends of lines and marks does not. */
static char *
bare (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (; *text; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      g_string_append_unichar (letters, g_utf8_get_char (text));
  return g_string_free (letters, FALSE);
}

static bool
settle_comment (Sending *s, json_object *there, const char *text)
{
  g_autofree char *ours = bare (text), *theirs = bare (fo_http_text (there, "COMMENT"));

  s->fate->remote_id = g_strdup (fo_http_text (there, "ID"));
  if (!strstr (theirs, ours))
    return fo_fate_differs (s->fate, there, "link.differs");
  json_object_put (there);
  s->fate->kind = FO_FATE_VERIFIED;
  return true;
}

static bool
comment (Sending *s, const char *id, GError **error)
{
  g_autofree char *text = comment_of (s, id);
  json_object *there = NULL;

  if (!find_comment (s, "find", &there, error))
    return false;
  if (there)
    return settle_comment (s, there, text);
  if (!write_comment (s, text, error))
    return false;
  if (s->fate->kind != FO_FATE_GO_ON)
    return true;
  if (!find_comment (s, "read", &there, error))
    return false;
  if (there)
    return settle_comment (s, there, text);
  s->fate->retry_ms = FO_LINK_AGAIN_MS;
  return fo_fate_end (s->fate, FO_FATE_UNKNOWN, "link.no-answer", B24, NULL);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------ */

/* The stock is kept elsewhere: that is said once, with each such message. */
static bool
is_of_stock (const char *op)
{
  static const char *const ops[] = { "receipt.create", "production.receipt", "production.issue", "internal.issue", "count.difference",
                                     "write.off",      "transfer",           "return.decide",    "lot.create",     "lot.correct",
                                     "barcode.create", "reserve.set",        NULL };

  return g_strv_contains (ops, op);
}

static bool
send (Sending *s, GError **error)
{
  const char *sentence = s->b24->comments ? sentence_of (s->delivery->op) : NULL;
  bool stage = g_str_equal (s->delivery->op, "order.state");

  if (is_of_stock (s->delivery->op))
    return fo_fate_end (s->fate, FO_FATE_NOT_CARRIED, "link.no-stock-there", B24, NULL);
  if ((!stage && !sentence) || !find_deal (s, error))
    return s->fate->kind == FO_FATE_GO_ON;
  if (!s->deal[0])
    return true;
  return stage ? move_stage (s, error) : comment (s, sentence, error);
}

bool
fo_b24_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error)
{
  Sending s = { .b24 = (FoB24 *) link, .delivery = delivery, .fate = ret_fate };
  g_autofree char *why = NULL;
  bool good;

  *ret_fate = (FoFate){ .kind = FO_FATE_GO_ON };
  s.body = fo_http_parse (delivery->body, strlen (delivery->body), &why);
  if (!s.body)
    return fo_fate_end (ret_fate, FO_FATE_REFUSED, "link.message-broken", "field", "JSON", "text", why, NULL);
  good = send (&s, error);
  if (ret_fate->kind == FO_FATE_GO_ON) /* no deal's business; or it failed, and nobody knows how far it came */
    ret_fate->kind = good ? FO_FATE_NOT_CARRIED : FO_FATE_UNKNOWN;
  json_object_put (s.body);
  return good;
}
