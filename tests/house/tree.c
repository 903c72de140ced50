/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tree.h"

#include <string.h>

static void
literal_free (gpointer literal)
{
  g_free (((FoLiteral *) literal)->text);
  g_free (literal);
}

static void
source_free (gpointer data)
{
  FoSource *source = data;

  g_free (source->path);
  g_free (source->text);
  g_free (source->code);
  g_ptr_array_unref (source->strings);
  g_free (source);
}

gboolean
fo_is_c (const FoSource *source)
{
  return g_str_has_suffix (source->path, ".c") || g_str_has_suffix (source->path, ".h");
}

gboolean
fo_path_in (const char *path, const char *list)
{
  g_auto (GStrv) prefixes = g_strsplit (list, " ", -1);

  for (char **prefix = prefixes; *prefix; prefix++)
    if (**prefix && g_str_has_prefix (path, *prefix))
      return TRUE;
  return FALSE;
}

guint
fo_line_of (const char *text, const char *at)
{
  guint line = 1;

  for (; text < at; text++)
    line += *text == '\n';
  return line;
}

/* ---- C without its comments and strings ---------------------------------------------------------------------------- */

static void
blank (char *from, const char *to)
{
  for (; from < to; from++)
    if (*from != '\n')
      *from = ' ';
}

/* Past the closing quote of the literal that begins at AT. */
static char *
literal_end (char *at)
{
  char quote = *at++;

  while (*at && *at != quote)
    at += at[0] == '\\' && at[1] ? 2 : 1;
  return *at ? at + 1 : at;
}

static char *
comment_end (char *at)
{
  char *end = at[1] == '*' ? strstr (at + 2, "*/") : strchr (at, '\n');

  if (!end)
    return at + strlen (at);
  return at[1] == '*' ? end + 2 : end;
}

/* Only blanks between the last literal, which ended at AFTER, and AT: they are one string. */
static gboolean
goes_on (const char *after, const char *at)
{
  return after && strspn (after, " \n\t") == (gsize) (at - after);
}

static char *
take_string (FoSource *source, char *at, const char **after)
{
  char *end = literal_end (at);
  g_autofree char *inside = g_strndup (at + 1, (gsize) (MAX (end - at, 2) - 2));

  if (*at == '"' && goes_on (*after, at) && source->strings->len > 0) {
    FoLiteral *before = g_ptr_array_index (source->strings, source->strings->len - 1);
    char *joined = g_strconcat (before->text, inside, NULL);
    g_free (before->text);
    before->text = joined;
  } else if (*at == '"') {
    FoLiteral *literal = g_new (FoLiteral, 1);
    literal->line = fo_line_of (source->code, at);
    literal->text = g_steal_pointer (&inside);
    g_ptr_array_add (source->strings, literal);
  }
  blank (at + 1, end - 1);
  *after = *at == '"' ? end : NULL;
  return end;
}

/* An #include keeps its file name: it is no string. */
static char *
skip_include (char *at)
{
  return at + strcspn (at, "\n");
}

static void
read_c (FoSource *source)
{
  const char *after = NULL;
  char *at = source->code;

  while (*at) {
    if (at[0] == '/' && (at[1] == '*' || at[1] == '/')) {
      char *end = comment_end (at);
      blank (at, end);
      at = end;
    } else if (g_str_has_prefix (at, "#include")) {
      at = skip_include (at);
    } else if (*at == '"' || *at == '\'') {
      at = take_string (source, at, &after);
    } else {
      at++;
    }
  }
}

/* ---- the files ------------------------------------------------------------------------------------------------------ */

static gboolean
is_source (const char *name)
{
  static const char *const endings[] = { ".c", ".h", ".cmake", ".sh", ".sql", ".po", ".ui", ".css", "CMakeLists.txt" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return g_strcmp0 (name, "run") == 0;
}

static void
read_file (FoTree *tree, const char *root, const char *path)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  FoSource *source = g_new0 (FoSource, 1);

  source->path = g_strdup (path);
  source->strings = g_ptr_array_new_with_free_func (literal_free);
  if (!g_file_get_contents (full, &source->text, NULL, NULL))
    source->text = g_strdup ("");
  source->code = g_strdup (source->text);
  if (fo_is_c (source))
    read_c (source);
  g_ptr_array_add (tree->sources, source);
}

static void
read_folder (FoTree *tree, const char *root, const char *folder)
{
  g_autofree char *full = g_build_filename (root, folder, NULL);
  GDir *dir = g_dir_open (full, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *there = g_build_filename (root, path, NULL);

    if (g_file_test (there, G_FILE_TEST_IS_DIR))
      read_folder (tree, root, path);
    else if (is_source (name))
      read_file (tree, root, path);
  }
  if (dir)
    g_dir_close (dir);
}

static gint
by_path (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(FoSource *const *) a)->path, (*(FoSource *const *) b)->path);
}

FoTree *
fo_tree_read (const char *root)
{
  static const char *const tops[] = { "app", "drivers", "include", "data", "ui", "tests", ".ci" };
  static const char *const files[] = { "CMakeLists.txt", "run" };
  FoTree *tree = g_new0 (FoTree, 1);

  tree->sources = g_ptr_array_new_with_free_func (source_free);
  tree->findings = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (tops); i++)
    read_folder (tree, root, tops[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (root, files[i], NULL);
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      read_file (tree, root, files[i]);
  }
  g_ptr_array_sort (tree->sources, by_path);
  return tree;
}

void
fo_tree_free (FoTree *tree)
{
  g_ptr_array_unref (tree->sources);
  g_ptr_array_unref (tree->findings);
  g_free (tree);
}

const FoSource *
fo_tree_source (const FoTree *tree, const char *path)
{
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    if (strcmp (source->path, path) == 0)
      return source;
  }
  return NULL;
}

void
fo_finding (FoTree *tree, const char *path, guint line, const char *format, ...)
{
  g_autofree char *how = NULL;
  va_list list;

  va_start (list, format);
  how = g_strdup_vprintf (format, list);
  va_end (list);
  g_ptr_array_add (tree->findings, g_strdup_printf ("%s:%u: %s: %s", path, line, tree->rule, how));
}

void
fo_each_match (
    FoTree *tree, const FoSource *source, const char *text, const char *pattern, FoFound found, gpointer data)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (regex);
  g_regex_match (regex, text, 0, &match);
  while (g_match_info_matches (match)) {
    int start;
    g_match_info_fetch_pos (match, 0, &start, NULL);
    found (tree, source, fo_line_of (text, text + start), match, data);
    if (!g_match_info_next (match, NULL))
      break;
  }
}
