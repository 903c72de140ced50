-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rows for the training sales database, and what it was told.

-- name: TRAINING_BEGIN
BEGIN

-- name: TRAINING_COMMIT
COMMIT

-- name: TRAINING_PAY
UPDATE orders SET paid = 1 WHERE number = $1

-- name: TRAINING_ADD_ITEM
INSERT INTO items (code, name, name_de, name_en, unit, kind, variant, tracking, issue_order, shelf_life_days, certificate, marked)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: TRAINING_ADD_KIT_LINE
INSERT INTO kit_lines (item, component, quantity) VALUES ($1, $2, $3)

-- name: TRAINING_ADD_QUESTION
INSERT INTO questions (order_number, order_position, item, quantity, note) VALUES ($1, $2, $3, $4, $5)

-- name: TRAINING_ADD_PAPER
INSERT INTO papers (order_number, kind, number, issued_on, file, ready) VALUES ($1, $2, $3, $4, $5, $6)

-- name: TRAINING_ADD_BARCODE
INSERT INTO barcodes (item, code, quantity) VALUES ($1, $2, $3)

-- name: TRAINING_ADD_CUSTOMER
INSERT INTO customers (name, credit, min_life_days, blocked) VALUES ($1, $2, $3, $4)

-- name: TRAINING_ADD_ORDER
INSERT INTO orders (number, deal, customer, channel, state, paid, due_on, ship_complete, warehouse, reference)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: TRAINING_ADD_ORDER_LINE
INSERT INTO order_lines (order_number, position, item, quantity, cancelled, source, min_life_days, lot_wanted,
                         owner)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: TRAINING_ADD_SUPPLY
INSERT INTO supplies (kind, number, partner, item, quantity, order_number, order_position, dedicated, progress_percent, ready_on,
                      state, reference)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: TRAINING_SHIPMENTS
SELECT 'shipments' AS view, shipment, order_number, deal, shipped_on FROM shipments ORDER BY op_id

-- name: TRAINING_SHIPMENT_LINES
SELECT 'shipment_lines' AS view, shipment, order_number, position, item, lot, expires_on, quantity
FROM shipment_lines ORDER BY op_id, position, lot

-- name: TRAINING_SHIPMENT_CODES
SELECT 'shipment_codes' AS view, shipment, order_number, position, item, lot, code
FROM shipment_codes ORDER BY op_id, position, lot, code

-- name: TRAINING_SHIPMENT_CARTONS
SELECT 'shipment_cartons' AS view, shipment, order_number, n, sscc, weight, item, lot, quantity
FROM shipment_cartons ORDER BY op_id, sscc, item, lot

-- name: TRAINING_SHIPMENTS_CANCELLED
SELECT 'shipments_cancelled' AS view, shipment, order_number, cancelled_on FROM shipments_cancelled ORDER BY op_id

-- name: TRAINING_RECEIPTS
SELECT 'receipts' AS view, kind, supply, item, lot, expires_on, quantity, received FROM receipts ORDER BY op_id

-- name: TRAINING_ORDER_STATES
SELECT 'order_states' AS view, order_number, state FROM order_states ORDER BY op_id

-- name: TRAINING_RESERVATIONS
SELECT 'reservations' AS view, order_number, position, item, promised, from_supply, held, picked, shipped, missing
FROM reservations ORDER BY op_id, position

-- name: TRAINING_SHIPMENT_COMPONENTS
SELECT 'shipment_components' AS view, shipment, order_number, position, kit, item, lot, expires_on, quantity
FROM shipment_components ORDER BY op_id, position, item, lot

-- name: TRAINING_ANSWERS
SELECT 'answers' AS view, order_number, item, asked, found FROM answers ORDER BY op_id

-- name: TRAINING_WISHES
SELECT 'wishes' AS view, op, number, kind, item, quantity, order_number, customer FROM wishes ORDER BY op_id

-- name: TRAINING_RETURNS
SELECT 'goods_returns' AS view, proved, shipment, order_number, position, customer, item, lot, quantity, reason
FROM goods_returns ORDER BY op_id, position

-- name: TRAINING_RETURN_DECISIONS
SELECT 'return_decisions' AS view, decision, item, lot, quantity, reason FROM return_decisions ORDER BY op_id

-- name: TRAINING_LOT_CORRECTIONS
SELECT 'lot_corrections' AS view, item, lot_was, expires_on_was, lot, expires_on, merged, reason FROM lot_corrections ORDER BY op_id
