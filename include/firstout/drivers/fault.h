/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can go wrong between a scanner and a scan. A fault is counted and told, never a reason to stop; a code is either
 * handed up whole or not at all. Pure; any thread.
 */
#pragma once

#include <stdbool.h>

/* name, stable text, "is a code lost that a person scanned?" (then the person is asked to scan it again) */
#define FO_FAULTS(F)                                                                                                   \
  F (FO_FAULT_STALE, "stale", true)           /* scanned before the program had listened for 250 ms */                 \
  F (FO_FAULT_RESPONSE, "response", false)    /* the scanner answered a command or a menu code: not goods */           \
  F (FO_FAULT_EMPTY, "empty", false)          /* a report without a byte of data */                                    \
  F (FO_FAULT_SHORT, "short", true)           /* a report ends before its data, or its flags, do */                    \
  F (FO_FAULT_LENGTH, "length", true)         /* the report says it holds more bytes than it has room for */           \
  F (FO_FAULT_TIMEOUT, "timeout", true)       /* the rest of a code never came */                                      \
  F (FO_FAULT_MIXED, "mixed", true)           /* the rest of a code has another symbology than its beginning */        \
  F (FO_FAULT_TOO_LONG, "too-long", true)     /* more than FO_SCAN_BYTES_MAX bytes */                                  \
  F (FO_FAULT_GAP, "gap", true)               /* a transfer failed within or just before this code */                  \
  F (FO_FAULT_NOISE, "noise", true)           /* a byte that no code holds: a bad line, or the wrong speed */           \
  F (FO_FAULT_REPEATED, "repeated", false)    /* the scanner sent the same packet again: taken once */                 \
  F (FO_FAULT_UNPLUGGED, "unplugged", true)   /* pulled out in the middle of a code */                                 \
  F (FO_FAULT_STALL, "stall", false)          /* the endpoint halted; it was cleared */                                \
  F (FO_FAULT_TRANSFER, "transfer", false)    /* the bus reported an error; the transfer was repeated */               \
  F (FO_FAULT_OVERRUN, "overrun", false)      /* the device sent more than a report */                                 \
  F (FO_FAULT_DESCRIPTOR, "descriptor", false)/* its descriptors contradict themselves; the device is not used */      \
  F (FO_FAULT_CONTROL, "control", true)       /* a key that acts (F10, Esc, an arrow), a control character, in a code */ \
  F (FO_FAULT_LINES, "lines", true)           /* a line break within a code: no code of a warehouse has one */         \
  F (FO_FAULT_ROLLOVER, "rollover", true)     /* more keys at once than a keyboard can tell */                         \
  F (FO_FAULT_FRAME, "frame", true)           /* without the prefix or suffix the scanner is set to send */            \
  F (FO_FAULT_SEND, "send", false)            /* the device did not take what it was sent */                           \
  F (FO_FAULT_REPLAY, "replay", false)        /* a trace: it was sent something else when it was recorded */           \
  F (FO_FAULT_RECORDING, "recording", false)  /* the trace could not be written; it ends here */

typedef enum {
#define FO_FAULT_ENUM(fault, name, lost) fault,
  FO_FAULTS (FO_FAULT_ENUM)
#undef FO_FAULT_ENUM
    FO_N_FAULTS
} FoFault;

/* "too-long". Static. */
const char *fo_fault_name (FoFault fault);

/* False, *ret_fault untouched, when it is none. */
bool fo_fault_parse (const char *name, FoFault *ret_fault);

/* Must a person scan something again? */
bool fo_fault_loses_scan (FoFault fault);
