/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/scan.h"

#include <string.h>

#define AIM_LENGTH 3

static const char *const names[] = {
  [FO_SYMBOLOGY_UNKNOWN] = "unknown",
  [FO_SYMBOLOGY_TYPED] = "typed",
  [FO_SYMBOLOGY_CODE128] = "code128",
  [FO_SYMBOLOGY_GS1_128] = "gs1-128",
  [FO_SYMBOLOGY_EAN] = "ean",
  [FO_SYMBOLOGY_ITF] = "itf",
  [FO_SYMBOLOGY_DATABAR] = "databar",
  [FO_SYMBOLOGY_DATAMATRIX] = "datamatrix",
  [FO_SYMBOLOGY_GS1_DATAMATRIX] = "gs1-datamatrix",
  [FO_SYMBOLOGY_QR] = "qr",
  [FO_SYMBOLOGY_GS1_QR] = "gs1-qr",
  [FO_SYMBOLOGY_GS1_DOTCODE] = "gs1-dotcode",
  [FO_SYMBOLOGY_OTHER] = "other",
};

#define N_SYMBOLOGIES ((int) (sizeof names / sizeof *names))

static bool
is_letter (char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_aim (const char *bytes, size_t length)
{
  return length >= AIM_LENGTH && bytes[0] == ']' && is_letter (bytes[1])
         && (is_letter (bytes[2]) || (bytes[2] >= '0' && bytes[2] <= '9'));
}

FoSymbology
fo_symbology_from_aim (const char *aim)
{
  /* The first line that fits; a modifier of '\0' stands for any. */
  static const struct {
    char letter, modifier;
    FoSymbology symbology;
  } table[] = {
    { 'C', '1', FO_SYMBOLOGY_GS1_128 },     { 'C', '\0', FO_SYMBOLOGY_CODE128 },
    { 'E', '\0', FO_SYMBOLOGY_EAN },        { 'I', '\0', FO_SYMBOLOGY_ITF },
    { 'e', '0', FO_SYMBOLOGY_DATABAR },     { 'd', '2', FO_SYMBOLOGY_GS1_DATAMATRIX },
    { 'd', '\0', FO_SYMBOLOGY_DATAMATRIX }, { 'Q', '3', FO_SYMBOLOGY_GS1_QR },
    { 'Q', '\0', FO_SYMBOLOGY_QR },         { 'J', '1', FO_SYMBOLOGY_GS1_DOTCODE },
  };

  if (!is_aim (aim, strlen (aim)) || aim[AIM_LENGTH] != '\0')
    return FO_SYMBOLOGY_UNKNOWN;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].letter == aim[1] && (table[i].modifier == '\0' || table[i].modifier == aim[2]))
      return table[i].symbology;
  return FO_SYMBOLOGY_OTHER;
}

/* As much of DEVICE as fits. */
static void
set_device (FoScan *scan, const char *device)
{
  size_t length = device ? strlen (device) : 0;

  if (length >= FO_SCAN_DEVICE_MAX)
    length = FO_SCAN_DEVICE_MAX - 1;
  memcpy (scan->device, length > 0 ? device : "", length);
}

bool
fo_scan_init (FoScan *scan, const char *bytes, size_t length, FoSymbology given, const char *device, int64_t at_us)
{
  size_t aim = is_aim (bytes, length) ? AIM_LENGTH : 0;

  if (length <= aim || length - aim > FO_SCAN_BYTES_MAX)
    return false;
  memset (scan, 0, sizeof *scan);
  memcpy (scan->bytes, bytes + aim, length - aim);
  scan->length = length - aim;
  memcpy (scan->aim, bytes, aim);
  scan->symbology = aim > 0 ? fo_symbology_from_aim (scan->aim) : given;
  set_device (scan, device);
  scan->at_us = at_us;
  return true;
}

const char *
fo_symbology_name (FoSymbology symbology)
{
  return names[symbology];
}

bool
fo_symbology_parse (const char *name, FoSymbology *ret_symbology)
{
  for (int i = 0; i < N_SYMBOLOGIES; i++)
    if (strcmp (names[i], name) == 0) {
      *ret_symbology = (FoSymbology) i;
      return true;
    }
  return false;
}

bool
fo_symbology_is_gs1 (FoSymbology symbology)
{
  return symbology == FO_SYMBOLOGY_GS1_128 || symbology == FO_SYMBOLOGY_DATABAR
         || symbology == FO_SYMBOLOGY_GS1_DATAMATRIX || symbology == FO_SYMBOLOGY_GS1_QR
         || symbology == FO_SYMBOLOGY_GS1_DOTCODE;
}
