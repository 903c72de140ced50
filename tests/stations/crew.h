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
/* As if its power was cut, and it is started while its wire is cut; or it was closed before, and is started so. False: there is nothing to
 * work on, and it is not started. */
bool mate_kill_away (Mate *mate);
bool mate_start_away (Mate *mate);
/* Until its copy has what it has in hand. */
void mate_copy (Mate *mate);

/* TEXT is "scan CODE" or a command. The verdict; FO_SCAN_NOT_DONE: the server is gone, and there is no copy to work on yet. */
FoVerdict mate_do (Mate *mate, const char *text);
void mate_expect (Mate *mate, const char *text, FoVerdict verdict);
FoOfflineState mate_state (const Mate *mate);

/* One number, asked of the server by an administrator: SQL. */
gint64 crew_ask (Crew *crew, const char *question);

/* ---- what many tests do ------------------------------------------------------------------------------------------------------ */

#define HALL_GOODS "scan " HALL_CODE

/* It scans so many units in. */
void mate_receive (Mate *mate, guint units);
/* Picks the one unit of order 300, and ships it. */
void mate_finish_300 (Mate *mate);
/* Its wire is mended, and it works until it has found out. */
void mate_come_back (Mate *mate);
/* Another station, "dock", receives. */
void crew_stock_up (Crew *crew, guint units);
/* Five units, orders 300 and 301 of one each; station 1, whom it returns, has 300 in hand and a copy of that. */
Mate *crew_begin_300 (Crew *crew);
/* Units; open questions about what stations did without their server. */
gint64 crew_shipped (Crew *crew);
gint64 crew_conflicts (Crew *crew);
