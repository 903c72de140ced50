/* SPDX-License-Identifier: GPL-3.0-or-later
 * A warehouse's link and a 1C that stands as tests/data/wire/1c has it. */
#pragma once

#include "fake-1c.h"
#include "link-world.h"

#define REF(kind, n) kind "-0000-11ee-9000-" n
#define ITEM(n) REF ("000000a1", "00000000000" n)
#define ORDER(n) REF ("000000b1", "00000000000" n)
#define SUPPLY(n) REF ("000000b2", "00000000000" n)
#define SERIES(n) REF ("000000a5", "00000000000" n)
#define WAREHOUSE(n) REF ("000000c1", "00000000000" n)
#define ORGANIZATION REF ("000000c2", "000000000001")
#define VARIANT REF ("000000a6", "000000000001")
#define RED "AAAAoQAAEe6QAAAAAAAABA/AAAApgAAEe6QAAAAAAAAAQ" /* ITEM ("4") and VARIANT in one */
#define KIND(n) REF ("000000a2", "00000000000" n)
#define NODE REF ("000000d1", "000000000001")
#define PARTNER(n) REF ("000000a4", "00000000000" n)

typedef struct {
  LinkWorld w; /* first */
  Fake1c *fake;
} World;

/* MORE: members of the set-up besides the usual ones, "\"gate\": \"open\", …"; NULL none. */
void world_open (World *world, const char *more);
void world_close (World *world);
/* The gateway is started anew: what a link remembers is gone. */
void world_restart (World *world, const char *more);

/* The last document of that kind, its fields and rows in one line: "Статус=… | table: field=… …". */
char *world_text (World *world, const char *entity, const char *const *fields, const char *table, const char *const *columns);
