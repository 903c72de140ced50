/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl.h"
#include "firstout/work/codes.h"
#include <stdio.h>

CtlEnd
ctl_serial (const Ctl *ctl)
{
  g_autoptr (FoStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_auto (FoReply) reply = { 0 };

  if (!ctl_argument (ctl, 0))
    return ctl_fail ("which serial number?");
  store = ctl_open (ctl, FO_STORE_READ_ONLY);
  if (!store)
    return CTL_FAILED;
  if (!fo_work_serial (store, ctl_argument (ctl, 0), &json, &reply.verdict, &error))
    return ctl_fail_error (error);
  if (reply.verdict == FO_OK) {
    puts (json);
    return CTL_DONE;
  }
  fo_args_set_text (&reply.args, "text", ctl_argument (ctl, 0));
  return ctl_print_reply (&reply);
}
