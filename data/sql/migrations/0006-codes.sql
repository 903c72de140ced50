-- SPDX-License-Identifier: GPL-3.0-or-later
-- Codes that are kept: goods of which every unit bears a code of its own (Честный знак), cartons that stand for what is in them,
-- and who taught the warehouse what a code means.

ALTER TABLE item ADD COLUMN marked BIGINT NOT NULL DEFAULT 0 CHECK (marked IN (0, 1));

-- Were the goods marked when they left? Then a code went with every unit.
ALTER TABLE shipment_line ADD COLUMN marked BIGINT NOT NULL DEFAULT 0 CHECK (marked IN (0, 1));

-- The operation that taught it. NULL: sales or a table says so, and says it again.
ALTER TABLE barcode ADD COLUMN learned_by BIGINT;

-- What a code meant before and since: a row a change, never changed. Who and when stands in the operation.
CREATE TABLE barcode_change (
  operation_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  item_before BIGINT REFERENCES item, -- NULL: nothing
  quantity_before_u BIGINT,
  learned_before BIGINT,
  item_after BIGINT REFERENCES item,  -- NULL: nothing any more
  quantity_after_u BIGINT,
  PRIMARY KEY (operation_id, code)) @CLUSTERED@;
CREATE INDEX barcode_change_code ON barcode_change (code, operation_id);

-- A unit of marked goods, or a carton that stands for its units. The state's identity of a thing is used once, so the row stays
-- whatever becomes of it.
CREATE TABLE unit (
  unit_id @ID@ PRIMARY KEY,
  identity TEXT NOT NULL,             -- (01) and (21) of a unit, (00) or (01) and (21) of a carton, as an element string
  code TEXT NOT NULL,                 -- all of it, byte for byte, GS among it; the identity where a list gave no more
  item_id BIGINT REFERENCES item,     -- NULL: a carton
  lot TEXT NOT NULL,                  -- number
  expires_on TEXT,                    -- as a list announced it
  carton_id BIGINT REFERENCES unit,
  state TEXT NOT NULL CHECK (state = 'announced' OR state = 'open' OR state = 'stock' OR state = 'picked' OR state = 'shipped'
                             OR state = 'gone'),
  line_id BIGINT REFERENCES order_line,   -- picked or shipped for
  shipment_id BIGINT REFERENCES shipment,
  operation_id BIGINT NOT NULL);      -- the last that did something to it
CREATE UNIQUE INDEX unit_identity ON unit (identity);
CREATE INDEX unit_line ON unit (line_id, unit_id) WHERE line_id IS NOT NULL;
CREATE INDEX unit_carton ON unit (carton_id, unit_id) WHERE carton_id IS NOT NULL;

-- What an operation did to which of them: what its undoing takes back.
CREATE TABLE unit_step (
  operation_id BIGINT NOT NULL,
  unit_id BIGINT NOT NULL REFERENCES unit,
  state TEXT NOT NULL,
  before TEXT NOT NULL,               -- 'gone' of one that was not known
  PRIMARY KEY (operation_id, unit_id)) @CLUSTERED@;
