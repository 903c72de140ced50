/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheet-inside.h"
#include <string.h>

struct FoSheet {
  char *name;
  const char *encoding;
  GStringChunk *texts;
  GPtrArray *cells; /* into texts, row behind row */
  GArray *rows;     /* Row */
  guint put;        /* cells of rows that are ended */
};

typedef struct {
  guint first, n; /* in cells */
  guint line;
} Row;

G_DEFINE_QUARK (fo - sheet - error - quark, fo_sheet_error)

#define NO_BREAK_SPACE "\xc2\xa0"
#define NARROW_NO_BREAK_SPACE "\xe2\x80\xaf"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* ---- into UTF-8 -------------------------------------------------------------------------------------------------- */

/* 0x80 … 0xbf of Windows-1251; above them the alphabet follows in order. 0 is no character. */
static const gunichar upper[64] = { 0x402,  0x403,  0x201a, 0x453,  0x201e, 0x2026, 0x2020, 0x2021, 0x20ac, 0x2030,
                                    0x409,  0x2039, 0x40a,  0x40c,  0x40b,  0x40f,  0x452,  0x2018, 0x2019, 0x201c,
                                    0x201d, 0x2022, 0x2013, 0x2014, 0,      0x2122, 0x459,  0x203a, 0x45a,  0x45c,
                                    0x45b,  0x45f,  0xa0,   0x40e,  0x45e,  0x408,  0xa4,   0x490,  0xa6,   0xa7,
                                    0x401,  0xa9,   0x404,  0xab,   0xac,   0xad,   0xae,   0x407,  0xb0,   0xb1,
                                    0x406,  0x456,  0x491,  0xb5,   0xb6,   0xb7,   0x451,  0x2116, 0x454,  0xbb,
                                    0x458,  0x405,  0x455,  0x457 };

static char *
from_windows_1251 (const char *bytes, gsize length)
{
  GString *text = g_string_sized_new (length * 2);

  for (gsize i = 0; i < length; i++) {
    guchar byte = (guchar) bytes[i];

    if (byte < 0x80)
      g_string_append_c (text, (char) byte);
    else if (byte >= 0xc0)
      g_string_append_unichar (text, 0x410 + (gunichar) (byte - 0xc0));
    else
      g_string_append_unichar (text, upper[byte - 0x80] ? upper[byte - 0x80] : 0xfffd);
  }
  return g_string_free (text, FALSE);
}

/* Excel's "Unicode text". */
static char *
from_utf16 (const char *bytes, gsize length, bool big)
{
  gsize n = length / 2;
  g_autofree gunichar2 *units = g_new (gunichar2, n + 1);

  memcpy (units, bytes, n * 2);
  for (gsize i = 0; i < n; i++)
    units[i] = big ? GUINT16_FROM_BE (units[i]) : GUINT16_FROM_LE (units[i]);
  return g_utf16_to_utf8 (units, (glong) n, NULL, NULL, NULL);
}

static const struct {
  const char *bytes, *is;
} strangers[] = {
  { "\xd0\xcf\x11\xe0", "an old Excel workbook" },
  { "%PDF", "a PDF document" },
  { "\x89PNG", "a picture" },
  { "\xff\xd8\xff", "a picture" },
  { "{\\rtf", "a Word document" },
  { "\x1f\x8b", "a packed file" },
  { "SQLite format 3", "a database" },
};

static bool
refuse (const char *name, const char *is, GError **error)
{
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_NOT_TEXT,
               "%s is %s, not a table as text. In Excel: save as \"CSV (delimited)\" or \"CSV UTF-8\"; in 1C: save the "
               "list as text.",
               name, is);
  return false;
}

static bool
looks_like_text (const char *name, const char *bytes, gsize length, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (length >= strlen (strangers[i].bytes) && memcmp (bytes, strangers[i].bytes, strlen (strangers[i].bytes)) == 0)
      return refuse (name, strangers[i].is, error);
  return !memchr (bytes, '\0', length) || refuse (name, "a file with zero bytes in it", error);
}

/* UTF-8 without a byte order mark. */
static char *
to_utf8 (FoSheet *sheet, const char *bytes, gsize length, GError **error)
{
  bool little = length >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0,
       big = length >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0;
  char *text;

  if (little || big) {
    sheet->encoding = "UTF-16";
    text = from_utf16 (bytes + 2, length - 2, big);
    if (!text || strlen (text) == 0) {
      g_free (text);
      refuse (sheet->name, "a damaged file", error);
      return NULL;
    }
    return text;
  }
  if (!looks_like_text (sheet->name, bytes, length, error))
    return NULL;
  if (length >= 3 && memcmp (bytes, BYTE_ORDER_MARK, 3) == 0) {
    bytes += 3;
    length -= 3;
  }
  sheet->encoding = g_utf8_validate (bytes, (gssize) length, NULL) ? "UTF-8" : "Windows-1251";
  return sheet->encoding[0] == 'U' ? g_strndup (bytes, length) : from_windows_1251 (bytes, length);
}

/* ---- into cells -------------------------------------------------------------------------------------------------- */

typedef struct {
  FoSheet *sheet;
  const char *at;
  char separator;
  guint line;
  GString *cell;
} Reading;

static gsize
space_at (const char *text)
{
  if (*text == ' ' || *text == '\t')
    return 1;
  if (g_str_has_prefix (text, NO_BREAK_SPACE))
    return strlen (NO_BREAK_SPACE);
  return g_str_has_prefix (text, NARROW_NO_BREAK_SPACE) ? strlen (NARROW_NO_BREAK_SPACE) : 0;
}

static gsize
space_before (const char *begin, const char *end)
{
  if (end > begin && (end[-1] == ' ' || end[-1] == '\t'))
    return 1;
  if (end - begin >= 2 && memcmp (end - 2, NO_BREAK_SPACE, 2) == 0)
    return 2;
  return end - begin >= 3 && memcmp (end - 3, NARROW_NO_BREAK_SPACE, 3) == 0 ? 3 : 0;
}

static bool
is_guarded (const char *text, gsize length)
{
  return length >= 2 && text[0] == '\'' && strchr ("=+-@\t\r'", text[1]);
}

/* The value without what stands around it. */
void
fo_sheet_put (FoSheet *sheet, const char *text, gsize length)
{
  const char *begin = text, *end = begin + length;
  gsize space;

  while (begin < end && (space = space_at (begin)) > 0)
    begin += space;
  while ((space = space_before (begin, end)) > 0)
    end -= space;
  if (is_guarded (begin, (gsize) (end - begin)))
    begin++;
  g_ptr_array_add (sheet->cells, g_string_chunk_insert_len (sheet->texts, begin, end - begin));
}

static bool
ends_cell (const Reading *r)
{
  return *r->at == '\0' || *r->at == r->separator || *r->at == '\n' || *r->at == '\r';
}

static bool
read_quoted (Reading *r, GError **error)
{
  guint began = r->line;

  for (r->at++; *r->at; r->at++) {
    if (*r->at == '"' && r->at[1] != '"') {
      r->at++;
      return true;
    }
    if (*r->at == '"')
      r->at++;
    if (*r->at == '\n')
      r->line++;
    g_string_append_c (r->cell, *r->at);
  }
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_QUOTE, "%s, line %u: a quote is opened and never closed.",
               r->sheet->name, began);
  return false;
}

static bool
too_large (const FoSheet *sheet, guint line, const char *what, int limit, GError **error)
{
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_TOO_LARGE, "%s, line %u: more than %d %s.", sheet->name, line, limit, what);
  return false;
}

static bool
read_cell (Reading *r, GError **error)
{
  const char *behind = r->at;

  g_string_truncate (r->cell, 0);
  while (*behind != r->separator && space_at (behind) > 0)
    behind += space_at (behind);
  if (*behind == '"') {
    r->at = behind;
    if (!read_quoted (r, error))
      return false;
  }
  while (!ends_cell (r))
    g_string_append_c (r->cell, *r->at++);
  if (r->cell->len > FO_SHEET_CELL_MAX)
    return too_large (r->sheet, r->line, "bytes in a cell", FO_SHEET_CELL_MAX, error);
  fo_sheet_put (r->sheet, r->cell->str, r->cell->len);
  return true;
}

static void
end_line (Reading *r)
{
  if (*r->at == '\r')
    r->at++;
  if (*r->at == '\n')
    r->at++;
  r->line++;
}

static bool
is_blank (const FoSheet *sheet, const Row *row)
{
  for (guint i = 0; i < row->n; i++)
    if (*(const char *) g_ptr_array_index (sheet->cells, row->first + i))
      return false;
  return true;
}

bool
fo_sheet_put_row (FoSheet *sheet, guint line, GError **error)
{
  Row row = { sheet->put, sheet->cells->len - sheet->put, line };

  if (row.n > FO_SHEET_COLUMNS_MAX)
    return too_large (sheet, line, "columns", FO_SHEET_COLUMNS_MAX, error);
  if (is_blank (sheet, &row))
    g_ptr_array_set_size (sheet->cells, (gint) row.first);
  else
    g_array_append_val (sheet->rows, row);
  sheet->put = sheet->cells->len;
  return sheet->rows->len <= FO_SHEET_ROWS_MAX || too_large (sheet, line, "rows", FO_SHEET_ROWS_MAX, error);
}

static bool
read_row (Reading *r, GError **error)
{
  FoSheet *sheet = r->sheet;
  guint line = r->line;

  while (read_cell (r, error)) {
    if (sheet->cells->len - sheet->put > FO_SHEET_COLUMNS_MAX)
      return too_large (sheet, line, "columns", FO_SHEET_COLUMNS_MAX, error);
    if (*r->at != r->separator) {
      end_line (r);
      return fo_sheet_put_row (sheet, line, error);
    }
    r->at++;
  }
  return false;
}

/* The end of the first ten lines. A cell in quotes may have lines of its own. */
static const char *
end_of_head (const char *text)
{
  const char *end = text;
  bool quoted = false;

  for (int lines = 0; *end && lines < 10; end++) {
    bool begins_cell = end == text || strchr ("\r\n\t;, ", end[-1]);

    if (quoted && end[0] == '"' && end[1] == '"')
      end++;
    else if (*end == '"')
      quoted = !quoted && begins_cell;
    lines += *end == '\n' && !quoted;
  }
  return end;
}

/* Excel may name it ("sep=;"). Else a tab in the first lines says more than a semicolon, and that more than a comma,
 * which stands in numbers and in words as well. */
static void
find_separator (Reading *r)
{
  const char *end;

  if (g_str_has_prefix (r->at, "sep=") && r->at[4] && strchr ("\r\n", r->at[5])) {
    r->separator = r->at[4];
    r->at += 5;
    end_line (r);
    return;
  }
  end = end_of_head (r->at);
  r->separator = memchr (r->at, '\t', (gsize) (end - r->at))  ? '\t'
                 : memchr (r->at, ';', (gsize) (end - r->at)) ? ';'
                                                              : ',';
}

static bool
read_rows (FoSheet *sheet, const char *text, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);
  Reading r = { .sheet = sheet, .at = text, .line = 1, .cell = cell };

  find_separator (&r);
  while (*r.at)
    if (!read_row (&r, error))
      return false;
  if (sheet->rows->len > 0)
    return true;
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_EMPTY, "%s is empty.", sheet->name);
  return false;
}

/* ---- the sheet --------------------------------------------------------------------------------------------------- */

FoSheet *
fo_sheet_new (const char *name, const char *encoding)
{
  FoSheet *sheet = g_new0 (FoSheet, 1);

  sheet->name = g_strdup (name);
  sheet->encoding = encoding;
  sheet->texts = g_string_chunk_new (4096);
  sheet->cells = g_ptr_array_new ();
  sheet->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  return sheet;
}

FoSheet *
fo_sheet_parse (const char *name, const char *bytes, gsize length, GError **error)
{
  g_autoptr (FoSheet) sheet = fo_sheet_new (name, "");
  g_autofree char *text = NULL;

  if (length == 0) {
    g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_EMPTY, "%s is empty.", name);
    return NULL;
  }
  if (length > FO_SHEET_BYTES_MAX) {
    g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_TOO_LARGE,
                 "%s has %" G_GSIZE_FORMAT " bytes; %d is the most. Split it.", name, length, FO_SHEET_BYTES_MAX);
    return NULL;
  }
  if (fo_sheet_is_workbook (bytes, length))
    return fo_sheet_parse_workbook (name, bytes, length, error);
  text = to_utf8 (sheet, bytes, length, error);
  return text && read_rows (sheet, text, error) ? g_steal_pointer (&sheet) : NULL;
}

FoSheet *
fo_sheet_read (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (!file)
    return NULL;
  bytes = g_mapped_file_get_bytes (file);
  data = g_bytes_get_data (bytes, &length);
  return fo_sheet_parse (path, data, length, error);
}

void
fo_sheet_free (FoSheet *sheet)
{
  if (!sheet)
    return;
  g_free (sheet->name);
  g_string_chunk_free (sheet->texts);
  g_ptr_array_unref (sheet->cells);
  g_array_unref (sheet->rows);
  g_free (sheet);
}

const char *
fo_sheet_name (const FoSheet *sheet)
{
  return sheet->name;
}

const char *
fo_sheet_encoding (const FoSheet *sheet)
{
  return sheet->encoding;
}

guint
fo_sheet_n_rows (const FoSheet *sheet)
{
  return sheet->rows->len;
}

guint
fo_sheet_n_cells (const FoSheet *sheet, guint row)
{
  return g_array_index (sheet->rows, Row, row).n;
}

const char *
fo_sheet_cell (const FoSheet *sheet, guint row, guint column)
{
  const Row *r = &g_array_index (sheet->rows, Row, row);

  return column < r->n ? g_ptr_array_index (sheet->cells, r->first + column) : "";
}

guint
fo_sheet_line (const FoSheet *sheet, guint row)
{
  return g_array_index (sheet->rows, Row, row).line;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

void
fo_sheet_begin (GString *text)
{
  g_string_assign (text, BYTE_ORDER_MARK);
}

/* -3.5 and 12: a spreadsheet takes it for what it is. */
static bool
is_plain_number (const char *cell)
{
  const char *p = cell + (*cell == '-');
  gsize digits = strspn (p, "0123456789");

  if (digits == 0)
    return false;
  p += digits;
  if ((*p == '.' || *p == ',') && p[1])
    p += 1 + strspn (p + 1, "0123456789");
  return *p == '\0';
}

void
fo_sheet_add (GString *text, const char *cell)
{
  bool guard = *cell && strchr ("=+-@\t\r'", *cell) && !is_plain_number (cell);
  bool begins = text->len == 0 || g_str_equal (text->str, BYTE_ORDER_MARK) || text->str[text->len - 1] == '\n';

  if (!begins)
    g_string_append_c (text, ';');
  if (*cell ? !strpbrk (cell, ";\"\r\n\t ,") : !begins) {
    g_string_append (text, guard ? "'" : "");
    g_string_append (text, cell);
    return;
  }
  g_string_append (text, guard ? "\"'" : "\"");
  for (const char *p = cell; *p; p++) {
    if (*p == '"')
      g_string_append_c (text, '"');
    g_string_append_c (text, *p);
  }
  g_string_append_c (text, '"');
}

void
fo_sheet_end_row (GString *text)
{
  g_string_append (text, "\r\n");
}
