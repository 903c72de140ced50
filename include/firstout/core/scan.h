/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One scan, as it leaves a decoder and enters the journal: bytes, and how they were read. Nothing is interpreted yet. A
 * value struct: copy it freely. Pure; any thread.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FO_SCAN_BYTES_MAX 512 /* longer than any code a warehouse uses; a longer scan is refused, not cut */
#define FO_SCAN_DEVICE_MAX 64

typedef enum {
  FO_SYMBOLOGY_UNKNOWN, /* the scanner did not say */
  FO_SYMBOLOGY_TYPED,   /* a person typed it, or a script */
  FO_SYMBOLOGY_CODE128,
  FO_SYMBOLOGY_GS1_128,
  FO_SYMBOLOGY_EAN, /* EAN-13, EAN-8, UPC-A, UPC-E */
  FO_SYMBOLOGY_ITF,
  FO_SYMBOLOGY_DATABAR, /* GS1 DataBar */
  FO_SYMBOLOGY_DATAMATRIX,
  FO_SYMBOLOGY_GS1_DATAMATRIX,
  FO_SYMBOLOGY_QR,
  FO_SYMBOLOGY_GS1_QR,
  FO_SYMBOLOGY_GS1_DOTCODE,
  FO_SYMBOLOGY_OTHER /* an AIM identifier of something else: PDF417, Code 39, Aztec ... */
} FoSymbology;

/* Does the scanner send GS for the FNC1 within a code? */
typedef enum {
  FO_SEPARATORS_UNKNOWN, /* nobody has seen one from it yet */
  FO_SEPARATORS_SENT,
  FO_SEPARATORS_LOST /* it was seen to leave one out: its pairing code, or one of the test chart, came without */
} FoSeparators;

typedef struct {
  char bytes[FO_SCAN_BYTES_MAX + 1]; /* zero-terminated; an embedded GS is 0x1d; without the AIM identifier */
  size_t length;
  char aim[4]; /* "]C1", or "" */
  FoSymbology symbology;
  char device[FO_SCAN_DEVICE_MAX]; /* which scanner: "usb:0c2e:0b61:SERIAL", "window", "script" */
  uint32_t lane;                   /* which person's work it goes to, when one PC has several scanners */
  int64_t at_us;                   /* µs UTC at the last byte */
  FoSeparators separators;         /* what was known of the scanner then; not journaled */
} FoScan;

/* Fills SCAN from BYTES. A leading AIM identifier (']', letter, digit or letter) is taken off and sets the symbology
 * (ISO/IEC 15424); GIVEN is used where there is none. False, SCAN untouched, when what is left is empty or longer than
 * FO_SCAN_BYTES_MAX. DEVICE may be NULL; of a name longer than FO_SCAN_DEVICE_MAX the beginning is kept. Lane 0, separators
 * unknown. */
bool
fo_scan_init (FoScan *scan, const char *bytes, size_t length, FoSymbology given, const char *device, int64_t at_us);

/* What an AIM identifier of three characters says; FO_SYMBOLOGY_UNKNOWN when it is none. */
FoSymbology fo_symbology_from_aim (const char *aim);

/* Short stable name for journals and JSON: "gs1-128". Static. */
const char *fo_symbology_name (FoSymbology symbology);

/* Reads such a name. False and *ret_symbology untouched when it is none. */
bool fo_symbology_parse (const char *name, FoSymbology *ret_symbology);

/* Do the bytes carry GS1 element strings by the symbology alone (ISO/IEC 15424: ]C1 ]e0 ]d2 ]Q3 ]J1)? */
bool fo_symbology_is_gs1 (FoSymbology symbology);
