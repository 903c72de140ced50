/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the PostgreSQL engine share: the connection as a pipe of questions sent and answers to come. */
#pragma once

#include "db-postgres-link.h"

typedef enum {
  AWAIT_PLAIN, /* BEGIN, ROLLBACK, NOTIFY … : only an error would be interesting */
  AWAIT_PREPARED,
  AWAIT_CHANGE,
  AWAIT_ROWS,
  AWAIT_ANNOUNCED,
  AWAIT_COMMIT,
  AWAIT_SYNC
} AwaitKind;

/* An answer that will come, in the order of the questions. */
typedef struct {
  AwaitKind kind;
  FoSql sql;
  bool counted;   /* the variant that counts its rows */
  bool forgotten; /* nobody waits for it any more: its error means nothing */
  guint number;   /* of the announcement */
} Await;

/* A question that was sent before it was asked. */
typedef struct {
  FoSql sql;
  guint number;
  char *values;     /* all of them as one text */
  PGresult *answer; /* NULL: not heard yet, or given out */
} Announced;

typedef enum { NOT_PREPARED, PREPARATION_SENT, IS_PREPARED } Preparation;

typedef struct {
  FoRows base;
  PGresult *result; /* NULL: not open */
  int row;
} PgRows;

typedef struct {
  Preparation plain, counted;
  gint64 runs;
  PgRows rows;
} PgStatement;

typedef struct {
  FoDb base;
  PGconn *conn;
  char *session;
  bool reads_only;
  gint64 answer_ms; /* how long to wait for a sign of life */
  GArray *awaited;
  guint heard;    /* how many of them have come */
  bool begin_due; /* BEGIN is sent with the first statement */
  bool writing;
  bool unsynced; /* something was sent since the last sync */
  bool committed;
  bool listening;
  PGresult *answer;
  GArray *announced; /* in this transaction */
  guint last_announced;
  PgStatement statements[FO_N_SQL];
} PgDb;

/* The connection is gone: nothing that was sent will be answered. */
void fo_pg_lose (PgDb *db);
bool fo_pg_is_gone (PgDb *db);

/* Sending. False when the connection is gone. BEGIN and the preparation of a statement go along when they are due. */
bool fo_pg_send_text (PgDb *db, const char *text, AwaitKind kind);
bool fo_pg_send_sync (PgDb *db);
bool fo_pg_send_begin_if_due (PgDb *db);
bool fo_pg_send_preparation_if_due (PgDb *db, FoSql sql, bool counted);
bool fo_pg_send_statement (PgDb *db, FoSql sql, const FoValue *values, gsize n, bool counted, AwaitKind kind);

/* Announcements: their list, sent, looked for (NULL: there is none), and thrown away. */
GArray *fo_pg_announcements_new (void);
void fo_pg_announce (FoDb *db, FoSql sql, const FoValue *values, gsize n);
Announced *fo_pg_find_announced (PgDb *db, FoSql sql, const FoValue *values, gsize n);
void fo_pg_forget_announced (PgDb *db, guint since); /* all but the first SINCE */

/* Hearing: one round trip that answers everything sent; or only what has come already. The first trouble is kept in
 * FoDb. */
bool fo_pg_hear_all (PgDb *db);
void fo_pg_hear_ready (PgDb *db);
/* Nobody waits any more for what was sent: it is heard when something else is. */
void fo_pg_forget_awaited (PgDb *db);
