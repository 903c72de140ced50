/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scenes about marked goods: what a list announces, and where a unit is. */
#include "scene-inside.h"

#include "firstout/work/codes.h"

#include "firstout/store/lots.h"
#include "firstout/work/certificates.h"

#include <json-c/json.h>
#include <string.h>

static char *
bytes_of (const char *text)
{
  GString *bytes = g_string_new (text);

  g_string_replace (bytes, "<GS>", "\x1d", 0);
  return g_string_free (bytes, FALSE);
}

/* The identity is what stands before the first GS. */
static void
read_mark (const char *text, FoMark *mark)
{
  g_autofree char *code = bytes_of (text);
  g_autofree char *identity = g_strndup (code, strcspn (code, "\x1d"));

  g_strlcpy (mark->code, code, sizeof mark->code);
  g_strlcpy (mark->identity, identity, sizeof mark->identity);
}

void
scene_announce (Scene *scene)
{
  const char *goods = scene_word (scene, 2), *slash = strchr (goods, '/');
  g_autofree char *article = g_strndup (goods, slash ? (gsize) (slash - goods) : strlen (goods));
  FoAnnounce what = { .lot = slash ? slash + 1 : "" };
  g_auto (FoReply) reply = { 0 };
  GError *error = NULL;
  FoItem item;
  FoAct act;

  read_mark (scene_word (scene, 1), &what.carton);
  read_mark (scene_word (scene, 3), &what.unit);
  what.expires_on = scene->n_words > 4 ? scene_day (scene, scene_word (scene, 4)) : FO_DAY_NONE;
  if (!scene_find_item (scene, article, &item) || !scene_act (scene, &act))
    return;
  what.item = item.id;
  if (!fo_work_announce (scene->store, &act, &what, &reply, &error))
    scene_fail_error (scene, error);
  else if (reply.verdict != FO_OK)
    scene_fail (scene, "refused: %s", fo_verdict_name (reply.verdict));
}

typedef struct {
  const char *identity;
  FoUnit unit, carton;
  FoItem item;
  char order[FO_NUMBER_MAX];
  FoPlace place;
  bool found;
} ReadUnit;

static FoTxnEnd
read_unit (FoTxn *txn, gpointer data, GError **error)
{
  ReadUnit *read = data;
  const char *colon = strchr (read->identity, ':');
  FoFound found = FO_FOUND;
  FoMark mark;

  if (colon) { /* a serial number of an item */
    g_autofree char *code = g_strndup (read->identity, (gsize) (colon - read->identity));

    found = fo_item_find_by_code (txn, code, &read->item, error);
    if (found == FO_FOUND && fo_mark_of_serial (&read->item, colon + 1, &mark) != FO_OK)
      found = FO_ABSENT;
  }
  if (found == FO_FOUND)
    found = fo_unit_find (txn, colon ? mark.identity : read->identity, &read->unit, error);

  read->found = found == FO_FOUND;
  if (found != FO_FOUND)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  if ((read->unit.item_id && fo_item_find (txn, read->unit.item_id, &read->item, error) != FO_FOUND)
      || (read->unit.carton_id && fo_unit_find_by_id (txn, read->unit.carton_id, &read->carton, error) != FO_FOUND)
      || (read->unit.place_id && fo_place_find (txn, read->unit.place_id, &read->place, error) != FO_FOUND)
      || (read->unit.line_id && !fo_unit_order (txn, read->unit.line_id, read->order, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static void
add_text (json_object *object, const char *key, const char *text)
{
  json_object_object_add (object, key, json_object_new_string (text));
}

void
scene_expect_unit (Scene *scene)
{
  ReadUnit read = { .identity = scene_word (scene, 2) };
  g_autoptr (GString) code = NULL;
  json_object *object;

  scene_read (scene, read_unit, &read);
  if (read.found == (strcmp (scene_word (scene, 3), "unknown") == 0)) {
    scene_fail (scene, "the unit %s is %sknown", read.identity, read.found ? "" : "not ");
    return;
  }
  if (!read.found)
    return;
  code = g_string_new (read.unit.code);
  g_string_replace (code, "\x1d", "<GS>", 0);
  object = json_object_new_object ();
  add_text (object, "state", fo_unit_state_name (read.unit.state));
  add_text (object, "lot", read.unit.lot);
  add_text (object, "item", read.item.code);
  add_text (object, "carton", read.carton.identity);
  add_text (object, "order", read.order);
  add_text (object, "code", code->str);
  add_text (object, "place", read.place.code);
  scene_compare_fields (scene, 3, object);
  json_object_put (object);
}

/* ---- days ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FoLot *lot;
  FoLotDays days;
} ReadDays;

static FoTxnEnd
read_days (FoTxn *txn, gpointer data, GError **error)
{
  ReadDays *read = data;

  return fo_lot_days_get (txn, read->lot, &read->days, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
add_day (json_object *object, const char *key, FoDay day)
{
  char text[FO_DAY_TEXT_MAX];

  add_text (object, key, fo_day_print_iso (day, text));
}

void
scene_expect_days (Scene *scene)
{
  json_object *object;
  FoItem item;
  FoLot lot;
  ReadDays read = { .lot = &lot };

  if (!scene_find_lot (scene, scene_word (scene, 2), &item, &lot))
    return;
  scene_read (scene, read_days, &read);
  object = json_object_new_object ();
  add_day (object, "expires", lot.expires_on);
  add_day (object, "best-before", read.days.best_before_on);
  add_day (object, "use-by", read.days.use_by_on);
  add_day (object, "produced", read.days.produced_on);
  add_day (object, "packed", read.days.packed_on);
  scene_compare_fields (scene, 3, object);
  json_object_put (object);
}

/* `expect certificates N`: so many are due. */
void
scene_expect_certificates (Scene *scene)
{
  g_autoptr (GArray) dues = g_array_new (FALSE, FALSE, sizeof (FoCertificateDue));
  GError *error = NULL;

  if (!fo_work_certificates (scene->store, 0, dues, &error))
    scene_fail_error (scene, error);
  else if ((FoQuantity) dues->len * FO_ONE != scene_quantity (scene, scene_word (scene, 2)))
    scene_fail (scene, "%u certificates are due", dues->len);
}
