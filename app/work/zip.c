/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zip.h"
#include "firstout/work/sheet.h"
#include <gio/gio.h>
#include <string.h>

/* Sizes and signatures of the zip format (APPNOTE.TXT, 4.3). */
enum { END_SIZE = 22, ENTRY_SIZE = 46, LOCAL_SIZE = 30, COMMENT_MAX = 65535, STORED = 0, DEFLATED = 8 };

typedef struct {
  const char *label;
  const guchar *bytes;
  gsize length;
} Archive;

typedef struct {
  guint method;
  bool encrypted;
  gsize packed, unpacked, local;
} Entry;

static guint
get16 (const guchar *p)
{
  return (guint) p[0] | (guint) p[1] << 8;
}

static gsize
get32 (const guchar *p)
{
  return (gsize) get16 (p) | (gsize) get16 (p + 2) << 16;
}

static bool
is_signed (const Archive *a, gsize at, gsize size, const char *signature)
{
  return at <= a->length && size <= a->length - at && memcmp (a->bytes + at, signature, 4) == 0;
}

/* The record at the end; behind it only a comment. */
static const guchar *
find_end (const Archive *a)
{
  for (gsize back = END_SIZE; back <= a->length && back <= END_SIZE + COMMENT_MAX; back++)
    if (is_signed (a, a->length - back, END_SIZE, "PK\5\6"))
      return a->bytes + a->length - back;
  return NULL;
}

static bool
damaged (const Archive *a, const char *how, GError **error)
{
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_NOT_TEXT, "%s is a workbook or an archive, and %s.", a->label, how);
  return false;
}

/* False without *error: it is not there. */
static bool
find_entry (const Archive *a, const char *name, Entry *ret, GError **error)
{
  const guchar *end = find_end (a), *p;
  gsize at, rest;

  if (!end)
    return damaged (a, "damaged", error);
  at = get32 (end + 16);
  for (guint n = get16 (end + 10); n > 0; n--) {
    if (!is_signed (a, at, ENTRY_SIZE, "PK\1\2"))
      return damaged (a, "damaged", error);
    p = a->bytes + at;
    rest = (gsize) get16 (p + 28) + get16 (p + 30) + get16 (p + 32);
    if (rest > a->length - at - ENTRY_SIZE)
      return damaged (a, "damaged", error);
    if (get16 (p + 28) == strlen (name) && memcmp (p + ENTRY_SIZE, name, strlen (name)) == 0) {
      *ret = (Entry){ get16 (p + 10), (get16 (p + 8) & 1) != 0, get32 (p + 20), get32 (p + 24), get32 (p + 42) };
      return true;
    }
    at += ENTRY_SIZE + rest;
  }
  return false;
}

static GBytes *
inflate_entry (const Archive *a, const guchar *packed, gsize length, gsize most, GError **error)
{
  g_autoptr (GZlibDecompressor) inflate = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guchar room[65536];
  gsize read, written;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED) {
    g_autoptr (GError) broken = NULL;

    result = g_converter_convert (G_CONVERTER (inflate), packed, length, room, sizeof room, G_CONVERTER_INPUT_AT_END, &read,
                                  &written, &broken);
    if (result == G_CONVERTER_ERROR) {
      damaged (a, "damaged", error);
      return NULL;
    }
    packed += read;
    length -= read;
    g_byte_array_append (out, room, (guint) written);
    if (out->len > most) {
      g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_TOO_LARGE, "%s unpacks to more than %" G_GSIZE_FORMAT " bytes.", a->label,
                   most);
      return NULL;
    }
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
fo_zip_read (const char *label, const char *archive, gsize length, const char *name, gsize most, GError **error)
{
  const Archive a = { label, (const guchar *) archive, length };
  Entry entry = { 0 };
  const guchar *local;
  gsize skip;

  if (!find_entry (&a, name, &entry, error))
    return NULL;
  if (entry.encrypted || !is_signed (&a, entry.local, LOCAL_SIZE, "PK\3\4")) {
    damaged (&a, entry.encrypted ? "closed by a password" : "damaged", error);
    return NULL;
  }
  local = a.bytes + entry.local;
  skip = (gsize) LOCAL_SIZE + get16 (local + 26) + get16 (local + 28);
  if (skip > length - entry.local || entry.packed > length - entry.local - skip
      || (entry.method != STORED && entry.method != DEFLATED)) {
    damaged (&a, "damaged", error);
    return NULL;
  }
  return entry.method == STORED ? g_bytes_new (local + skip, entry.packed)
                                : inflate_entry (&a, local + skip, entry.packed, most, error);
}
