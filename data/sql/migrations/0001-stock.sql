-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is where, and how it got there. Quantities (_u) are millionths of the item's unit; days are YYYY-MM-DD; machine times
-- (_us) are microseconds UTC. Ids are made by the program.
--
-- What every operation writes says its states as a chain of ORs: for an IN of more than two SQLite makes a table each time.

-- One act of a person, a script or the gateway. Written in the same transaction as its effect, at the end of it, when the reply
-- is known. What belongs to it is written before, so nothing REFERENCES it: `check` looks for rows without their operation. (A
-- deferred reference makes SQLite scan every child table for each operation.)
CREATE TABLE operation (
  operation_id @ID@ PRIMARY KEY,
  request TEXT,                       -- the caller's own id, when there is one: the same again returns the same reply
  content TEXT NOT NULL,              -- what was asked: the same request with other content is refused
  kind TEXT NOT NULL,
  reply TEXT NOT NULL,
  station TEXT NOT NULL,
  person TEXT NOT NULL,
  day TEXT NOT NULL,
  made_at_us BIGINT NOT NULL,
  undoes BIGINT);
CREATE UNIQUE INDEX operation_request ON operation (request) WHERE request IS NOT NULL;
CREATE INDEX operation_station ON operation (station, operation_id);
CREATE UNIQUE INDEX operation_undoes ON operation (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE item (
  item_id @ID@ PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_de TEXT NOT NULL,
  name_en TEXT NOT NULL,
  folded TEXT NOT NULL,               -- code and names in lower case, for search
  kind TEXT NOT NULL CHECK (kind IN ('goods', 'service')),
  unit TEXT NOT NULL,
  tracking TEXT NOT NULL CHECK (tracking IN ('none', 'lot')),
  has_expiry BIGINT NOT NULL CHECK (has_expiry IN (0, 1)),
  issue_order TEXT NOT NULL CHECK (issue_order IN ('fefo', 'fifo')),
  enforcement TEXT NOT NULL CHECK (enforcement IN ('off', 'warn', 'force')),
  shelf_life_days BIGINT NOT NULL,    -- 0: not known
  certificate TEXT NOT NULL CHECK (certificate IN ('none', 'before', 'after')),
  every_unit BIGINT NOT NULL CHECK (every_unit IN (0, 1)),
  by_eye BIGINT NOT NULL CHECK (by_eye IN (0, 1)),
  labels TEXT NOT NULL CHECK (labels IN ('none', 'line', 'pack', 'unit')),
  remote_id TEXT);
CREATE UNIQUE INDEX item_remote ON item (remote_id) WHERE remote_id IS NOT NULL;

-- The row every writer of an item's stock takes first, in id order: an ordinary UPDATE is the lock on both engines. It also
-- keeps the two sums a promise is judged by, so that a decision costs the same with ten lots and with two thousand.
CREATE TABLE turn (
  item_id @ID@ PRIMARY KEY REFERENCES item,
  turn BIGINT NOT NULL,
  free_u BIGINT NOT NULL,             -- on hand and not held, in usable lots at issuing places, whatever the day
  promised_u BIGINT NOT NULL CHECK (promised_u >= 0)); -- promised from stock

-- A code glued on goods: a GTIN as 14 digits, or any text that was learned. The factor belongs to the code.
CREATE TABLE barcode (
  code TEXT PRIMARY KEY NOT NULL,
  item_id BIGINT NOT NULL REFERENCES item,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0)) @CLUSTERED@;
CREATE INDEX barcode_item ON barcode (item_id, quantity_u, code);

CREATE TABLE place (
  place_id @ID@ PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('dock', 'bin', 'bench', 'quarantine',
    'supplier', 'customer', 'production', 'scrap', 'difference', 'opening', 'transit')),
  route BIGINT NOT NULL);             -- walking order
CREATE INDEX place_kind ON place (kind, route, code);

CREATE TABLE lot (
  lot_id @ID@ PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item,
  number TEXT NOT NULL,               -- '' for the one lot of an untracked item
  owner TEXT NOT NULL,                -- '' is the house
  expires_on TEXT,                    -- last usable day
  produced_on TEXT,
  received_on TEXT NOT NULL,          -- first receipt
  state TEXT NOT NULL CHECK (state = 'free' OR state = 'quarantine' OR state = 'blocked'),
  reason TEXT NOT NULL,
  UNIQUE (item_id, number, owner));
CREATE INDEX lot_number ON lot (number, item_id);

-- The book: what lies where now. Repeats what the search for the oldest open lot needs; whoever changes the lot's days or
-- state rewrites it in the same transaction.
CREATE TABLE balance (
  lot_id BIGINT NOT NULL REFERENCES lot,
  place_id BIGINT NOT NULL REFERENCES place,
  item_id BIGINT NOT NULL REFERENCES item,
  issue_key TEXT NOT NULL,            -- core/issue.h: sorts as the goods shall leave
  usable_until TEXT NOT NULL,         -- '0000-00-00' not known, '9999-12-31' never expires
  usable BIGINT NOT NULL CHECK (usable IN (0, 1)), -- lot free and place issues
  on_hand_u BIGINT NOT NULL,
  held_u BIGINT NOT NULL,
  PRIMARY KEY (lot_id, place_id),
  CHECK (0 <= held_u AND held_u <= on_hand_u)) @CLUSTERED@;
CREATE INDEX balance_open ON balance (item_id, issue_key, lot_id, place_id) WHERE usable = 1 AND held_u < on_hand_u;
-- For lists. Not partial: an index that speaks of on_hand_u is rewritten by every movement; empty rows are swept every morning.
CREATE INDEX balance_place ON balance (place_id, item_id);
CREATE INDEX balance_item ON balance (item_id, issue_key, lot_id, place_id);

-- Immutable. Takes from one place and gives to another; a correction is a new one.
CREATE TABLE movement (
  movement_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  lot_id BIGINT NOT NULL REFERENCES lot,
  from_place BIGINT NOT NULL REFERENCES place,
  to_place BIGINT NOT NULL REFERENCES place,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  line_id BIGINT,
  supply_id BIGINT,
  reason TEXT NOT NULL,
  CHECK (from_place <> to_place));
CREATE INDEX movement_lot ON movement (lot_id, movement_id);
CREATE INDEX movement_operation ON movement (operation_id);
CREATE INDEX movement_supply ON movement (supply_id) WHERE supply_id IS NOT NULL;

CREATE TABLE station (
  station TEXT PRIMARY KEY NOT NULL,
  dock_id BIGINT REFERENCES place,
  bench_id BIGINT REFERENCES place,
  seen_us BIGINT NOT NULL);

-- Places whose book was contradicted by what a person saw: to be counted.
CREATE TABLE count_wish (
  operation_id @ID@ PRIMARY KEY,
  place_id BIGINT NOT NULL REFERENCES place,
  lot_id BIGINT NOT NULL REFERENCES lot,
  reason TEXT NOT NULL,
  done BIGINT NOT NULL CHECK (done IN (0, 1)));
