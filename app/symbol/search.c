/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pictures that people took: where a plain look finds nothing, the picture is smoothed, inverted and turned, in this order,
 * for noise is the commonest. zbar looks along lines and columns only, so bars at 45° are none to it. */
#include "firstout/symbol/symbol.h"

#include <string.h>

typedef struct {
  int width, height; /* stride = width */
  uint8_t *grey;     /* owned */
} Picture;

static Picture
picture_new (int width, int height)
{
  return (Picture){ width, height, g_malloc ((size_t) width * (size_t) height) };
}

/* Three by three. */
static Picture
smooth (const uint8_t *grey, int width, int height, int stride)
{
  Picture picture = picture_new (width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      int sum = 0, n = 0;
      for (int j = MAX (y - 1, 0); j <= MIN (y + 1, height - 1); j++)
        for (int i = MAX (x - 1, 0); i <= MIN (x + 1, width - 1); i++, n++)
          sum += grey[(size_t) j * (size_t) stride + (size_t) i];
      picture.grey[(size_t) y * (size_t) width + (size_t) x] = (uint8_t) (sum / n);
    }
  return picture;
}

static Picture
invert (const uint8_t *grey, int width, int height, int stride)
{
  Picture picture = picture_new (width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      picture.grey[(size_t) y * (size_t) width + (size_t) x]
          = (uint8_t) (255 - grey[(size_t) y * (size_t) stride + (size_t) x]);
  return picture;
}

/* By 45°, at half as many dots again: a dot of the new picture is the mean of the four around where it came from. */
static Picture
turn (const uint8_t *grey, int width, int height, int stride)
{
  int side = width + height; /* each step across is half a dot across and half a dot down */
  Picture picture = picture_new (side, side);

  memset (picture.grey, 255, (size_t) side * (size_t) side);
  for (int v = 0; v < side; v++)
    for (int u = 0; u < side; u++) {
      int x2 = u - v + width, y2 = u + v - width; /* in halves of a dot */
      int x = x2 >> 1, y = y2 >> 1;
      if (x2 < 0 || y2 < 0 || x + 1 >= width || y + 1 >= height)
        continue;
      const uint8_t *at = grey + (size_t) y * (size_t) stride + (size_t) x;
      int right = x2 & 1, down = y2 & 1;
      picture.grey[(size_t) v * (size_t) side + (size_t) u]
          = (uint8_t) ((at[0] + at[right] + at[down * stride] + at[down * stride + right]) / 4);
    }
  return picture;
}

int
fo_symbol_search (const uint8_t *grey,
                  int width,
                  int height,
                  int stride,
                  FoSymbolSet which,
                  int timeout_ms,
                  FoSymbolFound *found,
                  int room)
{
  static const struct {
    Picture (*change) (const uint8_t *grey, int width, int height, int stride);
    FoSymbolSet which;
    bool moves; /* where something stands is not where it stood */
  } looks[] = {
    { smooth, FO_SYMBOL_READ_ALL, false },
    { invert, FO_SYMBOL_READ_LINEAR | FO_SYMBOL_READ_QR, false }, /* DataMatrix reads either way */
    { turn, FO_SYMBOL_READ_LINEAR, true },
  };
  int n = fo_symbol_read (grey, width, height, stride, which, timeout_ms, found, room);

  for (size_t i = 0; n == 0 && i < G_N_ELEMENTS (looks); i++) {
    Picture picture;
    if ((which & looks[i].which) == 0)
      continue;
    picture = looks[i].change (grey, width, height, stride);
    n = MAX (fo_symbol_read (picture.grey, picture.width, picture.height, picture.width, which & looks[i].which, timeout_ms,
                             found, room),
             0);
    g_free (picture.grey);
    for (int k = 0; looks[i].moves && k < n; k++)
      found[k].x = found[k].y = 0, found[k].width = width, found[k].height = height;
  }
  return n;
}
