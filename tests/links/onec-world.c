/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-world.h"

#include <string.h>

static void
open_link (World *world, const char *more)
{
  g_autofree char *address = fake_1c_address (world->fake);

  link_world_open (&world->w, &fo_link_1c, address,
                   "\"plain_http\": true, \"login\": \"Кладовщик\", \"secret\": \"1c\", \"warehouse\": \"" WAREHOUSE ("1")
                   "\", \"organization\": \"" ORGANIZATION "\"", more);
}

void
world_open (World *world, const char *more)
{
  fake_host_init (&world->w.host);
  world->fake = fake_1c_new ();
  fake_1c_load (world->fake, FO_TEST_WIRE "/1c");
  open_link (world, more);
}

void
world_close (World *world)
{
  g_assert_cmpuint (world->fake->deletes, ==, 0); /* I17, in every test */
  world->w.link->ops->close (world->w.link);
  fake_1c_free (world->fake);
  fake_host_clear (&world->w.host);
}

void
world_restart (World *world, const char *more)
{
  world->w.link->ops->close (world->w.link);
  open_link (world, more);
}

static const char *
text_of (json_object *object, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (object, name, &value) ? json_object_get_string (value) : "?";
}

char *
world_text (World *world, const char *entity, const char *const *fields, const char *table, const char *const *columns)
{
  json_object *object = fake_1c_last (world->fake, entity), *rows = NULL;
  GString *text = g_string_new (NULL);

  for (; object && *fields; fields++)
    g_string_append_printf (text, "%s=%s ", *fields, text_of (object, *fields));
  if (object && table && json_object_object_get_ex (object, table, &rows))
    for (gsize i = 0; i < json_object_array_length (rows); i++) {
      g_string_append (text, "|");
      for (const char *const *column = columns; *column; column++)
        g_string_append_printf (text, " %s", text_of (json_object_array_get_idx (rows, i), *column));
    }
  return g_string_free (text, FALSE);
}
