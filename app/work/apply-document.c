/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/documents.h"
#include "apply-parts.h"

/* The deal is the order's where there is one. */
static FoTxnEnd
find_order (FoTxn *txn, FoDocument *said, FoReply *reply, GError **error)
{
  FoOrder order;
  FoFound found;

  if (!said->order_id)
    return FO_TXN_COMMIT;
  found = fo_order_find (txn, said->order_id, &order, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &order);
  g_strlcpy (said->deal, order.deal, sizeof said->deal);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
judge (const FoDocument *said, FoReply *reply)
{
  if (!said->kind[0])
    return fo_apply_refuse_field (reply, FO_MESSAGE_MALFORMED, "kind", "");
  if (!said->number[0])
    return fo_apply_refuse_field (reply, FO_MESSAGE_MALFORMED, "number", "");
  if (!said->order_id && !said->deal[0])
    return fo_apply_refuse_field (reply, FO_MESSAGE_MALFORMED, "deal", "");
  return FO_TXN_COMMIT;
}

static FoTxnEnd
write_document (FoTxn *txn, const FoApplyDocument *what, FoDocument *said, GError **error)
{
  FoDocument known = { 0 };
  FoFound found = fo_document_find_by_remote (txn, what->remote_id, &known, error);

  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (what->gone) {
    if (found == FO_FOUND)
      fo_document_delete (txn, known.id);
    return FO_TXN_COMMIT;
  }
  said->id = found == FO_FOUND ? known.id : fo_store_next_id (fo_txn_store (txn), error);
  if (!said->id)
    return FO_TXN_FAIL;
  if (found == FO_FOUND)
    fo_document_update (txn, said);
  else
    fo_document_insert (txn, said, what->remote_id);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
apply_document (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoApplyDocument *what = data;
  FoDocument said = what->document;
  FoTxnEnd end = FO_TXN_COMMIT;

  (void) context;
  fo_args_set_text (&reply->args, "text", said.number);
  if (!what->gone)
    end = judge (&said, reply);
  if (end == FO_TXN_COMMIT && !what->gone)
    end = find_order (txn, &said, reply, error);
  return end == FO_TXN_COMMIT ? write_document (txn, what, &said, error) : end;
}

bool
fo_work_apply_document (FoStore *store, const FoAct *act, const FoApplyDocument *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-document", apply_document, what, reply, error);
}

bool
fo_documents_count (FoTxn *txn, const FoOrder *order, FoDocumentCount *ret, GError **error)
{
  g_autoptr (GArray) documents = g_array_new (FALSE, FALSE, sizeof (FoDocument));
  FoDocumentCount count = { 0 };

  if (order->deal[0] ? !fo_documents_of_deal (txn, order->deal, documents, error)
                     : !fo_documents_of_order (txn, order->id, documents, error))
    return false;
  for (guint i = 0; i < documents->len; i++) {
    const FoDocument *document = &g_array_index (documents, FoDocument, i);
    if (document->order_id && document->order_id != order->id)
      continue;
    count.all++;
    count.ready += document->ready;
  }
  *ret = count;
  return true;
}
