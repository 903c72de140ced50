/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may not be used is taken in all the same, into quarantine, with the reason; and a carton is opened and closed. */
#include "receive.h"

#include "firstout/work/apply.h"

/* Who presses the key without a reason means the one that was just shown. */
static const char *
reason_of (FoVerdict refused, bool marked)
{
  static const struct {
    FoVerdict refused;
    const char *reason;
  } reasons[] = { { FO_LOT_EXPIRED, "expired" },           { FO_EXPIRY_DIFFERS, "expiry-differs" },
                  { FO_LIFE_TOO_SHORT, "life-too-short" }, { FO_LOT_BLOCKED, "blocked" },
                  { FO_LOT_IN_QUARANTINE, "quarantine" },  { FO_MORE_THAN_ORDERED, "surplus" },
                  { FO_SUPPLY_CLOSED, "not-expected" },    { FO_NOT_ON_THIS_ORDER, "not-expected" },
                  { FO_EXPIRY_NEEDED, "no-expiry" },     { FO_MARKING_NEEDED, "no-marking" },
                  { FO_SERIAL_NEEDED, "no-serial" },
                  { FO_GS1_SEPARATOR_LOST, "lot-unsure" }, { FO_GS1_SEPARATOR_UNSURE, "lot-unsure" } };

  if (refused == FO_GS1_SEPARATOR_LOST && marked) /* a marking code without them is none */
    return "no-marking";
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (reasons[i].refused == refused)
      return reasons[i].reason;
  return "";
}

/* As much of a text as there is room for, no character cut in two. */
static void
copy_whole (char *to, const char *from, gsize room)
{
  const char *end;

  g_strlcpy (to, from, room);
  if (!g_utf8_validate (to, -1, &end))
    to[end - to] = '\0';
}

/* Goods nobody knows get an item of their own, named by their code, so that they are in the book at all. */
static bool
make_unknown_item (FoStep *step, FoGoods *goods, GError **error)
{
  FoAct act = { .station = step->act.station, .person = step->act.person };
  FoApplyItem what = { .item = { .unit = "шт", .by_eye = true, .labels = FO_LABELS_LINE },
                       .barcode = step->now->unknown,
                       .barcode_quantity_u = FO_ONE };
  g_auto (FoReply) reply = { 0 };
  FoNames names;

  copy_whole (what.item.code, step->now->unknown, sizeof what.item.code);
  copy_whole (what.item.name, step->now->unknown, sizeof what.item.name);
  act.operation = fo_store_next_id (step->store, error);
  if (!act.operation || !fo_work_apply_item (step->store, &act, &what, &reply, error)
      || !fo_step_name_text (step, step->now->unknown, 1u << FO_NAMED_GOODS, &names, error))
    return false;
  step->ret->topics |= FO_TOPIC_ITEMS;
  if (names.n)
    fo_goods_init (goods, &names.list[0]);
  else
    fo_step_answer (step, reply.verdict);
  return true;
}

bool
fo_receive_aside (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  const char *reason = *argument ? argument : step->now->unknown[0] ? "unknown" : reason_of (step->now->refused, goods.item.marked);

  if (!goods.item.id && !step->now->unknown[0])
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!*reason)
    return fo_step_ask_reason (step, "quarantine");
  if (!goods.item.id && !make_unknown_item (step, &goods, error))
    return false;
  if (!goods.item.id)
    return true;
  if (step->now->refused == FO_NOT_ON_THIS_ORDER || step->now->refused == FO_SUPPLY_CLOSED)
    goods.supply = 0;
  if (goods.total_u) /* what was typed beyond what is booked already */
    goods.quantity_u = goods.total_u - step->now->line_total_u;
  goods.total_u = 0;
  return fo_receive_book (step, &goods, goods.quantity_u, NULL, reason, error);
}

/* ---- cartons ------------------------------------------------------------------------------------------------------------------------- */

static bool
close_carton (FoStep *step, GError **error)
{
  if (!fo_work_close_carton (step->store, fo_step_act (step), step->now->carton, fo_step_reply (step), error))
    return false;
  fo_step_let_go (step);
  step->next->carton = 0;
  return true;
}

bool
fo_receive_into (FoStep *step, FoId carton, const char *identity, GError **error)
{
  if (carton == step->now->carton)
    return close_carton (step, error);
  fo_step_let_go (step);
  step->next->carton = carton;
  fo_args_set_text (&step->ret->reply.args, "carton", identity);
  return fo_step_answer (step, FO_OK);
}

/* `carton`: the one whose contents nobody said is filled by receiving into it; once more, and it is full. */
bool
fo_receive_carton (FoStep *step, const char *argument, GError **error)
{
  const FoMark *unknown = &step->now->unknown_carton;
  FoId opened;

  (void) argument;
  if (!unknown->identity[0])
    return step->now->carton ? close_carton (step, error) : fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_work_open_carton (step->store, fo_step_act (step), unknown, &opened, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step))
    return true;
  fo_step_let_go (step);
  step->next->carton = opened;
  return true;
}
