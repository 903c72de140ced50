-- SPDX-License-Identifier: GPL-3.0-or-later
-- Counting, goods that leave for other reasons than an order, and goods on their way between warehouses.

CREATE INDEX count_wish_open ON count_wish (operation_id) WHERE done = 0;
CREATE INDEX count_wish_place ON count_wish (place_id, operation_id) WHERE done = 0;

-- A count of a place: begun by an operation, closed by one. What was seen is kept as it is seen, so that whoever is interrupted goes on.
CREATE TABLE stocktake (
  stocktake_id @ID@ PRIMARY KEY,      -- the operation that began it
  place_id BIGINT NOT NULL REFERENCES place,
  round BIGINT NOT NULL,              -- 2 and more: what differed too much is counted once more
  station TEXT NOT NULL,              -- who counts now
  person TEXT NOT NULL,
  first_person TEXT NOT NULL,         -- who counted the round before
  seen_us BIGINT NOT NULL,            -- their last scan: a count that is left alone may be taken over
  closed_by BIGINT);                  -- the operation that booked it
CREATE UNIQUE INDEX stocktake_open ON stocktake (place_id) WHERE closed_by IS NULL;

CREATE TABLE stocktake_line (
  stocktake_id BIGINT NOT NULL REFERENCES stocktake,
  lot_id BIGINT NOT NULL REFERENCES lot,
  round BIGINT NOT NULL,              -- in which it was seen last
  again BIGINT NOT NULL CHECK (again IN (0, 1)), -- differed too much in the round before
  counted_u BIGINT NOT NULL CHECK (counted_u >= 0),
  first_u BIGINT NOT NULL,            -- on hand by the book at the first scan of the round
  book_u BIGINT NOT NULL,             -- ... and at the last
  operation_id BIGINT NOT NULL,       -- the last that changed it
  PRIMARY KEY (stocktake_id, lot_id)) @CLUSTERED@;

-- What an entry changed: its line as it was before, round 0 when there was none.
CREATE TABLE stocktake_entry (
  operation_id @ID@ PRIMARY KEY,
  stocktake_id BIGINT NOT NULL REFERENCES stocktake,
  lot_id BIGINT NOT NULL REFERENCES lot,
  round BIGINT NOT NULL,
  again BIGINT NOT NULL,
  counted_u BIGINT NOT NULL,
  first_u BIGINT NOT NULL,
  book_u BIGINT NOT NULL,
  before_id BIGINT NOT NULL);         -- the operation before it, 0 none

-- Units of marked goods that were seen.
CREATE TABLE stocktake_unit (
  stocktake_id BIGINT NOT NULL REFERENCES stocktake,
  round BIGINT NOT NULL,
  identity TEXT NOT NULL,
  lot_id BIGINT NOT NULL REFERENCES lot,
  code TEXT NOT NULL,
  operation_id BIGINT NOT NULL,
  PRIMARY KEY (stocktake_id, round, identity)) @CLUSTERED@;

-- What waits for the word of somebody who may give it. The goods lie in quarantine meanwhile.
CREATE TABLE approval (
  approval_id @ID@ PRIMARY KEY,       -- the operation that asked
  kind TEXT NOT NULL CHECK (kind = 'write-off'),
  lot_id BIGINT NOT NULL REFERENCES lot,
  from_place BIGINT NOT NULL REFERENCES place,
  place_id BIGINT NOT NULL REFERENCES place, -- where they wait
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  reason TEXT NOT NULL,
  person TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')),
  decided_by BIGINT);                 -- the operation that answered
CREATE INDEX approval_waiting ON approval (approval_id) WHERE state = 'waiting';
CREATE INDEX approval_decided ON approval (decided_by) WHERE decided_by IS NOT NULL;

-- Which units it is about, of goods that are known one by one.
CREATE TABLE approval_unit (
  approval_id BIGINT NOT NULL REFERENCES approval,
  identity TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (approval_id, identity)) @CLUSTERED@;

-- Goods that go to another warehouse, or come from one. Each warehouse has its own row of it, under the number of the one that sends.
CREATE TABLE transfer (
  transfer_id @ID@ PRIMARY KEY,       -- the operation that began it
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  number TEXT NOT NULL,
  partner TEXT NOT NULL,              -- the other warehouse
  state TEXT NOT NULL CHECK (state IN ('open', 'under-way', 'arrived')),
  made_on TEXT NOT NULL,
  closed_by BIGINT,                   -- the operation that sent it, or said that all is here
  UNIQUE (direction, number));
CREATE INDEX transfer_out ON transfer (direction, transfer_id);
CREATE INDEX transfer_open ON transfer (transfer_id) WHERE state <> 'arrived';

CREATE TABLE transfer_line (
  transfer_id BIGINT NOT NULL REFERENCES transfer,
  item_id BIGINT NOT NULL REFERENCES item,
  lot TEXT NOT NULL,
  expires_on TEXT,
  announced_u BIGINT NOT NULL,        -- what the other one says it has sent
  moved_u BIGINT NOT NULL CHECK (moved_u >= 0), -- sent from here, or arrived here
  PRIMARY KEY (transfer_id, item_id, lot)) @CLUSTERED@;

-- Which operations moved goods of which transfer.
CREATE TABLE transfer_step (
  operation_id @ID@ PRIMARY KEY,
  transfer_id BIGINT NOT NULL REFERENCES transfer);
