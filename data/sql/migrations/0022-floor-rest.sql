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

-- Every kind of act and of movement has its row: what everybody who works here may, too.
INSERT INTO permission (act, roles, second) VALUES
  ('put-away', ' picker receiver lead administrator gateway ', 0),
  ('move', ' picker receiver lead administrator gateway ', 0),
  ('promise', ' picker receiver lead administrator gateway ', 0),
  ('release', ' picker receiver lead administrator gateway ', 0),
  ('undo', ' picker receiver lead administrator gateway ', 0),
  ('take-over', ' picker receiver lead administrator gateway ', 0),
  ('find', ' picker receiver lead administrator gateway ', 0),
  ('note', ' picker receiver lead administrator gateway ', 0),
  ('morning', ' picker receiver lead administrator gateway ', 0),
  ('paper-day', ' picker receiver lead administrator gateway ', 0),
  ('count', ' picker receiver lead administrator gateway ', 0),
  ('count-begin', ' picker receiver lead administrator gateway ', 0),
  ('count-enter', ' picker receiver lead administrator gateway ', 0),
  ('zero-check', ' picker receiver lead administrator gateway ', 0),
  ('what-if', ' picker receiver lead administrator gateway ', 0),
  ('claim', ' picker receiver lead administrator gateway ', 0),
  ('transfer-begin', ' picker receiver lead administrator gateway ', 0),
  ('transfer-close', ' picker receiver lead administrator gateway ', 0),
  ('answer-availability', ' picker receiver lead administrator gateway ', 0),
  ('short', ' picker lead administrator ', 0), ('park', ' picker lead administrator ', 0),
  ('wave-slot', ' picker lead administrator ', 0), ('carton-open', ' picker lead administrator ', 0),
  ('carton-close', ' picker lead administrator ', 0), ('carton-weigh', ' picker lead administrator ', 0),
  ('carton-reopen', ' picker lead administrator ', 0), ('carton-cancel', ' picker lead administrator ', 0),
  ('open', ' receiver lead administrator ', 0), ('open-carton', ' receiver lead administrator ', 0),
  ('close-carton', ' receiver lead administrator ', 0), ('transfer-arrived', ' receiver lead administrator ', 0),
  ('import', ' receiver lead administrator ', 0),
  ('announce', ' receiver lead administrator gateway ', 0),
  ('transfer-announce', ' receiver lead administrator gateway ', 0),
  ('acknowledge', ' lead administrator ', 0), ('shortage', ' lead administrator ', 0),
  ('item-way', ' lead administrator ', 0),
  ('ask-availability', ' lead administrator gateway ', 0), ('apply-document', ' lead administrator gateway ', 0),
  ('set-slot-check', ' administrator ', 0), ('copy', ' administrator ', 0),
  ('move:put-away', ' picker receiver lead administrator gateway ', 0),
  ('move:move', ' picker receiver lead administrator gateway ', 0),
  ('move:found', ' picker receiver lead administrator gateway ', 0),
  ('move:lost', ' picker receiver lead administrator gateway ', 0),
  ('move:undo', ' picker receiver lead administrator gateway ', 0);
