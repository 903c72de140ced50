-- SPDX-License-Identifier: GPL-3.0-or-later
-- Units that are known one by one have a place and an owner, as their lot has.

-- Where it is; NULL: out of the house, or nobody has said. OWNER is its lot's: two owners' lots may bear one number.
ALTER TABLE unit ADD COLUMN place_id BIGINT REFERENCES place;
ALTER TABLE unit ADD COLUMN owner TEXT NOT NULL DEFAULT '';
CREATE INDEX unit_place ON unit (place_id, item_id, lot, unit_id) WHERE place_id IS NOT NULL;

-- What an undoing gives back besides: where it was, and which operation had done something to it before.
ALTER TABLE unit_step ADD COLUMN place_before BIGINT REFERENCES place;
ALTER TABLE unit_step ADD COLUMN operation_before BIGINT;
ALTER TABLE unit_step ADD COLUMN lot_before TEXT;   -- and the next: of a unit that got another label or owner, else NULL
ALTER TABLE unit_step ADD COLUMN owner_before TEXT;

-- A number that no lot of the house's has is the one owner's who has it. A lot that lies in one place has its units there.
UPDATE unit SET owner = (SELECT MIN (l.owner) FROM lot l WHERE l.item_id = unit.item_id AND l.number = unit.lot)
WHERE item_id IS NOT NULL AND state <> 'announced'
  AND (SELECT COUNT (*) FROM lot l WHERE l.item_id = unit.item_id AND l.number = unit.lot) = 1;
UPDATE unit SET place_id = (
  SELECT MIN (b.place_id) FROM lot l JOIN balance b ON b.lot_id = l.lot_id AND b.on_hand_u > 0
  WHERE l.item_id = unit.item_id AND l.number = unit.lot AND l.owner = unit.owner)
WHERE state = 'stock' AND item_id IS NOT NULL
  AND (SELECT COUNT (*) FROM lot l JOIN balance b ON b.lot_id = l.lot_id AND b.on_hand_u > 0
       WHERE l.item_id = unit.item_id AND l.number = unit.lot AND l.owner = unit.owner) = 1;

-- One walk for several orders: which of a station's orders goes into which slot of what it takes along. Whose the order is stands in the
-- order: a row that it has left means nothing.
CREATE TABLE wave_order (
  order_id @ID@ PRIMARY KEY REFERENCES sales_order,
  station TEXT NOT NULL,
  slot BIGINT NOT NULL,
  UNIQUE (station, slot));
