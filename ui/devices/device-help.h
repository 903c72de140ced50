/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoDevice.help and FoPairingNews.help in a person's language, and what the administrator pastes. Main thread.
 */
#pragma once

#include "firstout/drivers/scanner.h"

/* "" of FO_HELP_NONE. Free with g_free. */
char *fo_device_help_say (FoDeviceHelp help_is, const char *help);

/* A line for a terminal: that adds the rule, or puts those at RULES_PATH (NULL: nobody knows where they are) into force; NULL: there
 * is nothing to paste. Free with g_free. */
char *fo_device_help_paste (FoDeviceHelp help_is, const char *help, const char *rules_path);
