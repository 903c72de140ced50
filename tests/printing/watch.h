/* SPDX-License-Identifier: GPL-3.0-or-later
 * A run of three labels, "^XA0+3^XZ", and what was told of it. { 0 } at first.
 */
#pragma once

#include "firstout/drivers/printer.h"

typedef struct {
  FoPrintSend *send;
  FoPrintProgress last;
  GString *stages;   /* "connecting sending printed" */
  const char *title; /* NULL: some */
  gint64 remote;
  guint made, printed; /* printed: of the last mark */
  bool refuse_marks, over;
  bool pdf; /* the labels are an empty page of PDF */
} Watch;

/* REMOTE: the number it had in an earlier life; 0: none. */
void watch_start (Watch *w, const char *uri, FoPrinterLanguage language, gint64 remote);
/* Until it is over. */
void watch_end (Watch *w);

/* Runs the main context until CONDITION; fails after 30 seconds. */
#define watch_until(w, condition)                                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end_us_ = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                                                    \
    while (!(condition))                                                                                               \
      watch_iterate ((w), end_us_, #condition, __LINE__);                                                              \
  }                                                                                                                    \
  G_STMT_END
void watch_iterate (Watch *w, gint64 end_us, const char *what, int line);
