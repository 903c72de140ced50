/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printer-inside.h"

#include <string.h>

G_DEFINE_QUARK (fo-printer-error-quark, fo_printer_error)

static const char *const languages[] = { [FO_PRINTER_PDF] = "pdf", [FO_PRINTER_ZPL] = "zpl", [FO_PRINTER_TSPL] = "tspl" };

const char *
fo_printer_language_name (FoPrinterLanguage language)
{
  g_assert ((guint) language < FO_N_PRINTER_LANGUAGES);
  return languages[language];
}

bool
fo_printer_language_parse (const char *name, FoPrinterLanguage *ret_language)
{
  for (int i = 0; i < FO_N_PRINTER_LANGUAGES; i++)
    if (g_ascii_strcasecmp (name, languages[i]) == 0) {
      *ret_language = (FoPrinterLanguage) i;
      return true;
    }
  return false;
}

static const struct {
  const char *name;
  bool again;
} reasons[] = {
#define FO_PRINT_REASON_ROW(reason, name, again) { name, again },
  FO_PRINT_REASONS (FO_PRINT_REASON_ROW)
#undef FO_PRINT_REASON_ROW
};

const char *
fo_print_reason_name (FoPrintReason reason)
{
  g_assert ((guint) reason < FO_N_PRINT_REASONS);
  return reasons[reason].name;
}

bool
fo_print_reason_passes (FoPrintReason reason)
{
  g_assert ((guint) reason < FO_N_PRINT_REASONS);
  return reasons[reason].again;
}

/* ---- one printer ------------------------------------------------------------------------------------------------- */

void
fo_printer_init (FoPrinter *printer, const char *name, const char *uri)
{
  bool raw = g_str_has_prefix (uri, "usb:") || g_str_has_prefix (uri, "tcp:");

  *printer = (FoPrinter){ .language = raw ? FO_PRINTER_ZPL : FO_PRINTER_PDF, .dpi = 203, .gap_um = -1, .darkness = -1 };
  g_strlcpy (printer->name, name, sizeof printer->name);
  g_strlcpy (printer->uri, uri, sizeof printer->uri);
}

static bool
refuse (const FoPrinter *printer, const char *why, GError **error)
{
  g_set_error (error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_BAD, "printer \"%s\": %s", printer->name, why);
  return false;
}

static bool
name_is_good (const char *name)
{
  if (!*name || !g_utf8_validate (name, -1, NULL) || strpbrk (name, "[]"))
    return false;
  for (const char *c = name; *c; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      return false;
  return true;
}

static bool
uri_is_good (const char *uri)
{
  static const char *const schemes[] = { "cups:", "ipp://", "ipps://", "usb:", "tcp://", "file:/" };

  for (const char *c = uri; *c; c++)
    if ((guchar) *c < 0x21 || *c == 0x7f)
      return g_str_has_prefix (uri, "file:/") && *c == ' ';
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_has_prefix (uri, schemes[i]))
      return strlen (uri) > strlen (schemes[i]);
  return false;
}

/* N hexadecimal digits and nothing else up to there; in lower case, as identity.c writes them: another one would never be found. */
static bool
are_digits (const char *text, guint n)
{
  return strspn (text, "0123456789abcdef") == n;
}

/* As a device on the USB is called: usb:VVVV:PPPP, then its serial number or the port. */
static bool
usb_is_good (const char *uri)
{
  const char *vendor = uri + strlen ("usb:"), *product = vendor + strlen ("VVVV:"), *rest = product + strlen ("PPPP");

  if (!are_digits (vendor, 4) || vendor[4] != ':' || !are_digits (product, 4))
    return false;
  if (*rest == '@')
    return g_ascii_isdigit (rest[1]) && strspn (rest + 1, "0123456789-.") == strlen (rest + 1);
  return *rest == ':' && rest[1];
}

bool
fo_printer_check (const FoPrinter *printer, GError **error)
{
  bool raw = g_str_has_prefix (printer->uri, "usb:") || g_str_has_prefix (printer->uri, "tcp:");

  if (!name_is_good (printer->name))
    return refuse (printer, "a name is printable text without brackets", error);
  if (!uri_is_good (printer->uri))
    return refuse (printer, "the address is none of cups:NAME, ipp://…, usb:VVVV:PPPP:SERIAL, tcp://HOST[:PORT], file:/FOLDER",
                   error);
  if (g_str_has_prefix (printer->uri, "usb:") && !usb_is_good (printer->uri))
    return refuse (printer, "a USB address is usb:VVVV:PPPP:SERIAL or usb:VVVV:PPPP@PORT, with digits 0-9 and a-f", error);
  if (raw && printer->language == FO_PRINTER_PDF)
    return refuse (printer, "a raw printer speaks zpl or tspl", error);
  if (printer->dpi < 150 || printer->dpi > 1200)
    return refuse (printer, "dpi is 150 to 1200", error);
  if (printer->width_um < 0 || printer->width_um > 300000 || printer->height_um < 0 || printer->height_um > 300000)
    return refuse (printer, "the paper is up to 300 mm", error);
  if (printer->gap_um < -1 || printer->gap_um > 50000 || printer->mark_um < 0 || printer->mark_um > 50000 || printer->speed < 0
      || printer->speed > 14 || printer->darkness < -1 || printer->darkness > 30)
    return refuse (printer, "gap and mark up to 50 mm, speed up to 14, darkness up to 30", error);
  return true;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

char *
fo_printers_default_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "firstout", "printers.conf", NULL);
}

static int
number_of (GKeyFile *file, const char *group, const char *key, int otherwise)
{
  return g_key_file_has_key (file, group, key, NULL) ? g_key_file_get_integer (file, group, key, NULL) : otherwise;
}

static bool
read_group (GKeyFile *file, const char *group, FoPrinter *printer)
{
  g_autofree char *uri = g_key_file_get_string (file, group, "uri", NULL);
  g_autofree char *language = g_key_file_get_string (file, group, "language", NULL);

  if (!uri || strlen (group) >= sizeof printer->name || strlen (uri) >= sizeof printer->uri)
    return false;
  fo_printer_init (printer, group, uri);
  if (language && !fo_printer_language_parse (language, &printer->language))
    return false;
  printer->dpi = number_of (file, group, "dpi", printer->dpi);
  printer->width_um = number_of (file, group, "width-um", 0);
  printer->height_um = number_of (file, group, "height-um", 0);
  printer->mark_um = number_of (file, group, "mark-um", 0);
  /* Files without marks are of a time when every printer was added with a gap and ZPL never heard of it. */
  if (printer->language != FO_PRINTER_ZPL || g_key_file_has_key (file, group, "mark-um", NULL))
    printer->gap_um = number_of (file, group, "gap-um", printer->gap_um);
  printer->speed = number_of (file, group, "speed", 0);
  printer->darkness = number_of (file, group, "darkness", -1);
  printer->native = g_key_file_get_boolean (file, group, "native", NULL);
  printer->is_default = g_key_file_get_boolean (file, group, "default", NULL);
  return fo_printer_check (printer, NULL);
}

GArray *
fo_printers_read (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) why = NULL;
  g_auto (GStrv) groups = NULL;
  GArray *printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &why)
      && !g_error_matches (why, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
    g_set_error (error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_FILE, "%s: %s", path, why->message);
    g_array_unref (printers);
    return NULL;
  }
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group; group++) {
    FoPrinter printer;
    if (read_group (file, *group, &printer))
      g_array_append_val (printers, printer);
  }
  return printers;
}

static void
write_group (GKeyFile *file, const FoPrinter *printer, bool is_default)
{
  g_key_file_set_string (file, printer->name, "uri", printer->uri);
  g_key_file_set_string (file, printer->name, "language", fo_printer_language_name (printer->language));
  g_key_file_set_integer (file, printer->name, "dpi", printer->dpi);
  g_key_file_set_integer (file, printer->name, "width-um", printer->width_um);
  g_key_file_set_integer (file, printer->name, "height-um", printer->height_um);
  g_key_file_set_integer (file, printer->name, "gap-um", printer->gap_um);
  g_key_file_set_integer (file, printer->name, "mark-um", printer->mark_um);
  g_key_file_set_integer (file, printer->name, "speed", printer->speed);
  g_key_file_set_integer (file, printer->name, "darkness", printer->darkness);
  g_key_file_set_boolean (file, printer->name, "native", printer->native);
  g_key_file_set_boolean (file, printer->name, "default", is_default);
}

bool
fo_printers_write (const char *path, const GArray *printers, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) why = NULL;
  g_autofree char *folder = g_path_get_dirname (path), *text = NULL;
  bool has_default = false;
  gsize length;

  for (guint i = 0; i < printers->len; i++) {
    const FoPrinter *printer = &g_array_index (printers, FoPrinter, i);
    if (!fo_printer_check (printer, error))
      return false;
    write_group (file, printer, printer->is_default && !has_default);
    has_default = has_default || printer->is_default;
  }
  text = g_key_file_to_data (file, &length, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &why))
    return true;
  g_set_error (error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_FILE, "%s: %s", path, why->message);
  return false;
}

const FoPrinter *
fo_printers_find (const GArray *printers, const char *name)
{
  bool any = !name || !*name;
  const FoPrinter *first = any && printers->len ? &g_array_index (printers, FoPrinter, 0) : NULL;

  for (guint i = 0; i < printers->len; i++) {
    const FoPrinter *printer = &g_array_index (printers, FoPrinter, i);
    if (any ? printer->is_default : g_str_equal (printer->name, name))
      return printer;
  }
  return first;
}

const FoPrinter *
fo_printers_find_for_sheets (const GArray *printers)
{
  const FoPrinter *usual = fo_printers_find (printers, NULL);

  if (usual && usual->language == FO_PRINTER_PDF)
    return usual;
  for (guint i = 0; i < printers->len; i++)
    if (g_array_index (printers, FoPrinter, i).language == FO_PRINTER_PDF)
      return &g_array_index (printers, FoPrinter, i);
  return NULL;
}

GArray *
fo_printers_look (void)
{
  GArray *printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));

  fo_printer_usb_look (printers);
  for (guint i = 0; i < printers->len; i++) {
    FoPrinter *printer = &g_array_index (printers, FoPrinter, i);
    printer->dpi = printer->dpi ? printer->dpi : fo_printer_ask_dpi (printer, NULL);
  }
  fo_printer_ipp_look (printers);
  return printers;
}
