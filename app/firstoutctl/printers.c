/* SPDX-License-Identifier: GPL-3.0-or-later
 * printers: which ones this PC knows, and which are there. */
#include "ctl-print.h"

static json_object *
printer_to_json (const FoPrinter *printer)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "printer", json_object_new_string (printer->name));
  json_object_object_add (line, "uri", json_object_new_string (printer->uri));
  json_object_object_add (line, "language", json_object_new_string (fo_printer_language_name (printer->language)));
  json_object_object_add (line, "dpi", json_object_new_int (printer->dpi));
  json_object_object_add (line, "width_um", json_object_new_int (printer->width_um));
  json_object_object_add (line, "height_um", json_object_new_int (printer->height_um));
  json_object_object_add (line, "gap_um", json_object_new_int (printer->gap_um));
  json_object_object_add (line, "mark_um", json_object_new_int (printer->mark_um));
  json_object_object_add (line, "speed", json_object_new_int (printer->speed));
  json_object_object_add (line, "darkness", json_object_new_int (printer->darkness));
  json_object_object_add (line, "native", json_object_new_boolean (printer->native));
  json_object_object_add (line, "default", json_object_new_boolean (printer->is_default));
  return line;
}

static CtlEnd
print_all (const GArray *printers)
{
  for (guint i = 0; i < printers->len; i++)
    ctl_print (printer_to_json (&g_array_index (printers, FoPrinter, i)));
  return CTL_DONE;
}

char *
ctl_printers_path (const Ctl *ctl)
{
  const char *path = ctl_option (ctl, "--printers");

  return path ? g_strdup (path) : fo_printers_default_path ();
}

/* ---- add ---------------------------------------------------------------------------------------------------------- */

static bool
read_number (const Ctl *ctl, const char *option, gint64 most, int *ret)
{
  const char *text = ctl_option (ctl, option);
  gint64 value;

  if (!text)
    return true;
  if (!g_ascii_string_to_signed (text, 10, -1, most, &value, NULL)) {
    ctl_fail ("%s %s: not a number up to %" G_GINT64_FORMAT, option, text, most);
    return false;
  }
  *ret = (int) value;
  return true;
}

/* Millimetres with a point or a comma, up to 300. */
static bool
read_mm (const char *text, int *ret_um)
{
  FoQuantity mm_u;

  if (fo_quantity_parse (text, &mm_u) != FO_OK || mm_u < 0 || mm_u > (FoQuantity) 300 * 1000000)
    return false;
  *ret_um = (int) (mm_u / 1000);
  return true;
}

static bool
read_size (const Ctl *ctl, FoPrinter *printer)
{
  const char *size = ctl_option (ctl, "--size");
  g_auto (GStrv) sides = g_strsplit (size ? size : "", "x", -1);

  if (size
      && (g_strv_length (sides) != 2 || !read_mm (sides[0], &printer->width_um) || !read_mm (sides[1], &printer->height_um))) {
    ctl_fail ("--size %s: width and height in mm, as 58x40", size);
    return false;
  }
  return true;
}

/* What tells the labels apart: "auto", as the printer is set, else one of the two. */
static bool
read_media (const Ctl *ctl, FoPrinter *printer)
{
  const char *gap = ctl_option (ctl, "--gap"), *mark = ctl_option (ctl, "--mark");
  bool is_auto = gap && g_str_equal (gap, "auto");

  if ((gap && mark) || (gap && !is_auto && !read_mm (gap, &printer->gap_um)) || (mark && !read_mm (mark, &printer->mark_um))) {
    ctl_fail ("--gap MM (0: endless paper; auto: as the printer is set) or --mark MM");
    return false;
  }
  if (gap)
    printer->mark_um = 0;
  if (is_auto || mark)
    printer->gap_um = -1;
  return true;
}

/* Everything but name and address. */
static bool
read_settings (const Ctl *ctl, FoPrinter *printer)
{
  const char *language = ctl_option (ctl, "--language");

  if (language && !fo_printer_language_parse (language, &printer->language)) {
    ctl_fail ("--language %s: pdf, zpl or tspl", language);
    return false;
  }
  printer->native = (printer->native || ctl_option (ctl, "--native")) && !ctl_option (ctl, "--drawn");
  printer->is_default |= ctl_option (ctl, "--default") != NULL;
  return read_size (ctl, printer) && read_media (ctl, printer) && read_number (ctl, "--dpi", 1200, &printer->dpi)
         && read_number (ctl, "--speed", 14, &printer->speed) && read_number (ctl, "--darkness", 30, &printer->darkness);
}

/* It is asked, unless somebody said it. */
static bool
find_dpi (const Ctl *ctl, FoPrinter *printer)
{
  if (ctl_option (ctl, "--dpi") || !fo_printer_check (printer, NULL)) /* what is impossible is refused when it is written */
    return true;
  printer->dpi = fo_printer_ask_dpi (printer, NULL);
  if (!printer->dpi)
    ctl_fail ("%s does not say how fine it prints: add --dpi 203, 300 or 600", printer->uri);
  return printer->dpi != 0;
}

static bool
read_printer (const Ctl *ctl, FoPrinter *printer)
{
  const char *name = ctl_argument (ctl, 1), *uri = ctl_argument (ctl, 2);

  if (!name || !uri || strlen (name) >= FO_PRINTER_NAME_MAX || strlen (uri) >= FO_PRINTER_URI_MAX) {
    ctl_fail ("printers add NAME URI");
    return false;
  }
  fo_printer_init (printer, name, uri);
  return read_settings (ctl, printer) && find_dpi (ctl, printer);
}

static int
index_of (const GArray *printers, const char *name)
{
  for (guint i = 0; i < printers->len; i++)
    if (g_strcmp0 (g_array_index (printers, FoPrinter, i).name, name) == 0)
      return (int) i;
  return -1;
}

static CtlEnd
write_all (const char *path, const GArray *printers)
{
  g_autoptr (GError) error = NULL;

  return fo_printers_write (path, printers, &error) ? print_all (printers) : ctl_fail_error (error);
}

static CtlEnd
put (const char *path, GArray *printers, guint at, const FoPrinter *printer)
{
  for (guint i = 0; printer->is_default && i < printers->len; i++)
    g_array_index (printers, FoPrinter, i).is_default = false;
  g_array_index (printers, FoPrinter, at) = *printer;
  return write_all (path, printers);
}

static CtlEnd
add (const Ctl *ctl, const char *path, GArray *printers)
{
  FoPrinter printer;
  int at;

  if (!read_printer (ctl, &printer))
    return CTL_FAILED;
  at = index_of (printers, printer.name);
  if (at < 0) {
    g_array_append_val (printers, printer);
    at = (int) printers->len - 1;
  }
  return put (path, printers, (guint) at, &printer);
}

/* What is not said stays. */
static CtlEnd
set (const Ctl *ctl, const char *path, GArray *printers)
{
  const char *name = ctl_argument (ctl, 1);
  int at = index_of (printers, name);
  FoPrinter printer;

  if (at < 0)
    return ctl_fail ("there is no printer \"%s\" here", name ? name : "");
  printer = g_array_index (printers, FoPrinter, at);
  return read_settings (ctl, &printer) ? put (path, printers, (guint) at, &printer) : CTL_FAILED;
}

/* As they are just now, each in its own words. */
static CtlEnd
ask_all (const GArray *printers, const char *name)
{
  for (guint i = 0; i < printers->len; i++) {
    const FoPrinter *printer = &g_array_index (printers, FoPrinter, i);
    json_object *line = json_object_new_object ();
    FoPrinterState state;

    if (name && strcmp (name, printer->name) != 0)
      continue;
    fo_printer_ask_state (printer, NULL, &state);
    json_object_object_add (line, "printer", json_object_new_string (printer->name));
    json_object_object_add (line, "state",
                            json_object_new_string (state.reason == FO_PRINT_FINE ? "ready" : fo_print_reason_name (state.reason)));
    json_object_object_add (line, "text", json_object_new_string (state.text));
    ctl_print (line);
  }
  return CTL_DONE;
}

static CtlEnd
remove_printer (const Ctl *ctl, const char *path, GArray *printers)
{
  int at = index_of (printers, ctl_argument (ctl, 1));

  if (at < 0)
    return ctl_fail ("there is no printer \"%s\" here", ctl_argument (ctl, 1) ? ctl_argument (ctl, 1) : "");
  g_array_remove_index (printers, (guint) at);
  return write_all (path, printers);
}

CtlEnd
ctl_printers (const Ctl *ctl)
{
  const char *what = ctl_argument (ctl, 0);
  g_autofree char *path = ctl_printers_path (ctl);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) printers = fo_printers_read (path, &error), there = NULL;

  if (!printers)
    return ctl_fail_error (error);
  if (!what)
    return print_all (printers);
  if (g_str_equal (what, "add"))
    return add (ctl, path, printers);
  if (g_str_equal (what, "set"))
    return set (ctl, path, printers);
  if (g_str_equal (what, "state"))
    return ask_all (printers, ctl_argument (ctl, 1));
  if (g_str_equal (what, "remove"))
    return remove_printer (ctl, path, printers);
  if (g_str_equal (what, "look")) {
    there = fo_printers_look ();
    return print_all (there);
  }
  if (g_str_equal (what, "test") && ctl_argument (ctl, 1))
    return ctl_print_test (ctl, ctl_argument (ctl, 1));
  return ctl_fail ("printers [look | add NAME URI … | set NAME … | state [NAME] | remove NAME | test NAME]");
}
