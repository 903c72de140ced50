/* SPDX-License-Identifier: GPL-3.0-or-later
 * An IPP printer without Create-Job: it gets Print-Job, its job is followed like any other, and what is lost between the document and
 * its number is nobody's secret. */
#include "ippsmall.h"
#include "watch.h"
#include "world.h"

static void
print (Watch *w, IppSmallHow how)
{
  ippsmall_set (how);
  watch_start (w, ippsmall_uri (), FO_PRINTER_ZPL, 0);
  watch_end (w);
}

static void
test_printed (void)
{
  guint before = ippsmall_documents (), asked = ippsmall_create_jobs ();
  g_autoptr (GBytes) bytes = NULL;
  Watch w = { 0 };

  print (&w, (IppSmallHow){ .looks = 3 });
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_PRINTED);
  g_assert_true (w.last.confirmed);
  g_assert_cmpuint (w.printed, ==, 3);
  g_assert_cmpint (w.remote, >, 0); /* written down, and followed by it */
  g_assert_cmpuint (ippsmall_create_jobs (), ==, asked + 1);
  g_assert_cmpuint (ippsmall_documents (), ==, before + 1);
  bytes = ippsmall_last ();
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "^XA0+3^XZ", 9);
}

/* The same printer with Create-Job does not get Print-Job besides. */
static void
test_create_job (void)
{
  guint before = ippsmall_documents ();
  Watch w = { 0 };

  print (&w, (IppSmallHow){ .create_job = true, .looks = 2 });
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_PRINTED);
  g_assert_cmpuint (ippsmall_documents (), ==, before + 1);
}

/* Its document was not to its taste: nothing was printed, and it may be tried again. */
static void
test_refused (void)
{
  guint before = ippsmall_documents ();
  Watch w = { 0 };

  print (&w, (IppSmallHow){ .refuse = true });
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpint (w.last.reason, ==, FO_PRINT_REFUSED);
  g_assert_cmpuint (ippsmall_documents (), ==, before);
}

/* It prints, and says so to nobody: a person has to look. */
static void
test_answer_lost (void)
{
  guint before = ippsmall_documents ();
  Watch w = { 0 };

  print (&w, (IppSmallHow){ .lose_answer = true });
  g_assert_cmpuint (ippsmall_documents (), ==, before + 1);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
  g_assert_cmpuint (w.made, ==, 1); /* it was not sent again */
}

/* Half of a document may hang from a printer, too. */
static void
test_document_cut (void)
{
  guint before = ippsmall_documents ();
  Watch w = { 0 };

  print (&w, (IppSmallHow){ .cut_document = true });
  g_assert_cmpuint (ippsmall_documents (), ==, before);
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_UNKNOWN);
}

/* With Create-Job a lost answer is no doubt: the job's number was written down before, and the printer is asked. */
static void
test_answer_lost_with_number (void)
{
  guint before = ippsmall_documents ();
  Watch w = { 0 };

  print (&w, (IppSmallHow){ .create_job = true, .lose_answer = true, .looks = 2 });
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_PRINTED);
  g_assert_cmpuint (ippsmall_documents (), ==, before + 1);
}

/* That it is begun cannot be written down: nothing is sent. */
static void
test_not_written_down (void)
{
  guint before = ippsmall_documents ();
  Watch w = { .refuse_marks = true };

  print (&w, (IppSmallHow){ 0 });
  g_assert_cmpint (w.last.stage, ==, FO_PRINT_FAILED);
  g_assert_cmpuint (ippsmall_documents (), ==, before);
}

/* ---- asked by itself --------------------------------------------------------------------------------------------- */

static void
test_fineness (void)
{
  static const struct {
    int dpi, per_cm;
    int label, page; /* what a label printer gets, and one of pages */
  } rows[] = {
    { 300, 0, 300, 300 }, { 203, 0, 203, 203 }, { 600, 0, 600, 300 }, { 1200, 0, 1200, 300 },
    { 0, 80, 203, 203 },  { 0, 118, 300, 300 }, { 0, 0, 0, 300 },
  };
  FoPrinter printer;

  fo_printer_init (&printer, "P", ippsmall_uri ());
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    ippsmall_set ((IppSmallHow){ .dpi = rows[i].dpi, .per_cm = rows[i].per_cm });
    printer.language = FO_PRINTER_ZPL;
    g_assert_cmpint (fo_printer_ask_dpi (&printer, NULL), ==, rows[i].label);
    printer.language = FO_PRINTER_PDF;
    g_assert_cmpint (fo_printer_ask_dpi (&printer, NULL), ==, rows[i].page);
  }
}

static void
test_state (void)
{
  static const struct {
    const char *trouble;
    FoPrintReason reason;
  } rows[] = {
    { NULL, FO_PRINT_FINE },
    { "media-empty-error", FO_PRINT_NO_PAPER },
    { "cover-open", FO_PRINT_HEAD_OPEN },
    { "paused", FO_PRINT_PAUSED },
    { "other", FO_PRINT_ATTENTION },
  };
  FoPrinter printer;
  FoPrinterState state;

  fo_printer_init (&printer, "P", ippsmall_uri ());
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    ippsmall_set ((IppSmallHow){ .trouble = rows[i].trouble });
    fo_printer_ask_state (&printer, NULL, &state);
    g_assert_cmpstr (fo_print_reason_name (state.reason), ==, fo_print_reason_name (rows[i].reason));
  }
  fo_printer_init (&printer, "P", "ipp://127.0.0.1:1/ipp/print");
  fo_printer_ask_state (&printer, NULL, &state);
  g_assert_cmpint (state.reason, ==, FO_PRINT_OFFLINE);
}

int
main (int argc, char **argv)
{
  int status;

  world_leave ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/ipp-small/printed", test_printed);
  g_test_add_func ("/printing/ipp-small/create-job", test_create_job);
  g_test_add_func ("/printing/ipp-small/refused", test_refused);
  g_test_add_func ("/printing/ipp-small/answer-lost", test_answer_lost);
  g_test_add_func ("/printing/ipp-small/document-cut", test_document_cut);
  g_test_add_func ("/printing/ipp-small/answer-lost-with-number", test_answer_lost_with_number);
  g_test_add_func ("/printing/ipp-small/not-written-down", test_not_written_down);
  g_test_add_func ("/printing/ipp-small/fineness", test_fineness);
  g_test_add_func ("/printing/ipp-small/state", test_state);
  ippsmall_start ();
  status = g_test_run ();
  ippsmall_stop ();
  world_clear ();
  return status;
}
