/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moysklad-world.h"
#include <string.h>

static void
open_link (MskWorld *world, const char *more)
{
  g_autofree char *address = fake_msk_address (world->fake);

  link_world_open (&world->w, &fo_link_moysklad, address,
                   "\"plain_http\": true, \"secret\": \"moysklad\", \"store\": \"" STORE ("1") "\", \"organization\": \"" ORGANIZATION "\"",
                   more);
}

void
msk_world_open (MskWorld *world, const char *more)
{
  fake_host_init (&world->w.host);
  world->fake = fake_msk_new ();
  fake_msk_load (world->fake, FO_TEST_WIRE "/moysklad");
  open_link (world, more);
}

void
msk_world_close (MskWorld *world)
{
  g_assert_cmpuint (fake_server_count (world->fake->server, "DELETE"), ==, 0);
  world->w.link->ops->close (world->w.link);
  fake_msk_free (world->fake);
  fake_host_clear (&world->w.host);
}

void
msk_world_restart (MskWorld *world, const char *more)
{
  world->w.link->ops->close (world->w.link);
  open_link (world, more);
}

static const char *
value_of (json_object *object, const char *name)
{
  json_object *value = NULL, *meta = NULL;
  const char *last;

  if (!json_object_object_get_ex (object, name, &value))
    return "?";
  if (json_object_is_type (value, json_type_object) && json_object_object_get_ex (value, "meta", &meta)) {
    last = strrchr (fake_text (meta, "href"), '/');
    return last ? last + 1 : "?";
  }
  return json_object_get_string (value);
}

char *
msk_world_text (MskWorld *world, const char *type, const char *fields, const char *list, const char *columns)
{
  json_object *object = fake_msk_last (world->fake, type), *rows = NULL;
  g_auto (GStrv) names = g_strsplit (fields, " ", -1), shown = g_strsplit (columns ? columns : "", " ", -1);
  GString *text = g_string_new (NULL);

  for (char **name = names; object && *name; name++)
    g_string_append_printf (text, "%s=%s ", *name, value_of (object, *name));
  if (object && list && json_object_object_get_ex (object, list, &rows) && json_object_object_get_ex (rows, "rows", &rows))
    for (gsize i = 0; i < json_object_array_length (rows); i++) {
      g_string_append (text, "|");
      for (char **column = shown; *column; column++)
        g_string_append_printf (text, " %s", value_of (json_object_array_get_idx (rows, i), *column));
    }
  return g_string_free (text, FALSE);
}
