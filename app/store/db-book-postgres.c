/* SPDX-License-Identifier: GPL-3.0-or-later
 * COPY in its text form: one line a row, values apart by tabulators, \N for NULL, a backslash before what would be
 * mistaken (PostgreSQL manual, COPY, "Text Format"). */
#include "book.h"
#include "db-postgres-link.h"
#include <string.h>

typedef struct {
  FoBook base;
  PGconn *conn;
  char *line;          /* of the row that is read, values unescaped in place */
  const char **values; /* into line */
  GString *out;        /* rows on their way */
} PgBook;

#define FLUSH_BYTES 65536

static bool
failed (PgBook *book, const PGresult *result, GError **error)
{
  const char *state = result ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *said = result ? PQresultErrorMessage (result) : PQerrorMessage (book->conn);
  GError *why = NULL;

  fo_pg_judge (state, said, book->base.table ? book->base.table->name : "copy", &why);
  g_propagate_error (error, why);
  return false;
}

static bool
run (PgBook *book, const char *text, ExecStatusType expected, GError **error)
{
  PGresult *result = PQexec (book->conn, text);
  bool fine = PQresultStatus (result) == expected;

  if (!fine)
    failed (book, result, error);
  PQclear (result);
  return fine;
}

/* What COPY itself had to say at its end. */
static bool
hear_end (PgBook *book, GError **error)
{
  PGresult *result;
  bool fine = true;

  while ((result = PQgetResult (book->conn))) {
    if (fine && PQresultStatus (result) != PGRES_COMMAND_OK)
      fine = failed (book, result, error);
    PQclear (result);
  }
  return fine;
}

static void
postgres_close (FoBook *base)
{
  PgBook *book = (PgBook *) base;

  PQfinish (book->conn);
  if (book->line)
    PQfreemem (book->line);
  g_free (book->values);
  g_string_free (book->out, TRUE);
  g_free (book);
}

static bool
postgres_begin (FoBook *base, bool writes, GError **error)
{
  return run ((PgBook *) base, writes ? "BEGIN; SET LOCAL firstout.copying = 'on'" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", PGRES_COMMAND_OK,
              error);
}

static bool
postgres_commit (FoBook *base, GError **error)
{
  base->table = NULL;
  return run ((PgBook *) base, "COMMIT", PGRES_COMMAND_OK, error);
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

static bool
postgres_read (FoBook *base, const FoBookTable *table, GError **error)
{
  PgBook *book = (PgBook *) base;
  g_autofree char *columns = fo_book_columns (table, table->n), *key = fo_book_columns (table, table->n_key);
  g_autofree char *text =
      g_strdup_printf ("COPY (SELECT %s FROM \"%s\" WHERE %s ORDER BY %s) TO STDOUT", columns, table->name,
                       table->where ? table->where : "true", key);

  base->table = table;
  g_free (book->values);
  book->values = g_new0 (const char *, table->n + 1);
  return run (book, text, PGRES_COPY_OUT, error);
}

/* One value in place; *ret_rest is behind its tabulator or line end. */
static const char *
take_value (char *text, char **ret_rest)
{
  static const char escaped[] = "bfnrtv", meant[] = "\b\f\n\r\t\v";
  bool is_null = strncmp (text, "\\N", 2) == 0 && (text[2] == '\t' || text[2] == '\n');
  char *to = text, *from = text;

  for (; *from && *from != '\t' && *from != '\n'; from++) {
    const char *known;

    if (*from == '\\' && from[1]) {
      from++;
      known = strchr (escaped, *from);
      *to++ = known ? meant[known - escaped] : *from;
    } else {
      *to++ = *from;
    }
  }
  *ret_rest = *from ? from + 1 : from;
  *to = '\0';
  return is_null ? NULL : text;
}

static bool
postgres_next (FoBook *base, const char *const **ret_values, GError **error)
{
  PgBook *book = (PgBook *) base;
  char *rest;
  int length;

  if (book->line)
    PQfreemem (g_steal_pointer (&book->line));
  length = PQgetCopyData (book->conn, &book->line, 0);
  if (length == -2)
    return failed (book, NULL, error);
  *ret_values = length > 0 ? book->values : NULL;
  if (length <= 0)
    return hear_end (book, error);
  rest = book->line;
  for (guint i = 0; i < base->table->n; i++)
    book->values[i] = take_value (rest, &rest);
  return true;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

static bool
postgres_empty (FoBook *base, const FoBookTable *table, GError **error)
{
  g_autofree char *text = g_strdup_printf ("DELETE FROM \"%s\"", table->name);

  base->table = table;
  return run ((PgBook *) base, text, PGRES_COMMAND_OK, error);
}

static bool
postgres_fill (FoBook *base, const FoBookTable *table, GError **error)
{
  g_autofree char *columns = fo_book_columns (table, table->n);
  g_autofree char *text = g_strdup_printf ("COPY \"%s\" (%s) FROM STDIN", table->name, columns);

  base->table = table;
  return run ((PgBook *) base, text, PGRES_COPY_IN, error);
}

static bool
flush (PgBook *book, GError **error)
{
  bool sent = book->out->len == 0 || PQputCopyData (book->conn, book->out->str, (int) book->out->len) == 1;

  g_string_truncate (book->out, 0);
  return sent || failed (book, NULL, error);
}

static void
add_value (GString *out, const char *value)
{
  if (!value) {
    g_string_append (out, "\\N");
    return;
  }
  for (; *value; value++)
    switch (*value) {
    case '\\':
      g_string_append (out, "\\\\");
      break;
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    default:
      g_string_append_c (out, *value);
    }
}

static bool
postgres_put (FoBook *base, const char *const *values, GError **error)
{
  PgBook *book = (PgBook *) base;

  for (guint i = 0; i < base->table->n; i++) {
    if (i)
      g_string_append_c (book->out, '\t');
    add_value (book->out, values[i]);
  }
  g_string_append_c (book->out, '\n');
  return book->out->len < FLUSH_BYTES || flush (book, error);
}

static bool
postgres_filled (FoBook *base, GError **error)
{
  PgBook *book = (PgBook *) base;

  if (!flush (book, error))
    return false;
  if (PQputCopyEnd (book->conn, NULL) != 1)
    return failed (book, NULL, error);
  return hear_end (book, error);
}

static const FoBookOps postgres_ops = { postgres_close, postgres_begin, postgres_commit, postgres_read, postgres_next,
                                        postgres_empty, postgres_fill,  postgres_put,    postgres_filled };

FoBook *
fo_book_open_postgres (const char *uri, GError **error)
{
  g_autofree char *session = NULL;
  PGconn *conn = fo_pg_connect (uri, 10000, &session, error);
  PgBook *book;

  if (!conn)
    return NULL;
  book = g_new0 (PgBook, 1);
  book->base.ops = &postgres_ops;
  book->conn = conn;
  book->out = g_string_new (NULL);
  PQsetnonblocking (conn, 0); /* rows wait until they can go */
  if (run (book, "SET statement_timeout = 0", PGRES_COMMAND_OK, error)) /* a long table takes long */
    return &book->base;
  postgres_close (&book->base);
  return NULL;
}
