/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "links-words.h"

#include "telling.h"

#define LATE_US ((gint64) 2 * 60 * G_USEC_PER_SEC) /* a contact is written down every ten seconds */
#define OUT_US ((gint64) 15 * 60 * G_USEC_PER_SEC)
enum { FAILURES_OUT = 3 };

FoLinkLight
fo_link_light (const FoSalesLink *link, gint64 now_us)
{
  gint64 age_us = now_us - link->contact_us;

  if (!link->enabled || link->latched || link->failures >= FAILURES_OUT || age_us >= OUT_US)
    return FO_LINK_LIGHT_OUT;
  return link->failures > 0 || age_us >= LATE_US || *link->why ? FO_LINK_LIGHT_LATE : FO_LINK_LIGHT_GREEN;
}

const char *
fo_link_light_sign (FoLinkLight light)
{
  static const char *const signs[FO_N_LINK_LIGHTS] = { "●", "◐", "✕" };

  return signs[light];
}

const char *
fo_link_light_css_class (FoLinkLight light)
{
  static const char *const classes[FO_N_LINK_LIGHTS] = { "light-green", "light-late", "light-out" };

  return classes[light];
}

char *
fo_link_words_contact (FoLanguage language, const FoSalesLink *link, gint64 now_us)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *age = fo_telling_age (language, now_us - link->contact_us);

  if (!link->enabled)
    return fo_words (language, "page.sync.off", NULL);
  if (link->latched)
    return fo_words (language, "page.sync.latched", NULL);
  if (link->contact_us == 0)
    return fo_words (language, "page.sync.never", NULL);
  fo_args_set_text (&args, "text", age);
  return fo_words (language, "page.sync.ago", &args);
}

static char *
say_first_known (FoLanguage language, const char *first, const char *second, const char *otherwise)
{
  if (fo_words_known (language, first))
    return fo_words (language, first, NULL);
  return second && fo_words_known (language, second) ? fo_words (language, second, NULL) : g_strdup (otherwise);
}

char *
fo_link_words_kind (FoLanguage language, const char *kind)
{
  g_autofree char *id = g_strconcat ("link.kind.", kind, NULL);

  return say_first_known (language, id, NULL, kind);
}

char *
fo_link_words_field (FoLanguage language, const char *name, const char *kind)
{
  g_autofree char *own = g_strconcat ("link.field.", name, ".", kind, NULL), *every = g_strconcat ("link.field.", name, NULL);

  return say_first_known (language, own, every, name);
}

char *
fo_link_words_choice (FoLanguage language, const char *name, const char *choice)
{
  g_autofree char *own = g_strconcat ("link.choice.", name, ".", choice, NULL), *every = g_strconcat ("link.choice.", choice, NULL);

  return say_first_known (language, own, every, choice);
}
