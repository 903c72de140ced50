/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keyboards that scanners believe to be, as tables: usage, alone, with Shift, with AltGr (Unicode). */
#include "keys.h"

typedef struct {
  uint16_t levels[3];
} Key;

#define KEYS_MAX 0x65

#define LATIN(usage, lower, upper) [usage] = { { lower, upper } }

/* The rows of letters in the order of an English keyboard, without Y and Z. */
#define LATIN_LETTERS                                                                                                  \
  LATIN (0x04, 'a', 'A'), LATIN (0x05, 'b', 'B'), LATIN (0x06, 'c', 'C'), LATIN (0x07, 'd', 'D'),                      \
      LATIN (0x09, 'f', 'F'), LATIN (0x0a, 'g', 'G'), LATIN (0x0b, 'h', 'H'), LATIN (0x0c, 'i', 'I'),                  \
      LATIN (0x0d, 'j', 'J'), LATIN (0x0e, 'k', 'K'), LATIN (0x0f, 'l', 'L'), LATIN (0x11, 'n', 'N'),                  \
      LATIN (0x12, 'o', 'O'), LATIN (0x13, 'p', 'P'), LATIN (0x15, 'r', 'R'), LATIN (0x16, 's', 'S'),                  \
      LATIN (0x17, 't', 'T'), LATIN (0x18, 'u', 'U'), LATIN (0x19, 'v', 'V'), LATIN (0x1a, 'w', 'W'),                  \
      LATIN (0x1b, 'x', 'X')

/* On a German keyboard these have a third level. */
#define LATIN_EMQ LATIN (0x08, 'e', 'E'), LATIN (0x10, 'm', 'M'), LATIN (0x14, 'q', 'Q')

#define LATIN_YZ LATIN (0x1c, 'y', 'Y'), LATIN (0x1d, 'z', 'Z')

#define RUSSIAN_DIGITS                                                                                                 \
  [0x1e] = { { '1', '!' } }, [0x1f] = { { '2', '"' } }, [0x20] = { { '3', 0x2116 } }, [0x21] = { { '4', ';' } },       \
  [0x22] = { { '5', '%' } }, [0x23] = { { '6', ':' } }, [0x24] = { { '7', '?' } }, [0x25] = { { '8', '*' } },          \
  [0x26] = { { '9', '(' } }, [0x27] = { { '0', ')' } }, [0x2c] = { { ' ', ' ' } }, [0x2d] = { { '-', '_' } },          \
  [0x2e] = { { '=', '+' } }, [0x31] = { { '\\', '/' } }, [0x32] = { { '\\', '/' } }, [0x38] = { { '.', ',' } },        \
  [0x64] = { { '\\', '/' } }

static const Key us[KEYS_MAX] = {
  LATIN_LETTERS,
  LATIN_EMQ,
  LATIN_YZ,
  [0x1e] = { { '1', '!' } },  [0x1f] = { { '2', '@' } },  [0x20] = { { '3', '#' } },  [0x21] = { { '4', '$' } },
  [0x22] = { { '5', '%' } },  [0x23] = { { '6', '^' } },  [0x24] = { { '7', '&' } },  [0x25] = { { '8', '*' } },
  [0x26] = { { '9', '(' } },  [0x27] = { { '0', ')' } },  [0x2c] = { { ' ', ' ' } },  [0x2d] = { { '-', '_' } },
  [0x2e] = { { '=', '+' } },  [0x2f] = { { '[', '{' } },  [0x30] = { { ']', '}' } },  [0x31] = { { '\\', '|' } },
  [0x32] = { { '\\', '|' } }, [0x33] = { { ';', ':' } },  [0x34] = { { '\'', '"' } }, [0x35] = { { '`', '~' } },
  [0x36] = { { ',', '<' } },  [0x37] = { { '.', '>' } },  [0x38] = { { '/', '?' } },  [0x64] = { { '\\', '|' } },
};

static const Key german[KEYS_MAX] = {
  LATIN_LETTERS,
  [0x08] = { { 'e', 'E', 0x20ac } },
  [0x10] = { { 'm', 'M', 0xb5 } },
  [0x14] = { { 'q', 'Q', '@' } },
  [0x1c] = { { 'z', 'Z' } },
  [0x1d] = { { 'y', 'Y' } },
  [0x1e] = { { '1', '!' } },
  [0x1f] = { { '2', '"', 0xb2 } },
  [0x20] = { { '3', 0xa7, 0xb3 } },
  [0x21] = { { '4', '$' } },
  [0x22] = { { '5', '%' } },
  [0x23] = { { '6', '&' } },
  [0x24] = { { '7', '/', '{' } },
  [0x25] = { { '8', '(', '[' } },
  [0x26] = { { '9', ')', ']' } },
  [0x27] = { { '0', '=', '}' } },
  [0x2c] = { { ' ', ' ' } },
  [0x2d] = { { 0xdf, '?', '\\' } },
  [0x2e] = { { 0xb4, '`' } },
  [0x2f] = { { 0xfc, 0xdc } },
  [0x30] = { { '+', '*', '~' } },
  [0x31] = { { '#', '\'' } },
  [0x32] = { { '#', '\'' } },
  [0x33] = { { 0xf6, 0xd6 } },
  [0x34] = { { 0xe4, 0xc4 } },
  [0x35] = { { '^', 0xb0 } },
  [0x36] = { { ',', ';' } },
  [0x37] = { { '.', ':' } },
  [0x38] = { { '-', '_' } },
  [0x64] = { { '<', '>', '|' } },
};

/* Letters by their place in the alphabet: U+0430 is а. */
#define RU(usage, index) [usage] = { { 0x430 + (index), 0x410 + (index) } }

static const Key russian[KEYS_MAX] = {
  RU (0x04, 20), /* ф */
  RU (0x05, 8),  /* и */
  RU (0x06, 17), /* с */
  RU (0x07, 2),  /* в */
  RU (0x08, 19), /* у */
  RU (0x09, 0),  /* а */
  RU (0x0a, 15), /* п */
  RU (0x0b, 16), /* р */
  RU (0x0c, 24), /* ш */
  RU (0x0d, 14), /* о */
  RU (0x0e, 11), /* л */
  RU (0x0f, 4),  /* д */
  RU (0x10, 28), /* ь */
  RU (0x11, 18), /* т */
  RU (0x12, 25), /* щ */
  RU (0x13, 7),  /* з */
  RU (0x14, 9),  /* й */
  RU (0x15, 10), /* к */
  RU (0x16, 27), /* ы */
  RU (0x17, 5),  /* е */
  RU (0x18, 3),  /* г */
  RU (0x19, 12), /* м */
  RU (0x1a, 22), /* ц */
  RU (0x1b, 23), /* ч */
  RU (0x1c, 13), /* н */
  RU (0x1d, 31), /* я */
  RU (0x2f, 21), /* х */
  RU (0x30, 26), /* ъ */
  RU (0x33, 6),  /* ж */
  RU (0x34, 29), /* э */
  RU (0x36, 1),  /* б */
  RU (0x37, 30), /* ю */
  [0x35] = { { 0x451, 0x401 } }, /* ё */
  RUSSIAN_DIGITS,
};

static const Key russian_latin[KEYS_MAX] = {
  LATIN_LETTERS,
  LATIN_EMQ,
  LATIN_YZ,
  RUSSIAN_DIGITS,
  [0x2f] = { { '[', '{' } },
  [0x30] = { { ']', '}' } },
  [0x33] = { { ';', ':' } },
  [0x34] = { { '\'', '"' } },
  [0x35] = { { '`', '~' } },
  [0x36] = { { ',', '<' } },
  [0x37] = { { '.', '>' } },
};

static const Key *const layouts[FO_N_LAYOUTS] = {
  [FO_LAYOUT_US] = us,
  [FO_LAYOUT_DE] = german,
  [FO_LAYOUT_RU] = russian,
  [FO_LAYOUT_RU_LATIN] = russian_latin,
};

/* The keypad, with its lock on: 54 … 63. */
static const char keypad[] = { '/', '*', '-', '+', 0, '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '.' };

uint16_t
fo_key_character (FoKeyLayout layout, uint8_t usage, int level)
{
  if (usage == 0x63 && layout == FO_LAYOUT_DE)
    return ',';
  if (usage >= 0x54 && usage <= 0x63)
    return (uint16_t) keypad[usage - 0x54];
  return usage < KEYS_MAX ? layouts[layout][usage].levels[level] : 0;
}

/* ---- Linux ------------------------------------------------------------------------------------------------------- */

/* By key code, from 1; the values of input-event-codes.h are part of the kernel's interface. 0: not known. */
static const uint8_t linux_usages[] = {
  0,    0x29, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e, 0x2a, 0x2b, /*   0 */
  0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30, 0x28, 0xe0, 0x04, 0x16, /*  16 */
  0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x35, 0xe1, 0x31, 0x1d, 0x1b, 0x06, 0x19, /*  32 */
  0x05, 0x11, 0x10, 0x36, 0x37, 0x38, 0xe5, 0x55, 0xe2, 0x2c, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, /*  48 */
  0x3f, 0x40, 0x41, 0x42, 0x43, 0x53, 0x47, 0x5f, 0x60, 0x61, 0x56, 0x5c, 0x5d, 0x5e, 0x57, 0x59, /*  64 */
  0x5a, 0x5b, 0x62, 0x63, 0,    0x94, 0x64, 0x44, 0x45, 0x87, 0x92, 0x93, 0x8a, 0x88, 0x8b, 0x8c, /*  80 */
  0x58, 0xe4, 0x54, 0x46, 0xe6, 0,    0x4a, 0x52, 0x4b, 0x50, 0x4f, 0x4d, 0x51, 0x4e, 0x49, 0x4c, /*  96 */
  0,    0,    0,    0,    0,    0,    0,    0x48, 0,    0,    0,    0,    0,    0xe3, 0xe7, 0x65, /* 112 */
};

uint8_t
fo_key_from_linux (uint16_t code)
{
  uint8_t usage = code < sizeof linux_usages ? linux_usages[code] : 0;

  return usage != 0 ? usage : FO_KEY_OTHER;
}

uint16_t
fo_key_to_linux (uint8_t usage)
{
  for (uint16_t code = 1; code < sizeof linux_usages; code++)
    if (linux_usages[code] == usage)
      return code;
  return 0;
}
