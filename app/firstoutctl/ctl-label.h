/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside firstoutctl: labels, for the command and for the demo (label.c). */
#pragma once

#include "ctl.h"
#include "firstout/label/label.h"

/* The usual label of a lot. NULL with *error when the world failed, NULL with REFUSAL when it cannot be printed. */
FoLabel *ctl_label_of_lot (
    FoStore *store, FoId lot, FoQuantity quantity_u, FoLanguage language, FoLabelRefusal *refusal, GError **error);

/* The fields, the template and a title of the label that --lot or --place of the command line asks for. CTL_DONE; CTL_REFUSED after a
 * JSON verdict; CTL_FAILED after a sentence. RET_TITLE is freed with g_free. */
CtlEnd ctl_label_fields (
    const Ctl *ctl, FoStore *store, FoArgs *ret_fields, const char **ret_template, char **ret_title);
