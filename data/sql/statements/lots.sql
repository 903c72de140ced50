-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of a lot: id, item, number, owner, expires, produced, received, state.

-- name: LOT_BY_ID
SELECT lot_id, item_id, number, owner, expires_on, produced_on, received_on, state FROM lot WHERE lot_id = $1

-- name: LOT_BY_NUMBER
SELECT lot_id, item_id, number, owner, expires_on, produced_on, received_on, state
FROM lot WHERE item_id = $1 AND number = $2 AND owner = $3

-- The house's first.
-- name: LOTS_OF_NUMBER
SELECT lot_id, item_id, number, owner, expires_on, produced_on, received_on, state
FROM lot WHERE item_id = $1 AND number = $2 ORDER BY item_id, number, owner LIMIT 16

-- name: LOTS_NUMBERED
SELECT lot_id, item_id, number, owner, expires_on, produced_on, received_on, state FROM lot WHERE number = $1 ORDER BY item_id LIMIT 16

-- name: LOTS_OF_ITEM
SELECT lot_id, item_id, number, owner, expires_on, produced_on, received_on, state FROM lot WHERE item_id = $1 ORDER BY number, owner

-- name: LOTS_AT_PLACE
SELECT l.lot_id, l.item_id, l.number, l.owner, l.expires_on, l.produced_on, l.received_on, l.state
FROM balance b JOIN lot l ON l.lot_id = b.lot_id WHERE b.place_id = $1 AND b.item_id = $2 AND b.on_hand_u > 0 LIMIT $3

-- Two docks may make the same lot at once: the second touches no row, and its work looks again.
-- name: LOT_INSERT
INSERT INTO lot (lot_id, item_id, number, owner, expires_on, produced_on, received_on, state, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (item_id, number, owner) DO NOTHING

-- name: LOT_SET
UPDATE lot SET expires_on = $2, produced_on = $3, state = $4, reason = $5 WHERE lot_id = $1

-- name: LOT_DAYS
SELECT best_before_on, use_by_on, packed_on FROM lot_day WHERE lot_id = $1

-- name: LOT_DAYS_PUT
INSERT INTO lot_day (lot_id, best_before_on, use_by_on, packed_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (lot_id) DO UPDATE SET best_before_on = excluded.best_before_on, use_by_on = excluded.use_by_on,
                                   packed_on = excluded.packed_on

-- name: BALANCE_REKEY
UPDATE balance SET issue_key = $2, usable_until = $3,
       usable = CASE WHEN $4 = 1 AND place_id IN (SELECT place_id FROM place WHERE kind IN ('dock', 'bin')) THEN 1 ELSE 0 END
WHERE lot_id = $1

-- name: LOT_OPEN_SUM
SELECT CAST (COALESCE (SUM (on_hand_u - held_u), 0) AS BIGINT) FROM balance WHERE lot_id = $1 AND usable = 1

-- name: LOT_OWNER_NEXT
SELECT MIN (owner) FROM lot WHERE owner <> '' AND owner > $1
