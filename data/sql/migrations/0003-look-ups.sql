-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every question of a task finds its rows in the order it wants them: no table is read from end to end, nothing is sorted.

-- The words of an item's code and names, folded, for the search: an item is found by the beginning of each word that was typed.
-- A number within a word counts as a word ("M8X40": "m8x40", "8x40", "40").
CREATE TABLE item_word (
  item_id BIGINT NOT NULL REFERENCES item,
  word TEXT NOT NULL,
  PRIMARY KEY (item_id, word)) @CLUSTERED@;
CREATE UNIQUE INDEX item_word_word ON item_word (word, item_id);
-- As statement ITEM_WORDS_SET does it for one item.
INSERT INTO item_word (item_id, word)
WITH RECURSIVE
  plain (item_id, said) AS (
    SELECT item_id, replace (replace (replace (replace (replace (replace (replace (replace (replace (folded,
      '-', ' '), '/', ' '), '.', ' '), ',', ' '), '(', ' '), ')', ' '), '"', ' '), '«', ' '), '»', ' ')
    FROM item),
  place (item_id, said, at) AS (
    SELECT item_id, said, 1 FROM plain UNION ALL SELECT item_id, said, at + 1 FROM place WHERE at < length (said)),
  start (item_id, said) AS (
    SELECT item_id, substr (said, at, 40) FROM place
    WHERE substr (said, at, 1) <> ' '
      AND (at = 1 OR substr (said, at - 1, 1) = ' '
           OR (substr (said, at, 1) BETWEEN '0' AND '9' AND NOT substr (said, at - 1, 1) BETWEEN '0' AND '9'))),
  grown (item_id, said, n) AS (
    SELECT item_id, said, 1 FROM start
    UNION ALL SELECT item_id, said, n + 1 FROM grown WHERE n < length (said) AND substr (said, n + 1, 1) <> ' ')
SELECT DISTINCT item_id, substr (said, 1, n) FROM grown WHERE n = length (said) OR substr (said, n + 1, 1) = ' ';

-- A promise repeats its order's place in the queue: who gets the goods of a supply first, and who gives up first.
ALTER TABLE promise ADD COLUMN queue_key TEXT NOT NULL DEFAULT '';
UPDATE promise SET queue_key = (SELECT l.queue_key FROM order_line l WHERE l.line_id = promise.line_id);
DROP INDEX promise_supply;
CREATE INDEX promise_supply ON promise (supply_id, queue_key, promise_id) WHERE supply_id IS NOT NULL;
CREATE INDEX promise_item ON promise (item_id, queue_key, promise_id) WHERE supply_id IS NULL;

-- Supplies of an item, the soonest first; and those made for a line.
DROP INDEX supply_item;
CREATE INDEX supply_item ON supply (item_id, (COALESCE (ready_on, '9999-12-31')), supply_id) WHERE state = 'open';
CREATE INDEX supply_line ON supply (line_id, (COALESCE (ready_on, '9999-12-31')), supply_id) WHERE line_id IS NOT NULL;
-- Supplies that are still to come, the soonest first.
CREATE INDEX supply_expected ON supply ((COALESCE (ready_on, '9999-12-31')), supply_id)
  WHERE state = 'open' AND received_u < ordered_u;
