/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desk is killed (-9) at random moments: every answered scan is in the book, none is there twice, and the same
 * id gives the same answer in the next life. */
#include "program.h"
#include "support/seed.h"
#include <string.h>

#define SCANS 40 /* a life; it never comes to all of them */

static const char *const codes[] = { "4601234567893", "]d20104601234567992172705311024A",
                                     "]d201046012345679921727053110B7" };
static const char *const lots[] = { "", "24A", "B7" };

typedef struct {
  const char *uri;
  char *command;
  GRand *rand;
  GPtrArray *asked;   /* "id=N scan …\n" of all lives */
  GPtrArray *answers; /* of each, NULL while there is none */
  guint wanted[G_N_ELEMENTS (lots)];
} Killing;

static void
furnish (const char *uri)
{
  g_autofree char *items = write_file ("kill.csv",
                                       "item;name;tracking;expiry;barcode\nNUT;Nut;none;0;4601234567893\n"
                                       "GLUE;Glue;lot;1;4601234567992\n",
                                       -1);
  g_auto (Ran) ran = run_to (0, "import items %s --store %s", items, uri);
}

static void
killing_init (Killing *k, const char *uri)
{
  static guint journals;

  *k = (Killing){ .uri = uri,
                  .rand = fo_test_rand ("kill"),
                  .asked = g_ptr_array_new_with_free_func (g_free),
                  .answers = g_ptr_array_new_with_free_func (g_free) };
  k->command = g_strdup_printf ("desk --station 1 --task receive --journal %s/kill-%u.db --store %s --today 2026-11-22",
                                fo_test_folder_name (), ++journals, uri);
  furnish (uri);
}

static void
killing_clear (Killing *k)
{
  g_rand_free (k->rand);
  g_ptr_array_unref (k->asked);
  g_ptr_array_unref (k->answers);
  g_free (k->command);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Killing, killing_clear)

/* ---- one life ---------------------------------------------------------------------------------------------------- */

static void
write_lines (const Killing *k, GSubprocess *desk, guint from)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = from; i < k->asked->len; i++)
    g_string_append (text, g_ptr_array_index (k->asked, i));
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (desk), text->str, text->len, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* The N-th answer; an earlier one to the same id was the same, word for word. */
static void
keep_answer (Killing *k, guint n, char *line)
{
  char *before = g_ptr_array_index (k->answers, n);

  if (before)
    g_assert_cmpstr (line, ==, before);
  g_free (before);
  k->answers->pdata[n] = line;
}

/* Somewhere between two answers. */
static void
let_it_work (gint64 us)
{
  gint64 end_us = g_get_monotonic_time () + us;

  while (g_get_monotonic_time () < end_us)
    continue;
}

/* What it had written when it died: a line counts when its end is there. */
static guint
read_last_words (Killing *k, GInputStream *out, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  gssize got;
  char *end;

  while ((got = g_input_stream_read (out, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, got);
  for (char *line = text->str; (end = strchr (line, '\n')) != NULL; line = end + 1)
    keep_answer (k, n++, g_strndup (line, (gsize) (end - line)));
  return n;
}

/* Answers to everything asked from FROM on, until it is killed. Returns how many there are from the beginning. */
static guint
live (Killing *k, guint from, guint answers)
{
  g_autoptr (GSubprocess) desk = start (k->command);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (desk));
  g_autoptr (GError) error = NULL;
  guint n = from;

  write_lines (k, desk, from);
  for (; n < from + answers; n++) {
    char *line = g_data_input_stream_read_line (out, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_nonnull (line);
    keep_answer (k, n, line);
  }
  let_it_work (g_rand_int_range (k->rand, 0, 5000));
  g_subprocess_force_exit (desk);
  n = read_last_words (k, G_INPUT_STREAM (out), n);
  g_subprocess_wait (desk, NULL, NULL);
  return n;
}

/* ---- the test ---------------------------------------------------------------------------------------------------- */

static void
ask_more (Killing *k)
{
  for (guint i = 0; i < SCANS; i++) {
    guint what = (guint) g_rand_int_range (k->rand, 0, G_N_ELEMENTS (codes));

    g_ptr_array_add (k->asked, g_strdup_printf ("id=s-%u scan %s\n", k->asked->len, codes[what]));
    g_ptr_array_add (k->answers, NULL);
    k->wanted[what]++;
  }
}

/* The last life is not killed: it answers all that is still open, and ends with its input. */
static void
live_on (Killing *k, guint from)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < k->asked->len; i++)
    g_string_append (text, g_ptr_array_index (k->asked, i));
  g_auto (Ran) ran = run_input (text->str, k->command);
  g_auto (GStrv) lines = g_strsplit (ran.out, "\n", -1);
  g_assert_cmpint (ran.status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, k->asked->len - from + 1);
  for (guint i = from; i < k->asked->len; i++)
    keep_answer (k, i, g_strdup (lines[i - from]));
}

static void
expect_book (const Killing *k)
{
  g_auto (Ran) stock = run_to (0, "stock --store %s", k->uri),
               check = run_to (0, "check --store %s --today 2026-11-22", k->uri);

  g_assert_cmpuint (check.lines->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lots); i++) {
    g_autofree char *wanted = g_strdup_printf ("%u", k->wanted[i]);
    g_assert_cmpstr (field_of (line_with (&stock, "lot", lots[i]), "on_hand"), ==, wanted);
  }
}

static void
expect_answers (const Killing *k)
{
  for (guint i = 0; i < k->answers->len; i++) {
    g_autofree char *id = g_strdup_printf ("s-%u", i);
    json_object *answer = json_tokener_parse (g_ptr_array_index (k->answers, i));

    g_assert_cmpstr (field_of (answer, "verdict"), ==, "FO_OK");
    g_assert_cmpstr (field_of (answer, "id"), ==, id);
    json_object_put (answer);
  }
}

/* In half of its lives it is asked everything again from the beginning of the life before, in the other half only
 * what it has not answered. */
static void
test_kill (const char *uri)
{
  g_auto (Killing) k = { 0 };
  guint answered = 0, before = 0, kills = fo_test_count (20);

  killing_init (&k, uri);
  for (guint i = 0; i < kills; i++) {
    guint from = g_rand_boolean (k.rand) ? before : answered;

    if (k.asked->len - answered < SCANS / 2)
      ask_more (&k);
    before = answered;
    answered = MAX (answered, live (&k, from, (guint) g_rand_int_range (k.rand, 0, SCANS / 2)));
  }
  g_test_message ("%u kills, %u scans answered before the last life", kills, answered);
  live_on (&k, 0);
  expect_answers (&k);
  expect_book (&k);
}

/* The control: without ids the same scans given again are other scans. */
static void
test_without_ids (const char *uri)
{
  g_auto (Killing) k = { 0 };

  killing_init (&k, uri);
  g_auto (Ran) first = run_input ("scan 4601234567893\nid=a scan 4601234567893\n", k.command);
  g_auto (Ran) again = run_input ("scan 4601234567893\nid=a scan 4601234567893\nid=a scan 4601234567992\n", k.command);
  g_assert_cmpstr (said (&first, 1, "operation"), ==, said (&again, 1, "operation"));
  g_assert_cmpstr (said (&again, 2, "verdict"), ==, "FO_OPERATION_DIFFERS");
  g_auto (Ran) stock = run_to (0, "stock --store %s", uri);
  g_assert_cmpstr (said (&stock, 0, "on_hand"), ==, "3");
}

#define ROWS 200

/* An import that is cut again and again is simply run again: each row is opened once. */
static void
test_import_cut (const char *uri)
{
  g_autoptr (GRand) rand = fo_test_rand ("import");
  g_autoptr (GString) items = g_string_new ("item;name\n"), stock = g_string_new ("item;place;quantity\n");
  g_autofree char *items_path = NULL, *stock_path = NULL, *command = NULL;

  for (guint i = 0; i < ROWS; i++) {
    g_string_append_printf (items, "I-%u;Thing\n", i);
    g_string_append_printf (stock, "I-%u;DOCK;%u\n", i, i + 1);
  }
  items_path = write_file ("cut-items.csv", items->str, -1);
  stock_path = write_file ("cut-stock.csv", stock->str, -1);
  command = g_strdup_printf ("import stock %s --store %s --today 2026-11-22", stock_path, uri);
  g_auto (Ran) first = run_to (0, "import items %s --store %s", items_path, uri);
  for (guint i = 0; i < fo_test_count (5); i++) {
    g_autoptr (GSubprocess) import = start (command);
    let_it_work (g_rand_int_range (rand, 20000, 150000));
    g_subprocess_force_exit (import);
    g_subprocess_wait (import, NULL, NULL);
  }
  g_auto (Ran) last = run_input (NULL, command), book = run_to (0, "stock --store %s", uri);
  g_auto (Ran) check = run_to (0, "check --store %s --today 2026-11-22", uri);
  g_test_message ("the last run found %s rows opened already", said (&last, 0, "unchanged"));
  g_assert_cmpuint (book.lines->len, ==, ROWS);
  for (guint i = 0; i < ROWS; i++) {
    g_autofree char *item = g_strdup_printf ("I-%u", i), *wanted = g_strdup_printf ("%u", i + 1);
    g_assert_cmpstr (field_of (line_with (&book, "item", item), "on_hand"), ==, wanted);
  }
  g_assert_cmpuint (check.lines->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  each_engine ("/ctl/kill/random", test_kill);
  each_engine ("/ctl/kill/without-ids", test_without_ids);
  each_engine ("/ctl/kill/import", test_import_cut);
  return g_test_run ();
}
