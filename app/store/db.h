/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the store: statements on a transaction. Every statement is a named text of data/sql/statements, the same for both
 * engines, compiled into the enum FoSql (FO_SQL_<NAME>) of the generated sql.h. Two kinds of value cross: int64 and text.
 */
#pragma once

#include "firstout/store/store.h"
#include "sql.h"

typedef struct {
  enum { FO_VALUE_NULL, FO_VALUE_INT, FO_VALUE_TEXT } kind;
  gint64 number;
  const char *text; /* UTF-8, zero-terminated; copied when queued */
} FoValue;

#define FO_INT(x) ((FoValue){ FO_VALUE_INT, (x), NULL })
#define FO_TEXT(x) fo_value_text (x) /* NULL becomes SQL NULL */
#define FO_NULL ((FoValue){ FO_VALUE_NULL, 0, NULL })
/* An id or a day that may be absent (0, FO_DAY_NONE): SQL NULL then. */
#define FO_ID(x) fo_value_id (x)
FoValue fo_value_text (const char *text);
FoValue fo_value_id (FoId id);

#define FO_VALUES(...) ((const FoValue[]){ __VA_ARGS__ }), G_N_ELEMENTS (((const FoValue[]){ __VA_ARGS__ }))

#define FO_ANY (-1)

/* Queues a change. EXPECT is how many rows it must touch: another number means that something the decision rested on was
 * stale, and the whole work is run again. A failure shows at the next read or at the end. */
void fo_txn_write (FoTxn *txn, FoSql sql, int expect, const FoValue *values, gsize n);

/* Locks rows by an ordinary UPDATE of theirs, where the engine lets several writers in at once. */
void fo_txn_lock (FoTxn *txn, FoSql sql, const FoValue *values, gsize n);

/* Reads. Queued changes go first, in the same round trip. NULL on error, which the caller must pass on as FO_TXN_FAIL. One
 * FoRows of a statement is open at a time. The rows are those of the moment of the question, whatever is changed while
 * they are read; a change made meanwhile costs a copy of the rest, so a long list is read to its end first, or asked
 * with LIMIT. */
typedef struct FoRows FoRows;
FoRows *fo_txn_query (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Says that exactly this will be queried in a moment. Where each question is a round trip, those that were announced are answered
 * together with the first one that is asked; elsewhere it does nothing. The answer is that of the moment of the announcement: what
 * the caller itself changes before it asks is not announced. One announcement answers one query; one that nobody asks for is lost. */
void fo_txn_announce (FoTxn *txn, FoSql sql, const FoValue *values, gsize n);

/* The next row: false at the end, and false with *error set when reading failed (check it once after the loop). */
bool fo_rows_next (FoRows *rows, GError **error);
gint64 fo_rows_int (FoRows *rows, int column);       /* 0 for NULL */
const char *fo_rows_text (FoRows *rows, int column); /* NULL for NULL; valid until the next row */
bool fo_rows_is_null (FoRows *rows, int column);
void fo_rows_free (FoRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoRows, fo_rows_free)
