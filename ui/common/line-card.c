/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line-card.h"

#include "closures.h"
#include "speech.h"

struct _FoLineCard {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *name, *place, *where, *amount, *pill;
  const char *pill_class;
};

G_DEFINE_FINAL_TYPE (FoLineCard, fo_line_card, GTK_TYPE_WIDGET)

static void
show_pill (FoLineCard *self, FoProgress progress)
{
  g_autofree char *word = fo_say (fo_progress_message (progress), NULL);
  g_autofree char *text = g_strdup_printf ("%s %s", fo_progress_sign (progress), word);

  if (self->pill_class)
    gtk_widget_remove_css_class (GTK_WIDGET (self->pill), self->pill_class);
  self->pill_class = fo_progress_css_class (progress);
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), self->pill_class);
  gtk_label_set_text (self->pill, text);
}

static char *
slot_of (const FoViewLine *line)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "slot", line->slot);
  return line->slot ? fo_say ("page.line.slot", &args) : g_strdup ("");
}

/* "Slot 2 · B2411 · 31.05.2027 · SEALANT-310": what is cut when it is narrow stands last. */
static char *
where_of (const FoViewLine *line)
{
  g_autofree char *day = fo_words_day (fo_speech_language (), line->expires_on), *slot = slot_of (line);
  const char *const parts[] = { slot, line->lot, day, line->item };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i])
      g_string_append_printf (text, "%s%s", text->len ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

void
fo_line_card_show (FoLineCard *self, const FoViewLine *line)
{
  g_autofree char *count = fo_count_text (fo_speech_language (), line->done_u, line->asked_u);
  g_autofree char *amount = g_strdup_printf ("%s %s", count, line->unit);
  gboolean counts = !line->is_choice;
  g_autofree char *where = where_of (line);

  gtk_label_set_text (self->name, fo_speech_choose (line->name, line->name_de, line->name_en));
  gtk_label_set_text (self->place, line->place);
  gtk_widget_set_visible (GTK_WIDGET (self->place), *line->place != '\0');
  gtk_label_set_text (self->where, where);
  gtk_label_set_text (self->amount, amount);
  gtk_widget_set_visible (GTK_WIDGET (self->amount), counts || line->asked_u > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), counts);
  show_pill (self, fo_progress_of (line->done_u, line->asked_u));
  if (line->current)
    gtk_widget_add_css_class (GTK_WIDGET (self), "current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "current");
}

static void
fo_line_card_dispose (GObject *object)
{
  g_clear_pointer (&FO_LINE_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_line_card_parent_class)->dispose (object);
}

static void
fo_line_card_class_init (FoLineCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_line_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/common/line-card.ui");
  gtk_widget_class_bind_template_child (widget_class, FoLineCard, box);
  gtk_widget_class_bind_template_child (widget_class, FoLineCard, name);
  gtk_widget_class_bind_template_child (widget_class, FoLineCard, place);
  gtk_widget_class_bind_template_child (widget_class, FoLineCard, where);
  gtk_widget_class_bind_template_child (widget_class, FoLineCard, amount);
  gtk_widget_class_bind_template_child (widget_class, FoLineCard, pill);
}

static void
fo_line_card_init (FoLineCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fo_line_card_new (void)
{
  return g_object_new (FO_TYPE_LINE_CARD, NULL);
}
