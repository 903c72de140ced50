/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-page.h"

#include "common/closures.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/drivers/image.h"
#include "shell/router.h"

enum { SCAN_TEXT_MAX = 120 };

struct _FoDevicesPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkStack *stack;
  GtkBox *list;
  GtkLabel *scan_text, *scan_how, *image_result;
  GPtrArray *devices; /* FoDevice */
  FoStation *station;
  GtkFileChooserNative *chooser;
};

static void fo_devices_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoDevicesPage, fo_devices_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_devices_page_iface_init))

/* ---- scanners ------------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *sign, *message, *css_class;
} states[FO_N_DEVICE_STATES] = {
  [FO_DEVICE_OPENING] = { "◐", "page.devices.state.opening", "pill-waiting" },
  [FO_DEVICE_READY] = { "✓", "page.devices.state.ready", "pill-done" },
  [FO_DEVICE_NO_ACCESS] = { "✕", "page.devices.state.no-access", "pill-bad" },
  [FO_DEVICE_BUSY] = { "✕", "page.devices.state.busy", "pill-bad" },
  [FO_DEVICE_KEYBOARD] = { "▲", "page.devices.state.keyboard", "pill-part" },
  [FO_DEVICE_UNPAIRED] = { "○", "page.devices.state.unpaired", "pill-waiting" },
  [FO_DEVICE_PAIRING] = { "◐", "page.devices.state.pairing", "pill-part" },
  [FO_DEVICE_UNKNOWN] = { "▲", "page.devices.state.unknown", "pill-part" },
  [FO_DEVICE_UNSUPPORTED] = { "✕", "page.devices.state.unsupported", "pill-bad" },
  [FO_DEVICE_FAILED] = { "✕", "page.devices.state.failed", "pill-bad" },
};

static GtkWidget *
text (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
pill_of (FoDeviceState state)
{
  g_autofree char *word = fo_say (states[state].message, NULL);
  g_autofree char *signed_word = g_strdup_printf ("%s %s", states[state].sign, word);
  GtkWidget *label = gtk_label_new (signed_word);

  gtk_widget_add_css_class (label, "pill");
  gtk_widget_add_css_class (label, states[state].css_class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
card_of (const FoDevice *device)
{
  g_autofree char *where = g_strdup_printf ("%s%s%s  ·  %04x:%04x", device->profile, *device->profile ? "  ·  " : "",
                                            device->port, device->vendor, device->product);
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = text (*device->name ? device->name : device->id, "name"), *help = text (device->help, "mono");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), pill_of (device->state));
  gtk_box_append (GTK_BOX (card), row);
  gtk_box_append (GTK_BOX (card), text (where, "where"));
  if (*device->help) {
    gtk_label_set_selectable (GTK_LABEL (help), TRUE);
    gtk_box_append (GTK_BOX (card), help);
  } else {
    g_object_ref_sink (help);
    g_object_unref (help);
  }
  gtk_widget_add_css_class (card, "line-card");
  return card;
}

static void
say_devices (FoDevicesPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_box_remove (self->list, child);
  for (guint i = 0; self->devices && i < self->devices->len; i++)
    gtk_box_append (self->list, card_of (g_ptr_array_index (self->devices, i)));
  gtk_stack_set_visible_child_name (self->stack, self->devices && self->devices->len ? "list" : "none");
}

void
fo_devices_page_show_devices (FoDevicesPage *self, GPtrArray *devices)
{
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  self->devices = g_ptr_array_ref (devices);
  say_devices (self);
}

/* ---- scans -------------------------------------------------------------------------------------------------------------------- */

void
fo_devices_page_show_scan (FoDevicesPage *self, const FoScan *scan)
{
  g_autofree char *bytes = fo_bytes_text (scan, SCAN_TEXT_MAX);
  g_autofree char *how = g_strdup_printf ("%s  ·  %s%s%s", scan->device, fo_symbology_name (scan->symbology),
                                          *scan->aim ? "  ·  " : "", scan->aim);

  gtk_label_set_text (self->scan_text, bytes);
  gtk_label_set_text (self->scan_how, how);
}

/* ---- picture files ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *path;
  gint64 at_us;
} ImageJob;

static void
image_job_free (gpointer data)
{
  g_free (((ImageJob *) data)->path);
  g_free (data);
}

static void
read_image (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ImageJob *job = data;
  GError *error = NULL;
  GArray *scans = fo_image_read_scans (job->path, job->at_us, &error);

  (void) source, (void) cancellable;
  if (scans)
    g_task_return_pointer (task, scans, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
image_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  FoDevicesPage *self = FO_DEVICES_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) scans = g_task_propagate_pointer (G_TASK (result), &error);
  g_auto (FoArgs) args = { 0 };
  g_autofree char *said = NULL;

  (void) data;
  if (!self->box)
    return;
  fo_args_set_count (&args, "count", scans ? scans->len : 0);
  said = error ? g_strdup (error->message) : fo_say ("page.devices.image-result", &args);
  gtk_label_set_text (self->image_result, said);
  for (guint i = 0; scans && i < scans->len; i++) {
    const FoScan *scan = &g_array_index (scans, FoScan, i);
    gtk_widget_activate_action_variant (GTK_WIDGET (self), "scan.code", fo_scan_to_variant (scan));
  }
}

void
fo_devices_page_read_image (FoDevicesPage *self, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, image_was_read, NULL);
  ImageJob *job = g_new0 (ImageJob, 1);

  job->path = g_file_get_path (file);
  job->at_us = self->station ? fo_station_options (self->station)->now_us () : 0;
  g_task_set_task_data (task, job, image_job_free);
  g_task_run_in_thread (task, read_image);
}

static void
file_chosen (FoDevicesPage *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file)
    fo_devices_page_read_image (self, file);
}

static void
image_clicked (FoDevicesPage *self)
{
  g_autofree char *title = fo_say ("page.devices.image", NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser)
    return;
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------ */

static void
open (FoPage *page, FoStation *station)
{
  g_set_object (&FO_DEVICES_PAGE (page)->station, station);
}

static void
fo_devices_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
}

static void
fo_devices_page_dispose (GObject *object)
{
  FoDevicesPage *self = FO_DEVICES_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_devices_page_parent_class)->dispose (object);
}

static void
fo_devices_page_class_init (FoDevicesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_devices_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, scan_text);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, scan_how);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, image_result);
  gtk_widget_class_bind_template_callback (widget_class, image_clicked);
}

static void
fo_devices_page_init (FoDevicesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_devices (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_devices), self, G_CONNECT_SWAPPED);
}
