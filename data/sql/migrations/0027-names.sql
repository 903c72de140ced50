-- SPDX-License-Identifier: GPL-3.0-or-later
-- What else an item is called: the supplier's article number, a customer's, what it was called before, what people say.

CREATE TABLE item_name (
  item_id BIGINT NOT NULL REFERENCES item,
  customer TEXT NOT NULL,             -- whose article number it is, as orders say him; '' nobody's
  folded TEXT NOT NULL,               -- what is looked up: without regard to case, kinds of dashes and blanks
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('supplier', 'customer', 'former', 'spoken')),
  CHECK ((kind = 'customer') = (customer <> '')),
  PRIMARY KEY (item_id, customer, folded)) @CLUSTERED@;
CREATE INDEX item_name_folded ON item_name (folded, item_id);
-- One customer has one number for an item.
CREATE UNIQUE INDEX item_name_customer ON item_name (customer, item_id) WHERE customer <> '';

INSERT INTO permission (act, roles, second) VALUES
  ('name', ' receiver lead administrator gateway ', 0), ('unname', ' receiver lead administrator gateway ', 0),
  ('table:item_name', ' receiver lead administrator gateway ', 0);
