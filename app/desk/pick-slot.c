/* SPDX-License-Identifier: GPL-3.0-or-later
 * The slots of a wave: their labels, and what was put into them. Where the warehouse wants it (slot_check) every slot has a label before
 * the first pick, and no other goods are taken before the label says that the last ones lie in there. */
#include "pick.h"

#include "firstout/work/wave.h"

#include <string.h>

typedef struct {
  const FoStep *step;
  const FoCode *code; /* NULL: no label is looked for */
  GArray *orders;     /* FoWaveOrder */
  FoPlace place;      /* the label's, id 0: it is no place of picked goods */
  FoCarton carton;    /* or this one's, id 0 */
} Slots;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Slots *s = data;
  FoCarton carton = { 0 };
  FoNames names = { 0 };

  g_array_set_size (s->orders, 0);
  s->place.id = s->carton.id = 0;
  if (!fo_wave_orders (txn, s->step->act.station, s->orders, error))
    return FO_TXN_FAIL;
  if (!s->code)
    return FO_TXN_COMMIT;
  if (fo_code_sscc (s->code, carton.sscc)) {
    FoFound found = fo_carton_find_by_sscc (txn, carton.sscc, &carton, error);

    if (found == FO_FOUND)
      s->carton = carton;
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  }
  if (!fo_names_read (txn, s->code, &names, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < names.n; i++)
    if (names.list[i].kind == FO_NAMED_PLACE && names.list[i].place.kind == FO_PLACE_BENCH)
      s->place = names.list[i].place;
  return FO_TXN_COMMIT;
}

static const FoWaveOrder *
slot_of (const Slots *s, FoId order)
{
  for (guint i = 0; i < s->orders->len; i++)
    if (g_array_index (s->orders, FoWaveOrder, i).order == order)
      return &g_array_index (s->orders, FoWaveOrder, i);
  return NULL;
}

/* The slot something waits for: that of the last booking, if one does. */
static const FoWaveOrder *
waiting_slot (const Slots *s)
{
  const FoWaveOrder *last = slot_of (s, s->step->now->last.order), *any = NULL;

  for (guint i = 0; i < s->orders->len && !any; i++)
    if (g_array_index (s->orders, FoWaveOrder, i).waiting_lot)
      any = &g_array_index (s->orders, FoWaveOrder, i);
  return last && last->waiting_lot ? last : any;
}

static const FoWaveOrder *
bare_slot (const Slots *s)
{
  for (guint i = 0; i < s->orders->len; i++)
    if (!g_array_index (s->orders, FoWaveOrder, i).code[0])
      return &g_array_index (s->orders, FoWaveOrder, i);
  return NULL;
}

static const FoWaveOrder *
slot_labelled (const Slots *s, const char *code)
{
  for (guint i = 0; i < s->orders->len; i++)
    if (strcmp (g_array_index (s->orders, FoWaveOrder, i).code, code) == 0)
      return &g_array_index (s->orders, FoWaveOrder, i);
  return NULL;
}

bool
fo_pick_slot_of (FoStep *step, FoId order, FoId *ret_place, bool *ret_waits, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));
  Slots s = { .step = step, .orders = orders };
  const FoWaveOrder *slot;

  *ret_place = 0;
  *ret_waits = false;
  if (!step->now->wave)
    return true;
  if (!fo_store_read (step->store, look, &s, error))
    return false;
  slot = slot_of (&s, order);
  *ret_place = slot ? slot->place : 0;
  *ret_waits = slot && slot->code[0];
  return true;
}

/* ---- first things first ----------------------------------------------------------------------------------------------------- */

static bool
slot_first (FoStep *step, const FoWaveOrder *slot)
{
  fo_args_set_count (&step->ret->reply.args, "slot", slot->slot);
  fo_args_set_text (&step->ret->reply.args, "order", slot->number);
  fo_args_set_text (&step->ret->reply.args, "text", slot->code);
  return fo_step_answer (step, FO_SLOT_FIRST);
}

bool
fo_pick_slot_due (FoStep *step, FoId order, FoId lot, bool *ret_answered, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));
  Slots s = { .step = step, .orders = orders };
  const FoWaveOrder *waiting, *bare;

  *ret_answered = false;
  if (!step->now->wave || !step->now->slot_check)
    return true;
  if (!fo_store_read (step->store, look, &s, error))
    return false;
  waiting = waiting_slot (&s);
  bare = bare_slot (&s);
  *ret_answered = (waiting && (waiting->order != order || waiting->waiting_lot != lot)) || (order && bare);
  if (*ret_answered)
    slot_first (step, waiting ? waiting : bare);
  return true;
}

/* ---- a label ------------------------------------------------------------------------------------------------------------------ */

/* Whose slot the label is for: where the last goods belong; else whose it is; else the first that has none. A carton is its order's. */
static const FoWaveOrder *
slot_meant (const Slots *s)
{
  const FoWaveOrder *waiting = waiting_slot (s),
                    *labelled = slot_labelled (s, s->place.id ? s->place.code : s->carton.sscc);

  if (labelled && labelled->waiting_lot)
    return labelled;
  if (waiting)
    return waiting;
  return labelled ? labelled : s->carton.id ? slot_of (s, s->carton.order_id) : bare_slot (s);
}

bool
fo_pick_slot_scan (FoStep *step, const FoCode *code, bool *ret_answered, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));
  Slots s = { .step = step, .code = code, .orders = orders };
  const FoWaveOrder *slot;
  FoWaveSlot what;

  *ret_answered = false;
  if (!step->now->wave)
    return true;
  if (!fo_store_read (step->store, look, &s, error))
    return false;
  slot = s.place.id || s.carton.id ? slot_meant (&s) : NULL;
  if (!slot)
    return true;
  *ret_answered = true;
  what = (FoWaveSlot){ slot->order, s.place.id, s.carton.id, s.carton.id && slot->waiting_lot };
  if (!fo_work_wave_slot (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step))
    return true;
  fo_step_let_go (step);
  if (what.packs) { /* it comes out of the carton before it is put back */
    step->ret->topics |= FO_TOPIC_ORDERS;
    step->next->line = 0;
    fo_step_booked_beside (step, step->act.operation);
  }
  return true;
}

typedef struct {
  char sscc[FO_SSCC_MAX];
  FoCarton carton;
} Opened;

static FoTxnEnd
find_opened (FoTxn *txn, gpointer data, GError **error)
{
  Opened *opened = data;

  return fo_carton_find_by_sscc (txn, opened->sscc, &opened->carton, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Its label is printed at once: it is what is scanned next. */
static bool
wish_label (FoStep *step, GError **error)
{
  const FoArg *sscc = fo_args_get (&step->ret->reply.args, "carton");
  FoLabelWish wish = { .count = 1 };
  Opened opened = { .sscc = "" };

  g_strlcpy (opened.sscc, sscc->text, sizeof opened.sscc);
  if (!fo_store_read (step->store, find_opened, &opened, error))
    return false;
  wish.carton = opened.carton.id;
  g_array_append_val (step->ret->labels, wish);
  return true;
}

bool
fo_pick_slot_carton (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, TRUE, sizeof (FoWaveOrder));
  Slots s = { .step = step, .orders = orders };
  const FoWaveOrder *slot = NULL;
  guint64 n = 0;

  if (!step->now->wave || (*argument && !g_ascii_string_to_unsigned (argument, 10, 1, FO_WAVE_MAX, &n, NULL)))
    return fo_step_answer (step, step->now->wave ? FO_QUANTITY_BAD : FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, look, &s, error))
    return false;
  for (guint i = 0; i < orders->len && n; i++)
    if (g_array_index (orders, FoWaveOrder, i).slot == (gint64) n)
      slot = &g_array_index (orders, FoWaveOrder, i);
  if (!n)
    slot = waiting_slot (&s) ? waiting_slot (&s) : bare_slot (&s) ? bare_slot (&s) : slot_of (&s, step->now->order);
  if (!slot)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_work_wave_carton (step->store, fo_step_act (step), slot->order, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_ORDERS;
  fo_step_booked_beside (step, step->act.operation);
  return wish_label (step, error);
}
