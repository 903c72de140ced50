-- SPDX-License-Identifier: GPL-3.0-or-later
-- Units that are known one by one, and cartons. Columns, always in this order: id, identity, code, item, lot, expires, carton, state,
-- line, shipment, operation, serial, owner, place.

-- name: UNIT_BY_IDENTITY
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE identity = $1

-- name: UNIT_BY_ID
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE unit_id = $1

-- name: UNITS_OF_LINE
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE line_id = $1

-- name: UNITS_OF_CARTON
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE carton_id = $1 ORDER BY carton_id, unit_id

-- name: UNITS_OF_OPERATION
SELECT u.unit_id, u.identity, u.code, u.item_id, u.lot, u.expires_on, u.carton_id, u.state, u.line_id, u.shipment_id,
       u.operation_id, u.serial, u.owner, u.place_id, s.before, s.place_before, s.operation_before, s.lot_before,
       s.owner_before, s.line_before, s.shipment_before
FROM unit_step s JOIN unit u ON u.unit_id = s.unit_id WHERE s.operation_id = $1

-- name: UNITS_BY_SERIAL
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE serial = $1 AND serial <> '' ORDER BY serial, unit_id LIMIT 32

-- name: UNITS_HERE
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE state = 'stock' AND item_id = $1 AND lot = $2 AND owner = $3 AND unit_id > $4 ORDER BY item_id, lot, unit_id LIMIT $5

-- name: UNITS_OF_LOT_AT
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE place_id = $1 AND item_id = $2 AND lot = $3 AND owner = $4 AND state = 'stock'
ORDER BY place_id, item_id, lot, unit_id

-- name: UNITS_AT_PLACE
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE place_id = $1 AND (item_id, lot, unit_id) > ($2, $3, $4) ORDER BY place_id, item_id, lot, unit_id LIMIT $5

-- name: UNITS_UNKNOWN
SELECT CAST (COALESCE ((SELECT SUM (b.on_hand_u) FROM balance b JOIN place p ON p.place_id = b.place_id
                        WHERE b.lot_id = $2 AND p.kind <> 'bench'), 0)
             - (SELECT COUNT (*) * 1000000 FROM unit u WHERE u.state = 'stock' AND u.item_id = $1 AND u.lot = $3
                                                    AND u.owner = $4) AS BIGINT)

-- name: UNIT_GONE
SELECT s.number, s.shipped_on, o.number, o.deal, o.customer
FROM shipment s JOIN sales_order o ON o.order_id = s.order_id WHERE s.shipment_id = $1

-- name: CARTON_PAGE
SELECT unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id, serial,
       owner, place_id
FROM unit WHERE item_id IS NULL AND identity > $1 ORDER BY identity LIMIT $2

-- Two stations may scan the same at once: the second touches no row, and its work looks again.
-- name: UNIT_INSERT
INSERT INTO unit (unit_id, identity, code, item_id, lot, expires_on, carton_id, state, line_id, shipment_id, operation_id,
                  serial, owner, place_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (identity) DO NOTHING

-- name: UNIT_SET
UPDATE unit SET code = $2, item_id = $3, lot = $4, expires_on = $5, carton_id = $6, state = $7, line_id = $8, shipment_id = $9,
                operation_id = $10, owner = $11, place_id = $12
WHERE unit_id = $1

-- name: UNIT_STEP_INSERT
INSERT INTO unit_step (operation_id, unit_id, state, before, place_before, operation_before, lot_before, owner_before, line_before,
                       shipment_before)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: UNIT_SUPPLY
SELECT s.number FROM unit_step t JOIN movement m ON m.operation_id = t.operation_id JOIN supply s ON s.supply_id = m.supply_id
WHERE t.unit_id = $1 AND t.state = 'stock' AND m.kind <> 'undo' ORDER BY t.unit_id DESC, t.operation_id DESC LIMIT 1

-- name: UNIT_ORDER
SELECT o.number FROM order_line l JOIN sales_order o ON o.order_id = l.order_id WHERE l.line_id = $1
