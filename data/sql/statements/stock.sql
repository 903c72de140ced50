-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book and its movements. A take is an UPDATE under the CHECK, a give is an upsert; the take goes first.

-- name: BALANCE_GET
SELECT on_hand_u, held_u FROM balance WHERE lot_id = $1 AND place_id = $2

-- name: BALANCE_TAKE
UPDATE balance SET on_hand_u = on_hand_u - $3, held_u = held_u - $4 WHERE lot_id = $1 AND place_id = $2

-- name: BALANCE_GIVE
INSERT INTO balance (lot_id, place_id, item_id, issue_key, usable_until, usable, on_hand_u, held_u)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (lot_id, place_id) DO UPDATE SET on_hand_u = balance.on_hand_u + excluded.on_hand_u,
                                             held_u = balance.held_u + excluded.held_u

-- name: BALANCE_HOLD
UPDATE balance SET held_u = held_u + $3 WHERE lot_id = $1 AND place_id = $2

-- name: OPEN_LOTS
SELECT lot_id, place_id, usable_until, on_hand_u - held_u, issue_key
FROM balance WHERE item_id = $1 AND usable = 1 AND held_u < on_hand_u AND (issue_key, lot_id, place_id) > ($2, $3, $4)
ORDER BY item_id, issue_key, lot_id, place_id LIMIT $5

-- What ends by the day $2, or by the last day that stock is promised for: it is asked together with the promises, and so cannot
-- know them. Behind a day, '~' stands after every key that begins with it.
-- name: LIFE_ENDING
SELECT usable_until, on_hand_u - held_u
FROM balance
WHERE item_id = $1 AND usable = 1 AND held_u < on_hand_u AND usable_until < '9999-12-31'
  AND issue_key < COALESCE ((SELECT p.usable_until FROM promise p WHERE p.item_id = $1 AND p.supply_id IS NULL AND p.usable_until > $2
                             ORDER BY p.item_id DESC, p.usable_until DESC LIMIT 1), $2) || '~'

-- name: LIFE_ENDING_FIFO
SELECT usable_until, on_hand_u - held_u
FROM balance
WHERE item_id = $1 AND usable = 1 AND held_u < on_hand_u AND usable_until < '9999-12-31'
  AND usable_until <= COALESCE ((SELECT p.usable_until FROM promise p WHERE p.item_id = $1 AND p.supply_id IS NULL
                                   AND p.usable_until > $2 ORDER BY p.item_id DESC, p.usable_until DESC LIMIT 1), $2)

-- name: LIFE_PROMISED
SELECT usable_until, CAST (SUM (quantity_u) AS BIGINT)
FROM promise WHERE item_id = $1 AND supply_id IS NULL GROUP BY usable_until ORDER BY usable_until

-- name: MOVEMENT_INSERT
INSERT INTO movement (movement_id, operation_id, kind, lot_id, from_place, to_place, quantity_u, line_id, supply_id, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: MOVEMENTS_OF_OPERATION
SELECT movement_id, kind, lot_id, from_place, to_place, quantity_u, line_id, supply_id
FROM movement WHERE operation_id = $1 ORDER BY movement_id

-- What a station did with a lot behind one of its operations.
-- name: MOVEMENTS_SINCE
SELECT m.operation_id, m.kind, m.from_place, m.to_place, m.quantity_u, o.undoes
FROM movement m JOIN operation o ON o.operation_id = m.operation_id
WHERE m.lot_id = $1 AND m.operation_id > $2 AND o.station = $3 ORDER BY m.movement_id

-- name: MOVEMENTS_OF_LOT
SELECT m.movement_id, m.lot_id, m.kind, m.from_place, m.to_place, f.code, t.code, f.kind, t.kind, m.quantity_u, m.reason, o.person,
       i.code, i.unit, l.number, o.made_at_us
FROM movement m CROSS JOIN operation o CROSS JOIN place f CROSS JOIN place t CROSS JOIN lot l CROSS JOIN item i
WHERE m.lot_id = $1 AND m.movement_id < $2 AND o.operation_id = m.operation_id AND f.place_id = m.from_place AND t.place_id = m.to_place
  AND l.lot_id = m.lot_id AND i.item_id = l.item_id
ORDER BY m.lot_id DESC, m.movement_id DESC LIMIT $3

-- name: MOVEMENTS_PAGE
SELECT m.movement_id, m.lot_id, m.kind, m.from_place, m.to_place, f.code, t.code, f.kind, t.kind, m.quantity_u, m.reason, o.person,
       i.code, i.unit, l.number, o.made_at_us
FROM movement m CROSS JOIN operation o CROSS JOIN place f CROSS JOIN place t CROSS JOIN lot l CROSS JOIN item i
WHERE m.movement_id < $1 AND o.operation_id = m.operation_id AND f.place_id = m.from_place AND t.place_id = m.to_place
  AND l.lot_id = m.lot_id AND i.item_id = l.item_id
ORDER BY m.movement_id DESC LIMIT $2

-- name: OPENED_AT
SELECT CAST (COALESCE (SUM (CASE WHEN to_place = $2 THEN quantity_u ELSE -quantity_u END), 0) AS BIGINT)
FROM movement WHERE lot_id = $1 AND ((from_place = $3 AND to_place = $2) OR (from_place = $2 AND to_place = $3))

-- The items behind $1.
-- name: STOCK_PAGE
SELECT i.code, b.issue_key, b.lot_id, b.place_id, i.name, i.name_de, i.name_en, i.unit, l.number, l.expires_on, p.code, p.kind,
       b.on_hand_u, b.held_u, l.state, l.received_on, i.has_expiry, l.produced_on, l.owner, d.best_before_on, d.use_by_on, d.packed_on
FROM item i JOIN balance b ON b.item_id = i.item_id JOIN lot l ON l.lot_id = b.lot_id JOIN place p ON p.place_id = b.place_id
     LEFT JOIN lot_day d ON d.lot_id = b.lot_id
WHERE b.on_hand_u > 0 AND i.code > $1
ORDER BY i.code, b.issue_key, b.lot_id, b.place_id LIMIT $2

-- And the rest of the item that a page ended in: one statement for both would walk over all of its lots before.
-- name: STOCK_PAGE_WITHIN
SELECT i.code, b.issue_key, b.lot_id, b.place_id, i.name, i.name_de, i.name_en, i.unit, l.number, l.expires_on, p.code, p.kind,
       b.on_hand_u, b.held_u, l.state, l.received_on, i.has_expiry, l.produced_on, l.owner, d.best_before_on, d.use_by_on, d.packed_on
FROM item i CROSS JOIN balance b CROSS JOIN lot l CROSS JOIN place p LEFT JOIN lot_day d ON d.lot_id = b.lot_id
WHERE i.code = $1 AND b.item_id = i.item_id AND b.on_hand_u > 0 AND (b.issue_key, b.lot_id, b.place_id) > ($2, $3, $4)
  AND l.lot_id = b.lot_id AND p.place_id = b.place_id
ORDER BY b.item_id, b.issue_key, b.lot_id, b.place_id LIMIT $5

-- name: STOCK_OF_ITEM
SELECT i.code, b.issue_key, b.lot_id, b.place_id, i.name, i.name_de, i.name_en, i.unit, l.number, l.expires_on, p.code, p.kind,
       b.on_hand_u, b.held_u, l.state, l.received_on, i.has_expiry, l.produced_on, l.owner, d.best_before_on, d.use_by_on, d.packed_on
FROM balance b JOIN item i ON i.item_id = b.item_id JOIN lot l ON l.lot_id = b.lot_id JOIN place p ON p.place_id = b.place_id
     LEFT JOIN lot_day d ON d.lot_id = b.lot_id
WHERE b.item_id = $1 AND b.on_hand_u > 0 ORDER BY b.item_id, b.issue_key, b.lot_id, b.place_id LIMIT 100000

-- name: STOCK_AT_PLACE
SELECT i.code, b.issue_key, b.lot_id, b.place_id, i.name, i.name_de, i.name_en, i.unit, l.number, l.expires_on, p.code, p.kind,
       b.on_hand_u, b.held_u, l.state, l.received_on, i.has_expiry, l.produced_on, l.owner, d.best_before_on, d.use_by_on, d.packed_on
FROM balance b JOIN item i ON i.item_id = b.item_id JOIN lot l ON l.lot_id = b.lot_id JOIN place p ON p.place_id = b.place_id
     LEFT JOIN lot_day d ON d.lot_id = b.lot_id
WHERE b.place_id = $1 AND b.on_hand_u > 0 ORDER BY b.place_id, b.item_id LIMIT 100000

-- name: GTIN_OF_ITEM
SELECT code FROM barcode WHERE item_id = $1 AND length (code) = 14 ORDER BY quantity_u, code LIMIT 1

-- name: BALANCE_SWEEP
DELETE FROM balance WHERE on_hand_u = 0

-- Which lots of item $1 were ever picked for line $2: movements are made after their line, so that each lot is asked for its last ones.
-- name: LOTS_PICKED
SELECT t.lot_id, t.item_id, t.number, t.owner, t.expires_on, t.produced_on, t.received_on, t.state
FROM lot t
WHERE t.item_id = $1
  AND EXISTS (SELECT 1 FROM movement m WHERE m.lot_id = t.lot_id AND m.movement_id > $2 AND m.line_id = $2 AND m.kind = 'pick')
LIMIT 200

-- What was picked of a lot for a line, and what of it was put back.
-- name: PICKS_OF_LINE
SELECT m.movement_id, m.operation_id, m.quantity_u, f.kind, f.code, t.code, m.reason
FROM movement m CROSS JOIN place f CROSS JOIN place t
WHERE m.lot_id = $1 AND m.line_id = $2 AND m.kind IN ('pick', 'put-back', 'undo') AND f.place_id = m.from_place AND t.place_id = m.to_place
  AND t.kind <> 'customer' AND f.kind <> 'customer'
ORDER BY m.lot_id, m.movement_id LIMIT 200
