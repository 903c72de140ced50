/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/item-names.h"
#include "fill.h"

#include <string.h>

/* ---- what is looked up ------------------------------------------------------------------------------------------- */

static gunichar
plain (gunichar c)
{
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ? '-' : c; /* what a word processor makes of "-" */
}

char *
fo_item_name_key (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed ? composed : "", -1);
  GString *key = g_string_new (NULL);

  for (const char *p = folded; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isspace (c))
      g_string_append_unichar (key, plain (c));
    else if (key->len > 0 && key->str[key->len - 1] != ' ')
      g_string_append_c (key, ' ');
  }
  if (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
  return g_string_free (key, FALSE);
}

static bool
is_there (const GArray *items, guint first, FoId id)
{
  for (guint i = first; i < items->len; i++)
    if (g_array_index (items, FoItem, i).id == id)
      return true;
  return false;
}

bool
fo_items_called (FoTxn *txn, const char *text, GArray *items, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_autofree char *key = fo_item_name_key (text);
  guint first = items->len;

  if (!fo_fill_all (txn, FO_SQL_ITEMS_CALLED, FO_VALUES (FO_TEXT (text), FO_TEXT (key)), fo_fill_item, found, error))
    return false;
  for (guint i = 0; i < found->len; i++)
    if (!is_there (items, first, g_array_index (found, FoItem, i).id))
      g_array_append_val (items, g_array_index (found, FoItem, i));
  return true;
}

FoFound
fo_item_find_meant (FoTxn *txn, const char *text, FoItem *ret, FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_items_called (txn, text, items, error))
    return FO_FAILED;
  *ret_verdict = items->len == 0 ? FO_ITEM_UNKNOWN : FO_OK;
  if (items->len == 0)
    return FO_ABSENT;
  if (items->len > 1 && strcmp (g_array_index (items, FoItem, 0).code, text) != 0) {
    *ret_verdict = FO_CODE_AMBIGUOUS;
    return FO_ABSENT;
  }
  *ret = g_array_index (items, FoItem, 0);
  return FO_FOUND;
}

/* ---- the names --------------------------------------------------------------------------------------------------- */

static void
fill_name (FoRows *rows, gpointer ret)
{
  FoItemName *name = ret;

  *name = (FoItemName){ .item = fo_rows_int (rows, 0) };
  fo_rows_copy (rows, 1, name->customer, sizeof name->customer);
  fo_rows_copy (rows, 2, name->text, sizeof name->text);
  fo_called_parse (fo_rows_text (rows, 3), &name->called);
}

bool
fo_item_names_of (FoTxn *txn, FoId item, GArray *names, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ITEM_NAMES_OF, FO_VALUES (FO_INT (item)), fill_name, names, error);
}

FoFound
fo_item_name_find (FoTxn *txn, FoId item, const char *customer, const char *text, FoItemName *ret, GError **error)
{
  g_autofree char *key = fo_item_name_key (text);

  return fo_fill_one (txn, FO_SQL_ITEM_NAME_FIND, FO_VALUES (FO_INT (item), FO_TEXT (customer), FO_TEXT (key)),
                      fill_name, ret, error);
}

FoFound
fo_item_name_of_customer (FoTxn *txn, FoId item, const char *customer, FoItemName *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ITEM_NAME_OF_CUSTOMER, FO_VALUES (FO_INT (item), FO_TEXT (customer)), fill_name, ret,
                      error);
}

bool
fo_item_name_page (FoTxn *txn, const FoItemName *after, guint limit, GArray *names, GError **error)
{
  g_autofree char *key = fo_item_name_key (after ? after->text : "");

  return fo_fill_all (txn, FO_SQL_ITEM_NAME_PAGE,
                      FO_VALUES (FO_INT (after ? after->item : 0), FO_TEXT (after ? after->customer : ""),
                                 FO_TEXT (key), FO_INT (limit)),
                      fill_name, names, error);
}

void
fo_item_name_set (FoTxn *txn, const FoItemName *name)
{
  g_autofree char *key = fo_item_name_key (name->text);

  fo_txn_write (txn, FO_SQL_ITEM_NAME_SET, 1,
                FO_VALUES (FO_INT (name->item), FO_TEXT (name->customer), FO_TEXT (key), FO_TEXT (name->text),
                           FO_TEXT (fo_called_name (name->called))));
  fo_txn_write (txn, FO_SQL_ITEM_WORDS_SET, FO_ANY, FO_VALUES (FO_INT (name->item)));
}

void
fo_item_name_remove (FoTxn *txn, const FoItemName *name)
{
  g_autofree char *key = fo_item_name_key (name->text);

  fo_txn_write (txn, FO_SQL_ITEM_NAME_DELETE, FO_ANY,
                FO_VALUES (FO_INT (name->item), FO_TEXT (name->customer), FO_TEXT (key)));
  fo_txn_write (txn, FO_SQL_ITEM_WORDS_FORGET, FO_ANY, FO_VALUES (FO_INT (name->item), FO_TEXT ("")));
  fo_txn_write (txn, FO_SQL_ITEM_WORDS_SET, FO_ANY, FO_VALUES (FO_INT (name->item)));
}

void
fo_item_names_rename_customer (FoTxn *txn, const char *from, const char *to)
{
  fo_txn_write (txn, FO_SQL_ITEM_NAME_RENAME_CUSTOMER, FO_ANY, FO_VALUES (FO_TEXT (from), FO_TEXT (to)));
}
