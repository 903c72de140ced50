/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real `firstoutctl desk` is killed while it is fed scans under ids of their own, a few ahead of the answers. What was not
 * answered is sent again under the same id, now and then something that was; in the end every scan is in the stock once, an id
 * asked again got its first answer, and the books are right.
 *
 * The control: were everything that was sent counted as booked, or nothing that was not answered, the count would be wrong. Both
 * must happen, or the kills did not come at the moments that matter. */
#include "child.h"
#include "day.h"
#include "firstout/store/journal.h"
#include "firstout/store/stock.h"
#include "firstout/work/apply.h"
#include "hostile.h"
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include "where.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define AHEAD 4
#define NEW_A_ROUND 20
#define START_MS 100
#define MOMENT_US 4000
#define GTIN "04607000000007"
#define PROGRAM FO_BUILD_DIR "/firstoutctl"
#define TODAY "2026-11-22"

typedef struct {
  bool sent;
  char *answer; /* NULL: not answered yet */
} Scan;

typedef struct {
  const char *uri;
  char *journal;
  FoStore *store; /* to look */
  GPtrArray *scans;
  GQueue *queue; /* numbers to send in this round */
  GRand *rand;
  GPid pid;
  int to, from;
  GString *said;
  guint ahead, heard;
  guint wanted, kills, repeated, other_answer, refused, there, not_there;
} Desk;

static Scan *
scan_at (Desk *d, guint n)
{
  return g_ptr_array_index (d->scans, n);
}

static void
scan_free (gpointer data)
{
  g_free (((Scan *) data)->answer);
  g_free (data);
}

/* ---- the warehouse ----------------------------------------------------------------------------------------------------------------- */

static void
furnish (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act = { .operation = fo_store_next_id (store, &error), .station = "1", .person = "" };
  const FoApplyItem what = { .item = { .code = "SEALANT",
                                       .name = "SEALANT",
                                       .unit = "шт",
                                       .tracking = FO_TRACKING_LOT,
                                       .has_expiry = true,
                                       .enforcement = FO_ENFORCE_WARN },
                             .barcode = GTIN,
                             .barcode_quantity_u = FO_ONE };
  bool done = fo_work_furnish (store, &act, &error);

  g_assert_no_error (error);
  g_assert (done);
  act.operation = fo_store_next_id (store, &error);
  done = fo_work_apply_item (store, &act, &what, &reply, &error);
  g_assert_no_error (error);
  g_assert (done && reply.verdict == FO_OK);
}

/* ---- feeding ---------------------------------------------------------------------------------------------------------------------------- */

static void
start_desk (Desk *d)
{
  const char *argv[] = { PROGRAM,   "desk",      "--store",  d->uri,    "--station", "1", "--task",
                         "receive", "--journal", d->journal, "--today", TODAY,       NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_CLOEXEC_PIPES, NULL, NULL,
                            &d->pid, &d->to, &d->from, NULL, &error);
  g_assert_no_error (error);
  g_string_truncate (d->said, 0);
  d->ahead = 0;
}

static void
send_some (Desk *d)
{
  while (d->ahead < AHEAD && !g_queue_is_empty (d->queue)) {
    guint n = GPOINTER_TO_UINT (g_queue_pop_head (d->queue));
    g_autofree char *line = g_strdup_printf ("id=s-%u scan ]C101" GTIN "1727123110L%u\n", n, n);

    scan_at (d, n)->sent = true;
    d->ahead++;
    if (write (d->to, line, strlen (line)) < 0)
      return; /* it is gone: the round ends soon */
  }
}

static void
hear (Desk *d, const char *line)
{
  const char *id = strstr (line, "\"id\":\"s-");
  Scan *scan;

  d->ahead -= d->ahead > 0;
  d->heard++;
  g_assert (id);
  scan = scan_at (d, (guint) g_ascii_strtoull (id + strlen ("\"id\":\"s-"), NULL, 10));
  if (strstr (line, "\"verdict\":\"FO_SCAN_NOT_DONE\""))
    return; /* it says so itself: asked again later */
  if (scan->answer) {
    d->repeated++;
    d->other_answer += strcmp (scan->answer, line) != 0;
    return;
  }
  scan->answer = g_strdup (line);
  if (!strstr (line, "\"verdict\":\"FO_OK\"")) {
    d->refused++;
    g_print ("# kills: refused: %s\n", line);
  }
}

static void
hear_lines (Desk *d)
{
  char *end;

  while ((end = memchr (d->said->str, '\n', d->said->len))) {
    *end = '\0';
    hear (d, d->said->str);
    g_string_erase (d->said, 0, end + 1 - d->said->str);
  }
}

/* False at its end, or when nothing came until DEADLINE_US. */
static bool
listen (Desk *d, gint64 deadline_us)
{
  GPollFD poll = { d->from, G_IO_IN | G_IO_HUP, 0 };
  gint64 left_us = deadline_us - g_get_monotonic_time ();
  char bytes[4096];
  gssize n;

  if (left_us <= 0 || g_poll (&poll, 1, (gint) (left_us / 1000) + 1) <= 0)
    return g_get_monotonic_time () < deadline_us;
  n = read (d->from, bytes, sizeof bytes);
  if (n <= 0)
    return false;
  g_string_append_len (d->said, bytes, n);
  hear_lines (d);
  return true;
}

static void
end_desk (Desk *d)
{
  int status;

  while (listen (d, G_MAXINT64 / 2)) /* what it said before it went */
    ;
  waitpid (d->pid, &status, 0);
  close (d->from);
}

/* ---- rounds ------------------------------------------------------------------------------------------------------------------------------ */

static void
fill_queue (Desk *d, guint n_new)
{
  g_queue_clear (d->queue);
  for (guint n = 0; n < d->scans->len; n++)
    if (!scan_at (d, n)->answer)
      g_queue_push_tail (d->queue, GUINT_TO_POINTER (n));
  if (d->scans->len)
    g_queue_push_head (d->queue, GUINT_TO_POINTER ((guint) g_rand_int_range (d->rand, 0, (gint32) d->scans->len)));
  for (guint i = 0; i < n_new; i++) {
    g_ptr_array_add (d->scans, g_new0 (Scan, 1));
    g_queue_push_tail (d->queue, GUINT_TO_POINTER (d->scans->len - 1));
  }
}

typedef struct {
  guint n;
  bool there;
} Look;

static FoTxnEnd
look_lot (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  g_autofree char *number = g_strdup_printf ("L%u", look->n);

  if (!fo_lots_numbered (txn, number, lots, error))
    return FO_TXN_FAIL;
  look->there = lots->len > 0;
  return FO_TXN_COMMIT;
}

/* What was sent and not answered: done or not? Both must happen. */
static void
look_at_open (Desk *d)
{
  for (guint n = 0; n < d->scans->len; n++) {
    Look look = { n, false };
    g_autoptr (GError) error = NULL;
    bool read;

    if (!scan_at (d, n)->sent || scan_at (d, n)->answer)
      continue;
    read = fo_store_read (d->store, look_lot, &look, &error);
    g_assert_no_error (error);
    g_assert (read);
    d->there += look.there;
    d->not_there += !look.there;
  }
}

/* While it starts, one time in four; else while it works, a moment after a random answer. */
static void
feed_for_a_while (Desk *d)
{
  bool early = g_rand_int_range (d->rand, 0, 4) == 0;
  guint answers = d->heard + (guint) g_rand_int_range (d->rand, 1, NEW_A_ROUND);
  gint64 deadline_us =
      g_get_monotonic_time () + (early ? g_rand_int_range (d->rand, 0, START_MS * 1000) : 60 * G_USEC_PER_SEC);

  do
    send_some (d);
  while ((early || d->heard < answers) && (d->ahead || !g_queue_is_empty (d->queue)) && listen (d, deadline_us)
         && g_get_monotonic_time () < deadline_us);
  deadline_us = g_get_monotonic_time () + g_rand_int_range (d->rand, 0, MOMENT_US);
  while (!early && g_get_monotonic_time () < deadline_us)
    g_thread_yield ();
}

static void
kill_round (Desk *d)
{
  fill_queue (d, NEW_A_ROUND);
  start_desk (d);
  feed_for_a_while (d);
  kill (d->pid, SIGKILL);
  close (d->to);
  end_desk (d);
  d->kills++;
  look_at_open (d);
}

/* The last one is left alone. */
static void
quiet_round (Desk *d)
{
  gint64 deadline_us = g_get_monotonic_time () + 600 * G_USEC_PER_SEC;

  fill_queue (d, 1);
  start_desk (d);
  do
    send_some (d);
  while ((d->ahead || !g_queue_is_empty (d->queue)) && listen (d, deadline_us));
  close (d->to);
  end_desk (d);
}

/* ---- what came of it --------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GHashTable *lots;
} Stock;

static FoTxnEnd
read_stock (FoTxn *txn, gpointer data, GError **error)
{
  Stock *stock = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  g_hash_table_remove_all (stock->lots);
  for (guint last = G_MAXUINT; last != rows->len;) {
    last = rows->len;
    if (!fo_stock_page (txn, last ? &g_array_index (rows, FoStockRow, last - 1) : NULL, 1000, rows, error))
      return FO_TXN_FAIL;
  }
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    g_hash_table_insert (stock->lots, g_strdup (row->lot), GUINT_TO_POINTER ((guint) (row->on_hand_u / FO_ONE)));
  }
  return FO_TXN_COMMIT;
}

static void
count (Desk *d, guint *ret_answered, guint *ret_lost, guint *ret_twice)
{
  Stock stock = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  g_autoptr (GError) error = NULL;
  bool read = fo_store_read (d->store, read_stock, &stock, &error);

  g_assert_no_error (error);
  g_assert (read);
  for (guint n = 0; n < d->scans->len; n++) {
    g_autofree char *lot = g_strdup_printf ("L%u", n);
    guint there = GPOINTER_TO_UINT (g_hash_table_lookup (stock.lots, lot));

    *ret_answered += scan_at (d, n)->answer != NULL;
    *ret_lost += scan_at (d, n)->answer && !there;
    *ret_twice += there > 1;
  }
  g_hash_table_unref (stock.lots);
}

/* As a person would: `firstoutctl check`. */
static bool
check_is_clean (const Desk *d)
{
  const char *argv[] = { PROGRAM, "check", "--store", d->uri, NULL };
  int status = 1;

  return g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL)
         && status == 0;
}

static gint64
inputs_in_journal (const Desk *d)
{
  g_autoptr (FoJournal) journal = fo_journal_open (d->journal, NULL);

  return journal ? fo_journal_count (journal) : 0;
}

static void
tell (Desk *d, FoTestEngine engine)
{
  const char *name = engine == FO_TEST_SQLITE ? "sqlite" : "postgresql";
  guint answered = 0, lost = 0, twice = 0;
  char text[128];

#define BAR(what) (g_snprintf (text, sizeof text, "desk killed, %s: %s", name, what), text)
  count (d, &answered, &lost, &twice);
  bar_told (BAR ("kills"), d->kills);
  bar_at_least (BAR ("scans answered"), answered, d->scans->len);
  bar_at_most (BAR ("answered and not in the stock"), lost, 0);
  bar_at_most (BAR ("in the stock twice"), twice, 0);
  bar_at_most (BAR ("refused"), d->refused, 0);
  bar_at_least (BAR ("ids asked again"), d->repeated, d->wanted / 6.0);
  bar_at_most (BAR ("ids with another answer"), d->other_answer, 0);
  bar_at_most (BAR ("`check` finds something"), !check_is_clean (d), 0);
  bar_at_least (BAR ("inputs in the journal"), (double) inputs_in_journal (d), answered);
  bar_at_least (BAR ("control, sent and not there when killed"), d->not_there, 1);
  if (engine == FO_TEST_SQLITE)
    bar_at_least (BAR ("control, not answered and there when killed"), d->there,
                  d->kills >= 500); /* a moment of some 50 µs */
  else
    bar_told (BAR ("control, not answered and there when killed"), d->there);
#undef BAR
}

static void
kill_on (FoTestEngine engine, guint kills, GRand *rand)
{
  FoStore *store = fo_test_store_new (engine);
  g_autofree char *uri = g_strdup (fo_store_uri (store));
  Desk d = { .uri = uri, .store = store, .rand = rand, .said = g_string_new (NULL), .queue = g_queue_new () };

  d.scans = g_ptr_array_new_with_free_func (scan_free);
  d.journal = g_strdup_printf ("%s/journal-%d.db", fo_test_folder_name (), (int) engine);
  furnish (store);
  d.wanted = kills;
  while (d.kills < kills || (d.repeated < kills / 6.0 && d.kills < 3 * kills)) /* more, where too few came while something was under way */
    kill_round (&d);
  quiet_round (&d);
  tell (&d, engine);
  g_ptr_array_unref (d.scans);
  g_queue_free (d.queue);
  g_string_free (d.said, TRUE);
  g_free (d.journal);
  fo_store_free (store);
  if (engine == FO_TEST_POSTGRESQL)
    fo_test_server_drop (fo_test_server (), uri);
}

void
hostile_kills (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("kills");

  signal (SIGPIPE, SIG_IGN);
  kill_on (FO_TEST_SQLITE, MAX (fo_test_count (50), 1), rand);
  kill_on (FO_TEST_POSTGRESQL, MAX (fo_test_count (10), 1), rand);
}
