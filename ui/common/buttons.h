/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* From now on a button that is activated by key is clicked at once. GTK clicks it a quarter of a second later, and not at all when it is
 * gone by then: a row of a list that is read again meanwhile, because another station changed something, lost its Enter. A second
 * activation within that time is still none of its own: the key bounced, or was meant for what has just gone. Once, behind gtk_init. */
void fo_buttons_click_at_once (void);
