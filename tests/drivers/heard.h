/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A listener that writes down what it is told, a line each, so that a test reads like a log:
 *
 *   appeared usb:0c2e:0b61:A1 opening
 *   changed usb:0c2e:0b61:A1 ready
 *   scan usb:0c2e:0b61:A1 ]C1 gs1-128 0104601234567893<GS>10A-77
 *   fault usb:0c2e:0b61:A1 stall
 *   pairing usb:13ba:0018:W1 done us ctrl-bracket enter
 *   left usb:0c2e:0b61:A1
 *   settled
 */
#pragma once

#include "firstout/drivers/pairing.h"

typedef struct {
  GPtrArray *lines;
  guint read; /* lines the test has asked for */
} Heard;

extern const FoScannersListener heard_listener; /* its user is a Heard */

Heard *heard_new (void);
void heard_free (Heard *heard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Heard, heard_free)

/* The next line is PATTERN ('*' stands for anything). Waits for it on the main context; fails after ten seconds. */
#define heard_next(heard, pattern) heard_next_at (heard, pattern, __FILE__, __LINE__)
void heard_next_at (Heard *heard, const char *pattern, const char *file, int line);

/* As heard_next, but lines before it may be anything: they are passed over. */
#define heard_await(heard, pattern) heard_await_at (heard, pattern, __FILE__, __LINE__)
void heard_await_at (Heard *heard, const char *pattern, const char *file, int line);

/* Nothing was told that the test did not ask for. */
#define heard_no_more(heard) heard_no_more_at (heard, __FILE__, __LINE__)
void heard_no_more_at (Heard *heard, const char *file, int line);

/* Lines that fit, read or not. */
guint heard_count (const Heard *heard, const char *pattern);

/* Runs the main context until CONDITION; fails after ten seconds. */
#define heard_until(condition)                                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end_us_ = g_get_monotonic_time () + HEARD_PATIENCE_US;                                                      \
    while (!(condition))                                                                                               \
      heard_iterate (end_us_, #condition, __FILE__, __LINE__);                                                         \
  }                                                                                                                    \
  G_STMT_END
#define HEARD_PATIENCE_US (10 * G_USEC_PER_SEC)
void heard_iterate (gint64 end_us, const char *what, const char *file, int line);

/* A clock for FoScannersOptions: 2026-01-15 12:00 UTC and some steady µs. */
#define HEARD_EPOCH_US G_GINT64_CONSTANT (1768478400000000)
int64_t heard_now_us (void);

/* "scan usb:… ]C1 gs1-128 text", as it is written down. */
char *heard_scan_line (const FoScan *scan);

/* "us ctrl-bracket enter caps" */
char *heard_quirks (const FoQuirks *quirks);
