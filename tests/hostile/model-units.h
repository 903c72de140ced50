/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random days of goods whose units are known one by one: some by a lot and a serial number from the day they come, others by the serial
 * number they leave with. The plain book knows of every unit where it is and whose, and of every scan whether it names the right ones. */
#pragma once

#include "firstout/store/store.h"

guint model_units_n_kinds (void);
const char *model_units_kind_name (guint kind);
/* One life; adds to EFFECTS how often each kind was granted. True when all was well. */
bool model_units_live (FoStore *store, const char *engine, guint32 seed, guint steps, guint *effects);
