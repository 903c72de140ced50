/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a person looks at in full and decides about: a message at a link ("MESSAGE/LINK"), a disagreement (its id), a link (its name). */
#pragma once

#include "common/dossier.h"

extern const FoDossierKind fo_message_dossier_kind, fo_conflict_dossier_kind, fo_link_dossier_kind;
