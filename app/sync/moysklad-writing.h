/* SPDX-License-Identifier: GPL-3.0-or-later
 * Documents as they are written to МойСклад: what a draft is, and how one comes to stand there. */
#pragma once

#include "moysklad-inside.h"

typedef struct {
  char type[16], id[40]; /* "product", "variant", "bundle", "service" */
  bool serial, marked;
} FoMskItem;
/* *ret NULL when there is none of that code. Borrowed. */
bool fo_msk_item (FoMsk *msk, const FoDelivery *delivery, const char *code, const FoMskItem **ret, GError **error);

typedef struct {
  const FoMskItem *item;
  char *lot, *expires_on; /* its label, "" none */
  char *target;           /* id of what stands in the document: the lot, or the item */
  FoQuantity quantity_u;
  guint codes;       /* marking codes that go with it */
  json_object *body; /* the position */
} FoMskRow;

typedef struct {
  const char *type;    /* "demand" */
  json_object *header; /* what the document says besides what all of them say; its references are compared */
  GArray *rows;        /* FoMskRow */
  char *day;           /* YYYY-MM-DD */
  char *label;         /* our name of it in the comment: "214-1" */
  GString *notes;      /* lots that have no place of their own, behind the comment */
  char *kind, *key;    /* as what its id is kept once it stands: "shipment" 214-1; NULL */
  bool stacked;        /* several may have the same key; the last can be taken back */
  json_object *order;  /* keeps alive what positions were copied from; the draft's own */
} FoMskDraft;
void fo_msk_draft_init (FoMskDraft *draft, const char *type);
void fo_msk_draft_clear (FoMskDraft *draft);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoMskDraft, fo_msk_draft_clear)
/* A reference of the header; ID "" says nothing. */
void fo_msk_draft_refer (FoMsk *msk, FoMskDraft *draft, const char *name, const char *type, const char *id);

/* One delivery under way. All below: false is the link's or the store's failure, fate LATER or UNKNOWN. True with the fate settled or
 * FO_FATE_GO_ON. */
typedef struct {
  FoMsk *msk;
  const FoDelivery *delivery;
  json_object *body;
  FoFate *fate;
} FoMskSending;

/* The item of a message or of a line of it; NULL and refused: there is none. */
bool fo_msk_body_item (FoMskSending *s, json_object *line, const FoMskItem **ret, GError **error);
/* A position for one line of a message; FROM: theirs that it copies price, discount and VAT of, NULL none: then there is no price. Not
 * GO_ON: there is no such item. */
bool fo_msk_add_line (
    FoMskSending *s, FoMskDraft *draft, json_object *line, FoQuantity quantity_u, json_object *from, GError **error);
/* Finds, else makes, the lots of the rows that have none yet; as notes where the firm keeps none. fo_msk_put does it. */
bool fo_msk_lots (FoMskSending *s, FoMskDraft *draft, GError **error);
/* Finds it, else creates it, reads it back and compares. Settles the fate. */
bool fo_msk_put (FoMskSending *s, FoMskDraft *draft, GError **error);
/* The positions that a request may carry at once, from the first on; of a longer draft, those that DOCUMENT (taken and given anew) lacks are
 * put behind them, until it has all of them or what stands there is not the draft's. */
json_object *fo_msk_first_rows (const FoMskSending *s, const FoMskDraft *draft);
bool fo_msk_add_rest (FoMskSending *s, const FoMskDraft *draft, const char *id, json_object **document, GError **error);
/* Another message of the same document: its positions are replaced as a whole. */
bool fo_msk_put_again (FoMskSending *s, FoMskDraft *draft, const char *id, GError **error);
/* Not проведён any more, and called off in its comment; nothing is ever deleted. Settles the fate. */
bool fo_msk_take_back (FoMskSending *s, const char *type, const char *id, GError **error);
/* The last document that was made of these goods is taken back; *ret_known: there was one. */
bool fo_msk_take_last_back (FoMskSending *s, const char *name, bool *ret_known, GError **error);
/* "OP_ID Firstout OP LABEL" */
char *fo_msk_comment (FoMskSending *s, const char *label);
/* entity/TYPE/ID before writing: LATER or UNKNOWN when it does not come. */
bool fo_msk_get_first (
    FoMskSending *s, const char *type, const char *id, const char *expand, json_object **ret, GError **error);
/* The same behind a write: it stands or not, nobody knows. */
bool fo_msk_get_behind (
    FoMskSending *s, const char *type, const char *id, const char *expand, json_object **ret, GError **error);
/* The latest document of that number which is проведён; *ret NULL none. */
bool fo_msk_by_number (
    FoMskSending *s, const char *type, const char *number, const char *expand, json_object **ret, GError **error);
json_object *fo_msk_positions (json_object *document);

bool fo_msk_shipment (FoMskSending *s, GError **error);
bool fo_msk_shipment_cancel (FoMskSending *s, GError **error);
bool fo_msk_return (FoMskSending *s, GError **error);
bool fo_msk_reserve (FoMskSending *s, GError **error);
bool fo_msk_order_stage (FoMskSending *s, GError **error);
bool fo_msk_receipt (FoMskSending *s, GError **error);
bool fo_msk_made (FoMskSending *s, GError **error);
bool fo_msk_material (FoMskSending *s, GError **error);
bool fo_msk_goods (FoMskSending *s, GError **error);
bool fo_msk_return_decide (FoMskSending *s, GError **error);
bool fo_msk_transfer (FoMskSending *s, GError **error);
bool fo_msk_lot (FoMskSending *s, GError **error);
bool fo_msk_correct_lot (FoMskSending *s, GError **error);
bool fo_msk_barcode (FoMskSending *s, GError **error);
bool fo_msk_answer (FoMskSending *s, GError **error);
/* One message's goods as a document of their own kind: "enter", "loss". */
bool fo_msk_put_goods (FoMskSending *s, const char *type, FoQuantity quantity_u, GError **error);

/* Where the message cannot be read: refused, with the field. True. */
bool fo_msk_broken (FoMskSending *s, const char *field);
#define MSK "system", "МойСклад"
