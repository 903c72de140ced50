/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoSyncPage: what goes between the warehouse and sales. Lists of what a person decides, of what has no answer yet, waits, or was told; the
 * links; and the rules, who says what. One thing of a list in full, with what may be done about it, stands in the list's place. Lists follow
 * by themselves while somebody looks at them. Main thread.
 */
#pragma once

#include "shell/page.h"

#define FO_TYPE_SYNC_PAGE (fo_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (FoSyncPage, fo_sync_page, FO, SYNC_PAGE, GtkWidget)
