/* SPDX-License-Identifier: GPL-3.0-or-later
 * The house rules, twice: on this tree, where they must find nothing, and on small trees with one planted violation each,
 * where they must find just that. A rule that cannot fail is no rule. */
#include "rules.h"
#include "where.h"

#include <glib/gstdio.h>
#include <string.h>

static const FoRule rules[] = {
  { "layers", fo_rule_layers },
  { "seams", fo_rule_seams },
  { "banned", fo_rule_banned },
  { "size", fo_rule_size },
  { "spdx", fo_rule_spdx },
  { "sql", fo_rule_sql },
  { "statements", fo_rule_statements },
  { "verdicts", fo_rule_verdicts },
  { "rights", fo_rule_rights },
  { "codes", fo_rule_codes },
  { "words", fo_rule_words },
};

static void
check (FoTree *tree, const FoRule *rule)
{
  tree->rule = rule->name;
  rule->check (tree);
}

static void
test_tree (gconstpointer rule)
{
  g_autoptr (FoTree) tree = fo_tree_read (FO_SOURCE_DIR);

  g_assert_cmpuint (tree->sources->len, >, 20); /* an empty tree keeps every rule */
  check (tree, rule);
  for (guint i = 0; i < tree->findings->len; i++)
    g_printerr ("%s\n", (const char *) g_ptr_array_index (tree->findings, i));
  if (tree->findings->len > 0)
    g_test_fail_printf ("%u findings", tree->findings->len);
}

/* ---- planted ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *path, *text;
} File;

#define C_HEAD "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
#define H_HEAD "# SPDX-License-Identifier: GPL-3.0-or-later\n"
#define PO_HEAD H_HEAD "msgid \"\"\nmsgstr \"\"\n\"Language: xx\\n\"\n\n"
#define MESSAGE(id, text) "msgid \"" id "\"\nmsgstr \"" text "\"\n\n"
#define SENTENCES                                                                                                      \
  PO_HEAD MESSAGE ("page.x", "{n} of\\n\" \"{m}") MESSAGE ("verdict.FO_OK.next", "Go on.")                             \
      MESSAGE ("verdict.FO_OK.title", "Ok[: {lot}]")
#define TEN(x) x x x x x x x x x x

/* A house that keeps every rule. */
static const File clean[] = {
  { "CMakeLists.txt",
    H_HEAD "fo_module (core DIR app/core)\nfo_module (words DIR app/words USES core PKG glib-2.0)\n"
           "fo_module (store DIR app/store USES core PKG sqlite3)\nfo_program (firstout USES core store)\n" },
  { "include/firstout/core/verdict.h", C_HEAD "#include <stdbool.h>\n  V (FO_OK, OK)   /* fine */\n" },
  { "include/firstout/store/store.h", C_HEAD "#include \"firstout/core/verdict.h\"\n" },
  { "app/core/day.c",
    C_HEAD "#include \"firstout/core/verdict.h\"\n#include <string.h>\nconst char *x = \"strcpy (\";\n" },
  { "app/store/lots.c", C_HEAD "#include \"firstout/store/store.h\"\nint x = FO_SQL_LOT_SET; /* sqlite3_open () */\n" },
  { "app/firstout.c",
    C_HEAD "#include \"firstout/store/store.h\"\nconst char *x = \"page.x\";\nint y = other.time (1);\n" },
  { "data/sql/statements/lots.sql",
    "-- SPDX-License-Identifier: GPL-3.0-or-later\n-- name: LOT_SET\nUPDATE lot SET a = 1\n" },
  { "data/sql/statements/a.sql", "-- SPDX-License-Identifier: GPL-3.0-or-later\n-- name: ALL\nSELECT 1\n" },
  { "app/store/a.c", C_HEAD "#define ROW(name) FO_SQL_##name\nROW (ALL)\n" },
  { "data/sql/migrations/0001-a.sql",
    "-- SPDX-License-Identifier: GPL-3.0-or-later\nINSERT INTO permission VALUES ('look', ' lead ', 0), ('move:walk', ' lead ', 0);\n" },
  { "data/po/en.po", SENTENCES },
  { "data/po/de.po", SENTENCES },
  { "data/po/ru.po", SENTENCES },
};

/* What one more file, or another text of one of these, makes a rule say: the beginning of the finding; NULL: nothing. */
static const struct {
  const char *rule;
  File file;
  const char *finding;
} planted[] = {
  /* floors */
  { "layers",
    { "app/core/lot.c", C_HEAD "\n#include \"firstout/store/store.h\"\n" },
    "app/core/lot.c:3: layers: core does not" },
  { "layers",
    { "app/words/a.c", C_HEAD "#include \"firstout/store/store.h\"\n" },
    "app/words/a.c:2: layers: words does not" },
  { "layers",
    { "include/firstout/core/a.h", C_HEAD "# include <firstout/words/w.h>\n" },
    "include/firstout/core/a.h:2: " },
  { "layers",
    { "app/firstout.c", C_HEAD "#include \"firstout/words/w.h\"\n" },
    "app/firstout.c:2: layers: firstout does" },
  { "layers",
    { "app/firstout/day.c", C_HEAD "#include \"firstout/words/w.h\"\n" },
    "app/firstout/day.c:2: layers: firstout" },
  { "layers", { "app/core/lot.c", C_HEAD "#include <glib.h>\n" }, "app/core/lot.c:2: layers: core is C17" },
  { "layers", { "app/core/lot.c", C_HEAD "#include <stdlib.h>\n" }, "app/core/lot.c:2: layers: core is C17" },
  { "layers", { "app/store/a.c", C_HEAD "#include <stdlib.h>\n" }, NULL },
  { "layers", { "app/store/a.c", C_HEAD "#include \"../core/lot.h\"\n" }, "app/store/a.c:2: layers: reach another" },
  { "layers", { "tests/store/test-a.c", C_HEAD "#include \"firstout/words/w.h\"\n" }, NULL },
  /* seams */
  { "seams", { "include/firstout/core/day.h", C_HEAD }, "include/firstout/core/day.h:1: seams: no other folder" },
  { "seams", { "app/firstout.c", C_HEAD }, "include/firstout/store/store.h:1: seams: no other folder" },
  /* banned calls */
  { "banned", { "app/store/a.c", C_HEAD "a ();\n  strcpy (a, b);\n" }, "app/store/a.c:3: banned: strcpy: " },
  { "banned", { "app/store/a.c", C_HEAD "vsprintf (a, b);" }, "app/store/a.c:2: banned: vsprintf: " },
  { "banned", { "app/store/a.c", C_HEAD "x = atoi(b);" }, "app/store/a.c:2: banned: atoi: " },
  { "banned", { "app/store/a.c", C_HEAD "strtok (b);" }, "app/store/a.c:2: banned: strtok: " },
  { "banned", { "app/store/a.c", C_HEAD "gets (b);" }, "app/store/a.c:2: banned: gets: " },
  { "banned", { "app/store/a.c", C_HEAD "system (b);" }, "app/store/a.c:2: banned: system: " },
  { "banned", { "app/store/a.c", C_HEAD "localtime_r (b);" }, "app/store/a.c:2: banned: localtime_r: " },
  { "banned", { "tests/store/a.c", C_HEAD "rand ();" }, "tests/store/a.c:2: banned: rand: " },
  { "banned", { "tests/store/a.c", C_HEAD "g_usleep (1);" }, "tests/store/a.c:2: banned: g_usleep: " },
  { "banned", { "tests/support/a.c", C_HEAD "g_usleep (1);" }, NULL },
  { "banned", { "app/store/a.c", C_HEAD "g_error (\"x\");" }, "app/store/a.c:2: banned: g_error: " },
  { "banned", { "app/store/a.c", C_HEAD "goto out;" }, "app/store/a.c:2: banned: goto: " },
  { "banned", { "app/store/a.c", C_HEAD "sqlite3_step (s);" }, "app/store/a.c:2: banned: sqlite3_step: " },
  { "banned", { "app/store/db-sqlite.c", C_HEAD "sqlite3_step (s);" }, NULL },
  { "banned", { "app/work/a.c", C_HEAD "PQexec (c, t);" }, "app/work/a.c:2: banned: PQexec: " },
  { "banned", { "app/desk/a.c", C_HEAD "gtk_label_new (t);" }, "app/desk/a.c:2: banned: gtk_label_new: " },
  { "banned", { "ui/a.c", C_HEAD "gtk_label_new (t);" }, NULL },
  { "banned", { "app/work/a.c", C_HEAD "x = time (NULL);" }, "app/work/a.c:2: banned: time: " },
  { "banned", { "tests/work/a.c", C_HEAD "g_get_real_time ();" }, "tests/work/a.c:2: banned: g_get_real_time: " },
  { "banned", { "app/firstoutctl.c", C_HEAD "g_get_real_time ();" }, NULL },
  { "banned",
    { "app/work/a.c", C_HEAD "/* FIX"
                             "ME */" },
    "app/work/a.c:2: banned: do it now" },
  { "banned", { "app/work/a.c", C_HEAD "x = '\"'; strcpy (a, \"'\");" }, "app/work/a.c:2: banned: strcpy: " },
  { "banned", { "app/work/a.c", C_HEAD "// \" strcpy (\n/* strcpy (\n'strcpy ( */ x = \"\\\" strcpy (\";\n" }, NULL },
  /* sizes */
  { "size", { "app/work/a.c", TEN (TEN (TEN ("\n"))) }, "app/work/a.c:1000: size: 1000 lines, more than 600" },
  { "size", { "include/firstout/core/a.h", TEN (TEN ("\n\n\n")) }, "include/firstout/core/a.h:300: size: 300 lines" },
  { "size", { "ui/a.ui", TEN (TEN ("\n\n\n\n")) }, "ui/a.ui:400: size: 400 lines" },
  { "size", { "app/a.c", "int\nx (void)\n{\n" TEN ("\n\n\n\n\n\n\n\n") "}\n" }, "app/a.c:2: size: x has 80 lines" },
  { "size", { "app/a.c", "int\nx (int a,\n   int b)\n{\n  {\n" TEN (" ;\n\n\n\n\n\n") "  }\n}\n" }, NULL },
  { "size", { "ui/a.c", "static void\nx_class_init (X *x)\n{\n" TEN ("\n\n\n\n\n\n\n\n") "}\n" }, NULL },
  /* license */
  { "spdx", { "app/work/a.c", "int x;\n" }, "app/work/a.c:1: spdx: begin with" },
  { "spdx", { "run", "#!/bin/sh\n\n\n\n" H_HEAD }, "run:1: spdx: begin with" },
  { "spdx", { "run", "#!/bin/sh\n" H_HEAD }, NULL },
  /* SQL */
  { "sql", { "app/store/a.c", C_HEAD "x = \"SELECT a \"\n  \"FROM b\";\n" }, "app/store/a.c:2: sql: SQL: give it" },
  { "sql",
    { "app/store/a.c", C_HEAD "x = \"y\";\nz = \"select a\\nfrom b\";\n" },
    "app/store/a.c:3: sql: SQL: give it" },
  { "sql", { "app/work/a.c", C_HEAD "x = \"UPDATE lot SET a\";\n" }, "app/work/a.c:2: sql: SQL: give it" },
  { "sql", { "app/work/a.c", C_HEAD "x = \"PRAGMA foreign_keys\";\n" }, "app/work/a.c:2: sql: SQL: give it" },
  { "sql", { "app/store/db-sqlite.c", C_HEAD "x = \"PRAGMA foreign_keys\";\n" }, NULL },
  { "sql", { "app/work/a.c", C_HEAD "/* SELECT a FROM b */ x = \"please select the goods\";\n" }, NULL },
  { "statements",
    { "data/sql/statements/b.sql", "-- name: LOT_GET\nSELECT 1\n" },
    "data/sql/statements/b.sql:1: statements: LOT_GET" },
  { "statements",
    { "app/store/a.c", C_HEAD "ROW (ALL);\n" },
    "data/sql/statements/a.sql:2: statements: ALL is used nowhere" },
  { "statements",
    { "data/sql/statements/b.sql", "\n-- name: LOT\nSELECT 1\n" },
    "data/sql/statements/b.sql:2: statements: LOT " },
  /* codes */
  { "codes",
    { "app/desk/a.c", C_HEAD "fo_view_offer (view, \"jump\", \"offer.jump\", 3);\n" },
    "app/desk/a.c:2: codes: the button \"jump\" has no command code" },
  /* rights */
  { "rights",
    { "app/work/a.c", C_HEAD "\n  return fo_act_run (store, act, \"eat\", eat, &what, reply, error);\n" },
    "app/work/a.c:3: rights: who may \"eat\"?" },
  { "rights",
    { "app/work/a.c", C_HEAD "return fo_act_run (s, a, b ? \"look\" : \"eat\",\n eat, w, r, e);\n" },
    "app/work/a.c:2: rights: who may \"eat\"?" },
  { "rights", { "app/work/a.c", C_HEAD "return fo_act_run (s, a, \"look\", eat, w, r, e);\n" }, NULL },
  { "rights",
    { "app/core/movement.c", C_HEAD "FO_NAMED (FoMoveKind, move_kind, \"walk\",\n  \"fly\")\n" },
    "app/core/movement.c:2: rights: who may \"move:fly\"?" },
  /* words */
  { "verdicts",
    { "include/firstout/core/verdict.h", "  V (FO_OK, OK)\n  V (FO_NO, WRONG)\n" },
    "include/firstout/core/verdict.h:2: verdicts: write verdict.FO_NO.title into data/po/en.po" },
  { "verdicts",
    { "data/po/ru.po", PO_HEAD MESSAGE ("verdict.FO_OK.next", "") MESSAGE ("verdict.FO_OK.title", "x") },
    "include/firstout/core/verdict.h:3: verdicts: write verdict.FO_OK.next into data/po/ru.po" },
  { "words",
    { "data/po/ru.po", SENTENCES MESSAGE ("verdict.FO_Z.next", "x") },
    "data/po/ru.po:15: words: verdict.FO_Z.next is not in" },
  { "words",
    { "data/po/en.po", SENTENCES MESSAGE ("verdict.FO_Z.next", "x") },
    "data/po/de.po:1: words: lacks verdict.FO_Z.next" },
  { "words",
    { "data/po/ru.po", SENTENCES MESSAGE ("verdict.FO_OK.apart", "x") },
    "data/po/ru.po:15: words: verdict.FO_OK.apart stands" },
  { "words", { "data/po/ru.po", SENTENCES MESSAGE ("page.y", "x") }, "data/po/ru.po:15: words: page.y stands apart" },
  { "words",
    { "data/po/de.po", PO_HEAD MESSAGE ("page.x", "{m} {{o}}") },
    "data/po/de.po:6: words: page.x has the arguments m, in English m n" },
  { "words",
    { "data/po/en.po", PO_HEAD MESSAGE ("verdict.FO_A.next", "a {lot}") },
    "data/po/en.po:6: words: verdict.FO_A.next: in a verdict" },
  { "words", { "ui/a.c", C_HEAD "\nx = \"page.y\";\n" }, "ui/a.c:3: words: no words for page.y" },
  { "words", { "ui/a.ui", "<property name=\"label\">page.y</property>" }, "ui/a.ui:1: words: no words for page.y" },
  { "words", { "ui/a.c", C_HEAD "x = \"page.x\"; y = \"page.png\"; z = \"page %s\";\n" }, NULL },
};

static void
write_file (const char *root, const File *file)
{
  g_autofree char *path = g_build_filename (root, file->path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, file->text, -1, NULL));
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *inside = g_build_filename (path, name, NULL);
    remove_tree (inside);
  }
  if (dir)
    g_dir_close (dir);
  g_remove (path);
}

/* The clean house with FILE (NULL: as it is) as the rules see it. */
static FoTree *
planted_tree (const File *file)
{
  g_autofree char *root = g_dir_make_tmp ("fo-house-XXXXXX", NULL);
  FoTree *tree;

  g_assert_nonnull (root);
  for (gsize i = 0; i < G_N_ELEMENTS (clean); i++)
    write_file (root, &clean[i]);
  if (file)
    write_file (root, file);
  tree = fo_tree_read (root);
  remove_tree (root);
  return tree;
}

static gboolean
found (const FoTree *tree, const char *finding)
{
  for (guint i = 0; i < tree->findings->len; i++)
    if (finding && g_str_has_prefix (g_ptr_array_index (tree->findings, i), finding))
      return TRUE;
  return finding == NULL && tree->findings->len == 0;
}

/* Says what was found instead, and fails. */
static void
fail (const FoTree *tree, const char *path, const char *finding)
{
  g_printerr ("%s: expected %s\n", path, finding ? finding : "no finding");
  for (guint i = 0; i < tree->findings->len; i++)
    g_printerr ("  found %s\n", (const char *) g_ptr_array_index (tree->findings, i));
  g_test_fail ();
}

static void
test_planted (gconstpointer data)
{
  const FoRule *rule = data;
  g_autoptr (FoTree) kept = planted_tree (NULL);
  guint refused = 0;

  check (kept, rule);
  if (!found (kept, NULL))
    fail (kept, "the clean house", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++) {
    g_autoptr (FoTree) tree = NULL;

    if (strcmp (planted[i].rule, rule->name) != 0)
      continue;
    tree = planted_tree (&planted[i].file);
    check (tree, rule);
    if (!found (tree, planted[i].finding))
      fail (tree, planted[i].file.path, planted[i].finding);
    refused += planted[i].finding != NULL;
  }
  g_assert_cmpuint (refused, >, 0); /* no rule without a violation it finds */
}

int
main (int argc, char **argv)
{
  g_autofree char **kept = g_new0 (char *, (gsize) argc + 2);
  int n = argc + 1;

  memcpy (kept, argv, sizeof *argv * (gsize) argc);
  kept[argc] = (char *) "-k"; /* one broken rule does not hide the others */
  g_test_init (&n, &kept, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    g_autofree char *tree = g_strdup_printf ("/house/tree/%s", rules[i].name);
    g_autofree char *plant = g_strdup_printf ("/house/planted/%s", rules[i].name);

    g_test_add_data_func (plant, &rules[i], test_planted);
    g_test_add_data_func (tree, &rules[i], test_tree);
  }
  return g_test_run ();
}
