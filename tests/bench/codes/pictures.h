/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of damaged pictures: which symbols still read. */
#pragma once

#include <glib.h>

#define PICTURE_TEXT_MAX 80

/* What one cell found of COUNT pictures: read right, or read as something else; then the last such. */
typedef struct {
  guint right, wrong;
  char meant[PICTURE_TEXT_MAX], instead[PICTURE_TEXT_MAX];
} PictureCell;

guint pictures_n_kinds (void);
guint pictures_n_damages (void);
const char *pictures_damage_name (guint damage);
/* Undamaged: every one of them has to read. */
gboolean pictures_must_read (guint kind, guint damage);
const char *pictures_kind_name (guint kind);

PictureCell pictures_measure (guint kind, guint damage, guint count, GRand *rand);
