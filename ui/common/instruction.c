/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruction.h"

#include "closures.h"
#include "speech.h"

struct _FoInstruction {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *big_icon, *lot_row, *count_row;
  GtkLabel *say, *place, *item, *lot, *expiry, *count, *unit;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (FoInstruction, fo_instruction, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
show_lot (FoInstruction *self, const FoViewLine *line)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *lot = NULL, *expiry = NULL;

  fo_args_set_text (&args, "lot", line->lot);
  fo_args_set_day (&args, "expires_on", line->expires_on);
  lot = fo_say ("page.line.lot", &args);
  expiry = fo_say ("page.line.expiry", &args);
  show_text (self->lot, *line->lot ? lot : "");
  show_text (self->expiry, line->expires_on == FO_DAY_NONE ? "" : expiry);
  gtk_widget_set_visible (self->lot_row, *line->lot || line->expires_on != FO_DAY_NONE);
}

static void
show_line (FoInstruction *self, const FoViewLine *line)
{
  show_text (self->place, line->place);
  show_text (self->item, fo_speech_choose (line->name, line->name_de, line->name_en));
  show_text (self->unit, line->unit);
  show_lot (self, line);
}

static void
show_no_line (FoInstruction *self)
{
  show_text (self->place, "");
  show_text (self->item, "");
  show_text (self->unit, "");
  gtk_widget_hide (self->lot_row);
}

static const FoViewLine *
current_line (const FoView *view)
{
  for (guint i = 0; view->lines && i < view->lines->len; i++) {
    const FoViewLine *line = &g_array_index (view->lines, FoViewLine, i);
    if (line->current)
      return line;
  }
  return NULL;
}

/* The desk calls an item by the firm's own name; who reads German reads the German one. */
static char *
sentence (const FoView *view, const FoViewLine *line)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_copy (&args, &view->instruction);
  if (line && fo_args_get (&args, "item"))
    fo_args_set_text (&args, "item", fo_speech_choose (line->name, line->name_de, line->name_en));
  return view->instruction_id ? fo_say (view->instruction_id, &args) : g_strdup ("");
}

void
fo_instruction_show (FoInstruction *self, const FoView *view)
{
  const FoViewLine *line = current_line (view);
  g_autofree char *say = sentence (view, line);
  g_autofree char *count = fo_count_text (fo_speech_language (), view->done_u, view->asked_u);
  gboolean counts = view->asked_u > 0 || view->done_u > 0;

  show_text (self->say, say);
  if (line)
    show_line (self, line);
  else
    show_no_line (self);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (self->count_row, counts);
  gtk_widget_set_visible (self->big_icon, !line && !counts);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), view->asked_u > 0);
  gtk_progress_bar_set_fraction (self->progress, fo_progress_fraction (view->done_u, view->asked_u));
  if (line)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "alone");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "alone");
}

static void
fo_instruction_dispose (GObject *object)
{
  g_clear_pointer (&FO_INSTRUCTION (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_instruction_parent_class)->dispose (object);
}

static void
fo_instruction_class_init (FoInstructionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_instruction_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/common/instruction.ui");
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, box);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, big_icon);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, lot_row);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, count_row);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, say);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, place);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, item);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, lot);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, expiry);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, count);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, unit);
  gtk_widget_class_bind_template_child (widget_class, FoInstruction, progress);
}

static void
fo_instruction_init (FoInstruction *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
