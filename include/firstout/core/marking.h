/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marking codes of Честный знак: which single unit of marked goods this is. A code is a GTIN and a serial, (01) and (21),
 * and behind them a crypto tail that proves it: (91) and (92), or (93) alone. What names the unit for ever is its
 * identity, "01" GTIN "21" serial without the tail; what a sales document must carry is the full code, separators kept.
 *
 * A serial may contain anything of CSET 82, "91" and "93" as well, and its length is another one for each kind of goods
 * (6, 7, 13, 20): where it ends is said by the separator and by nothing else. Without one nothing is guessed.
 * Pure; any thread.
 */
#pragma once

#include "firstout/core/code.h"

#define FO_MARKING_IDENTITY_MAX 39 /* "01" 14 digits "21" at most 20 characters */

typedef enum {
  FO_MARKING_NONE,     /* no marking code, or one that cannot be told: then verdict says why */
  FO_MARKING_IDENTITY, /* (01)(21) without a tail: a carton's code, or a document's */
  FO_MARKING_FULL,     /* (01)(21)(91)(92); (91) may lack */
  FO_MARKING_SHORT,    /* (01)(21)(93), and what weighs or prices it: milk, water, beer, a carton of cigarettes */
  FO_MARKING_TOBACCO,  /* a pack of cigarettes: 29 characters without AIs: GTIN, serial of 7, price of 4, tail of 4 */
  FO_N_MARKING_FORMS
} FoMarkingForm;

typedef struct {
  FoVerdict verdict; /* FO_OK also for FO_MARKING_NONE that is just another code */
  FoMarkingForm form;
  char gtin[FO_GTIN_MAX];
  char serial[FO_GS1_SERIAL_MAX];
  char identity[FO_MARKING_IDENTITY_MAX]; /* the same for every form and way of reading of one unit */
  char full[FO_SCAN_BYTES_MAX + 1];       /* to be stored and sent: as scanned, GS as 0x1d, none in front or behind; of
                                          a bracketed one and a Digital Link the element string. Zero-terminated */
} FoMarking;

/* Reads CODE, which fo_code_read has filled, as a marking code. Returns mark->form. Whether goods are marked is for their
 * item to say: any maker's serial looks like an identity.
 *
 * verdict, with FO_MARKING_NONE and nothing else filled:
 *   FO_GS1_SEPARATOR_LOST  a GTIN and a serial with a tail glued to it: the serial is too long, or ends in "93" and four
 *                          characters behind at least five. The scanner must send GS
 *   any other refusal of a code with a GTIN and a serial: FO_GS1_CHECK_DIGIT, FO_TRAINING_LABEL ... */
FoMarkingForm fo_marking_read (FoMarking *mark, const FoCode *code);

/* "none", "identity", "full", "short", "tobacco". Static. */
const char *fo_marking_form_name (FoMarkingForm form);
