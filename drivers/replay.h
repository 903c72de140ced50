/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The devices of a trace, plugged in and pulled out at their times. Belongs to one thread, as FoPlugged does.
 */
#pragma once

#include "firstout/drivers/scanner.h"

typedef struct FoReplay FoReplay;

/* The trace's time 0 is BEGUN_US. PROFILES and LISTENER (every callback set) outlive the replay. */
FoReplay *fo_replay_new (FoTrace *trace,
                         const FoProfiles *profiles,
                         int64_t begun_us,
                         const FoScannersListener *listener,
                         void *user);

/* Ends what is still plugged in. */
void fo_replay_free (FoReplay *replay);

/* FO_NEVER_US when it is over. */
int64_t fo_replay_due (const FoReplay *replay);

/* Does, in the order of time, everything that is due by NOW_US. */
void fo_replay_tick (FoReplay *replay, int64_t now_us);
