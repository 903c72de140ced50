/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "quirks.h"

#include <string.h>

#define CONTINUATION_MS_MAX 10000
#define BAUD_MAX 921600

/* ---- names ------------------------------------------------------------------------------------------------------- */

#define NAME(value, name) [value] = name,
static const char *const layout_names[] = { FO_KEY_LAYOUTS (NAME) };
static const char *const gs_names[] = { FO_KEY_GS_KEYS (NAME) };
static const char *const end_names[] = { FO_KEY_ENDS (NAME) };
static const char *const line_end_names[] = { FO_LINE_ENDS (NAME) };
static const char *const beep_names[] = { FO_BEEPS (NAME) };
#undef NAME

const char *
fo_key_layout_name (FoKeyLayout layout)
{
  g_assert (layout < FO_N_LAYOUTS);
  return layout_names[layout];
}

const char *
fo_key_gs_name (FoKeyGs gs)
{
  g_assert (gs < FO_N_GS_KEYS);
  return gs_names[gs];
}

const char *
fo_key_end_name (FoKeyEnd end)
{
  g_assert (end < FO_N_KEY_ENDS);
  return end_names[end];
}

static bool
find_name (const char *text, const char *const *names, guint n, guint *ret_index)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (text, names[i]) == 0) {
      *ret_index = i;
      return true;
    }
  return false;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool
parse_number (const char *text, guint base, guint64 min, guint64 max, guint64 *ret_value)
{
  return g_ascii_string_to_unsigned (text, base, min, max, ret_value, NULL);
}

static bool
parse_accept_x0 (const char *value, FoQuirks *quirks)
{
  quirks->accept_x0 = *value == '\0';
  return quirks->accept_x0;
}

static bool
parse_caps (const char *value, FoQuirks *quirks)
{
  quirks->caps = *value == '\0';
  return quirks->caps;
}

static bool
parse_gs (const char *value, FoQuirks *quirks)
{
  guint64 byte = 0;

  if (!parse_number (value, 16, 1, 255, &byte))
    return false;
  quirks->has_gs = true;
  quirks->gs = (uint8_t) byte;
  return true;
}

static bool
parse_continuation (const char *value, FoQuirks *quirks)
{
  guint64 ms = 0;

  if (!parse_number (value, 10, 1, CONTINUATION_MS_MAX, &ms))
    return false;
  quirks->continuation_ms = (uint32_t) ms;
  return true;
}

static bool
parse_layout (const char *value, FoQuirks *quirks)
{
  guint index = 0;

  if (!find_name (value, layout_names, FO_N_LAYOUTS, &index))
    return false;
  quirks->layout = (FoKeyLayout) index;
  return true;
}

static bool
parse_gs_key (const char *value, FoQuirks *quirks)
{
  guint index = 0;

  if (!find_name (value, gs_names, FO_N_GS_KEYS, &index))
    return false;
  quirks->gs_key = (FoKeyGs) index;
  return true;
}

static bool
parse_end (const char *value, FoQuirks *quirks)
{
  guint index = 0;

  if (!find_name (value, end_names, FO_N_KEY_ENDS, &index))
    return false;
  quirks->end = (FoKeyEnd) index;
  return true;
}

static bool
parse_line_end (const char *value, FoQuirks *quirks)
{
  guint index = 0;

  if (!find_name (value, line_end_names, FO_N_LINE_ENDS, &index))
    return false;
  quirks->line_end = (FoLineEnd) index;
  return true;
}

static bool
parse_beep (const char *value, FoQuirks *quirks)
{
  guint index = 0;

  if (!find_name (value, beep_names, FO_N_BEEPS, &index))
    return false;
  quirks->beep = (FoBeep) index;
  return true;
}

static bool
parse_framed (const char *value, FoQuirks *quirks)
{
  quirks->framed = *value == '\0';
  return quirks->framed;
}

static bool
parse_baud (const char *value, FoQuirks *quirks)
{
  guint64 baud = 0;

  if (!parse_number (value, 10, 300, BAUD_MAX, &baud))
    return false;
  quirks->baud = (uint32_t) baud;
  return true;
}

/* Text with %HH for a byte; neither empty nor too long. */
static bool
parse_affix (const char *value, char *affix)
{
  char bytes[FO_AFFIX_MAX] = { 0 };
  gsize length = 0;

  for (const char *at = value; *at != '\0'; at++) {
    guint byte = (guchar) *at;
    if (*at == '%') {
      if (!g_ascii_isxdigit (at[1]) || !g_ascii_isxdigit (at[2]))
        return false;
      byte = (guint) (g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2]));
      at += 2;
    }
    if (byte == 0 || length == FO_AFFIX_MAX - 1)
      return false;
    bytes[length++] = (char) byte;
  }
  memcpy (affix, bytes, FO_AFFIX_MAX);
  return length > 0;
}

static bool
parse_prefix (const char *value, FoQuirks *quirks)
{
  return parse_affix (value, quirks->prefix);
}

static bool
parse_suffix (const char *value, FoQuirks *quirks)
{
  return parse_affix (value, quirks->suffix);
}

/* name, with its '=' where it takes a value */
static const struct {
  const char *name;
  bool (*parse) (const char *value, FoQuirks *quirks);
} readers[] = {
  { "accept-x0", parse_accept_x0 },
  { "gs=", parse_gs },
  { "continuation-ms=", parse_continuation },
  { "layout=", parse_layout },
  { "gs-key=", parse_gs_key },
  { "end=", parse_end },
  { "caps", parse_caps },
  { "prefix=", parse_prefix },
  { "suffix=", parse_suffix },
  { "line=", parse_line_end },
  { "framed", parse_framed },
  { "baud=", parse_baud },
  { "beep=", parse_beep },
};

bool
fo_quirk_parse (const char *text, FoQuirks *quirks)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_has_prefix (text, readers[i].name)) {
      FoQuirks changed = *quirks;
      if (!readers[i].parse (text + strlen (readers[i].name), &changed))
        return false;
      *quirks = changed;
      return true;
    }
  return false;
}

bool
fo_quirks_parse (const char *line, FoQuirks *quirks, char **ret_bad)
{
  g_auto (GStrv) pieces = g_strsplit (line, ";", -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*g_strstrip (pieces[i]) != '\0' && !fo_quirk_parse (pieces[i], quirks)) {
      if (ret_bad != NULL)
        *ret_bad = g_strdup (pieces[i]);
      return false;
    }
  return true;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

G_GNUC_PRINTF (2, 3)
static void
append (GString *line, const char *format, ...)
{
  va_list arguments;

  if (line->len > 0)
    g_string_append_c (line, ';');
  va_start (arguments, format);
  g_string_append_vprintf (line, format, arguments);
  va_end (arguments);
}

static void
append_affix (GString *line, const char *name, const char *affix)
{
  if (*affix == '\0')
    return;
  append (line, "%s=", name);
  for (const char *at = affix; *at != '\0'; at++)
    if (g_ascii_isgraph (*at) && strchr ("%;", *at) == NULL)
      g_string_append_c (line, *at);
    else
      g_string_append_printf (line, "%%%02X", (guchar) *at);
}

char *
fo_quirks_print (const FoQuirks *quirks)
{
  GString *line = g_string_new (NULL);

  if (quirks->accept_x0)
    append (line, "accept-x0");
  if (quirks->has_gs)
    append (line, "gs=%02x", quirks->gs);
  if (quirks->continuation_ms > 0)
    append (line, "continuation-ms=%u", quirks->continuation_ms);
  if (quirks->layout != FO_LAYOUT_US)
    append (line, "layout=%s", layout_names[quirks->layout]);
  if (quirks->gs_key != FO_GS_ANY)
    append (line, "gs-key=%s", gs_names[quirks->gs_key]);
  if (quirks->end != FO_END_ENTER)
    append (line, "end=%s", end_names[quirks->end]);
  if (quirks->caps)
    append (line, "caps");
  append_affix (line, "prefix", quirks->prefix);
  append_affix (line, "suffix", quirks->suffix);
  if (quirks->line_end != FO_LINE_AUTO)
    append (line, "line=%s", line_end_names[quirks->line_end]);
  if (quirks->framed)
    append (line, "framed");
  if (quirks->baud > 0)
    append (line, "baud=%u", quirks->baud);
  if (quirks->beep != FO_BEEP_AUTO)
    append (line, "beep=%s", beep_names[quirks->beep]);
  return g_string_free (line, FALSE);
}
