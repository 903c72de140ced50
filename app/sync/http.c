/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "adapter.h"
#include "http-inside.h"
#include <string.h>

#define TRIES 4
#define BACK_OFF_MS 1000
#define LONGEST_WAIT_MS 60000 /* what asks for more rests until another round */
#define MOST_GIVEN_UP 5
#define BREAK_MS 30000
#define LATCHED_TEXT "The name or the password was refused. Nothing leaves until somebody has looked at it."

typedef struct {
  gint64 until_us; /* counts until then */
  guint weight;
} Unit;

struct FoHttp {
  FoLinkHost *host;
  FoHttpSetup setup;
  char *base, *login, *secret_name, *ca_file, *proxy, *encoding, *name; /* name: of the host over there */
  char *secret;
  FoHttpWire *wire;
  GArray *units; /* Unit, of the window */
  gint64 rest_until_us, broken_until_us;
  gint64 said_limit; /* what they say the limit is; 0: nothing */
  guint given_up; /* requests in a row */
  guint32 noise;  /* for ±20 % */
  bool latched;
};

/* ---- set-up ------------------------------------------------------------------------------------------------------- */

static gint64
read_number (json_object *config, const char *name, gint64 otherwise)
{
  const char *text = fo_http_text (config, name);

  return text[0] ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

void
fo_http_setup_read (FoHttpSetup *setup, json_object *config)
{
  setup->login = fo_config_text (config, "login", setup->login);
  setup->secret = fo_config_text (config, "secret", setup->secret);
  setup->ca_file = fo_config_text (config, "ca_file", setup->ca_file);
  setup->proxy = fo_config_text (config, "proxy", setup->proxy);
  setup->plain = fo_http_true (config, "plain_http");
  setup->connect_ms = read_number (config, "connect_s", setup->connect_ms / 1000) * 1000;
  setup->read_ms = read_number (config, "read_s", setup->read_ms / 1000) * 1000;
  setup->answer_max_bytes = (gsize) read_number (config, "answer_max_mb", (gint64) (setup->answer_max_bytes >> 20))
                            << 20;
  setup->units = (guint) read_number (config, "rate_units", setup->units);
  setup->window_ms = read_number (config, "rate_window_ms", setup->window_ms);
}

static bool
refuse_address (const char *why, GError **error)
{
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI, "The address of the sales system %s.", why);
  return false;
}

static bool
check_address (const FoHttpSetup *setup, char **ret_name, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (setup->base, G_URI_FLAGS_NON_DNS | G_URI_FLAGS_HAS_PASSWORD, NULL);

  if (!uri || !g_uri_get_host (uri) || !g_uri_get_host (uri)[0])
    return refuse_address ("is none", error);
  if (g_uri_get_userinfo (uri) && g_uri_get_userinfo (uri)[0])
    return refuse_address ("has a password in it; that belongs to the secrets", error);
  if (g_uri_get_query (uri) || g_uri_get_fragment (uri))
    return refuse_address ("goes on behind ? or #", error);
  if (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http"))
    return refuse_address ("does not begin with https://", error);
  if (g_str_equal (g_uri_get_scheme (uri), "http") && !setup->plain)
    return refuse_address ("is not encrypted (http://), and the set-up does not allow that", error);
  *ret_name = g_strdup (g_uri_get_host (uri));
  return true;
}

static void
copy_setup (FoHttp *http, const FoHttpSetup *setup)
{
  http->setup = *setup;
  http->base = g_strconcat (setup->base, g_str_has_suffix (setup->base, "/") ? "" : "/", NULL);
  http->login = g_strdup (setup->login ? setup->login : "");
  http->secret_name = g_strdup (setup->secret);
  http->ca_file = g_strdup (setup->ca_file);
  http->proxy = g_strdup (setup->proxy);
  http->encoding = g_strdup (setup->encoding ? setup->encoding : "gzip");
  if (http->setup.connect_ms <= 0)
    http->setup.connect_ms = 15000;
  if (http->setup.read_ms <= 0)
    http->setup.read_ms = 90000;
  if (http->setup.answer_max_bytes == 0)
    http->setup.answer_max_bytes = (gsize) 64 << 20;
}

FoHttp *
fo_http_new (FoLinkHost *host, const FoHttpSetup *setup, GError **error)
{
  FoHttp *http;
  char *name = NULL;

  if (!check_address (setup, &name, error))
    return NULL;
  http = g_new0 (FoHttp, 1);
  http->host = host;
  http->name = name;
  copy_setup (http, setup);
  http->units = g_array_new (FALSE, FALSE, sizeof (Unit));
  http->noise = 2463534242u;
  return http;
}

void
fo_http_free (FoHttp *http)
{
  if (!http)
    return;
  fo_http_unlatch (http);
  g_clear_pointer (&http->wire, fo_http_wire_free);
  g_array_unref (http->units);
  g_free (http->base);
  g_free (http->login);
  g_free (http->secret_name);
  g_free (http->ca_file);
  g_free (http->proxy);
  g_free (http->encoding);
  g_free (http->name);
  g_free (http);
}

void
fo_http_unlatch (FoHttp *http)
{
  if (http->secret)
    memset (http->secret, 0, strlen (http->secret));
  g_clear_pointer (&http->secret, g_free);
  http->latched = false;
}

bool
fo_http_latched (const FoHttp *http)
{
  return http->latched;
}

void
fo_http_answer_clear (FoHttpAnswer *answer)
{
  g_free (answer->type);
  g_free (answer->why);
  if (answer->body)
    g_string_free (answer->body, TRUE);
  *answer = (FoHttpAnswer){ 0 };
}

/* ---- waiting ------------------------------------------------------------------------------------------------------ */

static bool
fail (GError **error, FoSalesError code, const char *why)
{
  g_set_error_literal (error, FO_SALES_ERROR, code, why);
  return false;
}

static bool
wait_until (FoHttp *http, gint64 until_us, GError **error)
{
  gint64 ms = (until_us - http->host->now_us (http->host) + 999) / 1000;

  if (ms > LONGEST_WAIT_MS)
    return fail (error, FO_SALES_ERROR_OFFLINE, "The sales system asks to be left alone for a while.");
  if (ms <= 0 || http->host->wait (http->host, ms))
    return true;
  return fail (error, FO_SALES_ERROR_OFFLINE, "The gateway is stopping.");
}

/* A request counts from its leaving until a whole window after its end: wherever in between the other side counts it. */
static bool
wait_for_rate (FoHttp *http, guint weight, GError **error)
{
  guint sum = 0;

  if (http->setup.units == 0)
    return true;
  for (guint i = http->units->len; i-- > 0;) {
    const Unit *unit = &g_array_index (http->units, Unit, i);
    if (unit->until_us <= http->host->now_us (http->host)) {
      g_array_remove_range (http->units, 0, i + 1);
      break;
    }
    sum += unit->weight;
    if (sum + weight <= http->setup.units)
      continue;
    if (!wait_until (http, unit->until_us, error))
      return false;
    g_array_remove_range (http->units, 0, i + 1);
    break;
  }
  return true;
}

static void
count_request (FoHttp *http, guint weight)
{
  const Unit unit = { http->host->now_us (http->host) + http->setup.window_ms * 1000, weight };

  if (http->setup.units > 0)
    g_array_append_val (http->units, unit);
}

/* What is in the way of a request: the latch, the breaker, a rest that was asked for, the rate. */
static bool
may_leave (FoHttp *http, guint weight, GError **error)
{
  if (http->latched)
    return fail (error, FO_SALES_ERROR_LATCHED, LATCHED_TEXT);
  if (http->broken_until_us > http->host->now_us (http->host))
    return fail (error, FO_SALES_ERROR_OFFLINE,
                 "The sales system did not answer several times; it is left alone for half a minute.");
  return wait_until (http, http->rest_until_us, error) && wait_for_rate (http, weight, error);
}

/* 1, 2, 4 s, ±20 %. Not of a secret, so any numbers do; these come again when a run is played again. */
static gint64
back_off_ms (FoHttp *http, guint try)
{
  gint64 ms = (gint64) BACK_OFF_MS << try;

  http->noise ^= http->noise << 13;
  http->noise ^= http->noise >> 17;
  http->noise ^= http->noise << 5;
  return ms * 4 / 5 + http->noise % (ms * 2 / 5 + 1);
}

/* ---- one try ------------------------------------------------------------------------------------------------------ */

static bool
prepare (FoHttp *http, GError **error)
{
  if (!http->wire && !(http->wire = fo_http_wire_new (http->ca_file, http->proxy, NULL)))
    return fail (error, FO_SALES_ERROR_URI, "The file with the certificate authority (ca_file) cannot be read.");
  if (http->setup.auth == FO_HTTP_AUTH_NONE || http->secret)
    return true;
  return http->host->secret (http->host, http->secret_name, &http->secret, error);
}

static void
sign (FoHttp *http, SoupMessageHeaders *headers)
{
  g_autofree char *pair = NULL, *base64 = NULL, *value = NULL;

  if (http->setup.auth == FO_HTTP_AUTH_BASIC) {
    pair = g_strconcat (http->login, ":", http->secret, NULL);
    base64 = g_base64_encode ((const guchar *) pair, strlen (pair));
    value = g_strconcat ("Basic ", base64, NULL);
  } else if (http->setup.auth == FO_HTTP_AUTH_BEARER)
    value = g_strconcat ("Bearer ", http->secret, NULL);
  if (value)
    soup_message_headers_replace (headers, "Authorization", value);
}

static SoupMessage *
new_message (FoHttp *http, const FoHttpRequest *request)
{
  bool in_path = http->setup.auth == FO_HTTP_AUTH_PATH;
  g_autofree char *address =
      g_strconcat (http->base, in_path ? http->secret : "", in_path ? "/" : "", request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers = message ? soup_message_get_request_headers (message) : NULL;
  g_autoptr (GBytes) body = request->body ? g_bytes_new (request->body, strlen (request->body)) : NULL;

  if (!message)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", request->accept ? request->accept : "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", http->encoding);
  for (const char *const *name = request->headers; name && *name; name += 2)
    soup_message_headers_replace (headers, name[0], name[1]);
  sign (http, headers);
  if (body)
    soup_message_set_request_body_from_bytes (message, request->type ? request->type : "application/json", body);
  return message;
}

/* Seconds or a day and time; others say it in milliseconds. -1: nothing is said. */
static gint64
asked_ms (FoHttp *http, SoupMessageHeaders *headers)
{
  const char *ms = soup_message_headers_get_one (headers, "X-Lognex-Retry-After");
  const char *after = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) day = NULL;

  if (ms)
    return MAX (0, g_ascii_strtoll (ms, NULL, 10));
  if (!after)
    return -1;
  if (g_ascii_isdigit (after[0]))
    return MIN (g_ascii_strtoll (after, NULL, 10), 86400) * 1000;
  day = soup_date_time_new_from_http_string (after);
  return day ? MAX (0, g_date_time_to_unix (day) * 1000 - http->host->now_us (http->host) / 1000) : -1;
}

static gint64
number_of (SoupMessageHeaders *headers, const char *name)
{
  const char *text = soup_message_headers_get_one (headers, name);

  return text ? g_ascii_strtoll (text, NULL, 10) : -1;
}

/* Some say with each answer how much is left until when: where nothing is, nothing leaves until then. */
static void
note_rate (FoHttp *http, SoupMessageHeaders *headers)
{
  gint64 left = number_of (headers, "X-RateLimit-Remaining"), reset_ms = number_of (headers, "X-Lognex-Reset");

  http->said_limit = MAX (number_of (headers, "X-RateLimit-Limit"), http->said_limit);
  if (left == 0 && reset_ms > 0)
    http->rest_until_us = MAX (http->rest_until_us, http->host->now_us (http->host) + MIN (reset_ms, LONGEST_WAIT_MS) * 1000);
}

gint64
fo_http_said_limit (const FoHttp *http)
{
  return http->said_limit;
}

static bool
is_reading (const FoHttpRequest *request)
{
  return g_str_equal (request->method, "GET") || request->repeatable;
}

typedef enum { TRY_DONE, TRY_REFUSED, TRY_LATCHED, TRY_LIMITED, TRY_NOT_REACHED, TRY_LOST } Try;

/* MEANT: the system itself says what is wrong, in its own words. Then a 403 is about one thing, and not about who we are. */
static Try
judge_status (FoHttp *http, const FoHttpRequest *request, guint status, gint64 limited_ms, bool meant)
{
  if (status == 401 || (status == 403 && !request->asking && !meant && limited_ms < 0)) {
    http->latched = true;
    return TRY_LATCHED;
  }
  if (status == 429 || limited_ms >= 0)
    return TRY_LIMITED;
  if (status >= 200 && status < 300)
    return TRY_DONE;
  return status >= 500 && !(meant && is_reading (request)) ? TRY_LOST : TRY_REFUSED;
}

/* What this system says of itself in its refusals. */
static gint64
ask_adapter (FoHttp *http, const FoHttpAnswer *answer, bool *ret_meant)
{
  g_autofree char *why = NULL;
  json_object *object = answer->status >= 400 ? fo_http_json (answer, &why) : NULL;
  gint64 ms = object && http->setup.limited ? http->setup.limited (answer->status, object) : -1;

  *ret_meant = object && http->setup.meant && http->setup.meant (object);
  json_object_put (object);
  return ms;
}

static Try
judge (FoHttp *http, const FoHttpRequest *request, SoupMessage *message, FoHttpWireEnd *end, FoHttpAnswer *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  gint64 limited;
  Try outcome;
  bool meant;

  answer->status = (guint) soup_message_get_status (message);
  answer->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  if (!end->answered && answer->status != 401) {
    g_free (answer->why);
    answer->why = g_strdup_printf ("%s: %s", http->name, end->why ? end->why : "the connection was lost");
    if (end->too_large && is_reading (request))
      return TRY_REFUSED;
    return end->left ? TRY_LOST : TRY_NOT_REACHED;
  }
  note_rate (http, headers);
  limited = ask_adapter (http, answer, &meant);
  outcome = judge_status (http, request, answer->status, limited, meant);
  if (outcome == TRY_LIMITED)
    answer->retry_ms = MAX (limited, asked_ms (http, headers));
  if (outcome != TRY_DONE)
    answer->why =
        g_strdup_printf ("%s: HTTP %u %s", http->name, answer->status, soup_status_get_phrase (answer->status));
  return outcome;
}

/* One request, noted before and after. False with *error: it did not leave at all. */
static bool
try_once (FoHttp *http, const FoHttpRequest *request, FoHttpAnswer *answer, Try *ret_outcome, GError **error)
{
  FoHttpWireLimits limits = { http->setup.connect_ms, request->read_ms > 0 ? request->read_ms : http->setup.read_ms,
                              http->setup.answer_max_bytes };
  FoHttpWireEnd end = { 0 };
  g_autoptr (SoupMessage) message = NULL;
  guint weight = MAX (request->weight, 1);

  fo_http_answer_clear (answer);
  *answer = (FoHttpAnswer){ .end = FO_HTTP_NOT_SENT, .body = g_string_new (NULL) };
  if (!may_leave (http, MIN (weight, MAX (http->setup.units, 1)), error) || !prepare (http, error))
    return false;
  message = new_message (http, request);
  if (!message)
    return fail (error, FO_SALES_ERROR_URI, "The address of the sales system is none.");
  if (request->delivery
      && !http->host->step (http->host, request->delivery, request->step, request->about ? request->about : "", error))
    return false;
  end.body = answer->body;
  fo_http_wire_send (http->wire, message, &limits, &end);
  count_request (http, weight);
  *ret_outcome = judge (http, request, message, &end, answer);
  if (answer->status > 0)
    http->host->answered (http->host);
  if (request->delivery)
    http->host->stepped (http->host, answer->why ? answer->why : "done");
  g_free (end.why);
  return true;
}

/* ---- the policy --------------------------------------------------------------------------------------------------- */

/* Five in a row that were given up: half a minute's rest. */
static void
note_given_up (FoHttp *http)
{
  if (++http->given_up >= MOST_GIVEN_UP)
    http->broken_until_us = http->host->now_us (http->host) + (gint64) BREAK_MS * 1000;
}

static bool
end_with (FoHttp *http, FoHttpAnswer *answer, FoHttpEnd end)
{
  http->given_up = 0;
  answer->end = end;
  return true;
}

static bool
give_up (FoHttp *http, const FoHttpRequest *request, FoHttpAnswer *answer, Try outcome, GError **error)
{
  if (outcome != TRY_LIMITED)
    note_given_up (http);
  answer->end = outcome == TRY_LOST ? FO_HTTP_UNKNOWN : FO_HTTP_NOT_SENT;
  if (outcome == TRY_LOST && !is_reading (request))
    return true;
  return fail (error, FO_SALES_ERROR_OFFLINE, answer->why);
}

/* A rest is asked for: nothing leaves until then, whoever wants it. */
static void
rest (FoHttp *http, FoHttpAnswer *answer, guint try)
{
  answer->retry_ms = MAX (answer->retry_ms, back_off_ms (http, try));
  http->rest_until_us = http->host->now_us (http->host) + answer->retry_ms * 1000;
}

bool
fo_http_send (FoHttp *http, const FoHttpRequest *request, FoHttpAnswer *ret_answer, GError **error)
{
  Try outcome = TRY_LOST;
  bool again, lost = false;

  *ret_answer = (FoHttpAnswer){ 0 };
  for (guint try = 0; try < TRIES; try++) {
    if (!try_once (http, request, ret_answer, &outcome, error)) {
      ret_answer->end = lost ? FO_HTTP_UNKNOWN : FO_HTTP_NOT_SENT;
      return false;
    }
    lost |= outcome == TRY_LOST;
    if (outcome == TRY_DONE || outcome == TRY_REFUSED)
      return end_with (http, ret_answer, outcome == TRY_DONE ? FO_HTTP_DONE : FO_HTTP_REFUSED);
    if (outcome == TRY_LATCHED)
      return fail (error, FO_SALES_ERROR_LATCHED, LATCHED_TEXT);
    if (outcome == TRY_LIMITED)
      rest (http, ret_answer, try);
    again = outcome == TRY_LIMITED || (outcome == TRY_LOST && is_reading (request));
    if (!again || try + 1 == TRIES)
      break;
    if (outcome == TRY_LOST && !http->host->wait (http->host, back_off_ms (http, try))) {
      ret_answer->end = FO_HTTP_UNKNOWN;
      return fail (error, FO_SALES_ERROR_OFFLINE, "The gateway is stopping.");
    }
  }
  return give_up (http, request, ret_answer, outcome, error);
}
