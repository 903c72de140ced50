/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tasks share, inside the desk.
 *
 * A step is one input on its way: it reads NOW, which it never changes, and fills NEXT, which begins as a copy and becomes the
 * desk's state when the answer is durable. Every function that returns bool with a GError answers false only when the world
 * failed; a refusal is an answer like any other.
 */
#pragma once

#include "firstout/desk/desk.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "names.h"

#define FO_UNDO_DEPTH 64
#define FO_CHOICES_MAX 9 /* as many as there are digits to press */
#define FO_SEEN_MAX 24
#define FO_LIMIT_HERE (100 * FO_ONE) /* what a person may book from difference at once */

typedef struct FoTask FoTask;
typedef struct FoStep FoStep;

/* What is asked: the next bare text is the answer. */
typedef enum {
  FO_ASK_NOTHING,
  FO_ASK_LOT,
  FO_ASK_EXPIRY,
  FO_ASK_CONFIRM,
  FO_ASK_REASON, /* for the command in `asks_for` */
  FO_ASK_CHOICE,
  FO_ASK_WORDS /* of the goods that have no code */
} FoAsk;

/* Goods a person has in the hand: named by a code, a choice or a question's answer. */
typedef struct {
  FoItem item; /* id 0: none */
  FoId lot_id; /* 0: not known to the book, or not looked up */
  char lot[FO_LOT_NUMBER_MAX];
  bool has_lot; /* the code or the person said it */
  FoDay expires_on, produced_on;
  FoId place, supply;
  FoQuantity quantity_u;
  FoQuantity pack_u;  /* what one scan of it counts */
  FoQuantity total_u; /* > 0: not a scan more, but what the last line shall be in all */
  bool confirmed, by_eye;
  bool labelled; /* its own code names item and lot: no label of ours is needed */
} FoGoods;

/* What was booked last, newest last; those with the same line number are one line of the person's. */
typedef struct {
  FoId operation;
  FoQuantity quantity_u;
  guint line;
} FoBooked;

typedef struct {
  FoId item, lot, place;
  FoQuantity quantity_u;
} FoChoice;

/* Receive: what came in this receipt, so that the next package needs no question. */
typedef struct {
  FoId item;
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on, produced_on;
  FoQuantity counted_u;
} FoSeen;

/* A plain value: copied as a whole for every step. */
typedef struct {
  char person[FO_CODE_NAME_MAX]; /* "": nobody showed a badge */
  const FoTask *task;           /* NULL: none is open */
  FoId order;                   /* pick, ship, look-up */
  char document[FO_NUMBER_MAX]; /* the order's or the supply's number */
  FoId place;                   /* where the person stands, puts to, or looks */
  bool just_placed;             /* ... and nothing was booked there since */
  char place_code[FO_PLACE_CODE_MAX];
  FoGoods hand;                 /* a question is open about them, or they were refused */
  FoVerdict refused;            /* why they are still in the hand; FO_OK: they are not */
  char unknown[FO_CODE_PRINT_MAX]; /* a code nobody knows yet: to learn, or to take into quarantine */
  FoAsk ask;
  const char *asks_for; /* static */
  FoGoods last;         /* of the last booking: digits correct its quantity */
  guint line;           /* the last line's number; 0: there is none to correct */
  guint n_lines;        /* numbers given so far */
  FoQuantity line_total_u; /* what the last line has in all */
  FoBooked booked[FO_UNDO_DEPTH];
  guint n_booked;
  FoChoice choices[FO_CHOICES_MAX];
  guint n_choices;
  FoSeen seen[FO_SEEN_MAX];
  guint n_seen;
} FoDeskState;

struct FoStep {
  FoStore *store;
  FoAct act;
  FoArgs with; /* goes into the reply, and with it into the store */
  FoDay today;
  bool training;
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
};

extern const FoTask fo_task_receive, fo_task_put_away, fo_task_pick, fo_task_ship, fo_task_look_up;

/* NULL when there is none of that name. */
const FoTask *fo_task_named (const char *name);
/* The command of that name, of TASK (may be NULL) or common to all; NULL when it is not for now. */
const FoTaskCommand *fo_task_command (const FoTask *task, const char *name);
/* Is there a command of that name in any task? */
bool fo_task_command_exists (const char *name);

extern const FoTaskCommand fo_common_commands[];

/* ---- answering ------------------------------------------------------------------------------------------------------------- */

/* Always true: the domain answered. */
bool fo_step_answer (FoStep *step, FoVerdict verdict);
/* The act to give to a work function, with what shall stand in its reply. From here on the reply is its. */
const FoAct *fo_step_act (FoStep *step);
FoReply *fo_step_reply (FoStep *step);
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
bool fo_step_ship_order (FoStep *step, FoId order, const char *number, GError **error);

/* Reads what TEXT names among the kinds in KINDS (bits of 1 << FoNamedKind), without a code's detour. */
bool fo_step_name_text (FoStep *step, const char *text, guint kinds, FoNames *ret, GError **error);
bool fo_step_read_names (FoStep *step, const FoCode *code, FoNames *ret, GError **error);
/* A code that names nothing, or too much: says so, and remembers one that could be learned. */
bool fo_step_unnamed (FoStep *step, const FoCode *code, FoVerdict verdict);

/* COUNT labels for the lot of GOODS, each standing for QUANTITY_U (0: not said). */
bool fo_step_wish_labels (FoStep *step, const FoGoods *goods, guint count, FoQuantity quantity_u, GError **error);

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

/* ---- goods without a code (by-eye.c) --------------------------------------------------------------------------------------------- */

/* Which of CHOICES (GArray of FoChoice) the words mean; fills the answer when it is not exactly one. */
bool fo_step_offer_choices (FoStep *step, const GArray *choices, const FoChoice **ret_one, GError **error);
/* Choice number ARGUMENT of those offered; NULL and an answer when there is none. */
const FoChoice *fo_step_chosen (FoStep *step, const char *argument);
bool fo_words_fit (const char *words, const FoItem *item, const char *lot);

/* ---- goods of a book (lots.c) ------------------------------------------------------------------------------------------------------ */

/* A lot the task waits for. */
typedef struct {
  FoId item, lot;
  char number[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
} FoExpected;

/* What CODE names for a task that waits for certain lots (FoExpected). A reader that may have dropped the separators is believed
 * when exactly one of those lots is named by any way to read the string; more than one is FO_GS1_SEPARATOR_LOST. */
bool fo_names_of_expected (FoTxn *txn, const FoCode *code, FoDay today, const GArray *expected, FoNames *ret, GError **error);
/* Goods from what was named; FoQuantity of one scan. */
void fo_goods_init (FoGoods *goods, const FoNamed *named);
/* The lot of GOODS: as said, the only one of an untracked item, or the only one of the item that lies at PLACE.
 * FO_LOT_UNKNOWN, FO_LOT_NEEDED. */
bool fo_goods_find_lot (FoTxn *txn, FoGoods *goods, FoId place, FoVerdict *ret_verdict, GError **error);
/* Rows of STOCK (FoStockRow of one item) as the reply's lines. */
char *fo_stock_to_json (const GArray *rows);

/* ---- views (view.c) ------------------------------------------------------------------------------------------------------------------ */

FoViewLine *fo_view_add_line (FoView *view, const FoItem *item, FoQuantity asked_u, FoQuantity done_u);
void fo_view_line_lot (FoViewLine *line, FoId lot, const char *number, FoDay expires_on);
void fo_view_line_place (FoViewLine *line, FoId place, const char *code);
void fo_view_offer (FoView *view, const char *command, const char *message_id, int f_key);
void fo_view_offer_destructive (FoView *view, const char *command, const char *message_id, int f_key);
void fo_view_instruct (FoView *view, const char *instruction_id);
bool fo_view_order (FoTxn *txn, FoId order, FoView *view, FoOrder *ret_order, GError **error);
/* The question that is open, if one is. */
bool fo_view_question (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error);
bool fo_view_make (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
