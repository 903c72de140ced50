-- SPDX-License-Identifier: GPL-3.0-or-later
-- Units of marked goods and cartons. Columns, always in this order: id, identity, code, item, lot, expires, carton, state, line,
-- shipment, operation.

-- name: UNIT_BY_IDENTITY
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id
FROM unit WHERE identity = $1

-- name: UNIT_BY_ID
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id
FROM unit WHERE unit_id = $1

-- name: UNITS_OF_LINE
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id
FROM unit WHERE line_id = $1

-- name: UNITS_OF_CARTON
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id
FROM unit WHERE carton_id = $1 ORDER BY carton_id, unit_id

-- name: UNITS_OF_OPERATION
SELECT u.unit_id, u.identity, u.code, u.item_id, u.lot, u.expires_on, u.carton_id, u.state, u.line_id, u.shipment_id,
       u.operation_id, s.before
FROM unit_step s JOIN unit u ON u.unit_id = s.unit_id WHERE s.operation_id = $1

-- name: CARTON_PAGE
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id
FROM unit WHERE item_id IS NULL AND identity > $1 ORDER BY identity LIMIT $2

-- Two stations may scan the same at once: the second touches no row, and its work looks again.
-- name: UNIT_INSERT
INSERT INTO unit (unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (identity) DO NOTHING

-- name: UNIT_SET
UPDATE unit SET code = $2, item_id = $3, lot = $4, expires_on = $5, carton_id = $6, state = $7, line_id = $8, shipment_id = $9,
                operation_id = $10
WHERE unit_id = $1

-- name: UNIT_STEP_INSERT
INSERT INTO unit_step (operation_id, unit_id, state, before) VALUES ($1, $2, $3, $4)

-- name: UNIT_SUPPLY
SELECT s.number FROM movement m JOIN supply s ON s.supply_id = m.supply_id WHERE m.operation_id = $1 LIMIT 1

-- name: UNIT_ORDER
SELECT o.number FROM order_line l JOIN sales_order o ON o.order_id = l.order_id WHERE l.line_id = $1
