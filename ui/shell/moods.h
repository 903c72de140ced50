/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one table from a mood to what a person sees and hears: colour, ink, sign, sound. Colours stand here and not in the
 * style sheet, so that a test can measure them; the band's style is made from this table.
 */
#pragma once

#include "firstout/core/verdict.h"

typedef struct {
  FoMood mood;
  const char *css_class;  /* of the band: "mood-ok" */
  const char *icon;       /* a symbolic icon of ours; each mood has its own shape */
  const char *sound;      /* data/sounds/NAME.wav */
  bool says_subject;      /* the verdict's own title does not say what it is about */
  const char *word;       /* message id of the state's own word */
  const char *background; /* "#rrggbb" */
  const char *ink;
} FoMoodLook;

#define FO_N_MOODS (FO_MOOD_WRONG + 1)

const FoMoodLook *fo_mood_look (FoMood mood);

/* The style of the band in all moods, as CSS. Free with g_free. */
char *fo_moods_css (void);
