/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three stations whose wires to the server are cut and mended at random, that are killed and started again, and revoked. They receive,
 * carry to shelves and between them, pick, find goods missing, put orders aside and ship. Whatever the pattern: no more is shipped than
 * came in, each thing a person was told is booked is booked once or is a question somebody sees, never both, never neither; and what a
 * station has in hand nobody else has, so that without a revocation there is no question at all. Controls: a station that believes
 * others' orders are its own must make questions; one that hides that it was revoked must be found out; and one whose receipt is a
 * question must not have put away what others received. */
#include "../stations/crew.h"
#include "firstout/store/exchange.h"
#include "firstout/work/stations.h"
#include "hostile.h"
#include "support/seed.h"

#include <sqlite3.h>
#include <string.h>

#define GOODS "scan " HALL_CODE
#define MATES 3
#define ORDERS 12
#define STEPS 50

typedef struct {
  Crew *crew;
  Mate *mates[MATES];
  GRand *rand;
  GArray *answered; /* FoId: said to be booked */
  GArray *revoked;  /* FoId: said so by a station without its server, which was revoked before it came back */
  GArray *pending[MATES];
  guint cuts, kills, away, revocations, offline;
} World;

typedef struct {
  gint64 lost, twice, beyond, questions, booked_after_revocation;
  guint answered, offline, cuts, kills, away, revocations;
} Sum;

/* ---- one step --------------------------------------------------------------------------------------------------------------- */

static void
say (World *w, guint n, const char *text)
{
  Mate *mate = w->mates[n];
  FoVerdict verdict = mate_do (mate, text);
  FoMood mood = fo_verdict_mood (verdict);
  FoId operation = mate->reply.reply.operation;

  if (!operation || (mood != FO_MOOD_OK && mood != FO_MOOD_DONE))
    return;
  g_array_append_val (w->answered, operation);
  if (!mate_state (mate).offline)
    g_array_set_size (w->pending[n], 0);
  else {
    g_array_append_val (w->pending[n], operation);
    w->offline++;
  }
}

static void
say_order (World *w, guint n)
{
  g_autofree char *order = g_strdup_printf ("order %d", 400 + g_rand_int_range (w->rand, 0, ORDERS));

  say (w, n, "task pick");
  say (w, n, order);
}

static void
pick_and_ship (World *w, guint n)
{
  say_order (w, n);
  say (w, n, GOODS);
  if (g_rand_boolean (w->rand))
    say (w, n, "ship");
}

static void
receive (World *w, guint n)
{
  say (w, n, "task receive");
  say (w, n, GOODS);
}

static const char *const bins[] = { "A-1", "A-2" };

static const char *
scan_bin (World *w)
{
  return g_rand_boolean (w->rand) ? "scan A-1" : "scan A-2";
}

/* From the dock to a shelf, or from shelf to shelf: all of it, or one. */
static void
carry (World *w, guint n)
{
  bool put_away = g_rand_boolean (w->rand);

  say (w, n, put_away ? "task put-away" : "task move");
  if (!put_away)
    say (w, n, scan_bin (w));
  say (w, n, GOODS);
  if (g_rand_boolean (w->rand))
    say (w, n, "quantity 1");
  say (w, n, scan_bin (w));
}

/* What should be there is not; sometimes the rest leaves without it. */
static void
miss (World *w, guint n)
{
  say_order (w, n);
  if (g_rand_boolean (w->rand))
    say (w, n, GOODS);
  say (w, n, g_rand_boolean (w->rand) ? "short not-found" : "short damaged");
  if (g_rand_boolean (w->rand))
    say (w, n, "ship");
}

static void
lead_does (World *w, bool revoke, const char *station)
{
  g_autoptr (GError) error = NULL;
  FoStore *store = w->crew->hall.store;
  const FoAct act = { .operation = fo_store_next_id (store, &error), .station = "lead", .person = "Lena" };
  g_auto (FoReply) reply = { 0 };
  bool done = revoke ? fo_work_station_revoke (store, &act, station, "lost", &reply, &error)
                     : fo_work_station_admit (store, &act, station, &reply, &error);

  g_assert_no_error (error);
  g_assert (done);
}

/* A station that is away is called lost, and welcomed again: what it did meanwhile stays in doubt. */
static void
revoke (World *w, guint n)
{
  if (!w->mates[n]->cut || !mate_state (w->mates[n]).offline)
    return;
  lead_does (w, true, w->mates[n]->name);
  lead_does (w, false, w->mates[n]->name);
  g_array_append_vals (w->revoked, w->pending[n]->data, w->pending[n]->len);
  g_array_set_size (w->pending[n], 0);
  w->revocations++;
}

static void
cut (World *w, guint n)
{
  FoOfflineState state = mate_state (w->mates[n]);

  if (w->mates[n]->cut)
    return;
  if (!state.offline && !state.waits && g_rand_int_range (w->rand, 0, 8))
    mate_copy (w->mates[n]);
  mate_cut (w->mates[n]);
  w->cuts++;
}

/* Where there is no server, it goes on with what it has; or it has to wait for one. */
static void
cut_power (World *w, guint n)
{
  Mate *mate = w->mates[n];

  w->kills++;
  if (!mate->cut) {
    mate_kill (mate);
    return;
  }
  if (mate_kill_away (mate)) {
    w->away++;
    return;
  }
  mate_stop (mate);
  mate_mend (mate);
  mate_start (mate);
}

static void
step (World *w, bool revokes)
{
  guint n = (guint) g_rand_int_range (w->rand, 0, MATES);

  switch (g_rand_int_range (w->rand, 0, 17)) {
  case 0:
  case 1:
    cut (w, n);
    break;
  case 2:
    mate_mend (w->mates[n]);
    break;
  case 3:
    cut_power (w, n);
    break;
  case 4:
    if (revokes)
      revoke (w, n);
    break;
  case 5:
  case 6:
    receive (w, n);
    break;
  case 7:
    say (w, n, "ship");
    break;
  case 8:
  case 9:
    carry (w, n);
    break;
  case 10:
    miss (w, n);
    break;
  case 11:
    say (w, n, "park");
    break;
  case 12:
    receive (w, n);
    carry (w, n);
    break;
  default:
    pick_and_ship (w, n);
  }
}

/* ---- a world ------------------------------------------------------------------------------------------------------------------ */

static World *
world_new (GRand *rand)
{
  World *w = g_new0 (World, 1);

  w->crew = crew_new ();
  w->rand = rand;
  w->answered = g_array_new (FALSE, FALSE, sizeof (FoId));
  w->revoked = g_array_new (FALSE, FALSE, sizeof (FoId));
  for (guint n = 0; n < MATES; n++) {
    g_autofree char *name = g_strdup_printf ("%u", n + 1);

    w->mates[n] = crew_join (w->crew, name);
    w->pending[n] = g_array_new (FALSE, FALSE, sizeof (FoId));
  }
  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    hall_bin (&w->crew->hall, bins[i]);
  for (guint i = 0; i < ORDERS; i++) {
    g_autofree char *number = g_strdup_printf ("%u", 400 + i);
    hall_order_of (&w->crew->hall, number, 1 + i % 3);
  }
  for (guint i = 0; i < ORDERS / 2; i++)
    receive (w, 0);
  return w;
}

static void
all_come_back (World *w)
{
  for (guint n = 0; n < MATES; n++) {
    mate_mend (w->mates[n]);
    do {
      mate_do (w->mates[n], "task receive");
    } while (mate_state (w->mates[n]).offline || mate_state (w->mates[n]).waits);
  }
}

/* How many of IDS fit WHERE, of which v.id is one. */
static gint64
count_ids (World *w, const GArray *ids, const char *where)
{
  g_autoptr (GString) question = g_string_new ("SELECT COUNT (*) FROM (VALUES (CAST (0 AS BIGINT))");

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (question, ", (%" G_GINT64_FORMAT ")", g_array_index (ids, FoId, i));
  g_string_append_printf (question, ") v (id) WHERE v.id > 0 AND (%s)", where);
  return crew_ask (w->crew, question->str);
}

#define BOOKED "EXISTS (SELECT 1 FROM operation o WHERE o.operation_id = v.id)"
#define ASKED "EXISTS (SELECT 1 FROM conflict c WHERE c.conflict_id = v.id)"

static void
look_over (World *w, Sum *sum)
{
  hall_expect_clean (w->crew->hall.store);
  sum->lost += count_ids (w, w->answered, "NOT " BOOKED " AND NOT " ASKED);
  sum->twice += count_ids (w, w->answered, BOOKED " AND " ASKED);
  sum->booked_after_revocation += count_ids (w, w->revoked, BOOKED);
  sum->beyond += MAX (
      0, crew_ask (w->crew, "SELECT SUM (CASE kind WHEN 'ship' THEN quantity_u WHEN 'receipt' THEN -quantity_u ELSE 0 "
                            "END) / 1000000 FROM movement"));
  sum->questions += crew_ask (w->crew, "SELECT COUNT (*) FROM conflict WHERE entity = 'station'");
  sum->answered += w->answered->len;
  sum->offline += w->offline;
  sum->cuts += w->cuts;
  sum->kills += w->kills;
  sum->away += w->away;
  sum->revocations += w->revocations;
}

static FoTxnEnd
print_questions (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) conflicts = g_array_new (FALSE, TRUE, sizeof (FoConflict));

  (void) data;
  g_array_set_clear_func (conflicts, (GDestroyNotify) fo_conflict_clear);
  if (!fo_conflicts_page (txn, 0, 20, conflicts, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < conflicts->len; i++) {
    const FoConflict *one = &g_array_index (conflicts, FoConflict, i);
    g_printerr ("done: %s\nnow: %s\n", one->ours, one->theirs);
  }
  return FO_TXN_COMMIT;
}

/* For whoever looks for the reason. */
static void
tell_questions (World *w)
{
  g_autoptr (GError) error = NULL;

  if (!fo_store_read (w->crew->hall.store, print_questions, NULL, &error))
    g_printerr ("%s\n", error->message);
}

static void
world_free (World *w)
{
  crew_free (w->crew);
  g_array_unref (w->answered);
  g_array_unref (w->revoked);
  for (guint n = 0; n < MATES; n++)
    g_array_unref (w->pending[n]);
  g_free (w);
}

static void
live (guint32 seed, bool revokes, Sum *sum)
{
  GRand *rand = g_rand_new_with_seed (seed);
  World *w = world_new (rand);

  for (guint i = 0; i < STEPS; i++)
    step (w, revokes);
  all_come_back (w);
  look_over (w, sum);
  if (!revokes && sum->questions)
    tell_questions (w);
  world_free (w);
  g_rand_free (rand);
}

/* ---- controls ---------------------------------------------------------------------------------------------------------------------- */

static void
change_file (const char *folder, const char *file, const char *statement)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  sqlite3 *sqlite;
  char *why = NULL;

  g_assert (sqlite3_open (path, &sqlite) == SQLITE_OK);
  if (sqlite3_exec (sqlite, statement, NULL, NULL, &why) != SQLITE_OK)
    g_error ("%s: %s", path, why);
  sqlite3_close (sqlite);
}

/* Station 1 takes for its own what station 2 has in hand. */
static gint64
control_lease (GRand *rand)
{
  World *w = world_new (rand);
  Sum sum = { 0 };

  for (guint n = 0; n < 2; n++) {
    say (w, n, "task pick");
    say (w, n, n ? "order 401" : "order 400");
  }
  mate_copy (w->mates[0]);
  change_file (w->mates[0]->folder, "journal-0-shadow.db",
               "UPDATE sales_order SET taken_by = '1' WHERE taken_by = '2'");
  mate_cut (w->mates[0]);
  say (w, 0, "order 401");
  for (guint n = 0; n < 2; n++) {
    say (w, n, GOODS);
    say (w, n, "ship");
  }
  all_come_back (w);
  look_over (w, &sum);
  world_free (w);
  return sum.questions;
}

/* What station 1 did before it was revoked bears the epoch it was given afterwards. */
static gint64
control_epoch (GRand *rand)
{
  World *w = world_new (rand);
  Mate *mate = w->mates[0];
  Sum sum = { 0 };

  mate_copy (mate);
  mate_cut (mate);
  receive (w, 0);
  revoke (w, 0);
  mate_mend (mate);
  mate_stop (mate);
  change_file (mate->folder, "journal-0.db", "UPDATE entry SET epoch = 1 WHERE offline = 1");
  mate_start (mate);
  all_come_back (w);
  look_over (w, &sum);
  world_free (w);
  return sum.booked_after_revocation;
}

/* What station 1 received is not what the book would say (its row in the journal says so): a question. What it put away of it is one
 * too, though as many lie at the dock, which others received. Returns how many were put away. */
static gint64
control_brought (GRand *rand, gint64 *ret_questions)
{
  World *w = world_new (rand);
  Mate *mate = w->mates[0];
  Sum sum = { 0 };
  gint64 put_away;

  mate_copy (mate);
  mate_cut (mate);
  receive (w, 0);
  say (w, 0, "task put-away");
  say (w, 0, GOODS);
  say (w, 0, "scan A-1");
  mate_mend (mate);
  mate_stop (mate);
  change_file (mate->folder, "journal-0.db",
               "UPDATE entry SET reply = replace (reply, '\"quantity\":\"1\"', '\"quantity\":\"2\"') "
               "WHERE offline = 1 AND task = 'receive' AND reply LIKE '%\"operation\":%'");
  mate_start (mate);
  all_come_back (w);
  look_over (w, &sum);
  put_away = crew_ask (w->crew, "SELECT COUNT (*) FROM movement WHERE kind = 'put-away'");
  world_free (w);
  *ret_questions = sum.questions;
  return put_away;
}

/* ---- the room ------------------------------------------------------------------------------------------------------------------------ */

void
hostile_partitions (void)
{
  guint lives = MAX (fo_test_count (1), 1);
  g_autoptr (GRand) rand = fo_test_rand ("partitions");
  Sum calm = { 0 }, rough = { 0 };
  gint64 in_doubt;

  for (guint i = 0; i < lives; i++)
    live (g_rand_int (rand), false, &calm);
  for (guint i = 0; i < lives; i++)
    live (g_rand_int (rand), true, &rough);
  bar_told ("partitions: acts answered", calm.answered + rough.answered);
  bar_at_least ("partitions: of them without the server", calm.offline + rough.offline, lives * 2);
  bar_told ("partitions: wires cut", calm.cuts + rough.cuts);
  bar_told ("partitions: stations killed", calm.kills + rough.kills);
  bar_told ("partitions: of them started again without the server", calm.away + rough.away);
  bar_told ("partitions: stations revoked", rough.revocations);
  bar_at_most ("partitions: shipped beyond what came in", (double) (calm.beyond + rough.beyond), 0);
  bar_at_most ("partitions: answered and lost", (double) (calm.lost + rough.lost), 0);
  bar_at_most ("partitions: booked, and asked about too", (double) (calm.twice + rough.twice), 0);
  bar_at_most ("partitions: questions though nobody was revoked", (double) calm.questions, 0);
  bar_at_most ("partitions: booked though revoked before", (double) rough.booked_after_revocation, 0);
  bar_at_least ("partitions: control, no lease, questions", (double) control_lease (rand), 1);
  bar_at_least ("partitions: control, no epoch, booked though revoked", (double) control_epoch (rand), 1);
  bar_at_most ("partitions: put away of others' goods behind a receipt in doubt", (double) control_brought (rand, &in_doubt), 0);
  bar_at_least ("partitions: control, receipt in doubt, questions", (double) in_doubt, 2);
}
