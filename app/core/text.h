/* SPDX-License-Identifier: GPL-3.0-or-later
 * Small things several readers of text in the core share. */
#pragma once

#include "firstout/core/verdict.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static inline bool
all_digits (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!is_digit (text[i]))
      return false;
  return length > 0;
}

/* The value of COUNT digits. */
static inline int
number_at (const char *digits, size_t count)
{
  int value = 0;

  for (size_t i = 0; i < count; i++)
    value = value * 10 + (digits[i] - '0');
  return value;
}

/* The value of a hexadecimal digit; -1 when it is none. */
static inline int
hex_value (char c)
{
  if (is_digit (c))
    return c - '0';
  c = (char) (c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* COUNT digits of VALUE with leading zeros at TEXT; no zero behind them. */
static inline void
put_number (char *text, int value, size_t count)
{
  for (; count > 0; count--, value /= 10)
    text[count - 1] = (char) ('0' + value % 10);
}

/* FO_OK for UTF-8 (RFC 3629) without control characters; else FO_CODE_BAD_CHARACTER. GS (0x1d) passes when GS_TOO. */
FoVerdict fo_text_judge (const char *bytes, size_t length, bool gs_too);
