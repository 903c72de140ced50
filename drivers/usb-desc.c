/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-desc.h"

enum {
  DESCRIPTOR_CONFIGURATION = 2,
  DESCRIPTOR_INTERFACE = 4,
  DESCRIPTOR_ENDPOINT = 5,

  ENDPOINT_IN = 0x80,
  ENDPOINT_KIND = 0x03,
  ENDPOINT_INTERRUPT = 0x03,
};

typedef struct {
  unsigned configuration, interface;
  uint8_t direction;                   /* ENDPOINT_IN, or 0 */
  bool in_configuration, in_interface; /* the walk is inside the one we look for */
} Walk;

static bool
is_endpoint_wanted (const Walk *walk, const uint8_t *descriptor, FoUsbEndpoint *ret_endpoint)
{
  unsigned packet_bytes = (descriptor[4] | (descriptor[5] << 8)) & 0x7ff;

  if ((descriptor[2] & ENDPOINT_IN) != walk->direction || (descriptor[2] & 0x0f) == 0)
    return false;
  if ((descriptor[3] & ENDPOINT_KIND) != ENDPOINT_INTERRUPT || packet_bytes == 0 || packet_bytes > FO_USB_PACKET_MAX)
    return false;
  *ret_endpoint = (FoUsbEndpoint){ .address = descriptor[2] & 0x8f, .packet_bytes = (uint16_t) packet_bytes };
  return true;
}

/* True when DESCRIPTOR, of SIZE bytes, is the endpoint that is looked for. */
static bool
visit (Walk *walk, const uint8_t *descriptor, size_t size, FoUsbEndpoint *ret_endpoint)
{
  switch (descriptor[1]) {
  case DESCRIPTOR_CONFIGURATION:
    walk->in_configuration = size >= 9 && descriptor[5] == walk->configuration;
    walk->in_interface = false;
    return false;
  case DESCRIPTOR_INTERFACE:
    walk->in_interface
      = walk->in_configuration && size >= 9 && descriptor[2] == walk->interface && descriptor[3] == 0;
    return false;
  case DESCRIPTOR_ENDPOINT:
    return walk->in_interface && size >= 7 && is_endpoint_wanted (walk, descriptor, ret_endpoint);
  default:
    return false;
  }
}

static bool
find (Walk walk, const uint8_t *bytes, size_t length, FoUsbEndpoint *ret_endpoint)
{
  /* Every step goes forward by at least two bytes and never past the end. */
  while (length >= 2 && bytes[0] >= 2 && bytes[0] <= length) {
    if (visit (&walk, bytes, bytes[0], ret_endpoint))
      return true;
    length -= bytes[0];
    bytes += bytes[0];
  }
  return false;
}

bool
fo_usb_find_interrupt_in (const uint8_t *bytes,
                          size_t length,
                          unsigned configuration,
                          unsigned interface,
                          FoUsbEndpoint *ret_endpoint)
{
  Walk walk = { .configuration = configuration, .interface = interface, .direction = ENDPOINT_IN };

  return find (walk, bytes, length, ret_endpoint);
}

bool
fo_usb_find_interrupt_out (const uint8_t *bytes,
                           size_t length,
                           unsigned configuration,
                           unsigned interface,
                           FoUsbEndpoint *ret_endpoint)
{
  Walk walk = { .configuration = configuration, .interface = interface, .direction = 0 };

  return find (walk, bytes, length, ret_endpoint);
}
