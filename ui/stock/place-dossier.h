/* SPDX-License-Identifier: GPL-3.0-or-later
 * A shelf in full: what lies there, whether anybody shall go there, and what may be done about it. Its name as a dossier is its code. */
#pragma once

#include "common/dossier.h"

extern const FoDossierKind fo_place_dossier_kind;
