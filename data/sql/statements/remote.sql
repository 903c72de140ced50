-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the sales system calls our rows.

-- name: REMOTE_OF_ITEM
SELECT remote_id FROM item WHERE item_id = $1

-- name: REMOTE_OF_SUPPLY
SELECT remote_id FROM supply WHERE supply_id = $1

-- name: ORDER_SET_REMOTE
UPDATE sales_order SET remote_id = $2 WHERE order_id = $1

-- name: LINE_SET_REMOTE
UPDATE order_line SET remote_id = $2 WHERE line_id = $1

-- name: SUPPLY_SET_REMOTE
UPDATE supply SET remote_id = $2 WHERE supply_id = $1
