/* SPDX-License-Identifier: GPL-3.0-or-later
 * How sales channels call the stages of orders; "" is every channel without words of its own. See rows.h. */
#pragma once

#include "firstout/core/stage.h"
#include "firstout/store/rows.h"

typedef struct {
  char channel[FO_NUMBER_MAX];
  FoStage stage;
  char word[FO_NUMBER_MAX];
} FoChannelWord;

/* The channel's word for a stage; ABSENT: it has none. WORD has FO_NUMBER_MAX bytes. */
FoFound fo_channel_word (FoTxn *txn, const char *channel, FoStage stage, char *word, GError **error);
/* What the channel means by a word. */
FoFound fo_channel_stage (FoTxn *txn, const char *channel, const char *word, FoStage *ret, GError **error);
bool fo_channel_words (FoTxn *txn, GArray *words, GError **error);
void fo_channel_set (FoTxn *txn, const FoChannelWord *word);

/* Orders that sales has closed, since when. */
FoFound fo_order_done (FoTxn *txn, FoId order, FoDay *ret_done_on, GError **error);
void fo_order_set_done (FoTxn *txn, FoId order, FoId operation, FoDay done_on);
void fo_order_set_not_done (FoTxn *txn, FoId order);
