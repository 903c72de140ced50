/* SPDX-License-Identifier: GPL-3.0-or-later
 * A life of a whole house in one process, decided by one seed: stations that work, gateways that come and go, a sales system that
 * changes its mind, a line between them that loses, doubles and delays, and a clock that runs as fast as it likes. The machine
 * may die between any two writes of its disk, and goes on where it was.
 *
 *   FO_SIM=SEED fo-hostile sim      lives that one life and tells everything that happens in it
 *
 * Afterwards the world is calm, a person does what people must do, both sides speak until nobody has anything to say, and
 * sim-judge.c looks at what stands in the store and over there, by rules of its own. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/store.h"
#include "inside.h"
#include "memdisk.h"
#include "sales.h"

#define SIM_OPERATIONS 200
#define SIM_ITEMS 3
#define SIM_ORDERS 8
#define SIM_LINES 3
#define SIM_SUPPLIES 4
#define SIM_STATIONS 3
#define SIM_GATEWAYS 2
#define SIM_URI "sqlite:/no-such-folder/sim.db?vfs=" MEMDISK
#define SIM_BEGINS_US ((gint64) 1795341600 * G_USEC_PER_SEC) /* 2026-11-22 10:00 UTC */
#define SIM_MINUTE_US ((gint64) 60 * G_USEC_PER_SEC)

/* ---- what sales has (sim-sales.c) ---------------------------------------------------------------------------------- */

typedef enum { SIM_ITEM, SIM_ORDER, SIM_LINE, SIM_SUPPLY } SimEntity;

/* What sales says of one thing, as texts under the names of the contract's columns. */
typedef struct {
  FoQuantity quantity_u, cancelled_u;
  bool closed;   /* the gate, or the supply */
  bool complete; /* ship_complete */
  bool deleted;
  FoDay day;
} SimWords;

typedef struct {
  SimEntity entity;
  guint order, item; /* of a line: its order; of a line or a supply: its item */
  char id[16];
  gint64 rev;
  gint64 changed_us; /* by their clock */
  gint64 visible_us; /* its transaction ends then: until then the row is as it was */
  bool was_there;
  SimWords words, before;
  gint64 before_us, before_rev;
  gint64 told_rev, told_in, confirmed_rev; /* of the feed of objects: in which packet */
} SimRow;

/* One message, as it stands there. */
typedef struct {
  char *op_id, *op, *body;
  char *meant;     /* the body as it was asked for, where something over there has changed it; NULL */
  guint documents; /* that came of it: one */
  gint64 turn;     /* when it first came */
} SimMessage;

typedef struct {
  GPtrArray *rows;      /* SimRow */
  GHashTable *messages; /* op_id → SimMessage */
  GArray *late;         /* SimLate: asked for, and not done yet */
  gint64 skew_us;       /* their clock minus ours */
  bool period_closed;
  gint64 latched; /* the turn in which they have refused the password, 0 not; SimWorld says who may still ask */
  gpointer latched_by;
  bool keyed; /* they know a message by its name; otherwise each request makes a document */
  gint64 packets;
  GHashTable *not_before; /* op_id → when they have said "not before" (sim-objects.c) */
} SimSales;

typedef struct {
  gint64 at_us;
  GStrv words; /* of one request, as in sim_sales_take */
} SimLate;

/* ---- the world ----------------------------------------------------------------------------------------------------- */

typedef struct {
  char *request, *content; /* in the journal, and nobody knows whether it was done */
  FoId operation;
  guint kind;
  FoId order; /* what it was about */
} SimScan;

typedef struct {
  guint operations, rounds, deaths, lost, doubled, late, refused, latches, takeovers, closed, changed, slow,
      scans_again, effects, shipments, nights, messages, conflicts;
} SimCounts;

typedef struct {
  char *op_id;
  gint64 turn;
} SimSent;

typedef struct Sim {
  guint32 seed;
  GRand *rand;
  GString *trace;
  bool tells;
  char *trouble; /* the first thing that must not be */
  gint64 now_us, turn;
  gint64 calm_from_us;
  Disk *disk;
  FoStore *store;
  guint64 space; /* of its ids */
  FoGateway *gateways[SIM_GATEWAYS];
  bool objects;     /* the main link speaks of whole objects, else of rows */
  bool nights;      /* of several days */
  bool calm;        /* nothing goes wrong any more */
  bool dead;        /* the machine: nobody does anything until it is started again */
  bool died_unseen; /* a fault of the disk is set, and will be the end */
  guint depth;      /* in the middle of how many rounds */
  guint left;       /* operations */
  guint requests, numbers;
  SimSales sales;
  SimScan scans[SIM_STATIONS];
  FoId places[FO_N_PLACE_KINDS];
  GHashTable *settled; /* op_id → turn in which it was settled first */
  GPtrArray *worlds;   /* SimWorld */
  GPtrArray *answered; /* operations that a station was answered, as FoId* */
  SimCounts *counts;
} Sim;

/* The world as one gateway sees it. Who has heard of a refused password asks nothing more, and no round begins after it; a gateway
 * that another one has replaced in the middle of a round does not know it yet. */
typedef struct {
  Sim *sim;
  gint64 began; /* its round */
} SimWorld;

/* sim-life.c. True when all was as it must be. */
bool sim_live (guint32 seed, const Disk *empty, SimCounts *counts, bool tells);
/* A disk with a house on it that every life begins with. */
Disk *sim_empty_disk (void);

void sim_tell (Sim *sim, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sim_trouble (Sim *sim, const char *format, ...) G_GNUC_PRINTF (2, 3);
gint32 sim_up_to (Sim *sim, gint32 n);
bool sim_once_in (Sim *sim, gint32 n);
/* Something happens while a request is on its way; may be nothing. */
void sim_meanwhile (Sim *sim);
/* Another gateway takes this one for dead, where it may. */
void sim_somebody_else (Sim *sim);
/* The machine stops now: whatever is written from now on does not come to the disk. */
void sim_die (Sim *sim, const char *when);

/* sim-sales.c */
void sim_sales_init (Sim *sim);
void sim_sales_clear (Sim *sim);
void sim_sales_edit (Sim *sim);
SimRow *sim_sales_find (Sim *sim, const char *id);
gint64 sim_sales_now_us (const Sim *sim);
/* As it is seen now; NULL: not yet there. */
const SimWords *sim_row_seen (const Sim *sim, const SimRow *row, gint64 *ret_rev, gint64 *ret_changed_us);
/* N messages come in with one request, SIM_WORDS texts each: id, op, body and when it was made. All are taken, or none: *WHY is their
 * refusal then, to be freed. */
#define SIM_WORDS 4
bool sim_sales_take (Sim *sim, const char *const *words, gsize n, char **why);
/* What was under way arrives; ALL: also what had more time. */
void sim_sales_late (Sim *sim, bool all);

/* sim-line.c: the two kinds of links, of rows (sim-rows.c) and of whole objects (sim-objects.c). */
const FoLinkOps *const *sim_kinds (void);

/* sim-stations.c */
void sim_station_works (Sim *sim);
/* What a dead machine left in the journals is looked up. */
void sim_stations_wake (Sim *sim);

/* sim-judge.c. The store is closed. */
void sim_judge_end (Sim *sim);
