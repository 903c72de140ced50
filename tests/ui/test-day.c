/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part of the training day, through the window: labels are clicked, keys pressed, and what a storekeeper then sees is asked of
 * the real widgets. The desk, the store and its threads are the real ones. */
#include "rig.h"
#include "shell/pages.h"
#include "shell/pictures.h"
#include "shell/question.h"

#include "common/speech.h"
#include "shell/holding.h"
#include "shell/router.h"
#include "orders/order-line.h"
#include "orders/orders-page.h"
#include "stock/stock-page.h"
#include "firstout/store/meta.h"
#include "firstout/store/orders.h"

#include <string.h>

static GtkWidget *
page (Rig *rig)
{
  rig_settle (rig);
  return fo_window_page (rig->window);
}

static void
open_page (Rig *rig, const char *name)
{
  guint answers = rig->answers + 1;

  fo_window_open_page (rig->window, name);
  rig_await (rig, answers);
}

static guint
count_files (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir && (name = g_dir_read_name (dir)))
    n += g_str_has_suffix (name, ending);
  return n;
}

/* Two lots of a sealant come by GS1 scans on a purchase order; the last scan is undone. */
static void
test_receive (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "receive");
  g_assert_true (rig_shows (page (rig), "ZP-31"));                /* work that waits */
  rig_scan (rig, "FOT:S:ZP-31", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_true (rig_shows (page (rig), "0 / 36"));
  rig_click_label (rig, "N261122 · 15.05.2028", FO_OK);           /* the sealant that comes today */
  g_assert_cmpstr (rig->view.task, ==, "receive");
  g_assert_true (rig_shows (page (rig), "1 / 36"));
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Герметик"));
  rig_type (rig, "12", FO_OK);                                    /* the quantity of that line */
  g_assert_true (rig_shows (page (rig), "12 / 36"));
  rig_command (rig, "undo", FO_OK);
  g_assert_true (rig_shows (page (rig), "/ 36"));
  g_assert_false (rig_shows (page (rig), "12 / 36"));
}

/* The label of a lot that came is laid down as a PDF and shown. */
static void
test_label (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = g_build_filename (rig->folder, "labels", NULL);

  open_page (rig, "receive");
  rig_scan (rig, "FOT:S:ZP-31", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "N261122 · 15.05.2028", FO_OK);
  rig_command (rig, "print", FO_OK);
  rig_settle (rig);
  g_assert_cmpuint (count_files (folder, ".pdf"), >=, 1);
  g_assert_nonnull (rig_find (page (rig), GTK_TYPE_PICTURE, NULL));
  rig_picture (GTK_WIDGET (rig->window), "receive-label-ru-light");
}

/* An order is picked by its paper: bin, goods, wrong goods in between; F4 undoes; and it ships. */
static void
test_pick (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  open_page (rig, "pick");
  g_assert_true (rig_shows (page (rig), "201"));
  rig_scan (rig, "FOT:O:201", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_cmpstr (rig->view.title, ==, "201");
  const FoViewLine *line = NULL;
  for (guint i = 0; i < rig->view.lines->len; i++)
    if (g_array_index (rig->view.lines, FoViewLine, i).current)
      line = &g_array_index (rig->view.lines, FoViewLine, i);
  g_assert_nonnull (line);
  g_assert_true (rig_shows (page (rig), line->place));
  g_assert_true (rig_shows (page (rig), line->name));
  g_autofree char *place = g_strdup_printf ("FOT:P:%s", line->place);
  rig_scan (rig, place, FO_SYMBOLOGY_QR, FO_OK);
  rig_scan (rig, "4601234567015", FO_SYMBOLOGY_EAN, FO_NOT_ON_THIS_ORDER); /* a pump */
  g_assert_cmpstr (g_ptr_array_index (rig->sounds, rig->sounds->len - 1), ==, "wrong");
  rig_picture (GTK_WIDGET (rig->window), "pick-wrong-ru-light");
  answers = rig->answers + 1;
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F7, 0)); /* park, by its key */
  rig_await (rig, answers);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, "FO_OK");
}

/* Goods of the line that the instruction speaks of: its bin is scanned, then its label, then the quantity is typed. */
static void
pick_current (Rig *rig, FoVerdict last)
{
  const FoViewLine *line = NULL;
  char quantity[FO_QUANTITY_TEXT_MAX];

  for (guint i = 0; i < rig->view.lines->len; i++)
    if (g_array_index (rig->view.lines, FoViewLine, i).current)
      line = &g_array_index (rig->view.lines, FoViewLine, i);
  g_assert_nonnull (line);
  g_autofree char *place = g_strdup_printf ("FOT:P:%s", line->place);
  g_autofree char *code = g_strdup_printf ("FOT:L:%s/%s", line->item, line->lot);
  fo_quantity_print (line->asked_u, quantity);
  rig_scan (rig, place, FO_SYMBOLOGY_QR, FO_OK);
  rig_scan (rig, code, FO_SYMBOLOGY_QR, FO_OK);
  rig_type (rig, quantity, last);
}

/* An order from its paper to the lorry: two lines are picked, the last one says that all is done, and it ships. */
static void
test_ship (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "pick");
  rig_scan (rig, "FOT:O:201", FO_SYMBOLOGY_QR, FO_OK);
  pick_current (rig, FO_OK);
  pick_current (rig, FO_COMPLETE);
  g_assert_cmpstr (g_ptr_array_index (rig->sounds, rig->sounds->len - 1), ==, "done");
  rig_picture (GTK_WIDGET (rig->window), "pick-done-ru-light");
  rig_scan (rig, "FOT:C:TASK-SHIP", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "pack"));
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "ship-ru-light");
  rig_scan (rig, "FOT:C:SHIP", FO_SYMBOLOGY_QR, FO_COMPLETE);
  fo_window_open_page (rig->window, "orders");
  g_assert_false (rig_shows (page (rig), "Теплосеть")); /* nothing of it is open any more */
  g_assert_true (rig_shows (page (rig), "Деревообработка"));
}

/* ---- who works here ---------------------------------------------------------------------------------------------------------- */

/* A badge says who works at the station from now on: on the band, in the header, and in the book. */
static void
test_person (void)
{
  g_autoptr (Rig) rig = rig_new ();

  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Учебный склад"));
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "бейдж не показан"));
  rig_click_label (rig, "Кладовщик", FO_OK);
  g_assert_cmpstr (rig->view.person, ==, "Кладовщик");
  g_assert_cmpstr (rig_band (rig), ==, "Принято: Кладовщик");
  g_assert_false (rig_shows (GTK_WIDGET (rig->window), "бейдж не показан"));
  rig_type (rig, "FOT:B:Петрова", FO_OK);
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Теперь здесь работает Петрова."));
  open_page (rig, "pick");
  g_assert_cmpstr (rig->view.person, ==, "Петрова"); /* whatever is opened */
  rig_settle (rig);
  rig_picture (GTK_WIDGET (rig->window), "person-ru-light");
}

static FoTxnEnd
write_name (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_meta_set (txn, "name", data);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
read_morning (FoTxn *txn, gpointer data, GError **error)
{
  return fo_meta_get (txn, "morning_on", data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

typedef struct {
  FoStore *store;
  const char *day;
} MorningOf;

static gboolean
had_morning (gpointer data)
{
  MorningOf *of = data;
  g_autofree char *day = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (of->store, read_morning, &day, &error));
  return g_str_equal (day, of->day);
}

/* Nobody has to think of it: the window runs the morning of the day on which it is opened. */
static void
test_morning (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, FO_STORE_READ_ONLY, &error);
  MorningOf of = { other, "2026-11-22" };

  g_assert_no_error (error);
  rig_wait (had_morning, &of);
}

static gboolean
is_open (gpointer station)
{
  return fo_station_is_open (station);
}

/* What people call the warehouse is known when the station is open. */
static void
test_warehouse (void)
{
  char name[] = "Склад № 2";
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, 0, &error);
  g_autofree char *journal = g_strconcat (rig->journal_path, ".second", NULL);
  FoUiOptions options = *fo_station_options (rig->station);
  g_autoptr (FoStation) second = NULL;

  g_assert_true (fo_store_write (other, 0, write_name, name, &error));
  options.station = "4";
  options.journal_path = journal;
  second = fo_station_new (&options);
  g_assert_cmpstr (fo_station_warehouse (second), ==, "");
  fo_station_open (second);
  rig_wait (is_open, second);
  g_assert_cmpstr (fo_station_warehouse (second), ==, "Склад № 2");
}

static void
quit (const GError *error, gpointer done)
{
  g_assert_no_error (error);
  *(gboolean *) done = TRUE;
}

static gboolean
is_done (gpointer done)
{
  return *(gboolean *) done;
}

/* firstout --pictures: every page, light and dark, with somebody at work; and afterwards nothing is lost to anybody. */
static void
test_pictures (void)
{
  guint n;
  const FoPageRow *pages = fo_page_rows (&n);
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = g_build_filename (rig->folder, "pictures", NULL);
  gboolean done = FALSE;

  fo_pictures_take (rig->window, rig->station, folder, quit, &done);
  rig_wait (is_done, &done);
  g_assert_cmpuint (n, >=, 17);
  for (guint i = 0; i < n; i++) {
    g_autofree char *light = g_strdup_printf ("%s/%s-ru-light.png", folder, pages[i].name);
    g_autofree char *dark = g_strdup_printf ("%s/%s-ru-dark.png", folder, pages[i].name);
    g_autoptr (GdkTexture) picture = gdk_texture_new_from_filename (light, NULL);

    g_assert_true (g_file_test (dark, G_FILE_TEST_EXISTS));
    g_assert_cmpint (gdk_texture_get_width (picture), ==, 1280);
    g_assert_cmpint (gdk_texture_get_height (picture), ==, 800);
  }
  g_assert_cmpstr (rig->view.person, ==, "Кладовщик");
  g_assert_cmpstr (rig->view.title, ==, ""); /* put by: anyone takes it up again */
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* ---- the router with windows in front ------------------------------------------------------------------------------------------ */

/* About, printing: a window that knows nothing of scans lets them pass to the page beneath. */
static void
test_scan_passes_a_dialog (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkWidget *dialog = gtk_window_new ();

  open_page (rig, "receive");
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (rig->window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (rig->application));
  gtk_window_set_child (GTK_WINDOW (dialog), gtk_entry_new ());
  gtk_window_present (GTK_WINDOW (dialog));
  rig_settle (rig);
  rig_scan (rig, "FOT:S:ZP-31", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (gtk_window_get_child (GTK_WINDOW (dialog)))), ==, "");
  g_assert_cmpstr (rig->view.title, ==, "ZP-31");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* An entry that has the focus does not swallow a scan, and keeps what was typed. */
static void
test_scan_passes_an_entry (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkWidget *entry = rig_entry (rig);

  open_page (rig, "receive");
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "24");
  rig_scan (rig, "FOT:S:ZP-31", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "24");
}

static GtkWidget *
question (Rig *rig)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_QUESTION (link->data))
      return link->data;
  return NULL;
}

/* While something destructive is asked, scans are held and counted; they run when it closes, whatever the answer. */
static void
test_scans_are_held_by_a_question (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;
  FoScan scan;

  open_page (rig, "receive");
  answers = rig->answers;
  g_assert_true (fo_scan_init (&scan, "FOT:S:ZP-31", 11, FO_SYMBOLOGY_QR, "script", 0));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (rig->window), "desk.confirm", "(ss)", "cancel", "offer.cancel"));
  rig_settle (rig);
  g_assert_nonnull (question (rig));
  for (int i = 0; i < 3; i++)
    g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  rig_settle (rig);
  g_assert_cmpuint (rig->answers, ==, answers);
  g_assert_true (rig_shows (question (rig), "3"));
  fo_question_decide (FO_QUESTION (question (rig)), FALSE);
  rig_await (rig, answers + 3);
  g_assert_cmpuint (rig->answers, ==, answers + 3);
}

/* A hundred scans without a pause: a hundred answers, in order, and the window stays. */
static void
test_many_scans (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoScan scan;

  open_page (rig, "receive");
  rig_scan (rig, "FOT:S:ZP-32", FO_SYMBOLOGY_QR, FO_OK);
  guint answers = rig->answers;
  g_assert_true (fo_scan_init (&scan, "FOT:L:BEARING-6205/", 19, FO_SYMBOLOGY_QR, "script", 0));
  for (int i = 0; i < 60; i++)
    g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  rig_await (rig, answers + 60);
  g_assert_true (rig_shows (page (rig), "60 / 100"));
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------------- */

static void
test_stock (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoStockPage *stock = FO_STOCK_PAGE (fo_window_find_page (rig->window, "stock"));
  guint all;

  fo_window_open_page (rig->window, "stock");
  rig_settle (rig);
  all = g_list_model_get_n_items (fo_stock_page_model (stock));
  g_assert_cmpuint (all, >, 30);
  fo_stock_page_search (stock, "SEALANT-310");
  g_assert_cmpuint (g_list_model_get_n_items (fo_stock_page_model (stock)), ==, 1); /* one empty row at once */
  rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (fo_stock_page_model (stock)), >=, 2);
  g_assert_cmpuint (g_list_model_get_n_items (fo_stock_page_model (stock)), <, all);
  g_assert_true (rig_shows (GTK_WIDGET (stock), "S2406"));
  fo_stock_page_search (stock, "");
  rig_settle (rig);
  g_assert_cmpuint (g_list_model_get_n_items (fo_stock_page_model (stock)), ==, all);
}

static void
test_orders (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "orders");
  g_assert_true (rig_shows (page (rig), "Заказ 208 · Сервисная бригада"));
  g_assert_true (rig_shows (page (rig), "обещано со склада 24"));
  g_assert_true (rig_shows (page (rig), "едет от поставщика 6 · ZP-32 · 26.11.2026"));
  fo_speech_set_language (FO_LANGUAGE_EN);
  g_assert_true (rig_shows (page (rig), "promised from stock 24"));
  g_assert_true (rig_shows (page (rig), "can be picked"));
  g_assert_false (rig_shows (page (rig), "можно собирать")); /* also on cards whose orders did not change */
  fo_speech_set_language (FO_LANGUAGE_RU);
}

static gboolean
shows_lost (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "1 обещание сорвано");
}

static gboolean
shows_lots (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Партии по порядку отпуска");
}

/* The board acts: a line says why, a lot is pinned and let go, a lost promise stands in the list until somebody has seen to it. */
static void
test_board (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkWidget *line;

  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  line = rig_find (page (rig), FO_TYPE_ORDER_LINE, NULL);
  g_assert_nonnull (line);
  g_assert_true (rig_shows (page (rig), "может уйти 22.11.2026"));
  g_assert_false (rig_shows (page (rig), "Партии по порядку отпуска"));
  g_signal_emit_by_name (gtk_widget_get_parent (line), "clicked");
  rig_wait (shows_lots, rig);
  g_assert_true (rig_shows (page (rig), "Партии по порядку отпуска"));
  g_assert_true (rig_shows (page (rig), "возьмём отсюда: 24"));
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F12, 0));
  g_assert_false (fo_window_press_key (rig->window, GDK_KEY_F2, 0)); /* nothing is lost yet */
  rig_command (rig, "block BEARING-6308/ rust", FO_OK);
  rig_wait (shows_lost, rig);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F2, 0));
  g_assert_true (rig_shows (page (rig), "партию заблокировали · 22.11.2026"));
  g_assert_true (rig_shows (page (rig), "Учтено"));
}

static gboolean
shows_refusal (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Не давать партию");
}

static gboolean
shows_refused (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Снова можно");
}

/* Beside a lot it is said that it is not for this customer, and why; and taken back there. */
static void
test_refuse (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  fo_window_open_page (rig->window, "orders");
  fo_orders_page_search (FO_ORDERS_PAGE (page (rig)), "205");
  rig_settle (rig);
  g_signal_emit_by_name (gtk_widget_get_parent (rig_find (page (rig), FO_TYPE_ORDER_LINE, NULL)), "clicked");
  rig_wait (shows_refusal, rig);
  g_assert_false (rig_shows (page (rig), "Клиент отказался"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (rig_find (page (rig), GTK_TYPE_TOGGLE_BUTTON, "Не давать партию")), TRUE);
  rig_settle (rig);
  g_assert_true (rig_shows (page (rig), "Клиент отказался"));
  rig_picture (GTK_WIDGET (rig->window), "orders-why-refuse");
  answers = rig->answers;
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, "Клиент отказался"), "clicked");
  rig_await (rig, answers + 1);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
  rig_wait (shows_refused, rig);
  rig_picture (GTK_WIDGET (rig->window), "orders-why-refused");
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, "Снова можно"), "clicked");
  rig_await (rig, answers + 2);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
}

static gboolean
shows_taking (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Причина");
}

/* Before goods are taken from others it is seen whose day moves, and to which; then a reason is said, in words of one's own. */
static void
test_take (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  rig_command (rig, "open order BEARING-6308 12 for Лесопилка", FO_OK);
  fo_window_open_page (rig->window, "orders");
  fo_orders_page_search (FO_ORDERS_PAGE (page (rig)), "Лесопилка");
  rig_settle (rig);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F3, 0));
  rig_wait (shows_taking, rig);
  rig_picture (GTK_WIDGET (rig->window), "orders-take");
  g_assert_true (rig_shows (page (rig), "▼ Заказ 208 · Сервисная бригада · сделка Д-131"));
  g_assert_true (rig_shows (page (rig), "Подшипник 6308-2RS, 4 шт: мог уйти 22.11.2026, новый день неизвестен, не хватает 4"));
  answers = rig->answers;
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F9, 0)); /* without a reason nothing is asked */
  g_assert_cmpuint (rig->answers, ==, answers);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F2, 0));
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F9, 0));
  rig_await (rig, answers + 1);
  rig_settle (rig);
  g_assert_false (rig_shows (page (rig), "Причина"));
  g_assert_true (rig_shows (page (rig), "обещано со склада 12"));
}

static gboolean
shows_customer (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Лесопилка");
}

static FoTxnEnd
insert_order (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_order_insert (txn, data, NULL);
  return FO_TXN_COMMIT;
}

/* Another station, or the gateway, writes: the board shows it by itself. */
static void
test_others_write (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, 0, &error);
  FoOrder order = { .number = "999", .customer = "Лесопилка", .due_on = FO_DAY_NONE, .priority = -1 };

  g_assert_no_error (error);
  order.id = fo_store_next_id (other, &error);
  fo_window_open_page (rig->window, "orders");
  g_assert_false (shows_customer (rig));
  g_assert_true (fo_store_write (other, 0, insert_order, &order, &error));
  rig_wait (shows_customer, rig);
}

/* The sheet has something of every kind, and a command on it moves the window. */
static void
test_sheet (void)
{
  g_autoptr (Rig) rig = rig_new ();

  g_assert_cmpuint (fo_label_sheet_count (rig->sheet), >, 60);
  rig_click_label (rig, "FOT:C:TASK-PICK", FO_OK);
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "pick"));
  g_assert_true (fo_label_sheet_scan (rig->sheet, "FOT:C:PAGE-STOCK"));
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "stock"));
}

/* Marked goods by clicking alone: a carton that a list has said, the units of order 211, and a code nobody has taught. */
static void
test_marked (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "receive");
  rig_click_label (rig, "FOT:S:ZP-35", FO_OK);
  rig_click_label (rig, "ZP-BOX", FO_CODE_UNKNOWN);
  rig_command (rig, "cancel", FO_OK);
  rig_click_label (rig, "SSCC", FO_OK);
  g_assert_true (rig_shows (page (rig), "6 / 12"));
  open_page (rig, "pick");
  rig_click_label (rig, "FOT:O:211", FO_OK);
  rig_click_label (rig, "0001 · MM-24-2", FO_OK);
  rig_click_label (rig, "0001 · MM-24-2", FO_MARKING_KNOWN);
  rig_click_label (rig, "0002 · MM-24-2", FO_OK);
  rig_click_label (rig, "0003 · MM-24-2", FO_COMPLETE);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/day/receive", test_receive);
  g_test_add_func ("/ui/day/label", test_label);
  g_test_add_func ("/ui/day/pick", test_pick);
  g_test_add_func ("/ui/day/ship", test_ship);
  g_test_add_func ("/ui/day/marked", test_marked);
  g_test_add_func ("/ui/person", test_person);
  g_test_add_func ("/ui/warehouse", test_warehouse);
  g_test_add_func ("/ui/morning", test_morning);
  g_test_add_func ("/ui/pictures", test_pictures);
  g_test_add_func ("/ui/router/dialog", test_scan_passes_a_dialog);
  g_test_add_func ("/ui/router/entry", test_scan_passes_an_entry);
  g_test_add_func ("/ui/router/held", test_scans_are_held_by_a_question);
  g_test_add_func ("/ui/router/many", test_many_scans);
  g_test_add_func ("/ui/lists/stock", test_stock);
  g_test_add_func ("/ui/lists/orders", test_orders);
  g_test_add_func ("/ui/lists/board", test_board);
  g_test_add_func ("/ui/lists/refuse", test_refuse);
  g_test_add_func ("/ui/lists/take", test_take);
  g_test_add_func ("/ui/lists/others-write", test_others_write);
  g_test_add_func ("/ui/lists/sheet", test_sheet);
  return g_test_run ();
}
