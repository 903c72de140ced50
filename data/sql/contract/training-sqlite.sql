-- SPDX-License-Identifier: GPL-3.0-or-later
-- A small trade system for the training warehouse and for tests, in an SQLite file: its tables, the views of the contract over
-- them, and views of what the warehouse sends. rev and changed_at follow every change by themselves. Rows name each other by
-- code and number, which therefore stay what they are.

-- name: TRAINING_SQLITE_SCRIPT
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys = ON;

-- What is sold, made or bought.
CREATE TABLE items (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_de TEXT,
  name_en TEXT,
  unit TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'goods' CHECK (kind IN ('goods', 'service', 'kit')),
  variant TEXT,
  tracking TEXT NOT NULL DEFAULT 'none' CHECK (tracking IN ('none', 'lot', 'expiry', 'serial', 'lot-serial',
    'serial-shipment', 'lot-serial-shipment')),
  issue_order TEXT NOT NULL DEFAULT 'fefo' CHECK (issue_order IN ('fefo', 'fifo')),
  shelf_life_days INTEGER,
  certificate TEXT NOT NULL DEFAULT 'none' CHECK (certificate IN ('none', 'before', 'after')),
  marked INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX items_changed ON items (changed_at);

-- What kits consist of.
CREATE TABLE kit_lines (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL REFERENCES items (code),
  component TEXT NOT NULL REFERENCES items (code),
  quantity TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (item, component));
CREATE INDEX kit_lines_changed ON kit_lines (changed_at);

-- Codes on goods, and how much one of them counts.
CREATE TABLE barcodes (
  id INTEGER PRIMARY KEY,
  item TEXT NOT NULL REFERENCES items (code),
  code TEXT NOT NULL UNIQUE,
  quantity TEXT NOT NULL DEFAULT '1',
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX barcodes_changed ON barcodes (changed_at);

-- Who buys. With credit an order may leave before it is paid; a blocked customer gets nothing.
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  credit INTEGER NOT NULL DEFAULT 0,
  min_life_days INTEGER,
  blocked INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX customers_changed ON customers (changed_at);

-- What was sold. UPDATE orders SET paid = 1 WHERE number = '214' opens the gate.
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  deal TEXT,
  customer TEXT REFERENCES customers (name),
  channel TEXT,
  state TEXT,
  paid INTEGER NOT NULL DEFAULT 0,
  due_on TEXT,
  ship_complete INTEGER NOT NULL DEFAULT 0,
  warehouse TEXT,
  reference TEXT, -- the number of one that the warehouse opened itself
  cancelled INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX orders_changed ON orders (changed_at);

CREATE TABLE order_lines (
  id INTEGER PRIMARY KEY,
  order_number TEXT NOT NULL REFERENCES orders (number),
  position INTEGER NOT NULL,
  item TEXT NOT NULL REFERENCES items (code),
  quantity TEXT NOT NULL,
  cancelled TEXT NOT NULL DEFAULT '0',
  source TEXT NOT NULL DEFAULT 'stock' CHECK (source IN ('stock', 'production', 'purchase')),
  min_life_days INTEGER,
  lot_wanted TEXT,
  owner TEXT,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (order_number, position));
CREATE INDEX order_lines_changed ON order_lines (changed_at);

-- What will come: made here, or bought; for an order line when one is named.
CREATE TABLE supplies (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('production', 'purchase')),
  number TEXT NOT NULL,
  partner TEXT, -- the supplier, or the workshop
  item TEXT NOT NULL REFERENCES items (code),
  quantity TEXT NOT NULL,
  order_number TEXT,
  order_position INTEGER,
  dedicated INTEGER NOT NULL DEFAULT 0,
  progress_percent INTEGER NOT NULL DEFAULT 0,
  ready_on TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'cancelled')),
  reference TEXT,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, number, item));
CREATE INDEX supplies_changed ON supplies (changed_at);

-- Is it really there? The warehouse is asked.
CREATE TABLE questions (
  id INTEGER PRIMARY KEY,
  order_number TEXT,
  order_position INTEGER,
  item TEXT NOT NULL REFERENCES items (code),
  quantity TEXT NOT NULL DEFAULT '0',
  note TEXT,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX questions_changed ON questions (changed_at);

-- The papers that go with an order's goods. UPDATE papers SET ready = 1 WHERE number = '11-204' says that one is ready.
CREATE TABLE papers (
  id INTEGER PRIMARY KEY,
  order_number TEXT NOT NULL REFERENCES orders (number),
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  issued_on TEXT,
  file TEXT,
  ready INTEGER NOT NULL DEFAULT 0,
  rev INTEGER NOT NULL DEFAULT 1,
  changed_at TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')),
  deleted INTEGER NOT NULL DEFAULT 0);
CREATE INDEX papers_changed ON papers (changed_at);

-- What the warehouse sends.
CREATE TABLE fo_inbox (
  op_id TEXT PRIMARY KEY NOT NULL,
  op TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL);

CREATE TRIGGER items_change AFTER UPDATE ON items WHEN NEW.rev = OLD.rev BEGIN
  UPDATE items SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER barcodes_change AFTER UPDATE ON barcodes WHEN NEW.rev = OLD.rev BEGIN
  UPDATE barcodes SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER customers_change AFTER UPDATE ON customers WHEN NEW.rev = OLD.rev BEGIN
  UPDATE customers SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER kit_lines_change AFTER UPDATE ON kit_lines WHEN NEW.rev = OLD.rev BEGIN
  UPDATE kit_lines SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER questions_change AFTER UPDATE ON questions WHEN NEW.rev = OLD.rev BEGIN
  UPDATE questions SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER papers_change AFTER UPDATE ON papers WHEN NEW.rev = OLD.rev BEGIN
  UPDATE papers SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER orders_change AFTER UPDATE ON orders WHEN NEW.rev = OLD.rev BEGIN
  UPDATE orders SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER order_lines_change AFTER UPDATE ON order_lines WHEN NEW.rev = OLD.rev BEGIN
  UPDATE order_lines SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER supplies_change AFTER UPDATE ON supplies WHEN NEW.rev = OLD.rev BEGIN
  UPDATE supplies SET rev = OLD.rev + 1, changed_at = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;

-- The contract's views.
CREATE VIEW fo_items AS
SELECT id, rev, changed_at, deleted, code, name, name_de, name_en, unit, kind, variant, tracking, issue_order, shelf_life_days,
       certificate, marked
FROM items;

CREATE VIEW fo_barcodes AS
SELECT b.id, b.rev, b.changed_at, b.deleted, i.id AS item_id, b.code, b.quantity AS quantity
FROM barcodes b JOIN items i ON i.code = b.item;

CREATE VIEW fo_kit_lines AS
SELECT k.id, k.rev, k.changed_at, k.deleted, i.id AS item_id, c.id AS component_id, k.quantity AS quantity
FROM kit_lines k JOIN items i ON i.code = k.item JOIN items c ON c.code = k.component;

CREATE VIEW fo_customers AS
SELECT id, rev, changed_at, deleted, name, min_life_days, blocked, credit FROM customers;

CREATE VIEW fo_orders AS
SELECT o.id, o.rev, o.changed_at, CASE WHEN o.deleted = 1 OR o.cancelled = 1 THEN 1 ELSE 0 END AS deleted, o.number, o.deal,
       o.customer, o.channel, o.state AS sales_state,
       CASE WHEN o.paid = 1 THEN 'open' ELSE 'closed' END AS gate,
       o.due_on AS due_on, o.ship_complete, o.warehouse, o.reference
FROM orders o;

CREATE VIEW fo_order_lines AS
SELECT l.id, l.rev, l.changed_at, l.deleted, o.id AS order_id, i.id AS item_id, i.kind, l.quantity AS quantity,
       l.cancelled AS cancelled, l.source, l.min_life_days, l.lot_wanted, l.owner
FROM order_lines l JOIN orders o ON o.number = l.order_number JOIN items i ON i.code = l.item;

CREATE VIEW fo_supply AS
SELECT s.id, s.rev, s.changed_at, s.deleted, s.kind, s.number, s.partner, i.id AS item_id, s.quantity AS quantity,
       l.id AS order_line_id, s.dedicated, s.progress_percent, s.ready_on AS ready_on, s.state, s.reference
FROM supplies s JOIN items i ON i.code = s.item
     LEFT JOIN order_lines l ON l.order_number = s.order_number AND l.position = s.order_position;

CREATE VIEW fo_availability AS
SELECT q.id, q.rev, q.changed_at, q.deleted, o.id AS order_id, l.id AS order_line_id, i.id AS item_id,
       q.quantity AS quantity, q.note
FROM questions q JOIN items i ON i.code = q.item LEFT JOIN orders o ON o.number = q.order_number
     LEFT JOIN order_lines l ON l.order_number = q.order_number AND l.position = q.order_position;

CREATE VIEW fo_documents AS
SELECT p.id, p.rev, p.changed_at, p.deleted, o.id AS order_id, p.kind, p.number, p.issued_on, p.file, p.ready
FROM papers p JOIN orders o ON o.number = p.order_number;

-- What the warehouse says, as rows. An op_id sorts as the messages were made.
CREATE VIEW shipments AS
SELECT op_id, body ->> '$.shipment' AS shipment, body ->> '$.number' AS order_number, body ->> '$.deal' AS deal,
       body ->> '$.shipped_on' AS shipped_on
FROM fo_inbox WHERE op = 'shipment.create';

CREATE VIEW shipment_lines AS
SELECT m.op_id, m.body ->> '$.shipment' AS shipment, m.body ->> '$.number' AS order_number, o.position,
       l.value ->> '$.item' AS item, l.value ->> '$.lot' AS lot, l.value ->> '$.expires_on' AS expires_on,
       l.value ->> '$.quantity' AS quantity
FROM fo_inbox m JOIN json_each (m.body, '$.lines') l
     LEFT JOIN order_lines o ON CAST (o.id AS TEXT) = l.value ->> '$.line'
WHERE m.op = 'shipment.create';

-- The cartons a shipment left in, and what is in each; and shipments that were taken back.
CREATE VIEW shipment_cartons AS
SELECT m.op_id, m.body ->> '$.shipment' AS shipment, m.body ->> '$.number' AS order_number, c.value ->> '$.n' AS n,
       c.value ->> '$.sscc' AS sscc, c.value ->> '$.weight' AS weight, l.value ->> '$.item' AS item, l.value ->> '$.lot' AS lot,
       l.value ->> '$.quantity' AS quantity
FROM fo_inbox m JOIN json_each (m.body, '$.cartons') c JOIN json_each (c.value, '$.contents') l
WHERE m.op = 'shipment.create';

CREATE VIEW shipments_cancelled AS
SELECT op_id, body ->> '$.shipment' AS shipment, body ->> '$.number' AS order_number, body ->> '$.cancelled_on' AS cancelled_on
FROM fo_inbox WHERE op = 'shipment.cancel';

-- The marking codes of what left, byte for byte: GS is the character 29; and serial numbers.
CREATE VIEW shipment_codes AS
SELECT m.op_id, m.body ->> '$.shipment' AS shipment, m.body ->> '$.number' AS order_number, o.position,
       l.value ->> '$.item' AS item, l.value ->> '$.lot' AS lot, c.value AS code
FROM fo_inbox m JOIN json_each (m.body, '$.lines') l JOIN json_each (COALESCE (l.value -> '$.codes', l.value -> '$.serials', '[]')) c
     LEFT JOIN order_lines o ON CAST (o.id AS TEXT) = l.value ->> '$.line'
WHERE m.op = 'shipment.create';

CREATE VIEW receipts AS
SELECT op_id, CASE WHEN op = 'production.receipt' THEN 'production' ELSE 'purchase' END AS kind, body ->> '$.supply' AS supply,
       body ->> '$.item' AS item, body ->> '$.lot' AS lot, body ->> '$.expires_on' AS expires_on,
       body ->> '$.quantity' AS quantity, body ->> '$.received' AS received
FROM fo_inbox WHERE op IN ('receipt.create', 'production.receipt');

-- Goods that are more or less than the book had, or left for another reason than an order; an undo has the opposite sign.
CREATE VIEW stock_acts AS
SELECT op_id, op AS kind, body ->> '$.item' AS item, body ->> '$.lot' AS lot, body ->> '$.place' AS place,
       COALESCE (body ->> '$.difference', body ->> '$.quantity') AS quantity, body ->> '$.reason' AS reason, body ->> '$.deal' AS deal,
       body ->> '$.supply' AS supply, body ->> '$.person' AS person, body ->> '$.day' AS day
FROM fo_inbox WHERE op IN ('count.difference', 'write.off', 'internal.issue', 'production.issue');

CREATE VIEW transfer_lines AS
SELECT m.op_id, m.body ->> '$.number' AS number, m.body ->> '$.direction' AS direction, m.body ->> '$.partner' AS partner,
       m.body ->> '$.state' AS state, l.value ->> '$.item' AS item, l.value ->> '$.lot' AS lot,
       l.value ->> '$.announced' AS announced, l.value ->> '$.moved' AS moved
FROM fo_inbox m JOIN json_each (m.body, '$.lines') l WHERE m.op = 'transfer';

-- Goods that came back, each row once; a negative quantity takes one back.
CREATE VIEW goods_returns AS
SELECT m.op_id, m.body ->> '$.return' AS return_id, m.body ->> '$.proved' AS proved, m.body ->> '$.shipment' AS shipment,
       m.body ->> '$.number' AS order_number, o.position, m.body ->> '$.customer' AS customer, m.body ->> '$.reason' AS reason,
       l.value ->> '$.item' AS item, l.value ->> '$.lot' AS lot, l.value ->> '$.quantity' AS quantity
FROM fo_inbox m JOIN json_each (m.body, '$.lines') l
     LEFT JOIN order_lines o ON CAST (o.id AS TEXT) = l.value ->> '$.line'
WHERE m.op = 'return.create';

CREATE VIEW return_decisions AS
SELECT op_id, body ->> '$.return' AS return_id, body ->> '$.decision' AS decision, body ->> '$.item' AS item,
       body ->> '$.lot' AS lot, body ->> '$.quantity' AS quantity, body ->> '$.reason' AS reason
FROM fo_inbox WHERE op = 'return.decide';

-- Claims as they stand: the last that was said of each.
CREATE VIEW claims AS
SELECT m.op_id, m.body ->> '$.claim' AS claim, m.body ->> '$.kind' AS kind, m.body ->> '$.state' AS state,
       m.body ->> '$.number' AS order_number, o.position, m.body ->> '$.deal' AS deal,
       m.body ->> '$.item' AS item, m.body ->> '$.lot' AS lot, m.body ->> '$.quantity' AS quantity, m.body ->> '$.said' AS said,
       m.body ->> '$.answer' AS answer, m.body ->> '$.person' AS person
FROM fo_inbox m LEFT JOIN order_lines o ON CAST (o.id AS TEXT) = m.body ->> '$.line'
WHERE m.op = 'claim.set'
  AND NOT EXISTS (SELECT 1 FROM fo_inbox x WHERE x.op = 'claim.set' AND x.body ->> '$.claim' = m.body ->> '$.claim' AND x.rowid > m.rowid);

CREATE VIEW lot_corrections AS
SELECT op_id, body ->> '$.item' AS item, body ->> '$.was.lot' AS lot_was, body ->> '$.was.expires_on' AS expires_on_was,
       body ->> '$.lot' AS lot, body ->> '$.expires_on' AS expires_on, body ->> '$.merged' AS merged, body ->> '$.reason' AS reason
FROM fo_inbox WHERE op = 'lot.correct';

CREATE VIEW order_states AS
SELECT m.op_id, m.body ->> '$.number' AS order_number, m.body ->> '$.state' AS state
FROM fo_inbox m
WHERE m.op = 'order.state'
  AND NOT EXISTS (SELECT 1 FROM fo_inbox n WHERE n.op = 'order.state' AND n.op_id > m.op_id
                  AND n.body ->> '$.order' = m.body ->> '$.order');

CREATE VIEW reservations AS
SELECT m.op_id, m.body ->> '$.number' AS order_number, o.position, o.item, l.value ->> '$.promised' AS promised,
       l.value ->> '$.from_supply' AS from_supply, l.value ->> '$.held' AS held, l.value ->> '$.picked' AS picked,
       l.value ->> '$.shipped' AS shipped, l.value ->> '$.missing' AS missing
FROM fo_inbox m JOIN json_each (m.body, '$.lines') l
     LEFT JOIN order_lines o ON CAST (o.id AS TEXT) = l.value ->> '$.line'
WHERE m.op = 'reserve.set'
  AND NOT EXISTS (SELECT 1 FROM fo_inbox n WHERE n.op = 'reserve.set' AND n.op_id > m.op_id
                  AND n.body ->> '$.order' = m.body ->> '$.order');

-- What of a kit left, by lot.
CREATE VIEW shipment_components AS
SELECT m.op_id, m.body ->> '$.shipment' AS shipment, m.body ->> '$.number' AS order_number, o.position, l.value ->> '$.item' AS kit,
       c.value ->> '$.item' AS item, c.value ->> '$.lot' AS lot, c.value ->> '$.expires_on' AS expires_on,
       c.value ->> '$.quantity' AS quantity
FROM fo_inbox m JOIN json_each (m.body, '$.lines') l
     JOIN json_each (COALESCE (l.value -> '$.components', '[]')) c
     LEFT JOIN order_lines o ON CAST (o.id AS TEXT) = l.value ->> '$.line'
WHERE m.op = 'shipment.create';

-- What the warehouse found when it was asked.
CREATE VIEW answers AS
SELECT m.op_id, m.body ->> '$.item' AS item, m.body ->> '$.number' AS order_number, m.body ->> '$.asked' AS asked, m.body ->> '$.found' AS found,
       m.body ->> '$.question' AS question, COALESCE (m.body ->> '$.recalled', 0) AS recalled
FROM fo_inbox m WHERE m.op = 'availability.answer';

-- What it opened itself while sales was down, what it proposes to make or buy, and what it asks to call off: enter it, with its
-- number as the reference.
CREATE VIEW wishes AS
SELECT m.op_id, m.op, m.body ->> '$.number' AS number, m.body ->> '$.kind' AS kind, m.body ->> '$.item' AS item, m.body ->> '$.quantity' AS quantity,
       m.body ->> '$.order' AS order_number, m.body ->> '$.customer' AS customer
FROM fo_inbox m WHERE m.op IN ('order.open', 'order.cancel', 'supply.open', 'supply.propose', 'supply.cancel');
