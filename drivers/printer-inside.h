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
  /* Why it takes nothing, as far as the line itself knows. */
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

/* "MFG:Zebra;MDL:ZD420;CMD:ZPL;" behind its two bytes of length. RET: texts to be freed, "" where the printer says nothing; the
 * language is FO_PRINTER_PDF when it is none of ours. */
typedef struct {
  char *maker, *model, *serial;
  FoPrinterLanguage language;
} FoPrinterId;

void fo_printer_id_parse (const guint8 *bytes, gsize length, FoPrinterId *ret_id);
void fo_printer_id_clear (FoPrinterId *id);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoPrinterId, fo_printer_id_clear)

/* Appends what is plugged in, or what CUPS has. */
void fo_printer_usb_look (GArray *printers);
void fo_printer_ipp_look (GArray *printers);
