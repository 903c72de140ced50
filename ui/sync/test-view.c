/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-view.h"

#include "common/speech.h"
#include "common/worded.h"
#include "key-button.h"
#include "testing.h"

enum { AGAIN_KEY = 2, LEAVE_KEY = 12 };

struct _FoTestView {
  GtkWidget parent_instance;
  GtkWidget *box, *bad, *good, *spinner;
  GtkLabel *title, *result;
  FoStation *station;
  char *name;
  guint n_bad, n_good;
  gboolean is_running;
};

G_DEFINE_FINAL_TYPE (FoTestView, fo_test_view, GTK_TYPE_WIDGET)

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- findings ------------------------------------------------------------------------------------------------------ */

static void
empty (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)))
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
text_of (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_finding (GtkWidget *to, gboolean good, const char *words)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *sign = gtk_label_new (good ? "✓" : "✕");

  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_widget_add_css_class (sign, good ? "strong" : "bad");
  gtk_box_append (GTK_BOX (line), sign);
  gtk_box_append (GTK_BOX (line), text_of (words, good ? NULL : "strong"));
  gtk_widget_add_css_class (line, "dossier-line");
  gtk_box_append (GTK_BOX (to), line);
}

static void
say_result (FoTestView *self, const char *message)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;
  const char *const classes[] = { self->n_bad ? "bad" : "strong", NULL };

  fo_args_set_count (&args, "count", self->n_bad);
  text = fo_say (message, &args);
  gtk_label_set_text (self->result, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->result), (const char **) classes);
}

static void
told (const FoTestNews *news, gpointer owner)
{
  FoTestView *self = owner;

  if (!self->box)
    return;
  if (*news->words) {
    add_finding (news->good ? self->good : self->bad, news->good, news->words);
    *(news->good ? &self->n_good : &self->n_bad) += 1;
  }
  if (!news->is_over)
    return;
  self->is_running = FALSE;
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  say_result (self, self->n_bad ? "page.sync.test.bad" : "page.sync.test.good");
}

static void
run (FoTestView *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *title = NULL;

  if (self->is_running || !self->station)
    return;
  self->is_running = TRUE;
  self->n_bad = self->n_good = 0;
  empty (self->bad);
  empty (self->good);
  fo_args_set_text (&args, "name", self->name);
  title = fo_say ("page.sync.test.of", &args);
  gtk_label_set_text (self->title, title);
  say_result (self, "page.sync.test.running");
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  fo_testing_start (fo_station_options (self->station)->store_uri, self->name, fo_speech_language (), told, G_OBJECT (self));
}

void
fo_test_view_start (FoTestView *self, FoStation *station, const char *name)
{
  g_set_object (&self->station, station);
  g_free (self->name);
  self->name = g_strdup (name);
  run (self);
}

/* ---- life ---------------------------------------------------------------------------------------------------------- */

static void
leave (FoTestView *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

gboolean
fo_test_view_press_key (FoTestView *self, int f_key)
{
  if (f_key == AGAIN_KEY)
    run (self);
  else if (f_key == LEAVE_KEY)
    leave (self);
  else
    return FALSE;
  return TRUE;
}

static void
fo_test_view_dispose (GObject *object)
{
  FoTestView *self = FO_TEST_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (fo_test_view_parent_class)->dispose (object);
}

static void
fo_test_view_class_init (FoTestViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_test_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_findings (FoTestView *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new (), *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->bad = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->good = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (inside), self->bad);
  gtk_box_append (GTK_BOX (inside), self->good);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), inside);
  gtk_widget_set_vexpand (scroll, TRUE);
  return scroll;
}

static void
fo_test_view_init (FoTestView *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  self->title = GTK_LABEL (text_of ("", "card-head"));
  self->result = GTK_LABEL (text_of ("", "strong"));
  self->spinner = gtk_spinner_new ();
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (top), self->spinner);
  gtk_box_append (GTK_BOX (self->box), top);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->result));
  gtk_box_append (GTK_BOX (self->box), make_findings (self));
  gtk_box_append (GTK_BOX (buttons), fo_key_button_new ("page.sync.test.again", "F2", G_CALLBACK (run), self));
  gtk_box_append (GTK_BOX (buttons), fo_key_button_new ("page.act.back", "F12", G_CALLBACK (leave), self));
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_widget_add_css_class (self->box, "card-box");
  gtk_widget_add_css_class (self->box, "pad");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  fo_worded_init (self->box);
}
