/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link-world.h"
#include "firstout/words/words.h"
#include <string.h>

void
link_world_open (LinkWorld *world, const FoLinkOps *ops, const char *address, const char *usual, const char *more)
{
  g_autofree char *text = g_strdup_printf ("{%s%s%s}", usual, more ? ", " : "", more ? more : "");
  json_object *config = json_tokener_parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (config);
  world->link = ops->open (&world->host.host, address, config, &error);
  g_assert_no_error (error);
  world->link->ops = ops; /* as the gateway does */
  world->link->host = &world->host.host;
  json_object_put (config);
}

void
link_world_hear (LinkWorld *world, bool everything)
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
link_world_expect_row (LinkWorld *world, const char *row)
{
  g_autofree char *rows = fake_host_rows (&world->host, world->link);

  if (!has_row (rows, row, true))
    g_error ("no row\n%s\namong\n%s", row, rows);
}

void
link_world_expect_no_row (LinkWorld *world, const char *begins)
{
  g_autofree char *rows = fake_host_rows (&world->host, world->link);

  if (has_row (rows, begins, false))
    g_error ("a row %s among\n%s", begins, rows);
}

void
link_world_expect_rows (LinkWorld *world, const char *path)
{
  g_autofree char *rows = fake_host_rows (&world->host, world->link), *expected = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, expected);
}

FoFateKind
link_world_send (LinkWorld *world, const char *op, const char *id, const char *body, FoFate *fate)
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
link_world_settle (LinkWorld *world, const char *op, const char *id, const char *body, FoFate *fate)
{
  for (int i = 0; i < 20; i++) {
    link_world_send (world, op, id, body, fate);
    if (fate->kind != FO_FATE_UNKNOWN && fate->kind != FO_FATE_LATER)
      break;
    world->host.now_us += G_USEC_PER_SEC * 40;
  }
  return fate->kind;
}

static void
collect (const FoFinding *finding, gpointer data)
{
  GString *text = data;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;

  for (const char *const *name = finding->arguments; name && *name; name += 2)
    fo_args_set_text (&args, name[0], name[1]);
  for (int language = 0; language < FO_N_LANGUAGES; language++)
    if (!fo_words_known ((FoLanguage) language, finding->id))
      g_error ("no words for %s", finding->id);
  words = fo_words (FO_LANGUAGE_RU, finding->id, &args);
  if (!finding->good)
    g_string_append_printf (text, "%s\n", words);
}

char *
link_world_probe (LinkWorld *world, bool works)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  bool done = world->link->ops->probe (world->link, collect, text, &error);

  if (done != works)
    g_error ("%s\n%s", error ? error->message : "", text->str);
  g_assert_cmpint (error == NULL, ==, works);
  return g_string_free (text, FALSE);
}
