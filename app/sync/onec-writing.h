/* SPDX-License-Identifier: GPL-3.0-or-later
 * Documents as they are written to 1C: what a form is, what a draft is, and how one comes to stand there. */
#pragma once

#include "firstout/core/quantity.h"
#include "onec-inside.h"

/* What a document is called there, and its fields. Those of РасходныйОрдер, ПриходныйОрдер, РеализацияТоваровУслуг and
 * СерииНоменклатуры are read in metadata or in clients that use them; the others are held, and the set-up's "documents"
 * overrides each by its name here: "surplus": {"entity": …, "post": "true", "header": {…}, "row": {…}}. The probe looks
 * whether they are there. "" is none. */
typedef struct {
  const char *name;
  const char *entity, *table; /* table: where goods, lots and quantities stand */
  const char *orders_table;   /* goods by the order they leave for */
  const char *series_table;   /* goods by lot once more */
  const char
      *base; /* the field with the document it is made for, and `base`_Type; in orders_table where there is one */
  const char *base_entity;
  const char *warehouse, *row_warehouse;
  const char *organization;
  const char *action; /* field of a row: Отгрузить, НеОтгружать */
  const char *steps;  /* values of Статус one behind the other, separated by commas; each is posted */
  const char *post;   /* "true": posted although it has no steps */
  const char *item, *variant, *lot, *quantity, *packs; /* fields of a row */
  json_object *header, *row;                           /* constants besides; borrowed; NULL */
  bool skip;                                           /* the firm has no place for it: not carried */
} FoOnecForm;
FoOnecForm fo_onec_form (FoOnec *onec, const char *name);
extern const char *const fo_onec_form_names[];

typedef struct {
  char *item, *variant, *lot, *code; /* lot "": none. code: КодСтроки, "" none */
  FoQuantity quantity_u;
  json_object *from; /* the order's own row, borrowed; NULL */
} FoOnecRow;

typedef struct {
  FoOnecForm form;
  GArray *rows;     /* FoOnecRow */
  char *base;       /* GUID; NULL */
  char *day;        /* YYYY-MM-DD */
  char *label;      /* our name of it in the comment: "214-1" */
  char *kind, *key; /* as what its GUID is kept once it stands: "shipment" 214-1; NULL */
  bool stacked;     /* several may have the same key: the GUIDs stand behind each other, the last can be taken back */
  json_object *copied; /* of the header of the order; the draft's own */
  json_object *order;  /* keeps `from` of the rows alive; the draft's own */
} FoOnecDraft;
void fo_onec_draft_init (FoOnecDraft *draft, FoOnec *onec, const char *form);
void fo_onec_draft_clear (FoOnecDraft *draft);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoOnecDraft, fo_onec_draft_clear)
/* Takes the texts. */
void fo_onec_draft_add (FoOnecDraft *draft, char *item, char *variant, char *lot, FoQuantity quantity_u);

/* One delivery under way. */
typedef struct {
  FoOnec *onec;
  const FoDelivery *delivery;
  json_object *body;
  FoFate *fate;
} FoOnecSending;

/* All below: false is the link's or the store's failure, fate LATER or UNKNOWN. True with fate->kind settled or, where it
 * says so, not yet (FO_FATE_GO_ON). */
/* What a write came to when it is not done: UNKNOWN, LATER, REFUSED or CLOSED, in 1C's words. True. */
bool fo_onec_end_written (FoOnecSending *s, const FoWritten *written);
bool fo_onec_is_closed (FoOnec *onec, const char *why);

/* Finds it, else creates it, brings it where it belongs, reads it back and compares. Settles the fate. */
bool fo_onec_put (FoOnecSending *s, FoOnecDraft *draft, GError **error);
/* Takes posting away and marks it for deletion. There is no other way to be rid of a document. Settles the fate. */
bool fo_onec_take_back (FoOnecSending *s, const char *entity, const char *ref, GError **error);
/* Is there one with our marker? *ret_ref NULL: no. */
bool fo_onec_find_ours (FoOnecSending *s, const FoOnecDraft *draft, char **ret_ref, GError **error);
/* Where the rows there are not those of the draft: what stands there; else NULL. */
json_object *fo_onec_differs (const FoOnecDraft *draft, json_object *document);
json_object *fo_onec_header (FoOnecSending *s, const FoOnecDraft *draft);
void fo_onec_add_tables (FoOnec *onec, const FoOnecDraft *draft, json_object *document);

/* The series of that lot: found by its number, else made. *ret "" when the item has none. Not found and not made: the
 * fate is settled and *ret is NULL. */
bool fo_onec_lot (
    FoOnecSending *s, const FoOnecItem *item, const char *number, const char *expires_on, char **ret, GError **error);
bool fo_onec_correct_lot (FoOnecSending *s, GError **error);
bool fo_onec_barcode (FoOnecSending *s, GError **error);
bool fo_onec_reserve (FoOnecSending *s, GError **error);
bool fo_onec_order_stage (FoOnecSending *s, GError **error);
bool fo_onec_answer (FoOnecSending *s, GError **error);
/* Adds a row for one line of a message; *ret_good false: the fate is settled. */
bool fo_onec_add_line (
    FoOnecSending *s, FoOnecDraft *draft, json_object *line, FoQuantity quantity_u, bool *ret_good, GError **error);
bool fo_onec_shipment (FoOnecSending *s, GError **error);
bool fo_onec_shipment_cancel (FoOnecSending *s, GError **error);
bool fo_onec_return (FoOnecSending *s, GError **error);
bool fo_onec_return_decide (FoOnecSending *s, GError **error);
bool fo_onec_receipt (FoOnecSending *s, GError **error);
bool fo_onec_goods (FoOnecSending *s, GError **error);
bool fo_onec_transfer (FoOnecSending *s, GError **error);
