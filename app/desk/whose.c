/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose lot is meant, where a number that was said is several owners': a person chooses, and what was said is said again. */
#include "firstout/store/lots.h"
#include "inside.h"

#include <string.h>

#define PLACE_OF_LOT                                                                                                   \
  '\x01' /* in the command that waits: the lot comes here, by its id, for an owner's name may have spaces */

bool
fo_step_ask_owner (
    FoStep *step, const GArray *lots, const char *before, const char *behind, const FoGoods *goods, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, TRUE, sizeof (FoChoice));
  g_autofree char *waits = g_strdup_printf ("%s %c%s%s", before, PLACE_OF_LOT, *behind ? " " : "", behind);

  for (guint i = 0; i < lots->len; i++) {
    const FoChoice choice = { .item = g_array_index (lots, FoLot, i).item_id,
                              .lot = g_array_index (lots, FoLot, i).id };
    g_array_append_val (choices, choice);
  }
  if (!fo_step_ask_choice (step, choices, "owner", error))
    return false;
  if (goods)
    step->next->hand = *goods;
  if (!fo_scan_of_command (&step->next->asked, waits))
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  return true;
}

/* The command that waited, with the lot in its place. */
static char *
complete (const FoScan *waits, FoId lot)
{
  GString *text = g_string_new (NULL);
  char id[FO_ID_TEXT_MAX];

  for (gsize i = 0; i < waits->length; i++)
    if ((char) waits->bytes[i] == PLACE_OF_LOT)
      g_string_append_printf (text, "#%s", fo_id_print (lot, id));
    else
      g_string_append_c (text, (char) waits->bytes[i]);
  return g_string_free (text, FALSE);
}

FoFound
fo_lot_chosen (FoTxn *txn, const char *text, FoLot *ret, GError **error)
{
  FoId id;

  return text[0] == '#' && fo_id_parse (text + 1, &id) ? fo_lot_find (txn, id, ret, error) : FO_ABSENT;
}

bool
fo_step_choose_owner (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);
  const FoTaskCommand *command;
  g_autofree char *text = NULL, *name = NULL;
  const char *rest;

  if (!choice)
    return true;
  text = complete (&step->now->asked, choice->lot);
  rest = text;
  name = fo_next_word (&rest);
  command = fo_task_command (step->now->task, name);
  if (!command)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  step->next->ask = FO_ASK_NOTHING;
  step->next->asks_for = NULL;
  step->next->n_choices = 0;
  return command->run (step, rest, error);
}

/* ---- a number that is said ---------------------------------------------------------------------------------------- */

typedef struct {
  const FoDeskState *now;
  const char *number;
  GArray *lots; /* FoLot */
} Meant;

static FoTxnEnd
read_meant (FoTxn *txn, gpointer data, GError **error)
{
  Meant *meant = data;
  const FoLotsExpected expected = { .place = meant->now->hand.place ? meant->now->hand.place : meant->now->place };

  g_array_set_size (meant->lots, 0);
  return fo_lots_meant (txn, meant->now->hand.item.id, meant->number, &expected, meant->lots, error) ? FO_TXN_COMMIT
                                                                                                     : FO_TXN_FAIL;
}

bool
fo_step_asks_owner (FoStep *step, const char *number, bool *ret_asked, GError **error)
{
  const FoTask *task = step->now->task;
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  Meant meant = { step->now, number, lots };

  *ret_asked = false;
  if (!step->now->hand.item.id || !*number || task == &fo_task_receive || task == &fo_task_pick
      || task == &fo_task_pack)
    return true;
  if (!fo_store_read (step->store, read_meant, &meant, error))
    return false;
  if (lots->len < 2)
    return true;
  *ret_asked = true;
  return fo_step_ask_owner (step, lots, "lot", "", &step->now->hand, error);
}

/* ---- a lot that nobody knows --------------------------------------------------------------------------------------- */

typedef struct {
  GStrv owners;
} Owners;

static FoTxnEnd
read_owners (FoTxn *txn, gpointer data, GError **error)
{
  Owners *read = data;

  g_clear_pointer (&read->owners, g_strfreev);
  read->owners = fo_lot_owners (txn, "", FO_CHOICES_MAX - 1, error);
  return read->owners ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_step_ask_whose (FoStep *step, const FoGoods *goods, bool *ret_asked, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, TRUE, sizeof (FoChoice));
  const FoChoice house = { .number = "" };
  Owners read = { NULL };
  bool fine = goods->has_owner || fo_store_read (step->store, read_owners, &read, error);

  *ret_asked = fine && read.owners && read.owners[0];
  g_array_append_val (choices, house);
  for (guint i = 0; *ret_asked && read.owners[i]; i++) {
    FoChoice choice = house;

    g_strlcpy (choice.number, read.owners[i], sizeof choice.number);
    g_array_append_val (choices, choice);
  }
  g_strfreev (read.owners);
  if (!*ret_asked)
    return fine;
  if (!fo_step_ask_choice (step, choices, "whose", error))
    return false;
  step->next->hand = *goods;
  fo_args_goods (&step->ret->reply.args, goods);
  return true;
}
