/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys that go down and up → what they mean to a scanner's firmware. A key is its HID usage (page 07): where it is on the
 * keyboard, whatever is printed on it and whatever the PC's layout is. Pure, no allocation; any thread, one state one
 * thread at a time. Sources: HID Usage Tables 1.4 section 10, Linux' input-event-codes.h.
 */
#pragma once

#include "firstout/drivers/decoder.h"

enum {
  FO_KEY_ROLLOVER = 0x01, /* in place of a key: too many at once */
  FO_KEY_FIRST = 0x04,    /* below: not a key but an error */
  FO_KEY_RIGHT_BRACKET = 0x30,
  FO_KEY_LEFT_CTRL = 0xe0,
  FO_KEY_LEFT_SHIFT = 0xe1,
  FO_KEY_RIGHT_GUI = 0xe7,
  FO_KEY_OTHER = 0xff /* some key that no table names */
};

/* The usage of a Linux key code, FO_KEY_OTHER when it is none that we know. */
uint8_t fo_key_from_linux (uint16_t code);
/* The other way; 0: none. */
uint16_t fo_key_to_linux (uint8_t usage);

/* Which character a key gives in LAYOUT; 0: none. LEVEL 0 alone, 1 with Shift, 2 with AltGr. */
uint16_t fo_key_character (FoKeyLayout layout, uint8_t usage, int level);

typedef enum {
  FO_STROKE_NONE, /* a modifier, a lock, a part of a number, a key that was down already */
  FO_STROKE_TEXT,
  FO_STROKE_ENTER,
  FO_STROKE_TAB,
  FO_STROKE_ACT /* a key that does something to a window: F10, Esc, an arrow, Ctrl and a letter */
} FoStrokeKind;

typedef struct {
  FoStrokeKind kind;
  uint8_t length; /* FO_STROKE_TEXT: 1 … 4 */
  char bytes[4];
} FoStroke;

typedef struct {
  FoKeyLayout layout;
  FoKeyGs gs_key;
  uint8_t down[32];  /* a bit for each usage */
  bool caps;         /* the lock's state */
  bool dead;         /* the last key was a dead one: a space after it belongs to it */
  uint8_t digits;    /* Alt is down: digits on the keypad so far */
  uint32_t number;   /* … and what they make */
} FoKeys;

void fo_keys_init (FoKeys *keys, const FoQuirks *quirks);

/* A key goes down or up; a key that is there already changes nothing. */
FoStroke fo_keys_press (FoKeys *keys, uint8_t usage);
FoStroke fo_keys_release (FoKeys *keys, uint8_t usage);

bool fo_keys_is_down (const FoKeys *keys, uint8_t usage);
