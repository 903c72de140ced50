-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each sales system was told, and what became of it.

-- Messages that link $1 has not settled, as they were made.
-- "d.outbox_id > $2" says nothing new, but a server that joins in order begins there and not at the oldest delivery of all.
-- name: DELIVERIES_OPEN
SELECT o.outbox_id, o.aggregate, o.op, o.body, o.state, o.created_us, d.state, d.tried, d.attempts, d.next_us, d.remote_id,
       d.remote_number, d.why, d.theirs, d.day, d.changed_us, d.decided_by, d.decision
FROM outbox o LEFT JOIN delivery d ON d.outbox_id = o.outbox_id AND d.link_id = $1 AND d.outbox_id > $2
WHERE o.state IN ('waiting', 'unknown') AND o.outbox_id > $2
  AND (d.state IS NULL OR d.state = 'waiting' OR d.state = 'unknown')
ORDER BY o.outbox_id LIMIT $3

-- name: DELIVERY_CLAIM
INSERT INTO delivery (outbox_id, link_id, state, tried, attempts, next_us, remote_id, remote_number, why, theirs, day, changed_us,
                      decided_by, decision)
VALUES ($1, $2, $3, $4, 0, 0, '', '', '', '', NULL, $5, '', '') ON CONFLICT (outbox_id, link_id) DO NOTHING

-- No row: the warehouse has taken it back since it was read.
-- name: OUTBOX_BEGIN
UPDATE outbox SET state = 'unknown' WHERE outbox_id = $1 AND state IN ('waiting', 'unknown') RETURNING outbox_id

-- Nobody has begun with it after all.
-- name: OUTBOX_UNDO_BEGIN
UPDATE outbox SET state = 'waiting' WHERE outbox_id = $1 AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.outbox_id = $1)

-- name: DELIVERY_FORGET
DELETE FROM delivery WHERE outbox_id = $1 AND link_id = $2 AND state = 'waiting' AND tried = 0 AND attempts = 0

-- name: DELIVERY_TRIED
UPDATE delivery SET state = 'unknown', tried = 1 WHERE outbox_id = $1 AND link_id = $2

-- name: DELIVERY_SETTLE
UPDATE delivery SET state = $3, tried = $4, attempts = attempts + 1, next_us = $5,
  remote_id = CASE WHEN $6 = '' THEN remote_id ELSE $6 END, remote_number = CASE WHEN $7 = '' THEN remote_number ELSE $7 END,
  why = $8, theirs = $9, changed_us = $10
WHERE outbox_id = $1 AND link_id = $2

-- The message as a whole, when no link still owes it an answer.
-- name: OUTBOX_SETTLE
UPDATE outbox SET state = CASE WHEN EXISTS (SELECT 1 FROM delivery d WHERE d.outbox_id = $1
                                            AND d.state IN ('refused', 'differs', 'closed')) THEN 'rejected' ELSE 'verified' END,
  attempts = attempts + 1, error = $2, tried_us = $3
WHERE outbox_id = $1 AND NOT EXISTS (SELECT 1 FROM link l WHERE NOT EXISTS (
  SELECT 1 FROM delivery d WHERE d.outbox_id = $1 AND d.link_id = l.link_id AND d.state NOT IN ('waiting', 'unknown')))

-- name: OUTBOX_SETTLE_REST
UPDATE outbox SET state = CASE WHEN EXISTS (SELECT 1 FROM delivery d WHERE d.outbox_id = outbox.outbox_id
                                            AND d.state IN ('refused', 'differs', 'closed')) THEN 'rejected' ELSE 'verified' END
WHERE state = 'unknown' AND EXISTS (SELECT 1 FROM delivery d WHERE d.outbox_id = outbox.outbox_id)
  AND NOT EXISTS (SELECT 1 FROM link l WHERE NOT EXISTS (
    SELECT 1 FROM delivery d WHERE d.outbox_id = outbox.outbox_id AND d.link_id = l.link_id AND d.state NOT IN ('waiting', 'unknown')))

-- name: OUTBOX_REOPEN
UPDATE outbox SET state = 'unknown', error = '' WHERE outbox_id = $1

-- name: OUTBOX_TRIED
UPDATE outbox SET attempts = attempts + 1, error = $2, tried_us = $3 WHERE outbox_id = $1

-- name: OUTBOX_OPEN_COUNTS
SELECT state, COUNT (*) FROM outbox WHERE state IN ('waiting', 'unknown') GROUP BY state

-- name: OUTBOX_LATER_OF_AGGREGATE
SELECT outbox_id FROM outbox WHERE outbox_id > $1 AND aggregate = $2 AND op = $3 ORDER BY outbox_id LIMIT 1

-- The delivery of the shipment called $1 to link $2.
-- name: DELIVERY_OF_SHIPMENT
SELECT d.state FROM shipment s
JOIN outbox o ON o.outbox_id > s.operation_id AND o.outbox_id < s.operation_id + $3 AND o.operation_id = s.operation_id
  AND o.op = 'shipment.create'
LEFT JOIN delivery d ON d.outbox_id = o.outbox_id AND d.link_id = $2
WHERE s.number = $1 ORDER BY o.outbox_id LIMIT 1

-- name: ATTEMPT_INSERT
INSERT INTO attempt (attempt_id, link_id, outbox_id, what, about, epoch, started_us, ended_us, outcome)
VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, '')

-- name: ATTEMPT_END
UPDATE attempt SET ended_us = $2, outcome = $3 WHERE attempt_id = $1

-- name: ATTEMPTS_OF
SELECT attempt_id, what, about, epoch, started_us, ended_us, outcome FROM attempt WHERE outbox_id = $1 AND link_id = $2
ORDER BY attempt_id

-- The lists a person looks at: pages by message, the newest first.
-- name: DELIVERIES_SHOWN
SELECT o.outbox_id, o.aggregate, o.op, o.body, o.state, o.created_us, d.state, d.tried, d.attempts, d.next_us, d.remote_id,
       d.remote_number, d.why, d.theirs, d.day, d.changed_us, d.decided_by, d.decision, d.link_id, l.name
FROM delivery d JOIN outbox o ON o.outbox_id = d.outbox_id JOIN link l ON l.link_id = d.link_id
WHERE d.state = $1 AND (d.outbox_id, d.link_id) < ($2, $3) ORDER BY d.outbox_id DESC, d.link_id DESC LIMIT $4

-- Those that no link has begun with.
-- name: OUTBOX_NOT_BEGUN
SELECT o.outbox_id, o.aggregate, o.op, o.body, o.state, o.created_us, NULL AS d_state, 0, 0, 0, '', '', '', '', NULL AS d_day, 0, '', '', 0, ''
FROM outbox o WHERE o.state = 'waiting' AND o.outbox_id < $1 ORDER BY o.outbox_id DESC LIMIT $2

-- name: DELIVERY_ONE
SELECT o.outbox_id, o.aggregate, o.op, o.body, o.state, o.created_us, d.state, d.tried, d.attempts, d.next_us, d.remote_id,
       d.remote_number, d.why, d.theirs, d.day, d.changed_us, d.decided_by, d.decision, d.link_id, l.name
FROM delivery d JOIN outbox o ON o.outbox_id = d.outbox_id JOIN link l ON l.link_id = d.link_id
WHERE d.outbox_id = $1 AND l.name = $2

-- name: DELIVERY_COUNTS
SELECT d.state, d.link_id, COUNT (*) FROM delivery d
WHERE d.state IN ('waiting', 'unknown', 'refused', 'differs', 'closed') GROUP BY d.state, d.link_id

-- name: DELIVERY_AGAIN
UPDATE delivery SET state = $3, next_us = 0, day = COALESCE ($4, day), changed_us = $5, decided_by = $6, decision = $7
WHERE outbox_id = $1 AND link_id = $2

-- name: DELIVERIES_SINCE
SELECT o.outbox_id, o.aggregate, o.op, o.body, o.state, o.created_us, d.state, d.tried, d.attempts, d.next_us, d.remote_id,
       d.remote_number, d.why, d.theirs, d.day, d.changed_us, d.decided_by, d.decision, d.link_id, l.name
FROM delivery d JOIN outbox o ON o.outbox_id = d.outbox_id JOIN link l ON l.link_id = d.link_id
WHERE d.link_id = $1 AND d.state = 'verified' AND d.outbox_id > $2 ORDER BY d.outbox_id LIMIT $3
