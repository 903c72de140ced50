/* SPDX-License-Identifier: GPL-3.0-or-later
 * The program killed (-9) while it prints to an IPP printer: every job's document comes once. A printer that gives out a number first
 * (Create-Job) leaves no doubt, whenever the program dies; one that does not (Print-Job) leaves a question, and never a second copy. */
#include "../printing/ippsmall.h"
#include "program.h"
#include "support/seed.h"
#include <string.h>

#define COPIES 3
#define JOBS 12

typedef struct {
  bool create_job;
  char *uri, *journal, *printers;
  GRand *rand;
  int life_max_us;
  guint kills, asked, yes;
} Killing;

static char *
new_store (void)
{
  char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  g_autofree char *places = write_file ("print-places.csv", "place;name;kind\nA-1;Regal 1;bin\n", -1);
  g_auto (Ran) made = run_to (0, "init --store %s", uri);
  g_auto (Ran) ran = run_to (0, "import places %s --store %s", places, uri);

  return uri;
}

/* Lives are as long as it takes to be killed in about half of them. */
static void
kill_at (Killing *k, GSubprocess *program)
{
  gint64 end_us = g_get_monotonic_time () + g_rand_int_range (k->rand, 0, k->life_max_us);

  while (g_get_monotonic_time () < end_us && g_subprocess_get_identifier (program))
    g_poll (NULL, 0, 1);
  g_subprocess_force_exit (program);
  g_assert_true (g_subprocess_wait (program, NULL, NULL));
  if (g_subprocess_get_if_signaled (program)) {
    k->kills++;
    k->life_max_us += k->life_max_us / 16;
  } else
    k->life_max_us -= k->life_max_us / 8;
}

/* A person goes to the printer and looks. */
static void
answer (Killing *k, json_object *job, guint before)
{
  bool there = ippsmall_documents () == before + 1;

  g_assert_false (k->create_job); /* here the printer can be asked, and no person is */
  g_assert_cmpstr (field_of (job, "printed"), ==, "0");
  k->asked++;
  k->yes += there;
  g_auto (Ran) ran = run ("print --%s %s --journal %s --printers %s", there ? "yes" : "no", field_of (job, "job"), k->journal,
                          k->printers);
}

/* Until job N is printed, with more kills on the way. False: it never came to the journal. */
static bool
bring_to_end (Killing *k, guint n, guint before)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  for (guint lives = 0;; lives++) {
    g_autofree char *resume = g_strdup_printf ("print --resume --journal %s --printers %s", k->journal, k->printers);

    if (g_rand_boolean (k->rand)) {
      g_autoptr (GSubprocess) program = start (resume);
      kill_at (k, program);
    } else {
      g_auto (Ran) ran = run ("%s", resume);
    }
    g_auto (Ran) book = run_to (0, "print --queue --journal %s --printers %s", k->journal, k->printers);
    json_object *job = line_with (&book, "job", number);
    if (!job)
      return false;
    g_assert_cmpuint (lives, <, 50);
    if (g_str_equal (field_of (job, "state"), "printed"))
      return true;
    if (g_str_equal (field_of (job, "state"), "uncertain"))
      answer (k, job, before);
  }
}

static void
test_killed (gconstpointer data)
{
  static guint rounds;
  g_autofree char *name = g_strdup_printf ("ipp-%u", ++rounds), *command = NULL;
  Killing k = { .create_job = GPOINTER_TO_INT (data) != 0, .uri = new_store (), .journal = file_path (name),
                .rand = fo_test_rand ("print-ipp"), .life_max_us = 300000 };
  guint jobs = fo_test_count (JOBS), n = 0, first = ippsmall_documents ();

  ippsmall_set ((IppSmallHow){ .create_job = k.create_job, .pause_ms = 120, .looks = 2 });
  k.printers = g_strconcat (k.journal, ".conf", NULL);
  g_auto (Ran) added = run_to (0, "printers add P %s --language zpl --printers %s", ippsmall_uri (), k.printers);
  command = g_strdup_printf ("print --place A-1 --count %d --store %s --journal %s --printers %s", COPIES, k.uri, k.journal,
                             k.printers);
  for (guint i = 0; i < jobs || (!k.create_job && k.asked == 0 && i < 10 * jobs); i++) {
    g_autoptr (GSubprocess) program = start (command);

    kill_at (&k, program);
    n += bring_to_end (&k, n + 1, first + n);
    g_assert_cmpuint (ippsmall_documents (), ==, first + n);
  }
  g_test_message ("%u kills in %u jobs, each printed once; asked %u times, printed %u", k.kills, n, k.asked, k.yes);
  g_assert_cmpuint (k.kills, >, jobs / 4);
  g_assert_true (k.create_job || k.asked > 0); /* else none died at the moment that matters */
  g_rand_free (k.rand);
  g_free (k.uri);
  g_free (k.journal);
  g_free (k.printers);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/ctl/print-ipp/killed/create-job", GINT_TO_POINTER (1), test_killed);
  g_test_add_data_func ("/ctl/print-ipp/killed/print-job", GINT_TO_POINTER (0), test_killed);
  ippsmall_start ();
  status = g_test_run ();
  ippsmall_stop ();
  return status;
}
