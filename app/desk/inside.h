/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the desk and the intakes share, inside the desk. */
#pragma once

#include "firstout/desk/intake.h"
#include "firstout/store/meta.h"
#include "ids.h"
#include "offline.h"
#include "step.h"

/* The last input that was journaled in this thread, while it has no answer. */
typedef struct {
  gint64 row; /* 0: none */
  FoId operation;
  FoJournalKind kind;
  FoScan scan;
  char *request;
} FoLast;

struct FoDesk {
  FoStore *store;
  char *station;
  bool training;
  FoIds *ids;
  FoId failed; /* the operation whose outcome is open, 0 none */
  FoLast last;
  FoDeskState state;
  FoOffline *offline;  /* of the desks it is one of, or NULL */
  FoDeskState *before; /* while the server is gone: what it was when it went; else NULL */
};

typedef struct {
  uint32_t lane;
  FoDesk *desk;
} FoDeskLane;

struct FoDesks {
  FoStore *store;
  char *station;
  GArray *lanes; /* FoDeskLane; lane 0 first */
  FoOffline *offline; /* NULL: there is no work without the server */
};

/* The desk of each lane that was at work in the last twelve hours of JOURNAL goes back there. */
bool fo_intake_resume_lanes (FoDesks *desks, FoJournal *journal, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where the lane is, as the journal notes it beside each input: "pick 214". Free with g_free. */
char *fo_desk_position (const FoDesk *desk);
/* The same as an answer that was booked says it; NULL when it does not, or was a refusal. Free with g_free. */
char *fo_reply_position (const FoReply *reply);
/* Goes back there. A place that is no more (an order that was shipped meanwhile is still one) leaves the task alone open. */
bool fo_desk_resume (FoDesk *desk, const char *position, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The answer of an input whose REQUEST was answered before, with repeated set; FO_ABSENT when it was not. KIND and TEXT or SCAN are
 * the input itself: the same request with another one is FO_OPERATION_DIFFERS. */
FoFound fo_desk_recall (FoDesk *desk, FoJournalKind kind, const FoScan *scan, const char *request, FoDeskReply *ret,
                        GError **error);
/* An input that is known to be new. A command's text stands in SCAN's bytes, as in the journal. */
bool fo_desk_take (FoDesk *desk, FoId operation, FoJournalKind kind, const FoScan *scan, const char *request, FoDeskReply *ret,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A command as the journal keeps it. False when it is empty or too long. */
bool fo_scan_of_command (FoScan *scan, const char *command);
