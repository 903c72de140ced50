/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the printers: a connection over which IPP is spoken (printer-ipp-line.c). On the thread that made it.
 */
#pragma once

#include "printer-inside.h"

#include <cups/cups.h>

/* { 0 } and fo_ipp_find; at the end its HTTP is closed. */
typedef struct {
  http_t *http; /* NULL: not now */
  char host[HTTP_MAX_HOST], resource[HTTP_MAX_URI], uri[HTTP_MAX_URI];
  int port;
  http_encryption_t encryption;
} FoIpp;

/* Where URI (cups:, ipp://, ipps://) is. False: nowhere. */
bool fo_ipp_find (const char *uri, FoIpp *ipp);
bool fo_ipp_connect (FoIpp *ipp);

/* About JOB when there is one. */
ipp_t *fo_ipp_new_request (FoIpp *ipp, ipp_op_t operation, int job);

/* Takes REQUEST. Answers what it can, over a new connection when the old one is gone. NULL: nobody answered. */
ipp_t *fo_ipp_ask (FoIpp *ipp, ipp_t *request);

/* Of the keywords NAME of an answer: the first that keeps a printer from printing. */
FoPrintReason fo_ipp_reason_in (ipp_t *answer, const char *name);
/* Text NAME, cleaned; RET_TEXT (FO_PRINT_TEXT_MAX) stays when there is none. */
void fo_ipp_copy_text (ipp_t *answer, const char *name, char *ret_text);

/* Why the printer does not print, FO_PRINT_FINE when it does. RET_TEXT as above. */
FoPrintReason fo_ipp_ask_reason (FoIpp *ipp, char *ret_text);

/* Dots an inch, the coarser side; 0: NULL, or no resolution. */
int fo_ipp_dpi_of (ipp_attribute_t *resolution);
