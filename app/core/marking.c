/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/marking.h"

#include "gs1-table.h"
#include "output.h"

static const char *const form_names[] = {
  [FO_MARKING_NONE] = "none",   [FO_MARKING_IDENTITY] = "identity", [FO_MARKING_FULL] = "full",
  [FO_MARKING_SHORT] = "short", [FO_MARKING_TOBACCO] = "tobacco",
};

#define SHORT_TAIL 6   /* "93" and four characters */
#define SERIAL_LEAST 5 /* shorter ones are not given out */

/* Without a separator: has the serial swallowed a short tail? */
static bool
ends_in_tail (const char *serial)
{
  size_t length = strlen (serial);

  return length >= SERIAL_LEAST + SHORT_TAIL && memcmp (serial + length - SHORT_TAIL, "93", 2) == 0;
}

static void
name (FoMarking *mark, const char *gtin, const char *serial, size_t serial_length)
{
  Output identity = { .text = mark->identity, .room = sizeof mark->identity };

  memcpy (mark->gtin, gtin, FO_GTIN_MAX - 1);
  memcpy (mark->serial, serial, serial_length);
  put_text (&identity, "01");
  put_text (&identity, mark->gtin);
  put_text (&identity, "21");
  put_text (&identity, mark->serial);
}

/* As scanned, but for separators at the ends. */
static void
keep_as_given (FoMarking *mark, const char *text, size_t length)
{
  while (length > 0 && *text == FO_GS1_SEPARATOR) {
    text++;
    length--;
  }
  while (length > 0 && text[length - 1] == FO_GS1_SEPARATOR)
    length--;
  memcpy (mark->full, text, length);
}

/* People write brackets where a symbol has separators. */
static void
keep_elements (FoMarking *mark, const FoGs1 *gs1)
{
  const char separator = FO_GS1_SEPARATOR;
  Output full = { .text = mark->full, .room = sizeof mark->full };

  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    if (i > 0 && fo_gs1_predefined_length (gs1->entries[i - 1].ai) == 0)
      put (&full, &separator, 1);
    put_text (&full, entry->ai);
    put (&full, gs1->bytes + entry->at, entry->length);
  }
}

static void
read_elements (FoMarking *mark, const FoGs1 *gs1)
{
  char gtin[FO_GTIN_MAX], serial[FO_GS1_SERIAL_MAX];

  if (!fo_gs1_gtin (gs1, gtin) || !fo_gs1_serial (gs1, serial))
    return;
  if (!gs1->has_separator && !gs1->is_bracketed && ends_in_tail (serial)) {
    mark->verdict = FO_GS1_SEPARATOR_LOST;
    return;
  }
  mark->form = fo_gs1_find (gs1, "92")   ? FO_MARKING_FULL
               : fo_gs1_find (gs1, "93") ? FO_MARKING_SHORT
                                         : FO_MARKING_IDENTITY;
  name (mark, gtin, serial, strlen (serial));
  if (gs1->is_bracketed)
    keep_elements (mark, gs1);
  else
    keep_as_given (mark, gs1->bytes, gs1->length);
}

/* GTIN, serial of 7, price of 4, tail of 4: CSET 82, and not all of it digits, as a document's number would be. */
static bool
is_tobacco (const FoCode *code)
{
  const char *text = code->text;
  bool may_be_symbol = code->symbology == FO_SYMBOLOGY_UNKNOWN || code->symbology == FO_SYMBOLOGY_TYPED
                       || code->symbology == FO_SYMBOLOGY_DATAMATRIX;

  return may_be_symbol && fo_code_may_be (code, FO_CODE_OTHER) && strlen (text) == 29 && all_digits (text, 14)
         && fo_gs1_check_digit (text, 13) == text[13] && !all_digits (text + 14, 15)
         && fo_gs1_judge (fo_gs1_row ("91", 2), text + 14, 15, 0) == FO_OK;
}

/* A GTIN and then a serial, whatever is wrong with them. */
static bool
looks_marked (const FoGs1 *gs1)
{
  return fo_gs1_find (gs1, "01") && fo_gs1_find (gs1, "21");
}

FoMarkingForm
fo_marking_read (FoMarking *mark, const FoCode *code)
{
  memset (mark, 0, sizeof *mark);
  if (fo_code_may_be (code, FO_CODE_GS1) && code->verdict != FO_OK)
    mark->verdict = looks_marked (&code->gs1) ? code->verdict : FO_OK;
  else if (fo_code_may_be (code, FO_CODE_GS1))
    read_elements (mark, &code->gs1);
  else if (is_tobacco (code)) {
    mark->form = FO_MARKING_TOBACCO;
    name (mark, code->text, code->text + 14, 7);
    keep_as_given (mark, code->text, strlen (code->text));
  }
  return mark->form;
}

const char *
fo_marking_form_name (FoMarkingForm form)
{
  return form_names[form];
}
