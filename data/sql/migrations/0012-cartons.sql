-- SPDX-License-Identifier: GPL-3.0-or-later
-- What goods leave in: cartons with a number of our own, what is in each, and everything that was done to it.

-- Is the order packed into cartons? 0 no, 1 asked for, 2 nothing leaves outside a closed one. It stands with the order, as the
-- warehouse's note "pack" said it last, so that who ships asks nothing besides.
ALTER TABLE sales_order ADD COLUMN packing BIGINT NOT NULL DEFAULT 0 CHECK (packing BETWEEN 0 AND 2);

-- A shipment that was taken back has no lines any more; its number is not given again.
ALTER TABLE shipment ADD COLUMN cancelled_by BIGINT;

-- The last serial number given out under an extension digit and company prefix. Numbers only grow: none is ever used twice.
CREATE TABLE sscc_range (
  company TEXT PRIMARY KEY NOT NULL,
  last BIGINT NOT NULL CHECK (last > 0)) @CLUSTERED@;

CREATE TABLE carton (
  carton_id @ID@ PRIMARY KEY,
  sscc TEXT NOT NULL,                 -- 18 digits
  order_id BIGINT NOT NULL REFERENCES sales_order,
  position BIGINT NOT NULL,           -- the order's first, second …
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'closed' OR state = 'shipped' OR state = 'cancelled'),
  packaging TEXT NOT NULL,            -- what it is: a box, a pallet; '' nothing said
  weight_u BIGINT NOT NULL CHECK (weight_u >= 0), -- kg, gross; 0 not weighed
  shipment_id BIGINT REFERENCES shipment,
  loaded BIGINT NOT NULL CHECK (loaded IN (0, 1)),
  station TEXT NOT NULL);             -- that opened it
CREATE UNIQUE INDEX carton_sscc ON carton (sscc);
CREATE INDEX carton_order ON carton (order_id, position);

CREATE TABLE carton_line (
  carton_id BIGINT NOT NULL REFERENCES carton,
  line_id BIGINT NOT NULL REFERENCES order_line,
  lot_id BIGINT NOT NULL REFERENCES lot,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  PRIMARY KEY (carton_id, line_id, lot_id)) @CLUSTERED@;
CREATE INDEX carton_line_line ON carton_line (line_id, lot_id);

-- Units that bear a code of their own: which of them are in it. A unit is in one carton.
CREATE TABLE carton_unit (
  unit_id @ID@ PRIMARY KEY REFERENCES unit,
  carton_id BIGINT NOT NULL REFERENCES carton,
  line_id BIGINT NOT NULL REFERENCES order_line,
  lot_id BIGINT NOT NULL REFERENCES lot);
CREATE INDEX carton_unit_carton ON carton_unit (carton_id, unit_id);

-- What an operation did to a carton: its history, and what its undoing takes back.
CREATE TABLE carton_step (
  carton_id BIGINT NOT NULL REFERENCES carton,
  operation_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  before TEXT NOT NULL,               -- state; '' it was not there
  after TEXT NOT NULL,
  weight_before_u BIGINT NOT NULL,
  weight_u BIGINT NOT NULL,
  loaded_before BIGINT NOT NULL,
  loaded BIGINT NOT NULL,
  line_id BIGINT REFERENCES order_line, -- with lot and quantity: these goods were put in, or taken out (negative)
  lot_id BIGINT REFERENCES lot,
  quantity_u BIGINT,
  unit_id BIGINT REFERENCES unit,     -- … and this unit of them
  PRIMARY KEY (carton_id, operation_id, n)) @CLUSTERED@;
CREATE INDEX carton_step_operation ON carton_step (operation_id);
