-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: OPERATION_INSERT
INSERT INTO operation (operation_id, request, content, kind, reply, station, person, day, made_at_us, undoes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- The same of a station that can be revoked: of another epoch than $12 station $11 writes nothing.
-- name: OPERATION_INSERT_FENCED
INSERT INTO operation (operation_id, request, content, kind, reply, station, person, day, made_at_us, undoes)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
WHERE NOT EXISTS (SELECT 1 FROM station_epoch e WHERE e.station = $11 AND (e.epoch <> $12 OR e.revoked = 1))

-- name: OPERATION_BY_REQUEST
SELECT operation_id, content, reply FROM operation WHERE request = $1 AND station = $2

-- name: OPERATION_REPLY
SELECT reply, kind FROM operation WHERE operation_id = $1

-- name: OPERATION_UNDONE
SELECT operation_id FROM operation WHERE undoes = $1

-- name: OPERATION_LAST
SELECT o.operation_id, o.kind FROM operation o
WHERE o.station = $1 AND o.undoes IS NULL
  AND o.kind IN ('receive', 'put-away', 'move', 'pick', 'find', 'ship', 'short', 'scrap', 'lost', 'issue', 'to-supplier', 'learn',
                 'forget', 'put-back', 'count', 'count-enter', 'write-off', 'approve', 'refuse', 'material', 'material-back',
                 'transfer-out', 'transfer-in', 'transfer-close', 'block', 'unblock', 'block-place', 'unblock-place', 'park', 'gate', 'return', 'return-decide',
                 'relabel', 'recall', 'correct-day', 'correct-number', 'shortage', 'open-order', 'open-supply', 'match',
                 'answer-availability', 'decide', 'priority', 'validity', 'claim', 'claim-step', 'refuse-lot', 'allow-lot', 'pin', 'unpin',
                 'preempt', 'transfer-begin', 'transfer-arrived')
  AND NOT EXISTS (SELECT 1 FROM operation u WHERE u.undoes = o.operation_id)
ORDER BY o.operation_id DESC LIMIT 1

-- name: OPERATION_SET_PAPER
INSERT INTO operation_paper (operation_id, done_by, done_on) VALUES ($1, $2, $3)

-- name: OPERATION_DOER
SELECT o.kind, o.person, o.station, p.done_by, o.day, p.done_on, o.made_at_us
FROM operation o LEFT JOIN operation_paper p ON p.operation_id = o.operation_id WHERE o.operation_id = $1
