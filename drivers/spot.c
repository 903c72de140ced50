/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spot.h"
#include "identity.h"
#include "transports.h"

#define REST_US 1000000
#define FADE_US 300000

struct FoSpot {
  const FoSpotShared *shared;
  const FoSpotOps *ops;
  gpointer owner;
  FoDevice device;
  FoProfile profile; /* nothing in it is owned; its quirks are this device's */
  bool is_paired_only;
  bool is_read;       /* a profile, or a person who paired it, says so */
  FoPlugged *plugged; /* NULL: not there */
  bool was_running;
  int64_t due_us;     /* when it is tried, or looked at, again */
  FoPairTry *attempt; /* it is being paired */
  bool giving_back;
  int64_t fade_us; /* its transport ended, and nobody wanted it: so long it may turn out to be gone; 0: it did not */
};

/* ---- there, or not ----------------------------------------------------------------------------------------------- */

static void
tell (const FoSpot *spot, FoPairingOutcome outcome, FoDeviceHelp help_is, const char *help)
{
  FoPairingNews news = { .outcome = outcome, .help_is = help_is };

  g_strlcpy (news.device_id, spot->device.id, sizeof news.device_id);
  g_strlcpy (news.help, help != NULL ? help : "", sizeof news.help);
  if (outcome == FO_PAIRING_DONE)
    news.quirks = spot->profile.quirks;
  spot->shared->listener->pairing (&news, spot->shared->user);
}

static void
vanish (FoSpot *spot)
{
  if (spot->plugged == NULL)
    return;
  if (spot->attempt != NULL)
    tell (spot, FO_PAIRING_GONE, FO_HELP_NONE, "");
  fo_plugged_stop (spot->plugged);
  g_clear_pointer (&spot->attempt, fo_pair_try_free);
  g_clear_pointer (&spot->plugged, fo_plugged_free);
  spot->was_running = false;
}

static void
appear (FoSpot *spot)
{
  FoDevice device = spot->device;

  device.state = FO_DEVICE_OPENING;
  if (spot->is_read)
    fo_text_clean (spot->profile.name, device.profile, sizeof device.profile);
  spot->plugged = fo_plugged_new (&device, spot->shared->listener, spot->shared->user);
}

static void
be_unpaired (FoSpot *spot)
{
  spot->is_read = false;
  fo_plugged_set_profile (spot->plugged, "");
  fo_plugged_set_state (spot->plugged, FO_DEVICE_UNPAIRED, FO_HELP_NONE, NULL);
}

static void
refused (FoSpot *spot, const GError *error)
{
  char help[FO_DEVICE_HELP_MAX] = "";
  FoDeviceHelp help_is;

  switch ((FoTransportError) error->code) {
  case FO_TRANSPORT_ERROR_GONE:
    vanish (spot);
    return;
  case FO_TRANSPORT_ERROR_NO_ACCESS:
    help_is = spot->ops->help_no_access (&spot->device, help);
    fo_plugged_set_state (spot->plugged, FO_DEVICE_NO_ACCESS, help_is, help);
    return;
  case FO_TRANSPORT_ERROR_BUSY:
    fo_plugged_set_state (spot->plugged, FO_DEVICE_BUSY, spot->ops->busy, spot->ops->busy_help);
    return;
  case FO_TRANSPORT_ERROR_UNSUPPORTED:
  case FO_TRANSPORT_ERROR_FAILED:
    fo_plugged_set_state (spot->plugged, FO_DEVICE_FAILED, FO_HELP_SYSTEM, error->message);
    return;
  }
}

static void
try_it (FoSpot *spot, int64_t now_us)
{
  g_autoptr (GError) error = NULL;
  bool is_looked_for = spot->ops->is_there != NULL;

  spot->due_us = is_looked_for || spot->is_read ? now_us + REST_US : FO_NEVER_US;
  if (is_looked_for && !spot->ops->is_there (spot->owner)) {
    vanish (spot);
    return;
  }
  if (spot->plugged == NULL)
    appear (spot);
  if (!spot->is_read) {
    be_unpaired (spot);
    return;
  }
  FoTransport *transport = spot->ops->open (&spot->profile, spot->owner);
  if (spot->shared->record != NULL && spot->ops->is_recorded)
    transport = fo_record_transport_new (transport, spot->shared->record, spot->device.id, NULL, 0);
  if (!fo_plugged_start (spot->plugged, transport, &spot->profile, NULL, 0, now_us, &error))
    refused (spot, error);
}

/* ---- pairing ----------------------------------------------------------------------------------------------------- */

static void
keep (FoSpot *spot, const FoQuirks *quirks, int64_t now_us)
{
  const FoDevice *device = &spot->device;
  g_autoptr (GError) error = NULL;
  FoPairing pairing = { .quirks = *quirks };

  g_strlcpy (pairing.id, device->id, sizeof pairing.id);
  g_strlcpy (pairing.name, device->name[0] != '\0' ? device->name : device->port, sizeof pairing.name);
  if (!fo_pairings_keep (spot->shared->pairings, &pairing, &error))
    tell (spot, FO_PAIRING_FILE, FO_HELP_FILE, error->message);
  spot->profile.quirks = *quirks;
  spot->is_read = true;
  fo_plugged_set_profile (spot->plugged, spot->profile.name);
  fo_plugged_set_state (spot->plugged, FO_DEVICE_OPENING, FO_HELP_NONE, NULL);
  spot->due_us = now_us;
  tell (spot, FO_PAIRING_DONE, FO_HELP_NONE, "");
}

/* Its transport has ended, for whatever reason. */
static void
conclude (FoSpot *spot, int64_t now_us)
{
  g_autoptr (FoPairTry) attempt = g_steal_pointer (&spot->attempt);
  FoPairingOutcome outcome;
  FoDeviceHelp help_is;
  const char *help;
  FoQuirks quirks;

  if (fo_pair_try_found (attempt, &quirks)) {
    keep (spot, &quirks, now_us);
    return;
  }
  be_unpaired (spot);
  outcome = fo_pair_try_outcome (attempt, spot->giving_back, &help_is, &help);
  tell (spot, outcome, help_is, help);
}

static void
tell_not_taken (const FoSpot *spot, const GError *error)
{
  char help[FO_DEVICE_HELP_MAX] = "";

  if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_NO_ACCESS)) {
    FoDeviceHelp help_is = spot->ops->help_no_access (&spot->device, help);
    tell (spot, FO_PAIRING_NO_ACCESS, help_is, help);
  } else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY))
    tell (spot, FO_PAIRING_BUSY, spot->ops->busy, spot->ops->busy_help);
  else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_GONE))
    tell (spot, FO_PAIRING_GONE, FO_HELP_NONE, "");
  else
    tell (spot, FO_PAIRING_FAILED, FO_HELP_SYSTEM, error->message);
}

bool
fo_spot_may_pair (const FoSpot *spot)
{
  return spot->is_paired_only && spot->plugged != NULL;
}

void
fo_spot_pair (FoSpot *spot, const char *code, int64_t until_us, int64_t now_us)
{
  static const FoQuirks usual = { 0 };
  g_autoptr (GError) error = NULL;

  if (fo_plugged_is_running (spot->plugged)) {
    tell (spot, FO_PAIRING_GONE, FO_HELP_NONE, "this device is not to be paired");
    return;
  }
  spot->profile.quirks = usual;
  spot->giving_back = false;
  spot->fade_us = 0;
  spot->attempt = fo_pair_try_new (code, until_us, NULL, 0);
  fo_pair_try_read_by (spot->attempt, spot->profile.decoder);
  if (fo_plugged_start_pairing (spot->plugged, spot->ops->open (&spot->profile, spot->owner), spot->attempt, now_us,
                                &error))
    return;
  g_clear_pointer (&spot->attempt, fo_pair_try_free);
  be_unpaired (spot);
  tell_not_taken (spot, error);
}

void
fo_spot_end_pairing (FoSpot *spot)
{
  if (spot->attempt == NULL)
    return;
  spot->giving_back = true;
  fo_plugged_stop (spot->plugged);
}

void
fo_spot_forget (FoSpot *spot)
{
  if (!spot->is_paired_only || spot->plugged == NULL || spot->attempt != NULL)
    return;
  spot->is_read = false; /* it is unpaired when its transport has ended */
  if (fo_plugged_is_running (spot->plugged))
    fo_plugged_stop (spot->plugged);
  else
    be_unpaired (spot);
}

/* Most likely it was pulled out, which its owner sees in a moment. */
static bool
may_be_gone (FoSpot *spot, int64_t now_us)
{
  if (spot->giving_back || fo_pair_try_is_over (spot->attempt))
    return false;
  if (spot->fade_us == 0)
    spot->fade_us = spot->due_us = now_us + FADE_US;
  return now_us < spot->fade_us;
}

static void
tick_pairing (FoSpot *spot, int64_t now_us)
{
  if (fo_pair_try_is_over (spot->attempt))
    fo_plugged_stop (spot->plugged);
  if (fo_plugged_is_running (spot->plugged) || may_be_gone (spot, now_us))
    return;
  if (spot->ops->is_there != NULL && !spot->ops->is_there (spot->owner))
    vanish (spot);
  else
    conclude (spot, now_us);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

FoSpot *
fo_spot_new (const FoSpotShared *shared,
             const FoSpotOps *ops,
             gpointer owner,
             const FoDevice *device,
             const FoProfile *profile,
             bool paired,
             int64_t now_us)
{
  FoSpot *spot = g_new0 (FoSpot, 1);
  FoPairing pairing;

  spot->shared = shared;
  spot->ops = ops;
  spot->owner = owner;
  spot->device = *device;
  spot->profile = *profile;
  spot->is_paired_only = paired;
  spot->is_read = !paired;
  spot->due_us = now_us;
  if (paired && shared->pairings != NULL && fo_pairings_find (shared->pairings, device->id, &pairing)) {
    spot->profile.quirks = pairing.quirks;
    spot->is_read = true;
  }
  return spot;
}

void
fo_spot_free (FoSpot *spot)
{
  vanish (spot);
  if (spot->ops->free != NULL)
    spot->ops->free (spot->owner);
  g_free (spot);
}

const char *
fo_spot_id (const FoSpot *spot)
{
  return spot->device.id;
}

FoPlugged *
fo_spot_plugged (const FoSpot *spot)
{
  return spot->plugged;
}

void
fo_spot_try_again (FoSpot *spot, int64_t now_us)
{
  bool is_running = spot->plugged != NULL && fo_plugged_is_running (spot->plugged);

  if (!is_running && spot->attempt == NULL)
    spot->due_us = now_us;
}

int64_t
fo_spot_due (const FoSpot *spot)
{
  return spot->plugged != NULL ? MIN (spot->due_us, fo_plugged_due (spot->plugged)) : spot->due_us;
}

void
fo_spot_tick (FoSpot *spot, int64_t now_us)
{
  if (spot->plugged != NULL)
    fo_plugged_tick (spot->plugged, now_us);
  if (spot->attempt != NULL) {
    tick_pairing (spot, now_us);
    return;
  }
  bool is_running = spot->plugged != NULL && fo_plugged_is_running (spot->plugged);
  if (is_running)
    spot->due_us = FO_NEVER_US;
  else if (spot->was_running) /* it has just ended */
    spot->due_us = spot->is_read ? now_us + REST_US : now_us;
  spot->was_running = is_running;
  if (!is_running && spot->due_us <= now_us)
    try_it (spot, now_us);
}
