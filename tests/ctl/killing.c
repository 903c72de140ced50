/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "killing.h"

#include "support/seed.h"

typedef struct {
  const Killing *how;
  char *journal, *printers;
  GRand *rand;
  int life_max_us;
  guint kills, asked, yes, no; /* what persons were asked, and had to say */
} State;

char *
killing_store (void)
{
  char *uri = fo_test_store_uri (FO_TEST_SQLITE);
  g_autofree char *places = write_file ("print-places.csv", "place;name;kind\nA-1;Regal 1;bin\n", -1);
  g_auto (Ran) made = run_to (0, "init --store %s", uri);
  g_auto (Ran) ran = run_to (0, "import places %s --store %s", places, uri);

  return uri;
}

static void
kill_at (State *s, GSubprocess *program)
{
  gint64 end_us = g_get_monotonic_time () + g_rand_int_range (s->rand, 0, s->life_max_us);

  while (g_get_monotonic_time () < end_us && g_subprocess_get_identifier (program))
    g_poll (NULL, 0, 1);
  g_subprocess_force_exit (program);
  g_assert_true (g_subprocess_wait (program, NULL, NULL));
  if (s->how->died)
    s->how->died (s->how->data);
  if (g_subprocess_get_if_signaled (program)) {
    s->kills++;
    s->life_max_us += s->life_max_us / 16;
  } else /* it was done before: on this machine lives are shorter */
    s->life_max_us -= s->life_max_us / 8;
}

static guint
number_of (json_object *line, const char *field)
{
  return (guint) g_ascii_strtoull (field_of (line, field), NULL, 10);
}

/* A person looks at the labels that lie there, and says whether those in doubt are among them. */
static void
answer (State *s, json_object *job, guint before)
{
  guint printed = number_of (job, "printed"), begun = number_of (job, "begun"), lie = s->how->printed (s->how->data);
  bool there = lie == before + begun;

  g_assert_cmpuint (begun, >, printed);
  g_assert_cmpuint (begun - printed, <=, s->how->doubt_max);
  g_assert_cmpuint (lie, ==, before + (there ? begun : printed));
  s->asked++;
  s->yes += there;
  s->no += !there;
  g_auto (Ran) ran = run ("print --%s %s --journal %s --printers %s", there ? "yes" : "no", field_of (job, "job"), s->journal,
                          s->printers);
}

/* Until job N is printed, with more kills on the way. False: it never came to the journal. */
static bool
bring_to_end (State *s, guint n, guint before)
{
  g_autofree char *number = g_strdup_printf ("%u", n);

  for (guint lives = 0;; lives++) {
    g_autofree char *resume = g_strdup_printf ("print --resume --journal %s --printers %s", s->journal, s->printers);

    if (g_rand_boolean (s->rand)) {
      g_autoptr (GSubprocess) program = start (resume);
      kill_at (s, program);
    } else {
      g_auto (Ran) ran = run ("%s", resume);
    }
    g_auto (Ran) book = run_to (0, "print --queue --journal %s --printers %s", s->journal, s->printers);
    json_object *job = line_with (&book, "job", number);
    if (!job)
      return false;
    g_assert_cmpuint (lives, <, 50);
    if (g_str_equal (field_of (job, "state"), "printed"))
      return true;
    if (g_str_equal (field_of (job, "state"), "uncertain"))
      answer (s, job, before);
  }
}

/* How long a life has to be for a kill in the middle of it depends on the machine, and is found on the way (kill_at): it goes on
 * until enough died and enough jobs were begun, which a machine of any speed comes to, and would else never end. */
static bool
is_enough (const State *s, guint n, guint jobs)
{
  return s->kills > jobs / 4 && n > jobs / 4 && (!s->how->must_ask || s->asked > 0);
}

void
killing_run (const Killing *killing)
{
  State s = { .how = killing, .journal = file_path (killing->name), .rand = fo_test_rand (killing->name),
              .life_max_us = killing->life_max_us };
  g_autofree char *store = killing_store (), *command = NULL;
  guint jobs = fo_test_count (killing->jobs), n = 0, first = killing->printed (killing->data);

  s.printers = g_strconcat (s.journal, ".conf", NULL);
  g_auto (Ran) added = run_to (0, "printers add P %s --dpi 203 --language %s --printers %s", killing->uri, killing->language, s.printers);
  command = g_strdup_printf ("print --place A-1 --count %u --store %s --journal %s --printers %s%s", killing->copies, store,
                             s.journal, s.printers, killing->options ? killing->options : "");
  for (guint i = 0; i < jobs || (!is_enough (&s, n, jobs) && i < 10 * jobs); i++) {
    g_autoptr (GSubprocess) program = start (command);

    kill_at (&s, program);
    n += bring_to_end (&s, n + 1, first + n * killing->copies);
    g_assert_cmpuint (killing->printed (killing->data), ==, first + n * killing->copies);
  }
  g_test_message ("%u kills in %u jobs of %u labels: %u labels, each once; asked %u times, printed %u, not %u", s.kills, n,
                  killing->copies, killing->printed (killing->data) - first, s.asked, s.yes, s.no);
  g_assert_true (is_enough (&s, n, jobs)); /* else none died at the moments that matter */
  g_rand_free (s.rand);
  g_free (s.journal);
  g_free (s.printers);
}
