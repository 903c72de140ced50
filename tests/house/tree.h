/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The source tree as the house rules see it: every file with its text, and for C the code without comments and without
 * what stands in its strings, line for line. Rules add findings; a tree without findings keeps the rules.
 */
#pragma once

#include <glib.h>

typedef struct {
  guint line;
  char *text; /* neighbouring literals are one; escapes stay as written */
} FoLiteral;

typedef struct {
  char *path; /* from the root: "app/core/day.c" */
  char *text;
  char *code;         /* C: comments and the insides of literals are blank; else the same as text */
  GPtrArray *strings; /* FoLiteral; C only */
} FoSource;

typedef struct {
  GPtrArray *sources;  /* FoSource, by path */
  GPtrArray *findings; /* "file:line: rule: how to do it" */
  const char *rule;    /* the one at work */
} FoTree;

FoTree *fo_tree_read (const char *root);
void fo_tree_free (FoTree *tree);

/* NULL when there is none. */
const FoSource *fo_tree_source (const FoTree *tree, const char *path);

/* Does the path begin with one of the prefixes of LIST, "app/store/ tests/"? */
gboolean fo_path_in (const char *path, const char *list);
gboolean fo_is_c (const FoSource *source);

/* AT points into the source's text or code. */
guint fo_line_of (const char *text, const char *at);

void fo_finding (FoTree *tree, const char *path, guint line, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* Calls FOUND for each match of PATTERN in TEXT, which belongs to SOURCE, until the end. */
typedef void (*FoFound) (FoTree *tree, const FoSource *source, guint line, GMatchInfo *match, gpointer data);
void fo_each_match (
    FoTree *tree, const FoSource *source, const char *text, const char *pattern, FoFound found, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoTree, fo_tree_free)
