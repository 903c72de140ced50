/* SPDX-License-Identifier: GPL-3.0-or-later
 * Killed while it prints to an IPP printer. One that gives out a number first (Create-Job) leaves no doubt, whenever the program dies;
 * one that does not (Print-Job) leaves a question about its whole document, and never a second copy. */
#include "../printing/ippsmall.h"
#include "killing.h"

#define COPIES 3

static guint
printed (gpointer unused)
{
  (void) unused;
  return ippsmall_documents () * COPIES;
}

static void
test_create_job (void)
{
  ippsmall_set ((IppSmallHow){ .create_job = true, .pause_ms = 120, .looks = 2 });
  killing_run (&(Killing){ .name = "ipp-create-job", .uri = ippsmall_uri (), .language = "zpl", .printed = printed,
                           .copies = COPIES, .jobs = 12, .life_max_us = 300000 });
}

static void
test_print_job (void)
{
  ippsmall_set ((IppSmallHow){ .pause_ms = 120, .looks = 2 });
  killing_run (&(Killing){ .name = "ipp-print-job", .uri = ippsmall_uri (), .language = "zpl", .printed = printed,
                           .copies = COPIES, .doubt_max = COPIES, .jobs = 12, .life_max_us = 300000, .must_ask = true });
}

/* Stickers on a sheet, as the document of an office printer. */
static void
test_sheets (void)
{
  ippsmall_set ((IppSmallHow){ .create_job = true, .pause_ms = 120, .looks = 2 });
  killing_run (&(Killing){ .name = "ipp-sheets", .uri = ippsmall_uri (), .language = "pdf", .options = " --sheet 3x7@2",
                           .printed = printed, .copies = COPIES, .jobs = 6, .life_max_us = 300000 });
  g_autoptr (GBytes) document = ippsmall_last ();
  g_assert_true (g_str_has_prefix (g_bytes_get_data (document, NULL), "%PDF"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/print-ipp/killed/create-job", test_create_job);
  g_test_add_func ("/ctl/print-ipp/killed/print-job", test_print_job);
  g_test_add_func ("/ctl/print-ipp/killed/sheets", test_sheets);
  ippsmall_start ();
  status = g_test_run ();
  ippsmall_stop ();
  return status;
}
