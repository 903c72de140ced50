/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "firstout/core/id.h"

/* Which id fo_id_uuid made this of. False, *ret_id untouched, for a text that is no such UUID of SPACE. */
bool fo_id_of_uuid (const char *text, uint64_t space, FoId *ret_id);
