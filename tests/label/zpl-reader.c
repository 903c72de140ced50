/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zpl-reader.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const guint8 *at, *end;
  GPtrArray *words;
  int hex; /* the indicator of ^FH, -1 outside a field that has one */
  bool broken;
} Ear;

static void
word_free (gpointer data)
{
  PrinterWord *word = data;

  g_free (word->params);
  g_clear_pointer (&word->data, g_bytes_unref);
  g_free (word);
}

static PrinterWord *
add_word (Ear *ear, const char *name, gsize length)
{
  PrinterWord *word = g_new0 (PrinterWord, 1);

  memcpy (word->name, name, MIN (length, sizeof word->name - 1));
  word->params = g_strdup ("");
  g_ptr_array_add (ear->words, word);
  return word;
}

/* ---- ZPL --------------------------------------------------------------------------------------------------------- */

static int
nibble (int c)
{
  const char *all = "0123456789ABCDEFabcdef", *at = c ? strchr (all, c) : NULL;

  return !at ? -1 : at - all < 16 ? (int) (at - all) : (int) (at - all) - 6;
}

/* Everything up to ^ or ~ is the field's. */
static GBytes *
take_field (Ear *ear)
{
  GByteArray *bytes = g_byte_array_new ();

  while (ear->at < ear->end && *ear->at != '^' && *ear->at != '~') {
    guint8 byte = *ear->at++;

    if (byte == ear->hex && ear->end - ear->at >= 2 && nibble (ear->at[0]) >= 0 && nibble (ear->at[1]) >= 0) {
      byte = (guint8) (nibble (ear->at[0]) * 16 + nibble (ear->at[1]));
      ear->at += 2;
    }
    g_byte_array_append (bytes, &byte, 1);
  }
  return g_byte_array_free_to_bytes (bytes);
}

/* Digits with G…Y, g…z for how often the next one comes; , ! : for the rest of a line. */
typedef struct {
  GByteArray *nibbles;
  gsize line; /* nibbles a line */
  guint again;
} Unpacker;

static void
fill_line (Unpacker *un, guint8 value)
{
  do
    g_byte_array_append (un->nibbles, &value, 1);
  while (un->nibbles->len % un->line);
}

static bool
unpack (Unpacker *un, int c)
{
  if (c >= 'G' && c <= 'Y')
    un->again += (guint) (c - 'F');
  else if (c >= 'g' && c <= 'z')
    un->again += (guint) (c - 'f') * 20;
  else if (c == ',')
    fill_line (un, 0);
  else if (c == '!')
    fill_line (un, 15);
  else if (c == ':') {
    if (un->nibbles->len < un->line || un->nibbles->len % un->line)
      return false;
    g_autofree guint8 *above = g_memdup2 (un->nibbles->data + un->nibbles->len - un->line, un->line);
    g_byte_array_append (un->nibbles, above, (guint) un->line);
  } else {
    guint8 value = (guint8) nibble (c);
    if (nibble (c) < 0)
      return false;
    for (guint i = 0; i < MAX (un->again, 1); i++)
      g_byte_array_append (un->nibbles, &value, 1);
    un->again = 0;
  }
  return true;
}

static GBytes *
pack (const GByteArray *nibbles)
{
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i + 1 < nibbles->len; i += 2) {
    guint8 byte = (guint8) (nibbles->data[i] << 4 | nibbles->data[i + 1]);
    g_byte_array_append (bytes, &byte, 1);
  }
  return g_byte_array_free_to_bytes (bytes);
}

/* A,total,total,stride,digits */
static void
take_graphic (Ear *ear, PrinterWord *word)
{
  const char *from = (const char *) ear->at;
  gsize total = 0, stride = 0, commas = 0;
  g_autoptr (GByteArray) nibbles = g_byte_array_new ();

  for (; ear->at < ear->end && commas < 4; ear->at++) {
    commas += *ear->at == ',';
    if (commas == 1 && *ear->at == ',')
      total = (gsize) strtoul ((const char *) ear->at + 1, NULL, 10);
    if (commas == 3 && *ear->at == ',')
      stride = (gsize) strtoul ((const char *) ear->at + 1, NULL, 10);
  }
  g_free (word->params);
  word->params = g_strndup (from, (gsize) ((const char *) ear->at - from));
  Unpacker un = { .nibbles = nibbles, .line = stride * 2 };
  ear->broken = ear->broken || commas < 4 || stride == 0 || total == 0;
  while (!ear->broken && ear->at < ear->end && *ear->at != '^' && *ear->at != '~')
    ear->broken = !unpack (&un, *ear->at++) || nibbles->len > total * 2;
  ear->broken = ear->broken || nibbles->len != total * 2;
  word->data = pack (nibbles);
}

static void
take_params (Ear *ear, PrinterWord *word)
{
  const guint8 *from = ear->at;

  while (ear->at < ear->end && *ear->at != '^' && *ear->at != '~')
    ear->at++;
  g_free (word->params);
  word->params = g_strchomp (g_strndup ((const char *) from, (gsize) (ear->at - from)));
}

static void
take_command (Ear *ear)
{
  PrinterWord *word;

  if (ear->end - ear->at < 3) {
    ear->broken = true;
    return;
  }
  word = add_word (ear, (const char *) ear->at, 3);
  ear->at += 3;
  if (g_str_equal (word->name, "^FD")) {
    word->data = take_field (ear);
  } else if (g_str_equal (word->name, "^GF")) {
    take_graphic (ear, word);
  } else {
    take_params (ear, word);
  }
  if (g_str_equal (word->name, "^FH"))
    ear->hex = *word->params ? (guint8) *word->params : '_';
  if (g_str_equal (word->name, "^FS"))
    ear->hex = -1;
}

GPtrArray *
zpl_read (GBytes *stream)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (stream, &length);
  Ear ear = { .at = bytes, .end = bytes + length, .words = g_ptr_array_new_with_free_func (word_free), .hex = -1 };

  while (!ear.broken && ear.at < ear.end) {
    if (*ear.at == '^' || *ear.at == '~')
      take_command (&ear);
    else if (!strchr (" \r\n", *ear.at++))
      ear.broken = true; /* between commands a printer expects nothing */
  }
  if (!ear.broken)
    return ear.words;
  g_ptr_array_unref (ear.words);
  return NULL;
}

char *
printer_words (const GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++) {
    const PrinterWord *word = g_ptr_array_index (words, i);
    bool is_field = g_str_equal (word->name, "^FD");

    g_string_append_printf (text, "%s%s%s", i ? " " : "", word->name, word->params);
    if (is_field)
      g_string_append_len (text, g_bytes_get_data (word->data, NULL), (gssize) g_bytes_get_size (word->data));
  }
  return g_string_free (text, FALSE);
}

static FoRaster *
paint (const PrinterWord *word, int width, int height, int stride)
{
  FoRaster *raster = fo_raster_new (width, height);
  const guint8 *bits = g_bytes_get_data (word->data, NULL);

  g_assert_cmpint (raster->stride, ==, stride);
  g_assert_cmpuint (g_bytes_get_size (word->data), ==, (gsize) stride * (gsize) height);
  memcpy (raster->bits, bits, (gsize) stride * (gsize) height);
  return raster;
}

static const PrinterWord *
find_word (const GPtrArray *words, const char *name)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (((const PrinterWord *) g_ptr_array_index (words, i))->name, name))
      return g_ptr_array_index (words, i);
  return NULL;
}

static int
number (const char *text, guint n)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ", ", -1);

  return g_strv_length (parts) > n ? (int) strtol (parts[n], NULL, 10) : 0;
}

FoRaster *
zpl_render (const GPtrArray *words)
{
  const PrinterWord *graphic = find_word (words, "^GF"), *width = find_word (words, "^PW"),
                    *height = find_word (words, "^LL");

  if (!graphic || !width || !height)
    return NULL;
  return paint (graphic, number (width->params, 0), number (height->params, 0), number (graphic->params, 3));
}

/* ---- TSPL -------------------------------------------------------------------------------------------------------- */

/* BITMAP x,y,bytes,lines,mode, and so many bytes as that is. */
static void
take_bitmap (Ear *ear, PrinterWord *word)
{
  const guint8 *from = ear->at;
  gsize commas = 0, n;

  while (ear->at < ear->end && commas < 5)
    commas += *ear->at++ == ',';
  g_free (word->params);
  word->params = g_strndup ((const char *) from, (gsize) (ear->at - from));
  n = (gsize) number (word->params, 2) * (gsize) number (word->params, 3);
  if (commas < 5 || (gsize) (ear->end - ear->at) < n + 2 || memcmp (ear->at + n, "\r\n", 2) != 0) {
    ear->broken = true;
    return;
  }
  word->data = g_bytes_new (ear->at, n);
  ear->at += n + 2;
}

GPtrArray *
tspl_read (GBytes *stream)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (stream, &length);
  Ear ear = { .at = bytes, .end = bytes + length, .words = g_ptr_array_new_with_free_func (word_free) };

  while (!ear.broken && ear.at < ear.end) {
    const guint8 *from = ear.at;
    while (ear.at < ear.end && g_ascii_isupper (*ear.at))
      ear.at++;
    PrinterWord *word = add_word (&ear, (const char *) from, (gsize) (ear.at - from));
    if (ear.at == from) {
      ear.broken = true;
    } else if (g_str_equal (word->name, "BITMAP") && ear.at < ear.end) {
      ear.at++;
      take_bitmap (&ear, word);
    } else {
      const guint8 *line = memchr (ear.at, '\n', (gsize) (ear.end - ear.at));
      ear.broken = !line || line == ear.at || line[-1] != '\r';
      g_free (word->params);
      word->params = ear.broken ? g_strdup ("") : g_strndup ((const char *) ear.at, (gsize) (line - 1 - ear.at));
      ear.at = line ? line + 1 : ear.end;
    }
  }
  if (!ear.broken)
    return ear.words;
  g_ptr_array_unref (ear.words);
  return NULL;
}

FoRaster *
tspl_render (const GPtrArray *words, int dpi)
{
  const PrinterWord *bitmap = find_word (words, "BITMAP"), *size = find_word (words, "SIZE");
  gsize n;

  if (!bitmap || !size)
    return NULL;
  double width_mm = g_ascii_strtod (size->params, NULL);
  g_autofree guint8 *bits = g_memdup2 (g_bytes_get_data (bitmap->data, &n), g_bytes_get_size (bitmap->data));
  int stride = number (bitmap->params, 2), height = number (bitmap->params, 3),
      width = MIN ((int) (width_mm * dpi / 25.4 + 0.5), stride * 8);
  for (gsize i = 0; i < n; i++)
    bits[i] ^= 0xff;
  PrinterWord positive = { .data = g_bytes_new_static (bits, n) };
  FoRaster *raster = paint (&positive, width, height, stride);
  g_bytes_unref (positive.data);
  return raster;
}
