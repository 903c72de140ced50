/* SPDX-License-Identifier: GPL-3.0-or-later
 * 1C prints the GUID of a document on its forms as one decimal number: its 32 hexadecimal digits read as a whole. */
#include "code-parts.h"
#include "text.h"

#define DIGITS_LEAST 21 /* longer than an SSCC with its "00"; one GUID in 10^18 has fewer */
#define DIGITS_MOST (FO_DOCUMENT_DIGITS_MAX - 1)
#define GUID_BYTES 16

static bool
is_dash_at (int at)
{
  return at == 8 || at == 13 || at == 18 || at == 23;
}

/* BYTES × 10 + DIGIT, highest byte first; false when it does not fit. */
static bool
append_digit (uint8_t bytes[GUID_BYTES], int digit)
{
  int carry = digit;

  for (int i = GUID_BYTES - 1; i >= 0; i--) {
    carry += bytes[i] * 10;
    bytes[i] = (uint8_t) (carry & 0xff);
    carry >>= 8;
  }
  return carry == 0;
}

/* BYTES ÷ 10; returns the rest. */
static int
take_digit (uint8_t bytes[GUID_BYTES])
{
  int rest = 0;

  for (int i = 0; i < GUID_BYTES; i++) {
    rest = rest << 8 | bytes[i];
    bytes[i] = (uint8_t) (rest / 10);
    rest %= 10;
  }
  return rest;
}

bool
fo_guid_from_digits (const char *digits, size_t length, char ret_guid[FO_GUID_MAX])
{
  uint8_t bytes[GUID_BYTES] = { 0 };
  int nibble = 0;

  if (length < DIGITS_LEAST || length > DIGITS_MOST || digits[0] == '0' || !all_digits (digits, length))
    return false;
  for (size_t i = 0; i < length; i++)
    if (!append_digit (bytes, digits[i] - '0'))
      return false;
  for (int at = 0; at < FO_GUID_MAX - 1; at++) {
    if (is_dash_at (at)) {
      ret_guid[at] = '-';
      continue;
    }
    ret_guid[at] = "0123456789abcdef"[nibble % 2 == 0 ? bytes[nibble / 2] >> 4 : bytes[nibble / 2] & 0xf];
    nibble++;
  }
  ret_guid[FO_GUID_MAX - 1] = '\0';
  return true;
}

static bool
bytes_of_guid (const char *guid, uint8_t bytes[GUID_BYTES])
{
  int nibble = 0;

  if (strlen (guid) != FO_GUID_MAX - 1)
    return false;
  for (int at = 0; at < FO_GUID_MAX - 1; at++) {
    int value = hex_value (guid[at]);
    if (is_dash_at (at) ? guid[at] != '-' : value < 0)
      return false;
    if (is_dash_at (at))
      continue;
    bytes[nibble / 2] = (uint8_t) (bytes[nibble / 2] << 4 | value);
    nibble++;
  }
  return true;
}

bool
fo_guid_to_digits (const char *guid, char ret_digits[FO_DOCUMENT_DIGITS_MAX])
{
  uint8_t bytes[GUID_BYTES] = { 0 };
  char digits[DIGITS_MOST];
  size_t zeros = 0;

  if (!bytes_of_guid (guid, bytes))
    return false;
  for (size_t i = DIGITS_MOST; i-- > 0;)
    digits[i] = (char) ('0' + take_digit (bytes));
  while (zeros < DIGITS_MOST && digits[zeros] == '0')
    zeros++;
  if (DIGITS_MOST - zeros < DIGITS_LEAST)
    return false;
  memcpy (ret_digits, digits + zeros, DIGITS_MOST - zeros);
  ret_digits[DIGITS_MOST - zeros] = '\0';
  return true;
}
