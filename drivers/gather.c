/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gather.h"

#include <string.h>

#define GS 0x1d
#define LINE_ENDS "\r\n\t"

void
fo_out_fault (const FoOut *out, FoFault fault)
{
  out->sink->fault (fault, out->at_us, out->user);
}

void
fo_out_send (const FoOut *out, const uint8_t *bytes, size_t length, size_t full)
{
  uint8_t report[FO_REPORT_MAX] = { 0 };

  assert (length <= FO_REPORT_MAX && full <= FO_REPORT_MAX);
  if (out->sink->send == NULL)
    return;
  memcpy (report, bytes, length);
  out->sink->send (report, length < full ? full : length, out->user);
}

/* Ends of line go before the suffix is looked for: one that is written into the suffix, too. */
static void
trim_suffix (char *suffix)
{
  size_t length = strlen (suffix);

  while (length > 0 && strchr (LINE_ENDS, suffix[length - 1]) != NULL)
    suffix[--length] = '\0';
}

void
fo_gather_init (FoGather *gather, const FoDecoderSetup *setup, int64_t at_us)
{
  assert (strlen (setup->device) < FO_SCAN_DEVICE_MAX);
  memset (gather, 0, sizeof *gather);
  memcpy (gather->device, setup->device, strlen (setup->device) + 1);
  gather->quirks = setup->quirks;
  gather->opened_us = at_us;
  trim_suffix (gather->quirks.suffix);
}

void
fo_gather_begin (FoGather *gather, const char *aim, int64_t at_us)
{
  gather->begun_us = at_us;
  gather->symbology = FO_SYMBOLOGY_UNKNOWN;
  gather->too_long = false;
  gather->aim_length = aim != NULL ? strlen (aim) : 0;
  gather->length = gather->aim_length;
  assert (gather->aim_length <= FO_AIM_LENGTH);
  if (gather->aim_length > 0)
    memcpy (gather->bytes, aim, gather->aim_length);
}

/* GS put back where the scanner was set to send something else. */
void
fo_gather_add (FoGather *gather, const uint8_t *bytes, size_t length)
{
  if (length > FO_GATHER_MAX - gather->length) {
    gather->too_long = true;
    return;
  }
  for (size_t i = 0; i < length; i++) {
    bool is_gs = gather->quirks.has_gs && bytes[i] == gather->quirks.gs;
    gather->bytes[gather->length++] = (char) (is_gs ? GS : bytes[i]);
  }
}

/* ---- the end of a code ------------------------------------------------------------------------------------------- */

/* The suffix most scanners are set to send for the sake of keyboards. */
static void
strip_line_end (FoGather *gather)
{
  while (gather->length > gather->aim_length && gather->bytes[gather->length - 1] != '\0'
         && strchr (LINE_ENDS, gather->bytes[gather->length - 1]) != NULL)
    gather->length--;
}

/* What this scanner is set to put around every code. False: it is not there, so something of the code is not either. */
static bool
strip_affixes (FoGather *gather)
{
  size_t prefix = strlen (gather->quirks.prefix), suffix = strlen (gather->quirks.suffix);
  char *data = gather->bytes + gather->aim_length;
  size_t length = gather->length - gather->aim_length;

  if (length < prefix + suffix || memcmp (data, gather->quirks.prefix, prefix) != 0
      || memcmp (data + length - suffix, gather->quirks.suffix, suffix) != 0)
    return false;
  memmove (data, data + prefix, length - prefix - suffix);
  gather->length -= prefix + suffix;
  return true;
}

static FoFault
judge (FoGather *gather)
{
  strip_line_end (gather);
  if (gather->begun_us < gather->opened_us + FO_STALE_US)
    return FO_FAULT_STALE;
  if (gather->too_long)
    return FO_FAULT_TOO_LONG;
  if (gather->length == gather->aim_length)
    return FO_FAULT_EMPTY;
  if (!strip_affixes (gather))
    return FO_FAULT_FRAME;
  if (gather->length - gather->aim_length > FO_SCAN_BYTES_MAX)
    return FO_FAULT_TOO_LONG;
  return gather->length == gather->aim_length ? FO_FAULT_EMPTY : FO_N_FAULTS;
}

void
fo_gather_finish (FoGather *gather, const FoOut *out)
{
  FoFault fault = judge (gather);
  FoScan scan;

  if (fault != FO_N_FAULTS)
    fo_out_fault (out, fault);
  else if (fo_scan_init (&scan, gather->bytes, gather->length, gather->symbology, gather->device, out->at_us))
    out->sink->scan (&scan, out->user);
  else
    fo_out_fault (out, FO_FAULT_EMPTY); /* no more than an AIM identifier in the data */
  gather->length = gather->aim_length = 0;
  gather->too_long = false;
}
