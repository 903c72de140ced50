/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decoder turns the bytes of one plugged device into scans. It is a pure state machine: no I/O, no clock (time comes
 * with the bytes), no allocation, no globals; the caller owns the state. One state belongs to one thread at a time.
 *
 *   void *state = g_malloc (ops->state_size);
 *   ops->start (state, &setup, now_us, &reason)
 *   ops->feed (state, report, length, at_us, &sink, user)   → sink.scan, sink.fault
 *   when ops->due (state) has passed: ops->tick (state, now_us, &sink, user)
 *   at the end: ops->cut (state, FO_FAULT_UNPLUGGED, now_us, &sink, user)
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/drivers/fault.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FO_NEVER_US INT64_MAX

/* Reports of a device may still hold what was scanned before anybody listened: a code begun in this time after opening
 * is told as FO_FAULT_STALE, not handed up. */
#define FO_STALE_US 250000

/* How a device differs from what its decoder expects; from the Quirks line of its profile. */
typedef struct {
  bool accept_x0;          /* "accept-x0": AIM ]X0 is goods here, not an answer to a command */
  bool has_gs;             /* "gs=HH": the scanner is set to send this byte in place of GS */
  uint8_t gs;
  uint32_t continuation_ms; /* "continuation-ms=N": how long the rest of a code may take; 0: the decoder's own value */
} FoQuirks;

typedef struct {
  void (*scan) (const FoScan *scan, void *user);
  void (*fault) (FoFault fault, int64_t at_us, void *user);
} FoDecoderSink;

typedef struct {
  const char *device;        /* FoScan.device; copied */
  const uint8_t *descriptor; /* the HID report descriptor; not kept */
  size_t descriptor_bytes;
  FoQuirks quirks;
} FoDecoderSetup;

typedef struct {
  const char *name; /* as profiles write it */
  size_t state_size;

  /* Makes STATE ready. False when the device cannot be read; *ret_reason is then a static English text. */
  bool (*start) (void *state, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason);

  /* One transfer of the device, as it came. Scans carry AT_US. */
  void (*feed) (void *state, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user);

  /* When tick wants to be called; FO_NEVER_US while nothing is waited for. Earlier calls of tick are harmless. */
  int64_t (*due) (const void *state);
  void (*tick) (void *state, int64_t at_us, const FoDecoderSink *sink, void *user);

  /* Bytes are or may be missing here: whatever was in progress is dropped and, if there was something, told as WHY. */
  void (*cut) (void *state, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user);
} FoDecoderOps;

/* HID Point of Sale scanners (usage page 8C), with the layout their own report descriptor gives. */
extern const FoDecoderOps fo_decoder_hidpos;

/* "hid-pos"; NULL when there is no such decoder. */
const FoDecoderOps *fo_decoder_find (const char *name);
