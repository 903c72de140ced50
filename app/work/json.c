/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/json.h"
#include <glib.h>

json_object *
fo_json_quantity (FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];

  return json_object_new_string (fo_quantity_print (quantity_u, text));
}

json_object *
fo_json_day (FoDay day)
{
  char text[FO_DAY_TEXT_MAX];

  return day == FO_DAY_NONE ? NULL : json_object_new_string (fo_day_print_iso (day, text));
}

json_object *
fo_json_id (FoId id)
{
  char text[FO_ID_TEXT_MAX];

  return json_object_new_string (fo_id_print (id, text));
}

char *
fo_json_print (json_object *object)
{
  char *text = g_strdup (json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));

  json_object_put (object);
  return text;
}
