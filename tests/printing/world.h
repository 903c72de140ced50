/* SPDX-License-Identifier: GPL-3.0-or-later
 * A network, mounts and a folder of the test's own, and the servers in it: they die with the test.
 */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* Leaves the network and the mounts of the machine: before anything else in main. As root, or where user namespaces are allowed;
 * elsewhere it ends the program as failed, and says what is missing. */
void world_leave (void);

/* The folder of files and sockets; gone with world_clear. */
const char *world_folder (void);
char *world_path (const char *name);
void world_clear (void);

/* A process whose words go to the file LOG. */
GSubprocess *world_spawn (const char *log, const char *const *words);
/* The same for a server that would want another user for its helpers. */
GSubprocess *world_spawn_server (const char *log, const char *const *words);
/* To its end, which is a good one. */
void world_run (const char *const *words);
/* Kills it and waits. */
void world_end (GSubprocess **process);

void world_write (const char *name, guint mode, const char *text);
/* Until the file NAME is there and, where WORD is given, says it. */
void world_wait_for (const char *name, const char *word);
void world_wait_for_port (guint16 port);
