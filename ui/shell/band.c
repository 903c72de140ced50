/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "band.h"

#include "common/fault.h"
#include "common/speech.h"
#include "common/worded.h"
#include "moods.h"

struct _FoBand {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkImage *sign;
  GtkLabel *title, *next, *word, *waiting_label;
  const FoMoodLook *look; /* NULL: ready */
  FoVerdict verdict;
  FoArgs args;
  GError *failure; /* not NULL: the world failed */
};

G_DEFINE_FINAL_TYPE (FoBand, fo_band, GTK_TYPE_WIDGET)

static void
put_on (FoBand *self, const FoMoodLook *look)
{
  if (self->look)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->look->css_class);
  self->look = look;
  if (look)
    gtk_widget_add_css_class (GTK_WIDGET (self), look->css_class);
  gtk_image_set_from_icon_name (self->sign, look ? look->icon : "fo-ready-symbolic");
}

static void
say (FoBand *self)
{
  g_autofree char *word = fo_say (self->look ? self->look->word : "shell.mood.ready", NULL);
  g_autofree char *title = NULL, *next = NULL;

  if (self->failure) {
    title = fo_say ("shell.failure.title", NULL);
    next = fo_fault_text (self->failure, NULL);
  } else if (self->look) {
    title = fo_words_verdict_title (fo_speech_language (), self->verdict, &self->args);
    next = fo_words_verdict_next (fo_speech_language (), self->verdict, &self->args);
  } else {
    title = fo_say ("shell.ready.title", NULL);
    next = fo_say ("shell.ready.next", NULL);
  }
  gtk_label_set_text (self->word, word);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->next, next);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
fo_band_show_reply (FoBand *self, const FoReply *reply)
{
  g_clear_error (&self->failure);
  self->verdict = reply->verdict;
  fo_args_copy (&self->args, &reply->args);
  put_on (self, fo_mood_look (fo_verdict_mood (reply->verdict)));
  say (self);
}

void
fo_band_show_error (FoBand *self, const GError *error)
{
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
  put_on (self, fo_mood_look (FO_MOOD_WRONG));
  say (self);
}

void
fo_band_show_found (FoBand *self, const GError *found)
{
  if (found)
    fo_band_show_error (self, found);
}

void
fo_band_show_ready (FoBand *self)
{
  g_clear_error (&self->failure);
  put_on (self, NULL);
  say (self);
}

void
fo_band_set_waiting (FoBand *self, guint waiting)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_count (&args, "count", waiting);
  text = fo_say ("shell.waiting", &args);
  gtk_label_set_text (self->waiting_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_label), waiting > 1);
}

const char *
fo_band_title (FoBand *self)
{
  return gtk_label_get_text (self->title);
}

static void
fo_band_dispose (GObject *object)
{
  FoBand *self = FO_BAND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  fo_args_clear (&self->args);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (fo_band_parent_class)->dispose (object);
}

static void
fo_band_class_init (FoBandClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_band_dispose;
  gtk_widget_class_set_css_name (widget_class, "band");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/shell/band.ui");
  gtk_widget_class_bind_template_child (widget_class, FoBand, box);
  gtk_widget_class_bind_template_child (widget_class, FoBand, sign);
  gtk_widget_class_bind_template_child (widget_class, FoBand, title);
  gtk_widget_class_bind_template_child (widget_class, FoBand, next);
  gtk_widget_class_bind_template_child (widget_class, FoBand, word);
  gtk_widget_class_bind_template_child (widget_class, FoBand, waiting_label);
}

static void
fo_band_init (FoBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_band_show_ready (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}

GtkWidget *
fo_band_new (void)
{
  return g_object_new (FO_TYPE_BAND, NULL);
}
