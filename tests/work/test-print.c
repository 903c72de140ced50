/* SPDX-License-Identifier: GPL-3.0-or-later
 * The print queue against a printer on port 9100: what was asked for is printed once, or a person is asked. */
#include "queue.h"
#include "support/stores.h"

#include <string.h>

static guint
count_of (GBytes *bytes, const char *word)
{
  gsize length;
  const char *at = g_bytes_get_data (bytes, &length), *end = at + length;
  guint found = 0;

  while ((at = g_strstr_len (at, end - at, word))) {
    found++;
    at += strlen (word);
  }
  return found;
}

/* ---- it prints ----------------------------------------------------------------------------------------------------- */

static void
test_printed (gconstpointer data)
{
  SinkKind kind = (SinkKind) GPOINTER_TO_INT (data);
  g_autoptr (Sink) sink = sink_new (kind);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  queue_printer (q, "P", sink_uri (sink), kind == SINK_TSPL ? FO_PRINTER_TSPL : FO_PRINTER_ZPL);
  job = queue_add (q, "P", 3, NULL);
  g_assert_cmpint (job, ==, 1);
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (queue_job (q, job)->printed, ==, 3);
  g_assert_cmpuint (sink_printed (sink), ==, 3);
  /* only a printer that says so has printed for certain */
  g_assert_cmpint (queue_job (q, job)->confirmed, ==, kind != SINK_SILENT);
}

/* The answers of what was asked, as "2:printed:1 1:printed:0 ". */
static void
list_all (const GPtrArray *jobs, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  for (guint i = 0; i < jobs->len; i++) {
    const FoPrintJob *job = jobs->pdata[i];
    g_string_append_printf (data, "%" G_GINT64_FORMAT ":%s:%" G_GINT64_FORMAT ":%u ", job->job,
                            fo_print_state_name (job->state), job->of, job->labels);
  }
}

static void
assert_book (Queue *q, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  fo_print_queue_list (q->queue, 20, list_all, text);
  queue_until (q, text->len > 0);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
keep_job (const FoPrintAdded *told, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  *(gint64 *) data = told->verdict == FO_OK ? told->job : -1;
}

static gint64
reprint (Queue *q, gint64 job, guint from, guint count)
{
  gint64 made = 0;

  fo_print_queue_reprint (q->queue, job, from, count, keep_job, &made);
  queue_until (q, made != 0);
  queue_until (q, queue_settled (q));
  return made;
}

static void
test_reprints (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);

  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  queue_add (q, "P", 4, NULL);
  queue_until (q, queue_settled (q));
  g_assert_cmpint (reprint (q, 1, 1, 2), ==, 2);
  g_assert_cmpuint (sink_printed (sink), ==, 6);
  g_assert_cmpint (reprint (q, 2, 0, 0), ==, 3); /* of a reprint: it names the first */
  g_assert_cmpint (reprint (q, 1, 3, 2), ==, -1); /* there is no fifth label */
  g_assert_cmpint (reprint (q, 77, 0, 0), ==, -1);
  assert_book (q, "3:printed:1:2 2:printed:1:2 1:printed:0:4 ");
}

static void
record_copy (const GPtrArray *jobs, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  for (guint i = 0; i < jobs->len; i++)
    g_string_append_printf (data, "%u ", ((const FoPrintJob *) jobs->pdata[i])->copy);
}

/* Each printing has its own number, also of those asked for at once; and the journal keeps it. */
static void
test_copies (void)
{
  g_autoptr (Queue) q = queue_new (NULL);
  g_autoptr (GString) copies = g_string_new (NULL);
  gint64 second = 0, third = 0;

  queue_add (q, "file", 2, NULL);
  queue_until (q, queue_settled (q));
  fo_print_queue_reprint (q->queue, 1, 0, 0, keep_job, &second);
  fo_print_queue_reprint (q->queue, 1, 1, 1, keep_job, &third);
  queue_until (q, second != 0 && third != 0 && queue_settled (q));
  queue_reopen (q);
  g_assert_cmpint (reprint (q, second, 0, 0), ==, 4);
  fo_print_queue_list (q->queue, 20, record_copy, copies);
  queue_until (q, copies->len > 0);
  g_assert_cmpstr (copies->str, ==, "4 3 2 1 ");
}

/* ---- papers ---------------------------------------------------------------------------------------------------------- */

static void
keep_verdict (const FoPrintAdded *told, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  g_assert_true (told->verdict == FO_OK || !told->job);
  *(int *) data = (int) told->verdict;
}

static FoVerdict
add_carton (Queue *q, const FoArgs *fields, const FoArgs *rows, guint n_rows)
{
  const FoPrintWish wish = { .printer = "Z", .template = "box", .records = fields, .n_records = 1, .rows = rows,
                             .n_rows = n_rows, .copies = 2, .title = "box" };
  int verdict = -1;

  fo_print_queue_add (q->queue, &wish, keep_verdict, &verdict);
  queue_until (q, verdict >= 0);
  return (FoVerdict) verdict;
}

/* A carton of three things on labels with two rows each: two labels a copy; without its list there is none at all. */
static void
test_list (void)
{
  static const char template[] = "[label]\nsize=40 30\nrecord=carton\nlist=1 8 38 20\nrow=38 10\n[sscc]\nbox=1 1 38 6\n"
                                 "text={sscc} {page}/{pages}\nsize=2\n[item]\nin=row\nbox=0 0 38 5\ntext={item}\nsize=3\n"
                                 "[content]\nbox=1 20 38 5\ntext={content}\nsize=3\noptional=true\n";
  static const char *const items[] = { "Pump", "Valve", "Hose" };
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  g_autofree char *path = g_build_filename (q->folder, "box.label", NULL);
  g_auto (FoArgs) fields = { 0 };
  FoArgs rows[3] = { 0 };

  g_assert_true (g_file_set_contents (path, template, -1, NULL));
  queue_printer (q, "Z", sink_uri (sink), FO_PRINTER_ZPL);
  fo_args_set_text (&fields, "sscc", "340123450000000018");
  for (int i = 0; i < 3; i++)
    fo_args_set_text (&rows[i], "item", items[i]);
  g_assert_cmpint (add_carton (q, &fields, NULL, 0), ==, FO_LABEL_FIELD_EMPTY);
  g_assert_cmpint (add_carton (q, &fields, rows, 3), ==, FO_OK);
  queue_until (q, queue_settled (q));
  g_assert_cmpuint (queue_job (q, 1)->labels, ==, 4);
  g_assert_cmpuint (sink_printed (sink), ==, 4);
  g_assert_cmpint (reprint (q, 1, 0, 0), ==, 2); /* with its list, from the journal */
  g_assert_cmpuint (sink_printed (sink), ==, 8);
  fo_args_set_text (&fields, "content", "0204601234567893");
  g_assert_cmpint (add_carton (q, &fields, NULL, 0), ==, FO_OK);
  queue_until (q, queue_settled (q));
  g_assert_cmpuint (sink_printed (sink), ==, 10);
  for (int i = 0; i < 3; i++)
    fo_args_clear (&rows[i]);
}

/* The same wish again, after a crash or a double press, is the same job. */
static void
test_origin (void)
{
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 first = queue_add (q, "file", 1, "4711/0");

  g_assert_false (q->repeated);
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_add (q, "file", 1, "4711/0"), ==, first);
  g_assert_true (q->repeated);
  g_assert_cmpint (queue_add (q, "file", 1, "4711/1"), ==, first + 1);
  queue_until (q, queue_settled (q));
  queue_reopen (q);
  g_assert_cmpint (queue_add (q, "file", 1, "4711/1"), ==, first + 1);
  assert_book (q, "2:printed:0:1 1:printed:0:1 ");
}

static void
test_refused (void)
{
  g_autoptr (Queue) q = queue_new (NULL);
  g_autoptr (GArray) printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));
  FoPrinter small;

  fo_printer_init (&small, "S", "tcp://127.0.0.1:1");
  small.width_um = 25000;
  g_array_append_val (printers, small);
  g_assert_true (fo_print_queue_set_printers (q->queue, printers, NULL));
  g_assert_cmpint (queue_add (q, "S", 1, NULL), ==, 0); /* 30 mm on paper of 25 */
  g_assert_cmpint (q->verdict, ==, FO_LABEL_DOES_NOT_FIT);
  g_assert_cmpstr (q->needed, ==, "30 × 20 мм"); /* in the language of the label */
  g_assert_cmpint (queue_add (q, "nobody", 1, NULL), ==, 0);
  g_assert_nonnull (strstr (q->error, "nobody"));
  g_assert_true (queue_settled (q));
}

/* ---- it waits ------------------------------------------------------------------------------------------------------- */

static void
test_paper_out (gconstpointer data)
{
  SinkKind kind = (SinkKind) GPOINTER_TO_INT (data);
  g_autoptr (Sink) sink = sink_new (kind);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  sink_set_paper (sink, false);
  queue_printer (q, "P", sink_uri (sink), kind == SINK_TSPL ? FO_PRINTER_TSPL : FO_PRINTER_ZPL);
  job = queue_add (q, "P", 2, NULL);
  queue_until (q, queue_job (q, job)->stage == FO_PRINT_WAITING);
  g_assert_cmpint (queue_job (q, job)->reason, ==, FO_PRINT_NO_PAPER);
  g_assert_cmpuint (sink_taken (sink), ==, 0); /* nothing is sent into a printer without paper */
  sink_set_paper (sink, true);
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (sink_printed (sink), ==, 2);
}

/* Runs out in the middle: the label in the printer is printed when there is paper, once. */
static void
test_paper_ends (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  sink_paper_for (sink, 7);
  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  job = queue_add (q, "P", 30, NULL);
  queue_until (q, queue_job (q, job)->stage == FO_PRINT_WAITING && queue_job (q, job)->reason == FO_PRINT_NO_PAPER);
  g_assert_cmpuint (sink_printed (sink), ==, 7);
  g_assert_cmpuint (sink_taken (sink), ==, 8);
  sink_set_paper (sink, true);
  queue_until (q, queue_settled (q));
  g_assert_cmpuint (sink_printed (sink), ==, 30);
  g_assert_cmpuint (sink_taken (sink), ==, 30);
}

static void
test_offline (void)
{
  g_autoptr (Queue) q = queue_new (NULL);
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  gint64 job, second;

  queue_printer (q, "P", "tcp://127.0.0.1:1", FO_PRINTER_ZPL);
  queue_printer (q, "R", sink_uri (sink), FO_PRINTER_ZPL);
  job = queue_add (q, "P", 1, NULL);
  queue_until (q, queue_job (q, job)->reason == FO_PRINT_OFFLINE);
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_WAITING);
  second = queue_add (q, "R", 1, NULL); /* another printer does not wait for it */
  queue_until (q, queue_state (q, second) == FO_PRINT_JOB_PRINTED);
  g_assert_true (fo_print_queue_move (q->queue, job, "R"));
  queue_until (q, queue_state (q, job) == FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (sink_printed (sink), ==, 2);
}

/* It takes no byte: shown, and no label is lost or doubled when it does again. */
static void
test_never_reads (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_SILENT);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  sink_hold (sink, true);
  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  job = queue_add (q, "P", 40, NULL);
  queue_until (q, queue_job (q, job)->stage == FO_PRINT_WAITING);
  g_assert_cmpint (queue_job (q, job)->reason, ==, FO_PRINT_BUSY);
  sink_hold (sink, false);
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (sink_taken (sink), ==, 40);
}

/* ---- it breaks ------------------------------------------------------------------------------------------------------ */

/* The line breaks before a label's last byte: that label comes again by itself, whole, and no other does. */
static void
test_cut_in_the_middle (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  sink_close_after (sink, 60); /* within the head of the first label, behind one question */
  job = queue_add (q, "P", 3, NULL);
  queue_until (q, queue_settled (q));
  if (queue_state (q, job) == FO_PRINT_JOB_UNCERTAIN) { /* the system had taken all of it before the line broke */
    g_assert_cmpuint (queue_job (q, job)->begun, ==, 1);
    g_assert_true (fo_print_queue_answer (q->queue, job, false));
    queue_until (q, queue_settled (q));
  }
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (sink_printed (sink), ==, 3);
  g_assert_cmpuint (sink_connections (sink), ==, 2);
}

/* Behind the last byte nobody knows: a person says. */
static void
test_doubt (gconstpointer data)
{
  bool printed = GPOINTER_TO_INT (data);
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  sink_paper_for (sink, 2);
  job = queue_add (q, "P", 40, NULL);
  queue_until (q, queue_job (q, job)->reason == FO_PRINT_NO_PAPER);
  g_assert_cmpuint (sink_taken (sink), ==, 3);
  g_assert_cmpuint (sink_printed (sink), ==, 2);
  sink_close_after (sink, 1); /* the next question ends it */
  queue_until (q, queue_state (q, job) == FO_PRINT_JOB_UNCERTAIN);
  g_assert_cmpuint (queue_job (q, job)->begun, ==, 3);
  g_assert_cmpuint (queue_job (q, job)->printed, ==, 2);
  queue_reopen (q); /* it is still in doubt in the next life */
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_UNCERTAIN);
  g_assert_false (fo_print_queue_retry (q->queue, job));
  sink_set_paper (sink, true);
  g_assert_true (fo_print_queue_answer (q->queue, job, printed));
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (sink_printed (sink), ==, printed ? 40 : 41); /* as the person said */
}

static void
test_cancel (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job, waits;

  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  job = queue_add (q, "P", 200, NULL);
  waits = queue_add (q, "P", 1, NULL);
  queue_until (q, queue_job (q, job)->printed >= 2);
  g_assert_true (fo_print_queue_cancel (q->queue, waits));
  g_assert_true (fo_print_queue_cancel (q->queue, job));
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_CANCELLED);
  g_assert_cmpint (queue_state (q, waits), ==, FO_PRINT_JOB_CANCELLED);
  g_assert_cmpuint (queue_job (q, job)->printed, ==, sink_printed (sink)); /* it knows how many there are */
  g_assert_cmpuint (sink_printed (sink), <, 200);
  g_assert_false (fo_print_queue_cancel (q->queue, job));
}

/* The program ends in the middle: the rest comes in its next life, and nothing twice. */
static void
test_next_life (void)
{
  g_autoptr (Sink) sink = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  gint64 job;

  queue_printer (q, "P", sink_uri (sink), FO_PRINTER_ZPL);
  job = queue_add (q, "P", 60, NULL);
  for (guint life = 1; life <= 3; life++) {
    queue_until (q, queue_job (q, job)->printed >= life * 5);
    queue_reopen (q);
  }
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (sink_printed (sink), ==, 60);
  g_autoptr (GBytes) bytes = sink_bytes (sink);
  g_assert_cmpuint (count_of (bytes, "^XA"), ==, 60);
}

/* ---- stickers on sheets ------------------------------------------------------------------------------------------------ */

/* A hundred labels, the first sheet has twenty stickers left: five sheets. Label printers take none. */
static void
test_sheets (void)
{
  g_autoptr (Sink) labels = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  g_autofree char *uri = g_strconcat ("file:", q->folder, NULL);

  queue_printer (q, "Z", sink_uri (labels), FO_PRINTER_ZPL);
  queue_printer (q, "P", uri, FO_PRINTER_PDF);
  g_assert_cmpint (queue_add_sheets (q, NULL, 100, "3x8@5"), ==, 1); /* to the one that can, though another is the first */
  g_assert_cmpstr (queue_job (q, 1)->printer, ==, "P");
  g_assert_cmpuint (queue_job (q, 1)->labels, ==, 5);
  g_assert_cmpint (queue_add_sheets (q, "P", 20, "3x8@5"), ==, 2);
  g_assert_cmpuint (queue_job (q, 2)->labels, ==, 1);
  g_assert_cmpint (queue_add_sheets (q, "P", 21, "3x8@5"), ==, 3);
  g_assert_cmpuint (queue_job (q, 3)->labels, ==, 2);
  queue_until (q, queue_settled (q));
  for (gint64 job = 1; job <= 3; job++)
    g_assert_cmpint (queue_state (q, job), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpint (queue_add_sheets (q, "Z", 1, "3x8"), ==, 0);
  g_assert_nonnull (strstr (q->error, "Лист с наклейками"));
  g_assert_cmpint (queue_add_sheets (q, "P", 1, "8x8"), ==, 0); /* 26 mm wide, and the label has 30 */
  g_assert_cmpint (q->verdict, ==, FO_LABEL_DOES_NOT_FIT);
  g_assert_cmpint (reprint (q, 3, 0, 0), ==, 4);
  g_assert_cmpuint (queue_job (q, 4)->labels, ==, 2);
  g_assert_cmpint (reprint (q, 3, 1, 1), ==, -1); /* all or nothing */
  g_assert_cmpuint (sink_taken (labels), ==, 0);
}

/* It waits for a printer that is off over the end of the program, and is moved to a label printer, which is no place for it. */
static void
test_sheets_next_life (void)
{
  g_autoptr (Sink) labels = sink_new (SINK_ZPL);
  g_autoptr (Queue) q = queue_new (NULL);
  g_autofree char *uri = g_strconcat ("file:", q->folder, NULL);

  queue_printer (q, "off", "ipp://127.0.0.1:1/ipp/print", FO_PRINTER_PDF);
  queue_printer (q, "Z", sink_uri (labels), FO_PRINTER_ZPL);
  queue_printer (q, "P", uri, FO_PRINTER_PDF);
  g_assert_cmpint (queue_add_sheets (q, "off", 30, "3x8@5"), ==, 1);
  queue_until (q, queue_job (q, 1)->reason == FO_PRINT_OFFLINE && queue_state (q, 1) == FO_PRINT_JOB_WAITING);
  queue_reopen (q); /* and it tries at once: */
  g_assert_true (fo_print_queue_move (q->queue, 1, "Z"));
  queue_until (q, queue_state (q, 1) == FO_PRINT_JOB_FAILED);
  g_assert_nonnull (strstr (queue_job (q, 1)->text, "Лист с наклейками"));
  g_assert_true (fo_print_queue_move (q->queue, 1, "P"));
  queue_until (q, queue_settled (q));
  g_assert_cmpint (queue_state (q, 1), ==, FO_PRINT_JOB_PRINTED);
  g_assert_cmpuint (queue_job (q, 1)->printed, ==, 2);
  g_assert_cmpuint (sink_taken (labels), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/work/print/printed/zpl", GINT_TO_POINTER (SINK_ZPL), test_printed);
  g_test_add_data_func ("/work/print/printed/tspl", GINT_TO_POINTER (SINK_TSPL), test_printed);
  g_test_add_data_func ("/work/print/printed/silent", GINT_TO_POINTER (SINK_SILENT), test_printed);
  g_test_add_func ("/work/print/reprints", test_reprints);
  g_test_add_func ("/work/print/copies", test_copies);
  g_test_add_func ("/work/print/list", test_list);
  g_test_add_func ("/work/print/origin", test_origin);
  g_test_add_func ("/work/print/refused", test_refused);
  g_test_add_data_func ("/work/print/paper-out/zpl", GINT_TO_POINTER (SINK_ZPL), test_paper_out);
  g_test_add_data_func ("/work/print/paper-out/tspl", GINT_TO_POINTER (SINK_TSPL), test_paper_out);
  g_test_add_func ("/work/print/paper-ends", test_paper_ends);
  g_test_add_func ("/work/print/offline", test_offline);
  g_test_add_func ("/work/print/never-reads", test_never_reads);
  g_test_add_func ("/work/print/cut-in-the-middle", test_cut_in_the_middle);
  g_test_add_data_func ("/work/print/doubt/printed", GINT_TO_POINTER (true), test_doubt);
  g_test_add_data_func ("/work/print/doubt/not-printed", GINT_TO_POINTER (false), test_doubt);
  g_test_add_func ("/work/print/cancel", test_cancel);
  g_test_add_func ("/work/print/next-life", test_next_life);
  g_test_add_func ("/work/print/sheets", test_sheets);
  g_test_add_func ("/work/print/sheets-next-life", test_sheets_next_life);
  return g_test_run ();
}
