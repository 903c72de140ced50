/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales says about the papers that go with a deal's goods. See act.h for what all operations share. */
#pragma once

#include "firstout/store/documents.h"
#include "firstout/work/act.h"

typedef struct {
  FoDocument document;   /* id is ignored; the deal may be left out where there is an order, whose deal it then is */
  const char *remote_id; /* what sales calls it; never NULL */
  bool gone;             /* there is no such paper any more */
} FoApplyDocument;

/* A new paper, or new words of a known one; absolute and repeatable. Refusals: FO_MESSAGE_MALFORMED (arg field: kind, number,
 * deal), FO_ORDER_UNKNOWN. */
bool fo_work_apply_document (FoStore *store, const FoAct *act, const FoApplyDocument *what, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* How many papers there are of ORDER and of its deal as a whole, and how many of them are ready. */
typedef struct {
  guint all, ready;
} FoDocumentCount;
bool fo_documents_count (FoTxn *txn, const FoOrder *order, FoDocumentCount *ret, GError **error);

/* Where a paper may be opened: https as it stands; a path, or file:, only where it is a file below FOLDER (the warehouse's note
 * "papers_folder", "" there is none), wherever links lead; a path that is not absolute begins there. NULL: it must not, or is not there.
 * Asks the disk: not on the main thread. Free with g_free. */
char *fo_paper_address (const char *file, const char *folder);
