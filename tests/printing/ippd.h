/* SPDX-License-Identifier: GPL-3.0-or-later
 * An IPP printer (ippeveprinter) with the D-Bus and the Avahi it wants, all on a loopback of our own.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Starts it, behind world_leave: once a program. */
void ippd_start (void);
void ippd_stop (void);
extern const char *ippd_uri;

/* What the printer does with the jobs that follow: the seconds one takes, and the status of its command (0: printed). */
void ippd_set (double seconds, int status);

/* Documents it printed, in their order; a copy of the last. */
guint ippd_documents (void);
GBytes *ippd_last (void);
