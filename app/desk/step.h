/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tasks share, inside the desk.
 *
 * A step is one input on its way: it reads NOW, which it never changes, and fills NEXT, which begins as a copy and becomes the
 * desk's state when the answer is durable. Every function that returns bool with a GError answers false only when the world
 * failed; a refusal is an answer like any other.
 */
#pragma once

#include "by-eye.h"
#include "firstout/desk/desk.h"
#include "lots.h"
#include "state.h"

typedef struct FoStep FoStep;

struct FoStep {
  FoStore *store;
  FoAct act;
  FoArgs with; /* goes into the reply, and with it into the store */
  GString *due, *due_with_rest; /* labels this step wishes for, see due.h; and what the receipt it leaves does */
  FoDay today;
  bool training;
  const char *expects; /* who is let in without the server by a badge alone; NULL: nobody */
  const FoScan *scan; /* NULL: a command */
  guint chosen;       /* what an ambiguous scan was said to be: FoNames.chosen */
  bool remembered; /* a work function was given the act: it keeps the reply of a request itself */
  const FoDeskState *now;
  FoDeskState *next;
  FoDeskReply *ret;
};

/* ---- a task -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  bool (*run) (FoStep *step, const char *argument, GError **error);
} FoTaskCommand;

struct FoTask {
  const char *name; /* "receive": the command line's word for it */
  bool (*scan) (FoStep *step, const FoCode *code, GError **error);
  const FoTaskCommand *commands; /* ended by a name NULL; looked at before the common ones */
  /* The instruction, the lines and what is offered, when no question is open. */
  bool (*view) (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
  bool document_is_place; /* what is worked on is a place, by its code */
  bool document_is_text;  /* ... is what stands there, and nothing that is looked up */
};

/* A lane that picks goes on with its wave (pick-wave.c). */
bool fo_pick_wave_resume (FoTxn *txn, const char *station, FoDeskState *state, GError **error);

extern const FoTask fo_task_receive, fo_task_put_away, fo_task_pick, fo_task_pack, fo_task_ship, fo_task_load, fo_task_look_up, fo_task_count,
    fo_task_return, fo_task_check, fo_task_move, fo_task_write_off, fo_task_issue, fo_task_transfer;

/* NULL when there is none of that name. */
const FoTask *fo_task_named (const char *name);
/* The command of that name, of TASK (may be NULL) or common to all; NULL when it is not for now. */
const FoTaskCommand *fo_task_command (const FoTask *task, const char *name);
/* Is there a command of that name in any task? */
bool fo_task_command_exists (const char *name);

extern const FoTaskCommand fo_common_commands[];
extern const FoTaskCommand fo_dealing_commands[]; /* common too (dealing.c) */
extern const FoTaskCommand fo_order_commands[];   /* likewise (order-acts.c) */

/* ---- answering ------------------------------------------------------------------------------------------------------------- */

/* Always true: the domain answered. */
bool fo_step_answer (FoStep *step, FoVerdict verdict);
/* The act to give to a work function, with what shall stand in its reply. From here on the reply is its. */
const FoAct *fo_step_act (FoStep *step);
FoReply *fo_step_reply (FoStep *step);
/* All labels the step owes as it stands. Valid until the next call. */
const char *fo_step_due (FoStep *step);
bool fo_step_is_done (const FoStep *step); /* the reply so far is no refusal and asks nothing */

/* Refused, or a question: the goods stay in the hand and ASK waits for its answer. */
void fo_step_keep (FoStep *step, const FoGoods *goods, FoVerdict why, FoAsk ask);
/* The same, as the whole answer. */
bool fo_step_refuse (FoStep *step, const FoGoods *goods, FoVerdict why, FoAsk ask);
/* The hand is empty, no question is open. */
void fo_step_let_go (FoStep *step);
/* A reason is needed for COMMAND (static). */
bool fo_step_ask_reason (FoStep *step, const char *command);

/* The args that name goods, a place. */
void fo_args_goods (FoArgs *args, const FoGoods *goods);
void fo_args_place (FoArgs *args, const FoPlace *place);

/* ---- tasks, documents (steps.c) ---------------------------------------------------------------------------------------------- */

void fo_step_open_task (FoStep *step, const FoTask *task);
/* Nothing is worked on any more; the task stays. */
void fo_step_close_document (FoStep *step);
void fo_step_set_document (FoStep *step, FoId order, const char *number);
void fo_step_set_place (FoStep *step, const FoPlace *place);

/* What a code or a typed number named, where the task at hand has no use of its own for it: an order opens in pick (or in ship,
 * when it is picked), a supply in receive. */
bool fo_step_open_named (FoStep *step, const FoNamed *named, GError **error);
/* A person's text without a command in front: the answer of the open question, or the last line's quantity. *ret_command is "" when
 * it is neither; else the command it stands for, static. */
const char *fo_step_bare_command (const FoStep *step, const char *text);
/* Releases an order for this station and goes on with it in pick. */
bool fo_step_pick_order (FoStep *step, FoId order, const char *number, GError **error);
/* A picked order in pack, or in ship. */
bool fo_step_pack_order (FoStep *step, FoId order, const char *number, GError **error);
bool fo_step_ship_order (FoStep *step, FoId order, const char *number, GError **error);

/* Reads what TEXT names among the kinds in KINDS (bits of 1 << FoNamedKind), without a code's detour. */
bool fo_step_name_text (FoStep *step, const char *text, guint kinds, FoNames *ret, GError **error);
bool fo_step_read_names (FoStep *step, const FoCode *code, FoNames *ret, GError **error);
/* A code that names nothing: says so, and remembers one that could be learned. One that names several things asks which: NAMES as
 * fo_names_choose left them (NULL: nothing was looked up). */
bool fo_step_unnamed (FoStep *step, const FoCode *code, const FoNames *names, FoVerdict verdict, GError **error);
/* A carton that may be filled by scanning what is in it. */
bool fo_step_unknown_carton (FoStep *step, const FoMark *carton);
/* `serial NUMBER`, and what is typed or scanned while it is asked for: GOODS, which begin as those in the hand, get their unit. False:
 * the answer is given. */
bool fo_step_take_serial (FoStep *step, const char *argument, FoGoods *goods);
/* What lacks when the unit of goods is not known, and what is asked then. */
FoAsk fo_ask_unit (FoVerdict verdict);
/* `certificate ITEM/LOT|LOT|SERIAL [DOCUMENT]`; not answered when it names none of these. */
bool fo_step_certify_named (FoStep *step, const char *argument, bool *ret_answered, GError **error);
/* `certificate [DOCUMENT]` of the lot or unit in the hand */
bool fo_step_certify_goods (FoStep *step, const char *argument, GError **error);
/* A unit or carton that is not to be had, whatever is done with it: it is put down, and what was waited for is waited for still. */
bool fo_step_is_no_unit (FoVerdict verdict);
/* A marking code of other goods than those in the hand, which wait for theirs: true, and the answer is given. */
bool fo_step_refuses_mark (FoStep *step, const FoGoods *goods);

/* Those of opened packs of a receipt that this step leaves: it was finished, another order or task was opened, or it is too long to
 * be remembered as a whole (receive-labels.c). Into DUE. */
void fo_receive_wish_rest (const FoStep *step, GString *due);
/* COUNT labels for the lot of GOODS, each standing for QUANTITY_U (0: not said). Said before the act is given to a work function they
 * stand in its reply, so that a crash does not lose them; the lot need not be there yet. */
void fo_step_wish_labels (FoStep *step, const FoGoods *goods, guint count, FoQuantity quantity_u);

/* ---- the last line (line.c) --------------------------------------------------------------------------------------------------- */

/* QUANTITY_U of GOODS was booked under the step's operation. The same goods as before go on with their line. */
void fo_step_booked (FoStep *step, const FoGoods *goods, FoQuantity quantity_u);
/* ... for the last line, and in place of what its newest N bookings were. */
void fo_step_booked_anew (FoStep *step, FoQuantity quantity_u, guint n_instead);

/* Operations that a booking takes back first: the newest of the last line. */
typedef struct {
  FoId list[FO_UNDO_DEPTH];
  guint n;
} FoInstead;

/* Books QUANTITY_U more of the last line's goods, in place of those in INSTEAD (NULL: besides all). */
typedef bool (*FoBookMore) (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error);

/* Makes the last line TOTAL_U in all: the difference is booked; less, and the newest bookings are undone and booked anew in one go.
 * Asks once when it is more than ASKED_U (0: nothing was asked) or ten times the usual. */
bool fo_step_set_total (FoStep *step, const FoGoods *goods, FoQuantity total_u, FoQuantity asked_u, FoBookMore book,
                        GError **error);
bool fo_step_undo (FoStep *step, const char *argument, GError **error);

/* ---- reservations (reserve.c) ------------------------------------------------------------------------------------------------ */

/* `pin LINE LOT [QUANTITY]`, `unpin LINE`, `refuse-lot LINE LOT REASON`, `allow-lot LINE LOT`, `preempt ORDER REASON`, `what-if ORDER`,
 * `validity ORDER [DAY]`, `priority ORDER N`, `take-over [ORDER]`, `seen ID` (of a lost promise). */
bool fo_step_voucher (FoStep *step, const char *argument, GError **error); /* sign.c */
bool fo_step_pin (FoStep *step, const char *argument, GError **error);
bool fo_step_unpin (FoStep *step, const char *argument, GError **error);
bool fo_step_refuse_lot (FoStep *step, const char *argument, GError **error);
bool fo_step_allow_lot (FoStep *step, const char *argument, GError **error);
bool fo_step_preempt (FoStep *step, const char *argument, GError **error);
bool fo_step_gate_override (FoStep *step, const char *argument, GError **error);
bool fo_step_gate_close (FoStep *step, const char *argument, GError **error);
bool fo_step_what_if (FoStep *step, const char *argument, GError **error);
bool fo_step_validity (FoStep *step, const char *argument, GError **error);
bool fo_step_priority (FoStep *step, const char *argument, GError **error);
bool fo_step_take_over (FoStep *step, const char *argument, GError **error);
bool fo_step_seen (FoStep *step, const char *argument, GError **error);

/* ---- an item instead of another (substituting.c) ------------------------------------------------------------------------------ */

/* `substitute` offers what could be taken for the short lines of the order that is open, `choose N` takes it;
 * `substitute LINE ITEM [QUANTITY] [REASON]`, `substitute-back LINE`. */
bool fo_step_substitute (FoStep *step, const char *argument, GError **error);
bool fo_step_choose_substitute (FoStep *step, const char *argument, GError **error);
bool fo_step_substitute_back (FoStep *step, const char *argument, GError **error);

/* ---- learned codes (learn.c) ---------------------------------------------------------------------------------------------------- */

/* `learn [ITEM|WORDS] [QUANTITY]`, and what is chosen then: the unknown code is taught, and its scan is then applied once. */
bool fo_step_learn (FoStep *step, const char *argument, GError **error);
bool fo_step_learn_choice (FoStep *step, const char *argument, GError **error);
/* `teach ITEM QUANTITY CODE`: a code that is known, or any other, means this from now on. */
bool fo_step_teach (FoStep *step, const char *argument, GError **error);
/* `forget CODE` */
bool fo_step_forget (FoStep *step, const char *argument, GError **error);
/* `name ITEM supplier|former|spoken TEXT`, `name ITEM customer NUMBER CUSTOMER`; `unname ITEM TEXT`, or of one customer's
 * `unname ITEM "NUMBER" CUSTOMER` (naming.c). What an item is called besides. */
bool fo_step_name (FoStep *step, const char *argument, GError **error);
bool fo_step_unname (FoStep *step, const char *argument, GError **error);
/* The scan that is kept in the state, once more. */
bool fo_step_scan_again (FoStep *step, GError **error);
/* `choose N` when what is asked is which of several things a code means. */
bool fo_step_choose_meaning (FoStep *step, const char *argument, GError **error);
/* Something was taught: undo takes it back. */
void fo_step_booked_beside (FoStep *step, FoId operation);

/* ---- the beginning (setting.c) ------------------------------------------------------------------------------------------------------- */

bool fo_step_truth_day (FoStep *step, const char *argument, GError **error);
bool fo_step_issue_order (FoStep *step, const char *argument, GError **error);
bool fo_step_set (FoStep *step, const char *argument, GError **error);
bool fo_step_zero_check (FoStep *step, const char *argument, GError **error);
bool fo_step_slot_check (FoStep *step, const char *argument, GError **error);
/* `note TEXT` (note.c) */
bool fo_step_note (FoStep *step, const char *argument, GError **error);

/* ---- acts on lots (lot-acts.c) ---------------------------------------------------------------------------------------------------------- */

/* The next word of a command's argument, moved behind it; "" at the end. Free with g_free. */
char *fo_next_word (const char **argument);
extern const FoTaskCommand fo_lot_commands[];

/* ---- shelves (place-acts.c) ------------------------------------------------------------------------------------------------------------- */

extern const FoTaskCommand fo_place_commands[];
/* To FO_PLACE_BLOCKED, why. */
bool fo_step_say_why_blocked (FoStep *step, GError **error);
/* The reason a shelf is blocked for, in words where it is one of those that are offered. */
void fo_args_reason (FoArgs *args, const char *code);
/* Of the place that is looked at: that it is blocked, and what may be done about it. */
bool fo_view_place_block (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error);

/* ---- views (view.c) ------------------------------------------------------------------------------------------------------------------ */

FoViewLine *fo_view_add_line (FoView *view, const FoItem *item, FoQuantity asked_u, FoQuantity done_u);
void fo_view_line_lot (FoViewLine *line, FoId lot, const char *number, FoDay expires_on);
void fo_view_line_place (FoViewLine *line, FoId place, const char *code);
void fo_view_offer (FoView *view, const char *command, const char *message_id, int f_key);
void fo_view_offer_destructive (FoView *view, const char *command, const char *message_id, int f_key);
/* The reasons COMMAND may be given. */
void fo_view_offer_reasons (FoView *view, const char *command);
void fo_view_instruct (FoView *view, const char *instruction_id);
bool fo_view_order (FoTxn *txn, FoId order, FoView *view, FoOrder *ret_order, GError **error);
/* How many papers of sales go with ORDER, and how many are ready. */
bool fo_view_documents (FoTxn *txn, const FoOrder *order, FoView *view, GError **error);
/* The question that is open, if one is. */
bool fo_view_question (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error);
bool fo_view_make (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
