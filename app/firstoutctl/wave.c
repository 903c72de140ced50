/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/wave.h"
#include "ctl.h"
#include <stdio.h>

/* What a station picks in one walk, place by place. */
CtlEnd
ctl_wave (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (!ctl_argument (ctl, 0))
    return ctl_fail ("the wave of which station?");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!fo_work_wave_list (store, ctl_argument (ctl, 0), &json, &error))
    return ctl_fail_error (error);
  if (*json)
    puts (json);
  return CTL_DONE;
}
