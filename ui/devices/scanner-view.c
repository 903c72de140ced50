/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanner-view.h"

#include "common/speech.h"
#include "common/worded.h"
#include "device-help.h"
#include "shell/typing.h"

#include <string.h>

enum { LANES_OFFERED = 4 }; /* as many people as work at one PC; a file may say more */
G_STATIC_ASSERT (LANES_OFFERED <= FO_LANES_MAX);

struct _FoScannerView {
  GtkWidget parent_instance;
  GtkWidget *box, *detail, *pair_button, *forget_button, *copy_button, *lane_box;
  GtkToggleButton *lane_buttons[LANES_OFFERED]; /* in lane_box */
  GtkStack *stack, *right;
  FoCardList *list, *scans;
  GtkLabel *name, *pill, *how, *counts, *separators, *lane, *next, *fault, *help_words, *help, *told;
  FoPairingBox *pairing;
  GPtrArray *devices;  /* FoDevice */
  GHashTable *faults;  /* device id → FoFault: the last one of each */
  GHashTable *paired;  /* device ids */
  FoScanners *scanners; /* not owned */
  char *by_keys; /* what those that are not paired are called */
  char *pairing_file, *rules_path;
  FoScanLog *log;
};

G_DEFINE_FINAL_TYPE (FoScannerView, fo_scanner_view, GTK_TYPE_WIDGET)

/* ---- states ----------------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *sign, *message, *next, *css_class;
} states[FO_N_DEVICE_STATES] = {
  [FO_DEVICE_OPENING] = { "◐", "page.devices.state.opening", NULL, "pill-waiting" },
  [FO_DEVICE_READY] = { "✓", "page.devices.state.ready", "page.devices.next.ready", "pill-done" },
  [FO_DEVICE_NO_ACCESS] = { "✕", "page.devices.state.no-access", "page.devices.next.no-access", "pill-bad" },
  [FO_DEVICE_BUSY] = { "✕", "page.devices.state.busy", "page.devices.next.busy", "pill-bad" },
  [FO_DEVICE_KEYBOARD] = { "▲", "page.devices.state.keyboard", "page.devices.next.keyboard", "pill-part" },
  [FO_DEVICE_UNPAIRED] = { "○", "page.devices.state.unpaired", "page.devices.next.unpaired", "pill-waiting" },
  [FO_DEVICE_PAIRING] = { "◐", "page.devices.state.pairing", NULL, "pill-part" },
  [FO_DEVICE_UNKNOWN] = { "▲", "page.devices.state.unknown", "page.devices.next.unknown", "pill-part" },
  [FO_DEVICE_UNSUPPORTED] = { "✕", "page.devices.state.unsupported", "page.devices.next.unsupported", "pill-bad" },
  [FO_DEVICE_FAILED] = { "✕", "page.devices.state.failed", "page.devices.next.failed", "pill-bad" },
};

static char *
say_pill (FoDeviceState state)
{
  g_autofree char *word = fo_say (states[state].message, NULL);

  return g_strdup_printf ("%s %s", states[state].sign, word);
}

static char *
say_counts (const FoDevice *device)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "count", (gint64) device->scans);
  fo_args_set_count (&args, "quantity", (gint64) device->faults);
  return fo_say ("page.devices.counts", &args);
}

/* ---- the list --------------------------------------------------------------------------------------------------------------- */

static const FoDevice *
device_of (FoScannerView *self, const char *id)
{
  for (guint i = 0; id && self->devices && i < self->devices->len; i++)
    if (strcmp (((FoDevice *) self->devices->pdata[i])->id, id) == 0)
      return self->devices->pdata[i];
  return NULL;
}

static void
add_card (GArray *cards, const FoDevice *device)
{
  g_autofree char *pill = say_pill (device->state), *counts = say_counts (device);
  FoCard card;

  memset (&card, 0, sizeof card);
  g_strlcpy (card.id, device->id, sizeof card.id);
  g_strlcpy (card.title, *device->name ? device->name : device->id, sizeof card.title);
  g_snprintf (card.detail, sizeof card.detail, "%s%s%s%s%s", device->profile, *device->profile ? "  ·  " : "", device->port,
              device->state == FO_DEVICE_READY ? "  ·  " : "", device->state == FO_DEVICE_READY ? counts : "");
  g_strlcpy (card.pill, pill, sizeof card.pill);
  card.css_class = states[device->state].css_class;
  g_array_append_val (cards, card);
}

/* ---- the chosen one --------------------------------------------------------------------------------------------------------- */

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

static char *
say_how (const FoDevice *device)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *model = g_strdup_printf ("%04x:%04x", device->vendor, device->product);

  fo_args_set_text (&args, "text", device->profile);
  fo_args_set_text (&args, "place", device->port);
  fo_args_set_text (&args, "code", model);
  fo_args_set_text (&args, "field", device->serial);
  return fo_say ("page.devices.how", &args);
}

static char *
say_lane (const FoDevice *device)
{
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "lane", (gint64) device->lane + 1);
  return fo_say ("page.devices.lane", &args);
}

static char *
say_fault (FoScannerView *self, const FoDevice *device)
{
  gpointer fault;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *id = NULL, *text = NULL;

  if (!g_hash_table_lookup_extended (self->faults, device->id, NULL, &fault))
    return NULL;
  id = g_strdup_printf ("page.fault.%s", fo_fault_name ((FoFault) GPOINTER_TO_INT (fault)));
  text = fo_say (id, NULL);
  fo_args_set_text (&args, "text", text);
  return fo_say (fo_fault_loses_scan ((FoFault) GPOINTER_TO_INT (fault)) ? "page.devices.fault-lost" : "page.devices.fault", &args);
}

static void
say_buttons (FoScannerView *self, const FoDevice *device)
{
  gboolean may_pair = device->state == FO_DEVICE_UNPAIRED || device->state == FO_DEVICE_KEYBOARD;

  gtk_widget_set_visible (self->pair_button, may_pair);
  gtk_widget_set_sensitive (self->pair_button, self->scanners != NULL && self->pairing_file != NULL);
  gtk_widget_set_visible (self->forget_button, g_hash_table_contains (self->paired, device->id));
}

static void
name_lanes (FoScannerView *self)
{
  for (guint i = 0; i < LANES_OFFERED; i++) {
    g_auto (FoArgs) args = { 0 };
    g_autofree char *name = NULL;

    fo_args_set_count (&args, "lane", (gint64) i + 1);
    name = fo_say ("shell.lane", &args);
    gtk_button_set_label (GTK_BUTTON (self->lane_buttons[i]), name);
  }
}

/* Whose work its scans are is asked of one that scans; of another the next step stands here. */
static void
say_lanes (FoScannerView *self, const FoDevice *device)
{
  gboolean scans = device->state == FO_DEVICE_READY;
  g_autofree char *lane = scans ? say_lane (device) : NULL;

  gtk_widget_set_visible (self->lane_box, scans);
  gtk_widget_set_sensitive (self->lane_box, self->scanners != NULL);
  name_lanes (self);
  for (guint i = 0; i < LANES_OFFERED; i++)
    gtk_toggle_button_set_active (self->lane_buttons[i], device->lane == i);
  show (self->lane, lane);
}

/* Only of one that scans. */
static char *
say_separators (const FoDevice *device)
{
  static const char *const ids[] = { [FO_SEPARATORS_UNKNOWN] = "page.devices.separators.unknown",
                                     [FO_SEPARATORS_SENT] = "page.devices.separators.sent",
                                     [FO_SEPARATORS_LOST] = "page.devices.separators.lost" };

  return device->state == FO_DEVICE_READY ? fo_say (ids[device->separators], NULL) : NULL;
}

static char *
say_next (const FoDevice *device)
{
  if (device->is_port && device->state == FO_DEVICE_UNPAIRED)
    return fo_say ("page.devices.next.unpaired-port", NULL);
  if (device->may_be_shared && device->state == FO_DEVICE_UNPAIRED)
    return fo_say ("page.devices.next.unpaired-shared", NULL);
  return states[device->state].next ? fo_say (states[device->state].next, NULL) : NULL;
}

/* In words, and below them what the administrator pastes. */
static void
say_help (FoScannerView *self, const FoDevice *device)
{
  g_autofree char *words = fo_device_help_say (device->help_is, device->help);
  g_autofree char *paste = fo_device_help_paste (device->help_is, device->help, self->rules_path);

  show (self->help_words, words);
  show (self->help, paste);
  gtk_widget_set_visible (self->copy_button, paste != NULL);
}

static void
say_chosen (FoScannerView *self)
{
  const FoDevice *device = device_of (self, fo_card_list_chosen (self->list));
  const char *classes[] = { "pill", device ? states[device->state].css_class : NULL, NULL };
  g_autofree char *pill = NULL, *how = NULL, *counts = NULL, *next = NULL, *fault = NULL, *separators = NULL;

  gtk_widget_set_visible (self->detail, device != NULL);
  if (!device)
    return;
  pill = say_pill (device->state);
  how = say_how (device);
  counts = say_counts (device);
  fault = say_fault (self, device);
  separators = say_separators (device);
  next = say_next (device);
  show (self->name, *device->name ? device->name : device->id);
  show (self->pill, pill);
  gtk_widget_set_css_classes (GTK_WIDGET (self->pill), classes);
  show (self->how, how);
  show (self->counts, device->state == FO_DEVICE_READY || device->faults > 0 ? counts : NULL);
  show (self->separators, separators);
  show (self->next, next);
  show (self->fault, fault);
  say_help (self, device);
  say_lanes (self, device);
  say_buttons (self, device);
}

static void
say_devices (FoScannerView *self)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (FoCard));

  for (guint i = 0; self->devices && i < self->devices->len; i++)
    add_card (cards, self->devices->pdata[i]);
  fo_card_list_show (self->list, cards);
  gtk_stack_set_visible_child_name (self->stack, cards->len ? "list" : "none");
  say_chosen (self);
}

static void
say_scans (FoScannerView *self)
{
  g_autoptr (GArray) cards = fo_scan_log_cards (self->log);

  fo_card_list_show (self->scans, cards);
}

static void
say_all (FoScannerView *self)
{
  if (!self->box)
    return;
  say_devices (self);
  say_scans (self);
}

/* ---- what comes ------------------------------------------------------------------------------------------------------------- */

void
fo_scanner_view_show_devices (FoScannerView *self, GPtrArray *devices)
{
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->devices = g_ptr_array_ref (devices);
  say_devices (self);
  for (guint i = 0; i < devices->len; i++)
    fo_pairing_box_show_device (self->pairing, devices->pdata[i]);
}

void
fo_scanner_view_show_fault (FoScannerView *self, const char *device_id, FoFault fault)
{
  g_hash_table_insert (self->faults, g_strdup (device_id), GINT_TO_POINTER (fault));
  say_chosen (self);
}

/* Which devices are paired stands in the file, a group each (pairing.h). */
static void
read_paired (FoScannerView *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  g_hash_table_remove_all (self->paired);
  if (!self->pairing_file || !g_key_file_load_from_file (file, self->pairing_file, G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group; group++) {
    char *id = fo_pairing_id_of_group (*group);
    if (id)
      g_hash_table_add (self->paired, id);
  }
}

void
fo_scanner_view_show_news (FoScannerView *self, const FoPairingNews *news)
{
  read_paired (self);
  fo_pairing_box_show_news (self->pairing, news);
  say_chosen (self);
}

void
fo_scanner_view_set_scanners (FoScannerView *self, FoScanners *scanners, const char *pairing_file)
{
  self->scanners = scanners;
  g_free (self->pairing_file);
  self->pairing_file = g_strdup (pairing_file);
  fo_pairing_box_set_scanners (self->pairing, scanners);
  read_paired (self);
  say_chosen (self);
}

void
fo_scanner_view_set_rules (FoScannerView *self, const char *path)
{
  g_free (self->rules_path);
  self->rules_path = g_strdup (path);
  fo_pairing_box_set_rules (self->pairing, path);
}

void
fo_scanner_view_show_scan (FoScannerView *self, const FoScan *scan, FoStation *station)
{
  fo_scan_log_add (self->log, scan, station && fo_station_is_training (station),
                   station ? fo_station_options (station)->today : FO_DAY_NONE);
  say_scans (self);
}

void
fo_scanner_view_judge (FoScannerView *self)
{
  fo_scan_log_judge (self->log);
  say_scans (self);
}

void
fo_scanner_view_answer (FoScannerView *self, const FoDeskReply *reply)
{
  fo_scan_log_answer (self->log, reply);
  say_scans (self);
}

const char *
fo_scanner_view_name_of (FoScannerView *self, const char *device_id)
{
  const FoDevice *device = device_of (self, device_id);

  g_free (self->by_keys);
  self->by_keys = fo_say ("page.devices.by-keys", NULL);
  if (strcmp (device_id, FO_TYPING_DEVICE) == 0)
    return self->by_keys;
  return device && *device->name ? device->name : device_id;
}

void
fo_scanner_view_tell (FoScannerView *self, const char *text)
{
  show (self->told, text);
}

/* ---- lanes ------------------------------------------------------------------------------------------------------------------ */

/* No news comes of it: what there is now is read again. */
void
fo_scanner_view_set_lane (FoScannerView *self, guint32 lane)
{
  const FoDevice *device = device_of (self, fo_card_list_chosen (self->list));
  g_autoptr (GPtrArray) devices = NULL;

  if (!device || !self->scanners || device->lane == lane)
    return;
  fo_scanners_set_lane (self->scanners, device->id, lane);
  devices = fo_scanners_list (self->scanners);
  fo_scanner_view_show_devices (self, devices);
}

static void
lane_clicked (FoScannerView *self, GtkToggleButton *button)
{
  for (guint32 i = 0; i < LANES_OFFERED; i++)
    if (self->lane_buttons[i] == button)
      fo_scanner_view_set_lane (self, i);
}

/* ---- pairing ---------------------------------------------------------------------------------------------------------------- */

gboolean
fo_scanner_view_take_scan (FoScannerView *self, const FoScan *scan)
{
  return fo_pairing_box_take_scan (self->pairing, scan);
}

void
fo_scanner_view_choose (FoScannerView *self, const char *device_id)
{
  fo_card_list_choose (self->list, device_id);
}

void
fo_scanner_view_pair (FoScannerView *self)
{
  const FoDevice *device = device_of (self, fo_card_list_chosen (self->list));

  if (!device || !self->scanners)
    return;
  fo_pairing_box_open (self->pairing, self->scanners, device);
  gtk_stack_set_visible_child_name (self->right, "pairing");
}

void
fo_scanner_view_forget (FoScannerView *self)
{
  const char *id = fo_card_list_chosen (self->list);

  if (id && self->scanners)
    fo_scanners_forget (self->scanners, id);
}

FoPairingBox *
fo_scanner_view_pairing (FoScannerView *self)
{
  return self->pairing;
}

static void
pairing_closed (FoScannerView *self)
{
  gtk_stack_set_visible_child_name (self->right, "scanner");
}

gboolean
fo_scanner_view_leave (FoScannerView *self)
{
  gboolean was_open = fo_pairing_box_is_open (self->pairing);

  fo_pairing_box_close (self->pairing);
  return was_open;
}

static void
copy_help (FoScannerView *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->help));
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_scanner_view_dispose (GObject *object)
{
  FoScannerView *self = FO_SCANNER_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_clear_pointer (&self->faults, g_hash_table_unref);
  g_clear_pointer (&self->paired, g_hash_table_unref);
  g_clear_pointer (&self->pairing_file, g_free);
  g_clear_pointer (&self->by_keys, g_free);
  g_clear_pointer (&self->rules_path, g_free);
  g_clear_pointer (&self->log, fo_scan_log_free);
  G_OBJECT_CLASS (fo_scanner_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, box);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, detail);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, right);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, list);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, scans);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, name);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, pill);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, how);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, counts);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, separators);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, lane_box);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, lane);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, next);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, fault);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, help_words);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, help);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, told);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, pair_button);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, forget_button);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, copy_button);
  gtk_widget_class_bind_template_child (widget_class, FoScannerView, pairing);
}

static void
fo_scanner_view_class_init (FoScannerViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_scanner_view_dispose;
  g_type_ensure (FO_TYPE_CARD_LIST);
  g_type_ensure (FO_TYPE_PAIRING_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/scanner-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, say_chosen);
  gtk_widget_class_bind_template_callback (widget_class, pairing_closed);
  gtk_widget_class_bind_template_callback (widget_class, copy_help);
  gtk_widget_class_bind_template_callback (widget_class, fo_scanner_view_pair);
  gtk_widget_class_bind_template_callback (widget_class, fo_scanner_view_forget);
}

static void
build_lanes (FoScannerView *self)
{
  for (guint i = 0; i < LANES_OFFERED; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label ("");

    self->lane_buttons[i] = GTK_TOGGLE_BUTTON (button);
    gtk_toggle_button_set_group (self->lane_buttons[i], i ? self->lane_buttons[0] : NULL);
    gtk_widget_set_focus_on_click (button, FALSE);
    g_signal_connect_object (button, "clicked", G_CALLBACK (lane_clicked), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->lane_box), button);
  }
  name_lanes (self);
}

static void
fo_scanner_view_init (FoScannerView *self)
{
  self->faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->paired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->log = fo_scan_log_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  build_lanes (self);
  fo_card_list_be_log (self->scans);
  say_all (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
}
