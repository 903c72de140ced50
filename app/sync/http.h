/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTTP as the links speak it: one conversation with one address, a request at a time, on the gateway's thread (it brings
 * a main context of its own). What every link must do alike stands here: time limits (slow is not dead), the size of an
 * answer, which failures are tried again and which are not, limits of rate, the latch after a refused password, the
 * breaker, and that a request is noted (host->step) before it leaves.
 *
 *   GET (and what says `repeatable`)    5xx, time-outs, lost connections: 4 tries, 1, 2, 4 s (±20 %) apart
 *   POST, PATCH, PUT                    lost or 5xx: FO_HTTP_UNKNOWN. Never sent twice: look whether it is there
 *   429, and what `limited` says        the whole conversation rests for max (Retry-After, back-off); nothing was done, so
 *                                       the same request may leave again, also a POST
 *   401, 403                            FO_SALES_ERROR_LATCHED, and nothing leaves any more (a 403 that `meant` knows: refused)
 *   other 3xx, 4xx                      FO_HTTP_REFUSED. A redirection is never followed: the password stays where it was meant for
 *   5 requests in a row given up        the breaker opens: 30 s nothing leaves, then one try
 *
 * No secret stands in any text that is made here: texts name the host and the path behind the base address, never the
 * base's own path (it may hold a key), a header or a body of ours. Addresses without TLS are refused unless the set-up
 * says `plain`; certificates are always verified, against the system's authorities or those of `ca_file`.
 */
#pragma once

#include "link.h"

typedef struct FoHttp FoHttp;

typedef enum { FO_HTTP_AUTH_NONE, FO_HTTP_AUTH_BASIC, FO_HTTP_AUTH_BEARER, FO_HTTP_AUTH_PATH } FoHttpAuth;

typedef struct {
  const char *base;     /* "https://host/base/odata/standard.odata/"; a request's path is put behind it as it is */
  bool plain;           /* http:// is allowed: a line of the house */
  FoHttpAuth auth;      /* PATH: the secret itself stands between the base and the path, as Bitrix24's hooks have it */
  const char *login;    /* UTF-8, as it goes over the wire */
  const char *secret;   /* its name; asked of the host before the first request */
  const char *ca_file;  /* PEM; NULL: the system's */
  const char *proxy;    /* "http://proxy:3128"; NULL: none */
  const char *encoding; /* Accept-Encoding; NULL: "gzip" */
  gint64 connect_ms;    /* until the request is on its way; 0: 15 s */
  gint64 read_ms;       /* between two pieces of an answer, and until the first; 0: 90 s */
  gsize answer_max_bytes; /* unpacked; 0: 64 MiB */
  /* The limit of rate: no more than UNITS in any WINDOW_MS, a request weighing its `weight`; 0: none known. Requests
   * leave one behind the other, so no limit of parallel ones is ever reached. */
  guint units;
  gint64 window_ms;
  /* Is it a limit that this system tells in words of its own? The ms to wait (0: it does not say), -1: it is none. */
  gint64 (*limited) (guint status, json_object *answer);
  /* Does a refusal speak for itself, in this system's own words? Then reading again is no use, be it a 500, and a 403 is about
   * one thing over there and no latch. A write that got a 500 stays unknown all the same. */
  bool (*meant) (json_object *answer);
} FoHttpSetup;

/* What the set-up's CONFIG says besides BASE and the adapter's own defaults in SETUP: "login", "secret", "plain_http",
 * "ca_file", "proxy", "connect_s", "read_s", "answer_max_mb", "rate_units", "rate_window_ms". Texts are CONFIG's. */
void fo_http_setup_read (FoHttpSetup *setup, json_object *config);

/* SETUP is copied. FO_SALES_ERROR_URI for an address that is none, or is not secure and was not allowed to be. */
FoHttp *fo_http_new (FoLinkHost *host, const FoHttpSetup *setup, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_http_free (FoHttp *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoHttp, fo_http_free)

typedef struct {
  const char *method;         /* "GET", "POST", "PATCH", "PUT"; there is no DELETE */
  const char *path;           /* behind the base, percent-encoded, with its query */
  const char *body;           /* UTF-8; NULL none */
  const char *type;           /* of the body; NULL: application/json */
  const char *accept;         /* NULL: application/json */
  const char *const *headers; /* name, value, …, NULL; NULL none */
  guint weight;               /* 0: 1 */
  gint64 read_ms;             /* 0: the set-up's */
  bool repeatable;            /* this write may be sent again: over there it is one and the same (a syncId) */
  bool asking;                /* a test whether a right is there: a 403 is an answer, and no latch */
  const FoDelivery *delivery; /* of what message; NULL: reading only, nothing is noted */
  const char *step, *about;   /* for host->step */
} FoHttpRequest;

typedef enum {
  FO_HTTP_DONE,     /* 2xx */
  FO_HTTP_REFUSED,  /* the system understood and says no */
  FO_HTTP_NOT_SENT, /* certainly nothing was done: not reached, resting, latched, stopped */
  FO_HTTP_UNKNOWN   /* it left, and what became of it is not known. Of a reading: it did not come back, four times */
} FoHttpEnd;

typedef struct {
  FoHttpEnd end;
  guint status;    /* 0: none came */
  char *type;      /* "application/json", NULL */
  GString *body;   /* unpacked; never NULL. Holds zero bytes when they came */
  char *why;       /* what went wrong, for a person; NULL */
  gint64 retry_ms; /* not before */
} FoHttpAnswer;
void fo_http_answer_clear (FoHttpAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoHttpAnswer, fo_http_answer_clear)

/* False and *error when the link itself is the reason: FO_SALES_ERROR_OFFLINE (also: resting, stopped, not back in four
 * tries), FO_SALES_ERROR_LATCHED, or what host->step said; ret_answer->end says whether anything may have been done. What
 * the system refused, and a write that was lost on the way, is true. */
bool fo_http_send (FoHttp *http, const FoHttpRequest *request, FoHttpAnswer *ret_answer, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* The answer as JSON, with or without a byte order mark; NULL and *ret_why (g_free) when it is none: cut, not UTF-8, more
 * than one value. json_object_put. */
json_object *fo_http_json (const FoHttpAnswer *answer, char **ret_why);
json_object *fo_http_parse (const char *text, gsize length, char **ret_why);

/* A person has acted: the secret is asked for anew, and requests leave again. */
void fo_http_unlatch (FoHttp *http);
bool fo_http_latched (const FoHttp *http);
/* X-RateLimit-Limit as they say it; 0: they say nothing. Where their X-RateLimit-Remaining is 0 nothing leaves until X-Lognex-Reset. */
gint64 fo_http_said_limit (const FoHttp *http);

/* ---- values ------------------------------------------------------------------------------------------------------- */

/* A decimal as it came, number or string, without floating point: "3333.330", "1e3" as "1000". NULL when it is none, or
 * longer than 40 digits. Free with g_free. */
char *fo_http_decimal (json_object *value);
/* A member's text, "" when it is not there or is no text or number. Lives as long as OBJECT. */
const char *fo_http_text (json_object *object, const char *name);
bool fo_http_true (json_object *object, const char *name);
/* A member that is an array or an object; NULL otherwise. */
json_object *fo_http_array (json_object *object, const char *name);
json_object *fo_http_object (json_object *object, const char *name);
/* A number of JSON with exactly these digits: "2.50" stays 2.50. */
json_object *fo_http_number (const char *decimal);
/* Behind '?' or in a path: everything but letters, digits and -._~ as %XX. Free with g_free. */
char *fo_http_escape (const char *text);
