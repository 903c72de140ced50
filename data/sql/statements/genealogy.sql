-- SPDX-License-Identifier: GPL-3.0-or-later
-- What became of which lot: new labels, other names, and where its goods came from and went.

-- name: LOT_LINK_INSERT
INSERT INTO lot_link (child_id, parent_id, operation_id, quantity_u, why) VALUES ($1, $2, $3, $4, $5)

-- name: LOT_LINKS_OF_OPERATION_DELETE
DELETE FROM lot_link WHERE operation_id = $1

-- name: LOT_LINKS
SELECT child_id, parent_id, operation_id, quantity_u, why FROM lot_link WHERE child_id = $1
UNION ALL SELECT child_id, parent_id, operation_id, quantity_u, why FROM lot_link WHERE parent_id = $1

-- Through the ends that are no shelves, in the order it happened.
-- name: LOT_EVENTS
SELECT m.movement_id, m.operation_id, m.kind, f.kind, t.kind, m.quantity_u, m.line_id, m.supply_id, m.reason, o.day
FROM movement m CROSS JOIN place f CROSS JOIN place t CROSS JOIN operation o
WHERE m.lot_id = $1 AND m.movement_id > $2 AND f.place_id = m.from_place AND t.place_id = m.to_place
  AND o.operation_id = m.operation_id
  AND (f.kind IN ('supplier', 'customer', 'production', 'scrap', 'difference', 'opening', 'transit')
       OR t.kind IN ('supplier', 'customer', 'production', 'scrap', 'difference', 'opening', 'transit'))
ORDER BY m.lot_id, m.movement_id LIMIT $3

-- Material that went in, and lots that came out; the movements of undoing have the opposite sign.
-- name: SUPPLY_LOTS
SELECT m.lot_id, CASE WHEN m.to_place = $2 THEN m.quantity_u ELSE -m.quantity_u END
FROM movement m WHERE m.supply_id = $1 AND (m.to_place = $2 OR m.from_place = $2)

-- To whom it went. A lot from two benches in one shipment comes twice.
-- name: SHIPPED_OF_LOT
SELECT m.movement_id, s.shipment_id, s.number, s.shipped_on, o.order_id, o.number, o.deal, o.customer, l.line_id, x.quantity_u,
       r.quantity_u, o.remote_id, l.remote_id
FROM movement m CROSS JOIN order_line l CROSS JOIN sales_order o CROSS JOIN shipment s CROSS JOIN shipment_line x
     LEFT JOIN returned r ON r.shipment_id = x.shipment_id AND r.line_id = x.line_id AND r.lot_id = x.lot_id
WHERE m.lot_id = $1 AND m.movement_id > $2 AND m.kind = 'ship' AND l.line_id = m.line_id AND o.order_id = l.order_id
  AND s.order_id = o.order_id AND s.operation_id = m.operation_id
  AND x.shipment_id = s.shipment_id AND x.line_id = l.line_id AND x.lot_id = m.lot_id
ORDER BY m.lot_id, m.movement_id LIMIT $3

-- name: BALANCES_OF_LOT
SELECT b.place_id, p.code, p.kind, b.on_hand_u, b.held_u
FROM balance b CROSS JOIN place p WHERE b.lot_id = $1 AND b.on_hand_u > 0 AND p.place_id = b.place_id ORDER BY b.lot_id, b.place_id

-- name: LOT_RENAME
UPDATE lot SET number = $2 WHERE lot_id = $1

-- name: UNITS_RENAME_LOT
UPDATE unit SET lot = $3 WHERE item_id = $1 AND lot = $2 AND owner = $4

-- The units of it that are in the house; those that left did so under the old name.
-- name: UNITS_IN_HOUSE_RENAME_LOT
UPDATE unit SET lot = $3 WHERE item_id = $1 AND lot = $2 AND owner = $4 AND state <> 'shipped' AND state <> 'gone'

-- name: UNITS_OF_SHIPPED_LOT
SELECT u.identity FROM unit u
WHERE u.item_id = $1 AND u.lot = $2 AND u.shipment_id = $3 AND u.line_id = $4 AND u.state = 'shipped'

-- name: LOT_ALIAS_INSERT
INSERT INTO lot_alias (number, item_id, lot_id, operation_id) VALUES ($1, $2, $3, $4)
ON CONFLICT (number, item_id, lot_id) DO NOTHING

-- name: LOTS_BY_ALIAS
SELECT lot_id FROM lot_alias WHERE number = $1 LIMIT 16

-- name: LOT_BY_ALIAS
SELECT lot_id FROM lot_alias WHERE number = $1 AND item_id = $2 LIMIT 1

-- name: LOT_ALIASES
SELECT number FROM lot_alias WHERE lot_id = $1 LIMIT 16
