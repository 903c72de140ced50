-- SPDX-License-Identifier: GPL-3.0-or-later
-- Goods that may leave instead of others, and lines that are met by them.

-- One way: so much of INSTEAD stands for so much of the item. ASKS: whose consent it takes where the order's line says nothing.
CREATE TABLE substitute (
  item_id BIGINT NOT NULL REFERENCES item,
  instead_id BIGINT NOT NULL REFERENCES item,
  for_u BIGINT NOT NULL CHECK (for_u > 0),
  instead_u BIGINT NOT NULL CHECK (instead_u > 0),
  priority BIGINT NOT NULL,           -- lower is offered first
  asks TEXT NOT NULL CHECK (asks IN ('nobody', 'lead', 'sales')),
  remote_id TEXT,
  PRIMARY KEY (item_id, instead_id)) @CLUSTERED@;
CREATE UNIQUE INDEX substitute_remote ON substitute (remote_id) WHERE remote_id IS NOT NULL;

-- A line that stands for a part of another of its order, in the ratio it was taken at. What it stands for is called off there.
CREATE TABLE stand_in (
  line_id @ID@ PRIMARY KEY REFERENCES order_line,
  order_id BIGINT NOT NULL REFERENCES sales_order,
  for_line BIGINT NOT NULL REFERENCES order_line,
  operation_id BIGINT NOT NULL,
  for_u BIGINT NOT NULL CHECK (for_u > 0),
  instead_u BIGINT NOT NULL CHECK (instead_u > 0),
  reason TEXT NOT NULL);
CREATE INDEX stand_in_order ON stand_in (order_id, line_id);

-- Sales was asked whether the line's customer takes it: once.
CREATE TABLE substitute_ask (
  line_id BIGINT NOT NULL REFERENCES order_line,
  instead_id BIGINT NOT NULL REFERENCES item,
  operation_id BIGINT NOT NULL,
  PRIMARY KEY (line_id, instead_id)) @CLUSTERED@;

INSERT INTO permission (act, roles, second) VALUES
  ('substitute', ' picker lead administrator ', 0), ('substitute-back', ' picker lead administrator ', 0),
  ('substitute-consent', ' lead administrator ', 0), ('apply-substitute', ' lead administrator gateway ', 0),
  ('table:substitute', ' lead administrator gateway ', 0);
