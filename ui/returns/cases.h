/* SPDX-License-Identifier: GPL-3.0-or-later
 * Claims and recalls in full, and what may be done with them. A dossier's name is the number. */
#pragma once

#include "common/dossier.h"

extern const FoDossierKind fo_claim_dossier_kind;
extern const FoDossierKind fo_recall_dossier_kind;
/* Its only act opens a claim. */
extern const FoDossierKind fo_new_claim_kind;
