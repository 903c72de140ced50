/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acts-window.h"

#include "common/speech.h"
#include "common/worded.h"
#include "firstout/desk/menu.h"

#include <string.h>

#define ROW "fo-menu-row"

struct _FoActsWindow {
  AdwWindow parent_instance;
  GtkEditable *search, *said;
  GtkListBox *list;
  GtkWidget *asked, *scrolled;
  GtkLabel *asks;
  char *task, *order, *looked_for;
  const FoMenuRow *row; /* the one that is asked about */
};

G_DEFINE_FINAL_TYPE (FoActsWindow, fo_acts_window, ADW_TYPE_WINDOW)

static const FoMenuRow *
menu_row_of (GtkListBoxRow *row)
{
  return row ? g_object_get_data (G_OBJECT (row), ROW) : NULL;
}

/* ---- what is looked for ------------------------------------------------------------------------------------------------------ */

static gboolean
is_shown (GtkListBoxRow *row, gpointer data)
{
  FoActsWindow *self = data;
  const FoMenuRow *act = menu_row_of (row);
  g_autofree char *words = fo_say (act->message_id, NULL), *folded = g_utf8_casefold (words, -1);

  return fo_menu_row_fits (act, self->task) && (!*self->looked_for || strstr (folded, self->looked_for));
}

static void
add_head (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const FoMenuRow *act = menu_row_of (row), *other = menu_row_of (before);
  GtkWidget *head = NULL;

  (void) data;
  if (!other || other->group != act->group) {
    const char *message = fo_menu_group_message (act->group);

    head = gtk_label_new (message);
    gtk_label_set_xalign (GTK_LABEL (head), 0);
    gtk_widget_add_css_class (head, "card-head");
    fo_worded_set (head, "label", message);
  }
  gtk_list_box_row_set_header (row, head);
}

static GtkListBoxRow *
first_shown (FoActsWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
search_changed (FoActsWindow *self)
{
  g_free (self->looked_for);
  self->looked_for = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, first_shown (self));
}

/* ---- it is done -------------------------------------------------------------------------------------------------------------- */

static void
give (FoActsWindow *self, const FoMenuRow *row)
{
  g_autofree char *command = fo_menu_row_command (row, self->order, gtk_editable_get_text (self->said));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!command)
    return;
  gtk_widget_activate_action (GTK_WIDGET (parent), "desk.command", "s", command);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask (FoActsWindow *self, const FoMenuRow *row)
{
  g_autofree char *words = fo_say (row->message_id, NULL), *says = fo_say (row->says_id, NULL);
  bool order_first = row->of_order && !*self->order && row->says == FO_MENU_SAYS_TEXT;
  g_autofree char *number = order_first ? fo_say ("menu.says.order_first", NULL) : g_strdup ("");
  g_autofree char *all = g_strdup_printf ("%s%s%s\n%s%s", words, row->of_order && *self->order ? ": " : "",
                                          row->of_order ? self->order : "", number, says);

  self->row = row;
  gtk_label_set_text (self->asks, all);
  gtk_widget_set_visible (self->asked, TRUE);
  gtk_widget_set_visible (self->scrolled, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->said));
}

static void
do_row (FoActsWindow *self, const FoMenuRow *row)
{
  if (row && row->says == FO_MENU_SAYS_NOTHING)
    give (self, row);
  else if (row)
    ask (self, row);
}

static void
row_activated (FoActsWindow *self, GtkListBoxRow *row)
{
  do_row (self, menu_row_of (row));
}

static void
search_activated (FoActsWindow *self)
{
  do_row (self, menu_row_of (gtk_list_box_get_selected_row (self->list)));
}

static void
said_activated (FoActsWindow *self)
{
  if (self->row)
    give (self, self->row);
}

static void
step_back (FoActsWindow *self)
{
  if (!self->row) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }
  self->row = NULL;
  gtk_editable_set_text (self->said, "");
  gtk_widget_set_visible (self->asked, FALSE);
  gtk_widget_set_visible (self->scrolled, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The next shown row in the direction of STEP. */
static void
move (FoActsWindow *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  for (int i = row ? gtk_list_box_row_get_index (row) + step : 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i += step)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))) {
      gtk_list_box_select_row (self->list, row);
      gtk_widget_grab_focus (GTK_WIDGET (row)); /* scrolls to it */
      return;
    }
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, FoActsWindow *self)
{
  (void) controller, (void) keycode, (void) state;
  if (keyval == GDK_KEY_Escape)
    step_back (self);
  else if (!self->row && keyval == GDK_KEY_Down)
    move (self, 1);
  else if (!self->row && keyval == GDK_KEY_Up)
    move (self, -1);
  else
    return FALSE;
  return TRUE;
}

/* ---- what it looks like ------------------------------------------------------------------------------------------------------ */

static GtkWidget *
list_of_acts (FoActsWindow *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  guint n;
  const FoMenuRow *rows = fo_menu_rows (&n);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  for (guint i = 0; i < n; i++) {
    GtkWidget *row = gtk_list_box_row_new (), *words = gtk_label_new (rows[i].message_id);

    gtk_label_set_xalign (GTK_LABEL (words), 0);
    fo_worded_set (words, "label", rows[i].message_id);
    gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), words);
    gtk_widget_add_css_class (row, "act");
    g_object_set_data (G_OBJECT (row), ROW, (gpointer) &rows[i]);
    gtk_list_box_append (self->list, row);
  }
  gtk_list_box_set_filter_func (self->list, is_shown, self, NULL);
  gtk_list_box_set_header_func (self->list, add_head, NULL, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
question_box (FoActsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *button = gtk_button_new_with_label ("shell.acts.do");

  self->asks = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->asks, 0);
  gtk_label_set_wrap (self->asks, TRUE);
  self->said = GTK_EDITABLE (gtk_entry_new ());
  g_signal_connect_swapped (self->said, "activate", G_CALLBACK (said_activated), self);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (said_activated), self);
  gtk_widget_add_css_class (button, "offer");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->asks));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->said));
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
fo_acts_window_finalize (GObject *object)
{
  FoActsWindow *self = FO_ACTS_WINDOW (object);

  g_free (self->task);
  g_free (self->order);
  g_free (self->looked_for);
  G_OBJECT_CLASS (fo_acts_window_parent_class)->finalize (object);
}

static void
fo_acts_window_class_init (FoActsWindowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = fo_acts_window_finalize;
}

static void
fo_acts_window_init (FoActsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkEventController *controller = gtk_event_controller_key_new ();

  self->task = g_strdup ("");
  self->order = g_strdup ("");
  self->looked_for = g_strdup ("");
  self->search = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), "shell.acts.search");
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated), self);
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (inner), self->scrolled = list_of_acts (self));
  gtk_box_append (GTK_BOX (inner), self->asked = question_box (self));
  gtk_widget_add_css_class (inner, "all-acts");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), inner);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "firstout");
  gtk_event_controller_set_name (controller, "fo-keys");
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 640);
  fo_worded_set (GTK_WIDGET (self), "title", "shell.acts");
  fo_worded_init (GTK_WIDGET (self));
}

GtkWindow *
fo_acts_window_new (GtkWindow *parent, const char *task, const char *order)
{
  FoActsWindow *self = g_object_new (FO_TYPE_ACTS_WINDOW, "application", gtk_window_get_application (parent), "transient-for",
                                     parent, NULL);

  g_free (self->task);
  self->task = g_strdup (task);
  g_free (self->order);
  self->order = g_strdup (order);
  search_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WINDOW (self);
}
