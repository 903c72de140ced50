-- SPDX-License-Identifier: GPL-3.0-or-later
-- Kits, customers, what was opened or proposed here before sales knew, what sales asks, and what a person must decide.

-- A kit is an item that consists of others. No goods of it lie anywhere.
ALTER TABLE item RENAME COLUMN kind TO kind_before;
ALTER TABLE item ADD COLUMN kind TEXT NOT NULL DEFAULT 'goods' CHECK (kind IN ('goods', 'service', 'kit'));
UPDATE item SET kind = kind_before;
ALTER TABLE item DROP COLUMN kind_before;

CREATE TABLE kit_line (
  item_id BIGINT NOT NULL REFERENCES item, -- the kit
  component_id BIGINT NOT NULL REFERENCES item,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  remote_id TEXT,
  PRIMARY KEY (item_id, component_id)) @CLUSTERED@;
CREATE UNIQUE INDEX kit_line_remote ON kit_line (remote_id) WHERE remote_id IS NOT NULL;

-- An order line that stands for a component of a kit's line. What a kit consisted of when it was ordered stays.
CREATE TABLE kit_part (
  line_id BIGINT PRIMARY KEY NOT NULL REFERENCES order_line,
  order_id BIGINT NOT NULL REFERENCES sales_order,
  kit_line BIGINT NOT NULL REFERENCES order_line,
  per_kit_u BIGINT NOT NULL CHECK (per_kit_u > 0)) @CLUSTERED@;
CREATE INDEX kit_part_order ON kit_part (order_id, kit_line, line_id);

CREATE TABLE customer (
  customer_id @ID@ PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  min_life_days BIGINT NOT NULL,
  blocked BIGINT NOT NULL CHECK (blocked IN (0, 1)),
  credit BIGINT NOT NULL CHECK (credit IN (0, 1)),
  remote_id TEXT);
CREATE UNIQUE INDEX customer_remote ON customer (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX sales_order_customer ON sales_order (customer, order_id);
CREATE INDEX sales_order_deal ON sales_order (deal, order_id);

-- The gate is what sales says and what the customer is; both are kept, so that either may change.
ALTER TABLE sales_order ADD COLUMN gate_said TEXT NOT NULL DEFAULT 'open' CHECK (gate_said IN ('open', 'closed'));
UPDATE sales_order SET gate_said = 'closed' WHERE gate <> 'open';
-- Since when goods are kept for an order whose gate is closed.
ALTER TABLE sales_order ADD COLUMN closed_on TEXT;
CREATE INDEX sales_order_closed ON sales_order (closed_on, order_id) WHERE gate = 'closed' AND closed_on IS NOT NULL;

-- Orders and supplies that were opened here while sales was down, by the numbers they got here.
CREATE TABLE born_here (
  number TEXT PRIMARY KEY NOT NULL,
  order_id BIGINT REFERENCES sales_order,
  supply_id BIGINT REFERENCES supply,
  operation_id BIGINT NOT NULL,
  matched_by BIGINT,                  -- the operation since which sales knows it
  told BIGINT NOT NULL CHECK (told IN (0, 1))) @CLUSTERED@; -- what left or came before sales knew it has been told
CREATE INDEX born_here_order ON born_here (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX born_here_open ON born_here (number) WHERE matched_by IS NULL;
CREATE INDEX born_here_supply ON born_here (supply_id) WHERE supply_id IS NOT NULL;

-- A supply may be proposed by the warehouse: nothing is promised from it until sales says it is ordered.
DROP INDEX supply_item;
DROP INDEX supply_expected;
ALTER TABLE supply RENAME COLUMN state TO state_before;
ALTER TABLE supply ADD COLUMN state TEXT NOT NULL DEFAULT 'open'
  CHECK (state = 'open' OR state = 'closed' OR state = 'cancelled' OR state = 'proposed');
UPDATE supply SET state = state_before;
ALTER TABLE supply DROP COLUMN state_before;
CREATE INDEX supply_item ON supply (item_id, (COALESCE (ready_on, '9999-12-31')), supply_id) WHERE state = 'open';
CREATE INDEX supply_expected ON supply ((COALESCE (ready_on, '9999-12-31')), supply_id)
  WHERE state = 'open' AND received_u < ordered_u;
CREATE INDEX supply_proposed ON supply (supply_id) WHERE state = 'proposed';

-- Every day a supply was to be ready, and the day it was moved to.
CREATE TABLE supply_slip (
  supply_id BIGINT NOT NULL REFERENCES supply,
  operation_id BIGINT NOT NULL,
  from_day TEXT,
  to_day TEXT,
  PRIMARY KEY (supply_id, operation_id)) @CLUSTERED@;

-- What follows from something that was said, and is not done without being asked.
CREATE TABLE question (
  question_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'keep-supply' OR kind = 'slipped' OR kind = 'came-short' OR kind = 'same-thing'),
  order_id BIGINT REFERENCES sales_order,
  line_id BIGINT REFERENCES order_line,
  supply_id BIGINT REFERENCES supply,
  item_id BIGINT REFERENCES item,
  quantity_u BIGINT NOT NULL,
  day TEXT,                           -- slipped: the new one
  text TEXT NOT NULL,                 -- same-thing: the other one's number
  answer TEXT NOT NULL,               -- '' is open
  answered_by BIGINT);                -- the operation
CREATE INDEX question_open ON question (question_id) WHERE answer = '';
CREATE INDEX question_supply ON question (supply_id) WHERE supply_id IS NOT NULL;
CREATE INDEX question_order ON question (order_id) WHERE order_id IS NOT NULL;

-- Sales asks whether goods are really there; a person looks.
CREATE TABLE availability (
  availability_id @ID@ PRIMARY KEY,
  item_id BIGINT NOT NULL REFERENCES item,
  order_id BIGINT REFERENCES sales_order,
  line_id BIGINT REFERENCES order_line,
  quantity_u BIGINT NOT NULL CHECK (quantity_u >= 0),
  note TEXT NOT NULL,
  answer BIGINT,                      -- the operation that answered; NULL is open
  found_u BIGINT NOT NULL,
  remote_id TEXT);
CREATE UNIQUE INDEX availability_remote ON availability (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX availability_open ON availability (availability_id) WHERE answer IS NULL;
CREATE INDEX availability_order ON availability (order_id) WHERE order_id IS NOT NULL;

-- How a sales channel calls the stages of an order; '' is every channel that has no words of its own.
CREATE TABLE channel_state (
  channel TEXT NOT NULL,
  stage TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (channel, stage)) @CLUSTERED@;

-- Work that was done on paper: who did it and when, of an operation that was entered afterwards.
CREATE TABLE operation_paper (
  operation_id @ID@ PRIMARY KEY,
  done_by TEXT NOT NULL,
  done_on TEXT NOT NULL);
