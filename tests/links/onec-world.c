/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onec-world.h"

#include <string.h>

static void
open_link (World *world, const char *more)
{
  g_autofree char *address = fake_1c_address (world->fake);
  g_autofree char *text = g_strdup_printf ("{\"plain_http\": true, \"login\": \"Кладовщик\", \"secret\": \"1c\", \"warehouse\": \"%s\", "
                                           "\"organization\": \"%s\"%s%s}", WAREHOUSE ("1"), ORGANIZATION, more ? ", " : "", more ? more : "");
  json_object *config = json_tokener_parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (config);
  world->link = fo_link_1c.open (&world->host.host, address, config, &error);
  g_assert_no_error (error);
  json_object_put (config);
}

void
world_open (World *world, const char *more)
{
  fake_host_init (&world->host);
  world->fake = fake_1c_new ();
  fake_1c_load (world->fake, FO_TEST_WIRE "/1c");
  open_link (world, more);
}

void
world_close (World *world)
{
  g_assert_cmpuint (world->fake->deletes, ==, 0); /* I17, in every test */
  world->link->ops->close (world->link);
  fake_1c_free (world->fake);
  fake_host_clear (&world->host);
}

void
world_restart (World *world, const char *more)
{
  world->link->ops->close (world->link);
  open_link (world, more);
}

void
world_hear (World *world, bool everything)
{
  g_autoptr (GError) error = NULL;
  bool heard = world->link->ops->hear (world->link, everything, &error);

  g_assert_no_error (error);
  g_assert_true (heard);
}

static bool
has_row (const char *rows, const char *row, bool whole)
{
  const char *at = rows;

  while ((at = strstr (at, row))) {
    char end = at[strlen (row)];
    if ((at == rows || at[-1] == '\n') && (!whole || end == '\n'))
      return true;
    at++;
  }
  return false;
}

void
world_expect_row (World *world, const char *row)
{
  g_autofree char *rows = fake_host_rows (&world->host, world->link);

  if (!has_row (rows, row, true))
    g_error ("no row\n%s\namong\n%s", row, rows);
}

void
world_expect_no_row (World *world, const char *begins)
{
  g_autofree char *rows = fake_host_rows (&world->host, world->link);

  if (has_row (rows, begins, false))
    g_error ("a row %s among\n%s", begins, rows);
}

FoFateKind
world_send (World *world, const char *op, const char *id, const char *body, FoFate *fate)
{
  g_autofree char *op_id = g_strdup_printf ("0198d2a0-0000-7000-8000-%012d", (int) g_ascii_strtoll (id, NULL, 10));
  const FoDelivery delivery = { .op = op, .op_id = op_id, .body = body, .created_us = world->host.now_us,
                                .was_tried = strstr (world->host.steps->str, op_id) != NULL };

  fo_fate_clear (fate);
  if (!world->link->ops->deliver (world->link, &delivery, fate, NULL))
    g_assert_true (fate->kind == FO_FATE_UNKNOWN || fate->kind == FO_FATE_LATER);
  return fate->kind;
}

FoFateKind
world_settle (World *world, const char *op, const char *id, const char *body, FoFate *fate)
{
  for (int i = 0; i < 20; i++) {
    world_send (world, op, id, body, fate);
    if (fate->kind != FO_FATE_UNKNOWN && fate->kind != FO_FATE_LATER)
      break;
    world->host.now_us += G_USEC_PER_SEC * 40;
  }
  return fate->kind;
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
