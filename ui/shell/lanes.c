/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes.h"

#include "common/speech.h"
#include "moods.h"

#include <string.h>

typedef struct {
  guint32 number;
  FoView view;
  FoReply reply;
  gboolean answered;
  GError *error; /* the world failed after that; NULL: it did not */

  GtkWidget *button, *what, *answer;
  GtkLabel *name, *who, *word, *title;
  GtkImage *sign;
  const FoMoodLook *look; /* that ANSWER wears */
} Lane;

struct _FoLanes {
  GtkWidget parent_instance;
  GtkWidget *strip;
  GPtrArray *lanes; /* Lane, by number */
  guint32 front;
};

G_DEFINE_FINAL_TYPE (FoLanes, fo_lanes, GTK_TYPE_WIDGET)

/* ---- one lane ----------------------------------------------------------------------------------------------------------------- */

static GtkLabel *
add_label (GtkWidget *box, const char *css_class, gboolean gives_way)
{
  GtkWidget *label = gtk_label_new ("");

  if (gives_way)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
build_answer (Lane *lane, GtkWidget *box)
{
  lane->answer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  lane->sign = GTK_IMAGE (gtk_image_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (lane->sign), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_box_append (GTK_BOX (lane->answer), GTK_WIDGET (lane->sign));
  lane->word = add_label (lane->answer, "word", FALSE);
  lane->title = add_label (lane->answer, NULL, TRUE);
  gtk_widget_add_css_class (lane->answer, "lane-answer");
  gtk_widget_set_hexpand (lane->answer, TRUE);
  gtk_box_append (GTK_BOX (box), lane->answer);
}

static Lane *
lane_new (guint32 number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  Lane *lane = g_new0 (Lane, 1);

  lane->number = number;
  fo_view_init (&lane->view);
  fo_args_init (&lane->reply.args);
  lane->button = gtk_button_new ();
  lane->name = add_label (box, "strong", FALSE);
  lane->what = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  lane->who = add_label (lane->what, NULL, TRUE);
  build_answer (lane, lane->what);
  gtk_box_append (GTK_BOX (box), lane->what);
  gtk_button_set_child (GTK_BUTTON (lane->button), box);
  gtk_widget_set_focus_on_click (lane->button, FALSE);
  gtk_widget_add_css_class (lane->button, "lane");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (lane->button), "show.lane");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (lane->button), "u", number);
  return lane;
}

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  fo_view_clear (&lane->view);
  fo_reply_clear (&lane->reply);
  g_clear_error (&lane->error);
  g_free (lane);
}

/* ---- words ---------------------------------------------------------------------------------------------------------------------- */

static char *
say_name (const Lane *lane)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "lane", (gint64) lane->number + 1);
  return fo_say ("shell.lane", &args);
}

/* "Ivanova · Pick 214" */
static char *
say_work (const Lane *lane)
{
  g_autofree char *task = g_strdelimit (g_strdup (lane->view.task), "-", '_');
  g_autofree char *id = g_strdup_printf ("task.%s.name", task), *name = NULL, *work = NULL;

  if (!*task)
    return g_strdup (lane->view.person);
  name = fo_say (id, NULL);
  work = g_strjoin (*lane->view.title ? " " : "", name, lane->view.title, NULL);
  return g_strjoin (*lane->view.person ? " · " : "", lane->view.person, work, NULL);
}

static const FoMoodLook *
look_of (const Lane *lane)
{
  if (lane->error)
    return fo_mood_look (FO_MOOD_WRONG);
  return lane->answered ? fo_mood_look (fo_verdict_mood (lane->reply.verdict)) : NULL;
}

static char *
say_title (const Lane *lane)
{
  if (lane->error)
    return fo_say ("shell.failure.title", NULL);
  return lane->answered ? fo_words_verdict_title (fo_speech_language (), lane->reply.verdict, &lane->reply.args) : g_strdup ("");
}

static void
put_on (Lane *lane, const FoMoodLook *look)
{
  if (lane->look)
    gtk_widget_remove_css_class (lane->answer, lane->look->css_class);
  lane->look = look;
  if (look)
    gtk_widget_add_css_class (lane->answer, look->css_class);
  gtk_image_set_from_icon_name (lane->sign, look ? look->icon : "fo-ready-symbolic");
}

static void
say_lane (Lane *lane, gboolean in_front)
{
  const FoMoodLook *look = look_of (lane);
  g_autofree char *name = say_name (lane), *work = say_work (lane), *title = say_title (lane);
  g_autofree char *word = fo_say (look ? look->word : "shell.mood.ready", NULL);
  g_autofree char *whole = g_strjoin (*work ? " · " : "", name, work, NULL);
  g_autofree char *tip = g_strjoin (" · ", whole, word, *title ? title : NULL, NULL);

  put_on (lane, look);
  gtk_label_set_text (lane->name, name);
  gtk_label_set_text (lane->who, work);
  gtk_widget_set_visible (GTK_WIDGET (lane->who), *work != '\0');
  gtk_label_set_text (lane->word, word);
  gtk_label_set_text (lane->title, title);
  gtk_widget_set_tooltip_text (lane->button, tip);
  gtk_widget_set_visible (lane->what, !in_front);
  gtk_widget_set_hexpand (lane->button, !in_front);
  if (in_front)
    gtk_widget_add_css_class (lane->button, "front");
  else
    gtk_widget_remove_css_class (lane->button, "front");
}

static void
say (FoLanes *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->lanes->len > 1);
  for (guint i = 0; i < self->lanes->len; i++) {
    Lane *lane = g_ptr_array_index (self->lanes, i);
    say_lane (lane, lane->number == self->front);
  }
}

/* ---- all of them ---------------------------------------------------------------------------------------------------------------- */

static guint
position_of (FoLanes *self, guint32 number)
{
  guint i = 0;

  while (i < self->lanes->len && ((Lane *) g_ptr_array_index (self->lanes, i))->number < number)
    i++;
  return i;
}

static Lane *
lane_of (FoLanes *self, guint32 number)
{
  guint at = position_of (self, number);
  Lane *lane = at < self->lanes->len ? g_ptr_array_index (self->lanes, at) : NULL, *before;

  if (lane && lane->number == number)
    return lane;
  lane = lane_new (number);
  before = at > 0 ? g_ptr_array_index (self->lanes, at - 1) : NULL;
  g_ptr_array_insert (self->lanes, (int) at, lane);
  gtk_box_insert_child_after (GTK_BOX (self->strip), lane->button, before ? before->button : NULL);
  return lane;
}

void
fo_lanes_note (FoLanes *self, guint32 number, const FoDeskReply *reply, const FoView *view, const GError *error)
{
  Lane *lane = lane_of (self, number);

  if (reply) {
    lane->answered = TRUE;
    lane->reply.verdict = reply->reply.verdict;
    fo_args_copy (&lane->reply.args, &reply->reply.args);
  }
  if (reply || error)
    g_clear_error (&lane->error);
  if (!reply && error)
    lane->error = g_error_copy (error);
  if (view)
    fo_view_copy (&lane->view, view);
  say (self);
}

void
fo_lanes_name_device (FoLanes *self, guint32 number, const char *name)
{
  fo_args_set_text (&lane_of (self, number)->reply.args, "device", name);
}

void
fo_lanes_set_front (FoLanes *self, guint32 lane)
{
  self->front = lane;
  lane_of (self, lane);
  say (self);
}

guint32
fo_lanes_next (FoLanes *self)
{
  guint at = (position_of (self, self->front) + 1) % self->lanes->len;

  return ((Lane *) g_ptr_array_index (self->lanes, at))->number;
}

const FoView *
fo_lanes_view (FoLanes *self)
{
  return &lane_of (self, self->front)->view;
}

void
fo_lanes_show_answer (FoLanes *self, FoBand *band)
{
  const Lane *lane = lane_of (self, self->front);

  if (lane->error)
    fo_band_show_error (band, lane->error);
  else if (lane->answered)
    fo_band_show_reply (band, &lane->reply);
  else
    fo_band_show_ready (band);
}

/* ---- life ---------------------------------------------------------------------------------------------------------------------- */

static void
fo_lanes_dispose (GObject *object)
{
  FoLanes *self = FO_LANES (object);

  g_clear_pointer (&self->strip, gtk_widget_unparent);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
  G_OBJECT_CLASS (fo_lanes_parent_class)->dispose (object);
}

static void
fo_lanes_class_init (FoLanesClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_lanes_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "lanes");
}

static void
fo_lanes_init (FoLanes *self)
{
  GtkWidget *key = gtk_label_new ("F10");

  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->strip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (key, "key");
  gtk_box_append (GTK_BOX (self->strip), key);
  gtk_widget_set_parent (self->strip, GTK_WIDGET (self));
  lane_of (self, 0);
  say (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say), self, G_CONNECT_SWAPPED);
}
