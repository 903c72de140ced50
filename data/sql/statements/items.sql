-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of an item, always in this order: id, code, three names, unit, policies.

-- name: ITEM_BY_ID
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels
FROM item WHERE item_id = $1

-- name: ITEM_BY_CODE
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels
FROM item WHERE code = $1

-- name: ITEM_BY_REMOTE
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels
FROM item WHERE remote_id = $1

-- name: ITEM_PAGE
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels
FROM item WHERE code > $1 ORDER BY code LIMIT $2

-- name: ITEM_SEARCH
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels
FROM item WHERE folded LIKE $1 ESCAPE '!' ORDER BY code LIMIT $2

-- name: ITEMS_OF_ORDER
SELECT i.item_id, i.code, i.name, i.name_de, i.name_en, i.unit, i.kind, i.tracking, i.has_expiry, i.issue_order, i.enforcement,
       i.shelf_life_days, i.certificate, i.every_unit, i.by_eye, i.labels
FROM order_line l CROSS JOIN item i WHERE l.order_id = $1 AND l.goods = 1 AND i.item_id = l.item_id

-- name: ITEM_INSERT
INSERT INTO item (item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement,
                  shelf_life_days, certificate, every_unit, by_eye, labels, folded, remote_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)

-- name: ITEM_UPDATE
UPDATE item SET code = $2, name = $3, name_de = $4, name_en = $5, unit = $6, kind = $7, tracking = $8, has_expiry = $9,
                issue_order = $10, enforcement = $11, shelf_life_days = $12, certificate = $13, every_unit = $14, by_eye = $15,
                labels = $16, folded = $17, remote_id = COALESCE ($18, remote_id)
WHERE item_id = $1

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

-- name: BARCODE_SET
INSERT INTO barcode (code, item_id, quantity_u) VALUES ($1, $2, $3)
ON CONFLICT (code) DO UPDATE SET item_id = excluded.item_id, quantity_u = excluded.quantity_u

-- name: BARCODES_OF_ITEM
SELECT code, quantity_u FROM barcode WHERE item_id = $1 ORDER BY quantity_u, code LIMIT 100

-- name: ITEMS_PROMISED
SELECT item_id FROM turn WHERE promised_u > 0 ORDER BY item_id
