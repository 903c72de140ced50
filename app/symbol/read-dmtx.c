/* SPDX-License-Identifier: GPL-3.0-or-later
 * The only file that knows libdmtx: DataMatrix. It would search a picture without one for seconds, so it gets a time
 * limit; and unless told what FNC1 reads as, it drops every separator of a GS1 code without a word. */
#include "parts.h"

#include <dmtx.h>
#include <string.h>

#define GS 0x1d
#define SIDE_MIN 10 /* modules of the smallest symbol; on a single dot the library ends the program by an assert */

/* In GS1 DataMatrix an FNC1 stands first (General Specifications 5.6.1); it reads as GS like the later ones. */
static void
interpret (const DmtxMessage *message, FoSymbolFound *one)
{
  const char *bytes = (const char *) message->output;
  size_t length = (size_t) message->outputIdx;

  if (length > 0 && bytes[0] == GS)
    fo_symbol_found_init (one, FO_SYMBOLOGY_GS1_DATAMATRIX, bytes + 1, length - 1);
  else
    fo_symbol_found_init (one, FO_SYMBOLOGY_DATAMATRIX, bytes, length);
}

/* The four corners of the unit square, taken back to the picture; its y axis points up. */
static void
locate (DmtxRegion *region, int height, FoSymbolFound *one)
{
  double left = 1e9, right = 0, top = 1e9, bottom = 0;

  for (int i = 0; i < 4; i++) {
    DmtxVector2 corner = { .X = i & 1, .Y = i >> 1 };
    dmtxMatrix3VMultiplyBy (&corner, region->fit2raw);
    left = MIN (left, corner.X);
    right = MAX (right, corner.X);
    top = MIN (top, height - 1 - corner.Y);
    bottom = MAX (bottom, height - 1 - corner.Y);
  }
  one->x = MAX (0, (int) left);
  one->y = MAX (0, (int) top);
  one->width = (int) (right - left) + 1;
  one->height = (int) (bottom - top) + 1;
}

static int
search (DmtxDecode *decode, int height, int timeout_ms, FoSymbolFound *found, int n, int room)
{
  DmtxTime until = dmtxTimeAdd (dmtxTimeNow (), timeout_ms);
  DmtxRegion *region;

  while (n < room && (region = dmtxRegionFindNext (decode, &until)) != NULL) {
    DmtxMessage *message = dmtxDecodeMatrixRegion (decode, region, DmtxUndefined);
    if (message) {
      FoSymbolFound one;
      interpret (message, &one);
      locate (region, height, &one);
      n = fo_symbol_found_add (found, n, room, &one);
      dmtxMessageDestroy (&message);
    }
    dmtxRegionDestroy (&region);
  }
  return n;
}

int
fo_symbol_read_dmtx (
    const uint8_t *grey, int width, int height, int stride, int timeout_ms, FoSymbolFound *found, int n, int room)
{
  DmtxImage *image;
  DmtxDecode *decode;

  if (MIN (width, height) < SIDE_MIN)
    return n;
  image = dmtxImageCreate ((unsigned char *) grey, width, height, DmtxPack8bppK);
  g_assert (image);
  dmtxImageSetProp (image, DmtxPropRowPadBytes, stride - width);
  decode = dmtxDecodeCreate (image, 1);
  g_assert (decode);
  dmtxDecodeSetProp (decode, DmtxPropFnc1, GS);
  n = search (decode, height, timeout_ms, found, n, room);
  dmtxDecodeDestroy (&decode);
  dmtxImageDestroy (&image);
  return n;
}
