/* SPDX-License-Identifier: GPL-3.0-or-later
 * A disk in memory, behind SQLite's VFS "memdisk", that remembers what was asked of it: so the power can be cut behind every
 * call, and every call can fail. One connection a file; a process uses one disk at a time.
 *
 * What a power cut leaves (memdisk_cut): of each file what was synced; of what was written since, none, half, most or all, in
 * sectors of 512 bytes, some of them torn; of the names made and removed since the last sync, the first few. A write is never
 * seen beside itself: like the system's VFS this one promises SQLITE_IOCAP_POWERSAFE_OVERWRITE. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Disk Disk;

#define MEMDISK "memdisk"

void memdisk_register (void);

Disk *disk_new (void);
/* What is on it; not its recording, its faults and its counts. */
Disk *disk_copy (const Disk *disk);
void disk_free (Disk *disk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Disk, disk_free)

/* The disk that files are opened on from now on. No file of another one is open. */
void disk_use (Disk *disk);

/* ---- faults ---------------------------------------------------------------------------------------------------------------------- */

typedef enum {
  DISK_READ,
  DISK_WRITE,
  DISK_SHORT_WRITE,
  DISK_FULL,
  DISK_SYNC,
  DISK_OPEN,
  DISK_REMOVE,
  DISK_N_CALLS
} DiskCall;

const char *disk_call_name (DiskCall call);

/* The NTH call of that kind from now on (1: the next one) fails, and when LASTS those behind it too, until disk_heal. A failed
 * sync is like Linux's: what it should have made durable will not be by a later one. */
void disk_fail (Disk *disk, DiskCall call, guint nth, bool lasts);
void disk_heal (Disk *disk);
/* How many calls failed since disk_fail. */
guint disk_failed (const Disk *disk);
/* How many calls of that kind there were. */
guint disk_made (const Disk *disk, DiskCall call);

/* ---- what happened, and what a cut leaves -------------------------------------------------------------------------------------------- */

/* From now on every call that changes the disk is remembered. */
void disk_record (Disk *disk);
/* Calls remembered so far. */
guint disk_calls (const Disk *disk);

/* The calls of a disk, played again from where the recording began. */
typedef struct Replay Replay;
Replay *replay_new (const Disk *recorded);
void replay_free (Replay *replay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Replay, replay_free)
/* On to behind the call number CALLS (0: before the first). Only forwards. */
void replay_to (Replay *replay, guint calls);

typedef enum { CUT_NONE, CUT_HALF, CUT_MOST, CUT_ALL, CUT_N_WAYS } CutWay;
/* The power is cut now: the disk as the machine finds it when it starts again. */
Disk *replay_cut (const Replay *replay, CutWay way, GRand *rand);
