/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From things of the warehouse to the fields of their labels: which code goes into the symbol is decided here, once,
 * for the window, the desk and the command line. Pure values: any thread.
 */
#pragma once

#include "firstout/core/item.h"
#include "firstout/core/lot.h"
#include "firstout/core/place.h"
#include "firstout/label/label.h"

#define FO_LABEL_LINK_STEM "https://id.gs1.org"

/* What a lot label says. */
typedef struct {
  const FoItem *item;
  const FoLot *lot;      /* of an item without lots: its one lot */
  const char *gtin;      /* GTIN-8 to -14, or NULL or "": the item has none */
  FoQuantity quantity_u; /* printed with the item's unit; 0: not printed */
  bool quantity_in_code; /* a pack label: also (30) count or (310n) weight in the GS1 code, when it can say it */
  const char *note;      /* a line at the foot, such as the deal to cross-dock to; NULL or "": none */
  bool training;         /* printed by the training warehouse: says so, and a real one refuses its code */
  const char *serial;    /* of this one unit, also (21) in the GS1 code; NULL or "": none */
  const FoLotDays *days; /* which days the goods themselves named; NULL: nothing is known of it */
  const char *link_stem; /* what a Digital Link begins with; NULL or "": FO_LABEL_LINK_STEM */
} FoLabelLot;

/* The fields of lot.label and lot-wide.label:
 *   item, code, lot, owner (of goods that are not the house's), expires_on, quantity, unit, note, gtin, serial; produced_on, packed_on, best_before_on and use_by_on where the
 *              goods named them: for a firm's own templates
 *   gs1        (01) GTIN (17) last usable day (310n) weight (30) count (10) lot (21) serial: what changes from label to
 *              label stands last; not set when the item has no GTIN, or the lot number, the serial or the day cannot be
 *              said in GS1 (Cyrillic, more than 20 characters, more than 50 years from TODAY); nor for another owner's goods,
 *              whose number may be the house's too, unless a quantity is to be in it
 *   link       the same as a GS1 Digital Link, for lot-link.label; set and not set as gs1
 *   own        FO:L:ITEM/LOT, always; FO:L:ITEM/LOT@OWNER of another owner's
 *   tracked, expiring, training   "1" or not set; a template's when= asks for them
 * An item tracked by lots without a lot number, or with expiry and without a day, makes compose refuse with
 * FO_LABEL_FIELD_EMPTY. FO_OK and FIELDS filled (cleared first); else FIELDS untouched and *ret_refusal filled with the
 * refusal of fo_gtin_normalise ("field" is gtin) or fo_code_print ("field" is own). */
FoVerdict fo_label_lot_fields (const FoLabelLot *lot,
                               FoLanguage language,
                               FoDay today,
                               FoArgs *ret_fields,
                               FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* The fields of place.label: place (its code), text (its name, when it is another), own (FO:P:…), training. */
FoVerdict fo_label_place_fields (const FoPlace *place, bool training, FoArgs *ret_fields, FoLabelRefusal *ret_refusal)
    G_GNUC_WARN_UNUSED_RESULT;

/* ---- the goods by themselves ------------------------------------------------------------------------------------- */

/* What an item label says: a shelf front, a box of screws without a lot. */
typedef struct {
  const FoItem *item;
  const char *gtin; /* as in FoLabelLot */
  const char *note;
  bool training;
} FoLabelItem;

/* The fields of item.label: item, code, unit, note, training; own (FO:L:ITEM/, for an item tracked by lots too: the desk
 * asks which); gtin, and the one of two that its symbol is of:
 *   ean        GTIN-8, -12 or -13, as the 8 or 13 digits of an EAN symbol
 *   itf        GTIN-14: a trade pack */
FoVerdict fo_label_item_fields (const FoLabelItem *item,
                                FoLanguage language,
                                FoArgs *ret_fields,
                                FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* ---- cartons ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoItem *item;
  const char *lot;  /* "" or NULL: none */
  const char *gtin; /* as in FoLabelLot */
  FoDay expires_on; /* FO_DAY_NONE: none */
  FoQuantity quantity_u;
} FoLabelContent;

/* What a GS1 logistic label says (General Specifications 6.6): one SSCC, and what is inside. */
typedef struct {
  const char *sscc;              /* 18 digits with their check digit (fo_label_sscc makes one) */
  const char *sender, *receiver; /* names and addresses, as many lines as they have */
  const char *order, *deal;      /* NULL or "": not printed */
  FoQuantity weight_u;           /* kg, gross; 0: not printed */
  guint n, of;                   /* carton N OF …; 0: not said */
  const FoLabelContent *contents;
  guint n_contents;
  bool training;
} FoLabelCarton;

/* The fields of carton.label:
 *   sscc, sender, receiver, order, deal, weight, n, of, training
 *   empty      "1" of one that nothing lies in yet: it is labelled before it is filled
 *   gs1        (00) SSCC; of the training warehouse with (99)FOT behind
 *   content    (02) GTIN (37) count [(15|17) …] (10) lot, when all of it is one lot of one item with a GTIN, counted
 *              whole, and GS1 can say it; also its words: item, code, lot, expires_on, quantity, unit
 * RET_ROWS gets one row a content: item, code, lot, expires_on, quantity, unit; empty when content is set. Free with
 * g_array_unref; its clear function is fo_args_clear. Refusals: FO_CODE_EMPTY, FO_CODE_BAD_CHARACTER, FO_CODE_BAD_LENGTH,
 * FO_CODE_CHECK_DIGIT ("field" is sscc). */
FoVerdict fo_label_carton_fields (const FoLabelCarton *carton,
                                  FoLanguage language,
                                  FoDay today,
                                  FoArgs *ret_fields,
                                  GArray **ret_rows,
                                  FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* The SSCC of NUMBER: COMPANY is the extension digit and the GS1 company prefix (5 to 13 digits together), NUMBER fills
 * what is left of 17 digits, the check digit follows. RET_SSCC has FO_SSCC_MAX bytes. FO_SSCC_PREFIX_BAD
 * (COMPANY), FO_CODE_TOO_LONG (the number has no room: never wrapped to one used before). */
FoVerdict fo_label_sscc (const char *company, guint64 number, char *ret_sscc) G_GNUC_WARN_UNUSED_RESULT;

/* ---- people and papers ------------------------------------------------------------------------------------------- */

/* The fields of badge.label: person, badge (what the code says), role ("" or NULL: none), own (FO:B:…), training. */
FoVerdict fo_label_badge_fields (const char *person,
                                 const char *badge,
                                 const char *role,
                                 bool training,
                                 FoArgs *ret_fields,
                                 FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* A command that a scanned code gives: NAME as the desk knows it; what it does is worded "label.command.NAME", with "-"
 * as "_". */
typedef struct {
  const char *name;  /* static */
  const char *where; /* message id of the page it is for, "label.commands.pick"; static */
  const char *tasks; /* on whose cards it stands, each between spaces: " pick pack "; "*": on all; "" on none. Static */
} FoLabelCommand;

/* Those worth a code on paper, in the order of the sheet. Static. */
const FoLabelCommand *fo_label_commands (guint *ret_n);

/* The card of a task: TEXT names it as the desk does ("put-away") or as people do, in any language; its name, static; NULL: there is no
 * such task. What stands on it: the rows of commands.label, and its field "task", what people call it. */
const char *fo_label_card_named (const char *text);
void fo_label_card_fields (const char *task, FoLanguage language, bool training, FoArgs *ret_fields, GArray **ret_rows);

/* The row of a command on commands.label: command (FO:C:… as people read it), text (its words), place (where it is
 * for), own (the code). Asserts that the name can be one. */
void fo_label_command_fields (const FoLabelCommand *command, FoLanguage language, bool training, FoArgs *ret_fields);

/* The test chart of scanners (core/chart.h): letters, signs, ean, upc, gs1, matrix, cyrillic; pairing. */
void fo_label_chart_fields (FoArgs *ret_fields);

typedef struct {
  const FoItem *item;
  const char *lot, *place; /* NULL or "": none */
  FoDay expires_on;
  FoQuantity quantity_u;
} FoLabelTaskLine;

/* The paper that goes with an order or a supply: its code opens the task. */
typedef struct {
  bool supply;                                /* a production or purchase order; else a customer's */
  const char *number, *deal, *partner, *note; /* all but number may be NULL or "" */
  FoDay due_on;                               /* FO_DAY_NONE: not said */
  const FoLabelTaskLine *lines;
  guint n_lines;
  bool training;
} FoLabelTask;

/* The fields of task.label: number, deal, partner, note, due_on, own (FO:O:… or FO:S:…), order or supply ("1"), training.
 * RET_ROWS as for cartons: n, item, code, lot, expires_on, place, quantity, unit. */
FoVerdict fo_label_task_fields (const FoLabelTask *task,
                                FoLanguage language,
                                FoArgs *ret_fields,
                                GArray **ret_rows,
                                FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* ---- again ------------------------------------------------------------------------------------------------------- */

/* A label printed again says so: field copy, which every template of ours shows. COPY 1 is the first, and says nothing.
 * Whoever prints records it. */
void fo_label_mark_copy (FoArgs *fields, guint copy);
