-- SPDX-License-Identifier: GPL-3.0-or-later
-- Cartons of orders. Columns of a carton: id, SSCC, order, position, state, packaging, weight, shipment, loaded, station.

-- name: CARTON_BY_ID
SELECT carton_id, sscc, order_id, position, state, packaging, weight_u, shipment_id, loaded, station FROM carton WHERE carton_id = $1

-- name: CARTON_BY_SSCC
SELECT carton_id, sscc, order_id, position, state, packaging, weight_u, shipment_id, loaded, station FROM carton WHERE sscc = $1

-- name: CARTONS_OF_ORDER
SELECT carton_id, sscc, order_id, position, state, packaging, weight_u, shipment_id, loaded, station
FROM carton WHERE order_id = $1 ORDER BY order_id, position

-- name: CARTONS_RECENT
SELECT carton_id, sscc, order_id, position, state, packaging, weight_u, shipment_id, loaded, station
FROM carton WHERE carton_id < $1 ORDER BY carton_id DESC LIMIT $2

-- name: CARTON_INSERT
INSERT INTO carton (carton_id, sscc, order_id, position, state, packaging, weight_u, shipment_id, loaded, station)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: CARTON_SET
UPDATE carton SET state = $2, packaging = $3, weight_u = $4, shipment_id = $5, loaded = $6 WHERE carton_id = $1

-- name: CARTON_STEP_INSERT
INSERT INTO carton_step (carton_id, operation_id, n, before, after, weight_before_u, weight_u, loaded_before, loaded, line_id, lot_id,
                         quantity_u, unit_id)
VALUES ($1, $2, (SELECT COUNT (*) FROM carton_step WHERE carton_id = $1 AND operation_id = $2), $3, $4, $5, $6, $7, $8, $9, $10, $11,
        $12)

-- What is in an order's cartons, whatever became of them.
-- name: CARTON_LINES_OF_ORDER
SELECT x.carton_id, x.line_id, x.lot_id, x.quantity_u, t.item_id, t.number, t.expires_on, c.state
FROM carton c CROSS JOIN carton_line x CROSS JOIN lot t
WHERE c.order_id = $1 AND x.carton_id = c.carton_id AND t.lot_id = x.lot_id

-- name: CARTON_LINES
SELECT x.carton_id, x.line_id, x.lot_id, x.quantity_u, t.item_id, t.number, t.expires_on, c.state
FROM carton c CROSS JOIN carton_line x CROSS JOIN lot t
WHERE c.carton_id = $1 AND x.carton_id = c.carton_id AND t.lot_id = x.lot_id

-- What of a line's lot lies in cartons that have not left.
-- name: CARTON_LINES_PACKED
SELECT x.carton_id, x.line_id, x.lot_id, x.quantity_u, t.item_id, t.number, t.expires_on, c.state
FROM carton_line x CROSS JOIN carton c CROSS JOIN lot t
WHERE x.line_id = $1 AND x.lot_id = $2 AND c.carton_id = x.carton_id AND (c.state = 'open' OR c.state = 'closed')
  AND t.lot_id = x.lot_id

-- name: CARTON_LINE_ADD
INSERT INTO carton_line (carton_id, line_id, lot_id, quantity_u) VALUES ($1, $2, $3, $4)
ON CONFLICT (carton_id, line_id, lot_id) DO UPDATE SET quantity_u = carton_line.quantity_u + excluded.quantity_u

-- name: CARTON_LINE_TAKE
UPDATE carton_line SET quantity_u = quantity_u - $4 WHERE carton_id = $1 AND line_id = $2 AND lot_id = $3

-- name: CARTON_LINE_DELETE
DELETE FROM carton_line WHERE carton_id = $1 AND line_id = $2 AND lot_id = $3

-- name: CARTON_UNIT_PUT
INSERT INTO carton_unit (unit_id, carton_id, line_id, lot_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (unit_id) DO UPDATE SET carton_id = excluded.carton_id, line_id = excluded.line_id, lot_id = excluded.lot_id

-- name: CARTON_UNIT_DELETE
DELETE FROM carton_unit WHERE unit_id = $1

-- name: CARTON_UNITS
SELECT u.unit_id, x.carton_id, x.line_id, x.lot_id, c.state, u.identity, u.code
FROM carton_unit x CROSS JOIN carton c CROSS JOIN unit u
WHERE x.carton_id = $1 AND c.carton_id = x.carton_id AND u.unit_id = x.unit_id ORDER BY x.carton_id, x.unit_id

-- name: CARTON_UNITS_OF_ORDER
SELECT u.unit_id, x.carton_id, x.line_id, x.lot_id, c.state, u.identity, u.code
FROM carton c CROSS JOIN carton_unit x CROSS JOIN unit u
WHERE c.order_id = $1 AND x.carton_id = c.carton_id AND u.unit_id = x.unit_id

-- name: CARTON_UNIT_OF
SELECT u.unit_id, x.carton_id, x.line_id, x.lot_id, c.state, u.identity, u.code
FROM carton_unit x CROSS JOIN carton c CROSS JOIN unit u
WHERE x.unit_id = $1 AND c.carton_id = x.carton_id AND u.unit_id = x.unit_id

-- Units that an operation did something to and that lie in a carton which has not left.
-- name: CARTON_UNITS_OF_OPERATION
SELECT u.unit_id, x.carton_id, x.line_id, x.lot_id, c.state, u.identity, u.code
FROM unit_step s CROSS JOIN carton_unit x CROSS JOIN carton c CROSS JOIN unit u
WHERE s.operation_id = $1 AND x.unit_id = s.unit_id AND c.carton_id = x.carton_id AND (c.state = 'open' OR c.state = 'closed')
  AND u.unit_id = x.unit_id

-- name: CARTON_STEPS_OF_OPERATION
SELECT s.carton_id, s.operation_id, s.n, s.before, s.after, s.weight_before_u, s.weight_u, s.loaded_before, s.loaded, s.line_id,
       s.lot_id, s.quantity_u, s.unit_id
FROM carton_step s WHERE s.operation_id = $1

-- Everything that was done to a carton, by whom, where and when.
-- name: CARTON_HISTORY
SELECT s.operation_id, o.kind, o.person, o.station, o.day, o.made_at_us, s.before, s.after, s.weight_before_u, s.weight_u,
       s.loaded_before, s.loaded, s.quantity_u, i.code, i.name, i.name_de, i.name_en, i.unit, t.number, t.expires_on, u.identity
FROM carton_step s JOIN operation o ON o.operation_id = s.operation_id LEFT JOIN lot t ON t.lot_id = s.lot_id
     LEFT JOIN item i ON i.item_id = t.item_id LEFT JOIN unit u ON u.unit_id = s.unit_id
WHERE s.carton_id = $1 ORDER BY s.carton_id, s.operation_id, s.n LIMIT 5000

-- The next serial number: whoever takes one waits for who takes one at the same moment, and gets another.
-- name: SSCC_TAKE
INSERT INTO sscc_range (company, last) VALUES ($1, 1)
ON CONFLICT (company) DO UPDATE SET last = sscc_range.last + 1 RETURNING last

-- name: SSCC_LAST
SELECT last FROM sscc_range WHERE company = $1

-- Never back: a number that was given out stays so.
-- name: SSCC_SET
INSERT INTO sscc_range (company, last) VALUES ($1, $2)
ON CONFLICT (company) DO UPDATE SET last = excluded.last WHERE sscc_range.last < excluded.last

-- Of those that are open, and not of all that ever were: queue_key leads to them.
-- name: ORDERS_SET_PACKING
UPDATE sales_order SET packing = $1 WHERE state NOT IN ('shipped', 'cancelled') AND queue_key > '' AND packing <> $1
  AND ($1 <> 0 OR NOT EXISTS (SELECT 1 FROM carton c WHERE c.order_id = sales_order.order_id AND c.state <> 'cancelled'))

-- ---- shipments taken back ----

-- name: SHIPMENT_OF_OPERATION
SELECT shipment_id, operation_id, order_id, number, shipped_on, cancelled_by FROM shipment
WHERE order_id = $1 AND operation_id = $2

-- name: SHIPMENT_NUMBERED
SELECT shipment_id, operation_id, order_id, number, shipped_on, cancelled_by FROM shipment WHERE number = $1

-- name: SHIPMENT_CANCEL
UPDATE shipment SET cancelled_by = $2 WHERE shipment_id = $1

-- name: SHIPMENT_LINES_DELETE
DELETE FROM shipment_line WHERE shipment_id = $1

-- Goods of it that came back since.
-- name: SHIPMENT_CAME_BACK
SELECT 1 FROM shipment_line x CROSS JOIN movement m
WHERE x.shipment_id = $1 AND m.lot_id = x.lot_id AND m.line_id = x.line_id AND m.kind = 'return' LIMIT 1

