/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scenes about deals: kits, customers, what sales changes and asks, what is asked of a person, and what sales hears. */
#include "scene-inside.h"

#include "firstout/store/channels.h"
#include "firstout/store/reservations.h"
#include "firstout/work/apply.h"
#include "firstout/work/asking.h"
#include "firstout/work/deliver.h"
#include "firstout/work/json.h"
#include "firstout/work/thread.h"

#include <json-c/json.h>
#include <string.h>

/* What sales is told, where a verdict is named at the end of the line. */
static void
answered (Scene *scene, bool done, GError *error, const FoReply *reply, const char *expected)
{
  FoVerdict verdict = FO_OK;

  if (expected && !fo_verdict_parse (expected, &verdict))
    scene_fail (scene, "no such verdict");
  if (!done)
    scene_fail_error (scene, error);
  else if (reply->verdict != verdict)
    scene_fail (scene, "sales was told %s", fo_verdict_name (reply->verdict));
}

void
scene_set_kit (Scene *scene)
{
  FoApplyKitLine what = { .remote_id = NULL };
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoItem kit, component;
  FoAct act;

  if (!scene_find_item (scene, scene_word (scene, 1), &kit) || !scene_find_item (scene, scene_word (scene, 2), &component)
      || !scene_act (scene, &act))
    return;
  what.kit = kit.id;
  what.component = component.id;
  what.quantity_u = scene_quantity (scene, scene_word (scene, 3));
  answered (scene, fo_work_apply_kit_line (scene->store, &act, &what, &reply, &error), error, &reply,
            scene->n_words > 4 ? scene->words[4] : NULL);
}

/* `substitute ITEM INSTEAD [quantity=N] [for=N] [priority=N] [asks=nobody|lead|sales] [gone]` */
void
scene_set_substitute (Scene *scene)
{
  FoApplySubstitute what = { .gone = scene_option (scene, "gone") != NULL };
  const char *of = scene_option (scene, "for"), *quantity = scene_option (scene, "quantity"), *priority = scene_option (scene, "priority");
  const char *asks = scene_option (scene, "asks");
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoItem item, instead;
  FoAct act;

  if (!scene_find_item (scene, scene_word (scene, 1), &item) || !scene_find_item (scene, scene_word (scene, 2), &instead))
    return;
  what.substitute = (FoSubstitute){ .item = item.id, .instead = instead.id, .asks = FO_ASKS_LEAD };
  what.substitute.for_u = of ? scene_quantity (scene, of) : FO_ONE;
  what.substitute.instead_u = quantity ? scene_quantity (scene, quantity) : FO_ONE;
  what.substitute.priority = priority ? (int32_t) (scene_quantity (scene, priority) / FO_ONE) : 0;
  if (asks && !fo_substitute_asks_parse (asks, &what.substitute.asks))
    scene_fail (scene, "asks whom?");
  if (!scene->failure && scene_act (scene, &act))
    answered (scene, fo_work_apply_substitute (scene->store, &act, &what, &reply, &error), error, &reply, NULL);
}

/* What sales says of a line's substitutes: `substitutes=yes|no`. */
FoSubstitutesSaid
scene_substitutes_said (Scene *scene)
{
  const char *said = scene_option (scene, "substitutes");
  FoSubstitutesSaid ret = FO_SUBSTITUTES_UNSAID;

  if (said && !fo_substitutes_said_parse (said, &ret))
    scene_fail (scene, "substitutes: yes or no?");
  return ret;
}

void
scene_set_customer (Scene *scene)
{
  FoApplyCustomer what = { .remote_id = NULL };
  const char *life = scene_option (scene, "life");
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoAct act;

  g_strlcpy (what.customer.name, scene_word (scene, 1), sizeof what.customer.name);
  what.customer.min_life_days = life ? (gint32) (scene_quantity (scene, life) / FO_ONE) : 0;
  what.customer.blocked = scene_option (scene, "blocked") != NULL;
  what.customer.credit = scene_option (scene, "credit") != NULL;
  if (!scene->failure && scene_act (scene, &act))
    answered (scene, fo_work_apply_customer (scene->store, &act, &what, &reply, &error), error, &reply, NULL);
}

static FoTxnEnd
write_stage (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_channel_set (txn, data);
  return FO_TXN_COMMIT;
}

/* `stage STAGE WORD [CHANNEL]`: what a sales channel calls a stage. */
void
scene_set_stage (Scene *scene)
{
  FoChannelWord word = { .channel = "" };
  GError *error = NULL;

  if (!fo_stage_parse (scene_word (scene, 1), &word.stage)) {
    scene_fail (scene, "no such stage");
    return;
  }
  g_strlcpy (word.word, scene_word (scene, 2), sizeof word.word);
  g_strlcpy (word.channel, scene->n_words > 3 ? scene->words[3] : "", sizeof word.channel);
  if (!fo_store_write (scene->store, 0, write_stage, &word, &error))
    scene_fail_error (scene, error);
}

typedef struct {
  FoId order, item;
  FoLine line;
} Find;

static FoTxnEnd
find_line (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  Find *find = data;

  if (!fo_lines_of_order (txn, find->order, lines, error))
    return FO_TXN_FAIL;
  for (guint i = lines->len; i > 0; i--)
    if (g_array_index (lines, FoLine, i - 1).item_id == find->item)
      find->line = g_array_index (lines, FoLine, i - 1);
  return FO_TXN_COMMIT;
}

/* Sales wants another quantity of a line, or other goods instead: `change ORDER ITEM QUANTITY [VERDICT] [substitutes=yes|no]`. */
void
scene_change_line (Scene *scene)
{
  FoApplyLine what = { .remote_id = NULL };
  g_auto (FoReply) reply = { 0 };
  Find find = { 0 };
  GError *error = NULL;
  FoOrder order;
  FoItem item;
  FoAct act;

  if (!scene_find_order (scene, scene_word (scene, 1), &order) || !scene_find_item (scene, scene_word (scene, 2), &item)
      || !scene_act (scene, &act))
    return;
  find.order = order.id;
  find.item = item.id;
  scene_read (scene, find_line, &find);
  what.line = find.line;
  what.line.goods = true;
  what.line.ordered_u = scene_quantity (scene, scene_word (scene, 3));
  if (find.line.flags & FO_LINE_REPLACED) /* what is called off there stands on other lines: sales called nothing off */
    what.line.cancelled_u = 0;
  if (find.line.flags & FO_LINE_LIFE_OF_CUSTOMER)
    what.line.min_life_days = 0;
  what.remote_id = find.line.remote_id;
  what.substitutes = scene_option (scene, "substitutes")             ? scene_substitutes_said (scene)
                     : find.line.flags & FO_LINE_SUBSTITUTES_YES ? FO_SUBSTITUTES_ALLOWED
                     : find.line.flags & FO_LINE_SUBSTITUTES_NO  ? FO_SUBSTITUTES_REFUSED
                                                                 : FO_SUBSTITUTES_UNSAID;
  answered (scene, fo_work_apply_line (scene->store, &act, &what, &reply, &error), error, &reply,
            scene->n_words > 4 && !strchr (scene->words[4], '=') ? scene->words[4] : NULL);
}

/* `ask ITEM QUANTITY [for=ORDER] [note=TEXT] [withdrawn]` */
void
scene_ask (Scene *scene)
{
  const char *whose = scene_option (scene, "for");
  FoAskAvailability what = { .note = scene_option (scene, "note"), .withdrawn = scene_option (scene, "withdrawn") != NULL };
  g_autofree char *remote_id = NULL;
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoOrder order;
  FoItem item;
  FoAct act;

  if (!scene_find_item (scene, scene_word (scene, 1), &item) || (whose && !scene_find_order (scene, whose, &order))
      || !scene_act (scene, &act))
    return;
  what.item = item.id;
  what.order = whose ? order.id : 0;
  what.quantity_u = scene_quantity (scene, scene_word (scene, 2));
  what.remote_id = remote_id = g_strdup_printf ("ask-%s", item.code);
  answered (scene, fo_work_ask_availability (scene->store, &act, &what, &reply, &error), error, &reply, NULL);
}

/* ---- what must be so --------------------------------------------------------------------------------------------- */

/* `expect question N FIELD=VALUE …`, `expect questions COUNT`: of what waits for a person. */
void
scene_expect_question (Scene *scene)
{
  g_autofree char *json = NULL;
  GError *error = NULL;
  json_object *list;
  int n = (int) (scene_quantity (scene, scene_word (scene, 2)) / FO_ONE);

  if (!fo_work_to_decide (scene->store, &json, &error)) {
    scene_fail_error (scene, error);
    return;
  }
  list = json_tokener_parse (json);
  if (strcmp (scene_word (scene, 1), "questions") == 0) {
    if ((int) json_object_array_length (list) != n)
      scene_fail (scene, "what waits for a person is %s", json);
  } else if (n < 1 || (int) json_object_array_length (list) < n)
    scene_fail (scene, "what waits for a person is %s", json);
  else
    scene_compare_fields (scene, 3, json_object_array_get_idx (list, (size_t) n - 1));
  json_object_put (list);
}

/* `expect thread NUMBER KIND [FIELD=VALUE …]`: the deal's thread has such an event. */
void
scene_expect_thread (Scene *scene)
{
  g_autofree char *json = NULL;
  FoVerdict verdict = FO_OK;
  GError *error = NULL;
  json_object *thread, *events;
  bool found = false;

  if (!fo_work_thread_json (scene->store, scene_word (scene, 2), &json, &verdict, &error)) {
    scene_fail_error (scene, error);
    return;
  }
  thread = json ? json_tokener_parse (json) : NULL;
  events = thread ? json_object_object_get (thread, "events") : NULL;
  for (size_t i = 0; events && i < json_object_array_length (events); i++) {
    json_object *event = json_object_array_get_idx (events, i);
    const char *kind = json_object_get_string (json_object_object_get (event, "kind"));
    bool fits = strcmp (kind, scene_word (scene, 3)) == 0;

    for (guint w = 4; fits && w < scene->n_words; w++) {
      g_auto (GStrv) pair = g_strsplit (scene->words[w], "=", 2);
      json_object *value = json_object_object_get (event, pair[0]);
      fits = g_strcmp0 (value ? json_object_get_string (value) : "-", pair[1]) == 0;
    }
    found = found || fits;
  }
  if (!found)
    scene_fail (scene, "no such event in %s", json ? json : fo_verdict_name (verdict));
  json_object_put (thread);
}

static FoTxnEnd
read_broken (FoTxn *txn, gpointer data, GError **error)
{
  return fo_broken_page (txn, 0, 100, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* `expect broken ORDER ITEM FIELD=VALUE …`, or `expect broken ORDER ITEM none`: what stands on the list of lost promises. */
void
scene_expect_broken (Scene *scene)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoBroken));
  const FoBroken *found = NULL;
  json_object *object;

  scene_read (scene, read_broken, rows);
  for (guint i = 0; i < rows->len && !found; i++) {
    const FoBroken *row = &g_array_index (rows, FoBroken, i);
    if (strcmp (row->order, scene_word (scene, 2)) == 0 && strcmp (row->item, scene_word (scene, 3)) == 0)
      found = row;
  }
  if (strcmp (scene_word (scene, 4), "none") == 0) {
    if (found)
      scene_fail (scene, "it stands on the list");
    return;
  }
  if (!found) {
    scene_fail (scene, "no such line on the list of lost promises");
    return;
  }
  object = json_object_new_object ();
  json_object_object_add (object, "lost", fo_json_quantity (found->lost_u));
  json_object_object_add (object, "missing", fo_json_quantity (found->missing_u));
  json_object_object_add (object, "waits", fo_json_quantity (found->waits_u));
  json_object_object_add (object, "ready_on", fo_json_day (found->ready_on));
  json_object_object_add (object, "why", json_object_new_string (found->why));
  scene_compare_fields (scene, 4, object);
  json_object_put (object);
}

/* `expect could ITEM QUANTITY [life=DAYS] FIELD=VALUE …`: by when so much could be delivered; steps as "DAY QUANTITY SUPPLY, …". */
void
scene_expect_could (Scene *scene)
{
  const char *life = scene_option (scene, "life");
  g_autofree char *json = NULL;
  g_autoptr (GString) steps = g_string_new (NULL);
  FoVerdict verdict = FO_OK;
  GError *error = NULL;
  json_object *answer, *list = NULL;

  if (!fo_work_could_deliver (scene->store, scene_word (scene, 2), scene_quantity (scene, scene_word (scene, 3)),
                              life ? (gint32) (scene_quantity (scene, life) / FO_ONE) : 0, &json, &verdict, &error)) {
    scene_fail_error (scene, error);
    return;
  }
  answer = json ? json_tokener_parse (json) : json_object_new_object ();
  if (!json)
    json_object_object_add (answer, "verdict", json_object_new_string (fo_verdict_name (verdict)));
  json_object_object_get_ex (answer, "steps", &list);
  for (size_t i = 0; list && i < json_object_array_length (list); i++) {
    json_object *step = json_object_array_get_idx (list, i);

    g_string_append_printf (steps, "%s%s %s %s", steps->len ? ", " : "", json_object_get_string (json_object_object_get (step, "day")),
                            json_object_get_string (json_object_object_get (step, "quantity")),
                            json_object_get_string (json_object_object_get (step, "supply")));
    g_strchomp (steps->str);
    g_string_set_size (steps, strlen (steps->str));
  }
  json_object_object_add (answer, "steps", json_object_new_string (steps->str));
  scene_compare_fields (scene, life ? 5 : 4, answer);
  json_object_put (answer);
}
