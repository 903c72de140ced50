/* SPDX-License-Identifier: GPL-3.0-or-later
 * The only file that knows zbar: linear symbols and QR. Only what is asked for is switched on (its faults of the past
 * lay in symbologies nobody here uses), and QR bytes come as they are: its guess of a character set turns short
 * Cyrillic into Japanese. */
#include "parts.h"

#include <string.h>
#include <zbar.h>

#define ITF_LENGTH_MIN 14
#define LINES_MIN 3
#define NEAR_DOTS 16
#define SHORT_LENGTH 6
#define SHORT_LINES_MIN 10

static void
enable (zbar_image_scanner_t *scanner, zbar_symbol_type_t type)
{
  zbar_image_scanner_set_config (scanner, type, ZBAR_CFG_ENABLE, 1);
}

static zbar_image_scanner_t *
scanner_new (FoSymbolSet which)
{
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();

  g_assert (scanner);
  zbar_image_scanner_request_dbus (scanner, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  if (which & FO_SYMBOL_READ_EAN) {
    enable (scanner, ZBAR_EAN13);
    enable (scanner, ZBAR_EAN8);
  }
  if (which & FO_SYMBOL_READ_CODE128)
    enable (scanner, ZBAR_CODE128);
  if (which & FO_SYMBOL_READ_ITF) {
    enable (scanner, ZBAR_I25);
    zbar_image_scanner_set_config (scanner, ZBAR_I25, ZBAR_CFG_MIN_LEN, ITF_LENGTH_MIN);
  }
  if (which & FO_SYMBOL_READ_QR) {
    enable (scanner, ZBAR_QRCODE);
    zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  }
  return scanner;
}

static FoSymbology
symbology (const zbar_symbol_t *symbol)
{
  bool gs1 = (zbar_symbol_get_modifiers (symbol) & (1u << ZBAR_MOD_GS1)) != 0;
  zbar_symbol_type_t type = zbar_symbol_get_type (symbol);

  if (type == ZBAR_CODE128)
    return gs1 ? FO_SYMBOLOGY_GS1_128 : FO_SYMBOLOGY_CODE128;
  if (type == ZBAR_QRCODE)
    return gs1 ? FO_SYMBOLOGY_GS1_QR : FO_SYMBOLOGY_QR;
  return type == ZBAR_I25 ? FO_SYMBOLOGY_ITF : FO_SYMBOLOGY_EAN;
}

static void
locate (const zbar_symbol_t *symbol, FoSymbolFound *one)
{
  int left = INT32_MAX, top = INT32_MAX, right = 0, bottom = 0;

  for (unsigned i = 0; i < zbar_symbol_get_loc_size (symbol); i++) {
    left = MIN (left, zbar_symbol_get_loc_x (symbol, i));
    right = MAX (right, zbar_symbol_get_loc_x (symbol, i));
    top = MIN (top, zbar_symbol_get_loc_y (symbol, i));
    bottom = MAX (bottom, zbar_symbol_get_loc_y (symbol, i));
  }
  if (left > right)
    return;
  one->x = left;
  one->y = top;
  one->width = right - left + 1;
  one->height = bottom - top + 1;
}

/* ---- doubt ------------------------------------------------------------------------------------------------------- */

static bool
is_linear (const zbar_symbol_t *symbol)
{
  return zbar_symbol_get_type (symbol) > ZBAR_PARTIAL && zbar_symbol_get_type (symbol) != ZBAR_QRCODE;
}

static bool
is_near (const zbar_symbol_t *a, const zbar_symbol_t *b)
{
  FoSymbolFound at = { 0 }, other = { 0 };

  locate (a, &at);
  locate (b, &other);
  return at.x < other.x + other.width + NEAR_DOTS && other.x < at.x + at.width + NEAR_DOTS
         && at.y < other.y + other.height + NEAR_DOTS && other.y < at.y + at.height + NEAR_DOTS;
}

/* The same bars read in two ways: a spot on an EAN or ITF can make another number of right check digit. The one that
 * most lines say is believed, and none of them when it is not clear. */
static bool
is_outvoted (const zbar_image_t *image, const zbar_symbol_t *symbol)
{
  for (const zbar_symbol_t *other = zbar_image_first_symbol (image); other; other = zbar_symbol_next (other))
    if (other != symbol && is_linear (other) && 2 * zbar_symbol_get_quality (other) > zbar_symbol_get_quality (symbol)
        && is_near (symbol, other))
      return true;
  return false;
}

/* The modules of a damaged DataMatrix, or noise, now and then pass for a bar code of two or three characters: one check
 * character in 103 is right by chance. Real bars are crossed by many lines of the picture, and say the same in each. */
static bool
is_doubtful (const zbar_image_t *image, const zbar_symbol_t *symbol)
{
  int lines = zbar_symbol_get_quality (symbol);

  if (!is_linear (symbol))
    return false;
  return lines < LINES_MIN || (zbar_symbol_get_data_length (symbol) < SHORT_LENGTH && lines < SHORT_LINES_MIN)
         || is_outvoted (image, symbol);
}

/* ---- pictures ---------------------------------------------------------------------------------------------------- */

static zbar_image_t *
image_new (const uint8_t *grey, int width, int height, int stride)
{
  zbar_image_t *image = zbar_image_create ();
  uint8_t *copy = g_malloc ((size_t) width * (size_t) height);

  g_assert (image);
  for (int y = 0; y < height; y++)
    memcpy (copy + (size_t) y * (size_t) width, grey + (size_t) y * (size_t) stride, (size_t) width);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (unsigned) width, (unsigned) height);
  zbar_image_set_data (image, copy, (unsigned long) width * (unsigned long) height, NULL);
  zbar_image_set_userdata (image, copy);
  return image;
}

static void
image_free (zbar_image_t *image)
{
  g_free (zbar_image_get_userdata (image));
  zbar_image_destroy (image);
}

int
fo_symbol_read_zbar (
    const uint8_t *grey, int width, int height, int stride, FoSymbolSet which, FoSymbolFound *found, int n, int room)
{
  zbar_image_scanner_t *scanner = scanner_new (which);
  zbar_image_t *image = image_new (grey, width, height, stride);

  zbar_scan_image (scanner, image);
  for (const zbar_symbol_t *s = zbar_image_first_symbol (image); s; s = zbar_symbol_next (s)) {
    FoSymbolFound one;
    if (zbar_symbol_get_type (s) <= ZBAR_PARTIAL || is_doubtful (image, s))
      continue;
    fo_symbol_found_init (&one, symbology (s), zbar_symbol_get_data (s), zbar_symbol_get_data_length (s));
    locate (s, &one);
    n = fo_symbol_found_add (found, n, room, &one);
  }
  image_free (image);
  zbar_image_scanner_destroy (scanner);
  return n;
}
