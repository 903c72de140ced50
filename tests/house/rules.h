/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rules of the house. Each reads the tree and adds its findings; each has planted violations in test-house.c.
 */
#pragma once

#include "tree.h"

typedef struct {
  const char *name;
  void (*check) (FoTree *tree);
} FoRule;

/* rules-floors.c */
void fo_rule_layers (FoTree *tree); /* an #include goes down the floors of CMakeLists.txt, never up or sideways */
void fo_rule_seams (FoTree *tree);  /* a header is in include/firstout only because another folder includes it */
/* rules-code.c */
void fo_rule_banned (FoTree *tree); /* calls we do not make, each with what to do instead */
void fo_rule_size (FoTree *tree);   /* files and functions a person can hold in the head */
void fo_rule_spdx (FoTree *tree);   /* every source names its license */
/* rules-data.c */
void fo_rule_sql (FoTree *tree);        /* SQL is text of data/sql, not of C */
void fo_rule_statements (FoTree *tree); /* every named statement is used */
void fo_rule_verdicts (FoTree *tree);   /* every verdict has its two sentences in three languages */
void fo_rule_rights (FoTree *tree);     /* every kind of act and of movement has its row of permission */
void fo_rule_codes (FoTree *tree);      /* every button of a task has its command code */
void fo_rule_words (FoTree *tree);      /* the three catalogues agree, are in order, and have every id that is used */
