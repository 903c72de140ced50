/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pairing-box.h"

#include "common/speech.h"
#include "common/worded.h"
#include "device-help.h"
#include "training/symbol-art.h"

#include <string.h>

enum { SYMBOL_SIDE = 160, BAR_DOTS = 2, BAR_HEIGHT = 76, TICK_MS = 200 };

struct _FoPairingBox {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkBox *symbol_box, *bars_box;
  GtkLabel *heading, *explain, *result, *left;
  GtkLevelBar *bar;
  GtkButton *begin_button, *close_button;
  FoScanners *scanners; /* not owned */
  FoDevice device;
  gboolean is_open, is_taken, is_done;
  char code[FO_PAIRING_CODE_MAX];
  char *rules_path;
  FoPairingNews news;
  const char *message; /* what result says; static; NULL: nothing */
  gint64 until_us;
  guint tick;
};

G_DEFINE_FINAL_TYPE (FoPairingBox, fo_pairing_box, GTK_TYPE_WIDGET)

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *const outcomes[FO_N_PAIRING_OUTCOMES] = {
  [FO_PAIRING_DONE] = "page.pairing.done",
  [FO_PAIRING_NOTHING] = "page.pairing.nothing",
  [FO_PAIRING_OTHER] = "page.pairing.other",
  [FO_PAIRING_NO_ACCESS] = "page.pairing.no-access",
  [FO_PAIRING_BUSY] = "page.pairing.busy",
  [FO_PAIRING_FAILED] = "page.pairing.failed",
  [FO_PAIRING_GONE] = "page.pairing.gone",
  [FO_PAIRING_ENDED] = "page.pairing.ended",
  [FO_PAIRING_FORGOTTEN] = "page.pairing.forgotten",
  [FO_PAIRING_FILE] = "page.pairing.file",
};

/* Nobody types on a port: what is said of keyboards is said of it otherwise. */
static const char *
outcome_id (const FoPairingBox *self, FoPairingOutcome outcome)
{
  if (self->device.is_port && outcome == FO_PAIRING_OTHER)
    return "page.pairing.other-port";
  if (self->device.is_port && outcome == FO_PAIRING_FORGOTTEN)
    return "page.pairing.forgotten-port";
  return outcomes[outcome];
}

/* ---- what it says --------------------------------------------------------------------------------------------------------- */

static void
say_heading (FoPairingBox *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *heading = NULL, *explain = NULL;

  fo_args_set_text (&args, "text", *self->device.name ? self->device.name : self->device.id);
  fo_args_set_count (&args, "count", FO_PAIRING_BOX_SECONDS);
  heading = fo_say ("page.pairing.heading", &args);
  explain = fo_say (self->device.is_port ? "page.pairing.explain-port" : "page.pairing.explain", &args);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->explain, explain);
}

static void
say_result (FoPairingBox *self)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *said = NULL, *more = NULL, *text = NULL;
  g_autofree char *help = fo_device_help_say (self->news.help_is, self->news.help);
  g_autofree char *paste = fo_device_help_paste (self->news.help_is, self->news.help, self->rules_path);

  if (*help)
    fo_args_set_text (&args, "text", help);
  said = self->message ? fo_say (self->message, &args) : g_strdup ("");
  if (self->is_done && self->news.quirks.gs_key == FO_GS_NONE && !self->news.quirks.has_gs)
    more = fo_say ("page.pairing.gs-none", NULL);
  if (self->message && paste)
    more = g_steal_pointer (&paste);
  text = g_strdup_printf ("%s%s%s", said, more ? "\n" : "", more ? more : "");
  gtk_label_set_text (self->result, text);
  gtk_widget_set_visible (GTK_WIDGET (self->result), *text != '\0');
  if (self->is_done)
    gtk_widget_add_css_class (GTK_WIDGET (self->result), "good");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->result), "good");
}

static void
say_left (FoPairingBox *self)
{
  gint64 left_us = self->is_taken ? MAX (0, self->until_us - g_get_monotonic_time ()) : 0;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  fo_args_set_count (&args, "count", (left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  text = fo_say ("page.pairing.left", &args);
  gtk_label_set_text (self->left, text);
  gtk_level_bar_set_value (self->bar, (double) left_us / (FO_PAIRING_BOX_SECONDS * (double) G_USEC_PER_SEC));
  gtk_widget_set_visible (GTK_WIDGET (self->left), self->is_taken);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), self->is_taken);
}

static void
say_buttons (FoPairingBox *self)
{
  fo_worded_set (GTK_WIDGET (self->begin_button), "label", self->message ? "page.pairing.again" : "page.pairing.begin");
  gtk_widget_set_visible (GTK_WIDGET (self->begin_button), !self->is_taken && !self->is_done);
  gtk_widget_set_sensitive (GTK_WIDGET (self->begin_button), self->scanners != NULL);
  fo_worded_set (GTK_WIDGET (self->close_button), "label", self->is_taken ? "page.pairing.give-back" : "page.pairing.close");
  gtk_widget_set_visible (GTK_WIDGET (self->symbol_box), !self->is_done);
  gtk_widget_set_visible (GTK_WIDGET (self->bars_box), !self->is_done);
}

static void
say_all (FoPairingBox *self)
{
  if (!self->box || !self->is_open)
    return;
  say_heading (self);
  say_result (self);
  say_left (self);
  say_buttons (self);
}

static gboolean
tick (gpointer data)
{
  say_left (data);
  return G_SOURCE_CONTINUE;
}

static void
set_taken (FoPairingBox *self, gboolean is_taken)
{
  if (is_taken && !self->is_taken)
    self->until_us = g_get_monotonic_time () + FO_PAIRING_BOX_SECONDS * G_USEC_PER_SEC;
  self->is_taken = is_taken;
  if (is_taken && !self->tick)
    self->tick = g_timeout_add (TICK_MS, tick, self);
  else if (!is_taken)
    g_clear_handle_id (&self->tick, g_source_remove);
}

/* ---- what happens --------------------------------------------------------------------------------------------------------- */

static void
set_child (GtkBox *box, GtkWidget *child)
{
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (box));

  if (before)
    gtk_box_remove (box, before);
  gtk_box_append (box, child);
}

/* Either will do: one scanner reads squares, the other only bars. */
static void
renew_code (FoPairingBox *self)
{
  fo_pairing_code (g_random_int (), self->code);
  set_child (self->symbol_box, fo_symbol_art_new (FO_SYMBOL_DATAMATRIX, self->code, SYMBOL_SIDE));
  set_child (self->bars_box, fo_symbol_art_new_linear (FO_SYMBOL_CODE128, self->code, BAR_DOTS, BAR_HEIGHT));
}

void
fo_pairing_box_open (FoPairingBox *self, FoScanners *scanners, const FoDevice *device)
{
  fo_pairing_box_close (self);
  self->scanners = scanners;
  self->device = *device;
  self->message = NULL;
  self->is_done = FALSE;
  self->is_open = TRUE;
  renew_code (self);
  say_all (self);
}

void
fo_pairing_box_set_scanners (FoPairingBox *self, FoScanners *scanners)
{
  self->scanners = scanners;
  set_taken (self, FALSE);
  say_all (self);
}

void
fo_pairing_box_set_rules (FoPairingBox *self, const char *path)
{
  g_free (self->rules_path);
  self->rules_path = g_strdup (path);
}

gboolean
fo_pairing_box_is_open (FoPairingBox *self)
{
  return self->is_open;
}

void
fo_pairing_box_begin (FoPairingBox *self)
{
  if (!self->scanners || !self->is_open || self->is_taken || self->is_done)
    return;
  self->message = NULL;
  say_all (self);
  fo_scanners_pairing_begin (self->scanners, self->device.id, self->code, FO_PAIRING_BOX_SECONDS);
}

void
fo_pairing_box_close (FoPairingBox *self)
{
  if (!self->is_open)
    return;
  if (self->scanners && self->is_taken)
    fo_scanners_pairing_end (self->scanners);
  set_taken (self, FALSE);
  self->is_open = FALSE;
  g_signal_emit (self, signals[CLOSED], 0);
}

void
fo_pairing_box_show_device (FoPairingBox *self, const FoDevice *device)
{
  if (!self->is_open || strcmp (device->id, self->device.id) != 0)
    return;
  self->device = *device;
  set_taken (self, device->state == FO_DEVICE_PAIRING);
  say_all (self);
}

void
fo_pairing_box_show_news (FoPairingBox *self, const FoPairingNews *news)
{
  if (!self->is_open || (*news->device_id && strcmp (news->device_id, self->device.id) != 0))
    return;
  self->news = *news;
  self->message = outcome_id (self, news->outcome);
  self->is_done |= news->outcome == FO_PAIRING_DONE;
  if (news->outcome != FO_PAIRING_FILE)
    set_taken (self, FALSE);
  say_all (self);
}

/* What may stand around the code depends on how that scanner is set: the digits of it are enough. */
gboolean
fo_pairing_box_take_scan (FoPairingBox *self, const FoScan *scan)
{
  g_autofree char *number = g_strndup (self->code + strlen ("P-zY/"), 4);

  if (!self->is_open || self->is_done || g_ascii_strncasecmp (scan->bytes, "P", 1) != 0 || !strstr (scan->bytes, number))
    return FALSE;
  self->message = "page.pairing.elsewhere";
  say_all (self);
  return TRUE;
}

const char *
fo_pairing_box_code (FoPairingBox *self)
{
  return self->code;
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_pairing_box_dispose (GObject *object)
{
  FoPairingBox *self = FO_PAIRING_BOX (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->rules_path, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_pairing_box_parent_class)->dispose (object);
}

static void
fo_pairing_box_class_init (FoPairingBoxClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_pairing_box_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/pairing-box.ui");
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, box);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, symbol_box);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, bars_box);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, heading);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, explain);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, result);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, left);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, bar);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, begin_button);
  gtk_widget_class_bind_template_child (widget_class, FoPairingBox, close_button);
  gtk_widget_class_bind_template_callback (widget_class, fo_pairing_box_begin);
  gtk_widget_class_bind_template_callback (widget_class, fo_pairing_box_close);
  signals[CLOSED]
      = g_signal_new ("closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_pairing_box_init (FoPairingBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
}
