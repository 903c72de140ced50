/* SPDX-License-Identifier: GPL-3.0-or-later
 * PINs, inside the work. */
#pragma once

#include <glib.h>
#include <stdbool.h>

bool fo_pin_is_good (const char *pin);
/* A new salt, and what proves PIN over SALT. Free with g_free; NULL when SALT is none. */
char *fo_pin_salt (void);
char *fo_pin_proof (const char *pin, const char *salt);
