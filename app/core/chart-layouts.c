/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-layouts.h"

#include <string.h>

/* The 47 keys of a US keyboard in rows, without and with Shift. A row of another layout has the same keys; "¿" stands for
 * a dead key, which gives nothing or changes what follows. */
static const char us_plain[] = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./";
static const char us_shift[] = "~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";

static const struct {
  const char *name, *plain, *shift;
} layouts[CHART_LAYOUTS] = {
  { "ru", "ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.", "Ё!\"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ," },
  { "de", "¿1234567890ß¿qwertzuiopü+#asdfghjklöäyxcvbnm,.-", "°!\"§$%&/()=?¿QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_" },
  { "fr", "²&é\"'(-è_çà)=azertyuiop¿$*qsdfghjklmùwxcvbn,;:!", "¿1234567890°+AZERTYUIOP¿£µQSDFGHJKLM%WXCVBN?./§" },
  { "gb", "`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./", "¬!\"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?" },
  { "cz", ";+ěščřžýáíé=¿qwertzuiopú)¿asdfghjklů§yxcvbnm,.-", "°1234567890%¿QWERTZUIOP/(¿ASDFGHJKL\"!YXCVBNM?:_" },
};

static size_t
bytes_at (const char *utf8)
{
  unsigned char lead = (unsigned char) *utf8;

  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : 3;
}

/* Where character number INDEX of ROW begins. */
static const char *
character (const char *row, size_t index)
{
  for (; index > 0; index--)
    row += bytes_at (row);
  return row;
}

/* The key that gives C in ROW; false when none does. */
static bool
find (const char *row, char c, size_t *ret_index)
{
  for (size_t i = 0; *row; i++, row += bytes_at (row))
    if (*row == c) {
      *ret_index = i;
      return true;
    }
  return false;
}

static size_t
put (const char *character, char text[4])
{
  size_t length = bytes_at (character);

  if (strncmp (character, "¿", 2) == 0) {
    text[0] = CHART_ANY;
    return 1;
  }
  memcpy (text, character, length);
  return length;
}

const char *
fo_chart_layout_name (size_t layout)
{
  return layouts[layout].name;
}

size_t
fo_chart_retype (size_t layout, bool read_as, char c, char ret_text[4])
{
  const char *from_plain = read_as ? us_plain : layouts[layout].plain;
  const char *from_shift = read_as ? us_shift : layouts[layout].shift;
  const char *to_plain = read_as ? layouts[layout].plain : us_plain;
  const char *to_shift = read_as ? layouts[layout].shift : us_shift;
  size_t key;

  if (find (from_plain, c, &key))
    return put (character (to_plain, key), ret_text);
  if (find (from_shift, c, &key))
    return put (character (to_shift, key), ret_text);
  ret_text[0] = c == ' ' ? c : CHART_ANY; /* the space bar is where it is */
  return 1;
}
