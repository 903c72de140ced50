-- SPDX-License-Identifier: GPL-3.0-or-later
-- Our side of a comparison with a sales system.

-- name: COMPARE_ORDERS
SELECT order_id, remote_id, number FROM sales_order
WHERE state NOT IN ('shipped', 'cancelled') AND remote_id IS NOT NULL AND order_id > $1 ORDER BY order_id LIMIT $2

-- Known here, or heard of and left alone.
-- name: COMPARE_ORDER_KNOWN
SELECT 1 WHERE EXISTS (SELECT 1 FROM sales_order WHERE remote_id = $1)
  OR EXISTS (SELECT 1 FROM inbox WHERE entity = 'order' AND remote_id = $1)

-- What is in the house, whosever shelf it is on.
-- name: COMPARE_STOCK
SELECT l.lot_id, i.code, l.number, CAST (SUM (b.on_hand_u) AS BIGINT)
FROM balance b JOIN lot l ON l.lot_id = b.lot_id JOIN item i ON i.item_id = l.item_id
WHERE b.lot_id > $1 GROUP BY l.lot_id, i.code, l.number ORDER BY l.lot_id LIMIT $2
