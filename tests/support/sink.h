/* SPDX-License-Identifier: GPL-3.0-or-later
 * A label printer at the other end of a TCP line, on a thread of its own: it reads labels, counts what it would have printed, and
 * answers when it is asked how it is. One connection at a time, as real ones. All functions from the test's thread.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
  SINK_ZPL,   /* answers ~HS and ~HI */
  SINK_TSPL,  /* answers <ESC>!? and GETSETTING$ */
  SINK_SILENT /* takes everything and says nothing */
} SinkKind;

typedef struct Sink Sink;

Sink *sink_new (SinkKind kind);
void sink_free (Sink *sink);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sink, sink_free)

/* "tcp://127.0.0.1:41234". */
const char *sink_uri (Sink *sink);

/* Without paper it takes labels and keeps them. */
void sink_set_paper (Sink *sink, bool paper);
/* The paper ends behind so many labels; it finds out with the next one in it. */
void sink_paper_for (Sink *sink, guint labels);
/* Of how many dots an inch it is; 203 at first. 0: it does not say. */
void sink_set_dpi (Sink *sink, int dpi);
/* Somebody opened it. */
void sink_open_head (Sink *sink, bool open);
/* It does not read; what the system takes for it is not with it. */
void sink_hold (Sink *sink, bool hold);
/* The next connections are closed when so many more bytes have come; 0: never. */
void sink_close_after (Sink *sink, guint bytes);
/* Says nothing any more, as one whose firmware hangs. */
void sink_fall_silent (Sink *sink);

/* Labels whose last command has come, and those of them that are on paper. */
guint sink_taken (Sink *sink);
guint sink_printed (Sink *sink);
guint sink_connections (Sink *sink);
/* Everything that came, questions left out. */
GBytes *sink_bytes (Sink *sink);
