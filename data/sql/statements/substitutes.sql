-- SPDX-License-Identifier: GPL-3.0-or-later
-- What may leave instead of an item, and which lines stand for others.

-- name: SUBSTITUTES_OF
SELECT item_id, instead_id, for_u, instead_u, priority, asks FROM substitute WHERE item_id = $1 ORDER BY item_id, instead_id LIMIT 100

-- name: SUBSTITUTE_BY_ITEMS
SELECT item_id, instead_id, for_u, instead_u, priority, asks FROM substitute WHERE item_id = $1 AND instead_id = $2

-- name: SUBSTITUTE_PAGE
SELECT item_id, instead_id, for_u, instead_u, priority, asks FROM substitute
WHERE item_id >= $1 AND (item_id, instead_id) > ($1, $2) ORDER BY item_id, instead_id LIMIT $3

-- name: SUBSTITUTE_SET
INSERT INTO substitute (item_id, instead_id, for_u, instead_u, priority, asks, remote_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (item_id, instead_id) DO UPDATE SET for_u = excluded.for_u, instead_u = excluded.instead_u, priority = excluded.priority,
  asks = excluded.asks, remote_id = COALESCE (excluded.remote_id, substitute.remote_id)

-- name: SUBSTITUTE_DELETE
DELETE FROM substitute WHERE item_id = $1 AND instead_id = $2

-- A row of sales that speaks of other goods now.
-- name: SUBSTITUTE_FORGET
DELETE FROM substitute WHERE remote_id = $1 AND (item_id <> $2 OR instead_id <> $3)

-- name: STAND_INS_OF_ORDER
SELECT line_id, for_line, operation_id, for_u, instead_u, reason FROM stand_in WHERE order_id = $1 ORDER BY order_id, line_id

-- name: STAND_IN_BY_LINE
SELECT line_id, for_line, operation_id, for_u, instead_u, reason FROM stand_in WHERE line_id = $1

-- name: STAND_IN_INSERT
INSERT INTO stand_in (line_id, order_id, for_line, operation_id, for_u, instead_u, reason) VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: SUBSTITUTE_ASK
INSERT INTO substitute_ask (line_id, instead_id, operation_id) VALUES ($1, $2, $3) ON CONFLICT (line_id, instead_id) DO NOTHING

-- name: SUBSTITUTE_ASKED
SELECT operation_id FROM substitute_ask WHERE line_id = $1 AND instead_id = $2
