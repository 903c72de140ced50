/* SPDX-License-Identifier: GPL-3.0-or-later
 * `voucher KIND [NUMBER] [draft]`: a paper to be signed, of what is worked on. */
#include "step.h"

#include "firstout/desk/papers.h"

#include <string.h>

typedef struct {
  FoPaperSubject subject;
  FoPaper paper;
  FoFound found;
} Reading;

static FoTxnEnd
read_paper (FoTxn *txn, gpointer data, GError **error)
{
  Reading *r = data;

  r->found = fo_paper_read (txn, &r->subject, FO_LANGUAGE_EN, &r->paper, error);
  return r->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* What a paper of KIND is of when nobody says: the document, the place, or the last thing that was done. Free with g_free. */
static char *
number_at_hand (const FoStep *step, FoVoucherKind kind)
{
  const FoDeskState *now = step->now;

  switch (kind) {
  case FO_VOUCHER_PICK_LIST:
  case FO_VOUCHER_PACKING_LIST:
  case FO_VOUCHER_GOODS_ISSUE:
  case FO_VOUCHER_GOODS_RECEIPT:
  case FO_VOUCHER_DISCREPANCY:
  case FO_VOUCHER_RECALL:
    return g_strdup (now->document);
  case FO_VOUCHER_WAVE:
    return g_strdup (step->act.station);
  case FO_VOUCHER_COUNT_SHEET:
    return g_strdup (*now->place_code ? now->place_code : now->document);
  case FO_VOUCHER_INTERNAL_ISSUE:
  case FO_VOUCHER_WRITE_OFF:
  case FO_VOUCHER_TRANSFER:
  case FO_VOUCHER_RETURN:
  case FO_VOUCHER_COUNT:
    return now->n_booked ? g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) now->booked[now->n_booked - 1].operation)
                         : g_strdup ("");
  case FO_N_VOUCHERS:
    break;
  }
  return g_strdup ("");
}

/* The words behind the kind: a number, "draft", both or neither. Takes WORDS apart. */
static char *
number_said (char **words, bool *ret_draft)
{
  char *number = NULL;

  *ret_draft = false;
  for (; *words; words++)
    if (strcmp (*words, "draft") == 0)
      *ret_draft = true;
    else if (**words && !number)
      number = *words;
  return number;
}

static bool
answer_paper (FoStep *step, const Reading *r)
{
  FoLabelWish wish = { .count = 1 };

  if (r->found == FO_ABSENT)
    return fo_step_answer (step, FO_CODE_UNKNOWN);
  if (r->paper.verdict != FO_OK)
    return fo_step_answer (step, r->paper.verdict);
  g_strlcpy (wish.voucher, fo_voucher_name (r->subject.voucher), sizeof wish.voucher);
  g_strlcpy (wish.number, r->subject.number, sizeof wish.number);
  g_array_append_val (step->ret->labels, wish);
  fo_args_set_text (&step->ret->reply.args, "draft", r->paper.draft ? "1" : NULL);
  return fo_step_answer (step, FO_OK);
}

bool
fo_step_voucher (FoStep *step, const char *argument, GError **error)
{
  g_auto (GStrv) words = g_strsplit (argument, " ", 4);
  g_autofree char *at_hand = NULL;
  FoVoucherKind kind;
  Reading r = { .subject = { .record = FO_LABEL_RECORD_VOUCHER } };
  bool draft, fine = true;

  if (!words[0] || !fo_voucher_parse (words[0], &kind)) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, FO_COMMAND_UNKNOWN);
  }
  at_hand = number_at_hand (step, kind);
  r.subject.voucher = kind;
  r.subject.number = number_said (words + 1, &draft);
  r.subject.number = r.subject.number ? r.subject.number : at_hand;
  r.subject.final = !draft;
  fo_args_set_text (&step->ret->reply.args, "text", r.subject.number);
  fine = fo_store_read (step->store, read_paper, &r, error);
  if (fine)
    answer_paper (step, &r);
  fo_paper_clear (&r.paper);
  return fine;
}
