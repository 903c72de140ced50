/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTyping: the scanner that types and that nobody has paired. Its keys come through the window; they are held back for a moment,
 * in every window of the program, until it is clear who presses them:
 *   a person    gets them, all and in order, some 50 ms later;
 *   a scanner   (six keys or more less than 35 ms apart on average, or evenly as no fingers are; four less than 15 ms; fewer so fast
 *               with Enter or Tab at the end) becomes one scan, device "keyboard", and none of its keys reaches a widget. Enter or
 *               Tab ends it, and where the scanner is set to send neither, the quiet behind it does;
 *   either      (a few keys and an Enter, 15 to 35 ms apart) goes into an entry that has the focus, and to nothing else.
 * The code is read from where the keys are on the keyboard, as a US layout has them: the PC's own layout, Russian or German, has no
 * part in it.
 *
 * Fenced: from here comes no command, no function key, no Enter to a button. What is typed as fast as scanners do and is no code
 * (F10 in it, an arrow, a line break) is dropped whole and refused as FO_KEYS_NO_CODE; a command code as
 * FO_COMMAND_BY_KEYBOARD. A single key that a scanner presses cannot be told from a person's.
 *
 * A key that a person holds down repeats as ever. What may be a scanner's goes into no entry for numbers: a scan never enters a
 * number field. Main thread.
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/core/verdict.h"
#include <gtk/gtk.h>

#define FO_TYPE_TYPING (fo_typing_get_type ())
G_DECLARE_FINAL_TYPE (FoTyping, fo_typing, FO, TYPING, GObject)

#define FO_TYPING_DEVICE "keyboard"

typedef void (*FoTypingScanned) (const FoScan *scan, gpointer data);
typedef void (*FoTypingRefused) (FoVerdict verdict, gpointer data);

/* Watches every window there is and will be, until the last unref. NOW_US: for FoScan.at_us. */
FoTyping *fo_typing_new (gint64 (*now_us) (void), FoTypingScanned scanned, FoTypingRefused refused, gpointer data);
