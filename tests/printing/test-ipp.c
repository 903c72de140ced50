/* SPDX-License-Identifier: GPL-3.0-or-later
 * An IPP printer: a job is followed to its end, and asked after by its number; that it was taken is never called printed. */
#include "ippd.h"
#include "watch.h"
#include "world.h"

#include <string.h>

/* ---- jobs ------------------------------------------------------------------------------------------------------------ */

static void
test_printed (void)
{
  guint before = ippd_documents ();
  Watch w = { 0 };

  ippd_set (1.2, 0);
  watch_start (&w, ippd_uri, FO_PRINTER_ZPL, 0);
  for (int i = 0; i < 60; i++) { /* taken by now, and not printed */
    g_main_context_iteration (NULL, FALSE);
    g_poll (NULL, 0, 10);
  }
  g_assert_cmpint (w.remote, >, 0); /* its number was written down before the document went */
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_SENDING);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_PRINTED);
  g_assert_true (w.last.confirmed);
  g_assert_cmpuint (w.printed, ==, 3);
  g_assert_cmpuint (ippd_documents (), ==, before + 1);
  g_autoptr (GBytes) bytes = ippd_last ();
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "^XA0+3^XZ", 9);
}

static void
test_aborted (void)
{
  guint before = ippd_documents ();
  Watch w = { 0 };

  ippd_set (0, 1);
  watch_start (&w, ippd_uri, FO_PRINTER_ZPL, 0);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_ABORTED);
  g_assert_cmpuint (ippd_documents (), ==, before);
  ippd_set (0, 0);
}

/* The number cannot be written down: no document is given away. */
static void
test_not_written_down (void)
{
  guint before = ippd_documents ();
  Watch w = { .refuse_marks = true };

  watch_start (&w, ippd_uri, FO_PRINTER_ZPL, 0);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpuint (ippd_documents (), ==, before);
}

/* The program died behind the document: the next life asks, and prints nothing again. */
static void
test_next_life (void)
{
  guint before = ippd_documents ();
  Watch w = { 0 }, next = { 0 };

  ippd_set (1.0, 0);
  watch_start (&w, ippd_uri, FO_PRINTER_ZPL, 0);
  while (!w.remote || w.last.stage != FO_PRINT_SENDING)
    g_main_context_iteration (NULL, FALSE);
  for (int i = 0; i < 30; i++) {
    g_main_context_iteration (NULL, FALSE);
    g_poll (NULL, 0, 10);
  }
  fo_print_stop (w.send);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_STOPPED);
  watch_start (&next, ippd_uri, FO_PRINTER_ZPL, w.remote);
  watch_end (&next);
  g_assert_cmpint (next.last.stage, ==, FO_PRINT_PRINTED);
  g_assert_cmpuint (next.made, ==, 0); /* nothing was made anew */
  g_assert_cmpuint (ippd_documents (), ==, before + 1);
  ippd_set (0, 0);
}

/* A number that the printer has forgotten: nobody knows. */
static void
test_forgotten (void)
{
  Watch w = { 0 };

  watch_start (&w, ippd_uri, FO_PRINTER_ZPL, 4711);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
  g_assert_cmpuint (w.made, ==, 0);
}

/* Taken back while it prints: this printer says cancelled. */
static void
test_withdrawn (void)
{
  Watch w = { 0 };

  ippd_set (2.0, 0);
  watch_start (&w, ippd_uri, FO_PRINTER_ZPL, 0);
  while (!w.remote || w.last.stage != FO_PRINT_SENDING)
    g_main_context_iteration (NULL, FALSE);
  fo_print_withdraw (w.send);
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_CANCELLED);
  ippd_set (0, 0);
}

/* It prints for somebody else: that is worth trying again. */
static void
test_busy (void)
{
  Watch w = { 0 }, other = { 0 };

  ippd_set (2.0, 0);
  watch_start (&w, ippd_uri, FO_PRINTER_PDF, 0);
  while (!w.remote || w.last.stage != FO_PRINT_SENDING)
    g_main_context_iteration (NULL, FALSE);
  g_poll (NULL, 0, 500);
  watch_start (&other, ippd_uri, FO_PRINTER_ZPL, 0);
  watch_end (&other);
  g_assert_cmpint (other.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (other.last.reason, ==, FO_PRINT_BUSY);
  g_assert_true (fo_print_reason_passes (other.last.reason));
  watch_end (&w);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_PRINTED);
  ippd_set (0, 0);
}

int
main (int argc, char **argv)
{
  int status;

  world_leave ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/ipp/printed", test_printed);
  g_test_add_func ("/printing/ipp/aborted", test_aborted);
  g_test_add_func ("/printing/ipp/not-written-down", test_not_written_down);
  g_test_add_func ("/printing/ipp/next-life", test_next_life);
  g_test_add_func ("/printing/ipp/forgotten", test_forgotten);
  g_test_add_func ("/printing/ipp/busy", test_busy);
  g_test_add_func ("/printing/ipp/withdrawn", test_withdrawn);
  ippd_start ();
  status = g_test_run ();
  ippd_stop ();
  world_clear ();
  return status;
}
