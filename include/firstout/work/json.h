/* SPDX-License-Identifier: GPL-3.0-or-later
 * How our messages write values: quantities as decimal text, days ISO (null when there is none), ids as text. */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/id.h"
#include "firstout/core/quantity.h"
#include <glib.h>
#include <json-c/json.h>

/* New objects; fo_json_day gives NULL, JSON's null, for FO_DAY_NONE. */
json_object *fo_json_quantity (FoQuantity quantity_u);
json_object *fo_json_day (FoDay day);
json_object *fo_json_id (FoId id);

/* The text of OBJECT on one line; takes OBJECT. Free with g_free. */
char *fo_json_print (json_object *object);

/* Messages that every operation writes are built as text at once, member after member, behind what JSON holds already. NAME is one of
 * our own words and stands as it is; NULL in an array and for the outermost bracket. BRACKET is '{' or '['; the closing one '}' or ']'. */
GString *fo_json_new (char bracket);
void fo_json_open (GString *json, const char *name, char bracket);
void fo_json_close (GString *json, char bracket);
void fo_json_add_text (GString *json, const char *name, const char *text);
void fo_json_add_quantity (GString *json, const char *name, FoQuantity quantity_u);
void fo_json_add_day (GString *json, const char *name, FoDay day);
void fo_json_add_id (GString *json, const char *name, FoId id);
void fo_json_add_count (GString *json, const char *name, gint64 count);
void fo_json_add_yes (GString *json, const char *name, bool yes);
/* VALUE is JSON already. */
void fo_json_add_json (GString *json, const char *name, const char *value);
