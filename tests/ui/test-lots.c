/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a lead does with a lot, a claim, a recall: by keys and by scans, with its reason; what is not allowed says so; what was moved is
 * listed; and how a warehouse begins is chosen first. */
#include "rig.h"

#include "common/dossier.h"
#include "firstout/store/meta.h"
#include "shell/question.h"
#include "shell/router.h"
#include "start/start-page.h"

#include <string.h>

static GtkWidget *
page (Rig *rig)
{
  rig_settle (rig);
  return fo_window_page (rig->window);
}

static void
press (Rig *rig, guint key)
{
  rig_settle (rig);
  g_assert_true (fo_window_press_key (rig->window, key, 0));
  rig_settle (rig);
}

/* What the page takes for itself has no answer. */
static void
scan_here (Rig *rig, const char *text)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_QR, "script", 0));
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  rig_settle (rig);
}

static void
expect (Rig *rig, guint answers, FoVerdict verdict)
{
  rig_await (rig, answers);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, fo_verdict_name (verdict));
}

static void
assert_shows (Rig *rig, const char *text)
{
  if (!rig_shows (page (rig), text))
    g_error ("the page does not say: %s", text);
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

static FoTxnEnd
write_notes (FoTxn *txn, gpointer notes, GError **error)
{
  (void) error;
  for (const char *const *note = notes; *note; note += 2)
    fo_meta_set (txn, note[0], note[1]);
  return FO_TXN_COMMIT;
}

/* The warehouse says who may. NOTES: pairs, ended by NULL. */
static void
note (Rig *rig, const char *const *notes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, 0, &error);

  g_assert_no_error (error);
  g_assert_true (fo_store_write (store, 0, write_notes, (gpointer) notes, &error));
  g_assert_no_error (error);
}

/* ---- a lot ------------------------------------------------------------------------------------------------------------ */

/* Its label on the page of the stock shows it in full; without a reason nothing is done. */
static void
test_block_by_keys (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  fo_window_open_page (rig->window, "stock");
  scan_here (rig, "FOT:L:SEALANT-310/S2406");
  assert_shows (rig, "Где лежит");
  assert_shows (rig, "C-01-1");
  assert_shows (rig, "Начальный остаток");
  answers = rig->answers;
  press (rig, GDK_KEY_F2);
  press (rig, GDK_KEY_F9);
  assert_shows (rig, "Не хватает: Причина");
  g_assert_cmpuint (rig->answers, ==, answers);
  press (rig, GDK_KEY_F3);
  press (rig, GDK_KEY_F9);
  expect (rig, answers + 1, FO_OK);
  assert_shows (rig, "запрещён");
  assert_shows (rig, "Снять запрет");
  g_assert_false (rig_shows (page (rig), "Заблокировать"));
}

/* No key, no word: the act, the reason, and the last yes are barcodes. */
static void
test_block_by_scans (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers = rig->answers + 1;

  fo_window_open_page (rig->window, "stock");
  scan_here (rig, "FOT:L:SEALANT-310/S2406");
  scan_here (rig, "FOT:C:LOT-BLOCK");
  scan_here (rig, "FOT:C:REASON-DEFECT");
  scan_here (rig, "FOT:C:DO-IT");
  expect (rig, answers, FO_OK);
  assert_shows (rig, "запрещён");
  assert_shows (rig, "SEALANT-310");
}

/* The right label, scanned, says the right number. */
static void
test_correct_by_its_label (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers = rig->answers + 1;

  fo_window_open_page (rig->window, "stock");
  scan_here (rig, "FOT:L:SEALANT-310/S2406");
  scan_here (rig, "FOT:C:LOT-NUMBER");
  scan_here (rig, "FOT:L:SEALANT-310/S2406-X");
  scan_here (rig, "FOT:C:REASON-MISTYPED");
  scan_here (rig, "FOT:C:DO-IT");
  expect (rig, answers, FO_OK);
  assert_shows (rig, "S2406-X");
  assert_shows (rig, "Раньше назывался");
}

/* A grey button says why, and neither its key nor its barcode opens it; the lead's badge does. */
static void
test_not_allowed (void)
{
  static const char *const notes[] = { "correct", "lead", "recall", "lead", "leads", "Петрова", NULL };
  g_autoptr (Rig) rig = rig_new ();

  note (rig, notes);
  fo_window_open_page (rig->window, "stock");
  scan_here (rig, "FOT:L:SEALANT-310/S2406");
  assert_shows (rig, "только старший смены");
  rig_settle (rig);
  g_assert_false (fo_window_press_key (rig->window, GDK_KEY_F6, 0));
  scan_here (rig, "FOT:C:LOT-RECALL");
  g_assert_false (rig_shows (page (rig), "Не делать"));
  rig_scan (rig, "FOT:B:Петрова", FO_SYMBOLOGY_QR, FO_OK);
  g_assert_false (rig_shows (page (rig), "только старший смены"));
  press (rig, GDK_KEY_F6);
  assert_shows (rig, "Не делать");
}

/* A wrong day is refused and stays to be put right. */
static void
test_refused (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers = rig->answers + 1;

  fo_window_open_page (rig->window, "stock");
  scan_here (rig, "FOT:L:SEALANT-310/S2406");
  press (rig, GDK_KEY_F6);
  gtk_editable_set_text (GTK_EDITABLE (rig_find (page (rig), GTK_TYPE_ENTRY, NULL)), "31.02.28");
  press (rig, GDK_KEY_F2);
  press (rig, GDK_KEY_F9);
  rig_await (rig, answers);
  g_assert_cmpint (rig->verdict, !=, FO_OK);
  assert_shows (rig, "Не делать");
}

/* ---- codes --------------------------------------------------------------------------------------------------------------- */

/* The quantity stands behind the code. */
static GtkWidget *
second_entry (GtkWidget *root)
{
  GtkWidget *form = rig_find (root, FO_TYPE_ACT_FORM, NULL), *first = rig_find (form, GTK_TYPE_ENTRY, NULL), *found = NULL;

  for (GtkWidget *at = first; at && !found; at = gtk_widget_get_parent (at))
    for (GtkWidget *next = gtk_widget_get_next_sibling (at); next && !found && at != form; next = gtk_widget_get_next_sibling (next))
      found = GTK_IS_ENTRY (next) ? next : rig_find (next, GTK_TYPE_ENTRY, NULL);
  return found;
}

static void
click (Rig *rig, const char *text, guint answers)
{
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, text), "clicked");
  if (answers)
    expect (rig, answers, FO_OK);
  rig_settle (rig);
}

/* From the lot to the codes of its item; a code is taught by its scan, found by its scan, corrected, forgotten, put back; and each
 * stands in its history with who did it. */
static void
test_codes (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  rig_scan (rig, "FOT:B:Петрова", FO_SYMBOLOGY_QR, FO_OK);
  fo_window_open_page (rig->window, "stock");
  scan_here (rig, "FOT:L:SEALANT-310/S2406");
  click (rig, "Коды товара", 0);
  assert_shows (rig, "Из учёта продаж");
  answers = rig->answers;
  press (rig, GDK_KEY_F5);
  scan_here (rig, "МЕШОК 12");
  assert_shows (rig, "Новый код");
  press (rig, GDK_KEY_F9);
  expect (rig, ++answers, FO_OK);
  assert_shows (rig, "МЕШОК 12");
  assert_shows (rig, "Научили: Петрова");
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Код МЕШОК 12 выучен"));
  rig_picture (GTK_WIDGET (rig->window), "codes-of-item-ru-light");
  scan_here (rig, "МЕШОК 12"); /* looked at, not received */
  g_assert_cmpuint (rig->answers, ==, answers);
  assert_shows (rig, "SEALANT-310 × 1");
  assert_shows (rig, "ничего → SEALANT-310 × 1");
  press (rig, GDK_KEY_F6);
  gtk_editable_set_text (GTK_EDITABLE (second_entry (page (rig))), "12");
  press (rig, GDK_KEY_F9);
  expect (rig, ++answers, FO_OK);
  assert_shows (rig, "SEALANT-310 × 1 → SEALANT-310 × 12");
  rig_picture (GTK_WIDGET (rig->window), "code-history-ru-light");
  press (rig, GDK_KEY_F7);
  press (rig, GDK_KEY_F9);
  say_yes (rig);
  expect (rig, ++answers, FO_OK);
  assert_shows (rig, "SEALANT-310 × 12 → ничего");
  click (rig, "Вернуть как было", ++answers);
  assert_shows (rig, "ничего → SEALANT-310 × 12");
}

/* What else the item is called: said, found by a scan of it, a customer's number with its customer, and taken away again. */
static void
test_names (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "stock:codes SEALANT-310");
  rig_settle (rig);
  assert_shows (rig, "Других имён нет");
  answers = rig->answers;
  press (rig, GDK_KEY_F6);
  scan_here (rig, "DIN 933 8");
  press (rig, GDK_KEY_F2);
  press (rig, GDK_KEY_F9);
  expect (rig, ++answers, FO_OK);
  assert_shows (rig, "DIN 933 8");
  assert_shows (rig, "Артикул поставщика");
  press (rig, GDK_KEY_F7);
  scan_here (rig, "4711");
  gtk_editable_set_text (GTK_EDITABLE (second_entry (page (rig))), "ООО \"Север\"");
  press (rig, GDK_KEY_F9);
  expect (rig, ++answers, FO_OK);
  assert_shows (rig, "Артикул клиента  ·  ООО \"Север\"");
  rig_picture (GTK_WIDGET (rig->window), "names-of-item-ru-light");
  press (rig, GDK_KEY_F12);
  rig_command (rig, "task look-up", FO_OK);
  rig_scan (rig, "din 933 8", FO_SYMBOLOGY_CODE128, FO_OK);
  g_assert_true (rig_shows (GTK_WIDGET (rig->window), "Другие имена: DIN 933 8 · 4711 (ООО \"Север\")"));
  rig_picture (GTK_WIDGET (rig->window), "look-up-names-ru-light");
}

/* Where only a lead may teach, the others see it and why. */
static void
test_codes_not_allowed (void)
{
  static const char *const notes[] = { "learn", "lead", "leads", "Петрова", NULL };
  g_autoptr (Rig) rig = rig_new ();

  note (rig, notes);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "stock:codes SEALANT-310");
  rig_settle (rig);
  assert_shows (rig, "только старший смены");
  g_assert_false (fo_window_press_key (rig->window, GDK_KEY_F5, 0));
}

/* ---- recalls and claims ------------------------------------------------------------------------------------------------- */

/* From the picture of a lot: it is asked once more; then who got it is told, and the paper is offered. */
static void
test_recall (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  rig_command (rig, "order 205", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2406", FO_OK);
  rig_type (rig, "4", FO_OK);
  rig_command (rig, "task ship", FO_OK);
  rig_command (rig, "ship-part", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "trace:SEALANT-310/S2406");
  press (rig, GDK_KEY_F5);
  press (rig, GDK_KEY_F9);
  press (rig, GDK_KEY_F6);
  answers = rig->answers + 1;
  press (rig, GDK_KEY_F9);
  say_yes (rig);
  expect (rig, answers, FO_OK);
  assert_shows (rig, "R1");
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "returns:recall R1");
  assert_shows (rig, "извещено 0 из 1");
  answers = rig->answers + 1;
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, "Известили"), "clicked");
  expect (rig, answers, FO_OK);
  assert_shows (rig, "извещено 1 из 1");
  answers = rig->answers + 1;
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, "Извещение"), "clicked");
  expect (rig, answers, FO_OK);
}

static void
test_claim (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkWidget *entry;
  guint answers;

  fo_window_open_page (rig->window, "returns");
  rig_settle (rig);
  answers = rig->answers + 1;
  press (rig, GDK_KEY_F6);
  scan_here (rig, "FOT:O:205");
  scan_here (rig, "FOT:C:REASON-DAMAGE");
  entry = rig_find (page (rig), GTK_TYPE_ENTRY, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "205");
  press (rig, GDK_KEY_F9);
  assert_shows (rig, "Не хватает: Что говорит клиент");
  /* Not a key is needed: what is mostly said is scanned, and it is told as it is read. */
  answers = rig->answers + 1;
  scan_here (rig, "FOT:C:SAY-CRUSHED");
  scan_here (rig, "FOT:C:SAY-LEAKS");
  scan_here (rig, "FOT:C:SAY-LEAKS");
  scan_here (rig, "FOT:C:DO-IT");
  expect (rig, answers, FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "returns:claim 205-C1");
  assert_shows (rig, "Упаковка помята; Течёт");
  rig_command (rig, "claim damage 205 Два тубуса помяты", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "returns:claim 205-C2");
  assert_shows (rig, "Два тубуса помяты");
  press (rig, GDK_KEY_F2);
  gtk_editable_set_text (GTK_EDITABLE (rig_find (page (rig), GTK_TYPE_ENTRY, NULL)), "Фотографии подтверждают");
  answers = rig->answers + 1;
  press (rig, GDK_KEY_F9);
  expect (rig, answers, FO_OK);
  assert_shows (rig, "Принята");
  assert_shows (rig, "Фотографии подтверждают");
}

/* ---- places and movements ----------------------------------------------------------------------------------------------- */

static void
test_places_and_moves (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "stock");
  press (rig, GDK_KEY_F7);
  assert_shows (rig, "Стеллаж A-01, ярус 1");
  press (rig, GDK_KEY_F9);
  assert_shows (rig, "Движения: A-01-1");
  press (rig, GDK_KEY_F12);
  press (rig, GDK_KEY_F5); /* what lies there */
  assert_shows (rig, "A-01-1");
  g_assert_false (rig_shows (page (rig), "C-01-1"));
  scan_here (rig, "FOT:P:C-01-1");
  assert_shows (rig, "S2406");
  rig_command (rig, "relabel S2406 C-01-1 2 S2406-B split", FO_OK);
  gtk_widget_activate_action (GTK_WIDGET (rig->window), "show.page", "s", "stock:moves C-01-1");
  assert_shows (rig, "Сменил этикетку");
  assert_shows (rig, "S2406-B");
}

/* ---- what the next shift is told ------------------------------------------------------------------------------------------ */

/* Goods out of their turn, and what a lead did, stand in the list; the list becomes a paper. */
static void
test_hand_over (void)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_command (rig, "order 205", FO_OK);
  rig_scan (rig, "FOT:P:C-01-1", FO_SYMBOLOGY_QR, FO_OK);
  rig_click_label (rig, "S2409", FO_OLDER_LOT_FIRST);
  rig_command (rig, "anyway nearer", FO_OK);
  rig_command (rig, "block BEARING-6308/ quality", FO_OK);
  fo_window_open_page (rig->window, "hand-over");
  assert_shows (rig, "Взято не по очереди: SEALANT-310 S2409 — Ближе лежит");
  assert_shows (rig, "Старшему: блокировка партий");
  g_assert_false (rig_shows (page (rig), "voucher"));
  press (rig, GDK_KEY_F11);
  rig_settle (rig);
  assert_shows (rig, ".pdf");
}

/* ---- the beginning -------------------------------------------------------------------------------------------------------- */

static void
test_issue_order_first (void)
{
  static const char *const notes[] = { "issue_order", "", NULL };
  g_autoptr (Rig) rig = rig_new ();
  FoStartPage *start;

  note (rig, notes);
  fo_window_open_page (rig->window, "start");
  assert_shows (rig, "Ещё не выбрано");
  start = FO_START_PAGE (page (rig));
  fo_start_page_go (start, FO_START_STOCK);
  assert_shows (rig, "Ещё не выбрано");
  rig_command (rig, "issue-order fifo", FO_OK);
  rig_settle (rig);
  g_assert_false (rig_shows (page (rig), "Ещё не выбрано"));
  fo_start_page_go (start, FO_START_STOCK);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fo_start_page_import (start))));
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/lots/codes", test_codes);
  g_test_add_func ("/ui/lots/names", test_names);
  g_test_add_func ("/ui/lots/codes-not-allowed", test_codes_not_allowed);
  g_test_add_func ("/ui/lots/block-by-keys", test_block_by_keys);
  g_test_add_func ("/ui/lots/block-by-scans", test_block_by_scans);
  g_test_add_func ("/ui/lots/correct-by-its-label", test_correct_by_its_label);
  g_test_add_func ("/ui/lots/not-allowed", test_not_allowed);
  g_test_add_func ("/ui/lots/refused", test_refused);
  g_test_add_func ("/ui/lots/recall", test_recall);
  g_test_add_func ("/ui/lots/claim", test_claim);
  g_test_add_func ("/ui/lots/places-and-moves", test_places_and_moves);
  g_test_add_func ("/ui/lots/hand-over", test_hand_over);
  g_test_add_func ("/ui/lots/issue-order-first", test_issue_order_first);
  return g_test_run ();
}
