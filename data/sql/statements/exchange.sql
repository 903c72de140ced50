-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: OUTBOX_INSERT
INSERT INTO outbox (outbox_id, operation_id, aggregate, op, body, state, attempts, error, created_us, tried_us)
VALUES ($1, $2, $3, $4, $5, 'waiting', 0, '', $6, NULL)

-- What waits to tell sales of order $1's reservations, and nobody has begun to send.
-- name: OUTBOX_FORGET_RESERVE
DELETE FROM outbox WHERE outbox_id = (SELECT reserve_told FROM sales_order WHERE order_id = $1) AND state = 'waiting'

-- name: ORDER_RESERVE_TOLD
UPDATE sales_order SET reserve_told = $2 WHERE order_id = $1

-- What operation $1 told as $3, and what its sending came to; nothing when sales is not told. Ids grow with time: what an operation told
-- stands between it and $2.
-- name: OUTBOX_OF_OPERATION
SELECT outbox_id, state FROM outbox
WHERE outbox_id > $1 AND outbox_id < $2 AND operation_id = $1 AND op = $3 ORDER BY outbox_id LIMIT 1

-- What was told of an aggregate from operation $1 on.
-- name: OUTBOX_SINCE
SELECT outbox_id, state FROM outbox WHERE outbox_id > $1 AND aggregate = $2 ORDER BY outbox_id LIMIT 1000

-- Nobody has begun to send it: it is not sent.
-- name: OUTBOX_FORGET
DELETE FROM outbox WHERE outbox_id = $1 AND state = 'waiting'

-- name: OUTBOX_PAGE
SELECT outbox_id, aggregate, op, body, state, attempts, error, created_us
FROM outbox WHERE outbox_id > $1 ORDER BY outbox_id LIMIT $2

-- name: INBOX_INSERT
INSERT INTO inbox (inbox_id, entity, remote_id, rev, body, hash, state, error, received_us)
VALUES ($1, $2, $3, $4, $5, $6, 'new', '', $7) ON CONFLICT (entity, remote_id, rev, hash) DO NOTHING

-- name: INBOX_NEW
SELECT inbox_id, entity, remote_id, rev, body, state, error
FROM inbox WHERE state = 'new' AND inbox_id > $1 ORDER BY inbox_id LIMIT $2

-- name: INBOX_VERSIONS
SELECT inbox_id, entity, remote_id, rev, body, state, error FROM inbox WHERE entity = $1 AND remote_id = $2 ORDER BY inbox_id

-- Anything heard about a row of sales after $3.
-- name: INBOX_SINCE
SELECT inbox_id FROM inbox WHERE entity = $1 AND remote_id = $2 AND inbox_id > $3 LIMIT 1

-- name: INBOX_REVIVE
UPDATE inbox SET state = 'new', error = '' WHERE state = 'rejected' AND error = $1

-- name: INBOX_SET
UPDATE inbox SET state = $2, error = $3 WHERE inbox_id = $1

-- name: CURSOR_GET
SELECT value, contact_us FROM feed_cursor WHERE feed = $1

-- name: CURSOR_SET
INSERT INTO feed_cursor (feed, value, contact_us) VALUES ($1, $2, $3)
ON CONFLICT (feed) DO UPDATE SET value = excluded.value, contact_us = excluded.contact_us

-- Of what a station did without the server: once for each operation.
-- name: CONFLICT_INSERT_OPERATION
INSERT INTO conflict (conflict_id, entity, remote_id, kind, ours, theirs, open, opened_us, link)
VALUES ($1, 'station', $2, $3, $4, $5, 1, $6, '') ON CONFLICT (conflict_id) DO NOTHING

-- name: CONFLICT_INSERT
INSERT INTO conflict (conflict_id, entity, remote_id, kind, ours, theirs, open, opened_us, link)
SELECT CAST ($1 AS BIGINT), CAST ($2 AS TEXT), CAST ($3 AS TEXT), CAST ($4 AS TEXT), CAST ($5 AS TEXT), CAST ($6 AS TEXT), 1,
       CAST ($7 AS BIGINT), CAST ($8 AS TEXT)
WHERE NOT EXISTS (SELECT 1 FROM conflict WHERE open = 1 AND entity = $2 AND remote_id = $3 AND kind = $4 AND ours = $5 AND theirs = $6
                  AND link = $8)

-- name: CONFLICT_CLOSE
UPDATE conflict SET open = 0 WHERE open = 1 AND entity = $1 AND remote_id = $2

-- name: CONFLICT_PAGE
SELECT conflict_id, entity, remote_id, kind, ours, theirs, link FROM conflict WHERE open = 1 AND conflict_id > $1 ORDER BY conflict_id LIMIT $2

-- name: CONFLICT_ONE
SELECT conflict_id, entity, remote_id, kind, ours, theirs, link FROM conflict WHERE open = 1 AND conflict_id = $1

-- name: CONFLICT_DECIDE
UPDATE conflict SET open = 0, decided_by = $2, decision = $3 WHERE open = 1 AND conflict_id = $1
