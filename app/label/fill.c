/* SPDX-License-Identifier: GPL-3.0-or-later
 * Patterns and fields: "{item}[, lot {lot}]" with the values put in. */
#include "parts.h"

#include <string.h>

/* ---- what a pattern is made of ----------------------------------------------------------------------------------- */

typedef enum { PIECE_TEXT, PIECE_FIELD, PIECE_OPEN, PIECE_CLOSE, PIECE_END, PIECE_FAULT } PieceKind;

/* One piece of a pattern: TEXT of LENGTH bytes as it is printed, or a field's name. */
typedef struct {
  PieceKind kind;
  const char *text;
  size_t length;
} Piece;

/* Takes the piece at *AT and steps behind it. "[[" and "]]" are the characters themselves. */
static Piece
next_piece (const char **at)
{
  const char *start = *at, *end;

  if (*start == '\0')
    return (Piece){ PIECE_END, start, 0 };
  if ((*start == '[' || *start == ']') && start[1] == *start) {
    *at = start + 2;
    return (Piece){ PIECE_TEXT, start, 1 };
  }
  if (*start == '[' || *start == ']') {
    *at = start + 1;
    return (Piece){ *start == '[' ? PIECE_OPEN : PIECE_CLOSE, start, 1 };
  }
  if (*start != '{' && *start != '}') {
    *at = start + strcspn (start, "{}[]");
    return (Piece){ PIECE_TEXT, start, (size_t) (*at - start) };
  }
  end = *start == '{' ? strpbrk (start + 1, "{}") : NULL;
  if (!end || *end != '}' || end == start + 1)
    return (Piece){ PIECE_FAULT, start, 0 };
  *at = end + 1;
  return (Piece){ PIECE_FIELD, start + 1, (size_t) (end - start - 1) };
}

const char *
fo_label_pattern_fault (const char *pattern)
{
  bool open = false;

  for (Piece piece = next_piece (&pattern); piece.kind != PIECE_END; piece = next_piece (&pattern)) {
    if (piece.kind == PIECE_FAULT)
      return "has a brace that is not closed or not opened";
    if ((piece.kind == PIECE_OPEN && open) || (piece.kind == PIECE_CLOSE && !open))
      return "has a bracket that is not closed or not opened";
    if (piece.kind == PIECE_OPEN || piece.kind == PIECE_CLOSE)
      open = piece.kind == PIECE_OPEN;
  }
  return open ? "has a bracket that is not closed or not opened" : NULL;
}

void
fo_label_pattern_fields (const char *pattern, FoLabelFieldFunc func, gpointer data)
{
  bool optional = false;

  for (Piece piece = next_piece (&pattern); piece.kind != PIECE_END && piece.kind != PIECE_FAULT;
       piece = next_piece (&pattern)) {
    g_autofree char *name = g_strndup (piece.text, piece.length);
    if (piece.kind == PIECE_OPEN || piece.kind == PIECE_CLOSE)
      optional = piece.kind == PIECE_OPEN;
    else if (piece.kind == PIECE_FIELD)
      func (name, optional, data);
  }
}

/* ---- values ------------------------------------------------------------------------------------------------------ */

const FoArg *
fo_label_fields_get (const FoLabelFields *fields, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields->from); i++) {
    const FoArg *arg = fields->from[i] ? fo_args_get (fields->from[i], name) : NULL;
    if (arg)
      return arg;
  }
  return NULL;
}

static bool
breaks_line (gunichar c)
{
  return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The value for people: one space for each stretch of white space, none at the ends. NULL when it holds what cannot be
 * printed. No-break spaces stay. */
static char *
tidy (const char *value)
{
  g_autoptr (GString) tidy = g_string_new (NULL);
  bool space = false;

  if (!g_utf8_validate (value, -1, NULL))
    return NULL;
  for (const char *at = value; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    bool white = c == ' ' || breaks_line (c);
    if (!white && g_unichar_iscntrl (c))
      return NULL;
    if (!white && space && tidy->len > 0)
      g_string_append_c (tidy, ' ');
    if (!white)
      g_string_append_unichar (tidy, c);
    space = white;
  }
  return g_string_free (g_steal_pointer (&tidy), FALSE);
}

static char *
print_day (FoDay day, FoLanguage language, FoLabelFillMode mode)
{
  char digits[FO_DAY_TEXT_MAX];

  if (mode != FO_LABEL_FILL_ELEMENT)
    return fo_words_day (language, day);
  return g_strdup (fo_day_print_gs1 (day, digits));
}

static char *
print (const FoArg *arg, FoLanguage language, FoLabelFillMode mode)
{
  switch (arg->kind) {
  case FO_ARG_TEXT:
    return g_strdup (arg->text ? arg->text : "");
  case FO_ARG_QUANTITY:
    return fo_words_quantity (language, arg->number);
  case FO_ARG_DAY:
    return print_day ((FoDay) arg->number, language, mode);
  case FO_ARG_COUNT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, arg->number);
  }
  return NULL;
}

/* White space alone is no value. */
static bool
has_content (const char *value)
{
  return value[strspn (value, " \t\r\n\v\f")] != '\0';
}

bool
fo_label_field_is_set (const FoLabelFields *fields, const char *name)
{
  const FoArg *arg = fo_label_fields_get (fields, name);
  g_autofree char *value = arg ? print (arg, FO_LANGUAGE_EN, FO_LABEL_FILL_DATA) : NULL;

  return value && has_content (value);
}

/* ---- putting them in --------------------------------------------------------------------------------------------- */

typedef struct {
  FoLanguage language;
  const FoLabelFields *fields;
  FoLabelFillMode mode;
  FoLabelFilled *filled;
} Filling;

static void
fill_field (const Filling *filling, const char *name)
{
  FoLabelFilled *filled = filling->filled;
  const FoArg *arg = fo_label_fields_get (filling->fields, name);
  g_autofree char *value = arg ? print (arg, filling->language, filling->mode) : g_strdup ("");
  g_autofree char *shown = filling->mode == FO_LABEL_FILL_TEXT ? tidy (value) : g_strdup (value);

  if (!shown && !filled->bad)
    filled->bad = g_utf8_make_valid (value, -1);
  if (shown && !has_content (shown) && !filled->missing)
    filled->missing = g_strdup (name);
  if (shown)
    g_string_append (filled->text, shown);
}

/* Has every field up to the closing bracket a value? */
static bool
part_is_set (const Filling *filling, const char *at)
{
  for (Piece piece = next_piece (&at); piece.kind != PIECE_CLOSE && piece.kind != PIECE_END; piece = next_piece (&at)) {
    g_autofree char *name = g_strndup (piece.text, piece.length);
    if (piece.kind == PIECE_FIELD && !fo_label_field_is_set (filling->fields, name))
      return false;
  }
  return true;
}

static const char *
behind_part (const char *at)
{
  for (Piece piece = next_piece (&at); piece.kind != PIECE_CLOSE && piece.kind != PIECE_END;)
    piece = next_piece (&at);
  return at;
}

void
fo_label_fill (const char *pattern,
               FoLanguage language,
               const FoLabelFields *fields,
               FoLabelFillMode mode,
               FoLabelFilled *ret_filled)
{
  const Filling filling = { language, fields, mode, ret_filled };

  *ret_filled = (FoLabelFilled){ .text = g_string_new (NULL) };
  for (Piece piece = next_piece (&pattern); piece.kind != PIECE_END && piece.kind != PIECE_FAULT;
       piece = next_piece (&pattern)) {
    g_autofree char *text = g_strndup (piece.text, piece.length);
    if (piece.kind == PIECE_TEXT)
      g_string_append (ret_filled->text, text);
    else if (piece.kind == PIECE_FIELD)
      fill_field (&filling, text);
    else if (piece.kind == PIECE_OPEN && !part_is_set (&filling, pattern))
      pattern = behind_part (pattern);
  }
}

void
fo_label_filled_clear (FoLabelFilled *filled)
{
  if (filled->text)
    g_string_free (filled->text, TRUE);
  g_clear_pointer (&filled->missing, g_free);
  g_clear_pointer (&filled->bad, g_free);
  filled->text = NULL;
}
