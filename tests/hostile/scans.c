/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scans that come while the store is not there for them: fifty a second through the desktop's intake while another program keeps
 * the database locked for two seconds; and one after the other while the disk is full, until somebody makes room. Each is in the
 * journal, and each is booked once. */
#include "child.h"
#include "firstout/desk/intake.h"
#include "firstout/store/stock.h"
#include "firstout/work/apply.h"
#include "hostile.h"
#include "support/seed.h"
#include "support/stores.h"
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>

#define GTIN "04607000000007"
#define EVERY_MS 20
#define LOCKED_MS 2000
#define LOCKED_AFTER 20 /* scans */
#define ROOM 700000     /* bytes a file may have until room is made */
#define REFUSALS 8      /* until room is made */

static FoStore *
furnished (char **ret_uri)
{
  FoStore *store = fo_test_store_new (FO_TEST_SQLITE);
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
  *ret_uri = g_strdup (fo_store_uri (store));
  return store;
}

/* Lots that can be read in one way only: in "L210" there may be a serial number (21) behind a separator that this scanner has never been
 * seen to pass, and somebody would be asked. */
static void
make_scan (FoScan *scan, guint n)
{
  g_autofree char *lot = g_strdup_printf ("%u", n), *text = NULL;
  bool made;

  for (char *c = lot; *c; c++)
    *c += 'A' - '0';
  text = g_strdup_printf ("]C101" GTIN "1727123110L%s", lot);
  made = fo_scan_init (scan, text, strlen (text), FO_SYMBOLOGY_UNKNOWN, "hostile", 0);
  g_assert (made);
}

typedef struct {
  guint n, once, more;
} Effects;

static FoTxnEnd
read_effects (FoTxn *txn, gpointer data, GError **error)
{
  Effects *effects = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  for (guint last = G_MAXUINT; last != rows->len;) {
    last = rows->len;
    if (!fo_stock_page (txn, last ? &g_array_index (rows, FoStockRow, last - 1) : NULL, 1000, rows, error))
      return FO_TXN_FAIL;
  }
  effects->n = rows->len;
  effects->once = effects->more = 0;
  for (guint i = 0; i < rows->len; i++) {
    effects->once += g_array_index (rows, FoStockRow, i).on_hand_u == FO_ONE;
    effects->more += g_array_index (rows, FoStockRow, i).on_hand_u > FO_ONE;
  }
  return FO_TXN_COMMIT;
}

static Effects
look (const char *uri)
{
  Effects effects = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_READ_ONLY, &error);
  bool read = store && fo_store_read (store, read_effects, &effects, &error);

  g_assert_no_error (error);
  g_assert (read);
  return effects;
}

static double
journaled (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (path, &error);

  g_assert_no_error (error);
  return (double) fo_journal_count (journal);
}

/* ---- a locked database -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *uri;
  FoIntake *intake;
  GMainLoop *loop;
  sqlite3 *locker;
  gint64 locked_us;
  guint count, sent, answered, given_up, wrong, waits;
} Stream;

static void
lock (Stream *s)
{
  g_assert (sqlite3_open (s->uri + strlen ("sqlite:"), &s->locker) == SQLITE_OK);
  sqlite3_busy_timeout (s->locker, 10000);
  g_assert (sqlite3_exec (s->locker, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK);
  s->locked_us = g_get_monotonic_time ();
}

static gboolean
unlock_in_time (gpointer data)
{
  Stream *s = data;

  if (!s->locker || g_get_monotonic_time () - s->locked_us < LOCKED_MS * 1000)
    return G_SOURCE_CONTINUE;
  g_assert (sqlite3_exec (s->locker, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
  sqlite3_close (g_steal_pointer (&s->locker));
  return G_SOURCE_REMOVE;
}

static gboolean
send_one (gpointer data)
{
  Stream *s = data;
  FoScan scan;

  if (s->sent == LOCKED_AFTER)
    lock (s);
  make_scan (&scan, s->sent++);
  fo_intake_scan_async (s->intake, &scan);
  return s->sent < s->count ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
answered (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data)
{
  Stream *s = data;

  (void) error;
  if (!view) {
    s->waits++;
    return;
  }
  s->given_up += !reply;
  s->wrong += reply && reply->reply.verdict != FO_OK;
  if (++s->answered == s->count)
    g_main_loop_quit (s->loop);
}

static void
free_store (gpointer store)
{
  fo_store_free (store);
}

static void
scan_while_locked (guint count)
{
  g_autofree char *uri = NULL, *path = g_strdup_printf ("%s/locked-journal.db", fo_test_folder_name ());
  FoStore *store = furnished (&uri);
  g_autoptr (GError) error = NULL;
  FoJournal *journal = fo_journal_open (path, &error);
  FoDesks *desks = fo_desks_new (store, "1", &error);
  FoWorker *worker;
  Stream s = { .uri = uri, .count = count };
  Effects effects;

  g_assert_no_error (error);
  g_assert (fo_desk_open_task (fo_desks_lane (desks, 0, NULL), "receive") == FO_OK);
  worker = fo_worker_new ("store", store, free_store);
  s.loop = g_main_loop_new (NULL, FALSE);
  s.intake = fo_intake_new (worker, desks, journal, answered, &s);
  g_timeout_add (EVERY_MS, send_one, &s);
  g_timeout_add (EVERY_MS, unlock_in_time, &s);
  g_main_loop_run (s.loop);
  fo_intake_free (s.intake);
  fo_worker_free (worker);
  g_main_loop_unref (s.loop);
  effects = look (uri);
  bar_at_least ("locked for two seconds: scans, fifty a second", s.sent, count);
  bar_at_least ("locked for two seconds: in the journal", journaled (path), count);
  bar_at_least ("locked for two seconds: booked once", effects.once, count);
  bar_at_most ("locked for two seconds: booked more than once", effects.more, 0);
  bar_at_most ("locked for two seconds: given up or refused", s.given_up + s.wrong, 0);
}

/* ---- a full disk ------------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStore *store;
  FoDesk *desk;
  FoJournal *journal;
  gint64 *refusals, *without_words;
} FullDisk;

static void
make_room (void)
{
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
  int done = setrlimit (RLIMIT_FSIZE, &limit);

  g_assert (done == 0);
}

/* The same scan again until it is answered; after some refusals somebody makes room. */
static bool
scan_surely (FullDisk *f, guint n)
{
  g_autofree char *request = g_strdup_printf ("s-%u", n);
  FoScan scan;

  make_scan (&scan, n);
  for (guint tries = 0; tries < 3; tries++) {
    g_auto (FoDeskReply) reply = { 0 };
    g_autoptr (GError) error = NULL;

    fo_desk_reply_init (&reply);
    if (fo_intake_scan (f->desk, f->journal, &scan, request, &reply, &error))
      return reply.reply.verdict == FO_OK;
    *f->without_words += !error || !*error->message || !g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_FULL);
    if (error && *f->without_words)
      g_printerr ("# full disk: %s\n", error->message);
    if (++*f->refusals == REFUSALS)
      make_room ();
  }
  return false;
}

/* URI JOURNAL PAGE N */
int
full_disk_station (char **arguments)
{
  Shared *shared = shared_map (arguments[2], NULL);
  guint count = (guint) g_ascii_strtoull (arguments[3], NULL, 10);
  struct rlimit limit = { ROOM, RLIM_INFINITY };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (arguments[0], 0, &error);
  g_autoptr (FoJournal) journal = fo_journal_open (arguments[1], &error);
  g_autoptr (FoDesk) desk = fo_desk_new (store, "1", &error);
  FullDisk f = { store, desk, journal, &shared->made[0], &shared->made[1] };

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  g_assert (fo_desk_open_task (desk, "receive") == FO_OK && setrlimit (RLIMIT_FSIZE, &limit) == 0);
  for (guint n = 0; n < count; n++)
    shared->answers[n] = scan_surely (&f, n) ? ANSWER_YES : ANSWER_NO;
  /* Those that were refused until room was made. */
  for (guint n = 0; n < count; n++)
    if (shared->answers[n] == ANSWER_NO)
      shared->answers[n] = scan_surely (&f, n) ? ANSWER_YES : ANSWER_NO;
  return 0;
}

static void
scan_while_full (guint count)
{
  g_autofree char *uri = NULL, *path = g_strdup_printf ("%s/full-journal.db", fo_test_folder_name ()), *page = NULL,
                  *number = g_strdup_printf ("%u", count);
  Shared *shared = shared_new (count, &page);
  bool ended = false, well = false;
  Effects effects;
  guint yes = 0;
  pid_t pid;

  fo_store_free (furnished (&uri));
  pid = child_start ("full-disk", uri, path, page, number, NULL);
  while (!ended) {
    well = child_ended (pid, &ended);
    if (!ended)
      pause_ms (10);
  }
  for (guint n = 0; n < count; n++)
    yes += shared->answers[n] == ANSWER_YES;
  effects = look (uri);
  bar_at_least ("full disk: scans answered in the end, without a new start", well ? yes : 0, count);
  bar_at_least ("full disk: refusals that say so", (double) (shared->made[0] - shared->made[1]), REFUSALS);
  bar_at_most ("full disk: refusals that do not", (double) shared->made[1], 0);
  bar_at_least ("full disk: in the journal", journaled (path), count);
  bar_at_least ("full disk: booked once", effects.once, count);
  bar_at_most ("full disk: booked more than once", effects.more, 0);
  shared_free (shared, count);
}

void
hostile_scans (void)
{
  scan_while_locked (MIN (fo_test_count (150), 1000));
  scan_while_full (MIN (fo_test_count (150), 1000));
}
