/* SPDX-License-Identifier: GPL-3.0-or-later
 * The system's VFS with a disk that fails on command: "sqlite:PATH?vfs=faulty". One of them in the process. */
#pragma once

#include <glib.h>

typedef enum {
  FO_FAULT_NONE,
  FO_FAULT_WAL_SYNC,   /* the WAL was written, but its fsync fails: the words are in memory only */
  FO_FAULT_WAL_WRITE,  /* EIO */
  FO_FAULT_WAL_FULL,   /* ENOSPC */
  FO_FAULT_MAIN_WRITE, /* only a checkpoint writes there */
  FO_FAULT_MAIN_SYNC
} FoFault;

void fo_faulty_register (void);

/* From now on, TIMES times (-1: until told otherwise). */
void fo_faulty_set (FoFault fault, int times);

/* How often it struck since it was set. */
int fo_faulty_struck (void);

/* Syncs of the WAL since the start: what a scan costs. */
int fo_faulty_wal_syncs (void);
