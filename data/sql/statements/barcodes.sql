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

-- name: BARCODE_HISTORY
SELECT c.operation_id, a.code, c.quantity_before_u, z.code, c.quantity_after_u, o.person, o.station, o.made_at_us, o.kind
FROM barcode_change c LEFT JOIN item a ON a.item_id = c.item_before LEFT JOIN item z ON z.item_id = c.item_after
     LEFT JOIN operation o ON o.operation_id = c.operation_id
WHERE c.code = $1 ORDER BY c.operation_id

-- Texts that name two things. A GTIN of 14 digits is scanned with 8, 12 or 13 of them, too.
-- name: CODE_COLLISIONS
WITH said (text, kind, names) AS (
  SELECT code, 'barcode', item_id FROM barcode
  UNION ALL SELECT substr (code, 2), 'barcode', item_id FROM barcode WHERE length (code) = 14 AND code LIKE '0%'
  UNION ALL SELECT substr (code, 3), 'barcode', item_id FROM barcode WHERE length (code) = 14 AND code LIKE '00%'
  UNION ALL SELECT substr (code, 7), 'barcode', item_id FROM barcode WHERE length (code) = 14 AND code LIKE '000000%'
  UNION ALL SELECT code, 'item', item_id FROM item
  UNION ALL SELECT number, 'lot', item_id FROM lot WHERE number <> ''
  UNION ALL SELECT code, 'place', place_id FROM place
  UNION ALL SELECT number, 'order', order_id FROM sales_order
  UNION ALL SELECT DISTINCT number, 'supply', 0 FROM supply)
SELECT a.text, a.kind, a.names, COALESCE (i.code, '') FROM said a LEFT JOIN item i ON i.item_id = a.names
WHERE EXISTS (SELECT 1 FROM said b WHERE b.text = a.text AND b.names <> a.names AND NOT (a.kind = 'lot' AND b.kind = 'lot'))
ORDER BY a.text, a.kind, a.names LIMIT 10000
