/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What usb-node.c and usb-pair.c share, and nobody else: one device on the bus. The stages are told in usb-node.c. */
#pragma once

#include "usb-look.h"
#include "usb-node.h"
#include "usb-wedge.h"

typedef enum { FO_USB_LOOKING, FO_USB_OPENING, FO_USB_RUNNING, FO_USB_FADING, FO_USB_RESTING, FO_USB_NOTHING, FO_USB_PAIRING, FO_USB_FORGETTING, FO_USB_LEAVING } FoUsbStage;

struct FoUsbNode {
  const FoUsbShared *shared;
  libusb_device *device;
  char port[FO_DEVICE_PORT_MAX];
  FoUsbStage stage;
  int64_t due_us;
  guint tries;
  bool settled;
  FoUsbLook look;
  FoFace face; /* by which the profile reads it */
  const FoProfile *profile;
  FoUsbWedge wedge;   /* is_there: its keyboard may be paired, or is */
  FoProfile any_port; /* name not NULL: its serial port may be paired, or is; nothing in it is owned */
  bool giving_back;   /* PAIRING: somebody said so */
  FoPairTry *attempt; /* FO_USB_PAIRING, and FO_USB_LEAVING from there */
  FoPlugged *plugged; /* NULL until it is known to be a scanner */
};

void fo_usb_node_set_stage (FoUsbNode *node, FoUsbStage stage, int64_t due_us);
bool fo_usb_node_is_known_maker (const FoUsbNode *node);

/* Opens it as its profile says: to scan or, with ATTEMPT, to be paired. */
bool fo_usb_node_start (FoUsbNode *node, FoPairTry *attempt, int64_t now_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* In FO_USB_PAIRING and FO_USB_FORGETTING. */
void fo_usb_node_tick_pairing (FoUsbNode *node, int64_t now_us);
/* It is unplugged. */
void fo_usb_node_lose_pairing (FoUsbNode *node);
