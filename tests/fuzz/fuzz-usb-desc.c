/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as USB descriptors; the first says which interface is asked for. An endpoint that is found is one that can
 * be read, and its descriptor stands in the input. */
#include "fuzz.h"

#include "usb-desc.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FoUsbEndpoint endpoint;
  bool stands = false;

  if (size == 0 || !fo_usb_find_interrupt_in (data + 1, size - 1, data[0] >> 4, data[0] & 15, &endpoint))
    return 0;
  g_assert_true ((endpoint.address & 0x80) != 0 && (endpoint.address & 0x0f) != 0);
  g_assert_true (endpoint.packet_bytes > 0 && endpoint.packet_bytes <= FO_USB_PACKET_MAX);
  for (size_t at = 1; at + 6 < size; at++)
    stands = stands || (data[at + 1] == 5 && (data[at + 2] & 0x8f) == endpoint.address);
  g_assert_true (stands);
  return 0;
}
