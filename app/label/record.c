/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/label/record.h"

#include "firstout/core/code.h"
#include "firstout/core/gs1.h"
#include "record-parts.h"

#include <string.h>

#define GRAMS_MAX 999999   /* six digits of (3103) */
#define COUNT_MAX 99999999 /* eight digits of (30) */

bool
fo_label_says (const char *text)
{
  return text && text[0] != '\0';
}

const char *
fo_label_item_name (const FoItem *item, FoLanguage language)
{
  if (language == FO_LANGUAGE_DE && fo_label_says (item->name_de))
    return item->name_de;
  if (language == FO_LANGUAGE_EN && fo_label_says (item->name_en))
    return item->name_en;
  return item->name;
}

void
fo_label_set_text (FoArgs *fields, const char *name, const char *text)
{
  if (fo_label_says (text))
    fo_args_set_text (fields, name, text);
}

void
fo_label_set_flag (FoArgs *fields, const char *name, bool flag)
{
  if (flag)
    fo_args_set_text (fields, name, "1");
}

void
fo_label_set_quantity (FoArgs *fields, const FoItem *item, FoQuantity quantity_u)
{
  if (quantity_u <= 0)
    return;
  fo_args_set_quantity (fields, "quantity", quantity_u);
  fo_label_set_text (fields, "unit", item->unit);
}

void
fo_label_mark_copy (FoArgs *fields, guint copy)
{
  if (copy > 1)
    fo_args_set_count (fields, "copy", copy);
}

static bool
is_weighed (const char *unit)
{
  return g_str_equal (unit, "kg") || g_str_equal (unit, "кг");
}

/* ---- the GS1 code ------------------------------------------------------------------------------------------------ */

#define PAIRS_MAX 6

typedef struct {
  FoGs1Pair pairs[PAIRS_MAX];
  size_t n;
  char gtin[FO_GTIN_MAX];
  char day[FO_DAY_TEXT_MAX];
  char quantity[12];
} Elements;

static void
add (Elements *elements, const char *ai, const char *value)
{
  elements->pairs[elements->n++] = (FoGs1Pair){ ai, value };
}

/* Two digits of the year say a day within fifty years only. */
static bool
add_day (Elements *elements, FoDay expires_on, FoDay today)
{
  FoDay back;

  if (expires_on == FO_DAY_NONE)
    return true;
  fo_day_print_gs1 (expires_on, elements->day);
  add (elements, "17", elements->day);
  return fo_day_parse_gs1 (elements->day, today, &back) == FO_OK && back == expires_on;
}

/* What six or eight digits cannot say exactly stays out of the code. */
static void
add_quantity (Elements *elements, const FoLabelLot *lot)
{
  FoQuantity gram = FO_ONE / 1000, whole = lot->quantity_u / FO_ONE, grams = lot->quantity_u / gram;

  if (!lot->quantity_in_code || lot->quantity_u <= 0)
    return;
  if (is_weighed (lot->item->unit) && lot->quantity_u % gram == 0 && grams <= GRAMS_MAX) {
    g_snprintf (elements->quantity, sizeof elements->quantity, "%06d", (int) grams);
    add (elements, "3103", elements->quantity);
  } else if (!is_weighed (lot->item->unit) && fo_quantity_is_whole (lot->quantity_u) && whole <= COUNT_MAX) {
    g_snprintf (elements->quantity, sizeof elements->quantity, "%d", (int) whole);
    add (elements, "30", elements->quantity);
  }
}

/* What changes from label to label comes last, behind the count and the mark of the training warehouse: where a scanner
 * drops the separator, a count with letters is seen to be wrong, while a lot number would swallow what follows it
 * unseen. False when two digits of a year cannot say the day. */
static bool
collect (const FoLabelLot *lot, const char *gtin, FoDay today, Elements *elements)
{
  add (elements, "01", gtin);
  if (!add_day (elements, lot->lot->expires_on, today))
    return false;
  add_quantity (elements, lot);
  if (lot->training)
    add (elements, FO_GS1_TRAINING_AI, FO_GS1_TRAINING_VALUE);
  if (fo_label_says (lot->lot->number))
    add (elements, "10", lot->lot->number);
  if (fo_label_says (lot->serial))
    add (elements, "21", lot->serial);
  return true;
}

/* Neither is set when GS1 cannot say this lot. */
static void
set_codes (FoArgs *fields, const FoLabelLot *lot, const char *gtin, FoDay today)
{
  const char *stem = fo_label_says (lot->link_stem) ? lot->link_stem : FO_LABEL_LINK_STEM;
  char text[FO_SCAN_BYTES_MAX + 1];
  Elements elements = { 0 };

  if (!collect (lot, gtin, today, &elements))
    return;
  if ((!lot->lot->owner[0] || lot->quantity_in_code) && fo_gs1_build (elements.pairs, elements.n, today, text, sizeof text) == FO_OK)
    fo_args_set_text (fields, "gs1", text);
  if (fo_gs1_link_build (stem, elements.pairs, elements.n, today, text, sizeof text) == FO_OK)
    fo_args_set_text (fields, "link", text);
}

/* ---- fields ------------------------------------------------------------------------------------------------------ */

static void
set_days (FoArgs *fields, const FoLotDays *days)
{
  const struct {
    const char *name;
    FoDay day;
  } said[] = { { "produced_on", days->produced_on },
               { "packed_on", days->packed_on },
               { "best_before_on", days->best_before_on },
               { "use_by_on", days->use_by_on } };

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (said[i].day != FO_DAY_NONE)
      fo_args_set_day (fields, said[i].name, said[i].day);
}

static void
set_lot_texts (FoArgs *fields, const FoLabelLot *lot, FoLanguage language)
{
  fo_label_set_text (fields, "item", fo_label_item_name (lot->item, language));
  fo_label_set_text (fields, "code", lot->item->code);
  fo_label_set_text (fields, "lot", lot->lot->number);
  fo_label_set_text (fields, "owner", lot->lot->owner);
  fo_label_set_text (fields, "note", lot->note);
  fo_args_set_day (fields, "expires_on", lot->lot->expires_on);
  fo_label_set_quantity (fields, lot->item, lot->quantity_u);
  fo_label_set_text (fields, "serial", lot->serial);
  if (lot->days)
    set_days (fields, lot->days);
  fo_label_set_flag (fields, "tracked", lot->item->tracking == FO_TRACKING_LOT);
  fo_label_set_flag (fields, "expiring", lot->item->has_expiry || lot->lot->expires_on != FO_DAY_NONE);
  fo_label_set_flag (fields, "training", lot->training);
}

/* "L1@Vega": another owner's lot may bear the number, too. Where there is no room a person is asked when it is scanned. */
static const char *
name_in_code (const FoLot *lot, char number[FO_CODE_NAME_MAX])
{
  if (!lot->owner[0] || g_snprintf (number, FO_CODE_NAME_MAX, "%s@%s", lot->number, lot->owner) >= FO_CODE_NAME_MAX)
    return lot->number;
  return number;
}

FoVerdict
fo_label_lot_fields (
    const FoLabelLot *lot, FoLanguage language, FoDay today, FoArgs *ret_fields, FoLabelRefusal *ret_refusal)
{
  char gtin[FO_GTIN_MAX] = "", own[FO_CODE_PRINT_MAX], number[FO_CODE_NAME_MAX];
  FoVerdict verdict = fo_label_says (lot->gtin) ? fo_gtin_normalise (lot->gtin, gtin) : FO_OK;

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "gtin", lot->gtin);
  verdict = fo_code_print (FO_CODE_LOT, lot->item->code, name_in_code (lot->lot, number), lot->training, own);
  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "own", lot->item->code);
  fo_args_clear (ret_fields);
  set_lot_texts (ret_fields, lot, language);
  fo_label_set_text (ret_fields, "own", own);
  fo_label_set_text (ret_fields, "gtin", gtin);
  if (fo_label_says (gtin))
    set_codes (ret_fields, lot, gtin, today);
  return FO_OK;
}

FoVerdict
fo_label_place_fields (const FoPlace *place, bool training, FoArgs *ret_fields, FoLabelRefusal *ret_refusal)
{
  char own[FO_CODE_PRINT_MAX];
  FoVerdict verdict = fo_code_print (FO_CODE_PLACE, place->code, NULL, training, own);

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "place", place->code);
  fo_args_clear (ret_fields);
  fo_label_set_text (ret_fields, "place", place->code);
  if (!g_str_equal (place->name, place->code))
    fo_label_set_text (ret_fields, "text", place->name);
  fo_label_set_text (ret_fields, "own", own);
  fo_label_set_flag (ret_fields, "training", training);
  return FO_OK;
}

/* An EAN/UPC symbol carries a GTIN without the zeros that fill it up to 14; a trade pack's begins with 1 to 9. */
static void
set_product_number (FoArgs *fields, const char *gtin)
{
  if (gtin[0] != '0')
    fo_args_set_text (fields, "itf", gtin);
  else
    fo_args_set_text (fields, "ean", gtin + (g_str_has_prefix (gtin, "000000") ? 6 : 1));
}

FoVerdict
fo_label_item_fields (const FoLabelItem *item, FoLanguage language, FoArgs *ret_fields, FoLabelRefusal *ret_refusal)
{
  char gtin[FO_GTIN_MAX] = "", own[FO_CODE_PRINT_MAX];
  FoVerdict verdict = fo_label_says (item->gtin) ? fo_gtin_normalise (item->gtin, gtin) : FO_OK;

  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "gtin", item->gtin);
  verdict = fo_code_print (FO_CODE_LOT, item->item->code, NULL, item->training, own);
  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, "own", item->item->code);
  fo_args_clear (ret_fields);
  fo_label_set_text (ret_fields, "item", fo_label_item_name (item->item, language));
  fo_label_set_text (ret_fields, "code", item->item->code);
  fo_label_set_text (ret_fields, "unit", item->item->unit);
  fo_label_set_text (ret_fields, "note", item->note);
  fo_label_set_text (ret_fields, "own", own);
  fo_label_set_text (ret_fields, "gtin", gtin);
  if (gtin[0] != '\0')
    set_product_number (ret_fields, gtin);
  fo_label_set_flag (ret_fields, "training", item->training);
  return FO_OK;
}
