/* SPDX-License-Identifier: GPL-3.0-or-later
 * Killed while it prints to a printer of the USB printer class: umockdev's /sys, /dev and usbfs lie in this process, and the program
 * is another one that sees them. */
#include "../drivers/fakeprinter.h"
#include "killing.h"

#include <string.h>
#include <unistd.h>

#define ID "MFG:Zebra Technologies;CMD:ZPL;MDL:ZD420;CLS:PRINTER;"
#define URI "usb:0a5f:0166:Z1"

static guint
printed (gpointer device)
{
  return fake_device_printed (device);
}

static void
died (gpointer device)
{
  fake_device_forget_program (device);
}

/* umockdev's word for a program that died while it waited. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
  (void) domain, (void) level, (void) unused;
  return strstr (message, "Destroying IoctlClient with open stream") == NULL;
}

static void
log_fatal_only (const char *domain, GLogLevelFlags level, const char *message, gpointer unused)
{
  if (is_fatal (domain, level, message, unused))
    g_log_default_handler (domain, level, message, unused);
}

/* For one test. */
static void
bear_umockdev (void)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  g_log_set_handler (NULL, G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, log_fatal_only, NULL);
}

/* It says itself what it has printed. */
static void
test_answers (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  const FakeModel model = fake_printer_model_two_way ("1-1", "Z1", ID);

  bear_umockdev ();
  killing_run (&(Killing){ .name = "usb", .uri = URI, .language = "zpl", .printed = printed, .died = died, .data = fake_usb_plug (usb, &model),
                           .copies = 4, .doubt_max = 1, .jobs = 8, .life_max_us = 500000 });
}

/* It takes labels and says nothing. */
static void
test_silent (void)
{
  g_autoptr (FakeUsb) usb = fake_usb_new ();
  FakeModel model = fake_printer_model ("1-1", "Z1", ID);

  bear_umockdev ();
  model.printer_answers = true; /* its labels are counted; there is no way for an answer */
  killing_run (&(Killing){ .name = "usb-silent", .uri = URI, .language = "zpl", .printed = printed, .died = died,
                           .data = fake_usb_plug (usb, &model), .copies = 4, .doubt_max = 1, .jobs = 8, .life_max_us = 400000 });
}

/* Preloaded before the program begins, and by every program it starts. */
static void
enter_mock_environment (char **argv)
{
  const char *preload = g_getenv ("LD_PRELOAD");

  if (preload && g_strstr_len (preload, -1, "umockdev"))
    return;
  g_autofree char **words = g_new0 (char *, 3);
  words[0] = (char *) "umockdev-wrapper";
  words[1] = argv[0];
  execvp (words[0], words);
  g_error ("umockdev-wrapper cannot be run");
}

int
main (int argc, char **argv)
{
  enter_mock_environment (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/print-usb/killed/answers", test_answers);
  g_test_add_func ("/ctl/print-usb/killed/silent", test_silent);
  return g_test_run ();
}
