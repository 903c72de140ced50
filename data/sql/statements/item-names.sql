-- SPDX-License-Identifier: GPL-3.0-or-later
-- What else items are called.

-- By its own code, as it stands, and by whatever else it is called.
-- name: ITEMS_CALLED
SELECT item_id, code, name, name_de, name_en, unit, kind, tracking, has_expiry, issue_order, enforcement, shelf_life_days,
       certificate, every_unit, by_eye, labels, marked
FROM item WHERE code = $1
UNION ALL
SELECT i.item_id, i.code, i.name, i.name_de, i.name_en, i.unit, i.kind, i.tracking, i.has_expiry, i.issue_order, i.enforcement,
       i.shelf_life_days, i.certificate, i.every_unit, i.by_eye, i.labels, i.marked
FROM item_name n CROSS JOIN item i WHERE n.folded = $2 AND i.item_id = n.item_id
LIMIT 20

-- name: ITEM_NAMES_OF
SELECT item_id, customer, name, kind FROM item_name WHERE item_id = $1 ORDER BY item_id, customer, folded LIMIT 100

-- name: ITEM_NAME_FIND
SELECT item_id, customer, name, kind FROM item_name WHERE item_id = $1 AND customer = $2 AND folded = $3

-- name: ITEM_NAME_OF_CUSTOMER
SELECT item_id, customer, name, kind FROM item_name WHERE item_id = $1 AND customer = $2 AND customer <> ''

-- name: ITEM_NAME_PAGE
SELECT item_id, customer, name, kind FROM item_name
WHERE item_id >= $1 AND (item_id, customer, folded) > ($1, $2, $3) ORDER BY item_id, customer, folded LIMIT $4

-- name: ITEM_NAME_SET
INSERT INTO item_name (item_id, customer, folded, name, kind) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (item_id, customer, folded) DO UPDATE SET name = excluded.name, kind = excluded.kind

-- name: ITEM_NAME_DELETE
DELETE FROM item_name WHERE item_id = $1 AND customer = $2 AND folded = $3

-- He is called otherwise now; what was said of him under the new name already stays.
-- name: ITEM_NAME_RENAME_CUSTOMER
UPDATE item_name SET customer = $2
WHERE customer = $1 AND customer <> ''
  AND NOT EXISTS (SELECT 1 FROM item_name o WHERE o.customer = $2 AND o.customer <> '' AND o.item_id = item_name.item_id)
