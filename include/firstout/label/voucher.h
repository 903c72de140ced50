/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vouchers: the papers a warehouse signs. All are printed with one template, voucher.label; what differs from kind to kind (what
 * the paper is called, what its columns are called, who signs it) is a row of a table here. A firm that wants another paper for
 * one kind puts a template of that kind's name beside it: pick-list.label. No prices: money does not belong here.
 * Pure values: any thread.
 */
#pragma once

#include "firstout/core/code.h"
#include "firstout/label/record.h"

typedef enum {
  FO_VOUCHER_PICK_LIST,      /* what to take from where for an order */
  FO_VOUCHER_WAVE,           /* the same for the orders a station picks in one walk, each into its slot: by the station's name */
  FO_VOUCHER_PACKING_LIST,   /* what is in the parcels of an order, carton by carton */
  FO_VOUCHER_GOODS_ISSUE,    /* what left with a shipment: the warehouse handed over, the customer or driver received */
  FO_VOUCHER_GOODS_RECEIPT,  /* what came on a production or purchase order */
  FO_VOUCHER_DISCREPANCY,    /* what of it differs from what was ordered */
  FO_VOUCHER_INTERNAL_ISSUE, /* what an operation handed out within the house, or to production */
  FO_VOUCHER_WRITE_OFF,      /* what an operation wrote off */
  FO_VOUCHER_TRANSFER,       /* what was sent to, or came from, another warehouse: by its number */
  FO_VOUCHER_RETURN,         /* what an operation took back from a customer */
  FO_VOUCHER_COUNT_SHEET,    /* what is to be counted at a place; blind: without what the book says */
  FO_VOUCHER_COUNT,          /* what an operation found when it counted */
  FO_VOUCHER_RECALL,         /* what a customer got of goods that are recalled: RECALL/ORDER, or ORDER alone */
  FO_N_VOUCHERS
} FoVoucherKind;

/* "pick-list" …; static. */
const char *fo_voucher_name (FoVoucherKind kind);
bool fo_voucher_parse (const char *name, FoVoucherKind *ret);

typedef struct {
  const FoItem *item;
  const char *lot, *place, *note; /* NULL or "": none. NOTE: reasons, serials, what was said */
  FoDay expires_on;
  FoQuantity asked_u;    /* by the order or the book; below 0: not printed */
  FoQuantity quantity_u; /* what was done; below 0: left empty, to be written by hand */
} FoVoucherLine;

typedef struct {
  FoVoucherKind kind;
  const char *number;                   /* of the order, shipment, supply, place or operation */
  FoDay day;
  const char *order, *deal, *partner;   /* these and the next three: NULL or "": not printed */
  const char *warehouse, *person, *reason;
  const char *note;
  FoCodeKind own;                       /* what its code opens: FO_CODE_ORDER, _SUPPLY or _PLACE … */
  const char *own_name;                 /* … of this name; NULL or "": it has none */
  bool draft;                           /* not true yet, and says so across its head */
  bool training;
  const FoVoucherLine *lines;
  guint n_lines;
} FoVoucher;

/* The fields of voucher.label: title, number, made_on, order, deal, partner, warehouse, person, reason, note, own, draft,
 * training; head_place, head_asked, head_quantity; sign_1, sign_2, sign_3 (who signs), authority ("1" where somebody receives by a
 * letter of authority). RET_ROWS as for tasks: n, place, item, code, lot, expires_on, asked, quantity, unit, note. The number is
 * needed. Refusals as fo_label_task_fields. */
FoVerdict fo_label_voucher_fields (const FoVoucher *voucher,
                                   FoLanguage language,
                                   FoArgs *ret_fields,
                                   GArray **ret_rows,
                                   FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;
