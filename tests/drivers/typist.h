/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The other side of the wedge: the firmware of a scanner that types. It knows keyboards as pictures, rows of characters
 * in the order of the keys, and shares no table with the program.
 */
#pragma once

#include "firstout/drivers/decoder.h"
#include <glib.h>

typedef enum { TYPIST_SHIFT, TYPIST_LOCK } TypistCase; /* how it makes a capital */

typedef struct {
  FoKeyLayout layout;
  FoKeyGs gs;       /* FO_GS_ANY is Ctrl and ] */
  FoKeyEnd end;
  TypistCase capitals;
  bool lock_is_on;  /* it believes that Caps Lock is on */
  bool pad_enter;
} TypistSetup;

typedef struct {
  guint8 usage; /* HID page 07 */
  guint16 code; /* Linux */
  bool down;
} TypistKey;

/* What its keys do for TEXT and the end: TypistKey. What its keyboard lacks it types as Alt and a number. NULL: this
 * layout cannot type such a character. Free with g_array_unref. */
GArray *typist_type (const TypistSetup *setup, const char *text);

/* The key by a name: "a", "1", "enter", "kpenter", "kp0", "tab", "space", "f8", "f10", "esc", "left", "caps", "shift",
 * "ctrl", "alt", "altgr", "win", "]", … */
TypistKey typist_key (const char *name, bool down);

/* The boot keyboard's reports, a report for each key: GBytes. Free with g_ptr_array_unref. */
#define TYPIST_REPORT_BYTES 8
GPtrArray *typist_reports (const GArray *keys);
