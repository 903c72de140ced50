/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of sales under way: rows.c has what both sides always knew, rows-more.c supplies, kits, customers, papers and what sales asks. */
#pragma once

#include "firstout/work/documents.h"
#include "firstout/work/substitutes.h"
#include "rows.h"

#define GATEWAY "gateway" /* the station of what sales says */
#define OTHER_WAREHOUSE "{\"left_alone\":\"warehouse\"}"

/* A row under way: what was said, and what we know of it. */
typedef struct {
  FoGateway *gateway;
  const FoInboxRow *row;
  bool goes_on; /* of FoApplyLine */
  FoMessage message;
  FoRowAnswer *answer;
  bool head_is_wrong; /* what every view has: which row it is cannot be told */
  FoOutcome outcome;  /* of the look-up: APPLIED goes on to the work */
  /* what was said; only the one of the row's entity is filled */
  FoItem item;
  FoOrder order;
  FoLine line;
  FoSupply supply;
  FoCustomer customer;
  FoSubstitute substitute;
  FoSubstitutesSaid substitutes; /* of the line */
  FoDocument document;
  FoQuantity quantity_u;
  char note[FO_PARTNER_MAX], reference[FO_NUMBER_MAX];
  char barcode[512];
  bool says_validity; /* of the order: */
  FoDay valid_until;
  FoMinLife min_life; /* of the line, before it is known of which item */
  FoQuantity barcode_u;
  bool known_by_code; /* an item of a link that is not the main one, and that the main one has named already */
  const char *said_tracking, *said_issue, *said_certificate, *said_life, *said_kind, *said_marked; /* NULL: nothing said */
} FoRow;

typedef struct {
  FoId id;
  FoItem item;
} FoRowParent;

typedef enum { FO_ROW_ITEM, FO_ROW_ORDER, FO_ROW_LINE, FO_ROW_COMPONENT, FO_ROW_INSTEAD } FoRowParentKind;
/* The parent that the row names; where it is not known, what becomes of the row stands in its outcome. */
bool fo_row_find_parent (FoTxn *txn, FoRow *row, FoRowParentKind kind, FoRowParent *ret, GError **error);

/* What is said of a row, what is known of it, and the work. */
typedef struct {
  const char *entity;
  void (*read) (FoRow *r);
  bool (*look) (FoTxn *txn, FoRow *r, GError **error);
  bool (*apply) (FoRow *r, const FoAct *act, GError **error);
} FoRowEntity;
extern const FoRowEntity fo_row_supply, fo_row_kit_line, fo_row_substitute, fo_row_customer, fo_row_availability, fo_row_document;

/* ours.c: takes out of the message what sales has no word about (core/ownership.h); what of it is ours and said otherwise goes into the
 * answer. */
bool fo_row_keep_ours (FoRow *row, GError **error);

/* The line's item is a kit of which nobody has said what it consists of: it is looked at again when somebody does. */
bool fo_row_look_at_kit (FoTxn *txn, FoRow *r, const FoItem *item, GError **error);
