/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside firstoutctl: printers and the print queue (printers.c, print.c). */
#pragma once

#include "ctl.h"
#include "firstout/work/print.h"
#include <string.h>

/* --printers, else the usual one. Free with g_free. */
char *ctl_printers_path (const Ctl *ctl);

/* A label that names the printer, straight to it: no warehouse, no queue. */
CtlEnd ctl_print_test (const Ctl *ctl, const char *name);
