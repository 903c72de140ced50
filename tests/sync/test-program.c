/* SPDX-License-Identifier: GPL-3.0-or-later
 * firstout-sync as a script meets it: JSON lines, sentences on standard error, and the exit status. */
#include "shop.h"
#include "where.h"
#include <json-c/json.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

typedef struct {
  char *out, *err;
  int status;
} Ran;

static void
ran_clear (Ran *ran)
{
  g_free (ran->out);
  g_free (ran->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ran, ran_clear)

/* Up to four more arguments, then NULL. */
static Ran
run (const char *first, ...)
{
  const char *argv[12] = { FO_BUILD_DIR "/firstout-sync" };
  g_autoptr (GError) error = NULL;
  Ran ran = { NULL, NULL, 0 };
  va_list list;
  int n = 1, raw;

  va_start (list, first);
  for (const char *word = first; word; word = va_arg (list, const char *))
    argv[n++] = word;
  va_end (list);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &ran.out, &ran.err, &raw, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (raw));
  ran.status = WEXITSTATUS (raw);
  return ran;
}

/* Every line is one JSON object with an event; the last one is the round. */
static void
expect_lines (const char *out, guint n, const char *last)
{
  g_auto (GStrv) lines = g_strsplit (out, "\n", -1);
  guint found = g_strv_length (lines) - 1;

  g_assert_cmpuint (found, ==, n);
  for (guint i = 0; i < found; i++) {
    json_object *object = json_tokener_parse (lines[i]), *event = NULL;

    g_assert_true (json_object_object_get_ex (object, "event", &event));
    g_assert_cmpint (g_str_equal (json_object_get_string (event), "round"), ==, i + 1 == found);
    json_object_put (object);
  }
  g_assert_nonnull (strstr (lines[found - 1], last));
}

static void
test_exit_status (Shop *shop)
{
  const char *store = fo_store_uri (shop->w->store);

  shop_add (shop, "items", "code", "PUMP-50", "name", "Pump", "unit", "шт", NULL);
  shop_add (shop, "orders", "number", "214", NULL);
  {
    g_auto (Ran) ran = run ("--store", store, "--sales", shop->uri, "--remember", NULL);
    g_assert_cmpstr (ran.err, ==, "");
    g_assert_cmpint (ran.status, ==, 0);
    expect_lines (ran.out, 3, "\"heard\":2,\"applied\":2,");
  }
  shop_add (shop, "items", "code", "KIT-1", "name", "Kit", "unit", "шт", "kind", "kit",
            NULL); /* of what, nobody says */
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "KIT-1", "quantity", "1", NULL);
  {
    g_auto (Ran) ran = run ("--store", store, "--today", "2026-11-22", NULL); /* it remembers */
    g_assert_cmpint (ran.status, ==, 1);
    expect_lines (ran.out, 3, "\"rejected\":1,");
    g_assert_nonnull (strstr (ran.out, "\"verdict\":\"FO_KIT_BAD\""));
  }
  {
    g_auto (Ran) ran = run ("--store", store, "--sales", "sqlite:/nowhere/at/all.db", NULL);
    g_assert_cmpint (ran.status, ==, 2);
    g_assert_true (g_str_has_prefix (ran.err, "firstout-sync: The sales database "));
  }
}

static void
test_called_wrongly (Shop *shop)
{
  const char *store = fo_store_uri (shop->w->store);
  g_auto (Ran) nothing = run ("--store", store, NULL), day = run ("--store", store, "--today", "tomorrow", NULL),
               word = run ("now", NULL), option = run ("--now", NULL),
               where = run ("--store", "sqlite:/nowhere/at/all.db", NULL);
  const Ran *all[] = { &nothing, &day, &word, &option, &where };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    g_assert_cmpint (all[i]->status, ==, 2);
    g_assert_cmpstr (all[i]->out, ==, "");
    g_assert_true (g_str_has_prefix (all[i]->err, "firstout-sync: "));
  }
}

/* Round after round until it is asked to stop; what changes meanwhile arrives. */
static void
test_every (Shop *shop)
{
  const char *argv[] = { FO_BUILD_DIR "/firstout-sync",
                         "--store",
                         fo_store_uri (shop->w->store),
                         "--sales",
                         shop->uri,
                         "--every",
                         "0.02",
                         NULL };
  gint64 until_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  int status;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid,
                 &error);
  g_assert_no_error (error);
  shop_add (shop, "orders", "number", "214", NULL);
  while (!shop_order (shop, "1") && g_get_monotonic_time () < until_us)
    g_thread_yield ();
  g_assert_cmpint (shop_order (shop, "1"), !=, 0);
  g_assert_cmpint (kill (pid, SIGTERM), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* ---- how soon ---------------------------------------------------------------------------------------------------- */

static gint64
until_here_us (Shop *shop, const char *number)
{
  gint64 from_us = g_get_monotonic_time ();
  g_autofree char *query = g_strdup_printf ("SELECT COUNT(*) FROM sales_order WHERE number = '%s'", number);
  bool here = false;

  shop_add (shop, "orders", "number", number, NULL);
  while (!here && g_get_monotonic_time () - from_us < 30 * G_USEC_PER_SEC) {
    g_autofree char *count = shop_store_rows (shop, query);

    here = g_str_equal (count, "1\n");
    g_thread_yield ();
  }
  g_assert_true (here);
  return g_get_monotonic_time () - from_us;
}

/* Asked once a second, a change over there is here within two. The machine may be busy with other tests: one of five is quick. */
static void
test_soon (Shop *shop)
{
  const char *argv[] = {
    FO_BUILD_DIR "/firstout-sync", "--store", fo_store_uri (shop->w->store), "--sales", shop->uri, "--every", "1", NULL
  };
  gint64 soonest_us = G_MAXINT64;
  g_autoptr (GError) error = NULL;
  int status;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid,
                 &error);
  g_assert_no_error (error);
  for (int i = 0; i < 5 && soonest_us >= 2 * G_USEC_PER_SEC; i++) {
    g_autofree char *number = g_strdup_printf ("%d", 214 + i);
    gint64 took_us = until_here_us (shop, number);

    soonest_us = MIN (soonest_us, took_us);
  }
  g_test_message ("here after %" G_GINT64_FORMAT " ms", soonest_us / 1000);
  g_assert_cmpint (soonest_us, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpint (kill (pid, SIGTERM), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/program/exit-status", test_exit_status);
  shop_each ("/sync/program/called-wrongly", test_called_wrongly);
  shop_each ("/sync/program/every", test_every);
  shop_each ("/sync/program/soon", test_soon);
  return g_test_run ();
}
