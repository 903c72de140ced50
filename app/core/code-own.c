/* SPDX-License-Identifier: GPL-3.0-or-later
 * Our own codes, "FO:P:A-02-3": reading and printing. */
#include "code-parts.h"
#include "text.h"

#define PREFIX "FO:"
#define TRAINING_PREFIX "FOT:"

static const struct {
  char letter;
  FoCodeKind kind;
} letters[] = {
  { 'P', FO_CODE_PLACE }, { 'O', FO_CODE_ORDER },   { 'S', FO_CODE_SUPPLY },
  { 'B', FO_CODE_BADGE }, { 'C', FO_CODE_COMMAND }, { 'L', FO_CODE_LOT },
};

#define N_LETTERS (sizeof letters / sizeof *letters)

static char
capital (char c)
{
  return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

static char
small (char c)
{
  return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool
begins_with (const char *text, const char *prefix)
{
  for (; *prefix; text++, prefix++)
    if (capital (*text) != *prefix)
      return false;
  return true;
}

/* The byte at *AT, or the one its %-pair stands for; false when the pair is none. */
static bool
decode_byte (const char **at, const char *end, bool capitals, char *ret_byte)
{
  int high, low;

  if (**at != '%') {
    *ret_byte = capitals ? capital (**at) : **at;
    (*at)++;
    return true;
  }
  if (end - *at < 3)
    return false;
  high = hex_value ((*at)[1]);
  low = hex_value ((*at)[2]);
  if (high < 0 || low < 0)
    return false;
  *ret_byte = (char) (high << 4 | low);
  *at += 3;
  return true;
}

static FoVerdict
decode_name (const char *at, const char *end, bool capitals, char name[FO_CODE_NAME_MAX])
{
  char decoded[FO_SCAN_BYTES_MAX + 1];
  size_t length = 0;

  while (at < end)
    if (!decode_byte (&at, end, capitals, &decoded[length++]))
      return FO_CODE_BAD_CHARACTER;
  if (length >= FO_CODE_NAME_MAX)
    return FO_CODE_TOO_LONG;
  memcpy (name, decoded, length);
  name[length] = '\0';
  return fo_text_judge (decoded, length, false);
}

static bool
is_command (const char *name)
{
  for (const char *c = name; *c; c++)
    if (!is_digit (*c) && *c != '-' && (*c < 'a' || *c > 'z'))
      return false;
  return true;
}

static FoVerdict
read_names (FoCode *code, const char *at, const char *end, bool capitals)
{
  const char *slash = code->kind == FO_CODE_LOT ? memchr (at, '/', (size_t) (end - at)) : end;
  FoVerdict verdict;

  if (slash == NULL)
    return FO_CODE_UNKNOWN;
  verdict = decode_name (at, slash, capitals, code->name);
  if (slash < end)
    verdict = fo_verdict_first (verdict, decode_name (slash + 1, end, capitals, code->lot));
  if (verdict != FO_OK)
    return verdict;
  if (code->kind == FO_CODE_COMMAND)
    for (char *c = code->name; *c; c++)
      *c = small (*c);
  if (code->kind == FO_CODE_COMMAND && !is_command (code->name))
    return FO_CODE_BAD_CHARACTER;
  return code->name[0] != '\0' ? FO_OK : FO_CODE_EMPTY;
}

static FoVerdict
read_body (FoCode *code, const char *at, const char *end, bool capitals)
{
  for (size_t i = 0; i < N_LETTERS && end - at >= 2; i++)
    if (capital (at[0]) == letters[i].letter && at[1] == ':') {
      code->kind = letters[i].kind;
      return read_names (code, at + 2, end, capitals);
    }
  return FO_CODE_UNKNOWN;
}

bool
fo_code_read_own (FoCode *code, size_t length)
{
  const char *prefix = begins_with (code->text, PREFIX) ? PREFIX : TRAINING_PREFIX;

  if (!begins_with (code->text, prefix))
    return false;
  code->training = prefix[2] == 'T';
  code->verdict = read_body (code, code->text + strlen (prefix), code->text + length,
                             memcmp (code->text, prefix, strlen (prefix)) != 0);
  if (code->verdict == FO_OK)
    code->kinds = 1u << code->kind;
  else
    code->name[0] = code->lot[0] = '\0';
  return true;
}

/* ---- printing ---------------------------------------------------------------------------------------------------- */

/* Prints as itself: what Code 39, Code 128 and the alphanumeric mode of QR have in common, less what we give a
 * meaning. */
static bool
is_plain (char c)
{
  return is_digit (c) || (c >= 'A' && c <= 'Z') || (c != '\0' && strchr (".-+*$:", c) != NULL);
}

/* NAME at TEXT, all in capitals if CAPITALS; returns where it ends. */
static char *
put_name (char *text, const char *name, bool capitals)
{
  for (; *name; name++) {
    char c = capitals ? capital (*name) : *name;
    if (is_plain (c)) {
      *text++ = c;
      continue;
    }
    *text++ = '%';
    *text++ = "0123456789ABCDEF"[(uint8_t) c >> 4];
    *text++ = "0123456789ABCDEF"[(uint8_t) c & 0xf];
  }
  return text;
}

static FoVerdict
judge_name (const char *name)
{
  size_t length = strlen (name);

  return length >= FO_CODE_NAME_MAX ? FO_TEXT_TOO_LONG : fo_text_judge (name, length, false);
}

static FoVerdict
judge_names (FoCodeKind kind, const char *name, const char *lot)
{
  FoVerdict verdict = fo_verdict_first (judge_name (name), judge_name (lot));

  if (name[0] == '\0')
    return FO_CODE_EMPTY;
  if (kind == FO_CODE_COMMAND && !is_command (name))
    return FO_CODE_BAD_CHARACTER;
  return verdict;
}

static FoVerdict
print_own (char letter, FoCodeKind kind, const char *name, const char *lot, bool training, char *text)
{
  const char *prefix = training ? TRAINING_PREFIX : PREFIX;
  FoVerdict verdict = judge_names (kind, name, lot);
  char *end = text + strlen (prefix) + 2;

  if (verdict != FO_OK)
    return verdict;
  memcpy (text, prefix, strlen (prefix));
  end[-2] = letter;
  end[-1] = ':';
  end = put_name (end, name, kind == FO_CODE_COMMAND);
  if (kind == FO_CODE_LOT) {
    *end++ = '/';
    end = put_name (end, lot, false);
  }
  *end = '\0';
  return FO_OK;
}

FoVerdict
fo_code_print (FoCodeKind kind, const char *name, const char *lot, bool training, char *ret_text)
{
  for (size_t i = 0; i < N_LETTERS; i++)
    if (letters[i].kind == kind)
      return print_own (letters[i].letter, kind, name, kind == FO_CODE_LOT && lot ? lot : "", training, ret_text);
  if (kind != FO_CODE_DOCUMENT)
    return FO_CODE_UNKNOWN;
  if (name[0] == '\0')
    return FO_CODE_EMPTY;
  return fo_guid_to_digits (name, ret_text) ? FO_OK : FO_CODE_BAD_CHARACTER;
}
