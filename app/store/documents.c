/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/documents.h"
#include "fill.h"

static void
fill_document (FoRows *rows, gpointer ret)
{
  FoDocument *document = ret;

  memset (document, 0, sizeof *document);
  document->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, document->deal, sizeof document->deal);
  document->order_id = fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, document->kind, sizeof document->kind);
  fo_rows_copy (rows, 4, document->number, sizeof document->number);
  document->issued_on = fo_rows_day (rows, 5);
  fo_rows_copy (rows, 6, document->file, sizeof document->file);
  document->ready = fo_rows_int (rows, 7) != 0;
}

FoFound
fo_document_find_by_remote (FoTxn *txn, const char *remote_id, FoDocument *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_DOCUMENT_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)), fill_document, ret, error);
}

bool
fo_documents_of_deal (FoTxn *txn, const char *deal, GArray *documents, GError **error)
{
  return fo_fill_all (txn, FO_SQL_DOCUMENTS_OF_DEAL, FO_VALUES (FO_TEXT (deal)), fill_document, documents, error);
}

bool
fo_documents_of_order (FoTxn *txn, FoId order, GArray *documents, GError **error)
{
  return fo_fill_all (txn, FO_SQL_DOCUMENTS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_document, documents, error);
}

void
fo_document_insert (FoTxn *txn, const FoDocument *document, const char *remote_id)
{
  fo_txn_write (txn, FO_SQL_DOCUMENT_INSERT, 1,
                FO_VALUES (FO_INT (document->id), FO_TEXT (document->deal), FO_ID (document->order_id),
                           FO_TEXT (document->kind), FO_TEXT (document->number), FO_DAY (document->issued_on),
                           FO_TEXT (document->file), FO_INT (document->ready), FO_TEXT (remote_id)));
}

void
fo_document_update (FoTxn *txn, const FoDocument *document)
{
  fo_txn_write (txn, FO_SQL_DOCUMENT_UPDATE, 1,
                FO_VALUES (FO_INT (document->id), FO_TEXT (document->deal), FO_ID (document->order_id),
                           FO_TEXT (document->kind), FO_TEXT (document->number), FO_DAY (document->issued_on),
                           FO_TEXT (document->file), FO_INT (document->ready)));
}

void
fo_document_delete (FoTxn *txn, FoId document)
{
  fo_txn_write (txn, FO_SQL_DOCUMENT_DELETE, 1, FO_VALUES (FO_INT (document)));
}
