/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which endpoint of an interface reports come from, read from the raw descriptors that the kernel keeps in sysfs
 * ("descriptors": the device descriptor, then every configuration as the device sent it). Our own walk, because libusb
 * 1.0.26 hands out an interface with endpoints announced and none there when a class descriptor is longer than the rest
 * (libusb issue 1813), and because a device may say anything. Source: USB 2.0 section 9.6. Pure; any thread.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FO_USB_DESCRIPTORS_MAX 65536
#define FO_USB_PACKET_MAX 1024

typedef struct {
  uint8_t address;       /* with the direction bit, 0x81 … 0x8f, out 0x01 … 0x0f */
  uint16_t packet_bytes; /* 1 … FO_USB_PACKET_MAX */
} FoUsbEndpoint;

/* How to talk with one interface. */
typedef struct {
  unsigned interface;
  FoUsbEndpoint in;
  FoUsbEndpoint out;     /* address 0: none */
  unsigned report_bytes; /* of the longest input report */
  bool numbered;         /* reports begin with an id */
} FoUsbRoute;

/* The first interrupt IN endpoint of alternate setting 0 of INTERFACE in configuration CONFIGURATION. False,
 * *ret_endpoint untouched, when there is none or the descriptors are not well formed up to there. */
bool fo_usb_find_interrupt_in (const uint8_t *bytes,
                               size_t length,
                               unsigned configuration,
                               unsigned interface,
                               FoUsbEndpoint *ret_endpoint);

/* The same for interrupt OUT, which many scanners do without. */
bool fo_usb_find_interrupt_out (const uint8_t *bytes,
                                size_t length,
                                unsigned configuration,
                                unsigned interface,
                                FoUsbEndpoint *ret_endpoint);
