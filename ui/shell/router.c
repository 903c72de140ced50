/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "router.h"

#include "window.h"

#include <string.h>

GVariant *
fo_scan_to_variant (const FoScan *scan)
{
  GVariant *bytes = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, scan->bytes, scan->length, 1);

  return g_variant_new ("(@aysusuxu)", bytes, scan->aim, (guint32) scan->symbology, scan->device, scan->lane, scan->at_us,
                        (guint32) scan->separators);
}

void
fo_scan_from_variant (GVariant *variant, FoScan *ret_scan)
{
  g_autoptr (GVariant) bytes = NULL;
  const char *aim, *device;
  guint32 symbology, separators;
  gsize length;

  *ret_scan = (FoScan){ 0 };
  g_variant_get (variant, "(@ay&su&suxu)", &bytes, &aim, &symbology, &device, &ret_scan->lane, &ret_scan->at_us, &separators);
  gconstpointer data = g_variant_get_fixed_array (bytes, &length, 1);
  ret_scan->length = MIN (length, FO_SCAN_BYTES_MAX);
  memcpy (ret_scan->bytes, data, ret_scan->length);
  ret_scan->symbology = (FoSymbology) symbology;
  ret_scan->separators = (FoSeparators) separators;
  g_strlcpy (ret_scan->aim, aim, sizeof ret_scan->aim);
  g_strlcpy (ret_scan->device, device, sizeof ret_scan->device);
}

gboolean
fo_router_is_scanner (const char *device)
{
  return g_str_has_prefix (device, "usb:") || g_str_has_prefix (device, "tty:") || g_str_has_prefix (device, "input:");
}

static gboolean
names_page (const FoScan *scan, const char *name)
{
  g_autofree char *command = g_strdup_printf (":C:PAGE-%s", name);

  return g_ascii_strncasecmp (scan->bytes, "FO", 2) == 0
         && (g_ascii_strcasecmp (scan->bytes + 2, command) == 0 || g_ascii_strcasecmp (scan->bytes + 3, command) == 0);
}

const FoPageRow *
fo_router_page_named (const FoScan *scan)
{
  guint n;
  const FoPageRow *rows = fo_page_rows (&n);

  for (guint i = 0; i < n; i++)
    if (names_page (scan, rows[i].name))
      return &rows[i];
  return NULL;
}

static gboolean
give (GtkWidget *widget, GVariant *scan)
{
  return widget && gtk_widget_activate_action_variant (widget, "scan.code", scan);
}

static GtkWindow *
main_window (GtkApplication *application)
{
  for (GList *link = gtk_application_get_windows (application); link; link = link->next)
    if (FO_IS_WINDOW (link->data))
      return link->data;
  return NULL;
}

gboolean
fo_router_scan (GtkApplication *application, const FoScan *scan)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (fo_scan_to_variant (scan));
  GtkWindow *active = gtk_application_get_active_window (application), *window = main_window (application);

  if (active && give (gtk_window_get_focus (active), variant))
    return TRUE;
  if (active && give (GTK_WIDGET (active), variant))
    return TRUE;
  return window && (give (fo_window_page (FO_WINDOW (window)), variant) || give (GTK_WIDGET (window), variant));
}
