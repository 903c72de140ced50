/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include <string.h>

typedef struct {
  FakeFault fault;
  gint64 number;
  char *method;
  guint skip, times;
} Planned;

struct FakeServer {
  FakeHandler handler;
  gpointer data;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *soup;
  GTlsCertificate *certificate; /* NULL: plain */
  GMutex mutex; /* of what stands below, and of the handler */
  GCond ready;
  char *base;
  GArray *faults;
  GPtrArray *log;
  GHashTable *last; /* headers of the last request */
  GPtrArray *stalled;
};

static void
planned_clear (gpointer data)
{
  g_free (((Planned *) data)->method);
}

/* ---- faults ---------------------------------------------------------------------------------------------------------------- */

/* Under the lock. Every plan that this request fits counts it; the first whose time has come happens. */
static bool
next_fault (FakeServer *server, const char *method, Planned *ret_fault)
{
  for (guint i = 0; i < server->faults->len; i++) {
    Planned *plan = &g_array_index (server->faults, Planned, i);
    if (plan->times == 0 || (plan->method && !g_str_equal (plan->method, method)))
      continue;
    if (plan->skip > 0) {
      plan->skip--;
      continue;
    }
    plan->times--;
    *ret_fault = *plan;
    return true;
  }
  return false;
}

static bool
does_first (FakeFault fault)
{
  return fault == FAKE_DO_AND_503 || fault == FAKE_DO_AND_CLOSE || fault == FAKE_DO_AND_CUT || fault == FAKE_SLOW
         || fault == FAKE_RUBBISH;
}

static void
break_connection (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}

static void
cut_answer (SoupServerMessage *message, const FakeAnswer *answer)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  gsize length = strlen (answer->body ? answer->body : "");
  g_autofree char *head =
      g_strdup_printf ("HTTP/1.1 %u OK\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                       answer->status, answer->type ? answer->type : "text/plain", length + 10);
  GOutputStream *out = g_io_stream_get_output_stream (stream);

  g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
  g_output_stream_write_all (out, answer->body ? answer->body : "", length / 2, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
answer_late (gpointer data)
{
  soup_server_message_unpause (data);
  g_object_unref (data);
  return G_SOURCE_REMOVE;
}

static void
stall (FakeServer *server, SoupServerMessage *message, gint64 ms)
{
  GSource *timer;

  soup_server_message_pause (message);
  if (ms == 0) {
    g_ptr_array_add (server->stalled, g_object_ref (message));
    return;
  }
  timer = g_timeout_source_new ((guint) ms);
  g_source_set_callback (timer, answer_late, g_object_ref (message), NULL);
  g_source_attach (timer, server->context);
  g_source_unref (timer);
}

static void
say (SoupServerMessage *message, guint status, const char *header, const char *value)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "no", 2);
  if (header)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), header, value);
}

static void
answer_much (SoupServerMessage *message, gint64 bytes)
{
  char *much = g_malloc ((gsize) bytes);

  memset (much, '[', (gsize) bytes);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, much, (gsize) bytes);
}

static void
go_wrong (FakeServer *server, SoupServerMessage *message, const Planned *plan, const FakeAnswer *answer)
{
  g_autofree char *seconds = plan->number ? g_strdup_printf ("%" G_GINT64_FORMAT, plan->number) : NULL;

  switch (plan->fault) {
  case FAKE_503:
  case FAKE_DO_AND_503:
    say (message, 503, NULL, NULL);
    break;
  case FAKE_CLOSE:
  case FAKE_DO_AND_CLOSE:
    break_connection (message);
    break;
  case FAKE_DO_AND_CUT:
    cut_answer (message, answer);
    break;
  case FAKE_STALL:
    stall (server, message, 0);
    break;
  case FAKE_SLOW:
    stall (server, message, plan->number);
    break;
  case FAKE_401:
    say (message, 401, "WWW-Authenticate", "Basic realm=\"1C\"");
    break;
  case FAKE_403:
    say (message, 403, NULL, NULL);
    break;
  case FAKE_429:
    say (message, 429, seconds ? "Retry-After" : NULL, seconds);
    break;
  case FAKE_REDIRECT:
    say (message, 302, "Location", "http://127.0.0.1:1/elsewhere");
    break;
  case FAKE_RUBBISH:
    soup_server_message_set_status (message, 200, NULL);
    soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{\"value\":[\xff\xfe{{", 13);
    break;
  case FAKE_HUGE:
    answer_much (message, plan->number);
    break;
  }
}

/* ---- requests -------------------------------------------------------------------------------------------------------------- */

static GBytes *
pack (GBytes *bytes)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (from, packer);
  g_autoptr (GOutputStream) to = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (to, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

static void
add_lines (SoupMessageHeaders *headers, const char *lines)
{
  g_auto (GStrv) each = g_strsplit (lines ? lines : "", "\n", -1);

  for (char **line = each; *line; line++) {
    g_auto (GStrv) halves = g_strsplit (*line, ": ", 2);
    if (halves[0] && halves[1])
      soup_message_headers_replace (headers, halves[0], halves[1]);
  }
}

static void
give_answer (SoupServerMessage *message, const FakeAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize length = answer->length ? answer->length : strlen (answer->body ? answer->body : "");
  g_autoptr (GBytes) bytes = g_bytes_new (answer->body ? answer->body : "", length);

  soup_server_message_set_status (message, answer->status ? answer->status : 200, NULL);
  if (answer->header)
    soup_message_headers_replace (headers, answer->header, answer->value);
  add_lines (headers, answer->lines);
  if (answer->gzip) {
    g_autoptr (GBytes) packed = pack (bytes);
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
    soup_server_message_set_response (message, answer->type ? answer->type : "application/json", SOUP_MEMORY_COPY,
                                      g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
    return;
  }
  soup_server_message_set_response (message, answer->type ? answer->type : "application/json", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (bytes, NULL), length);
}

static void
remember_header (const char *name, const char *value, gpointer data)
{
  g_hash_table_replace (data, g_ascii_strdown (name, -1), g_strdup (value));
}

static void
request_came (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  FakeServer *server = data;
  g_autofree char *plain = g_uri_unescape_string (path + 1, NULL), *body = NULL;
  SoupMessageBody *sent = soup_server_message_get_request_body (message);
  FakeRequest request = { soup_server_message_get_method (message), plain ? plain : path + 1, query, NULL,
                          soup_server_message_get_request_headers (message) };
  FakeAnswer answer = { 0 };
  Planned plan = { 0 };
  bool wrong;

  (void) soup;
  request.body = body = g_strndup (sent->data ? sent->data : "", (gsize) sent->length);
  g_mutex_lock (&server->mutex);
  g_ptr_array_add (server->log, g_strdup_printf ("%s %s", request.method, request.path));
  g_hash_table_remove_all (server->last);
  soup_message_headers_foreach (request.headers, remember_header, server->last);
  wrong = next_fault (server, request.method, &plan);
  if (!wrong || does_first (plan.fault)) {
    server->handler (&request, &answer, server->data);
    give_answer (message, &answer);
  }
  if (wrong)
    go_wrong (server, message, &plan, &answer);
  g_mutex_unlock (&server->mutex);
  g_free (answer.type);
  g_free (answer.body);
  g_free (answer.header);
  g_free (answer.value);
  g_free (answer.lines);
}

/* ---- the thread ------------------------------------------------------------------------------------------------------------ */

static gpointer
run (gpointer data)
{
  FakeServer *server = data;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (server->context);
  server->soup = soup_server_new (NULL, NULL);
  if (server->certificate)
    soup_server_set_tls_certificate (server->soup, server->certificate);
  soup_server_add_handler (server->soup, NULL, request_came, server, NULL);
  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (server->certificate ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  g_mutex_lock (&server->mutex);
  server->base = g_uri_to_string (uris->data);
  g_cond_signal (&server->ready);
  g_mutex_unlock (&server->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (server->loop);
  soup_server_disconnect (server->soup);
  g_ptr_array_set_size (server->stalled, 0);
  g_object_unref (server->soup);
  while (g_main_context_iteration (server->context, FALSE))
    ;
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

static FakeServer *
server_new (GTlsCertificate *certificate, FakeHandler handler, gpointer data)
{
  FakeServer *server = g_new0 (FakeServer, 1);

  server->certificate = certificate;
  server->handler = handler;
  server->data = data;
  server->faults = g_array_new (FALSE, TRUE, sizeof (Planned));
  g_array_set_clear_func (server->faults, planned_clear);
  server->log = g_ptr_array_new_with_free_func (g_free);
  server->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  server->stalled = g_ptr_array_new_with_free_func (g_object_unref);
  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  g_mutex_init (&server->mutex);
  g_cond_init (&server->ready);
  server->thread = g_thread_new ("fake", run, server);
  g_mutex_lock (&server->mutex);
  while (!server->base)
    g_cond_wait (&server->ready, &server->mutex);
  g_mutex_unlock (&server->mutex);
  return server;
}

FakeServer *
fake_server_new (FakeHandler handler, gpointer data)
{
  return server_new (NULL, handler, data);
}

FakeServer *
fake_server_new_tls (const char *folder, FakeHandler handler, gpointer data)
{
  g_autofree char *certificate = g_build_filename (folder, "cert.pem", NULL), *key = g_build_filename (folder, "key.pem", NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *pair = g_tls_certificate_new_from_files (certificate, key, &error);

  g_assert_no_error (error);
  return server_new (pair, handler, data);
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
fake_server_free (FakeServer *server)
{
  GSource *source;

  if (!server)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, quit, server->loop, NULL);
  g_source_attach (source, server->context);
  g_source_unref (source);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_array_unref (server->faults);
  g_ptr_array_unref (server->log);
  g_ptr_array_unref (server->stalled);
  g_hash_table_unref (server->last);
  g_mutex_clear (&server->mutex);
  g_cond_clear (&server->ready);
  g_clear_object (&server->certificate);
  g_free (server->base);
  g_free (server);
}

/* ---- the test's side ------------------------------------------------------------------------------------------------------- */

const char *
fake_server_base (FakeServer *server)
{
  return server->base;
}

void
fake_server_fault (FakeServer *server, FakeFault fault, gint64 number, const char *method, guint skip, guint times)
{
  const Planned plan = { fault, number, g_strdup (method), skip, times };

  g_mutex_lock (&server->mutex);
  g_array_append_val (server->faults, plan);
  g_mutex_unlock (&server->mutex);
}

void
fake_server_no_faults (FakeServer *server)
{
  g_mutex_lock (&server->mutex);
  g_array_set_size (server->faults, 0);
  g_mutex_unlock (&server->mutex);
}

guint
fake_server_count (FakeServer *server, const char *begins)
{
  guint count = 0;

  g_mutex_lock (&server->mutex);
  for (guint i = 0; i < server->log->len; i++)
    count += g_str_has_prefix (g_ptr_array_index (server->log, i), begins);
  g_mutex_unlock (&server->mutex);
  return count;
}

void
fake_server_forget (FakeServer *server)
{
  g_mutex_lock (&server->mutex);
  g_ptr_array_set_size (server->log, 0);
  g_mutex_unlock (&server->mutex);
}

char *
fake_server_log (FakeServer *server)
{
  GString *text = g_string_new (NULL);

  g_mutex_lock (&server->mutex);
  for (guint i = 0; i < server->log->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (server->log, i));
  g_mutex_unlock (&server->mutex);
  return g_string_free (text, FALSE);
}

const char *
fake_server_last_header (FakeServer *server, const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *value;

  g_mutex_lock (&server->mutex);
  value = g_hash_table_lookup (server->last, lower);
  g_mutex_unlock (&server->mutex);
  return value;
}
