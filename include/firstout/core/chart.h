/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The test chart: a few symbols on screen or paper which, scanned, tell which setting of the scanner is wrong. Each has
 * characters that a wrong setting changes: letters and signs (keyboard layout, Caps Lock), two separators, Cyrillic,
 * check digits. Outside the chart they are harmless: codes of ours without a meaning, and training labels.
 *
 *   for (int i = 0; i < FO_N_CHART_CODES; i++)
 *     draw (fo_chart_symbol (i), fo_chart_bytes (i));
 *   ...
 *   fo_chart_judge (&scan, &finding);
 *   for (int i = 0; i < FO_N_CHART_FAULTS; i++)
 *     if (finding.faults >> i & 1)
 *       say ("page.chart.%s.title", fo_chart_fault_name (i)), say ("page.chart.%s.next", fo_chart_fault_name (i));
 *
 * Pure; any thread.
 */
#pragma once

#include "firstout/core/scan.h"

/* In the order they are drawn and should be scanned. */
typedef enum {
  FO_CHART_LETTERS,        /* Code 128: capitals, small letters, digits */
  FO_CHART_SIGNS,          /* Code 128: every sign of ASCII; some 40 characters, so the widest */
  FO_CHART_EAN13,          /* EAN-13 that begins with no zero */
  FO_CHART_UPCA,           /* UPC-A, to be drawn from its twelve digits */
  FO_CHART_GS1_128,        /* two separators */
  FO_CHART_GS1_DATAMATRIX, /* the same and another serial */
  FO_CHART_CYRILLIC,       /* QR, UTF-8 in byte mode */
  FO_N_CHART_CODES
} FoChartCode;

typedef enum {
  FO_CHART_KEYBOARD_READ_AS, /* "keyboard-read-as": it types as on a US keyboard and the PC reads LAYOUT */
  FO_CHART_KEYBOARD_SET_TO,  /* "keyboard-set-to": it types as on a keyboard of LAYOUT and the PC reads US */
  FO_CHART_KEYBOARD_UNKNOWN, /* "keyboard-unknown": characters are exchanged one for one, by a layout not known here */
  FO_CHART_CASE_INVERTED,    /* "case-inverted": capitals and small letters are exchanged (Caps Lock) */
  FO_CHART_ALL_CAPITALS,     /* "all-capitals" */
  FO_CHART_ALL_SMALL,        /* "all-small" */
  FO_CHART_GS_LOST,          /* "gs-lost": nothing where a separator should be */
  FO_CHART_GS_REPLACED,      /* "gs-replaced": the bytes GS instead */
  FO_CHART_GS_BRACKETS,      /* "gs-brackets": the AIs in brackets, as for people, and no separators */
  FO_CHART_PREFIX,           /* "prefix": the bytes PREFIX in front */
  FO_CHART_SUFFIX,           /* "suffix": the bytes SUFFIX behind */
  FO_CHART_AIM_OFF,      /* "aim-off": nobody says which symbology it was. Advice: plain codes are guessed by shape */
  FO_CHART_CODE_PAGE,    /* "code-page": letters beyond ASCII come in PAGE and not in UTF-8 */
  FO_CHART_LETTERS_LOST, /* "letters-lost": letters beyond ASCII are left out, or "?" stands for them */
  FO_CHART_CHECK_DIGIT_LOST, /* "check-digit-lost": EAN, UPC without its last digit */
  FO_CHART_FIRST_DIGIT_LOST, /* "first-digit-lost": UPC-A without its number system */
  FO_CHART_ZERO_ADDED,       /* "zero-added": UPC-A as EAN-13, EAN-13 as GTIN-14. Advice: it does no harm */
  FO_CHART_CUT,              /* "cut": the end is missing */
  FO_CHART_CHARACTERS_LOST,  /* "characters-lost": some are missing here and there: it types too fast for the PC */
  FO_CHART_UNKNOWN,          /* "unknown": no code of the chart, as far as one can see */
  FO_N_CHART_FAULTS
} FoChartFault;

/* Faults that need no change: everything works without. */
#define FO_CHART_ADVICE (1u << FO_CHART_AIM_OFF | 1u << FO_CHART_ZERO_ADDED)

/* On paper only, as Code 128 and as DataMatrix: the code that pairs a scanner (drivers/pairing.h) which reads no screen. */
#define FO_CHART_PAIRING "P-zY/0000\x1d" "Q"

#define FO_CHART_BYTES_MAX 17

typedef struct {
  FoChartCode code;            /* which one it is; FO_N_CHART_CODES with FO_CHART_UNKNOWN */
  uint32_t faults;             /* bits 1u << FoChartFault; 0: as it should be */
  const char *layout;          /* KEYBOARD_READ_AS, KEYBOARD_SET_TO: "ru" "de" "fr" "gb" "cz"; else NULL */
  const char *page;            /* CODE_PAGE: "windows-1251"; "utf-8 as windows-1251": UTF-8 taken for it; else NULL */
  char gs[FO_CHART_BYTES_MAX]; /* GS_REPLACED, zero-terminated */
  char prefix[FO_CHART_BYTES_MAX]; /* PREFIX, likewise */
  char suffix[FO_CHART_BYTES_MAX];
} FoChartFinding;

/* What the symbol carries, as a right scanner sends it without AIM identifier: zero-terminated, GS as 0x1d. For the GS1
 * ones it is an element string (fo_gs1_parse). Static. */
const char *fo_chart_bytes (FoChartCode code);

/* What it is drawn as. */
FoSymbology fo_chart_symbol (FoChartCode code);

/* "letters", "signs", "ean-13", "upc-a", "gs1-128", "gs1-datamatrix", "cyrillic". Static. */
const char *fo_chart_code_name (FoChartCode code);

/* Which code of the chart SCAN is, and what was done to it on its way: the fewest faults that explain every byte. Several
 * are found at once (a prefix, Caps Lock and a lost separator); of two layouts, both mixed up at once, none is. The whole
 * chart is fine when every code was scanned and each finding has no fault but advice. */
void fo_chart_judge (const FoScan *scan, FoChartFinding *ret_finding);

/* "gs-lost" …: stable, for words ("page.chart.gs-lost.title", ".next"), journals and JSON. Static. */
const char *fo_chart_fault_name (FoChartFault fault);
