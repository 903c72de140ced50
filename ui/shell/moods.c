/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moods.h"

#include <glib.h>

/* Told apart by lightness before hue: dark green, pale mint, amber, darkest red. Text on each has at least 7 : 1. */
static const FoMoodLook looks[FO_N_MOODS] = {
  [FO_MOOD_OK] = { FO_MOOD_OK, "mood-ok", "fo-ok-symbolic", "ok", true, "shell.mood.ok", "#0a6455", "#ffffff" },
  [FO_MOOD_DONE] = { FO_MOOD_DONE, "mood-done", "fo-done-symbolic", "done", true, "shell.mood.done", "#cdf5df", "#053a2c" },
  [FO_MOOD_ATTENTION]
  = { FO_MOOD_ATTENTION, "mood-attention", "fo-attention-symbolic", "attention", false, "shell.mood.attention", "#f4b52d", "#2a1c00" },
  [FO_MOOD_WRONG] = { FO_MOOD_WRONG, "mood-wrong", "fo-wrong-symbolic", "wrong", false, "shell.mood.wrong", "#7d0a2a", "#ffffff" },
};

const FoMoodLook *
fo_mood_look (FoMood mood)
{
  return &looks[mood];
}

char *
fo_moods_css (void)
{
  GString *css = g_string_new (NULL);

  for (int mood = 0; mood < FO_N_MOODS; mood++)
    g_string_append_printf (css, "band.%s, .lane-answer.%s { background-color: %s; color: %s; }\n", looks[mood].css_class,
                            looks[mood].css_class, looks[mood].background, looks[mood].ink);
  return g_string_free (css, FALSE);
}
