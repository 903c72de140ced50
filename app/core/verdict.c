/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/verdict.h"

#include <string.h>

static const struct {
  const char *name;
  FoMood mood;
} verdicts[] = {
#define ROW(name, mood) { #name, FO_MOOD_##mood },
  FO_VERDICTS (ROW)
#undef ROW
};

const char *
fo_verdict_name (FoVerdict verdict)
{
  return verdicts[verdict].name;
}

FoMood
fo_verdict_mood (FoVerdict verdict)
{
  return verdicts[verdict].mood;
}

bool
fo_verdict_parse (const char *name, FoVerdict *ret_verdict)
{
  for (int i = 0; i < FO_N_VERDICTS; i++)
    if (strcmp (verdicts[i].name, name) == 0) {
      *ret_verdict = (FoVerdict) i;
      return true;
    }
  return false;
}

FoVerdict
fo_verdict_first (FoVerdict a, FoVerdict b)
{
  if (a == FO_OK)
    return b;
  if (b == FO_OK)
    return a;
  return a < b ? a : b;
}
