/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoHandoverPage: what the next shift needs: on the left what is half done, waits or broke, and who did how much; on the right what
 * was written down, and a line to write more. Choosing a row goes there. Main thread.
 */
#pragma once

#include "shell/page.h"

#define FO_TYPE_HANDOVER_PAGE (fo_handover_page_get_type ())
G_DECLARE_FINAL_TYPE (FoHandoverPage, fo_handover_page, FO, HANDOVER_PAGE, GtkWidget)
