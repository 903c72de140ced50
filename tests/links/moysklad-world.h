/* SPDX-License-Identifier: GPL-3.0-or-later
 * A warehouse's link and a МойСклад that stands as tests/data/wire/moysklad has it. */
#pragma once

#include "fake-moysklad.h"
#include "host.h"
#include "link-world.h"

#define MSK(kind, n) kind "-0000-4000-8000-00000000000" n
#define ITEM(n) MSK ("a1000000", n)
#define RED MSK ("a6000000", "1")
#define KIT MSK ("a2000000", "1")
#define DELIVERY MSK ("a3000000", "1")
#define ORDER(n) MSK ("b1000000", n)
#define POSITION(n) MSK ("b2000000", n)
#define LOT(n) MSK ("e1000000", n)
#define STORE(n) MSK ("c1000000", n)
#define ORGANIZATION MSK ("c2000000", "1")
#define STATE(n) MSK ("d1000000", n)
#define PURCHASE MSK ("b3000000", "1")
#define TASK MSK ("b5000000", "1")
#define STAGE(n) MSK ("bb000000", n)
#define CUSTOMER(n) MSK ("a4000000", n)
#define HREF(type, id) "\"meta\": {\"href\": \"https://api.moysklad.ru/api/remap/1.2/entity/" type "/" id "\", \"type\": \"" type "\"}"

typedef struct {
  LinkWorld w; /* first */
  FakeMsk *fake;
} MskWorld;

/* MORE: members of the set-up besides the usual ones, "\"gate\": \"paid\", …"; NULL none. */
void msk_world_open (MskWorld *world, const char *more);
void msk_world_close (MskWorld *world);
/* The gateway is started anew: what a link remembers is gone. */
void msk_world_restart (MskWorld *world, const char *more);
/* The last document of that kind, its fields and rows of LIST in one line: "applicable=true | 3 ID| …"; references by their ids. */
char *msk_world_text (MskWorld *world, const char *type, const char *fields, const char *list, const char *columns);
