/* SPDX-License-Identifier: GPL-3.0-or-later
 * A lot in full, and what may be done with it: block, quarantine, set free, put its day or number right, relabel or split, call back.
 * Its name as a dossier is "#ID". */
#pragma once

#include "common/dossier.h"

extern const FoDossierKind fo_lot_dossier_kind;
