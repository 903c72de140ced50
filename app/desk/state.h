/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a lane remembers between two inputs, inside the desk: values only. */
#pragma once

#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "firstout/work/returns.h"
#include "names.h"

#define FO_UNDO_DEPTH 64
#define FO_CHOICES_MAX 9 /* as many as there are digits to press */
#define FO_SEEN_MAX 24

typedef struct FoTask FoTask;

/* What is asked: the next bare text is the answer. */
typedef enum {
  FO_ASK_NOTHING,
  FO_ASK_LOT,
  FO_ASK_EXPIRY,
  FO_ASK_CONFIRM,
  FO_ASK_REASON, /* for the command in `asks_for` */
  FO_ASK_CHOICE,
  FO_ASK_WORDS, /* of the goods that have no code */
  FO_ASK_LEARN, /* of the goods the unknown code shall mean */
  FO_ASK_QUANTITY, /* what is in the hand is known, but how many its code says is not */
  FO_ASK_SERIAL, /* the serial number of the unit in the hand */
  FO_ASK_WEIGHT, /* of a carton */
  FO_ASK_MARK,  /* the marking code of the unit in the hand: nothing that is typed answers it */
  FO_ASK_ZERO   /* whether the place that was emptied is empty; a scan goes on without an answer */
} FoAsk;

/* Goods a person has in the hand: named by a code, a choice or a question's answer. */
typedef struct {
  FoItem item; /* id 0: none */
  FoId lot_id; /* 0: not known to the book, or not looked up */
  FoId named_lot; /* the lot its code means, of those with its number; 0: a person said the number, or nobody did */
  char lot[FO_LOT_NUMBER_MAX];
  bool has_lot; /* the code or the person said it */
  FoDay expires_on, produced_on;
  FoLotDays days; /* when HAS_DAYS: which days the package named */
  bool has_days;
  FoId place, supply;
  FoQuantity quantity_u;
  FoQuantity pack_u;  /* what one scan of it counts */
  FoQuantity total_u; /* > 0: not a scan more, but what the last line shall be in all */
  char owner[FO_OWNER_MAX]; /* count: of a lot nobody knows, once HAS_OWNER; "" the house's */
  bool has_owner;
  bool confirmed, by_eye;
  bool unsure; /* how many one scan counts is not: a person says it */
  bool put_back; /* picked for an order that was called off: back to a shelf */
  bool missed; /* refused as it was scanned, for the book has it elsewhere or not at all: only `here` goes on with them (here.c) */
  bool labelled; /* its own code names item and lot: no label of ours is needed */
  FoMark mark;   /* of a unit of marked goods; identity "": not scanned yet */
  FoId unit_at;  /* where the book has that unit; 0: nowhere */
  FoId carton;   /* they are this carton's units, all of them; 0: they are no carton */
  FoId order;    /* pick: which order of a wave they are for; 0: the one that is open */
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
  FoId order;               /* of what an ambiguous code may name */
  char number[FO_NUMBER_MAX]; /* of an order or a supply */
  FoId line;                  /* that a substitute is for */
} FoChoice;

/* Receive: what came in this receipt, so that the next package needs no question. */
typedef struct {
  FoId item;
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on, produced_on;
  FoLotDays days;
  bool has_days;
  FoQuantity counted_u;
  FoQuantity labelled_u; /* of it, what labels were wished for, or what brought its own */
  FoQuantity each_u;     /* what a label of it stands for; 0: not by the piece */
} FoSeen;

/* A plain value: copied as a whole for every step. */
typedef struct {
  char person[FO_CODE_NAME_MAX]; /* "": nobody showed a badge */
  char badge[FO_CODE_NAME_MAX];  /* a badge whose PIN is not said yet; "" none */
  bool second_wanted;           /* the next badge is that of a second person */
  const FoTask *task;           /* NULL: none is open */
  FoId order;                   /* pick, ship, look-up */
  char document[FO_NUMBER_MAX]; /* the order's or the supply's number */
  FoId taken_elsewhere;         /* the order that was asked for last, and that another station has; 0 none */
  FoId place;                   /* where the person stands, puts to, or looks */
  bool just_placed;             /* ... and nothing was booked there since */
  char place_code[FO_PLACE_CODE_MAX];
  FoGoods hand;                 /* a question is open about them, or they were refused */
  char purpose[32];             /* issue: what the goods in the hand are for, while they are refused */
  FoVerdict refused;            /* why they are still in the hand; FO_OK: they are not */
  char unknown[FO_CODE_PRINT_MAX]; /* a code nobody knows yet: to learn, or to take into quarantine */
  FoAsk ask;
  const char *asks_for; /* static: the command a reason is for; of a choice "code", "learn", "owner" (whose lot is meant), "whose" (a new one
                           is) or "substitute", NULL: of the task's goods */
  FoScan asked;         /* the scan that is unknown, or may be one of the choices */
  FoId shipment;        /* return: whose papers came with the goods, 0 those of the order */
  FoId returned;        /* return: about this one it is decided, 0 none */
  char reason[FO_RETURN_REASON_MAX]; /* return: why they come back, once said */
  FoId asked_about;     /* check: what sales asks that is looked into; 0: none */
  char paper_by[FO_CODE_NAME_MAX]; /* what is entered now was done on paper by this person ("": it is not), on this day */
  FoDay paper_on;
  char owner[FO_OWNER_MAX];     /* receive: whose the goods are; "" the house's */
  FoId carton;          /* receive: the open carton that is filled; pack: the one that was chosen, 0 as the station fills one */
  bool wave;            /* pick: several orders in one walk, of which one is open */
  bool slot_check;      /* ... and where goods were put is said by the slot's label */
  bool zero_check;      /* pick: the warehouse asks whether what was emptied is empty */
  FoId emptied;         /* ... and asks now: the pick that emptied EMPTIED_CODE */
  char emptied_code[FO_PLACE_CODE_MAX];
  bool taking_out;      /* pack: what is scanned next comes out of the carton */
  FoMark unknown_carton; /* receive: a carton nobody said the contents of; identity "": none */
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
