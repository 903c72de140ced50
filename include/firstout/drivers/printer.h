/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Printers: where labels go. A printer is a value, remembered in a key file of this PC; one run of labels is sent on a thread
 * of its own and watched until the printer says what became of it. That a printer took the bytes is never called printed: see
 * `confirmed`.
 *
 * Addresses
 *   cups:NAME                        a queue of the CUPS that CUPS_SERVER or its configuration names
 *   ipp://host[:port]/path, ipps://  a printer that speaks IPP itself
 *   usb:VVVV:PPPP:SERIAL             USB printer class; usb:VVVV:PPPP@1-1.2 by port, when it has no serial number
 *   tcp://host[:port]                raw bytes, port 9100
 *   file:/folder                     lays files down
 */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

#define FO_PRINTER_ERROR fo_printer_error_quark ()
GQuark fo_printer_error_quark (void);

typedef enum {
  FO_PRINTER_ERROR_BAD,  /* an address, a number or a name that cannot be; the message names it */
  FO_PRINTER_ERROR_FILE, /* the key file cannot be read or written */
  FO_PRINTER_ERROR_NONE, /* there is no printer of that name here */
  FO_PRINTER_ERROR_SHEETS /* it takes single labels, not sheets of them */
} FoPrinterError;

typedef enum { FO_PRINTER_PDF, FO_PRINTER_ZPL, FO_PRINTER_TSPL, FO_N_PRINTER_LANGUAGES } FoPrinterLanguage;

/* "pdf", "zpl", "tspl". Static; false when it is none. */
const char *fo_printer_language_name (FoPrinterLanguage language);
bool fo_printer_language_parse (const char *name, FoPrinterLanguage *ret_language);

#define FO_PRINTER_NAME_MAX 64
#define FO_PRINTER_URI_MAX 256

/* Copy it freely. */
typedef struct {
  char name[FO_PRINTER_NAME_MAX]; /* as people call it */
  char uri[FO_PRINTER_URI_MAX];
  FoPrinterLanguage language;
  int dpi;
  int width_um, height_um; /* the paper in it; 0: whatever the label is */
  int gap_um;              /* between two labels; 0: endless paper; -1: as the printer is set */
  int mark_um;             /* where black marks on the back tell the labels apart: how high one is; 0: there are none */
  int speed, darkness;     /* as FoPrinterStyle; 0 and -1: as the printer is set */
  bool native;             /* ZPL: symbols by the printer's own hand, which nobody reads back; off unless somebody chose it */
  bool is_default;
} FoPrinter;

/* 203 dpi, the paper as the printer is set, the language that the address suggests. What it says of itself: fo_printer_ask_dpi. */
void fo_printer_init (FoPrinter *printer, const char *name, const char *uri);

/* FO_PRINTER_ERROR_BAD unless name, address and numbers are possible. */
bool fo_printer_check (const FoPrinter *printer, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* $XDG_CONFIG_HOME/firstout/printers.conf: a group for each printer, named by it. Free with g_free. */
char *fo_printers_default_path (void);

/* FoPrinter, in the order of the file; none when there is no file. A group that is not understood is left out, and goes when
 * the file is written again. NULL: FO_PRINTER_ERROR_FILE. Free with g_array_unref. */
GArray *fo_printers_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The whole file, at once. At most one is the default. */
bool fo_printers_write (const char *path, const GArray *printers, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* By name; with NULL or "" the default one, else the first. NULL: there is none. Belongs to PRINTERS. */
const FoPrinter *fo_printers_find (const GArray *printers, const char *name);

/* The one that an office sheet goes to: the default when it takes pages, else the first that does. NULL: there are only label
 * printers, or none. Belongs to PRINTERS. */
const FoPrinter *fo_printers_find_for_sheets (const GArray *printers);

/* Printers that are here but perhaps not in the file: the queues of CUPS, and class 7 on the USB with the language their device id
 * tells. Asks; may take some seconds. FoPrinter, with dpi 0 where a label printer does not say it: somebody must choose before it is
 * added. What cannot be asked is left out. Free with g_array_unref. */
GArray *fo_printers_look (void);

/* ---- sending ----------------------------------------------------------------------------------------------------- */

typedef enum {
  FO_PRINT_CONNECTING,
  FO_PRINT_SENDING,
  FO_PRINT_WAITING, /* for a person or for the printer: see the reason; goes on by itself */
  FO_PRINT_PRINTED, /* the end: all of it */
  FO_PRINT_FAILED,  /* the end: the label being sent, and those after it, were certainly not printed */
  FO_PRINT_UNKNOWN  /* the end: nobody here knows whether the label being sent was printed */
} FoPrintStage;

/* reason, stable text, "is it worth trying again by itself?" */
#define FO_PRINT_REASONS(R)                                                                                            \
  R (FO_PRINT_FINE, "", false)                                                                                         \
  R (FO_PRINT_NO_PAPER, "no-paper", true)                                                                              \
  R (FO_PRINT_NO_RIBBON, "no-ribbon", true)                                                                            \
  R (FO_PRINT_HEAD_OPEN, "head-open", true)                                                                            \
  R (FO_PRINT_JAM, "jam", true)                                                                                        \
  R (FO_PRINT_PAUSED, "paused", true)                                                                                  \
  R (FO_PRINT_BUSY, "busy", true)           /* it takes no bytes just now, or another program has it */                \
  R (FO_PRINT_OFFLINE, "offline", true)     /* not plugged in, switched off, no such host */                           \
  R (FO_PRINT_CUT, "cut", true)             /* the line broke in the middle of a label */                              \
  R (FO_PRINT_NO_ACCESS, "no-access", true) /* rights to the device */                                                 \
  R (FO_PRINT_ATTENTION, "attention", true) /* something else a person must see to; text says what */                  \
  R (FO_PRINT_REFUSED, "refused", false)    /* it does not take this kind of document, or this one */                  \
  R (FO_PRINT_ABORTED, "aborted", false)    /* taken, and given up by the printer */                                   \
  R (FO_PRINT_CANCELLED, "cancelled", false)/* by a person */                                                          \
  R (FO_PRINT_SILENT, "silent", false)      /* it never said what became of it */                                      \
  R (FO_PRINT_NOT_MADE, "not-made", false)  /* the label could not be made; text says why */                           \
  R (FO_PRINT_STOPPED, "stopped", true)     /* we stopped: the program ends */

typedef enum {
#define FO_PRINT_REASON_ENUM(reason, name, again) reason,
  FO_PRINT_REASONS (FO_PRINT_REASON_ENUM)
#undef FO_PRINT_REASON_ENUM
    FO_N_PRINT_REASONS
} FoPrintReason;

/* "no-paper"; the words of a person are fo_words "print.reason.no-paper". Static. */
const char *fo_print_reason_name (FoPrintReason reason);
bool fo_print_reason_passes (FoPrintReason reason);

#define FO_PRINT_TEXT_MAX 160

/* A value. */
typedef struct {
  FoPrintStage stage;
  FoPrintReason reason;
  guint printed; /* labels of the run that are done, those before FoPrintRun.first included */
  guint begun;   /* labels of which a byte may have reached the printer */
  bool confirmed; /* the printer itself said that the last one was printed; else it took the bytes without complaint */
  char text[FO_PRINT_TEXT_MAX]; /* the printer's or the system's own words, cleaned; may be "" */
} FoPrintProgress;

/* What must be written down before the sending goes on. */
typedef struct {
  guint begun, printed;
  bool confirmed;
  gint64 remote; /* the printer's own number for the run (IPP); 0: none */
} FoPrintMark;

typedef struct {
  FoPrinter printer;
  const char *title; /* of the job on the printer, and of files; copied */
  guint first, n;    /* labels FIRST … N-1 are to be sent */
  gint64 remote;     /* it was given to the printer before, under this number: ask first what became of it */

  /* On the printing thread. MAKE gives labels FROM … FROM+COUNT-1 in the printer's language, or NULL and *error. MARK makes durable
   * what it is told and returns true; while it has not returned nothing is sent; false: nothing more may be sent. */
  GBytes *(*make) (guint from, guint count, gpointer user, GError **error);
  bool (*mark) (const FoPrintMark *mark, gpointer user);

  /* On the main context of the caller of fo_print_start; the last call has one of the three ends. */
  void (*progress) (const FoPrintProgress *progress, gpointer user);
  gpointer user;

  int patience_ms; /* how long a line may take no byte before it is given up; 0: the usual 60 s */
} FoPrintRun;

typedef struct FoPrintSend FoPrintSend;

/* Begins on a thread of its own. */
FoPrintSend *fo_print_start (const FoPrintRun *run);

/* Asks it to end at the next place where nothing is in doubt; the end is told by PROGRESS. */
void fo_print_stop (FoPrintSend *send);

/* The same for good: a printer that keeps jobs is asked to drop this one. */
void fo_print_withdraw (FoPrintSend *send);

/* Stops, waits for the thread; no callback comes after it. MARK must not need the caller's thread. */
void fo_print_free (FoPrintSend *send);

/* Where file: lays label run TITLE. Free with g_free. */
char *fo_print_file_path (const FoPrinter *printer, const char *title);

/* ---- asking ------------------------------------------------------------------------------------------------------ */

/* How a printer is just now. A value. */
typedef struct {
  FoPrintReason reason; /* FO_PRINT_FINE: it would print. FO_PRINT_SILENT: it does not say (a folder; one that never answers).
                         * FO_PRINT_BUSY: a run of this program is with it, or another program has it */
  char text[FO_PRINT_TEXT_MAX]; /* in its own words, cleaned; may be "" */
} FoPrinterState;

/* Both ask the printer itself, and wait: up to some seconds for one that is away. Any thread but that of a window; a run that begins
 * meanwhile waits for the end of the question. */
void fo_printer_ask_state (const FoPrinter *printer, GCancellable *cancel, FoPrinterState *ret_state);

/* Its dots an inch: ZPL ~HI, TSPL GETSETTING$, the device id, IPP printer-resolution-default. A printer of pages draws lines, not our
 * dots: 300 for all whose own are a multiple of it, and for those that do not say. 0: it does not say. */
int fo_printer_ask_dpi (const FoPrinter *printer, GCancellable *cancel);
