/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kits, customers, questions, and what was opened here: both ways, on both engines on both sides. */
#include "firstout/store/channels.h"
#include "firstout/work/asking.h"
#include "firstout/work/goods.h"
#include "shop.h"

static FoAct
act_of (const Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoAct act = { .operation = fo_store_next_id (shop->w->store, &error), .station = "1", .person = "Петрова" };

  g_assert_no_error (error);
  return act;
}

static void
add_items (Shop *shop)
{
  shop_add (shop, "items", "code", "PUMP", "name", "Насос", "unit", "шт", "tracking", "lot", NULL);
  shop_add (shop, "items", "code", "HOSE", "name", "Шланг", "unit", "м", "tracking", "lot", NULL);
  shop_add (shop, "items", "code", "KIT", "name", "Станция", "unit", "шт", "kind", "kit", NULL);
}

/* An order of kits that came before anybody said what they are is taken when somebody does; sales hears of kits alone. */
static void
test_kits (Shop *shop)
{
  FoId order;

  add_items (shop);
  shop_add (shop, "orders", "number", "214", "deal", "D-7", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "KIT", "quantity", "2", NULL);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.rejected, ==, 1);
  shop_add (shop, "kit_lines", "item", "KIT", "component", "PUMP", "quantity", "1", NULL);
  shop_add (shop, "kit_lines", "item", "KIT", "component", "HOSE", "quantity", "2.5", NULL);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.rejected, ==, 0);
  shop_expect_store (shop, "SELECT i.code, l.ordered_u, l.goods FROM order_line l JOIN item i ON i.item_id = l.item_id ORDER BY i.code",
                     "HOSE|5000000|1\nKIT|2000000|0\nPUMP|2000000|1\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "0\n");
  order = shop_order (shop, "1");
  warehouse_receive (shop->w, shop_item (shop, "1"), "P", NULL, 2);
  warehouse_receive (shop->w, shop_item (shop, "2"), "H", NULL, 5);
  warehouse_release (shop->w, order, FO_OK);
  warehouse_pick (shop->w, order, "P", 2, NULL, FO_OK);
  warehouse_pick (shop->w, order, "H", 5, NULL, FO_COMPLETE);
  warehouse_ship (shop->w, order, FO_COMPLETE);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT position, item, lot, quantity FROM shipment_lines", "1|KIT||2\n");
  shop_expect_rows (shop, "SELECT position, kit, item, lot, quantity FROM shipment_components ORDER BY item",
                    "1|KIT|HOSE|H|5\n1|KIT|PUMP|P|2\n");
  shop_expect_rows (shop, "SELECT position, item, shipped, missing FROM reservations", "1|KIT|2|0\n");
  /* Lowered below what left: the kit's line is in dispute, once. */
  shop_run (shop, "UPDATE order_lines SET quantity = '1'");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.disputed, ==, 1);
  warehouse_expect_clean (shop->w);
}

static void
test_customers (Shop *shop)
{
  add_items (shop);
  shop_add (shop, "customers", "name", "Север", "min_life_days", "30", NULL);
  shop_add (shop, "orders", "number", "214", "customer", "Север", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP", "quantity", "1", NULL);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT o.gate, l.min_life_days FROM sales_order o JOIN order_line l ON l.order_id = o.order_id",
                     "open|30\n");
  shop_run (shop, "UPDATE customers SET blocked = 1, min_life_days = 45");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT o.gate, l.min_life_days FROM sales_order o JOIN order_line l ON l.order_id = o.order_id",
                     "closed|45\n");
  shop_run (shop, "UPDATE customers SET blocked = 0, credit = 1");
  shop_run (shop, "UPDATE orders SET paid = 0");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT gate, gate_said FROM sales_order", "open|closed\n");
}

static FoVerdict
undo (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (shop);

  g_assert_true (fo_work_undo (shop->w->store, &act, 0, &shop->w->reply, &error));
  g_assert_no_error (error);
  return shop->w->reply.verdict;
}

static void
undo_last (Shop *shop)
{
  g_assert_cmpint (undo (shop), ==, FO_OK);
}

static void
test_questions (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoId ask;
  FoSeenLot seen = { 0, 3 * FO_ONE };
  g_autofree char *id = NULL;
  FoAct act;

  add_items (shop);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "questions", "order_number", "214", "item", "PUMP", "quantity", "5", "note", "правда?", NULL);
  shop_sync (shop);
  warehouse_receive (shop->w, shop_item (shop, "1"), "P", NULL, 4);
  id = shop_store_rows (shop, "SELECT availability_id FROM availability WHERE answer IS NULL");
  g_strchomp (id);
  ask = g_ascii_strtoll (id, NULL, 10);
  act = act_of (shop);
  g_assert_true (fo_work_answer_availability (shop->w->store, &act, ask, &seen, 1, &shop->w->reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT order_number, item, asked, found FROM answers", "214|PUMP|5|3\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM count_wish WHERE reason = 'availability'", "1\n");
  /* Answered is answered. */
  shop_run (shop, "UPDATE questions SET quantity = '9'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT COUNT (*) FROM availability WHERE answer IS NULL", "0\n");
  /* ... unless the answer is taken back: sales has it, and hears that it does not hold. */
  undo_last (shop);
  shop_expect_store (shop, "SELECT COUNT (*) FROM availability WHERE answer IS NULL", "1\n");
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT COUNT (*) FROM answers", "2\n");
  shop_expect_rows (shop, "SELECT COUNT (*) FROM answers WHERE CAST (recalled AS TEXT) IN ('1', 'true')", "1\n");
  /* One that nobody has begun to send is never sent. */
  act = act_of (shop);
  g_assert_true (fo_work_answer_availability (shop->w->store, &act, ask, NULL, 0, &shop->w->reply, &error));
  undo_last (shop);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT COUNT (*) FROM answers", "2\n");
}

/* What is opened here is entered by sales with our number, and comes back as an echo: one order, one purchase. */
static void
test_born_here (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoOpenLine line = { 0 };
  FoOpenOrder what = { .customer = "Север", .due_on = FO_DAY_NONE, .lines = &line, .n_lines = 1 };
  FoOpenSupply purchase = { .kind = FO_SUPPLY_PURCHASE, .quantity_u = 7 * FO_ONE, .partner = "Метиз", .ready_on = FO_DAY_NONE };
  FoAct act;

  add_items (shop);
  shop_add (shop, "customers", "name", "Север", NULL);
  shop_sync (shop);
  line = (FoOpenLine){ shop_item (shop, "1"), 3 * FO_ONE };
  act = act_of (shop);
  g_assert_true (fo_work_open_order (shop->w->store, &act, &what, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  purchase.item = line.item;
  act = act_of (shop);
  g_assert_true (fo_work_open_supply (shop->w->store, &act, &purchase, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT op, number, kind, item, quantity, customer FROM wishes ORDER BY op_id",
                    "order.open|W-000001||||Север\nsupply.open|W-000002|purchase|PUMP|7|\n");
  shop_add (shop, "orders", "number", "214", "customer", "Север", "paid", "1", "reference", "W-000001", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP", "quantity", "3", NULL);
  shop_add (shop, "supplies", "kind", "purchase", "number", "PO-9", "item", "PUMP", "quantity", "7", "reference", "W-000002", NULL);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.rejected + shop->round.disputed, ==, 0);
  shop_expect_store (shop, "SELECT number, remote_id FROM sales_order", "214|1\n");
  shop_expect_store (shop, "SELECT ordered_u, promised_u, remote_id FROM order_line", "3000000|3000000|1\n");
  shop_expect_store (shop, "SELECT number, ordered_u, promised_u, remote_id FROM supply", "PO-9|7000000|3000000|1\n");
  fo_gateway_read_all (shop->gateway);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT COUNT (*) FROM sales_order", "1\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM supply", "1\n");
  /* One that is not wanted after all. */
  act = act_of (shop);
  g_assert_true (fo_work_open_order (shop->w->store, &act, &what, &shop->w->reply, &error));
  shop_sync (shop);
  undo_last (shop);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT op, number, customer FROM wishes WHERE number = 'W-000003' ORDER BY op_id",
                    "order.open|W-000003|Север\norder.cancel|W-000003|Север\n");
  warehouse_expect_clean (shop->w);
}

static FoVerdict
match (Shop *shop, const char *ours, const char *theirs)
{
  g_autoptr (GError) error = NULL;
  FoAct act = act_of (shop);

  g_assert_true (fo_work_match (shop->w->store, &act, ours, theirs, &shop->w->reply, &error));
  g_assert_no_error (error);
  return shop->w->reply.verdict;
}

/* A match is taken back until sales has heard of it, or has spoken of its order since. */
static void
test_match_taken_back (Shop *shop)
{
  static const char both[] = "SELECT number, COALESCE (remote_id, '-') FROM sales_order ORDER BY number";
  g_autoptr (GError) error = NULL;
  FoOpenLine line = { 0 };
  FoOpenOrder what = { .customer = "Север", .due_on = FO_DAY_NONE, .lines = &line, .n_lines = 1 };
  FoAct act;

  add_items (shop);
  shop_add (shop, "customers", "name", "Юг", NULL);
  shop_add (shop, "customers", "name", "Север", NULL);
  shop_add (shop, "orders", "number", "214", "customer", "Юг", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP", "quantity", "3", NULL);
  shop_sync (shop);
  line = (FoOpenLine){ shop_item (shop, "1"), 3 * FO_ONE };
  act = act_of (shop);
  g_assert_true (fo_work_open_order (shop->w->store, &act, &what, &shop->w->reply, &error));
  shop_sync (shop);
  g_assert_cmpint (match (shop, "W-000001", "214"), ==, FO_OK);
  undo_last (shop);
  shop_expect_store (shop, both, "214|1\nW-000001|-\n");
  shop_expect_store (shop, "SELECT ordered_u, cancelled_u, COALESCE (remote_id, '-') FROM order_line ORDER BY line_id",
                     "3000000|0|1\n3000000|0|-\n");
  /* What it would have told is not told: sales hears of its own order alone. */
  shop_sync (shop);
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE state = 'waiting'", "0\n");
  g_assert_cmpint (match (shop, "W-000001", "214"), ==, FO_OK);
  shop_run (shop, "UPDATE order_lines SET quantity = '4'");
  fo_gateway_read_all (shop->gateway);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT ordered_u FROM order_line WHERE remote_id IS NOT NULL", "4000000\n");
  g_assert_cmpint (undo (shop), ==, FO_KNOWN_TO_SALES);
  warehouse_expect_clean (shop->w);
}

/* The papers of sales hang on their orders, and are ready when sales says so. */
static void
test_documents (Shop *shop)
{
  add_items (shop);
  shop_add (shop, "orders", "number", "214", "deal", "D-7", "paid", "1", NULL);
  shop_add (shop, "papers", "order_number", "214", "kind", "upd", "number", "11-204", "issued_on", "2026-11-22", "file",
            "//office/upd/11-204.pdf", NULL);
  shop_add (shop, "papers", "order_number", "214", "kind", "invoice", "number", "988", "ready", "1", NULL);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.rejected, ==, 0);
  shop_expect_store (shop, "SELECT deal, kind, number, issued_on, file, ready FROM document ORDER BY number",
                     "D-7|upd|11-204|2026-11-22|//office/upd/11-204.pdf|0\nD-7|invoice|988|||1\n");
  shop_run (shop, "UPDATE papers SET ready = 1 WHERE number = '11-204'");
  shop_run (shop, "UPDATE papers SET deleted = 1 WHERE number = '988'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT number, ready FROM document", "11-204|1\n");
}

/* Each channel calls the stages as it likes: sales is told its word, and its word for "confirmed" opens the gate. */
static FoTxnEnd
set_words (FoTxn *txn, gpointer data, GError **error)
{
  static const FoChannelWord words[] = { { "shop", FO_STAGE_CONFIRMED, "Оплачен" },
                                         { "shop", FO_STAGE_NEW, "Новый" },
                                         { "", FO_STAGE_IN_WORK, "В работе" } };

  (void) data, (void) error;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    fo_channel_set (txn, &words[i]);
  return FO_TXN_COMMIT;
}

static void
test_channels (Shop *shop)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (shop->w->store, 0, set_words, NULL, &error));
  shop_run (shop, "DROP VIEW fo_orders");
  shop_run (shop, "CREATE VIEW fo_orders AS SELECT id, rev, changed_at, deleted, number, deal, customer, channel, state AS sales_state,"
                  " NULL AS gate, NULL AS due_on, ship_complete, warehouse, reference FROM orders");
  add_items (shop);
  shop_add (shop, "orders", "number", "214", "channel", "shop", "state", "Новый", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP", "quantity", "2", NULL);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT gate FROM sales_order", "closed\n");
  warehouse_receive (shop->w, shop_item (shop, "1"), "P", NULL, 1);
  shop_sync (shop);
  shop_expect_rows (shop,
                    shop->engine == FO_TEST_POSTGRESQL ? "SELECT body ->> 'stage', body ->> 'word' FROM fo_inbox WHERE op = 'order.state'"
                                                       : "SELECT body ->> '$.stage', body ->> '$.word' FROM fo_inbox WHERE op = 'order.state'",
                    "in_work|В работе\n");
  shop_run (shop, "UPDATE orders SET state = 'Оплачен'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT gate FROM sales_order", "open\n");
}

/* Sales says whose goods a line takes: a promise never crosses owners. */
static void
test_owner (Shop *shop)
{
  shop_add (shop, "items", "code", "PUMP-50", "name", "Pump", "unit", "шт", "tracking", "lot", NULL);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP-50", "quantity", "3", "owner", "Группа Б", NULL);
  shop_sync (shop);
  warehouse_receive (shop->w, shop_item (shop, "1"), "L1", NULL, 5);
  shop_expect_store (shop, "SELECT owner FROM order_line", "Группа Б\n");
  warehouse_expect_line (shop->w, shop_line (shop, "1"), "promised 0 held 0 picked 0 shipped 0 missing 3");
  shop_run (shop, "UPDATE order_lines SET owner = NULL");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT owner FROM order_line", "\n");
  warehouse_expect_line (shop->w, shop_line (shop, "1"), "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (shop->w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/deals/kits", test_kits);
  shop_each ("/sync/deals/customers", test_customers);
  shop_each ("/sync/deals/questions", test_questions);
  shop_each ("/sync/deals/born-here", test_born_here);
  shop_each ("/sync/deals/match-taken-back", test_match_taken_back);
  shop_each ("/sync/documents", test_documents);
  shop_each ("/sync/deals/channels", test_channels);
  shop_each ("/sync/deals/owner", test_owner);
  return g_test_run ();
}
