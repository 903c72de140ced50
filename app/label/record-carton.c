/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cartons: the SSCC, and what is inside. */
#include "firstout/core/gs1.h"
#include "record-parts.h"

#include <string.h>

#define SSCC_DIGITS 18
#define COMPANY_MIN 5
#define COMPANY_MAX 13

static bool
is_digits (const char *text)
{
  return text[0] != '\0' && text[strspn (text, "0123456789")] == '\0';
}

FoVerdict
fo_label_sscc (const char *company, guint64 number, char *ret_sscc)
{
  int length = (int) strlen (company), room = SSCC_DIGITS - 1 - length;
  char digits[64];

  if (!is_digits (company) || length < COMPANY_MIN || length > COMPANY_MAX)
    return FO_SSCC_PREFIX_BAD;
  g_snprintf (digits, sizeof digits, "%s%0*" G_GUINT64_FORMAT, company, room, number);
  if (strlen (digits) != SSCC_DIGITS - 1)
    return FO_CODE_TOO_LONG;
  g_snprintf (ret_sscc, FO_SSCC_MAX, "%s%c", digits, fo_gs1_check_digit (digits, SSCC_DIGITS - 1));
  return FO_OK;
}

static FoVerdict
judge_sscc (const char *sscc)
{
  if (!fo_label_says (sscc))
    return FO_CODE_EMPTY;
  if (!is_digits (sscc))
    return FO_CODE_BAD_CHARACTER;
  if (strlen (sscc) != SSCC_DIGITS)
    return FO_CODE_BAD_LENGTH;
  return fo_gs1_check_digit (sscc, SSCC_DIGITS - 1) == sscc[SSCC_DIGITS - 1] ? FO_OK : FO_CODE_CHECK_DIGIT;
}

/* ---- what is inside ---------------------------------------------------------------------------------------------- */

static void
set_content (FoArgs *fields, const FoLabelContent *content, FoLanguage language)
{
  fo_label_set_text (fields, "item", fo_label_item_name (content->item, language));
  fo_label_set_text (fields, "code", content->item->code);
  fo_label_set_text (fields, "lot", content->lot);
  fo_args_set_day (fields, "expires_on", content->expires_on);
  fo_label_set_quantity (fields, content->item, content->quantity_u);
}

GArray *
fo_label_rows_new (void)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (FoArgs));

  g_array_set_clear_func (rows, (GDestroyNotify) fo_args_clear);
  return rows;
}

/* (02) (37) (17) (10): only what GS1 can say whole. */
static bool
build_content (const FoLabelContent *content, FoDay today, char *ret_text, size_t room)
{
  FoGs1Pair pairs[4];
  size_t n = 0;
  char gtin[FO_GTIN_MAX], count[24], day[FO_DAY_TEXT_MAX];
  FoDay back;

  if (!fo_label_says (content->gtin) || fo_gtin_normalise (content->gtin, gtin) != FO_OK || content->quantity_u <= 0
      || !fo_quantity_is_whole (content->quantity_u))
    return false;
  pairs[n++] = (FoGs1Pair){ "02", gtin };
  if (content->expires_on != FO_DAY_NONE) {
    fo_day_print_gs1 (content->expires_on, day);
    if (fo_day_parse_gs1 (day, today, &back) != FO_OK || back != content->expires_on)
      return false;
    pairs[n++] = (FoGs1Pair){ "17", day };
  }
  g_snprintf (count, sizeof count, "%" G_GINT64_FORMAT, content->quantity_u / FO_ONE);
  pairs[n++] = (FoGs1Pair){ "37", count };
  if (fo_label_says (content->lot))
    pairs[n++] = (FoGs1Pair){ "10", content->lot };
  return fo_gs1_build (pairs, n, today, ret_text, room) == FO_OK;
}

static void
set_contents (FoArgs *fields, GArray *rows, const FoLabelCarton *carton, FoLanguage language, FoDay today)
{
  char text[FO_SCAN_BYTES_MAX + 1];

  if (carton->n_contents == 1 && build_content (carton->contents, today, text, sizeof text)) {
    fo_args_set_text (fields, "content", text);
    set_content (fields, carton->contents, language);
    return;
  }
  g_array_set_size (rows, carton->n_contents);
  for (guint i = 0; i < carton->n_contents; i++)
    set_content (&g_array_index (rows, FoArgs, i), &carton->contents[i], language);
}

/* ---- the label --------------------------------------------------------------------------------------------------- */

static void
set_carton (FoArgs *fields, const FoLabelCarton *carton)
{
  fo_label_set_text (fields, "sscc", carton->sscc);
  fo_label_set_text (fields, "sender", carton->sender);
  fo_label_set_text (fields, "receiver", carton->receiver);
  fo_label_set_text (fields, "order", carton->order);
  fo_label_set_text (fields, "deal", carton->deal);
  if (carton->weight_u > 0)
    fo_args_set_quantity (fields, "weight", carton->weight_u);
  if (carton->n > 0)
    fo_args_set_count (fields, "n", carton->n);
  if (carton->of > 0)
    fo_args_set_count (fields, "of", carton->of);
  fo_label_set_flag (fields, "training", carton->training);
  fo_label_set_flag (fields, "empty", carton->n_contents == 0);
}

FoVerdict
fo_label_carton_fields (const FoLabelCarton *carton,
                        FoLanguage language,
                        FoDay today,
                        FoArgs *ret_fields,
                        GArray **ret_rows,
                        FoLabelRefusal *ret_refusal)
{
  FoVerdict verdict = judge_sscc (carton->sscc);
  g_autofree char *gs1 = NULL;

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "sscc", carton->sscc);
  fo_args_clear (ret_fields);
  set_carton (ret_fields, carton);
  gs1 = g_strconcat ("00", carton->sscc, carton->training ? FO_GS1_TRAINING_AI FO_GS1_TRAINING_VALUE : "", NULL);
  fo_args_set_text (ret_fields, "gs1", gs1);
  *ret_rows = fo_label_rows_new ();
  set_contents (ret_fields, *ret_rows, carton, language, today);
  return FO_OK;
}
