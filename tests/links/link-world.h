/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the worlds of the links have in common: a link at its address, what it heard, what it is told. */
#pragma once

#include "host.h"

typedef struct {
  FakeHost host; /* first */
  FoLink *link;
} LinkWorld;

/* USUAL and MORE: members of the set-up, without braces; MORE may be NULL. */
void link_world_open (LinkWorld *world, const FoLinkOps *ops, const char *address, const char *usual, const char *more);

void link_world_hear (LinkWorld *world, bool everything);
/* Does `row` stand among what was heard? Prints all of it when not. */
void link_world_expect_row (LinkWorld *world, const char *row);
void link_world_expect_no_row (LinkWorld *world, const char *begins);
/* All of them are those of the file. */
void link_world_expect_rows (LinkWorld *world, const char *path);

/* Delivers and returns the fate; *error goes away. OP_ID: "1" … */
FoFateKind link_world_send (LinkWorld *world, const char *op, const char *id, const char *body, FoFate *fate);
/* Again and again, as the gateway does, until it is not UNKNOWN or LATER; at most 20 times. */
FoFateKind link_world_settle (LinkWorld *world, const char *op, const char *id, const char *body, FoFate *fate);

/* What the connection test finds missing, in Russian, a line each; every finding must be worded in all languages. Free with g_free. */
char *link_world_probe (LinkWorld *world, bool works);
