/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "proxy.h"
#include <glib/gstdio.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct FoProxy {
  char *folder, *socket, *server_socket;
  int listener;
  GThread *thread;
  GMutex lock;
  FoProxyMode mode, on_words, then;
  const char *words;
  int skip; /* so often the words are let through first */
  int cuts;
  bool stopping;
  GPtrArray *wires; /* threads */
};

typedef struct {
  FoProxy *proxy;
  int client, server;
} Wire;

static int
socket_at (const char *path, bool listening)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  if (listening) {
    g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
    g_assert_cmpint (listen (fd, 16), ==, 0);
  } else if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0) {
    close (fd);
    return -1;
  }
  return fd;
}

static void
send_all (int fd, const char *bytes, gssize n)
{
  while (n > 0) {
    gssize sent = send (fd, bytes, (gsize) n, MSG_NOSIGNAL);

    if (sent <= 0)
      return;
    bytes += sent;
    n -= sent;
  }
}

static bool
contains (const char *bytes, gssize n, const char *words)
{
  gssize length = (gssize) strlen (words) + 1; /* with its end: COMMIT is not in READ COMMITTED */

  for (gssize i = 0; i + length <= n; i++)
    if (memcmp (bytes + i, words, (gsize) length) == 0)
      return true;
  return false;
}

static FoProxyMode
mode_for (FoProxy *proxy, const char *bytes, gssize n, const char **ret_words)
{
  FoProxyMode mode;

  g_mutex_lock (&proxy->lock);
  mode = proxy->mode == FO_PROXY_REFUSE ? FO_PROXY_REFUSE : FO_PROXY_PASS;
  if (proxy->words && contains (bytes, n, proxy->words) && proxy->skip-- == 0) {
    mode = proxy->on_words;
    *ret_words = proxy->words;
    proxy->mode = proxy->then;
    proxy->words = NULL;
    proxy->cuts++;
  }
  g_mutex_unlock (&proxy->lock);
  return mode;
}

static bool
is_holding (FoProxy *proxy)
{
  bool holding;

  g_mutex_lock (&proxy->lock);
  holding = proxy->mode == FO_PROXY_HOLD;
  g_mutex_unlock (&proxy->lock);
  return holding;
}

static bool
is_stopping (FoProxy *proxy)
{
  bool stopping;

  g_mutex_lock (&proxy->lock);
  stopping = proxy->stopping;
  g_mutex_unlock (&proxy->lock);
  return stopping;
}

/* Until the server says that it did the statement: the answer's tag is the statement's first word. Answers to what
 * was said before may still be on their way. */
static void
swallow_answer (int server, const char *words)
{
  g_autofree char *tag = g_strndup (words, strcspn (words, " "));
  char bytes[65536];
  gssize n;

  do
    n = recv (server, bytes, sizeof bytes, 0);
  while (n > 0 && !contains (bytes, n, tag));
}

/* The client is gone, but the server is not told until it hangs up itself or the test is over. */
static void
keep_server (Wire *wire)
{
  struct pollfd one = { wire->server, POLLIN, 0 };
  char bytes[4096];

  close (wire->client);
  wire->client = -1;
  while (!is_stopping (wire->proxy))
    if (poll (&one, 1, 20) > 0 && recv (wire->server, bytes, sizeof bytes, 0) <= 0)
      return;
}

/* What the client said goes on, or not. False when the wire is dead. */
static bool
pass_on (Wire *wire)
{
  char bytes[65536];
  gssize n = recv (wire->client, bytes, sizeof bytes, 0);
  const char *words = NULL;

  if (n <= 0)
    return false;
  switch (mode_for (wire->proxy, bytes, n, &words)) {
  case FO_PROXY_PASS:
  case FO_PROXY_HOLD: /* from the next words on */
    send_all (wire->server, bytes, n);
    return true;
  case FO_PROXY_REFUSE:
  case FO_PROXY_CUT_BEFORE:
    return false;
  case FO_PROXY_CUT_AFTER:
    send_all (wire->server, bytes, n);
    swallow_answer (wire->server, words);
    return false;
  case FO_PROXY_CUT_CLIENT:
    send_all (wire->server, bytes, n);
    keep_server (wire);
    return false;
  }
  return false;
}

static bool
pass_back (Wire *wire)
{
  char bytes[65536];
  gssize n = recv (wire->server, bytes, sizeof bytes, 0);

  if (n > 0)
    send_all (wire->client, bytes, n);
  return n > 0;
}

static gpointer
run_wire (gpointer data)
{
  Wire *wire = data;
  struct pollfd ends[] = { { wire->client, POLLIN, 0 }, { wire->server, POLLIN, 0 } };
  bool alive = true;

  while (alive && !is_stopping (wire->proxy)) {
    if (is_holding (wire->proxy)) {
      poll (NULL, 0, 5);
      continue;
    }
    if (poll (ends, 2, 50) <= 0)
      continue;
    if (ends[1].revents)
      alive = pass_back (wire);
    if (alive && ends[0].revents)
      alive = pass_on (wire);
  }
  if (wire->client >= 0)
    close (wire->client);
  close (wire->server);
  g_free (wire);
  return NULL;
}

static void
accept_one (FoProxy *proxy)
{
  int client = accept (proxy->listener, NULL, NULL), server = -1;
  Wire *wire;

  g_mutex_lock (&proxy->lock);
  if (proxy->mode != FO_PROXY_REFUSE)
    server = socket_at (proxy->server_socket, false);
  g_mutex_unlock (&proxy->lock);
  if (server < 0) {
    close (client);
    return;
  }
  wire = g_new (Wire, 1);
  *wire = (Wire){ proxy, client, server };
  g_ptr_array_add (proxy->wires, g_thread_new ("wire", run_wire, wire));
}

static gpointer
run_proxy (gpointer data)
{
  FoProxy *proxy = data;
  struct pollfd one = { proxy->listener, POLLIN, 0 };

  while (!is_stopping (proxy))
    if (poll (&one, 1, 50) > 0)
      accept_one (proxy);
  return NULL;
}

FoProxy *
fo_proxy_new (const char *server_folder)
{
  FoProxy *proxy = g_new0 (FoProxy, 1);

  proxy->folder = g_dir_make_tmp ("fo-wire.XXXXXX", NULL);
  proxy->socket = g_build_filename (proxy->folder, ".s.PGSQL.5432", NULL);
  proxy->server_socket = g_build_filename (server_folder, ".s.PGSQL.5432", NULL);
  proxy->listener = socket_at (proxy->socket, true);
  proxy->wires = g_ptr_array_new ();
  proxy->thread = g_thread_new ("proxy", run_proxy, proxy);
  return proxy;
}

void
fo_proxy_free (FoProxy *proxy)
{
  g_mutex_lock (&proxy->lock);
  proxy->stopping = true;
  g_mutex_unlock (&proxy->lock);
  g_thread_join (proxy->thread);
  for (guint i = 0; i < proxy->wires->len; i++)
    g_thread_join (g_ptr_array_index (proxy->wires, i));
  close (proxy->listener);
  g_unlink (proxy->socket);
  g_rmdir (proxy->folder);
  g_ptr_array_unref (proxy->wires);
  g_free (proxy->folder);
  g_free (proxy->socket);
  g_free (proxy->server_socket);
  g_free (proxy);
}

const char *
fo_proxy_folder (const FoProxy *proxy)
{
  return proxy->folder;
}

void
fo_proxy_when (FoProxy *proxy, const char *words, FoProxyMode mode, FoProxyMode then)
{
  g_mutex_lock (&proxy->lock);
  proxy->words = words;
  proxy->on_words = mode;
  proxy->then = then;
  proxy->skip = 0;
  g_mutex_unlock (&proxy->lock);
}

void
fo_proxy_skip (FoProxy *proxy, int times)
{
  g_mutex_lock (&proxy->lock);
  proxy->skip = times;
  g_mutex_unlock (&proxy->lock);
}

void
fo_proxy_set (FoProxy *proxy, FoProxyMode mode)
{
  g_mutex_lock (&proxy->lock);
  proxy->mode = mode;
  g_mutex_unlock (&proxy->lock);
}

int
fo_proxy_cuts (FoProxy *proxy)
{
  int cuts;

  g_mutex_lock (&proxy->lock);
  cuts = proxy->cuts;
  g_mutex_unlock (&proxy->lock);
  return cuts;
}
