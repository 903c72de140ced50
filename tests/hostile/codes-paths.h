/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the bytes of a code come to us: as each kind of scanner sends them, written apart from the decoders. */
#pragma once

#include "firstout/drivers/decoder.h"
#include <glib.h>

typedef struct {
  const char *name;
  const FoDecoderOps *ops;
  const guint8 *descriptor;
  gsize descriptor_bytes;
  FoQuirks quirks;
  bool spoilt; /* no code of it is good, whatever it says */
  /* The transfers of one code, GBytes, into TRANSFERS. */
  void (*send) (const guint8 *bytes, gsize length, GPtrArray *transfers);
} CodesPath;

/* The keys (TypistKey) of a scanner with a US keyboard that types BYTES and Enter, with the key IN_THE_MIDDLE (NULL: none) pressed
 * half way. Free with g_array_unref. */
GArray *codes_type (const guint8 *bytes, gsize length, const char *in_the_middle);

/* The paths through a decoder, *ret_n of them. */
const CodesPath *codes_paths (gsize *ret_n);
