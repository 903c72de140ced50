/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/decoder.h"

#include <string.h>

static const FoDecoderOps *const decoders[] = {
  &fo_decoder_hidpos,
  &fo_decoder_oempos,
  &fo_decoder_snapi,
  &fo_decoder_chunks,
  &fo_decoder_lines,
  &fo_decoder_keyboard_hid,
  &fo_decoder_keyboard_evdev,
};

const FoDecoderOps *
fo_decoder_find (const char *name)
{
  for (size_t i = 0; i < sizeof decoders / sizeof decoders[0]; i++)
    if (strcmp (decoders[i]->name, name) == 0)
      return decoders[i];
  return NULL;
}
