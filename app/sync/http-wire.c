/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http-inside.h"

struct FoHttpWire {
  GMainContext *context;
  SoupSession *session;
  GCancellable *cancellable;
  GThread *watch;
  GMutex mutex; /* of what stands below */
  GCond changed;
  gint64 until_us; /* of the monotonic clock; 0: no limit */
  bool timed_out, ends;
};

static gpointer watch (gpointer data);

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
  wire->cancellable = g_cancellable_new ();
  g_mutex_init (&wire->mutex);
  g_cond_init (&wire->changed);
  wire->watch = g_thread_new ("http-time", watch, wire);
  return wire;
}

void
fo_http_wire_free (FoHttpWire *wire)
{
  g_mutex_lock (&wire->mutex);
  wire->ends = true;
  g_cond_signal (&wire->changed);
  g_mutex_unlock (&wire->mutex);
  g_thread_join (wire->watch);
  g_mutex_clear (&wire->mutex);
  g_cond_clear (&wire->changed);
  g_object_unref (wire->cancellable);
  g_main_context_push_thread_default (wire->context);
  soup_session_abort (wire->session);
  g_object_unref (wire->session);
  while (g_main_context_iteration (wire->context, FALSE))
    ;
  g_main_context_pop_thread_default (wire->context);
  g_main_context_unref (wire->context);
  g_free (wire);
}

/* ---- time ----------------------------------------------------------------------------------------------------------- */

/* Who blocks cannot look at the clock: a thread does, and calls the blocking off. libsoup's asynchronous way is not taken, for
 * there its 3.2 falls over a kept connection that breaks before the answer. */
static gpointer
watch (gpointer data)
{
  FoHttpWire *wire = data;

  g_mutex_lock (&wire->mutex);
  while (!wire->ends) {
    if (!wire->until_us)
      g_cond_wait (&wire->changed, &wire->mutex);
    else if (!g_cond_wait_until (&wire->changed, &wire->mutex, wire->until_us) && wire->until_us
             && g_get_monotonic_time () >= wire->until_us) {
      wire->until_us = 0;
      wire->timed_out = true;
      g_cancellable_cancel (wire->cancellable);
    }
  }
  g_mutex_unlock (&wire->mutex);
  return NULL;
}

/* 0: no time limit. */
static void
set_timer (FoHttpWire *wire, gint64 ms)
{
  g_mutex_lock (&wire->mutex);
  wire->until_us = ms > 0 ? g_get_monotonic_time () + ms * 1000 : 0;
  wire->timed_out = wire->timed_out && ms == 0;
  g_cond_signal (&wire->changed);
  g_mutex_unlock (&wire->mutex);
}

/* ---- a request ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoHttpWire *wire;
  const FoHttpWireLimits *limits;
  FoHttpWireEnd *end;
} Exchange;

static void
request_leaves (SoupMessage *message, gpointer data)
{
  Exchange *x = data;

  (void) message;
  x->end->left = true;
  set_timer (x->wire, x->limits->read_ms);
}

static bool
read_piece (Exchange *x, GInputStream *stream, GError **error)
{
  static const gsize piece = 65536;
  GString *body = x->end->body;
  gsize length = body->len;
  gssize n;

  set_timer (x->wire, x->limits->read_ms);
  g_string_set_size (body, length + piece);
  n = g_input_stream_read (stream, body->str + length, piece, x->wire->cancellable, error);
  g_string_set_size (body, length + (gsize) MAX (n, 0));
  x->end->answered = n == 0;
  x->end->too_large = body->len > x->limits->most_bytes;
  return n > 0 && !x->end->too_large;
}

static void
say_why (Exchange *x, const GError *error)
{
  if (x->end->too_large)
    x->end->why = g_strdup ("the answer is too large");
  else if (error)
    x->end->why = g_strdup (x->end->timed_out ? "timed out" : error->message);
}

void
fo_http_wire_send (FoHttpWire *wire, SoupMessage *message, const FoHttpWireLimits *limits, FoHttpWireEnd *end)
{
  Exchange x = { wire, limits, end };
  gulong leaving = g_signal_connect (message, "starting", G_CALLBACK (request_leaves), &x);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (wire->context);
  g_cancellable_reset (wire->cancellable);
  set_timer (wire, limits->connect_ms);
  stream = soup_session_send (wire->session, message, wire->cancellable, &error);
  while (stream && read_piece (&x, stream, &error))
    ;
  set_timer (wire, 0);
  end->timed_out = wire->timed_out;
  say_why (&x, error);
  if (stream)
    g_input_stream_close (stream, NULL, NULL);
  g_signal_handler_disconnect (message, leaving);
  if (!end->answered) /* what broke is not used again */
    soup_session_abort (wire->session);
  g_main_context_pop_thread_default (wire->context);
}
