/* SPDX-License-Identifier: GPL-3.0-or-later
 * What holds for all links, as a list, and what may be changed about it: how long things are kept ("1"), how a channel calls a stage
 * ("STAGE/CHANNEL"). Who owns a field is no setting. */
#pragma once

#include "common/dossier.h"
#include "common/long-list.h"

extern const FoLongListKind fo_rules_list;
extern const FoDossierKind fo_keep_dossier_kind, fo_stage_dossier_kind;
