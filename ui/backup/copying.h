/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole warehouse is copied on a thread of its own while the window goes on. Main thread.
 */
#pragma once

#include "firstout/store/copy.h"
#include <gio/gio.h>

/* So far; PATH and ERROR are NULL until the end, and one of them is not at the end. */
typedef struct {
  gint64 tables, rows;
  const char *path;
  const GError *error;
} FoCopyingNews;
typedef void (*FoCopyingTold) (const FoCopyingNews *news, gpointer owner);

/* Backs up FROM into FOLDER, keeping the newest 30 of this warehouse there. TOLD hears of each table and of the end, unless OWNER is
 * gone by then; the copy goes on. */
void fo_copying_back_up (const char *from, const char *folder, FoCopyingTold told, GObject *owner);
/* Makes the warehouse TO (a path) of the backup FROM (a path). */
void fo_copying_restore (const char *from, const char *to, FoCopyingTold told, GObject *owner);
