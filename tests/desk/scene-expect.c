/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a scene says must be so. */
#include "scene-inside.h"

#include <json-c/json.h>
#include <string.h>

/* ---- comparing ---------------------------------------------------------------------------------------------------------------- */

static void
compare (Scene *scene, const char *what, const char *got, const char *expected)
{
  if (strcmp (got, expected) != 0)
    scene_fail (scene, "%s is %s, not %s%s%s", what, *got ? got : "(nothing)", expected,
                scene->json ? "; the answer was " : "", scene->json ? scene->json : "");
}

static void
compare_quantity (Scene *scene, const char *what, FoQuantity got_u, const char *expected)
{
  char text[FO_QUANTITY_TEXT_MAX];

  compare (scene, what, fo_quantity_print (got_u, text), expected);
}

/* FIELD=VALUE from word FIRST on, against OBJECT. */
void
scene_compare_fields (Scene *scene, guint first, gpointer object)
{
  for (guint i = first; i < scene->n_words; i++) {
    g_auto (GStrv) pair = g_strsplit (scene->words[i], "=", 2);
    json_object *value = NULL;
    const char *got = "-";

    if (!pair[0] || !pair[1]) {
      scene_fail (scene, "%s is no FIELD=VALUE", scene->words[i]);
      return;
    }
    if (json_object_object_get_ex (object, pair[0], &value) && value && *json_object_get_string (value))
      got = json_object_get_string (value);
    compare (scene, pair[0], got, pair[1]);
  }
}

/* ---- the answer ---------------------------------------------------------------------------------------------------------------- */

static void
expect_answer (Scene *scene)
{
  FoVerdict verdict;
  json_object *object;

  if (!fo_verdict_parse (scene_word (scene, 1), &verdict)) {
    scene_fail (scene, "no such verdict or expectation: %s", scene_word (scene, 1));
    return;
  }
  compare (scene, "the verdict", fo_verdict_name (scene->reply.reply.verdict), scene_word (scene, 1));
  scene->must_expect = false;
  object = json_tokener_parse (scene->json ? scene->json : "{}");
  scene_compare_fields (scene, 2, object);
  json_object_put (object);
}

static void
expect_same (Scene *scene)
{
  if (g_strcmp0 (scene->json, scene->json_before) != 0)
    scene_fail (scene, "not the same: %s and %s", scene->json_before, scene->json);
  scene->must_expect = false;
}

static void
expect_choice (Scene *scene)
{
  json_object *rows = scene->reply.reply.lines ? json_tokener_parse (scene->reply.reply.lines) : NULL;
  gsize n = (gsize) (scene_quantity (scene, scene_word (scene, 2)) / FO_ONE);

  if (!rows || n < 1 || n > json_object_array_length (rows))
    scene_fail (scene, "there is no choice %s", scene_word (scene, 2));
  else
    scene_compare_fields (scene, 3, json_object_array_get_idx (rows, n - 1));
  json_object_put (rows);
}

static void
expect_choices (Scene *scene)
{
  json_object *rows = scene->reply.reply.lines ? json_tokener_parse (scene->reply.reply.lines) : NULL;

  compare_quantity (scene, "the number of choices", rows ? (FoQuantity) json_object_array_length (rows) * FO_ONE : 0,
                    scene_word (scene, 2));
  json_object_put (rows);
}

static FoId
wished (Scene *scene, const char *lot_name)
{
  FoItem item;
  FoLot lot = { 0 };

  scene_find_lot (scene, lot_name, &item, &lot);
  return lot.id;
}

static void
expect_labels (Scene *scene)
{
  FoId lot;
  const char *each = scene_option (scene, "each");
  FoQuantity each_u = 0;
  guint count = 0;

  if (strcmp (scene_word (scene, 2), "carton") == 0) {
    scene_expect_carton_labels (scene);
    return;
  }
  lot = wished (scene, scene_word (scene, 2));
  if (each && fo_quantity_parse (each, &each_u) != FO_OK)
    scene_fail (scene, "each=%s is no quantity", each);

  for (guint i = 0; i < scene->reply.labels->len; i++) {
    const FoLabelWish *wish = &g_array_index (scene->reply.labels, FoLabelWish, i);
    if (wish->lot == lot && (!each || wish->quantity_u == each_u))
      count += wish->count;
  }
  compare_quantity (scene, "the number of labels", count * FO_ONE, scene_word (scene, 3));
}

/* ---- the book --------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId lot, place;
  FoBalance balance;
} ReadBalance;

static FoTxnEnd
read_balance (FoTxn *txn, gpointer data, GError **error)
{
  ReadBalance *read = data;

  return fo_balance_get (txn, read->lot, read->place, &read->balance, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
expect_stock (Scene *scene, const char *lot_name, const char *place_code, const char *on_hand, const char *held)
{
  ReadBalance read = { 0 };
  FoPlace place;
  FoItem item;
  FoLot lot;

  if (!scene_find_lot (scene, lot_name, &item, &lot) || !scene_find_place (scene, place_code, &place))
    return;
  read.lot = lot.id;
  read.place = place.id;
  scene_read (scene, read_balance, &read);
  compare_quantity (scene, "on hand", read.balance.on_hand_u, on_hand);
  compare_quantity (scene, "held", read.balance.held_u, held);
}

static void
add_quantity (json_object *object, const char *key, FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  json_object_object_add (object, key, json_object_new_string (fo_quantity_print (quantity_u, text)));
}

static void
add_text (json_object *object, const char *key, const char *text)
{
  json_object_object_add (object, key, json_object_new_string (text));
}

typedef struct {
  FoId order, item;
  FoLine line;
  bool found;
} ReadLine;

static FoTxnEnd
read_line (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  ReadLine *read = data;

  if (!fo_lines_of_order (txn, read->order, lines, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len && !read->found; i++) {
    read->line = g_array_index (lines, FoLine, i);
    read->found = read->line.item_id == read->item;
  }
  return FO_TXN_COMMIT;
}

static void
expect_line (Scene *scene)
{
  json_object *object = json_object_new_object ();
  ReadLine read = { 0 };
  FoOrder order;
  FoItem item;

  if (scene_find_order (scene, scene_word (scene, 2), &order)
      && scene_find_item (scene, scene_word (scene, 3), &item)) {
    read.order = order.id;
    read.item = item.id;
    scene_read (scene, read_line, &read);
    if (!read.found)
      scene_fail (scene, "the order has no such line");
    add_quantity (object, "ordered", read.line.ordered_u);
    add_quantity (object, "promised", read.line.promised_u);
    add_quantity (object, "supply", read.line.from_supply_u);
    add_quantity (object, "held", read.line.held_u);
    add_quantity (object, "picked", read.line.picked_u);
    add_quantity (object, "shipped", read.line.shipped_u);
    add_quantity (object, "missing", fo_line_missing (&read.line));
    scene_compare_fields (scene, 4, object);
  }
  json_object_put (object);
}

static void
expect_order (Scene *scene)
{
  json_object *object = json_object_new_object ();
  FoOrder order;

  if (scene_find_order (scene, scene_word (scene, 2), &order)) {
    add_text (object, "state", fo_order_state_name (order.state));
    add_text (object, "gate", fo_gate_name (order.gate));
    add_text (object, "taken", order.taken_by);
    add_text (object, "parked", order.parked_at ? "yes" : "no");
    scene_compare_fields (scene, 3, object);
  }
  json_object_put (object);
}

typedef struct {
  const char *number;
  FoId item;
  FoSupply supply;
  bool found;
} ReadSupply;

static FoTxnEnd
read_supply (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  ReadSupply *read = data;

  if (!fo_supplies_numbered (txn, read->number, supplies, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < supplies->len && !read->found; i++) {
    read->supply = g_array_index (supplies, FoSupply, i);
    read->found = read->supply.item_id == read->item;
  }
  return FO_TXN_COMMIT;
}

static void
expect_supply (Scene *scene)
{
  json_object *object = json_object_new_object ();
  ReadSupply read = { .number = scene_word (scene, 2) };
  FoItem item;

  if (scene_find_item (scene, scene_word (scene, 3), &item)) {
    read.item = item.id;
    scene_read (scene, read_supply, &read);
    if (!read.found)
      scene_fail (scene, "no such supply");
    add_quantity (object, "received", read.supply.received_u);
    add_quantity (object, "promised", read.supply.promised_u);
    add_text (object, "state", fo_supply_state_name (read.supply.state));
    add_text (object, "kind", fo_supply_kind_name (read.supply.kind));
    scene_compare_fields (scene, 4, object);
  }
  json_object_put (object);
}

typedef struct {
  FoId order;
  const char *item, *lot;
  FoQuantity quantity_u;
} ReadShipped;

static FoTxnEnd
read_shipped (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoShipped));
  ReadShipped *read = data;

  read->quantity_u = 0;
  if (!fo_shipments_of_order (txn, read->order, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    const FoShipped *row = &g_array_index (rows, FoShipped, i);
    if (strcmp (row->item, read->item) == 0 && strcmp (row->lot, read->lot) == 0)
      read->quantity_u += row->quantity_u;
  }
  return FO_TXN_COMMIT;
}

static void
expect_shipped (Scene *scene)
{
  ReadShipped read = { 0 };
  FoOrder order;
  FoItem item;
  FoLot lot;

  if (!scene_find_order (scene, scene_word (scene, 2), &order)
      || !scene_find_lot (scene, scene_word (scene, 3), &item, &lot))
    return;
  read.order = order.id;
  read.item = item.code;
  read.lot = lot.number;
  scene_read (scene, read_shipped, &read);
  compare_quantity (scene, "shipped", read.quantity_u, scene_word (scene, 4));
}

typedef struct {
  const char *place, *item, *lot;
  bool found;
} ReadWish;

static FoTxnEnd
read_wish (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (FoCountWish));
  ReadWish *read = data;

  if (!fo_count_wishes_page (txn, 0, 100, wishes, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < wishes->len; i++) {
    const FoCountWish *wish = &g_array_index (wishes, FoCountWish, i);
    read->found |= strcmp (wish->place, read->place) == 0 && strcmp (wish->item, read->item) == 0
                   && strcmp (wish->lot, read->lot) == 0;
  }
  return FO_TXN_COMMIT;
}

static void
expect_count_wish (Scene *scene, guint first, bool wanted)
{
  ReadWish read = { .place = scene_word (scene, first) };
  FoItem item;
  FoLot lot;

  if (!scene_find_lot (scene, scene_word (scene, first + 1), &item, &lot))
    return;
  read.item = item.code;
  read.lot = lot.number;
  scene_read (scene, read_wish, &read);
  if (read.found != wanted)
    scene_fail (scene, "%s to count %s at %s", wanted ? "nobody is asked" : "somebody is asked", scene_word (scene, first + 1),
                read.place);
}

/* ---- the page ------------------------------------------------------------------------------------------------------------------------ */

static bool
take_view (Scene *scene, FoView *view)
{
  GError *error = NULL;

  fo_view_init (view);
  if (!fo_desk_view (scene->lane->desk, view, &error))
    scene_fail_error (scene, error);
  return !scene->failure;
}

static void
expect_view (Scene *scene)
{
  json_object *object = json_object_new_object ();
  g_auto (FoView) view = { 0 };

  if (take_view (scene, &view)) {
    g_autofree char *sentence = fo_words (FO_LANGUAGE_RU, view.instruction_id, &view.instruction);

    add_text (object, "task", view.task);
    add_text (object, "instruction", view.instruction_id);
    add_text (object, "sentence", sentence);
    add_text (object, "title", view.title);
    add_text (object, "deal", view.deal);
    add_text (object, "person", view.person);
    add_quantity (object, "documents", view.documents * FO_ONE);
    add_quantity (object, "documents_ready", view.documents_ready * FO_ONE);
    add_quantity (object, "asked", view.asked_u);
    add_quantity (object, "done", view.done_u);
    add_quantity (object, "lines", view.lines->len * FO_ONE);
    for (guint i = 0; i < view.lines->len; i++)
      if (g_array_index (view.lines, FoViewLine, i).current) {
        add_text (object, "place", g_array_index (view.lines, FoViewLine, i).place);
        add_text (object, "lot", g_array_index (view.lines, FoViewLine, i).lot);
        add_text (object, "item", g_array_index (view.lines, FoViewLine, i).item);
      }
    scene_compare_fields (scene, 2, object);
  }
  json_object_put (object);
}

static void
expect_offer (Scene *scene, const char *command, bool wanted)
{
  g_auto (FoView) view = { 0 };
  bool offered = false;

  if (!take_view (scene, &view))
    return;
  for (guint i = 0; i < view.offers->len; i++)
    offered |= strcmp (g_array_index (view.offers, FoOffer, i).command, command) == 0;
  if (offered != wanted)
    scene_fail (scene, "%s is %soffered", command, offered ? "" : "not ");
}

/* ---- clean ------------------------------------------------------------------------------------------------------------------------------ */

static void
found_difference (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  char written[FO_QUANTITY_TEXT_MAX], adds_up_to[FO_QUANTITY_TEXT_MAX];

  scene_fail (data, "not clean: %s of %s: %s is written, %s it is", name, what, fo_quantity_print (written_u, written),
              fo_quantity_print (adds_up_to_u, adds_up_to));
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  return fo_stock_audit (txn, found_difference, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
expect_not (Scene *scene)
{
  const char *what = scene_word (scene, 2);

  if (strcmp (what, "offer") == 0)
    expect_offer (scene, scene_word (scene, 3), false);
  else if (strcmp (what, "told") == 0)
    scene_expect_told (scene, scene_word (scene, 3), false);
  else if (strcmp (what, "count-wish") == 0)
    expect_count_wish (scene, 3, false);
  else if (strcmp (what, "stock") == 0)
    expect_stock (scene, scene_word (scene, 3), scene_word (scene, 4), "0", "0");
  else if (strcmp (what, "labels") != 0)
    scene_fail (scene, "no what?");
  else if (scene->reply.labels->len > 0)
    scene_fail (scene, "labels are wished");
}

void
scene_expect (Scene *scene)
{
  const char *what = scene_word (scene, 1);
  static const struct {
    const char *what;
    void (*expect) (Scene *scene);
  } kinds[] = { { "same", expect_same },     { "choice", expect_choice },   { "choices", expect_choices },
                { "labels", expect_labels }, { "line", expect_line },       { "order", expect_order },
                { "supply", expect_supply }, { "shipped", expect_shipped },
                { "view", expect_view },     { "no", expect_not },           { "unit", scene_expect_unit },
                { "question", scene_expect_question }, { "questions", scene_expect_question },
                { "thread", scene_expect_thread },     { "broken", scene_expect_broken }, { "could", scene_expect_could },
                { "carton", scene_expect_carton },
                { "days", scene_expect_days },         { "certificates", scene_expect_certificates },
                { "returned", scene_expect_returned }, { "claim", scene_expect_claim },
                { "recall", scene_expect_recall },     { "trace", scene_expect_trace },
                { "papers", scene_expect_papers },
                { "paper", scene_expect_paper },
                { "documents", scene_expect_documents },
                { "alone", scene_expect_alone },       { "nowhere", scene_expect_nowhere } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].what, what) == 0) {
      kinds[i].expect (scene);
      return;
    }
  if (strcmp (what, "offer") == 0)
    expect_offer (scene, scene_word (scene, 2), true);
  else if (strcmp (what, "told") == 0)
    scene_expect_told (scene, scene_word (scene, 2), true);
  else if (strcmp (what, "count-wish") == 0)
    expect_count_wish (scene, 2, true);
  else if (strcmp (what, "stock") == 0)
    expect_stock (scene, scene_word (scene, 2), scene_word (scene, 3), scene_word (scene, 4), scene_word (scene, 5));
  else if (strcmp (what, "clean") == 0) {
    if (!scene->watch)
      scene_read (scene, audit, scene);
  }
  else if (strcmp (what, "found") == 0)
    compare (scene, "what was found", fo_verdict_name (scene->found), scene_word (scene, 2));
  else
    expect_answer (scene);
}
