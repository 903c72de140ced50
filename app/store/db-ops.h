/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a database engine must do for the store. The engine moves statements and rows and says what became of them;
 * whether to run a work again, to reconnect or to give up is decided once, in store.c, for both.
 *
 * Inside a transaction an engine does not return errors one by one: the first trouble is kept in FoDb, later
 * statements of the same transaction do nothing, and store.c looks at it when the work is over. */
#pragma once

#include "db.h"
#include "postgres-sql.h"

typedef struct FoDb FoDb;

typedef enum {
  FO_DB_FINE,
  FO_DB_STALE, /* a change touched another number of rows than expected */
  FO_DB_RACE,  /* the engine asks for the whole work again */
  FO_DB_LOST,  /* the connection is gone, and nothing of this transaction was kept */
  FO_DB_FAILED /* nothing was kept; error says why */
} FoDbTrouble;

typedef enum {
  FO_DB_KEPT,
  FO_DB_NOT_KEPT, /* trouble says why */
  FO_DB_UNKNOWN   /* COMMIT was given and its answer was not heard, or was an error that proves nothing */
} FoDbCommit;

typedef enum {
  FO_DB_EMPTY,
  FO_DB_FOREIGN, /* tables, but not ours */
  FO_DB_OURS
} FoDbSchema;

typedef struct {
  const char *uri;
  FoStoreFlags flags;
  gint64 patience_ms;  /* how long to wait for the locks of others */
  gint64 *round_trips; /* where to count them */
} FoDbOpening;

typedef struct {
  const char *name;      /* "sqlite", "postgresql" */
  const char *id_type;   /* what @ID@ stands for in a migration */
  const char *clustered; /* what @CLUSTERED@ stands for */
  const char *text_type; /* what TEXT stands for in a migration: keys compare by bytes everywhere; NULL: TEXT */
  bool one_writer; /* BEGIN keeps every other writer out: rows need no lock of their own */
  bool local; /* an unknown outcome that turns out "not kept" is a failed disk, not a lost line: do not try again */

  FoDb *(*open) (const FoDbOpening *opening, GError **error);
  void (*close) (FoDb *db);
  void (*set_patience) (FoDb *db, gint64 patience_ms);

  /* A script without parameters, in or out of a transaction: migrations, and tests. */
  bool (*exec) (FoDb *db, const char *script, GError **error);

  void (*begin) (FoDb *db, bool writes);
  void (*write) (FoDb *db, FoSql sql, int expect, const FoValue *values, gsize n);
  FoRows *(*query) (FoDb *db, FoSql sql, const FoValue *values, gsize n);
  void (*announce) (FoDb *db, FoSql sql, const FoValue *values, gsize n); /* NULL: a question costs no trip */
  /* How many announcements there were; and forgets those behind the first SINCE, for what they ask may have changed. */
  guint (*announced) (FoDb *db);
  void (*forget_announced) (FoDb *db, guint since);
  FoDbCommit (*commit) (FoDb *db);
  void (*rollback) (FoDb *db);

  bool (*rows_next) (FoRows *rows);
  gint64 (*rows_int) (FoRows *rows, int column);
  const char *(*rows_text) (FoRows *rows, int column);
  bool (*rows_is_null) (FoRows *rows, int column);
  void (*rows_free) (FoRows *rows);

  /* Migrations. What is there already; then, where an engine needs them (else NULL): before the transaction, at its
   * start when there is a schema, before the first script (FROM is the newest one applied), after the last one, and
   * after the end. */
  bool (*find_schema) (FoDb *db, FoDbSchema *ret_schema, GError **error);
  bool (*upgrade_begins) (FoDb *db, GError **error);
  bool (*upgrade_locks) (FoDb *db, GError **error);
  bool (*upgrade_copies) (FoDb *db, int from, GError **error);
  bool (*upgrade_checks) (FoDb *db, GError **error);
  bool (*upgrade_ends) (FoDb *db, GError **error);

  /* Who may, where the engine itself watches over it (else NULL). The functions and policies, after the last script; and with ROLES the
   * roles that stations connect with. A function of the server's, in the transaction: its answer is one text. */
  bool (*protect) (FoDb *db, bool roles, GError **error);
  bool (*call) (FoDb *db, FoPgSql function, const char *const *values, char **ret_answer, GError **error);

  /* Is the file itself sound? Reads all of it; and REFERENCES too: does every row find what it refers to? */
  bool (*check) (FoDb *db, bool references, GError **error);
  /* Prepares, but does not run: for the test that every statement is understood. */
  bool (*prepare) (FoDb *db, FoSql sql, GError **error);

  /* The time by the store's clock. */
  bool (*clock) (FoDb *db, gint64 *ret_now_us, GError **error);
  /* Who this connection is to the server, and: make sure that such a one can commit nothing any more. */
  const char *(*session) (FoDb *db);
  bool (*bury) (FoDb *db, const char *session, GError **error);
  /* Makes what is in the store durable beyond doubt, or what is not there stay away, after a failed commit. */
  bool (*make_sure) (FoDb *db, bool kept, GError **error);

  bool (*changed) (FoDb *db);
  bool (*broken) (FoDb *db); /* must be closed and opened again before it is trusted */
  gsize (*statement_counts) (FoDb *db, FoStatementCount *counts, gsize room);
  void (*count_reset) (FoDb *db);
} FoDbOps;

struct FoDb {
  const FoDbOps *ops;
  FoDbTrouble trouble;
  GError *error;
  gint64 *round_trips; /* the store's counter */
  bool unclean;        /* it was not closed properly the last time, as far as the engine can see */
};

struct FoRows {
  FoDb *db;
};

extern const FoDbOps fo_db_sqlite, fo_db_postgres;

/* Keeps the first trouble of a transaction. Takes ERROR. */
void fo_db_fail (FoDb *db, FoDbTrouble trouble, GError *error);
void fo_db_forget_trouble (FoDb *db);
