/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   LOOKING ──no scanner──▶ NOTHING                      (keyboards, mice, hubs end here: never opened)
 *      │ scanner
 *      ▼
 *   OPENING ──opened──▶ RUNNING ──its transport ended──▶ FADING ──0.3 s──▶ RESTING ──opened, tried every 2 s──▶ RUNNING
 *      └── 20 times refused, 25 ms apart ────────────────────────────────────▲
 *
 * Every stage goes to LEAVING when the device leaves, and is over when its transport has ended. A transport notices
 * an unplug before or after the announcement of it: FADING waits for the announcement before it speaks of a failure.
 *
 * Why retry: the kernel's announcement comes before its HID driver has described the interface, and before udev has
 * given the person at the seat access to the node.
 */
#include "usb-node.h"
#include "identity.h"
#include "transports.h"
#include "usb-look.h"

#include <string.h>

#define RETRY_US 25000
#define RETRIES 20
#define REST_US 2000000
#define FADE_US 300000
#define ASK_TIMEOUT_MS 1000
#define PORTS_MAX 7

#define REQUEST_GET_DESCRIPTOR 6
#define DESCRIPTOR_REPORT 0x22

typedef enum { LOOKING, OPENING, RUNNING, FADING, RESTING, NOTHING, LEAVING } Stage;

struct FoUsbNode {
  const FoUsbShared *shared;
  libusb_device *device;
  char port[FO_DEVICE_PORT_MAX];
  Stage stage;
  int64_t due_us;
  guint tries;
  bool settled;
  FoUsbLook look;
  const FoProfile *profile;
  FoPlugged *plugged; /* NULL until it is known to be a scanner */
};

static void
set_stage (FoUsbNode *node, Stage stage, int64_t due_us)
{
  if (node->stage != stage)
    node->tries = 0;
  node->stage = stage;
  node->due_us = due_us;
  node->settled |= stage != LOOKING && stage != OPENING;
}

/* ---- looking ----------------------------------------------------------------------------------------------------- */

/* "1-1.2": the device's name in sysfs. False for a root hub. */
static bool
name_port (libusb_device *device, char *port)
{
  uint8_t ports[PORTS_MAX];
  int n = libusb_get_port_numbers (device, ports, PORTS_MAX);
  g_autoptr (GString) name = g_string_new (NULL);

  g_string_printf (name, "%u", libusb_get_bus_number (device));
  for (int i = 0; i < n; i++)
    g_string_append_printf (name, "%c%u", i == 0 ? '-' : '.', ports[i]);
  g_strlcpy (port, name->str, FO_DEVICE_PORT_MAX);
  return n > 0;
}

/* A device with the same id that is on the bus, or still being closed after it left. */
static FoUsbNode *
find_twin (const FoUsbNode *node)
{
  for (guint i = 0; i < node->shared->nodes->len; i++) {
    FoUsbNode *other = g_ptr_array_index (node->shared->nodes, i);
    if (other != node && other->plugged != NULL
        && g_str_equal (fo_plugged_device (other->plugged)->id, node->look.device.id))
      return other;
  }
  return NULL;
}

/* False when an earlier visit of the same device is not over yet: its last word comes first. */
static bool
choose_id (FoUsbNode *node)
{
  fo_device_identify (&node->look.device, false);
  FoUsbNode *twin = find_twin (node);
  if (twin == NULL)
    return true;
  if (twin->stage == LEAVING)
    return false;
  fo_device_identify (&node->look.device, true);
  return true;
}

static void
announce (FoUsbNode *node)
{
  FoDevice *device = &node->look.device;

  device->state = FO_DEVICE_OPENING;
  if (node->profile != NULL)
    fo_text_clean (node->profile->name, device->profile, sizeof device->profile);
  node->plugged = fo_plugged_new (device, node->shared->listener, node->shared->user);
}

static void
give_up (FoUsbNode *node, FoDeviceState state, const char *help)
{
  announce (node);
  fo_plugged_set_state (node->plugged, state, help);
  set_stage (node, NOTHING, FO_NEVER_US);
}

/* A HID interface that no driver holds has no report descriptor in sysfs. That is so after a crash of ours (the
 * kernel does not take a released interface back), and where usbhid is kept away. For the devices of known makers it
 * is asked for: nobody else is using the interface. */
static void
ask_device (FoUsbNode *node)
{
  libusb_device_handle *handle = NULL;
  guint8 bytes[FO_HID_DESCRIPTOR_MAX];
  int interface = node->look.undriven_interface, length = 0;

  if (libusb_open (node->device, &handle) != LIBUSB_SUCCESS)
    return;
  if (libusb_claim_interface (handle, interface) == LIBUSB_SUCCESS) {
    length =
        libusb_control_transfer (handle, LIBUSB_ENDPOINT_IN | LIBUSB_RECIPIENT_INTERFACE, REQUEST_GET_DESCRIPTOR,
                                 DESCRIPTOR_REPORT << 8, (uint16_t) interface, bytes, sizeof bytes, ASK_TIMEOUT_MS);
    libusb_release_interface (handle, interface);
  }
  libusb_close (handle);
  if (length > 0)
    fo_usb_look_take (&node->look, (unsigned) interface, bytes, (gsize) length);
}

static void
judge_scanner (FoUsbNode *node, int64_t now_us)
{
  FoUsbEndpoint endpoint;

  node->profile = fo_profiles_match (node->shared->profiles, node->look.device.vendor, node->look.device.product, true);
  if (node->profile == NULL)
    give_up (node, FO_DEVICE_UNKNOWN, "no profile in data/devices reads HID POS devices of this maker");
  else if (!fo_usb_look_endpoint (&node->look, &endpoint)) {
    give_up (node, FO_DEVICE_UNSUPPORTED, "no interrupt IN endpoint");
    node->shared->listener->fault (node->look.device.id, FO_FAULT_DESCRIPTOR, node->shared->user);
  } else {
    announce (node);
    set_stage (node, OPENING, now_us);
  }
}

static void
judge_other (FoUsbNode *node)
{
  const FoUsbLook *look = &node->look;

  node->profile = fo_profiles_match (node->shared->profiles, look->device.vendor, look->device.product, false);
  if (look->kind == FO_HID_UNSUPPORTED || (look->kind == FO_HID_MALFORMED && node->profile != NULL)) {
    give_up (node, FO_DEVICE_UNSUPPORTED, look->reason);
    node->shared->listener->fault (look->device.id, FO_FAULT_DESCRIPTOR, node->shared->user);
  } else if (node->profile != NULL)
    give_up (node, look->has_keyboard ? FO_DEVICE_KEYBOARD : FO_DEVICE_UNKNOWN, NULL);
  else
    set_stage (node, NOTHING, FO_NEVER_US);
}

static bool
is_known_maker (const FoUsbNode *node)
{
  return fo_profiles_match (node->shared->profiles, node->look.device.vendor, node->look.device.product, false) != NULL;
}

static void
look (FoUsbNode *node, int64_t now_us)
{
  bool last_try = ++node->tries >= RETRIES;

  fo_usb_look_clear (&node->look);
  bool is_there = fo_usb_look (node->port, &node->look);
  bool wait = !is_there || (node->look.has_pending && node->look.kind != FO_HID_POS);
  if (wait && !last_try) {
    set_stage (node, LOOKING, now_us + RETRY_US);
    return;
  }
  if (!is_there) {
    set_stage (node, NOTHING, FO_NEVER_US);
    return;
  }
  if (!choose_id (node)) {
    set_stage (node, LOOKING, now_us + RETRY_US);
    return;
  }
  if (node->look.kind != FO_HID_POS && node->look.undriven_interface >= 0 && is_known_maker (node))
    ask_device (node);
  if (node->look.kind == FO_HID_POS)
    judge_scanner (node, now_us);
  else
    judge_other (node);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static void
refused (FoUsbNode *node, const GError *error, int64_t now_us)
{
  char help[FO_DEVICE_HELP_MAX] = "";
  bool by_vendor = is_known_maker (node);

  if (node->stage == OPENING && node->tries < RETRIES) {
    set_stage (node, OPENING, now_us + RETRY_US);
    return;
  }
  if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_NO_ACCESS)) {
    fo_device_help_no_access (fo_plugged_device (node->plugged), by_vendor, help);
    fo_plugged_set_state (node->plugged, FO_DEVICE_NO_ACCESS, help);
  } else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY))
    fo_plugged_set_state (node->plugged, FO_DEVICE_BUSY, NULL);
  else
    fo_plugged_set_state (node->plugged, FO_DEVICE_FAILED, error->message);
  set_stage (node, RESTING, now_us + REST_US);
}

static void
open_device (FoUsbNode *node, int64_t now_us)
{
  const FoUsbLook *look = &node->look;
  g_autoptr (GError) error = NULL;
  FoUsbEndpoint endpoint;

  node->tries++;
  if (!fo_usb_look_endpoint (look, &endpoint)) { /* it is leaving */
    set_stage (node, RESTING, now_us + REST_US);
    return;
  }
  FoTransport *transport
    = fo_usb_transport_new (node->device, look->interface, &endpoint, look->layout.report_bytes);
  if (node->shared->record != NULL)
    transport = fo_record_transport_new (transport, node->shared->record, look->device.id, look->descriptor,
                                         look->descriptor_bytes);
  if (fo_plugged_start (node->plugged, transport, node->profile, look->descriptor, look->descriptor_bytes, now_us,
                        &error))
    set_stage (node, RUNNING, FO_NEVER_US);
  else
    refused (node, error, now_us);
}

/* Its transport ended by itself and no unplug followed: too many errors. */
static void
rest (FoUsbNode *node, int64_t now_us)
{
  fo_plugged_set_state (node->plugged, FO_DEVICE_FAILED, "the device stopped answering");
  set_stage (node, RESTING, now_us + REST_US);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

FoUsbNode *
fo_usb_node_new (const FoUsbShared *shared, libusb_device *device, int64_t now_us)
{
  FoUsbNode *node = g_new0 (FoUsbNode, 1);

  if (!name_port (device, node->port)) {
    g_free (node);
    return NULL;
  }
  node->shared = shared;
  node->device = libusb_ref_device (device);
  node->stage = LOOKING;
  node->due_us = now_us;
  return node;
}

void
fo_usb_node_free (FoUsbNode *node)
{
  if (node->plugged != NULL)
    fo_plugged_free (node->plugged);
  fo_usb_look_clear (&node->look);
  libusb_unref_device (node->device);
  g_free (node);
}

libusb_device *
fo_usb_node_device (const FoUsbNode *node)
{
  return node->device;
}

void
fo_usb_node_leave (FoUsbNode *node, int64_t now_us)
{
  if (node->plugged != NULL)
    fo_plugged_stop (node->plugged);
  set_stage (node, LEAVING, now_us);
}

bool
fo_usb_node_is_over (const FoUsbNode *node)
{
  return node->stage == LEAVING && (node->plugged == NULL || !fo_plugged_is_running (node->plugged));
}

bool
fo_usb_node_is_settled (const FoUsbNode *node)
{
  return node->settled;
}

int64_t
fo_usb_node_due (const FoUsbNode *node)
{
  int64_t plugged_us = node->plugged != NULL ? fo_plugged_due (node->plugged) : FO_NEVER_US;

  return MIN (node->due_us, plugged_us);
}

void
fo_usb_node_tick (FoUsbNode *node, int64_t now_us)
{
  if (node->plugged != NULL)
    fo_plugged_tick (node->plugged, now_us);
  if (node->stage == RUNNING && !fo_plugged_is_running (node->plugged))
    set_stage (node, FADING, now_us + FADE_US);
  if (node->stage == LEAVING)
    node->due_us = FO_NEVER_US;
  if (now_us < node->due_us)
    return;
  if (node->stage == LOOKING)
    look (node, now_us);
  else if (node->stage == OPENING || node->stage == RESTING)
    open_device (node, now_us);
  else if (node->stage == FADING)
    rest (node, now_us);
}
