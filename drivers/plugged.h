/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One plugged scanner: transport × decoder × profile, and what is told of it. Belongs to one thread (the *usb*
 * thread, or the caller of fo_scanners_play); the listener is called there.
 */
#pragma once

#include "firstout/drivers/scanner.h"
#include "pair-try.h"
#include "transport.h"

typedef struct FoPlugged FoPlugged;

/* Tells FO_DEVICE_APPEARED. LISTENER and USER outlive it; every callback of LISTENER is set. */
FoPlugged *fo_plugged_new (const FoDevice *device, const FoScannersListener *listener, void *user);

/* Tells FO_DEVICE_LEFT. Not while it is running. */
void fo_plugged_free (FoPlugged *plugged);

const FoDevice *fo_plugged_device (const FoPlugged *plugged);

/* Tells FO_DEVICE_CHANGED when there is a difference. HELP is NULL for FO_HELP_NONE. */
void fo_plugged_set_state (FoPlugged *plugged, FoDeviceState state, FoDeviceHelp help_is, const char *help);

/* Opens TRANSPORT, which it owns from here on, and becomes FO_DEVICE_READY. DESCRIPTOR is the HID report descriptor,
 * not kept. On failure (FO_TRANSPORT_ERROR) nothing runs and the state is as it was. */
bool fo_plugged_start (FoPlugged *plugged,
                       FoTransport *transport,
                       const FoProfile *profile,
                       const uint8_t *descriptor,
                       size_t descriptor_bytes,
                       int64_t now_us,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same, but what it sends goes to ATTEMPT, which is the caller's and outlives it, and nowhere else. It becomes
 * FO_DEVICE_PAIRING. */
bool fo_plugged_start_pairing (FoPlugged *plugged,
                               FoTransport *transport,
                               FoPairTry *attempt,
                               int64_t now_us,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FoDevice.profile, from the next change on. */
void fo_plugged_set_profile (FoPlugged *plugged, const char *name);

/* Between a successful start and the end of its transport. */
bool fo_plugged_is_running (const FoPlugged *plugged);

/* Ends the transport, now or soon: keep handling events and ticking until it is not running. */
void fo_plugged_stop (FoPlugged *plugged);

/* Nothing happens where the device has no beep, the profile switched it off, or it is not running. */
void fo_plugged_feedback (FoPlugged *plugged, FoFeedback feedback, int64_t now_us);

/* As FoTransportOps has them; false when there is nothing to wait for. */
bool fo_plugged_poll (FoPlugged *plugged, GPollFD *ret_fd);
void fo_plugged_ready (FoPlugged *plugged, gushort revents, int64_t now_us);

int64_t fo_plugged_due (const FoPlugged *plugged);
void fo_plugged_tick (FoPlugged *plugged, int64_t now_us);
