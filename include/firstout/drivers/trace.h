/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One trace format for tests, the training warehouse and bug reports: what devices sent, and when, as text a person
 * can read and edit.
 *
 *   firstout-trace 1
 *   # a comment, to the end of the line
 *   0.000000 usb:0c2e:0b61:A1 plug 058c 0902 a101 …      opened; the bytes are its HID report descriptor
 *   0.100000 usb:0c2e:0c8a:B2 plug serial                opened; it is a serial port
 *   0.512000 usb:0c2e:0b61:A1 in 020d5d45 …              one transfer from the device
 *   0.512100 usb:05e0:1900:C3 out 01220100               one report, or serial bytes, to the device
 *   0.520000 usb:05e0:1900:C3 feedback bad               somebody asked for a beep, or good
 *   0.530000 usb:0c2e:0b61:A1 fault stall                what the transport met, by FoFault name
 *   9.250000 usb:0c2e:0b61:A1 unplug
 *
 * Time is seconds since the beginning with up to six decimals, never going back. The device is its FoDevice id,
 * without blanks. Hexadecimal digits come in pairs, blanks between pairs as one likes. A device sends only between
 * its plug and its unplug. Of a device with an "out" in the trace it is checked, when the trace is played, that the
 * program sends just that; what is not there to be checked in older traces is not. Reading is strict: a trace that is not well formed is refused with the number of the
 * line.
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/drivers/decoder.h"
#include <glib.h>
#include <stdint.h>

#define FO_TRACE_ERROR fo_trace_error_quark ()
GQuark fo_trace_error_quark (void);

typedef enum { FO_TRACE_ERROR_MALFORMED, FO_TRACE_ERROR_TOO_LARGE } FoTraceError;

#define FO_TRACE_FILE_MAX (64 * 1024 * 1024) /* bytes; a day of scanning is about 5 MB */
#define FO_TRACE_BYTES_MAX 4096              /* of one record */

typedef enum {
  FO_TRACE_PLUG,
  FO_TRACE_IN,
  FO_TRACE_OUT,
  FO_TRACE_FEEDBACK,
  FO_TRACE_FAULT,
  FO_TRACE_UNPLUG
} FoTraceKind;

/* What was plugged in, where there is no HID report descriptor to tell. */
typedef enum { FO_TRACE_HID, FO_TRACE_SERIAL } FoTracePort;

typedef struct {
  int64_t at_us; /* since the beginning */
  FoTraceKind kind;
  char device[FO_SCAN_DEVICE_MAX];
  FoFault fault;        /* FO_TRACE_FAULT */
  FoFeedback feedback;  /* FO_TRACE_FEEDBACK */
  FoTracePort port;     /* FO_TRACE_PLUG */
  const uint8_t *bytes; /* FO_TRACE_PLUG of a HID device, FO_TRACE_IN, FO_TRACE_OUT */
  size_t length;
  guint line; /* in the file; 0 when it is to be written */
} FoTraceRecord;

typedef struct FoTrace FoTrace;

/* NAME is for messages, which begin with "NAME:LINE: ". The trace is immutable: any thread. */
FoTrace *fo_trace_parse (const char *name, const char *text, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
FoTrace *fo_trace_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
FoTrace *fo_trace_ref (FoTrace *trace);
void fo_trace_unref (FoTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoTrace, fo_trace_unref)

guint fo_trace_count (const FoTrace *trace);

/* Valid as long as the trace. */
const FoTraceRecord *fo_trace_get (const FoTrace *trace, guint index);

/* One line of a trace with its end of line, as the writer writes it. */
char *fo_trace_print (const FoTraceRecord *record);

typedef struct FoTraceWriter FoTraceWriter;

/* Makes or empties the file. Every record is handed to the system before fo_trace_write returns, so that the trace of a
 * crash is complete. One thread at a time. */
FoTraceWriter *fo_trace_writer_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* AT_US of the record may be any steady clock: the first record written is time 0, and none is before the one before
 * it. After a failure the writer writes nothing more and says so with every call. */
bool fo_trace_write (FoTraceWriter *writer, const FoTraceRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_trace_writer_free (FoTraceWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoTraceWriter, fo_trace_writer_free)
