-- SPDX-License-Identifier: GPL-3.0-or-later
-- What came back, what is complained of, what is called back, and what became of which lot.

-- Of a shipment's line, what came back with proof. A table of its own: a shipment that nothing comes back of costs nothing.
CREATE TABLE returned (
  shipment_id BIGINT NOT NULL REFERENCES shipment,
  line_id BIGINT NOT NULL REFERENCES order_line,
  lot_id BIGINT NOT NULL REFERENCES lot,
  quantity_u BIGINT NOT NULL CHECK (quantity_u >= 0),
  PRIMARY KEY (shipment_id, line_id, lot_id)) @CLUSTERED@;

-- What a customer is not content with. It hangs on the order, and on what of it is known.
CREATE TABLE claim (
  claim_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('shortage', 'damage', 'wrong-item', 'quality')),
  order_id BIGINT NOT NULL REFERENCES sales_order,
  shipment_id BIGINT REFERENCES shipment,
  line_id BIGINT REFERENCES order_line,
  lot_id BIGINT REFERENCES lot,
  carton TEXT NOT NULL,               -- its number, '' when nobody said
  quantity_u BIGINT NOT NULL CHECK (quantity_u >= 0), -- 0: nobody said how much
  said TEXT NOT NULL,
  answer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused', 'settled')),
  opened_on TEXT NOT NULL);
CREATE INDEX claim_order ON claim (order_id, claim_id);
CREATE INDEX claim_unsettled ON claim (claim_id) WHERE state IN ('open', 'accepted');

-- Every step of a claim. Who and when stands in the operation.
CREATE TABLE claim_step (
  claim_id BIGINT NOT NULL REFERENCES claim,
  operation_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  said TEXT NOT NULL,
  PRIMARY KEY (claim_id, operation_id)) @CLUSTERED@;

-- Goods that came back and lie in quarantine until somebody decides. Without a shipment nothing proves that they were ours.
CREATE TABLE goods_return (
  return_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  lot_id BIGINT NOT NULL REFERENCES lot,
  place_id BIGINT NOT NULL REFERENCES place,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  open_u BIGINT NOT NULL,             -- nothing is decided of it yet
  shipment_id BIGINT REFERENCES shipment,
  line_id BIGINT REFERENCES order_line,
  customer TEXT NOT NULL,
  reason TEXT NOT NULL,
  returned_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'undone')),
  claim_id BIGINT REFERENCES claim,
  CHECK (0 <= open_u AND open_u <= quantity_u));
CREATE INDEX goods_return_open ON goods_return (return_id) WHERE state = 'open';
CREATE INDEX goods_return_lot ON goods_return (lot_id, return_id);
CREATE INDEX goods_return_line ON goods_return (line_id, return_id) WHERE line_id IS NOT NULL;
CREATE INDEX goods_return_operation ON goods_return (operation_id);

CREATE TABLE return_decision (
  return_id BIGINT NOT NULL REFERENCES goods_return,
  operation_id BIGINT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('stock', 'scrap', 'to-supplier', 'repair')),
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  reason TEXT NOT NULL,
  PRIMARY KEY (return_id, operation_id)) @CLUSTERED@;
CREATE INDEX return_decision_operation ON return_decision (operation_id);

-- A lot that was made of another one's goods by a new label; a row an operation.
CREATE TABLE lot_link (
  child_id BIGINT NOT NULL REFERENCES lot,
  parent_id BIGINT NOT NULL REFERENCES lot,
  operation_id BIGINT NOT NULL,
  quantity_u BIGINT NOT NULL CHECK (quantity_u > 0),
  why TEXT NOT NULL,
  PRIMARY KEY (child_id, parent_id, operation_id)) @CLUSTERED@;
CREATE INDEX lot_link_parent ON lot_link (parent_id, child_id);
CREATE INDEX lot_link_operation ON lot_link (operation_id);

-- What a lot was called by mistake: labels and papers with that number are still about.
CREATE TABLE lot_alias (
  number TEXT NOT NULL,
  item_id BIGINT NOT NULL REFERENCES item,
  lot_id BIGINT NOT NULL REFERENCES lot,
  operation_id BIGINT NOT NULL,
  PRIMARY KEY (number, item_id, lot_id)) @CLUSTERED@;
CREATE INDEX lot_alias_lot ON lot_alias (lot_id);

-- Lots called back, in one act.
CREATE TABLE recall (
  recall_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  number TEXT NOT NULL UNIQUE,
  reason TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  ended_on TEXT,
  answer TEXT NOT NULL);              -- how it ended
CREATE INDEX recall_open ON recall (recall_id) WHERE ended_on IS NULL;

CREATE TABLE recall_lot (
  recall_id BIGINT NOT NULL REFERENCES recall,
  lot_id BIGINT NOT NULL REFERENCES lot,
  depth BIGINT NOT NULL,              -- 0: named; 1, 2 …: made of it; -1, -2 …: it was made of them
  via_id BIGINT REFERENCES lot,       -- the lot that led to it
  state_before TEXT NOT NULL,
  on_hand_u BIGINT NOT NULL,          -- in the house when it was called back
  PRIMARY KEY (recall_id, lot_id)) @CLUSTERED@;
CREATE INDEX recall_lot_lot ON recall_lot (lot_id);

-- What order lines lost by it, whether or not other goods were found for them at once.
CREATE TABLE recall_line (
  recall_id BIGINT NOT NULL REFERENCES recall,
  line_id BIGINT NOT NULL REFERENCES order_line,
  lost_u BIGINT NOT NULL,
  PRIMARY KEY (recall_id, line_id)) @CLUSTERED@;

-- Customers who were told.
CREATE TABLE recall_told (
  recall_id BIGINT NOT NULL REFERENCES recall,
  order_id BIGINT NOT NULL REFERENCES sales_order,
  operation_id BIGINT NOT NULL,
  told_on TEXT NOT NULL,
  PRIMARY KEY (recall_id, order_id)) @CLUSTERED@;

-- Units of a lot by its number, which is theirs too.
CREATE INDEX unit_of_lot ON unit (item_id, lot) WHERE item_id IS NOT NULL;
