/* SPDX-License-Identifier: GPL-3.0-or-later
 * A connection to a queue of CUPS or to a printer that speaks IPP, and what is asked over it. */
#include "identity.h"
#include "printer-ipp.h"

#include <string.h>

#define CONNECT_MS 5000
#define ANSWER_S 10.0

/* ---- the connection ---------------------------------------------------------------------------------------------- */

bool
fo_ipp_find (const char *uri, FoIpp *ipp)
{
  char scheme[16], user[64];

  if (g_str_has_prefix (uri, "cups:")) {
    g_strlcpy (ipp->host, cupsServer (), sizeof ipp->host);
    ipp->port = ippPort ();
    ipp->encryption = cupsEncryption ();
    g_snprintf (ipp->resource, sizeof ipp->resource, "/printers/%s", uri + strlen ("cups:"));
    return httpAssembleURI (HTTP_URI_CODING_ALL, ipp->uri, sizeof ipp->uri, "ipp", NULL, "localhost", 0, ipp->resource)
           >= HTTP_URI_STATUS_OK;
  }
  g_strlcpy (ipp->uri, uri, sizeof ipp->uri);
  if (httpSeparateURI (HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, ipp->host, sizeof ipp->host,
                       &ipp->port, ipp->resource, sizeof ipp->resource)
      < HTTP_URI_STATUS_OK)
    return false;
  ipp->encryption = g_str_equal (scheme, "ipps") ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
  return true;
}

/* Within a call that waits: shall it go on? */
static int
on_timeout (http_t *http, void *data)
{
  (void) http;
  (void) data;
  return 0;
}

bool
fo_ipp_connect (FoIpp *ipp)
{
  g_clear_pointer (&ipp->http, httpClose);
  ipp->http = httpConnect2 (ipp->host, ipp->port, NULL, AF_UNSPEC, ipp->encryption, 1, CONNECT_MS, NULL);
  if (ipp->http)
    httpSetTimeout (ipp->http, ANSWER_S, on_timeout, NULL);
  return ipp->http != NULL;
}

ipp_t *
fo_ipp_new_request (FoIpp *ipp, ipp_op_t operation, int job)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, ipp->uri);
  if (job > 0)
    ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  return request;
}

ipp_t *
fo_ipp_ask (FoIpp *ipp, ipp_t *request)
{
  ipp_t *answer;

  if (!ipp->http && !fo_ipp_connect (ipp)) {
    ippDelete (request);
    return NULL;
  }
  answer = cupsDoRequest (ipp->http, request, ipp->resource); /* takes the request */
  if (!answer || ippGetStatusCode (answer) == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE
      || ippGetStatusCode (answer) == IPP_STATUS_ERROR_INTERNAL) {
    g_clear_pointer (&ipp->http, httpClose);
    g_clear_pointer (&answer, ippDelete);
  }
  return answer;
}

/* ---- how the printer is ------------------------------------------------------------------------------------------ */

static const struct {
  const char *keyword;
  FoPrintReason reason;
} keywords[] = {
  { "media-empty", FO_PRINT_NO_PAPER },      { "media-needed", FO_PRINT_NO_PAPER },
  { "media-jam", FO_PRINT_JAM },             { "cover-open", FO_PRINT_HEAD_OPEN },
  { "door-open", FO_PRINT_HEAD_OPEN },       { "marker-supply-empty", FO_PRINT_NO_RIBBON },
  { "toner-empty", FO_PRINT_NO_RIBBON },     { "paused", FO_PRINT_PAUSED },
  { "moving-to-paused", FO_PRINT_PAUSED },   { "shutdown", FO_PRINT_OFFLINE },
  { "offline", FO_PRINT_OFFLINE },           { "connecting-to-device", FO_PRINT_OFFLINE },
  { "timed-out", FO_PRINT_OFFLINE },
};

FoPrintReason
fo_ipp_reason_in (ipp_t *answer, const char *name)
{
  ipp_attribute_t *list = ippFindAttribute (answer, name, IPP_TAG_KEYWORD);

  for (int i = 0; list && i < ippGetCount (list); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (keywords); k++)
      if (g_str_has_prefix (ippGetString (list, i, NULL), keywords[k].keyword))
        return keywords[k].reason;
  return FO_PRINT_FINE;
}

void
fo_ipp_copy_text (ipp_t *answer, const char *name, char *ret_text)
{
  ipp_attribute_t *text = ippFindAttribute (answer, name, IPP_TAG_ZERO);
  const char *said = text ? ippGetString (text, 0, NULL) : NULL;

  if (said && *said && !g_str_equal (said, "none"))
    fo_text_clean (said, ret_text, FO_PRINT_TEXT_MAX);
}

FoPrintReason
fo_ipp_ask_reason (FoIpp *ipp, char *ret_text)
{
  static const char *const wanted[] = { "printer-state", "printer-state-reasons", "printer-state-message" };
  ipp_t *request = fo_ipp_new_request (ipp, IPP_OP_GET_PRINTER_ATTRIBUTES, 0), *answer;
  ipp_attribute_t *state;
  FoPrintReason reason;

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
  if (!(answer = fo_ipp_ask (ipp, request)))
    return FO_PRINT_OFFLINE;
  reason = fo_ipp_reason_in (answer, "printer-state-reasons");
  state = ippFindAttribute (answer, "printer-state", IPP_TAG_ENUM);
  if (reason == FO_PRINT_FINE && state && ippGetInteger (state, 0) == IPP_PSTATE_STOPPED)
    reason = FO_PRINT_ATTENTION;
  if (reason != FO_PRINT_FINE)
    fo_ipp_copy_text (answer, "printer-state-message", ret_text);
  ippDelete (answer);
  return reason;
}

/* ---- asked by itself ---------------------------------------------------------------------------------------------- */

void
fo_printer_ipp_ask_state (const char *uri, FoPrinterState *ret_state)
{
  FoIpp ipp = { 0 };

  if (fo_ipp_find (uri, &ipp))
    ret_state->reason = fo_ipp_ask_reason (&ipp, ret_state->text);
  g_clear_pointer (&ipp.http, httpClose);
}

int
fo_printer_page_dpi (int dpi)
{
  return dpi < 150 || dpi % 300 == 0 || dpi > 1200 ? 300 : dpi;
}

int
fo_ipp_dpi_of (ipp_attribute_t *resolution)
{
  int y = 0, x;
  ipp_res_t units = IPP_RES_PER_INCH;

  if (!resolution)
    return 0;
  x = ippGetResolution (resolution, 0, &y, &units);
  x = MIN (x, y); /* a grid of unequal sides has whole dots of the coarser one */
  return units == IPP_RES_PER_CM ? (x * 254 + 50) / 100 : x;
}

int
fo_printer_ipp_ask_dpi (const char *uri)
{
  static const char *const wanted[] = { "printer-resolution-default", "printer-resolution-supported" };
  FoIpp ipp = { 0 };
  ipp_t *request, *answer = NULL;
  int dpi = 0;

  if (!fo_ipp_find (uri, &ipp))
    return 0;
  request = fo_ipp_new_request (&ipp, IPP_OP_GET_PRINTER_ATTRIBUTES, 0);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", G_N_ELEMENTS (wanted), NULL, wanted);
  answer = fo_ipp_ask (&ipp, request);
  for (gsize i = 0; answer && !dpi && i < G_N_ELEMENTS (wanted); i++)
    dpi = fo_ipp_dpi_of (ippFindAttribute (answer, wanted[i], IPP_TAG_RESOLUTION));
  g_clear_pointer (&answer, ippDelete);
  g_clear_pointer (&ipp.http, httpClose);
  return dpi >= 150 && dpi <= 1200 ? dpi : 0;
}
