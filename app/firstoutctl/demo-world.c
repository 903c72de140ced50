/* SPDX-License-Identifier: GPL-3.0-or-later
 * The demo's steps that are not at the desk: the sales database, where an order stands, why this lot, whether all
 * agrees. */
#include "demo.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/work/deals.h"
#include <stdio.h>
#include <string.h>

void
demo_say (const Demo *demo, const char *message_id, const FoArgs *args)
{
  g_autofree char *text = fo_words (demo->ctl->language, message_id, args);

  printf ("%s\n", text);
}

bool
demo_differs (const Demo *demo, const char *expected, const char *came)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "asked", expected);
  fo_args_set_text (&args, "text", came);
  printf ("\n");
  demo_say (demo, "demo.differs", &args);
  return false;
}

bool
demo_failed (const Demo *demo, const GError *error)
{
  return demo_differs (demo, "FO_OK", error->message);
}

bool
demo_chapter (Demo *demo, const DemoStep *step)
{
  g_autofree char *text = fo_words (demo->ctl->language, step->what, NULL);

  printf ("\n%u. %s\n", ++demo->chapter, text);
  return true;
}

/* ---- sales ------------------------------------------------------------------------------------------------------- */

static void
count_heard (const FoGatewayEvent *event, gpointer data)
{
  Demo *demo = data;
  gpointer n;

  if (!g_str_equal (event->what, "applied"))
    return;
  n = g_hash_table_lookup (demo->heard, event->entity);
  g_hash_table_insert (demo->heard, g_strdup (event->entity), GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
}

static void
show_round (Demo *demo, const FoGatewayRound *round)
{
  static const char *const entities[] = { "item", "barcode", "order", "line", "supply" };
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "count", round->verified);
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    fo_args_set_count (&args, entities[i], GPOINTER_TO_UINT (g_hash_table_lookup (demo->heard, entities[i])));
  demo_say (demo, "demo.synced", &args);
}

static bool
heard_is (const Demo *demo, const char *expects)
{
  g_auto (GStrv) pairs = g_strsplit (expects ? expects : "", " ", -1);

  for (char **pair = pairs; *pair && **pair; pair++) {
    char *equals = strchr (*pair, '=');

    *equals = '\0';
    if (GPOINTER_TO_UINT (g_hash_table_lookup (demo->heard, *pair)) != (guint) g_ascii_strtoull (equals + 1, NULL, 10))
      return false;
  }
  return true;
}

static bool
round_is (const Demo *demo, const FoGatewayRound *round, const char *expects)
{
  if (round->busy || round->rejected + round->disputed + round->refused + round->unknown + round->waiting > 0)
    return false;
  if (g_strcmp0 (expects, "nothing") == 0)
    return round->heard + round->sent + round->verified == 0;
  return heard_is (demo, expects);
}

bool
demo_sync (Demo *demo, const DemoStep *step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *came = NULL;
  FoGatewayRound round;

  g_hash_table_remove_all (demo->heard);
  fo_gateway_set_tell (demo->gateway, count_heard, demo);
  if (!fo_gateway_run_once (demo->gateway, &round, &error))
    return demo_failed (demo, error);
  show_round (demo, &round);
  came = fo_gateway_round_to_json (&round);
  return round_is (demo, &round, step->expects) || demo_differs (demo, step->expects ? step->expects : "", came);
}

bool
demo_pay (Demo *demo, const DemoStep *step)
{
  g_auto (FoArgs) args = { 0 };
  g_autoptr (GError) error = NULL;

  if (!fo_training_sales_pay (demo->sales, step->what, &error))
    return demo_failed (demo, error);
  fo_args_set_text (&args, "order", step->what);
  demo_say (demo, "demo.paid", &args);
  return true;
}

static bool
row_is (json_object *row, const char *expected)
{
  g_auto (GStrv) words = g_strsplit (expected, " ", -1);
  json_object *value;

  if (!json_object_object_get_ex (row, "view", &value) || !g_str_equal (json_object_get_string (value), words[0]))
    return false;
  for (char **pair = words + 1; *pair; pair++) {
    char *equals = strchr (*pair, '=');

    *equals = '\0';
    if (!json_object_object_get_ex (row, *pair, &value) || g_strcmp0 (json_object_get_string (value), equals + 1) != 0)
      return false;
  }
  return true;
}

/* "shipments  shipment=214-1  order_number=214 …"; reservations are many and not the end of the story. */
static void
show_row (json_object *row)
{
  json_object *view;

  if (!json_object_object_get_ex (row, "view", &view) || g_str_equal (json_object_get_string (view), "reservations"))
    return;
  printf ("   %-15s", json_object_get_string (view));
  json_object_object_foreach (row, name, value) if (!g_str_equal (name, "view") && value)
      printf (" %s=%s", name, json_object_get_string (value));
  printf ("\n");
}

bool
demo_told (Demo *demo, const DemoStep *step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = fo_training_sales_told (demo->sales, &error);
  g_auto (GStrv) lines = told ? g_strsplit (told, "\n", -1) : NULL, expected = g_strsplit (step->expects, "\n", -1);
  guint n_expected = g_strv_length (expected), n_found = 0;
  g_autofree bool *found = g_new0 (bool, n_expected);

  if (!told)
    return demo_failed (demo, error);
  for (char **line = lines; *line && **line; line++) {
    json_object *row = json_tokener_parse (*line);

    show_row (row);
    for (guint i = 0; i < n_expected; i++)
      if (!found[i] && row_is (row, expected[i])) {
        found[i] = true;
        n_found++;
      }
    json_object_put (row);
  }
  return n_found == n_expected || demo_differs (demo, step->expects, told);
}

/* ---- where an order stands --------------------------------------------------------------------------------------- */

typedef struct {
  Demo *demo;
  const char *number, *position;
  FoOrder order;
  FoId line_id;  /* of the position */
  GString *text; /* what is shown */
  GString *sums; /* as demo_order expects it */
} Standing;

static bool
add_supplies (FoTxn *txn, Standing *s, const FoLine *line, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_promises_of_line (txn, line->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    const FoPromise *promise = &g_array_index (promises, FoPromise, i);
    g_auto (FoArgs) args = { 0 };
    g_autofree char *text = NULL;
    FoSupply supply;

    if (!promise->supply_id)
      continue;
    if (fo_supply_find (txn, promise->supply_id, &supply, error) != FO_FOUND)
      return false;
    fo_args_set_text (&args, "text", supply.number);
    fo_args_set_quantity (&args, "quantity", promise->quantity_u);
    fo_args_set_count (&args, "count", supply.progress_percent);
    fo_args_set_day (&args, "day", supply.ready_on);
    text = fo_words (s->demo->ctl->language, "demo.coming", &args);
    g_string_append_printf (s->text, "%s\n", text);
  }
  return true;
}

static void
add_sums (Standing *s, const FoLine *line, const char *item)
{
  const FoQuantity parts_u[] = { line->promised_u - line->from_supply_u,
                                 line->from_supply_u,
                                 line->held_u,
                                 line->picked_u,
                                 line->shipped_u,
                                 fo_line_missing (line) };
  static const char separators[] = "=+,,,,";
  char number[FO_QUANTITY_TEXT_MAX];

  g_string_append_printf (s->sums, "%s%s", s->sums->len > 0 ? " " : "", item);
  for (gsize i = 0; i < G_N_ELEMENTS (parts_u); i++)
    g_string_append_printf (s->sums, "%c%s", separators[i], fo_quantity_print (parts_u[i], number));
}

/* What is nothing is left out of the sentence. */
static void
set_some (FoArgs *args, const char *name, FoLanguage language, FoQuantity quantity_u)
{
  g_autofree char *text = quantity_u > 0 ? fo_words_quantity (language, quantity_u) : NULL;

  fo_args_set_text (args, name, text);
}

static bool
add_line (FoTxn *txn, Standing *s, const FoLine *line, GError **error)
{
  FoLanguage language = s->demo->ctl->language;
  g_autofree char *position = g_strdup_printf ("%d", line->position), *text = NULL;
  g_auto (FoArgs) args = { 0 };
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  if (g_strcmp0 (s->position, position) == 0)
    s->line_id = line->id;
  fo_args_set_text (&args, "code", item.code);
  fo_args_set_quantity (&args, "asked", line->ordered_u);
  fo_args_set_text (&args, "unit", item.unit);
  set_some (&args, "promised", language, line->promised_u - line->from_supply_u);
  set_some (&args, "held", language, line->held_u);
  set_some (&args, "picked", language, line->picked_u);
  set_some (&args, "shipped", language, line->shipped_u);
  set_some (&args, "missing", language, fo_line_missing (line));
  text = fo_words (language, line->goods ? "demo.line" : "demo.line.service", &args);
  g_string_append_printf (s->text, "%s\n", text);
  if (line->goods)
    add_sums (s, line, item.code);
  return line->from_supply_u == 0 || add_supplies (txn, s, line, error);
}

static FoTxnEnd
read_standing (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  Standing *s = data;

  g_string_truncate (s->text, 0);
  g_string_truncate (s->sums, 0);
  if (fo_order_find_by_number (txn, s->number, &s->order, error) != FO_FOUND
      || !fo_lines_of_order (txn, s->order.id, lines, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len; i++)
    if (!add_line (txn, s, &g_array_index (lines, FoLine, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static void
show_order (const Standing *s)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "order", s->order.number);
  fo_args_set_text (&args, "deal", s->order.deal);
  fo_args_set_text (&args, "customer", s->order.customer);
  fo_args_set_text (&args, "state", fo_order_state_name (s->order.state));
  fo_args_set_text (&args, "text", s->order.gate == FO_GATE_CLOSED ? "demo.gate.closed" : "demo.gate.open");
  demo_say (s->demo, "demo.order", &args);
  printf ("%s", s->text->str);
}

bool
demo_order (Demo *demo, const DemoStep *step)
{
  g_autoptr (GString) text = g_string_new (NULL), sums = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Standing s = { .demo = demo, .number = step->what, .text = text, .sums = sums };

  if (!fo_store_read (demo->store, read_standing, &s, &error))
    return error ? demo_failed (demo, error) : demo_differs (demo, step->what, "");
  show_order (&s);
  return g_str_equal (sums->str, step->expects) || demo_differs (demo, step->expects, sums->str);
}

/* ---- why this lot ------------------------------------------------------------------------------------------------ */

static const char *
field (json_object *object, const char *name)
{
  json_object *value;

  return json_object_object_get_ex (object, name, &value) && value ? json_object_get_string (value) : "";
}

static void
show_candidate (const Demo *demo, json_object *candidate, bool chosen)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *why = NULL;
  FoVerdict verdict = FO_OK;

  fo_verdict_parse (field (candidate, "verdict"), &verdict);
  why = chosen ? fo_words (demo->ctl->language, "demo.candidate.chosen", NULL)
               : fo_words_verdict_title (demo->ctl->language, verdict, NULL);
  fo_args_set_text (&args, "lot", field (candidate, "lot"));
  fo_args_set_text (&args, "place", field (candidate, "place"));
  fo_args_set_text (&args, "expires_on", field (candidate, "expires_on"));
  fo_args_set_text (&args, "quantity", field (candidate, "free"));
  fo_args_set_text (&args, "text", why);
  demo_say (demo, "demo.candidate", &args);
}

static bool
show_candidates (const Demo *demo, json_object *explanation, const char *expected)
{
  json_object *candidates;
  bool as_expected = false;

  demo_say (demo, "demo.explain", NULL);
  if (!json_object_object_get_ex (explanation, "candidates", &candidates))
    return false;
  for (size_t i = 0; i < json_object_array_length (candidates); i++) {
    json_object *candidate = json_object_array_get_idx (candidates, i);
    bool chosen = !g_str_equal (field (candidate, "quantity"), "0");

    show_candidate (demo, candidate, chosen);
    if (chosen)
      as_expected = g_str_equal (field (candidate, "lot"), expected);
  }
  return as_expected;
}

bool
demo_explain (Demo *demo, const DemoStep *step)
{
  g_autoptr (GString) text = g_string_new (NULL), sums = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (step->what, "/", 2);
  Standing s = { .demo = demo, .number = words[0], .position = words[1], .text = text, .sums = sums };
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  json_object *explanation;
  FoVerdict verdict;
  bool as_expected;

  if (!fo_store_read (demo->store, read_standing, &s, &error)
      || !fo_work_explain (demo->store, s.line_id, &json, &verdict, &error))
    return demo_failed (demo, error);
  if (verdict != FO_OK)
    return demo_differs (demo, step->expects, fo_verdict_name (verdict));
  explanation = json_tokener_parse (json);
  as_expected = show_candidates (demo, explanation, step->expects);
  json_object_put (explanation);
  return as_expected || demo_differs (demo, step->expects, json);
}

/* ---- whether all agrees ------------------------------------------------------------------------------------------ */

static void
keep_fault (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  char written[FO_QUANTITY_TEXT_MAX], adds_up_to[FO_QUANTITY_TEXT_MAX];

  g_string_append_printf (data, "%s %s: %s, %s\n", name, what ? what : "", fo_quantity_print (written_u, written),
                          fo_quantity_print (adds_up_to_u, adds_up_to));
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  g_string_truncate (data, 0);
  return fo_stock_audit (txn, keep_fault, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
demo_check (Demo *demo, const DemoStep *step)
{
  g_autoptr (GString) faults = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  (void) step;
  if (!fo_store_read (demo->store, audit, faults, &error))
    return demo_failed (demo, error);
  if (faults->len > 0)
    return demo_differs (demo, "", faults->str);
  demo_say (demo, "demo.checked", NULL);
  return true;
}
