-- SPDX-License-Identifier: GPL-3.0-or-later
-- Several orders picked in one walk.

-- The last column: how much of what waits for the slot stands on the bench.
-- name: WAVE_ORDERS
SELECT w.slot, o.order_id, o.number, o.deal, w.code, w.place_id, w.carton_id, w.waiting_lot, w.waiting_u,
       (SELECT CAST (COALESCE (SUM (h.quantity_u), 0) AS BIGINT) FROM order_line l CROSS JOIN hold h
        WHERE l.order_id = w.order_id AND h.line_id = l.line_id AND h.lot_id = w.waiting_lot AND h.picked = 1)
FROM wave_order w CROSS JOIN sales_order o
WHERE w.station = $1 AND o.order_id = w.order_id AND o.taken_by = $1 AND o.parked_at IS NULL
  AND o.state NOT IN ('shipped', 'cancelled')
ORDER BY w.station, w.slot

-- name: WAVE_SLOT_CODED
SELECT w.station, w.order_id FROM wave_order w CROSS JOIN sales_order o
WHERE w.code = $1 AND w.code <> '' AND o.order_id = w.order_id AND o.taken_by = w.station AND o.parked_at IS NULL
  AND o.state NOT IN ('shipped', 'cancelled')
LIMIT 1

-- name: WAVE_CLEAR
DELETE FROM wave_order WHERE station = $1

-- name: WAVE_ORDER_PUT
INSERT INTO wave_order (order_id, station, slot) VALUES ($1, $2, $3)
ON CONFLICT (order_id) DO UPDATE SET station = excluded.station, slot = excluded.slot, code = '', place_id = NULL, carton_id = NULL,
  waiting_lot = NULL, waiting_u = 0

-- name: WAVE_SLOT_SET
UPDATE wave_order SET code = $2, place_id = $3, carton_id = $4 WHERE order_id = $1

-- name: WAVE_WAIT
UPDATE wave_order SET waiting_u = CASE WHEN waiting_lot = $2 THEN waiting_u + $3 ELSE $3 END, waiting_lot = $2 WHERE order_id = $1

-- name: WAVE_WAIT_LESS
UPDATE wave_order SET waiting_u = waiting_u - $3 WHERE order_id = $1 AND waiting_lot = $2 AND waiting_u >= $3

-- name: WAVE_WAIT_OVER
UPDATE wave_order SET waiting_u = 0, waiting_lot = NULL WHERE order_id = $1
