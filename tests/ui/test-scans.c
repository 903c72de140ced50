/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fifty codes a second into the window, while another program keeps the database locked for two seconds and, in turn, a window
 * stands in front that lets scans pass, and a question that holds them. Every scan is in the journal, and each has one effect.
 * 150 codes here; FO_COUNT_FACTOR=7 makes it the whole thousand. */
#include "rig.h"

#include "firstout/store/journal.h"
#include "firstout/store/stock.h"
#include "firstout/store/store.h"
#include "shell/keys-window.h"
#include "shell/question.h"
#include "shell/router.h"
#include "support/seed.h"

#include <string.h>

enum { EVERY_MS = 20, LOCKED_MS = 2000, CODES = 150, CODES_MOST = 1000 };

typedef struct {
  Rig *rig;
  guint sent, until, waiting;
  GThread *locker; /* another program that has the database */
} Stream;

static void
make_scan (FoScan *scan, guint n)
{
  g_autofree char *text = g_strdup_printf ("]C101046012345678931727123110L%u", n);

  g_assert_true (fo_scan_init (scan, text, strlen (text), FO_SYMBOLOGY_UNKNOWN, "usb:1-2", 0));
}

/* ---- another program --------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
keep_locked (FoTxn *txn, gpointer data, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + LOCKED_MS * G_TIME_SPAN_MILLISECOND;
  GMutex mutex;
  GCond never;

  (void) txn, (void) data, (void) error;
  g_mutex_init (&mutex);
  g_cond_init (&never);
  g_mutex_lock (&mutex);
  while (g_cond_wait_until (&never, &mutex, until_us))
    ;
  g_mutex_unlock (&mutex);
  return FO_TXN_COMMIT;
}

static gpointer
lock (gpointer data)
{
  Stream *s = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (s->rig->store_uri, 0, &error);
  bool done = other && fo_store_write (other, 0, keep_locked, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return NULL;
}

/* ---- the scanner ------------------------------------------------------------------------------------------------------------------------ */

static gboolean
send_one (gpointer data)
{
  Stream *s = data;
  FoScan scan;

  if (!s->locker)
    s->locker = g_thread_new ("locker", lock, s);
  make_scan (&scan, s->sent++);
  g_assert_true (fo_router_scan (GTK_APPLICATION (s->rig->application), &scan));
  return s->sent < s->until ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
all_sent (gpointer data)
{
  return ((Stream *) data)->sent >= ((Stream *) data)->until;
}

/* The next codes, fifty a second, until there were so many; awaited by the hundred, for a slow machine. */
static void
send_until (Stream *s, guint until)
{
  while (s->sent < until) {
    s->until = MIN (s->sent + 100, until);
    g_timeout_add (EVERY_MS, send_one, s);
    rig_wait (all_sent, s);
  }
}

static gboolean
fewer_wait (gpointer data)
{
  Stream *s = data;

  return fo_station_waiting (s->rig->station) < s->waiting;
}

/* As long as one after the other is answered. */
static void
await_answers (Stream *s)
{
  while ((s->waiting = fo_station_waiting (s->rig->station)) > 0)
    rig_wait (fewer_wait, s);
}

/* ---- what stands in front ----------------------------------------------------------------------------------------------------------------- */

static GtkWindow *
find_window (Rig *rig, GType type)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type))
      return link->data;
  return NULL;
}

/* The window of keys has the focus, and the scans go to the page beneath it. */
static void
send_past_a_window (Stream *s, guint until)
{
  g_assert_true (fo_window_press_key (s->rig->window, GDK_KEY_F1, 0));
  g_assert_nonnull (find_window (s->rig, FO_TYPE_KEYS_WINDOW));
  send_until (s, until);
  gtk_window_destroy (find_window (s->rig, FO_TYPE_KEYS_WINDOW));
}

/* The question says how many it holds; none of them is answered before it is. */
static void
send_into_a_question (Stream *s, guint until)
{
  guint first = s->sent, answers;
  g_autofree char *count = NULL;

  await_answers (s);
  answers = s->rig->answers;
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (s->rig->window), "desk.confirm", "(ss)", "print", "offer.ship"));
  g_assert_nonnull (find_window (s->rig, FO_TYPE_QUESTION));
  send_until (s, until);
  g_assert_cmpuint (s->rig->answers, ==, answers);
  count = g_strdup_printf (": %u.", until - first);
  g_assert_true (rig_shows (GTK_WIDGET (find_window (s->rig, FO_TYPE_QUESTION)), count));
  fo_question_decide (FO_QUESTION (find_window (s->rig, FO_TYPE_QUESTION)), FALSE);
}

/* ---- what became of them ------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  guint scans, unsettled;
} Journaled;

static void
count_scan (const FoJournalEntry *entry, gpointer data)
{
  ((Journaled *) data)->scans += entry->kind == FO_JOURNAL_SCAN;
  ((Journaled *) data)->unsettled += entry->reply == NULL;
}

static Journaled
read_journal (Rig *rig, guint most)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (rig->journal_path, &error);
  Journaled found = { 0 };

  g_assert_no_error (error);
  g_assert_true (fo_journal_last (journal, most, count_scan, &found, &error));
  return found;
}

typedef struct {
  guint once, otherwise;
} Effects;

static FoTxnEnd
count_effects (FoTxn *txn, gpointer data, GError **error)
{
  Effects *effects = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  for (guint last = G_MAXUINT; last != rows->len;) {
    last = rows->len;
    if (!fo_stock_page (txn, last ? &g_array_index (rows, FoStockRow, last - 1) : NULL, 1000, rows, error))
      return FO_TXN_FAIL;
  }
  *effects = (Effects){ 0 };
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);

    if (!g_str_equal (row->item, "SEALANT-310") || row->lot[0] != 'L')
      continue;
    effects->once += row->on_hand_u == FO_ONE;
    effects->otherwise += row->on_hand_u != FO_ONE;
  }
  return FO_TXN_COMMIT;
}

static Effects
read_effects (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, FO_STORE_READ_ONLY, &error);
  Effects effects;

  g_assert_no_error (error);
  g_assert_true (fo_store_read (store, count_effects, &effects, &error));
  return effects;
}

/* A fifth while the database is locked, two with a window in front, two into a question. */
static void
test_fifty_a_second (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint count = MIN (fo_test_count (CODES), CODES_MOST);
  Stream s = { .rig = rig };
  Journaled journaled;
  Effects effects;

  rig->lenient = TRUE; /* a locked database is told, and is no fault here */
  fo_window_open_page (rig->window, "receive");
  rig_await (rig, 1);
  send_until (&s, count / 5);
  send_past_a_window (&s, count * 3 / 5);
  send_into_a_question (&s, count);
  await_answers (&s);
  g_thread_join (s.locker);
  fo_station_close (rig->station);
  journaled = read_journal (rig, count + 10);
  effects = read_effects (rig);
  g_test_message ("%u codes: %u journaled, %u booked once", count, journaled.scans, effects.once);
  g_assert_cmpuint (journaled.scans, ==, count);
  g_assert_cmpuint (journaled.unsettled, ==, 0);
  g_assert_cmpuint (effects.once, ==, count);
  g_assert_cmpuint (effects.otherwise, ==, 0);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/scans/fifty-a-second", test_fifty_a_second);
  return g_test_run ();
}
