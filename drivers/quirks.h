/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The quirks as text: "layout=de;gs-key=f8". One syntax for profiles and for the devices a PC remembers. Any thread.
 */
#pragma once

#include "firstout/drivers/decoder.h"
#include <glib.h>

/* A whole Quirks line, pieces between ';', none or more. False: *ret_bad (may be NULL) is the piece that is no quirk;
 * free it. */
bool fo_quirks_parse (const char *line, FoQuirks *quirks, char **ret_bad);

/* The line that reads back as QUIRKS; "" when all is as usual. Free it. */
char *fo_quirks_print (const FoQuirks *quirks);
