/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the printers. A *way* brings one run to its end on the printing thread; the raw ways share one session over a *line*,
 * which moves bytes.
 */
#pragma once

#include "firstout/drivers/printer.h"

#include <gio/gio.h>

/* ---- one run, on its thread (printer-send.c) ----------------------------------------------------------------------- */

struct FoPrintSend {
  FoPrintRun run;
  char *title;
  GThread *thread;
  GCancellable *cancel; /* stop */
  gint withdrawn;       /* atomic: stop, and take it back from the printer */
  GMainContext *home;
  GMutex lock;
  GPtrArray *posted;   /* of GSource: what was told, or will be */
  FoPrintProgress now; /* the printing thread's */
  bool told;
};

static inline bool
fo_print_stops (FoPrintSend *send)
{
  return g_cancellable_is_cancelled (send->cancel);
}

/* Tells people, when it is something new. TEXT may be NULL. */
void fo_print_tell (FoPrintSend *send, FoPrintStage stage, FoPrintReason reason, const char *text);

/* Makes it durable; false: stop. */
bool fo_print_mark (FoPrintSend *send, guint begun, guint printed, bool confirmed, gint64 remote);

/* Sleeps; false when it was stopped meanwhile. */
bool fo_print_pause (FoPrintSend *send, int ms);

/* Each ends with one of the three stages told. */
void fo_print_raw (FoPrintSend *send);
void fo_print_ipp (FoPrintSend *send);
void fo_print_file (FoPrintSend *send);

/* ---- lines (printer-tcp.c, printer-usb.c) --------------------------------------------------------------------------- */

typedef struct FoPrinterLine FoPrinterLine;

enum { FO_LINE_BROKEN = -1, FO_LINE_DOUBT = -2 };

typedef struct {
  /* Up to LENGTH bytes within TIMEOUT_MS: how many, 0 when it takes none now, FO_LINE_BROKEN when the line broke and none of these
   * went, FO_LINE_DOUBT when some may have. */
  gssize (*write) (FoPrinterLine *line, const guint8 *bytes, gsize length, int timeout_ms);
  /* 1: all that was written is with the printer, 0: not yet, FO_LINE_BROKEN. */
  int (*flush) (FoPrinterLine *line);
  /* What the printer says: as write. */
  gssize (*read) (FoPrinterLine *line, guint8 *bytes, gsize room, int timeout_ms);
  /* Why it takes nothing, as far as the line itself knows; FO_PRINT_SILENT: it knows nothing of the printer. */
  FoPrintReason (*status) (FoPrinterLine *line);
  void (*close) (FoPrinterLine *line);
} FoPrinterLineOps;

struct FoPrinterLine {
  const FoPrinterLineOps *ops;
  bool one_way; /* nothing ever comes back: it need not be asked */
};

/* NULL and *ret_reason, RET_TEXT (FO_PRINT_TEXT_MAX). */
FoPrinterLine *fo_printer_tcp_open (const char *uri, GCancellable *cancel, FoPrintReason *ret_reason, char *ret_text);
FoPrinterLine *fo_printer_usb_open (const char *uri, GCancellable *cancel, FoPrintReason *ret_reason, char *ret_text);

/* ---- what printers answer (printer-status.c): pure ------------------------------------------------------------------- */

typedef struct {
  FoPrintReason reason; /* FO_PRINT_FINE: nothing keeps it */
  bool idle;            /* nothing is left to print */
  bool printing;        /* TSPL: it says so */
} FoPrinterStatus;

/* The three lines that answer ~HS: <STX>…<ETX><CR><LF> each. False: not all of them yet, or something else. */
bool fo_zpl_status_parse (const char *text, gsize length, FoPrinterStatus *ret_status);

/* The byte that answers <ESC>!?. */
FoPrinterStatus fo_tspl_status_of (guint8 byte);

/* GET_PORT_STATUS: bit 5 no paper, bit 4 selected, bit 3 no error. */
FoPrintReason fo_usb_port_reason (guint8 status);

/* What answers ~HI: <STX>model,version,dots a millimetre,memory,…<ETX>. False: not all of it yet, or no resolution there is. */
bool fo_zpl_dpi_parse (const char *text, gsize length, int *ret_dpi);
/* "300" and the end of the line, which answers GETSETTING$. */
bool fo_tspl_dpi_parse (const char *text, gsize length, int *ret_dpi);

/* "MFG:Zebra;MDL:ZTC ZD420-300dpi ZPL;CMD:ZPL;" behind its two bytes of length. RET: texts to be freed, "" where the printer says
 * nothing; the language is FO_PRINTER_PDF when it is none of ours. */
typedef struct {
  char *maker, *model, *serial;
  FoPrinterLanguage language;
  int dpi; /* 0: it is not in the name of the model */
} FoPrinterId;

void fo_printer_id_parse (const guint8 *bytes, gsize length, FoPrinterId *ret_id);
void fo_printer_id_clear (FoPrinterId *id);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoPrinterId, fo_printer_id_clear)

/* Appends what is plugged in, dpi 0 where its id does not say it; or what CUPS has. */
void fo_printer_usb_look (GArray *printers);
void fo_printer_ipp_look (GArray *printers);

/* ---- questions (printer-ask.c) -------------------------------------------------------------------------------------- */

/* One talk to an address at a time in this program: a question within a label would be part of it, and two on the USB take the
 * interface from each other. HOLD waits; false: cancelled. */
bool fo_printer_hold (const char *uri, GCancellable *cancel);
bool fo_printer_try_hold (const char *uri);
void fo_printer_release (const char *uri);

typedef enum { FO_LINE_ANSWERED, FO_LINE_SILENT, FO_LINE_GONE } FoLineAnswer;

/* How it is, in LANGUAGE: ~HS or <ESC>!?. What it said unasked before is dropped. */
FoLineAnswer fo_line_ask_status (FoPrinterLine *line, FoPrinterLanguage language, int timeout_ms, FoPrinterStatus *ret_status);

/* ---- IPP (printer-ipp-line.c) ----------------------------------------------------------------------------------------- */

/* The dots an inch that a printer of pages gets: see fo_printer_ask_dpi. 0 stays 300. */
int fo_printer_page_dpi (int dpi);
void fo_printer_ipp_ask_state (const char *uri, FoPrinterState *ret_state);
int fo_printer_ipp_ask_dpi (const char *uri); /* 0: it does not say */
