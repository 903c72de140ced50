/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files: whole or not at all, and the same file again when the same run is laid down again. */
#include "printer-inside.h"

#include <string.h>

char *
fo_print_file_path (const FoPrinter *printer, const char *title)
{
  g_autofree char *safe = g_strdup (title);
  g_autofree char *name = NULL;

  g_strdelimit (safe, "/\\:*?\"<>|\n\r\t", '_');
  if (*safe == '.')
    *safe = '_';
  name = g_strdup_printf ("%s.%s", *safe ? safe : "label", fo_printer_language_name (printer->language));
  return g_build_filename (printer->uri + strlen ("file:"), name, NULL);
}

void
fo_print_file (FoPrintSend *send)
{
  const FoPrintRun *run = &send->run;
  g_autofree char *path = fo_print_file_path (&run->printer, run->title), *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = run->make (0, run->n, run->user, &error);

  if (!bytes) {
    fo_print_tell (send, FO_PRINT_FAILED, FO_PRINT_NOT_MADE, error ? error->message : NULL);
    return;
  }
  g_mkdir_with_parents (folder, 0700);
  if (!fo_print_mark (send, run->n, 0, false, 0))
    fo_print_tell (send, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
  else if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &error))
    fo_print_tell (send, FO_PRINT_FAILED, FO_PRINT_ATTENTION, error->message);
  else if (!fo_print_mark (send, run->n, run->n, true, 0))
    fo_print_tell (send, FO_PRINT_UNKNOWN, FO_PRINT_STOPPED, NULL);
  else
    fo_print_tell (send, FO_PRINT_PRINTED, FO_PRINT_FINE, NULL);
}
