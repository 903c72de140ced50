/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/scanner.h"
#include "replay.h"

typedef struct {
  const FoScannersListener *listener; /* callbacks may be missing */
  void *user;
} Player;

static void
on_scan (const FoScan *scan, void *user)
{
  const Player *player = user;

  if (player->listener->scan != NULL)
    player->listener->scan (scan, player->user);
}

static void
on_device (const FoDevice *device, FoDeviceChange change, void *user)
{
  const Player *player = user;

  if (player->listener->device != NULL)
    player->listener->device (device, change, player->user);
}

static void
on_fault (const char *device_id, FoFault fault, void *user)
{
  const Player *player = user;

  if (player->listener->fault != NULL)
    player->listener->fault (device_id, fault, player->user);
}

static const FoScannersListener player_listener = { .scan = on_scan, .device = on_device, .fault = on_fault };

void
fo_scanners_play (const FoProfiles *profiles, FoTrace *trace, const FoScannersListener *listener, void *user)
{
  Player player = { .listener = listener, .user = user };
  FoReplay *replay = fo_replay_new (trace, profiles, 0, &player_listener, &player);

  fo_replay_tick (replay, FO_NEVER_US);
  fo_replay_free (replay);
}
