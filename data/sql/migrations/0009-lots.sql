-- SPDX-License-Identifier: GPL-3.0-or-later
-- Serial numbers, the days a package says, minimum lives of items, and certificates of lots and units.

-- What a unit bears: 0 nothing of its own, 1 a marking code, 2 a serial number, 3 a serial number that is asked when it leaves. (A
-- CHECK cannot be changed on SQLite, and the table of items is not made anew for one.)
ALTER TABLE item ADD COLUMN bears BIGINT NOT NULL DEFAULT 0 CHECK (bears BETWEEN 0 AND 3);
UPDATE item SET bears = marked;
ALTER TABLE item DROP COLUMN marked;
ALTER TABLE item RENAME COLUMN bears TO marked;

-- A serial number names a unit of its item; of marked goods it is part of the code. Its identity is "S", the item's id, "/" and the
-- number where no marking code is one.
ALTER TABLE unit ADD COLUMN serial TEXT NOT NULL DEFAULT '';
UPDATE unit SET serial = substr (identity, 19) WHERE item_id IS NOT NULL AND substr (identity, 1, 2) = '01';
CREATE INDEX unit_serial ON unit (serial, unit_id) WHERE serial <> '';
CREATE INDEX unit_step_unit ON unit_step (unit_id, operation_id);
CREATE INDEX unit_here ON unit (item_id, lot, unit_id) WHERE state = 'stock';

-- Which days the goods themselves named, where they said more than the last usable day and the day of production.
CREATE TABLE lot_day (
  lot_id BIGINT PRIMARY KEY NOT NULL REFERENCES lot,
  best_before_on TEXT,
  use_by_on TEXT,
  packed_on TEXT) @CLUSTERED@;

-- Items whose goods must have some life left when they leave, where neither the line nor the customer says otherwise.
CREATE TABLE item_life (
  item_id BIGINT PRIMARY KEY NOT NULL REFERENCES item,
  min_life_days BIGINT NOT NULL CHECK (min_life_days >= 0),
  min_life_percent BIGINT NOT NULL CHECK (min_life_percent BETWEEN 0 AND 100)) @CLUSTERED@;

-- A certificate that was seen: of a lot, of one unit, or of whatever leaves for an order line.
CREATE TABLE certificate (
  certificate_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  lot_id BIGINT REFERENCES lot,
  unit_id BIGINT REFERENCES unit,
  line_id BIGINT REFERENCES order_line,
  number TEXT NOT NULL,               -- of the document; '' where it has none
  confirmed_on TEXT NOT NULL,
  CHECK (CASE WHEN lot_id IS NULL THEN 0 ELSE 1 END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END
         + CASE WHEN line_id IS NULL THEN 0 ELSE 1 END = 1));
CREATE INDEX certificate_lot ON certificate (lot_id, certificate_id) WHERE lot_id IS NOT NULL;
CREATE INDEX certificate_unit ON certificate (unit_id, certificate_id) WHERE unit_id IS NOT NULL;
CREATE INDEX certificate_operation ON certificate (operation_id);

-- Goods that left and whose certificate follows (commissioning, for one). Open until an operation closes it.
CREATE TABLE certificate_due (
  shipment_id BIGINT NOT NULL REFERENCES shipment,
  line_id BIGINT NOT NULL REFERENCES order_line,
  lot_id BIGINT NOT NULL REFERENCES lot,
  closed_by BIGINT,
  PRIMARY KEY (shipment_id, line_id, lot_id)) @CLUSTERED@;
CREATE INDEX certificate_open ON certificate_due (shipment_id, line_id, lot_id) WHERE closed_by IS NULL;
CREATE INDEX certificate_due_line ON certificate_due (line_id);
CREATE INDEX certificate_due_lot ON certificate_due (lot_id);
CREATE INDEX certificate_due_closed ON certificate_due (closed_by) WHERE closed_by IS NOT NULL;
