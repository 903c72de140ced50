/* SPDX-License-Identifier: GPL-3.0-or-later
 * What could be taken for a line that is short. */
#include "firstout/store/customers.h"
#include "firstout/store/substitutes.h"
#include "substitute.h"

#include <string.h>

typedef struct {
  FoTxn *txn;
  FoLine line;
  FoOrder order;
  FoItem item;
  FoCustomer customer;
} Asked;

static FoVerdict
judge (Asked *a, const FoSubstituteOffer *offer)
{
  FoVerdict verdict =
      fo_substitute_may (offer->substitute.asks, fo_line_substitutes_said (&a->line), fo_substitute_is_lead (a->txn));

  return fo_verdict_first (verdict, offer->covers_u > 0 ? FO_OK : FO_NOT_ENOUGH_FREE);
}

static bool
add_offer (Asked *a, const FoSubstitute *substitute, GArray *offers, GError **error)
{
  FoSubstituteOffer offer = { .substitute = *substitute };
  FoDay today = fo_store_today (fo_txn_store (a->txn));
  FoItem instead;
  FoMinLife life;
  int32_t days;
  FoTurn turn;

  if (fo_item_find (a->txn, substitute->instead, &instead, error) != FO_FOUND
      || !fo_item_life_get (a->txn, instead.id, &life, error) || !fo_turn_look (a->txn, instead.id, &turn, error))
    return false;
  days = fo_min_life_of_line (a->line.flags & FO_LINE_LIFE_OF_CUSTOMER ? 0 : a->line.min_life_days,
                              a->customer.id ? a->customer.min_life_days : 0, &life, &instead);
  if (!fo_stock_room (a->txn, &turn, &instead, today, fo_lot_until_for (today, a->order.due_on, days), &offer.room_u,
                      error))
    return false;
  offer.covers_u = fo_substitute_covers (substitute, &a->item, &instead, offer.room_u, fo_line_missing (&a->line));
  offer.verdict = judge (a, &offer);
  g_strlcpy (offer.item, instead.code, sizeof offer.item);
  g_strlcpy (offer.name, instead.name, sizeof offer.name);
  g_strlcpy (offer.name_de, instead.name_de, sizeof offer.name_de);
  g_strlcpy (offer.name_en, instead.name_en, sizeof offer.name_en);
  g_strlcpy (offer.unit, instead.unit, sizeof offer.unit);
  g_array_append_val (offers, offer);
  return true;
}

static int
by_use (gconstpointer a, gconstpointer b)
{
  const FoSubstituteOffer *x = a, *y = b;

  if ((x->verdict == FO_OK) != (y->verdict == FO_OK))
    return x->verdict == FO_OK ? -1 : 1;
  if (x->substitute.priority != y->substitute.priority)
    return x->substitute.priority < y->substitute.priority ? -1 : 1;
  return strcmp (x->item, y->item);
}

static bool
know_customer (Asked *a, GError **error)
{
  a->customer.id = 0;
  return !a->order.customer[0]
         || fo_customer_find_by_name (a->txn, a->order.customer, &a->customer, error) != FO_FAILED;
}

bool
fo_substitute_offers (FoTxn *txn, FoId line, GArray *offers, GError **error)
{
  g_autoptr (GArray) substitutes = g_array_new (FALSE, FALSE, sizeof (FoSubstitute));
  Asked a = { .txn = txn };
  FoFound found = fo_line_find (txn, line, &a.line, error);

  if (found != FO_FOUND || !fo_line_may_be_met (&a.line) || fo_line_missing (&a.line) == 0)
    return found != FO_FAILED;
  if (!fo_substitutes_of (txn, a.line.item_id, substitutes, error))
    return false;
  if (substitutes->len == 0)
    return true;
  if (fo_order_find (txn, a.line.order_id, &a.order, error) != FO_FOUND || !know_customer (&a, error)
      || fo_item_find (txn, a.line.item_id, &a.item, error) != FO_FOUND)
    return false;
  for (guint i = 0; i < substitutes->len; i++)
    if (!add_offer (&a, &g_array_index (substitutes, FoSubstitute, i), offers, error))
      return false;
  g_array_sort (offers, by_use);
  return true;
}

bool
fo_order_has_substitutes (FoTxn *txn, FoId order, bool *ret_has, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine)),
                     found = g_array_new (FALSE, FALSE, sizeof (FoSubstitute));

  *ret_has = false;
  if (!fo_lines_of_order (txn, order, lines, error))
    return false;
  for (guint i = 0; i < lines->len && !*ret_has; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);

    if (!fo_line_may_be_met (line) || fo_line_missing (line) == 0)
      continue;
    if (!fo_substitutes_of (txn, line->item_id, found, error))
      return false;
    *ret_has = found->len > 0;
  }
  return true;
}

/* ---- as text ----------------------------------------------------------------------------------------------------- */

static void
add_json (GString *json, const FoSubstituteOffer *offer)
{
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "item", offer->item);
  fo_json_add_text (json, "name", offer->name);
  fo_json_add_text (json, "unit", offer->unit);
  fo_json_add_quantity (json, "quantity", offer->substitute.instead_u);
  fo_json_add_quantity (json, "stands_for", offer->substitute.for_u);
  fo_json_add_quantity (json, "free", offer->room_u);
  fo_json_add_quantity (json, "covers", offer->covers_u);
  fo_json_add_text (json, "asks", fo_substitute_asks_name (offer->substitute.asks));
  fo_json_add_text (json, "verdict", fo_verdict_name (offer->verdict));
  fo_json_close (json, '}');
}

typedef struct {
  FoId line;
  GString *json;
  FoVerdict verdict;
} Read;

static FoTxnEnd
read_offers (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, FALSE, sizeof (FoSubstituteOffer));
  Read *read = data;
  FoLine line;
  FoFound found = fo_line_find (txn, read->line, &line, error);

  read->verdict = found == FO_ABSENT ? FO_LINE_UNKNOWN : FO_OK;
  if (found != FO_FOUND)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  if (!fo_substitute_offers (txn, read->line, offers, error))
    return FO_TXN_FAIL;
  g_string_truncate (read->json, 0);
  g_string_append_c (read->json, '{');
  fo_json_add_id (read->json, "line", line.id);
  fo_json_add_quantity (read->json, "missing", fo_line_missing (&line));
  fo_json_open (read->json, "substitutes", '[');
  for (guint i = 0; i < offers->len; i++)
    add_json (read->json, &g_array_index (offers, FoSubstituteOffer, i));
  fo_json_close (read->json, ']');
  fo_json_close (read->json, '}');
  return FO_TXN_COMMIT;
}

bool
fo_work_substitutes (FoStore *store, FoId line, char **ret_json, FoVerdict *ret_verdict, GError **error)
{
  Read read = { line, fo_json_new ('{'), FO_OK };
  bool done = fo_store_read (store, read_offers, &read, error);

  *ret_verdict = read.verdict;
  *ret_json = g_string_free (read.json, !done || read.verdict != FO_OK);
  return done;
}
