/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which endpoint reports come from, whatever the device says of itself. */
#include "support/seed.h"
#include "usb-desc.h"

#include <string.h>

#define DEVICE 18, 1, 0, 2, 0, 0, 0, 64, 0x2e, 0x0c, 0x61, 0x0b, 0, 1, 1, 2, 3, 1
#define CONFIGURATION(value) 9, 2, 0, 0, 2, value, 0, 0x80, 50
#define INTERFACE(number, setting) 9, 4, number, setting, 1, 3, 0, 0, 0
#define HID 9, 0x21, 0x11, 1, 0, 1, 0x22, 127, 0
#define ENDPOINT(address, kind, low, high) 7, 5, address, kind, low, high, 1

static const guint8 composite[] = {
  DEVICE,
  CONFIGURATION (1), INTERFACE (0, 0), HID, ENDPOINT (0x81, 3, 8, 0),
  INTERFACE (1, 0), HID, ENDPOINT (0x02, 3, 64, 0) /* out */, ENDPOINT (0x83, 2, 64, 0) /* bulk */,
  ENDPOINT (0x84, 3, 64, 0), INTERFACE (1, 1), ENDPOINT (0x85, 3, 32, 0),
  INTERFACE (2, 1), ENDPOINT (0x86, 3, 64, 0),
  CONFIGURATION (2), INTERFACE (0, 0), ENDPOINT (0x87, 3, 0, 4),
};

static const struct {
  const char *what;
  guint configuration, interface;
  guint8 address; /* 0: none */
  guint16 packet_bytes;
} cases[] = {
  { "the keyboard's", 1, 0, 0x81, 8 },
  { "not the one out, not the bulk one", 1, 1, 0x84, 64 },
  { "an alternate setting does not count", 1, 2, 0, 0 },
  { "of the second configuration, 1,024 bytes", 2, 0, 0x87, 1024 },
  { "no such interface", 1, 3, 0, 0 },
  { "an interface of the other configuration", 2, 1, 0, 0 },
  { "no such configuration", 3, 0, 0, 0 },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoUsbEndpoint endpoint = { 0 };
    bool found
      = fo_usb_find_interrupt_in (composite, sizeof composite, cases[i].configuration, cases[i].interface, &endpoint);
    g_test_message ("%s", cases[i].what);
    g_assert_cmpint (found, ==, cases[i].address != 0);
    g_assert_cmpuint (endpoint.address, ==, cases[i].address);
    g_assert_cmpuint (endpoint.packet_bytes, ==, cases[i].packet_bytes);
  }
}

/* ---- hostile ----------------------------------------------------------------------------------------------------- */

static bool
find (const guint8 *bytes, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, length);
  FoUsbEndpoint endpoint;
  bool found = false;

  for (guint configuration = 0; configuration < 3; configuration++)
    for (guint interface = 0; interface < 3; interface++)
      if (fo_usb_find_interrupt_in (exact, length, configuration, interface, &endpoint)) {
        g_assert_cmpuint (endpoint.address & 0x80, ==, 0x80);
        g_assert_cmpuint (endpoint.address & 0x0f, !=, 0);
        g_assert_cmpuint (endpoint.packet_bytes, >, 0);
        g_assert_cmpuint (endpoint.packet_bytes, <=, FO_USB_PACKET_MAX);
        found = true;
      }
  return found;
}

static const struct {
  const char *what;
  gsize at;
  guint8 value;
  bool found; /* interface 0 of configuration 1, after the change */
} lies[] = {
  { "the HID descriptor is longer than the rest (libusb issue 1813)", 36, 0xff, false },
  { "a descriptor of no length (libusb pull request 1308)", 36, 0, false },
  { "of one byte", 36, 1, false },
  { "the endpoint is cut short", 45, 6, false },
  { "the interface is cut short", 27, 8, false },
  { "endpoint 0 is not for reports", 47, 0x80, false },
  { "packets of no bytes", 49, 0, false },
  { "packets of 1,032 bytes", 50, 4, false },
  { "endpoints announced that are not there", 31, 9, true },
  { "a total length of nothing", 20, 0, true },
};

static void
test_lies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lies); i++) {
    guint8 bytes[18 + 9 + 9 + 9 + 7] = { 0 };
    FoUsbEndpoint endpoint;
    memcpy (bytes, composite, sizeof bytes);
    g_assert_true (fo_usb_find_interrupt_in (bytes, sizeof bytes, 1, 0, &endpoint));
    bytes[lies[i].at] = lies[i].value;
    g_test_message ("%s", lies[i].what);
    g_assert_cmpint (fo_usb_find_interrupt_in (bytes, sizeof bytes, 1, 0, &endpoint), ==, lies[i].found);
    find (bytes, sizeof bytes);
  }
}

static void
test_every_prefix (void)
{
  for (gsize length = 0; length < sizeof composite; length++)
    find (composite, length);
  /* The endpoint's own descriptor says seven bytes: with fewer there, it is not read, whatever lies behind them. */
  for (gsize length = 18 + 9 + 9 + 9; length < 18 + 9 + 9 + 9 + 7; length++) {
    FoUsbEndpoint endpoint;
    g_assert_false (fo_usb_find_interrupt_in (composite, length, 1, 0, &endpoint));
  }
}

static void
test_mutations (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("USB descriptors");
  guint count = fo_test_count (100000), found = 0;

  for (guint i = 0; i < count; i++) {
    guint8 bytes[sizeof composite];
    memcpy (bytes, composite, sizeof bytes);
    for (gint k = g_rand_int_range (rand, 1, 9); k > 0; k--)
      bytes[g_rand_int_range (rand, 0, (gint) sizeof bytes)] = (guint8) g_rand_int_range (rand, 0, 256);
    found += find (bytes, (gsize) g_rand_int_range (rand, 1, (gint) sizeof bytes + 1)) ? 1 : 0;
  }
  g_assert_cmpuint (found, >, count / 10);
  g_assert_cmpuint (found, <, count);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/usb-desc/cases", test_cases);
  g_test_add_func ("/drivers/usb-desc/lies", test_lies);
  g_test_add_func ("/drivers/usb-desc/every-prefix", test_every_prefix);
  g_test_add_func ("/drivers/usb-desc/mutations", test_mutations);
  return g_test_run ();
}
