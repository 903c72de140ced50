/* SPDX-License-Identifier: GPL-3.0-or-later
 * Items are found by the beginnings of their words, on both engines alike. */
#include "firstout/store/item-names.h"
#include "support/stores.h"

#include <string.h>

static const struct {
  const char *code, *name, *name_de, *name_en;
} items[] = {
  { "SEALANT-310", "Герметик 310 мл", "Dichtstoff 310 ml", "Sealant 310 ml" },
  { "BOLT-M8X40", "Болт М8х40", "Schraube", "Bolt" },
  { "PUMP-20", "Насос «Волна» (чугун)", "Pumpe", "Pump" },
  { "PUMP-20/5", "Насос дренажный", "Tauchpumpe", "Pump, submersible" },
};

/* What is typed, and what is found, by code. */
static const struct {
  const char *typed, *found;
} searches[] = {
  { "sealant", "SEALANT-310" },
  { "ГЕРМ", "SEALANT-310" },
  { "310", "SEALANT-310" },
  { "sealant-310", "SEALANT-310" },
  { "мл герметик", "SEALANT-310" },
  { "40", "BOLT-M8X40" },
  { "8x40", "BOLT-M8X40" },
  { "волна", "PUMP-20" },
  { "\"Волна\"", "PUMP-20" },
  { "насос", "PUMP-20 PUMP-20/5" },
  { "насос 20", "PUMP-20 PUMP-20/5" },
  { "насос дрен pump", "PUMP-20/5" },
  { "насос герметик", "" },
  { "din 933", "BOLT-M8X40" }, /* what the supplier calls it, with a word of its own name as well */
  { "933 bolt", "BOLT-M8X40" },
  { "старый", "" },            /* what it was called, and is no more */
  { "ерметик", "" },
  { "%", "" },
  { "", "BOLT-M8X40 PUMP-20 PUMP-20/5 SEALANT-310" },
};

typedef struct {
  const char *typed;
  guint limit;
  char *found;
} Search;

static void
call_it (FoTxn *txn, FoItem *item)
{
  FoItemName name = { .item = item->id, .called = FO_CALLED_BY_SUPPLIER, .text = "DIN-933/8" },
             old = { .item = item->id, .called = FO_CALLED_FORMERLY, .text = "Старый болт" };

  fo_item_name_set (txn, &name);
  fo_item_name_set (txn, &old);
  fo_item_name_remove (txn, &old);
  fo_item_update (txn, item, NULL); /* its own words anew: the others stay */
}

static FoTxnEnd
fill (FoTxn *txn, gpointer data, GError **error)
{
  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    FoItem item = { .id = fo_store_next_id (fo_txn_store (txn), error), .unit = "шт" };

    g_assert_cmpint (item.id, !=, 0);
    g_strlcpy (item.code, items[i].code, sizeof item.code);
    g_strlcpy (item.name, items[i].name, sizeof item.name);
    g_strlcpy (item.name_de, items[i].name_de, sizeof item.name_de);
    g_strlcpy (item.name_en, items[i].name_en, sizeof item.name_en);
    fo_item_insert (txn, &item, NULL);
    if (strcmp (item.code, "BOLT-M8X40") == 0)
      call_it (txn, &item);
  }
  return FO_TXN_COMMIT;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_autoptr (GString) codes = g_string_new (NULL);
  Search *search = data;

  if (!fo_items_search (txn, search->typed, search->limit, found, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (codes, "%s%s", i ? " " : "", g_array_index (found, FoItem, i).code);
  g_free (search->found);
  search->found = g_strdup (codes->str);
  return FO_TXN_COMMIT;
}

static void
must_find (FoStore *store, const char *typed, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  Search search = { typed, limit, NULL };

  g_assert_true (fo_store_read (store, look, &search, &error));
  g_assert_no_error (error);
  g_test_message ("\"%s\": %s", typed, search.found);
  g_assert_cmpstr (search.found, ==, expected);
  g_free (search.found);
}

static void
test_words (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, fill, NULL, &error));
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    must_find (store, searches[i].typed, 10, searches[i].found);
}

static FoTxnEnd
rename_sealant (FoTxn *txn, gpointer data, GError **error)
{
  FoItem item;

  (void) data;
  g_assert_cmpint (fo_item_find_by_code (txn, "SEALANT-310", &item, error), ==, FO_FOUND);
  g_strlcpy (item.name, "Клей 310 мл", sizeof item.name);
  fo_item_update (txn, &item, NULL);
  fo_item_update (txn, &item, NULL); /* said again, as sales does */
  return FO_TXN_COMMIT;
}

static void
test_renamed (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (store, 0, fill, NULL, &error));
  g_assert_true (fo_store_write (store, 0, rename_sealant, NULL, &error));
  must_find (store, "герметик", 10, "");
  must_find (store, "клей", 10, "SEALANT-310");
  must_find (store, "мл", 10, "SEALANT-310");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/search/words", test_words);
  fo_test_each_store ("/search/renamed", test_renamed);
  return g_test_run ();
}
