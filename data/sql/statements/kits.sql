-- SPDX-License-Identifier: GPL-3.0-or-later
-- What kits consist of, and which order lines are parts of one.

-- name: KIT_LINES
SELECT component_id, quantity_u FROM kit_line WHERE item_id = $1 ORDER BY item_id, component_id

-- name: KIT_LINE_SET
INSERT INTO kit_line (item_id, component_id, quantity_u, remote_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (item_id, component_id) DO UPDATE SET quantity_u = excluded.quantity_u,
                                                  remote_id = COALESCE (excluded.remote_id, kit_line.remote_id)

-- name: KIT_LINE_DELETE
DELETE FROM kit_line WHERE item_id = $1 AND component_id = $2

-- A row of sales that speaks of another component now.
-- name: KIT_LINE_FORGET
DELETE FROM kit_line WHERE remote_id = $1 AND (item_id <> $2 OR component_id <> $3)

-- name: KIT_PAGE
SELECT item_id, component_id, quantity_u FROM kit_line
WHERE item_id >= $1 AND (item_id, component_id) > ($1, $2) ORDER BY item_id, component_id LIMIT $3

-- name: KIT_PARTS_OF_ORDER
SELECT line_id, kit_line, per_kit_u FROM kit_part WHERE order_id = $1 ORDER BY order_id, kit_line, line_id

-- name: KIT_PART_INSERT
INSERT INTO kit_part (line_id, order_id, kit_line, per_kit_u) VALUES ($1, $2, $3, $4)

-- name: LINE_MARK
UPDATE order_line SET flags = $2 WHERE line_id = $1
