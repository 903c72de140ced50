/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "replay.h"
#include "hid-desc.h"
#include "identity.h"
#include "plugged.h"
#include "transports.h"

#include <stdio.h>
#include <string.h>

/* From one plug record to its unplug. */
typedef struct {
  guint first;        /* index of the plug record */
  FoPlugged *plugged; /* NULL: not yet, or not any more */
  bool is_over;
} Visit;

struct FoReplay {
  FoTrace *trace;
  const FoProfiles *profiles;
  int64_t begun_us;
  const FoScannersListener *listener;
  void *user;
  GArray *visits; /* of Visit, in the order of time */
};

FoReplay *
fo_replay_new (FoTrace *trace,
               const FoProfiles *profiles,
               int64_t begun_us,
               const FoScannersListener *listener,
               void *user)
{
  FoReplay *replay = g_new0 (FoReplay, 1);

  replay->trace = fo_trace_ref (trace);
  replay->profiles = profiles;
  replay->begun_us = begun_us;
  replay->listener = listener;
  replay->user = user;
  replay->visits = g_array_new (FALSE, TRUE, sizeof (Visit));
  for (guint i = 0; i < fo_trace_count (trace); i++)
    if (fo_trace_get (trace, i)->kind == FO_TRACE_PLUG) {
      Visit visit = { .first = i };
      g_array_append_val (replay->visits, visit);
    }
  return replay;
}

/* What was recorded of a keyboard was a paired one: read as most are set, where no profile knows better. */
static char keyboard_file[] = "", keyboard_name[] = "HID keyboard", keyboard_transport[] = FO_TRANSPORT_USB_HID;
static const FoProfile keyboard = { .file = keyboard_file,
                                    .name = keyboard_name,
                                    .transport = keyboard_transport,
                                    .decoder = &fo_decoder_keyboard_hid };

/* ---- one visit --------------------------------------------------------------------------------------------------- */

static FoDevice
describe (const FoTraceRecord *plug)
{
  FoDevice device = { .state = FO_DEVICE_OPENING, .port = "trace" };
  guint vendor = 0, product = 0;
  int serial_at = 0;

  g_strlcpy (device.id, plug->device, sizeof device.id);
  if (sscanf (plug->device, "usb:%4x:%4x%n", &vendor, &product, &serial_at) == 2) {
    device.vendor = (uint16_t) vendor;
    device.product = (uint16_t) product;
    if (plug->device[serial_at] == ':')
      fo_text_clean (plug->device + serial_at + 1, device.serial, sizeof device.serial);
  }
  return device;
}

/* What it can be read by; false, with the reason if there is one, when it is nothing that scans. */
static bool
find_face (const FoTraceRecord *plug, FoFace *ret_face, const char **ret_reason)
{
  FoHidPosLayout layout;
  FoHidKeyboardLayout keyboard_layout;

  if (plug->port == FO_TRACE_SERIAL) {
    *ret_face = FO_FACE_SERIAL;
    return true;
  }
  switch (fo_hid_read_descriptor (plug->bytes, plug->length, &layout, ret_reason)) {
  case FO_HID_POS:
    *ret_face = FO_FACE_HID_POS;
    return true;
  case FO_HID_OEM:
    *ret_face = FO_FACE_OEM_POS;
    return true;
  case FO_HID_PLAIN:
    *ret_face = FO_FACE_HID;
    return true;
  case FO_HID_OTHER:
    *ret_face = FO_FACE_KEYBOARD;
    return fo_hid_read_keyboard (plug->bytes, plug->length, &keyboard_layout, NULL);
  case FO_HID_UNSUPPORTED:
  case FO_HID_MALFORMED:
    return false;
  }
  return false;
}

static const FoProfile *
find_profile (const FoReplay *replay, const FoTraceRecord *plug, const FoDevice *device, const char **ret_reason)
{
  const char *tty = g_str_has_prefix (device->id, "tty:") ? device->id + 4 : "";
  FoFace face;

  if (!find_face (plug, &face, ret_reason))
    return NULL;
  const FoProfile *profile = fo_profiles_match (replay->profiles, device->vendor, device->product, face,
                                                face == FO_FACE_SERIAL ? tty : NULL);
  return profile == NULL && face == FO_FACE_KEYBOARD ? &keyboard : profile;
}

static void
begin_visit (FoReplay *replay, Visit *visit, int64_t now_us)
{
  const FoTraceRecord *plug = fo_trace_get (replay->trace, visit->first);
  g_autoptr (GError) error = NULL;
  FoDevice device = describe (plug);
  const char *reason = NULL;
  const FoProfile *profile = find_profile (replay, plug, &device, &reason);

  if (profile != NULL)
    fo_text_clean (profile->name, device.profile, sizeof device.profile);
  visit->plugged = fo_plugged_new (&device, replay->listener, replay->user);
  if (profile == NULL)
    fo_plugged_set_state (visit->plugged, reason != NULL ? FO_DEVICE_UNSUPPORTED : FO_DEVICE_UNKNOWN,
                          reason != NULL ? FO_HELP_DESCRIPTOR : FO_HELP_NONE, reason);
  else if (!fo_plugged_start (visit->plugged, fo_replay_transport_new (replay->trace, visit->first, replay->begun_us),
                              profile, plug->bytes, plug->length, now_us, &error))
    fo_plugged_set_state (visit->plugged, FO_DEVICE_UNSUPPORTED, FO_HELP_DESCRIPTOR, error->message);
}

static void
end_visit (Visit *visit)
{
  if (visit->plugged != NULL) {
    fo_plugged_stop (visit->plugged);
    fo_plugged_free (visit->plugged);
  }
  visit->plugged = NULL;
  visit->is_over = true;
}

static int64_t
visit_due (const FoReplay *replay, const Visit *visit)
{
  if (visit->is_over)
    return FO_NEVER_US;
  if (visit->plugged == NULL)
    return replay->begun_us + fo_trace_get (replay->trace, visit->first)->at_us;
  return fo_plugged_due (visit->plugged);
}

static void
visit_step (FoReplay *replay, Visit *visit, int64_t now_us)
{
  if (visit->plugged == NULL)
    begin_visit (replay, visit, now_us);
  else
    fo_plugged_tick (visit->plugged, now_us);
  if (!fo_plugged_is_running (visit->plugged))
    end_visit (visit);
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

/* The visit that is due first; NULL when the replay is over. */
static Visit *
next_visit (const FoReplay *replay, int64_t *ret_due_us)
{
  Visit *next = NULL;

  *ret_due_us = FO_NEVER_US;
  for (guint i = 0; i < replay->visits->len; i++) {
    Visit *visit = &g_array_index (replay->visits, Visit, i);
    int64_t due_us = visit_due (replay, visit);
    if (due_us < *ret_due_us) {
      *ret_due_us = due_us;
      next = visit;
    }
  }
  return next;
}

int64_t
fo_replay_due (const FoReplay *replay)
{
  int64_t due_us;

  next_visit (replay, &due_us);
  return due_us;
}

void
fo_replay_tick (FoReplay *replay, int64_t now_us)
{
  int64_t due_us;
  Visit *visit;

  while ((visit = next_visit (replay, &due_us)) != NULL && due_us <= now_us)
    visit_step (replay, visit, due_us);
}

void
fo_replay_free (FoReplay *replay)
{
  for (guint i = 0; i < replay->visits->len; i++) {
    Visit *visit = &g_array_index (replay->visits, Visit, i);
    if (!visit->is_over)
      end_visit (visit);
  }
  g_array_unref (replay->visits);
  fo_trace_unref (replay->trace);
  g_free (replay);
}
