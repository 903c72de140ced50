/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sales system that does what a test tells it: what it says next, and how it answers what it is told. */
#pragma once

#include "inside.h"
#include "work/warehouse.h"

typedef struct {
  GArray *says;        /* FoLinkObject with texts of static storage: heard next, then forgotten */
  GString *told;       /* "op day|" of each delivery that was asked for, in order */
  FoFateKind fate;     /* of every message; of those whose op is only_op, when one is given */
  const char *only_op; /* NULL: all; the others are verified */
  gint64 retry_ms;
  FoSalesError trouble;                 /* with which hear and deliver fail; FO_SALES_ERROR_URI: they do not */
  bool breaks_after;                    /* a message arrives and its answer does not */
  guint arrived;                        /* messages that stand there */
  guint probes;                         /* how often it was tested */
  GHashTable *standing;                 /* op_ids */
  void (*meanwhile) (FoLinkHost *host); /* runs while a message is on its way; may be NULL */
} Toy;
extern Toy toy, other_toy;
extern const FoLinkOps toy_ops, other_toy_ops;

/* Both begin anew. */
void toys_reset (void);

/* An object {"id":…,"rows":[{"entity":…,"id":…,…}],"whole":"1"} of SOURCE; BODY NULL: it is gone. */
void toy_says (Toy *which, const char *source, const char *remote_id, const char *version, const char *body);

/* A gateway of all links, whose clock stands at *NOW_US. */
FoGateway *toy_gateway (FoStore *store, gint64 *now_us);
void toy_link (Warehouse *w, const char *name, const char *kind, FoLinkRole role);
