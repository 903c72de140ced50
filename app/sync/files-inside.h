/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the two halves of the link of files share. */
#pragma once

#include "firstout/work/sheet.h"
#include "link.h"

/* STEM begins the name of a file, ENTITY is the contract's, KEY the columns a row is known by where it has no id. */
typedef struct {
  const char *stem, *entity, *key[3];
} FoFilesTable;

typedef struct {
  FoLink base;
  char *folder;
  bool json;
} FoLinkFiles;

/* OFFLINE, with errno: the share may be away for a while. Always false. */
bool fo_files_failed (GError **error, const char *path, const char *what);
bool fo_files_time (const char *path, gint64 *ret_us);
/* in, out, done, refused, sent, .making. */
bool fo_files_make_folders (FoLinkFiles *files, GError **error);

bool fo_files_deliver (FoLink *link, const FoDelivery *delivery, FoFate *ret_fate, GError **error);
bool fo_files_probe (FoLink *link, FoFindingEach each, gpointer data, GError **error);

/* A message as a table: one row for each of its lines, or one; what is a list of its own stands as JSON in its cell. Free
 * with g_free. */
char *fo_files_table (const FoDelivery *delivery);
