/* SPDX-License-Identifier: GPL-3.0-or-later
 * A deal in the window: what it still waits for, its papers, and what is done about its orders there. */
#include "rig.h"

#include "common/speech.h"
#include "deal/deal-page.h"
#include "deal/paper-opener.h"
#include "firstout/store/store.h"
#include "firstout/work/documents.h"
#include "shell/question.h"

#include <string.h>

static GtkWidget *
page (Rig *rig)
{
  return fo_window_page (rig->window);
}

static void
look (Rig *rig, const char *number)
{
  fo_window_open_page (rig->window, "deal");
  fo_deal_page_look (FO_DEAL_PAGE (page (rig)), number);
  rig_settle (rig);
}

static char *shown_address; /* "" none */

static void
show_paper (GtkWidget *on, const char *address)
{
  (void) on;
  g_free (shown_address);
  shown_address = g_strdup (address);
}

static void
add_paper (Rig *rig, const char *id, const char *number, const char *file, bool ready)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (rig->store_uri, 0, &error);
  g_auto (FoReply) reply = { 0 };
  FoApplyDocument what = {
    .remote_id = id,
    .document = { .deal = "Д-128", .kind = "upd", .issued_on = fo_day_from_civil (2026, 11, 22), .ready = ready }
  };
  FoAct act = { .station = "sales", .person = "" };

  g_assert_no_error (error);
  act.operation = fo_store_next_id (store, &error);
  g_strlcpy (what.document.number, number, sizeof what.document.number);
  g_strlcpy (what.document.file, file, sizeof what.document.file);
  g_assert_true (fo_work_apply_document (store, &act, &what, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

/* The button of the paper that is called so. */
static void
open_paper (Rig *rig, const char *text)
{
  GtkWidget *row = gtk_widget_get_parent (rig_find (page (rig), GTK_TYPE_LABEL, text));

  g_free (shown_address);
  shown_address = g_strdup ("");
  g_signal_emit_by_name (rig_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
}

static gboolean
was_shown (gpointer data)
{
  (void) data;
  return *shown_address != '\0';
}

static gboolean
says_barred (gpointer rig)
{
  return rig_shows (page (rig), "Файл не открыть: его нет, или он лежит не в папке документов");
}

/* A paper says whether it is ready, and is opened where that is safe: on the web, and below the folder that was settled. */
static void
test_papers (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *folder = g_build_filename (rig->folder, "papers", NULL),
                  *inside = g_build_filename (folder, "upd-17.pdf", NULL);
  g_autofree char *outside = g_build_filename (rig->folder, "secret.pdf", NULL),
                  *set = g_strconcat ("set papers_folder ", folder, NULL);
  g_autofree char *uri = g_filename_to_uri (inside, NULL, NULL);

  fo_paper_set_show (show_paper);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "%PDF", 4, NULL) && g_file_set_contents (outside, "%PDF", 4, NULL));
  add_paper (rig, "d-1", "17", "upd-17.pdf", true);
  add_paper (rig, "d-2", "18", "../secret.pdf", false);
  add_paper (rig, "d-3", "19", "https://sales.example/upd/19", true);
  add_paper (rig, "d-4", "20", "javascript:alert(1)", true);
  look (rig, "206");
  g_assert_true (rig_shows (page (rig), "✓ УПД 17 от 22.11.2026: готов"));
  open_paper (rig, "✓ УПД 17 от 22.11.2026: готов");
  rig_wait (says_barred, rig); /* nobody has said where papers lie */
  rig_command (rig, set, FO_OK);
  look (rig, "206");
  open_paper (rig, "✓ УПД 17 от 22.11.2026: готов");
  rig_wait (was_shown, NULL);
  g_assert_cmpstr (shown_address, ==, uri);
  open_paper (rig, "✓ УПД 19 от 22.11.2026: готов");
  rig_wait (was_shown, NULL);
  g_assert_cmpstr (shown_address, ==, "https://sales.example/upd/19");
  g_assert_true (rig_shows (page (rig), "Документ УПД 19 от 22.11.2026"));
  open_paper (rig, "○ УПД 18 от 22.11.2026: ещё не готов");
  rig_wait (says_barred, rig);
  look (rig, "206");
  open_paper (rig, "✓ УПД 20 от 22.11.2026: готов");
  rig_wait (says_barred, rig);
  g_assert_cmpstr (shown_address, ==, "");
  fo_paper_set_show (NULL);
  g_clear_pointer (&shown_address, g_free);
}

static void
press (Rig *rig, guint key)
{
  g_assert_true (fo_window_press_key (rig->window, key, 0));
  rig_settle (rig);
}

static void
type_into_form (Rig *rig, const char *text)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (rig->window));

  g_assert_true (GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, page (rig)));
  gtk_editable_set_text (GTK_EDITABLE (focus), text);
}

static void
decide (Rig *rig)
{
  guint answers = rig->answers;

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F9, 0));
  rig_await (rig, answers + 1);
  rig_settle (rig);
}

/* Until when promises hold is said here, and stands on the deal and on the board, where it is reminded of a day before. */
static void
test_validity (void)
{
  g_autoptr (Rig) rig = rig_new ();

  look (rig, "206");
  press (rig, GDK_KEY_F5);
  press (rig, GDK_KEY_F2);
  type_into_form (rig, "23.11.2026");
  decide (rig);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
  press (rig, GDK_KEY_F12);
  g_assert_true (rig_shows (page (rig), "▲ Обещания по заказу 206 до 23.11.2026"));
  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  g_assert_true (rig_shows (page (rig), "▲ обещания до 23.11.2026"));
}

/* A lot that this customer does not get stands on the list, until it may be given again. */
static void
test_refuse (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  look (rig, "205");
  press (rig, GDK_KEY_F5);
  press (rig, GDK_KEY_F6);
  type_into_form (rig, "S2406");
  press (rig, GDK_KEY_F2);
  decide (rig);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
  g_assert_true (rig_shows (page (rig), "Этому клиенту не даём"));
  answers = rig->answers;
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, "Снова можно"), "clicked");
  rig_await (rig, answers + 1);
  rig_settle (rig);
  g_assert_false (rig_shows (page (rig), "Этому клиенту не даём"));
}

static GtkWidget *
question (Rig *rig)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (rig->application)); link; link = link->next)
    if (FO_IS_QUESTION (link->data))
      return link->data;
  return NULL;
}

/* Goods left, and their certificate follows: it stands on the deal until somebody has it. A shipment that sales did not hear of yet is
 * taken back there. */
static void
test_shipped (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers;

  rig_command (rig, "open order COMP-250 1 for Лесопилка", FO_OK);
  rig_command (rig, "preempt W-000001 line-stopped", FO_OK); /* the only one is promised to others */
  rig_command (rig, "task pick", FO_OK);
  rig_command (rig, "order W-000001", FO_OK);
  rig_scan (rig, "FOT:P:B-02-3", FO_SYMBOLOGY_QR, FO_OK);
  rig_scan (rig, "FOT:L:COMP-250/K250-0007", FO_SYMBOLOGY_QR, FO_COMPLETE);
  rig_command (rig, "task ship", FO_OK);
  rig_command (rig, "ship", FO_COMPLETE);
  look (rig, "W-000001");
  g_assert_true (rig_shows (page (rig), "▲ Нужен сертификат: Компрессор винтовой КВ-250, партия K250-0007, отгрузка W-000001-1 от 22.11.2026"));
  answers = rig->answers;
  g_signal_emit_by_name (rig_find (page (rig), GTK_TYPE_BUTTON, "Сертификат есть"), "clicked");
  rig_await (rig, answers + 1);
  look (rig, "W-000001");
  g_assert_null (rig_find (page (rig), GTK_TYPE_BUTTON, "Сертификат есть"));
  press (rig, GDK_KEY_F5);
  g_assert_true (rig_shows (page (rig), "W-000001-1"));
  press (rig, GDK_KEY_F7);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F9, 0));
  rig_settle (rig);
  answers = rig->answers;
  fo_question_decide (FO_QUESTION (question (rig)), TRUE);
  rig_await (rig, answers + 1);
  rig_settle (rig);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
  g_assert_true (rig_shows (page (rig), "не ушла, отменена"));
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/deal/papers", test_papers);
  g_test_add_func ("/ui/deal/validity", test_validity);
  g_test_add_func ("/ui/deal/refuse", test_refuse);
  g_test_add_func ("/ui/deal/shipped", test_shipped);
  return g_test_run ();
}
