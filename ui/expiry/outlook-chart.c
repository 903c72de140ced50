/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outlook-chart.h"

#include "common/speech.h"

#include <string.h>

enum { N_BARS = FO_OUTLOOK_WEEKS + 1, HEIGHT = 190, TOP = 22, FOOT = 24, LABEL_EVERY = 4, GAP = 10 };

struct _FoOutlookChart {
  GtkWidget parent_instance;
  FoOutlookWeek weeks[N_BARS];
  guint chosen;
};

G_DEFINE_FINAL_TYPE (FoOutlookChart, fo_outlook_chart, GTK_TYPE_WIDGET)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- drawing --------------------------------------------------------------------------------------------------------------------- */

static GdkRGBA
colour (GtkWidget *widget, const char *name)
{
  GdkRGBA rgba = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &rgba);
  return rgba;
}

/* Of lots: pieces and metres do not add up. */
static guint
highest (FoOutlookChart *self)
{
  guint most = 1;

  for (guint i = 0; i < N_BARS; i++)
    most = MAX (most, self->weeks[i].lots);
  return most;
}

/* Whole pixels: edges are crisp. */
static int
left_of (int width, guint bar)
{
  return (int) (bar * (guint) width / N_BARS);
}

static void
fill (GtkSnapshot *snapshot, GtkWidget *widget, const char *name, int x, int y, int width, int height)
{
  const GdkRGBA rgba = colour (widget, name);

  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, &rgba, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* How far it reaches. */
static int
write_text (GtkSnapshot *snapshot, GtkWidget *widget, const char *text, const char *name, int x, int y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  const GdkRGBA rgba = colour (widget, name);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &rgba);
  gtk_snapshot_restore (snapshot);
  return x + width;
}

/* Held at the foot, then promised, at risk on top: what a person has to see has a sign besides its colour. */
static void
draw_bar (FoOutlookChart *self, GtkSnapshot *snapshot, guint bar, guint most, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const FoOutlookWeek *week = &self->weeks[bar];
  const struct {
    guint lots;
    const char *colour;
  } parts[] = { { week->held_lots, "fo_bar_held" },
                { week->promised_lots, "fo_bar_promised" },
                { week->risk_lots, bar == 0 ? "fo_bar_shipped" : "fo_bar_missing" } };
  g_autofree char *count = g_strdup_printf ("%s%u", week->risk_lots == 0 ? "" : bar == 0 ? "✕" : "▲", week->lots);
  int x = left_of (width, bar) + 2, right = left_of (width, bar + 1) - 2, room = height - TOP - FOOT, y = height - FOOT;

  if (bar == self->chosen)
    fill (snapshot, widget, "fo_current", x - 2, 0, right - x + 4, height - FOOT);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    int part = (int) ((guint) room * parts[i].lots / most);

    if (parts[i].lots > 0)
      part = MAX (part, 3);
    fill (snapshot, widget, parts[i].colour, x, y - part, right - x, part);
    y -= part;
  }
  if (week->lots > 0)
    write_text (snapshot, widget, count, week->risk_lots && bar > 0 ? "fo_bad_ink" : "fo_muted", x, MAX (y - 20, 0));
}

static int
draw_day (FoOutlookChart *self, GtkSnapshot *snapshot, guint bar, int width, int height)
{
  g_autofree char *day = fo_words_day (fo_speech_language (), self->weeks[bar].from);
  g_autofree char *text = bar == 0 ? fo_say ("page.expiry.over", NULL) : g_strdup (day);
  const char *dot = strrchr (text, '.');
  g_autofree char *brief = dot && bar > 0 ? g_strndup (text, (gsize) (dot - text)) : g_strdup (text);

  return write_text (snapshot, GTK_WIDGET (self), brief, "fo_muted", left_of (width, bar) + 2, height - FOOT + 4);
}

static void
fo_outlook_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoOutlookChart *self = FO_OUTLOOK_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  guint most = highest (self);
  int end;

  for (guint bar = 0; bar < N_BARS; bar++)
    draw_bar (self, snapshot, bar, most, width, height);
  fill (snapshot, widget, "fo_line", 0, height - FOOT, width, 1);
  end = draw_day (self, snapshot, 0, width, height);
  for (guint bar = LABEL_EVERY - 1; bar < N_BARS - 1; bar += LABEL_EVERY)
    if (left_of (width, bar) > end + GAP) /* the first name needs the room of some */
      end = draw_day (self, snapshot, bar, width, height);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------------------------- */

void
fo_outlook_chart_choose (FoOutlookChart *self, guint week)
{
  if (week >= N_BARS || week == self->chosen)
    return;
  self->chosen = week;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHOSEN], 0);
}

guint
fo_outlook_chart_chosen (FoOutlookChart *self)
{
  return self->chosen;
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, FoOutlookChart *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  (void) gesture, (void) n, (void) y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  for (guint bar = 0; bar < N_BARS; bar++)
    if ((int) x >= left_of (width, bar) && (int) x < left_of (width, bar + 1))
      fo_outlook_chart_choose (self, bar);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, FoOutlookChart *self)
{
  (void) controller, (void) keycode, (void) state;
  if (keyval == GDK_KEY_Left && self->chosen > 0)
    fo_outlook_chart_choose (self, self->chosen - 1);
  else if (keyval == GDK_KEY_Right)
    fo_outlook_chart_choose (self, self->chosen + 1);
  else
    return FALSE;
  return TRUE;
}

void
fo_outlook_chart_show (FoOutlookChart *self, const FoOutlookWeek *weeks)
{
  for (guint i = 0; i < N_BARS; i++)
    self->weeks[i] = weeks[i];
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- life --------------------------------------------------------------------------------------------------------------------------- */

static void
fo_outlook_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *min, int *natural, int *min_base, int *natural_base)
{
  (void) widget, (void) for_size;
  *min = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : N_BARS * 16;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : N_BARS * 32;
  *min_base = *natural_base = -1;
}

static void
fo_outlook_chart_class_init (FoOutlookChartClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->snapshot = fo_outlook_chart_snapshot;
  widget_class->measure = fo_outlook_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[CHOSEN] = g_signal_new ("chosen", FO_TYPE_OUTLOOK_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_outlook_chart_init (FoOutlookChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->chosen = 1;
  for (guint i = 0; i < N_BARS; i++)
    self->weeks[i].from = FO_DAY_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
