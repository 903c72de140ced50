/* SPDX-License-Identifier: GPL-3.0-or-later
 * Is it really there? A question by a mark on an order of sales, and the answer as a line in that order's own text. These systems are
 * kept in Russian, and so is the line. */
#include "adapter.h"
#include "firstout/core/day.h"
#include "firstout/words/words.h"
#include <string.h>

#define LOTS_MOST 8 /* a comment has an end */

/* ---- the question ---------------------------------------------------------------------------------------------------- */

/* "3 1": it has begun to ask three times, and asks now. */
bool
fo_link_count_asks (FoLinkHost *host, const char *order, bool asks, json_object *body, GError **error)
{
  g_autofree char *known = NULL, *now = NULL, *n_text = NULL;
  gint64 n;
  bool asked;

  if (!host->find_ref (host, "asks", order, &known, error))
    return false;
  n = known ? g_ascii_strtoll (known, NULL, 10) : 0;
  asked = known && g_str_has_suffix (known, " 1");
  n += asks && !asked;
  n_text = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  if (asks)
    fo_link_say (body, "asks", n_text);
  if (asks == asked)
    return true;
  now = g_strdup_printf ("%s %d", n_text, asks);
  return host->keep_ref (host, "asks", order, now, error);
}

void
fo_link_row_ask (
    FoLinkRows *rows, const char *n, const char *order, const char *line, const char *item, const char *quantity)
{
  g_autofree char *id = g_strdup_printf ("%s/%s", line, n);
  FoLinkRow *row;

  if (!n[0])
    return;
  row = fo_link_rows_add (rows, "availability", id, NULL);
  fo_link_row_say (row, "order_id", order);
  fo_link_row_say (row, "order_line_id", line);
  fo_link_row_say (row, "item_id", item);
  fo_link_row_say (row, "quantity", quantity);
}

/* ---- the answer ------------------------------------------------------------------------------------------------------ */

static void
set_quantity (FoArgs *args, const char *name, json_object *object, const char *member)
{
  FoQuantity quantity_u = 0;

  if (fo_quantity_parse (fo_http_text (object, member), &quantity_u) == FO_OK)
    fo_args_set_quantity (args, name, quantity_u);
}

static void
add_part (GString *text, const char *id, json_object *one)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;

  fo_args_set_text (&args, "item", fo_http_text (one, "item"));
  fo_args_set_text (&args, "lot", fo_http_text (one, "lot"));
  fo_args_set_text (&args, "expires_on", fo_http_text (one, "expires_on"));
  set_quantity (&args, "quantity", one, fo_http_text (one, "free")[0] ? "free" : "quantity");
  words = g_strstrip (fo_words (FO_LANGUAGE_RU, id, &args));
  g_string_append_printf (text, "%s%s", text->len ? ", " : "", words);
}

/* "П-77 до 31.05.2027 — 3, П-78 — 2"; goods without lots have no part to name. */
static char *
parts_of (json_object *list, const char *id)
{
  GString *text = g_string_new (NULL);
  gsize n = list ? json_object_array_length (list) : 0;

  for (gsize i = 0; i < MIN (n, LOTS_MOST); i++) {
    json_object *one = json_object_array_get_idx (list, i);
    if (fo_http_text (one, "lot")[0] || fo_http_text (one, "expires_on")[0] || fo_http_text (one, "item")[0])
      add_part (text, id, one);
  }
  if (n > LOTS_MOST)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

/* "Наличие К-1:", which every line about that item begins with. */
static char *
beginning_of (json_object *body)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "item", fo_http_text (body, "item"));
  return fo_words (FO_LANGUAGE_RU, "link.answer-of", &args);
}

static char *
line_of (json_object *body)
{
  g_autofree char *begins = beginning_of (body), *words = NULL,
                  *lots = parts_of (fo_http_array (body, "lots"), "link.answer-lot"),
                  *instead = parts_of (fo_http_array (body, "substitutes"), "link.answer-instead");
  g_auto (FoArgs) args = { 0 };
  FoQuantity asked_u = 0;

  if (fo_quantity_parse (fo_http_text (body, "asked"), &asked_u) == FO_OK && asked_u > 0)
    fo_args_set_quantity (&args, "asked", asked_u);
  set_quantity (&args, "found", body, "found");
  fo_args_set_text (&args, "lots", lots);
  fo_args_set_text (&args, "instead", instead);
  words = fo_words (FO_LANGUAGE_RU, fo_http_true (body, "recalled") ? "link.answer-again" : "link.answer-found", &args);
  return g_strdup_printf ("%s %s", begins, words);
}

bool
fo_answer_stands (const char *text, json_object *body)
{
  g_autofree char *line = line_of (body);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **one = lines; *one; one++)
    g_strchomp (*one);
  return g_strv_contains ((const char *const *) lines, line);
}

char *
fo_answer_put (const char *text, json_object *body)
{
  g_autofree char *begins = beginning_of (body), *line = line_of (body);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *whole = g_string_new (NULL);

  for (char **one = lines; *one; one++)
    if (!g_str_has_prefix (*one, begins) && (**one || whole->len))
      g_string_append_printf (whole, "%s\n", g_strchomp (*one));
  g_string_append (whole, line);
  return g_string_free (whole, FALSE);
}
