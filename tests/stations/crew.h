/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stations that work on one server, each as a process of its own would: a journal, a shadow, a desk, and a wire that can be cut. */
#pragma once

#include "../desk/hall.h"
#include "../store/proxy.h"

typedef struct {
  char name[16];
  char *uri, *folder;
  guint life; /* how often it was started */
  FoProxy *wire;
  bool cut;
  FoStore *store;
  FoJournal *journal;
  FoDesks *desks;
  FoDesk *desk;
  FoDeskReply reply; /* to the last input */
} Mate;

typedef struct {
  Hall hall; /* hall.store: the administrator's, whose wire is never cut */
  GPtrArray *mates;
} Crew;

/* A new warehouse on the test's server, as hall_furnish makes it. */
Crew *crew_new (void);
void crew_free (Crew *crew);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crew, crew_free)

/* A station that begins to work. */
Mate *crew_join (Crew *crew, const char *name);
void mate_cut (Mate *mate);
void mate_mend (Mate *mate);
/* As if its power was cut and it was started again; its wire must be whole. */
void mate_kill (Mate *mate);
/* It is closed in order, and started. */
void mate_stop (Mate *mate);
void mate_start (Mate *mate);
/* Until its copy has what it has in hand. */
void mate_copy (Mate *mate);

/* TEXT is "scan CODE" or a command. The verdict; FO_SCAN_NOT_DONE: the server is gone, and there is no copy to work on yet. */
FoVerdict mate_do (Mate *mate, const char *text);
void mate_expect (Mate *mate, const char *text, FoVerdict verdict);
FoOfflineState mate_state (const Mate *mate);

/* One number, asked of the server by an administrator: SQL. */
gint64 crew_ask (Crew *crew, const char *question);
