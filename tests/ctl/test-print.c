/* SPDX-License-Identifier: GPL-3.0-or-later
 * firstoutctl printers and print; and the program killed (-9) while it prints: every label that was asked for comes out of the
 * printer once, and where nobody can know a person is asked about one label, never more. */
#include "killing.h"
#include "support/sink.h"
#include <string.h>

/* ---- printers ------------------------------------------------------------------------------------------------------ */

static void
test_printers (void)
{
  g_autofree char *file = file_path ("printers.conf");
  g_auto (Ran) none = run_to (0, "printers --printers %s", file);
  g_auto (Ran) one = run_to (0, "printers add Zebra tcp://10.0.0.7 --dpi 300 --size 58x40,5 --gap 3 --native --printers %s", file);
  g_auto (Ran) two = run_to (0, "printers add Laser cups:laser --default --printers %s", file);
  g_auto (Ran) bad = run_to (2, "printers add X gopher://x --printers %s", file);
  g_auto (Ran) worse = run_to (2, "printers add X tcp://h --language pdf --printers %s", file);
  g_auto (Ran) gone = run_to (0, "printers remove Zebra --printers %s", file);
  g_auto (Ran) again = run_to (2, "printers remove Zebra --printers %s", file);

  g_assert_cmpuint (none.lines->len, ==, 0);
  g_assert_cmpstr (said (&one, 0, "language"), ==, "zpl");
  g_assert_cmpstr (said (&one, 0, "height_um"), ==, "40500");
  g_assert_cmpstr (said (&one, 0, "gap_um"), ==, "3000");
  g_assert_cmpuint (two.lines->len, ==, 2);
  g_assert_cmpstr (said (&two, 1, "language"), ==, "pdf");
  g_assert_nonnull (strstr (bad.err, "tcp://HOST"));
  g_assert_cmpuint (gone.lines->len, ==, 1);
  g_assert_cmpstr (said (&gone, 0, "printer"), ==, "Laser");
}

/* A printer is asked how fine it is; one that does not say it is added by somebody who knows. */
static void
test_fineness (void)
{
  g_autofree char *file = file_path ("printers-dpi.conf");
  g_autoptr (Sink) zebra = sink_new (SINK_ZPL), tsc = sink_new (SINK_TSPL);

  sink_set_dpi (zebra, 300);
  sink_set_dpi (tsc, 600);
  g_auto (Ran) one = run_to (0, "printers add Zebra %s --printers %s", sink_uri (zebra), file);
  g_auto (Ran) two = run_to (0, "printers add TSC %s --language tspl --printers %s", sink_uri (tsc), file);
  g_assert_cmpstr (said (&one, 0, "dpi"), ==, "300");
  g_assert_cmpstr (said (&one, 0, "gap_um"), ==, "-1");
  g_assert_cmpstr (said (&two, 1, "dpi"), ==, "600");
  sink_set_dpi (zebra, 0);
  g_auto (Ran) mute = run_to (2, "printers add Mute %s --printers %s", sink_uri (zebra), file);
  g_auto (Ran) away = run_to (2, "printers add Away tcp://127.0.0.1:1 --printers %s", file);
  g_auto (Ran) told = run_to (0, "printers add Mute %s --dpi 600 --printers %s", sink_uri (zebra), file);
  g_assert_nonnull (strstr (mute.err, "--dpi 203, 300 or 600"));
  g_assert_nonnull (strstr (away.err, "--dpi 203, 300 or 600"));
  g_assert_cmpstr (said (&told, 2, "dpi"), ==, "600");
}

/* What was chosen may be changed, and what is not named stays. */
static void
test_set (void)
{
  g_autofree char *file = file_path ("printers-set.conf");
  g_auto (Ran) added = run_to (0, "printers add Z tcp://10.0.0.7 --dpi 203 --size 58x40 --gap 3 --printers %s", file);
  g_auto (Ran) other = run_to (0, "printers add Y tcp://10.0.0.8 --dpi 203 --default --printers %s", file);
  g_auto (Ran) set = run_to (0, "printers set Z --dpi 300 --mark 4 --native --default --printers %s", file);
  g_auto (Ran) both = run_to (2, "printers set Z --gap 2 --mark 4 --printers %s", file);
  g_auto (Ran) none = run_to (2, "printers set X --dpi 300 --printers %s", file);
  g_auto (Ran) back = run_to (0, "printers set Z --gap auto --drawn --printers %s", file);

  g_assert_cmpstr (said (&set, 0, "dpi"), ==, "300");
  g_assert_cmpstr (said (&set, 0, "gap_um"), ==, "-1");
  g_assert_cmpstr (said (&set, 0, "mark_um"), ==, "4000");
  g_assert_cmpstr (said (&set, 0, "native"), ==, "true");
  g_assert_cmpstr (said (&set, 0, "width_um"), ==, "58000");
  g_assert_cmpstr (said (&set, 0, "default"), ==, "true");
  g_assert_cmpstr (said (&set, 1, "default"), ==, "false");
  g_assert_nonnull (strstr (both.err, "--mark"));
  g_assert_nonnull (strstr (none.err, "\"X\""));
  g_assert_cmpstr (said (&back, 0, "mark_um"), ==, "0");
  g_assert_cmpstr (said (&back, 0, "gap_um"), ==, "-1");
  g_assert_cmpstr (said (&back, 0, "native"), ==, "false");
  g_assert_cmpstr (said (&back, 0, "dpi"), ==, "300");
}

static void
assert_state (const char *file, const char *state)
{
  g_auto (Ran) ran = run_to (0, "printers state Z --printers %s", file);

  g_assert_cmpuint (ran.lines->len, ==, 1);
  g_assert_cmpstr (said (&ran, 0, "state"), ==, state);
}

static void
test_state (void)
{
  g_autofree char *file = file_path ("printers-state.conf");
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_auto (Ran) added = run_to (0, "printers add Z %s --printers %s", sink_uri (sink), file);
  g_auto (Ran) away = run_to (0, "printers add Away tcp://127.0.0.1:1 --dpi 203 --printers %s", file);

  assert_state (file, "ready");
  sink_set_paper (sink, false);
  assert_state (file, "no-paper");
  sink_open_head (sink, true);
  assert_state (file, "head-open");
  sink_fall_silent (sink);
  assert_state (file, "silent");
  g_auto (Ran) all = run_to (0, "printers state --printers %s", file);
  g_assert_cmpstr (said (&all, 1, "state"), ==, "offline");
  g_assert_cmpuint (sink_taken (sink), ==, 0);
}

static void
test_test_label (void)
{
  g_autofree char *file = file_path ("printers-test.conf");
  g_autoptr (Sink) sink = sink_new (SINK_TSPL);
  g_auto (Ran) added = run_to (0, "printers add T %s --language tspl --printers %s", sink_uri (sink), file);
  g_auto (Ran) ran = run_to (0, "printers test T --printers %s", file);

  g_assert_cmpstr (said (&ran, ran.lines->len - 1, "stage"), ==, "printed");
  g_assert_cmpuint (sink_printed (sink), ==, 1);
}

static void
test_queue (void)
{
  g_autofree char *uri = killing_store (), *file = file_path ("printers-queue.conf"), *journal = file_path ("queue.db");
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_auto (Ran) added = run_to (0, "printers add P %s --printers %s", sink_uri (sink), file);
  g_auto (Ran) ran = run_to (0, "print --place A-1 --count 2 --store %s --journal %s --printers %s", uri, journal, file);
  g_auto (Ran) nowhere = run_to (1, "print --place B-9 --store %s --journal %s --printers %s", uri, journal, file);
  g_auto (Ran) off = run_to (0, "printers add P tcp://127.0.0.1:1 --dpi 203 --printers %s", file);
  g_auto (Ran) waits = run_to (1, "print --place A-1 --wait 1 --store %s --journal %s --printers %s", uri, journal, file);
  g_auto (Ran) cancelled = run_to (0, "print --cancel 2 --journal %s --printers %s", journal, file);
  g_auto (Ran) book = run_to (0, "print --queue --journal %s --printers %s", journal, file);

  g_assert_cmpstr (said (&ran, 0, "state"), ==, "printed");
  g_assert_cmpstr (said (&ran, 0, "confirmed"), ==, "true");
  g_assert_cmpuint (sink_printed (sink), ==, 2);
  g_assert_cmpstr (said (&nowhere, 0, "verdict"), ==, "FO_PLACE_UNKNOWN");
  g_assert_cmpstr (said (&waits, 0, "state"), ==, "waiting");
  g_assert_cmpstr (said (&waits, 0, "reason"), ==, "offline");
  g_assert_cmpuint (book.lines->len, ==, 2);
  g_assert_cmpstr (said (&book, 0, "state"), ==, "cancelled");
}

/* ---- everything that label makes --------------------------------------------------------------------------------------- */

/* The words on the pages of job N in FOLDER. */
static char *
words_of (const char *folder, guint n)
{
  g_autofree char *tail = g_strdup_printf ("-%u.pdf", n);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;
  char *text = NULL;

  while ((name = g_dir_read_name (files))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    const char *const words[] = { "pdftotext", path, "-", NULL };
    if (g_str_has_suffix (name, tail))
      g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL));
  }
  g_assert_nonnull (text);
  return text;
}

static void
assert_words (const char *folder, guint n, const char *expected)
{
  g_autofree char *text = words_of (folder, n);

  if (!strstr (text, expected))
    g_error ("job %u does not say \"%s\": %s", n, expected, text);
}

/* A paper goes through the queue with its list; what is printed again says so, and the queue knows which copy it is. */
static void
test_papers (const char *uri)
{
  const char *engine = g_str_has_prefix (uri, "postgresql") ? "papers-pg" : "papers"; /* a journal for each */
  g_autofree char *folder = file_path (engine), *file = g_strconcat (folder, ".conf", NULL),
                  *journal = g_strconcat (folder, ".db", NULL),
                  *at = g_strdup_printf ("--printer F --lang en --store %s --journal %s --printers %s", uri, journal, file),
                  *table = write_file ("queue.csv", "code,item,lot,copies\nA-1,Pump,L1,2\nA-2,Valve,L2,2\nA-3,Hose,L3,1\n", -1);
  g_auto (Ran) added = run_to (0, "printers add F file:%s --printers %s", folder, file);
  g_auto (Ran) commands = run_to (0, "print --commands %s", at);
  g_auto (Ran) item = run_to (0, "print --item SEALANT-310 --copies 2 %s", at);
  g_auto (Ran) order = run_to (0, "print --order 201 %s", at);
  g_auto (Ran) supply = run_to (0, "print --supply PRO-77 %s", at);
  g_auto (Ran) from = run_to (0, "print --from %s %s", table, at);
  g_auto (Ran) serial = run_to (0, "print --lot S2406 --serial A7..A9 --note Eilt %s", at);
  g_auto (Ran) again = run_to (0, "print --reprint 3 %s", at);
  g_auto (Ran) once_more = run_to (0, "print --reprint 8 %s", at);
  g_auto (Ran) sheets = run_to (0, "print --from %s --sheet 3x7@20 %s", table, at);
  g_auto (Ran) nobody = run_to (1, "print --order NOWHERE %s", at);
  g_auto (Ran) nothing = run_to (2, "print %s", at);

  assert_words (folder, 1, "C:UNDO");
  g_assert_cmpstr (said (&item, 0, "printed"), ==, "2");
  assert_words (folder, 3, "GASKET-50"); /* a line of the order */
  assert_words (folder, 4, "PRO-77");
  g_assert_nonnull (line_with (&from, "labels", "4")); /* as many copies go together, */
  g_assert_nonnull (line_with (&from, "labels", "1")); /* others are a job of their own */
  assert_words (folder, 7, "A8");
  g_assert_cmpstr (said (&serial, 0, "labels"), ==, "3");
  g_assert_cmpstr (said (&again, 0, "of"), ==, "3");
  g_assert_cmpstr (said (&again, 0, "copy"), ==, "2");
  assert_words (folder, 8, "copy 2");
  assert_words (folder, 8, "GASKET-50");
  g_assert_cmpstr (said (&once_more, 0, "of"), ==, "3");
  g_assert_cmpstr (said (&once_more, 0, "copy"), ==, "3");
  assert_words (folder, 9, "copy 3");
  g_assert_cmpstr (said (&sheets, 0, "labels"), ==, "2"); /* two stickers are left on the first sheet, three go on the second */
  g_autofree char *words = words_of (folder, 10);
  g_assert_nonnull (strchr (words, '\f'));
  g_assert_nonnull (strstr (words, "Pump"));
  g_assert_true (strstr (words, "Pump") < strchr (words, '\f') && strstr (words, "Valve") > strchr (words, '\f'));
  g_assert_nonnull (strstr (words, "Hose"));
  g_assert_cmpstr (said (&nobody, 0, "verdict"), ==, "FO_ORDER_UNKNOWN");
  g_assert_nonnull (strstr (nothing.err, "--supply"));
}

/* ---- killed ---------------------------------------------------------------------------------------------------------- */

static guint
printed (gpointer sink)
{
  return sink_printed (sink);
}

static void
test_killed_zpl (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);

  killing_run (&(Killing){ .name = "tcp", .uri = sink_uri (sink), .language = "zpl", .printed = printed, .data = sink, .copies = 4,
                           .doubt_max = 1, .jobs = 40, .life_max_us = 300000 });
}

/* A silent printer is waited for a while before it counts as one. */
static void
test_killed_silent (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_SILENT);

  killing_run (&(Killing){ .name = "tcp-silent", .uri = sink_uri (sink), .language = "zpl", .printed = printed, .data = sink,
                           .copies = 4, .doubt_max = 1, .jobs = 6, .life_max_us = 2500000 });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/print/printers", test_printers);
  g_test_add_func ("/ctl/print/fineness", test_fineness);
  g_test_add_func ("/ctl/print/set", test_set);
  g_test_add_func ("/ctl/print/state", test_state);
  g_test_add_func ("/ctl/print/test-label", test_test_label);
  g_test_add_func ("/ctl/print/queue", test_queue);
  each_training ("/ctl/print/papers", test_papers);
  g_test_add_func ("/ctl/print/killed/zpl", test_killed_zpl);
  g_test_add_func ("/ctl/print/killed/silent", test_killed_silent);
  return g_test_run ();
}
