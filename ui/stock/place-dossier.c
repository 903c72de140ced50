/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place-dossier.h"

#include "common/closures.h"
#include "firstout/store/places.h"
#include "firstout/store/stock.h"

#include <string.h>

enum { BLOCK, SET_FREE, N_ACTS };
enum { LOTS_SHOWN = 100 };

static const FoActReason why_not[] = { { "shelf-damaged", "offer.reason.shelf_damaged" },
                                       { "spilled", "offer.reason.spilled" },
                                       { "blocked-way", "offer.reason.blocked_way" },
                                       { "rebuilding", "offer.reason.rebuilding" },
                                       { "other", "offer.reason.other" },
                                       { NULL, NULL } };

static const FoActKind acts[N_ACTS] = {
  [BLOCK] = { "place-block",
              "offer.block_place",
              "page.place.block.hint",
              "block-place $s $r",
              NULL,
              2,
              FALSE,
              TRUE,
              { { 0 } },
              why_not,
              TRUE },
  [SET_FREE] = { "place-free",
                 "offer.unblock_place",
                 "page.place.free.hint",
                 "unblock-place $s",
                 NULL,
                 3,
                 TRUE,
                 FALSE,
                 { { 0 } },
                 NULL,
                 FALSE },
};

static bool
add_head (FoTxn *txn, const FoDossierWish *wish, const FoPlace *place, GArray *rows, GError **error)
{
  FoDossierRow head = { .kind = FO_DOSSIER_HEAD };
  guint use = place->kind == FO_PLACE_SHUT  ? 1u << SET_FREE
              : place->kind == FO_PLACE_BIN ? 1u << BLOCK
                                            : 0;
  g_autofree char *kind_id = g_strconcat ("page.place.", fo_place_kind_name (place->kind), NULL);
  g_autofree char *kind = fo_words (wish->language, kind_id, NULL), *reason = NULL;
  char why[256] = "";

  if (fo_place_block_get (txn, place->id, why, sizeof why, error) == FO_FAILED)
    return false;
  reason = fo_closure_reason (wish->language, why);
  g_strlcpy (head.title, place->code, sizeof head.title);
  g_snprintf (head.detail, sizeof head.detail, "%s%s%s", place->name, *place->name && *why ? " · " : "", reason);
  g_snprintf (head.right, sizeof head.right, "%s%s", place->kind == FO_PLACE_SHUT ? "✕ " : "", kind);
  head.pill_class = place->kind == FO_PLACE_SHUT ? "pill-bad" : NULL;
  if (!fo_dossier_judge (txn, &fo_place_dossier_kind, wish, use, &head, error))
    return false;
  g_array_append_val (rows, head);
  return true;
}

static void
add_lot (const FoDossierWish *wish, const FoStockRow *row, GArray *rows)
{
  g_autofree char *on_hand = fo_words_quantity (wish->language, row->on_hand_u),
                  *held = fo_words_quantity (wish->language, row->held_u);
  g_autofree char *right = g_strdup_printf ("%s %s", on_hand, row->unit), *detail = NULL;
  g_autofree char *with_unit = g_strdup_printf ("%s %s", held, row->unit);
  g_autofree char *title = g_strdup_printf (
      "%s%s%s", fo_name_in (wish->language, row->name, row->name_de, row->name_en), *row->lot ? " · " : "", row->lot);
  g_auto (FoArgs) args = { 0 };
  char id[FO_ID_TEXT_MAX];
  FoDossierRow *line;

  fo_args_set_text (&args, "quantity", with_unit);
  detail = row->held_u ? fo_words (wish->language, "page.lot.of-it-held", &args) : NULL;
  line = fo_dossier_add_line (rows, title, detail, right);
  line->buttons[0].message = "page.place.open-lot";
  g_snprintf (line->buttons[0].command, sizeof line->buttons[0].command, "show stock:#%s",
              fo_id_print (row->lot_id, id));
}

static bool
load (FoTxn *txn, const FoDossierWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, wish->name, &place, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!add_head (txn, wish, &place, rows, error) || !fo_stock_at_place (txn, place.id, lots, error))
    return false;
  fo_dossier_add_section (rows, wish->language, lots->len ? "page.place.lots" : "page.place.empty");
  for (guint i = 0; i < lots->len && i < LOTS_SHOWN; i++)
    add_lot (wish, &g_array_index (lots, FoStockRow, i), rows);
  return true;
}

const FoDossierKind fo_place_dossier_kind = { acts, N_ACTS, load };
