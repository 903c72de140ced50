-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: OUTBOX_INSERT
INSERT INTO outbox (outbox_id, operation_id, aggregate, op, body, state, attempts, error, created_us, tried_us)
VALUES ($1, $2, $3, $4, $5, 'waiting', 0, '', $6, NULL)

-- name: OUTBOX_DUE
SELECT outbox_id, aggregate, op, body, state, attempts, error, created_us
FROM outbox WHERE state IN ('waiting', 'unknown') AND outbox_id > $1 ORDER BY outbox_id LIMIT $2

-- name: OUTBOX_PAGE
SELECT outbox_id, aggregate, op, body, state, attempts, error, created_us
FROM outbox WHERE outbox_id > $1 ORDER BY outbox_id LIMIT $2

-- name: OUTBOX_SET
UPDATE outbox SET state = $2, attempts = attempts + 1, error = $3, tried_us = $4 WHERE outbox_id = $1

-- name: OUTBOX_COUNTS
SELECT state, COUNT (*) FROM outbox GROUP BY state

-- name: INBOX_INSERT
INSERT INTO inbox (inbox_id, entity, remote_id, rev, body, hash, state, error, received_us)
VALUES ($1, $2, $3, $4, $5, $6, 'new', '', $7) ON CONFLICT (entity, remote_id, rev, hash) DO NOTHING
RETURNING state, inbox_id

-- name: INBOX_NEW
SELECT inbox_id, entity, remote_id, rev, body FROM inbox WHERE state = 'new' AND inbox_id > $1 ORDER BY inbox_id LIMIT $2

-- name: INBOX_SET
UPDATE inbox SET state = $2, error = $3 WHERE inbox_id = $1

-- name: CURSOR_GET
SELECT value, contact_us FROM feed_cursor WHERE feed = $1

-- name: CURSOR_SET
INSERT INTO feed_cursor (feed, value, contact_us) VALUES ($1, $2, $3)
ON CONFLICT (feed) DO UPDATE SET value = excluded.value, contact_us = excluded.contact_us

-- name: CONFLICT_INSERT
INSERT INTO conflict (conflict_id, entity, remote_id, kind, ours, theirs, open, opened_us) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)

-- name: CONFLICT_PAGE
SELECT conflict_id, entity, remote_id, kind, ours, theirs FROM conflict WHERE open = 1 AND conflict_id > $1 ORDER BY conflict_id LIMIT $2
