/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a packer does with the carton itself. */
#include "due.h"
#include "pack.h"

#include <string.h>

/* ---- the bench ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId order;
  FoBench bench;
} ReadBench;

static FoTxnEnd
read_bench (FoTxn *txn, gpointer data, GError **error)
{
  ReadBench *read = data;

  return fo_bench_read (txn, read->order, &read->bench, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

const FoCarton *
fo_pack_carton_at (const FoDeskState *now, const char *station, const FoBench *bench)
{
  return now->carton ? fo_bench_carton (bench, now->carton) : fo_bench_open_carton (bench, station);
}

/* ---- the carton ------------------------------------------------------------------------------------------------------------ */

/* What was done is undone like goods; what is scanned next is a line of its own. */
static bool
end_with_carton (FoStep *step)
{
  step->ret->topics |= FO_TOPIC_ORDERS;
  if (!fo_step_is_done (step)) {
    g_string_truncate (step->due, 0);
    return true;
  }
  fo_step_let_go (step);
  step->next->taking_out = false;
  step->next->line = 0;
  fo_step_booked_beside (step, step->act.operation);
  return true;
}

bool
fo_pack_open (FoStep *step, const char *argument, GError **error)
{
  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (strlen (argument) >= FO_PACKAGING_MAX)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  step->next->carton = 0;
  return fo_work_carton_open (step->store, fo_step_act (step), step->now->order, argument, fo_step_reply (step), error)
         && end_with_carton (step);
}

/* The carton that is meant; id 0 when there is none. */
static bool
find_carton (FoStep *step, FoCarton *ret, GError **error)
{
  ReadBench read = { .order = step->now->order };
  const FoCarton *carton;
  bool done = !read.order || fo_store_read (step->store, read_bench, &read, error);

  *ret = (FoCarton){ 0 };
  carton = done && read.order ? fo_pack_carton_at (step->now, step->act.station, &read.bench) : NULL;
  if (carton)
    *ret = *carton;
  fo_bench_clear (&read.bench);
  return done;
}

/* "12,4", "12.4 kg"; 0 when nothing is said. */
static FoVerdict
read_weight (const char *text, FoQuantity *ret_u)
{
  g_autofree char *number = g_strstrip (g_strndup (text, strspn (text, "0123456789.,+ ")));
  const char *unit = text + strspn (text, "0123456789.,+ ");

  *ret_u = 0;
  if (!*text)
    return FO_OK;
  if (*unit && g_ascii_strcasecmp (unit, "kg") != 0 && strcmp (unit, "кг") != 0)
    return FO_QUANTITY_BAD;
  return fo_quantity_parse (number, ret_u);
}

bool
fo_pack_close (FoStep *step, const char *argument, GError **error)
{
  FoQuantity weight_u;
  FoVerdict verdict = read_weight (argument, &weight_u);
  FoCarton carton;

  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!find_carton (step, &carton, error))
    return false;
  if (!carton.id)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  fo_due_add_carton (step->due, carton.id, 1);
  step->next->carton = 0;
  return fo_work_carton_close (step->store, fo_step_act (step), step->now->order, carton.id, weight_u, fo_step_reply (step), error)
         && end_with_carton (step);
}

/* With nothing said the weight is asked for: scales that type like a keyboard answer it. */
bool
fo_pack_weigh (FoStep *step, const char *argument, GError **error)
{
  FoQuantity weight_u;
  FoVerdict verdict = read_weight (argument, &weight_u);

  if (verdict != FO_OK || !step->now->order)
    return fo_step_answer (step, verdict != FO_OK ? verdict : FO_COMMAND_NOT_NOW);
  if (!*argument) {
    fo_step_let_go (step);
    step->next->ask = FO_ASK_WEIGHT;
    return fo_step_answer (step, FO_WEIGHT_NEEDED);
  }
  return fo_work_carton_weigh (step->store, fo_step_act (step), step->now->order, step->now->carton, weight_u, fo_step_reply (step),
                               error)
         && end_with_carton (step);
}

static FoTxnEnd
find_by_sscc (FoTxn *txn, gpointer data, GError **error)
{
  FoCarton *carton = data;
  FoFound found = fo_carton_find_by_sscc (txn, carton->sscc, carton, error);

  if (found == FO_ABSENT)
    carton->id = 0;
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

bool
fo_pack_reopen (FoStep *step, const char *argument, GError **error)
{
  FoCarton carton = { .id = step->now->carton };

  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (strlen (argument) >= sizeof carton.sscc)
    return fo_step_answer (step, FO_CARTON_UNKNOWN);
  g_strlcpy (carton.sscc, argument, sizeof carton.sscc);
  if (*argument && !fo_store_read (step->store, find_by_sscc, &carton, error))
    return false;
  if (*argument && !carton.id)
    return fo_step_answer (step, FO_CARTON_UNKNOWN);
  step->next->carton = carton.id;
  return fo_work_carton_reopen (step->store, fo_step_act (step), step->now->order, carton.id, fo_step_reply (step), error)
         && end_with_carton (step);
}

bool
fo_pack_cancel (FoStep *step, const char *argument, GError **error)
{
  FoCarton carton;

  (void) argument;
  if (!find_carton (step, &carton, error))
    return false;
  if (!carton.id)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  step->next->carton = 0;
  return fo_work_carton_cancel (step->store, fo_step_act (step), step->now->order, carton.id, fo_step_reply (step), error)
         && end_with_carton (step);
}

/* The next scan comes out; the same again, and it goes in as ever. */
bool
fo_pack_take_out (FoStep *step, const char *argument, GError **error)
{
  FoCarton carton;

  (void) argument;
  if (!find_carton (step, &carton, error))
    return false;
  if (!carton.id)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  fo_args_set_text (&step->ret->reply.args, "carton", carton.sscc);
  fo_step_let_go (step);
  step->next->taking_out = !step->now->taking_out;
  return fo_step_answer (step, fo_carton_may_fill (carton.state));
}

/* The label of the carton once more; without one, of the last goods. */
bool
fo_pack_print (FoStep *step, const char *argument, GError **error)
{
  guint64 count = 1;
  FoCarton carton;

  if (*argument && !g_ascii_string_to_unsigned (argument, 10, 1, 99, &count, NULL))
    return fo_step_answer (step, FO_QUANTITY_BAD);
  if (!find_carton (step, &carton, error))
    return false;
  if (!carton.id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  fo_args_set_text (&step->ret->reply.args, "carton", carton.sscc);
  fo_args_set_count (&step->ret->reply.args, "labels", (gint64) count);
  fo_due_add_carton (step->due, carton.id, (guint) count);
  return fo_step_answer (step, FO_OK);
}
