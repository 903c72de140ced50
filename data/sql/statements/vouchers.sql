-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the papers say that a warehouse signs.

-- name: MOVED_BY_OPERATION
SELECT m.kind, t.item_id, m.lot_id, t.number, t.expires_on, f.code, f.kind, g.code, g.kind, m.quantity_u, m.reason, m.line_id
FROM movement m JOIN lot t ON t.lot_id = m.lot_id JOIN place f ON f.place_id = m.from_place JOIN place g ON g.place_id = m.to_place
WHERE m.operation_id = $1 ORDER BY m.movement_id

-- name: MOVED_FOR_SUPPLY
SELECT m.kind, t.item_id, m.lot_id, t.number, t.expires_on, f.code, f.kind, g.code, g.kind, m.quantity_u, m.reason, m.line_id
FROM movement m JOIN lot t ON t.lot_id = m.lot_id JOIN place f ON f.place_id = m.from_place JOIN place g ON g.place_id = m.to_place
WHERE m.supply_id = $1 ORDER BY m.movement_id

-- name: OPERATION_WHO
SELECT kind, person, day FROM operation WHERE operation_id = $1

-- name: SHIPMENT_BY_NUMBER
SELECT shipment_id, order_id, number, shipped_on, operation_id FROM shipment WHERE number = $1
