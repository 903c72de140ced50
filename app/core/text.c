/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

/* How many bytes the character led by FIRST has, the lowest value it may encode, and the value bits of FIRST. */
static size_t
lead_of (uint8_t first, uint32_t *ret_least, uint32_t *ret_bits)
{
  static const struct {
    uint8_t mask, lead;
    uint32_t least;
  } leads[] = { { 0x80, 0x00, 0 }, { 0xe0, 0xc0, 0x80 }, { 0xf0, 0xe0, 0x800 }, { 0xf8, 0xf0, 0x10000 } };

  for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
    if ((first & leads[i].mask) == leads[i].lead) {
      *ret_least = leads[i].least;
      *ret_bits = first & (uint8_t) ~leads[i].mask;
      return i + 1;
    }
  return 0;
}

/* The length of the character at BYTES, 0 when it is none. */
static size_t
character_at (const char *bytes, size_t left, uint32_t *ret_value)
{
  uint32_t least, value;
  size_t length = lead_of ((uint8_t) bytes[0], &least, &value);

  if (length == 0 || length > left)
    return 0;
  for (size_t i = 1; i < length; i++) {
    if (((uint8_t) bytes[i] & 0xc0) != 0x80)
      return 0;
    value = value << 6 | ((uint8_t) bytes[i] & 0x3f);
  }
  if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
    return 0;
  *ret_value = value;
  return length;
}

FoVerdict
fo_text_judge (const char *bytes, size_t length, bool gs_too)
{
  for (size_t at = 0; at < length;) {
    uint32_t value;
    size_t taken = character_at (bytes + at, length - at, &value);
    bool control = taken > 0 && (value < 0x20 || (value >= 0x7f && value < 0xa0));

    if (taken == 0 || (control && !(gs_too && value == 0x1d)))
      return FO_CODE_BAD_CHARACTER;
    at += taken;
  }
  return FO_OK;
}
