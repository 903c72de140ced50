/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports as the scanners of two makers send them. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define REPORT_BYTES 64
#define REPORT_DATA_MAX 56

typedef struct {
  const guint8 *descriptor;
  gsize descriptor_bytes;
  guint aim_at; /* 0: does not say */
  guint data_at;
} ReportLayout;

extern const ReportLayout report_honeywell, report_newland;
extern const guint8 *const report_keyboard; /* a keyboard's report descriptor */
extern const gsize report_keyboard_bytes;

/* One report into REPORT (REPORT_BYTES). */
void report_make (const ReportLayout *layout,
                  const char *aim,
                  const char *data,
                  gsize length,
                  bool more,
                  guint8 *report);

/* All reports of one code, REPORT_BYTES each. */
GPtrArray *report_make_all (const ReportLayout *layout, const char *aim, const char *data);
