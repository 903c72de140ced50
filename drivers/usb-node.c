/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   LOOKING ──no scanner──▶ NOTHING                      (keyboards, mice, hubs end here: never opened)
 *      │ scanner
 *      ▼
 *   OPENING ──opened──▶ RUNNING ──its transport ended──▶ FADING ──0.3 s──▶ RESTING ──opened, tried every 2 s──▶ RUNNING
 *      └── 20 times refused, 25 ms apart ────────────────────────────────────▲
 *
 * A keyboard ends in NOTHING unless a person has paired it. To pair it, it is taken and given back:
 *   NOTHING ──fo_usb_node_pair──▶ PAIRING ──the code came──▶ OPENING
 *      ▲                             │ time is up, something else came
 *      └─────────────────────────────┴── FORGETTING ◀──fo_usb_node_forget── RUNNING
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
#include "usb-inside.h"

#include <string.h>

#define RETRY_US 25000
#define RETRIES 20
#define REST_US 2000000
#define FADE_US 300000
#define ASK_TIMEOUT_MS 1000
#define PORTS_MAX 7

#define REQUEST_GET_DESCRIPTOR 6
#define DESCRIPTOR_REPORT 0x22

void
fo_usb_node_set_stage (FoUsbNode *node, FoUsbStage stage, int64_t due_us)
{
  if (node->stage != stage)
    node->tries = 0;
  node->stage = stage;
  node->due_us = due_us;
  node->settled |= stage != FO_USB_LOOKING && stage != FO_USB_OPENING;
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
  if (twin->stage == FO_USB_LEAVING)
    return false;
  fo_device_identify (&node->look.device, true);
  return true;
}

static void
announce (FoUsbNode *node)
{
  FoDevice *device = &node->look.device;

  device->state = FO_DEVICE_OPENING;
  device->is_port = node->face == FO_FACE_SERIAL;
  if (node->profile != NULL)
    fo_text_clean (node->profile->name, device->profile, sizeof device->profile);
  node->plugged = fo_plugged_new (device, node->shared->listener, node->shared->user);
}

static void
give_up (FoUsbNode *node, FoDeviceState state, FoDeviceHelp help_is, const char *help)
{
  announce (node);
  fo_plugged_set_state (node->plugged, state, help_is, help);
  fo_usb_node_set_stage (node, FO_USB_NOTHING, FO_NEVER_US);
}

/* A HID interface that no driver holds has no report descriptor in sysfs. That is so after a crash of ours (the
 * kernel does not take a released interface back), and where usbhid is kept away. For the devices of known makers, and
 * those that a person has paired, it is asked for: nobody else is using the interface. */
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

bool
fo_usb_node_is_known_maker (const FoUsbNode *node)
{
  return fo_profiles_know (node->shared->profiles, node->look.device.vendor, node->look.device.product) != NULL;
}

/* How the device looks, and the profile that reads that; false: none. */
static bool
find_profile (FoUsbNode *node)
{
  const FoUsbLook *look = &node->look;
  const char *tty = look->tty[0] != '\0' ? look->tty : NULL;

  node->profile = fo_usb_look_face (look, &node->face) ? fo_profiles_match (node->shared->profiles, look->device.vendor,
                                                                            look->device.product, node->face, tty)
                                                       : NULL;
  return node->profile != NULL;
}

/* True when a profile in general, or a person who paired it, says that this is a scanner. */
static bool
judge_scanner (FoUsbNode *node, int64_t now_us)
{
  FoUsbRoute route;

  if (!find_profile (node) || (fo_profile_is_for_any_port (node->profile) && node->face == FO_FACE_SERIAL))
    return false;
  if (node->face != FO_FACE_SERIAL && !fo_usb_look_route (&node->look, &route)) {
    give_up (node, FO_DEVICE_UNSUPPORTED, FO_HELP_DESCRIPTOR, "no interrupt IN endpoint");
    node->shared->listener->fault (node->look.device.id, FO_FAULT_DESCRIPTOR, node->shared->user);
  } else {
    announce (node);
    fo_usb_node_set_stage (node, FO_USB_OPENING, now_us);
  }
  return true;
}

static void
give_up_unknown (FoUsbNode *node, FoDeviceState state)
{
  const FoUsbLook *look = &node->look;

  if (look->kind == FO_HID_POS || look->kind == FO_HID_OEM)
    give_up (node, state, FO_HELP_NO_PROFILE, "no profile in data/devices reads this kind of HID scanner");
  else if (look->has_port && look->tty[0] == '\0')
    give_up (node, state, FO_HELP_NO_DRIVER, "a serial port for which the kernel has no driver (cdc_acm)");
  else
    give_up (node, state, FO_HELP_NONE, NULL);
}

/* A keyboard that is no scanner otherwise: listed, and opened when a person has paired it. */
static bool
judge_keyboard (FoUsbNode *node, int64_t now_us)
{
  FoPairing pairing;

  if (node->shared->pairings == NULL || !node->look.has_keyboard
      || (node->look.kind != FO_HID_OTHER && node->look.kind != FO_HID_PLAIN))
    return false;
  fo_usb_wedge_look (&node->look, &node->wedge);
  if (fo_pairings_find (node->shared->pairings, node->look.device.id, &pairing)) {
    fo_usb_wedge_set (&node->wedge, false, &pairing.quirks);
    node->face = FO_FACE_KEYBOARD;
    node->profile = &node->wedge.profile;
    announce (node);
    fo_usb_node_set_stage (node, FO_USB_OPENING, now_us);
  } else {
    node->profile = NULL;
    give_up (node, fo_usb_node_is_known_maker (node) ? FO_DEVICE_KEYBOARD : FO_DEVICE_UNPAIRED, FO_HELP_NONE, NULL);
  }
  return true;
}

/* A serial port of whatever it may be: likewise. */
static bool
judge_port (FoUsbNode *node, int64_t now_us)
{
  FoPairing pairing;

  if (node->shared->pairings == NULL || !find_profile (node) || node->face != FO_FACE_SERIAL)
    return false;
  node->any_port = *node->profile;
  if (fo_pairings_find (node->shared->pairings, node->look.device.id, &pairing)) {
    node->any_port.quirks = pairing.quirks;
    node->profile = &node->any_port;
    announce (node);
    fo_usb_node_set_stage (node, FO_USB_OPENING, now_us);
  } else {
    node->profile = NULL;
    give_up (node, FO_DEVICE_UNPAIRED, FO_HELP_NONE, NULL);
  }
  return true;
}

static void
judge_other (FoUsbNode *node)
{
  const FoUsbLook *look = &node->look;
  bool is_scanner = look->kind == FO_HID_POS || look->kind == FO_HID_OEM;

  node->profile = fo_profiles_know (node->shared->profiles, look->device.vendor, look->device.product);
  if (look->kind == FO_HID_UNSUPPORTED || (look->kind == FO_HID_MALFORMED && node->profile != NULL)) {
    give_up (node, FO_DEVICE_UNSUPPORTED, FO_HELP_DESCRIPTOR, look->reason);
    node->shared->listener->fault (look->device.id, FO_FAULT_DESCRIPTOR, node->shared->user);
  } else if (node->profile != NULL || is_scanner)
    give_up_unknown (node, look->has_keyboard && !is_scanner ? FO_DEVICE_KEYBOARD : FO_DEVICE_UNKNOWN);
  else
    fo_usb_node_set_stage (node, FO_USB_NOTHING, FO_NEVER_US);
}

static bool
is_paired (const FoUsbNode *node)
{
  FoPairing pairing;

  return node->shared->pairings != NULL && fo_pairings_find (node->shared->pairings, node->look.device.id, &pairing);
}

static void
look (FoUsbNode *node, int64_t now_us)
{
  bool last_try = ++node->tries >= RETRIES;

  fo_usb_look_clear (&node->look);
  bool is_there = fo_usb_look (node->port, &node->look);
  bool is_scanner = node->look.kind == FO_HID_POS || node->look.kind == FO_HID_OEM;
  bool wait = !is_there || (node->look.has_pending && !is_scanner);
  if (wait && !last_try) {
    fo_usb_node_set_stage (node, FO_USB_LOOKING, now_us + RETRY_US);
    return;
  }
  if (!is_there) {
    fo_usb_node_set_stage (node, FO_USB_NOTHING, FO_NEVER_US);
    return;
  }
  if (!choose_id (node)) {
    fo_usb_node_set_stage (node, FO_USB_LOOKING, now_us + RETRY_US);
    return;
  }
  if (!is_scanner && node->look.undriven_interface >= 0 && (fo_usb_node_is_known_maker (node) || is_paired (node)))
    ask_device (node);
  if (!judge_scanner (node, now_us) && !judge_keyboard (node, now_us) && !judge_port (node, now_us))
    judge_other (node);
}

/* ---- opening ----------------------------------------------------------------------------------------------------- */

/* The report descriptor; none of a serial port, whatever its device has besides. */
static const guint8 *
descriptor_of (const FoUsbNode *node)
{
  return node->face == FO_FACE_SERIAL     ? NULL
         : node->face == FO_FACE_KEYBOARD ? node->wedge.descriptor
                                          : node->look.descriptor;
}

static gsize
descriptor_bytes_of (const FoUsbNode *node)
{
  return node->face == FO_FACE_SERIAL     ? 0
         : node->face == FO_FACE_KEYBOARD ? node->wedge.descriptor_bytes
                                          : node->look.descriptor_bytes;
}

static void
refused (FoUsbNode *node, const GError *error, int64_t now_us)
{
  char help[FO_DEVICE_HELP_MAX] = "";
  bool by_vendor = fo_usb_node_is_known_maker (node);

  if (node->stage == FO_USB_OPENING && node->tries < RETRIES) {
    fo_usb_node_set_stage (node, FO_USB_OPENING, now_us + RETRY_US);
    return;
  }
  if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_NO_ACCESS)) {
    FoDeviceHelp help_is
        = fo_device_help_no_access (fo_plugged_device (node->plugged), by_vendor, node->face == FO_FACE_SERIAL, help);
    fo_plugged_set_state (node->plugged, FO_DEVICE_NO_ACCESS, help_is, help);
  } else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY))
    fo_plugged_set_state (node->plugged, FO_DEVICE_BUSY, node->face == FO_FACE_SERIAL ? FO_HELP_PORT_BUSY : FO_HELP_NONE,
                          node->face == FO_FACE_SERIAL ? FO_DEVICE_HELP_PORT_BUSY : NULL);
  else
    fo_plugged_set_state (node->plugged, FO_DEVICE_FAILED, FO_HELP_SYSTEM, error->message);
  fo_usb_node_set_stage (node, FO_USB_RESTING, now_us + REST_US);
}

/* NULL: it is leaving. */
static FoTransport *
make_transport (FoUsbNode *node)
{
  const FoUsbLook *look = &node->look;
  FoUsbRoute route;
  FoTransport *transport;

  if (node->face == FO_FACE_SERIAL) {
    g_autofree char *path = g_build_filename ("/dev", look->tty, NULL);
    transport = fo_serial_transport_new (path, node->profile->quirks.baud);
  } else if (node->face == FO_FACE_KEYBOARD) {
    transport = fo_usb_wedge_transport (&node->wedge, node->device, node->port, look->configuration);
    if (transport == NULL || node->wedge.by_evdev) /* key events are no transfers of the bus: a trace has no form for them */
      return transport;
  } else if (fo_usb_look_route (look, &route))
    transport = fo_usb_transport_new (node->device, &route);
  else
    return NULL;
  if (node->shared->record == NULL)
    return transport;
  return fo_record_transport_new (transport, node->shared->record, look->device.id, descriptor_of (node),
                                  descriptor_bytes_of (node));
}

/* Opens it, to scan or, with ATTEMPT, to be paired. FO_TRANSPORT_ERROR_GONE: it is leaving. */
static bool
start_once (FoUsbNode *node, FoPairTry *attempt, int64_t now_us, GError **error)
{
  FoTransport *transport = make_transport (node);

  if (transport == NULL) {
    g_set_error_literal (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_GONE, "it is leaving");
    return false;
  }
  if (attempt != NULL)
    return fo_plugged_start_pairing (node->plugged, transport, attempt, now_us, error);
  return fo_plugged_start (node->plugged, transport, node->profile, descriptor_of (node), descriptor_bytes_of (node),
                           now_us, error);
}

/* A keyboard by the bus; where the person at the seat may not, but may read its events, by those; and where its reports are of
 * no form we read. */
bool
fo_usb_node_start (FoUsbNode *node, FoPairTry *attempt, int64_t now_us, GError **error)
{
  g_autoptr (GError) refusal = NULL, second = NULL;
  FoQuirks quirks = node->profile->quirks;

  if (node->face != FO_FACE_KEYBOARD)
    return start_once (node, attempt, now_us, error);
  fo_usb_wedge_set (&node->wedge, !node->wedge.is_readable, &quirks);
  if (start_once (node, attempt, now_us, &refusal))
    return true;
  if (!g_error_matches (refusal, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_NO_ACCESS) || !node->wedge.is_readable) {
    g_propagate_error (error, g_steal_pointer (&refusal));
    return false;
  }
  fo_usb_wedge_set (&node->wedge, true, &quirks);
  if (start_once (node, attempt, now_us, &second))
    return true;
  bool tells_more = g_error_matches (second, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY)
                    || g_error_matches (second, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_FAILED);
  g_propagate_error (error, tells_more ? g_steal_pointer (&second) : g_steal_pointer (&refusal));
  return false;
}

static void
open_device (FoUsbNode *node, int64_t now_us)
{
  g_autoptr (GError) error = NULL;

  node->tries++;
  if (fo_usb_node_start (node, NULL, now_us, &error))
    fo_usb_node_set_stage (node, FO_USB_RUNNING, FO_NEVER_US);
  else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_GONE))
    fo_usb_node_set_stage (node, FO_USB_RESTING, now_us + REST_US);
  else
    refused (node, error, now_us);
}

/* Its transport ended by itself and no unplug followed: too many errors. */
static void
rest (FoUsbNode *node, int64_t now_us)
{
  fo_plugged_set_state (node->plugged, FO_DEVICE_FAILED, FO_HELP_SILENT, "the device stopped answering");
  fo_usb_node_set_stage (node, FO_USB_RESTING, now_us + REST_US);
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
  node->stage = FO_USB_LOOKING;
  node->due_us = now_us;
  return node;
}

void
fo_usb_node_free (FoUsbNode *node)
{
  if (node->plugged != NULL)
    fo_plugged_free (node->plugged);
  g_clear_pointer (&node->attempt, fo_pair_try_free);
  fo_usb_wedge_clear (&node->wedge);
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
  if (node->stage == FO_USB_PAIRING)
    fo_usb_node_lose_pairing (node);
  fo_usb_node_set_stage (node, FO_USB_LEAVING, now_us);
}

bool
fo_usb_node_is_over (const FoUsbNode *node)
{
  return node->stage == FO_USB_LEAVING && (node->plugged == NULL || !fo_plugged_is_running (node->plugged));
}

bool
fo_usb_node_is_settled (const FoUsbNode *node)
{
  return node->settled;
}

FoPlugged *
fo_usb_node_plugged (const FoUsbNode *node)
{
  return node->plugged;
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
  if (node->stage == FO_USB_RUNNING && !fo_plugged_is_running (node->plugged))
    fo_usb_node_set_stage (node, FO_USB_FADING, now_us + FADE_US);
  if (node->stage == FO_USB_PAIRING || node->stage == FO_USB_FORGETTING)
    fo_usb_node_tick_pairing (node, now_us);
  if (node->stage == FO_USB_LEAVING)
    node->due_us = FO_NEVER_US;
  if (now_us < node->due_us)
    return;
  if (node->stage == FO_USB_LOOKING)
    look (node, now_us);
  else if (node->stage == FO_USB_OPENING || node->stage == FO_USB_RESTING)
    open_device (node, now_us);
  else if (node->stage == FO_USB_FADING)
    rest (node, now_us);
}
