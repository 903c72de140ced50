/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a paper to be signed is made of, while it is read. */
#pragma once

#include "vouchers.h"

enum { FO_NOT_SAID = -1 }; /* a quantity that is not printed */

typedef struct {
  FoTxn *txn;
  const FoPaperSubject *subject;
  FoLanguage language;
  FoVoucher voucher;
  const char *customer; /* whose own numbers stand beside the names of goods; NULL: nobody's */
  GArray *lines;       /* FoVoucherLine, pointing into the next two */
  GPtrArray *items;    /* FoItem */
  GStringChunk *texts;
} FoGathering;

/* TEXT for as long as the paper is made; NULL for "". */
const char *fo_gather_keep (FoGathering *g, const char *text);
/* A line of goods; its texts are kept. */
bool fo_gather_line (FoGathering *g, FoId item, FoVoucherLine line, GError **error);
/* The same of goods that leave instead of OF: both are named. */
bool fo_gather_line_instead (FoGathering *g, FoId item, FoId of, FoVoucherLine line, GError **error);
/* A reason as people say it; what is no code of ours stays as it was typed. */
const char *fo_gather_reason (FoGathering *g, const char *code);

FoFound fo_gather_of_order (FoGathering *g, GError **error);
FoFound fo_gather_of_wave (FoGathering *g, GError **error);
FoFound fo_gather_of_supply (FoGathering *g, GError **error);
FoFound fo_gather_of_operation (FoGathering *g, GError **error);
FoFound fo_gather_of_count (FoGathering *g, GError **error);
FoFound fo_gather_of_transfer (FoGathering *g, GError **error);
FoFound fo_gather_of_place (FoGathering *g, GError **error);
FoFound fo_gather_of_recall (FoGathering *g, GError **error);
