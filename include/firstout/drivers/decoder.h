/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decoder turns the bytes of one plugged device into scans. It is a pure state machine: no I/O, no clock (time comes
 * with the bytes), no allocation, no globals; the caller owns the state. One state belongs to one thread at a time.
 *
 *   void *state = g_malloc (ops->state_size);
 *   ops->start (state, &setup, now_us, &reason)
 *   ops->opened (state, now_us, &sink, user)                → sink.send: what the device has to be told first
 *   ops->feed (state, report, length, at_us, &sink, user)   → sink.scan, sink.fault, sink.send
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

/* ---- scanners that type: value, stable text --------------------------------------------------------------------- */

/* The keyboard a scanner believes to be: which key it presses for a character. */
#define FO_KEY_LAYOUTS(L)                                                                                              \
  L (FO_LAYOUT_US, "us")                                                                                               \
  L (FO_LAYOUT_DE, "de")                                                                                               \
  L (FO_LAYOUT_RU, "ru")             /* letters are Cyrillic, and come as UTF-8 */                                     \
  L (FO_LAYOUT_RU_LATIN, "ru-latin") /* punctuation where a Russian keyboard has it, letters Latin */

/* What it presses for GS. */
#define FO_KEY_GS_KEYS(G)                                                                                              \
  G (FO_GS_ANY, "any")       /* Ctrl and ], or Alt and 029 on the keypad */                                            \
  G (FO_GS_CTRL, "ctrl-bracket")                                                                                       \
  G (FO_GS_ALT, "alt-029")                                                                                             \
  G (FO_GS_F8, "f8")                                                                                                   \
  G (FO_GS_NONE, "none")     /* leaves it out: two elements run into each other */

/* What it presses at the end of a code. */
#define FO_KEY_ENDS(E)                                                                                                 \
  E (FO_END_ENTER, "enter") /* of the keypad, too */                                                                   \
  E (FO_END_TAB, "tab")                                                                                                \
  E (FO_END_NONE, "none")   /* a pause ends the code */

#define FO_KEY_ENUM(value, name) value,
typedef enum { FO_KEY_LAYOUTS (FO_KEY_ENUM) FO_N_LAYOUTS } FoKeyLayout;
typedef enum { FO_KEY_GS_KEYS (FO_KEY_ENUM) FO_N_GS_KEYS } FoKeyGs;
typedef enum { FO_KEY_ENDS (FO_KEY_ENUM) FO_N_KEY_ENDS } FoKeyEnd;
#undef FO_KEY_ENUM

#define FO_AFFIX_MAX 16

/* What a device looks like from outside, before anything of it is opened; each decoder reads one of them. */
typedef enum {
  FO_FACE_HID_POS,  /* an interface of HID usage page 8C */
  FO_FACE_OEM_POS,  /* … of usage page FF45 */
  FO_FACE_HID,      /* another HID interface that is neither a keyboard nor a mouse: only for products a profile names */
  FO_FACE_SERIAL,   /* a serial port */
  FO_FACE_KEYBOARD, /* it types */
  FO_N_FACES
} FoFace;

/* How the person at the scanner hears what became of the scan. */
typedef enum { FO_FEEDBACK_GOOD, FO_FEEDBACK_BAD } FoFeedback;

/* ---- other scanners: value, stable text ------------------------------------------------------------------------ */

/* What ends a code on a serial line. */
#define FO_LINE_ENDS(E)                                                                                                \
  E (FO_LINE_AUTO, "auto") /* CR, LF, or both; ETX where STX began it */                                               \
  E (FO_LINE_CR, "cr")                                                                                                 \
  E (FO_LINE_LF, "lf")                                                                                                 \
  E (FO_LINE_CRLF, "crlf")                                                                                             \
  E (FO_LINE_TAB, "tab")                                                                                               \
  E (FO_LINE_ETX, "etx")                                                                                               \
  E (FO_LINE_SILENCE, "silence")

/* What a device is sent for a beep, where its protocol alone does not tell. */
#define FO_BEEPS(B)                                                                                                    \
  B (FO_BEEP_AUTO, "auto")           /* what the protocol has, or nothing */                                           \
  B (FO_BEEP_NONE, "none")           /* switched off */                                                                \
  B (FO_BEEP_HONEYWELL, "honeywell") /* SYN BEL CR in output report FD, where there are no beep usages */              \
  B (FO_BEEP_DIRECT_IO, "direct-io") /* OEM POS direct I/O, as Datalogic defines it */                                 \
  B (FO_BEEP_BEL, "bel")             /* BEL on the serial line */

#define FO_QUIRK_ENUM(value, name) value,
typedef enum { FO_LINE_ENDS (FO_QUIRK_ENUM) FO_N_LINE_ENDS } FoLineEnd;
typedef enum { FO_BEEPS (FO_QUIRK_ENUM) FO_N_BEEPS } FoBeep;
#undef FO_QUIRK_ENUM

/* How a device differs from what its decoder expects; from the Quirks line of its profile. */
typedef struct {
  bool accept_x0;          /* "accept-x0": AIM ]X0 is goods here, not an answer to a command */
  bool has_gs;             /* "gs=HH": the scanner is set to send this byte in place of GS */
  uint8_t gs;
  uint32_t continuation_ms;  /* "continuation-ms=N": how long the rest of a code may take; 0: the decoder's own value */
  FoBeep beep;               /* "beep=none", … */
  FoLineEnd line_end;        /* "line=crlf", …: serial ports, as the next two */
  bool framed;               /* "framed": a code stands between STX and ETX, and what stands outside is none */
  uint32_t baud;             /* "baud=N"; 0: 9600 */
  FoKeyLayout layout;        /* "layout=us", …; of scanners that type, as the next three */
  FoKeyGs gs_key;            /* "gs-key=f8", … */
  FoKeyEnd end;              /* "end=enter", … */
  bool caps;                 /* "caps": it believes that Caps Lock is on, and types capitals as small letters */
  char prefix[FO_AFFIX_MAX]; /* "prefix=TEXT", "suffix=TEXT", "" none: what it puts around every code. A code without */
  char suffix[FO_AFFIX_MAX]; /* is refused, with it goes up without. %HH is a byte */
} FoQuirks;

/* "ru-latin". Static. */
const char *fo_key_layout_name (FoKeyLayout layout);
const char *fo_key_gs_name (FoKeyGs gs);
const char *fo_key_end_name (FoKeyEnd end);

/* One "name" or "name=value" of a Quirks line. False, QUIRKS as it was, when there is no such quirk. */
bool fo_quirk_parse (const char *text, FoQuirks *quirks);

typedef struct {
  void (*scan) (const FoScan *scan, void *user);
  void (*fault) (FoFault fault, int64_t at_us, void *user);
  /* One output report, its id first where reports have ids, or serial bytes. NULL: nothing can be sent. */
  void (*send) (const uint8_t *bytes, size_t length, void *user);
} FoDecoderSink;

typedef struct {
  const char *device;        /* FoScan.device; copied */
  const uint8_t *descriptor; /* the HID report descriptor; not kept */
  size_t descriptor_bytes;
  FoQuirks quirks;
} FoDecoderSetup;

typedef struct {
  const char *name; /* as profiles write it */
  FoFace face;
  size_t state_size;

  /* Makes STATE ready. False when the device cannot be read; *ret_reason is then a static English text. */
  bool (*start) (void *state, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason);

  /* The device is open. NULL: it need not be told anything. */
  void (*opened) (void *state, int64_t at_us, const FoDecoderSink *sink, void *user);

  /* One transfer of the device, as it came. Scans carry AT_US. */
  void (*feed) (void *state, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user);

  /* When tick wants to be called; FO_NEVER_US while nothing is waited for. Earlier calls of tick are harmless. */
  int64_t (*due) (const void *state);
  void (*tick) (void *state, int64_t at_us, const FoDecoderSink *sink, void *user);

  /* Bytes are or may be missing here: whatever was in progress is dropped and, if there was something, told as WHY. */
  void (*cut) (void *state, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user);

  /* Sends a beep or a light, where this device has one. NULL: its protocol has none. */
  void (*feedback) (void *state, FoFeedback feedback, const FoDecoderSink *sink, void *user);
} FoDecoderOps;

/* HID Point of Sale scanners (usage page 8C), with the layout their own report descriptor gives. */
extern const FoDecoderOps fo_decoder_hidpos;

/* Scanners that type (HID keyboard). "keyboard-hid": the interface's reports, laid out as its report descriptor says.
 * "keyboard-evdev": key events, FO_KEY_EVENT_BYTES each, several in a transfer; no descriptor, and AT_US is when the key
 * was pressed. The PC's own keyboard layout has no part in it. */
extern const FoDecoderOps fo_decoder_keyboard_hid, fo_decoder_keyboard_evdev;

/* A key event is Linux' struct input_event without its time: type, code (16 bits each), value (32), low byte first. */
#define FO_KEY_EVENT_BYTES 8
void fo_key_event (uint16_t code, bool pressed, uint8_t ret_bytes[FO_KEY_EVENT_BYTES]);

/* IBM/OEM POS ("USB OPOS", SurePOS) on usage page FF45, hand-held and table-top. */
extern const FoDecoderOps fo_decoder_oempos;

/* Zebra SNAPI (05e0:1900). Every packet is acknowledged. */
extern const FoDecoderOps fo_decoder_snapi;

/* Symbol "simple COM port emulation" (05e0:0600): counted chunks, and a code ends by silence. */
extern const FoDecoderOps fo_decoder_chunks;

/* Serial ports: a code is a line. */
extern const FoDecoderOps fo_decoder_lines;

/* "hid-pos", "oem-pos", "snapi", "chunks", "lines", "keyboard-hid", "keyboard-evdev"; NULL when there is no such
 * decoder. */
const FoDecoderOps *fo_decoder_find (const char *name);
