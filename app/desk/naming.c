/* SPDX-License-Identifier: GPL-3.0-or-later
 * What else an item is called, said beside whatever is at work: undo takes it back. */
#include "step.h"

#include "firstout/work/item-names.h"

#include <string.h>

typedef struct {
  const char *code;
  FoItem item;
  FoVerdict verdict;
} Find;

static FoTxnEnd
find (FoTxn *txn, gpointer data, GError **error)
{
  Find *f = data;

  f->item.id = 0;
  return fo_item_find_meant (txn, f->code, &f->item, &f->verdict, error) == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* *RET_ITEM is 0 when CODE is no item: the step is answered then. */
static bool
find_item (FoStep *step, const char *code, FoId *ret_item, GError **error)
{
  Find f = { .code = code };

  if (!fo_store_read (step->store, find, &f, error))
    return false;
  *ret_item = f.item.id;
  if (f.item.id)
    return true;
  fo_args_set_text (&step->ret->reply.args, "code", code);
  fo_args_set_text (&step->ret->reply.args, "text", code);
  return fo_step_answer (step, f.verdict);
}

static bool
done_beside (FoStep *step)
{
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_ITEMS;
  fo_step_booked_beside (step, step->act.operation);
  return true;
}

bool
fo_step_name (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *code = fo_next_word (&argument), *kind = fo_next_word (&argument), *text = NULL;
  FoCallItem what = { .customer = NULL };

  if (!*code || !fo_called_parse (kind, &what.called)) {
    fo_args_set_text (&step->ret->reply.args, "text", kind);
    return fo_step_answer (step, FO_COMMAND_UNKNOWN);
  }
  what.text = text =
      what.called == FO_CALLED_BY_CUSTOMER || *argument == '"' ? fo_next_word (&argument) : g_strdup (argument);
  if (what.called == FO_CALLED_BY_CUSTOMER)
    what.customer = argument;
  if (!find_item (step, code, &what.item, error))
    return false;
  if (!what.item)
    return true;
  return fo_work_call_item (step->store, fo_step_act (step), &what, fo_step_reply (step), error) && done_beside (step);
}

bool
fo_step_unname (FoStep *step, const char *argument, GError **error)
{
  g_autofree char *code = fo_next_word (&argument), *quoted = *argument == '"' ? fo_next_word (&argument) : NULL;
  FoCallItem what = { .text = quoted ? quoted : argument, .customer = quoted ? argument : NULL };

  if (!find_item (step, code, &what.item, error))
    return false;
  if (!what.item)
    return true;
  return fo_work_uncall_item (step->store, fo_step_act (step), &what, fo_step_reply (step), error)
         && done_beside (step);
}
