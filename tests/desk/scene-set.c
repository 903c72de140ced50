/* SPDX-License-Identifier: GPL-3.0-or-later
 * The verbs that furnish a scene, and what sales says; all of it through the work's own doors. */
#include "scene-inside.h"

#include "firstout/work/apply.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"

#include <string.h>

/* ---- finding ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *name;
  FoItem item;
  FoPlace place;
  FoOrder order;
  FoLot lot;
  FoFound found;
} Find;

static FoTxnEnd
end_of (FoFound found)
{
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static FoTxnEnd
find_item (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  return end_of (find->found = fo_item_find_by_code (txn, find->name, &find->item, error));
}

static FoTxnEnd
find_place (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  return end_of (find->found = fo_place_find_by_code (txn, find->name, &find->place, error));
}

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;

  return end_of (find->found = fo_order_find_by_number (txn, find->name, &find->order, error));
}

static FoTxnEnd
find_lot (FoTxn *txn, gpointer data, GError **error)
{
  Find *find = data;
  const char *at = strchr (find->name, '@');
  g_autofree char *number = g_strndup (find->name, at ? (gsize) (at - find->name) : strlen (find->name));

  return end_of (find->found = fo_lot_find_owned (txn, find->item.id, number, at ? at + 1 : "", &find->lot, error));
}

static bool
found (Scene *scene, Find *find, FoTxnFunc read, const char *what)
{
  scene_read (scene, read, find);
  if (!scene->failure && find->found != FO_FOUND)
    scene_fail (scene, "no such %s: %s", what, find->name);
  return !scene->failure;
}

bool
scene_find_item (Scene *scene, const char *code, FoItem *ret)
{
  Find find = { .name = code };
  bool ok = found (scene, &find, find_item, "item");

  *ret = find.item;
  return ok;
}

bool
scene_find_place (Scene *scene, const char *code, FoPlace *ret)
{
  Find find = { .name = code };
  bool ok = found (scene, &find, find_place, "place");

  *ret = find.place;
  return ok;
}

bool
scene_find_order (Scene *scene, const char *number, FoOrder *ret)
{
  Find find = { .name = number };
  bool ok = found (scene, &find, find_order, "order");

  *ret = find.order;
  return ok;
}

bool
scene_find_lot (Scene *scene, const char *name, FoItem *ret_item, FoLot *ret_lot)
{
  const char *slash = strchr (name, '/');
  g_autofree char *code = g_strndup (name, slash ? (gsize) (slash - name) : strlen (name));
  Find find = { .name = slash ? slash + 1 : "" };

  if (!scene_find_item (scene, code, &find.item) || !found (scene, &find, find_lot, "lot"))
    return false;
  *ret_item = find.item;
  *ret_lot = find.lot;
  return true;
}

/* ---- the warehouse -------------------------------------------------------------------------------------------------------------- */

/* Sales and imports are believed: what they say must be taken. */
static void
must_be_done (Scene *scene, bool done, GError *error, const FoReply *reply)
{
  FoMood mood = fo_verdict_mood (reply->verdict);

  if (!done)
    scene_fail_error (scene, error);
  else if (mood != FO_MOOD_OK && mood != FO_MOOD_DONE)
    scene_fail (scene, "refused: %s", fo_verdict_name (reply->verdict));
}

static void
set_place (Scene *scene)
{
  FoPlace place = { .route = 10 };
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  g_strlcpy (place.code, scene_word (scene, 1), sizeof place.code);
  if (!fo_place_kind_parse (scene_word (scene, 2), &place.kind))
    scene_fail (scene, "no such kind of place");
  if (scene->n_words > 3)
    place.route = (gint32) (scene_quantity (scene, scene_word (scene, 3)) / FO_ONE);
  if (!scene->failure && scene_act (scene, &act))
    must_be_done (scene, fo_work_apply_place (scene->store, &act, &place, &reply, &error), error, &reply);
}

static void
read_policies (Scene *scene, FoItem *item)
{
  const char *shelf = scene_option (scene, "shelf"), *enforce = scene_option (scene, "enforce"),
             *labels = scene_option (scene, "labels"), *certificate = scene_option (scene, "certificate"),
             *unit = scene_option (scene, "unit");

  item->tracking =
      scene_option (scene, "untracked") || scene_option (scene, "service") ? FO_TRACKING_NONE : FO_TRACKING_LOT;
  item->kind = scene_option (scene, "service") ? FO_ITEM_SERVICE : scene_option (scene, "kit") ? FO_ITEM_KIT : FO_ITEM_GOODS;
  item->has_expiry = scene_option (scene, "expiry") != NULL;
  item->issue = scene_option (scene, "fifo") ? FO_ISSUE_FIFO : FO_ISSUE_FEFO;
  item->every_unit = scene_option (scene, "every-unit") != NULL;
  item->marked = scene_option (scene, "marked") != NULL;
  item->serials = scene_option (scene, "serials")           ? FO_SERIALS_ALWAYS
                  : scene_option (scene, "serials-shipped") ? FO_SERIALS_SHIPMENT
                                                            : FO_SERIALS_NONE;
  item->by_eye = scene_option (scene, "no-eye") == NULL;
  item->shelf_life_days = shelf ? (gint32) (scene_quantity (scene, shelf) / FO_ONE) : 0;
  g_strlcpy (item->unit, unit ? unit : "шт", sizeof item->unit);
  if ((enforce && !fo_enforcement_parse (enforce, &item->enforcement))
      || (labels && !fo_labels_rule_parse (labels, &item->labels))
      || (certificate && !fo_certificate_rule_parse (certificate, &item->certificate)))
    scene_fail (scene, "no such policy");
}

static void
apply_item (Scene *scene, const FoItem *item, const char *barcode, FoQuantity barcode_quantity_u)
{
  const char *said = scene_option (scene, "life");
  FoMinLife life = { 0, 0 };
  const FoApplyItem what = { .item = *item,
                             .barcode = barcode,
                             .barcode_quantity_u = barcode_quantity_u,
                             .min_life = said ? &life : NULL };
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  if (said && !fo_min_life_parse (said, &life))
    scene_fail (scene, "no such life");
  if (!scene->failure && scene_act (scene, &act))
    must_be_done (scene, fo_work_apply_item (scene->store, &act, &what, &reply, &error), error, &reply);
}

static void
set_item (Scene *scene)
{
  const char *gtin = scene_option (scene, "gtin");
  FoItem item = { .enforcement = FO_ENFORCE_WARN, .labels = FO_LABELS_LINE };

  g_strlcpy (item.code, scene_word (scene, 1), sizeof item.code);
  g_strlcpy (item.name, scene_word (scene, 2), sizeof item.name);
  read_policies (scene, &item);
  apply_item (scene, &item, gtin, gtin ? FO_ONE : 0);
}

static void
set_pack (Scene *scene)
{
  FoItem item;

  if (scene_find_item (scene, scene_word (scene, 1), &item))
    apply_item (scene, &item, scene_word (scene, 2), scene_quantity (scene, scene_word (scene, 3)));
}

static void
set_stock (Scene *scene)
{
  const char *slash = strchr (scene_word (scene, 1), '/');
  g_autofree char *code = g_strndup (scene_word (scene, 1), slash ? (gsize) (slash - scene_word (scene, 1)) : 0);
  const char *at = strchr (scene_word (scene, 1), '@');
  g_autofree char *number = g_strndup (slash ? slash + 1 : "", slash && at ? (gsize) (at - slash - 1) : strlen (slash ? slash + 1 : ""));
  FoReceive what = { .kind = FO_MOVE_OPENING, .lot = number, .owner = at ? at + 1 : "", .produced_on = FO_DAY_NONE };
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoPlace place;
  FoItem item;
  FoAct act;

  what.expires_on = scene_day (scene, scene_word (scene, 2));
  what.quantity_u = scene_quantity (scene, scene_word (scene, 4));
  if (!scene_find_item (scene, code, &item) || !scene_find_place (scene, scene_word (scene, 3), &place)
      || !scene_act (scene, &act))
    return;
  what.item = item.id;
  what.place = place.id;
  must_be_done (scene, fo_work_receive (scene->store, &act, &what, &reply, &error), error, &reply);
}

/* ---- what sales says ---------------------------------------------------------------------------------------------------------------- */

static void
copy_option (const Scene *scene, const char *name, char *to, gsize room)
{
  const char *value = scene_option (scene, name);

  if (value)
    g_strlcpy (to, value, room);
}

static void
set_order (Scene *scene)
{
  FoApplyOrder what = { .order = { .gate = FO_GATE_OPEN } };
  FoVerdict expected = FO_OK;
  const char *answer, *gate = scene_option (scene, "gate"), *priority = scene_option (scene, "priority");
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  g_strlcpy (what.order.number, scene_word (scene, 1), sizeof what.order.number);
  copy_option (scene, "deal", what.order.deal, sizeof what.order.deal);
  copy_option (scene, "customer", what.order.customer, sizeof what.order.customer);
  copy_option (scene, "channel", what.order.channel, sizeof what.order.channel);
  copy_option (scene, "state", what.order.sales_state, sizeof what.order.sales_state);
  what.gate_by_stage = what.order.sales_state[0] && !gate;
  answer = scene_option (scene, "answer");
  what.order.due_on = scene_day (scene, scene_option (scene, "due"));
  what.order.ship_complete = scene_option (scene, "complete") != NULL;
  what.order.priority = priority ? (gint32) (scene_quantity (scene, priority) / FO_ONE) : 5;
  what.remote_id = what.order.number;
  what.reference = scene_option (scene, "reference");
  if (gate && !fo_gate_parse (gate, &what.order.gate))
    scene_fail (scene, "no such gate");
  if (answer && !fo_verdict_parse (answer, &expected))
    scene_fail (scene, "no such verdict");
  if (scene->failure || !scene_act (scene, &act))
    return;
  if (!fo_work_apply_order (scene->store, &act, &what, &reply, &error))
    scene_fail_error (scene, error);
  else if (reply.verdict != expected)
    scene_fail (scene, "sales was told %s", fo_verdict_name (reply.verdict));
}

static FoTxnEnd
count_lines (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FoLine *next = data;

  if (!fo_lines_of_order (txn, next->order_id, lines, error))
    return FO_TXN_FAIL;
  next->position = (gint32) lines->len + 1;
  return FO_TXN_COMMIT;
}

static void
set_line (Scene *scene)
{
  FoApplyLine what = { .line = { .certificate_on = FO_DAY_NONE } };
  const char *life = scene_option (scene, "life");
  FoMinLife asked = { 0, 0 };
  g_autofree char *remote_id = NULL;
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoOrder order;
  FoItem item;
  FoAct act;

  if (!scene_find_order (scene, scene_word (scene, 1), &order) || !scene_find_item (scene, scene_word (scene, 2), &item)
      || !scene_act (scene, &act))
    return;
  what.line.order_id = order.id;
  what.line.item_id = item.id;
  what.line.goods = item.kind == FO_ITEM_GOODS;
  if (scene_option (scene, "source") && !fo_source_parse (scene_option (scene, "source"), &what.line.source))
    scene_fail (scene, "no such source");
  what.line.ordered_u = scene_quantity (scene, scene_word (scene, 3));
  if (life && !fo_min_life_parse (life, &asked))
    scene_fail (scene, "no such life");
  what.line.min_life_days = fo_min_life_days (&asked, &item);
  copy_option (scene, "lot", what.line.lot_wanted, sizeof what.line.lot_wanted);
  copy_option (scene, "owner", what.line.owner, sizeof what.line.owner);
  scene_read (scene, count_lines, &what.line);
  remote_id = scene_option (scene, "id") ? g_strdup (scene_option (scene, "id"))
                                         : g_strdup_printf ("%s-%d", order.number, what.line.position);
  what.remote_id = remote_id;
  what.substitutes = scene_substitutes_said (scene);
  must_be_done (scene, fo_work_apply_line (scene->store, &act, &what, &reply, &error), error, &reply);
}

typedef struct {
  FoId order, item, line;
} FindLine;

static FoTxnEnd
find_line (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FindLine *find = data;

  if (!fo_lines_of_order (txn, find->order, lines, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, FoLine, i).item_id == find->item)
      find->line = g_array_index (lines, FoLine, i).id;
  return FO_TXN_COMMIT;
}

static void
read_supply (Scene *scene, FoSupply *supply)
{
  const char *progress = scene_option (scene, "progress"), *tolerance = scene_option (scene, "tolerance"),
             *whose = scene_option (scene, "for");
  FindLine find = { 0 };
  FoOrder order;
  FoItem item;

  if (!fo_supply_kind_parse (scene_word (scene, 1), &supply->kind))
    scene_fail (scene, "purchase or production?");
  g_strlcpy (supply->number, scene_word (scene, 2), sizeof supply->number);
  if (!scene_find_item (scene, scene_word (scene, 3), &item))
    return;
  supply->item_id = find.item = item.id;
  supply->ordered_u = scene_quantity (scene, scene_word (scene, 4));
  supply->progress_percent = progress ? (gint32) (scene_quantity (scene, progress) / FO_ONE) : 0;
  supply->tolerance_percent = tolerance ? (gint32) (scene_quantity (scene, tolerance) / FO_ONE) : 0;
  supply->ready_on = scene_day (scene, scene_option (scene, "ready"));
  if (scene_option (scene, "state") && !fo_supply_state_parse (scene_option (scene, "state"), &supply->state))
    scene_fail (scene, "a supply is open, closed or cancelled");
  if (!whose || !scene_find_order (scene, whose, &order))
    return;
  find.order = order.id;
  scene_read (scene, find_line, &find);
  supply->line_id = find.line;
  supply->dedicated = scene_option (scene, "only") != NULL;
}

static void
set_supply (Scene *scene)
{
  FoApplySupply what = { .supply = { .state = FO_SUPPLY_OPEN } };
  g_auto (FoReply) reply = { 0 };
  g_autofree char *remote_id = NULL;
  GError *error = NULL;
  FoAct act;

  read_supply (scene, &what.supply);
  what.reference = scene_option (scene, "reference");
  if (scene->failure || !scene_act (scene, &act))
    return;
  what.remote_id = remote_id = g_strdup_printf ("%s-%s", what.supply.number, scene_word (scene, 3));
  must_be_done (scene, fo_work_apply_supply (scene->store, &act, &what, &reply, &error), error, &reply);
}

static void
set_gate (Scene *scene)
{
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoOrder order;
  FoGate gate;
  FoAct act;

  if (!fo_gate_parse (scene_word (scene, 2), &gate))
    scene_fail (scene, "open or closed?");
  if (!scene->failure && scene_find_order (scene, scene_word (scene, 1), &order) && scene_act (scene, &act))
    must_be_done (scene, fo_work_gate (scene->store, &act, order.id, gate, "", &reply, &error), error, &reply);
}

/* Sales calls the order off; what the warehouse must answer may be named. */
static void
cancel (Scene *scene)
{
  FoApplyOrder what = { .cancelled = true };
  FoVerdict expected = FO_OK;
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  if (scene->n_words > 2 && !fo_verdict_parse (scene->words[2], &expected))
    scene_fail (scene, "no such verdict");
  if (!scene_find_order (scene, scene_word (scene, 1), &what.order) || !scene_act (scene, &act))
    return;
  what.remote_id = what.order.remote_id;
  if (!fo_work_apply_order (scene->store, &act, &what, &reply, &error))
    scene_fail_error (scene, error);
  else if (reply.verdict != expected)
    scene_fail (scene, "sales was told %s", fo_verdict_name (reply.verdict));
}

static void
set_lot_state (Scene *scene, FoLotState state)
{
  FoBlock what = { .state = state, .reason = scene_word (scene, 2) };
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoItem item;
  FoLot lot;
  FoAct act;

  if (!scene_find_lot (scene, scene_word (scene, 1), &item, &lot) || !scene_act (scene, &act))
    return;
  what.lot = lot.id;
  must_be_done (scene, fo_work_block (scene->store, &act, &what, &reply, &error), error, &reply);
}

static void
set_block (Scene *scene)
{
  set_lot_state (scene, FO_LOT_STATE_BLOCKED);
}

static void
set_free (Scene *scene)
{
  set_lot_state (scene, FO_LOT_STATE_FREE);
}

static void
morning (Scene *scene)
{
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  if (scene_act (scene, &act))
    must_be_done (scene, fo_work_morning (scene->store, &act, &reply, &error), error, &reply);
}

bool
scene_set (Scene *scene, const char *verb)
{
  static const struct {
    const char *verb;
    void (*set) (Scene *scene);
  } verbs[] = { { "place", set_place }, { "item", set_item },  { "pack", set_pack }, { "stock", set_stock },
                { "order", set_order }, { "line", set_line },  { "gate", set_gate }, { "supply", set_supply },
                { "block", set_block }, { "unblock", set_free }, { "cancel", cancel }, { "morning", morning },
                { "announce", scene_announce }, { "sent", scene_sent }, { "kit", scene_set_kit }, { "substitute", scene_set_substitute },
                { "stage", scene_set_stage },
                { "person", scene_set_person }, { "two", scene_set_two },
                { "customer", scene_set_customer }, { "change", scene_change_line }, { "ask", scene_ask }, { "document", scene_set_document } };

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i].verb, verb) == 0) {
      verbs[i].set (scene);
      return true;
    }
  return false;
}
