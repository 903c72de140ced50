/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "card-list.h"

#include "common/row.h"

#include <string.h>

struct _FoCardList {
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GListStore *rows; /* FoRow of FoCard */
  GtkSingleSelection *selection;
  char chosen[sizeof ((FoCard *) 0)->id];
  GtkWidget *list;
  gboolean is_showing; /* what is chosen changes by us */
  gboolean is_log;
};

G_DEFINE_FINAL_TYPE (FoCardList, fo_card_list, GTK_TYPE_WIDGET)

enum { CHOSEN, END_REACHED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- one row -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GtkLabel *title, *detail, *bytes, *pill;
} Parts;

static GtkLabel *
add_text (GtkWidget *box, const char *css_class, gboolean wrap)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wrap);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), wrap ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  Parts *parts = g_new (Parts, 1);

  (void) factory;
  gtk_box_append (GTK_BOX (box), top);
  parts->title = add_text (top, "name", FALSE);
  parts->pill = GTK_LABEL (gtk_label_new (""));
  gtk_widget_set_valign (GTK_WIDGET (parts->pill), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (parts->pill));
  parts->detail = add_text (box, "where", TRUE);
  parts->bytes = add_text (box, "hex", TRUE);
  gtk_widget_add_css_class (box, "line-card");
  g_object_set_data_full (G_OBJECT (box), "fo-parts", parts, g_free);
  gtk_list_item_set_child (item, box);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const Parts *parts = g_object_get_data (G_OBJECT (gtk_list_item_get_child (item)), "fo-parts");
  const FoCard *card = fo_row_value (gtk_list_item_get_item (item));
  const char *classes[] = { "pill", card->css_class, NULL };

  (void) factory;
  gtk_label_set_text (parts->title, card->title);
  show_text (parts->detail, card->detail);
  show_text (parts->bytes, card->bytes);
  show_text (parts->pill, card->pill);
  gtk_widget_set_css_classes (GTK_WIDGET (parts->pill), classes);
}

/* ---- which one ------------------------------------------------------------------------------------------------------------ */

static const FoCard *
card_at (FoCardList *self, guint i)
{
  g_autoptr (FoRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row ? fo_row_value (row) : NULL; /* the store keeps it */
}

static guint
find (FoCardList *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n; i++)
    if (strcmp (card_at (self, i)->id, id) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
selected_changed (FoCardList *self)
{
  const FoCard *card = card_at (self, gtk_single_selection_get_selected (self->selection));
  const char *id = card ? card->id : "";

  if (self->is_showing || strcmp (id, self->chosen) == 0)
    return;
  g_strlcpy (self->chosen, id, sizeof self->chosen);
  g_signal_emit (self, signals[CHOSEN], 0);
}

const char *
fo_card_list_chosen (FoCardList *self)
{
  return *self->chosen ? self->chosen : NULL;
}

void
fo_card_list_choose (FoCardList *self, const char *id)
{
  guint at = find (self, id);

  if (at == GTK_INVALID_LIST_POSITION)
    return;
  gtk_single_selection_set_selected (self->selection, at);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", at);
}

void
fo_card_list_be_log (FoCardList *self)
{
  self->is_log = TRUE;
}

guint
fo_card_list_count (FoCardList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/* ---- showing ---------------------------------------------------------------------------------------------------------------- */

static gboolean
same (FoCardList *self, guint known, const GArray *cards, guint i)
{
  return memcmp (card_at (self, known), &g_array_index (cards, FoCard, i), sizeof (FoCard)) == 0;
}

static void
replace (FoCardList *self, const GArray *cards, guint front, guint back)
{
  guint known = fo_card_list_count (self), added = cards->len - front - back;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (rows, fo_row_new (&g_array_index (cards, FoCard, front + i), sizeof (FoCard)));
  g_list_store_splice (self->rows, front, known - front - back, rows->pdata, added);
}

void
fo_card_list_show (FoCardList *self, const GArray *cards)
{
  guint known = fo_card_list_count (self), shorter = MIN (known, cards->len), front = 0, back = 0, at;
  gboolean below;

  while (front < shorter && same (self, front, cards, front))
    front++;
  while (back < shorter - front && same (self, known - 1 - back, cards, cards->len - 1 - back))
    back++;
  if (front + back == known && front + back == cards->len)
    return;
  self->is_showing = TRUE;
  below = gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) >= 1;
  replace (self, cards, front, back);
  at = *self->chosen ? find (self, self->chosen) : GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, at == GTK_INVALID_LIST_POSITION && cards->len && !self->is_log ? 0 : at);
  self->is_showing = FALSE;
  if (self->is_log && !below && cards->len)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0);
  selected_changed (self);
}

static void
edge_reached (FoCardList *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    g_signal_emit (self, signals[END_REACHED], 0);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_card_list_dispose (GObject *object)
{
  FoCardList *self = FO_CARD_LIST (object);

  self->is_showing = TRUE;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (fo_card_list_parent_class)->dispose (object);
}

static void
fo_card_list_class_init (FoCardListClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_card_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[END_REACHED] = g_signal_new ("end-reached", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_card_list_init (FoCardList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  self->rows = g_list_store_new (FO_TYPE_ROW);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (self->list, "lines");
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_changed), self, G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  g_signal_connect_object (self->scroller, "edge-reached", G_CALLBACK (edge_reached), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
fo_card_list_new (void)
{
  return g_object_new (FO_TYPE_CARD_LIST, NULL);
}
