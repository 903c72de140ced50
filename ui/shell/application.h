/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoApplication: style, font, scanners, one station, one window. include/firstout/ui/application.h makes it. Main thread. */
#pragma once

#include "firstout/ui/application.h"
#include "window.h"

#define FO_TYPE_APPLICATION (fo_application_get_type ())
G_DECLARE_FINAL_TYPE (FoApplication, fo_application, FO, APPLICATION, AdwApplication)

/* After activate; not owned. */
FoWindow *fo_application_window (FoApplication *self);
/* After startup; not owned. */
FoStation *fo_application_station (FoApplication *self);
/* After startup; not owned. */
FoSounds *fo_application_sounds (FoApplication *self);
/* Before startup: SOUNDS instead of the real ones; taken over. */
void fo_application_set_sounds (FoApplication *self, FoSounds *sounds);
