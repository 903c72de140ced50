-- SPDX-License-Identifier: GPL-3.0-or-later
-- Requests for approval, columns: id, lot, from, place, quantity, reason, person, state. Transfers, columns: id, direction, number,
-- partner, state, made on.

-- name: APPROVAL_BY_ID
SELECT approval_id, lot_id, from_place, place_id, quantity_u, reason, person, state FROM approval WHERE approval_id = $1

-- name: APPROVAL_DECIDED
SELECT approval_id, lot_id, from_place, place_id, quantity_u, reason, person, state FROM approval WHERE decided_by = $1

-- name: APPROVALS_WAITING
SELECT approval_id, lot_id, from_place, place_id, quantity_u, reason, person, state
FROM approval WHERE state = 'waiting' AND approval_id > $1 ORDER BY approval_id LIMIT $2

-- name: APPROVAL_INSERT
INSERT INTO approval (approval_id, kind, lot_id, from_place, place_id, quantity_u, reason, person, state, decided_by)
VALUES ($1, 'write-off', $2, $3, $4, $5, $6, $7, 'waiting', NULL)

-- Two who decide at once: the second touches no row, and its work looks again.
-- name: APPROVAL_SET
UPDATE approval SET state = $3, decided_by = $4 WHERE approval_id = $1 AND state = $2

-- name: APPROVAL_UNIT_INSERT
INSERT INTO approval_unit (approval_id, identity, code) VALUES ($1, $2, $3)

-- name: APPROVAL_UNITS
SELECT identity, code FROM approval_unit WHERE approval_id = $1 ORDER BY approval_id, identity

-- name: TRANSFER_BY_ID
SELECT transfer_id, direction, number, partner, state, made_on FROM transfer WHERE transfer_id = $1

-- name: TRANSFER_BY_NUMBER
SELECT transfer_id, direction, number, partner, state, made_on FROM transfer WHERE direction = $1 AND number = $2

-- name: TRANSFERS_OPEN
SELECT transfer_id, direction, number, partner, state, made_on
FROM transfer WHERE state <> 'arrived' AND transfer_id > $1 ORDER BY transfer_id LIMIT $2

-- name: TRANSFER_LAST
SELECT transfer_id, direction, number, partner, state, made_on FROM transfer WHERE direction = 'out' AND transfer_id > 0 ORDER BY transfer_id DESC LIMIT $1

-- name: TRANSFER_INSERT
INSERT INTO transfer (transfer_id, direction, number, partner, state, made_on, closed_by)
VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (direction, number) DO NOTHING

-- name: TRANSFER_DELETE
DELETE FROM transfer WHERE transfer_id = $1

-- name: TRANSFER_SET
UPDATE transfer SET state = $2, closed_by = $3 WHERE transfer_id = $1

-- name: TRANSFER_LINES
SELECT item_id, lot, expires_on, announced_u, moved_u FROM transfer_line WHERE transfer_id = $1 ORDER BY transfer_id, item_id, lot

-- name: TRANSFER_LINE_ADD
INSERT INTO transfer_line (transfer_id, item_id, lot, expires_on, announced_u, moved_u) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (transfer_id, item_id, lot) DO UPDATE SET announced_u = transfer_line.announced_u + excluded.announced_u,
                                                      moved_u = transfer_line.moved_u + excluded.moved_u

-- name: TRANSFER_LINE_LESS
UPDATE transfer_line SET moved_u = moved_u - $4 WHERE transfer_id = $1 AND item_id = $2 AND lot = $3

-- name: TRANSFER_STEP_INSERT
INSERT INTO transfer_step (operation_id, transfer_id) VALUES ($1, $2)

-- name: TRANSFER_OF_STEP
SELECT t.transfer_id, t.direction, t.number, t.partner, t.state, t.made_on
FROM transfer_step s JOIN transfer t ON t.transfer_id = s.transfer_id WHERE s.operation_id = $1

-- What of a lot went into a production order and did not come back.
-- name: MATERIAL_OF_SUPPLY
SELECT CAST (COALESCE (SUM (CASE WHEN kind = 'material' OR (kind = 'undo' AND reason = 'undo material-back') THEN quantity_u
                                 ELSE -quantity_u END), 0) AS BIGINT)
FROM movement
WHERE supply_id = $1 AND lot_id = $2
  AND (kind = 'material' OR kind = 'material-back' OR (kind = 'undo' AND (reason = 'undo material' OR reason = 'undo material-back')))
