/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pairing: a keyboard, or a serial port of any device, is taken for some seconds, and kept or given back. */
#include "identity.h"
#include "usb-inside.h"

#define FADE_US 300000

static void
tell_pairing (const FoUsbNode *node, FoPairingOutcome outcome, const FoQuirks *quirks, FoDeviceHelp help_is, const char *help)
{
  FoPairingNews news = { .outcome = outcome };

  g_strlcpy (news.device_id, node->look.device.id, sizeof news.device_id);
  if (quirks != NULL)
    news.quirks = *quirks;
  news.help_is = help_is;
  g_strlcpy (news.help, help != NULL ? help : "", sizeof news.help);
  node->shared->listener->pairing (&news, node->shared->user);
}

static void
tell_not_taken (const FoUsbNode *node, const GError *error)
{
  char help[FO_DEVICE_HELP_MAX] = "";

  if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_NO_ACCESS)) {
    FoDeviceHelp help_is = fo_device_help_no_access (
        fo_plugged_device (node->plugged), fo_usb_node_is_known_maker (node), node->face == FO_FACE_SERIAL, help);
    tell_pairing (node, FO_PAIRING_NO_ACCESS, NULL, help_is, help);
  } else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY))
    tell_pairing (node, FO_PAIRING_BUSY, NULL, FO_HELP_NONE, NULL);
  else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_GONE))
    tell_pairing (node, FO_PAIRING_GONE, NULL, FO_HELP_NONE, NULL);
  else
    tell_pairing (node, FO_PAIRING_FAILED, NULL, FO_HELP_SYSTEM, error->message);
}

static void
be_unpaired (FoUsbNode *node)
{
  fo_plugged_set_profile (node->plugged, "");
  fo_plugged_set_state (node->plugged, fo_usb_node_is_known_maker (node) ? FO_DEVICE_KEYBOARD : FO_DEVICE_UNPAIRED,
                        FO_HELP_NONE, NULL);
  fo_usb_node_set_stage (node, FO_USB_NOTHING, FO_NEVER_US);
}

/* Makes it so that it can be started as what it would be. */
static void
prepare (FoUsbNode *node, const FoQuirks *quirks)
{
  bool is_port = node->any_port.name != NULL;

  node->face = is_port ? FO_FACE_SERIAL : FO_FACE_KEYBOARD;
  node->profile = is_port ? &node->any_port : &node->wedge.profile;
  if (is_port)
    node->any_port.quirks = *quirks;
  else
    fo_usb_wedge_set (&node->wedge, false, quirks);
}

void
fo_usb_node_pair (FoUsbNode *node, const char *code, int64_t until_us, int64_t now_us)
{
  static const FoQuirks usual = { 0 };
  g_autoptr (GError) error = NULL;

  if (node->stage != FO_USB_NOTHING || (!node->wedge.is_there && node->any_port.name == NULL)) {
    tell_pairing (node, FO_PAIRING_GONE, NULL, FO_HELP_NONE, "this device is not to be paired");
    return;
  }
  node->giving_back = false;
  prepare (node, &usual);
  node->attempt = fo_pair_try_new (code, until_us, node->wedge.descriptor, node->wedge.descriptor_bytes);
  if (fo_usb_node_start (node, node->attempt, now_us, &error)) {
    fo_pair_try_read_by (node->attempt, node->profile->decoder);
    fo_usb_node_set_stage (node, FO_USB_PAIRING, FO_NEVER_US);
    return;
  }
  g_clear_pointer (&node->attempt, fo_pair_try_free);
  tell_not_taken (node, error);
}

/* What came is the device's for good. It is opened anew: now it is a scanner. */
static void
keep (FoUsbNode *node, const FoQuirks *quirks, int64_t now_us)
{
  const FoDevice *device = &node->look.device;
  g_autoptr (GError) error = NULL;
  FoPairing pairing = { .quirks = *quirks };

  g_strlcpy (pairing.id, device->id, sizeof pairing.id);
  g_strlcpy (pairing.name, device->name, sizeof pairing.name);
  if (!fo_pairings_keep (node->shared->pairings, &pairing, &error))
    tell_pairing (node, FO_PAIRING_FILE, NULL, FO_HELP_FILE, error->message);
  prepare (node, quirks);
  fo_plugged_set_profile (node->plugged, node->profile->name);
  fo_plugged_set_state (node->plugged, FO_DEVICE_OPENING, FO_HELP_NONE, NULL);
  tell_pairing (node, FO_PAIRING_DONE, quirks, FO_HELP_NONE, NULL);
  fo_usb_node_set_stage (node, FO_USB_OPENING, now_us);
}

static void
conclude_pairing (FoUsbNode *node, int64_t now_us)
{
  g_autoptr (FoPairTry) attempt = g_steal_pointer (&node->attempt);
  FoPairingOutcome outcome;
  FoDeviceHelp help_is;
  const char *help;
  FoQuirks quirks;

  if (fo_pair_try_found (attempt, &quirks)) {
    keep (node, &quirks, now_us);
    return;
  }
  be_unpaired (node);
  outcome = fo_pair_try_outcome (attempt, node->giving_back, &help_is, &help);
  tell_pairing (node, outcome, NULL, help_is, help);
}

/* Its transport ended and nobody wanted it: most likely it is unplugged, and that is announced in a moment. */
static bool
may_be_unplugged (FoUsbNode *node, int64_t now_us)
{
  if (node->giving_back || fo_pair_try_is_over (node->attempt))
    return false;
  if (node->due_us == FO_NEVER_US)
    node->due_us = now_us + FADE_US;
  return now_us < node->due_us;
}

void
fo_usb_node_tick_pairing (FoUsbNode *node, int64_t now_us)
{
  if (node->stage == FO_USB_PAIRING && fo_pair_try_is_over (node->attempt))
    fo_plugged_stop (node->plugged);
  if (fo_plugged_is_running (node->plugged))
    return;
  if (node->stage == FO_USB_PAIRING && may_be_unplugged (node, now_us))
    return;
  if (node->stage == FO_USB_PAIRING)
    conclude_pairing (node, now_us);
  else
    be_unpaired (node);
}

void
fo_usb_node_end_pairing (FoUsbNode *node)
{
  if (node->stage != FO_USB_PAIRING)
    return;
  node->giving_back = true;
  fo_plugged_stop (node->plugged);
}

void
fo_usb_node_forget (FoUsbNode *node)
{
  bool may_be = node->face == FO_FACE_KEYBOARD || node->any_port.name != NULL;
  bool is_paired = may_be && node->plugged != NULL && node->stage != FO_USB_PAIRING
                   && node->stage != FO_USB_NOTHING && node->stage != FO_USB_LEAVING;

  if (!is_paired)
    return;
  fo_plugged_stop (node->plugged);
  fo_usb_node_set_stage (node, FO_USB_FORGETTING, FO_NEVER_US);
}

void
fo_usb_node_lose_pairing (FoUsbNode *node)
{
  tell_pairing (node, FO_PAIRING_GONE, NULL, FO_HELP_NONE, NULL);
}
