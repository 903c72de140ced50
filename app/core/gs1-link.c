/* SPDX-License-Identifier: GPL-3.0-or-later
 * GS1 Digital Link: element strings as addresses on the web (GS1 Digital Link Standard: URI Syntax). */
#include "gs1-parts.h"
#include "gs1-table.h"
#include "output.h"

#define SEGMENTS_MAX 64 /* of a path; of a longer one the last are looked at */

/* A piece of the address, still encoded. */
typedef struct {
  const char *text;
  size_t length;
} Piece;

/* The row of the AI the piece is; NULL when it is none. */
static const Gs1Row *
row_of (Piece piece)
{
  char ai[FO_GS1_AI_MAX] = "";

  if (piece.length >= FO_GS1_AI_MAX)
    return NULL;
  memcpy (ai, piece.text, piece.length);
  return fo_gs1_ai_is_known (ai) ? fo_gs1_row (ai, piece.length) : NULL;
}

static bool
is_key (Piece piece)
{
  const Gs1Row *row = row_of (piece);

  return row && row->key;
}

/* "|" and "," apart: the alternatives of a key, the AIs of one. Returns what is left behind the piece. */
static const char *
take_piece (const char *text, const char *separators, Piece *ret_piece)
{
  size_t length = strcspn (text, separators);

  *ret_piece = (Piece){ text, length };
  return text + length + (text[length] != '\0');
}

static bool
is_same (Piece a, Piece b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

/* ---- taking it apart -------------------------------------------------------------------------------------------------- */

typedef struct {
  Piece segments[SEGMENTS_MAX];
  size_t count;
  size_t key; /* the segment */
  Piece query;
} Link;

static bool
begins_as (const char *text, size_t length, const char *small)
{
  size_t n = strlen (small);

  for (size_t i = 0; i < n; i++)
    if (i >= length || (char) (text[i] | 0x20) != (char) (small[i] | 0x20))
      return false;
  return true;
}

/* What stands behind "https://host"; NULL when it does not begin so. */
static const char *
path_of (const char *text, size_t length)
{
  size_t at = begins_as (text, length, "https://") ? 8 : begins_as (text, length, "http://") ? 7 : length;
  size_t host = at;

  while (at < length && strchr ("/?#", text[at]) == NULL)
    at++;
  return at > host ? text + at : NULL;
}

static void
add_segment (Link *link, const char *text, size_t length)
{
  if (link->count == SEGMENTS_MAX) {
    memmove (link->segments, link->segments + 1, sizeof *link->segments * (SEGMENTS_MAX - 1));
    link->count--;
  }
  link->segments[link->count++] = (Piece){ text, length };
}

static void
split (Link *link, const char *path, const char *end)
{
  const char *at = path;

  while (at < end && *at == '/') {
    const char *begin = ++at;
    while (at < end && strchr ("/?#", *at) == NULL)
      at++;
    add_segment (link, begin, (size_t) (at - begin));
  }
  if (link->count > 0 && link->segments[link->count - 1].length == 0)
    link->count--;
  if (at < end && *at == '?') {
    const char *fragment = memchr (at, '#', (size_t) (end - at));
    link->query = (Piece){ at + 1, (size_t) ((fragment ? fragment : end) - at - 1) };
  }
}

static char *
decode_at (Piece piece, char *decoded)
{
  for (size_t i = 0; i < piece.length; i++) {
    int high, low;
    if (piece.text[i] != '%') {
      *decoded++ = piece.text[i];
      continue;
    }
    high = i + 2 < piece.length ? hex_value (piece.text[i + 1]) : -1;
    low = i + 2 < piece.length ? hex_value (piece.text[i + 2]) : -1;
    if (high < 0 || low < 0)
      return NULL;
    *decoded++ = (char) (high << 4 | low);
    i += 2;
  }
  return decoded;
}

/* A key of fourteen digits alone, a GTIN, may have lost leading zeros. */
static bool
is_gtin_row (const Gs1Row *row)
{
  return row->key && row->parts[0].rule == GS1_CHECK && fo_gs1_row_most (row) == FO_GTIN_MAX - 1;
}

/* Could this be the value of the key? Its digits are there, right or wrong, and its percents can be read. */
static bool
may_be_value (const Gs1Row *row, Piece value)
{
  size_t digits = row->parts[0].set == 'N' ? row->parts[0].least : 0;
  char decoded[FO_SCAN_BYTES_MAX];

  if (is_gtin_row (row))
    return all_digits (value.text, value.length)
           && (value.length == 8 || (value.length >= 12 && value.length <= FO_GTIN_MAX - 1));
  return value.length > 0 && value.length >= digits && (digits == 0 || all_digits (value.text, digits))
         && decode_at (value, decoded) != NULL;
}

/* From the end, two by two, back to a key; failing that, a key anywhere with a value that proves itself. */
static bool
find_key (Link *link)
{
  for (size_t i = link->count; i >= 2; i -= 2) {
    const Gs1Row *row = row_of (link->segments[i - 2]);
    if (row == NULL)
      break;
    link->key = i - 2;
    if (row->key)
      return may_be_value (row, link->segments[i - 1]);
  }
  for (size_t i = 0; i + 1 < link->count; i++) {
    const Gs1Row *row = row_of (link->segments[i]);
    link->key = i;
    if (row && row->key && row->parts[0].rule == GS1_CHECK && may_be_value (row, link->segments[i + 1]))
      return true;
  }
  return false;
}

/* ---- what it says ------------------------------------------------------------------------------------------------------- */

static void
refuse (FoGs1 *gs1, FoVerdict verdict)
{
  gs1->verdict = fo_verdict_first (gs1->verdict, verdict);
}

/* Writes the element behind the others and judges it. There is room: each takes fewer characters than in the address, but
 * for six zeros, and those the scheme made room for. */
static void
add_element (FoGs1 *gs1, Piece ai, Piece value)
{
  const Gs1Row *row = row_of (ai);
  char decoded[FO_SCAN_BYTES_MAX + 1];
  char *end = decode_at (value, decoded);
  size_t at = gs1->length, length = end ? (size_t) (end - decoded) : 0, zeros = 0;

  if (end == NULL) {
    refuse (gs1, FO_GS1_LINK_MALFORMED);
    return;
  }
  if (is_gtin_row (row) && length < FO_GTIN_MAX - 1)
    zeros = FO_GTIN_MAX - 1 - length;
  if (at > 0)
    gs1->bytes[at++] = FO_GS1_SEPARATOR;
  memcpy (gs1->bytes + at, ai.text, ai.length);
  memset (gs1->bytes + at + ai.length, '0', zeros);
  memcpy (gs1->bytes + at + ai.length + zeros, decoded, length);
  gs1->length = (uint16_t) (at + ai.length + zeros + length);
  (void) fo_gs1_add (gs1, gs1->bytes + at, ai.length, at + ai.length, gs1->length);
}

/* Are the AIs of the segments behind the key those of LIST, in its order, some left out? */
static bool
are_in_order (const Link *link, Piece list)
{
  const char *left = list.text, *end = list.text + list.length;

  for (size_t i = link->key + 2; i + 1 < link->count; i += 2) {
    Piece ai = { "", 0 };
    while (left < end && !is_same (ai, link->segments[i]))
      left = take_piece (left, "|,", &ai);
    if (ai.length == 0 || !is_same (ai, link->segments[i]))
      return false;
  }
  return true;
}

static bool
are_qualifiers (const Link *link)
{
  const char *left = row_of (link->segments[link->key])->key;

  if ((link->count - link->key) % 2 != 0)
    return false;
  while (*left) {
    Piece list;
    left = take_piece (left, "|", &list);
    if (are_in_order (link, list))
      return true;
  }
  return false;
}

static void
read_path (FoGs1 *gs1, const Link *link)
{
  bool sound = are_qualifiers (link);

  if (!sound)
    refuse (gs1, FO_GS1_LINK_MALFORMED);
  for (size_t i = link->key; i + 1 < (sound ? link->count : link->key + 2); i += 2)
    add_element (gs1, link->segments[i], link->segments[i + 1]);
}

static void
read_query (FoGs1 *gs1, Piece query)
{
  const char *end = query.text + query.length;

  for (const char *at = query.text; at < end;) {
    Piece name, value = { "", 0 };
    while (at < end && (*at == '&' || *at == ';'))
      at++;
    name.text = at;
    while (at < end && strchr ("=&;", *at) == NULL)
      at++;
    name.length = (size_t) (at - name.text);
    if (at < end && *at == '=') {
      value.text = ++at;
      while (at < end && *at != '&' && *at != ';')
        at++;
      value.length = (size_t) (at - value.text);
    }
    if (is_key (name))
      refuse (gs1, FO_GS1_LINK_MALFORMED);
    else if (row_of (name))
      add_element (gs1, name, value);
  }
}

bool
fo_gs1_link_parse (FoGs1 *gs1, const char *text, size_t length, FoDay today)
{
  const char *path = length <= FO_SCAN_BYTES_MAX && memchr (text, '\0', length) == NULL ? path_of (text, length) : NULL;
  Link link = { .count = 0 };

  if (path == NULL)
    return false;
  split (&link, path, text + length);
  if (!find_key (&link))
    return false;
  memset (gs1, 0, sizeof *gs1);
  gs1->today = today;
  gs1->is_link = gs1->has_separator = true;
  read_path (gs1, &link);
  if (link.query.length > 0)
    read_query (gs1, link.query);
  return true;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------ */

static void
put_encoded (Output *out, const char *text)
{
  for (; *text; text++) {
    bool plain = is_digit (*text) || ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z') || strchr ("-._~", *text);
    const char encoded[] = { '%', "0123456789ABCDEF"[(uint8_t) *text >> 4], "0123456789ABCDEF"[(uint8_t) *text & 0xf] };
    put (out, plain ? text : encoded, plain ? 1 : sizeof encoded);
  }
}

static bool
is_in (const char *ai, Piece list)
{
  const char *left = list.text;

  while (left < list.text + list.length) {
    Piece one;
    left = take_piece (left, "|,", &one);
    if (is_same (one, (Piece){ ai, strlen (ai) }))
      return true;
  }
  return false;
}

static const FoGs1Pair *
key_among (const FoGs1Pair *pairs, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (is_key ((Piece){ pairs[i].ai, strlen (pairs[i].ai) }))
      return &pairs[i];
  return NULL;
}

/* The alternative of the key's qualifiers that has all the pairs ask for; without length when none has. */
static Piece
fitting_list (const char *key, const FoGs1Pair *pairs, size_t count)
{
  const Piece all = { key, strlen (key) };
  Piece list = all;

  while (*key) {
    bool fits = true;
    key = take_piece (key, "|", &list);
    for (size_t i = 0; i < count; i++)
      fits = fits && (is_in (pairs[i].ai, list) || !is_in (pairs[i].ai, all));
    if (fits)
      return list;
  }
  return (Piece){ "", 0 };
}

static void
put_link (Output *out, const FoGs1Pair *key, Piece list, const FoGs1Pair *pairs, size_t count)
{
  const char *left = list.text, *mark = "?";

  put_text (out, "/");
  put_text (out, key->ai);
  put_text (out, "/");
  put_encoded (out, key->value);
  while (left < list.text + list.length) {
    Piece one;
    left = take_piece (left, "|,", &one);
    for (size_t i = 0; i < count; i++)
      if (is_same (one, (Piece){ pairs[i].ai, strlen (pairs[i].ai) })) {
        put_text (out, "/");
        put_text (out, pairs[i].ai);
        put_text (out, "/");
        put_encoded (out, pairs[i].value);
      }
  }
  for (size_t i = 0; i < count; i++)
    if (&pairs[i] != key && !is_in (pairs[i].ai, list)) {
      put_text (out, mark);
      put_text (out, pairs[i].ai);
      put_text (out, "=");
      put_encoded (out, pairs[i].value);
      mark = "&";
    }
}

FoVerdict
fo_gs1_link_build (const char *stem, const FoGs1Pair *pairs, size_t count, FoDay today, char *ret_text, size_t room)
{
  char text[FO_SCAN_BYTES_MAX + 1];
  Output out = { .text = text, .room = room < sizeof text ? room : sizeof text };
  FoVerdict verdict = fo_gs1_judge_pairs (pairs, count, today);
  const FoGs1Pair *key = key_among (pairs, count);
  size_t length = strlen (stem);
  FoGs1 again;
  Piece list;

  if (verdict != FO_OK)
    return verdict;
  while (length > 0 && stem[length - 1] == '/')
    length--;
  list = key ? fitting_list (row_of ((Piece){ key->ai, strlen (key->ai) })->key, pairs, count) : (Piece){ "", 0 };
  if (list.length == 0)
    return FO_GS1_LINK_MALFORMED;
  put (&out, stem, length);
  put_link (&out, key, list, pairs, count);
  if (out.overflow)
    return FO_CODE_TOO_LONG;
  if (!fo_gs1_link_parse (&again, text, out.length, today))
    return FO_GS1_LINK_MALFORMED;
  if (again.verdict != FO_OK)
    return again.verdict;
  memcpy (ret_text, text, out.length);
  ret_text[out.length] = '\0';
  return FO_OK;
}
