/* SPDX-License-Identifier: GPL-3.0-or-later
 * How our messages write values: quantities as decimal text, days ISO (null when there is none), ids as text. */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/id.h"
#include "firstout/core/quantity.h"
#include <json-c/json.h>

/* New objects; fo_json_day gives NULL, JSON's null, for FO_DAY_NONE. */
json_object *fo_json_quantity (FoQuantity quantity_u);
json_object *fo_json_day (FoDay day);
json_object *fo_json_id (FoId id);

/* The text of OBJECT on one line; takes OBJECT. Free with g_free. */
char *fo_json_print (json_object *object);
