/* SPDX-License-Identifier: GPL-3.0-or-later
 * The input of fuzz-decoder.c, so that recorded traces can be turned into such inputs:
 *
 *   1 byte     which quirks (an index, modulo their number)
 *   2 bytes    length of the report descriptor, low byte first, and the descriptor
 *   steps      FO_FUZZ_PAUSE n     n × FO_FUZZ_PAUSE_US pass
 *              FO_FUZZ_CUT f       bytes are missing here: fault f
 *              FO_FUZZ_FEEDBACK g  a beep is asked for
 *              FO_FUZZ_FEED n      n bytes follow: one transfer
 *              FO_FUZZ_STARVE n    n × FO_FUZZ_PAUSE_US pass, and nobody looks whether anything is due */
#pragma once

#define FO_FUZZ_PAUSE_US 10000

typedef enum { FO_FUZZ_PAUSE, FO_FUZZ_CUT, FO_FUZZ_FEEDBACK, FO_FUZZ_FEED, FO_FUZZ_STARVE, FO_N_FUZZ_STEPS } FoFuzzStep;

/* Lines of quirks, by their index. */
static const char *const fuzz_quirks[] = {
  "",
  "accept-x0",
  "gs=7c",
  "continuation-ms=50",
  "layout=de",
  "layout=ru",
  "layout=ru-latin",
  "gs-key=f8",
  "gs-key=alt-029",
  "gs-key=none",
  "end=tab",
  "end=none",
  "caps",
  "prefix=%02A suffix=%03",
  "line=crlf",
  "line=silence",
  "line=cr",
  "line=lf",
  "line=tab",
  "line=etx continuation-ms=90",
  "framed",
  "beep=bel",
  "beep=honeywell",
  "beep=direct-io",
  "beep=none",
  "layout=ru gs-key=f8 end=none caps",
};
