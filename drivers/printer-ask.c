/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a printer says when it is asked: how it is, and how fine it prints. */
#include "printer-inside.h"

#include <string.h>

#define STEP_MS 250
#define ANSWER_MS 1500
#define WAIT_US (100 * G_TIME_SPAN_MILLISECOND)

/* ---- one at a time ------------------------------------------------------------------------------------------------ */

static GMutex lock;
static GCond freed;
static GHashTable *held; /* of addresses; LOCK */

/* LOCK is held. */
static bool
take (const char *uri)
{
  if (!held)
    held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return !g_hash_table_contains (held, uri) && g_hash_table_add (held, g_strdup (uri));
}

bool
fo_printer_try_hold (const char *uri)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  (void) locker;
  return take (uri);
}

bool
fo_printer_hold (const char *uri, GCancellable *cancel)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  (void) locker;
  while (!take (uri)) {
    if (g_cancellable_is_cancelled (cancel))
      return false;
    g_cond_wait_until (&freed, &lock, g_get_monotonic_time () + WAIT_US);
  }
  return true;
}

void
fo_printer_release (const char *uri)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);

  (void) locker;
  g_hash_table_remove (held, uri);
  g_cond_broadcast (&freed);
}

/* ---- a question --------------------------------------------------------------------------------------------------- */

typedef bool (*Understand) (const char *text, gsize length, gpointer ret);

static gint64
now_ms (void)
{
  return g_get_monotonic_time () / 1000;
}

static FoLineAnswer
ask (FoPrinterLine *line, const char *question, int timeout_ms, Understand understand, gpointer ret)
{
  char bytes[512];
  gsize used = 0;
  gint64 until_ms = now_ms () + timeout_ms;
  gssize n;

  while ((n = line->ops->read (line, (guint8 *) bytes, sizeof bytes, 0)) > 0) /* what it said unasked */
    ;
  if (n < 0)
    return FO_LINE_GONE;
  n = line->ops->write (line, (const guint8 *) question, strlen (question), timeout_ms);
  if (n < (gssize) strlen (question))
    return n < 0 ? FO_LINE_GONE : FO_LINE_SILENT; /* the rest of the question would be in the way of a label */
  while (now_ms () < until_ms && used < sizeof bytes) {
    n = line->ops->read (line, (guint8 *) bytes + used, sizeof bytes - used, STEP_MS);
    if (n < 0)
      return FO_LINE_GONE;
    used += (gsize) n;
    if (understand (bytes, used, ret))
      return FO_LINE_ANSWERED;
  }
  return FO_LINE_SILENT;
}

static bool
zpl_status (const char *text, gsize length, gpointer ret)
{
  return fo_zpl_status_parse (text, length, ret);
}

static bool
tspl_status (const char *text, gsize length, gpointer ret)
{
  if (length > 0)
    *(FoPrinterStatus *) ret = fo_tspl_status_of ((guint8) text[length - 1]);
  return length > 0;
}

FoLineAnswer
fo_line_ask_status (FoPrinterLine *line, FoPrinterLanguage language, int timeout_ms, FoPrinterStatus *ret_status)
{
  bool zpl = language == FO_PRINTER_ZPL;

  return ask (line, zpl ? "~HS\r\n" : "\x1b!?", timeout_ms, zpl ? zpl_status : tspl_status, ret_status);
}

static bool
zpl_dpi (const char *text, gsize length, gpointer ret)
{
  return fo_zpl_dpi_parse (text, length, ret);
}

static bool
tspl_dpi (const char *text, gsize length, gpointer ret)
{
  return fo_tspl_dpi_parse (text, length, ret);
}

/* ---- a printer ---------------------------------------------------------------------------------------------------- */

static bool
is_raw (const FoPrinter *printer)
{
  return g_str_has_prefix (printer->uri, "usb:") || g_str_has_prefix (printer->uri, "tcp:");
}

static FoPrinterLine *
open_line (const FoPrinter *printer, GCancellable *cancel, FoPrinterState *ret_state)
{
  return g_str_has_prefix (printer->uri, "usb:")
             ? fo_printer_usb_open (printer->uri, cancel, &ret_state->reason, ret_state->text)
             : fo_printer_tcp_open (printer->uri, cancel, &ret_state->reason, ret_state->text);
}

/* What the printer says in its language, if it does; else what its port says; and if neither does, nothing is known. */
static FoPrintReason
reason_of (FoPrinterLine *line, FoPrinterLanguage language)
{
  FoPrinterStatus status = { .reason = line->ops->status (line) };
  FoPrintReason port = status.reason;

  if (line->one_way || (port != FO_PRINT_FINE && port != FO_PRINT_SILENT))
    return port;
  switch (fo_line_ask_status (line, language, ANSWER_MS, &status)) {
  case FO_LINE_ANSWERED:
    return status.reason;
  case FO_LINE_SILENT:
    return port;
  case FO_LINE_GONE:
    return FO_PRINT_OFFLINE;
  }
  return port;
}

static void
ask_raw_state (const FoPrinter *printer, GCancellable *cancel, FoPrinterState *ret_state)
{
  FoPrinterLine *line = open_line (printer, cancel, ret_state);

  if (!line)
    return;
  ret_state->reason = reason_of (line, printer->language);
  line->ops->close (line);
}

void
fo_printer_ask_state (const FoPrinter *printer, GCancellable *cancel, FoPrinterState *ret_state)
{
  *ret_state = (FoPrinterState){ .reason = FO_PRINT_SILENT };
  if (g_str_has_prefix (printer->uri, "file:"))
    return;
  if (!is_raw (printer)) {
    fo_printer_ipp_ask_state (printer->uri, ret_state);
    return;
  }
  if (!fo_printer_try_hold (printer->uri)) {
    ret_state->reason = FO_PRINT_BUSY;
    return;
  }
  ask_raw_state (printer, cancel, ret_state);
  fo_printer_release (printer->uri);
}

static int
ask_raw_dpi (const FoPrinter *printer, GCancellable *cancel)
{
  bool zpl = printer->language == FO_PRINTER_ZPL;
  FoPrinterState state;
  FoPrinterLine *line = open_line (printer, cancel, &state);
  int dpi = 0;

  if (!line)
    return 0;
  if (!line->one_way)
    (void) ask (line, zpl ? "~HI\r\n" : "OUT GETSETTING$(\"SYSTEM\",\"INFORMATION\",\"DPI\")\r\n", ANSWER_MS,
                zpl ? zpl_dpi : tspl_dpi, &dpi);
  line->ops->close (line);
  return dpi;
}

int
fo_printer_ask_dpi (const FoPrinter *printer, GCancellable *cancel)
{
  int dpi;

  if (g_str_has_prefix (printer->uri, "file:"))
    return fo_printer_page_dpi (0);
  if (!is_raw (printer)) {
    dpi = fo_printer_ipp_ask_dpi (printer->uri);
    return printer->language == FO_PRINTER_PDF ? fo_printer_page_dpi (dpi) : dpi;
  }
  if (!fo_printer_hold (printer->uri, cancel))
    return 0;
  dpi = ask_raw_dpi (printer, cancel);
  fo_printer_release (printer->uri);
  return dpi;
}
