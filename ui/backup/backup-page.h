/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoBackupPage: when the last copy of the warehouse was made, one key that makes another, and the copies there are, each of which
 * becomes a warehouse again at one more. Main thread.
 *
 * Actions
 *   backup.folder (s)        copies go there from now on; remembered for this station
 *   backup.restore (ss)      the copy of that path becomes a warehouse at the other one
 */
#pragma once

#include "shell/page.h"

#define FO_TYPE_BACKUP_PAGE (fo_backup_page_get_type ())
G_DECLARE_FINAL_TYPE (FoBackupPage, fo_backup_page, FO, BACKUP_PAGE, GtkWidget)
