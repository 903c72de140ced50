/* SPDX-License-Identifier: GPL-3.0-or-later
 * The label of a carton of ours, inside the desk. */
#pragma once

#include "firstout/desk/papers.h"

/* Of carton ID: its number, whom it goes to, what it weighs and what is in it. As fo_paper_read. */
FoFound fo_paper_of_carton (FoTxn *txn, FoId id, FoLanguage language, bool training, FoPaper *paper, GError **error);
