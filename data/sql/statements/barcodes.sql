-- SPDX-License-Identifier: GPL-3.0-or-later
-- What codes mean, who taught it, and which of them mean two things.

-- name: BARCODE_GET
SELECT code, item_id, quantity_u, learned_by FROM barcode WHERE code = $1

-- name: BARCODE_SET
INSERT INTO barcode (code, item_id, quantity_u, learned_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (code) DO UPDATE SET item_id = excluded.item_id, quantity_u = excluded.quantity_u, learned_by = excluded.learned_by

-- name: BARCODE_DELETE
DELETE FROM barcode WHERE code = $1

-- name: BARCODE_CHANGE_INSERT
INSERT INTO barcode_change (operation_id, code, item_before, quantity_before_u, learned_before, item_after, quantity_after_u)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: BARCODE_CHANGES_OF_OPERATION
SELECT code, item_before, quantity_before_u, learned_before, item_after, quantity_after_u FROM barcode_change
WHERE operation_id = $1

-- name: BARCODE_PAGE
SELECT b.code, i.code, i.name, b.quantity_u, b.learned_by, o.person, o.station, o.made_at_us
FROM barcode b JOIN item i ON i.item_id = b.item_id LEFT JOIN operation o ON o.operation_id = b.learned_by
WHERE b.code > $1 ORDER BY b.code LIMIT $2

-- name: BARCODE_OF_ITEM
SELECT b.code, i.code, i.name, b.quantity_u, b.learned_by, o.person, o.station, o.made_at_us
FROM barcode b JOIN item i ON i.item_id = b.item_id LEFT JOIN operation o ON o.operation_id = b.learned_by
WHERE b.item_id = $1 ORDER BY b.quantity_u, b.code LIMIT $2

-- name: BARCODE_HISTORY
SELECT c.operation_id, a.code, c.quantity_before_u, z.code, c.quantity_after_u, o.person, o.station, o.made_at_us, o.kind
FROM barcode_change c LEFT JOIN item a ON a.item_id = c.item_before LEFT JOIN item z ON z.item_id = c.item_after
     LEFT JOIN operation o ON o.operation_id = c.operation_id
WHERE c.code = $1 ORDER BY c.operation_id

-- Every text that names something, for the report of those that could be meant by one scan: which, is not for SQL to tell.
-- name: CODE_NAMES
SELECT s.said, s.kind, s.names, i.code
FROM (SELECT code AS said, 'barcode' AS kind, item_id AS names, item_id FROM barcode
      UNION ALL SELECT code, 'item', item_id, item_id FROM item
      UNION ALL SELECT number, 'lot', item_id, item_id FROM lot WHERE number <> ''
      UNION ALL SELECT code, 'place', place_id, CAST (NULL AS BIGINT) FROM place
      UNION ALL SELECT number, 'order', order_id, CAST (NULL AS BIGINT) FROM sales_order
      UNION ALL SELECT remote_id, 'order', order_id, CAST (NULL AS BIGINT) FROM sales_order WHERE length (remote_id) = 36
      UNION ALL SELECT DISTINCT number, 'supply', 0, CAST (NULL AS BIGINT) FROM supply
      UNION ALL SELECT identity, 'carton', unit_id, CAST (NULL AS BIGINT) FROM unit WHERE item_id IS NULL AND identity LIKE '00%') s
     LEFT JOIN item i ON i.item_id = s.item_id
