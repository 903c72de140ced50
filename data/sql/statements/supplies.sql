-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of a supply: id, kind, number, partner, item, ordered, received, promised, line, dedicated, progress, ready, state, tolerance.

-- name: SUPPLY_BY_ID
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE supply_id = $1

-- name: SUPPLY_BY_REMOTE
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE remote_id = $1

-- name: SUPPLIES_NUMBERED
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE number = $1 ORDER BY supply_id LIMIT 1000

-- name: SUPPLIES_OF_ITEM
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE item_id = $1 AND state = 'open'
ORDER BY item_id, COALESCE (ready_on, '9999-12-31'), supply_id LIMIT 1000

-- name: SUPPLY_PAGE
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE supply_id > $1 ORDER BY supply_id LIMIT $2

-- name: SUPPLIES_EXPECTED
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply
WHERE state = 'open' AND received_u < ordered_u AND COALESCE (ready_on, '9999-12-31') >= $1
  AND (COALESCE (ready_on, '9999-12-31'), supply_id) > ($1, $2)
ORDER BY COALESCE (ready_on, '9999-12-31'), supply_id LIMIT $3

-- name: SUPPLY_INSERT
INSERT INTO supply (supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated,
                    progress_percent, ready_on, state, tolerance_percent, remote_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

-- name: SUPPLY_UPDATE
UPDATE supply SET number = $2, partner = $3, ordered_u = $4, line_id = $5, dedicated = $6, progress_percent = $7, ready_on = $8,
                  state = $9, tolerance_percent = $10
WHERE supply_id = $1

-- name: SUPPLY_ADD
UPDATE supply SET received_u = received_u + $2, promised_u = promised_u + $3 WHERE supply_id = $1

-- With something left to promise: those made for a line, and those for anybody.
-- name: SUPPLIES_OF_LINE
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE line_id = $2 AND item_id = $1 AND state = 'open' AND received_u + promised_u < ordered_u
ORDER BY line_id, COALESCE (ready_on, '9999-12-31'), supply_id LIMIT 100

-- name: SUPPLIES_WITH_ROOM
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE item_id = $1 AND state = 'open' AND received_u + promised_u < ordered_u AND dedicated = 0
  AND (line_id IS NULL OR line_id <> $2)
ORDER BY item_id, COALESCE (ready_on, '9999-12-31'), supply_id LIMIT 100

-- Everything that was ordered, made or proposed for a line.
-- name: SUPPLIES_FOR_LINE
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE line_id = $1 ORDER BY line_id, COALESCE (ready_on, '9999-12-31'), supply_id LIMIT 100

-- name: SUPPLIES_PROPOSED
SELECT supply_id, kind, number, partner, item_id, ordered_u, received_u, promised_u, line_id, dedicated, progress_percent, ready_on,
       state, tolerance_percent
FROM supply WHERE state = 'proposed' AND supply_id > $1 ORDER BY supply_id LIMIT $2

-- name: SLIP_INSERT
INSERT INTO supply_slip (supply_id, operation_id, from_day, to_day) VALUES ($1, $2, $3, $4)
ON CONFLICT (supply_id, operation_id) DO NOTHING

-- name: SLIPS_OF_SUPPLY
SELECT operation_id, from_day, to_day FROM supply_slip WHERE supply_id = $1 ORDER BY supply_id, operation_id LIMIT 1000

-- Receipts on a supply and what undid them, as they were booked.
-- name: RECEIPTS_OF_SUPPLY
SELECT m.movement_id, m.operation_id, m.kind, m.quantity_u, l.number, l.expires_on, m.reason
FROM movement m CROSS JOIN lot l WHERE m.supply_id = $1 AND l.lot_id = m.lot_id ORDER BY m.movement_id LIMIT 1000

-- How an item is got: what was said of it, and how it came last.
-- name: ITEM_WAY
SELECT way FROM item_way WHERE item_id = $1

-- name: ITEM_WAY_SET
INSERT INTO item_way (item_id, way) VALUES ($1, $2) ON CONFLICT (item_id) DO UPDATE SET way = excluded.way

-- name: ITEM_WAY_DELETE
DELETE FROM item_way WHERE item_id = $1

-- name: ITEM_LAST_KIND
SELECT kind FROM supply WHERE item_id = $1 ORDER BY item_id DESC, supply_id DESC LIMIT 1
