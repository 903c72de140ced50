/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scanners, inside. Two sides and a queue: the *usb* thread runs the bus and the replays and puts what they tell into the queue
 * (scanners.c); the owner's main context takes it out, keeps the list of devices, and calls the listener (scanners-deliver.c).
 */
#pragma once

#include "firstout/drivers/scanner.h"
#include "pairing.h"
#include "inputs.h"
#include "ports.h"
#include "replay.h"
#include "usb.h"

typedef enum { EVENT_SCAN, EVENT_DEVICE, EVENT_FAULT, EVENT_SETTLED, EVENT_PAIRING } EventKind;

typedef struct {
  EventKind kind;
  union {
    FoScan scan;
    struct {
      FoDevice device;
      FoDeviceChange change;
    };
    struct {
      char device_id[FO_SCAN_DEVICE_MAX];
      FoFault fault;
    };
    FoPairingNews pairing;
  };
} Event;

typedef struct {
  FoTrace *trace;
  bool at_once;
  FoReplay *replay; /* NULL until the thread has taken it up */
} Play;

/* What the owner wants of a device. */
typedef enum { WISH_FEEDBACK, WISH_PAIR, WISH_END_PAIRING, WISH_FORGET, WISH_LANE, WISH_SEPARATORS } WishKind;

typedef struct {
  WishKind kind;
  char device_id[FO_SCAN_DEVICE_MAX];
  FoFeedback feedback;
  char code[FO_PAIRING_CODE_MAX]; /* WISH_PAIR */
  guint seconds;
  uint32_t lane; /* WISH_LANE */
  FoSeparators separators; /* WISH_SEPARATORS */
} Wish;

struct FoScanners {
  FoScannersOptions options;
  GThread *thread; /* NULL: not started */

  /* owner's side */
  GSource *source;
  GPtrArray *devices; /* of FoDevice */
  GHashTable *lanes;  /* device id → lane */
  GHashTable *separators; /* device id → FoSeparators, of those that are known */

  /* between them, under the lock */
  GMutex lock;
  GCond woken;     /* without USB the thread waits here */
  GQueue events;   /* of Event; without a limit */
  GQueue requests; /* of Play */
  GQueue wishes;   /* of Wish */
  bool stopping;

  /* the thread's side */
  FoUsb *usb; /* NULL: without */
  FoSpots *spots; /* NULL: without USB, too */
  FoPorts *ports;   /* likewise */
  FoInputs *inputs; /* NULL: without USB, or without a file */
  FoPairings *pairings; /* NULL: without a file */
  GPtrArray *plays;
};

/* The owner's source: takes what the queue holds, some at once, so that the main loop may paint. DATA of its callback, which is
 * fo_scanners_deliver, is the scanners. */
GSourceFuncs *fo_scanners_source_funcs (void);
gboolean fo_scanners_deliver (gpointer scanners);
/* The oldest thing told; false when there was none. */
bool fo_scanners_deliver_one (FoScanners *scanners);
/* What was seen of a device: into the table, and through the thread into the file. */
void fo_scanners_note_separators (FoScanners *scanners, const char *id, FoSeparators separators);
/* Of the list; NULL when it is not in it. RET_INDEX may be NULL. */
FoDevice *fo_scanners_find (FoScanners *scanners, const char *id, guint *ret_index);
