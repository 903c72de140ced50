/* SPDX-License-Identifier: GPL-3.0-or-later
 * The card of each task: what opens it, what always helps, what it alone knows; on one page, in three languages. */
#include "firstout/label/record.h"

#include <string.h>

enum { ONE_PAGE = 22 };

/* A word that only this task's people scan; NULL: it has none of its own. */
static const struct {
  const char *task, *own;
} tasks[] = {
  { "receive", "LOT" },         { "put-away", NULL }, { "pick", "SHORT-DAMAGED" },       { "pack", "CLOSE" },       { "ship", "CERTIFICATE" },
  { "load", "FINISH" },         { "count", "FINISH" }, { "check", "FINISH" },            { "move", NULL },          { "issue", "ISSUE-SERVICE" },
  { "write-off", "WRITE-OFF-DAMAGED" }, { "transfer", "ARRIVED" }, { "return", "TO-STOCK" },
};

static bool
has (const GArray *rows, const char *command)
{
  g_autofree char *code = g_strconcat ("FO:C:", command, NULL);

  for (guint i = 0; i < rows->len; i++) {
    const FoArg *own = fo_args_get (&g_array_index (rows, FoArgs, i), "own");
    if (own && g_ascii_strcasecmp (own->text, code) == 0)
      return true;
  }
  return false;
}

static void
test_each (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    for (int language = 0; language < FO_N_LANGUAGES; language++) {
      g_auto (FoArgs) fields = { 0 };
      g_autoptr (GArray) rows = NULL;
      g_autofree char *opens = g_strconcat ("TASK-", tasks[i].task, NULL);

      g_test_message ("%s in %s", tasks[i].task, fo_language_code ((FoLanguage) language));
      g_assert_cmpstr (fo_label_card_named (tasks[i].task), ==, tasks[i].task);
      fo_label_card_fields (tasks[i].task, (FoLanguage) language, false, &fields, &rows);
      g_assert_nonnull (fo_args_get (&fields, "task"));
      g_assert_cmpstr (fo_label_card_named (fo_args_get (&fields, "task")->text), ==, tasks[i].task);
      g_assert_true (has (rows, opens) && has (rows, "UNDO") && has (rows, "CANCEL") && has (rows, "NO-CODE"));
      g_assert_true (!tasks[i].own || has (rows, tasks[i].own));
      g_assert_cmpuint (rows->len, <=, ONE_PAGE);
    }
}

static void
test_names (void)
{
  g_assert_cmpstr (fo_label_card_named ("приёмка"), ==, "receive");
  g_assert_null (fo_label_card_named ("nothing"));
  g_assert_null (fo_label_card_named (""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/cards/each", test_each);
  g_test_add_func ("/label/cards/names", test_names);
  return g_test_run ();
}
