-- SPDX-License-Identifier: GPL-3.0-or-later
-- Several orders picked in one walk.

-- name: WAVE_ORDERS
SELECT w.slot, o.order_id, o.number, o.deal
FROM wave_order w CROSS JOIN sales_order o
WHERE w.station = $1 AND o.order_id = w.order_id AND o.taken_by = $1 AND o.parked_at IS NULL
  AND o.state NOT IN ('shipped', 'cancelled')
ORDER BY w.station, w.slot

-- name: WAVE_CLEAR
DELETE FROM wave_order WHERE station = $1

-- name: WAVE_ORDER_PUT
INSERT INTO wave_order (order_id, station, slot) VALUES ($1, $2, $3)
ON CONFLICT (order_id) DO UPDATE SET station = excluded.station, slot = excluded.slot
