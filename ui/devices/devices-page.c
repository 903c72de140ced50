/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-page.h"

#include "common/fault.h"
#include "common/speech.h"
#include "common/worded.h"
#include "firstout/drivers/image.h"
#include "shell/router.h"

enum { NEXT_KEY = 8, PRINT_KEY = 11, LEAVE_KEY = 12 };

struct _FoDevicesPage {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkStack *stack;
  GtkToggleButton *tab_scanners, *tab_chart, *tab_printers, *tab_queue;
  GtkLabel *open_jobs;
  FoScannerView *scanners;
  FoChartView *chart;
  FoPrinterView *printers;
  FoQueueView *queue;
  FoStation *station;
  FoDevicesSection section;
  gboolean is_listing, list_again; /* the print queue is being asked; and changed meanwhile */
  GtkFileChooserNative *chooser;
};

static void fo_devices_page_iface_init (FoPageInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (FoDevicesPage, fo_devices_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (FO_TYPE_PAGE, fo_devices_page_iface_init))

/* ---- sections --------------------------------------------------------------------------------------------------------------- */

static const char *const names[FO_N_DEVICES_SECTIONS] = { "scanners", "chart", "printers", "queue" };

static GtkToggleButton *
tab_of (FoDevicesPage *self, FoDevicesSection section)
{
  GtkToggleButton *const tabs[] = { self->tab_scanners, self->tab_chart, self->tab_printers, self->tab_queue };

  return tabs[section];
}

void
fo_devices_page_set_section (FoDevicesPage *self, FoDevicesSection section)
{
  gtk_toggle_button_set_active (tab_of (self, section), TRUE);
}

FoDevicesSection
fo_devices_page_section (FoDevicesPage *self)
{
  return self->section;
}

static void
tab_toggled (GtkToggleButton *tab, FoDevicesPage *self)
{
  for (int i = 0; i < FO_N_DEVICES_SECTIONS && gtk_toggle_button_get_active (tab); i++)
    if (tab_of (self, (FoDevicesSection) i) == tab) {
      self->section = (FoDevicesSection) i;
      gtk_stack_set_visible_child_name (self->stack, names[i]);
    }
}

FoScannerView *
fo_devices_page_scanners (FoDevicesPage *self)
{
  return self->scanners;
}

FoChartView *
fo_devices_page_chart (FoDevicesPage *self)
{
  return self->chart;
}

FoPrinterView *
fo_devices_page_printers (FoDevicesPage *self)
{
  return self->printers;
}

FoQueueView *
fo_devices_page_queue (FoDevicesPage *self)
{
  return self->queue;
}

const char *
fo_devices_page_name_of (GtkWidget *page, const char *device_id)
{
  return fo_scanner_view_name_of (FO_DEVICES_PAGE (page)->scanners, device_id);
}

/* ---- scans ------------------------------------------------------------------------------------------------------------------ */

void
fo_devices_page_show_scan (FoDevicesPage *self, const FoScan *scan)
{
  fo_scanner_view_show_scan (self->scanners, scan, self->station);
}

/* While the chart is open a scan says how its scanner is set, and nothing else. */
static gboolean
take_scan (FoPage *page, const FoScan *scan)
{
  FoDevicesPage *self = FO_DEVICES_PAGE (page);

  if (self->section == FO_DEVICES_CHART) {
    fo_chart_view_take (self->chart, scan, fo_scanner_view_name_of (self->scanners, scan->device));
    fo_scanner_view_judge (self->scanners);
    return TRUE;
  }
  return fo_scanner_view_take_scan (self->scanners, scan);
}

static void
answered (FoDevicesPage *self, const FoDeskReply *reply)
{
  if (reply)
    fo_scanner_view_answer (self->scanners, reply);
}

/* ---- the print queue -------------------------------------------------------------------------------------------------------- */

static void list_jobs (FoDevicesPage *self);

static void
say_open (FoDevicesPage *self)
{
  FoPrintQueue *queue = self->station ? fo_station_print_queue (self->station) : NULL;
  guint open = queue ? fo_print_queue_count_open (queue) : 0;
  g_autofree char *text = g_strdup_printf ("%u", open);

  gtk_label_set_text (self->open_jobs, text);
  gtk_widget_set_visible (GTK_WIDGET (self->open_jobs), open > 0);
}

static void
jobs_listed (const GPtrArray *jobs, const GError *error, gpointer data)
{
  g_autoptr (FoDevicesPage) self = data;
  gboolean again = self->list_again;

  self->is_listing = self->list_again = FALSE;
  if (!self->box || error)
    return;
  fo_queue_view_show (self->queue, jobs);
  fo_printer_view_show (self->printers, jobs);
  say_open (self);
  if (again)
    list_jobs (self);
}

static void
list_jobs (FoDevicesPage *self)
{
  FoPrintQueue *queue = self->box && self->station ? fo_station_print_queue (self->station) : NULL;

  if (!queue)
    return;
  self->list_again = self->is_listing;
  if (self->is_listing)
    return;
  self->is_listing = TRUE;
  fo_print_queue_list (queue, fo_queue_view_wanted (self->queue), jobs_listed, g_object_ref (self));
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
  const ImageJob *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *said = NULL;

  (void) data;
  if (!self->box)
    return;
  fo_args_set_count (&args, "count", scans ? scans->len : 0);
  said = error ? fo_fault_text (error, job->path) : fo_say ("page.devices.image-result", &args);
  fo_scanner_view_tell (self->scanners, said);
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
picture_choose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoDevicesPage *self = FO_DEVICES_PAGE (widget);
  g_autofree char *title = fo_say ("page.devices.image", NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  (void) name, (void) parameter;
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
  FoDevicesPage *self = FO_DEVICES_PAGE (page);

  g_set_object (&self->station, station);
  fo_chart_view_open (self->chart, station);
  fo_printer_view_open (self->printers, station);
  fo_queue_view_open (self->queue, station);
  g_signal_connect_object (station, "answered", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "print-changed", G_CALLBACK (list_jobs), self, G_CONNECT_SWAPPED);
  list_jobs (self);
}

static gboolean
print_something (FoDevicesPage *self)
{
  if (self->section == FO_DEVICES_CHART)
    fo_chart_view_print (self->chart);
  else if (self->section == FO_DEVICES_PRINTERS)
    fo_printer_view_test (self->printers);
  return self->section == FO_DEVICES_CHART || self->section == FO_DEVICES_PRINTERS;
}

static gboolean
leave (FoDevicesPage *self)
{
  gboolean was_pairing = fo_scanner_view_leave (self->scanners);

  if (self->section == FO_DEVICES_SCANNERS)
    return was_pairing;
  fo_devices_page_set_section (self, FO_DEVICES_SCANNERS);
  return TRUE;
}

static gboolean
press_key (FoPage *page, int f_key)
{
  FoDevicesPage *self = FO_DEVICES_PAGE (page);

  if (f_key == NEXT_KEY)
    fo_devices_page_set_section (self, (self->section + 1) % FO_N_DEVICES_SECTIONS);
  return f_key == NEXT_KEY || (f_key == PRINT_KEY && print_something (self)) || (f_key == LEAVE_KEY && leave (self));
}

static void
fo_devices_page_iface_init (FoPageInterface *iface)
{
  iface->open = open;
  iface->press_key = press_key;
  iface->take_scan = take_scan;
}

static void
fo_devices_page_dispose (GObject *object)
{
  FoDevicesPage *self = FO_DEVICES_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_devices_page_parent_class)->dispose (object);
}

static void
fo_devices_page_class_init (FoDevicesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_devices_page_dispose;
  g_type_ensure (FO_TYPE_SCANNER_VIEW);
  g_type_ensure (FO_TYPE_CHART_VIEW);
  g_type_ensure (FO_TYPE_PRINTER_VIEW);
  g_type_ensure (FO_TYPE_QUEUE_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, tab_scanners);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, tab_chart);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, tab_printers);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, tab_queue);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, open_jobs);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, scanners);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, chart);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, printers);
  gtk_widget_class_bind_template_child (widget_class, FoDevicesPage, queue);
  gtk_widget_class_bind_template_callback (widget_class, tab_toggled);
  gtk_widget_class_bind_template_callback (widget_class, list_jobs);
  gtk_widget_class_install_action (widget_class, "devices.picture", NULL, picture_choose);
}

static void
fo_devices_page_init (FoDevicesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_open (self);
}
