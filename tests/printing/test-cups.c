/* SPDX-License-Identifier: GPL-3.0-or-later
 * A print server between us and the printer: a job is followed through everything people and machines do to it there, and what
 * the server no longer knows is not called printed. */
#include "cupsd.h"
#include "ippd.h"
#include "support/sink.h"
#include "watch.h"
#include "world.h"

#include <string.h>

#define LABELS "^XA0+3^XZ"

static Sink *sink;

static void
assert_bytes (const char *expected)
{
  g_autoptr (GBytes) bytes = sink_bytes (sink);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static void
begin (const char *name)
{
  g_autofree char *device = NULL;

  sink = sink_new (SINK_SILENT);
  device = g_strdup_printf ("socket:%s/?snmp=false", sink_uri (sink) + strlen ("tcp:"));
  cupsd_add (name, device, "raw");
}

static void
finish (void)
{
  g_clear_pointer (&sink, sink_free);
}

static void
watch_for (Watch *w, FoPrintStage stage, FoPrintReason reason)
{
  watch_until (w, w->over || (w->last.stage == stage && w->last.reason == reason));
  g_assert_cmpint (w->last.stage, ==, stage);
  g_assert_cmpint (w->last.reason, ==, reason);
}

static void
assert_printed (Watch *w)
{
  watch_end (w);
  if (w->last.stage != FO_PRINT_PRINTED)
    g_error ("not printed: %s, %s", fo_print_reason_name (w->last.reason), w->last.text);
  g_assert_true (w->last.confirmed);
  g_assert_cmpuint (w->printed, ==, 3);
}

/* ---- a queue that hands on what it gets -------------------------------------------------------------------------------- */

static void
test_printed (void)
{
  Watch w = { 0 };

  begin ("raw");
  watch_start (&w, "cups:raw", FO_PRINTER_ZPL, 0);
  assert_printed (&w);
  assert_bytes (LABELS);
  finish ();
}

static void
test_stopped (void)
{
  Watch w = { 0 };

  begin ("stopped");
  cupsd_disable ("stopped");
  watch_start (&w, "cups:stopped", FO_PRINTER_ZPL, 0);
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED);
  assert_bytes ("");
  cupsd_enable ("stopped");
  assert_printed (&w);
  assert_bytes (LABELS);
  finish ();
}

static void
test_held (void)
{
  Watch w = { 0 };

  begin ("held");
  cupsd_disable ("held");
  watch_start (&w, "cups:held", FO_PRINTER_ZPL, 0);
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED);
  cupsd_hold ("held", w.remote);
  cupsd_enable ("held");
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED); /* the printer goes, the job does not */
  assert_bytes ("");
  cupsd_resume ("held", w.remote);
  assert_printed (&w);
  assert_bytes (LABELS);
  finish ();
}

static void
test_cancelled (void)
{
  Watch w = { 0 };

  begin ("cancelled");
  cupsd_disable ("cancelled");
  watch_start (&w, "cups:cancelled", FO_PRINTER_ZPL, 0);
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED);
  cupsd_cancel (w.remote);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_CANCELLED);
  cupsd_enable ("cancelled");
  assert_bytes ("");
  finish ();
}

/* Nobody listens there, and the server loses patience. */
static void
test_aborted (void)
{
  Watch w = { 0 };

  cupsd_add ("nobody", "socket://127.0.0.1:1/?snmp=false&contimeout=1", "raw");
  watch_start (&w, "cups:nobody", FO_PRINTER_ZPL, 0);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_ABORTED);
}

static void
test_no_such_queue (void)
{
  Watch w = { 0 };

  watch_start (&w, "cups:nowhere", FO_PRINTER_ZPL, 0);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_REFUSED);
}

/* ---- the server dies ------------------------------------------------------------------------------------------------------- */

static void
test_killed (void)
{
  Watch w = { 0 };

  begin ("killed");
  cupsd_disable ("killed");
  watch_start (&w, "cups:killed", FO_PRINTER_ZPL, 0);
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED);
  cupsd_kill ();
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_OFFLINE);
  cupsd_again (FALSE);
  cupsd_enable ("killed");
  assert_printed (&w);
  assert_bytes (LABELS);
  finish ();
}

/* Its disk is gone with it: whether that printed, nobody can say. */
static void
test_killed_and_forgot (void)
{
  Watch w = { 0 };

  begin ("forgot");
  cupsd_disable ("forgot");
  watch_start (&w, "cups:forgot", FO_PRINTER_ZPL, 0);
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED);
  cupsd_kill ();
  cupsd_again (TRUE);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_SILENT);
  finish ();
}

/* … and begins its numbers anew: the job of that number is another one, and says nothing of ours. */
static void
test_number_of_another (void)
{
  Watch w = { .title = "LOT-1-7" }, other = { .title = "LOT-2-8" };

  begin ("numbers");
  watch_start (&other, "cups:numbers", FO_PRINTER_ZPL, 0);
  assert_printed (&other);
  watch_start (&w, "cups:numbers", FO_PRINTER_ZPL, other.remote);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
  g_assert_cmpuint (w.made, ==, 0);
  assert_bytes (LABELS);
  finish ();
}

/* We die while the server has the job: the next life asks it. */
static void
test_next_life (void)
{
  Watch w = { 0 }, next = { 0 };

  begin ("next");
  cupsd_disable ("next");
  watch_start (&w, "cups:next", FO_PRINTER_ZPL, 0);
  watch_for (&w, FO_PRINT_WAITING, FO_PRINT_PAUSED);
  fo_print_stop (w.send);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
  cupsd_enable ("next");
  watch_start (&next, "cups:next", FO_PRINTER_ZPL, w.remote);
  assert_printed (&next);
  g_assert_cmpuint (next.made, ==, 0);
  assert_bytes (LABELS);
  finish ();
}

/* ---- a queue that asks its printer what it can ---------------------------------------------------------------------------- */

static void
test_driverless (void)
{
  guint before = ippd_documents ();
  Watch w = { .pdf = true };

  ippd_start ();
  cupsd_add ("driverless", ippd_uri, "everywhere");
  watch_start (&w, "cups:driverless", FO_PRINTER_PDF, 0);
  assert_printed (&w);
  g_assert_cmpuint (ippd_documents (), ==, before + 1);
  g_autoptr (GBytes) document = ippd_last ();
  g_assert_true (g_str_has_prefix (g_bytes_get_data (document, NULL), "%PDF"));
  ippd_stop ();
}

int
main (int argc, char **argv)
{
  int status;

  world_leave ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/cups/printed", test_printed);
  g_test_add_func ("/printing/cups/stopped", test_stopped);
  g_test_add_func ("/printing/cups/held", test_held);
  g_test_add_func ("/printing/cups/cancelled", test_cancelled);
  g_test_add_func ("/printing/cups/aborted", test_aborted);
  g_test_add_func ("/printing/cups/no-such-queue", test_no_such_queue);
  g_test_add_func ("/printing/cups/killed", test_killed);
  g_test_add_func ("/printing/cups/killed-and-forgot", test_killed_and_forgot);
  g_test_add_func ("/printing/cups/number-of-another", test_number_of_another);
  g_test_add_func ("/printing/cups/next-life", test_next_life);
  g_test_add_func ("/printing/cups/driverless", test_driverless);
  cupsd_start ();
  status = g_test_run ();
  cupsd_stop ();
  world_clear ();
  return status;
}
