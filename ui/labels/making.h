/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels being made: what the page holds becomes the fields of every label and the picture of one of them, on the reader's thread; and
 * what is wrong comes back, for the field it stands in.
 */
#pragma once

#include "firstout/desk/label-run.h"
#include "firstout/label/paper.h"
#include "shell/station.h"

/* A table, shared between the page and whoever reads it on another thread. */
typedef struct {
  FoSheet *sheet;
  char *path;
} FoLabelTable;

/* G_FILE_ERROR, FO_SHEET_ERROR. */
FoLabelTable *fo_label_table_read (const char *path, GError **error);
FoLabelTable *fo_label_table_ref (FoLabelTable *table);
void fo_label_table_unref (FoLabelTable *table);

/* One field as it was typed. */
typedef struct {
  const char *name; /* interned */
  char *text;
} FoTyped;

typedef struct FoMaking FoMaking;
typedef void (*FoMade) (FoMaking *making, gpointer owner);

struct FoMaking {
  /* What is wanted. Made with fo_making_new. */
  GObject *keeper; /* keeps the template */
  const FoLabelTemplate *template;
  FoLanguage language;
  gboolean training;
  FoLabelRecord record; /* of the subject; NONE: all is typed */
  FoId id;
  char *number;        /* a supply's; else NULL */
  GArray *typed;       /* FoTyped */
  char *series;        /* "A001..A050"; NULL or "": none */
  FoLabelTable *table; /* NULL: none */
  char **heads;        /* of the table, as matched: the name of an input, or "" */
  guint copies;
  gboolean per_unit; /* as many as the quantity says, each for one */
  guint look;        /* the label to draw, from 0 */
  int dpi;
  char *path; /* all of them go into this file; NULL: no */
  FoLabelPaper paper;
  gboolean on_paper;
  FoMade made;
  GWeakRef owner;

  /* What came of it. */
  FoLabelRun run;
  GArray *refusals; /* FoLabelRefusal: what stands beside the fields */
  FoLabel *label;   /* the one looked at; taken by whoever wants it */
  guint labels;     /* in all, copies included; 0 when refused */
  GError *error;
};

FoMaking *fo_making_new (gpointer owner, FoMade made);
void fo_making_type (FoMaking *making, const char *name, const char *text);
/* Runs it; MADE hears of it here unless its owner is gone, and it is freed. */
void fo_making_start (FoMaking *making, FoStation *station);
/* The first thing that is wrong, or NULL. */
const FoLabelRefusal *fo_making_refusal (const FoMaking *making);
