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
