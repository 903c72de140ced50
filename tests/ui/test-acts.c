/* SPDX-License-Identifier: GPL-3.0-or-later
 * The menu of acts: whatever has no button of its own is found there, in words, by who looks for it. */
#include "rig.h"

#include "common/speech.h"
#include "firstout/desk/menu.h"
#include "firstout/label/voucher.h"
#include "shell/acts-window.h"
#include "shell/pages.h"

#include <string.h>

static const FoMenuRow *
row_of (const char *command)
{
  guint n;
  const FoMenuRow *rows = fo_menu_rows (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (rows[i].command, command) == 0)
      return &rows[i];
  return NULL;
}

static void
test_every_paper (void)
{
  for (int kind = 0; kind < FO_N_VOUCHERS; kind++) {
    g_autofree char *command = g_strconcat ("voucher ", fo_voucher_name ((FoVoucherKind) kind), NULL);

    g_test_message ("%s", command);
    g_assert_nonnull (row_of (command));
  }
}

/* A page opens its first task; all others are in the menu. */
static void
test_every_task (void)
{
  static const char *const tasks[] = { "receive", "put-away", "pick", "pack", "ship", "load", "count", "return", "check", "move", "write-off",
                                       "issue", "transfer" };

  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++) {
    g_autofree char *command = g_strconcat ("task ", tasks[i], NULL);
    guint n;
    const FoPageRow *rows = fo_page_rows (&n);
    bool opened = row_of (command) != NULL;

    for (guint p = 0; p < n; p++)
      opened |= strcmp (rows[p].task, tasks[i]) == 0;
    g_test_message ("%s", tasks[i]);
    g_assert_true (opened);
  }
}

static void
test_commands (void)
{
  static const struct {
    const char *row, *order, *text, *command;
  } cases[] = {
    { "task move", "214", "anything", "task move" },
    { "gate-override", "214", " paid in cash ", "gate-override 214 paid in cash" },
    { "gate-override", NULL, "214 paid", "gate-override 214 paid" },
    { "gate-override", "214", "  ", NULL },
    { "to", "214", "North", "to North" },
    { "voucher goods-issue", "214", "", "voucher goods-issue 214" },
    { "voucher goods-issue", "214", "215", "voucher goods-issue 215" },
    { "voucher goods-issue", NULL, "", "voucher goods-issue" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *command = fo_menu_row_command (row_of (cases[i].row), cases[i].order, cases[i].text);

    g_assert_cmpstr (command, ==, cases[i].command);
  }
  g_assert_true (fo_menu_row_fits (row_of ("wave"), "pick"));
  g_assert_false (fo_menu_row_fits (row_of ("wave"), "receive"));
}

/* ---- in the window ------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
open_menu (Rig *rig)
{
  GListModel *windows;

  g_assert_true (fo_window_press_key (rig->window, GDK_KEY_F10, GDK_SHIFT_MASK));
  rig_settle (rig);
  windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (FO_IS_ACTS_WINDOW (window))
      return window;
  }
  g_assert_not_reached ();
}

static GtkEditable *
focused (GtkWidget *menu)
{
  GtkWidget *entry = gtk_widget_get_ancestor (gtk_window_get_focus (GTK_WINDOW (menu)), GTK_TYPE_ENTRY);

  g_assert_nonnull (entry);
  return GTK_EDITABLE (entry);
}

static void
type_and_enter (GtkWidget *menu, const char *text)
{
  GtkEditable *entry = focused (menu);

  gtk_editable_set_text (entry, text);
  g_signal_emit_by_name (entry, "activate");
}

/* Three letters of what is wanted, and Enter. */
static void
test_a_task (void)
{
  g_autoptr (Rig) rig = rig_new ();
  guint answers = rig->answers + 1;

  type_and_enter (open_menu (rig), "списать");
  rig_await (rig, answers);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
  g_assert_cmpstr (rig->view.task, ==, "write-off");
}

/* It is not done before a reason is given; then it is, to the order that was chosen. */
static void
test_with_words (void)
{
  g_autoptr (Rig) rig = rig_new ();
  GtkWidget *menu;
  guint answers;

  fo_window_open_page (rig->window, "orders");
  rig_settle (rig);
  menu = open_menu (rig);
  type_and_enter (menu, "задержать");
  answers = rig->answers;
  rig_picture (menu, "acts-asks");
  type_and_enter (menu, " ");
  g_assert_cmpuint (rig->answers, ==, answers);
  type_and_enter (menu, "до понедельника");
  rig_await (rig, answers + 1);
  g_assert_cmpint (rig->verdict, ==, FO_OK);
}

static void
test_looks (void)
{
  g_autoptr (Rig) rig = rig_new ();

  rig_picture (open_menu (rig), "acts");
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/acts/every paper is there", test_every_paper);
  g_test_add_func ("/acts/every task is opened by a page or from there", test_every_task);
  g_test_add_func ("/acts/what is said goes behind the command", test_commands);
  g_test_add_func ("/acts/a task", test_a_task);
  g_test_add_func ("/acts/an act that wants to be told why", test_with_words);
  g_test_add_func ("/acts/it is seen", test_looks);
  return g_test_run ();
}
