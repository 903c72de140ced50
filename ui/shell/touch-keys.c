/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "touch-keys.h"

#include "common/worded.h"
#include "entry.h"

struct _FoTouchKeys {
  GtkWidget parent_instance;
  GtkStack *layouts;
  gboolean is_shifted; /* the next letter is of the other size */
  GtkEditable *entry;
};

G_DEFINE_FINAL_TYPE (FoTouchKeys, fo_touch_keys, GTK_TYPE_WIDGET)

enum { COLUMNS = 12, ROWS = 4 };

static const char *const latin[ROWS] = { "1234567890,=", "QWERTYUIOP:Ü", "ASDFGHJKL-ÖÄ", "ZXCVBNM()/_+" };
static const char *const cyrillic[ROWS] = { "1234567890,:", "йцукенгшщзхъ", "фывапролджэ-", "ячсмитьбюё/№" };

/* ---- typing ---------------------------------------------------------------------------------------------------------- */

/* The text that has the caret; NULL: none. */
static GtkWidget *
text_with_caret (FoTouchKeys *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT (focus) ? focus : NULL;
}

static void
type (FoTouchKeys *self, gunichar character)
{
  GtkWidget *text = text_with_caret (self);
  char utf8[7] = { 0 };

  if (!text) {
    fo_entry_type (self->entry, character);
    return;
  }
  g_unichar_to_utf8 (character, utf8);
  g_signal_emit_by_name (text, "insert-at-cursor", utf8);
}

static gunichar
character_of (FoTouchKeys *self, GtkWidget *key)
{
  gunichar character = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (key), "fo-character"));

  return !self->is_shifted ? character : g_unichar_isupper (character) ? g_unichar_tolower (character) : g_unichar_toupper (character);
}

static void
say_keys (FoTouchKeys *self)
{
  for (GtkWidget *grid = gtk_widget_get_first_child (GTK_WIDGET (self->layouts)); grid; grid = gtk_widget_get_next_sibling (grid))
    for (GtkWidget *key = gtk_widget_get_first_child (grid); key; key = gtk_widget_get_next_sibling (key)) {
      char words[7] = { 0 };

      g_unichar_to_utf8 (character_of (self, key), words);
      gtk_button_set_label (GTK_BUTTON (key), words);
    }
}

static void
shift (FoTouchKeys *self)
{
  self->is_shifted = !self->is_shifted;
  say_keys (self);
}

static void
key_clicked (GtkWidget *button, FoTouchKeys *self)
{
  type (self, character_of (self, button));
  if (self->is_shifted)
    shift (self);
}

static void
take_back (FoTouchKeys *self)
{
  GtkWidget *text = text_with_caret (self);

  if (!text) {
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    gtk_editable_set_position (self->entry, -1);
    text = text_with_caret (self);
  }
  if (text)
    g_signal_emit_by_name (text, "backspace");
}

static void
enter (FoTouchKeys *self)
{
  GtkWidget *text = text_with_caret (self), *entry = text ? gtk_widget_get_ancestor (text, GTK_TYPE_ENTRY) : NULL;

  if (entry || !text)
    g_signal_emit_by_name (entry ? entry : GTK_WIDGET (self->entry), "activate");
  else
    g_signal_emit_by_name (text, "activate");
}

static void
other_letters (FoTouchKeys *self)
{
  gboolean is_latin = g_strcmp0 (gtk_stack_get_visible_child_name (self->layouts), "latin") == 0;

  gtk_stack_set_visible_child_name (self->layouts, is_latin ? "cyrillic" : "latin");
}

static void
hide (FoTouchKeys *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* ---- what it looks like ------------------------------------------------------------------------------------------------ */

/* A key never takes the caret from where it types. */
static GtkWidget *
key_of (const char *words)
{
  GtkWidget *key = gtk_button_new_with_label (words);

  gtk_widget_set_focusable (key, FALSE);
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_widget_add_css_class (key, "touch-key");
  return key;
}

static GtkWidget *
layout_of (FoTouchKeys *self, const char *const *rows)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 4);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (int row = 0; row < ROWS; row++) {
    const char *at = rows[row];

    for (int column = 0; column < COLUMNS && *at; column++, at = g_utf8_next_char (at)) {
      GtkWidget *key = key_of ("");

      g_object_set_data (G_OBJECT (key), "fo-character", GUINT_TO_POINTER (g_utf8_get_char (at)));
      g_signal_connect (key, "clicked", G_CALLBACK (key_clicked), self);
      gtk_grid_attach (GTK_GRID (grid), key, column, row, 1, 1);
    }
  }
  return grid;
}

static void
add_wide (FoTouchKeys *self, GtkWidget *box, const char *words, const char *message, GCallback clicked)
{
  GtkWidget *key = key_of (words);

  gtk_widget_set_hexpand (key, TRUE);
  if (message)
    gtk_widget_set_tooltip_text (key, message);
  g_signal_connect_swapped (key, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), key);
}

static void
type_dot (FoTouchKeys *self)
{
  type (self, '.');
}

static void
type_space (FoTouchKeys *self)
{
  type (self, ' ');
}

static GtkWidget *
foot_of (FoTouchKeys *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  add_wide (self, box, "АБВ ABC", "shell.touch.letters", G_CALLBACK (other_letters));
  add_wide (self, box, "⇧", "shell.touch.shift", G_CALLBACK (shift));
  add_wide (self, box, ".", NULL, G_CALLBACK (type_dot));
  add_wide (self, box, "␣", "shell.touch.space", G_CALLBACK (type_space));
  add_wide (self, box, "⌫", "shell.touch.back", G_CALLBACK (take_back));
  add_wide (self, box, "⏎", "shell.touch.enter", G_CALLBACK (enter));
  add_wide (self, box, "✕", "shell.touch.hide", G_CALLBACK (hide));
  return box;
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

void
fo_touch_keys_set_entry (FoTouchKeys *self, GtkEditable *entry)
{
  self->entry = entry;
}

static void
fo_touch_keys_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fo_touch_keys_parent_class)->dispose (object);
}

static void
fo_touch_keys_class_init (FoTouchKeysClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_touch_keys_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_touch_keys_init (FoTouchKeys *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->layouts = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->layouts, layout_of (self, latin), "latin");
  gtk_stack_add_named (self->layouts, layout_of (self, cyrillic), "cyrillic");
  say_keys (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->layouts));
  gtk_box_append (GTK_BOX (box), foot_of (self));
  gtk_widget_add_css_class (box, "touch-keys");
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  fo_worded_init (GTK_WIDGET (self));
}
