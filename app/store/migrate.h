/* SPDX-License-Identifier: GPL-3.0-or-later
 * The schema: a list of scripts, each run once, in order. Private to the store and its tests. */
#pragma once

#include "db-ops.h"

typedef struct {
  int number;
  const char *name;
  const char *checksum;
  const char *text;
} FoMigration;

/* data/sql/migrations, embedded. */
extern const FoMigration fo_migrations[];
extern const gsize fo_n_migrations;

/* Holds the schema of DB against LIST and brings it up to it as FLAGS allow: a fresh one by CREATE, an older one by
 * UPGRADE (SQLite: by itself, after a copy), in one transaction each time. NEWER, OLDER, MISSING, EXISTS, DAMAGED as
 * store.h says. */
bool
fo_migrate (FoDb *db, FoStoreFlags flags, const FoMigration *list, gsize n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* fo_store_open with another list: tests of old, new and failing schemas. */
FoStore *fo_store_open_list (const char *uri, FoStoreFlags flags, const FoMigration *list, gsize n, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
