/* SPDX-License-Identifier: GPL-3.0-or-later
 * Between a gateway and sales: what goes wrong there, and the words of the contract. */
#pragma once

#include "sim.h"

typedef enum {
  FAULT_NONE,
  FAULT_LOST,      /* the request */
  FAULT_NO_ANSWER, /* it was done */
  FAULT_LATE,      /* no answer, and it is done later */
  FAULT_TWICE,     /* it is done now and once more later */
  FAULT_BUSY,      /* "later" */
  FAULT_LATCH,     /* the password is wrong */
  FAULT_SLOW,
  FAULT_FREEZE, /* who asked hears the answer long after everybody has taken him for dead */
  FAULT_DEATH_BEFORE,
  FAULT_DEATH_AFTER
} SimFault;

/* N messages that shall be written, SIM_WORDS texts each; none: it reads. */
typedef struct {
  const char *const *words;
  gsize n;
} SimRequest;

Sim *sim_of (FoLinkHost *host);
SimFault sim_fault (Sim *sim, bool writes);
/* Sets *ERROR; false. */
bool sim_breaks (GError **error, FoSalesError kind, const char *why);
/* A request leaves. False: it does not come through. */
bool sim_goes (FoLinkHost *host, const SimRequest *request, SimFault fault, GError **error);
/* It was done. False: nobody hears the answer. */
bool sim_comes_back (Sim *sim, const SimRequest *request, SimFault fault, GError **error);

/* sim-words.c: the columns of the contract's view of that kind of row, with commas between; "order" …; what stands there, NULL
 * nothing. */
const char *sim_columns (SimEntity entity);
const char *sim_entity (SimEntity entity);
char *sim_say (const Sim *sim, const SimRow *row, const char *name);

extern FoLinkOps sim_rows_ops;
void sim_rows_init (void);
extern const FoLinkOps sim_objects_ops;
