/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the random days of units are made of: for the two files that they are written in. */
#pragma once

#include "firstout/core/place.h"
#include "firstout/store/units.h"
#include "firstout/work/codes.h"
#include "model-units.h"

#define ITEMS 2
#define ALWAYS 0   /* a lot and a serial number, from the day it comes */
#define SHIPMENT 1 /* a serial number when it leaves */
#define LOTS 3     /* of each */
#define ORDERS 12
#define MARKS_MAX 4

typedef struct {
  char serial[16];
  guint item;
  FoId lot;
  FoUnitState state; /* GONE: also before it was ever seen */
  FoId place;        /* in stock, and known */
  FoId order;        /* picked or shipped for */
  FoId carton;       /* in which it is packed */
  FoId came_back;    /* with which return, the last time */
  FoId last;         /* the operation that did something to it last */
} Unit;

typedef struct {
  FoId operation;
  const char *kind;
  GArray *before; /* Unit: those that it changed, as they were */
} Done;

typedef struct {
  FoStore *store;
  GRand *rand;
  FoDay today;
  FoId places[FO_N_PLACE_KINDS], items[ITEMS], orders[ORDERS];
  GArray *units;   /* Unit */
  GPtrArray *done; /* Done, the newest last */
  guint serials;
  char *trouble;
} Days;

/* What was scanned. */
typedef struct {
  FoMark marks[MARKS_MAX];
  guint at[MARKS_MAX]; /* which units these are */
  guint n;
  bool bad; /* they do not name what is asked for */
} Scan;

static inline gint32
up_to (Days *d, gint32 n)
{
  return g_rand_int_range (d->rand, 0, n);
}

static inline bool
once_in (Days *d, gint32 n)
{
  return up_to (d, n) == 0;
}

void units_trouble (Days *d, const char *format, ...) G_GNUC_PRINTF (2, 3);
Unit *units_at (Days *d, guint i);
/* What is scanned of a unit of that item. */
FoMark units_mark (const Days *d, guint item, const char *serial);

typedef bool (*Fits) (const Unit *unit, const Unit *like);
/* At most N units that fit are added to SCAN, from anywhere on. */
void units_scan_fitting (Days *d, Fits fits, const Unit *like, guint n, Scan *scan);
/* The wrong units are never taken, and the right ones are not called wrong. */
void units_judge_scan (Days *d, const char *kind, const Scan *scan, const FoReply *reply);

/* What was granted; and a unit as it shall be, changed by it. */
Done *units_begin (Days *d, const FoAct *act, const char *kind);
Unit *units_change (Days *d, Done *done, guint at);
FoId units_any_order (Days *d);

typedef bool (*Operate) (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_pack (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_unpack (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_close (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_ship (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_ship_part (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_return (Days *d, const FoAct *act, FoReply *reply, GError **error);
bool units_do_decide (Days *d, const FoAct *act, FoReply *reply, GError **error);

/* One random operation; returns its kind. */
guint units_step (Days *d, guint *effects);
