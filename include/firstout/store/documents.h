/* SPDX-License-Identifier: GPL-3.0-or-later
 * The papers of sales that go with a deal's goods. See rows.h. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/rows.h"

#define FO_DOCUMENT_FILE_MAX 512

typedef struct {
  FoId id;
  char deal[FO_NUMBER_MAX];
  FoId order_id; /* 0: of the deal as a whole */
  char kind[32]; /* as sales calls it; known ones are worded "document.KIND" */
  char number[FO_NUMBER_MAX];
  FoDay issued_on;
  char file[FO_DOCUMENT_FILE_MAX]; /* a path or an address, "" none */
  bool ready;
} FoDocument;

FoFound fo_document_find_by_remote (FoTxn *txn, const char *remote_id, FoDocument *ret, GError **error);
/* In the order they came; FoDocument. Those of an order without those of its deal as a whole. */
bool fo_documents_of_deal (FoTxn *txn, const char *deal, GArray *documents, GError **error);
bool fo_documents_of_order (FoTxn *txn, FoId order, GArray *documents, GError **error);
void fo_document_insert (FoTxn *txn, const FoDocument *document, const char *remote_id);
void fo_document_update (FoTxn *txn, const FoDocument *document);
void fo_document_delete (FoTxn *txn, FoId document);
