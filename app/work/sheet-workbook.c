/* SPDX-License-Identifier: GPL-3.0-or-later
 * A workbook is a zip archive of XML files (ECMA-376): which sheets there are, their texts, which formats are days, and the cells. */
#include "firstout/core/day.h"
#include "sheet-inside.h"
#include "zip.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PART_MOST (256 * 1024 * 1024)
#define TEXTS "xl/sharedStrings.xml"

typedef struct {
  const char *name, *bytes;
  gsize length;
  FoSheet *sheet;
  char *relation, *target; /* of the first visible sheet */
  bool from_1904;
  GPtrArray *texts;        /* the shared ones */
  GHashTable *day_formats; /* numFmtId of formats that show days */
  GArray *is_day;          /* bool by a cell's style */
  bool in_styles, in_text, skipped;
  GString *text;           /* of what is read now */
  char kind[12];           /* of the cell: "s", "inlineStr" … "" a number */
  guint style, column, row;
} Book;

bool
fo_sheet_is_workbook (const char *bytes, gsize length)
{
  return length >= 4 && memcmp (bytes, "PK\3\4", 4) == 0;
}

/* Some programs write prefixes: "x:row". */
static const char *
local (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon ? colon + 1 : name;
}

static const char *
attribute (const char *name, const char **names, const char **values)
{
  for (; *names; names++, values++)
    if (strcmp (local (*names), name) == 0)
      return *values;
  return "";
}

static void
take_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Book *book = data;

  (void) context, (void) error;
  if (book->in_text && !book->skipped)
    g_string_append_len (book->text, text, (gssize) length);
}

static bool
parse (Book *book, const char *part, const GMarkupParser *parser, bool needed, GError **error)
{
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) broken = NULL;
  const char *text;
  gsize length;

  bytes = fo_zip_read (book->name, book->bytes, book->length, part, PART_MOST, &broken);
  if (broken) {
    g_propagate_error (error, g_steal_pointer (&broken));
    return false;
  }
  if (!bytes && needed)
    g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_NOT_TEXT, "%s is an archive, not a table (it has no %s).", book->name, part);
  if (!bytes)
    return !needed;
  text = g_bytes_get_data (bytes, &length);
  context = g_markup_parse_context_new (parser, G_MARKUP_TREAT_CDATA_AS_TEXT, book, NULL);
  if (g_markup_parse_context_parse (context, text, (gssize) length, &broken) && g_markup_parse_context_end_parse (context, &broken))
    return true;
  if (broken->domain == FO_SHEET_ERROR)
    g_propagate_error (error, g_steal_pointer (&broken));
  else
    g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_NOT_TEXT, "%s is damaged: %s: %s", book->name, part, broken->message);
  return false;
}

/* ---- which sheet --------------------------------------------------------------------------------------------------- */

static void
begin_book (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = data;
  const char *state = attribute ("state", names, values), *from = attribute ("date1904", names, values);

  (void) context, (void) error;
  if (strcmp (local (name), "workbookPr") == 0)
    book->from_1904 = strcmp (from, "1") == 0 || strcmp (from, "true") == 0;
  if (strcmp (local (name), "sheet") == 0 && !book->relation && strcmp (state, "hidden") != 0 && strcmp (state, "veryHidden") != 0)
    book->relation = g_strdup (attribute ("id", names, values));
}

static void
begin_relation (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = data;
  const char *target = attribute ("Target", names, values);

  (void) context, (void) error;
  if (strcmp (local (name), "Relationship") == 0 && g_strcmp0 (attribute ("Id", names, values), book->relation) == 0 && !book->target)
    book->target = *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
}

/* ---- texts ----------------------------------------------------------------------------------------------------------- */

/* A text is one <t>, or several with a look each; how it is spoken (rPh) is none of it. */
static void
begin_texts (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = data;

  (void) context, (void) names, (void) values, (void) error;
  if (strcmp (local (name), "si") == 0)
    g_string_truncate (book->text, 0);
  else if (strcmp (local (name), "rPh") == 0)
    book->skipped = true;
  else
    book->in_text = strcmp (local (name), "t") == 0;
}

static void
end_texts (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Book *book = data;

  (void) context, (void) error;
  if (strcmp (local (name), "si") == 0)
    g_ptr_array_add (book->texts, g_strdup (book->text->str));
  else if (strcmp (local (name), "rPh") == 0)
    book->skipped = false;
  book->in_text = false;
}

/* ---- which numbers are days ---------------------------------------------------------------------------------------------- */

/* By the format's own letters, without what is quoted or in brackets. */
static bool
shows_day (const char *format)
{
  for (const char *p = format; *p; p++) {
    if (*p == '"' || *p == '[') {
      const char *end = strchr (p + 1, *p == '"' ? '"' : ']');
      if (!end)
        return false;
      p = end;
    } else if (*p == '\\' && p[1])
      p++;
    else if (strchr ("dDyY", *p) || g_str_has_prefix (p, "Д") || g_str_has_prefix (p, "Г"))
      return true;
  }
  return false;
}

static bool
is_built_in_day (guint64 id)
{
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

static void
begin_styles (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = data;
  guint64 id = g_ascii_strtoull (attribute ("numFmtId", names, values), NULL, 10);

  (void) context, (void) error;
  if (strcmp (local (name), "numFmt") == 0 && shows_day (attribute ("formatCode", names, values)))
    g_hash_table_add (book->day_formats, GUINT_TO_POINTER ((guint) id));
  if (strcmp (local (name), "cellXfs") == 0)
    book->in_styles = true;
  if (strcmp (local (name), "xf") == 0 && book->in_styles) {
    bool day = is_built_in_day (id) || g_hash_table_contains (book->day_formats, GUINT_TO_POINTER ((guint) id));
    g_array_append_val (book->is_day, day);
  }
}

static void
end_styles (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Book *book = data;

  (void) context, (void) error;
  if (strcmp (local (name), "cellXfs") == 0)
    book->in_styles = false;
}

/* ---- cells --------------------------------------------------------------------------------------------------------------- */

/* "AB12" is column 27. */
static guint
column_of (const char *reference, guint otherwise)
{
  guint column = 0;

  for (; g_ascii_isalpha (*reference) && column <= FO_SHEET_COLUMNS_MAX; reference++)
    column = column * 26 + (guint) (g_ascii_toupper (*reference) - 'A' + 1);
  return column > 0 ? column - 1 : otherwise;
}

/* Days are counted from 1899-12-30 (the year 1900 had no 29th of February, whatever they say), or from 1904-01-01; the first day of
 * 2000 is known in both. */
enum { DAY_2000 = 36526, DAY_2000_FROM_1904 = DAY_2000 - 1462, DAYS_MOST = 2958465 };

static char *
day_text (const Book *book, const char *text)
{
  double number = g_ascii_strtod (text, NULL);
  FoDay first = FO_DAY_NONE;
  char day[11];

  if (fo_day_parse_iso ("2000-01-01", &first) != FO_OK || !(number >= DAY_2000_FROM_1904 && number <= DAYS_MOST))
    return g_strdup (text);
  return g_strdup (fo_day_print_iso (fo_day_plus (first, (gint64) number - (book->from_1904 ? DAY_2000_FROM_1904 : DAY_2000)), day));
}

/* 0.1 stands there as 0.10000000000000001, and a barcode may stand there as 4.601234567893E12: fifteen digits are what a spreadsheet
 * has of a number. */
static char *
number_text (const char *text)
{
  char room[G_ASCII_DTOSTR_BUF_SIZE], *end;
  double number = g_ascii_strtod (text, &end);

  if (*end || end == text || fabs (number) >= 1e15)
    return g_strdup (text);
  return g_strdup (g_ascii_formatd (room, sizeof room, number == floor (number) ? "%.0f" : "%.15g", number));
}

static char *
cell_text (const Book *book)
{
  const char *text = book->text->str;
  guint64 i = g_ascii_strtoull (text, NULL, 10);

  if (!*text || strcmp (book->kind, "inlineStr") == 0 || strcmp (book->kind, "str") == 0)
    return g_strdup (text);
  if (strcmp (book->kind, "s") == 0)
    return g_strdup (i < book->texts->len ? book->texts->pdata[i] : "");
  if (strcmp (book->kind, "d") == 0 || strcmp (book->kind, "e") == 0 || strcmp (book->kind, "b") == 0)
    return g_strdup (text);
  if (book->style < book->is_day->len && g_array_index (book->is_day, bool, book->style))
    return day_text (book, text);
  return number_text (text);
}

static void
begin_cell (Book *book, const char **names, const char **values)
{
  guint at = column_of (attribute ("r", names, values), book->column);

  for (; book->column < at && at < FO_SHEET_COLUMNS_MAX; book->column++)
    fo_sheet_put (book->sheet, "", 0);
  g_strlcpy (book->kind, attribute ("t", names, values), sizeof book->kind);
  book->style = (guint) g_ascii_strtoull (attribute ("s", names, values), NULL, 10);
  g_string_truncate (book->text, 0);
}

static void
begin_sheet (GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data, GError **error)
{
  Book *book = data;
  const char *what = local (name);

  (void) context, (void) error;
  if (strcmp (what, "row") == 0) {
    guint64 row = g_ascii_strtoull (attribute ("r", names, values), NULL, 10);
    book->row = row > 0 ? (guint) row : book->row + 1;
    book->column = 0;
  } else if (strcmp (what, "c") == 0)
    begin_cell (book, names, values);
  else if (strcmp (what, "rPh") == 0)
    book->skipped = true;
  else
    book->in_text = strcmp (what, "v") == 0 || strcmp (what, "t") == 0;
}

static void
end_sheet (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Book *book = data;
  const char *what = local (name);

  (void) context;
  book->in_text = false;
  if (strcmp (what, "rPh") == 0)
    book->skipped = false;
  else if (strcmp (what, "row") == 0)
    fo_sheet_put_row (book->sheet, book->row, error);
  else if (strcmp (what, "c") == 0) {
    g_autofree char *text = cell_text (book);
    if (strlen (text) > FO_SHEET_CELL_MAX)
      g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_TOO_LARGE, "%s, line %u: more than %d bytes in a cell.", book->name, book->row,
                   FO_SHEET_CELL_MAX);
    else
      fo_sheet_put (book->sheet, text, strlen (text));
    book->column++;
  }
}

/* ---- the workbook ---------------------------------------------------------------------------------------------------------- */

static bool
read_book (Book *book, GError **error)
{
  static const GMarkupParser of_book = { begin_book, NULL, NULL, NULL, NULL };
  static const GMarkupParser of_relations = { begin_relation, NULL, NULL, NULL, NULL };
  static const GMarkupParser of_texts = { begin_texts, end_texts, take_text, NULL, NULL };
  static const GMarkupParser of_styles = { begin_styles, end_styles, NULL, NULL, NULL };
  static const GMarkupParser of_sheet = { begin_sheet, end_sheet, take_text, NULL, NULL };

  if (!parse (book, "xl/workbook.xml", &of_book, true, error)
      || !parse (book, "xl/_rels/workbook.xml.rels", &of_relations, true, error))
    return false;
  return parse (book, TEXTS, &of_texts, false, error) && parse (book, "xl/styles.xml", &of_styles, false, error)
         && parse (book, book->target ? book->target : "xl/worksheets/sheet1.xml", &of_sheet, true, error);
}

FoSheet *
fo_sheet_parse_workbook (const char *name, const char *bytes, gsize length, GError **error)
{
  g_autoptr (FoSheet) sheet = fo_sheet_new (name, "workbook");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) formats = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) is_day = g_array_new (FALSE, FALSE, sizeof (bool));
  g_autoptr (GString) text = g_string_new (NULL);
  Book book = { .name = name, .bytes = bytes, .length = length, .sheet = sheet, .texts = texts, .day_formats = formats,
                .is_day = is_day, .text = text };
  bool read = read_book (&book, error);

  g_free (book.relation);
  g_free (book.target);
  if (!read)
    return NULL;
  if (fo_sheet_n_rows (sheet) > 0)
    return g_steal_pointer (&sheet);
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_EMPTY, "%s is empty.", name);
  return NULL;
}
