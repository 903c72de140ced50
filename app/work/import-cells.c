/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-inside.h"
#include <string.h>

const char *
fo_import_text (const FoImport *import, const FoImportRow *row, int column)
{
  int at = import->columns[column];

  return at < 0 ? "" : fo_sheet_cell (import->sheet, row->row, (guint) at);
}

/* "4,60123E+12": what a spreadsheet shows of a long number, and saves so. */
static bool
is_mangled (const char *text)
{
  const char *p = text + strspn (text, "0123456789");

  if (p == text)
    return false;
  if (*p == '.' || *p == ',')
    p += 1 + strspn (p + 1, "0123456789");
  if ((*p != 'E' && *p != 'e') || p[1] != '+')
    return false;
  p += 2;
  return *p && p[strspn (p, "0123456789")] == '\0';
}

static bool
has_control (const char *text)
{
  for (; *text; text++)
    if ((guchar) *text < 0x20 || *text == 0x7f)
      return true;
  return false;
}

/* Excel's line breaks in a cell are spaces in a name. */
static char *
on_one_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (; *text; text++)
    if (!strchr ("\r\n\t", *text))
      g_string_append_c (line, *text);
    else if (line->len > 0 && line->str[line->len - 1] != ' ')
      g_string_append_c (line, ' ');
  return g_string_free (line, FALSE);
}

void
fo_import_get_text (FoImport *import, FoImportRow *row, int column, bool is_number, char *ret, gsize room)
{
  const char *said = fo_import_text (import, row, column);
  g_autofree char *text = is_number ? g_strdup (said) : on_one_line (said);

  if (!*text)
    return;
  if (!g_utf8_validate (text, -1, NULL) || has_control (text))
    fo_import_fault (import, row, column, FO_CODE_BAD_CHARACTER);
  else if (is_number && is_mangled (text))
    fo_import_fault (import, row, column, FO_NUMBER_MANGLED);
  else if (strlen (text) >= room)
    fo_import_fault (import, row, column, FO_TEXT_TOO_LONG);
  else
    g_strlcpy (ret, text, room);
}

void
fo_import_get_quantity (FoImport *import, FoImportRow *row, int column, FoQuantity *ret_u)
{
  const char *text = fo_import_text (import, row, column);
  FoVerdict verdict;

  if (!*text)
    return;
  verdict = is_mangled (text) ? FO_NUMBER_MANGLED : fo_quantity_parse (text, ret_u);
  if (verdict == FO_OK && *ret_u < 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict != FO_OK)
    fo_import_fault (import, row, column, verdict);
}

/* "31.05.2027 0:00:00": a day is a day. */
static char *
without_time (const char *text)
{
  gsize length = strcspn (text, " T");

  return text[length] && text[length + 1 + strspn (text + length + 1, "0123456789:.")] == '\0'
             ? g_strndup (text, length)
             : g_strdup (text);
}

static bool
read_from_today (const char *text, FoDay today, FoDay *ret)
{
  gint64 days;

  if (*text != '+' && *text != '-' && !g_str_equal (text, "0"))
    return false;
  if (!g_ascii_string_to_signed (text + (*text == '+'), 10, -36500, 36500, &days, NULL))
    return false;
  *ret = fo_day_plus (today, days);
  return true;
}

void
fo_import_get_day (FoImport *import, FoImportRow *row, int column, FoDay *ret)
{
  const char *text = fo_import_text (import, row, column);
  g_autofree char *day = without_time (text);
  FoDay today = fo_store_today (import->store);

  if (!*text || (import->options->days_from_today && read_from_today (text, today, ret)))
    return;
  if (fo_day_parse_typed (day, today, ret) != FO_OK)
    fo_import_fault (import, row, column, FO_DAY_BAD);
}

void
fo_import_get_int (FoImport *import, FoImportRow *row, int column, gint32 most, gint32 *ret)
{
  const char *text = fo_import_text (import, row, column);
  FoQuantity number_u;

  if (!*text)
    return;
  if (fo_quantity_parse (text, &number_u) != FO_OK || !fo_quantity_is_whole (number_u) || number_u < 0
      || number_u / FO_ONE > most)
    fo_import_fault (import, row, column, FO_QUANTITY_BAD);
  else
    *ret = (gint32) (number_u / FO_ONE);
}

const char *
fo_import_word (const FoImport *import, const FoImportRow *row, int column, const char *const *words)
{
  const char *text = fo_import_text (import, row, column);
  g_autofree char *small = g_utf8_strdown (text, -1);

  for (; *words; words += 2)
    if (g_str_equal (small, words[0]))
      return words[1];
  return text;
}

void
fo_import_get_yes (FoImport *import, FoImportRow *row, int column, bool *ret)
{
  static const char *const words[] = { "да",   "1", "yes",   "1", "ja",   "1", "true",   "1",   "истина", "1",  "wahr",
                                       "1",    "x", "1",     "х", "1",    "+", "1",      "нет", "0",      "no", "0",
                                       "nein", "0", "false", "0", "ложь", "0", "falsch", "0",   "-",      "0",  NULL };
  const char *word = fo_import_word (import, row, column, words);

  if (!*word)
    return;
  if (!g_str_equal (word, "1") && !g_str_equal (word, "0"))
    fo_import_fault (import, row, column, FO_MESSAGE_MALFORMED);
  else
    *ret = *word == '1';
}
