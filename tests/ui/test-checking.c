/* SPDX-License-Identifier: GPL-3.0-or-later
 * The book is checked beside the work: one that agrees is not spoken of; what is found stands on the band and on the hand-over page, and
 * scanning goes on. */
#include "rig.h"

#include "firstout/store/orders.h"
#include "shell/checking.h"

static gboolean
was_checked (gpointer rig)
{
  return fo_checking_last (((Rig *) rig)->station)->at_us != 0;
}

static FoTxnEnd
spoil (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FoOrder order;

  (void) data;
  if (fo_order_find_by_number (txn, "205", &order, error) != FO_FOUND
      || !fo_lines_of_order (txn, order.id, lines, error))
    return FO_TXN_FAIL;
  fo_line_add (txn, &g_array_index (lines, FoLine, 0), -FO_ONE, 0, 0, 0);
  return FO_TXN_COMMIT;
}

static gboolean
says_differs (gpointer rig)
{
  return g_str_has_prefix (rig_band (rig), "Книга склада не сходится")
         || rig_shows (GTK_WIDGET (((Rig *) rig)->window), "не сходится");
}

static void
test_agrees (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_checking_start (rig->station, 0);
  rig_wait (was_checked, rig);
  g_assert_no_error (fo_checking_last (rig->station)->error);
  rig_settle (rig);
  g_assert_false (says_differs (rig));
}

static gboolean
finds (gpointer rig)
{
  return fo_checking_last (((Rig *) rig)->station)->error != NULL;
}

static void
test_differs (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) other = fo_store_open (rig->store_uri, 0, &error);

  g_assert_no_error (error);
  g_assert_true (fo_store_write (other, 0, spoil, NULL, &error));
  fo_checking_start (rig->station, 0);
  rig_command (rig, "task look-up", FO_OK);
  rig_click_label (rig, "S2406", FO_OK); /* nobody waits for it */
  rig_wait (finds, rig);
  rig_settle (rig);
  fo_window_open_page (rig->window, "hand-over");
  rig_settle (rig);
  g_assert_true (says_differs (rig));
  rig_picture (GTK_WIDGET (rig->window), "hand-over-check");
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/checking/agrees", test_agrees);
  g_test_add_func ("/ui/checking/differs", test_differs);
  return g_test_run ();
}
