-- SPDX-License-Identifier: GPL-3.0-or-later
-- The papers of sales that go with a deal's goods: УПД, ТОРГ-12, an invoice. Made over there; here it is known that they are, what
-- they are called, where the file is and whether they are ready.
CREATE TABLE document (
  document_id @ID@ PRIMARY KEY,
  deal TEXT NOT NULL,
  order_id BIGINT REFERENCES sales_order, -- NULL: of the deal as a whole
  kind TEXT NOT NULL,                     -- as sales calls it: upd, torg12, invoice …
  number TEXT NOT NULL,
  issued_on TEXT,
  file TEXT NOT NULL,                     -- a path or an address, '' none
  ready BIGINT NOT NULL CHECK (ready IN (0, 1)),
  remote_id TEXT);
CREATE UNIQUE INDEX document_remote ON document (remote_id) WHERE remote_id IS NOT NULL;
CREATE INDEX document_order ON document (order_id, document_id) WHERE order_id IS NOT NULL;
CREATE INDEX document_deal ON document (deal, document_id);
