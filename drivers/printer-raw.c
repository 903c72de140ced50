/* SPDX-License-Identifier: GPL-3.0-or-later
 * A run over a line: a label at a time.
 *
 *   ready? ──▶ written down: begun k ──▶ sent ──▶ taken ──▶ printed? ──▶ the next one, or the end
 *     ▲ no paper │                        │ broken                │ broken, or never an answer
 *     └──────────┘                        ▼                       ▼
 *                            FAILED: its last byte     UNKNOWN: it may hang from the printer,
 *                            never went                or not
 *
 * A label is printed when its last bytes have come (^XZ, PRINT); so one that broke off before is certainly not. A printer that
 * answers when it is asked how it is says itself when it is done; of the others all that is known is that they took it. */
#include "printer-inside.h"

#include <string.h>

#define CHUNK 4096
#define STEP_MS 250         /* between two looks at a stop, or at the printer */
#define ANSWER_MS 1500      /* for the first answer: then it is known whether it answers at all */
#define QUIET_MS 1000       /* so long without a byte going is told */
#define GRACE_MS 3000       /* a label that is in the printer when we stop */
#define TSPL_QUIET_MS 1500  /* it never said "printing", and says it is idle */

typedef struct {
  FoPrintSend *send;
  FoPrinterLine *line;
  bool answers; /* to ~HS or <ESC>!? */
  guint at;     /* the label being sent; those before it are done */
  bool confirmed; /* of the one before */
} Session;

typedef enum { STEP_ON, STEP_OVER } Step; /* OVER: the end was told */

/* The label before was done, and is not noted yet when the next one was not begun. */
static Step
end (Session *s, FoPrintStage stage, FoPrintReason reason, const char *text)
{
  if (s->send->now.printed < s->at && !fo_print_mark (s->send, s->at, s->at, s->confirmed, 0))
    stage = FO_PRINT_UNKNOWN;
  fo_print_tell (s->send, stage, reason, text);
  return STEP_OVER;
}

static bool
is_zpl (const Session *s)
{
  return s->send->run.printer.language == FO_PRINTER_ZPL;
}

static gint64
now_ms (void)
{
  return g_get_monotonic_time () / 1000;
}

/* ---- asking how it is -------------------------------------------------------------------------------------------- */

static FoLineAnswer
ask (Session *s, int timeout_ms, FoPrinterStatus *ret_status)
{
  return fo_line_ask_status (s->line, s->send->run.printer.language, timeout_ms, ret_status);
}

/* Does it answer, and to begin with, may it be sent to? */
static Step
meet (Session *s)
{
  FoPrinterStatus status;
  FoLineAnswer asked = s->line->one_way ? FO_LINE_SILENT : ask (s, ANSWER_MS, &status);

  s->answers = asked == FO_LINE_ANSWERED;
  return asked == FO_LINE_GONE ? end (s, FO_PRINT_FAILED, FO_PRINT_OFFLINE, NULL) : STEP_ON;
}

/* A line that knows nothing keeps nothing back: the printer is sent to, and is never said to have printed. */
static FoPrintReason
line_reason (Session *s)
{
  FoPrintReason reason = s->line->ops->status (s->line);

  return reason == FO_PRINT_SILENT ? FO_PRINT_FINE : reason;
}

/* Waits for paper and for whatever else keeps it. */
static Step
ready (Session *s)
{
  while (!fo_print_stops (s->send)) {
    FoPrinterStatus status = { .reason = line_reason (s) };

    if (s->answers && status.reason == FO_PRINT_FINE && ask (s, ANSWER_MS, &status) != FO_LINE_ANSWERED)
      return end (s, FO_PRINT_FAILED, FO_PRINT_OFFLINE, NULL);
    if (status.reason == FO_PRINT_FINE) {
      fo_print_tell (s->send, FO_PRINT_SENDING, FO_PRINT_FINE, NULL);
      return STEP_ON;
    }
    if (status.reason == FO_PRINT_OFFLINE)
      return end (s, FO_PRINT_FAILED, FO_PRINT_OFFLINE, NULL);
    fo_print_tell (s->send, FO_PRINT_WAITING, status.reason, NULL);
    fo_print_pause (s->send, STEP_MS * 2);
  }
  return end (s, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
}

/* ---- sending one label ------------------------------------------------------------------------------------------- */

/* No byte went for a while. */
static Step
bear (Session *s, gint64 since_ms)
{
  FoPrintReason reason = line_reason (s);
  gint64 quiet_ms = now_ms () - since_ms;

  if (fo_print_stops (s->send))
    return end (s, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
  if (reason == FO_PRINT_FINE && quiet_ms > s->send->run.patience_ms)
    return end (s, FO_PRINT_FAILED, FO_PRINT_BUSY, NULL);
  if (reason != FO_PRINT_FINE || quiet_ms > QUIET_MS)
    fo_print_tell (s->send, FO_PRINT_WAITING, reason == FO_PRINT_FINE ? FO_PRINT_BUSY : reason, NULL);
  return STEP_ON;
}

static Step
write_label (Session *s, GBytes *label)
{
  gsize length, sent = 0;
  const guint8 *bytes = g_bytes_get_data (label, &length);
  gint64 since_ms = now_ms ();

  while (sent < length) {
    gsize chunk = MIN (length - sent, CHUNK);
    gssize n = s->line->ops->write (s->line, bytes + sent, chunk, STEP_MS);

    if (n == FO_LINE_DOUBT && sent + chunk == length)
      return end (s, FO_PRINT_UNKNOWN, FO_PRINT_CUT, NULL);
    if (n < 0)
      return end (s, FO_PRINT_FAILED, FO_PRINT_CUT, NULL);
    if (n > 0) {
      sent += (gsize) n;
      since_ms = now_ms ();
      fo_print_tell (s->send, FO_PRINT_SENDING, FO_PRINT_FINE, NULL);
    } else if (bear (s, since_ms) == STEP_OVER)
      return STEP_OVER;
  }
  return STEP_ON;
}

/* Until every byte is with the printer. From here on it may print. */
static Step
hand_over (Session *s)
{
  gint64 since_ms = now_ms ();

  for (;;) {
    int taken = s->line->ops->flush (s->line);
    gint64 quiet_ms = now_ms () - since_ms;

    if (taken > 0)
      return STEP_ON;
    if (taken < 0)
      return end (s, FO_PRINT_UNKNOWN, FO_PRINT_CUT, NULL);
    if (quiet_ms > s->send->run.patience_ms || (fo_print_stops (s->send) && quiet_ms > GRACE_MS))
      return end (s, FO_PRINT_UNKNOWN, FO_PRINT_BUSY, NULL);
    if (quiet_ms > QUIET_MS)
      fo_print_tell (s->send, FO_PRINT_WAITING, FO_PRINT_BUSY, NULL);
    g_poll (NULL, 0, 10);
  }
}

typedef enum { LOOK_AGAIN, LOOK_PRINTED, LOOK_TAKEN } Look;

static Look
judge (const Session *s, const FoPrinterStatus *status, bool was_printing, gint64 waited_ms)
{
  if (status->reason != FO_PRINT_FINE || !status->idle)
    return LOOK_AGAIN;
  if (is_zpl (s) || was_printing)
    return LOOK_PRINTED;
  return waited_ms > TSPL_QUIET_MS ? LOOK_TAKEN : LOOK_AGAIN;
}

/* Until the printer says that it is done. */
static Step
follow (Session *s)
{
  gint64 since_ms = now_ms (), heard_ms = since_ms, stopped_ms = 0;
  bool was_printing = false;

  for (;;) {
    FoPrinterStatus status = { 0 };
    FoLineAnswer asked = ask (s, ANSWER_MS, &status);
    Look look = asked == FO_LINE_ANSWERED ? judge (s, &status, was_printing, now_ms () - since_ms) : LOOK_AGAIN;

    was_printing = was_printing || status.printing;
    if (asked == FO_LINE_GONE)
      return end (s, FO_PRINT_UNKNOWN, FO_PRINT_CUT, NULL);
    if (look != LOOK_AGAIN) {
      s->confirmed = look == LOOK_PRINTED;
      return STEP_ON;
    }
    heard_ms = asked == FO_LINE_ANSWERED ? now_ms () : heard_ms;
    if (now_ms () - heard_ms > s->send->run.patience_ms)
      return end (s, FO_PRINT_UNKNOWN, FO_PRINT_SILENT, NULL);
    if (fo_print_stops (s->send) && !stopped_ms)
      stopped_ms = now_ms ();
    if (stopped_ms && now_ms () - stopped_ms > GRACE_MS)
      return end (s, FO_PRINT_UNKNOWN, FO_PRINT_STOPPED, NULL);
    if (status.reason != FO_PRINT_FINE)
      fo_print_tell (s->send, FO_PRINT_WAITING, status.reason, NULL);
    g_poll (NULL, 0, 50);
  }
}

static Step
send_label (Session *s)
{
  FoPrintSend *send = s->send;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) label = send->run.make (s->at, 1, send->run.user, &error);

  if (!label)
    return end (s, FO_PRINT_FAILED, FO_PRINT_NOT_MADE, error ? error->message : NULL);
  if (!fo_print_mark (send, s->at + 1, s->at, s->confirmed, 0))
    return end (s, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
  if (write_label (s, label) == STEP_OVER || hand_over (s) == STEP_OVER)
    return STEP_OVER;
  s->confirmed = false;
  return s->answers ? follow (s) : STEP_ON;
}

static void
run_session (Session *s)
{
  s->at = s->send->run.first;
  if (meet (s) == STEP_OVER)
    return;
  for (; s->at < s->send->run.n; s->at++)
    if (ready (s) == STEP_OVER || send_label (s) == STEP_OVER)
      return;
  end (s, FO_PRINT_PRINTED, FO_PRINT_FINE, NULL);
}

void
fo_print_raw (FoPrintSend *send)
{
  const char *uri = send->run.printer.uri;
  FoPrintReason reason = FO_PRINT_OFFLINE;
  char text[FO_PRINT_TEXT_MAX] = "";
  Session s = { .send = send };

  if (!fo_printer_hold (uri, send->cancel)) {
    fo_print_tell (send, FO_PRINT_FAILED, FO_PRINT_STOPPED, NULL);
    return;
  }
  s.line = g_str_has_prefix (uri, "usb:") ? fo_printer_usb_open (uri, send->cancel, &reason, text)
                                          : fo_printer_tcp_open (uri, send->cancel, &reason, text);
  if (s.line) {
    run_session (&s);
    s.line->ops->close (s.line);
  } else
    fo_print_tell (send, FO_PRINT_FAILED, fo_print_stops (send) ? FO_PRINT_STOPPED : reason, text);
  fo_printer_release (uri);
}
