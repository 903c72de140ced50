/* SPDX-License-Identifier: GPL-3.0-or-later
 * The power is cut. A day's work is done once on a recording disk; then the disk is put together again as a cut behind each call
 * may leave it, opened as any start opens it, and looked at: what was answered is there, nothing is there twice or half, and the
 * step that was under way is there whole or not at all. Every fourth warehouse is cut a second time while it is recovering. Labels are
 * printed meanwhile: with what the queue knows behind a cut each is on paper once in the end. */
#include "day.h"
#include "firstout/store/print-jobs.h"
#include "firstout/work/act.h"
#include "hostile.h"
#include "memdisk.h"
#include "support/seed.h"

#define STORE_PATH "/no-such-folder/store.db"
#define JOURNAL_PATH "/no-such-folder/journal.db"
#define STEPS_A_SESSION 25 /* then the programs are closed, and the disks tidied */

/* Where on the recording a step was begun, in the journal, and answered. */
typedef struct {
  guint begun, journaled, answered;
} Mark;

#define LABELS 2      /* of a job */
#define PRINTS_EVERY 2 /* steps */

/* The same of a print job, and where its labels went to the printer. */
typedef struct {
  guint asked, given[LABELS];
} Paper;

typedef struct {
  char *store_uri, *journal_uri;
  Disk *disk;
  Mark *marks;
  Paper *papers; /* papers[step]; of those that print */
  GPtrArray *pictures; /* pictures[n]: the warehouse behind n steps */
} Recording;

typedef struct {
  guint calls, cuts, lost, twice, contradictions, unopened, journal_lost, more_than_one;
  guint labels_twice, labels_lost; /* cuts behind which one was, or would be */
} Tally;

/* ---- the day, recorded -------------------------------------------------------------------------------------------------------------- */

static char *
uri_of (const char *path, const char *synchronous)
{
  return synchronous ? g_strdup_printf ("%s?vfs=" MEMDISK "&synchronous=%s", path, synchronous)
                     : g_strdup_printf ("%s?vfs=" MEMDISK, path);
}

/* As the print queue does it: what a printer is given is noted before it is given. */
static void
print_labels (Recording *r, FoJournal *journal, guint step)
{
  g_autofree char *origin = g_strdup_printf ("%u", step);
  FoPrintRow row = { .state = FO_PRINT_JOB_WAITING, .printer = "Z", .template = "lot", .language = "ru", .records = "[]",
                     .title = "LOT", .origin = origin, .copies = LABELS, .labels = LABELS, .reason = "", .text = "" };
  Paper *paper = &r->papers[step];
  bool is_new;

  g_assert (fo_journal_print_add (journal, &row, &row.job, &is_new, NULL) && is_new);
  paper->asked = disk_calls (r->disk);
  row.state = FO_PRINT_JOB_SENDING;
  for (guint label = 0; label < LABELS; label++) {
    row.begun = label + 1;
    row.printed = label;
    g_assert (fo_journal_print_note (journal, &row, NULL));
    paper->given[label] = disk_calls (r->disk);
  }
  row.state = FO_PRINT_JOB_PRINTED;
  row.printed = LABELS;
  g_assert (fo_journal_print_note (journal, &row, NULL));
}

static void
record_session (Recording *r, guint from, guint to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (r->store_uri, 0, &error);
  g_autoptr (FoJournal) journal = fo_journal_open (r->journal_uri, &error);

  g_assert_no_error (error);
  for (guint step = from; step < to; step++) {
    FoJournalEntry entry = { .kind = FO_JOURNAL_COMMAND, .operation = day_operation (step), .task = "" };
    gint64 row;

    r->marks[step].begun = disk_calls (r->disk);
    g_assert (fo_journal_add (journal, &entry, &row, &error));
    r->marks[step].journaled = disk_calls (r->disk);
    g_assert (day_book (store, step, &error));
    r->marks[step].answered = disk_calls (r->disk);
    fo_journal_settle (journal, row, FO_OK, "{}", NULL);
    if (step % PRINTS_EVERY == 0)
      print_labels (r, journal, step);
    g_ptr_array_add (r->pictures, day_picture (store, &error));
    g_assert_no_error (error);
  }
}

static void
make_warehouse (Recording *r)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (r->store_uri, FO_STORE_CREATE, &error);
  FoJournal *journal = fo_journal_open (r->journal_uri, &error);

  g_assert_no_error (error);
  day_furnish (store);
  fo_journal_free (journal);
  g_ptr_array_add (r->pictures, day_picture (store, &error));
}

static void
record (Recording *r, const char *synchronous)
{
  g_autofree char *path = uri_of (STORE_PATH, synchronous);

  r->store_uri = g_strconcat ("sqlite:", path, NULL);
  r->journal_uri = uri_of (JOURNAL_PATH, synchronous);
  r->disk = disk_new ();
  r->marks = g_new0 (Mark, day_steps ());
  r->papers = g_new0 (Paper, day_steps ());
  r->pictures = g_ptr_array_new_with_free_func (g_free);
  disk_use (r->disk);
  make_warehouse (r);
  disk_record (r->disk);
  for (guint step = 0; step < day_steps (); step += STEPS_A_SESSION)
    record_session (r, step, MIN (step + STEPS_A_SESSION, day_steps ()));
}

static void
recording_clear (Recording *r)
{
  g_free (r->store_uri);
  g_free (r->journal_uri);
  disk_free (r->disk);
  g_free (r->marks);
  g_free (r->papers);
  g_ptr_array_unref (r->pictures);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recording, recording_clear)

/* ---- after a cut ---------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint rows;
  bool in_order;
} Journaled;

static void
see_row (const FoJournalEntry *entry, gpointer data)
{
  Journaled *seen = data;

  seen->in_order &= entry->row == 0 || entry->operation == day_operation ((guint) entry->row - 1);
  seen->rows++;
}

/* What the journal knows of a job. */
typedef struct {
  guint jobs; /* of that step: never more than one */
  FoPrintState state;
  guint begun, printed;
} Known;

static void
see_job (const FoPrintRow *row, gpointer data)
{
  guint64 step = row->origin ? g_ascii_strtoull (row->origin, NULL, 10) : G_MAXUINT64;
  Known *known = data;

  if (step >= day_steps ()) /* of a damaged file */
    return;
  known += step;
  *known = (Known){ known->jobs + 1, row->state, row->begun, row->printed };
}

/* How often LABEL is on paper when everything has gone on: what is not begun is sent, of the one in doubt somebody says the truth,
 * and what is not known is asked for again. */
static guint
times_on_paper (const Paper *paper, const Known *known, guint label, guint calls)
{
  bool is_on_paper = paper->given[label] <= calls;
  bool is_sent = !known->jobs || (known->state != FO_PRINT_JOB_PRINTED && label >= known->begun);
  bool is_in_doubt = known->jobs && label + 1 == known->begun && label >= known->printed;

  return (guint) is_on_paper + (is_sent || (is_in_doubt && !is_on_paper));
}

static void
look_at_labels (const Recording *r, FoJournal *journal, guint calls, Tally *tally)
{
  g_autofree Known *known = g_new0 (Known, day_steps ());
  bool is_twice = false, is_lost = false;

  if (!fo_journal_print_last (journal, G_MAXINT, see_job, known, NULL)) {
    tally->unopened++;
    return;
  }
  for (guint step = 0; step < day_steps (); step += PRINTS_EVERY) {
    is_twice |= known[step].jobs > 1;
    is_lost |= !known[step].jobs && r->papers[step].asked <= calls; /* nobody who asks again knows that he must */
    for (guint label = 0; label < LABELS; label++) {
      guint times = times_on_paper (&r->papers[step], &known[step], label, calls);
      is_twice |= times > 1;
      is_lost |= times == 0;
    }
  }
  tally->labels_twice += is_twice;
  tally->labels_lost += is_lost;
}

static void
look_at_journal (const Recording *r, guint calls, int done, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (r->journal_uri, &error);
  Journaled seen = { 0, true };
  guint answered = 0, begun = 0;

  for (guint step = 0; step < day_steps (); step++) {
    answered += r->marks[step].journaled && r->marks[step].journaled <= calls;
    begun += r->marks[step].begun <= calls;
  }
  if (!journal || !fo_journal_last (journal, G_MAXINT, see_row, &seen, &error)) {
    tally->unopened++;
    return;
  }
  tally->journal_lost += seen.rows < answered || (int) seen.rows < done;
  tally->more_than_one += seen.rows > begun || !seen.in_order;
  look_at_labels (r, journal, calls, tally);
}

/* DONE steps are there, ANSWERED of them were answered, BEGUN were begun. */
static void
look_at_store (const Recording *r, FoStore *store, guint calls, int *ret_done, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *picture = NULL;
  guint answered = 0, begun = 0, gap = 0;
  int done = day_done (store, &gap, &error); /* of a damaged file it may fail */

  for (guint step = 0; step < day_steps (); step++) {
    answered += r->marks[step].answered <= calls;
    begun += r->marks[step].begun <= calls;
  }
  *ret_done = done;
  g_clear_error (&error);
  if (!fo_store_check_file (store, &error)) {
    tally->unopened++;
    return;
  }
  picture = day_picture (store, NULL);
  tally->lost += done < (int) answered;
  tally->more_than_one += done > (int) begun;
  tally->twice += done >= 0 && g_strcmp0 (picture, g_ptr_array_index (r->pictures, done)) != 0;
  tally->contradictions += day_contradictions (store, NULL) != 0;
}

/* Opens what the cut left, looks at it, and leaves it to the caller, closed. */
static void
look (const Recording *r, Disk *disk, guint calls, Tally *tally)
{
  g_autoptr (GError) error = NULL;
  FoStore *store;
  int done = 0;

  disk_use (disk);
  tally->cuts++;
  store = fo_store_open (r->store_uri, 0, &error);
  if (!store) {
    tally->unopened++;
    return;
  }
  look_at_store (r, store, calls, &done, tally);
  look_at_journal (r, calls, done, tally);
  fo_store_free (store);
}

/* The power comes back, and goes again while what it left is being recovered. */
static void
cut_twice (const Recording *r, Disk *disk, guint calls, CutWay way, GRand *rand, Tally *tally)
{
  g_autoptr (Replay) replay = NULL;
  g_autoptr (Disk) left = NULL;

  disk_record (disk);
  look (r, disk, calls, tally);
  replay = replay_new (disk);
  replay_to (replay, (guint) g_rand_int_range (rand, 0, (gint32) disk_calls (disk) + 1));
  left = replay_cut (replay, way, rand);
  look (r, left, calls, tally);
}

static void
cut (const Recording *r, const Replay *replay, guint calls, guint nth, GRand *rand, Tally *tally)
{
  CutWay way = (CutWay) (nth % CUT_N_WAYS);
  g_autoptr (Disk) left = replay_cut (replay, way, rand);

  if (g_rand_int_range (rand, 0, 4) == 0)
    cut_twice (r, left, calls, way, rand, tally);
  else
    look (r, left, calls, tally);
}

/* COUNT cuts, evenly over all calls of the day. */
static Tally
cut_everywhere (const char *synchronous, guint count, GRand *rand)
{
  g_auto (Recording) r = { 0 };
  g_autoptr (Replay) replay = NULL;
  Tally tally = { 0 };
  guint calls;

  record (&r, synchronous);
  replay = replay_new (r.disk);
  calls = tally.calls = disk_calls (r.disk);
  for (guint i = 0, nth = 0; i <= calls; i++) {
    replay_to (replay, i);
    for (; (guint64) nth * calls < (guint64) count * (i + 1) && nth < count; nth++)
      cut (&r, replay, i, nth, rand, &tally);
  }
  return tally;
}

static double
percent (guint part, guint whole)
{
  return 100.0 * part / MAX (whole, 1);
}

void
hostile_power (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("power");
  guint count = fo_test_count (2000);
  Tally tally;

  memdisk_register ();
  tally = cut_everywhere (NULL, count, rand);
  bar_told ("power cuts: calls of the day that change the disk", tally.calls);
  bar_at_least ("power cuts", tally.cuts, count);
  bar_at_most ("power cuts: answered and lost", tally.lost, 0);
  bar_at_most ("power cuts: twice or half", tally.twice, 0);
  bar_at_most ("power cuts: more than was begun", tally.more_than_one, 0);
  bar_at_most ("power cuts: contradictions", tally.contradictions, 0);
  bar_at_most ("power cuts: not to be opened", tally.unopened, 0);
  bar_at_most ("power cuts: inputs lost from the journal", tally.journal_lost, 0);
  bar_at_most ("power cuts: labels printed twice", tally.labels_twice, 0);
  bar_at_most ("power cuts: labels lost", tally.labels_lost, 0);
  tally = cut_everywhere ("NORMAL", count / 10, rand);
  bar_at_least ("control, synchronous=NORMAL: % of cuts that lost", percent (tally.lost, tally.cuts), 10);
  bar_at_least ("control, synchronous=NORMAL: % of cuts that lost inputs", percent (tally.journal_lost, tally.cuts),
                10);
  bar_at_least ("control, synchronous=NORMAL: % of cuts that printed twice", percent (tally.labels_twice, tally.cuts), 10);
  bar_at_least ("control, synchronous=NORMAL: % of cuts that lost labels", percent (tally.labels_lost, tally.cuts), 10);
  tally = cut_everywhere ("OFF", count / 10, rand);
  bar_at_least ("control, synchronous=OFF: % of cuts that lost or damaged",
                percent (tally.lost + tally.unopened, tally.cuts), 10);
}
