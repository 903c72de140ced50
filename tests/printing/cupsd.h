/* SPDX-License-Identifier: GPL-3.0-or-later
 * A cupsd of the test's own: no service, nothing of it outside the folder of world.h. The library's CUPS_SERVER is this one.
 */
#pragma once

#include <glib.h>

void cupsd_start (void);
void cupsd_stop (void);
/* Killed in the middle of whatever it does, and started again with what it had on the disk; FORGETS: all its jobs are gone. */
void cupsd_kill (void);
void cupsd_again (gboolean forgets);

/* A queue NAME to DEVICE; MODEL "raw" or "everywhere"; one that fails is given up ("abort-job"), not stopped. */
void cupsd_add (const char *name, const char *device, const char *model);

/* What people do at the server: "cupsdisable", "cupsenable" with a queue; "cancel", "hold", "resume" with a job. */
void cupsd_disable (const char *name);
void cupsd_enable (const char *name);
void cupsd_cancel (gint64 job);
void cupsd_hold (const char *name, gint64 job);
void cupsd_resume (const char *name, gint64 job);
