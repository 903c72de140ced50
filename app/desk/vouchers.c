/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gathering.h"

#include "firstout/store/item-names.h"
#include "firstout/store/meta.h"

const char *
fo_gather_keep (FoGathering *g, const char *text)
{
  return text && *text ? g_string_chunk_insert_const (g->texts, text) : NULL;
}

static const char *
name_of (const FoGathering *g, const FoItem *item)
{
  const char *name = g->language == FO_LANGUAGE_DE ? item->name_de : g->language == FO_LANGUAGE_EN ? item->name_en : item->name;

  return *name ? name : item->name;
}

static void
rename_item (FoItem *item, const char *name)
{
  g_strlcpy (item->name, name, sizeof item->name);
  g_strlcpy (item->name_de, name, sizeof item->name_de);
  g_strlcpy (item->name_en, name, sizeof item->name_en);
}

/* The customer knows the goods by a number of his own. */
static bool
add_number_of_customer (FoGathering *g, FoItem *item, GError **error)
{
  FoItemName number;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *name = NULL;
  FoFound found = g->customer ? fo_item_name_of_customer (g->txn, item->id, g->customer, &number, error) : FO_ABSENT;

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  fo_args_set_text (&args, "item", name_of (g, item));
  fo_args_set_text (&args, "text", number.text);
  name = fo_words (g->language, "label.voucher.number_of_customer", &args);
  if (strlen (name) < sizeof item->name) /* half a number would be another one */
    rename_item (item, name);
  return true;
}

/* Items of a paper are few, its lines may be many. */
static const FoItem *
item_of (FoGathering *g, FoId id, GError **error)
{
  FoItem *item;

  for (guint i = 0; i < g->items->len; i++)
    if (((const FoItem *) g->items->pdata[i])->id == id)
      return g->items->pdata[i];
  item = g_new0 (FoItem, 1);
  g_ptr_array_add (g->items, item);
  return fo_item_find (g->txn, id, item, error) == FO_FOUND && add_number_of_customer (g, item, error) ? item : NULL;
}

bool
fo_gather_line (FoGathering *g, FoId item_id, FoVoucherLine line, GError **error)
{
  line.item = item_of (g, item_id, error);
  if (!line.item)
    return false;
  line.lot = fo_gather_keep (g, line.lot);
  line.place = fo_gather_keep (g, line.place);
  line.note = fo_gather_keep (g, line.note);
  g_array_append_val (g->lines, line);
  return true;
}

bool
fo_gather_line_instead (FoGathering *g, FoId item_id, FoId of_id, FoVoucherLine line, GError **error)
{
  const FoItem *item = item_of (g, item_id, error), *of = item ? item_of (g, of_id, error) : NULL;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *name = NULL;
  FoItem *both;

  if (!of)
    return false;
  fo_args_set_text (&args, "item", name_of (g, item));
  fo_args_set_text (&args, "of", name_of (g, of));
  name = fo_words (g->language, "label.voucher.instead_of", &args);
  both = g_new0 (FoItem, 1);
  *both = *item;
  both->id = 0; /* nobody else's */
  rename_item (both, name);
  g_ptr_array_add (g->items, both);
  line.item = both;
  line.lot = fo_gather_keep (g, line.lot);
  line.place = fo_gather_keep (g, line.place);
  line.note = fo_gather_keep (g, line.note);
  g_array_append_val (g->lines, line);
  return true;
}

/* A reason as people say it; what is no code of ours stays as it was typed. */
const char *
fo_gather_reason (FoGathering *g, const char *code)
{
  g_autofree char *word = g_strdelimit (g_strdup (code ? code : ""), "-", '_');
  g_autofree char *id = g_strconcat ("offer.reason.", word, NULL);
  g_autofree char *text = *word && fo_words_known (g->language, id) ? fo_words (g->language, id, NULL) : g_strdup (code);

  return fo_gather_keep (g, text);
}

/* ---- the paper --------------------------------------------------------------------------------------------------- */

static FoFound
gather (FoGathering *g, GError **error)
{
  switch (g->voucher.kind) {
  case FO_VOUCHER_PICK_LIST:
  case FO_VOUCHER_PACKING_LIST:
  case FO_VOUCHER_GOODS_ISSUE:
    return fo_gather_of_order (g, error);
  case FO_VOUCHER_WAVE:
    return fo_gather_of_wave (g, error);
  case FO_VOUCHER_GOODS_RECEIPT:
  case FO_VOUCHER_DISCREPANCY:
    return fo_gather_of_supply (g, error);
  case FO_VOUCHER_INTERNAL_ISSUE:
  case FO_VOUCHER_WRITE_OFF:
  case FO_VOUCHER_RETURN:
    return fo_gather_of_operation (g, error);
  case FO_VOUCHER_TRANSFER:
    return fo_gather_of_transfer (g, error);
  case FO_VOUCHER_COUNT:
    return fo_gather_of_count (g, error);
  case FO_VOUCHER_COUNT_SHEET:
    return fo_gather_of_place (g, error);
  case FO_VOUCHER_RECALL:
    return fo_gather_of_recall (g, error);
  case FO_N_VOUCHERS:
    break;
  }
  return FO_ABSENT;
}

static void
make (FoGathering *g, FoPaper *paper)
{
  g->voucher.lines = (const FoVoucherLine *) (gconstpointer) g->lines->data;
  g->voucher.n_lines = g->lines->len;
  g_snprintf (paper->name, sizeof paper->name, "%.31s-%.31s", fo_voucher_name (g->voucher.kind), g->voucher.number);
  paper->draft = g->voucher.draft;
  if (g->voucher.draft && g->subject->final) {
    paper->verdict = paper->refusal.verdict = FO_PAPER_NOT_TRUE;
    fo_args_set_text (&paper->refusal.args, "text", g->voucher.number);
    return;
  }
  paper->verdict
      = fo_label_voucher_fields (&g->voucher, g->language, &paper->fields, &paper->rows, &paper->refusal);
}

FoFound
fo_voucher_read (FoTxn *txn, const FoPaperSubject *subject, FoLanguage language, bool training, FoPaper *paper, GError **error)
{
  FoGathering g = { .txn = txn,
                  .subject = subject,
                  .language = language,
                  .voucher = { .kind = subject->voucher,
                               .number = subject->number,
                               .note = subject->note,
                               .day = fo_store_today (fo_txn_store (txn)),
                               .training = training },
                  .lines = g_array_new (FALSE, FALSE, sizeof (FoVoucherLine)),
                  .items = g_ptr_array_new_with_free_func (g_free),
                  .texts = g_string_chunk_new (1024) };
  g_autofree char *warehouse = NULL;
  FoFound found = fo_meta_get (txn, "name", &warehouse, error) ? gather (&g, error) : FO_FAILED;

  g.voucher.warehouse = warehouse;
  if (found == FO_FOUND)
    make (&g, paper);
  g_array_unref (g.lines);
  g_ptr_array_unref (g.items);
  g_string_chunk_free (g.texts);
  return found;
}
