/* SPDX-License-Identifier: GPL-3.0-or-later
 * `firstoutctl desk`, the program as scripts run it: one line of JSON for each line of input, whatever the line is, and nothing
 * answered that a kill could take back. */
#include "hall.h"
#include "support/seed.h"
#include "where.h"

#include <gio/gio.h>
#include <json-c/json.h>
#include <string.h>

typedef struct {
  GSubprocess *process;
  GOutputStream *in;
  GDataInputStream *out;
} Program;

static void
program_start (Program *program, const char *uri, const char *journal, const char *language)
{
  g_autoptr (GError) error = NULL;

  program->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      FO_BUILD_DIR "/firstoutctl", "desk", "--store", uri, "--today", "2026-11-22", "--station", "1", "--task",
      "receive", "--journal", journal, "--lang", language, NULL);
  g_assert_no_error (error);
  program->in = g_subprocess_get_stdin_pipe (program->process);
  program->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (program->process));
}

static void
program_clear (Program *program)
{
  g_clear_object (&program->out);
  g_clear_object (&program->process);
}

static void
program_kill (Program *program)
{
  g_subprocess_send_signal (program->process, SIGKILL);
  g_assert_true (g_subprocess_wait (program->process, NULL, NULL));
  program_clear (program);
}

/* The end of input is the end of the program, and a good one. */
static void
program_end (Program *program)
{
  g_autofree char *more = NULL;

  g_assert_true (g_output_stream_close (program->in, NULL, NULL));
  more = g_data_input_stream_read_line (program->out, NULL, NULL, NULL);
  g_assert_null (more);
  g_assert_true (g_subprocess_wait (program->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (program->process));
  g_assert_cmpint (g_subprocess_get_exit_status (program->process), ==, 0);
  program_clear (program);
}

static bool
program_write (Program *program, const char *bytes, gsize length)
{
  return g_output_stream_write_all (program->in, bytes, length, NULL, NULL, NULL);
}

static char *
program_ask (Program *program, const char *line)
{
  g_autofree char *ended = g_strconcat (line, "\n", NULL);

  if (!program_write (program, ended, strlen (ended)))
    return NULL;
  return g_data_input_stream_read_line (program->out, NULL, NULL, NULL);
}

/* ---- the protocol ---------------------------------------------------------------------------------------------------------------- */

static char *
field (const char *answer, const char *name)
{
  json_object *object = json_tokener_parse (answer), *value;
  char *text = NULL;

  if (object && json_object_object_get_ex (object, name, &value))
    text = g_strdup (json_object_get_string (value));
  json_object_put (object);
  return text;
}

static void
expect (Program *program, const char *line, const char *verdict)
{
  g_autofree char *answer = program_ask (program, line), *got = answer ? field (answer, "verdict") : NULL;

  g_test_message ("%s -> %s", line, answer ? answer : "nothing");
  g_assert_cmpstr (got, ==, verdict);
}

#define LETTERS_64 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl"

static const struct {
  const char *line, *verdict;
} lines[] = {
  { "", "FO_CODE_EMPTY" },
  { "dance", "FO_COMMAND_UNKNOWN" },
  { "scanned x", "FO_COMMAND_UNKNOWN" },
  { "scan", "FO_CODE_EMPTY" },
  { "scan ]C1", "FO_CODE_EMPTY" },
  { "command", "FO_CODE_EMPTY" },
  { "command dance", "FO_COMMAND_UNKNOWN" },
  { "id= scan " HALL_CODE, "FO_CODE_EMPTY" },
  { "id=a\x01z scan " HALL_CODE, "FO_CODE_BAD_CHARACTER" },
  { "id=\xff scan " HALL_CODE, "FO_CODE_BAD_CHARACTER" },
  { "id=" LETTERS_64 "m scan " HALL_CODE, "FO_TEXT_TOO_LONG" },
  { "id=" LETTERS_64, "FO_CODE_EMPTY" },
  { "scan \xff\xfe", "FO_CODE_BAD_CHARACTER" },
  { "id=bytes scan \xff\xfe", "FO_CODE_BAD_CHARACTER" },
  { "scan 01046012345678\x01", "FO_CODE_BAD_CHARACTER" },
  { "scan 4601234567890", "FO_CODE_CHECK_DIGIT" },
  { "scan ]C10104601234567", "FO_GS1_TRUNCATED" },
  { "id=" LETTERS_64 " scan " HALL_CODE, "FO_OK" },
  { "id=заказ-1 scan " HALL_CODE "\r", "FO_OK" },
  { "scan 01046012345678930000<GS>10X", "FO_GS1_TRUNCATED" },
  { "command quantity 5", "FO_OK" },
  { "scan 6", "FO_OK" },
  { "command undo", "FO_OK" },
};

static void
test_lines (FoStore *store)
{
  g_autofree char *journal = hall_journal_path (), *long_scan = g_strnfill (600, '7');
  g_autofree char *too_long = g_strconcat ("scan ", long_scan, NULL),
                  *too_long_command = g_strconcat ("command ", long_scan, NULL);
  g_autofree char *zero = NULL;
  Program program;
  Hall hall;

  hall_furnish (&hall, store);
  program_start (&program, fo_store_uri (store), journal, "en");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    expect (&program, lines[i].line, lines[i].verdict);
  expect (&program, too_long, "FO_CODE_TOO_LONG");
  expect (&program, too_long_command, "FO_TEXT_TOO_LONG");
  g_assert_true (program_write (&program, "scan 1\0002\n", 9));
  zero = g_data_input_stream_read_line (program.out, NULL, NULL, NULL);
  g_assert_nonnull (strstr (zero, "FO_CODE_BAD_CHARACTER"));
  g_assert_true (program_write (&program, "command undo", 12)); /* the last line needs no end */
  program.in = g_subprocess_get_stdin_pipe (program.process);
  g_assert_true (g_output_stream_close (program.in, NULL, NULL));
  g_free (zero);
  zero = g_data_input_stream_read_line (program.out, NULL, NULL, NULL);
  g_assert_nonnull (strstr (zero, "FO_OK"));
  g_assert_true (g_subprocess_wait (program.process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (program.process), ==, 0);
  program_clear (&program);
  g_assert_cmpint (hall_on_hand (store, &hall), ==, 2 * FO_ONE); /* two scans; what was typed is undone */
  hall_expect_clean (store);
}

static void
expect_message (const char *uri, const char *language, const char *message)
{
  g_autofree char *journal = hall_journal_path (), *answer = NULL, *got = NULL, *station = NULL;
  Program program;

  program_start (&program, uri, journal, language);
  answer = program_ask (&program, "id=the-same scan 4601234567923");
  got = field (answer, "message");
  g_assert_cmpstr (got, ==, message);
  station = field (answer, "task");
  g_assert_cmpstr (station, ==, "receive");
  program_end (&program);
}

/* The first answer again, in the language of who asks now. */
static void
test_languages (FoStore *store)
{
  Hall hall;

  hall_furnish (&hall, store);
  expect_message (fo_store_uri (store), "ru", "Неизвестный код: 04601234567923");
  expect_message (fo_store_uri (store), "en", "Unknown code: 04601234567923");
}

/* ---- killed ------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *answers; /* of request N, NULL: not answered yet */
  GRand *rand;
} Kills;

/* Gives requests from the first unanswered one on, some more than the program will live to answer, and kills it after REST of them;
 * the answers it wrote before are taken as given. */
static void
give_and_kill (Program *program, Kills *kills)
{
  guint unanswered = 0, live = (guint) g_rand_int_range (kills->rand, 0, 12);
  g_autoptr (GString) text = g_string_new (NULL);

  while (unanswered < kills->answers->len && g_ptr_array_index (kills->answers, unanswered))
    unanswered++;
  for (guint i = unanswered; i < kills->answers->len && i < unanswered + 40; i++)
    g_string_append_printf (text, "id=r%u scan " HALL_CODE "\n", i);
  g_assert_true (program_write (program, text->str, text->len));
  for (guint i = unanswered; i < kills->answers->len; i++) {
    char *answer;

    if (i == unanswered + live) {
      g_subprocess_send_signal (program->process, SIGKILL);
      live = G_MAXUINT / 2;
    }
    answer = g_data_input_stream_read_line (program->out, NULL, NULL, NULL);
    if (!answer)
      return;
    kills->answers->pdata[i] = answer;
  }
}

static void
test_killed (FoStore *store)
{
  g_autofree char *journal = hall_journal_path ();
  guint n = fo_test_count (150), n_kills = 0;
  Kills kills = { .answers = g_ptr_array_new_with_free_func (g_free), .rand = fo_test_rand ("kills of the desk") };
  Program program;
  Hall hall;

  hall_furnish (&hall, store);
  g_ptr_array_set_size (kills.answers, (int) n);
  while (!g_ptr_array_index (kills.answers, n - 1)) {
    program_start (&program, fo_store_uri (store), journal, "en");
    give_and_kill (&program, &kills);
    program_kill (&program);
    n_kills++;
  }
  g_test_message ("%u kills", n_kills);
  g_assert_cmpuint (n_kills, >, n / 40);
  program_start (&program, fo_store_uri (store), journal, "en");
  for (guint i = 0; i < n; i++) {
    g_autofree char *line = g_strdup_printf ("id=r%u scan " HALL_CODE, i), *again = program_ask (&program, line);
    g_assert_cmpstr (again, ==, g_ptr_array_index (kills.answers, i));
  }
  program_end (&program);
  g_assert_cmpint (hall_on_hand (store, &hall), ==, n * FO_ONE);
  hall_expect_clean (store);
  g_rand_free (kills.rand);
  g_ptr_array_unref (kills.answers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/lane/lines", test_lines);
  fo_test_each_store ("/lane/languages", test_languages);
  fo_test_each_store ("/lane/killed", test_killed);
  return g_test_run ();
}
