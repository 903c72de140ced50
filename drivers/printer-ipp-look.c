/* SPDX-License-Identifier: GPL-3.0-or-later
 * The queues that CUPS has. */
#include "printer-ipp.h"

#include <string.h>

#define CONNECT_MS 1000
#define ANSWER_S 3.0

/* Within a call that waits: it does not go on. */
static int
on_timeout (http_t *http, void *data)
{
  (void) http;
  (void) data;
  return 0;
}

static void
add_queue (const char *name, const char *model, int dpi, GArray *printers)
{
  g_autofree char *uri = g_strconcat ("cups:", name, NULL);
  FoPrinter printer;

  fo_printer_init (&printer, name, uri);
  if (model && strstr (model, "Raw"))
    printer.language = FO_PRINTER_ZPL;
  printer.dpi = printer.language == FO_PRINTER_PDF ? fo_printer_page_dpi (dpi) : dpi;
  g_array_append_val (printers, printer);
}

void
fo_printer_ipp_look (GArray *printers)
{
  static const char *const wanted[] = { "printer-name", "printer-make-and-model", "printer-resolution-default" };
  http_t *http = httpConnect2 (cupsServer (), ippPort (), NULL, AF_UNSPEC, cupsEncryption (), 1, CONNECT_MS, NULL);
  ipp_t *request, *answer = NULL;
  const char *name = NULL, *model = NULL;
  int dpi = 0;

  if (!http)
    return;
  httpSetTimeout (http, ANSWER_S, on_timeout, NULL);
  request = ippNewRequest (IPP_OP_CUPS_GET_PRINTERS);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
  answer = cupsDoRequest (http, request, "/");
  for (ipp_attribute_t *at = answer ? ippFirstAttribute (answer) : NULL; at || name; at = ippNextAttribute (answer)) {
    const char *key = at ? ippGetName (at) : NULL;

    if (key && g_str_equal (key, "printer-name"))
      name = ippGetString (at, 0, NULL);
    else if (key && g_str_equal (key, "printer-make-and-model"))
      model = ippGetString (at, 0, NULL);
    else if (key && g_str_equal (key, "printer-resolution-default"))
      dpi = fo_ipp_dpi_of (at);
    if (key)
      continue;
    if (name) /* between two queues stands an attribute without a name */
      add_queue (name, model, dpi, printers);
    name = model = NULL;
    dpi = 0;
    if (!at)
      break;
  }
  g_clear_pointer (&answer, ippDelete);
  httpClose (http);
}
