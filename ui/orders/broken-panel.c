/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "broken-panel.h"

#include "common/speech.h"

#include <string.h>

struct _FoBrokenPanel {
  GtkWidget parent_instance;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (FoBrokenPanel, fo_broken_panel, GTK_TYPE_WIDGET)

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  (void) input;
  return fo_broken_page (txn, 0, FO_BROKEN_MOST, rows, error);
}

void
fo_broken_read (FoStation *station, FoRequestCame came, GObject *owner)
{
  const FoRequest request = { load, NULL, 0, sizeof (FoBroken), came };

  fo_request (station, &request, owner);
}

/* What was done, in a word; other acts are only named as a change of stock. */
static const char *
why_message (const char *kind)
{
  static const struct {
    const char *kind, *message;
  } words[] = { { "block", "page.broken.block" },   { "morning", "page.broken.morning" }, { "short", "page.broken.short" },
                { "scrap", "page.broken.scrap" },   { "preempt", "page.broken.preempt" }, { "count", "page.broken.count" },
                { "recall", "page.broken.recall" } };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].kind, kind) == 0)
      return words[i].message;
  return "page.broken.other";
}

static void
add_label (GtkWidget *to, const char *message, const FoArgs *args, const char *css_class)
{
  g_autofree char *text = fo_say (message, args);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (to), label);
}

static void
add_row (FoBrokenPanel *self, const FoBroken *broken)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *button;
  g_autofree char *why = fo_say (why_message (broken->why), NULL), *seen = fo_say ("page.broken.seen", NULL);
  g_autofree char *command = g_strdup_printf ("seen %" G_GINT64_FORMAT, broken->id);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "order", broken->order);
  fo_args_set_text (&args, "deal", broken->deal);
  fo_args_set_text (&args, "customer", broken->customer);
  fo_args_set_text (&args, "item", broken->item);
  fo_args_set_text (&args, "unit", broken->unit);
  fo_args_set_text (&args, "why", why);
  fo_args_set_text (&args, "person", broken->person);
  fo_args_set_day (&args, "on", broken->day);
  fo_args_set_quantity (&args, "quantity", broken->lost_u);
  fo_args_set_quantity (&args, "missing", broken->missing_u);
  if (broken->waits_u > 0)
    fo_args_set_quantity (&args, "waits", broken->waits_u);
  if (broken->ready_on != FO_DAY_NONE)
    fo_args_set_day (&args, "ready_on", broken->ready_on);
  gtk_widget_add_css_class (row, "line-card");
  gtk_widget_set_hexpand (words, TRUE);
  add_label (words, "page.broken.who", &args, "name");
  add_label (words, "page.broken.what", &args, "legend");
  gtk_box_append (GTK_BOX (row), words);
  button = gtk_button_new_with_label (seen);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "offer");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.command");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", command);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (self->box, row);
}

void
fo_broken_panel_show (FoBrokenPanel *self, const GArray *broken)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < broken->len; i++)
    add_row (self, &g_array_index (broken, FoBroken, i));
}

static void
fo_broken_panel_dispose (GObject *object)
{
  FoBrokenPanel *self = FO_BROKEN_PANEL (object);

  if (self->box)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  G_OBJECT_CLASS (fo_broken_panel_parent_class)->dispose (object);
}

static void
fo_broken_panel_class_init (FoBrokenPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_broken_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_broken_panel_init (FoBrokenPanel *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "order-lines");
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}
