/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/retention.h"
#include "fill.h"
#include "firstout/core/uuid.h"
#include "firstout/store/exchange.h"

typedef struct {
  FoId id;
  gint64 may_go;
} Seen;

static void
fill_seen (FoRows *rows, gpointer ret)
{
  Seen *seen = ret;

  seen->id = fo_rows_int (rows, 0);
  seen->may_go = fo_rows_int (rows, 1);
}

FoId
fo_retention_before (gint64 at_us)
{
  FoIdMaker maker;

  fo_id_maker_init (&maker, 0, 0);
  return fo_id_next (&maker, at_us);
}

/* ---- messages that somebody still looks at --------------------------------------------------------------------------- */

#define PAGE 500

/* Of open disagreements about messages: their ids. */
static bool
read_disputed (FoTxn *txn, GHashTable *disputed, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (FoConflict));
  uint64_t space = fo_store_space (fo_txn_store (txn));
  FoId after = 0, message;
  guint n;

  g_array_set_clear_func (open, (GDestroyNotify) fo_conflict_clear);
  do {
    g_array_set_size (open, 0);
    if (!fo_conflicts_page (txn, after, PAGE, open, error))
      return false;
    n = open->len;
    for (guint i = 0; i < n; i++) {
      const FoConflict *conflict = &g_array_index (open, FoConflict, i);

      after = conflict->id;
      if (g_str_equal (conflict->entity, "message") && fo_id_of_uuid (conflict->remote_id, space, &message))
        g_hash_table_add (disputed, g_memdup2 (&message, sizeof message));
    }
  } while (n == PAGE);
  return true;
}

/* ---- one page ---------------------------------------------------------------------------------------------------------- */

static void
forget (FoTxn *txn, FoKept which, FoId id)
{
  switch (which) {
  case FO_KEPT_TOLD:
    fo_txn_write (txn, FO_SQL_FORGET_DELIVERIES, FO_ANY, FO_VALUES (FO_INT (id)));
    fo_txn_write (txn, FO_SQL_FORGET_OUTBOX, 1, FO_VALUES (FO_INT (id)));
    return;
  case FO_KEPT_ATTEMPTS:
    fo_txn_write (txn, FO_SQL_FORGET_ATTEMPT, 1, FO_VALUES (FO_INT (id)));
    return;
  case FO_KEPT_HEARD:
    fo_txn_write (txn, FO_SQL_FORGET_HEARD, 1, FO_VALUES (FO_INT (id)));
    return;
  case FO_KEPT_INBOX:
    fo_txn_write (txn, FO_SQL_FORGET_INBOX, 1, FO_VALUES (FO_INT (id)));
    return;
  case FO_N_KEPT:
    break;
  }
  g_assert_not_reached ();
}

bool
fo_retention_step (FoTxn *txn, const FoForgetting *walk, guint limit, FoForgetting *ret, GError **error)
{
  static const FoSql pages[FO_N_KEPT] = { [FO_KEPT_TOLD] = FO_SQL_RETENTION_TOLD,
                                          [FO_KEPT_ATTEMPTS] = FO_SQL_RETENTION_ATTEMPTS,
                                          [FO_KEPT_HEARD] = FO_SQL_RETENTION_HEARD,
                                          [FO_KEPT_INBOX] = FO_SQL_RETENTION_INBOX };
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (Seen));
  g_autoptr (GHashTable) disputed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  FoForgetting now = *walk;

  if (!fo_fill_all (txn, pages[walk->which], FO_VALUES (FO_INT (walk->after), FO_INT (walk->before), FO_INT (limit)),
                    fill_seen, seen, error)
      || (walk->which == FO_KEPT_TOLD && !read_disputed (txn, disputed, error)))
    return false;
  for (guint i = 0; i < seen->len; i++) {
    const Seen *row = &g_array_index (seen, Seen, i);

    now.after = row->id;
    if (!row->may_go || g_hash_table_contains (disputed, &row->id))
      continue;
    forget (txn, walk->which, row->id);
    now.forgotten++;
  }
  now.is_over = seen->len < limit;
  *ret = now;
  return true;
}
