/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/handover.h"
#include "firstout/store/exchange.h"
#include "firstout/store/notes.h"
#include "firstout/store/orders.h"
#include "firstout/store/people.h"
#include "firstout/store/reservations.h"
#include "firstout/store/stock.h"
#include "firstout/store/stocktakes.h"
#include "firstout/work/reserve.h"
#include "inside.h"
#include <string.h>

enum { PLACES_MAX = 100, OPERATIONS_MAX = 50000, PAGE = 500, MOVES_MAX = 20000 };

/* ---- the note -------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
write_note (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  FoNote note = { .id = context->act->operation, .at_us = fo_store_now_us (fo_txn_store (txn)) };

  (void) error;
  g_strlcpy (note.person, context->act->person ? context->act->person : "", sizeof note.person);
  g_strlcpy (note.station, context->act->station ? context->act->station : "", sizeof note.station);
  if (!*(const char *) data)
    return fo_refuse (reply, FO_CODE_EMPTY);
  if (g_strlcpy (note.text, data, sizeof note.text) >= sizeof note.text)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  fo_note_insert (txn, &note);
  return FO_TXN_COMMIT;
}

bool
fo_work_note (FoStore *store, const FoAct *act, const char *text, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "note", write_note, text, reply, error);
}

/* ---- what is open ------------------------------------------------------------------------------------------------------ */

static FoOpenThing *
add (GArray *things, FoOpenKind kind, const char *what, const char *detail)
{
  FoOpenThing thing = { .kind = kind };

  g_strlcpy (thing.what, what, sizeof thing.what);
  g_strlcpy (thing.detail, detail, sizeof thing.detail);
  g_array_append_val (things, thing);
  return &g_array_index (things, FoOpenThing, things->len - 1);
}

/* Released and not gone: on its way over the floor, at a bench, or put by. */
static bool
add_orders (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));

  if (!fo_orders_open (txn, NULL, PAGE, orders, error))
    return false;
  for (guint i = 0; i < orders->len && things->len < FO_HANDOVER_EACH_MAX; i++) {
    const FoOrder *order = &g_array_index (orders, FoOrder, i);

    if (order->state == FO_ORDER_PICKING || order->state == FO_ORDER_PICKED)
      add (things, FO_OPEN_ORDER, order->number, order->customer)->count = order->state == FO_ORDER_PICKED;
  }
  return true;
}

static bool
add_places (FoTxn *txn, FoPlaceKind place_kind, FoOpenKind kind, GArray *things, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));

  if (!fo_places_of_kind (txn, place_kind, PLACES_MAX, places, error))
    return false;
  for (guint i = 0; i < places->len; i++) {
    const FoPlace *place = &g_array_index (places, FoPlace, i);
    g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));

    if (!fo_balances_at_place (txn, place->id, rows, error))
      return false;
    if (rows->len > 0)
      add (things, kind, place->code, place->name)->count = rows->len;
  }
  return true;
}

static bool
add_counts (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (FoCountWish));
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (FoStocktake));

  if (!fo_count_wishes_page (txn, 0, FO_HANDOVER_EACH_MAX, wishes, error)
      || !fo_stocktakes_page (txn, 0, FO_HANDOVER_EACH_MAX, counts, error))
    return false;
  for (guint i = 0; i < wishes->len; i++) {
    const FoCountWish *wish = &g_array_index (wishes, FoCountWish, i);
    g_autofree char *detail = g_strdup_printf ("%s%s%s", wish->item, *wish->lot ? " · " : "", wish->lot);
    add (things, FO_OPEN_COUNT_WISH, wish->place, detail);
  }
  for (guint i = 0; i < counts->len; i++) {
    const FoStocktake *count = &g_array_index (counts, FoStocktake, i);
    add (things, FO_OPEN_COUNT, count->place, count->person);
  }
  return true;
}

static bool
add_broken (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) broken = g_array_new (FALSE, FALSE, sizeof (FoBroken));

  if (!fo_broken_page (txn, 0, FO_HANDOVER_EACH_MAX, broken, error))
    return false;
  for (guint i = 0; i < broken->len; i++) {
    const FoBroken *one = &g_array_index (broken, FoBroken, i);
    g_autofree char *detail = g_strdup_printf ("%s · %s", one->customer, one->item);
    FoOpenThing *thing = add (things, FO_OPEN_BROKEN, one->order, detail);

    thing->quantity_u = one->missing_u;
    g_strlcpy (thing->unit, one->unit, sizeof thing->unit);
  }
  return true;
}

/* Those that are picked, or have left, need no day any more. */
static bool
add_ending (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoValidity));

  if (!fo_orders_ending (txn, FO_HANDOVER_EACH_MAX, list, error))
    return false;
  for (guint i = 0; i < list->len; i++) {
    const FoValidity *one = &g_array_index (list, FoValidity, i);
    g_autofree char *detail = NULL;
    char day[FO_DAY_TEXT_MAX];
    FoOrder order;

    if (fo_order_find (txn, one->order_id, &order, error) != FO_FOUND)
      return false;
    if (fo_order_is_released (&order) || order.state == FO_ORDER_ALL_SHIPPED || order.state == FO_ORDER_IS_CANCELLED)
      continue;
    detail = g_strdup_printf ("%s · %s", order.customer, fo_day_print_iso (one->until, day));
    add (things, FO_OPEN_ENDING, order.number, detail);
  }
  return true;
}

static bool
add_alone (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoAlone));

  if (!fo_alone_open (txn, list, error))
    return false;
  for (guint i = 0; i < MIN (list->len, FO_HANDOVER_EACH_MAX); i++) {
    const FoAlone *alone = &g_array_index (list, FoAlone, i);
    g_autofree char *detail = g_strdup_printf ("%s · %s", alone->kind, alone->station);

    add (things, FO_OPEN_ALONE, alone->person, detail)->id = alone->operation;
  }
  return true;
}

static bool
add_conflicts (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) conflicts = g_array_new (FALSE, FALSE, sizeof (FoConflict));
  bool read;

  g_array_set_clear_func (conflicts, (GDestroyNotify) fo_conflict_clear);
  read = fo_conflicts_page (txn, 0, FO_HANDOVER_EACH_MAX, conflicts, error);
  for (guint i = 0; i < conflicts->len; i++) {
    const FoConflict *conflict = &g_array_index (conflicts, FoConflict, i);
    g_autofree char *detail = g_strdup_printf ("%s %s", conflict->entity, conflict->remote_id);
    add (things, FO_OPEN_CONFLICT, conflict->kind, detail);
  }
  return read;
}

/* ---- who did how much ---------------------------------------------------------------------------------------------------- */

/* The least id of that moment: behind it come those of the shift. */
static FoId
id_at (gint64 at_us)
{
  FoIdMaker maker;

  fo_id_maker_init (&maker, 0, 0);
  return fo_id_next (&maker, at_us);
}

/* "receive 14 · pick 30" */
static void
add_person (GArray *things, const char *person, GHashTable *kinds)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (kinds), (GCompareFunc) strcmp);
  g_autoptr (GString) detail = g_string_new (NULL);
  guint sum = 0;

  for (GList *name = names; name; name = name->next) {
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, name->data));
    g_string_append_printf (detail, "%s%s %u", detail->len ? " · " : "", (const char *) name->data, n);
    sum += n;
  }
  add (things, FO_OPEN_DONE, person, detail->str)->count = sum;
}

/* What sales or a table changed is nobody's shift. */
static bool
is_of_the_floor (const FoDone *done)
{
  return !g_str_has_prefix (done->kind, "apply-") && !g_str_equal (done->kind, "refused") && !g_str_equal (done->kind, "answered") && !g_str_equal (done->kind, "announce") && !g_str_equal (done->kind, "morning");
}

static void
sum_up (const GArray *done, GHashTable *people)
{
  for (guint i = 0; i < done->len; i++) {
    const FoDone *one = &g_array_index (done, FoDone, i);
    GHashTable *kinds = g_hash_table_lookup (people, one->person);
    const char *kind = g_intern_string (one->kind);

    if (!is_of_the_floor (one))
      continue;
    if (!kinds) {
      kinds = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (people, g_strdup (one->person), kinds);
    }
    g_hash_table_insert (kinds, (gpointer) kind, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (kinds, kind)) + 1));
  }
}

/* What changes what was promised, counted or written on goods: nobody else asks about it later. */
static bool
is_for_lead (const char *kind)
{
  static const char *const kinds[] = { "block",   "unblock", "correct-day", "correct-number", "relabel", "recall", "find",   "short",
                                       "scrap",   "gate",    "preempt",     "priority",       "undo",    "lost",   "return-decide",
                                       "to-supplier", "refused", NULL };

  return g_strv_contains (kinds, kind);
}

static void
add_name (gpointer person, gpointer n, gpointer text)
{
  GString *detail = text;

  g_string_append_printf (detail, "%s%s%s%u", detail->len ? " · " : "", (const char *) person, *(const char *) person ? " " : "", GPOINTER_TO_UINT (n));
}

static void
add_for_lead (GArray *things, const GArray *done)
{
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GList) names = NULL;

  for (guint i = 0; i < done->len; i++) {
    const FoDone *one = &g_array_index (done, FoDone, i);
    const char *kind = g_intern_string (one->kind);
    GHashTable *people = g_hash_table_lookup (kinds, kind);

    if (!is_for_lead (kind))
      continue;
    if (!people) {
      people = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (kinds, (gpointer) kind, people);
    }
    g_hash_table_insert (people, (gpointer) one->person, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (people, one->person)) + 1));
  }
  names = g_list_sort (g_hash_table_get_keys (kinds), (GCompareFunc) strcmp);
  for (GList *name = names; name; name = name->next) {
    g_autoptr (GString) detail = g_string_new (NULL);

    g_hash_table_foreach (g_hash_table_lookup (kinds, name->data), add_name, detail);
    add (things, FO_OPEN_FOR_LEAD, name->data, detail->str);
  }
}

/* A pick with a reason passed an older lot, or what stood on the label; those of the shift, newest first. */
static bool
add_skipped (FoTxn *txn, FoId since, GArray *things, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (FoMovementLine));
  FoId before = 0;

  for (guint looked_at = 0, found = 0; looked_at < MOVES_MAX && found < FO_HANDOVER_EACH_MAX; looked_at += moves->len) {
    g_array_set_size (moves, 0);
    if (!fo_movements_page (txn, before, PAGE, moves, error))
      return false;
    for (guint i = 0; i < moves->len && found < FO_HANDOVER_EACH_MAX; i++) {
      const FoMovementLine *move = &g_array_index (moves, FoMovementLine, i);
      g_autofree char *what = g_strdup_printf ("%s %s", move->item, move->lot), *detail = g_strdup_printf ("%s%s%s", move->from, *move->person ? " · " : "", move->person);
      FoOpenThing *thing;

      if (move->id <= since)
        return true;
      if (move->kind != FO_MOVE_PICK || !*move->reason)
        continue;
      thing = add (things, FO_OPEN_SKIPPED, what, detail);
      thing->quantity_u = move->quantity_u;
      g_strlcpy (thing->unit, move->unit, sizeof thing->unit);
      g_strlcpy (thing->reason, move->reason, sizeof thing->reason);
      found++;
    }
    if (moves->len < PAGE)
      break;
    before = g_array_index (moves, FoMovementLine, moves->len - 1).id;
  }
  return true;
}

static bool
add_done (FoTxn *txn, GArray *things, GError **error)
{
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (FoDone));
  g_autoptr (GHashTable) people
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GList) names = NULL;
  FoId since = id_at (fo_store_now_us (fo_txn_store (txn)) - (gint64) FO_HANDOVER_HOURS * 3600 * G_USEC_PER_SEC);

  if (!add_skipped (txn, since, things, error) || !fo_operations_since (txn, since, OPERATIONS_MAX, done, error))
    return false;
  add_for_lead (things, done);
  sum_up (done, people);
  names = g_list_sort (g_hash_table_get_keys (people), (GCompareFunc) strcmp);
  for (GList *name = names; name; name = name->next)
    add_person (things, name->data, g_hash_table_lookup (people, name->data));
  return true;
}

bool
fo_handover_read (FoTxn *txn, GArray *things, GError **error)
{
  return add_orders (txn, things, error) && add_places (txn, FO_PLACE_DOCK, FO_OPEN_PUT_AWAY, things, error)
         && add_counts (txn, things, error) && add_places (txn, FO_PLACE_QUARANTINE, FO_OPEN_QUARANTINE, things, error)
         && add_broken (txn, things, error) && add_ending (txn, things, error)
         && add_conflicts (txn, things, error)
         && add_alone (txn, things, error) && add_done (txn, things, error);
}
