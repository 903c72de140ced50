/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scanners that type. To the system such a scanner is a keyboard like the operator's own, so none is touched until a
 * person has paired it: chosen in the list (FO_DEVICE_UNPAIRED, or FO_DEVICE_KEYBOARD of a known maker) and the code on
 * the screen scanned with it.
 *
 *   char code[FO_PAIRING_CODE_MAX];
 *   fo_pairing_code (g_random_int (), code);                         shown as DataMatrix and as Code 128, GS and all
 *   fo_scanners_pairing_begin (scanners, device_id, code, 10);       → device: FO_DEVICE_PAIRING
 *   …                                                                → listener.pairing: FO_PAIRING_DONE and the rest
 *
 * For those seconds the chosen device is taken away from the system: who chose the own keyboard by mistake waits until it
 * is given back, which happens by itself, whatever was typed. It is kept only when the code comes through it. What the
 * code looks like when it comes tells how the scanner is set (layout, GS, capitals, end): that is remembered with it.
 * The code on the printed test chart (core/chart.h) does as well, for scanners whose laser reads no screen.
 *
 * Keyboards are those of the USB and whatever else the kernel says types: at Bluetooth, PS/2, or a driver's own. The latter are read
 * by their input events, grabbed (EVIOCGRAB), for which the person at the seat needs a udev rule: FO_PAIRING_NO_ACCESS has it. Two that
 * share one PS/2 cable are one device to the system; FoDevice.may_be_shared says so, and such a one is better not paired.
 *
 * A serial port of a maker that no profile names (an adapter, a board, a scale, or a scanner) is FO_DEVICE_UNPAIRED and
 * never opened either, and is paired the same way.
 *
 * Remembered are the devices in FoScannersOptions.pairing_file, a key file of this PC: a group a device, named by its id
 * (serial number, or port where it has none; then plug it into the same socket); and the lane of each scanner that has another than
 * the first, "[lane ID]". A file that cannot be read is laid aside
 * under another name, never overwritten, and told by FO_PAIRING_FILE.
 *
 * The same thread and the same rules as scanner.h.
 */
#pragma once

#include "firstout/drivers/scanner.h"

#define FO_PAIRING_CODE_MAX 32

/* A code to scan, with the characters in it that tell one setting from the other: small and large letters, y and z, - and
 * /, a GS. Two NUMBERs below 9,999 give two codes, none of them that of the chart. */
void fo_pairing_code (uint32_t number, char ret_code[FO_PAIRING_CODE_MAX]);

/* The pairing file of whoever is at this PC: devices.conf in the folder of Firstout's settings. Free it. */
char *fo_pairing_default_file (void);

/* Of a GROUP of that file: the device that was paired; NULL: the group says something else of one. Free with g_free. */
char *fo_pairing_id_of_group (const char *group);

/* outcome, stable text */
#define FO_PAIRING_OUTCOMES(O)                                                                                         \
  O (FO_PAIRING_DONE, "done")           /* it is paired, and will be ready in a moment; quirks say how it is set */    \
  O (FO_PAIRING_NOTHING, "nothing")     /* nothing came through it: given back */                                      \
  O (FO_PAIRING_OTHER, "other")         /* keys came, but not the code: given back; perhaps it is a person's keyboard */ \
  O (FO_PAIRING_NO_ACCESS, "no-access") /* it may not be opened; help: the udev rule */                                \
  O (FO_PAIRING_BUSY, "busy")           /* another program has it */                                                   \
  O (FO_PAIRING_FAILED, "failed")       /* help: what the system said */                                               \
  O (FO_PAIRING_GONE, "gone")           /* unplugged, or no such device to be paired */                                \
  O (FO_PAIRING_ENDED, "ended")         /* fo_scanners_pairing_end, or another pairing was begun: given back */        \
  O (FO_PAIRING_FORGOTTEN, "forgotten") /* fo_scanners_forget: given back */                                           \
  O (FO_PAIRING_FILE, "file")           /* the pairing file could not be read, or written; help: which, and why */

typedef enum {
#define FO_PAIRING_ENUM(outcome, name) outcome,
  FO_PAIRING_OUTCOMES (FO_PAIRING_ENUM)
#undef FO_PAIRING_ENUM
    FO_N_PAIRING_OUTCOMES
} FoPairingOutcome;

/* "no-access". Static. */
const char *fo_pairing_outcome_name (FoPairingOutcome outcome);

typedef struct FoPairingNews {
  FoPairingOutcome outcome;
  char device_id[FO_SCAN_DEVICE_MAX]; /* "" for FO_PAIRING_FILE at the start */
  FoQuirks quirks;                    /* FO_PAIRING_DONE; gs_key FO_GS_NONE: this scanner leaves GS out, set it right */
  FoDeviceHelp help_is;
  char help[FO_DEVICE_HELP_MAX];      /* as FoDevice has them */
} FoPairingNews;

/* Takes the device for SECONDS (1 … 60) and waits for CODE. One pairing at a time: an earlier one ends. */
void fo_scanners_pairing_begin (FoScanners *scanners, const char *device_id, const char *code, guint seconds);

/* Gives it back now. Harmless when there is none. */
void fo_scanners_pairing_end (FoScanners *scanners);

/* The device is a keyboard like any other again, now and after a restart. */
void fo_scanners_forget (FoScanners *scanners, const char *device_id);
