/* SPDX-License-Identifier: GPL-3.0-or-later
 * A day begins for a station: whoever is first runs the morning, and checks the book some time later. Main thread. */
#pragma once

#include "firstout/store/worker.h"
#include "station.h"

typedef struct FoMorning FoMorning;

FoMorning *fo_morning_new (void);
void fo_morning_unref (FoMorning *morning);

/* It is TODAY; WORKER has the thread of STATION's store. What could not be run is tried again with the next look. */
void fo_morning_see (FoMorning *morning, FoStation *station, FoWorker *worker, FoDay today);
