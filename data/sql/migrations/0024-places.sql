-- SPDX-License-Identifier: GPL-3.0-or-later
-- Shelves that nobody shall go to; and more than one place to count after one act.

-- A shut shelf is a kind of place that issues nothing: what asks whether goods are usable reads the kind already.
DROP INDEX place_kind;
ALTER TABLE place RENAME COLUMN kind TO kind_before;
ALTER TABLE place ADD COLUMN kind TEXT NOT NULL DEFAULT 'bin' CHECK (kind IN ('dock', 'bin', 'bench', 'quarantine', 'shut',
  'supplier', 'customer', 'production', 'scrap', 'difference', 'opening', 'transit'));
UPDATE place SET kind = kind_before;
ALTER TABLE place DROP COLUMN kind_before;
CREATE INDEX place_kind ON place (kind, route, code);

-- Why, and since which operation. Only shelves (kind 'bin') are blocked, so what it was need not be kept.
CREATE TABLE place_block (
  place_id @ID@ PRIMARY KEY REFERENCES place,
  operation_id BIGINT NOT NULL,
  reason TEXT NOT NULL);

-- A wish has its own id: what sales asks about may lie at two places that both are to be counted.
ALTER TABLE count_wish RENAME TO count_wish_before;
DROP INDEX count_wish_open;
DROP INDEX count_wish_place;
DROP INDEX count_wish_zero;
CREATE TABLE count_wish (
  wish_id @ID@ PRIMARY KEY,
  operation_id BIGINT NOT NULL,
  place_id BIGINT NOT NULL REFERENCES place,
  lot_id BIGINT NOT NULL REFERENCES lot,
  reason TEXT NOT NULL,
  done BIGINT NOT NULL CHECK (done IN (0, 1)),
  UNIQUE (operation_id, place_id, lot_id));
INSERT INTO count_wish (wish_id, operation_id, place_id, lot_id, reason, done)
  SELECT operation_id, operation_id, place_id, lot_id, reason, done FROM count_wish_before;
DROP TABLE count_wish_before;
CREATE INDEX count_wish_open ON count_wish (wish_id) WHERE done = 0;
CREATE INDEX count_wish_place ON count_wish (place_id, wish_id) WHERE done = 0;
CREATE INDEX count_wish_zero ON count_wish (operation_id) WHERE done = 0 AND reason = 'zero-check';

INSERT INTO permission (act, roles, second) VALUES
  ('block-place', ' receiver lead administrator ', 0), ('unblock-place', ' receiver lead administrator ', 0),
  ('table:place_block', ' receiver lead administrator gateway ', 0);
UPDATE permission SET roles = ' receiver lead administrator gateway ' WHERE act = 'table:place';
