-- SPDX-License-Identifier: GPL-3.0-or-later
-- The contract with a sales database. Its administrator makes the views below from whatever tables there are, and one table.
-- We read the views and insert into the table; nothing else is ever touched.
--
-- Each view has
--   id          what that row is called for ever; text or number
--   rev         a whole number that grows whenever the row changes
--   changed_at  when it last changed, UTC: timestamp with time zone in PostgreSQL, text YYYY-MM-DDTHH:MM:SS.sssZ in SQLite.
--               The last minutes are read again and again, so a row may become visible a little later than its time says
--   deleted     1 or true when it is gone. An order that was called off is deleted
-- Quantities are decimal text ("2.5"), days YYYY-MM-DD, yes and no 1 and 0 or true and false. NULL is "nothing said".
--
--   fo_items        code, name, name_de, name_en, unit, kind (goods, service, kit), variant, tracking (none, lot, expiry: by lot
--                   with a last usable day; serial, lot-serial: each unit has a serial number; serial-shipment,
--                   lot-serial-shipment: which is asked only when it leaves), issue_order (fefo, fifo), shelf_life_days, certificate (none, before, after), marked
--   fo_barcodes     item_id, code, quantity (what one scan of it counts)
--   fo_orders       number, deal, customer, channel, sales_state (in the firm's own words), gate (open, closed; NULL is open),
--                   due_on, ship_complete, warehouse
--   fo_order_lines  order_id, item_id, kind (of the item), quantity, cancelled, source (stock, production, purchase),
--                   min_life_days (days, or 66% of the item's shelf life as text), lot_wanted
--   fo_supply       kind (production, purchase), number, partner (who delivers: the supplier, or the workshop), item_id, quantity,
--                   order_line_id, dedicated, progress_percent, ready_on, state (open, closed, cancelled)
--
-- Of a customer an order says what counts: gate is open for one who has credit and closed for one who is blocked, and a line's
-- min_life_days is the customer's where the line has none of its own. When that changes, the orders and lines change.
--
-- and the table is
--   fo_inbox        op_id (primary key; text or uuid), op, body (JSON as text or jsonb), created_at
--
-- op is reserve.set, order.state, shipment.create, receipt.create or production.receipt. Quantities in a body are absolute, lots
-- are named with their last usable day. A line of a shipment of marked goods has "codes", the marking code of each unit with its
-- separators (character 29), one of goods with serial numbers has "serials", and "cartons", the codes of cartons that left whole. An op_id comes at most once; what came is never
-- changed or taken back. The training scripts beside this file show a whole example, and how to turn the bodies into rows.

-- name: NOW
SELECT CURRENT_TIMESTAMP AS now

-- name: READ_ITEMS
SELECT id, rev, changed_at, deleted, code, name, name_de, name_en, unit, kind, variant, tracking, issue_order, shelf_life_days,
       certificate, marked
FROM fo_items WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: ONE_ITEM
SELECT id, rev, changed_at, deleted, code, name, name_de, name_en, unit, kind, variant, tracking, issue_order, shelf_life_days,
       certificate, marked
FROM fo_items WHERE CAST (id AS TEXT) = $1

-- name: READ_BARCODES
SELECT id, rev, changed_at, deleted, item_id, code, quantity
FROM fo_barcodes WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_ORDERS
SELECT id, rev, changed_at, deleted, number, deal, customer, channel, sales_state, gate, due_on, ship_complete, warehouse
FROM fo_orders WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: ONE_ORDER
SELECT id, rev, changed_at, deleted, number, deal, customer, channel, sales_state, gate, due_on, ship_complete, warehouse
FROM fo_orders WHERE CAST (id AS TEXT) = $1

-- name: READ_ORDER_LINES
SELECT id, rev, changed_at, deleted, order_id, item_id, kind, quantity, cancelled, source, min_life_days, lot_wanted
FROM fo_order_lines WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: ONE_ORDER_LINE
SELECT id, rev, changed_at, deleted, order_id, item_id, kind, quantity, cancelled, source, min_life_days, lot_wanted
FROM fo_order_lines WHERE CAST (id AS TEXT) = $1

-- name: READ_SUPPLY
SELECT id, rev, changed_at, deleted, kind, number, partner, item_id, quantity, order_line_id, dedicated, progress_percent, ready_on,
       state
FROM fo_supply WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: SEND
INSERT INTO fo_inbox (op_id, op, body, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (op_id) DO NOTHING

-- name: FIND
SELECT op, CAST (body AS TEXT) AS body FROM fo_inbox WHERE op_id = $1
