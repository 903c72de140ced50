/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person gives for a label, and reading it. */
#include "firstout/core/code.h"
#include "firstout/label/form.h"
#include "record-parts.h"

#include <string.h>

/* What each record is given and what it makes. A needed input is in front of a template's own wishes: without it there is
 * no code. */
typedef struct {
  FoLabelRecord record;
  FoLabelInput input;
} Given;

static const Given given[] = {
  { FO_LABEL_RECORD_ITEM, { "code", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_ITEM, { "item", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_ITEM, { "gtin", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_ITEM, { "unit", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_LOT, { "code", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_LOT, { "item", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_LOT, { "lot", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_LOT, { "expires_on", FO_ARG_DAY, false } },
  { FO_LABEL_RECORD_LOT, { "gtin", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_LOT, { "quantity", FO_ARG_QUANTITY, false } },
  { FO_LABEL_RECORD_LOT, { "unit", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_LOT, { "serial", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_PLACE, { "place", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_CARTON, { "sscc", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_CARTON, { "code", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_CARTON, { "item", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_CARTON, { "gtin", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_CARTON, { "lot", FO_ARG_TEXT, false } },
  { FO_LABEL_RECORD_CARTON, { "expires_on", FO_ARG_DAY, false } },
  { FO_LABEL_RECORD_CARTON, { "quantity", FO_ARG_QUANTITY, false } },
  { FO_LABEL_RECORD_BADGE, { "person", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_BADGE, { "badge", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_COMMAND, { "command", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_TASK, { "number", FO_ARG_TEXT, true } },
  { FO_LABEL_RECORD_VOUCHER, { "number", FO_ARG_TEXT, true } },
};

/* What nobody is asked for: made by the program, or about the printing. */
static const char *const made[] = { "gs1",      "own",  "ean",   "itf",  "content", "tracked", "expiring", "supply",
                                    "training", "page", "pages", "more", "copy",    "link",    "letters", "signs",
                                    "upc",      "matrix", "cyrillic", "pairing", "last", "title", "head_place", "head_asked", "head_quantity",
                                    "owner", "sign_1", "sign_2", "sign_3", "authority", "draft", NULL };

static FoArgKind
kind_of (const char *name)
{
  static const char *const counts[] = { "n", "of", NULL }, *const quantities[] = { "quantity", "weight", NULL };

  if (g_str_has_suffix (name, "_on"))
    return FO_ARG_DAY;
  if (g_strv_contains (counts, name))
    return FO_ARG_COUNT;
  return g_strv_contains (quantities, name) ? FO_ARG_QUANTITY : FO_ARG_TEXT;
}

typedef struct {
  const FoLabelBox *box;
  GArray *inputs;
} Collecting;

static FoLabelInput *
find_input (GArray *inputs, const char *name)
{
  for (guint i = 0; i < inputs->len; i++)
    if (g_str_equal (g_array_index (inputs, FoLabelInput, i).name, name))
      return &g_array_index (inputs, FoLabelInput, i);
  return NULL;
}

static void
add_field (const char *name, bool optional, gpointer data)
{
  const Collecting *collecting = data;
  const FoLabelBox *box = collecting->box;
  bool needed = !optional && !box->optional && !box->when && !box->unless;
  FoLabelInput input = { g_intern_string (name), kind_of (name), needed };
  FoLabelInput *there = find_input (collecting->inputs, name);

  if (there)
    there->needed = there->needed || needed;
  else if (!g_strv_contains (made, name))
    g_array_append_val (collecting->inputs, input);
}

GArray *
fo_label_template_inputs (const FoLabelTemplate *template)
{
  GArray *inputs = g_array_new (FALSE, FALSE, sizeof (FoLabelInput));

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    if (given[i].record == template->record)
      g_array_append_val (inputs, given[i].input);
  for (guint i = 0; i < template->boxes->len; i++) {
    Collecting collecting = { template->boxes->pdata[i], inputs };
    if (collecting.box->in == FO_LABEL_IN_PAGE && !collecting.box->is_rule)
      for (int l = 0; l < (collecting.box->is_symbol ? 1 : FO_N_LANGUAGES); l++)
        fo_label_pattern_fields (collecting.box->is_symbol ? collecting.box->data : collecting.box->text[l], add_field,
                                 &collecting);
  }
  return inputs;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static FoVerdict
read_number (FoArgKind kind, const char *text, gint64 *ret_number)
{
  FoVerdict verdict = fo_quantity_parse (text, ret_number);

  if (verdict != FO_OK)
    return verdict;
  if (*ret_number <= 0)
    return FO_QUANTITY_NOT_POSITIVE;
  if (kind == FO_ARG_COUNT && !fo_quantity_is_whole (*ret_number))
    return FO_QUANTITY_NOT_WHOLE;
  return FO_OK;
}

static void
set_input (FoArgs *fields, const FoLabelInput *input, const char *text, gint64 number, FoDay day)
{
  switch (input->kind) {
  case FO_ARG_TEXT:
    fo_args_set_text (fields, input->name, text);
    break;
  case FO_ARG_QUANTITY:
    fo_args_set_quantity (fields, input->name, number);
    break;
  case FO_ARG_DAY:
    fo_args_set_day (fields, input->name, day);
    break;
  case FO_ARG_COUNT:
    fo_args_set_count (fields, input->name, number / FO_ONE);
    break;
  }
}

FoVerdict
fo_label_input_read (
    const FoLabelInput *input, const char *text, FoDay today, FoArgs *fields, FoLabelRefusal *ret_refusal)
{
  FoVerdict verdict = strlen (text) > FO_LABEL_VALUE_MAX ? FO_TEXT_TOO_LONG : FO_OK;
  gint64 number = 0;
  FoDay day = FO_DAY_NONE;

  if (text[strspn (text, " \t")] == '\0') {
    fo_args_set_text (fields, input->name, NULL);
    return FO_OK;
  }
  if (verdict == FO_OK && input->kind == FO_ARG_DAY)
    verdict = fo_day_parse_typed (text, today, &day);
  else if (verdict == FO_OK && input->kind != FO_ARG_TEXT)
    verdict = read_number (input->kind, text, &number);
  if (verdict != FO_OK)
    return fo_label_refuse (ret_refusal, verdict, input->name, text);
  set_input (fields, input, text, number, day);
  return FO_OK;
}

/* ---- a preview --------------------------------------------------------------------------------------------------- */

static const char *
sample_text (const char *name, FoLanguage language)
{
  static const char *const names[FO_N_LANGUAGES] = { "Silicone sealant, 310 ml cartridge",
                                                     "Герметик силиконовый, туба 310 мл",
                                                     "Silikondichtstoff, Kartusche 310 ml" };
  static const struct {
    const char *name, *text;
  } samples[] = {
    { "code", "SEALANT-310" },
    { "lot", "B2411-07" },
    { "gtin", "04601234567893" },
    { "unit", "шт" },
    { "serial", "A001" },
    { "place", "A-02-3" },
    { "sscc", "346012340000000179" },
    { "badge", "17" },
    { "command", "undo" },
    { "number", "214" },
    { "deal", "D-104" },
    { "order", "214" },
    { "person", "М. Орлова" },
    { "sender", "Firstout" },
    { "receiver", "Котельная «Заря»" },
  };

  if (g_str_equal (name, "item"))
    return names[language];
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_str_equal (samples[i].name, name))
      return samples[i].text;
  return "1";
}

void
fo_label_sample (const FoLabelTemplate *template, FoLanguage language, FoDay today, FoArgs *ret_fields)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);

  fo_args_clear (ret_fields);
  for (guint i = 0; i < inputs->len; i++) {
    const FoLabelInput *input = &g_array_index (inputs, FoLabelInput, i);
    if (!g_str_equal (input->name, "serial") && !g_str_equal (input->name, "note"))
      set_input (ret_fields, input, sample_text (input->name, language), 12 * FO_ONE, fo_day_plus (today, 190));
  }
}
