/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "undecided.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/recalls.h"
#include "firstout/work/returns.h"

/* One behind the other, each by its id. */
typedef enum { TO_CLAIM, OF_RETURNS, OF_CLAIMS, OF_RECALLS, N_PARTS } Part;

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  Part part;
  FoId id;
} Undecided;

typedef struct {
  FoTxn *txn;
  FoLanguage language;
  FoId after;
  guint limit;
  GArray *rows; /* Undecided */
} Load;

static void
say (const Load *l, char *to, gsize room, const char *message, const FoArgs *args)
{
  g_autofree char *text = fo_words (l->language, message, args);

  g_strlcpy (to, text, room);
}

static bool
add_return (Load *l, const FoReturnRow *row, GError **error)
{
  Undecided one = { .part = OF_RETURNS, .id = row->id };
  g_autofree char *quantity = fo_words_quantity (l->language, row->open_u);
  g_auto (FoArgs) args = { 0 };
  char id[FO_ID_TEXT_MAX];
  FoItem item;
  FoLot lot;

  if (fo_lot_find (l->txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (l->txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  fo_args_set_text (&args, "item", fo_name_in (l->language, item.name, item.name_de, item.name_en));
  fo_args_set_text (&args, "lot", lot.number);
  fo_args_set_text (&args, "customer", row->customer);
  fo_args_set_day (&args, "day", row->returned_on);
  g_snprintf (one.shown.command, sizeof one.shown.command, "choose %s", fo_id_print (row->id, id));
  say (l, one.shown.title, sizeof one.shown.title, "page.returns.return", &args);
  say (l, one.shown.detail, sizeof one.shown.detail, row->line_id ? "page.returns.proved" : "page.returns.unproved", &args);
  g_snprintf (one.shown.right, sizeof one.shown.right, "%s %s", quantity, item.unit);
  g_array_append_val (l->rows, one);
  return true;
}

/* Somebody complains: what is not there yet stands first. */
static bool
load_to_claim (Load *l, GError **error)
{
  Undecided one = { .part = TO_CLAIM, .id = 1 };

  (void) error;
  g_strlcpy (one.shown.command, "look new-claim", sizeof one.shown.command);
  say (l, one.shown.title, sizeof one.shown.title, "page.claim.new", NULL);
  say (l, one.shown.detail, sizeof one.shown.detail, "page.claim.new.hint", NULL);
  g_strlcpy (one.shown.right, "F6", sizeof one.shown.right);
  if (l->after == 0)
    g_array_append_val (l->rows, one);
  return true;
}

static bool
load_returns (Load *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));

  if (!fo_returns_open (l->txn, l->after, l->limit, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (!add_return (l, &g_array_index (rows, FoReturnRow, i), error))
      return false;
  return true;
}

static bool
load_claims (Load *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoClaimRow));

  if (!fo_claims_page (l->txn, true, l->after, l->limit, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoClaimRow *row = &g_array_index (rows, FoClaimRow, i);
    Undecided one = { .part = OF_CLAIMS, .id = row->id };
    g_autofree char *kind = g_strdup_printf ("page.returns.claim.%s", fo_claim_kind_name (row->kind));
    g_autofree char *state = g_strdup_printf ("page.returns.state.%s", fo_claim_state_name (row->state));
    g_auto (FoArgs) args = { 0 };
    FoOrder order;

    if (fo_order_find (l->txn, row->order_id, &order, error) != FO_FOUND)
      return false;
    fo_args_set_text (&args, "claim", row->number);
    fo_args_set_text (&args, "kind", kind);
    fo_args_set_text (&args, "customer", order.customer);
    fo_args_set_text (&args, "text", row->said);
    g_snprintf (one.shown.command, sizeof one.shown.command, "look claim %s", row->number);
    say (l, one.shown.title, sizeof one.shown.title, "page.returns.claim", &args);
    say (l, one.shown.detail, sizeof one.shown.detail, "page.returns.claim.detail", &args);
    say (l, one.shown.right, sizeof one.shown.right, state, NULL);
    g_array_append_val (l->rows, one);
  }
  return true;
}

static bool
load_recalls (Load *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoRecallRow));

  if (!fo_recalls_open (l->txn, l->after, l->limit, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoRecallRow *row = &g_array_index (rows, FoRecallRow, i);
    Undecided one = { .part = OF_RECALLS, .id = row->id };
    g_auto (FoArgs) args = { 0 };

    fo_args_set_text (&args, "recall", row->number);
    g_autofree char *reason = fo_closure_reason (l->language, row->reason);

    fo_args_set_text (&args, "reason", reason);
    fo_args_set_day (&args, "day", row->opened_on);
    g_snprintf (one.shown.command, sizeof one.shown.command, "look recall %s", row->number);
    say (l, one.shown.title, sizeof one.shown.title, "page.returns.recall", &args);
    say (l, one.shown.detail, sizeof one.shown.detail, "page.returns.recall.detail", &args);
    g_array_append_val (l->rows, one);
  }
  return true;
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  static bool (*const parts[N_PARTS]) (Load *l, GError **error) = { load_to_claim, load_returns, load_claims, load_recalls };
  const Undecided *after = wish->after;
  Load l = { .txn = txn, .language = wish->language, .after = after ? after->id : 0, .rows = rows };

  for (Part part = after ? after->part : TO_CLAIM; part < N_PARTS && rows->len < wish->limit; part++) {
    l.limit = wish->limit - rows->len;
    if (!parts[part](&l, error))
      return false;
    l.after = 0;
  }
  return true;
}

const FoLongListKind fo_undecided_kind = { sizeof (Undecided), load };
