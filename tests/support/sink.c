/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/sink.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>

#define STEP_US 5000

struct Sink {
  SinkKind kind;
  GSocket *listener;
  char *uri;
  GThread *thread;
  GMutex lock; /* everything below */
  GByteArray *seen;
  gsize looked; /* at so many bytes of SEEN, of this connection from START on */
  guint taken, printed, connections, close_after;
  int left; /* labels until the paper ends in the middle of one; -1: plenty */
  int dpi;
  bool paper, head_open, hold, silent, ending, was_printing;
};

/* ---- what it says ------------------------------------------------------------------------------------------------- */

typedef enum { HOW_IS_IT, HOW_FINE, N_QUESTIONS } Question;

static const char *const questions[][N_QUESTIONS] = {
  [SINK_ZPL] = { "~HS\r\n", "~HI\r\n" },
  [SINK_TSPL] = { "\x1b!?", "OUT GETSETTING$(\"SYSTEM\",\"INFORMATION\",\"DPI\")\r\n" },
  [SINK_SILENT] = { "~HS\r\n", "~HI\r\n" },
};

static char *
fineness_of (const Sink *sink)
{
  if (!sink->dpi || sink->silent || sink->kind == SINK_SILENT)
    return NULL;
  return sink->kind == SINK_ZPL ? g_strdup_printf ("\x02ZD421,V93.21,%d,8192KB\x03\r\n", (sink->dpi + 20) / 25)
                                : g_strdup_printf ("%d\r\n", sink->dpi);
}

static char *
state_of (Sink *sink)
{
  guint waiting = sink->taken - sink->printed;

  if (sink->silent || sink->kind == SINK_SILENT)
    return NULL;
  if (sink->kind == SINK_ZPL)
    return g_strdup_printf ("\x02" "030,%d,0,0320,%03u,0,0,0,000,0,0,0\x03\r\n\x02" "001,0,%d,0,1,2,4,0,%08u,1,000\x03\r\n"
                            "\x02" "1234,0\x03\r\n", !sink->paper, waiting, sink->head_open, waiting);
  if (sink->head_open)
    return g_strdup ("\x01");
  if (!sink->paper)
    return g_strdup ("\x04");
  if (sink->was_printing) {
    sink->was_printing = false;
    return g_strdup (" "); /* 0x20 */
  }
  return g_strdup ("\0");
}

static void
say (Sink *sink, GSocket *line, Question question)
{
  g_autofree char *text = question == HOW_IS_IT ? state_of (sink) : fineness_of (sink);

  if (text)
    g_socket_send (line, text, MAX (strlen (text), 1), NULL, NULL);
}

/* ---- what it hears ------------------------------------------------------------------------------------------------- */

static bool
ends_with (const Sink *sink, gsize at, const char *word)
{
  gsize length = strlen (word);

  return at >= length && memcmp (sink->seen->data + at - length, word, length) == 0;
}

static void
print_taken (Sink *sink)
{
  while (sink->paper && sink->printed < sink->taken && sink->left != 0) {
    sink->printed++;
    sink->left -= sink->left > 0;
    sink->was_printing = true;
  }
  if (sink->printed < sink->taken)
    sink->paper = false; /* it notices when it wants to print */
}

/* Dots never say "^XZ" or "PRINT 1,1": ZPL's are hexadecimal, and of a test's label TSPL's do not. */
static void
hear (Sink *sink, GSocket *line)
{
  const char *end = sink->kind == SINK_TSPL ? "PRINT 1,1\r\n" : "^XZ\n";

  while (sink->looked < sink->seen->len) {
    gsize at = ++sink->looked;

    if (ends_with (sink, at, end))
      sink->taken++;
    for (int i = 0; i < N_QUESTIONS; i++) {
      const char *question = questions[sink->kind][i];
      if (!ends_with (sink, at, question))
        continue;
      g_byte_array_remove_range (sink->seen, (guint) (at - strlen (question)), (guint) strlen (question));
      sink->looked = at = at - strlen (question);
      say (sink, line, (Question) i);
    }
    print_taken (sink);
  }
}

/* False: the connection is over. */
static bool
take (Sink *sink, GSocket *line)
{
  char bytes[4096];
  gsize room = sizeof bytes;
  gssize n;

  if (sink->hold || !g_socket_condition_check (line, G_IO_IN))
    return true;
  if (sink->close_after)
    room = MIN (room, sink->close_after);
  n = g_socket_receive (line, bytes, room, NULL, NULL);
  if (n <= 0)
    return false;
  g_byte_array_append (sink->seen, (const guint8 *) bytes, (guint) n);
  hear (sink, line);
  if (sink->close_after && (sink->close_after -= (guint) n) == 0)
    return false;
  return true;
}

static void
serve (Sink *sink, GSocket *line)
{
  bool on = true;

  g_mutex_lock (&sink->lock);
  sink->connections++;
  while (on && !sink->ending) {
    g_mutex_unlock (&sink->lock);
    g_socket_condition_timed_wait (line, G_IO_IN, STEP_US, NULL, NULL);
    g_mutex_lock (&sink->lock);
    on = take (sink, line);
    if (sink->hold) {
      g_mutex_unlock (&sink->lock);
      g_poll (NULL, 0, STEP_US / 1000);
      g_mutex_lock (&sink->lock);
    }
  }
  g_mutex_unlock (&sink->lock);
  g_socket_close (line, NULL);
}

static gpointer
run (gpointer data)
{
  Sink *sink = data;

  for (;;) {
    g_autoptr (GSocket) line = NULL;
    bool ending;

    g_mutex_lock (&sink->lock);
    ending = sink->ending;
    g_mutex_unlock (&sink->lock);
    if (ending)
      return NULL;
    if (g_socket_condition_timed_wait (sink->listener, G_IO_IN, STEP_US, NULL, NULL))
      line = g_socket_accept (sink->listener, NULL, NULL);
    if (line)
      serve (sink, line);
  }
}

/* ---- the test's side -------------------------------------------------------------------------------------------------- */

Sink *
sink_new (SinkKind kind)
{
  Sink *sink = g_new0 (Sink, 1);
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (here, 0), got = NULL;
  g_autoptr (GError) error = NULL;

  sink->kind = kind;
  sink->paper = true;
  sink->dpi = 203;
  sink->left = -1;
  sink->seen = g_byte_array_new ();
  g_mutex_init (&sink->lock);
  sink->listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_set_option (sink->listener, SOL_SOCKET, SO_RCVBUF, 4096, &error)); /* printers have little memory */
  g_assert_true (g_socket_bind (sink->listener, any, TRUE, &error) && g_socket_listen (sink->listener, &error));
  got = g_socket_get_local_address (sink->listener, &error);
  g_assert_no_error (error);
  sink->uri = g_strdup_printf ("tcp://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  sink->thread = g_thread_new ("sink", run, sink);
  return sink;
}

void
sink_free (Sink *sink)
{
  g_mutex_lock (&sink->lock);
  sink->ending = true;
  g_mutex_unlock (&sink->lock);
  g_thread_join (sink->thread);
  g_object_unref (sink->listener);
  g_byte_array_unref (sink->seen);
  g_mutex_clear (&sink->lock);
  g_free (sink->uri);
  g_free (sink);
}

const char *
sink_uri (Sink *sink)
{
  return sink->uri;
}

void
sink_set_paper (Sink *sink, bool paper)
{
  g_mutex_lock (&sink->lock);
  sink->paper = paper;
  sink->left = -1;
  print_taken (sink);
  g_mutex_unlock (&sink->lock);
}

void
sink_paper_for (Sink *sink, guint labels)
{
  g_mutex_lock (&sink->lock);
  sink->left = (int) labels;
  g_mutex_unlock (&sink->lock);
}

void
sink_set_dpi (Sink *sink, int dpi)
{
  g_mutex_lock (&sink->lock);
  sink->dpi = dpi;
  g_mutex_unlock (&sink->lock);
}

void
sink_open_head (Sink *sink, bool open)
{
  g_mutex_lock (&sink->lock);
  sink->head_open = open;
  g_mutex_unlock (&sink->lock);
}

void
sink_hold (Sink *sink, bool hold)
{
  g_mutex_lock (&sink->lock);
  sink->hold = hold;
  g_mutex_unlock (&sink->lock);
}

void
sink_close_after (Sink *sink, guint bytes)
{
  g_mutex_lock (&sink->lock);
  sink->close_after = bytes;
  g_mutex_unlock (&sink->lock);
}

void
sink_fall_silent (Sink *sink)
{
  g_mutex_lock (&sink->lock);
  sink->silent = true;
  g_mutex_unlock (&sink->lock);
}

static guint
read_count (Sink *sink, const guint *count)
{
  g_mutex_lock (&sink->lock);
  guint value = *count;
  g_mutex_unlock (&sink->lock);
  return value;
}

guint
sink_taken (Sink *sink)
{
  return read_count (sink, &sink->taken);
}

guint
sink_printed (Sink *sink)
{
  return read_count (sink, &sink->printed);
}

guint
sink_connections (Sink *sink)
{
  return read_count (sink, &sink->connections);
}

GBytes *
sink_bytes (Sink *sink)
{
  g_mutex_lock (&sink->lock);
  GBytes *bytes = g_bytes_new (sink->seen->data, sink->seen->len);
  g_mutex_unlock (&sink->lock);
  return bytes;
}
