/* SPDX-License-Identifier: GPL-3.0-or-later
 * What codes mean: those of an item ("codes ITEM" as a dossier's name), and one code with its history ("code CODE"). Who may teach
 * teaches, corrects and forgets here; what a code meant before is put back from its history. */
#pragma once

#include "common/dossier.h"

extern const FoDossierKind fo_item_codes_kind, fo_code_kind;

/* The name of the page of what SCAN says; NULL: it is a code of ours, or none. Free with g_free. */
char *fo_code_dossier_name (const FoScan *scan);
