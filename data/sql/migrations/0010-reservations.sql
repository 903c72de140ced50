-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a line asks for besides an item and a day, what was promised and is lost, and until when a promise is meant to hold.

-- Whose goods it asks for: '' is the house's. FLAGS (core/order.h) say what there is to read of a line, so that one that asks for
-- nothing special costs nothing.
ALTER TABLE order_line ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN flags BIGINT NOT NULL DEFAULT 0;
CREATE INDEX lot_owner ON lot (item_id, owner, lot_id) WHERE owner <> '';

-- Lots that a line, or whatever a customer orders of the item, must not get.
CREATE TABLE refused_lot (
  refusal_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  line_id BIGINT REFERENCES order_line, -- NULL: all of the customer's
  customer TEXT NOT NULL,             -- '' of a line
  item_id BIGINT NOT NULL REFERENCES item,
  lot_id BIGINT NOT NULL REFERENCES lot,
  reason TEXT NOT NULL);
CREATE UNIQUE INDEX refused_lot_line ON refused_lot (line_id, lot_id) WHERE line_id IS NOT NULL;
CREATE UNIQUE INDEX refused_lot_customer ON refused_lot (customer, item_id, lot_id) WHERE line_id IS NULL;

-- Who lost what. Open until the line misses nothing any more, or a person has seen to it. Why and when stands in the operation.
CREATE TABLE broken_promise (
  broken_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  line_id BIGINT NOT NULL REFERENCES order_line,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  closed_by BIGINT);                  -- the operation that promised again or acknowledged it
CREATE INDEX broken_promise_open ON broken_promise (broken_id) WHERE closed_by IS NULL;
CREATE INDEX broken_promise_line ON broken_promise (line_id) WHERE closed_by IS NULL;

-- Until which day an order's promises are meant to hold. No row: for good.
CREATE TABLE order_validity (
  order_id @ID@ PRIMARY KEY REFERENCES sales_order,
  valid_until TEXT NOT NULL);
CREATE INDEX order_validity_day ON order_validity (valid_until, order_id);
