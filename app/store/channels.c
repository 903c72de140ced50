/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/channels.h"
#include "fill.h"

static void
fill_word (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, FO_NUMBER_MAX);
}

FoFound
fo_channel_word (FoTxn *txn, const char *channel, FoStage stage, char *word, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CHANNEL_WORD, FO_VALUES (FO_TEXT (channel), FO_TEXT (fo_stage_name (stage))), fill_word, word,
                      error);
}

static void
fill_stage (FoRows *rows, gpointer ret)
{
  fo_stage_parse (fo_rows_text (rows, 0), ret);
}

FoFound
fo_channel_stage (FoTxn *txn, const char *channel, const char *word, FoStage *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CHANNEL_STAGE, FO_VALUES (FO_TEXT (channel), FO_TEXT (word)), fill_stage, ret, error);
}

static void
fill_channel_word (FoRows *rows, gpointer ret)
{
  FoChannelWord *word = ret;

  memset (word, 0, sizeof *word);
  fo_rows_copy (rows, 0, word->channel, sizeof word->channel);
  fo_stage_parse (fo_rows_text (rows, 1), &word->stage);
  fo_rows_copy (rows, 2, word->word, sizeof word->word);
}

bool
fo_channel_words (FoTxn *txn, GArray *words, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CHANNEL_WORDS, NULL, 0, fill_channel_word, words, error);
}

void
fo_channel_set (FoTxn *txn, const FoChannelWord *word)
{
  fo_txn_write (txn, FO_SQL_CHANNEL_SET, 1,
                FO_VALUES (FO_TEXT (word->channel), FO_TEXT (fo_stage_name (word->stage)), FO_TEXT (word->word)));
}

static void
fill_day (FoRows *rows, gpointer ret)
{
  *(FoDay *) ret = fo_rows_day (rows, 0);
}

FoFound
fo_order_done (FoTxn *txn, FoId order, FoDay *ret_done_on, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ORDER_DONE_BY_ID, FO_VALUES (FO_INT (order)), fill_day, ret_done_on, error);
}

void
fo_order_set_done (FoTxn *txn, FoId order, FoId operation, FoDay done_on)
{
  fo_txn_write (txn, FO_SQL_ORDER_DONE_INSERT, 1, FO_VALUES (FO_INT (order), FO_INT (operation), FO_DAY (done_on)));
}

void
fo_order_set_not_done (FoTxn *txn, FoId order)
{
  fo_txn_write (txn, FO_SQL_ORDER_DONE_DELETE, FO_ANY, FO_VALUES (FO_INT (order)));
}
