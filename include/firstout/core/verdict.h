/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every answer the domain can give. A refusal is a value; only the outside world fails with an error.
 *
 * The list is in precedence order: where several refusals apply, the first of them in this list is the answer, so two
 * places that judge the same thing always say the same word. Each name is also what scripts see (FO_OK included), so a
 * name once released is never renamed. The second column is the mood the person meets it with:
 *   OK         done as asked;
 *   DONE       a piece of work is complete (order picked, order shipped);
 *   ATTENTION  nothing is wrong, but a person must answer or look before the work goes on;
 *   WRONG      refused; nothing was changed.
 */
#pragma once

#include <stdbool.h>

#define FO_VERDICTS(V)                                                                                                 \
  V (FO_OK, OK)                                                                                                        \
  V (FO_COMPLETE, DONE)              /* the order, supply or task has nothing left to do */                            \
  V (FO_ALREADY_DONE, OK)            /* the same operation came again; the first reply is repeated */                  \
  V (FO_ONLY_LOOKED, ATTENTION)      /* what would be, were it done: nothing was */                                    \
  V (FO_OPERATION_DIFFERS, WRONG)    /* the same operation id with other content */                                    \
  V (FO_OUTCOME_UNKNOWN, ATTENTION)  /* the server went away at the very end: it is looked up when it is back */       \
  V (FO_STATION_REVOKED, WRONG)      /* a lead has revoked this station: nothing of it is booked */                    \
  V (FO_OFFLINE_REFUSED, WRONG)      /* not without the server: others may need the same goods */                      \
  V (FO_NOT_LEASED, WRONG)           /* without the server only what this station has in hand */                       \
  V (FO_PERSON_NOT_EXPECTED, WRONG)  /* after a start without the server only who was logged in here last comes back */ \
  V (FO_NOT_RECEIVED_HERE, WRONG)    /* without the server only what this station has received since is carried */     \
  V (FO_LEASE_OVER, WRONG)           /* too long without the server: another may have it by now */                     \
  V (FO_REPLAY_DIFFERS, WRONG)       /* done without the server; by the book it would be something else now */         \
  /* what was scanned, as bytes */                                                                                     \
  V (FO_CODE_EMPTY, WRONG)                                                                                             \
  V (FO_CODE_TOO_LONG, WRONG)                                                                                          \
  V (FO_CODE_BAD_CHARACTER, WRONG)   /* control characters other than GS, or bytes that are not UTF-8 */               \
  V (FO_CODE_CHECK_DIGIT, WRONG)     /* EAN, UPC, ITF-14: the last digit does not fit the others */                    \
  V (FO_CODE_BAD_LENGTH, WRONG)      /* EAN, ITF-14, SSCC: not as many digits as such a code has */                    \
  V (FO_GS1_LINK_MALFORMED, WRONG)   /* a Digital Link whose parts do not belong together */                           \
  V (FO_GS1_TRUNCATED, WRONG)        /* an element string ends before its value does */                                \
  V (FO_GS1_EMPTY_VALUE, WRONG)                                                                                        \
  V (FO_GS1_BAD_LENGTH, WRONG)       /* longer than the AI allows: usually a lost separator */                         \
  V (FO_GS1_BAD_CHARACTER, WRONG)                                                                                      \
  V (FO_GS1_CHECK_DIGIT, WRONG)                                                                                        \
  V (FO_GS1_BAD_DATE, WRONG)                                                                                           \
  V (FO_GS1_CONTRADICTION, WRONG)    /* the same AI twice with different values */                                     \
  V (FO_GS1_SEPARATOR_LOST, WRONG)   /* the scanner does not send GS; the message names the setting */                 \
  V (FO_GS1_SEPARATOR_UNSURE, ATTENTION) /* received: perhaps it does not; a person compares what was read */          \
  V (FO_TRAINING_LABEL, WRONG)       /* a label of the training warehouse at a real one */                             \
  V (FO_KEYS_NO_CODE, WRONG)         /* typed as fast as scanners do, but with keys that act: none of them did */      \
  V (FO_COMMAND_BY_KEYBOARD, WRONG)  /* a command code from a scanner that types and is not paired */                  \
  /* what was typed */                                                                                                 \
  V (FO_QUANTITY_BAD, WRONG)                                                                                           \
  V (FO_QUANTITY_NOT_POSITIVE, WRONG)                                                                                  \
  V (FO_QUANTITY_TOO_LARGE, WRONG)                                                                                     \
  V (FO_QUANTITY_NOT_WHOLE, WRONG)   /* a part of a thing that is only counted whole */                                \
  V (FO_DAY_BAD, WRONG)                                                                                                \
  V (FO_TEXT_TOO_LONG, WRONG)                                                                                          \
  V (FO_NUMBER_MANGLED, WRONG)       /* a table's 4,60123E+12: a spreadsheet has rounded a number, its digits are lost */ \
  V (FO_REASON_NEEDED, ATTENTION)                                                                                      \
  /* what the desk expects */                                                                                          \
  V (FO_TASK_UNKNOWN, WRONG)                                                                                           \
  V (FO_COMMAND_UNKNOWN, WRONG)                                                                                        \
  V (FO_COMMAND_NOT_NOW, WRONG)      /* the command exists, but not at this step of this task */                       \
  V (FO_NO_TASK, WRONG)              /* a scan that only a task can understand, and none is open */                    \
  V (FO_LOG_IN_FIRST, ATTENTION)     /* people are named here: a badge and its PIN come first */                       \
  V (FO_PIN_NEEDED, ATTENTION)       /* the badge says who it is, the PIN that it is him */                            \
  V (FO_PIN_WRONG, WRONG)            /* or nobody has such a badge: it is not told which */                            \
  V (FO_BADGE_LOCKED, WRONG)         /* five wrong PINs: a lead or an administrator unlocks it */                      \
  V (FO_PIN_BAD, WRONG)              /* as a new one: not 4 to 12 digits */                                            \
  V (FO_PERSON_UNKNOWN, WRONG)                                                                                         \
  V (FO_PERSON_KNOWN, WRONG)         /* somebody has the name, or the badge */                                         \
  V (FO_ADMINISTRATOR_FIRST, WRONG)  /* the first person, and the last one, is an administrator with a PIN */          \
  V (FO_RIGHT_MISSING, WRONG)         /* this person may not do that: the warehouse's note says who may */             \
  V (FO_SECOND_NEEDED, ATTENTION)    /* this takes two: another badge and PIN, or the word that nobody else is there */ \
  V (FO_SECOND_SAME, WRONG)          /* the second person is another one, and no auditor */                            \
  V (FO_NOT_ALONE, WRONG)            /* somebody else is logged in: he is asked */                                     \
  V (FO_APPROVAL_NEEDED, ATTENTION)  /* done as far as may be: somebody with the right must say yes */                 \
  V (FO_NOTHING_TO_UNDO, WRONG)                                                                                        \
  V (FO_NO_UNDO, WRONG)              /* an act of this kind has no undo; the answer says what takes it back */           \
  V (FO_CANNOT_UNDO, WRONG)          /* others have built on it: goods moved on, or order shipped */                   \
  V (FO_SCAN_NOT_DONE, ATTENTION)    /* after a crash: journaled, but its effect is not in the store; scan again */    \
  /* whom and what it names */                                                                                         \
  V (FO_CODE_UNKNOWN, WRONG)                                                                                           \
  V (FO_CODE_AMBIGUOUS, WRONG)                                                                                         \
  V (FO_CODE_NOT_LEARNED, WRONG)      /* it was not learned here: sales or a table says what the code means */         \
  V (FO_ITEM_UNKNOWN, WRONG)                                                                                           \
  V (FO_ITEM_IS_SERVICE, WRONG)                                                                                        \
  V (FO_LOT_UNKNOWN, WRONG)                                                                                            \
  V (FO_LOT_AMBIGUOUS, WRONG)                                                                                          \
  V (FO_MARKING_KNOWN, WRONG)         /* this very unit or carton was scanned before: in the house, or gone */         \
  V (FO_MARKING_OTHER_ITEM, WRONG)    /* the marking code is another item's or lot's */                                \
  V (FO_SERIAL_KNOWN, WRONG)          /* a unit of this item with this serial number is in the house, or gone */         \
  V (FO_SERIAL_UNKNOWN, WRONG)        /* every unit of the lot that is here is known, and this is none of them */        \
  V (FO_CARTON_OPENED, WRONG)         /* the carton does not stand for its contents any more: its units are scanned */ \
  V (FO_PLACE_UNKNOWN, WRONG)                                                                                          \
  V (FO_PLACE_IS_VIRTUAL, WRONG)     /* supplier, customer, scrap ... are not shelves */                               \
  V (FO_PLACE_TAKEN, ATTENTION)      /* another station counts here */                                                 \
  V (FO_COUNT_BY_ANOTHER, WRONG)     /* who counted first does not count again: the warehouse's note says so */        \
  V (FO_ORDER_UNKNOWN, WRONG)                                                                                          \
  V (FO_SUPPLY_UNKNOWN, WRONG)                                                                                         \
  V (FO_LINE_UNKNOWN, WRONG)                                                                                           \
  V (FO_RETURN_UNKNOWN, WRONG)                                                                                         \
  V (FO_CLAIM_UNKNOWN, WRONG)                                                                                          \
  V (FO_RECALL_UNKNOWN, WRONG)                                                                                         \
  V (FO_TRANSFER_UNKNOWN, WRONG)     /* no transfer of that number, or it has arrived */                               \
  V (FO_REQUEST_UNKNOWN, WRONG)      /* nothing waits for an answer under that number */                               \
  V (FO_STATION_UNKNOWN, WRONG)                                                                                        \
  /* questions the task asks */                                                                                        \
  V (FO_CARTON_UNKNOWN, ATTENTION)    /* nobody has said what is in it: open it and scan its units */                  \
  V (FO_MARKING_NEEDED, ATTENTION)    /* every unit of it bears a marking code, and that is what is scanned */         \
  V (FO_SERIAL_NEEDED, ATTENTION)     /* each unit has a serial number, and that is what is scanned or typed */          \
  V (FO_LOT_NEEDED, ATTENTION)                                                                                         \
  V (FO_EXPIRY_NEEDED, ATTENTION)                                                                                      \
  V (FO_QUANTITY_NEEDED, ATTENTION)   /* the separators that were lost leave open how many it says there are */           \
  V (FO_QUANTITY_UNUSUAL, ATTENTION) /* more than asked, or ten times the usual: confirm once */                       \
  V (FO_PACK_IS_MORE, ATTENTION)      /* one pack holds more than is still asked for: take a part of it? */            \
  V (FO_SEVERAL_MATCH, ATTENTION)    /* "no code": choose one of the listed */                                         \
  V (FO_COUNT_AGAIN, ATTENTION)      /* what was counted differs too much from the book: these lots once more */       \
  V (FO_WEIGHT_NEEDED, ATTENTION)    /* of the carton: scales or a person say it */                                    \
  V (FO_SCAN_PLACE_FIRST, ATTENTION)                                                                                   \
  V (FO_SCAN_GOODS_FIRST, ATTENTION)                                                                                   \
  V (FO_SLOT_FIRST, ATTENTION)       /* a wave: what was picked lies in no slot yet, or the slot has no label */       \
  V (FO_SLOT_WRONG, WRONG)           /* ... and this is another order's slot */                                        \
  V (FO_EVERY_UNIT_SCANNED, WRONG)   /* this item's units are scanned one by one, never typed */                       \
  V (FO_NO_CODE_FORBIDDEN, WRONG)    /* this item or deal may not be taken by eye */                                   \
  /* the order */                                                                                                      \
  V (FO_ORDER_CANCELLED, WRONG)                                                                                        \
  V (FO_ORDER_SHIPPED, WRONG)                                                                                          \
  V (FO_ORDER_DONE, WRONG)          /* sales has closed it: what comes back now is a return */                         \
  V (FO_ORDER_TAKEN, WRONG)          /* another station works on it */                                                 \
  V (FO_PAYMENT_MISSING, WRONG)      /* the payment gate is closed */                                                  \
  V (FO_ORDER_NOT_PROMISED, WRONG)   /* nothing of it is promised from stock: nothing to pick */                       \
  V (FO_ORDER_NOT_RELEASED, WRONG)                                                                                     \
  V (FO_ORDER_NOT_PICKED, WRONG)                                                                                       \
  V (FO_ORDER_INCOMPLETE, WRONG)     /* ship-complete order with something missing */                                  \
  V (FO_CUSTOMER_BLOCKED, WRONG)     /* sales delivers nothing to this customer now */                                 \
  V (FO_KIT_BAD, WRONG)              /* it is no kit, its components are no goods, or nobody said what it consists of */ \
  V (FO_KIT_CIRCLE, WRONG)          /* a kit that would consist of itself, or of kits in kits without an end */        \
  V (FO_KIT_INCOMPLETE, WRONG)       /* a kit leaves only whole, and some of its components are not there */           \
  V (FO_SUBSTITUTE_BAD, WRONG)       /* goods that are to stand for others: the same, a kit, a service, or in no ratio */  \
  V (FO_SUBSTITUTE_UNKNOWN, WRONG)   /* nobody has said that the one may leave instead of the other */                 \
  V (FO_SUBSTITUTE_REFUSED, WRONG)   /* sales has said that the line takes no other goods */                           \
  V (FO_SUBSTITUTE_ASKED, ATTENTION) /* it takes sales' word: it is asked */                                           \
  V (FO_NOTHING_OPEN, WRONG)         /* no order waits for this task */                                                \
  V (FO_NOTHING_TO_COUNT, WRONG)     /* by the book nothing of the item lies anywhere */                               \
  V (FO_NOT_ON_THIS_ORDER, WRONG)                                                                                      \
  V (FO_LINE_COMPLETE, WRONG)        /* everything asked for on this line is already there */                          \
  V (FO_MORE_THAN_ORDERED, WRONG)                                                                                      \
  V (FO_MORE_THAN_PICKED, WRONG)     /* a carton holds what was picked, and no more */                                 \
  V (FO_NO_PACKING_HERE, WRONG)      /* this warehouse does not pack into cartons */                                   \
  V (FO_CARTON_GONE, WRONG)          /* it was shipped, or given up */                                                 \
  V (FO_CARTON_CLOSED, WRONG)        /* its contents are final until it is opened again */                             \
  V (FO_CARTON_EMPTY, WRONG)                                                                                           \
  V (FO_CARTON_OPEN, WRONG)          /* somebody still fills it: nothing leaves before it is closed */                 \
  V (FO_NOT_PACKED, WRONG)           /* goods stand outside closed cartons where all must be in one */                 \
  V (FO_GOODS_PACKED, WRONG)         /* they lie in a carton: they are taken out of it first */                        \
  V (FO_CARTON_LOADED, ATTENTION)    /* it is on the vehicle already */                                                \
  V (FO_PARCELS_MISSING, ATTENTION)  /* cartons of the order are not on the vehicle */                                 \
  V (FO_SSCC_RANGE_MISSING, WRONG)   /* nobody said which numbers cartons may have */                                  \
  V (FO_SSCC_RANGE_EMPTY, WRONG)     /* all of them were given out */                                                  \
  V (FO_SHIPMENT_TOLD, ATTENTION)    /* sales knows of it: taken back only when a person says so */                    \
  V (FO_SUPPLY_CLOSED, WRONG)                                                                                          \
  V (FO_SUPPLY_RECEIVED, WRONG)     /* goods have come on it already */                                                \
  V (FO_CERTIFICATE_MISSING, WRONG)                                                                                    \
  V (FO_RETURN_UNPROVED, ATTENTION)  /* nothing shows that they left here, or for whom */                              \
  V (FO_MORE_THAN_SHIPPED, ATTENTION)/* more comes back than left, less what came back already */                      \
  V (FO_RETURN_UNDECIDED, WRONG)     /* came back from a customer: first it is decided what becomes of it */           \
  V (FO_RETURN_DECIDED, WRONG)       /* it is decided what becomes of these goods */                                   \
  V (FO_CLAIM_CLOSED, WRONG)         /* a claim does not step there from where it is */                                \
  V (FO_RECALL_ENDED, WRONG)                                                                                           \
  /* the lot */                                                                                                        \
  V (FO_LOT_BLOCKED, WRONG)                                                                                            \
  V (FO_LOT_IN_QUARANTINE, WRONG)                                                                                      \
  V (FO_LOT_EXPIRED, WRONG)                                                                                            \
  V (FO_LIFE_TOO_SHORT, WRONG)       /* usable today, but not long enough for this line */                             \
  V (FO_EXPIRY_UNKNOWN, WRONG)       /* a minimum life is asked and the lot's last usable day is not known */          \
  V (FO_EXPIRY_DIFFERS, WRONG)       /* the same lot number with another last usable day */                            \
  V (FO_LOT_OTHER_OWNER, WRONG)      /* the goods are another owner's than the line asks for */                        \
  V (FO_LOT_REFUSED, WRONG)          /* the customer does not take this lot */                                         \
  V (FO_LOT_NOT_WANTED, WRONG)       /* the line asks for another lot */                                               \
  V (FO_OLDER_LOT_FIRST, WRONG)                                                                                        \
  V (FO_PROMISED_ELSEWHERE, WRONG)   /* taking it would break another deal's promise */                                \
  /* the stock */                                                                                                      \
  V (FO_PLACE_BLOCKED, WRONG)        /* nobody shall go to that shelf, and nothing is brought there */                 \
  V (FO_WRONG_PLACE, WRONG)          /* the goods are booked, but not here */                                          \
  V (FO_NOT_ENOUGH, WRONG)           /* the book has less than that on hand here; "they are here" goes on */           \
  V (FO_NOT_ENOUGH_FREE, WRONG)      /* on hand, but held for others */                                                \
  V (FO_OVER_LIMIT, WRONG)           /* more than this role may book from difference at once */                        \
  V (FO_FIRST_STOCK_OVER, WRONG)     /* the book is the truth now: a table of first stock books nothing */             \
  V (FO_SAME_PLACE, WRONG)                                                                                             \
  V (FO_MOVEMENT_FORBIDDEN, WRONG)   /* this kind of movement never goes between such places */                        \
  /* labels */                                                                                                         \
  V (FO_LABEL_BAD_CHARACTER, WRONG)  /* a text holds what no installed font can draw, or a control character */        \
  V (FO_PAPER_NOT_TRUE, WRONG)       /* a paper to be signed says what has not been done yet: only a draft of it */     \
  V (FO_LABEL_FIELD_EMPTY, WRONG)                                                                                      \
  V (FO_LABEL_SERIES_BAD, WRONG)     /* "A001..A050" it is not, or its digits run over */                              \
  V (FO_LABEL_TOO_MANY, WRONG)                                                                                         \
  V (FO_LABEL_COLUMN_TWICE, WRONG)   /* in a table to print from */                                                    \
  V (FO_LABEL_DOES_NOT_FIT, WRONG)                                                                                     \
  V (FO_LABEL_UNREADABLE, WRONG)     /* the printed symbol did not decode to what was asked for */                     \
  /* the sales side */                                                                                                 \
  V (FO_MESSAGE_MALFORMED, WRONG)                                                                                      \
  V (FO_SSCC_PREFIX_BAD, WRONG)      /* the beginning of our cartons' numbers: not 5 to 13 digits */                   \
  V (FO_NUMBER_TAKEN, WRONG)         /* something else has this code or number already */                              \
  V (FO_KNOWN_TO_SALES, WRONG)      /* it was opened here, and by now sales has it in its own books */                 \
  V (FO_ITEM_HAS_STOCK, WRONG)       /* how an item is kept cannot change while its goods are in the house */          \
  V (FO_BELOW_SHIPPED, ATTENTION)    /* sales lowered a line below what left already */                                \
  V (FO_TRANSFER_DIFFERS, ATTENTION) /* another warehouse announced more or less than what has arrived */               \
  V (FO_BELOW_PICKED, ATTENTION)     /* ... or below what left and what stands on the bench */

typedef enum {
#define FO_VERDICT_ENUM(name, mood) name,
  FO_VERDICTS (FO_VERDICT_ENUM)
#undef FO_VERDICT_ENUM
    FO_N_VERDICTS
} FoVerdict;

typedef enum { FO_MOOD_OK, FO_MOOD_DONE, FO_MOOD_ATTENTION, FO_MOOD_WRONG } FoMood;

/* The enum name, "FO_LOT_EXPIRED". Never NULL; static. Any thread. */
const char *fo_verdict_name (FoVerdict verdict);

/* How a person meets it. Any thread. */
FoMood fo_verdict_mood (FoVerdict verdict);

/* Reads an enum name. False and *ret_verdict untouched when it is none. */
bool fo_verdict_parse (const char *name, FoVerdict *ret_verdict);

/* The one that precedes: the refusal to give when both apply. FO_OK gives way to any other verdict. */
FoVerdict fo_verdict_first (FoVerdict a, FoVerdict b);
