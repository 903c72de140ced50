-- SPDX-License-Identifier: GPL-3.0-or-later
-- What sales says of an order's stage and cannot be followed is asked; what a missing item is got by.
ALTER TABLE question RENAME COLUMN kind TO kind_before;
ALTER TABLE question ADD COLUMN kind TEXT NOT NULL DEFAULT 'stage'
  CHECK (kind IN ('keep-supply', 'slipped', 'came-short', 'same-thing', 'stage', 'done'));
UPDATE question SET kind = kind_before;
ALTER TABLE question DROP COLUMN kind_before;

-- Orders that sales has closed: all of it left or was called off, and no paper is open.
CREATE TABLE order_done (
  order_id BIGINT PRIMARY KEY NOT NULL REFERENCES sales_order,
  operation_id BIGINT NOT NULL,
  done_on TEXT NOT NULL) @CLUSTERED@;

-- How what is missing of an item is got where the order's line does not say: it is made, bought, or waited for.
CREATE TABLE item_way (
  item_id BIGINT PRIMARY KEY NOT NULL REFERENCES item,
  way TEXT NOT NULL CHECK (way IN ('stock', 'production', 'purchase'))) @CLUSTERED@;
CREATE INDEX supply_history ON supply (item_id, supply_id);
