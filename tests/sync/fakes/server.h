/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sales system that is none: a real HTTP server on 127.0.0.1, on a thread of its own, with the faults of real ones as switches. What
 * it knows and does is the HANDLER's business; all handlers run one at a time on the server's thread. Everything else from the test's
 * thread. */
#pragma once

#include <glib.h>
#include <libsoup/soup.h>
#include <stdbool.h>

typedef struct FakeServer FakeServer;

typedef struct {
  const char *method;
  const char *path;  /* unescaped, without the first '/' */
  GHashTable *query; /* names and values, unescaped; NULL none */
  const char *body;  /* "" none */
  SoupMessageHeaders *headers;
} FakeRequest;

typedef struct {
  guint status;
  char *type, *body;    /* g_free */
  char *header, *value; /* one more header; g_free */
  char *lines;          /* and any others: "Name: value\n…"; g_free */
  gsize length;         /* of the body; 0: it is a text */
  bool gzip;
} FakeAnswer;

typedef void (*FakeHandler) (const FakeRequest *request, FakeAnswer *answer, gpointer data);

FakeServer *fake_server_new (FakeHandler handler, gpointer data);
/* https:// with the certificate and key of FOLDER (cert.pem, key.pem), which nobody but who is told so trusts. */
FakeServer *fake_server_new_tls (const char *folder, FakeHandler handler, gpointer data);
void fake_server_free (FakeServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* "http://127.0.0.1:41234/" */
const char *fake_server_base (FakeServer *server);

typedef enum {
  FAKE_503,          /* refuses before it does anything */
  FAKE_DO_AND_503,   /* does it, and says 503 */
  FAKE_DO_AND_CLOSE, /* does it, and the connection breaks */
  FAKE_DO_AND_CUT,   /* does it, and the answer breaks off in the middle */
  FAKE_CLOSE,        /* breaks the connection before it does anything */
  FAKE_STALL,        /* never answers */
  FAKE_SLOW,         /* answers, but late: NUMBER is ms */
  FAKE_401,
  FAKE_403,
  FAKE_429,      /* NUMBER: Retry-After in seconds, 0 none */
  FAKE_REDIRECT, /* sends elsewhere */
  FAKE_RUBBISH,  /* does it, and answers bytes that are nothing */
  FAKE_HUGE      /* answers NUMBER bytes */
} FakeFault;

/* Happens to the request behind SKIP others of METHOD (NULL: any), TIMES times in a row. Several stand behind each other. */
void
fake_server_fault (FakeServer *server, FakeFault fault, gint64 number, const char *method, guint skip, guint times);
void fake_server_no_faults (FakeServer *server);

/* Requests that came, faults included: "GET path"; how many begin so. */
guint fake_server_count (FakeServer *server, const char *begins);
void fake_server_forget (FakeServer *server);
/* All of them, a line each; free with g_free. */
char *fake_server_log (FakeServer *server);
/* Of the request that came last; NULL when it had none. Valid until the next one comes. */
const char *fake_server_last_header (FakeServer *server, const char *name);
