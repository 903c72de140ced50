/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rail.h"

#include "common/worded.h"

enum { SPACING = 4 };

struct _FoRail {
  GtkWidget parent_instance;
  GtkWidget *box;                                      /* the scrolled groups, and the foot */
  GtkWidget *heads[FO_N_PAGE_GROUPS], *folds[FO_N_PAGE_GROUPS]; /* the button above a group, and the group */
  GtkImage *arrows[FO_N_PAGE_GROUPS];
  GHashTable *buttons;                                 /* FoPageRow → GtkToggleButton */
  FoPageGroup unfolded;                                /* where not all fit */
  gboolean all;                                        /* all fit */
  guint source;
};

G_DEFINE_FINAL_TYPE (FoRail, fo_rail, GTK_TYPE_WIDGET)

/* ---- folding ------------------------------------------------------------------------------------------------------------- */

static void
fold (FoRail *self)
{
  for (int group = 0; group < FO_N_PAGE_GROUPS; group++) {
    gboolean open = self->all || group == (int) self->unfolded;
    gtk_widget_set_visible (self->folds[group], open);
    gtk_image_set_from_icon_name (self->arrows[group], open ? "fo-unfolded-symbolic" : "fo-folded-symbolic");
  }
}

static void
head_clicked (GtkButton *head, FoRail *self)
{
  for (int group = 0; group < FO_N_PAGE_GROUPS; group++)
    if (self->heads[group] == GTK_WIDGET (head))
      self->unfolded = (FoPageGroup) group;
  fold (self);
}

static gboolean
fold_later (gpointer data)
{
  FoRail *self = data;

  self->source = 0;
  fold (self);
  return G_SOURCE_REMOVE;
}

static int
natural_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* What all groups would take, folded or not: a widget that is not visible measures nothing, so its buttons are asked. */
static int
height_of_all (FoRail *self)
{
  int height = natural_height (gtk_widget_get_last_child (self->box));

  for (int group = 0; group < FO_N_PAGE_GROUPS; group++) {
    height += natural_height (self->heads[group]) + SPACING;
    for (GtkWidget *button = gtk_widget_get_first_child (self->folds[group]); button; button = gtk_widget_get_next_sibling (button))
      height += natural_height (button) + SPACING;
  }
  return height;
}

static void
fo_rail_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoRail *self = FO_RAIL (widget);
  gboolean all = height_of_all (self) <= height;

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  if (all == self->all)
    return;
  self->all = all;
  if (!self->source)
    self->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_later, self, NULL);
}

/* ---- buttons --------------------------------------------------------------------------------------------------------------- */

/* The key beside the picture, not below the words: a group of seven has to fit a small screen. */
static GtkWidget *
picture_and_key (const char *icon, const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *cap = gtk_label_new (key);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (cap, "key");
  gtk_widget_set_visible (cap, *key != '\0');
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), cap);
  return box;
}

static GtkWidget *
picture_and_words (const char *icon, const char *message, const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *words = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_justify (GTK_LABEL (words), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 12);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), picture_and_key (icon, key));
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

static void
add_page (FoRail *self, const FoPageRow *row)
{
  GtkWidget *button = gtk_toggle_button_new ();
  g_autofree char *icon = fo_page_row_icon (row), *message = fo_page_row_message (row);
  g_autofree char *key = fo_page_row_key (row);

  gtk_button_set_child (GTK_BUTTON (button), picture_and_words (icon, message, key));
  gtk_widget_set_tooltip_text (button, message);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "show.page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", row->name);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->folds[row->group]), button);
  g_hash_table_insert (self->buttons, (gpointer) row, button);
}

static void
add_group (FoRail *self, GtkWidget *groups, FoPageGroup group)
{
  GtkWidget *words = gtk_label_new (fo_page_group_message (group)), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);

  self->arrows[group] = GTK_IMAGE (gtk_image_new_from_icon_name ("fo-folded-symbolic"));
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->arrows[group]));
  self->heads[group] = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->heads[group]), box);
  gtk_widget_set_tooltip_text (self->heads[group], fo_page_group_message (group));
  gtk_widget_add_css_class (self->heads[group], "flat");
  gtk_widget_add_css_class (self->heads[group], "head");
  g_signal_connect (self->heads[group], "clicked", G_CALLBACK (head_clicked), self);
  self->folds[group] = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_box_append (GTK_BOX (groups), self->heads[group]);
  gtk_box_append (GTK_BOX (groups), self->folds[group]);
}

static GtkWidget *
foot (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), picture_and_words ("fo-pages-symbolic", "shell.pages", "Alt 0"));
  gtk_widget_set_tooltip_text (button, "shell.pages.tip");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "show.pages");
  gtk_widget_add_css_class (button, "flat");
  return button;
}

void
fo_rail_set_current (FoRail *self, const FoPageRow *row)
{
  GHashTableIter iter;
  gpointer key, button;

  g_hash_table_iter_init (&iter, self->buttons);
  while (g_hash_table_iter_next (&iter, &key, &button))
    gtk_toggle_button_set_active (button, key == row);
  self->unfolded = row->group;
  fold (self);
}

/* ---- life -------------------------------------------------------------------------------------------------------------------- */

static void
fo_rail_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *min, int *natural, int *min_base, int *natural_base)
{
  gtk_widget_measure (FO_RAIL (widget)->box, orientation, for_size, min, natural, min_base, natural_base);
}

static void
fo_rail_dispose (GObject *object)
{
  FoRail *self = FO_RAIL (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->buttons, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_rail_parent_class)->dispose (object);
}

static void
fo_rail_class_init (FoRailClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_rail_dispose;
  GTK_WIDGET_CLASS (class)->measure = fo_rail_measure;
  GTK_WIDGET_CLASS (class)->size_allocate = fo_rail_size_allocate;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "rail");
}

static void
fo_rail_init (FoRail *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  self->buttons = g_hash_table_new (NULL, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (int group = 0; group < FO_N_PAGE_GROUPS; group++)
    add_group (self, groups, (FoPageGroup) group);
  for (guint i = 0; i < n; i++)
    add_page (self, &rows[i]);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), groups);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_box_append (GTK_BOX (self->box), foot ());
  fold (self);
  fo_worded_init (GTK_WIDGET (self));
}
