/* SPDX-License-Identifier: GPL-3.0-or-later
 * Eight, sixteen and thirty-two processes of `firstoutctl desk` at one PostgreSQL: each claims orders, picks what it is told to and
 * ships it, while the server goes down without warning every two and a half seconds. Of one item there is less than is ordered, of
 * the other more. Nothing is given away twice, what was answered is so and happened once, and of neither item a newer lot left while
 * an older one lay there. Control: a person who takes the newest for a reason is found by the same question. */
#include "child.h"
#include "day.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/apply.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "hostile.h"
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include "where.h"
#include <libpq-fe.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 32
#define LOTS 6
#define PROGRAM FO_BUILD_DIR "/firstoutctl"
#define ORDER_ID(i) ((FoId) (1000000 + (i)))

static const char *const gtins[] = { "04607000000007", "04607000000014" };
static const char *const codes[] = { "SCARCE", "PLENTY" };

/* What a station waits for. */
typedef enum { STEP_CLAIM, STEP_PICK, STEP_SHIP, STEP_OVER } Step;

typedef struct {
  guint n, order, next, to; /* its orders are ORDER … TO */
  Step step;
  bool greeted;
  char lot[32];
  GPid pid;
  int in, out;
  GString *said;
  char *line; /* what was sent, and has no answer */
  gint64 sent_us, longest_us;
} Seat;

typedef struct {
  FoTestServer *server;
  char *uri;
  guint stations, orders, units[2]; /* orders of each item */
  Seat seats[MOST];
  guint8 *answers; /* Answer of each order */
  guint restarts, most, every_ms, failures, again;
  guint greeted; /* stations that have been answered something: before, they are not at work */
  FoStore *store;
} Hall;

/* ---- the house ----------------------------------------------------------------------------------------------------- */

static FoAct
act_of (Hall *h)
{
  g_autoptr (GError) error = NULL;
  FoAct act = { .operation = fo_store_next_id (h->store, &error), .station = "99", .person = "Lead" };

  g_assert_no_error (error);
  return act;
}

typedef struct {
  FoId items[2];
  guint orders;
} Orders;

static FoTxnEnd
insert_orders (FoTxn *txn, gpointer data, GError **error)
{
  Orders *o = data;

  for (guint i = 0; i < 2; i++) {
    FoItem item;
    if (fo_item_find_by_code (txn, codes[i], &item, error) != FO_FOUND)
      return FO_TXN_FAIL;
    o->items[i] = item.id;
  }
  for (guint i = 0; i < o->orders; i++) {
    FoOrder order = { .id = ORDER_ID (i), .due_on = FO_DAY_NONE };
    const FoLine line = { .id = order.id,
                          .order_id = order.id,
                          .position = 1,
                          .item_id = o->items[i % 2],
                          .goods = true,
                          .ordered_u = FO_ONE };

    g_snprintf (order.number, sizeof order.number, "%u", i);
    fo_order_insert (txn, &order, order.number);
    fo_line_insert (txn, &line, NULL);
  }
  return FO_TXN_COMMIT;
}

static void
receive (Hall *h, FoId item, guint i, guint lot)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct act = act_of (h);
  g_autofree char *number = g_strdup_printf ("%c%u", codes[i][0], lot);
  const FoReceive what = { .kind = FO_MOVE_RECEIPT,
                           .item = item,
                           .lot = number,
                           .produced_on = FO_DAY_NONE,
                           .expires_on = fo_store_today (h->store) + 100 + (FoDay) lot,
                           .quantity_u = h->units[i] / LOTS * FO_ONE };
  bool done = fo_work_receive (h->store, &act, &what, &reply, &error);

  g_assert_no_error (error);
  g_assert (done && reply.verdict == FO_OK);
}

static void
add_item (Hall *h, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct act = act_of (h);
  FoApplyItem what = {
    .item = { .unit = "шт", .tracking = FO_TRACKING_LOT, .has_expiry = true, .enforcement = FO_ENFORCE_WARN },
    .barcode = gtins[i],
    .barcode_quantity_u = FO_ONE
  };
  bool done;

  g_strlcpy (what.item.code, codes[i], sizeof what.item.code);
  g_strlcpy (what.item.name, codes[i], sizeof what.item.name);
  done = fo_work_apply_item (h->store, &act, &what, &reply, &error);
  g_assert_no_error (error);
  g_assert (done && reply.verdict == FO_OK);
}

/* The newest lots come first: what was received first must not decide. The orders come last, so nothing is promised before. */
static void
furnish (Hall *h)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = act_of (h);
  Orders orders = { .orders = 0 };
  bool done = fo_work_furnish (h->store, &act, &error);

  g_assert_no_error (error);
  g_assert (done);
  for (guint i = 0; i < 2; i++)
    add_item (h, i);
  done = fo_store_write (h->store, 0, insert_orders, &orders, &error);
  for (guint i = 0; done && i < 2; i++)
    for (guint lot = LOTS; lot > 0; lot--)
      receive (h, orders.items[i], i, lot - 1);
  orders.orders = h->orders;
  done = done && fo_store_write (h->store, 0, insert_orders, &orders, &error);
  g_assert_no_error (error);
  g_assert (done);
}

/* ---- a station ----------------------------------------------------------------------------------------------------- */

static void
start_seat (Hall *h, guint n)
{
  Seat *seat = &h->seats[n];
  g_autofree char *station = g_strdup_printf ("%u", n + 1);
  g_autofree char *journal = g_strdup_printf ("%s/seat-%u-%u.db", fo_test_folder_name (), h->stations, n);
  const char *argv[] = { PROGRAM,  "desk", "--store",   h->uri,  "--station", station,
                         "--task", "pick", "--journal", journal, NULL };
  g_autoptr (GError) error = NULL;

  *seat = (Seat){ .n = n, .order = n * (h->orders / h->stations), .said = g_string_new (NULL) };
  seat->to = seat->order + h->orders / h->stations;
  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES, NULL, NULL,
                            &seat->pid, &seat->in, &seat->out, NULL, &error);
  g_assert_no_error (error);
}

static void
send_line (Hall *h, Seat *seat, char *text)
{
  g_autofree char *line = g_strdup_printf ("id=%u-%u %s\n", seat->n, seat->next++, text);

  g_free (seat->line);
  seat->line = g_steal_pointer (&line);
  seat->sent_us = g_get_monotonic_time ();
  g_free (text);
  h->failures += write (seat->in, seat->line, strlen (seat->line)) < 0;
}

static void
go_on (Hall *h, Seat *seat)
{
  if (seat->step == STEP_OVER || seat->order == seat->to) {
    seat->step = STEP_OVER;
    return;
  }
  switch (seat->step) {
  case STEP_CLAIM:
    h->answers[seat->order] = ANSWER_BEGUN;
    send_line (h, seat, g_strdup_printf ("scan FO:O:%u", seat->order));
    break;
  case STEP_PICK:
    send_line (h, seat, g_strdup_printf ("scan ]C101%s10%s", gtins[seat->order % 2], seat->lot));
    break;
  case STEP_SHIP:
    send_line (h, seat, g_strdup ("command ship"));
    break;
  case STEP_OVER:
    break;
  }
}

static bool
says (const char *answer, const char *verdict)
{
  g_autofree char *text = g_strdup_printf ("\"verdict\":\"%s\"", verdict);

  return strstr (answer, text) != NULL;
}

/* Which lot it shall take: of the first line that the answer lists. */
static bool
take_lot (Seat *seat, const char *answer)
{
  const char *lines = strstr (answer, "\"lines\":["), *lot = lines ? strstr (lines, "\"lot\":\"") : NULL;

  if (!lot)
    return false;
  lot += strlen ("\"lot\":\"");
  g_snprintf (seat->lot, sizeof seat->lot, "%.*s", (int) strcspn (lot, "\""), lot);
  return true;
}

/* None left of it: the next order. */
static void
next_order (Hall *h, Seat *seat, Answer answer)
{
  h->answers[seat->order++] = (guint8) answer;
  seat->step = STEP_CLAIM;
}

static void
hear (Hall *h, Seat *seat, const char *answer)
{
  h->greeted += !seat->greeted;
  seat->greeted = true;
  seat->longest_us = MAX (seat->longest_us, g_get_monotonic_time () - seat->sent_us);
  if (says (answer, "FO_SCAN_NOT_DONE")) { /* it says so itself */
    h->again++;
    h->failures += write (seat->in, seat->line, strlen (seat->line)) < 0;
    return;
  }
  if (seat->step == STEP_CLAIM && says (answer, "FO_OK") && take_lot (seat, answer))
    seat->step = STEP_PICK;
  else if (seat->step == STEP_CLAIM && says (answer, "FO_ORDER_NOT_PROMISED"))
    next_order (h, seat, ANSWER_NO);
  else if (seat->step == STEP_PICK && says (answer, "FO_COMPLETE"))
    seat->step = STEP_SHIP;
  else if (seat->step == STEP_SHIP && says (answer, "FO_COMPLETE"))
    next_order (h, seat, ANSWER_YES);
  else {
    g_print ("# stations: %u was answered to %s# %s\n", seat->n + 1, seat->line, answer);
    h->failures++;
    next_order (h, seat, ANSWER_BEGUN);
  }
  go_on (h, seat);
}

static bool
listen (Hall *h, Seat *seat)
{
  char bytes[4096], *end;
  gssize n = read (seat->out, bytes, sizeof bytes);

  if (n <= 0)
    return false;
  g_string_append_len (seat->said, bytes, n);
  while ((end = memchr (seat->said->str, '\n', seat->said->len))) {
    *end = '\0';
    hear (h, seat, seat->said->str);
    g_string_erase (seat->said, 0, end + 1 - seat->said->str);
  }
  return true;
}

/* ---- all of them --------------------------------------------------------------------------------------------------- */

static guint
gather (const Hall *h, GPollFD *polls, guint *seats)
{
  guint n = 0;

  for (guint i = 0; i < h->stations; i++)
    if (h->seats[i].step != STEP_OVER) {
      seats[n] = i;
      polls[n++] = (GPollFD){ h->seats[i].out, G_IO_IN | G_IO_HUP, 0 };
    }
  return n;
}

static void
let_work (Hall *h)
{
  gint64 restart_us = 0;
  guint seats[MOST], n;
  GPollFD polls[MOST];

  for (guint i = 0; i < h->stations; i++)
    go_on (h, &h->seats[i]);
  while ((n = gather (h, polls, seats)) > 0) {
    g_poll (polls, n, 100);
    for (guint i = 0; i < n; i++)
      if (polls[i].revents && !listen (h, &h->seats[seats[i]])) {
        h->seats[seats[i]].step = STEP_OVER;
        h->failures++;
      }
    if (h->greeted < h->stations || restart_us == 0)
      restart_us = g_get_monotonic_time () + h->every_ms * 1000;
    if (h->restarts < h->most && g_get_monotonic_time () > restart_us) {
      fo_test_server_restart (h->server);
      h->restarts++;
      restart_us = 0;
    }
  }
}

static void
end_seat (Seat *seat)
{
  int status;

  close (seat->in);
  close (seat->out);
  waitpid (seat->pid, &status, 0);
  g_string_free (seat->said, TRUE);
  g_free (seat->line);
}

/* ---- what came of it ----------------------------------------------------------------------------------------------- */

static gint64
number (const Hall *h, const char *query)
{
  PGconn *pg = PQconnectdb (h->uri);
  PGresult *result = PQexec (pg, query);
  gint64 n;

  if (PQresultStatus (result) != PGRES_TUPLES_OK)
    g_error ("%s: %s", query, PQerrorMessage (pg));
  n = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  PQclear (result);
  PQfinish (pg);
  return n;
}

#define SKIPPED                                                                                                        \
  "SELECT COUNT (*) FROM lot old JOIN lot young ON young.item_id = old.item_id AND young.expires_on > old.expires_on"  \
  " WHERE EXISTS (SELECT 1 FROM movement m WHERE m.lot_id = young.lot_id AND m.kind = 'pick')"                         \
  " AND EXISTS (SELECT 1 FROM balance b WHERE b.lot_id = old.lot_id AND b.on_hand_u > b.held_u)"
#define OVERSOLD                                                                                                       \
  "SELECT COUNT (*) FROM lot l WHERE (SELECT COALESCE (SUM (m.quantity_u), 0) FROM movement m WHERE m.lot_id = "       \
  "l.lot_id"                                                                                                           \
  " AND m.kind = 'ship') > (SELECT SUM (m.quantity_u) FROM movement m WHERE m.lot_id = l.lot_id AND m.kind = "         \
  "'receipt')"
#define TWICE                                                                                                          \
  "SELECT COUNT (*) FROM (SELECT x.line_id FROM shipment_line x GROUP BY x.line_id HAVING SUM (x.quantity_u) > "       \
  "1000000) t"

static guint
answered_and_lost (const Hall *h, guint *ret_answered)
{
  guint lost = 0;

  for (guint i = 0; i < h->orders; i++) {
    g_autofree char *query =
        g_strdup_printf ("SELECT COUNT (*) FROM sales_order o JOIN shipment s ON s.order_id = o.order_id"
                         " WHERE o.state = 'shipped' AND o.order_id = %" G_GINT64_FORMAT,
                         ORDER_ID (i));

    *ret_answered += h->answers[i] == ANSWER_YES;
    lost += h->answers[i] == ANSWER_YES && number (h, query) != 1;
  }
  return lost;
}

typedef struct {
  FoId item, newest, dock;
} Newest;

static FoTxnEnd
find_newest (FoTxn *txn, gpointer data, GError **error)
{
  Newest *newest = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoItem item;
  FoDay last = FO_DAY_NONE;

  if (fo_item_find_by_code (txn, codes[1], &item, error) != FO_FOUND || !fo_stock_of_item (txn, item.id, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    if (row->on_hand_u > row->held_u && row->expires_on > last) {
      last = row->expires_on;
      newest->newest = row->lot_id;
    }
  }
  newest->item = item.id;
  return FO_TXN_COMMIT;
}

static FoTxnEnd
one_more_order (FoTxn *txn, gpointer data, GError **error)
{
  const FoOrder order = { .id = ORDER_ID (900000), .number = "900000", .due_on = FO_DAY_NONE };
  const FoLine line = {
    .id = order.id, .order_id = order.id, .position = 1, .item_id = *(FoId *) data, .goods = true, .ordered_u = FO_ONE
  };

  (void) error;
  fo_order_insert (txn, &order, order.number);
  fo_line_insert (txn, &line, NULL);
  return FO_TXN_COMMIT;
}

/* Somebody takes the newest of what there is plenty of, and says why: then older ones are left lying. */
static void
take_the_newest (Hall *h)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  FoAct act = act_of (h);
  Newest newest = { 0 };
  FoPickAct pick = { .order = ORDER_ID (900000), .quantity_u = FO_ONE, .reason = "nearer" };
  bool done = fo_store_read (h->store, find_newest, &newest, &error)
              && fo_store_write (h->store, 0, one_more_order, &newest.item, &error)
              && fo_work_promise (h->store, &act, pick.order, &reply, &error);

  fo_reply_clear (&reply);
  act = act_of (h);
  done = done && fo_work_release (h->store, &act, pick.order, &reply, &error);
  fo_reply_clear (&reply);
  act = act_of (h);
  pick.lot = newest.newest;
  done = done && fo_work_pick (h->store, &act, &pick, &reply, &error);
  g_assert_no_error (error);
  g_assert (done && reply.verdict == FO_COMPLETE);
}

static void
tell (Hall *h)
{
  guint answered = 0, lost = answered_and_lost (h, &answered);
  gint64 longest_us = 0;
  g_autoptr (GError) error = NULL;
  char text[128];

#define BAR(what)                                                                                                      \
  (g_snprintf (text, sizeof text, "%u stations%s: %s", h->stations, h->most ? ", server restarted" : "", what), text)
  for (guint i = 0; i < h->stations; i++)
    longest_us = MAX (longest_us, h->seats[i].longest_us);
  bar_at_least (BAR ("orders shipped"), answered, h->units[0] + h->orders / 2);
  bar_at_most (BAR ("lots of which more left than came"), (double) number (h, OVERSOLD), 0);
  bar_at_most (BAR ("answered and lost"), lost, 0);
  bar_at_most (BAR ("lines shipped twice"), (double) number (h, TWICE), 0);
  bar_at_most (BAR ("older lots left lying"), (double) number (h, SKIPPED), 0);
  bar_at_most (BAR ("answers that should not be"), h->failures, 0);
  bar_at_most (BAR ("contradictions"), day_contradictions (h->store, &error), 0);
  if (h->most)
    bar_at_least (BAR ("restarts"), h->restarts, 1);
  take_the_newest (h);
  bar_at_least (BAR ("control, the newest was taken: older lots left lying"), (double) number (h, SKIPPED), 1);
  bar_told (BAR ("said to be not done, and done again"), h->again);
  bar_told (BAR ("longest wait, ms"), (double) longest_us / 1000);
#undef BAR
}

static void
stations_on (guint stations, guint orders_each, guint restarts, guint every_ms)
{
  Hall h = { .stations = stations, .orders = stations * orders_each, .most = restarts, .every_ms = every_ms };
  g_autoptr (GError) error = NULL;

  h.units[0] = MAX (h.orders / 3 / LOTS, 1) * LOTS;
  h.units[1] = (h.orders * 3 / 4 / LOTS + 2) * LOTS; /* more than a lot is left: then the newest is not the last */
  h.server = fo_test_server_new ();
  h.uri = fo_test_server_database (h.server, NULL);
  h.store = fo_store_open (h.uri, FO_STORE_CREATE, &error);
  g_assert_no_error (error);
  h.answers = g_new0 (guint8, h.orders);
  furnish (&h);
  for (guint i = 0; i < stations; i++)
    start_seat (&h, i);
  let_work (&h);
  tell (&h);
  for (guint i = 0; i < stations; i++)
    end_seat (&h.seats[i]);
  fo_store_free (h.store);
  fo_test_server_free (h.server);
  g_free (h.uri);
  g_free (h.answers);
}

void
hostile_stations (void)
{
  signal (SIGPIPE, SIG_IGN);
  if (fo_test_count (1) == 1) {
    stations_on (8, 3, 1, 10);
    return;
  }
  for (guint stations = 8; stations <= MOST; stations *= 2) {
    stations_on (stations, 1200 / stations + 60, 0, 0);
    stations_on (stations, 1200 / stations + 60, 10000, 2500);
  }
}
