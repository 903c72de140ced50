/* SPDX-License-Identifier: GPL-3.0-or-later
 * Substitutes, inside the work. */
#pragma once

#include "firstout/work/substitutes.h"
#include "inside.h"

/* What sales has said of the line. */
FoSubstitutesSaid fo_line_substitutes_said (const FoLine *line);
/* Can the line be met by other goods at all? */
bool fo_line_may_be_met (const FoLine *line);
/* Has who works at this store the lead's word? */
bool fo_substitute_is_lead (FoTxn *txn);
