/* SPDX-License-Identifier: GPL-3.0-or-later
 * What there is of the contract in a sales database: older ones lack views and columns that came later. */
#include "message.h"
#include "sql.h"
#include <string.h>

static bool
has (const GPtrArray *columns, const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_str_equal (g_ptr_array_index (columns, i), name))
      return true;
  return false;
}

static bool
is_needed (const FoSqlView *view, const char *column)
{
  g_autofree char *word = g_strconcat (",", column, ",", NULL);

  return strstr (view->needs, word) != NULL;
}

typedef struct {
  FoSqlLink *link;
  FoFindingEach each;
  gpointer data;
} Look;

static void
tell (const Look *look, bool good, const char *id, const char *name, const char *text)
{
  const FoFinding finding = { good, id, (const char *const[]){ name, text, NULL } };

  if (look->each)
    look->each (&finding, look->data);
}

static void
note_missing (Look *look, const char *view, const char *column, bool needed)
{
  g_autofree char *name = column ? g_strconcat (view, ".", column, NULL) : g_strdup (view);

  tell (look, !needed, needed ? "link.sql-missing" : "link.sql-lacks", "object", name);
  look->link->lacks = true;
  if (needed && !look->link->first_missing)
    look->link->first_missing = g_steal_pointer (&name);
}

/* "SELECT a, b FROM …" of the contract with NULL AS b where there is no b. */
static void
reword (Look *look, const FoSqlView *view, FoSalesSql sql, const GPtrArray *columns, bool telling)
{
  const char *agreed = fo_contract_sql_rows[sql].text, *from = strstr (agreed, "\nFROM ");
  g_autofree char *list = g_strndup (agreed + strlen ("SELECT "), (gsize) (from - agreed) - strlen ("SELECT "));
  g_auto (GStrv) names = g_strsplit (list, ",", -1);
  g_autoptr (GString) text = g_string_new ("SELECT ");
  bool same = true;

  for (char **name = names; *name; name++) {
    const char *column = g_strstrip (*name);
    bool there = has (columns, column);

    g_string_append_printf (text, "%s%s%s", name == names ? "" : ", ", there ? "" : "NULL AS ", column);
    same = same && there;
    if (!there && telling)
      note_missing (look, view->view, column, is_needed (view, column));
  }
  g_string_append (text, from);
  fo_sales_reword (look->link->sales, sql, same ? NULL : g_strdup (text->str));
}

static bool
look_at_view (Look *look, gsize i, GError **error)
{
  const FoSqlView *view = &fo_sql_views[i];
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);

  if (!fo_sales_columns (look->link->sales, view->view, columns, error))
    return false;
  look->link->seen[i] = true;
  look->link->missing[i] = columns->len == 0;
  if (columns->len == 0) {
    note_missing (look, view->view, NULL, !view->may_lack);
    return true;
  }
  reword (look, view, view->read, columns, true);
  if (view->one != FO_N_SALES_SQL)
    reword (look, view, view->one, columns, false);
  return true;
}

void
fo_sql_forget (FoSqlLink *link)
{
  memset (link->seen, 0, sizeof link->seen);
  link->lacks = false;
  g_clear_pointer (&link->first_missing, g_free);
}

bool
fo_sql_look (FoSqlLink *link, FoFindingEach each, gpointer data, GError **error)
{
  Look look = { .link = link, .each = each, .data = data };

  for (gsize i = 0; i < FO_N_SQL_VIEWS; i++)
    if (!link->seen[i] && !look_at_view (&look, i, error))
      return false;
  return true;
}

/* ---- the connection test ----------------------------------------------------------------------------------------- */

static bool
take_flag (const FoSalesRow *row, gpointer data, GError **error)
{
  (void) error;
  *(bool *) data = row->values[0] && (row->values[0][0] == 't' || row->values[0][0] == '1');
  return true;
}

static bool
probe_inbox (Look *look, GError **error)
{
  FoSales *sales = look->link->sales;
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  bool may = true;

  if (!fo_sales_columns (sales, "fo_inbox", columns, error))
    return false;
  if (columns->len == 0)
    note_missing (look, "fo_inbox", NULL, true);
  for (const char *const *name = (const char *const[]){ "op_id", "op", "body", "created_at", NULL }; *name; name++)
    if (columns->len > 0 && !has (columns, *name))
      note_missing (look, "fo_inbox", *name, true);
  if (columns->len > 0 && g_str_equal (fo_sales_engine (sales), "postgresql")
      && !fo_sales_ask (sales, FO_SALES_SQL_MAY_INSERT_POSTGRES, NULL, 0, take_flag, &may, NULL, error))
    return false;
  if (!may)
    tell (look, false, "link.sql-may-not-insert", "object", "fo_inbox");
  return true;
}

static bool
take_time (const FoSalesRow *row, gpointer data, GError **error)
{
  (void) error;
  *(char **) data = g_strdup (row->values[0] ? row->values[0] : "");
  return true;
}

bool
fo_sql_probe (FoLink *base, FoFindingEach each, gpointer data, GError **error)
{
  FoSqlLink *link = (FoSqlLink *) base;
  Look look = { .link = link, .each = each, .data = data };
  g_autofree char *now = NULL;
  gint64 now_us;

  if (!fo_sales_ask (link->sales, FO_SALES_SQL_NOW, NULL, 0, take_time, &now, NULL, error))
    return false;
  tell (&look, true, "link.reached", "address", link->sales->uri);
  if (!fo_message_time (now, &now_us))
    tell (&look, false, "link.sql-clock", "text", now);
  fo_sql_forget (link);
  return fo_sql_look (link, each, data, error) && probe_inbox (&look, error);
}

/* ---- for comparing both sides ------------------------------------------------------------------------------------ */

typedef struct {
  void (*each) (json_object *there, gpointer data);
  gpointer data;
} Compare;

static void
add (json_object *object, const char *name, const char *text)
{
  if (text)
    json_object_object_add (object, name, json_object_new_string (text));
}

static bool
take_sent (const FoSalesRow *row, gpointer data, GError **error)
{
  const Compare *compare = data;
  json_object *there = json_object_new_object (), *body = row->values[2] ? json_tokener_parse (row->values[2]) : NULL,
              *lines = NULL;

  (void) error;
  add (there, "op_id", row->values[0]);
  add (there, "op", row->values[1]);
  add (there, "remote_id", row->values[0]);
  if (body && json_object_object_get_ex (body, "lines", &lines))
    json_object_object_add (there, "lines", json_object_get (lines));
  compare->each (there, compare->data);
  json_object_put (body);
  json_object_put (there);
  return true;
}

static bool
take_order (const FoSalesRow *row, gpointer data, GError **error)
{
  const Compare *compare = data;
  const char *deleted = row->values[2] ? row->values[2] : "";
  json_object *there = json_object_new_object ();

  (void) error;
  add (there, "order", row->values[0]);
  add (there, "number", row->values[1]);
  add (there, "open", deleted[0] == '1' || deleted[0] == 't' ? "0" : "1");
  compare->each (there, compare->data);
  json_object_put (there);
  return true;
}

static bool
take_stock (const FoSalesRow *row, gpointer data, GError **error)
{
  const Compare *compare = data;
  json_object *there = json_object_new_object ();

  (void) error;
  for (gsize i = 0; i < row->n; i++)
    add (there, row->names[i], row->values[i]);
  compare->each (there, compare->data);
  json_object_put (there);
  return true;
}

static bool
say_complete (const Compare *compare, const char *what)
{
  json_object *there = json_object_new_object ();

  add (there, "complete", what);
  compare->each (there, compare->data);
  json_object_put (there);
  return true;
}

bool
fo_sql_compare (
    FoLink *base, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error)
{
  FoSales *sales = ((FoSqlLink *) base)->sales;
  Compare compare = { each, data };
  g_autofree char *from = fo_message_time_text (from_us);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  const char *since = from;

  say_complete (&compare, "messages");
  say_complete (&compare, "orders");
  return fo_sales_ask (sales, FO_SALES_SQL_SENT_SINCE, &since, 1, take_sent, &compare, NULL, error)
         && fo_sales_ask (sales, FO_SALES_SQL_OPEN_ORDERS, NULL, 0, take_order, &compare, NULL, error)
         && fo_sales_columns (sales, "fo_stock", columns, error)
         && (columns->len == 0 || say_complete (&compare, "stock"))
         && (columns->len == 0 || fo_sales_ask (sales, FO_SALES_SQL_STOCK, NULL, 0, take_stock, &compare, NULL, error));
}
