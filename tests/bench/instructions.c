/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instructions.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

double
bench_instructions (const char *const *argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) command = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  const char *collected;
  int status;

  g_strv_builder_add_many (builder, "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", NULL);
  g_strv_builder_addv (builder, (const char **) argv);
  command = g_strv_builder_end (builder);
  if (!g_spawn_sync (NULL, command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &errors, &status,
                     &error)
      || status != 0) {
    g_printerr ("bench: %s%s\n", error ? error->message : "", errors ? errors : "");
    exit (2);
  }
  collected = strstr (errors, "Collected : ");
  return collected ? g_ascii_strtod (collected + strlen ("Collected : "), NULL) : 0;
}
