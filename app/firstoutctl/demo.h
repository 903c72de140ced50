/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the demo: a day as a table of steps, and what each kind of step does. A step prints what a person would
 * see, and compares what came with what should have; the first difference ends the day.
 */
#pragma once

#include "ctl.h"
#include "firstout/desk/intake.h"
#include "firstout/sync/gateway.h"
#include "firstout/sync/training.h"

typedef struct {
  const Ctl *ctl;
  char *folder, *store_uri, *sales_uri;
  FoStore *store;
  FoJournal *journal;
  FoDesk *desk;
  FoGateway *gateway;
  FoTrainingSales *sales;
  GPtrArray *labels; /* paths, owned */
  GHashTable *heard; /* entity → how many rows of it this round applied */
  guint chapter;
} Demo;

typedef struct DemoStep DemoStep;
typedef bool (*DemoPlay) (Demo *demo, const DemoStep *step);

struct DemoStep {
  DemoPlay play;
  const char *what;    /* a scan, a command, a message id, an order ... as the kind of step says */
  FoVerdict verdict;   /* what the desk must answer */
  const char *expects; /* "name=value …" that must stand in the answer; NULL: nothing more */
};

/* A heading; WHAT is a message id. */
bool demo_chapter (Demo *demo, const DemoStep *step);
/* A scan; "<GS>" is the separator, "{+120}" the day so many days from today as GS1 writes it. */
bool demo_scan (Demo *demo, const DemoStep *step);
/* The first symbol of the label that was printed for lot WHAT, read from its picture and scanned. */
bool demo_scan_label (Demo *demo, const DemoStep *step);
/* A command. Labels that its answer wishes are printed. */
bool demo_command (Demo *demo, const DemoStep *step);
/* A round with the sales database; EXPECTS "nothing" when it must change nothing. */
bool demo_sync (Demo *demo, const DemoStep *step);
/* An order's payment arrives in the sales database. */
bool demo_pay (Demo *demo, const DemoStep *step);
/* Where order WHAT stands. EXPECTS "ITEM=promised from stock+from supplies,held,picked,shipped,missing …". */
bool demo_order (Demo *demo, const DemoStep *step);
/* Why this lot: of line "ORDER/POSITION". EXPECTS the lot that is chosen. */
bool demo_explain (Demo *demo, const DemoStep *step);
/* Movements, balances, holds and promises agree. */
bool demo_check (Demo *demo, const DemoStep *step);
/* What the sales database was told; each line of EXPECTS, "view name=value …", must stand there. */
bool demo_told (Demo *demo, const DemoStep *step);

/* A line to the reader; MESSAGE_ID's words. */
void demo_say (const Demo *demo, const char *message_id, const FoArgs *args);
/* The day went otherwise: says what was expected and what came; false. */
bool demo_differs (const Demo *demo, const char *expected, const char *came);
bool demo_failed (const Demo *demo, const GError *error);
