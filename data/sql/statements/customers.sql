-- SPDX-License-Identifier: GPL-3.0-or-later
-- Customers, and what their orders took from them.

-- name: CUSTOMER_BY_NAME
SELECT customer_id, name, min_life_days, blocked, credit FROM customer WHERE name = $1

-- name: CUSTOMER_BY_REMOTE
SELECT customer_id, name, min_life_days, blocked, credit FROM customer WHERE remote_id = $1

-- name: CUSTOMER_PAGE
SELECT customer_id, name, min_life_days, blocked, credit FROM customer WHERE name > $1 ORDER BY name LIMIT $2

-- name: CUSTOMER_INSERT
INSERT INTO customer (customer_id, name, min_life_days, blocked, credit, remote_id) VALUES ($1, $2, $3, $4, $5, $6)

-- name: CUSTOMER_UPDATE
UPDATE customer SET name = $2, min_life_days = $3, blocked = $4, credit = $5, remote_id = COALESCE ($6, remote_id)
WHERE customer_id = $1

-- name: ORDERS_OF_CUSTOMER
SELECT order_id FROM sales_order
WHERE customer = $1 AND order_id > $2 AND state NOT IN ('shipped', 'cancelled') ORDER BY customer, order_id LIMIT $3

-- name: ORDER_GATE_SAID
SELECT gate_said, closed_on FROM sales_order WHERE order_id = $1

-- name: ORDER_SET_GATE_SAID
UPDATE sales_order SET gate_said = $2, closed_on = $3 WHERE order_id = $1

-- Goods kept for orders whose gate is closed since $1 or before, the longest first.
-- name: ORDERS_CLOSED_LONG
SELECT order_id, closed_on FROM sales_order
WHERE gate = 'closed' AND closed_on IS NOT NULL AND closed_on <= $1 AND state NOT IN ('shipped', 'cancelled')
ORDER BY closed_on, order_id LIMIT $2
