/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http-inside.h"

#define PIECE 65536

struct FoHttpWire {
  GMainContext *context;
  SoupSession *session;
};

/* The session must neither ask for passwords nor answer with ones it remembers: a login goes along in our own header. */
FoHttpWire *
fo_http_wire_new (const char *ca_file, const char *proxy, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = ca_file ? g_tls_file_database_new (ca_file, error) : NULL;
  g_autoptr (GProxyResolver) resolver = proxy ? g_simple_proxy_resolver_new (proxy, NULL) : NULL;
  FoHttpWire *wire;

  if (ca_file && !authorities)
    return NULL;
  wire = g_new0 (FoHttpWire, 1);
  wire->context = g_main_context_new ();
  g_main_context_push_thread_default (wire->context);
  wire->session = soup_session_new_with_options ("timeout", 0, "idle-timeout", 50, "user-agent", "Firstout ", NULL);
  g_main_context_pop_thread_default (wire->context);
  soup_session_remove_feature_by_type (wire->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_set_proxy_resolver (wire->session, resolver);
  if (authorities)
    soup_session_set_tls_database (wire->session, authorities);
  return wire;
}

void
fo_http_wire_free (FoHttpWire *wire)
{
  g_main_context_push_thread_default (wire->context);
  soup_session_abort (wire->session);
  g_object_unref (wire->session);
  while (g_main_context_iteration (wire->context, FALSE))
    ;
  g_main_context_pop_thread_default (wire->context);
  g_main_context_unref (wire->context);
  g_free (wire);
}

/* A request under way. */
typedef struct {
  FoHttpWire *wire;
  const FoHttpWireLimits *limits;
  FoHttpWireEnd *end;
  GCancellable *cancellable;
  GInputStream *stream;
  GSource *timer;
  bool done;
} Exchange;

static gboolean
time_is_up (gpointer data)
{
  Exchange *x = data;

  x->end->timed_out = true;
  g_cancellable_cancel (x->cancellable);
  return G_SOURCE_REMOVE;
}

static void
set_timer (Exchange *x, gint64 ms)
{
  if (x->timer) {
    g_source_destroy (x->timer);
    g_source_unref (x->timer);
  }
  x->timer = NULL;
  if (ms <= 0)
    return;
  x->timer = g_timeout_source_new ((guint) MIN (ms, G_MAXINT));
  g_source_set_callback (x->timer, time_is_up, x, NULL);
  g_source_attach (x->timer, x->wire->context);
}

static void
request_leaves (SoupMessage *message, gpointer data)
{
  Exchange *x = data;

  (void) message;
  x->end->left = true;
  set_timer (x, x->limits->read_ms);
}

static void
stop (Exchange *x, GError *error)
{
  x->done = true;
  if (error && !x->end->why)
    x->end->why = g_strdup (x->end->timed_out ? "timed out" : error->message);
  g_clear_error (&error);
}

static void read_piece (Exchange *x);

static void
piece_came (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *x = data;
  GError *error = NULL;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (!piece) {
    stop (x, error);
    return;
  }
  if (g_bytes_get_size (piece) == 0) {
    x->end->answered = true;
    stop (x, NULL);
    return;
  }
  g_string_append_len (x->end->body, g_bytes_get_data (piece, NULL), (gssize) g_bytes_get_size (piece));
  if (x->end->body->len > x->limits->most_bytes) {
    x->end->too_large = true;
    x->end->why = g_strdup ("the answer is too large");
    g_cancellable_cancel (x->cancellable);
    stop (x, NULL);
    return;
  }
  read_piece (x);
}

static void
read_piece (Exchange *x)
{
  set_timer (x, x->limits->read_ms);
  g_input_stream_read_bytes_async (x->stream, PIECE, G_PRIORITY_DEFAULT, x->cancellable, piece_came, x);
}

static void
answer_came (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *x = data;
  GError *error = NULL;

  x->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (x->stream)
    read_piece (x);
  else
    stop (x, error);
}

void
fo_http_wire_send (FoHttpWire *wire, SoupMessage *message, const FoHttpWireLimits *limits, FoHttpWireEnd *end)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Exchange x = { .wire = wire, .limits = limits, .end = end, .cancellable = cancellable };
  gulong leaving = g_signal_connect (message, "starting", G_CALLBACK (request_leaves), &x);

  g_main_context_push_thread_default (wire->context);
  set_timer (&x, limits->connect_ms);
  soup_session_send_async (wire->session, message, G_PRIORITY_DEFAULT, cancellable, answer_came, &x);
  while (!x.done)
    g_main_context_iteration (wire->context, TRUE);
  set_timer (&x, 0);
  g_signal_handler_disconnect (message, leaving);
  g_clear_object (&x.stream);
  g_main_context_pop_thread_default (wire->context);
}
