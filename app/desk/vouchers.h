/* SPDX-License-Identifier: GPL-3.0-or-later
 * The papers that are signed, read from the rows they speak of; papers.h is the way in. */
#pragma once

#include "firstout/desk/papers.h"

/* SUBJECT's voucher kind and number (id: of an operation) into PAPER, which is clear. As fo_paper_read. */
FoFound fo_voucher_read (FoTxn *txn, const FoPaperSubject *subject, FoLanguage language, bool training, FoPaper *paper,
                         GError **error);
