/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules.h"

#include <string.h>

/* Where a call may stand that is banned elsewhere, with the reason. */
#define DATABASES                                                                                                      \
  "app/store/db- "     /* the two engines behind the database seam */                                                  \
  "app/store/journal " /* the station's journal is an SQLite file of its own, with its own fsyncs */                   \
  "app/sync/ "         /* a sales database is somebody else's, reached by its own connection */
#define WINDOWS "ui/ tests/ui/ app/firstout.c app/firstout/ "
#define CLOCKS                                                                                                         \
  "app/firstout " /* the programs ask the clock and hand it down */                                                    \
  "app/store/ "   /* stamps rows */                                                                                    \
  "drivers/ "     /* stamps scans */                                                                                   \
  "tests/support/ "
#define WAITERS                                                                                                        \
  "tests/support/ "              /* the one loop that waits for a condition, with a limit */                           \
  "tests/hostile/ tests/bench/ " /* kill at random moments, load over time: there the pause is the test */

static const struct {
  const char *pattern; /* \C is the beginning of a call that is no member and no part of another name */
  const char *where;   /* "": everywhere */
  const char *except;
  const char *how;
} bans[] = {
  { "\\C(strcpy|strcat|stpcpy) *\\(", "", "", "it does not know how much room there is: g_strlcpy, g_strdup, GString" },
  { "\\Cv?sprintf *\\(", "", "", "it does not know how much room there is: g_snprintf, g_strdup_printf" },
  { "\\C(atoi|atol|atoll|atof) *\\(", "", "", "it cannot say no: g_ascii_string_to_signed, fo_quantity_parse" },
  { "\\Cstrtok(_r)? *\\(", "", "", "it writes into its argument: strcspn, g_strsplit" },
  { "\\Cgets *\\(", "", "", "it does not know how much room there is: fgets, g_io_channel_read_line" },
  { "\\C(system|popen) *\\(", "", "", "no shell between us and a program: g_spawn_sync with an argument vector" },
  { "\\C(localtime|gmtime|mktime|strftime)(_r)? *\\(", "", "",
    "the zone of the PC decides nothing here: FoDay, µs UTC" },
  { "\\C(rand|srand|random|drand48) *\\(", "", "", "not repeatable: fo_test_rand in tests, fo_id_next for ids" },
  { "\\C(sleep|usleep|nanosleep|g_usleep) *\\(", "tests/", WAITERS, "wait for the thing itself, with a limit" },
  { "\\Cg_error *\\(", "app/ drivers/ ui/", "",
    "the impossible is a g_assert, the world outside a GError that is returned" },
  { "\\Cgoto +\\w+ *;", "", "", "g_autoptr and small functions clean up by themselves" },
  { "\\bsqlite3_\\w+ *\\(", "app/ drivers/ ui/", DATABASES,
    "only the database seam speaks to an engine: app/store/db.h" },
  { "\\bPQ[a-z]\\w* *\\(", "app/ drivers/ ui/", DATABASES,
    "only the database seam speaks to an engine: app/store/db.h" },
  { "\\b(gtk|gdk_display|adw)_\\w+ *\\(", "", WINDOWS,
    "widgets live in ui/: return a reply and let the window show it" },
  { "\\C(time|gettimeofday|g_get_real_time|g_date_time_new_now\\w*) *\\(", "", CLOCKS,
    "the time is an argument (now_us, today); tests say what day it is" },
};

static void
found_ban (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer how)
{
  g_autofree char *call = g_match_info_fetch (match, 0);

  call[strcspn (call, " (")] = '\0';
  fo_finding (tree, source->path, line, "%s: %s", call, (const char *) how);
}

static void
found_note (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data)
{
  (void) match, (void) data;
  fo_finding (tree, source->path, line, "do it now, or file it: a note in the code is read by nobody");
}

void
fo_rule_banned (FoTree *tree)
{
  for (gsize b = 0; b < G_N_ELEMENTS (bans); b++) {
    g_auto (GStrv) pieces = g_strsplit (bans[b].pattern, "\\C", -1);
    g_autofree char *pattern = g_strjoinv ("(?<![\\w.>])", pieces);

    for (guint i = 0; i < tree->sources->len; i++) {
      const FoSource *source = g_ptr_array_index (tree->sources, i);
      if (fo_is_c (source) && (!*bans[b].where || fo_path_in (source->path, bans[b].where))
          && !fo_path_in (source->path, bans[b].except))
        fo_each_match (tree, source, source->code, pattern, found_ban, (gpointer) bans[b].how);
    }
  }
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    if (fo_is_c (source))
      fo_each_match (tree, source, source->text,
                     "\\b(FIX"
                     "ME|TO"
                     "DO|XX"
                     "X)\\b",
                     found_note, NULL);
  }
}

/* ---- sizes ---------------------------------------------------------------------------------------------------------- */

enum { FUNCTION_MAX = 70, LIST_MAX = 120 }; /* a class_init or a main is a list of calls */

static const struct {
  const char *where, *ending;
  guint max;
} sizes[] = {
  { "app/ drivers/ ui/", ".c", 600 },
  { "app/ drivers/ ui/ include/ tests/", ".h", 250 },
  { "tests/", ".c", 900 }, /* tables of cases are long and easy to read */
  { "ui/", ".ui", 300 },
};

static void
found_function (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data)
{
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *body = g_match_info_fetch (match, 2);
  guint lines = fo_line_of (body, body + strlen (body)) - 1;
  gboolean list = g_str_has_suffix (name, "class_init") || g_strcmp0 (name, "main") == 0;

  (void) data;
  if (lines > (list ? LIST_MAX : FUNCTION_MAX))
    fo_finding (tree, source->path, line, "%s has %u lines, more than %d: say its steps as functions", name, lines,
                list ? LIST_MAX : FUNCTION_MAX);
}

void
fo_rule_size (FoTree *tree)
{
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    guint lines = fo_line_of (source->text, source->text + strlen (source->text)) - 1;

    for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
      if (fo_path_in (source->path, sizes[s].where) && g_str_has_suffix (source->path, sizes[s].ending)
          && lines > sizes[s].max)
        fo_finding (tree, source->path, lines, "%u lines, more than %u: which two things is it?", lines, sizes[s].max);
    if (fo_is_c (source))
      fo_each_match (tree, source, source->code, "^(\\w+) \\([^;{}]*\\)\\n\\{\\n((?:(?!\\}).*\\n)*+)\\}",
                     found_function, NULL);
  }
}

/* ---- license -------------------------------------------------------------------------------------------------------- */

void
fo_rule_spdx (FoTree *tree)
{
  for (guint i = 0; i < tree->sources->len; i++) {
    const FoSource *source = g_ptr_array_index (tree->sources, i);
    g_auto (GStrv) lines = g_strsplit (source->text, "\n", 4);
    gboolean named = FALSE;

    for (guint l = 0; l < 3 && lines[l]; l++)
      named = named || strstr (lines[l], "SPDX-License-Identifier: GPL-3.0-or-later") != NULL;
    if (!named)
      fo_finding (tree, source->path, 1, "begin with SPDX-License-Identifier: GPL-3.0-or-later, in a comment");
  }
}
