/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which printers can be: an address that no printer ever has is refused when it is given, in words, not when a label should come. */
#include "firstout/drivers/printer.h"

#include <string.h>

#define ANY "the address is none of"
#define USB "usb:VVVV:PPPP:SERIAL or usb:VVVV:PPPP@PORT"

static void
test_addresses (void)
{
  static const struct {
    const char *uri, *refusal; /* NULL: it is good */
  } rows[] = {
    { "cups:Office", NULL },
    { "ipp://host/ipp/print", NULL },
    { "tcp://192.168.0.7:9100", NULL },
    { "file:/srv/my labels", NULL },
    { "usb:0a5f:0166:Z1", NULL },
    { "usb:0a5f:0166:Z1:2@x", NULL }, /* whatever a maker calls a serial number */
    { "usb:0a5f:0166", USB }, /* no device is called so: it would wait for ever */
    { "usb:0a5f:0166@1-1.2", NULL },
    { "", ANY },
    { "zebra", ANY },
    { "ftp://zebra", ANY },
    { "tcp://", ANY },
    { "usb:", ANY },
    { "usb:0a5f:0166:Z 1", ANY },
    { "usb:nonsense", USB },
    { "usb:0a5f", USB },
    { "usb:0a5f:", USB },
    { "usb:0a5f:016", USB },
    { "usb:0a5f:01666", USB },
    { "usb:0a5:0166:Z1", USB },
    { "usb:0a5f0166:Z1", USB },
    { "usb:0a5g:0166:Z1", USB },
    { "usb:0A5F:0166:Z1", USB }, /* a device is never called so */
    { "usb:0x0a5f:0x0166", USB },
    { "usb:0a5f:0166:", USB },
    { "usb:0a5f:0166Z1", USB },
    { "usb:0a5f:0166@", USB },
    { "usb:0a5f:0166@left", USB },
    { "usb:0a5f:0166@-1", USB },
    { "usb://0a5f/0166", USB },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    FoPrinter printer;
    bool is_good;

    g_test_message ("“%s”", rows[i].uri);
    fo_printer_init (&printer, "Zebra", rows[i].uri);
    is_good = fo_printer_check (&printer, &error);
    g_assert_cmpint (is_good, ==, rows[i].refusal == NULL);
    if (is_good) {
      g_assert_no_error (error);
      continue;
    }
    g_assert_error (error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_BAD);
    g_assert_nonnull (strstr (error->message, rows[i].refusal));
    g_assert_nonnull (strstr (error->message, "Zebra"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer-check/addresses", test_addresses);
  return g_test_run ();
}
