/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every decoder does with the bytes of a code once it knows them: gathers them, puts GS back, takes the suffix off,
 * and hands up a scan, or tells why not. Pure; belongs to the decoder's state, at its end: a sanitizer then sees one
 * byte too many.
 */
#pragma once

#include "firstout/drivers/decoder.h"

#include <assert.h>

#define FO_AIM_LENGTH 3
#define FO_REPORT_MAX 64 /* of what is sent to a device */

/* Room for an AIM identifier in front, and behind for the prefix and suffix a scanner may add; a multiple of 8. */
#define FO_GATHER_MAX (FO_AIM_LENGTH + FO_SCAN_BYTES_MAX + 2 * FO_AFFIX_MAX + 13)
static_assert (FO_GATHER_MAX % 8 == 0, "padding would follow");

typedef struct {
  FoQuirks quirks;
  char device[FO_SCAN_DEVICE_MAX];
  int64_t opened_us;

  int64_t begun_us;      /* when the first bytes of this code came */
  FoSymbology symbology; /* what the device said beside the data; FO_SYMBOLOGY_UNKNOWN: nothing */
  bool too_long;
  size_t aim_length; /* of the identifier that came beside the data and stands in front of it here; 0: none */
  size_t length;
  char bytes[FO_GATHER_MAX];
} FoGather;

/* Where a decoder's words go. */
typedef struct {
  const FoDecoderSink *sink;
  void *user;
  int64_t at_us;
} FoOut;

void fo_out_fault (const FoOut *out, FoFault fault);

/* To the device; BYTES are filled up with zeros to FULL (at most FO_REPORT_MAX; 0: as they are). Nothing where it cannot. */
void fo_out_send (const FoOut *out, const uint8_t *bytes, size_t length, size_t full);

void fo_gather_init (FoGather *gather, const FoDecoderSetup *setup, int64_t at_us);

/* Drops what is there. AIM: "]C1", "" or NULL. */
void fo_gather_begin (FoGather *gather, const char *aim, int64_t at_us);
void fo_gather_add (FoGather *gather, const uint8_t *bytes, size_t length);

/* Tells the scan, or FO_FAULT_STALE, TOO_LONG, FRAME, EMPTY; then there is nothing. */
void fo_gather_finish (FoGather *gather, const FoOut *out);
