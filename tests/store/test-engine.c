/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every engine must do: keep, refuse, fail, run again; and understand every statement there is. */
#include "store-inside.h"
#include "support/stores.h"

static void
test_every_statement (FoStore *store)
{
  for (int i = 0; i < FO_N_SQL; i++) {
    g_autoptr (GError) error = NULL;

    if (!store->ops->prepare (store->db, (FoSql) i, &error))
      g_test_message ("%s: %s", fo_sql_rows[i].name, error->message);
    g_assert_no_error (error);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/engine/every-statement", test_every_statement);
  return g_test_run ();
}
