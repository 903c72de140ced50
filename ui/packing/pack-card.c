/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pack-card.h"

#include "common/speech.h"

enum { CONTENTS_MAX = 60 };

struct _FoPackCard {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *parcel, *sscc, *state, *weight, *papers;
  GtkWidget *contents_window, *cartons_window;
  GtkBox *contents;
  GtkBox *cartons;
  GArray *rows; /* FoPackRow */
  char chosen[FO_SSCC_MAX];
};

G_DEFINE_FINAL_TYPE (FoPackCard, fo_pack_card, GTK_TYPE_WIDGET)

/* ---- how a carton looks ------------------------------------------------------------------------------------------------------ */

static const char *
pill_of (const FoCarton *carton)
{
  switch (carton->state) {
  case FO_CARTON_IS_OPEN:
    return "pill-part";
  case FO_CARTON_IS_CLOSED:
  case FO_CARTON_IS_SHIPPED:
    return "pill-done";
  case FO_CARTON_IS_CANCELLED:
    break;
  }
  return "pill-waiting";
}

static const char *
sign_of (const FoCarton *carton)
{
  switch (carton->state) {
  case FO_CARTON_IS_OPEN:
    return "◐";
  case FO_CARTON_IS_CLOSED:
    return "✓";
  case FO_CARTON_IS_SHIPPED:
    return carton->loaded ? "⇒" : "→";
  case FO_CARTON_IS_CANCELLED:
    break;
  }
  return "✕";
}

static char *
word_of (const FoCarton *carton)
{
  g_autofree char *id = g_strconcat ("page.pack.state.", fo_carton_state_name (carton->state), NULL);

  return fo_say (carton->loaded ? "page.pack.state.loaded" : id, NULL);
}

static char *
weight_of (const FoCarton *carton)
{
  g_autofree char *number = fo_words_quantity (fo_speech_language (), carton->weight_u);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "weight", number);
  return carton->weight_u > 0 ? fo_say ("page.pack.weight", &args) : g_strdup ("");
}

static void
set_pill (GtkWidget *widget, const char *pill)
{
  static const char *const pills[] = { "pill-part", "pill-done", "pill-waiting" };

  for (gsize i = 0; i < G_N_ELEMENTS (pills); i++)
    gtk_widget_remove_css_class (widget, pills[i]);
  gtk_widget_add_css_class (widget, pill);
}

/* ---- the one that is meant --------------------------------------------------------------------------------------------------- */

static const FoCarton *
chosen_carton (const FoPackCard *self)
{
  for (guint i = 0; self->rows && i < self->rows->len; i++) {
    const FoPackRow *row = &g_array_index (self->rows, FoPackRow, i);
    if (row->kind == FO_PACK_ROW_CARTON && g_str_equal (row->carton.sscc, self->chosen))
      return &row->carton;
  }
  return NULL;
}

/* "34601234 5600 0001 7": the groups that people read aloud. */
static char *
spaced (const char *sscc)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; sscc[i]; i++)
    g_string_append_printf (text, i > 0 && (i % 4) == 2 ? " %c" : "%c", sscc[i]);
  return g_string_free (text, FALSE);
}

static void
show_chosen (FoPackCard *self)
{
  const FoCarton *carton = chosen_carton (self);
  g_autofree char *none = fo_say ("page.pack.no-carton", NULL), *number = carton ? spaced (carton->sscc) : NULL;
  g_autofree char *state = carton ? word_of (carton) : NULL, *weight = carton ? weight_of (carton) : g_strdup ("");
  g_autofree char *parcel = carton ? g_strdup_printf ("%d", carton->position) : g_strdup ("–");

  gtk_label_set_text (self->parcel, parcel);
  gtk_label_set_text (self->sscc, carton ? number : none);
  gtk_label_set_text (self->state, carton ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), carton != NULL);
  gtk_label_set_text (self->weight, weight);
  if (carton)
    set_pill (GTK_WIDGET (self->state), pill_of (carton));
}

/* ---- what is in it ----------------------------------------------------------------------------------------------------------- */

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
}

static GtkWidget *
content_new (const FoPackRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *label;
  g_autofree char *quantity = fo_words_quantity (fo_speech_language (), row->quantity_u);
  g_autofree char *amount = g_strdup_printf ("%s %s", quantity, row->unit);
  g_autofree char *what = g_strdup_printf ("%s%s%s", fo_speech_choose (row->name, row->name_de, row->name_en), *row->lot ? " · " : "",
                                           row->lot);

  label = gtk_label_new (what);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  label = gtk_label_new (amount);
  gtk_widget_add_css_class (label, "strong");
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
show_contents (FoPackCard *self)
{
  guint n = 0;

  clear_box (self->contents);
  for (guint i = 0; self->rows && i < self->rows->len; i++) {
    const FoPackRow *row = &g_array_index (self->rows, FoPackRow, i);

    if (row->kind != FO_PACK_ROW_CONTENT || !g_str_equal (row->carton.sscc, self->chosen))
      continue;
    if (n++ < CONTENTS_MAX)
      gtk_box_append (self->contents, content_new (row));
  }
  if (n > CONTENTS_MAX) {
    g_autofree char *more = g_strdup_printf ("… +%u", n - CONTENTS_MAX);
    gtk_box_append (self->contents, gtk_label_new (more));
  }
  gtk_widget_set_visible (self->contents_window, n > 0);
}

/* ---- all of them ------------------------------------------------------------------------------------------------------------- */

static void
chip_clicked (GtkButton *button, gpointer sscc)
{
  g_autofree char *command = g_strdup_printf ("parcel %s", (const char *) sscc);

  gtk_widget_activate_action (GTK_WIDGET (button), "desk.command", "s", command);
}

static GtkWidget *
chip_new (const FoCarton *carton, gboolean chosen)
{
  g_autofree char *weight = weight_of (carton), *state = word_of (carton), *tip = g_strdup_printf ("%s · %s", carton->sscc, state);
  g_autofree char *text = g_strdup_printf ("%s %d%s%s", sign_of (carton), carton->position, *weight ? " · " : "", weight);
  GtkWidget *chip = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (chip, "carton-chip");
  gtk_widget_add_css_class (chip, pill_of (carton));
  if (chosen)
    gtk_widget_add_css_class (chip, "carton-chosen");
  gtk_widget_set_tooltip_text (chip, tip);
  gtk_widget_set_focus_on_click (chip, FALSE);
  gtk_widget_set_sensitive (chip, carton->state == FO_CARTON_IS_OPEN || carton->state == FO_CARTON_IS_CLOSED);
  g_signal_connect_data (chip, "clicked", G_CALLBACK (chip_clicked), g_strdup (carton->sscc), (GClosureNotify) (GCallback) g_free, 0);
  return chip;
}

/* The newest first: it is the one people ask for. */
static void
show_cartons (FoPackCard *self)
{
  guint n = 0;

  clear_box (self->cartons);
  for (guint i = 0; self->rows && i < self->rows->len; i++) {
    const FoPackRow *row = &g_array_index (self->rows, FoPackRow, i);

    if (row->kind != FO_PACK_ROW_CARTON)
      continue;
    gtk_box_prepend (self->cartons, chip_new (&row->carton, g_str_equal (row->carton.sscc, self->chosen)));
    n++;
  }
  gtk_widget_set_visible (self->cartons_window, n > 0);
}

/* Sales' own papers that go with the goods. */
static void
show_papers (FoPackCard *self)
{
  g_autofree char *text = NULL;

  for (guint i = 0; self->rows && i < self->rows->len; i++) {
    const FoPackRow *row = &g_array_index (self->rows, FoPackRow, i);
    g_auto (FoArgs) args = { 0 };

    if (row->kind != FO_PACK_ROW_PAPERS || row->all == 0)
      continue;
    fo_args_set_count (&args, "ready", row->ready);
    fo_args_set_count (&args, "all", row->all);
    g_free (text);
    text = fo_say (row->ready == row->all ? "page.pack.papers-ready" : "page.pack.papers-missing", &args);
  }
  gtk_label_set_text (self->papers, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->papers), text != NULL);
}

static void
say (FoPackCard *self)
{
  show_chosen (self);
  show_contents (self);
  show_cartons (self);
  show_papers (self);
}

void
fo_pack_card_show (FoPackCard *self, const GArray *rows, const char *chosen)
{
  g_array_set_size (self->rows, 0);
  if (rows && rows->len > 0)
    g_array_append_vals (self->rows, rows->data, rows->len);
  g_strlcpy (self->chosen, chosen, sizeof self->chosen);
  say (self);
}

/* ---- life -------------------------------------------------------------------------------------------------------------------- */

static void
fo_pack_card_dispose (GObject *object)
{
  FoPackCard *self = FO_PACK_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (fo_pack_card_parent_class)->dispose (object);
}

static void
fo_pack_card_class_init (FoPackCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_pack_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/packing/pack-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, box);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, parcel);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, sscc);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, state);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, weight);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, contents_window);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, contents);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, cartons_window);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, cartons);
  gtk_widget_class_bind_template_child (widget_class, FoPackCard, papers);
}

static void
fo_pack_card_init (FoPackCard *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (FoPackRow));
  gtk_widget_init_template (GTK_WIDGET (self));
  say (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fo_pack_card_new (void)
{
  return g_object_new (FO_TYPE_PACK_CARD, NULL);
}
