-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was opened here before sales knew of it.

-- name: BORN_COUNT
INSERT INTO meta (key, value) VALUES ('born', '1')
ON CONFLICT (key) DO UPDATE SET value = CAST (CAST (meta.value AS BIGINT) + 1 AS TEXT)

-- name: BORN_INSERT
INSERT INTO born_here (number, order_id, supply_id, operation_id, matched_by, told) VALUES ($1, $2, $3, $4, NULL, 0)

-- name: BORN_BY_NUMBER
SELECT number, order_id, supply_id, matched_by, told FROM born_here WHERE number = $1

-- name: BORN_OF_ORDER
SELECT number, order_id, supply_id, matched_by, told FROM born_here WHERE order_id = $1

-- name: BORN_OF_SUPPLY
SELECT number, order_id, supply_id, matched_by, told FROM born_here WHERE supply_id = $1

-- name: BORN_PAGE
SELECT number, order_id, supply_id, matched_by, told FROM born_here WHERE number > $1 ORDER BY number LIMIT $2

-- name: BORN_OPEN
SELECT number, order_id, supply_id, matched_by, told FROM born_here WHERE matched_by IS NULL ORDER BY number LIMIT $1

-- name: BORN_SET
UPDATE born_here SET matched_by = $2, told = $3 WHERE number = $1
