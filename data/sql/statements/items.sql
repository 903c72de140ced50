-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of an item, always in this order: id, code, three names, unit, policies.

-- name: ITEM_BY_ID
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels, marked
FROM item WHERE item_id = $1

-- name: ITEM_BY_CODE
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels, marked
FROM item WHERE code = $1

-- name: ITEM_BY_REMOTE
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels, marked
FROM item WHERE remote_id = $1

-- name: ITEM_PAGE
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels, marked
FROM item WHERE code > $1 ORDER BY code LIMIT $2

-- The items that have a word from $1 to before $2, and one from $3 to before $4, and one from $5 to before $6; each once, by its
-- first such word.
-- name: ITEM_SEARCH
SELECT i.item_id, i.code, i.name, i.name_de, i.name_en, i.unit, i.kind, i.tracking, i.has_expiry, i.issue_order, i.enforcement,
       i.shelf_life_days, i.certificate, i.every_unit, i.by_eye, i.labels, i.marked
FROM item_word w CROSS JOIN item i
WHERE w.word >= $1 AND w.word < $2 AND i.item_id = w.item_id
  AND NOT EXISTS (SELECT 1 FROM item_word e WHERE e.item_id = w.item_id AND e.word >= $1 AND e.word < w.word)
  AND EXISTS (SELECT 1 FROM item_word b WHERE b.item_id = w.item_id AND b.word >= $3 AND b.word < $4)
  AND EXISTS (SELECT 1 FROM item_word c WHERE c.item_id = w.item_id AND c.word >= $5 AND c.word < $6)
ORDER BY w.word, w.item_id LIMIT $7

-- name: ITEM_WORDS_FORGET
DELETE FROM item_word WHERE item_id = $1 AND EXISTS (SELECT 1 FROM item i WHERE i.item_id = $1 AND i.folded <> $2)

-- Migration 0003 does the same for all items, which had no further names then.
-- name: ITEM_WORDS_SET
INSERT INTO item_word (item_id, word)
WITH RECURSIVE
  plain (item_id, said) AS (
    SELECT item_id, replace (replace (replace (replace (replace (replace (replace (replace (replace (said,
      '-', ' '), '/', ' '), '.', ' '), ',', ' '), '(', ' '), ')', ' '), '"', ' '), '«', ' '), '»', ' ')
    FROM (SELECT item_id, folded AS said FROM item WHERE item_id = $1
          UNION ALL SELECT item_id, folded FROM item_name WHERE item_id = $1) called),
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
SELECT DISTINCT item_id, substr (said, 1, n) FROM grown WHERE n = length (said) OR substr (said, n + 1, 1) = ' '
ON CONFLICT (item_id, word) DO NOTHING

-- name: ITEMS_OF_ORDER
SELECT i.item_id, i.code, i.name, i.name_de, i.name_en, i.unit, i.kind, i.tracking, i.has_expiry, i.issue_order, i.enforcement,
       i.shelf_life_days, i.certificate, i.every_unit, i.by_eye, i.labels, i.marked
FROM order_line l CROSS JOIN item i WHERE l.order_id = $1 AND l.goods = 1 AND i.item_id = l.item_id

-- name: ITEM_INSERT
INSERT INTO item (item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement,
                  shelf_life_days, certificate, every_unit, by_eye, labels, folded, remote_id, marked)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)

-- name: ITEM_UPDATE
UPDATE item SET code = $2, name = $3, name_de = $4, name_en = $5, unit = $6, kind = $7, tracking = $8, has_expiry = $9,
                issue_order = $10, enforcement = $11, shelf_life_days = $12, certificate = $13, every_unit = $14, by_eye = $15,
                labels = $16, folded = $17, remote_id = COALESCE ($18, remote_id), marked = $19
WHERE item_id = $1

-- name: ITEM_LIFE
SELECT min_life_days, min_life_percent FROM item_life WHERE item_id = $1

-- name: ITEM_LIFE_SET
INSERT INTO item_life (item_id, min_life_days, min_life_percent) VALUES ($1, $2, $3)
ON CONFLICT (item_id) DO UPDATE SET min_life_days = excluded.min_life_days, min_life_percent = excluded.min_life_percent

-- name: TURN_INSERT
INSERT INTO turn (item_id, turn, free_u, promised_u) VALUES ($1, 0, 0, 0)

-- name: TURN_TAKE
UPDATE turn SET turn = turn + 1 WHERE item_id = $1

-- name: TURN_LOOK
SELECT free_u, promised_u FROM turn WHERE item_id = $1

-- name: TURN_ADD
UPDATE turn SET free_u = free_u + $2, promised_u = promised_u + $3 WHERE item_id = $1

-- name: BARCODE_FIND
SELECT item_id, quantity_u FROM barcode WHERE code = $1

-- name: BARCODES_OF_ITEM
SELECT code, quantity_u FROM barcode WHERE item_id = $1 ORDER BY quantity_u, code LIMIT 100

-- name: ITEMS_PROMISED
SELECT item_id FROM turn WHERE promised_u > 0 ORDER BY item_id
