/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scripted day, played by the program itself. */
#include "program.h"
#include "where.h"
#include <glib/gstdio.h>
#include <string.h>

static void
assert_says (const Ran *ran, const char *text)
{
  if (!strstr (ran->out, text))
    g_test_message ("%s%s", ran->out, ran->err);
  g_assert_nonnull (strstr (ran->out, text));
}

static void
assert_left (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf facts;

  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_size, >, 500);
}

/* The day is told in full, and what it left behind is there. */
static void
test_day (const char *uri)
{
  static guint folders;
  g_autofree char *name = g_strdup_printf ("day-%u", ++folders), *folder = file_path (name), *label = NULL;
  g_auto (Ran) ran = run_to (0, "demo --store %s --folder %s --lang ru --today 2026-11-22", uri, folder);
  g_auto (Ran) check = run_to (0, "check --store %s --today 2026-11-22", uri);
  g_auto (Ran) order = run_to (0, "orders 214 --store %s", uri);
  g_auto (Ran) symbol = { 0 };

  assert_says (&ran, "(01)04601234567893(17)270322(10)B2411(30)12");
  assert_says (&ran, "Сначала старшая партия");
  assert_says (&ran, "ещё 2 из PRO-77: готово на 60 %, будет 25.11.2026");
  assert_says (&ran, "lot=B2411 expires_on=2027-03-22 quantity=12");
  assert_says (&ran, "order_number=214 state=shipped");
  g_assert_cmpstr (said (&order, 0, "state"), ==, "shipped");
  g_assert_cmpuint (check.lines->len, ==, 0);
  assert_left (folder, "label-B2411.pdf");
  assert_left (folder, "sales.db");
  label = g_build_filename (folder, "label-B2411.png", NULL);
  symbol = run_to (0, "decode %s --today 2026-11-22", label);
  g_assert_cmpstr (said (&symbol, 0, "kind"), ==, "gs1");
  g_assert_cmpstr (said (&symbol, 0, "expires_on"), ==, "2027-03-22");
}

/* A day that is not as written is found: here the payment had arrived before it was asked for. */
static void
test_another_day (void)
{
  g_autofree char *folder = file_path ("data"), *training = g_build_filename (folder, "training", NULL);
  g_autofree char *copy = g_strdup_printf ("cp -r " FO_SOURCE_DIR "/data %s", folder);
  g_autofree char *orders = g_build_filename (training, "orders.csv", NULL), *text = NULL,
                  *day = file_path ("another-day");
  g_autoptr (GString) changed = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Ran) ran = { 0 };

  g_spawn_command_line_sync (copy, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (orders, &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "Ждёт оплаты;0;+5", "Оплачен;1;+5", 0), ==, 1);
  g_file_set_contents (orders, changed->str, -1, &error);
  g_assert_no_error (error);

  use_data (folder);
  ran = run_to (1, "demo --folder %s --lang en", day);
  use_data (NULL);
  assert_says (&ran, "Expected: FO_PAYMENT_MISSING");
}

/* Without a folder it takes its own, and may be played again and again there; a folder with a warehouse in it is
 * left alone. */
static void
test_again (void)
{
  g_autofree char *folder = file_path ("once");
  g_auto (Ran) first = run_to (0, "demo --lang de"), second = run_to (0, "demo --lang de");
  g_auto (Ran) named = run_to (0, "demo --folder %s", folder), taken = run_to (2, "demo --folder %s", folder);

  assert_says (&second, "ein Tag im Übungslager");
  g_assert_nonnull (strstr (taken.err, "is there already"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_uri ("/ctl/demo/day", test_day);
  g_test_add_func ("/ctl/demo/another-day", test_another_day);
  g_test_add_func ("/ctl/demo/again", test_again);
  return g_test_run ();
}
