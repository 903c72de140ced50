/* SPDX-License-Identifier: GPL-3.0-or-later
 * The built firstoutctl, called as a script calls it. */
#pragma once

#include "support/stores.h"
#include <gio/gio.h>
#include <json-c/json.h>

/* What a call left behind. */
typedef struct {
  int status;
  char *out, *err;
  GPtrArray *lines; /* json_object of each line of out that is JSON */
} Ran;

void ran_clear (Ran *ran);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

/* Runs the words of COMMAND (apart by single spaces; none has a space in it) with INPUT (NULL: nothing) on standard
 * input, in a world of its own: state folder in the test's folder, no FIRSTOUT_STORE, English. */
Ran run_input (const char *input, const char *command);
Ran run (const char *command, ...) G_GNUC_PRINTF (1, 2);
/* The same, and it must end with STATUS; what it said is shown when it does not. */
Ran run_to (int status, const char *command, ...) G_GNUC_PRINTF (2, 3);

/* Another data folder for the calls that follow; NULL: the program's own. */
void use_data (const char *folder);

/* The process itself, with pipes; ENDED is waited for by the caller. Its words are COMMAND's. */
GSubprocess *start (const char *command);

/* The text of a field of line N; "" when there is none. Valid as long as RAN. */
const char *said (const Ran *ran, guint n, const char *field);
/* The first line whose FIELD is VALUE; NULL when there is none. */
json_object *line_with (const Ran *ran, const char *field, const char *value);
const char *field_of (json_object *object, const char *field);

/* A file of the test's folder. Free with g_free. */
char *write_file (const char *name, const char *text, gssize length);
char *file_path (const char *name);

/* NAME/sqlite and NAME/postgresql; TEST gets the URI of a warehouse that was made by `init` (with --training when
 * asked). */
typedef void (*WarehouseTest) (const char *uri);
void each_engine (const char *name, WarehouseTest test);
void each_training (const char *name, WarehouseTest test);
/* TEST gets the URI of what is not there yet. */
void each_uri (const char *name, WarehouseTest test);
