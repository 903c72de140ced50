/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "typist.h"

#include <linux/input-event-codes.h>
#include <string.h>

/* Five rows; the fourth begins with the key above Enter's right, the last is the one beside the left Shift, and space. */
typedef struct {
  const char *plain, *shift, *third;
} Picture;

static const Picture pictures[FO_N_LAYOUTS] = {
  [FO_LAYOUT_US] = { "1234567890-=" "qwertyuiop[]" "asdfghjkl;'`" "\\zxcvbnm,./" "\\ ",
                     "!@#$%^&*()_+" "QWERTYUIOP{}" "ASDFGHJKL:\"~" "|ZXCVBNM<>?" "| ", "" },
  [FO_LAYOUT_DE] = { "1234567890ß´" "qwertzuiopü+" "asdfghjklöä^" "#yxcvbnm,.-" "< ",
                     "!\"§$%&/()=?`" "QWERTZUIOPÜ*" "ASDFGHJKLÖÄ°" "'YXCVBNM;:_" "> ",
                     "\n²³\n\n\n{[]}\\\n" "@\n€\n\n\n\n\n\n\n\n~" "\n\n\n\n\n\n\n\n\n\n\n\n" "\n\n\n\n\n\n\nµ\n\n\n" "|\n" },
  [FO_LAYOUT_RU] = { "1234567890-=" "йцукенгшщзхъ" "фывапролджэё" "\\ячсмитьбю." "\\ ",
                     "!\"№;%:?*()_+" "ЙЦУКЕНГШЩЗХЪ" "ФЫВАПРОЛДЖЭЁ" "/ЯЧСМИТЬБЮ," "/ ", "" },
  [FO_LAYOUT_RU_LATIN] = { "1234567890-=" "qwertyuiop[]" "asdfghjkl;'`" "\\zxcvbnm,\n." "\\ ",
                           "!\"№;%:?*()_+" "QWERTYUIOP{}" "ASDFGHJKL:\"~" "/ZXCVBNM<>," "/ ", "" },
};

static const guint8 usages[] = {
  0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e, 0x14, 0x1a, 0x08, 0x15, 0x17,
  0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30, 0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33,
  0x34, 0x35, 0x31, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38, 0x64, 0x2c,
};

static guint16
row_code (guint place)
{
  static const struct {
    guint first;
    guint16 code;
  } rows[] = { { 48, KEY_SPACE }, { 47, KEY_102ND }, { 36, KEY_BACKSLASH }, { 24, KEY_A }, { 12, KEY_Q }, { 0, KEY_1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (place >= rows[i].first)
      return (guint16) (rows[i].code + place - rows[i].first);
  g_assert_not_reached ();
}

static const struct {
  const char *name;
  TypistKey key;
} named[] = {
  { "enter", { 0x28, KEY_ENTER } },      { "kpenter", { 0x58, KEY_KPENTER } }, { "tab", { 0x2b, KEY_TAB } },
  { "space", { 0x2c, KEY_SPACE } },      { "esc", { 0x29, KEY_ESC } },         { "backspace", { 0x2a, KEY_BACKSPACE } },
  { "f8", { 0x41, KEY_F8 } },            { "f10", { 0x43, KEY_F10 } },         { "left", { 0x50, KEY_LEFT } },
  { "delete", { 0x4c, KEY_DELETE } },    { "caps", { 0x39, KEY_CAPSLOCK } },   { "num", { 0x53, KEY_NUMLOCK } },
  { "ctrl", { 0xe0, KEY_LEFTCTRL } },    { "shift", { 0xe1, KEY_LEFTSHIFT } }, { "alt", { 0xe2, KEY_LEFTALT } },
  { "win", { 0xe3, KEY_LEFTMETA } },     { "altgr", { 0xe6, KEY_RIGHTALT } },  { "rshift", { 0xe5, KEY_RIGHTSHIFT } },
  { "kp0", { 0x62, KEY_KP0 } },          { "kp1", { 0x59, KEY_KP1 } },         { "kp2", { 0x5a, KEY_KP2 } },
  { "kp3", { 0x5b, KEY_KP3 } },          { "kp4", { 0x5c, KEY_KP4 } },         { "kp5", { 0x5d, KEY_KP5 } },
  { "kp6", { 0x5e, KEY_KP6 } },          { "kp7", { 0x5f, KEY_KP7 } },         { "kp8", { 0x60, KEY_KP8 } },
  { "kp9", { 0x61, KEY_KP9 } },          { "kp-", { 0x56, KEY_KPMINUS } },     { "kp/", { 0x54, KEY_KPSLASH } },
  { "kp.", { 0x63, KEY_KPDOT } },
};

/* Where CHARACTER stands in a picture; -1: nowhere. */
static int
place_in (const char *picture, gunichar character)
{
  const char *at = g_utf8_strchr (picture, -1, character);

  return at != NULL ? (int) g_utf8_pointer_to_offset (picture, at) : -1;
}

static TypistKey
key_at (int place, bool down)
{
  return (TypistKey){ usages[place], row_code ((guint) place), down };
}

TypistKey
typist_key (const char *name, bool down)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (strcmp (named[i].name, name) == 0) {
      TypistKey key = named[i].key;
      key.down = down;
      return key;
    }
  int place = place_in (pictures[FO_LAYOUT_US].plain, g_utf8_get_char (name));
  g_assert_cmpint (place, >=, 0);
  return key_at (place, down);
}

/* ---- strokes ----------------------------------------------------------------------------------------------------- */

static void
add (GArray *keys, TypistKey key)
{
  g_array_append_val (keys, key);
}

static void
name_down_up (GArray *keys, const char *name)
{
  add (keys, typist_key (name, true));
  add (keys, typist_key (name, false));
}

static void
with (GArray *keys, const char *modifier, int place)
{
  add (keys, typist_key (modifier, true));
  add (keys, key_at (place, true));
  add (keys, key_at (place, false));
  add (keys, typist_key (modifier, false));
}

static void
as_number (GArray *keys, guint number)
{
  g_autofree char *digits = g_strdup_printf ("%04u", number);

  add (keys, typist_key ("alt", true));
  for (const char *at = digits; *at != '\0'; at++) {
    g_autofree char *name = g_strdup_printf ("kp%c", *at);
    name_down_up (keys, name);
  }
  add (keys, typist_key ("alt", false));
}

/* It knows bytes, not letters. */
static void
as_bytes (GArray *keys, gunichar character)
{
  char utf8[6];
  int length = g_unichar_to_utf8 (character, utf8);

  for (int i = 0; i < length; i++)
    as_number (keys, (guint8) utf8[i]);
}

static void
type_gs (GArray *keys, FoKeyGs gs)
{
  switch (gs) {
  case FO_GS_ANY:
  case FO_GS_CTRL:
    with (keys, "ctrl", place_in (pictures[FO_LAYOUT_US].plain, ']'));
    return;
  case FO_GS_ALT:
    as_number (keys, 29);
    return;
  case FO_GS_F8:
    name_down_up (keys, "f8");
    return;
  case FO_GS_NONE:
  case FO_N_GS_KEYS:
    return;
  }
}

/* A letter, or anything on its key: the lock turns letters round. */
static void
type_shifted (GArray *keys, const TypistSetup *setup, gunichar character, int place)
{
  if (setup->capitals == TYPIST_LOCK && g_unichar_isupper (character)) {
    name_down_up (keys, "caps");
    add (keys, key_at (place, true));
    add (keys, key_at (place, false));
    name_down_up (keys, "caps");
  } else
    with (keys, "shift", place);
}

static void
type_plain (GArray *keys, int place)
{
  add (keys, key_at (place, true));
  add (keys, key_at (place, false));
}

static void
type_character (GArray *keys, const TypistSetup *setup, gunichar character)
{
  const Picture *picture = &pictures[setup->layout];
  gunichar wanted = setup->lock_is_on ? g_unichar_isupper (character) ? g_unichar_tolower (character)
                                        : g_unichar_islower (character) && character != 0xdf
                                            ? g_unichar_toupper (character)
                                            : character
                                      : character;
  int plain = place_in (picture->plain, wanted), shift = place_in (picture->shift, wanted);
  int third = place_in (picture->third, wanted);
  bool is_dead = setup->layout == FO_LAYOUT_DE && (wanted == '^' || wanted == '`' || wanted == 0xb4);

  if (plain >= 0)
    type_plain (keys, plain);
  else if (shift >= 0)
    type_shifted (keys, setup, wanted, shift);
  else if (third >= 0)
    with (keys, "altgr", third);
  else
    as_bytes (keys, character);
  if (is_dead)
    name_down_up (keys, "space");
}

GArray *
typist_type (const TypistSetup *setup, const char *text)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (TypistKey));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == 0x1d)
      type_gs (keys, setup->gs);
    else
      type_character (keys, setup, g_utf8_get_char (at));
  if (setup->end == FO_END_ENTER)
    name_down_up (keys, setup->pad_enter ? "kpenter" : "enter");
  else if (setup->end == FO_END_TAB)
    name_down_up (keys, "tab");
  return keys;
}

GPtrArray *
typist_reports (const GArray *keys)
{
  GPtrArray *reports = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint8 report[TYPIST_REPORT_BYTES] = { 0 };

  for (guint i = 0; i < keys->len; i++) {
    TypistKey key = g_array_index (keys, TypistKey, i);
    if (key.usage >= 0xe0) {
      guint8 bit = (guint8) (1u << (key.usage - 0xe0));
      report[0] = (guint8) (key.down ? report[0] | bit : report[0] & ~bit);
    } else
      report[2] = key.down ? key.usage : 0;
    g_ptr_array_add (reports, g_bytes_new (report, sizeof report));
  }
  return reports;
}
