/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/decoder.h"

#include <string.h>

static const FoDecoderOps *const decoders[] = {
  &fo_decoder_hidpos,
};

const FoDecoderOps *
fo_decoder_find (const char *name)
{
  for (size_t i = 0; i < sizeof decoders / sizeof decoders[0]; i++)
    if (strcmp (decoders[i]->name, name) == 0)
      return decoders[i];
  return NULL;
}
