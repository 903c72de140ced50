/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that grows in room somebody gave: what does not fit is not written, and that is remembered. */
#pragma once

#include "text.h"

typedef struct {
  char *text;
  size_t length, room; /* with the zero that is put behind it */
  bool overflow;
} Output;

static inline void
put (Output *out, const char *bytes, size_t length)
{
  if (out->length + length >= out->room) {
    out->overflow = true;
    return;
  }
  memcpy (out->text + out->length, bytes, length);
  out->length += length;
}

static inline void
put_text (Output *out, const char *text)
{
  put (out, text, strlen (text));
}
