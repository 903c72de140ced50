/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plugged.h"
#include "identity.h"

#include <string.h>

struct FoPlugged {
  FoDevice device;
  const FoScannersListener *listener;
  void *user;
  FoTransport *transport; /* may have ended: is_running tells */
  const FoDecoderOps *decoder; /* NULL while it is being paired */
  void *state;
  FoPairTry *attempt; /* not owned; NULL: it is not being paired */
  bool is_running;
  int64_t now_us; /* of what is being handled */
};

/* ---- upwards ----------------------------------------------------------------------------------------------------- */

static void
on_scan (const FoScan *scan, void *user)
{
  FoPlugged *plugged = user;

  plugged->listener->scan (scan, plugged->user);
}

static void
on_decoder_fault (FoFault fault, int64_t at_us, void *user)
{
  FoPlugged *plugged = user;

  (void) at_us;
  plugged->listener->fault (plugged->device.id, fault, plugged->user);
}

static void
on_send (const uint8_t *bytes, size_t length, void *user)
{
  FoPlugged *plugged = user;

  if (plugged->is_running && plugged->transport->ops->send != NULL)
    plugged->transport->ops->send (plugged->transport, bytes, length, plugged->now_us);
}

static const FoDecoderSink decoder_sink = { .scan = on_scan, .fault = on_decoder_fault, .send = on_send };

static void
on_bytes (const uint8_t *bytes, size_t length, int64_t at_us, void *user)
{
  FoPlugged *plugged = user;

  plugged->now_us = at_us;
  plugged->decoder->feed (plugged->state, bytes, length, at_us, &decoder_sink, plugged);
}

static void
on_transport_fault (FoFault fault, int64_t at_us, void *user)
{
  FoPlugged *plugged = user;

  plugged->listener->fault (plugged->device.id, fault, plugged->user);
  plugged->now_us = at_us;
  /* By these nothing was lost that the device said. */
  if (fault != FO_FAULT_RECORDING && fault != FO_FAULT_SEND && fault != FO_FAULT_REPLAY)
    plugged->decoder->cut (plugged->state, FO_FAULT_GAP, at_us, &decoder_sink, plugged);
}

static void
on_ended (int64_t at_us, void *user)
{
  FoPlugged *plugged = user;

  plugged->is_running = false;
  plugged->decoder->cut (plugged->state, FO_FAULT_UNPLUGGED, at_us, &decoder_sink, plugged);
}

static void
on_feedback (FoFeedback feedback, int64_t at_us, void *user)
{
  fo_plugged_feedback (user, feedback, at_us);
}

static const FoTransportSink transport_sink
  = { .bytes = on_bytes, .fault = on_transport_fault, .feedback = on_feedback, .ended = on_ended };

/* ---- while it is being paired ------------------------------------------------------------------------------------ */

static void
on_pairing_bytes (const uint8_t *bytes, size_t length, int64_t at_us, void *user)
{
  fo_pair_try_feed (((FoPlugged *) user)->attempt, bytes, length, at_us);
}

static void
on_pairing_fault (FoFault fault, int64_t at_us, void *user)
{
  (void) fault, (void) at_us;
  fo_pair_try_cut (((FoPlugged *) user)->attempt);
}

static void
on_pairing_feedback (FoFeedback feedback, int64_t at_us, void *user)
{
  (void) feedback, (void) at_us, (void) user;
}

static void
on_pairing_ended (int64_t at_us, void *user)
{
  FoPlugged *plugged = user;

  (void) at_us;
  plugged->is_running = false;
  plugged->attempt = NULL;
}

static const FoTransportSink pairing_sink = { .bytes = on_pairing_bytes,
                                              .fault = on_pairing_fault,
                                              .feedback = on_pairing_feedback,
                                              .ended = on_pairing_ended };

/* ---- life -------------------------------------------------------------------------------------------------------- */

FoPlugged *
fo_plugged_new (const FoDevice *device, const FoScannersListener *listener, void *user)
{
  FoPlugged *plugged = g_new0 (FoPlugged, 1);

  plugged->device = *device;
  plugged->listener = listener;
  plugged->user = user;
  listener->device (&plugged->device, FO_DEVICE_APPEARED, user);
  return plugged;
}

static void
drop_transport (FoPlugged *plugged)
{
  g_assert (!plugged->is_running);
  if (plugged->transport != NULL)
    plugged->transport->ops->free (plugged->transport);
  plugged->transport = NULL;
  g_clear_pointer (&plugged->state, g_free);
}

void
fo_plugged_free (FoPlugged *plugged)
{
  drop_transport (plugged);
  plugged->listener->device (&plugged->device, FO_DEVICE_LEFT, plugged->user);
  g_free (plugged);
}

const FoDevice *
fo_plugged_device (const FoPlugged *plugged)
{
  return &plugged->device;
}

void
fo_plugged_set_state (FoPlugged *plugged, FoDeviceState state, FoDeviceHelp help_is, const char *help)
{
  FoDevice *device = &plugged->device;

  if (help == NULL)
    help = "";
  if (device->state == state && strcmp (device->help, help) == 0)
    return;
  device->state = state;
  device->help_is = help_is;
  g_strlcpy (device->help, help, sizeof device->help);
  plugged->listener->device (device, FO_DEVICE_CHANGED, plugged->user);
}

static bool
start_decoder (FoPlugged *plugged,
               const FoProfile *profile,
               const uint8_t *descriptor,
               size_t descriptor_bytes,
               int64_t now_us,
               GError **error)
{
  const char *reason = NULL;
  const FoDecoderSetup setup = { .device = plugged->device.id,
                                 .descriptor = descriptor,
                                 .descriptor_bytes = descriptor_bytes,
                                 .quirks = profile->quirks };

  plugged->decoder = profile->decoder;
  plugged->state = g_malloc (profile->decoder->state_size);
  if (profile->decoder->start (plugged->state, &setup, now_us, &reason))
    return true;
  g_set_error_literal (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_UNSUPPORTED, reason);
  return false;
}

bool
fo_plugged_start (FoPlugged *plugged,
                  FoTransport *transport,
                  const FoProfile *profile,
                  const uint8_t *descriptor,
                  size_t descriptor_bytes,
                  int64_t now_us,
                  GError **error)
{
  drop_transport (plugged);
  plugged->transport = transport;
  plugged->is_running = start_decoder (plugged, profile, descriptor, descriptor_bytes, now_us, error)
                        && transport->ops->start (transport, &transport_sink, plugged, now_us, error);
  if (!plugged->is_running) {
    drop_transport (plugged);
    return false;
  }
  plugged->now_us = now_us;
  if (plugged->decoder->opened != NULL)
    plugged->decoder->opened (plugged->state, now_us, &decoder_sink, plugged);
  fo_plugged_set_state (plugged, FO_DEVICE_READY, FO_HELP_NONE, NULL);
  return true;
}

bool
fo_plugged_start_pairing (FoPlugged *plugged,
                          FoTransport *transport,
                          FoPairTry *attempt,
                          int64_t now_us,
                          GError **error)
{
  drop_transport (plugged);
  plugged->transport = transport;
  plugged->decoder = NULL;
  plugged->attempt = attempt;
  plugged->is_running = transport->ops->start (transport, &pairing_sink, plugged, now_us, error);
  if (!plugged->is_running) {
    drop_transport (plugged);
    plugged->attempt = NULL;
    return false;
  }
  fo_plugged_set_state (plugged, FO_DEVICE_PAIRING, FO_HELP_NONE, NULL);
  return true;
}

void
fo_plugged_set_profile (FoPlugged *plugged, const char *name)
{
  fo_text_clean (name, plugged->device.profile, sizeof plugged->device.profile);
}

void
fo_plugged_feedback (FoPlugged *plugged, FoFeedback feedback, int64_t now_us)
{
  if (!plugged->is_running || plugged->decoder == NULL || plugged->decoder->feedback == NULL)
    return;
  plugged->now_us = now_us;
  if (plugged->transport->ops->note_feedback != NULL)
    plugged->transport->ops->note_feedback (plugged->transport, feedback, now_us);
  plugged->decoder->feedback (plugged->state, feedback, &decoder_sink, plugged);
}

bool
fo_plugged_poll (FoPlugged *plugged, GPollFD *ret_fd)
{
  return plugged->is_running && plugged->transport->ops->poll != NULL
         && plugged->transport->ops->poll (plugged->transport, ret_fd);
}

void
fo_plugged_ready (FoPlugged *plugged, gushort revents, int64_t now_us)
{
  if (plugged->is_running && plugged->transport->ops->ready != NULL)
    plugged->transport->ops->ready (plugged->transport, revents, now_us);
}

bool
fo_plugged_is_running (const FoPlugged *plugged)
{
  return plugged->is_running;
}

void
fo_plugged_stop (FoPlugged *plugged)
{
  if (plugged->is_running)
    plugged->transport->ops->stop (plugged->transport);
}

int64_t
fo_plugged_due (const FoPlugged *plugged)
{
  if (!plugged->is_running)
    return FO_NEVER_US;
  int64_t own_us = plugged->attempt != NULL ? fo_pair_try_due (plugged->attempt) : plugged->decoder->due (plugged->state);
  return MIN (plugged->transport->ops->due (plugged->transport), own_us);
}

void
fo_plugged_tick (FoPlugged *plugged, int64_t now_us)
{
  plugged->now_us = now_us;
  if (plugged->is_running && plugged->transport->ops->due (plugged->transport) <= now_us)
    plugged->transport->ops->tick (plugged->transport, now_us);
  if (plugged->is_running && plugged->attempt != NULL)
    fo_pair_try_tick (plugged->attempt, now_us);
  else if (plugged->is_running && plugged->decoder->due (plugged->state) <= now_us)
    plugged->decoder->tick (plugged->state, now_us, &decoder_sink, plugged);
}
