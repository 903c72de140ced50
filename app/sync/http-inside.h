/* SPDX-License-Identifier: GPL-3.0-or-later
 * One request over the wire and back, without any policy. */
#pragma once

#include "http.h"
#include <libsoup/soup.h>

typedef struct FoHttpWire FoHttpWire;

/* TLS against CA_FILE's authorities, NULL: the system's. */
FoHttpWire *fo_http_wire_new (const char *ca_file, const char *proxy, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_http_wire_free (FoHttpWire *wire);

typedef struct {
  gint64 connect_ms, read_ms;
  gsize most_bytes;
} FoHttpWireLimits;

typedef struct {
  bool left;      /* a request may have reached the other side */
  bool answered;  /* status, headers and the whole body came */
  bool too_large; /* it was answered, and we stopped listening */
  bool timed_out;
  GString *body; /* the caller's */
  char *why;     /* what the network said; g_free */
} FoHttpWireEnd;

/* Blocks. The wire has a main context and a thread of its own; use it from one thread only. */
void fo_http_wire_send (FoHttpWire *wire, SoupMessage *message, const FoHttpWireLimits *limits, FoHttpWireEnd *end);
