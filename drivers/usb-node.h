/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One device on the bus, from the moment it is plugged in: looked at, and, if it is a scanner, opened, read, opened
 * again after trouble, given back. Belongs to the *usb* thread.
 */
#pragma once

#include "pairing.h"
#include "plugged.h"

#include <libusb.h>

typedef struct FoUsbNode FoUsbNode;

/* What all nodes share; filled by FoUsb. */
typedef struct {
  const FoProfiles *profiles;
  FoPairings *pairings; /* may be NULL: keyboards are no matter of ours */
  FoTraceWriter *record; /* may be NULL */
  const FoScannersListener *listener; /* every callback set */
  void *user;
  GPtrArray *nodes; /* of FoUsbNode: all that are on the bus */
} FoUsbShared;

/* NULL when DEVICE is not worth looking at: a root hub. Keeps a reference. */
FoUsbNode *fo_usb_node_new (const FoUsbShared *shared, libusb_device *device, int64_t now_us);

/* Not while it is running. */
void fo_usb_node_free (FoUsbNode *node);

libusb_device *fo_usb_node_device (const FoUsbNode *node);

/* The device is gone from the bus, or we are: end what runs. Keep handling events and ticking until it is over. */
void fo_usb_node_leave (FoUsbNode *node, int64_t now_us);
bool fo_usb_node_is_over (const FoUsbNode *node);

/* NULL until it is known to be a scanner. */
FoPlugged *fo_usb_node_plugged (const FoUsbNode *node);

/* Takes the device, which types, until CODE came from it or UNTIL_US. What comes of it is told to the listener. */
void fo_usb_node_pair (FoUsbNode *node, const char *code, int64_t until_us, int64_t now_us);
void fo_usb_node_end_pairing (FoUsbNode *node);

/* Gives it back for good. */
void fo_usb_node_forget (FoUsbNode *node);

/* Looked at, and opened or given up for now. */
bool fo_usb_node_is_settled (const FoUsbNode *node);

int64_t fo_usb_node_due (const FoUsbNode *node);
void fo_usb_node_tick (FoUsbNode *node, int64_t now_us);
