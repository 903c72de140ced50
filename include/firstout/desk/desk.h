/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The desk: the person's side of the work. One FoDesk is one lane: a person with a scanner, at most one open task. It turns
 * scans and commands into operations (work/) and answers each with a reply; what the page shows is a view, made anew after
 * every input and never changed by the window. No devices, no widgets, no clock of its own.
 *
 * A task takes its state as const and returns the next one, which is adopted only after the operation is durable; so an input
 * may be run again, and a failed one leaves the desk where it was. Belongs to the thread that owns the store.
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/work/act.h"

typedef struct FoDesk FoDesk;

/* An offer: what the person may do next, as a button with a key, a command barcode (FO:C:…) and a line on the command line.
 * A key means the same on every page: F2 no code · F3 yes, go on (confirm, anyway, our own lot number, the certificate is there) ·
 * F4 undo · F5 it is here, or into quarantine · F6 not in its place · F7 put the order by, or learn the code · F8 next order ·
 * F9 done (ship, receipt finished) · F11 print · F12 leave it. Reasons, while one is asked: F2, F3, F5, F6, F7. F1 and F10 are the
 * window's. */
typedef struct {
  const char *command;    /* what fo_desk_command takes: "quarantine", "anyway", "no-code" ...; static */
  const char *message_id; /* its words, "offer.quarantine"; static */
  int f_key;              /* 1 … 12, 0 none */
  bool destructive;
} FoOffer;

/* A line of what the task works on. */
typedef struct {
  FoId line_id, lot_id, place_id;
  char item[64], name[256], name_de[256], name_en[256], unit[16];
  char lot[64];
  FoDay expires_on;
  char place[48];
  FoQuantity asked_u, done_u; /* asked 0: nothing was asked for, only counted */
  bool current;               /* the one the instruction speaks of */
  bool is_choice;             /* it is one of several to choose from, and counts nothing */
  guint slot;                 /* of a wave: which it goes to; 0 there is none */
} FoViewLine;

typedef struct {
  const char *task;           /* "receive", "put-away", "pick", "pack", "ship", "load", "look-up", or "" when none is open; static */
  const char *instruction_id; /* the huge text: a message id, "task.pick.goods"; static */
  FoArgs instruction;         /* its arguments */
  char title[192];            /* what is worked on: an order's or a supply's number */
  char deal[64], customer[160];
  guint documents, documents_ready; /* papers of sales that go with the order, where it is packed and shipped */
  char paper_by[64];          /* what is entered now was done on paper by this person, on PAPER_ON; "": it is not */
  FoDay paper_on;
  char person[64];            /* who works here: whose badge was shown last; "" nobody's */
  bool pin_wanted;            /* a badge was shown: what is typed next is its PIN, given as `log-in PIN` and shown to nobody */
  GArray *lines;              /* FoViewLine; while a choice is asked, the choices, numbered from one */
  GArray *offers;             /* FoOffer */
  FoQuantity asked_u, done_u; /* of the current line, or of everything when there is none */
  gint64 last_operation;      /* what "undo" would undo; 0 nothing */
  uint32_t lane;              /* whose page it is, as the intake knows it */
} FoView;

void fo_view_init (FoView *view);
void fo_view_clear (FoView *view);
void fo_view_copy (FoView *to, const FoView *from);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoView, fo_view_clear)

/* Labels that the answer wants printed: COUNT of the label of a lot, a place or a carton, the other two are 0; or a paper to be signed. */
typedef struct {
  FoId lot, place;
  guint count;
  char voucher[24], number[64]; /* the paper's kind (label/voucher.h) and what it is of; "" no paper */
  FoQuantity quantity_u; /* what one label stands for; 0 leaves it off */
  FoId carton;
} FoLabelWish;

/* What changed, so that lists know whether to look again. */
typedef enum {
  FO_TOPIC_STOCK = 1 << 0,
  FO_TOPIC_ORDERS = 1 << 1,
  FO_TOPIC_SUPPLIES = 1 << 2,
  FO_TOPIC_ITEMS = 1 << 3
} FoTopics;

typedef struct {
  FoReply reply;
  GArray *labels; /* FoLabelWish */
  gint64 owes;    /* the journal's row that keeps the labels until they are in the print queue; 0: none does */
  guint topics;   /* FoTopics */
  bool repeated;  /* the request was answered before; this is the first answer */
  char device[FO_SCAN_DEVICE_MAX]; /* whose scan it answers, as the intake knows it; "" of a command */
  uint32_t lane;                   /* whose input it answers, as the intake knows it */
} FoDeskReply;

void fo_desk_reply_init (FoDeskReply *reply);
void fo_desk_reply_clear (FoDeskReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoDeskReply, fo_desk_reply_clear)

/* A lane of STATION on STORE, which must outlive it. When the warehouse is no training one (its note "training" is missing or 0),
 * it refuses training labels: FO_TRAINING_LABEL. A training warehouse reads all codes. */
FoDesk *fo_desk_new (FoStore *store, const char *station, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_desk_free (FoDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoDesk, fo_desk_free)

void fo_desk_set_person (FoDesk *desk, const char *person);

/* Opens a task ("receive" …) as `command task NAME` does; "" closes the open one. FO_TASK_UNKNOWN. */
FoVerdict fo_desk_open_task (FoDesk *desk, const char *task);

/* One input under operation id OPERATION (chosen before, and journaled with the input); REQUEST is the caller's own id or NULL.
 * True and RET when the domain answered; false and *error when the world failed: the desk is where it was, and the same input may
 * be given again under the same OPERATION, also when it is not known whether it was done: then it is looked up first. RET was
 * initialised. The same REQUEST again gets the first answer, whatever it was, and changes nothing.
 *
 * Commands, first word the name, the rest its argument:
 *   anywhere   shortage [ORDER] [WAY] [ITEM|#LINE WAY …] (WAY stock, production, purchase) · way ITEM WAY|- · open order ITEM N [ITEM N …] [for CUSTOMER] · open production|purchase ITEM N [from PARTNER] ·
 *              match OURS THEIRS · to-decide · decide N ANSWER · paper WHO DAY (what follows was done on paper) · paper off ·
 *              task NAME · order NUMBER (a supply's when receiving) · supply NUMBER · place CODE · undo · cancel · print [N] ·
 *              pin LINE LOT [QUANTITY] · unpin LINE · refuse-lot LINE LOT REASON · allow-lot LINE LOT · preempt ORDER REASON ·
 *              what-if ORDER · validity ORDER [DAY] · priority ORDER N · take-over [ORDER] · seen ID ·
 *              promise [ORDER] · release [ORDER] · block, quarantine-lot, unblock LOT REASON · learn ITEM [QUANTITY] · name ITEM supplier|former|spoken TEXT · name ITEM customer NUMBER CUSTOMER · unname ITEM TEXT ·
 *              correct-day LOT DAY REASON · correct-number LOT NUMBER REASON · relabel LOT PLACE QUANTITY|all NUMBER [DAY] [WHY] ·
 *              recall, recall-wide LOT REASON · recall-told RECALL ORDER · recall-end RECALL HOW ·
 *              claim KIND ORDER|SHIPMENT|SSCC [lot=LOT] [quantity=N] TEXT · claim-accept, -refuse, -settle, -reopen CLAIM TEXT ·
 *              log-in PIN (of the badge that was scanned; kept nowhere) · log-out · alone  · unlock NAME · alone-seen OPERATION ·
 *              person ROLE BADGE|- on|off NAME… [pin=PIN] · two KIND on|off · those of desk/sending.c ·
 *              station-revoke STATION REASON · station-admit STATION · station-name STATION WORDS ·
 *              truth-day DAY (or off) · issue-order fefo (or fifo) · zero-check on (or off) · slot-check on (or off) · note TEXT
 *   receive    lot [NUMBER] (alone: one of ours) · serial NUMBER · expires DAY · best-before DAY · use-by DAY ·
 *              produced DAY · packed DAY · owner [NAME] · quantity N · confirm · quarantine [REASON] · no-code [WORDS] · choose N ·
 *              finish
 *   put-away   lot NUMBER · quantity N · goods ITEM/LOT
 *   move       the same, from any place to any other
 *   count      next · lot NUMBER · owner [NAME] · serial NUMBER · expires DAY · quantity N (in all) · finish (nothing else here) · confirm (take a place
 *              over) · no-code [WORDS] · choose N
 *   issue      issue PURPOSE (production, service, sample, repair, other) · deal NUMBER · anyway REASON (an older lot is left) · confirm
 *              (material for the production order that was scanned) · back (material from it)
 *   write-off  write-off REASON (damaged, expired, defect, recalled, other) · request ID · approve [ID] · refuse [ID]
 *   transfer   to WAREHOUSE · from NUMBER [WAREHOUSE] · out NUMBER · confirm · quarantine [REASON] · expires DAY · finish ·
 *              arrived [NUMBER]; issue, write-off and transfer share lot, serial, quantity, no-code, choose, request, to, from, out
 *   pick       next · wave [N|ORDER …] (several in one walk) · slot-carton [SLOT] · empty, not-empty (the place that was asked about) ·
 *              lot NUMBER · serial NUMBER · quantity N · anyway REASON (not-found, damaged, customer-wish, nearer, other) ·
 *              here [QUANTITY] (so many that the book does not know) · short REASON (not-found, damaged, blocked-way,
 *              label-missing, other) · park [PLACE] · no-code [WORDS] · choose N · quarantine [REASON] · ship
 *   pack       next · lot NUMBER · serial NUMBER · quantity N · carton [KIND] (a new one) · close [KG] · weight KG · parcel SSCC · out (what is scanned
 *              next comes out) · reopen [SSCC] · cancel-carton · no-code [WORDS] · choose N · ship · ship-part
 *   ship       ship, finish · ship-part · certificate [ITEM, or ITEM/LOT, LOT or SERIAL with the DOCUMENT's number]
 *   load       finish
 *   check      next · choose N · lot NUMBER · quantity N · finish (sales asks whether goods are there)
 *   return     reason WHY (damaged, wrong-item, not-needed, quality, expired, other) · lot NUMBER · serial NUMBER · quantity N · quarantine [WHY] (nothing
 *              proves it) · to-stock, scrap, to-supplier, repair [QUANTITY] [REASON] · choose N · recalled RECALL · finish
 *   look-up    certificate [DOCUMENT] (of the lot or unit that was scanned) · no-code [WORDS] · choose N
 * A LOT is its number, ITEM/NUMBER or #ID; a word with spaces of such a command stands between quotation marks.
 * A paper to be signed is printed by `voucher KIND [NUMBER] [draft]` anywhere: KIND as in label/voucher.h, of what is worked on when
 * no NUMBER is said. What is not true yet is refused (FO_PAPER_NOT_TRUE), unless a draft will do.
 * Text that is no command answers the question that is open (a lot's number, a day as 310527, a choice), and digits alone ("24",
 * "2x12", "3,5") are the quantity of the last line. Typed text (FO_SYMBOLOGY_TYPED) does the same when it names nothing here. A
 * command barcode FO:C:NAME is the same as the command; FO:C:SHORT-DAMAGED is `short damaged`.
 *
 * In the reply, besides what the work says: "task", and "document" (the number of what is worked on). */
bool fo_desk_scan (FoDesk *desk, FoId operation, const FoScan *scan, const char *request, FoDeskReply *ret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
bool fo_desk_command (FoDesk *desk, FoId operation, const char *command, const char *request, FoDeskReply *ret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* What the page shows now. VIEW was initialised. */
bool fo_desk_view (FoDesk *desk, FoView *view, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One JSON line for scripts: the reply's fields (fo_reply_to_json), "message" and "next" in LANGUAGE, "id" when REQUEST is given.
 * The same for the first answer and each repeat. Free with g_free. */
char *fo_desk_reply_to_json (const FoDeskReply *reply, const char *request, FoLanguage language);
