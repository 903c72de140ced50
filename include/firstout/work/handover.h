/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next shift needs to know: what is half done, what waits, what broke, who did how much, and what was written down. */
#pragma once

#include "firstout/core/quantity.h"
#include "firstout/work/act.h"

/* Writes TEXT down for the next shift, with who and when. Not empty, below 512 bytes: FO_CODE_EMPTY, FO_TEXT_TOO_LONG. See act.h. */
bool fo_work_note (FoStore *store, const FoAct *act, const char *text, FoReply *reply, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  FO_OPEN_ORDER,      /* picking was begun: what and customer */
  FO_OPEN_PUT_AWAY,   /* at a dock: what is the place, count the lots there */
  FO_OPEN_COUNT_WISH, /* what is the place, detail the item and the lot */
  FO_OPEN_COUNT,      /* begun and not closed: what is the place, detail the person */
  FO_OPEN_QUARANTINE, /* what is the place, count the lots there */
  FO_OPEN_BROKEN,     /* a promise that does not hold any more: what is the order, detail the item, quantity what the line misses */
  FO_OPEN_ENDING,     /* its promises end soon, or have: what is the order, detail the customer and the day */
  FO_OPEN_CONFLICT,   /* with sales: what is the kind, detail the row */
  FO_OPEN_SKIPPED,    /* goods were taken out of their turn, or in spite of a warning: what is the item and lot, detail the place and the person */
  FO_OPEN_FOR_LEAD,   /* acts of the last HOURS that a lead looks at: what is their kind, detail who did how many, count all of them */
  FO_OPEN_ALONE,      /* done alone though it takes two: what is the person, detail the kind and the station, id the operation */
  FO_OPEN_DONE,       /* what is the person, detail the kinds of acts, count how many in the last HOURS */
  FO_N_OPENS
} FoOpenKind;

#define FO_HANDOVER_HOURS 12
#define FO_HANDOVER_EACH_MAX 100

typedef struct {
  FoOpenKind kind;
  char what[96], detail[224];
  char reason[64]; /* of FO_OPEN_SKIPPED, as the act has it */
  guint count;
  FoQuantity quantity_u;
  char unit[16];
  FoId id;
} FoOpenThing;

/* At most FO_HANDOVER_EACH_MAX of a kind, in the order of the kinds. */
bool fo_handover_read (FoTxn *txn, GArray *things, GError **error);
