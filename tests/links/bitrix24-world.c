/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bitrix24-world.h"

static void
open_link (B24World *world, const char *more)
{
  g_autofree char *address = fake_b24_address (world->fake);

  link_world_open (&world->w, &fo_link_bitrix24, address, "\"plain_http\": true, \"secret\": \"b24\", " PIPELINES, more);
}

void
b24_world_open (B24World *world, const char *more)
{
  fake_host_init (&world->w.host);
  world->fake = fake_b24_new ();
  fake_b24_load (world->fake, FO_TEST_WIRE "/bitrix24");
  open_link (world, more);
}

void
b24_world_close (B24World *world)
{
  world->w.link->ops->close (world->w.link);
  fake_b24_free (world->fake);
  fake_host_clear (&world->w.host);
}

void
b24_world_restart (B24World *world, const char *more)
{
  world->w.link->ops->close (world->w.link);
  open_link (world, more);
}
