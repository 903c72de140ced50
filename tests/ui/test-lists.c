/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists that are longer than anybody reads: what is asked for, what stays in place, and that every row is reached. */
#include "rig.h"

#include "common/long-list.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"
#include "orders/finder.h"
#include "orders/orders-page.h"
#include "shell/router.h"
#include "supplies/coming.h"

#include <string.h>

enum { MILLION = 1000000 };

/* ---- the model alone: a list of numbers --------------------------------------------------------------------------------------- */

typedef struct {
  guint64 number; /* from one: a row of zeros is the empty one */
} Number;

static gint n_numbers, n_asked, moved_from; /* read on the reader's thread while the main thread waits for it */

/* Numbers from one on; those from MOVED_FROM on are a thousand million higher. */
static bool
load_numbers (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const Number *after = wish->after;
  guint64 next = after ? after->number % 1000000000 + 1 : 1;

  (void) txn, (void) error;
  g_atomic_int_inc (&n_asked);
  for (guint i = 0; i < wish->limit && next <= (guint64) n_numbers; i++, next++) {
    Number number = { next + (moved_from && next >= (guint64) moved_from ? 1000000000 : 0) };
    g_array_append_val (rows, number);
  }
  return true;
}

static const FoLongListKind numbers_kind = { sizeof (Number), load_numbers };

static guint64
number_at (FoLongList *list, guint i)
{
  g_autoptr (FoRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

  return ((const Number *) fo_row_value (row))->number;
}

static guint
count (FoLongList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

typedef struct {
  guint times, position, removed, added;
} Change;

static void
note_change (GListModel *model, guint position, guint removed, guint added, Change *change)
{
  (void) model;
  *change = (Change){ change->times + 1, position, removed, added };
}

static FoLongList *
numbers (Rig *rig, int total)
{
  n_numbers = total;
  n_asked = moved_from = 0;
  return fo_long_list_new (rig->station, &numbers_kind);
}

/* As load_numbers, but at most ten at once, the last of which only says how far it was looked. */
static bool
load_ten (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const FoLongListWish ten = { wish->after, MIN (wish->limit, 10), wish->words, wish->language };

  return load_numbers (txn, &ten, rows, error);
}

static bool
is_tenth (gconstpointer row)
{
  return ((const Number *) row)->number % 10 == 0;
}

static const FoLongListKind ten_kind = { sizeof (Number), load_ten, is_tenth };

/* Where little was found the list is not at its end: it goes on from how far it was looked. */
static void
test_goes_on (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (FoLongList) list = NULL;

  n_numbers = 25;
  n_asked = moved_from = 0;
  list = fo_long_list_new (rig->station, &ten_kind);
  fo_long_list_look (list, "");
  rig_settle (rig);
  g_assert_cmpuint (count (list), ==, 11);
  for (guint i = 0; i < 3; i++) {
    number_at (list, count (list) - 1);
    rig_settle (rig);
  }
  g_assert_cmpuint (count (list), ==, 25);
  g_assert_cmpuint (number_at (list, 24), ==, 25);
}

/* One empty row at once, one page when it came, and the next only when somebody comes near the end. */
static void
test_million (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (FoLongList) list = numbers (rig, MILLION);

  g_assert_cmpuint (count (list), ==, 0);
  fo_long_list_look (list, "");
  g_assert_cmpuint (count (list), ==, 1);
  g_assert_cmpuint (number_at (list, 0), ==, 0);
  rig_settle (rig);
  g_assert_cmpuint (count (list), ==, FO_LONG_LIST_PAGE + 1);
  g_assert_cmpuint (number_at (list, 100), ==, 101);
  rig_settle (rig);
  g_assert_cmpint (n_asked, ==, 1);
  for (guint known = FO_LONG_LIST_PAGE; known < 20 * FO_LONG_LIST_PAGE; known += FO_LONG_LIST_PAGE) {
    g_assert_cmpuint (number_at (list, known), ==, 0); /* not there yet: and asked for */
    rig_settle (rig);
    g_assert_cmpuint (number_at (list, known), ==, known + 1);
  }
  g_assert_cmpint (n_asked, ==, 20);
}

/* A list that ends says so, also on the edge of a page. */
static void
test_end (void)
{
  static const guint totals[] = { 0, 1, FO_LONG_LIST_PAGE - 1, FO_LONG_LIST_PAGE, FO_LONG_LIST_PAGE + 1 };
  g_autoptr (Rig) rig = rig_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (totals); i++) {
    g_autoptr (FoLongList) list = numbers (rig, (int) totals[i]);

    fo_long_list_again (list, FALSE);
    g_assert_cmpuint (count (list), ==, 0); /* nothing blinks while it is read */
    rig_settle (rig);
    if (totals[i] >= FO_LONG_LIST_PAGE)
      number_at (list, FO_LONG_LIST_PAGE - 1);
    rig_settle (rig);
    g_assert_cmpuint (count (list), ==, totals[i]);
  }
}

/* What did not change stays the same object in its place; only the rest is taken out and put in. */
static void
test_again (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (FoLongList) list = numbers (rig, 150);
  g_autoptr (FoRow) before = NULL, after = NULL;
  Change change = { 0 };

  fo_long_list_again (list, FALSE);
  rig_settle (rig);
  before = g_list_model_get_item (G_LIST_MODEL (list), 99);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), &change);
  fo_long_list_again (list, TRUE);
  rig_settle (rig);
  g_assert_cmpuint (change.times, ==, 0);
  moved_from = 121;
  fo_long_list_again (list, TRUE);
  rig_settle (rig);
  g_assert_cmpuint (change.times, ==, 1);
  g_assert_cmpuint (change.position, ==, 120);
  g_assert_cmpuint (change.removed, ==, 30);
  g_assert_cmpuint (change.added, ==, 30);
  after = g_list_model_get_item (G_LIST_MODEL (list), 99);
  g_assert_true (before == after);
  g_assert_cmpuint (number_at (list, 120), ==, 1000000121);
}

/* Far down it is left alone while somebody reads there. */
static void
test_deep (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (FoLongList) list = numbers (rig, MILLION);

  fo_long_list_look (list, "");
  for (guint known = 0; known < 8 * FO_LONG_LIST_PAGE; known += FO_LONG_LIST_PAGE) {
    rig_settle (rig);
    number_at (list, count (list) - 1);
  }
  rig_settle (rig);
  n_asked = 0;
  fo_long_list_again (list, TRUE);
  rig_settle (rig);
  g_assert_cmpint (n_asked, ==, 0);
  g_assert_cmpuint (count (list), >, 8 * FO_LONG_LIST_PAGE);
  fo_long_list_again (list, FALSE);
  rig_settle (rig);
  g_assert_cmpuint (count (list), ==, FO_LONG_LIST_PAGE + 1);
  g_assert_cmpuint (number_at (list, 7), ==, 8);
}

/* ---- on the pages -------------------------------------------------------------------------------------------------------------- */

enum { ORDERS = 700, SUPPLIES = 450 };

typedef struct {
  FoId first, item;
} Filling;

static FoTxnEnd
fill (FoTxn *txn, gpointer data, GError **error)
{
  Filling *filling = data;
  FoItem item;

  if (fo_item_find_by_code (txn, "SEALANT-310", &item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  for (int i = 0; i < ORDERS; i++) {
    FoOrder order = { .id = filling->first + i, .due_on = FO_DAY_NONE, .priority = 5, .state = FO_ORDER_READY };
    g_snprintf (order.number, sizeof order.number, "L%04d", i);
    fo_order_insert (txn, &order, NULL);
    fo_order_set_state (txn, &order);
  }
  for (int i = 0; i < SUPPLIES; i++) {
    FoSupply supply = { .id = filling->first + ORDERS + i, .kind = FO_SUPPLY_PURCHASE, .partner = "Завод уплотнений",
                        .item_id = item.id, .ordered_u = FO_ONE, .ready_on = FO_DAY_NONE };
    g_snprintf (supply.number, sizeof supply.number, "Z%04d", i);
    fo_supply_insert (txn, &supply, NULL);
  }
  return FO_TXN_COMMIT;
}

static void
fill_store (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, 0, &error);
  Filling filling = { 0 };
  bool filled;

  g_assert_no_error (error);
  filling.first = fo_store_next_id (other, &error);
  filled = fo_store_write (other, 0, fill, &filling, &error);
  g_assert_no_error (error);
  g_assert_true (filled);
  fo_window_refresh (rig->window);
}

static GtkListView *
list_of (GtkWidget *page, guint least)
{
  if (GTK_IS_LIST_VIEW (page) && gtk_widget_get_mapped (page)
      && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (page)))) >= least)
    return GTK_LIST_VIEW (page);
  for (GtkWidget *child = gtk_widget_get_first_child (page); child; child = gtk_widget_get_next_sibling (child)) {
    GtkListView *found = list_of (child, least);
    if (found)
      return found;
  }
  return NULL;
}

/* Scrolls down until nothing more comes; how many rows there are then. */
static guint
read_to_the_end (Rig *rig, GtkListView *list)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (list));
  guint known;

  do {
    known = g_list_model_get_n_items (model);
    gtk_widget_activate_action (GTK_WIDGET (list), "list.scroll-to-item", "u", known - 1);
    rig_settle (rig);
  } while (g_list_model_get_n_items (model) > known);
  return known;
}

static void
test_board (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkListView *list;
  guint known;

  fill_store (rig);
  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  list = list_of (fo_window_page (rig->window), 100);
  g_assert_nonnull (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))), <, ORDERS);
  known = read_to_the_end (rig, list);
  g_assert_cmpuint (known, >=, ORDERS);
  g_assert_cmpuint (known, <, ORDERS + 50);
  g_assert_true (rig_shows (GTK_WIDGET (list), "L0699"));
}

static void
test_expected (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkListView *list;

  fill_store (rig);
  fo_window_open_page (rig->window, "receive");
  rig_settle (rig);
  list = list_of (fo_window_page (rig->window), 100);
  g_assert_nonnull (list);
  g_assert_true (rig_shows (GTK_WIDGET (list), "ZP-34 · ")); /* what is due first stands first */
  g_assert_true (rig_shows (GTK_WIDGET (list), "опаздывает на 2 дня"));
  g_assert_cmpuint (read_to_the_end (rig, list), >=, SUPPLIES);
  g_assert_true (rig_shows (GTK_WIDGET (list), "Z0449"));
  g_assert_true (rig_shows (GTK_WIDGET (list), "Завод уплотнений"));
}

/* A row that is chosen asks for its paper. The most urgent stands first, though only a part of it is there. */
static void
test_choose (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  fo_window_open_page (rig->window, "pick");
  rig_await (rig, 1);
  rig_settle (rig);
  answers = rig->answers + 1;
  g_signal_emit_by_name (list_of (fo_window_page (rig->window), 3), "activate", 0);
  rig_await (rig, answers);
  g_assert_cmpstr (rig->view.title, ==, "208");
}

/* The board's order is picked by F8, when it can be. */
static void
test_pick_from_board (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkListView *list;
  guint answers = rig->answers + 2; /* the task, then the order */

  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  list = list_of (fo_window_page (rig->window), 3);
  g_assert_false (fo_window_press_key (rig->window, GDK_KEY_F8, 0)); /* 208 waits for goods */
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (list)), 1);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F8, 0));
  rig_await (rig, answers);
  g_assert_cmpstr (rig->view.title, ==, "201");
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "pick"));
}

static FoTxnEnd
write_order (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_order_insert (txn, data, NULL);
  return FO_TXN_COMMIT;
}

static gboolean
shows_new_order (gpointer rig)
{
  return rig_shows (fo_window_page (((Rig *) rig)->window), "X-1");
}

/* Another order comes to stand before the chosen one: it stays chosen, and stays on the right. */
static void
test_chosen_stays (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, 0, &error);
  FoOrder order = { .number = "X-1", .due_on = FO_DAY_NONE, .priority = -1 };
  GtkListView *list;

  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  list = list_of (fo_window_page (rig->window), 3);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (list)), 3);
  rig_settle (rig);
  g_assert_true (rig_shows (fo_window_page (rig->window), "Заказ 202"));
  order.id = fo_store_next_id (other, &error);
  g_assert_true (fo_store_write (other, 0, write_order, &order, &error));
  rig_wait (shows_new_order, rig);
  rig_settle (rig);
  g_assert_true (rig_shows (fo_window_page (rig->window), "Заказ 202"));
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (list))), ==, 4);
}

static GtkWidget *
shown (Rig *rig)
{
  return fo_window_page (rig->window);
}

static void
scan_page (Rig *rig, const char *text)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_QR, "script", 0));
  gtk_widget_activate_action_variant (GTK_WIDGET (rig->window), "scan.code", fo_scan_to_variant (&scan));
  rig_settle (rig);
}

/* The numbers the page's list shows: of orders, or of supplies. */
static void
assert_listed (Rig *rig, gboolean supplies, const char *expected)
{
  GtkListView *list = list_of (shown (rig), 0);
  GListModel *model = list ? G_LIST_MODEL (gtk_list_view_get_model (list)) : NULL;
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; model && i < g_list_model_get_n_items (model); i++) {
    g_autoptr (FoRow) row = g_list_model_get_item (model, i);
    const char *number = supplies ? ((const FoComing *) fo_row_value (row))->supply.number : ((const FoBoardOrder *) fo_row_value (row))->order.number;
    g_string_append_printf (numbers, "%s%s", i ? " " : "", number);
  }
  g_assert_cmpstr (numbers->str, ==, expected);
}

/* The board is searched by number, customer, deal, day and goods, in small letters too; F5 narrows it to what a lead asks for. */
static void
test_board_search (void)
{
  static const struct {
    const char *words, *found;
  } cases[] = {
    { "20", "208 201 203 202 206 205 204 207 209" },
    { "автомой", "210 211" },
    { "д-131", "208" },
    { "24.11", "202 206" },
    { "COMP-250", "207 209" },
    { "герметик", "205 210 214" },
    { "никто", "" },
  };
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    fo_orders_page_search (FO_ORDERS_PAGE (shown (rig)), cases[i].words);
    rig_settle (rig);
    assert_listed (rig, FALSE, cases[i].found);
  }
  g_assert_true (rig_shows (shown (rig), "Таких открытых заказов нет: никто"));
  fo_orders_page_search (FO_ORDERS_PAGE (shown (rig)), "");
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F5, 0));
  rig_settle (rig);
  assert_listed (rig, FALSE, "201 203 202 206 205 210 211");
}

/* An order's code opens it; goods and a lot show whose they are and who wants them; one that has left opens its deal. What a page
 * only looks at books nothing. */
static void
test_board_scans (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers = rig->answers;

  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  scan_page (rig, "FOT:O:205");
  g_assert_true (rig_shows (shown (rig), "Заказ 205 · Агрохозяйство"));
  scan_page (rig, "FOT:L:SEALANT-310/S2406");
  assert_listed (rig, FALSE, "205 214"); /* 214 wants the item, and would take this lot */
  scan_page (rig, "FOT:L:BEARING-6308/");
  g_assert_true (rig_shows (shown (rig), "Заказ 208 · Сервисная бригада"));
  scan_page (rig, "0000");
  g_assert_true (rig_shows (shown (rig), "Таких открытых заказов нет: 0000"));
  g_assert_cmpuint (rig->answers, ==, answers);
}

/* What is waited for is searched likewise; a scan of goods shows what comes of them, an order's code what comes for it. */
static void
test_supplies_search (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "supplies");
  rig_settle (rig);
  scan_page (rig, "FOT:S:ZP-32");
  assert_listed (rig, TRUE, "ZP-32");
  scan_page (rig, "FOT:L:SEALANT-310/S2406");
  assert_listed (rig, TRUE, "ZP-31");
  scan_page (rig, "FOT:O:214");
  assert_listed (rig, TRUE, "PRO-77");
  scan_page (rig, "FOT:O:201");
  assert_listed (rig, TRUE, "");
  g_assert_true (rig_shows (shown (rig), "Такого не ждём: 201"));
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/long-list/million", test_million);
  g_test_add_func ("/ui/long-list/end", test_end);
  g_test_add_func ("/ui/long-list/goes-on", test_goes_on);
  g_test_add_func ("/ui/long-list/again", test_again);
  g_test_add_func ("/ui/long-list/deep", test_deep);
  g_test_add_func ("/ui/lists/board", test_board);
  g_test_add_func ("/ui/lists/board-search", test_board_search);
  g_test_add_func ("/ui/lists/board-scans", test_board_scans);
  g_test_add_func ("/ui/lists/supplies-search", test_supplies_search);
  g_test_add_func ("/ui/lists/expected", test_expected);
  g_test_add_func ("/ui/lists/choose", test_choose);
  g_test_add_func ("/ui/lists/pick", test_pick_from_board);
  g_test_add_func ("/ui/lists/chosen-stays", test_chosen_stays);
  return g_test_run ();
}
