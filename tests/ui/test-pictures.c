/* SPDX-License-Identifier: GPL-3.0-or-later
 * A day's pages as pictures, <build>/pictures/: for people to look at. What is on them is asserted by the other tests. */
#include "rig.h"
#include "deal/deal-page.h"

#include "common/speech.h"
#include "orders/order-line.h"
#include "orders/orders-page.h"
#include "shell/keys-window.h"
#include "shell/pages-window.h"
#include "shell/router.h"
#include "expiry/expiry-page.h"
#include "start/start-page.h"
#include "common/work-list.h"
#include "firstout/store/items.h"
#include "firstout/store/stations.h"
#include "firstout/store/store.h"
#include "firstout/work/substitutes.h"

#include <string.h>

static const struct {
  const char *name;
  int width, height;
} sizes[] = { { "", 1280, 800 }, { "-1024", 1024, 768 } };

static const struct {
  const char *name;
  AdwColorScheme scheme;
} views[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };

static void
shoot_once (Rig *rig, const char *name, const char *view, gsize first)
{
  for (gsize s = first; s < G_N_ELEMENTS (sizes); s++) {
    g_autofree char *file = g_strdup_printf ("%s-%s-%s%s", name, fo_language_code (fo_speech_language ()), view, sizes[s].name);

    gtk_window_set_default_size (GTK_WINDOW (rig->window), sizes[s].width, sizes[s].height);
    rig_settle (rig);
    rig_picture (GTK_WIDGET (rig->window), file);
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (rig->window)), <=, sizes[s].width);
    g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (rig->window)), <=, sizes[s].height);
  }
}

/* Light and dark, two sizes, in Russian; German and English light on the small one, where their words have least room. */
static void
shoot (Rig *rig, const char *name)
{
  for (gsize v = 0; v < G_N_ELEMENTS (views); v++) {
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), views[v].scheme);
    shoot_once (rig, name, views[v].name, 0);
  }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  for (int language = 0; language < FO_N_LANGUAGES; language++)
    if (language != FO_LANGUAGE_RU) {
      fo_speech_set_language ((FoLanguage) language);
      shoot_once (rig, name, "light", 1);
    }
  fo_speech_set_language (FO_LANGUAGE_RU);
}

static void
open_page (Rig *rig, const char *page)
{
  guint answers = rig->answers + 1;

  fo_window_open_page (rig->window, page);
  rig_await (rig, answers);
  rig_settle (rig);
}

static void
test_receive (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "receive");
  shoot (rig, "receive-start");
  rig_click_label (rig, "ZP-31", FO_OK);
  shoot (rig, "receive");
  rig_picture (GTK_WIDGET (rig->sheet), "labels-ru-light");
}

static void
test_pick (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "pick");
  shoot (rig, "pick-start");
  rig_command (rig, "order 205", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2409", FO_OLDER_LOT_FIRST); /* the newer one */
  shoot (rig, "pick-older-first");
  rig_command (rig, "cancel", FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "10", FO_OK);
  rig_scan (rig, "FOT:P:C-01-2", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "F243-5", FO_OK);
  rig_type (rig, "5", FO_OK);
  shoot (rig, "pick");
}

/* Several orders in one walk: the slots get their cartons, then goods that wait for their slot, then a place that may be empty. */
static void
test_wave (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "pick");
  rig_command (rig, "slot-check on", FO_OK);
  rig_command (rig, "zero-check on", FO_OK);
  rig_command (rig, "wave", FO_OK);
  shoot (rig, "wave-slots");
  for (int i = 0; i < 4 && strcmp (rig->view.instruction_id, "task.pick.slot_label") == 0; i++)
    rig_command (rig, "slot-carton", FO_OK);
  rig_settle (rig);
  shoot (rig, "wave");
  rig_command (rig, "order 205", FO_OK);
  rig_command (rig, "wave 205", FO_OK);
  rig_command (rig, "slot-carton", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  shoot (rig, "wave-put");
}

/* One carton is closed, the next is filled, and some of the order is not packed yet. */
static void
test_pack (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "pick");
  rig_command (rig, "order 205", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "10", FO_OK);
  rig_scan (rig, "FOT:P:C-01-2", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "F243-5", FO_OK);
  rig_type (rig, "5", FO_OK);
  open_page (rig, "pack");
  shoot (rig, "pack-start");
  rig_command (rig, "order 205", FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "6", FO_OK);
  rig_command (rig, "close 4,2", FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "2", FO_OK);
  rig_click_label (rig, "F243-5", FO_OK);
  rig_type (rig, "5", FO_OK);
  shoot (rig, "pack");
}

static gboolean
shows_lost (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "1 обещание сорвано");
}

typedef struct {
  const char *code;
  FoItem item;
} FindItem;

static FoTxnEnd
read_item (FoTxn *txn, gpointer data, GError **error)
{
  FindItem *find = data;

  return fo_item_find_by_code (txn, find->code, &find->item, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The first line of the chosen order is pressed. */
static void
explain_first_line (Rig *rig)
{
  FoOrdersPage *page = FO_ORDERS_PAGE (rig_find (GTK_WIDGET (rig->window), FO_TYPE_ORDERS_PAGE, NULL));
  GtkWidget *line;

  rig_settle (rig);
  fo_orders_page_choose_waiting (page);
  rig_settle (rig);
  line = rig_find (GTK_WIDGET (page), FO_TYPE_ORDER_LINE, NULL);
  g_assert_nonnull (line);
  g_signal_emit_by_name (gtk_widget_get_parent (line), "clicked");
  rig_settle (rig);
}

static gboolean
shows_taking (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Причина");
}

static FoId
find_item (FoStore *store, const char *code)
{
  g_autoptr (GError) error = NULL;
  FindItem find = { .code = code };

  g_assert_true (fo_store_read (store, read_item, &find, &error));
  return find.item.id;
}

/* The one may leave instead of the other, as a table of another station says. */
static void
may_stand (Rig *rig, const char *item, const char *instead, FoSubstituteAsks asks, int instead_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, 0, &error);
  FoApplySubstitute what = { .substitute = { .for_u = FO_ONE, .instead_u = instead_of * FO_ONE, .asks = asks } };
  g_auto (FoReply) reply = { 0 };
  FoAct act = { .station = "9", .person = "" };

  g_assert_no_error (error);
  act.operation = fo_store_next_id (store, &error);
  what.substitute.item = find_item (store, item);
  what.substitute.instead = find_item (store, instead);
  g_assert_true (fo_work_apply_substitute (store, &act, &what, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

static gboolean
shows_substitutes (gpointer data)
{
  return rig_shows (fo_window_page (((Rig *) data)->window), "Что можно отгрузить вместо");
}

/* What else could leave where goods are short: beside the line, and where it is picked. */
static void
test_substitutes (void)
{
  g_autoptr (Rig) rig = rig_new ();

  may_stand (rig, "BEARING-6308", "BEARING-6205", FO_ASKS_NOBODY, 2);
  may_stand (rig, "BEARING-6308", "BOLT-M12X40", FO_ASKS_SALES, 1);
  rig_command (rig, "open order BEARING-6308 30 for Лесопилка", FO_OK);
  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  fo_orders_page_search (FO_ORDERS_PAGE (fo_window_page (rig->window)), "Лесопилка");
  rig_settle (rig);
  g_signal_emit_by_name (gtk_widget_get_parent (rig_find (fo_window_page (rig->window), FO_TYPE_ORDER_LINE, NULL)), "clicked");
  rig_wait (shows_substitutes, rig);
  shoot (rig, "orders-why-substitutes");
  rig_command (rig, "task pick", FO_OK);
  rig_command (rig, "order W-000001", FO_OK);
  rig_command (rig, "substitute", FO_SEVERAL_MATCH);
  fo_window_open_page (rig->window, "pick");
  rig_settle (rig);
  shoot (rig, "pick-substitutes");
}

/* Why a line has what it has, what was promised and is lost, and whose day moves when goods are taken from others. */
static void
test_board (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "orders");
  explain_first_line (rig);
  shoot (rig, "orders-why");
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F12, 0));
  rig_command (rig, "block BEARING-6308/ rust", FO_OK);
  rig_wait (shows_lost, rig);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F2, 0));
  shoot (rig, "orders-broken");
  rig_command (rig, "open order FILTER-AIR-100 500 for Лесопилка", FO_OK);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F2, 0)); /* back to the order */
  fo_orders_page_search (FO_ORDERS_PAGE (fo_window_page (rig->window)), "Лесопилка");
  rig_settle (rig);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F3, 0));
  rig_wait (shows_taking, rig);
  shoot (rig, "orders-take");
}

static void
test_lists (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "orders");
  shoot (rig, "orders");
  fo_window_open_page (rig->window, "supplies");
  shoot (rig, "supplies");
  fo_window_open_page (rig->window, "deal");
  fo_deal_page_look (FO_DEAL_PAGE (fo_window_find_page (rig->window, "deal")), "206");
  shoot (rig, "deal");
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F5, 0));
  rig_settle (rig);
  shoot (rig, "deal-acts");
  fo_window_open_page (rig->window, "stock");
  shoot (rig, "stock");
  fo_window_open_page (rig->window, "devices");
  shoot (rig, "devices");
}

/* A lot in three steps of making, sold, and called back; and what of it came home. */
static void
test_returns (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "stock");
  rig_settle (rig);
  rig_command (rig, "relabel S2406 C-01-1 6 S2406-A repacked", FO_OK);
  rig_command (rig, "relabel S2406-A C-01-1 2 S2406-AA opened", FO_OK);
  rig_command (rig, "order 205", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "4", FO_OK);
  rig_command (rig, "task ship", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "trace:SEALANT-310/S2406");
  shoot (rig, "trace");
  rig_command (rig, "claim damage 205 Два тубуса помяты", FO_OK);
  open_page (rig, "returns");
  rig_command (rig, "reason damaged", FO_OK);
  rig_scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR, FO_RETURN_UNPROVED);
  shoot (rig, "returns-unproved");
  rig_command (rig, "quarantine", FO_OK);
  rig_command (rig, "recall S2406-A Трещины", FO_OK);
  rig_command (rig, "finish", FO_OK);
  shoot (rig, "returns-start");
  rig_command (rig, "recalled R1", FO_OK);
  shoot (rig, "returns-recall");
  rig_scan (rig, "FOT:P:QUARANTINE", FO_SYMBOLOGY_QR, FO_OK);
  rig_scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR, FO_OK);
  shoot (rig, "returns");
}

static void
press (Rig *rig, guint key)
{
  g_assert_true (fo_window_press_key (rig->window, key, 0));
  rig_settle (rig);
}

/* A lot in full, an act on it, its movements; the places; a recall, a claim. */
static void
test_lots (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "stock");
  rig_settle (rig);
  press (rig, GDK_KEY_F7);
  shoot (rig, "stock-places");
  rig_command (rig, "order 205", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "4", FO_OK);
  rig_command (rig, "task ship", FO_OK);
  rig_command (rig, "ship-part", FO_OK);
  rig_command (rig, "claim damage 205 lot=S2406 Два тубуса помяты", FO_OK);
  rig_command (rig, "claim-accept 205-C1 Фотографии подтверждают", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "trace:SEALANT-310/S2406");
  rig_settle (rig);
  press (rig, GDK_KEY_F5);
  shoot (rig, "lot");
  press (rig, GDK_KEY_F8);
  shoot (rig, "lot-relabel");
  press (rig, GDK_KEY_F12);
  press (rig, GDK_KEY_F2);
  press (rig, GDK_KEY_F9);
  shoot (rig, "lot-block");
  rig_command (rig, "recall S2406 supplier-notice", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "returns:recall R1");
  shoot (rig, "returns-case-recall");
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "returns:claim 205-C1");
  shoot (rig, "returns-case-claim");
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "returns:new-claim");
  shoot (rig, "returns-new-claim");
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "stock:moves C-01-1");
  shoot (rig, "stock-moves");
  rig_command (rig, "block-place C-01-1 spilled", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "stock:shelf C-01-1");
  rig_settle (rig);
  shoot (rig, "place-blocked");
}

static void
test_labels (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoScan scan;

  fo_window_open_page (rig->window, "labels");
  shoot (rig, "labels-start");
  g_assert_true (fo_scan_init (&scan, "FOT:L:SEALANT-310/S2406", 23, FO_SYMBOLOGY_QR, "script", 0));
  gtk_widget_activate_action_variant (GTK_WIDGET (rig->window), "scan.code", fo_scan_to_variant (&scan));
  shoot (rig, "labels");
}

static gboolean
is_idle (gpointer data)
{
  return fo_import_view_is_idle (data);
}

static void
test_start (void)
{
  static const char table[] = "Номенклатура\tАртикул\tСерия\tГоден до\tЯчейка\tКол-во\tПримечание\n"
                              "Герметик\tSEALANT-310\tN-1\t31.05.2028\tC-01-1\t12\t\nГерметик\tSEALANT-310\tN-2\t31.02.2028\tC-01-1\t5\t\n"
                              "Болт\tBOLT-M12X40\t\t\tA-99-9\t100\tскладывали летом\nКабель\tCABLE-4X2.5\t\t\tA-03-4\tмного\t\n",
                    names[] = "Артикул\tИмя\tЧей\tПокупатель\nSEALANT-310\tDIN 933-8\tпоставщик\t\nSEALANT-310\t4711\tклиент\t"
                              "ООО «Север»\nBOLT-M12X40\tБольшой болт\t\t\nНЕТ-ТАКОГО\t99\t\t\n";
  g_autoptr (Rig) rig = rig_new ();
  FoStartPage *page;

  fo_window_open_page (rig->window, "start");
  page = FO_START_PAGE (fo_window_page (rig->window));
  shoot (rig, "start-issue");
  fo_start_page_go (page, FO_START_KITS);
  shoot (rig, "start-kits");
  fo_start_page_go (page, FO_START_NAMES);
  fo_import_view_take (fo_start_page_import (page), "table", names, strlen (names));
  rig_wait (is_idle, fo_start_page_import (page));
  shoot (rig, "start-names");
  fo_start_page_go (page, FO_START_STOCK);
  fo_import_view_take (fo_start_page_import (page), "table", table, strlen (table));
  rig_wait (is_idle, fo_start_page_import (page));
  shoot (rig, "start-stock");
  fo_start_page_go (page, FO_START_COUNT);
  shoot (rig, "start-count");
  fo_start_page_go (page, FO_START_TRUTH);
  shoot (rig, "start-truth");
}

static void
test_expiry (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "expiry");
  rig_settle (rig);
  shoot (rig, "expiry");
}

static void
test_hand_over (void)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_command (rig, "task pick", FO_OK);
  rig_command (rig, "order 205", FO_OK);
  rig_command (rig, "note Компрессор K100-0052 стоит у ворот: клиент заберёт в среду", FO_OK);
  fo_window_open_page (rig->window, "hand-over");
  shoot (rig, "hand-over");
}

/* A PIN is typed where everything is typed, and shown to nobody. */
static void
log_in (Rig *rig, const char *badge, const char *pin, FoVerdict verdict)
{
  rig_scan (rig, badge, FO_SYMBOLOGY_QR, FO_PIN_NEEDED);
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (rig_entry (rig))));
  rig_type (rig, pin, verdict);
  g_assert_true (gtk_entry_get_visibility (GTK_ENTRY (rig_entry (rig))));
}

static void
test_people (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "people");
  shoot (rig, "people-none");
  rig_command (rig, "person administrator 17 on А. Соколова pin=13579", FO_OK);
  rig_command (rig, "person lead 4 on М. Орлова pin=24680", FO_LOG_IN_FIRST);
  rig_scan (rig, "FOT:B:17", FO_SYMBOLOGY_QR, FO_PIN_NEEDED);
  rig_settle (rig);
  shoot (rig, "people-pin");
  rig_type (rig, "13579", FO_OK);
  g_assert_cmpstr (rig->view.person, ==, "А. Соколова");
  rig_command (rig, "person lead 4 on М. Орлова pin=24680", FO_OK);
  rig_command (rig, "person picker 23 on П. Лебедев pin=11223", FO_OK);
  rig_command (rig, "person receiver 8 on Р. Волков", FO_OK);
  rig_command (rig, "person auditor 90 off Ревизия", FO_OK);
  rig_command (rig, "two block on", FO_OK);
  for (int i = 0; i < 5; i++)
    log_in (rig, "FOT:B:23", "99999", FO_PIN_WRONG);
  log_in (rig, "FOT:B:23", "11223", FO_BADGE_LOCKED);
  rig_settle (rig);
  shoot (rig, "people");

  log_in (rig, "FOT:B:4", "24680", FO_OK);
  g_assert_cmpstr (rig->view.person, ==, "М. Орлова");
  rig_command (rig, "person picker 24 on Кто-то", FO_RIGHT_MISSING);
  rig_command (rig, "block S2406 запах", FO_SECOND_NEEDED);
  rig_command (rig, "alone", FO_OK);
  rig_command (rig, "block S2406 запах", FO_OK);
  fo_window_open_page (rig->window, "hand-over");
  shoot (rig, "hand-over-alone");
}

/* Another station, which is gone with an order in its hands. */
static void
test_stations (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, 0, &error);
  bool entered = fo_store_enter_station (other, "7", NULL, &error) && fo_store_enter_station (other, "стол-2", NULL, &error);

  g_assert_no_error (error);
  g_assert_true (entered);
  open_page (rig, "pick");
  rig_command (rig, "order 205", FO_OK);
  rig_command (rig, "station-name 3 Упаковка у ворот", FO_OK);
  rig_command (rig, "station-revoke 7 планшет утерян", FO_OK);
  rig_command (rig, "station-revoke 99 нет такого", FO_STATION_UNKNOWN);
  fo_window_open_page (rig->window, "stations");
  rig_settle (rig);
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "✕ 7"));
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "● 3 · Упаковка у ворот"));
  gtk_widget_activate_action (rig_find (fo_window_page (rig->window), FO_TYPE_WORK_LIST, NULL), "desk.command", "s", "station 1");
  rig_settle (rig);
  shoot (rig, "stations");
}

static void
test_backup (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "backup");
  rig_settle (rig);
  shoot (rig, "backup");
}

static void
test_keys (void)
{
  g_autoptr (Rig) rig = rig_new ();

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F1, 0));
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_KEYS_WINDOW (link->data))
      rig_picture (link->data, "keys-ru-light");
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_0, GDK_ALT_MASK));
  rig_settle (rig);
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_PAGES_WINDOW (link->data))
      rig_picture (link->data, "pages-ru-light");
}

static void
test_floor (void)
{
  g_autoptr (Rig) rig = rig_new ();

  open_page (rig, "put-away");
  shoot (rig, "put-away-start");
  rig_scan (rig, "FOT:L:SEALANT-310/S2406", FO_SYMBOLOGY_QR, FO_WRONG_PLACE);
  shoot (rig, "put-away-here");
  open_page (rig, "count");
  shoot (rig, "count-start");
  open_page (rig, "issue");
  shoot (rig, "issue-start");
  open_page (rig, "receive");
  rig_command (rig, "owner Ремонт-Сервис", FO_OK);
  rig_scan (rig, "FOT:L:SEALANT-310/R-1", FO_SYMBOLOGY_QR, FO_EXPIRY_NEEDED);
  rig_type (rig, "310527", FO_OK);
  open_page (rig, "count");
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_scan (rig, "FOT:L:SEALANT-310/R-9", FO_SYMBOLOGY_QR, FO_SEVERAL_MATCH);
  shoot (rig, "count-whose");
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/pictures/receive", test_receive);
  g_test_add_func ("/ui/pictures/pick", test_pick);
  g_test_add_func ("/ui/pictures/wave", test_wave);
  g_test_add_func ("/ui/pictures/pack", test_pack);
  g_test_add_func ("/ui/pictures/floor", test_floor);
  g_test_add_func ("/ui/pictures/lists", test_lists);
  g_test_add_func ("/ui/pictures/board", test_board);
  g_test_add_func ("/ui/pictures/substitutes", test_substitutes);
  g_test_add_func ("/ui/pictures/returns", test_returns);
  g_test_add_func ("/ui/pictures/lots", test_lots);
  g_test_add_func ("/ui/pictures/labels", test_labels);
  g_test_add_func ("/ui/pictures/start", test_start);
  g_test_add_func ("/ui/pictures/expiry", test_expiry);
  g_test_add_func ("/ui/pictures/hand-over", test_hand_over);
  g_test_add_func ("/ui/pictures/backup", test_backup);
  g_test_add_func ("/ui/pictures/people", test_people);
  g_test_add_func ("/ui/pictures/stations", test_stations);
  g_test_add_func ("/ui/pictures/keys", test_keys);
  return g_test_run ();
}
