-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was promised to whom, what will come, what left, and the conversation with the sales system.

CREATE TABLE sales_order (
  order_id @ID@ PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  deal TEXT NOT NULL,
  customer TEXT NOT NULL,
  channel TEXT NOT NULL,
  sales_state TEXT NOT NULL,          -- as sales calls it
  gate TEXT NOT NULL CHECK (gate IN ('open', 'closed', 'override')),
  state TEXT NOT NULL CHECK (state = 'new' OR state = 'waiting' OR state = 'ready' OR state = 'picking' OR state = 'picked'
                             OR state = 'part_shipped' OR state = 'shipped' OR state = 'cancelled'),
  due_on TEXT,
  ship_complete BIGINT NOT NULL CHECK (ship_complete IN (0, 1)),
  priority BIGINT NOT NULL,
  cancel_asked BIGINT NOT NULL CHECK (cancel_asked IN (0, 1)),
  queue_key TEXT NOT NULL,            -- priority, due day, age: sorts as orders are served
  turn BIGINT NOT NULL,               -- the lock of the order's writers
  taken_by TEXT,                      -- station that picks it
  parked_at BIGINT REFERENCES place,
  remote_id TEXT);
CREATE UNIQUE INDEX sales_order_remote ON sales_order (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX sales_order_open ON sales_order (queue_key) WHERE state NOT IN ('shipped', 'cancelled');

CREATE TABLE order_line (
  line_id @ID@ PRIMARY KEY,
  order_id BIGINT NOT NULL REFERENCES sales_order,
  position BIGINT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES item,
  goods BIGINT NOT NULL CHECK (goods IN (0, 1)), -- a service line is shown and never waits
  ordered_u BIGINT NOT NULL,
  cancelled_u BIGINT NOT NULL,
  promised_u BIGINT NOT NULL,
  held_u BIGINT NOT NULL,
  picked_u BIGINT NOT NULL,
  shipped_u BIGINT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('stock', 'production', 'purchase')),
  min_life_days BIGINT NOT NULL,      -- 0: usable on the day of shipment is enough
  lot_wanted TEXT NOT NULL,           -- '' is any
  certificate_on TEXT,                -- the day the certificate was confirmed
  waiting BIGINT NOT NULL CHECK (waiting IN (0, 1)), -- goods that miss something; kept by whoever changes the quantities
  queue_key TEXT NOT NULL,            -- the order's, so that one index finds who waits for an item, in turn
  remote_id TEXT,
  CHECK (ordered_u >= 0 AND cancelled_u >= 0 AND promised_u >= 0 AND held_u >= 0 AND picked_u >= 0 AND shipped_u >= 0),
  CHECK (cancelled_u + promised_u + held_u + picked_u + shipped_u <= ordered_u));
CREATE INDEX order_line_order ON order_line (order_id, position);
CREATE UNIQUE INDEX order_line_remote ON order_line (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX order_line_waiting ON order_line (item_id, queue_key, line_id) WHERE waiting = 1;

-- A production order's or purchase order's line: goods that will come.
CREATE TABLE supply (
  supply_id @ID@ PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('production', 'purchase')),
  number TEXT NOT NULL,
  partner TEXT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES item,
  ordered_u BIGINT NOT NULL CHECK (ordered_u >= 0),
  received_u BIGINT NOT NULL CHECK (received_u >= 0),
  promised_u BIGINT NOT NULL CHECK (promised_u >= 0),
  line_id BIGINT REFERENCES order_line, -- the order line it was made for
  dedicated BIGINT NOT NULL CHECK (dedicated IN (0, 1)),
  progress_percent BIGINT NOT NULL CHECK (progress_percent BETWEEN 0 AND 100),
  ready_on TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
  tolerance_percent BIGINT NOT NULL,
  remote_id TEXT);
CREATE UNIQUE INDEX supply_remote ON supply (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX supply_number ON supply (number);
CREATE INDEX supply_item ON supply (item_id, ready_on) WHERE state = 'open';

-- A quantity that is a deal's, lot not yet chosen: from stock usable until at least a day, or from a supply.
CREATE TABLE promise (
  promise_id @ID@ PRIMARY KEY,
  line_id BIGINT NOT NULL REFERENCES order_line,
  item_id BIGINT NOT NULL REFERENCES item,
  supply_id BIGINT REFERENCES supply, -- NULL is stock
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  usable_until TEXT NOT NULL);
CREATE INDEX promise_stock ON promise (item_id, usable_until, quantity_u) WHERE supply_id IS NULL;
CREATE INDEX promise_line ON promise (line_id);
CREATE INDEX promise_supply ON promise (supply_id) WHERE supply_id IS NOT NULL;

-- Goods of a lot at a place that are a line's. At a bench place they are picked.
CREATE TABLE hold (
  line_id BIGINT NOT NULL REFERENCES order_line,
  lot_id BIGINT NOT NULL REFERENCES lot,
  place_id BIGINT NOT NULL REFERENCES place,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  usable_until TEXT NOT NULL,         -- what the promise it came from asked for
  picked BIGINT NOT NULL CHECK (picked IN (0, 1)),
  PRIMARY KEY (line_id, lot_id, place_id)) @CLUSTERED@;
CREATE INDEX hold_lot ON hold (lot_id, place_id);

CREATE TABLE shipment (
  shipment_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL REFERENCES sales_order,
  number TEXT NOT NULL UNIQUE,
  shipped_on TEXT NOT NULL);
CREATE INDEX shipment_order ON shipment (order_id);

CREATE TABLE shipment_line (
  shipment_id BIGINT NOT NULL REFERENCES shipment,
  line_id BIGINT NOT NULL REFERENCES order_line,
  lot_id BIGINT NOT NULL REFERENCES lot,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  PRIMARY KEY (shipment_id, line_id, lot_id)) @CLUSTERED@;

-- What sales must hear. Claimed by state, in order per aggregate; the uuid is what makes a repeat harmless over there.
CREATE TABLE outbox (
  outbox_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  aggregate TEXT NOT NULL,            -- 'order:…', 'supply:…'
  op TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state = 'waiting' OR state = 'unknown' OR state = 'verified' OR state = 'rejected'),
  attempts BIGINT NOT NULL,
  error TEXT NOT NULL,
  created_us BIGINT NOT NULL,
  tried_us BIGINT);
CREATE INDEX outbox_due ON outbox (outbox_id) WHERE state IN ('waiting', 'unknown');

-- What sales said, word for word; each version is applied once.
CREATE TABLE inbox (
  inbox_id @ID@ PRIMARY KEY,
  entity TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  rev TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'applied', 'superseded', 'conflict', 'rejected')),
  error TEXT NOT NULL,
  received_us BIGINT NOT NULL,
  UNIQUE (entity, remote_id, rev, hash));
CREATE INDEX inbox_new ON inbox (inbox_id) WHERE state = 'new';
CREATE INDEX inbox_rejected ON inbox (error) WHERE state = 'rejected'; -- looked at again when the reason is gone

CREATE TABLE feed_cursor (
  feed TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL,
  contact_us BIGINT NOT NULL);

-- Both sides disagree; a person decides.
CREATE TABLE conflict (
  conflict_id @ID@ PRIMARY KEY,
  entity TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL,
  open BIGINT NOT NULL CHECK (open IN (0, 1)),
  opened_us BIGINT NOT NULL);
CREATE INDEX conflict_open ON conflict (conflict_id) WHERE open = 1;
