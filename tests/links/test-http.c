/* SPDX-License-Identifier: GPL-3.0-or-later
 * How links speak HTTP: what is tried again and what never, who waits for whom, what is noted, and that no secret gets out. */
#include "host.h"
#include "http.h"
#include "server.h"

#include <string.h>

typedef struct {
  FakeHost host;
  FakeServer *server;
  FoHttp *http;
  guint done; /* what the other side did, over there */
  bool gzip;
} World;

static void
handle (const FakeRequest *request, FakeAnswer *answer, gpointer data)
{
  World *world = data;

  if (!g_str_equal (request->method, "GET"))
    world->done++;
  if (g_str_equal (request->path, "base/no"))
    answer->status = 400;
  answer->gzip = world->gzip;
  answer->body = g_strdup_printf ("\xef\xbb\xbf{\"n\":%u,\"q\":3333.330,\"big\":9007199254740993}", world->done);
}

static void
open_with (World *world, FoHttpSetup setup)
{
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;

  fake_host_init (&world->host);
  world->server = fake_server_new (handle, world);
  base = g_strconcat (fake_server_base (world->server), "base", NULL);
  setup.base = base;
  setup.plain = true;
  if (setup.read_ms == 0)
    setup.read_ms = 300;
  world->http = fo_http_new (&world->host.host, &setup, &error);
  g_assert_no_error (error);
}

static void
world_open (World *world)
{
  open_with (world, (FoHttpSetup){ .auth = FO_HTTP_AUTH_BASIC, .login = "Кладовщик", .secret = "1c" });
}

static void
world_close (World *world)
{
  fo_http_free (world->http);
  fake_server_free (world->server);
  fake_host_clear (&world->host);
}

static const FoDelivery delivery = { .op = "shipment.create", .op_id = "op", .body = "{}" };

static bool
send_one (World *world, const char *method, const char *path, FoHttpAnswer *answer, GError **error)
{
  FoHttpRequest request = { .method = method, .path = path };

  if (!g_str_equal (method, "GET")) {
    request.body = "{\"Комментарий\":\"x\"}";
    request.delivery = &delivery;
    request.step = "create";
    request.about = path;
  }
  return fo_http_send (world->http, &request, answer, error);
}

/* One send that meets a fault, and what became of it. */
typedef struct {
  const char *name, *method;
  FakeFault fault;
  guint times;
  bool good; /* fo_http_send says so */
  FoHttpEnd end;
  gint code; /* of the error when not */
  guint requests, done;
} Case;

static const Case cases[] = {
  { "a reading is tried again behind 503", "GET", FAKE_503, 3, true, FO_HTTP_DONE, 0, 4, 0 },
  { "four tries, and no more", "GET", FAKE_503, 9, false, FO_HTTP_UNKNOWN, FO_SALES_ERROR_OFFLINE, 4, 0 },
  { "a reading that broke off is read again", "GET", FAKE_DO_AND_CUT, 2, true, FO_HTTP_DONE, 0, 3, 0 },
  { "a reading that is never answered", "GET", FAKE_STALL, 1, true, FO_HTTP_DONE, 0, 2, 0 },
  { "a write that got 503 is not sent again", "POST", FAKE_DO_AND_503, 1, true, FO_HTTP_UNKNOWN, 0, 1, 1 },
  { "a write whose connection broke is not sent again", "POST", FAKE_DO_AND_CLOSE, 1, true, FO_HTTP_UNKNOWN, 0, 1, 1 },
  { "a write whose answer broke off is not sent again", "PATCH", FAKE_DO_AND_CUT, 1, true, FO_HTTP_UNKNOWN, 0, 1, 1 },
  { "a write that is never answered", "POST", FAKE_STALL, 1, true, FO_HTTP_UNKNOWN, 0, 1, 0 },
  { "a write that was asked to wait was not done, and goes again", "POST", FAKE_429, 2, true, FO_HTTP_DONE, 0, 3, 1 },
  { "slow is not dead", "POST", FAKE_SLOW, 1, true, FO_HTTP_DONE, 0, 1, 1 },
  { "a redirection is no way for a password", "GET", FAKE_REDIRECT, 1, true, FO_HTTP_REFUSED, 0, 1, 0 },
  { "401 latches", "GET", FAKE_401, 9, false, FO_HTTP_NOT_SENT, FO_SALES_ERROR_LATCHED, 1, 0 },
  { "403 latches", "POST", FAKE_403, 9, false, FO_HTTP_NOT_SENT, FO_SALES_ERROR_LATCHED, 1, 0 },
};

static void
play_case (gconstpointer data)
{
  const Case *c = data;
  g_auto (FoHttpAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world);
  fake_server_fault (world.server, c->fault, c->fault == FAKE_SLOW ? 150 : 0, c->method, 0, c->times);
  g_assert_cmpint (send_one (&world, c->method, "orders", &answer, &error), ==, c->good);
  if (c->good)
    g_assert_no_error (error);
  else
    g_assert_error (error, FO_SALES_ERROR, c->code);
  g_assert_cmpint (answer.end, ==, c->end);
  g_assert_cmpuint (fake_server_count (world.server, ""), ==, c->requests);
  g_assert_cmpuint (world.done, ==, c->done);
  g_assert_null (strstr (world.host.steps->str, "тайна"));
  world_close (&world);
}

static void
test_back_off (void)
{
  g_auto (FoHttpAnswer) answer = { 0 };
  World world = { 0 };

  world_open (&world);
  fake_server_fault (world.server, FAKE_503, 0, "GET", 0, 9);
  g_assert_false (send_one (&world, "GET", "x", &answer, NULL));
  g_assert_cmpint (world.host.waited_ms, >=, 5600); /* 1 + 2 + 4 s, 20 % less */
  g_assert_cmpint (world.host.waited_ms, <=, 8400);
  world_close (&world);
}

static void
test_retry_after (void)
{
  g_auto (FoHttpAnswer) answer = { 0 }, other = { 0 };
  World world = { 0 };

  world_open (&world);
  fake_server_fault (world.server, FAKE_429, 17, NULL, 0, 1);
  g_assert_true (send_one (&world, "POST", "x", &answer, NULL));
  g_assert_cmpint (world.host.waited_ms, ==, 17000);
  fake_server_fault (world.server, FAKE_429, 600, NULL, 0, 1); /* longer than anybody waits here */
  fo_http_answer_clear (&answer);
  g_assert_false (send_one (&world, "POST", "x", &answer, NULL));
  g_assert_cmpint (answer.end, ==, FO_HTTP_NOT_SENT);
  g_assert_false (send_one (&world, "GET", "y", &other, NULL)); /* and the whole conversation rests */
  g_assert_cmpuint (fake_server_count (world.server, ""), ==, 3);
  world_close (&world);
}

/* I18: after a 401 at most one request; only a person's act lets others leave. */
static void
test_latch (void)
{
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world);
  fake_server_fault (world.server, FAKE_401, 0, NULL, 1, 1);
  for (int i = 0; i < 20; i++) {
    g_auto (FoHttpAnswer) answer = { 0 };
    g_assert_cmpint (send_one (&world, i % 2 ? "GET" : "POST", "x", &answer, NULL), ==, i == 0);
  }
  g_assert_cmpuint (fake_server_count (world.server, ""), ==, 2);
  g_assert_true (fo_http_latched (world.http));
  fo_http_unlatch (world.http);
  {
    g_auto (FoHttpAnswer) answer = { 0 };
    g_assert_true (send_one (&world, "GET", "x", &answer, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (world.host.asked_secret, ==, 2);
  world_close (&world);
}

/* I19: in no window more than the limit, whatever the weights; the clock over there is the one of the host here. */
static void
test_rate (void)
{
  static const guint weights[] = { 1, 4, 2, 1, 5, 3, 1, 1, 4, 2 };
  World world = { 0 };
  gint64 at[60];
  guint weight[60];

  open_with (&world, (FoHttpSetup){ .units = 10, .window_ms = 3000 });
  for (guint i = 0; i < G_N_ELEMENTS (at); i++) {
    g_auto (FoHttpAnswer) answer = { 0 };
    const FoHttpRequest request = { .method = "GET", .path = "x", .weight = weights[i % G_N_ELEMENTS (weights)] };

    g_assert_true (fo_http_send (world.http, &request, &answer, NULL));
    at[i] = world.host.now_us;
    weight[i] = request.weight;
    world.host.now_us += 40000; /* what happens in between */
  }
  for (guint i = 0; i < G_N_ELEMENTS (at); i++) {
    guint sum = 0;
    for (guint j = i; j < G_N_ELEMENTS (at) && at[j] < at[i] + 3000 * 1000; j++)
      sum += weight[j];
    g_assert_cmpuint (sum, <=, 10);
  }
  g_assert_cmpint (at[59] - at[0], <=, (gint64) 75 * 1000000); /* 144 units: not much slower than allowed */
  world_close (&world);
}

static void
test_breaker (void)
{
  World world = { 0 };

  world_open (&world);
  fake_server_fault (world.server, FAKE_503, 0, NULL, 0, 1000);
  for (int i = 0; i < 12; i++) {
    g_auto (FoHttpAnswer) answer = { 0 };
    (void) !send_one (&world, "POST", "x", &answer, NULL);
  }
  g_assert_cmpuint (fake_server_count (world.server, ""), ==, 5);
  world.host.now_us += 31 * G_USEC_PER_SEC; /* one more is tried, and it rests again */
  for (int i = 0; i < 3; i++) {
    g_auto (FoHttpAnswer) answer = { 0 };
    (void) !send_one (&world, "POST", "x", &answer, NULL);
  }
  g_assert_cmpuint (fake_server_count (world.server, ""), ==, 6);
  fake_server_no_faults (world.server);
  world.host.now_us += 31 * G_USEC_PER_SEC;
  for (int i = 0; i < 3; i++) {
    g_auto (FoHttpAnswer) answer = { 0 };
    g_assert_true (send_one (&world, "POST", "x", &answer, NULL));
  }
  world_close (&world);
}

static void
test_answers (void)
{
  g_auto (FoHttpAnswer) answer = { 0 }, refused = { 0 };
  g_autofree char *why = NULL, *pair = g_strconcat ("Кладовщик", ":", "тайна-4711", NULL), *base64 = NULL,
                  *expected = NULL;
  g_autofree char *quantity = NULL;
  json_object *object, *q = NULL;
  World world = { .gzip = true };

  world_open (&world);
  g_assert_true (send_one (&world, "GET", "x", &answer, NULL));
  g_assert_cmpstr (fake_server_last_header (world.server, "Accept-Encoding"), ==, "gzip");
  base64 = g_base64_encode ((const guchar *) pair, strlen (pair));
  expected = g_strconcat ("Basic ", base64, NULL);
  g_assert_cmpstr (fake_server_last_header (world.server, "Authorization"), ==, expected);
  object = fo_http_json (&answer, &why);
  g_assert_nonnull (object);
  g_assert_true (json_object_object_get_ex (object, "q", &q));
  quantity = fo_http_decimal (q);
  g_assert_cmpstr (quantity, ==, "3333.330");
  g_assert_cmpstr (fo_http_text (object, "big"), ==, "9007199254740993");
  json_object_put (object);
  g_assert_true (send_one (&world, "GET", "no", &refused, NULL));
  g_assert_cmpint (refused.end, ==, FO_HTTP_REFUSED);
  g_assert_cmpuint (refused.status, ==, 400);
  world_close (&world);
}

/* 20 MB of brackets: neither memory nor the stack is theirs. */
static void
test_huge (void)
{
  g_auto (FoHttpAnswer) answer = { 0 }, deep = { 0 };
  g_autofree char *why = NULL;
  World world = { 0 };

  open_with (&world, (FoHttpSetup){ .answer_max_bytes = 1 << 20 });
  fake_server_fault (world.server, FAKE_HUGE, 20 << 20, NULL, 0, 1);
  g_assert_true (send_one (&world, "GET", "x", &answer, NULL));
  g_assert_cmpint (answer.end, ==, FO_HTTP_REFUSED);
  g_assert_cmpuint (answer.body->len, <=, 2 << 20);
  fake_server_fault (world.server, FAKE_HUGE, 1 << 19, NULL, 0, 1);
  g_assert_true (send_one (&world, "GET", "x", &deep, NULL));
  g_assert_null (fo_http_json (&deep, &why));
  g_assert_nonnull (why);
  world_close (&world);
}

static void
test_fenced (void)
{
  g_auto (FoHttpAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  world_open (&world);
  world.host.fenced = true;
  g_assert_false (send_one (&world, "POST", "x", &answer, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_BUSY);
  g_assert_cmpuint (fake_server_count (world.server, ""), ==, 0);
  world_close (&world);
}

static void
test_addresses (void)
{
  static const char *const wrong[] = { "http://1c.firm/base/",
                                       "https://user:pass@1c.firm/base/",
                                       "ftp://1c.firm/",
                                       "1c.firm",
                                       "https:///base",
                                       "https://1c.firm/base?x=1",
                                       "" };
  FakeHost host;

  fake_host_init (&host);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    const FoHttpSetup setup = { .base = wrong[i] };

    g_assert_null (fo_http_new (&host.host, &setup, &error));
    g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
    g_assert_null (strstr (error->message, "pass@"));
  }
  fake_host_clear (&host);
}

/* The key of a hook is a part of its address: it goes over the wire, and into no text. */
static void
test_secret_in_path (void)
{
  g_auto (FoHttpAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  World world = { 0 };

  open_with (&world, (FoHttpSetup){ .auth = FO_HTTP_AUTH_PATH, .secret = "hook" });
  world.host.secret = "key4711";
  g_assert_true (send_one (&world, "GET", "crm.deal.list", &answer, NULL));
  g_assert_cmpuint (fake_server_count (world.server, "GET base/key4711/crm.deal.list"), ==, 1);
  fake_server_fault (world.server, FAKE_CLOSE, 0, NULL, 0, 9);
  fo_http_answer_clear (&answer);
  g_assert_false (send_one (&world, "GET", "crm.deal.list", &answer, &error));
  g_assert_null (strstr (error->message, "4711"));
  g_assert_null (strstr (answer.why, "4711"));
  world_close (&world);
}

/* A certificate that nobody we trust has signed: nothing leaves. With its authority named, all is well. */
static void
test_certificates (void)
{
  static const char authority[] = FO_TEST_WIRE "/tls/cert.pem";

  for (int trusted = 0; trusted < 2; trusted++) {
    g_auto (FoHttpAnswer) answer = { 0 };
    g_autoptr (GError) error = NULL;
    World world = { 0 };
    FoHttpSetup setup = { .auth = FO_HTTP_AUTH_BASIC, .login = "Кладовщик", .ca_file = trusted ? authority : NULL };

    fake_host_init (&world.host);
    world.server = fake_server_new_tls (FO_TEST_WIRE "/tls", handle, &world);
    setup.base = fake_server_base (world.server);
    world.http = fo_http_new (&world.host.host, &setup, &error);
    g_assert_no_error (error);
    g_assert_cmpint (send_one (&world, "POST", "base/x", &answer, &error), ==, trusted);
    g_assert_cmpint (answer.end, ==, trusted ? FO_HTTP_DONE : FO_HTTP_NOT_SENT);
    g_assert_cmpuint (fake_server_count (world.server, ""), ==, trusted);
    world_close (&world);
  }
}

typedef struct {
  const char *came, *means; /* NULL: no decimal */
} Number;

static const Number numbers[] = {
  { "3333.330", "3333.330" }, { "0.1", "0.1" },
  { "-2.5", "-2.5" },         { "1e3", "1000" },
  { "1.5E+2", "150" },        { "25e-3", "0.025" },
  { "1E-6", "0.000001" },     { "\"12\"", "12" },
  { "\"007\"", "7" },         { "0", "0" },
  { "\"0.50\"", "0.50" },     { "9007199254740993.000001", "9007199254740993.000001" },
  { "1e999", NULL },          { "\"1,5\"", NULL },
  { "\"\"", NULL },           { "null", NULL },
  { "true", NULL },           { "{}", NULL },
  { "\"1.\"", NULL },         { "\".5\"", NULL },
  { "\"1e\"", NULL },         { "\" 1\"", NULL },
};

static void
test_decimals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *text = g_strdup_printf ("[%s]", numbers[i].came), *why = NULL, *decimal = NULL;
    json_object *array = fo_http_parse (text, strlen (text), &why);

    g_assert_nonnull (array);
    decimal = fo_http_decimal (json_object_array_get_idx (array, 0));
    g_assert_cmpstr (decimal, ==, numbers[i].means);
    json_object_put (array);
  }
}

/* What is no JSON is told where it stops being it; the letters of no language are in the way. */
static const struct {
  const char *came;
  gsize length; /* 0: as long as the text */
  const char *why; /* NULL: it is JSON */
} texts[] = {
  { "{\"Партнёр\":\"ООО Вега\"}", 0, NULL },
  { "\xef\xbb\xbf[\"€\", \"𝄞\"]\r\n ", 0, NULL },
  { "{\"a\":\"Вег\xd0\"}", 0, "not UTF-8 at byte 12 of 15" },
  { "[1]\0", 4, "not UTF-8 at byte 3 of 4" },
  { "{\"a\":1", 0, "not JSON at byte 6 of 6 (*" },
  { "{\"a\":1} }", 0, "not JSON at byte 8 of 9 (something behind it)" },
  { "<html>", 0, "not JSON at byte 0 of 6 (*" },
  { "", 0, "not JSON at byte 0 of 0 (*" },
};

static void
test_json (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    gsize length = texts[i].length ? texts[i].length : strlen (texts[i].came);
    g_autofree char *why = NULL;
    json_object *object = fo_http_parse (texts[i].came, length, &why);

    g_test_message ("%s: %s", texts[i].came, why ? why : "JSON");
    g_assert_true ((object != NULL) == (texts[i].why == NULL));
    if (texts[i].why)
      g_assert_true (g_pattern_match_simple (texts[i].why, why));
    json_object_put (object);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/http/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], play_case);
  }
  g_test_add_func ("/http/tries are apart", test_back_off);
  g_test_add_func ("/http/the whole conversation rests as long as it is asked to", test_retry_after);
  g_test_add_func ("/http/nothing leaves behind a 401", test_latch);
  g_test_add_func ("/http/the limit of rate holds in every window", test_rate);
  g_test_add_func ("/http/five failures are enough for a while", test_breaker);
  g_test_add_func ("/http/what goes and what comes", test_answers);
  g_test_add_func ("/http/an answer has its limits", test_huge);
  g_test_add_func ("/http/without the turn nothing leaves", test_fenced);
  g_test_add_func ("/http/addresses", test_addresses);
  g_test_add_func ("/http/certificates are looked at", test_certificates);
  g_test_add_func ("/http/a key in the path stays there", test_secret_in_path);
  g_test_add_func ("/http/decimals are text", test_decimals);
  g_test_add_func ("/http/what is JSON and what is none", test_json);
  return g_test_run ();
}
