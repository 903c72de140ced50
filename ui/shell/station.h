/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoStation: what stands behind the window: the store's thread with the desk, the reader's thread, the journal, the intake. It
 * opens on a thread of its own, so that the window is there first. Main thread.
 *
 * Signals
 *   opened (const GError *)    NULL: it is open; else why not
 *   answered (const FoDeskReply *, const FoView *, const GError *)   see FoIntakeAnswered. After a crash first the view alone of
 *                                               each lane that goes on, then what was found
 *   changed ()   another station, or the gateway, wrote something: lists look again
 *   link-changed ()   the server is gone, or back, or an input waits for it: fo_station_offline
 *   printed (const char *where, GBytes *png)    a label that the answer wanted is in the print queue; WHERE is its printer's name,
 *                                               or the file it becomes
 *   not-printed (const FoReply *)               or refused
 *   checked (const GError *)                    the book was checked (shell/checking.h); NULL: it agrees with itself
 *   print-changed (const FoPrintJob *)          a job of the print queue: see FoPrintQueueOptions
 */
#pragma once

#include "firstout/desk/intake.h"
#include "firstout/ui/application.h"
#include "firstout/work/print.h"

#include <glib-object.h>

#define FO_TYPE_STATION (fo_station_get_type ())
G_DECLARE_FINAL_TYPE (FoStation, fo_station, FO, STATION, GObject)

FoStation *fo_station_new (const FoUiOptions *options);
const FoUiOptions *fo_station_options (FoStation *self);

void fo_station_open (FoStation *self);
/* Finishes what was taken in, then lets everything go; nothing is answered any more. Done at the last unref, too. */
void fo_station_close (FoStation *self);
gboolean fo_station_is_open (FoStation *self);
/* What people call the warehouse; "" before it is open, and when nobody named it. */
const char *fo_station_warehouse (FoStation *self);
/* Is it a training warehouse? Known when it is open, before that what the options say. */
gboolean fo_station_is_training (FoStation *self);

/* Whether it works without its server; never NULL. */
const FoOfflineState *fo_station_offline (FoStation *self);

/* The lane that the window shows and works for; 0 at first. */
void fo_station_set_front (FoStation *self, guint32 lane);
guint32 fo_station_front (FoStation *self);

/* To the scan's own lane. */
void fo_station_scan (FoStation *self, const FoScan *scan);
/* PAGE took the scan for itself: it is journaled like every scan. */
void fo_station_note_scan (FoStation *self, const FoScan *scan, const char *page);
/* To the lane in front. */
void fo_station_command (FoStation *self, const char *command);
/* See fo_intake_hold and fo_intake_go_on. */
void fo_station_hold (FoStation *self, guint32 lane);
void fo_station_go_on (FoStation *self, guint32 lane, const char *command);
/* Of the lane in front. */
guint fo_station_waiting (FoStation *self);
/* Questions to the reader not yet answered, and one while labels are on their way. */
guint fo_station_reading (FoStation *self);

/* NULL while the station is not open. */
FoPrintQueue *fo_station_print_queue (FoStation *self);

/* Runs RUN on the reader's thread with its own read-only FoStore, then DONE here. DATA is freed by DESTROY. Nothing happens, and
 * DATA is freed, while the station is not open. */
void fo_station_read (FoStation *self, FoJobRun run, FoJobDone done, gpointer data, GDestroyNotify destroy);
/* The same on the thread of the store itself, between two inputs: for what takes no time. */
void fo_station_ask (FoStation *self, FoJobRun run, FoJobDone done, gpointer data, GDestroyNotify destroy);
