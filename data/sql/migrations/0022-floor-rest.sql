-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rest of the warehouse's floor.

-- What stands for the slot of a wave: a place picked goods may stand at, or a carton of the order; CODE is what its label says. And what
-- was picked for it since somebody said that it lies in there: of one lot.
ALTER TABLE wave_order ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE wave_order ADD COLUMN place_id BIGINT REFERENCES place;
ALTER TABLE wave_order ADD COLUMN carton_id BIGINT;
ALTER TABLE wave_order ADD COLUMN waiting_lot BIGINT;
ALTER TABLE wave_order ADD COLUMN waiting_u BIGINT NOT NULL DEFAULT 0;
CREATE INDEX wave_slot ON wave_order (code) WHERE code <> '';

-- A place that was emptied by the book, and nobody has said yet whether it is: a wish to count it, of the pick that emptied it.
CREATE INDEX count_wish_zero ON count_wish (operation_id) WHERE done = 0 AND reason = 'zero-check';

-- Whose goods are in the house besides its own.
CREATE INDEX lot_of_owner ON lot (owner) WHERE owner <> '';
