/* SPDX-License-Identifier: GPL-3.0-or-later
 * The strip over the window while the server is gone: since when, what is allowed meanwhile, how many inputs wait; and, when it is
 * back, how many of them a person must decide on. */
#pragma once

#include "shell/station.h"
#include <gtk/gtk.h>

void fo_offline_strip_show (GtkLabel *strip, FoStation *station);
