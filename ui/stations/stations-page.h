/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoStationsPage: who works where and on what, and which station is away. From here an order of another station is taken over, and a
 * lost station is revoked or admitted again. What is done goes to the desk as a command. Main thread.
 */
#pragma once

#include "shell/page.h"

#define FO_TYPE_STATIONS_PAGE (fo_stations_page_get_type ())
G_DECLARE_FINAL_TYPE (FoStationsPage, fo_stations_page, FO, STATIONS_PAGE, GtkWidget)
