/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys.h"

#include <string.h>

enum {
  KEY_C_I = 0x0c,
  KEY_C_J = 0x0d,
  KEY_C_M = 0x10,
  KEY_ENTER = 0x28,
  KEY_TAB = 0x2b,
  KEY_SPACE = 0x2c,
  KEY_ACCENT = 0x2e,
  KEY_CIRCUMFLEX = 0x35,
  KEY_CAPS_LOCK = 0x39,
  KEY_F8 = 0x41,
  KEY_SCROLL_LOCK = 0x47,
  KEY_NUM_LOCK = 0x53,
  KEY_PAD_ENTER = 0x58,
  KEY_PAD_1 = 0x59,
  KEY_PAD_0 = 0x62,
  KEY_ALT = 0xe2,
  KEY_GUI = 0xe3,
  KEY_RIGHT_CTRL = 0xe4,
  KEY_RIGHT_SHIFT = 0xe5,
  KEY_RIGHT_ALT = 0xe6,
};

#define GS 0x1d
#define DIGITS_MAX 5
#define CHARACTER_MAX 0xffff

static const FoStroke nothing = { FO_STROKE_NONE, 0, { 0 } };
static const FoStroke act = { FO_STROKE_ACT, 0, { 0 } };
static const FoStroke enter = { FO_STROKE_ENTER, 0, { 0 } };
static const FoStroke tab = { FO_STROKE_TAB, 0, { 0 } };

void
fo_keys_init (FoKeys *keys, const FoQuirks *quirks)
{
  memset (keys, 0, sizeof *keys);
  keys->layout = quirks->layout;
  keys->gs_key = quirks->gs_key;
  keys->caps = quirks->caps;
}

bool
fo_keys_is_down (const FoKeys *keys, uint8_t usage)
{
  return (keys->down[usage / 8] >> (usage % 8) & 1) != 0;
}

static void
set_down (FoKeys *keys, uint8_t usage, bool down)
{
  uint8_t bit = (uint8_t) (1u << (usage % 8));

  keys->down[usage / 8] = (uint8_t) (down ? keys->down[usage / 8] | bit : keys->down[usage / 8] & ~bit);
}

static bool
either (const FoKeys *keys, uint8_t one, uint8_t other)
{
  return fo_keys_is_down (keys, one) || fo_keys_is_down (keys, other);
}

/* ---- characters -------------------------------------------------------------------------------------------------- */

static FoStroke
byte_stroke (unsigned byte)
{
  return (FoStroke){ .kind = FO_STROKE_TEXT, .length = 1, .bytes = { (char) byte } };
}

/* As UTF-8; at most three bytes. */
static FoStroke
character_stroke (unsigned character)
{
  if (character < 0x80)
    return byte_stroke (character);
  if (character < 0x800)
    return (FoStroke){ FO_STROKE_TEXT, 2, { (char) (0xc0 | character >> 6), (char) (0x80 | (character & 0x3f)) } };
  return (FoStroke){ FO_STROKE_TEXT,
                     3,
                     { (char) (0xe0 | character >> 12), (char) (0x80 | (character >> 6 & 0x3f)),
                       (char) (0x80 | (character & 0x3f)) } };
}

/* The key by which a GS would come: is this scanner's the one? */
static FoStroke
gs_stroke (const FoKeys *keys, FoKeyGs by)
{
  bool is_it = keys->gs_key == by || (keys->gs_key == FO_GS_ANY && by != FO_GS_F8);

  return is_it ? byte_stroke (GS) : act;
}

/* What Alt and a number on the keypad give. One byte of the code up to 255, be it a part of a UTF-8 character; a
 * character of Unicode above. */
static FoStroke
number_stroke (const FoKeys *keys)
{
  uint32_t number = keys->number;

  if (number == GS)
    return gs_stroke (keys, FO_GS_ALT);
  if (number == '\r' || number == '\n')
    return enter;
  if (number == '\t')
    return tab;
  if (number < ' ' || number == 0x7f || number > CHARACTER_MAX || keys->digits > DIGITS_MAX
      || (number >= 0xd800 && number < 0xe000))
    return act;
  return number < 0x100 ? byte_stroke (number) : character_stroke (number);
}

static bool
is_small_letter (unsigned character)
{
  return (character >= 'a' && character <= 'z') || character == 0xe4 || character == 0xf6 || character == 0xfc
         || (character >= 0x430 && character <= 0x44f) || character == 0x451;
}

/* ^, ´ and ` of a German keyboard wait for a letter to sit on; a scanner types a space behind, which is none. */
static bool
is_dead (const FoKeys *keys, uint8_t usage, int level)
{
  if (keys->layout != FO_LAYOUT_DE)
    return false;
  return (usage == KEY_CIRCUMFLEX && level == 0) || (usage == KEY_ACCENT && level < 2);
}

static FoStroke
text_key (FoKeys *keys, uint8_t usage, bool third)
{
  bool shift = either (keys, FO_KEY_LEFT_SHIFT, KEY_RIGHT_SHIFT);
  bool follows_dead = keys->dead;

  if (keys->caps && is_small_letter (fo_key_character (keys->layout, usage, 0)))
    shift = !shift;
  int level = third ? 2 : shift ? 1 : 0;
  unsigned character = fo_key_character (keys->layout, usage, level);

  keys->dead = is_dead (keys, usage, level);
  if (usage == KEY_SPACE && follows_dead)
    return nothing;
  return character != 0 ? character_stroke (character) : act;
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

/* A digit of the keypad; -1: it is none. */
static int
pad_digit (uint8_t usage)
{
  if (usage < KEY_PAD_1 || usage > KEY_PAD_0)
    return -1;
  return usage == KEY_PAD_0 ? 0 : usage - KEY_PAD_1 + 1;
}

static FoStroke
with_alt (FoKeys *keys, uint8_t usage)
{
  int digit = pad_digit (usage);

  if (digit < 0)
    return act;
  if (keys->digits <= DIGITS_MAX) {
    keys->digits++;
    keys->number = keys->number * 10 + (uint32_t) digit;
  }
  return nothing;
}

/* Control characters by their letters: Tab, LF, CR and GS are what a scanner sends of them. */
static FoStroke
with_ctrl (const FoKeys *keys, uint8_t usage)
{
  if (usage == FO_KEY_RIGHT_BRACKET)
    return gs_stroke (keys, FO_GS_CTRL);
  if (usage == KEY_C_M || usage == KEY_C_J)
    return enter;
  return usage == KEY_C_I ? tab : act;
}

static FoStroke
modifier (FoKeys *keys, uint8_t usage)
{
  if (usage == KEY_ALT || usage == KEY_RIGHT_ALT)
    keys->digits = 0, keys->number = 0;
  return usage == KEY_GUI || usage == FO_KEY_RIGHT_GUI ? act : nothing;
}

static FoStroke
plain (FoKeys *keys, uint8_t usage)
{
  bool ctrl = either (keys, FO_KEY_LEFT_CTRL, KEY_RIGHT_CTRL);
  bool alt = fo_keys_is_down (keys, KEY_ALT), right_alt = fo_keys_is_down (keys, KEY_RIGHT_ALT);
  bool third = keys->layout == FO_LAYOUT_DE && (right_alt || (alt && ctrl));

  if (either (keys, KEY_GUI, FO_KEY_RIGHT_GUI))
    return act;
  if (third)
    return text_key (keys, usage, true);
  if (alt || right_alt)
    return ctrl ? act : with_alt (keys, usage);
  if (ctrl)
    return with_ctrl (keys, usage);
  if (usage == KEY_ENTER || usage == KEY_PAD_ENTER)
    return enter;
  if (usage == KEY_TAB)
    return tab;
  if (usage == KEY_F8)
    return gs_stroke (keys, FO_GS_F8);
  return text_key (keys, usage, false);
}

FoStroke
fo_keys_press (FoKeys *keys, uint8_t usage)
{
  if (usage < FO_KEY_FIRST || fo_keys_is_down (keys, usage))
    return nothing;
  set_down (keys, usage, true);
  if (usage >= FO_KEY_LEFT_CTRL && usage <= FO_KEY_RIGHT_GUI)
    return modifier (keys, usage);
  if (usage == KEY_CAPS_LOCK)
    keys->caps = !keys->caps;
  if (usage == KEY_CAPS_LOCK || usage == KEY_NUM_LOCK || usage == KEY_SCROLL_LOCK)
    return nothing;
  return plain (keys, usage);
}

FoStroke
fo_keys_release (FoKeys *keys, uint8_t usage)
{
  bool ends_number = (usage == KEY_ALT || usage == KEY_RIGHT_ALT) && fo_keys_is_down (keys, usage) && keys->digits > 0;

  set_down (keys, usage, false);
  if (!ends_number)
    return nothing;
  FoStroke stroke = number_stroke (keys);
  keys->digits = 0;
  return stroke;
}
