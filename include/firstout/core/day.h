/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A calendar day: no time of day, no zone. Stored and exchanged as ISO text YYYY-MM-DD, counted here as days since
 * 1970-01-01. Nothing in the core knows what day it is: "today" is always an argument. Pure; any thread.
 */
#pragma once

#include "firstout/core/verdict.h"
#include <stddef.h>
#include <stdint.h>

typedef int32_t FoDay; /* days since 1970-01-01 in the proleptic Gregorian calendar */

#define FO_DAY_NONE INT32_MIN        /* not known, or does not apply */
#define FO_DAY_MIN ((FoDay) -25567)  /* 1900-01-01 */
#define FO_DAY_MAX ((FoDay) 2932896) /* 9999-12-31 */
#define FO_DAY_TEXT_MAX 11           /* "YYYY-MM-DD" and the zero */

/* FO_DAY_NONE when there is no such day. Years 1900 to 9999. */
FoDay fo_day_from_civil (int year, int month, int day);

/* DAY is a day: FO_DAY_MIN … FO_DAY_MAX. */
void fo_day_to_civil (FoDay day, int *ret_year, int *ret_month, int *ret_day);

/* 0 for a month that is none. */
int fo_day_days_in_month (int year, int month);

/* DAYS later (or earlier); FO_DAY_NONE when DAY is, or the result lies outside FO_DAY_MIN … FO_DAY_MAX. */
FoDay fo_day_plus (FoDay day, int64_t days);

/* Exactly "YYYY-MM-DD"; anything else is FO_DAY_BAD. */
FoVerdict fo_day_parse_iso (const char *text, FoDay *ret_day);

/* "YYYY-MM-DD" into TEXT (FO_DAY_TEXT_MAX bytes); "" for FO_DAY_NONE, any other value is a day. Returns TEXT. */
char *fo_day_print_iso (FoDay day, char *text);

/* What a person types or a table says, day before month: "310527", "31.05.27", "31.05.2027", "31/05/27", "31-05-27",
 * "05.27" and "05.2027" (the last day of that month), "2027-05-31". Days and months may have one digit ("1.5.27");
 * spaces around it do not count. Two-digit years by the GS1 rule around TODAY. FO_DAY_BAD for anything else and for a
 * day that does not exist. */
FoVerdict fo_day_parse_typed (const char *text, FoDay today, FoDay *ret_day);

/* GS1 YYMMDD (General Specifications 3.4 and 7.12): day 00 is the last day of the month; the century is the one that
 * puts the year within -49 … +50 years of TODAY's. Exactly six digits and a day that exists; else FO_GS1_BAD_DATE.
 * TODAY is a day. */
FoVerdict fo_day_parse_gs1 (const char *digits, FoDay today, FoDay *ret_day);

/* YYMMDD into TEXT (7 bytes); "" for FO_DAY_NONE. Returns TEXT. */
char *fo_day_print_gs1 (FoDay day, char *text);
