/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/code.h"

#include "code-parts.h"
#include "text.h"

static const char *const kind_names[] = {
  [FO_CODE_OTHER] = "other",     [FO_CODE_GS1] = "gs1",     [FO_CODE_GTIN] = "gtin",         [FO_CODE_SSCC] = "sscc",
  [FO_CODE_PLACE] = "place",     [FO_CODE_ORDER] = "order", [FO_CODE_SUPPLY] = "supply",     [FO_CODE_BADGE] = "badge",
  [FO_CODE_COMMAND] = "command", [FO_CODE_LOT] = "lot",     [FO_CODE_DOCUMENT] = "document",
};

static void
may_be (FoCode *code, FoCodeKind kind)
{
  code->kinds |= 1u << kind;
  code->kind = kind;
}

static void
only (FoCode *code, FoCodeKind kind)
{
  code->kinds = 0;
  may_be (code, kind);
}

/* ---- element strings --------------------------------------------------------------------------------------------- */

/* The digits of the AI and of its key when TEXT begins with an AI that identifies by itself; false otherwise. */
static bool
begins_with_key (const char *text, size_t length, size_t *ret_ai, size_t *ret_key)
{
  static const struct {
    const char *ai;
    size_t key;
  } keys[] = { { "00", 18 }, { "01", 14 }, { "02", 14 }, { "8006", 14 }, { "8026", 14 } };

  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    size_t ai = strlen (keys[i].ai);
    if (length >= ai + keys[i].key && memcmp (text, keys[i].ai, ai) == 0 && all_digits (text + ai, keys[i].key)) {
      *ret_ai = ai;
      *ret_key = keys[i].key;
      return true;
    }
  }
  return false;
}

/* "(" + a known AI + ")". */
static bool
begins_with_bracket (const char *text)
{
  char ai[FO_GS1_AI_MAX] = "";
  size_t digits = 0;

  if (text[0] != '(')
    return false;
  while (digits < FO_GS1_AI_MAX - 1 && is_digit (text[1 + digits])) {
    ai[digits] = text[1 + digits];
    digits++;
  }
  return text[1 + digits] == ')' && fo_gs1_ai_is_known (ai);
}

static bool
is_sound_key (const char *digits, size_t length)
{
  return fo_gs1_check_digit (digits, length - 1) == digits[length - 1];
}

/* Nobody said what the symbol was. */
static bool
is_unsaid (const FoCode *code)
{
  return code->symbology == FO_SYMBOLOGY_UNKNOWN || code->symbology == FO_SYMBOLOGY_TYPED;
}

/* A key in front, everything else in order, and only the key's check digit wrong: hardly a text of somebody's own. */
static bool
is_misread_key (const FoCode *code)
{
  if (code->gs1.verdict != FO_GS1_CHECK_DIGIT)
    return false;
  for (int i = 0; i < code->gs1.count; i++)
    if (code->gs1.entries[i].flags & FO_GS1_ENTRY_UNKNOWN)
      return false;
  return true;
}

static void
read_gs1_by_shape (FoCode *code, size_t length, FoDay today)
{
  size_t ai, key;
  bool has_key = begins_with_key (code->text, length, &ai, &key);
  bool is_gs1 = begins_with_bracket (code->text) || (has_key && is_sound_key (code->text + ai, key));
  bool is_more = (code->kinds & ~(1u << FO_CODE_OTHER)) != 0;
  FoVerdict verdict;

  if (!is_gs1 && !has_key)
    return;
  verdict = fo_gs1_parse (&code->gs1, code->text, length, today);
  if (is_gs1 && (verdict == FO_OK || !is_more)) {
    may_be (code, FO_CODE_GS1);
    code->verdict = verdict;
    return;
  }
  if (!is_more && is_unsaid (code) && is_misread_key (code))
    code->verdict = FO_GS1_CHECK_DIGIT;
  memset (&code->gs1, 0, sizeof code->gs1);
}

/* ---- product numbers --------------------------------------------------------------------------------------------- */

/* Fills the GTINs that DIGITS may be; false when none has the right check digit. UPCE: may eight digits be a UPC-E? */
static bool
read_gtin (FoCode *code, const char *digits, bool upce)
{
  bool found = fo_gtin_normalise (digits, code->gtin) == FO_OK;

  return (upce && fo_gtin_from_upce (digits, code->gtin_upce) == FO_OK) || found;
}

static bool
has_gtin_length (size_t length)
{
  return length == 8 || (length >= 12 && length <= 14);
}

static void
read_ean (FoCode *code, const char *aim, size_t length)
{
  char digits[FO_GTIN_MAX] = "";

  if (strcmp (aim, "]E3") == 0 && (length == 15 || length == 18)) /* EAN-13 and its add-on of 2 or 5 digits */
    length = 13;
  only (code, FO_CODE_OTHER);
  if (!has_gtin_length (length) || !all_digits (code->text, length))
    return;
  only (code, FO_CODE_GTIN);
  memcpy (digits, code->text, length);
  if (!read_gtin (code, digits, strcmp (aim, "]E4") != 0))
    code->verdict = FO_CODE_CHECK_DIGIT;
}

/* ---- shapes ------------------------------------------------------------------------------------------------------ */

static void
read_digits (FoCode *code, size_t length)
{
  if (has_gtin_length (length)) {
    bool itf_14 = code->symbology == FO_SYMBOLOGY_ITF && length == 14;
    if (read_gtin (code, code->text, true))
      (itf_14 ? only : may_be) (code, FO_CODE_GTIN);
    else if (itf_14 || is_unsaid (code))
      code->verdict = FO_CODE_CHECK_DIGIT;
  } else if (length == FO_SSCC_MAX - 1 && is_sound_key (code->text, length)) {
    memcpy (code->sscc, code->text, FO_SSCC_MAX);
    may_be (code, FO_CODE_SSCC);
  } else if (fo_guid_from_digits (code->text, length, code->guid)) {
    may_be (code, FO_CODE_DOCUMENT);
  }
}

static void
read_shape (FoCode *code, size_t length, FoDay today)
{
  if (memchr (code->text, FO_GS1_SEPARATOR, length)) {
    only (code, FO_CODE_GS1);
    code->verdict = fo_gs1_parse (&code->gs1, code->text, length, today);
    return;
  }
  only (code, FO_CODE_OTHER);
  if (fo_gs1_link_parse (&code->gs1, code->text, length, today)) {
    may_be (code, FO_CODE_GS1);
    code->verdict = code->gs1.verdict;
    return;
  }
  if (all_digits (code->text, length))
    read_digits (code, length);
  read_gs1_by_shape (code, length, today);
}

static bool
is_training_gs1 (const FoGs1 *gs1)
{
  char value[sizeof FO_GS1_TRAINING_VALUE];

  return fo_gs1_text (gs1, FO_GS1_TRAINING_AI, value, sizeof value) && strcmp (value, FO_GS1_TRAINING_VALUE) == 0;
}

FoVerdict
fo_code_read (FoCode *code, const FoScan *scan, FoDay today, bool training)
{
  memset (code, 0, sizeof *code);
  code->symbology = scan->symbology;
  if (scan->length == 0)
    return code->verdict = FO_CODE_EMPTY;
  if (scan->length > FO_SCAN_BYTES_MAX)
    return code->verdict = FO_CODE_TOO_LONG;
  memcpy (code->text, scan->bytes, scan->length);
  if (fo_text_judge (scan->bytes, scan->length, true) != FO_OK)
    return code->verdict = FO_CODE_BAD_CHARACTER;
  if (fo_symbology_is_gs1 (scan->symbology)) {
    only (code, FO_CODE_GS1);
    code->verdict = fo_gs1_parse (&code->gs1, scan->bytes, scan->length, today);
  } else if (scan->symbology == FO_SYMBOLOGY_EAN) {
    read_ean (code, scan->aim, scan->length);
  } else if (!fo_code_read_own (code, scan->length)) {
    read_shape (code, scan->length, today);
  }
  if (code->verdict >= FO_CODE_EMPTY && code->verdict <= FO_CODE_BAD_CHARACTER)
    code->kinds = 0;
  code->training = code->training || is_training_gs1 (&code->gs1);
  if (code->training && !training)
    code->verdict = fo_verdict_first (code->verdict, FO_TRAINING_LABEL);
  return code->verdict;
}

bool
fo_code_may_be (const FoCode *code, FoCodeKind kind)
{
  return (code->kinds >> kind & 1u) != 0;
}

bool
fo_code_gtin (const FoCode *code, char ret_gtin[FO_GTIN_MAX])
{
  if (code->gtin[0] != '\0' && code->gtin_upce[0] != '\0')
    return false;
  if (code->gtin[0] == '\0' && code->gtin_upce[0] == '\0')
    return fo_gs1_gtin (&code->gs1, ret_gtin);
  memcpy (ret_gtin, code->gtin[0] ? code->gtin : code->gtin_upce, FO_GTIN_MAX);
  return true;
}

bool
fo_code_sscc (const FoCode *code, char ret_sscc[FO_SSCC_MAX])
{
  if (code->sscc[0] == '\0')
    return fo_gs1_sscc (&code->gs1, ret_sscc);
  memcpy (ret_sscc, code->sscc, FO_SSCC_MAX);
  return true;
}

/* LENGTH digits with their check digit, and not from a symbol of product numbers. */
static bool
is_plain_key (const FoCode *code, size_t length)
{
  return code->symbology != FO_SYMBOLOGY_EAN && strlen (code->text) == length && all_digits (code->text, length)
         && is_sound_key (code->text, length);
}

/* (414) where it is, (410) where it goes; else who bills, supplies or is billed. */
static bool
gln_of_gs1 (const FoGs1 *gs1, char ret_gln[FO_GLN_MAX])
{
  static const char *const others[] = { "413", "412", "411" };

  if (fo_gs1_location (gs1, ret_gln) || fo_gs1_ship_to (gs1, ret_gln))
    return true;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (fo_gs1_text (gs1, others[i], ret_gln, FO_GLN_MAX))
      return true;
  return false;
}

bool
fo_code_gln (const FoCode *code, char ret_gln[FO_GLN_MAX])
{
  if (fo_code_may_be (code, FO_CODE_GS1))
    return gln_of_gs1 (&code->gs1, ret_gln);
  if (!is_plain_key (code, FO_GLN_MAX - 1))
    return false;
  memcpy (ret_gln, code->text, FO_GLN_MAX);
  return true;
}

bool
fo_code_gsin (const FoCode *code, char ret_gsin[FO_GSIN_MAX])
{
  if (fo_code_may_be (code, FO_CODE_GS1))
    return fo_gs1_text (&code->gs1, "402", ret_gsin, FO_GSIN_MAX);
  if (!is_plain_key (code, FO_GSIN_MAX - 1))
    return false;
  memcpy (ret_gsin, code->text, FO_GSIN_MAX);
  return true;
}

bool
fo_gtin_of_unit (const char gtin[FO_GTIN_MAX], char ret_unit[FO_GTIN_MAX])
{
  if (gtin[0] < '1' || gtin[0] > '8')
    return false;
  memcpy (ret_unit, gtin, FO_GTIN_MAX);
  ret_unit[0] = '0';
  ret_unit[FO_GTIN_MAX - 2] = fo_gs1_check_digit (ret_unit, FO_GTIN_MAX - 2);
  return true;
}

const char *
fo_code_kind_name (FoCodeKind kind)
{
  return kind_names[kind];
}

bool
fo_code_kind_parse (const char *name, FoCodeKind *ret_kind)
{
  for (int i = 0; i < FO_N_CODE_KINDS; i++)
    if (strcmp (kind_names[i], name) == 0) {
      *ret_kind = (FoCodeKind) i;
      return true;
    }
  return false;
}
