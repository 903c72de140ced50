/* SPDX-License-Identifier: GPL-3.0-or-later
 * The disk fails: each read, write, sync, opening and removing in its turn, once and for a while. Whoever books is told so in a
 * sentence, or it was done; nothing is half; and when the disk works again, so does the warehouse, without a new start. In the end
 * the power is cut, and of what was written but never synced nothing is left: what was answered is there all the same. One program
 * in three is killed at its first refusal, and all it wrote is left: what was refused does not come back. */
#include "day.h"
#include "firstout/work/act.h"
#include "hostile.h"
#include "memdisk.h"
#include "support/seed.h"

#define STORE_URI "sqlite:/no-such-folder/store.db?vfs=" MEMDISK
#define JOURNAL_URI "/no-such-folder/journal.db?vfs=" MEMDISK
#define SESSION 22
#define TRIES 3 /* while the fault lasts; then the disk works again */

typedef struct {
  guint runs, struck, refused, without_words, half, stuck, lost, killed, came_back;
} Tally;

/* A part of the day on one disk that fails. */
typedef struct {
  Disk *disk;
  FoStore *store;
  FoJournal *journal;
  guint from, to;
  DiskCall call;
  guint nth;
  bool lasts;
  bool dies;          /* the program is killed as soon as a step is refused: what was refused must not come back */
  guint refused_step; /* G_MAXUINT: none */
  Tally *tally;
} Session;

static void
tell (const Session *s, const char *what, const GError *error)
{
  g_print ("# faults: %s %u %s, steps from %u: %s%s%s\n", disk_call_name (s->call), s->nth,
           s->lasts ? "lasting" : "once", s->from, what, error ? ": " : "", error ? error->message : "");
}

static void
note_refusal (const Session *s, const GError *error)
{
  s->tally->refused++;
  if (g_getenv ("FO_FAULT"))
    tell (s, "refused", error);
  if (error && error->domain == FO_STORE_ERROR && error->message[0] && g_utf8_validate (error->message, -1, NULL))
    return;
  s->tally->without_words++;
  tell (s, "refused without a word", error);
}

static bool
open_both (Session *s, GError **error)
{
  if (!s->store)
    s->store = fo_store_open (STORE_URI, 0, error);
  if (s->store && !s->journal)
    s->journal = fo_journal_open (JOURNAL_URI, error);
  return s->store && s->journal;
}

/* As the desk does it: what is not known is asked before it is done again. */
static bool
do_step (Session *s, guint step, bool *open, GError **error)
{
  bool done = false;

  if (*open && !fo_store_settle (s->store, day_operation (step), &done, error))
    return false;
  *open = false;
  if (done || day_do (s->store, s->journal, step, error))
    return true;
  *open = g_error_matches (*error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
  return false;
}

/* Again and again while the disk fails, and once more when it works. STEP G_MAXUINT is the opening. */
static bool
get_through (Session *s, guint step)
{
  bool open = false;

  for (guint i = 0; i <= TRIES; i++) {
    g_autoptr (GError) error = NULL;

    if (i == TRIES)
      disk_heal (s->disk);
    if (step == G_MAXUINT ? open_both (s, &error) : do_step (s, step, &open, &error))
      return true;
    note_refusal (s, error);
    if (s->dies && step != G_MAXUINT && !open) {
      s->refused_step = step;
      return false;
    }
    if (i == TRIES)
      tell (s, "does not go on", error);
  }
  s->tally->stuck++;
  return false;
}

static bool
work_through (Session *s)
{
  if (!get_through (s, G_MAXUINT))
    return false;
  for (guint step = s->from; step < s->to; step++)
    if (!get_through (s, step))
      return false;
  return true;
}

static void
close_both (Session *s)
{
  g_clear_pointer (&s->journal, fo_journal_free);
  g_clear_pointer (&s->store, fo_store_free);
}

/* The power goes: nothing of what waits for a sync survives. The program alone dies: all of it does. */
static Disk *
end_abruptly (const Session *s, GRand *rand)
{
  g_autoptr (Replay) replay = replay_new (s->disk);

  replay_to (replay, disk_calls (s->disk));
  return replay_cut (replay, s->refused_step == G_MAXUINT ? CUT_NONE : CUT_ALL, rand);
}

static void
look_for_refused (Session *s, FoStore *store, int done)
{
  s->tally->came_back += done > (int) s->refused_step;
  if (done > (int) s->refused_step)
    tell (s, "refused, and there after a new start", NULL);
  else if (done < (int) s->refused_step || day_contradictions (store, NULL) != 0)
    s->tally->lost++;
}

static void
look (Session *s, Disk *left, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = NULL;
  g_autofree char *picture = NULL;
  guint gap;
  int done;

  disk_use (left);
  store = fo_store_open (STORE_URI, 0, &error);
  done = store && fo_store_check_file (store, &error) ? day_done (store, &gap, &error) : -1;
  if (s->refused_step != G_MAXUINT && done >= 0) {
    look_for_refused (s, store, done);
    return;
  }
  if (done != (int) s->to) {
    s->tally->lost++;
    g_print ("# %d steps are there, %u were answered\n", done, s->to);
    tell (s, "lost", error);
    return;
  }
  picture = day_picture (store, &error);
  if (g_strcmp0 (picture, expected) == 0 && day_contradictions (store, &error) == 0)
    return;
  s->tally->half++;
  tell (s, "half", error);
}

static void
run_session (const Disk *before,
             guint from,
             guint to,
             const char *expected,
             DiskCall call,
             guint nth,
             bool lasts,
             GRand *rand,
             Tally *tally)
{
  g_autoptr (Disk) disk = disk_copy (before), left = NULL;
  Session s = { disk, NULL, NULL, from, to, call, nth, lasts, nth % 3 == 0, G_MAXUINT, tally };
  bool through;

  disk_use (disk);
  disk_record (disk);
  disk_fail (disk, call, nth, lasts);
  through = work_through (&s);
  tally->runs++;
  tally->killed += s.refused_step != G_MAXUINT;
  tally->struck += disk_failed (disk) > 0;
  disk_heal (disk);
  left = end_abruptly (&s, rand);
  close_both (&s);
  if (through || s.refused_step != G_MAXUINT)
    look (&s, left, expected);
}

/* The same without a fault: what comes of it, and how many calls it makes. */
static char *
run_well (Disk *disk, guint from, guint to)
{
  Tally tally = { 0 };
  Session s = { disk, NULL, NULL, from, to, DISK_READ, 0, false, false, G_MAXUINT, &tally };
  g_autoptr (GError) error = NULL;
  bool through;
  char *picture;

  disk_use (disk);
  through = work_through (&s);
  g_assert (through && tally.refused == 0);
  picture = day_picture (s.store, &error);
  g_assert_no_error (error);
  close_both (&s);
  return picture;
}

/* FO_FAULT="sync 47 lasting" replays one. */
static bool
is_asked_for (DiskCall call, guint nth, bool lasts)
{
  g_autofree char *name = g_strdup_printf ("%s %u %s", disk_call_name (call), nth, lasts ? "lasting" : "once");

  return g_str_equal (name, g_getenv ("FO_FAULT"));
}

/* Each sync, and each call of the other kinds or a SHARE of them. */
static void
fail_everything (const Disk *before,
                 const Disk *after,
                 guint from,
                 guint to,
                 const char *expected,
                 double share,
                 GRand *rand,
                 Tally *tally)
{
  for (int call = 0; call < DISK_N_CALLS; call++)
    for (guint nth = 1; nth <= disk_made (after, (DiskCall) call); nth++)
      for (int lasts = 0; lasts < 2; lasts++)
        if (g_getenv ("FO_FAULT") ? is_asked_for ((DiskCall) call, nth, lasts)
                                  : call == DISK_SYNC || g_rand_double (rand) < share)
          run_session (before, from, to, expected, (DiskCall) call, nth, lasts, rand, tally);
}

static Disk *
make_warehouse (void)
{
  g_autoptr (GError) error = NULL;
  Disk *disk = disk_new ();
  FoStore *store;
  FoJournal *journal;

  disk_use (disk);
  store = fo_store_open (STORE_URI, FO_STORE_CREATE, &error);
  g_assert_no_error (error);
  day_furnish (store);
  journal = fo_journal_open (JOURNAL_URI, &error);
  g_assert_no_error (error);
  fo_journal_free (journal);
  fo_store_free (store);
  return disk;
}

void
hostile_faults (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("faults");
  double share = MIN (fo_test_count (500) / 10000.0, 1);
  g_autoptr (Disk) disk = NULL;
  Tally tally = { 0 };

  memdisk_register ();
  disk = make_warehouse ();
  for (guint from = 0; from < day_steps (); from += SESSION) {
    guint to = MIN (from + SESSION, day_steps ());
    g_autoptr (Disk) before = g_steal_pointer (&disk);
    g_autofree char *expected = NULL;

    disk = disk_copy (before);
    expected = run_well (disk, from, to);
    fail_everything (before, disk, from, to, expected, share, rand, &tally);
  }
  bar_told ("disk faults: days worked with one", tally.runs);
  bar_at_least ("disk faults: that struck", tally.struck, tally.runs * 0.8);
  bar_at_least ("disk faults: refusals in words", tally.refused, tally.runs / 4.0);
  bar_at_most ("disk faults: refusals without words", tally.without_words, 0);
  bar_at_most ("disk faults: days that did not go on afterwards", tally.stuck, 0);
  bar_at_most ("disk faults: answered and lost", tally.lost, 0);
  bar_told ("disk faults: programs killed at a refusal", tally.killed);
  bar_at_most ("disk faults: refused, and there after a new start", tally.came_back, 0);
  bar_at_most ("disk faults: half, or twice", tally.half, 0);
}
