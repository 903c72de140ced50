/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPeoplePage: who works here, as what, at which station, whose badge is locked; and which acts take two. While nobody is named it says
 * that everybody may everything. What is changed goes to the desk as a command; a PIN is kept by nobody on the way. Main thread.
 */
#pragma once

#include "shell/page.h"

#define FO_TYPE_PEOPLE_PAGE (fo_people_page_get_type ())
G_DECLARE_FINAL_TYPE (FoPeoplePage, fo_people_page, FO, PEOPLE_PAGE, GtkWidget)
