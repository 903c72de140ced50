/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods in the hand are written off, issued, sent or taken in: what is booked, and what the page offers. */
#include "take.h"

#include "firstout/store/transfers.h"
#include "firstout/work/leaving.h"

#include <string.h>

/* ---- what is worked on ------------------------------------------------------------------------------------------- */

const char *
fo_take_document (const FoDeskState *now, const char *word)
{
  gsize length = strlen (word);

  return strncmp (now->document, word, length) == 0 && now->document[length] == ' ' ? now->document + length + 1 : NULL;
}

bool
fo_take_set_document (FoStep *step, const char *word, const char *name)
{
  g_autofree char *document = g_strdup_printf ("%s %s", word, name);

  if (strlen (document) >= sizeof step->next->document)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  fo_step_set_document (step, 0, document);
  fo_args_set_text (&step->ret->reply.args, strcmp (word, "deal") == 0 ? "deal" : "order", name);
  return fo_step_answer (step, FO_OK);
}

bool
fo_take_is_arrival (const FoDeskState *now)
{
  return now->task == &fo_task_transfer && fo_take_document (now, "in");
}

/* ---- booking ----------------------------------------------------------------------------------------------------- */

/* Booked: it can be undone, and the hand is empty. Refused: the goods stay in the hand. */
static bool
end_act (FoStep *step)
{
  const FoArg *moved = fo_args_get (&step->ret->reply.args, "quantity");
  FoVerdict verdict = step->ret->reply.verdict;
  bool done = fo_step_is_done (step) || verdict == FO_APPROVAL_NEEDED;

  if (done) {
    step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
    fo_step_booked (step, &step->now->hand, moved ? moved->number : 0);
    step->next->line = 0; /* a number typed now would be of goods that are gone */
    step->next->purpose[0] = '\0';
  } else
    step->next->refused = verdict;
  return true;
}

/* Goods that were refused as they were scanned: what lacks is said again, and `here` goes on. */
static bool
is_missed (FoStep *step)
{
  if (!step->now->hand.missed)
    return false;
  fo_step_refuse (step, &step->now->hand, step->now->refused, FO_ASK_NOTHING);
  return true;
}

static bool
write_off (FoStep *step, const char *argument, GError **error)
{
  static const char *const reasons[] = { "damaged", "expired", "defect", "recalled", "other", NULL };
  const FoGoods *hand = &step->now->hand;
  const FoWriteOff what = { .lot = hand->lot_id, .from = hand->place, .quantity_u = hand->quantity_u, .reason = argument,
                            .marks = &hand->mark, .n_marks = hand->mark.identity[0] ? 1 : 0 };

  const FoTakeCarton whole = { .carton = hand->carton, .kind = FO_MOVE_SCRAP, .reason = argument };

  if (is_missed (step))
    return true;
  if (!hand->lot_id && !hand->carton)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (!g_strv_contains (reasons, argument))
    return fo_step_answer (step, FO_REASON_NEEDED);
  if (hand->carton)
    return fo_work_take_carton (step->store, fo_step_act (step), &whole, fo_step_reply (step), error) && end_act (step);
  return fo_work_write_off (step->store, fo_step_act (step), &what, fo_step_reply (step), error) && end_act (step);
}

typedef struct {
  const char *number;
  FoId supply;
} FindSupply;

static FoTxnEnd
find_supply (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FindSupply *find = data;

  find->supply = 0;
  if (!fo_supplies_numbered (txn, find->number, supplies, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < supplies->len && !find->supply; i++)
    if (g_array_index (supplies, FoSupply, i).kind == FO_SUPPLY_PRODUCTION)
      find->supply = g_array_index (supplies, FoSupply, i).id;
  return FO_TXN_COMMIT;
}

/* The production order that is open; 0 when none is, or it is a purchase. */
static bool
supply_meant (FoStep *step, FoId *ret_supply, GError **error)
{
  FindSupply find = { .number = fo_take_document (step->now, "supply") };

  *ret_supply = 0;
  if (find.number && !fo_store_read (step->store, find_supply, &find, error))
    return false;
  *ret_supply = find.supply;
  return true;
}

static bool
issue_hand (FoStep *step, const char *purpose, const char *anyway, GError **error)
{
  const FoGoods *hand = &step->now->hand;
  const char *supply = fo_take_document (step->now, "supply");
  FoCarry what = { .kind = FO_MOVE_ISSUE, .lot = hand->lot_id, .from = hand->place, .quantity_u = hand->quantity_u, .reason = purpose,
                   .deal = fo_take_document (step->now, "deal"), .oldest_first = true, .anyway = anyway, .marks = &hand->mark,
                   .n_marks = hand->mark.identity[0] ? 1 : 0 };
  FoTakeCarton whole = { .carton = hand->carton, .reason = purpose, .deal = what.deal, .anyway = anyway };

  if (is_missed (step))
    return true;
  if (!hand->lot_id && !hand->carton)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (!supply_meant (step, &what.supply, error))
    return false;
  if (supply && !what.supply) {
    fo_args_set_text (&step->ret->reply.args, "order", supply);
    return fo_step_answer (step, FO_SUPPLY_UNKNOWN);
  }
  if (what.supply)
    what.kind = FO_MOVE_MATERIAL;
  g_strlcpy (step->next->purpose, purpose, sizeof step->next->purpose);
  whole.kind = what.kind;
  whole.supply = what.supply;
  if (hand->carton)
    return fo_work_take_carton (step->store, fo_step_act (step), &whole, fo_step_reply (step), error) && end_act (step);
  return fo_work_carry (step->store, fo_step_act (step), &what, fo_step_reply (step), error) && end_act (step);
}

static bool
issue (FoStep *step, const char *argument, GError **error)
{
  static const char *const purposes[] = { "production", "service", "sample", "repair", "other", NULL };

  if (!g_strv_contains (purposes, argument))
    return fo_step_answer (step, FO_REASON_NEEDED);
  return issue_hand (step, argument, NULL, error);
}

/* An older lot is passed over, for a reason. */
static bool
anyway (FoStep *step, const char *argument, GError **error)
{
  static const char *const reasons[] = { "not-found", "damaged", "customer-wish", "nearer", "other", NULL };
  g_autofree char *purpose = g_strdup (step->now->purpose);

  if (step->now->refused != FO_OLDER_LOT_FIRST)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!g_strv_contains (reasons, argument))
    return fo_step_ask_reason (step, "anyway");
  return issue_hand (step, purpose, argument, error);
}

static bool
set_deal (FoStep *step, const char *argument, GError **error)
{
  (void) error;
  return *argument ? fo_take_set_document (step, "deal", argument) : fo_step_answer (step, FO_REASON_NEEDED);
}

static bool
give_back (FoStep *step, const char *argument, GError **error)
{
  const FoGoods *hand = &step->now->hand;
  FoMaterialBack what = { .lot = hand->lot_id, .to = step->now->place, .quantity_u = hand->quantity_u, .marks = &hand->mark,
                          .n_marks = hand->mark.identity[0] ? 1 : 0 };

  (void) argument;
  if (!hand->lot_id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (!supply_meant (step, &what.supply, error))
    return false;
  if (!what.supply)
    return fo_step_answer (step, FO_SUPPLY_UNKNOWN);
  return fo_work_material_back (step->store, fo_step_act (step), &what, fo_step_reply (step), error) && end_act (step);
}

/* Material needs no purpose: the order says it. */
static bool
confirm_issue (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return fo_take_document (step->now, "supply") ? issue_hand (step, "production", NULL, error)
                                                : fo_step_answer (step, FO_COMMAND_NOT_NOW);
}

/* ---- decisions --------------------------------------------------------------------------------------------------- */

static bool
decide (FoStep *step, const char *argument, bool approved, GError **error)
{
  const char *opened = fo_take_document (step->now, "request");
  FoId request;

  if (!fo_id_parse (*argument ? argument : opened ? opened : "", &request))
    return fo_step_answer (step, FO_REQUEST_UNKNOWN);
  if (!fo_work_write_off_decide (step->store, fo_step_act (step), request, approved, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK;
  if (!fo_step_is_done (step))
    return true;
  fo_step_close_document (step);
  fo_step_booked_beside (step, step->act.operation);
  return true;
}

/* A request is looked at, whichever of these tasks is open. */
static bool
open_request (FoStep *step, const char *argument, GError **error)
{
  FoId request;

  (void) error;
  if (!fo_id_parse (argument, &request))
    return fo_step_answer (step, FO_REQUEST_UNKNOWN);
  fo_step_open_task (step, &fo_task_write_off);
  return fo_take_set_document (step, "request", argument);
}

static bool
approve (FoStep *step, const char *argument, GError **error)
{
  return decide (step, argument, true, error);
}

static bool
refuse (FoStep *step, const char *argument, GError **error)
{
  return decide (step, argument, false, error);
}

/* ---- transfers --------------------------------------------------------------------------------------------------- */

/* The work answers; what it answered names the document. */
static bool
open_transfer (FoStep *step, const char *word)
{
  const FoArg *number = fo_args_get (&step->ret->reply.args, "order");
  g_autofree char *document = number ? g_strdup_printf ("%s %s", word, number->text) : NULL;

  if (!fo_step_is_done (step))
    return true;
  if (document && strlen (document) < sizeof step->next->document)
    fo_step_set_document (step, 0, document);
  fo_step_booked_beside (step, step->act.operation);
  return true;
}

static bool
begin_out (FoStep *step, const char *argument, GError **error)
{
  if (!*argument)
    return fo_step_answer (step, FO_PLACE_UNKNOWN);
  fo_step_open_task (step, &fo_task_transfer);
  return fo_work_transfer_out (step->store, fo_step_act (step), argument, fo_step_reply (step), error) && open_transfer (step, "out");
}

/* One of ours is looked at, or goes on. */
static bool
open_out (FoStep *step, const char *argument, GError **error)
{
  (void) error;
  if (!*argument)
    return fo_step_answer (step, FO_TRANSFER_UNKNOWN);
  fo_step_open_task (step, &fo_task_transfer);
  return fo_take_set_document (step, "out", argument);
}

/* NUMBER [PARTNER] */
static bool
begin_in (FoStep *step, const char *argument, GError **error)
{
  gsize length = strcspn (argument, " ");
  g_autofree char *number = g_strndup (argument, length);
  const char *partner = argument + length + strspn (argument + length, " ");

  if (!*number)
    return fo_step_answer (step, FO_TRANSFER_UNKNOWN);
  fo_step_open_task (step, &fo_task_transfer);
  return fo_work_transfer_in (step->store, fo_step_act (step), number, partner, fo_step_reply (step), error)
         && open_transfer (step, "in");
}

static bool
move_goods (FoStep *step, const char *into_quarantine, GError **error)
{
  const FoGoods *hand = &step->now->hand;
  const char *out = fo_take_document (step->now, "out"), *in = fo_take_document (step->now, "in");
  const FoTransferGoods what = { .in = in != NULL, .number = in ? in : out, .lot = hand->lot_id, .place = in ? step->now->place : hand->place,
                                 .item = hand->item.id, .lot_number = hand->lot, .expires_on = hand->expires_on,
                                 .into_quarantine = into_quarantine, .quantity_u = hand->quantity_u, .marks = &hand->mark,
                                 .n_marks = hand->mark.identity[0] ? 1 : 0 };

  if (!in && !out)
    return fo_step_answer (step, FO_TRANSFER_UNKNOWN);
  if (is_missed (step))
    return true;
  if (!hand->item.id || (out && !hand->lot_id))
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (!fo_work_transfer_goods (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (step->ret->reply.verdict == FO_EXPIRY_NEEDED)
    fo_step_keep (step, hand, FO_EXPIRY_NEEDED, FO_ASK_EXPIRY);
  return step->ret->reply.verdict == FO_EXPIRY_NEEDED || end_act (step);
}

static bool
confirm_transfer (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return move_goods (step, NULL, error);
}

static bool
take_aside (FoStep *step, const char *argument, GError **error)
{
  return fo_take_is_arrival (step->now) ? move_goods (step, *argument ? argument : "other", error)
                                        : fo_step_answer (step, FO_COMMAND_NOT_NOW);
}

static bool
say_expiry (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  FoVerdict verdict = goods.item.id ? fo_day_parse_typed (argument, step->today, &goods.expires_on) : FO_SCAN_GOODS_FIRST;

  (void) error;
  if (verdict != FO_OK) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, verdict);
  }
  return fo_step_refuse (step, &goods, FO_OK, FO_ASK_NOTHING);
}

static bool
finish (FoStep *step, const char *argument, GError **error)
{
  const char *out = fo_take_document (step->now, "out"), *in = fo_take_document (step->now, "in");

  (void) argument;
  if (!in && !out)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_work_transfer_close (step->store, fo_step_act (step), in != NULL, in ? in : out, fo_step_reply (step), error))
    return false;
  if (fo_step_is_done (step) || step->ret->reply.verdict == FO_TRANSFER_DIFFERS) {
    step->ret->topics |= FO_TOPIC_STOCK;
    fo_step_close_document (step);
    fo_step_booked_beside (step, step->act.operation);
  }
  return true;
}

static bool
arrived (FoStep *step, const char *argument, GError **error)
{
  const char *out = fo_take_document (step->now, "out");

  if (!fo_work_transfer_arrived (step->store, fo_step_act (step), *argument ? argument : out ? out : "", fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK;
  if (fo_step_is_done (step)) {
    fo_step_close_document (step);
    fo_step_booked_beside (step, step->act.operation);
  }
  return true;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* A write-off that waits for somebody's word. */
static bool
show_request (FoTxn *txn, const char *number, FoView *view, GError **error)
{
  FoApproval approval;
  FoViewLine *line;
  FoPlace place;
  FoItem item;
  FoLot lot;
  FoId request;
  FoFound found = fo_id_parse (number, &request) ? fo_approval_find (txn, request, &approval, error) : FO_ABSENT;

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (fo_lot_find (txn, approval.lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
      || fo_place_find (txn, approval.place_id, &place, error) != FO_FOUND)
    return false;
  fo_view_instruct (view, "task.write_off.decide");
  fo_args_set_text (&view->instruction, "item", item.name);
  fo_args_set_text (&view->instruction, "unit", item.unit);
  fo_args_set_quantity (&view->instruction, "quantity", approval.quantity_u);
  fo_args_set_text (&view->instruction, "person", approval.person);
  g_strlcpy (view->title, place.code, sizeof view->title);
  line = fo_view_add_line (view, &item, approval.quantity_u, 0);
  fo_view_line_lot (line, lot.id, lot.number, lot.expires_on);
  fo_view_line_place (line, place.id, place.code);
  fo_view_offer_destructive (view, "approve", "offer.approve", 3);
  fo_view_offer (view, "refuse", "offer.refuse", 6);
  return true;
}

static bool
show_transfer (FoTxn *txn, const char *number, bool in, FoView *view, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoTransferLine));
  FoTransfer transfer;
  FoFound found = fo_transfer_numbered (txn, in, number, &transfer, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  g_strlcpy (view->title, number, sizeof view->title);
  g_strlcpy (view->customer, transfer.partner, sizeof view->customer);
  fo_args_set_text (&view->instruction, "partner", transfer.partner);
  if (!fo_transfer_lines (txn, transfer.id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoTransferLine *row = &g_array_index (lines, FoTransferLine, i);
    FoItem item;

    if (fo_item_find (txn, row->item_id, &item, error) != FO_FOUND)
      return false;
    fo_view_line_lot (fo_view_add_line (view, &item, row->announced_u, row->moved_u), 0, row->lot, row->expires_on);
  }
  if (!in && strcmp (transfer.state, "under-way") == 0)
    fo_view_offer (view, "arrived", "offer.transfer_has_arrived", 3);
  else if (lines->len)
    fo_view_offer (view, "finish", in ? "offer.transfer_arrived" : "offer.transfer_send", 9);
  return true;
}

static bool
show_transfer_task (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  const char *out = fo_take_document (now, "out"), *in = fo_take_document (now, "in");

  fo_view_instruct (view, in || out ? (in ? "task.transfer.in" : "task.transfer.out") : "task.transfer.start");
  if (!in && fo_view_missed (now, 8, view))
    return !out || show_transfer (txn, out, false, view, error);
  if (now->hand.item.id) {
    fo_view_instruct (view, "task.transfer.confirm");
    fo_view_offer (view, "confirm", "offer.confirm", 3);
    if (in)
      fo_view_offer (view, "quarantine", "offer.quarantine", 5);
  }
  return !(in || out) || show_transfer (txn, in ? in : out, in != NULL, view, error);
}

static void
show_issue (const FoDeskState *now, FoView *view)
{
  bool material = fo_take_document (now, "supply") != NULL;

  fo_view_instruct (view, now->hand.item.id ? (material ? "task.issue.material" : "task.issue.purpose") : "task.issue.start");
  if (!now->hand.item.id)
    return;
  if (fo_view_missed (now, 8, view)) {
    if (material) /* of the last of it the book has nothing left */
      fo_view_offer (view, "back", "offer.material_back", 5);
    return;
  }
  if (now->refused == FO_OLDER_LOT_FIRST)
    fo_view_offer (view, "anyway", "offer.anyway", 3);
  else if (material) {
    fo_view_offer (view, "confirm", "offer.issue_material", 3);
    fo_view_offer (view, "back", "offer.material_back", 5);
  } else
    fo_view_offer_reasons (view, "issue");
}

/* From one of these tasks to the others. */
static void
offer_others (const FoDeskState *now, FoView *view)
{
  if (now->hand.item.id || now->document[0])
    return;
  if (now->task != &fo_task_issue)
    fo_view_offer (view, "task issue", "offer.task_issue", 5);
  if (now->task != &fo_task_write_off)
    fo_view_offer (view, "task write-off", "offer.task_write_off", 6);
  if (now->task != &fo_task_transfer)
    fo_view_offer (view, "task transfer", "offer.task_transfer", 8);
}

bool
fo_take_show (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  const char *request = fo_take_document (now, "request");

  offer_others (now, view);
  if (now->task == &fo_task_transfer)
    return show_transfer_task (txn, now, view, error);
  if (now->task == &fo_task_issue) {
    show_issue (now, view);
    return true;
  }
  fo_view_instruct (view, now->hand.item.id ? "task.write_off.reason" : "task.write_off.start");
  if (now->hand.item.id && !fo_view_missed (now, 8, view))
    fo_view_offer_reasons (view, "write-off");
  return !request || show_request (txn, request, view, error);
}

#define COMMON { "lot", fo_take_lot }, { "serial", fo_take_serial }, { "quantity", fo_take_quantity }, \
               { "no-code", fo_take_no_code }, { "here", fo_take_here }, { "choose", fo_take_choose }, \
               { "request", open_request }, { "to", begin_out }, { "from", begin_in }, { "out", open_out }

const FoTaskCommand fo_take_write_off_commands[] = { COMMON, { "write-off", write_off }, { "approve", approve }, { "refuse", refuse },
                                                     { NULL, NULL } };
const FoTaskCommand fo_take_issue_commands[] = { COMMON, { "issue", issue }, { "anyway", anyway }, { "deal", set_deal },
                                                 { "back", give_back }, { "confirm", confirm_issue }, { NULL, NULL } };
const FoTaskCommand fo_take_transfer_commands[] = { COMMON, { "confirm", confirm_transfer },
                                                    { "quarantine", take_aside }, { "expires", say_expiry }, { "finish", finish },
                                                    { "arrived", arrived }, { NULL, NULL } };
