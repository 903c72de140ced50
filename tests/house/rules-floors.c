/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <string.h>

typedef struct {
  char *name;
  char *folder; /* "app/core/" */
  char *uses;   /* " core words " */
} Floor;

static void
floor_free (gpointer data)
{
  Floor *floor = data;

  g_free (floor->name);
  g_free (floor->folder);
  g_free (floor->uses);
  g_free (floor);
}

/* fo_module (NAME DIR folder USES a b PKG …) and fo_program (NAME USES a b). */
static void
add_floor (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer floors)
{
  g_autofree char *folder = g_match_info_fetch (match, 3);
  g_autofree char *uses = g_match_info_fetch (match, 4);
  Floor *floor = g_new (Floor, 1);

  (void) tree, (void) source, (void) line;
  floor->name = g_match_info_fetch (match, 2);
  floor->folder = *folder ? g_strdup_printf ("%s/", folder) : g_strdup_printf ("app/%s", floor->name);
  floor->uses = g_strdup_printf (" %s %s ", floor->name, uses ? g_strstrip (uses) : "");
  g_ptr_array_add (floors, floor);
}

static GPtrArray *
read_floors (FoTree *tree)
{
  const FoSource *cmake = fo_tree_source (tree, "CMakeLists.txt");
  GPtrArray *floors = g_ptr_array_new_with_free_func (floor_free);

  g_assert_nonnull (cmake);
  fo_each_match (tree, cmake, cmake->code,
                 "^fo_(module|program) \\(([a-z-]+)(?: DIR ([a-z/]+))?(?: USES ([a-z ]+?))?(?: (?:PKG|LIBS) .*)?\\)",
                 add_floor, floors);
  return floors;
}

/* The floor a file stands on; NULL for tests. "app/firstout.c" and "app/firstout/x.c" are the program's, not -sync's. */
static const Floor *
floor_of (const GPtrArray *floors, const char *path)
{
  for (guint i = 0; i < floors->len; i++) {
    const Floor *floor = g_ptr_array_index (floors, i);
    g_autofree char *seam = g_strdup_printf ("include/firstout/%s/", floor->name);
    gsize length = strlen (floor->folder);

    if (g_str_has_prefix (path, seam))
      return floor;
    if (g_str_has_prefix (path, floor->folder) && (floor->folder[length - 1] == '/' || strchr ("/.", path[length])))
      return floor;
  }
  return NULL;
}

/* Freestanding C17, string.h, and assert. */
#define CORE_MAY "stdalign stdarg stdbool stddef stdint stdnoreturn float iso646 limits string assert "

static void
check_system_include (FoTree *tree, const FoSource *source, guint line, const char *name)
{
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));
  g_autofree char *word = g_strconcat (stem, " ", NULL);

  if (strchr (name, '/') || !strstr (CORE_MAY, word))
    fo_finding (tree, source->path, line, "core is C17 on the freestanding part of libc and string.h: not <%s>", name);
}

static void
check_include (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data)
{
  const Floor *floor = floor_of (data, source->path);
  g_autofree char *open = g_match_info_fetch (match, 1);
  g_autofree char *name = g_match_info_fetch (match, 2);
  g_auto (GStrv) parts = g_strsplit (name, "/", 3);
  g_autofree char *other = g_strdup_printf (" %s ", parts[0] && parts[1] ? parts[1] : "");

  if (!floor)
    return;
  if (g_str_has_prefix (name, "firstout/")) {
    if (!strstr (floor->uses, other))
      fo_finding (tree, source->path, line,
                  "%s does not stand above%s(CMakeLists.txt): move the code up, or the type down", floor->name, other);
  } else if (*open == '"' && strstr (name, "../")) {
    fo_finding (tree, source->path, line, "reach another folder through include/firstout/, not through %s", name);
  } else if (*open == '<' && strcmp (floor->name, "core") == 0) {
    check_system_include (tree, source, line, name);
  }
}

void
fo_rule_layers (FoTree *tree)
{
  g_autoptr (GPtrArray) floors = read_floors (tree);

  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    if (fo_is_c (source))
      fo_each_match (tree, source, source->code, "^ *# *include *([<\"])([^>\"]+)[>\"]", check_include, floors);
  }
}

/* ---- seams ---------------------------------------------------------------------------------------------------------- */

/* Is HEADER ("firstout/core/day.h") included by a folder that is not MODULE's own or its tests, directly or through another
 * seam header of MODULE that is? */
static gboolean
is_crossed (FoTree *tree, const char *header, const char *module, int depth)
{
  g_autofree char *line = g_strdup_printf ("#include \"%s\"", header);
  g_autofree char *seam = g_strdup_printf ("include/firstout/%s/", module);
  g_autofree char *own = g_strdup_printf ("app/%s/ %s/ tests/%s/", module, module, module);

  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);

    if (!fo_is_c (source) || fo_path_in (source->path, own) || !strstr (source->code, line))
      continue;
    if (!g_str_has_prefix (source->path, seam))
      return TRUE;
    if (depth > 0 && strcmp (source->path + strlen ("include/"), header) != 0
        && is_crossed (tree, source->path + strlen ("include/"), module, depth - 1))
      return TRUE;
  }
  return FALSE;
}

void
fo_rule_seams (FoTree *tree)
{
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    g_auto (GStrv) parts = g_strsplit (source->path, "/", -1);

    if (!g_str_has_prefix (source->path, "include/firstout/") || g_strv_length (parts) != 4)
      continue;
    if (!is_crossed (tree, source->path + strlen ("include/"), parts[2], 4))
      fo_finding (tree, source->path, 1, "no other folder includes it: keep it beside its code");
  }
}
