/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading: the readers in turn, and what they share. */
#include "parts.h"

#include <string.h>

void
fo_symbol_found_init (FoSymbolFound *one, FoSymbology symbology, const char *bytes, size_t length)
{
  *one = (FoSymbolFound){ .symbology = symbology, .length = length };
  if (length <= FO_SCAN_BYTES_MAX)
    memcpy (one->bytes, bytes, length);
}

static bool
same (const FoSymbolFound *a, const FoSymbolFound *b)
{
  return a->symbology == b->symbology && a->length == b->length && memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

int
fo_symbol_found_add (FoSymbolFound *found, int n, int room, const FoSymbolFound *one)
{
  if (n == room)
    return n;
  for (int i = 0; i < n; i++)
    if (same (&found[i], one))
      return n;
  found[n] = *one;
  return n + 1;
}

int
fo_symbol_read (const uint8_t *grey,
                int width,
                int height,
                int stride,
                FoSymbolSet which,
                int timeout_ms,
                FoSymbolFound *found,
                int room)
{
  int n = 0;

  if (width <= 0 || height <= 0 || width > FO_SYMBOL_SIDE_MAX || height > FO_SYMBOL_SIDE_MAX || stride < width
      || (int64_t) width * height > FO_SYMBOL_AREA_MAX)
    return -1;
  if (which & (FO_SYMBOL_READ_LINEAR | FO_SYMBOL_READ_QR))
    n = fo_symbol_read_zbar (grey, width, height, stride, which, found, n, room);
  if ((which & FO_SYMBOL_READ_DATAMATRIX) && n < room)
    n = fo_symbol_read_dmtx (grey, width, height, stride, timeout_ms, found, n, room);
  return n;
}
