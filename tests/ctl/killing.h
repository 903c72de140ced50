/* SPDX-License-Identifier: GPL-3.0-or-later
 * The printing program killed (-9) again and again: every label that was asked for comes out of the printer once, and where nobody
 * can know a person is asked. */
#pragma once

#include "program.h"

/* A warehouse with the place A-1. Free with g_free. */
char *killing_store (void);

typedef struct {
  const char *name;                 /* of its files; for the log */
  const char *uri, *language;       /* of the printer */
  const char *options;              /* for the command, as " --sheet 3x7"; may be NULL */
  guint (*printed) (gpointer data); /* labels on paper so far, ever */
  void (*died) (gpointer data);     /* the program is no more; may be NULL */
  gpointer data;
  guint copies;    /* labels a job */
  guint doubt_max; /* of so many labels at once may a person be asked; 0: never */
  guint jobs;      /* times FO_COUNT_FACTOR */
  int life_max_us; /* at first: lives become as long as it takes to be killed in about half of them */
  bool must_ask;   /* goes on until a person was asked at least once */
} Killing;

void killing_run (const Killing *killing);
