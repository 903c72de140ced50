/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/outlook.h"
#include "firstout/store/outlook.h"

enum { DAYS = 7 };

struct FoOutlook {
  FoDay today;
  char after[FO_ITEM_CODE_MAX]; /* the last item that was read */
  FoOutlookWeek weeks[FO_OUTLOOK_WEEKS + 1];
  GArray *lots;
};

FoOutlook *
fo_outlook_new (FoDay today)
{
  FoOutlook *outlook = g_atomic_rc_box_new0 (FoOutlook);

  outlook->today = today;
  outlook->lots = g_array_new (FALSE, FALSE, sizeof (FoOutlookLot));
  outlook->weeks[0].from = FO_DAY_NONE;
  for (int week = 1; week <= FO_OUTLOOK_WEEKS; week++)
    outlook->weeks[week].from = fo_day_plus (today, DAYS * (week - 1));
  return outlook;
}

FoOutlook *
fo_outlook_ref (FoOutlook *outlook)
{
  return g_atomic_rc_box_acquire (outlook);
}

static void
clear (gpointer outlook)
{
  g_array_unref (((FoOutlook *) outlook)->lots);
}

void
fo_outlook_unref (FoOutlook *outlook)
{
  g_atomic_rc_box_release_full (outlook, clear);
}

/* ---- one item ------------------------------------------------------------------------------------------------------ */

/* Promises that wait for goods, as a walk over ending lots comes by. */
typedef struct {
  const GArray *steps; /* FoLifeStep */
  guint next;
  FoQuantity open_u; /* of the steps before NEXT, not served yet */
} Pool;

static FoQuantity
serve (Pool *pool, FoDay ends_on, FoQuantity free_u)
{
  FoQuantity served_u;

  for (; pool->next < pool->steps->len && g_array_index (pool->steps, FoLifeStep, pool->next).day <= ends_on; pool->next++)
    pool->open_u += g_array_index (pool->steps, FoLifeStep, pool->next).quantity_u;
  served_u = MIN (pool->open_u, free_u);
  pool->open_u -= served_u;
  return served_u;
}

static int
by_end (gconstpointer a, gconstpointer b)
{
  const FoEnding *left = a, *right = b;

  return (left->ends_on > right->ends_on) - (left->ends_on < right->ends_on);
}

static void
add_lot (FoOutlook *outlook, const FoItem *item, const FoEnding *ending, Pool *pool)
{
  bool over = ending->ends_on < outlook->today;
  guint number = over ? 0 : (guint) ((ending->ends_on - outlook->today) / DAYS) + 1;
  FoOutlookWeek *week = &outlook->weeks[number];
  FoQuantity free_u = fo_balance_free (ending->balance);
  FoOutlookLot lot = { .item_id = item->id, .lot_id = ending->lot_id, .place_id = ending->place_id, .ends_on = ending->ends_on,
                       .week = number, .on_hand_u = ending->balance.on_hand_u, .held_u = ending->balance.held_u };

  lot.promised_u = over ? 0 : serve (pool, ending->ends_on, free_u);
  lot.risk_u = free_u - lot.promised_u;
  week->lots++;
  if (lot.risk_u > 0)
    week->risk_lots++;
  else if (lot.promised_u > 0)
    week->promised_lots++;
  else
    week->held_lots++;
  week->held_u += lot.held_u;
  week->promised_u += lot.promised_u;
  week->risk_u += lot.risk_u;
  if (outlook->lots->len < FO_OUTLOOK_LOTS_MAX)
    g_array_append_val (outlook->lots, lot);
}

static bool
read_item (FoOutlook *outlook, FoTxn *txn, const FoItem *item, GError **error)
{
  g_autoptr (GArray) endings = g_array_new (FALSE, FALSE, sizeof (FoEnding));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  FoDay until = fo_day_plus (outlook->today, DAYS * FO_OUTLOOK_WEEKS - 1);
  Pool pool = { .steps = steps };

  if (!fo_endings_of_item (txn, item, until, endings, error)
      || (endings->len > 0 && !fo_promised_by_day (txn, item->id, steps, error)))
    return false;
  if (item->issue == FO_ISSUE_FIFO)
    g_array_sort (endings, by_end);
  for (guint i = 0; i < endings->len; i++) {
    const FoEnding *ending = &g_array_index (endings, FoEnding, i);

    if (ending->usable && ending->ends_on != FO_DAY_NONE && ending->ends_on <= until)
      add_lot (outlook, item, ending, &pool);
  }
  return true;
}

bool
fo_outlook_read (FoOutlook *outlook, FoTxn *txn, guint n_items, bool *ret_more, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_items_page (txn, outlook->after, n_items, items, error))
    return false;
  for (guint i = 0; i < items->len; i++) {
    const FoItem *item = &g_array_index (items, FoItem, i);

    if (item->has_expiry && !read_item (outlook, txn, item, error))
      return false;
    g_strlcpy (outlook->after, item->code, sizeof outlook->after);
  }
  *ret_more = items->len == n_items;
  return true;
}

const FoOutlookWeek *
fo_outlook_weeks (const FoOutlook *outlook)
{
  return outlook->weeks;
}

const GArray *
fo_outlook_lots (const FoOutlook *outlook)
{
  return outlook->lots;
}
