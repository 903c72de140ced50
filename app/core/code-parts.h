/* SPDX-License-Identifier: GPL-3.0-or-later
 * The shapes core/code.c tells apart that have rules of their own. */
#pragma once

#include "firstout/core/code.h"

/* Does CODE's text begin as our own codes do? Then everything about it is said: verdict, kind, kinds, training,
 * names. */
bool fo_code_read_own (FoCode *code, size_t length);

/* The GUID a decimal number of LENGTH digits stands for; false when it is too short, too large or begins with a
 * zero. */
bool fo_guid_from_digits (const char *digits, size_t length, char ret_guid[FO_GUID_MAX]);

/* The decimal number of a GUID; false when GUID is none, or its number is too short to be told from others. */
bool fo_guid_to_digits (const char *guid, char ret_digits[FO_DOCUMENT_DIGITS_MAX]);
