/* SPDX-License-Identifier: GPL-3.0-or-later
 * Backup, restore and move, as an administrator does them. */
#include "program.h"
#include "support/postgres.h"
#include <glib/gstdio.h>
#include <string.h>

/* What people would miss: stock, orders, deals, what was done, what sales has not heard. */
static char *
all_that_is_asked (const char *uri)
{
  static const char *const questions[] = { "stock", "orders", "supplies", "items", "places", "customers", "kits" };
  g_autoptr (GString) answers = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_auto (Ran) ran = run_to (0, "%s --store %s --today 2026-11-22", questions[i], uri);
    g_string_append (answers, ran.out);
  }
  return g_string_free (g_steal_pointer (&answers), FALSE);
}

static void
assert_same_warehouse (const char *one, const char *other)
{
  g_autofree char *here = all_that_is_asked (one), *there = all_that_is_asked (other);

  g_assert_cmpuint (strlen (here), >, 1000);
  g_assert_cmpstr (here, ==, there);
  {
    g_auto (Ran) check = run_to (0, "check --store %s --today 2026-11-22", other);
    g_assert_cmpuint (check.lines->len, ==, 0);
  }
}

/* A file of this test's own: every test runs once for each engine. */
static char *
own_path (const char *name)
{
  static guint n;
  g_autofree char *numbered = g_strdup_printf ("%u-%s", ++n, name);

  return file_path (numbered);
}

/* Would a station work here? An order that is not there is refused where it would, and only there. */
static bool
is_in_use (const char *uri)
{
  g_auto (Ran) ran = run ("promise NO-SUCH-ORDER --store %s", uri);

  return ran.status == 1;
}

/* Something has happened in it: a lot is blocked, and goods were carried to a shelf that is shut since. */
static void
work_a_little (const char *uri)
{
  static const char moved[] = "command task move\nscan FOT:P:A-02-3\nscan BEARING-6205\ncommand quantity 2\nscan FOT:P:C-01-1\n"
                              "command block-place C-01-1 spilled\n";
  g_autofree char *desk = g_strdup_printf ("desk --station 1 --store %s --today 2026-11-22", uri);
  g_auto (Ran) shut = run_input (moved, desk);
  g_auto (Ran) blocked = run_to (0, "block SEALANT-310/S2406 quality --store %s --today 2026-11-22", uri);

  g_test_message ("%s", shut.out);
  g_assert_cmpstr (said (&shut, 4, "verdict"), ==, "FO_OK");
  g_assert_cmpstr (said (&shut, 5, "verdict"), ==, "FO_OK");
}

static void
test_there_and_back (const char *uri)
{
  g_autofree char *backup = own_path ("there.firstout"), *again = own_path ("again.firstout");
  g_autofree char *backup_uri = g_strconcat ("sqlite:", backup, NULL), *restored = fo_test_postgres_uri ();
  g_autofree char *again_uri = g_strconcat ("sqlite:", again, NULL);

  work_a_little (uri);
  {
    g_auto (Ran) made = run_to (0, "backup --to %s --store %s", backup, uri);
    g_auto (Ran) twice = run_to (2, "backup --to %s --store %s", backup, uri);
    g_auto (Ran) back = run_to (0, "restore --from %s --store %s", backup, restored);
    g_auto (Ran) over = run_to (2, "restore --from %s --store %s", backup, restored);
    g_auto (Ran) once_more = run_to (0, "backup --to %s --store %s", again, restored);

    g_assert_nonnull (line_with (&made, "table", "movement"));
    g_assert_nonnull (strstr (twice.err, "is there already"));
    g_assert_nonnull (strstr (over.err, "There is a warehouse in this database already."));
    /* The same rows were read from three databases of two kinds. */
    g_assert_cmpstr (field_of (line_with (&made, "table", "movement"), "sha256"), ==,
                     field_of (line_with (&once_more, "table", "movement"), "sha256"));
    g_assert_cmpstr (field_of (line_with (&made, "table", "outbox"), "sha256"), ==,
                     field_of (line_with (&back, "table", "outbox"), "sha256"));
  }
  assert_same_warehouse (uri, backup_uri);
  assert_same_warehouse (uri, restored);
  assert_same_warehouse (uri, again_uri);
}

/* Work goes on where it was restored: ids, locks and orders are as they were. */
static void
test_work_goes_on (const char *uri)
{
  g_autofree char *backup = own_path ("on.firstout"), *restored = fo_test_postgres_uri ();
  g_auto (Ran) made = run_to (0, "backup --to %s --store %s", backup, uri);
  g_auto (Ran) back = run_to (0, "restore --from %s --store %s", backup, restored);
  g_auto (Ran) here = run ("promise 215 --store %s --today 2026-11-22", uri);
  g_auto (Ran) there = run ("promise 215 --store %s --today 2026-11-22", restored);

  g_assert_cmpint (here.status, ==, there.status);
  g_assert_cmpuint (there.lines->len, >, 0);
  g_assert_cmpstr (said (&here, 0, "verdict"), ==, said (&there, 0, "verdict"));
  assert_same_warehouse (uri, restored);
}

/* A folder of backups keeps the newest ones of this warehouse, and the neighbour's. */
static void
test_folder (const char *uri)
{
  g_autofree char *folder = own_path ("backups"), *other = g_build_filename (folder, "neighbour-2001-01-01-000000-000000.firstout", NULL);
  g_autofree char *stem = NULL, *older = NULL;
  const char *to;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  {
    g_auto (Ran) made = run_to (0, "backup --to %s --store %s", folder, uri);

    to = said (&made, made.lines->len - 1, "to");
    g_assert_true (g_file_test (to, G_FILE_TEST_EXISTS));
    stem = g_strndup (to, strlen (to) - strlen ("2026-11-22-000000-000000.firstout"));
  }
  older = g_strconcat (stem, "2001-01-01-000000-000000.firstout", NULL);
  g_assert_true (g_file_set_contents (older, "old", -1, NULL) && g_file_set_contents (other, "other's", -1, NULL));
  {
    g_auto (Ran) kept = run_to (0, "backup --to %s --keep 1 --store %s", folder, uri);

    to = said (&kept, kept.lines->len - 1, "to");
    g_assert_true (g_file_test (to, G_FILE_TEST_EXISTS));
  }
  g_assert_false (g_file_test (older, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

/* One station becomes many: the old file is closed for good, and says where the warehouse is. */
static void
test_move (void)
{
  g_autofree char *path = file_path ("single.db"), *from = g_strconcat ("sqlite:", path, NULL), *to = fo_test_postgres_uri (),
                  *elsewhere = fo_test_postgres_uri (), *before = NULL, *after = NULL;
  g_auto (Ran) init = run_to (0, "init --training --store %s", from);

  before = all_that_is_asked (from);
  {
    g_auto (Ran) moved = run_to (0, "move --from %s --to %s", from, to);
    g_auto (Ran) closed = run_to (2, "promise 215 --store %s", from);
    g_auto (Ran) second = run_to (2, "move --from %s --to %s", from, elsewhere);

    g_assert_nonnull (strstr (closed.err, "This warehouse was moved to postgresql://"));
    g_assert_nonnull (strstr (second.err, "already"));
  }
  after = all_that_is_asked (to);
  g_assert_cmpstr (before, ==, after);
}

/* While somebody has it open, it stays where it is. */
static void
test_move_waits_for_nobody (void)
{
  g_autofree char *path = file_path ("busy.db"), *from = g_strconcat ("sqlite:", path, NULL), *to = fo_test_postgres_uri ();
  g_auto (Ran) init = run_to (0, "init --store %s", from);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) open = fo_store_open (from, 0, &error);

  g_assert_no_error (error);
  {
    g_auto (Ran) moved = run_to (2, "move --from %s --to %s", from, to);
    g_auto (Ran) works = run_to (0, "places --store %s", from);

    g_assert_nonnull (strstr (moved.err, "locked"));
  }
  g_clear_pointer (&open, fo_store_free);
  {
    g_auto (Ran) moved = run_to (0, "move --from %s --to %s", from, to);
    g_auto (Ran) works = run_to (0, "places --store %s", to);
  }
}

/* Killed at any time, in the middle of the rows or behind them: one of the two is in use afterwards or none, never both,
 * and the same command ends it. */
static void
test_move_is_cut (void)
{
  g_autofree char *path = file_path ("cut.db"), *from = g_strconcat ("sqlite:", path, NULL), *to = fo_test_postgres_uri ();
  g_autofree char *command = g_strdup_printf ("move --from %s --to %s", from, to), *before = NULL, *after = NULL;
  g_auto (Ran) init = run_to (0, "init --training --store %s", from);
  guint cut = 0;

  before = all_that_is_asked (from);
  for (guint tables = 0; tables < 12; tables += 3) {
    g_autoptr (GSubprocess) moving = start (command);
    g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (moving));

    for (guint i = 0; i < tables; i++) {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_assert_nonnull (line);
    }
    g_subprocess_force_exit (moving);
    g_subprocess_wait (moving, NULL, NULL);
    cut += g_subprocess_get_if_signaled (moving);
    g_assert_false (is_in_use (from) && is_in_use (to));
  }
  g_test_message ("killed %u of 4", cut);
  g_assert_cmpuint (cut, >=, 2);
  if (!is_in_use (to)) {
    g_auto (Ran) moved = run_to (0, "move --from %s --to %s", from, to);
  }
  after = all_that_is_asked (to);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (is_in_use (from));
}

/* What cannot be copied is told, and leaves nothing behind. */
static void
test_refused (const char *uri)
{
  g_autofree char *missing = own_path ("missing.firstout"), *to = own_path ("nothing.firstout");
  g_autofree char *text = write_file ("text.firstout", "This is a letter, and no warehouse at all. It is long enough.\n", -1);
  g_autofree char *folder = file_path ("no/such/folder/x.firstout"), *empty = fo_test_postgres_uri ();
  g_auto (Ran) none = run_to (2, "restore --from %s --store %s", missing, empty);
  g_auto (Ran) letter = run_to (2, "restore --from %s --store sqlite:%s", text, to);
  g_auto (Ran) nowhere = run_to (2, "backup --to %s --store %s", folder, uri);
  g_auto (Ran) wrong = run_to (2, "move --from postgresql://x/y --to %s", empty);

  g_assert_nonnull (strstr (none.err, "missing.firstout"));
  g_assert_nonnull (strstr (letter.err, "text.firstout"));
  g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (wrong.err, "--from sqlite:FILE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_training ("/ctl/copy/there-and-back", test_there_and_back);
  each_training ("/ctl/copy/work-goes-on", test_work_goes_on);
  each_training ("/ctl/copy/folder", test_folder);
  each_engine ("/ctl/copy/refused", test_refused);
  g_test_add_func ("/ctl/copy/move", test_move);
  g_test_add_func ("/ctl/copy/move-waits-for-nobody", test_move_waits_for_nobody);
  g_test_add_func ("/ctl/copy/move-is-cut", test_move_is_cut);
  return g_test_run ();
}
