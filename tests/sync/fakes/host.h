/* SPDX-License-Identifier: GPL-3.0-or-later
 * The world of a link, in memory: a clock that only waiting moves, what was kept, what was noted. It holds a link to its promises: each
 * request of a delivery was noted before it left, steps end before others begin, the secret comes from here. */
#pragma once

#include "link.h"

typedef struct {
  char *source, *remote_id, *version, *body; /* body NULL: gone */
} FakeKept;

typedef struct {
  FoLinkHost host; /* first */
  gint64 now_us, waited_ms;
  GArray *kept; /* FakeKept, in the order they came; the same version of the same object once */
  GHashTable *cursors, *refs;
  GString *steps; /* "create about → outcome" lines */
  bool stopping;  /* wait says false */
  bool deaf;      /* keep fails: a store that is gone */
  bool fenced;    /* step fails: the lease is gone */
  guint asked_secret, answers;
  const char *secret;
} FakeHost;

void fake_host_init (FakeHost *host);
void fake_host_clear (FakeHost *host);

/* The latest body kept of that object; NULL none. */
const char *fake_host_body (const FakeHost *host, const char *source, const char *remote_id);
const char *fake_host_ref (const FakeHost *host, const char *kind, const char *ours);
void fake_host_set_ref (FakeHost *host, const char *kind, const char *ours, const char *remote);

/* What everything kept makes of LINK's reading: the latest row of each entity and id, sorted, "entity id name=value …" a line, rev left
 * out; "why" lines too. Free with g_free. */
char *fake_host_rows (const FakeHost *host, FoLink *link);
