/* SPDX-License-Identifier: GPL-3.0-or-later
 * One working day through the window, played three times (hands.h). Each day must leave the same book, and on each way the window must
 * say what comes next. */
#include "hands.h"

#include "common/speech.h"

#include "shell/router.h"

#include <string.h>

/* ---- the day ---------------------------------------------------------------------------------------------------------------------- */

/* What a supplier brings is put on the dock and from there into its bin. */
static void
morning (Rig *rig, const Hands *hands)
{
  hands->code (rig, "FOT:B:Петрова", FO_OK);
  hands->open (rig, "receive");
  hands_assert_shows (rig, "ZP-31");
  hands->code (rig, "FOT:S:ZP-31", FO_OK);
  hands_assert_shows (rig, "0 / 36");
  hands->goods (rig,
                hands != &hands_by_scans ? "(01)04601234567893(17)280515(10)N261122" : "01046012345678931728051510N261122", 12,
                FO_OK);
  hands_assert_shows (rig, "12 / 36");
  hands_assert_stock (rig, "SEALANT-310", "N261122", "DOCK", "12");
  hands->open (rig, "put-away");
  hands->code (rig, "FOT:L:SEALANT-310/N261122", FO_OK);
  hands_assert_shows (rig, "C-01-1"); /* where its like lies */
  hands->code (rig, "FOT:P:C-01-1", FO_OK);
  hands_assert_stock (rig, "SEALANT-310", "N261122", "DOCK", "0");
  hands_assert_stock (rig, "SEALANT-310", "N261122", "C-01-1", "12");
}

/* Goods of the line that the instruction speaks of: its bin, its label, how many. */
static void
pick_current (Rig *rig, const Hands *hands, FoVerdict last)
{
  const FoViewLine *line = NULL;

  for (guint i = 0; i < rig->view.lines->len; i++)
    if (g_array_index (rig->view.lines, FoViewLine, i).current)
      line = &g_array_index (rig->view.lines, FoViewLine, i);
  g_assert_nonnull (line);
  hands_assert_shows (rig, line->place);
  g_autofree char *place = g_strdup_printf ("FOT:P:%s", line->place);
  g_autofree char *code = g_strdup_printf ("FOT:L:%s/%s", line->item, line->lot);
  guint n = (guint) (line->asked_u / FO_ONE);
  hands->code (rig, place, FO_OK);
  hands->goods (rig, code, n, last);
}

/* An order leaves its bins for a carton and the carton for the lorry. */
static void
noon (Rig *rig, const Hands *hands)
{
  Asked asked = { .order = "201" };

  hands->open (rig, "pick");
  hands_assert_shows (rig, "201 · Теплосеть");
  hands->code (rig, "FOT:O:201", FO_OK);
  pick_current (rig, hands, FO_OK);
  pick_current (rig, hands, FO_COMPLETE);
  hands_assert_stock (rig, "SEAL-50", "TU-2291", "BENCH", "4");
  hands->open (rig, "pack");
  if (strcmp (rig->view.title, "201") != 0)
    hands->code (rig, "FOT:O:201", FO_OK);
  hands_assert_shows (rig, "0 / 14");
  hands->goods (rig, "FOT:L:SEAL-50/TU-2291", 4, FO_OK);
  hands->goods (rig, "FOT:L:GASKET-50/", 10, FO_OK);
  hands_assert_shows (rig, "14 / 14");
  hands->offer (rig, "close", FO_COMPLETE);
  hands->offer (rig, "ship", FO_COMPLETE);
  hands_ask_store (rig, hands_read_order, &asked);
  g_assert_cmpint (asked.found.state, ==, FO_ORDER_ALL_SHIPPED);
  hands_assert_stock (rig, "SEAL-50", "TU-2291", "BENCH", "0");
}

/* One pump fewer than the book says is counted twice before it is believed; a seal comes back by its shipping paper. */
static void
afternoon (Rig *rig, const Hands *hands)
{
  hands->open (rig, "count");
  hands->code (rig, "FOT:P:B-01-1", FO_OK);
  hands->goods (rig, "FOT:L:PUMP-32/N32-0141", 3, FO_OK);
  hands->offer (rig, "finish", FO_COUNT_AGAIN);
  hands_assert_stock (rig, "PUMP-32", "N32-0141", "B-01-1", "4");
  hands->goods (rig, "FOT:L:PUMP-32/N32-0141", 3, FO_OK);
  hands->offer (rig, "finish", FO_COMPLETE);
  hands_assert_stock (rig, "PUMP-32", "N32-0141", "B-01-1", "3");
  hands->open (rig, "returns");
  hands->code (rig, "201-1", FO_OK);
  hands->code (rig, "FOT:L:SEAL-50/TU-2291", FO_REASON_NEEDED);
  hands->offer (rig, "reason damaged", FO_OK);
  hands_assert_shows (rig, "1 / 14");
  hands->offer (rig, "finish", FO_OK);
  hands_assert_stock (rig, "SEAL-50", "TU-2291", "QUARANTINE", "1");
}

/* A deal's paper shows the deal where one looks at deals. No answer: nothing was done. */
static void
look_at_deal (Rig *rig, const Hands *hands)
{
  FoScan scan;

  hands->look (rig, "deal");
  if (hands == &hands_by_keys)
    hands_keys_type (rig, "FOT:O:201");
  else if (hands == &hands_by_touch) {
    hands_touch_type (rig, "FOT:O:201");
    hands_touch_enter (rig);
  } else {
    g_assert_true (fo_scan_init (&scan, "FOT:O:201", 9, FO_SYMBOLOGY_QR, "script", 0));
    g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  }
  hands_assert_shows (rig, "Сделка Д-118 · Теплосеть");
  hands_assert_shows (rig, "201-1");
}

/* The same key leads into the note and writes it down. */
static void
write_note (Rig *rig)
{
  static const char words[] = "Насос N32-0141: одного не хватает";
  guint answers = rig->answers + 1;
  GtkWidget *entry;

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F3, 0));
  entry = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (rig->window)), GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  g_assert_true (gtk_widget_is_ancestor (entry, fo_window_page (rig->window)));
  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F3, 0));
  hands_expect (rig, answers, FO_OK);
  hands_assert_shows (rig, words);
}

/* The button with nothing written leads into the note; the keys on the screen follow the caret. */
static void
tap_note (Rig *rig)
{
  guint answers = rig->answers + 1;

  hands_tap_message (rig, "page.handover.write");
  hands_touch_type (rig, "насоса нет: B-01-1");
  hands_tap (rig, "✕");
  hands_tap_message (rig, "page.handover.write");
  hands_expect (rig, answers, FO_OK);
  hands_assert_shows (rig, "насоса нет: B-01-1");
}

static void
evening (Rig *rig, const Hands *hands)
{
  g_autofree char *picture = g_strconcat ("day-end-by-", hands->name, "-ru-light", NULL);
  Asked asked = { .order = "201" };

  look_at_deal (rig, hands);
  hands->look (rig, "hand-over");
  hands_assert_shows (rig, "Петрова: сделано за смену");
  hands_assert_shows (rig, "QUARANTINE");
  if (hands == &hands_by_keys) /* a scanner has no words */
    write_note (rig);
  if (hands == &hands_by_touch)
    tap_note (rig);
  rig_picture (GTK_WIDGET (rig->window), picture);
  hands_ask_store (rig, hands_read_order, &asked);
  g_assert_cmpuint (asked.faults, ==, 0);
}

static void
play (gconstpointer hands)
{
  g_autoptr (Rig) rig = rig_new ();

  morning (rig, hands);
  noon (rig, hands);
  afternoon (rig, hands);
  evening (rig, hands);
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_data_func ("/ui/whole-day/by-keys", &hands_by_keys, play);
  g_test_add_data_func ("/ui/whole-day/by-scans", &hands_by_scans, play);
  g_test_add_data_func ("/ui/whole-day/by-touch", &hands_by_touch, play);
  return g_test_run ();
}
