/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recent.h"

#include "closures.h"
#include "shell/moods.h"
#include "speech.h"

typedef struct {
  FoVerdict verdict;
  FoArgs args;
  gint64 at_us;
} Answer;

struct _FoRecent {
  GtkWidget parent_instance;
  GtkWidget *grid;
  GHashTable *lanes; /* lane → GQueue of Answer, newest first */
  guint32 lane;
};

G_DEFINE_FINAL_TYPE (FoRecent, fo_recent, GTK_TYPE_WIDGET)

static void
answer_free (gpointer data)
{
  fo_args_clear (&((Answer *) data)->args);
  g_free (data);
}

static void
queue_free (gpointer queue)
{
  g_queue_free_full (queue, answer_free);
}

static GQueue *
answers_of (FoRecent *self, guint32 lane)
{
  GQueue *queue = g_hash_table_lookup (self->lanes, GUINT_TO_POINTER (lane));

  if (!queue) {
    queue = g_queue_new ();
    g_hash_table_insert (self->lanes, GUINT_TO_POINTER (lane), queue);
  }
  return queue;
}

static char *
time_text (gint64 at_us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_us / G_USEC_PER_SEC);

  return g_date_time_format (at, "%H:%M:%S");
}

static void
attach (FoRecent *self, GtkWidget *child, const char *css_class, int column, int row)
{
  if (css_class)
    gtk_widget_add_css_class (child, css_class);
  gtk_widget_add_css_class (child, "small");
  gtk_grid_attach (GTK_GRID (self->grid), child, column, row, 1, 1);
}

static void
show_answer (FoRecent *self, const Answer *answer, int row)
{
  const FoMoodLook *look = fo_mood_look (fo_verdict_mood (answer->verdict));
  g_autofree char *time = time_text (answer->at_us);
  g_autofree char *title = fo_words_verdict_title (fo_speech_language (), answer->verdict, &answer->args);
  g_autofree char *word = fo_say (look->word, NULL);
  g_autofree char *subject = look->says_subject ? fo_subject_text (&answer->args) : g_strdup ("");
  g_autofree char *whole = g_strjoin (*subject ? "  " : "", title, subject, NULL);
  GtkWidget *label = gtk_label_new (whole), *sign = gtk_image_new_from_icon_name (look->icon);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sign), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  attach (self, gtk_label_new (time), "mono", 0, row);
  attach (self, sign, NULL, 1, row);
  attach (self, label, row == 0 ? "strong" : NULL, 2, row);
}

static void
say (FoRecent *self)
{
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (self->grid)))
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (GList *link = answers_of (self, self->lane)->head; link; link = link->next)
    show_answer (self, link->data, row++);
}

void
fo_recent_add (FoRecent *self, guint32 lane, const FoReply *reply, gint64 at_us)
{
  GQueue *answers = answers_of (self, lane);
  Answer *answer = g_new0 (Answer, 1);

  answer->verdict = reply->verdict;
  answer->at_us = at_us;
  fo_args_copy (&answer->args, &reply->args);
  g_queue_push_head (answers, answer);
  if (answers->length > FO_RECENT_MAX)
    answer_free (g_queue_pop_tail (answers));
  if (lane == self->lane)
    say (self);
}

void
fo_recent_set_lane (FoRecent *self, guint32 lane)
{
  self->lane = lane;
  say (self);
}

static void
fo_recent_dispose (GObject *object)
{
  FoRecent *self = FO_RECENT (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->lanes, g_hash_table_unref);
  G_OBJECT_CLASS (fo_recent_parent_class)->dispose (object);
}

static void
fo_recent_class_init (FoRecentClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_recent_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_recent_init (FoRecent *self)
{
  self->lanes = g_hash_table_new_full (NULL, NULL, NULL, queue_free);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 10);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}
