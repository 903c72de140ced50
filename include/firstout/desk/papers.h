/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From rows of the store to the fields of their labels: what a label or a paper is of is named by an id or a number, and
 * everything on it is read in one transaction. For the window, the print queue and the command line; label/record.h says
 * what the fields are.
 */
#pragma once

#include "firstout/label/voucher.h"
#include "firstout/store/rows.h"

typedef struct {
  FoLabelRecord record; /* LOT, ITEM, PLACE, CARTON (by ID), TASK (by ID, or a supply by NUMBER) or VOUCHER (by NUMBER) */
  FoId id;
  const char *number; /* of a production or purchase order; NULL: ID is a customer's order. Of a voucher: the order's or
                         shipment's; the production or purchase order's; the place's code; an operation's id */
  FoVoucherKind voucher;
  bool final;         /* a voucher that is no draft: FO_PAPER_NOT_TRUE while what it says has not been done */
  /* What the row does not say; 0 and NULL: nothing. For lots. */
  FoQuantity quantity_u; /* as FoLabelLot; in the code too, when it is more than one unit: a pack */
  const char *note, *serial;
} FoPaperSubject;

/* Filled by fo_paper_read. The caller's memory: { 0 } at first. */
typedef struct {
  FoVerdict verdict; /* FO_OK, or REFUSAL says why there are no fields */
  FoArgs fields;
  GArray *rows; /* of FoArgs; NULL: none */
  FoLabelRefusal refusal;
  bool draft;    /* it says of itself that it is one */
  char name[64]; /* what a file of it is called: "SEALANT-310-B2411-07" */
} FoPaper;

void fo_paper_clear (FoPaper *paper);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoPaper, fo_paper_clear)

/* FO_FOUND and PAPER filled (its verdict may still be a refusal); FO_ABSENT; FO_FAILED with *error. The paper of an
 * order names place and lot of each hold in walking order, and what is still open without them; that of a supply what is
 * still to come. TODAY and "training" are the store's. */
FoFound fo_paper_read (FoTxn *txn,
                       const FoPaperSubject *subject,
                       FoLanguage language,
                       FoPaper *ret_paper,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The template of data/labels such a subject is usually printed with: "lot", "item", "place", "task". Static. */
const char *fo_paper_template (const FoPaperSubject *subject);
/* The same, where a firm has a template of its own for one kind of voucher ("goods-issue.label" in FOLDER): that one. Static. */
const char *fo_paper_template_in (const FoPaperSubject *subject, const char *folder);
