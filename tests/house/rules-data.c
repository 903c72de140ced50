/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <string.h>

/* ---- SQL ------------------------------------------------------------------------------------------------------------ */

/* Where SQL may stand in C, with the reason. Tests are not judged: they ask the database behind the program's back. */
#define SQL_MAY                                                                                                        \
  "app/store/db- "     /* BEGIN, COMMIT and the pragmas of an engine */                                                \
  "app/store/migrate " /* runs data/sql/migrations */                                                                  \
  "app/store/journal " /* BEGIN, COMMIT and the pragmas of its own file */

#define SQL                                                                                                            \
  "(?i)\\b(insert\\s+into|delete\\s+from|update\\s+\\w+\\s+set|create\\s+(unique\\s+)?(table|index|view|trigger|temp)" \
  "|alter\\s+table|drop\\s+(table|index|view|trigger)|begin\\s+immediate|pragma\\s+\\w+)\\b"                           \
  "|^\\s*select\\b.*\\bfrom\\b|^\\s*with\\b.*\\bas\\s+\\(|^\\s*(listen|notify)\\s+\\w+\\s*$"

void
fo_rule_sql (FoTree *tree)
{
  g_autoptr (GRegex) sql = g_regex_new (SQL, G_REGEX_RAW | G_REGEX_DOTALL, 0, NULL);

  g_assert_nonnull (sql);
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);

    if (!fo_path_in (source->path, "app/ drivers/ ui/ include/") || fo_path_in (source->path, SQL_MAY))
      continue;
    for (guint s = 0; s < source->strings->len; s++) {
      const FoLiteral *literal = g_ptr_array_index (source->strings, s);
      g_autofree char *unescaped = g_strcompress (literal->text);
      if (g_regex_match (sql, unescaped, 0, NULL))
        fo_finding (tree, source->path, literal->line, "SQL: give it a name in data/sql, where a test prepares it");
    }
  }
}

/* By its enum value, or bare in a file that makes enum values of names: "SQL_##name". */
static gboolean
is_mentioned (const FoTree *tree, const char *name)
{
  g_autofree char *whole = g_strdup_printf ("\\bFO_\\w*SQL_%s\\b", name);
  g_autofree char *bare = g_strdup_printf ("\\b%s\\b", name);

  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);

    if (!fo_is_c (source) || !fo_path_in (source->path, "app/"))
      continue;
    if (g_regex_match_simple (whole, source->code, G_REGEX_RAW, 0)
        || (strstr (source->code, "SQL_##") && g_regex_match_simple (bare, source->code, G_REGEX_RAW, 0)))
      return TRUE;
  }
  return FALSE;
}

/* "-- name: LOT_SET" becomes an enum value …SQL_LOT_SET. */
static void
found_statement (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  (void) data;
  if (!is_mentioned (tree, name))
    fo_finding (tree, source->path, line, "%s is used nowhere: remove it", name);
}

void
fo_rule_statements (FoTree *tree)
{
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    if (g_str_has_prefix (source->path, "data/sql/") && g_str_has_suffix (source->path, ".sql"))
      fo_each_match (tree, source, source->text, "^-- name: *([A-Z][A-Z0-9_]*)", found_statement, NULL);
  }
}

/* ---- rights ---------------------------------------------------------------------------------------------------------- */

static void
ask_who_may (FoTree *tree, const FoSource *source, guint line, const char *what)
{
  g_autofree char *row = g_strdup_printf ("('%s',", what);

  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *sql = g_ptr_array_index (tree->sources, i);
    if (g_str_has_prefix (sql->path, "data/sql/migrations/") && strstr (sql->text, row))
      return;
  }
  fo_finding (tree, source->path, line, "who may \"%s\"? Give it a row of permission in a migration", what);
}

/* Each literal in the call. */
static void
found_kinds (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer prefix)
{
  g_autofree char *call = g_match_info_fetch (match, 0);
  g_autoptr (GRegex) literals = g_regex_new ("\"([a-z-]+)\"", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) literal = NULL;

  g_regex_match (literals, call, 0, &literal);
  for (; g_match_info_matches (literal); g_match_info_next (literal, NULL)) {
    g_autofree char *kind = g_match_info_fetch (literal, 1), *what = g_strconcat (prefix, kind, NULL);
    ask_who_may (tree, source, line, what);
  }
}

void
fo_rule_rights (FoTree *tree)
{
  const FoSource *movement = fo_tree_source (tree, "app/core/movement.c");

  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    if (fo_is_c (source) && g_str_has_prefix (source->path, "app/"))
      fo_each_match (tree, source, source->text, "\\bfo_act_run \\([^;{]*;", found_kinds, (gpointer) "");
  }
  if (movement)
    fo_each_match (tree, movement, movement->text, "FO_NAMED \\(FoMoveKind[^;{)]*\\)", found_kinds, (gpointer) "move:");
}

/* ---- codes ----------------------------------------------------------------------------------------------------------- */

/* A code of its own, or codes of it with the reasons it takes. */
static void
found_offer (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data)
{
  g_autofree char *command = g_match_info_fetch (match, 1), *name = g_strdelimit (g_strdup (command), " ", '-');
  g_autofree char *row = g_strdup_printf ("{ \"%s\", ", name), *with_reason = g_strdup_printf ("{ \"%s-", name);
  const FoSource *codes = data;

  if (!codes || (!strstr (codes->text, row) && !strstr (codes->text, with_reason)))
    fo_finding (tree, source->path, line, "the button \"%s\" has no command code: give it a row in app/label/record-paper.c", command);
}

void
fo_rule_codes (FoTree *tree)
{
  FoSource *codes = (FoSource *) fo_tree_source (tree, "app/label/record-paper.c");

  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    if (fo_is_c (source) && g_str_has_prefix (source->path, "app/desk/"))
      fo_each_match (tree, source, source->text, "fo_view_offer(?:_destructive)? \\(\\w+, \"([^\"]+)\"", found_offer, codes);
  }
}

/* ---- words ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  char *id;
  char *text;
  guint line;
} Message;

static void
message_free (gpointer data)
{
  g_free (((Message *) data)->id);
  g_free (((Message *) data)->text);
  g_free (data);
}

#define PO_STRING "((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)"

static char *
unquote (char *quoted)
{
  g_autoptr (GRegex) seams = g_regex_new ("\"\\s*\"", G_REGEX_RAW, 0, NULL);
  g_autofree char *joined = g_regex_replace_literal (seams, g_strstrip (quoted), -1, 0, "", 0, NULL);

  if (strlen (joined) < 2) /* "" joins to nothing */
    return g_strdup ("");
  joined[strlen (joined) - 1] = '\0';
  return g_strcompress (joined + 1);
}

static void
add_message (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer messages)
{
  g_autofree char *id = g_match_info_fetch (match, 1);
  g_autofree char *text = g_match_info_fetch (match, 2);
  Message *message = g_new (Message, 1);

  (void) tree, (void) source;
  message->id = unquote (id);
  message->text = unquote (text);
  message->line = line;
  g_ptr_array_add (messages, message);
}

static const char *const catalogues[] = { "data/po/en.po", "data/po/de.po", "data/po/ru.po" };

static GPtrArray *
read_messages (FoTree *tree, const char *path)
{
  const FoSource *source = fo_tree_source (tree, path);
  GPtrArray *messages = g_ptr_array_new_with_free_func (message_free);

  if (source)
    fo_each_match (tree, source, source->text, "^msgid " PO_STRING "msgstr " PO_STRING, add_message, messages);
  return messages;
}

static const Message *
message_of (const GPtrArray *messages, const char *id)
{
  for (guint i = 0; i < messages->len; i++) {
    const Message *message = g_ptr_array_index (messages, i);
    if (strcmp (message->id, id) == 0 && *message->text)
      return message;
  }
  return NULL;
}

static void
found_verdict (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data)
{
  static const char *const parts[] = { "title", "next" };
  GPtrArray **messages = data;
  g_autofree char *verdict = g_match_info_fetch (match, 1);

  for (gsize c = 0; c < G_N_ELEMENTS (catalogues); c++)
    for (gsize p = 0; p < G_N_ELEMENTS (parts); p++) {
      g_autofree char *id = g_strdup_printf ("verdict.%s.%s", verdict, parts[p]);
      if (!message_of (messages[c], id))
        fo_finding (tree, source->path, line, "write %s into %s", id, catalogues[c]);
    }
}

void
fo_rule_verdicts (FoTree *tree)
{
  const FoSource *source = fo_tree_source (tree, "include/firstout/core/verdict.h");
  GPtrArray *messages[G_N_ELEMENTS (catalogues)];

  g_assert_nonnull (source);
  for (gsize c = 0; c < G_N_ELEMENTS (catalogues); c++)
    messages[c] = read_messages (tree, catalogues[c]);
  fo_each_match (tree, source, source->code, "^ *V \\((FO_\\w+), \\w+\\)", found_verdict, messages);
  for (gsize c = 0; c < G_N_ELEMENTS (catalogues); c++)
    g_ptr_array_unref (messages[c]);
}

static gint
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The names of the arguments of a message, sorted, each once: "lot place". */
static char *
arguments_of (const char *text)
{
  g_autoptr (GRegex) braces = g_regex_new ("(?<!\\{)\\{([a-z_]+)", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_regex_match (braces, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *name = g_match_info_fetch (match, 1);
    if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_ptr_array_add (names, g_steal_pointer (&name));
  }
  g_ptr_array_sort (names, by_name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
check_message (FoTree *tree, const char *path, const Message *message, const GPtrArray *english)
{
  const Message *same = message_of (english, message->id);
  g_autofree char *ours = arguments_of (message->text);
  g_autofree char *theirs = same ? arguments_of (same->text) : NULL;
  g_autoptr (GRegex) optional = g_regex_new ("\\[[^]]*\\]", G_REGEX_RAW, 0, NULL);
  g_autofree char *always = g_regex_replace_literal (optional, message->text, -1, 0, "", 0, NULL);

  if (!*message->text)
    fo_finding (tree, path, message->line, "%s is empty", message->id);
  else if (!same)
    fo_finding (tree, path, message->line, "%s is not in %s", message->id, catalogues[0]);
  else if (strcmp (ours, theirs) != 0)
    fo_finding (tree, path, message->line, "%s has the arguments %s, in English %s", message->id, ours, theirs);
  if (g_str_has_prefix (message->id, "verdict.") && strchr (always, '{'))
    fo_finding (tree, path, message->line, "%s: in a verdict every argument stands in [ ]", message->id);
}

static gsize
section_length (const char *id)
{
  return strcspn (id, ".");
}

/* Sections are together, and sorted inside. */
static void
check_order (FoTree *tree, const char *path, const GPtrArray *messages)
{
  g_autoptr (GHashTable) sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i < messages->len; i++) { /* 0 is the head */
    const Message *before = g_ptr_array_index (messages, i - 1), *message = g_ptr_array_index (messages, i);
    gsize length = section_length (message->id);

    if (length == section_length (before->id) && strncmp (before->id, message->id, length) == 0) {
      if (strcmp (before->id, message->id) >= 0)
        fo_finding (tree, path, message->line, "%s stands after %s: sort the section", message->id, before->id);
    } else if (!g_hash_table_add (sections, g_strndup (message->id, length))) {
      fo_finding (tree, path, message->line, "%s stands apart from the others of its section", message->id);
    }
  }
}

/* An id in the code: a literal, or a text of a .ui file, that begins with a section's name. */
static void
check_id (FoTree *tree, const FoSource *source, guint line, const char *id, const GPtrArray *english)
{
  g_autoptr (GRegex) form = g_regex_new ("^[a-z]+(\\.[A-Za-z0-9_-]+)+$", G_REGEX_RAW, 0, NULL);
  g_autoptr (GRegex) file = g_regex_new ("\\.(c|h|mo|pdf|png|svg|sql|txt|ui|wav)$", G_REGEX_RAW, 0, NULL);
  gboolean section = fo_path_in (id, "verdict. task. page. label.");

  if (!g_regex_match (form, id, 0, NULL) || g_regex_match (file, id, 0, NULL))
    return;
  for (guint i = 0; i < english->len && !section; i++) {
    const Message *message = g_ptr_array_index (english, i);
    section = strncmp (message->id, id, section_length (id) + 1) == 0;
  }
  if (section && !message_of (english, id))
    fo_finding (tree, source->path, line, "no words for %s: write it into data/po", id);
}

static void
found_ui_text (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer english)
{
  g_autofree char *id = g_match_info_fetch (match, 1);

  check_id (tree, source, line, id, english);
}

static void
check_ids (FoTree *tree, const GPtrArray *english)
{
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);

    if (!fo_path_in (source->path, "app/ drivers/ ui/"))
      continue;
    for (guint s = 0; s < source->strings->len; s++) {
      const FoLiteral *literal = g_ptr_array_index (source->strings, s);
      check_id (tree, source, literal->line, literal->text, english);
    }
    if (g_str_has_suffix (source->path, ".ui"))
      fo_each_match (tree, source, source->text, ">([a-z]+\\.[A-Za-z0-9_.-]+)<", found_ui_text, (gpointer) english);
  }
}

void
fo_rule_words (FoTree *tree)
{
  g_autoptr (GPtrArray) english = read_messages (tree, catalogues[0]);

  for (gsize c = 0; c < G_N_ELEMENTS (catalogues); c++) {
    g_autoptr (GPtrArray) messages = read_messages (tree, catalogues[c]);

    check_order (tree, catalogues[c], messages);
    for (guint i = 1; i < messages->len; i++)
      check_message (tree, catalogues[c], g_ptr_array_index (messages, i), english);
    for (guint i = 1; i < english->len; i++) {
      const Message *message = g_ptr_array_index (english, i);
      if (!message_of (messages, message->id))
        fo_finding (tree, catalogues[c], 1, "lacks %s", message->id);
    }
  }
  check_ids (tree, english);
}
