/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "taking.h"

#include "common/speech.h"
#include "firstout/work/json.h"

#include <json-c/json.h>
#include <string.h>

static const FoActReason why[] = { { "line-stopped", "offer.reason.line_stopped" },
                                   { "penalty", "offer.reason.penalty" },
                                   { "agreed", "offer.reason.agreed" },
                                   { "by-mistake", "offer.reason.by_mistake" },
                                   { NULL, NULL } };
static const FoActKind take = {
  "take-goods", "page.orders.take", "page.orders.take.hint", "preempt $s $r", "preempt", 3, FALSE, TRUE, { { 0 } }, why,
  TRUE
};

static const char *
text_of (json_object *row, const char *name)
{
  json_object *value;

  return json_object_object_get_ex (row, name, &value) && value ? json_object_get_string (value) : "";
}

static FoDay
day_of (json_object *row, const char *name)
{
  FoDay day;

  return fo_day_parse_iso (text_of (row, name), &day) == FO_OK ? day : FO_DAY_NONE;
}

/* "Sealant, 4 pcs: was to leave on 23.11.2026, now on 26.11.2026", "… now nobody knows when, 4 are missing". TRUE: somebody loses by it. */
static gboolean
add_row (FoAskPanel *panel, json_object *row)
{
  FoDay before = day_of (row, "leaves_before"), now = day_of (row, "leaves_on");
  FoQuantity quantity_u = 0, missing_u = 0;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL, *detail = NULL;
  gboolean gains, bad;

  gains = fo_quantity_parse (text_of (row, "quantity"), &quantity_u) == FO_OK && quantity_u > 0;
  fo_quantity_parse (text_of (row, "missing"), &missing_u);
  bad =
      *text_of (row, "quantity") == '-' || (!gains && (now == FO_DAY_NONE || (before != FO_DAY_NONE && now > before)));
  fo_quantity_parse (text_of (row, "quantity") + (*text_of (row, "quantity") == '-'), &quantity_u);
  fo_args_set_text (&args, "order", text_of (row, "order"));
  fo_args_set_text (&args, "customer", text_of (row, "customer"));
  fo_args_set_text (&args, "deal", text_of (row, "deal"));
  fo_args_set_text (&args, "item", text_of (row, "name"));
  fo_args_set_text (&args, "unit", text_of (row, "unit"));
  if (quantity_u)
    fo_args_set_quantity (&args, "quantity", quantity_u);
  if (missing_u > 0)
    fo_args_set_quantity (&args, "missing", missing_u);
  if (before != FO_DAY_NONE)
    fo_args_set_day (&args, "from_day", before);
  if (now != FO_DAY_NONE)
    fo_args_set_day (&args, "day", now);
  title = fo_say ("page.taking.who", &args);
  detail = fo_say (gains                   ? "page.taking.gets"
                   : now == FO_DAY_NONE    ? "page.taking.no-day"
                   : now == before         ? "page.taking.same"
                   : before == FO_DAY_NONE ? "page.taking.known"
                                           : "page.taking.moves",
                   &args);
  fo_ask_panel_add (panel, title, detail, bad);
  return bad;
}

gboolean
fo_taking_show (FoAskPanel *panel, const char *order, const FoReply *reply)
{
  const FoArg *named = fo_args_get (&reply->args, "order");
  json_object *rows = reply->verdict == FO_ONLY_LOOKED && reply->lines ? json_tokener_parse (reply->lines) : NULL;
  g_autofree char *nobody = fo_say ("page.taking.nobody", NULL);
  gboolean somebody_loses = FALSE;
  gboolean fits = rows && json_object_is_type (rows, json_type_array) && named && strcmp (named->text, order) == 0;

  if (fits) {
    fo_ask_panel_begin (panel, &take, order);
    for (size_t i = 0; i < json_object_array_length (rows); i++)
      somebody_loses |= add_row (panel, json_object_array_get_idx (rows, i));
    if (!somebody_loses)
      fo_ask_panel_add (panel, nobody, "", FALSE);
  }
  if (rows)
    json_object_put (rows);
  return fits;
}
