/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of sales: what was told, what waits, what was refused and why, in words; decided by keys, by scans and by clicks; links set up
 * and tested. */
#include "rig.h"

#include "common/speech.h"
#include "firstout/store/deliveries.h"
#include "firstout/store/exchange.h"
#include "firstout/store/links.h"
#include "firstout/sync/gateway.h"
#include "shell/page.h"
#include "shell/question.h"
#include "shell/router.h"
#include "sync/link-lights.h"
#include "sync/sync-page.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- a warehouse that has things to decide ---------------------------------------------------------------------------- */

typedef struct {
  const char *aggregate, *op, *body;
  FoDeliveryState state;
  const char *why, *theirs;
} Message;

static const Message messages[] = {
  { "order:1", "shipment.create",
    "{\"shipment\":\"О-000214\",\"number\":\"214\",\"customer\":\"ООО «Вектор»\",\"lines\":[{\"item\":\"SEALANT-310\",\"lot\":\"S2406\","
    "\"expires_on\":\"2027-05-31\",\"quantity\":\"12\"},{\"item\":\"VALVE-15\",\"lot\":\"V-77\",\"quantity\":\"2\"}]}",
    FO_DELIVERY_DIFFERS, "link.1c-differs",
    "{\"shipment\":\"О-000214\",\"number\":\"214\",\"customer\":\"ООО «Вектор»\",\"lines\":[{\"item\":\"SEALANT-310\",\"lot\":\"S2406\","
    "\"expires_on\":\"2027-05-31\",\"quantity\":\"10\"},{\"item\":\"VALVE-15\",\"lot\":\"V-77\",\"quantity\":\"2\"}]}" },
  { "order:2", "shipment.create", "{\"shipment\":\"О-000215\",\"number\":\"215\",\"customer\":\"АО «Север»\"}", FO_DELIVERY_CLOSED,
    "link.error.refused\ttext\tperiod closed", "" },
  { "lot:1", "lot.create", "{\"item\":\"SEALANT-310\",\"lot\":\"S2407\"}", FO_DELIVERY_REFUSED, "link.1c-item-unknown\titem\tSEALANT-310", "" },
  { "order:3", "order.state", "{\"number\":\"216\",\"state\":\"picking\"}", FO_DELIVERY_UNKNOWN, "link.error.offline\ttext\ttimed out", "" },
  { "item:1", "count.difference", "{\"item\":\"VALVE-15\",\"lot\":\"V-77\",\"difference\":\"-1\"}", FO_DELIVERY_WAITING,
    "link.error.busy\ttext\tlocked", "" },
  { "supply:1", "receipt.create", "{\"number\":\"П-12\",\"lines\":[{\"item\":\"VALVE-15\",\"quantity\":\"40\"}]}", FO_DELIVERY_VERIFIED, "", "" },
};

static bool
add_message (FoTxn *txn, const Message *message, FoId link, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));
  FoId operation = fo_store_next_id (fo_txn_store (txn), error);
  FoDeliveryEnd end = { .state = message->state, .why = message->why, .theirs = message->theirs, .remote_number = "00ЦБ-15" };

  g_array_set_clear_func (rows, (GDestroyNotify) fo_delivery_row_clear);
  if (!fo_outbox_add (txn, operation, message->aggregate, message->op, message->body, error)
      || !fo_deliveries_open (txn, link, operation, 10, rows, error))
    return false;
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (fo_delivery_claim (txn, link, &g_array_index (rows, FoDeliveryRow, 0), error), ==, FO_FOUND);
  fo_delivery_end (txn, g_array_index (rows, FoDeliveryRow, 0).outbox, link, &end);
  return true;
}

/* The link "sales" of the training warehouse has not told everything. */
static FoTxnEnd
write_all (FoTxn *txn, gpointer data, GError **error)
{
  g_auto (FoSalesLink) link = { 0 };

  (void) data;
  g_assert_cmpint (fo_link_by_name (txn, "sales", &link, error), ==, FO_FOUND);
  fo_link_contact (txn, link.id, fo_store_now_us (fo_txn_store (txn)));
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    if (!add_message (txn, &messages[i], link.id, error))
      return FO_TXN_FAIL;
  return fo_conflict_open_at (txn, "sales", "stock", "SEALANT-310 lot S2406", "stock_differs", "{\"on_hand\":\"24\"}",
                              "{\"on_hand\":\"30\"}", error)
                 && fo_conflict_open (txn, "line", "214/1", "below_picked", "{\"picked\":\"5\"}", "{\"quantity\":\"3\"}", error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static Rig *
rig_with_messages (void)
{
  Rig *rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, 0, &error);

  g_assert_no_error (error);
  g_assert_true (fo_store_write (store, 0, write_all, NULL, &error));
  g_assert_no_error (error);
  fo_window_open_page (rig->window, "sync");
  rig_settle (rig);
  return rig;
}

static GtkWidget *
page (Rig *rig)
{
  rig_settle (rig);
  g_assert_true (FO_IS_SYNC_PAGE (fo_window_page (rig->window)));
  return fo_window_page (rig->window);
}

static void
press (Rig *rig, guint key)
{
  rig_settle (rig);
  g_assert_true (fo_window_press_key (rig->window, key, 0));
  rig_settle (rig);
}

static void
scan_here (Rig *rig, const char *text)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_QR, "script", 0));
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  rig_settle (rig);
}

typedef struct {
  Rig *rig;
  const char *text;
} Awaited;

static gboolean
is_shown (gpointer data)
{
  const Awaited *awaited = data;

  return rig_shows (fo_window_page (awaited->rig->window), awaited->text);
}

static void
await (Rig *rig, const char *text)
{
  Awaited awaited = { rig, text };

  rig_wait (is_shown, &awaited);
}

/* No id of a message, and no tab between its parts, is on the screen. */
static void
assert_worded (GtkWidget *root)
{
  const char *text = GTK_IS_LABEL (root) ? gtk_label_get_text (GTK_LABEL (root)) : "";

  if (strchr (text, '\t') || g_str_has_prefix (text, "link.") || g_str_has_prefix (text, "sync.") || g_str_has_prefix (text, "page."))
    g_error ("not worded: %s", text);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    assert_worded (child);
}

static void
shoot (Rig *rig, const char *name)
{
  static const struct {
    const char *suffix;
    int width, height;
  } sizes[] = { { "", 1280, 800 }, { "-1024", 1024, 768 } };

  assert_worded (page (rig));
  for (int dark = 0; dark < 2; dark++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
      g_autofree char *file = g_strdup_printf ("%s-ru-%s%s", name, dark ? "dark" : "light", sizes[i].suffix);

      if (dark && i == 0) /* of the dark the small one shows enough */
        continue;
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      gtk_window_set_default_size (GTK_WINDOW (rig->window), sizes[i].width, sizes[i].height);
      rig_settle (rig);
      rig_picture (GTK_WIDGET (rig->window), file);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (rig->window)), <=, sizes[i].width);
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (rig->window)), <=, sizes[i].height);
    }
}

/* How the link stands is in the header, on every page, and opens the page. */
static void
look_at_lights (Rig *rig)
{
  GtkWidget *lights;

  fo_window_open_page (rig->window, "receive");
  lights = rig_find (GTK_WIDGET (rig->window), FO_TYPE_LINK_LIGHTS, NULL);
  fo_link_lights_look (FO_LINK_LIGHTS (lights));
  rig_settle (rig);
  g_assert_true (gtk_widget_get_visible (lights));
  g_assert_true (rig_shows (lights, "●"));
  g_signal_emit_by_name (rig_find (lights, GTK_TYPE_BUTTON, NULL), "clicked");
  rig_settle (rig);
  g_assert_true (FO_IS_SYNC_PAGE (fo_window_page (rig->window)));
}

/* ---- lists ------------------------------------------------------------------------------------------------------------- */

/* What a person decides stands first, each with its reason as a sentence; the other lists by their keys and by scans. */
static void
test_lists (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();

  await (rig, "Отгрузка · О-000214 · ООО «Вектор»");
  g_assert_true (rig_shows (page (rig), "В 1С нет номенклатуры с кодом SEALANT-310"));
  g_assert_true (rig_shows (page (rig), "Решить 5"));
  await (rig, "Остаток партии отличается · SEALANT-310 lot S2406");
  g_assert_true (rig_shows (page (rig), "Заказано меньше, чем отобрано · 214/1"));
  shoot (rig, "sync-decide");
  press (rig, GDK_KEY_F3);
  await (rig, "Состояние заказа · 216");
  g_assert_false (rig_shows (page (rig), "Отгрузка · О-000214 · ООО «Вектор»"));
  scan_here (rig, "FO:C:SYNC-WAITING");
  await (rig, "Разница при пересчёте · VALVE-15 / V-77");
  press (rig, GDK_KEY_F6);
  await (rig, "Поступление · П-12");
  assert_worded (page (rig));
  scan_here (rig, "FO:C:SYNC-LINKS");
  await (rig, "База данных продаж (SQL)");
  shoot (rig, "sync-links");
  press (rig, GDK_KEY_F8);
  await (rig, "Заказ · Клиент");
  g_assert_true (rig_shows (page (rig), "ведут продажи"));
  g_assert_true (rig_shows (page (rig), "Переданное и услышанное хранится 180 дней"));
  shoot (rig, "sync-rules");
  look_at_lights (rig);
}

/* ---- decisions --------------------------------------------------------------------------------------------------------- */

static void
open_row (Rig *rig, const char *title)
{
  GtkWidget *label, *row;

  await (rig, title);
  label = rig_find (page (rig), GTK_TYPE_LABEL, title);
  g_assert_nonnull (label);
  row = gtk_widget_get_ancestor (label, g_type_from_name ("GtkListItemWidget"));
  g_assert_true (gtk_widget_activate (row));
  rig_settle (rig);
}

static void
fill (Rig *rig, guint n, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GPtrArray) open = found;

  g_ptr_array_add (open, page (rig));
  for (guint i = 0; i < open->len; i++) {
    GtkWidget *widget = g_ptr_array_index (open, i);

    if (GTK_IS_ENTRY (widget) && gtk_widget_get_mapped (widget) && n-- == 0) {
      gtk_editable_set_text (GTK_EDITABLE (widget), text);
      return;
    }
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
      g_ptr_array_add (open, child);
  }
  g_error ("there is no such entry");
}

typedef struct {
  FoDeliveryState state;
  const char *op;
  char *day, *decision;
  guint found;
} Stand;

static FoTxnEnd
read_stand (FoTxn *txn, gpointer data, GError **error)
{
  Stand *stand = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow));

  g_array_set_clear_func (rows, (GDestroyNotify) fo_delivery_row_clear);
  if (!fo_deliveries_shown (txn, stand->state, G_MAXINT64, G_MAXINT64, 50, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    FoDeliveryRow *row = &g_array_index (rows, FoDeliveryRow, i);
    if (strcmp (row->op, stand->op) != 0)
      continue;
    stand->found++;
    stand->day = g_strdup (row->day);
    stand->decision = g_strdup (row->decision);
  }
  return FO_TXN_COMMIT;
}

static void
expect_stand (Rig *rig, const char *op, FoDeliveryState state, const char *day, const char *decision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, FO_STORE_READ_ONLY, &error);
  Stand stand = { .state = state, .op = op };

  g_assert_no_error (error);
  g_assert_true (fo_store_read (store, read_stand, &stand, &error));
  g_assert_cmpuint (stand.found, >=, 1);
  g_assert_cmpstr (stand.day, ==, day);
  g_assert_cmpstr (stand.decision, ==, decision);
  g_free (stand.day);
  g_free (stand.decision);
}

static void
expect (Rig *rig, guint answers, FoVerdict verdict)
{
  rig_await (rig, answers);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, fo_verdict_name (verdict));
}

static void
say_yes (Rig *rig)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_QUESTION (link->data)) {
      fo_question_decide (link->data, TRUE);
      return;
    }
  g_error ("nothing was asked");
}

/* Both sides stand beside each other; it is sent again by two keys, or by one scan and another. */
static void
test_again (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();
  guint answers;

  open_row (rig, "Отгрузка · О-000214 · ООО «Вектор»");
  await (rig, "В 1С записано не то, что отправлено. Сравните обе стороны.");
  g_assert_true (rig_shows (page (rig), "Строка 1 · Количество"));
  g_assert_true (rig_shows (page (rig), "12"));
  g_assert_true (rig_shows (page (rig), "10"));
  shoot (rig, "sync-message");
  answers = rig->answers;
  press (rig, GDK_KEY_F2);
  press (rig, GDK_KEY_F9);
  expect (rig, answers + 1, FO_OK);
  expect_stand (rig, "shipment.create", FO_DELIVERY_WAITING, "", "");
  press (rig, GDK_KEY_F12);
  open_row (rig, "Новая партия · SEALANT-310 / S2407");
  answers = rig->answers;
  scan_here (rig, "FO:C:SEND-AGAIN");
  scan_here (rig, "FO:C:DO-IT");
  expect (rig, answers + 1, FO_OK);
  expect_stand (rig, "lot.create", FO_DELIVERY_WAITING, "", "");
}

/* Only of a closed period a day is asked; without a reason nothing is done. */
static void
test_dated (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();
  guint answers;

  open_row (rig, "Отгрузка · О-000215 · АО «Север»");
  await (rig, "Отправить другим днём");
  press (rig, GDK_KEY_F3);
  fill (rig, 0, "01.12.26");
  press (rig, GDK_KEY_F9);
  g_assert_true (rig_shows (page (rig), "Почему"));
  fill (rig, 1, "бухгалтерия закрыла ноябрь");
  answers = rig->answers;
  press (rig, GDK_KEY_F9);
  expect (rig, answers + 1, FO_OK);
  expect_stand (rig, "shipment.create", FO_DELIVERY_WAITING, "2026-12-01", "бухгалтерия закрыла ноябрь");
}

static FoTxnEnd
count_conflicts (FoTxn *txn, gpointer n, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (FoConflict));

  g_array_set_clear_func (open, (GDestroyNotify) fo_conflict_clear);
  if (!fo_conflicts_page (txn, 0, 50, open, error))
    return FO_TXN_FAIL;
  *(guint *) n = open->len;
  return FO_TXN_COMMIT;
}

static guint
open_conflicts (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, FO_STORE_READ_ONLY, &error);
  guint n = 0;

  g_assert_true (fo_store_read (store, count_conflicts, &n, &error));
  return n;
}

/* What lies on the shelves sales cannot be right about: only ours, or settled. */
static void
test_conflict (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();
  guint answers;

  open_row (rig, "Остаток партии отличается · SEALANT-310 lot S2406");
  await (rig, "Правы мы");
  g_assert_false (rig_shows (page (rig), "Правы продажи")); /* the book is changed by a count alone */
  g_assert_true (rig_shows (page (rig), "Пересчитать"));
  g_assert_true (rig_shows (page (rig), "24"));
  g_assert_true (rig_shows (page (rig), "30"));
  shoot (rig, "sync-conflict");
  press (rig, GDK_KEY_F4);
  fill (rig, 0, "видели вчера");
  answers = rig->answers;
  press (rig, GDK_KEY_F9);
  expect (rig, answers + 1, FO_OK);
  g_assert_cmpuint (open_conflicts (rig), ==, 1);
  press (rig, GDK_KEY_F12);
  press (rig, GDK_KEY_F8);
  open_row (rig, "Переданное и услышанное хранится 180 дней");
  press (rig, GDK_KEY_F2);
  fill (rig, 0, "90");
  answers = rig->answers;
  press (rig, GDK_KEY_F9);
  expect (rig, answers + 1, FO_OK);
  await (rig, "Переданное и услышанное хранится 90 дней");
}

/* ---- links ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  FoSalesLink link;
  FoFound found;
} ReadLink;

static FoTxnEnd
read_link (FoTxn *txn, gpointer data, GError **error)
{
  ReadLink *read = data;

  read->found = fo_link_by_name (txn, read->name, &read->link, error);
  return read->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* A folder is set up and tested at once: the test says what is missing there. */
static void
test_set_up_folder (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();
  g_autofree char *folder = g_build_filename (rig->folder, "exchange", NULL);
  g_autofree char *missing = g_strdup_printf ("Папки обмена %s нет. Создайте её или подключите сетевую папку.", folder);

  press (rig, GDK_KEY_F4);
  await (rig, "Система");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rig_find (rig_find (page (rig), g_type_from_name ("FoLinkSetUp"), NULL), GTK_TYPE_DROP_DOWN, NULL)), 1);
  rig_settle (rig);
  press (rig, GDK_KEY_F3);
  await (rig, "Не заполнено: Имя связи");
  fill (rig, 0, "folder");
  g_assert_false (rig_shows (page (rig), "Не заполнено: Имя связи")); /* it is now */
  fill (rig, 1, folder);
  shoot (rig, "sync-set-up");
  press (rig, GDK_KEY_F3);
  await (rig, missing);
  await (rig, "Не хватает: 1. Это стоит первым.");
  shoot (rig, "sync-test");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  press (rig, GDK_KEY_F2);
  await (rig, "Всё на месте");
}

/* What each kind of link asks for is worded, and says what it takes where a field is empty. */
static void
test_set_up_kinds (void)
{
  static const char *const kinds[] = { "sql", "files", "1c", "moysklad", "bitrix24" };
  g_autoptr (Rig) rig = rig_with_messages ();
  GtkWidget *kind;

  press (rig, GDK_KEY_F4);
  await (rig, "Система");
  kind = rig_find (rig_find (page (rig), g_type_from_name ("FoLinkSetUp"), NULL), GTK_TYPE_DROP_DOWN, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name = g_strconcat ("sync-set-up-", kinds[i], NULL);

    gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), i);
    rig_settle (rig);
    assert_worded (page (rig));
    if (i > 2)
      shoot (rig, name);
  }
}

static gboolean
has_bytes (const char *bytes, gsize length, const char *text)
{
  gsize n = strlen (text);

  for (gsize i = 0; i + n <= length; i++)
    if (memcmp (bytes + i, text, n) == 0)
      return TRUE;
  return FALSE;
}

/* The password is where the gateway reads it, for its owner alone, and neither in the store nor in the journal. */
static void
test_secret (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();
  g_autofree char *folder = g_build_filename (rig->folder, "secrets", NULL), *path = g_build_filename (folder, "trade", NULL),
                  *text = NULL, *journal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = NULL;
  ReadLink read = { .name = "trade" };
  GStatBuf about;
  gsize length;

  g_setenv ("FIRSTOUT_SECRETS", folder, TRUE);
  press (rig, GDK_KEY_F4);
  await (rig, "Система");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rig_find (rig_find (page (rig), g_type_from_name ("FoLinkSetUp"), NULL), GTK_TYPE_DROP_DOWN, NULL)), 2);
  rig_settle (rig);
  fill (rig, 0, "trade");
  fill (rig, 1, "https://127.0.0.1:1/ut/odata/standard.odata/");
  fill (rig, 2, "firstout");
  gtk_editable_set_text (GTK_EDITABLE (rig_find (page (rig), GTK_TYPE_PASSWORD_ENTRY, NULL)), "ein Geheimnis 4711");
  fill (rig, 3, "3c2d6b3e-64a4-11ea-80d4-00155d0a0e01");
  press (rig, GDK_KEY_F3);
  await (rig, "Проверка связи trade");
  await (rig, "1С не отвечает");
  assert_worded (page (rig));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "ein Geheimnis 4711");
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  store = fo_store_open (rig->store_uri, FO_STORE_READ_ONLY, &error);
  g_assert_true (fo_store_read (store, read_link, &read, &error));
  g_assert_cmpint (read.found, ==, FO_FOUND);
  g_assert_cmpstr (read.link.secret, ==, "trade");
  g_assert_cmpstr (read.link.kind, ==, "1c");
  g_assert_null (strstr (read.link.config, "4711"));
  g_assert_nonnull (strstr (read.link.config, "\"login\":\"firstout\""));
  fo_sales_link_clear (&read.link);
  g_assert_true (g_file_get_contents (rig->journal_path, &journal, &length, NULL));
  g_assert_false (has_bytes (journal, length, "4711"));
  g_unsetenv ("FIRSTOUT_SECRETS");
}

/* A link is taken away, when a person says yes once more. */
static void
test_remove (void)
{
  g_autoptr (Rig) rig = rig_with_messages ();
  guint answers;

  press (rig, GDK_KEY_F7);
  gtk_widget_activate_action (page (rig), "desk.command", "s", "look link sales");
  await (rig, "Удалить связь");
  shoot (rig, "sync-link");
  press (rig, GDK_KEY_F8);
  answers = rig->answers;
  press (rig, GDK_KEY_F9);
  say_yes (rig);
  expect (rig, answers + 1, FO_OK);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  fo_speech_set_language (FO_LANGUAGE_RU);
  g_test_add_func ("/ui/sync/lists", test_lists);
  g_test_add_func ("/ui/sync/again", test_again);
  g_test_add_func ("/ui/sync/dated", test_dated);
  g_test_add_func ("/ui/sync/conflict", test_conflict);
  g_test_add_func ("/ui/sync/set-up-folder", test_set_up_folder);
  g_test_add_func ("/ui/sync/set-up-kinds", test_set_up_kinds);
  g_test_add_func ("/ui/sync/secret", test_secret);
  g_test_add_func ("/ui/sync/remove", test_remove);
  return g_test_run ();
}
