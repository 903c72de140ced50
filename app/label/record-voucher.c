/* SPDX-License-Identifier: GPL-3.0-or-later
 * Vouchers: a row of this table a kind, the rest is the same for all. */
#include "firstout/label/voucher.h"
#include "record-parts.h"

#define HANDED_OVER "voucher.sign.handed_over"
#define RECEIVED "voucher.sign.received"
#define PICKED "voucher.sign.picked"
#define PACKED "voucher.sign.packed"
#define CHECKED "voucher.sign.checked"
#define COUNTED "voucher.sign.counted"
#define APPROVED "voucher.sign.approved"

#define PLACE "voucher.head.place"
#define FROM "voucher.head.from"
#define CARTON "voucher.head.carton"
#define ASKED "voucher.head.asked"
#define SENT "voucher.head.sent"
#define BOOK "voucher.head.book"
#define PICKED_U "voucher.head.picked"
#define PACKED_U "voucher.head.packed"
#define LEFT "voucher.head.left"
#define CAME "voucher.head.came"
#define DONE "voucher.head.done"
#define FOUND "voucher.head.found"
#define GOT "voucher.head.got"

/* Message ids; NULL: the column or the signature is not there. */
static const struct {
  const char *name, *title;
  const char *place, *asked, *quantity;
  const char *signs[3];
  bool authority;
} kinds[FO_N_VOUCHERS] = {
  [FO_VOUCHER_PICK_LIST] = { "pick-list", "voucher.pick_list", PLACE, ASKED, PICKED_U, { PICKED, CHECKED } },
  [FO_VOUCHER_WAVE] = { "wave", "voucher.wave", PLACE, ASKED, PICKED_U, { PICKED, CHECKED } },
  [FO_VOUCHER_PACKING_LIST] = { "packing-list", "voucher.packing_list", CARTON, NULL, PACKED_U, { PACKED, CHECKED } },
  [FO_VOUCHER_GOODS_ISSUE]
  = { "goods-issue", "voucher.goods_issue", NULL, ASKED, LEFT, { HANDED_OVER, RECEIVED, APPROVED }, true },
  [FO_VOUCHER_GOODS_RECEIPT]
  = { "goods-receipt", "voucher.goods_receipt", PLACE, ASKED, CAME, { HANDED_OVER, RECEIVED }, true },
  [FO_VOUCHER_DISCREPANCY]
  = { "discrepancy", "voucher.discrepancy", NULL, ASKED, CAME, { HANDED_OVER, RECEIVED, APPROVED }, true },
  [FO_VOUCHER_INTERNAL_ISSUE]
  = { "internal-issue", "voucher.internal_issue", FROM, NULL, DONE, { HANDED_OVER, RECEIVED, APPROVED } },
  [FO_VOUCHER_WRITE_OFF] = { "write-off", "voucher.write_off", FROM, NULL, DONE, { HANDED_OVER, CHECKED, APPROVED } },
  [FO_VOUCHER_TRANSFER] = { "transfer", "voucher.transfer", NULL, SENT, DONE, { HANDED_OVER, RECEIVED }, true },
  [FO_VOUCHER_RETURN] = { "return", "voucher.return", PLACE, NULL, CAME, { HANDED_OVER, RECEIVED }, true },
  [FO_VOUCHER_COUNT_SHEET] = { "count-sheet", "voucher.count_sheet", PLACE, NULL, FOUND, { COUNTED, CHECKED } },
  [FO_VOUCHER_COUNT] = { "count", "voucher.count", PLACE, BOOK, FOUND, { COUNTED, CHECKED, APPROVED } },
  [FO_VOUCHER_RECALL] = { "recall-notice", "voucher.recall_notice", NULL, NULL, GOT, { APPROVED, RECEIVED } },
};

const char *
fo_voucher_name (FoVoucherKind kind)
{
  return kinds[kind].name;
}

bool
fo_voucher_parse (const char *name, FoVoucherKind *ret)
{
  for (int kind = 0; kind < FO_N_VOUCHERS; kind++)
    if (g_str_equal (kinds[kind].name, name)) {
      *ret = (FoVoucherKind) kind;
      return true;
    }
  return false;
}

static void
set_words (FoArgs *fields, FoLanguage language, const char *name, const char *message_id)
{
  g_autofree char *text = message_id ? fo_words (language, message_id, NULL) : NULL;

  fo_label_set_text (fields, name, text);
}

static void
set_kind (FoArgs *fields, FoVoucherKind kind, FoLanguage language)
{
  static const char *const signs[] = { "sign_1", "sign_2", "sign_3" };

  set_words (fields, language, "title", kinds[kind].title);
  set_words (fields, language, "head_place", kinds[kind].place);
  set_words (fields, language, "head_asked", kinds[kind].asked);
  set_words (fields, language, "head_quantity", kinds[kind].quantity);
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    set_words (fields, language, signs[i], kinds[kind].signs[i]);
  fo_label_set_flag (fields, "authority", kinds[kind].authority);
}

static void
set_line (FoArgs *row, const FoVoucher *voucher, guint n, FoLanguage language)
{
  const FoVoucherLine *line = &voucher->lines[n];

  fo_args_set_count (row, "n", n + 1);
  fo_label_set_text (row, "item", fo_label_item_name (line->item, language));
  fo_label_set_text (row, "code", line->item->code);
  fo_label_set_text (row, "unit", line->item->unit);
  fo_label_set_text (row, "lot", line->lot);
  fo_args_set_day (row, "expires_on", line->expires_on);
  if (kinds[voucher->kind].place)
    fo_label_set_text (row, "place", line->place);
  fo_label_set_text (row, "note", line->note);
  if (line->asked_u >= 0 && kinds[voucher->kind].asked)
    fo_args_set_quantity (row, "asked", line->asked_u);
  if (line->quantity_u >= 0)
    fo_args_set_quantity (row, "quantity", line->quantity_u);
}

static void
set_head (FoArgs *fields, const FoVoucher *voucher, const char *own)
{
  const struct {
    const char *name, *text;
  } texts[] = { { "number", voucher->number },       { "order", voucher->order },   { "deal", voucher->deal },
                { "partner", voucher->partner },     { "person", voucher->person }, { "reason", voucher->reason },
                { "warehouse", voucher->warehouse }, { "note", voucher->note },     { "own", own } };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    fo_label_set_text (fields, texts[i].name, texts[i].text);
  fo_args_set_day (fields, "made_on", voucher->day);
  fo_label_set_flag (fields, "draft", voucher->draft);
  fo_label_set_flag (fields, "training", voucher->training);
}

FoVerdict
fo_label_voucher_fields (
    const FoVoucher *voucher, FoLanguage language, FoArgs *ret_fields, GArray **ret_rows, FoLabelRefusal *ret_refusal)
{
  char own[FO_CODE_PRINT_MAX] = "";
  FoVerdict verdict = fo_label_says (voucher->own_name)
                          ? fo_code_print (voucher->own, voucher->own_name, NULL, voucher->training, own)
                          : FO_OK;

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "number", voucher->own_name);
  fo_args_clear (ret_fields);
  set_kind (ret_fields, voucher->kind, language);
  set_head (ret_fields, voucher, own);
  *ret_rows = fo_label_rows_new ();
  g_array_set_size (*ret_rows, voucher->n_lines);
  for (guint i = 0; i < voucher->n_lines; i++)
    set_line (&g_array_index (*ret_rows, FoArgs, i), voucher, i, language);
  return FO_OK;
}
