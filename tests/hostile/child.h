/* SPDX-License-Identifier: GPL-3.0-or-later
 * This program started again as a station, and a page of memory that it shares with the one who started it: what a killed station
 * had been answered is still to be read there. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

#define CHILD_STATIONS 16

typedef enum { ANSWER_NONE, ANSWER_BEGUN, ANSWER_YES, ANSWER_NO } Answer;

typedef struct {
  gint go;                          /* stations wait for it */
  gint next[CHILD_STATIONS];        /* where each station goes on */
  gint64 operation[CHILD_STATIONS]; /* what it is at */
  gint64 made[CHILD_STATIONS];      /* counted by the station */
  guint8 answers[];                 /* Answer of each task */
} Shared;

/* Makes the page for N tasks in a file of the test folder, or maps one. */
Shared *shared_new (guint n, char **ret_path);
Shared *shared_map (const char *path, gsize *ret_size);
void shared_free (Shared *shared, guint n);

/* Starts "fo-hostile --child KIND ARGUMENT…" (NULL ends them). */
pid_t child_start (const char *kind, ...) G_GNUC_NULL_TERMINATED;
void child_kill (pid_t pid);
/* True when it ended by itself with status 0; *ret_ended says whether it ended at all. */
bool child_ended (pid_t pid, bool *ret_ended);

/* What a child does; its exit status. ARGUMENTS begins behind KIND. */
int child_run (const char *kind, char **arguments);
int oversell_station (char **arguments);
int oversell_naive_station (char **arguments);
int restart_station (char **arguments);
int full_disk_station (char **arguments);
int sim_lives (char **arguments);

void pause_ms (guint ms);
