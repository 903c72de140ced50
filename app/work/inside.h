/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the operations share, inside the work. Lock order everywhere: order rows in id order, then items' turns in id order.
 */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/announce.h"
#include "firstout/store/exchange.h"
#include "firstout/store/operations.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/work/act.h"
#include "firstout/work/json.h"

/* ---- running an act ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoAct *act;
  FoId undoes; /* set by an undo */
  FoDay today;
  FoDay day; /* it was done: TODAY, or the day on the paper that is entered. Goods are judged and dated by it; promises by TODAY */
  GArray **kits_short; /* FoId of orders whose kits have lost what was held for a component; *it NULL: none (kits.h) */
} FoActContext;

/* The operation proper. COMMIT with REPLY filled, or REFUSE with REPLY's verdict and args. May run again: REPLY arrives cleared. */
typedef FoTxnEnd (*FoWorkFunc) (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);

/* Looks a given request up, runs WORK, writes the operation row with the reply at the end of the same transaction; a refusal of an
 * act with a request is remembered in a transaction of its own. */
bool fo_act_run (FoStore *store, const FoAct *act, const char *kind, FoWorkFunc work, gconstpointer what, FoReply *reply,
                 GError **error);

/* Parts of an operation that others are made of: what follows runs in their transaction and adds to their reply.
 * fo_undo_part undoes N operations, newest first: the last of them as the operation itself, each before it as one of its own. */
FoTxnEnd fo_undo_part (FoTxn *txn, FoActContext *context, const FoId *operations, guint n, FoReply *reply, GError **error);
/* WHAT is an FoFind. */
FoTxnEnd fo_find_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
/* WHAT is an FoBlock. */
FoTxnEnd fo_block_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
/* WHAT is an FoBlockPlace. */
FoTxnEnd fo_block_place_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
/* Nothing of LOT is free: it lies on a shelf that is blocked (FO_PLACE_BLOCKED, arg place), or others have it (FO_NOT_ENOUGH_FREE). */
FoTxnEnd fo_refuse_not_free (FoTxn *txn, FoId lot, FoReply *reply, GError **error);
/* Did OPERATION's pick of LOT empty PLACE by the book? Then that is asked about: FoPickAct.asks_zero. */
bool fo_zero_ask (FoTxn *txn, FoId operation, const FoPlace *place, FoId lot, FoReply *reply, GError **error);
/* Writes the row of an operation within another's transaction. */
void fo_act_note (FoTxn *txn, const FoActContext *context, const char *kind, const FoReply *reply);

/* Ends with a refusal. */
FoTxnEnd fo_refuse (FoReply *reply, FoVerdict verdict);
/* Ends a look-up that found nothing (REFUSE with VERDICT) or failed. */
FoTxnEnd fo_not_found (FoFound found, FoReply *reply, FoVerdict verdict);

/* The args that name an item, a lot, a place, an order. */
void fo_reply_item (FoReply *reply, const FoItem *item);
void fo_reply_lot (FoReply *reply, const FoLot *lot);
void fo_reply_order (FoReply *reply, const FoOrder *order);

/* Appends a message for sales about KIND ("order", "supply") ID; closes BODY, an object, and takes it. A "reserve.set" takes the
 * place of one about the same order that still waits. */
bool fo_tell_sales (FoTxn *txn, FoId operation, const char *kind, FoId id, const char *op, GString *body, GError **error);

/* Takes ARRAY and puts its text into the reply's lines. */
void fo_reply_lines (FoReply *reply, json_object *array);
/* The same of an array that is written as text; closes it. */
void fo_reply_take_lines (FoReply *reply, GString *array);

/* ---- orders and their promises (promising.c) ------------------------------------------------------------------------------ */

/* An order under work: its row (its turn is taken) and its lines. */
typedef struct {
  FoOrder order, before;
  GArray *lines; /* FoLine */
  bool reservations_changed;
  bool releases; /* the pick begins now: what is held is held for it */
} FoOrderWork;

/* Takes the order's turn and reads its lines. ABSENT: nothing to clear. */
FoFound fo_order_work_open (FoTxn *txn, FoId order, FoOrderWork *ret, GError **error);
void fo_order_work_clear (FoOrderWork *work);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoOrderWork, fo_order_work_clear)
FoLine *fo_order_work_line (FoOrderWork *work, FoId line);

/* Many orders that are worked on one behind the other (ahead.c): on a server all of them are asked for together. */
typedef struct {
  GArray *known, *announced; /* FoId */
} FoAhead;
void fo_ahead_init (FoAhead *ahead);
void fo_ahead_clear (FoAhead *ahead);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoAhead, fo_ahead_clear)
/* fo_order_work_open of ORDERS[AT] (FoId; one may come again). They are opened in their order, with one AHEAD, and nobody else changes
 * any of them here before it is opened. */
FoFound fo_ahead_open (FoTxn *txn, FoAhead *ahead, const GArray *orders, guint at, FoOrderWork *ret, GError **error);
/* The lines of these ids (each once), in their order; FoLine. */
bool fo_ahead_lines (FoTxn *txn, const GArray *ids, GArray *lines, GError **error);

/* No other line of the order asks for the same goods. */
bool fo_line_is_only (const FoOrderWork *work, const FoLine *line);

/* The lines as the core shall judge them: before its release, what is held for an order was bound early and counts as promised from
 * stock. To be unreferenced. */
GArray *fo_lines_to_judge (const FoOrderWork *work);

/* Writes the state the lines say, and tells sales: order.state when it changed, reserve.set when promises or holds did (only for
 * orders that sales knows). CANCELLED is the caller's to say. */
bool fo_order_settle (FoTxn *txn, FoId operation, FoOrderWork *work, bool cancelled, GError **error);
/* Tells sales the order's state and stage, changed or not. */
bool fo_order_tell_state (FoTxn *txn, FoId operation, const FoOrderWork *work, GError **error);

/* Takes the turns of all goods of the order's lines, in id order; TURNS maps item id → FoTurn and owns them. */
bool fo_turns_of_order (FoTxn *txn, const FoOrderWork *work, GArray *turns, GError **error);
FoTurn *fo_turn_of (GArray *turns, FoId item);
/* The item of that id among FoItems read for an order. */
const FoItem *fo_item_of (const GArray *items, FoId item);

/* Announces what promising the order's lines will ask. Their turns are held. */
void fo_promise_announce (FoTxn *txn, GArray *turns, const GArray *items, const FoOrderWork *work, FoDay today);

/* What fo_promise_line will ask of LINE. */
void fo_promise_announce_line (FoTxn *txn, const FoTurn *turn, const FoItem *item, const FoOrderWork *work, const FoLine *line, FoDay today);

/* Promises what LINE misses, from stock and then from supplies. The order's and the item's turn are held. *ret_promised_u is how
 * much came to it. */
bool fo_promise_line (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today,
                      FoQuantity *ret_promised_u, GError **error);

/* Promises QUANTITY_U from SUPPLY (0: stock, whose sums are the caller's), or gives so much of PROMISE up, with its sums. */
bool fo_promise_add (FoTxn *txn, FoOrderWork *work, FoLine *line, FoId supply, FoQuantity quantity_u, FoDay until, GError **error);
bool fo_promise_give_up (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, FoPromise *promise, FoQuantity quantity_u,
                         GError **error);

/* Adds ID to a list of FoId that has each once; and the order in which rows are taken. */
void fo_ids_add (GArray *ids, FoId id);
int fo_ids_order (gconstpointer a, gconstpointer b);

/* The part of fo_promise_line that does not wait: from stock by quantity, or bound at once. */
bool fo_promise_from_stock (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, GError **error);

/* Gives promises of LINE up again, QUANTITY_U in all: from supplies first, then from stock. */
bool fo_unpromise_line (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, FoQuantity quantity_u, GError **error);

/* Gives up stock promises of the item that can no longer be kept, least urgent first, promises the lines anew where that is
 * possible, and appends what each line lost to LOST (a JSON array; may be NULL). The item's turn is held; the orders' turns are taken
 * here although they come first: a writer that finds itself in a knot is run again by the store. */
bool fo_mend_promises (FoTxn *txn, FoId operation, FoTurn *turn, const FoItem *item, FoDay today, json_object *lost, GError **error);

/* Goods of the item have just become free: QUANTITY_U of LOT, from SUPPLY (NULL: none). Turns promises
 * on that supply into promises from stock, then promises to waiting lines in the queue's order. OPENED are the orders whose turns
 * the caller took before the item's (GPtrArray of FoOrderWork); others are left to the next run. *ret_first is the first order that
 * got something, 0 none. */
bool fo_fill_promises (FoTxn *txn, FoTurn *turn, const FoItem *item, FoSupply *supply, FoQuantity quantity_u, const FoLot *lot,
                       GPtrArray *opened, FoDay today, FoId *ret_first, GError **error);
/* How many lines in the queue one receipt serves. */
#define FO_WAITING_PAGE 20
/* The orders that goods of ITEM (and SUPPLY, 0 none) could go to: takes their turns, in id order. */
bool fo_open_waiting_orders (FoTxn *txn, FoId item, FoId supply, GPtrArray *opened, GError **error);
bool fo_settle_all (FoTxn *txn, FoId operation, GPtrArray *opened, GError **error);

/* Goods of the item have become free, or are missed now: promises the lines that wait what there is, in the queue's order. The item's
 * turn is held; the orders' turns are taken as in fo_mend_promises. None of these orders is under work. */
bool fo_promise_waiting (FoTxn *txn, FoId operation, FoTurn *turn, const FoItem *item, FoDay today, GError **error);

/* Settles an order that may be called off: it is cancelled when none of its goods lies picked any more, and what it had goes to those
 * who wait. TURNS are those of its items. Others are settled as ever. (put-back.c) */
bool fo_order_settle_called_off (FoTxn *txn, const FoActContext *context, GArray *turns, FoOrderWork *work, GError **error);

/* How much of the item can still be promised from stock as usable until UNTIL. The turn is held. */
bool fo_stock_room (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay today, FoDay until, FoQuantity *ret_room_u,
                    GError **error);

/* Lets go of what is held for LINE on shelves, QUANTITY_U of it, the newest lots first. (apply-parts.c) */
bool fo_holds_let_go (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoQuantity quantity_u,
                      GError **error);

/* Announces what binding the order's lines will ask. Their turns are held. */
void fo_bind_announce (FoTxn *txn, GArray *turns, const GArray *items, FoOrderWork *work, FoDay today);

/* Binds lots, in issue order, for LINE's promises from stock and for what it still misses and could be promised from stock, and
 * holds them. *ret_bound_u may be less when lots were blocked or expired since. (binding.c) */
bool fo_bind_line (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today,
                   FoQuantity *ret_bound_u, GError **error);

/* Of a line that asks for certain lots (fo_line_binds_at_once): binds what it misses at once, as far as the others' promises leave it
 * (core/promise.h). */
bool fo_pin_line (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, GError **error);
/* Binds QUANTITY_U of what LINE misses to LOT, as far as there is so much that no other promise needs. */
bool fo_pin_lot (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, const FoLot *lot, FoQuantity quantity_u,
                 FoDay today, FoQuantity *ret_bound_u, GError **error);

/* What a line of CUSTOMER's asks for from now on: goods of OWNER ("" the house's), and no lots that are refused for it. Written when it
 * changes; whoever calls it promises anew. (pin.c) */
bool fo_line_take_wishes (FoTxn *txn, FoLine *line, const char *owner, const char *customer, GError **error);
/* FO_LOT_REFUSED into *VERDICT when LOT is refused for LINE or for whoever ordered it. Read only of lines that refuse lots. (pin.c) */
bool fo_line_judge_refused (FoTxn *txn, const FoOrder *order, const FoLine *line, const FoLot *lot, FoVerdict *verdict, GError **error);

/* Goods of LOT that are pinned (held before the release) go with their holds from FROM to TO, at most QUANTITY_U; TO 0: are only counted.
 * The balance is the caller's. (pin.c) */
bool fo_pins_carry (FoTxn *txn, FoId lot, FoId from, FoId to, FoQuantity quantity_u, FoQuantity *ret_u, GError **error);

/* ---- equal goods, held for another deal (swap.c) ------------------------------------------------------------------------------ */

/* The first hold of another order's on LOT at PLACE that can be swapped for BOUND: its line would be served by BOUND's goods as well, and
 * asked for no certain ones. ABSENT: none can. The item's turn is held. */
FoFound fo_swap_find (FoTxn *txn, const FoOrderWork *work, const FoItem *item, FoId lot, FoId place, const FoHold *bound, FoDay today,
                      FoHold *ret_theirs, GError **error);
/* Swaps QUANTITY_U of them; BOUND shrinks. Reply args swapped_with and swapped_deal say with whom. */
bool fo_swap_holds (FoTxn *txn, FoHold *bound, const FoHold *theirs, FoQuantity quantity_u, FoHold *ret_own, FoReply *reply,
                    GError **error);
/* Where LOT is held for somebody on a shelf; *ret_place stays when nowhere. */
bool fo_swap_place (FoTxn *txn, FoId lot, FoId *ret_place, GError **error);

/* ---- what was promised and is lost (broken.c) --------------------------------------------------------------------------------- */

/* LINE has lost LOST_U of what was promised to it or held for it (nothing: 0): stands open until it misses nothing. */
bool fo_line_lost (FoTxn *txn, FoId operation, FoLine *line, FoQuantity lost_u, GError **error);
/* Holds of the lot AFTER that it serves no longer are let go and listed in LOST as fo_mend_promises does, unless they are picked. The
 * item's turn is held. (block.c) */
bool fo_holds_rejudge (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, const FoLot *after, json_object *lost,
                       GError **error);
/* Closes what stands open of LINE when it misses nothing any more. */
void fo_line_mended (FoTxn *txn, FoLine *line);

/* Lets QUANTITY_U of a hold that is not picked go again; the line misses it then. */
void fo_unhold (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, const FoHold *hold, FoQuantity quantity_u);
