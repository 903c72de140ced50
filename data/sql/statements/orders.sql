-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of an order: id, number, deal, customer, channel, sales state, gate, state, due, ship complete, cancel asked, priority,
-- taken by, parked at, what sales calls it, how it is packed. Of a line: id, order, position, item, goods, the six quantities, what of the promised waits for a supply,
-- source, minimum life, lot wanted, certificate, what sales calls it, flags.

-- name: ORDER_BY_ID
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order WHERE order_id = $1

-- name: ORDER_BY_NUMBER
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order WHERE number = $1

-- name: ORDER_BY_REMOTE
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order WHERE remote_id = $1

-- name: ORDER_PAGE
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order WHERE order_id > $1 ORDER BY order_id LIMIT $2

-- name: ORDERS_OPEN
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order WHERE state NOT IN ('shipped', 'cancelled') AND queue_key > $1 ORDER BY queue_key LIMIT $2

-- name: ORDERS_PICKABLE
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order
WHERE state NOT IN ('shipped', 'cancelled') AND queue_key > $1
  AND (state = 'picking' OR state = 'picked' OR (state = 'ready' AND gate <> 'closed')
       OR ((state = 'waiting' OR state = 'part_shipped') AND gate <> 'closed' AND ship_complete = 0 AND cancel_asked = 0
           AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = sales_order.order_id AND (l.held_u > 0 OR l.promised_u > 0
                         AND EXISTS (SELECT 1 FROM promise p WHERE p.line_id = l.line_id AND p.supply_id IS NULL)))))
ORDER BY queue_key LIMIT $2

-- Those that may hold something to pick for station $1: its own ($3 is 1), or also those nobody works on.
-- name: ORDERS_TO_PICK
SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked, priority, taken_by,
       parked_at, remote_id, packing
FROM sales_order
WHERE state NOT IN ('shipped', 'cancelled') AND queue_key > $2 AND state <> 'new' AND (gate <> 'closed' OR state = 'picking')
  AND (taken_by = $1 OR ($3 = 0 AND (taken_by IS NULL OR parked_at IS NOT NULL)))
ORDER BY queue_key LIMIT $4

-- name: ORDER_TAKE_TURN
UPDATE sales_order SET turn = turn + 1 WHERE order_id = $1

-- name: ORDER_INSERT
INSERT INTO sales_order (order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked,
                         priority, turn, taken_by, parked_at, remote_id, queue_key, packing)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, NULL, NULL, $13, $14,
        COALESCE ((SELECT CASE value WHEN 'required' THEN 2 WHEN 'asked' THEN 1 ELSE 0 END FROM meta WHERE key = 'pack'), 0))

-- name: ORDER_UPDATE
UPDATE sales_order SET number = $2, deal = $3, customer = $4, channel = $5, sales_state = $6, gate = $7, due_on = $8,
                       ship_complete = $9, cancel_asked = $10, priority = $11, queue_key = $12
WHERE order_id = $1

-- name: LINES_REQUEUE
UPDATE order_line SET queue_key = $2 WHERE order_id = $1 AND queue_key <> $2

-- name: ORDER_SET_STATE
UPDATE sales_order SET state = $2, taken_by = $3, parked_at = $4 WHERE order_id = $1

-- name: LINES_OF_ORDER
SELECT l.line_id, l.order_id, l.position, l.item_id, l.goods, l.ordered_u, l.cancelled_u, l.promised_u, l.held_u, l.picked_u,
       l.shipped_u,
       CASE WHEN l.promised_u = 0 THEN 0 ELSE
         (SELECT CAST (COALESCE (SUM (p.quantity_u), 0) AS BIGINT) FROM promise p
          WHERE p.line_id = l.line_id AND p.supply_id IS NOT NULL) END,
       l.source, l.min_life_days, l.lot_wanted, l.certificate_on, l.remote_id, l.flags
FROM order_line l WHERE l.order_id = $1 ORDER BY l.order_id, l.position

-- name: LINE_BY_ID
SELECT l.line_id, l.order_id, l.position, l.item_id, l.goods, l.ordered_u, l.cancelled_u, l.promised_u, l.held_u, l.picked_u,
       l.shipped_u,
       CASE WHEN l.promised_u = 0 THEN 0 ELSE
         (SELECT CAST (COALESCE (SUM (p.quantity_u), 0) AS BIGINT) FROM promise p
          WHERE p.line_id = l.line_id AND p.supply_id IS NOT NULL) END,
       l.source, l.min_life_days, l.lot_wanted, l.certificate_on, l.remote_id, l.flags
FROM order_line l WHERE l.line_id = $1

-- name: LINE_BY_REMOTE
SELECT l.line_id, l.order_id, l.position, l.item_id, l.goods, l.ordered_u, l.cancelled_u, l.promised_u, l.held_u, l.picked_u,
       l.shipped_u, 0, l.source, l.min_life_days, l.lot_wanted, l.certificate_on, l.remote_id, l.flags
FROM order_line l WHERE l.remote_id = $1

-- name: LINES_WAITING
SELECT l.line_id, l.order_id
FROM order_line l CROSS JOIN sales_order o
WHERE l.item_id = $1 AND l.waiting = 1
  AND o.order_id = l.order_id AND o.state NOT IN ('shipped', 'cancelled') AND o.cancel_asked = 0
ORDER BY l.item_id, l.queue_key, l.line_id LIMIT $2

-- name: LINE_INSERT
INSERT INTO order_line (line_id, order_id, position, item_id, goods, ordered_u, cancelled_u, promised_u, held_u, picked_u, shipped_u,
                        shipped_before_u, source, min_life_days, lot_wanted, certificate_on, remote_id, waiting, queue_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $13, $13, $8, $9, $10, NULL, $11, $12,
        (SELECT queue_key FROM sales_order WHERE order_id = $2))

-- name: LINE_UPDATE
UPDATE order_line SET position = $2, ordered_u = $3, cancelled_u = $4, source = $5, min_life_days = $6, lot_wanted = $7, waiting = $8
WHERE line_id = $1

-- name: LINE_ADD
UPDATE order_line SET promised_u = promised_u + $2, held_u = held_u + $3, picked_u = picked_u + $4, shipped_u = shipped_u + $5
WHERE line_id = $1

-- name: LINE_ADD_WAITING
UPDATE order_line SET promised_u = promised_u + $2, held_u = held_u + $3, picked_u = picked_u + $4, shipped_u = shipped_u + $5,
                      waiting = $6
WHERE line_id = $1

-- name: LINE_REMOTE_ID
SELECT remote_id FROM order_line WHERE line_id = $1

-- name: ORDER_REMOTE_ID
SELECT remote_id FROM sales_order WHERE order_id = $1

-- name: PROMISES_REQUEUE
UPDATE promise SET queue_key = $2 WHERE line_id IN (SELECT line_id FROM order_line WHERE order_id = $1) AND queue_key <> $2

-- name: PROMISE_INSERT
INSERT INTO promise (promise_id, line_id, item_id, supply_id, quantity_u, usable_until, queue_key)
VALUES ($1, $2, $3, $4, $5, $6, (SELECT queue_key FROM order_line WHERE line_id = $2))

-- name: PROMISES_OF_LINE
SELECT promise_id, line_id, item_id, supply_id, quantity_u, usable_until FROM promise WHERE line_id = $1 ORDER BY promise_id

-- name: PROMISES_OF_SUPPLY
SELECT promise_id, line_id, item_id, supply_id, quantity_u, usable_until
FROM promise WHERE supply_id = $1 ORDER BY supply_id, queue_key, promise_id LIMIT 1000

-- name: PROMISES_OF_ITEM
SELECT promise_id, line_id, item_id, supply_id, quantity_u, usable_until
FROM promise WHERE item_id = $1 AND supply_id IS NULL ORDER BY item_id DESC, queue_key DESC, promise_id DESC LIMIT 10000

-- name: PROMISE_SET
UPDATE promise SET quantity_u = $2, supply_id = $3 WHERE promise_id = $1

-- name: PROMISE_DELETE
DELETE FROM promise WHERE promise_id = $1

-- name: HOLD_ADD
INSERT INTO hold (line_id, lot_id, place_id, quantity_u, usable_until, picked) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (line_id, lot_id, place_id) DO UPDATE SET quantity_u = hold.quantity_u + excluded.quantity_u

-- name: HOLD_TAKE
UPDATE hold SET quantity_u = quantity_u - $4 WHERE line_id = $1 AND lot_id = $2 AND place_id = $3

-- name: HOLD_DELETE
DELETE FROM hold WHERE line_id = $1 AND lot_id = $2 AND place_id = $3

-- name: HOLDS_OF_ORDER
SELECT h.line_id, h.lot_id, h.place_id, h.quantity_u, h.usable_until, h.picked, l.item_id, p.code, p.route,
       p.kind, t.number, t.owner, t.expires_on, t.produced_on, t.received_on, t.state
FROM order_line l CROSS JOIN hold h CROSS JOIN lot t CROSS JOIN place p
WHERE l.order_id = $1 AND h.line_id = l.line_id AND t.lot_id = h.lot_id AND p.place_id = h.place_id

-- name: HOLDS_OF_LOT
SELECT h.line_id, h.lot_id, h.place_id, h.quantity_u, h.usable_until, h.picked, l.item_id, p.code, p.route,
       p.kind, t.number, t.owner, t.expires_on, t.produced_on, t.received_on, t.state
FROM hold h JOIN order_line l ON l.line_id = h.line_id JOIN lot t ON t.lot_id = h.lot_id JOIN place p ON p.place_id = h.place_id
WHERE h.lot_id = $1 ORDER BY h.lot_id, h.place_id, h.line_id LIMIT 1000

-- Picked for orders that were called off since.
-- name: HOLDS_TO_PUT_BACK
SELECT h.line_id, h.lot_id, h.place_id, h.quantity_u, h.usable_until, h.picked, l.item_id, p.code, p.route,
       p.kind, t.number, t.owner, t.expires_on, t.produced_on, t.received_on, t.state
FROM hold h CROSS JOIN order_line l CROSS JOIN sales_order o CROSS JOIN lot t CROSS JOIN place p
WHERE h.lot_id = $1 AND h.place_id = $2 AND h.picked = 1 AND l.line_id = h.line_id AND o.order_id = l.order_id
  AND o.cancel_asked = 1 AND t.lot_id = h.lot_id AND p.place_id = h.place_id
ORDER BY h.lot_id, h.place_id, h.line_id LIMIT 100

-- name: SHIPMENT_INSERT
INSERT INTO shipment (shipment_id, operation_id, order_id, number, shipped_on) VALUES ($1, $2, $3, $4, $5)

-- name: SHIPMENT_LINE_INSERT
INSERT INTO shipment_line (shipment_id, line_id, lot_id, quantity_u, marked) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (shipment_id, line_id, lot_id) DO UPDATE SET quantity_u = shipment_line.quantity_u + excluded.quantity_u

-- One that was taken back has no lines.
-- name: SHIPMENTS_OF_ORDER
SELECT s.shipment_id, s.number, s.shipped_on, x.line_id, x.quantity_u, i.code, t.number, t.expires_on, s.cancelled_by
FROM shipment s LEFT JOIN shipment_line x ON x.shipment_id = s.shipment_id LEFT JOIN lot t ON t.lot_id = x.lot_id
     LEFT JOIN item i ON i.item_id = t.item_id
WHERE s.order_id = $1 ORDER BY s.shipment_id, x.line_id LIMIT 1000

-- name: LINE_SET_CERTIFICATE
UPDATE order_line SET certificate_on = $2 WHERE line_id = $1

-- name: ORDERS_OF_DEAL
SELECT order_id FROM sales_order WHERE deal = $1 ORDER BY deal, order_id LIMIT 100

-- name: ORDER_OF_SHIPMENT
SELECT order_id, operation_id FROM shipment WHERE number = $1

-- Sales has closed it.
-- name: ORDER_DONE_INSERT
INSERT INTO order_done (order_id, operation_id, done_on) VALUES ($1, $2, $3)

-- name: ORDER_DONE_BY_ID
SELECT done_on FROM order_done WHERE order_id = $1

-- name: ORDER_DONE_DELETE
DELETE FROM order_done WHERE order_id = $1
