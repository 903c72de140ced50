/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Codes that somebody might hold before a scanner and that must do nothing anywhere: control characters and escape sequences, the
 * names of keys, settings of scanners, statements and formats, our own command codes damaged, element strings broken, and more
 * bytes than a code has. COUNT of them (GBytes, zero bytes among them), the same for the same generator; at least the fixed ones.
 * None names anything in a small warehouse. */
GPtrArray *fo_test_hostile_codes (GRand *random, guint count);

/* Is it, letter by letter, one of our own codes that the damaged ones were made of? */
bool fo_test_is_good_code (const char *bytes, gsize length);
