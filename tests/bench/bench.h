/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the rooms of the bench share: how a bar is told, and how an operation's instructions are counted. */
#pragma once

#include <glib.h>

/* One line: name, value, limit, ok when it is not above it; else the whole bench fails. */
void bench_bar (const char *name, double value, double limit);
/* The same without a limit. */
void bench_report (const char *name, double value);

/* Where the books lie; removed when the program ends. */
const char *bench_folder (void);
/* A book of ITEMS items with LOTS lots each, made once; free with g_free. */
char *bench_book (guint items, guint lots);
/* A fresh copy, to be worked in; the next copy of the same is in its place. Free with g_free. */
char *bench_copy_of (const char *path);

/* Instructions of one WHAT of SIDE (as run_child knows them) on a copy of PATH: those of a run of MANY less those of a run of FEW, each. */
double bench_instructions_each (const char *side, const char *what, const char *path, guint few, guint many);

/* Rooms of their own. */
void bench_acts (void);       /* blocking and recalling with thirty deals: acts.h */
void bench_acts_trips (void); /* and how often PostgreSQL is waited for */
/* ORDERS of a sales database heard and applied: pull.c. */
void bench_pull (const char *program, guint orders);
int bench_pull_child (const char *store_uri, const char *shop);
void bench_lists (void);      /* the first rows of lists, and the board of 500 deals: lists.h */
