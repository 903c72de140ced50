/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "worded.h"

#include "speech.h"

#include <string.h>

static const char *const properties[] = { "label", "placeholder-text", "title", "description", "tooltip-text" };

static gboolean
is_message (const char *text)
{
  return text && (g_str_has_prefix (text, "page.") || g_str_has_prefix (text, "shell.")) && !strchr (text, ' ');
}

static GQuark
quark_of (const char *property)
{
  g_autofree char *name = g_strconcat ("fo-message-", property, NULL);

  return g_quark_from_string (name);
}

static void
say_property (GObject *object, const char *property)
{
  GQuark quark = quark_of (property);
  const char *id = g_object_get_qdata (object, quark);
  g_autofree char *text = NULL;

  if (!id) {
    g_object_get (object, property, &text, NULL);
    if (!is_message (text))
      return;
    id = g_intern_string (text);
    g_object_set_qdata (object, quark, (gpointer) id);
    g_clear_pointer (&text, g_free);
  }
  text = fo_say (id, NULL);
  g_object_set (object, property, text, NULL);
  if (GTK_IS_ACCESSIBLE (object) && strcmp (property, "tooltip-text") == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (object), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
say_object (GObject *object)
{
  for (gsize p = 0; p < G_N_ELEMENTS (properties); p++) {
    GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), properties[p]);

    if (spec && spec->value_type == G_TYPE_STRING && (spec->flags & G_PARAM_READWRITE) == G_PARAM_READWRITE)
      say_property (object, properties[p]);
  }
}

static void
say_columns (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GObject) column = g_list_model_get_item (columns, i);
    say_object (column);
  }
}

static void
say_tree (GtkWidget *widget)
{
  say_object (G_OBJECT (widget));
  if (GTK_IS_COLUMN_VIEW (widget))
    say_columns (GTK_COLUMN_VIEW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    say_tree (child);
}

void
fo_worded_init (GtkWidget *root)
{
  say_tree (root);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_tree), root, G_CONNECT_SWAPPED);
}

void
fo_worded_set (GtkWidget *widget, const char *property, const char *message_id)
{
  g_object_set_qdata (G_OBJECT (widget), quark_of (property), (gpointer) g_intern_string (message_id));
  say_property (G_OBJECT (widget), property);
}
