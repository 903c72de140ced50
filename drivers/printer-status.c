/* SPDX-License-Identifier: GPL-3.0-or-later
 * What printers answer when they are asked how they are. Pure. */
#include "identity.h"
#include "printer-inside.h"

#include <string.h>

/* ---- ZPL --------------------------------------------------------------------------------------------------------- */

/* Field N of the comma-separated LINE as a number; -1 when it is none. */
static int
field_of (const char *line, const char *end, guint n)
{
  for (; n > 0; n--) {
    line = memchr (line, ',', (gsize) (end - line));
    if (!line++)
      return -1;
  }
  int value = 0, figures = 0;
  for (; line < end && g_ascii_isdigit (*line) && figures < 8; line++, figures++)
    value = value * 10 + (*line - '0');
  return figures && (line == end || *line == ',') ? value : -1;
}

/* The next <STX>…<ETX>. */
static bool
next_line (const char **at, const char *end, const char **ret_line, const char **ret_end)
{
  const char *from = memchr (*at, 2, (gsize) (end - *at)), *to;

  if (!from || !(to = memchr (from, 3, (gsize) (end - from))))
    return false;
  *ret_line = from + 1;
  *ret_end = to;
  *at = to + 1;
  return true;
}

/* aaa,paper,pause,length,formats,buffer full,diagnostics,partial,… / mmm,n,head,ribbon,transfer,mode,width,waiting,left,… / … */
bool
fo_zpl_status_parse (const char *text, gsize length, FoPrinterStatus *ret_status)
{
  const char *at = text, *end = text + length, *one, *one_end, *two, *two_end, *three, *three_end;

  if (!next_line (&at, end, &one, &one_end) || !next_line (&at, end, &two, &two_end)
      || !next_line (&at, end, &three, &three_end))
    return false;
  int paper = field_of (one, one_end, 1), pause = field_of (one, one_end, 2), formats = field_of (one, one_end, 4),
      partial = field_of (one, one_end, 7), head = field_of (two, two_end, 2), ribbon = field_of (two, two_end, 3),
      left = field_of (two, two_end, 8);
  if (paper < 0 || pause < 0 || formats < 0 || partial < 0 || head < 0 || ribbon < 0 || left < 0)
    return false;
  *ret_status = (FoPrinterStatus){ .reason = head     ? FO_PRINT_HEAD_OPEN
                                             : paper  ? FO_PRINT_NO_PAPER
                                             : ribbon ? FO_PRINT_NO_RIBBON
                                             : pause  ? FO_PRINT_PAUSED
                                                      : FO_PRINT_FINE,
                                   .idle = !formats && !partial && !left };
  return true;
}

/* As the makers call them: 6 dots a millimetre are 152 dpi and 12 are 300. */
bool
fo_zpl_dpi_parse (const char *text, gsize length, int *ret_dpi)
{
  static const struct {
    int per_mm, dpi;
  } rows[] = { { 6, 152 }, { 8, 203 }, { 12, 300 }, { 16, 406 }, { 24, 600 } };
  const char *at = text, *line, *end;
  int per_mm;

  if (!next_line (&at, text + length, &line, &end))
    return false;
  per_mm = field_of (line, end, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].per_mm == per_mm) {
      *ret_dpi = rows[i].dpi;
      return true;
    }
  return false;
}

/* ---- TSPL -------------------------------------------------------------------------------------------------------- */

FoPrinterStatus
fo_tspl_status_of (guint8 byte)
{
  FoPrinterStatus status = { .printing = (byte & 0x20) != 0, .idle = byte == 0 };

  status.reason = byte & 0x01   ? FO_PRINT_HEAD_OPEN
                  : byte & 0x02 ? FO_PRINT_JAM
                  : byte & 0x04 ? FO_PRINT_NO_PAPER
                  : byte & 0x08 ? FO_PRINT_NO_RIBBON
                  : byte & 0x10 ? FO_PRINT_PAUSED
                  : byte & 0xc0 ? FO_PRINT_ATTENTION
                                : FO_PRINT_FINE;
  return status;
}

bool
fo_tspl_dpi_parse (const char *text, gsize length, int *ret_dpi)
{
  int dpi = 0;
  gsize at = 0;

  for (; at < length && at < 4 && g_ascii_isdigit (text[at]); at++)
    dpi = dpi * 10 + (text[at] - '0');
  if (at == length || (text[at] != '\r' && text[at] != '\n') || dpi < 150 || dpi > 1200)
    return false;
  *ret_dpi = dpi;
  return true;
}

/* ---- USB --------------------------------------------------------------------------------------------------------- */

FoPrintReason
fo_usb_port_reason (guint8 status)
{
  if (status & 0x20)
    return FO_PRINT_NO_PAPER;
  if (!(status & 0x08))
    return FO_PRINT_ATTENTION;
  return status & 0x10 ? FO_PRINT_FINE : FO_PRINT_PAUSED;
}

void
fo_printer_id_clear (FoPrinterId *id)
{
  g_free (id->maker);
  g_free (id->model);
  g_free (id->serial);
  *id = (FoPrinterId){ 0 };
}

static bool
key_is (const char *pair, const char *brief, const char *whole)
{
  gsize length = strcspn (pair, ":");

  return (length == strlen (brief) && g_ascii_strncasecmp (pair, brief, length) == 0)
         || (length == strlen (whole) && g_ascii_strncasecmp (pair, whole, length) == 0);
}

/* "ZPL", "ZPL II", "XXXX,TSPL2": as makers write it. */
static FoPrinterLanguage
language_of (const char *commands)
{
  g_autofree char *upper = g_ascii_strup (commands, -1);

  return strstr (upper, "ZPL")                              ? FO_PRINTER_ZPL
         : strstr (upper, "TSPL") || strstr (upper, "TSC") ? FO_PRINTER_TSPL
                                                            : FO_PRINTER_PDF;
}

/* "ZD420-300dpi": its dots an inch; else 0. */
static int
dpi_in (const char *model)
{
  g_autofree char *lower = g_ascii_strdown (model, -1);
  const char *word = strstr (lower, "dpi"), *at = word;
  gint64 dpi;

  while (at && at > lower && g_ascii_isdigit (at[-1]))
    at--;
  dpi = word ? g_ascii_strtoll (at, NULL, 10) : 0;
  return dpi >= 150 && dpi <= 1200 ? (int) dpi : 0;
}

static void
set_text (char **to, const char *pair)
{
  char text[FO_PRINT_TEXT_MAX];

  fo_text_clean (pair + strcspn (pair, ":") + 1, text, sizeof text);
  g_free (*to);
  *to = g_strstrip (g_strdup (text));
}

void
fo_printer_id_parse (const guint8 *bytes, gsize length, FoPrinterId *ret_id)
{
  gsize told = length >= 2 ? (gsize) (bytes[0] << 8 | bytes[1]) : 0, n = MIN (told, length);
  g_autofree char *text = n > 2 ? g_strndup ((const char *) bytes + 2, n - 2) : g_strdup ("");
  g_auto (GStrv) pairs = g_strsplit (text, ";", -1);

  *ret_id = (FoPrinterId){ g_strdup (""), g_strdup (""), g_strdup (""), FO_PRINTER_PDF, 0 };
  for (char **pair = pairs; *pair; pair++) {
    char *at = g_strchug (*pair);
    if (!strchr (at, ':'))
      continue;
    if (key_is (at, "MFG", "MANUFACTURER"))
      set_text (&ret_id->maker, at);
    else if (key_is (at, "MDL", "MODEL"))
      set_text (&ret_id->model, at);
    else if (key_is (at, "SN", "SERN"))
      set_text (&ret_id->serial, at);
    else if (key_is (at, "CMD", "COMMAND SET"))
      ret_id->language = language_of (at + strcspn (at, ":") + 1);
  }
  ret_id->dpi = dpi_in (ret_id->model);
}
