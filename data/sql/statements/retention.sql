-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was told to sales and heard from it long ago, walked through in the order of its ids: rows behind $1 and before $2, $3 of them
-- at most, each with whether it may be forgotten. What is open, unknown, refused or otherwise stays, and the last word about anything.

-- name: RETENTION_TOLD
SELECT p.outbox_id, CASE WHEN p.state = 'verified' AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.outbox_id = p.outbox_id
                                                                   AND d.state NOT IN ('verified', 'not_carried')) THEN 1 ELSE 0 END
FROM (SELECT outbox_id, state FROM outbox WHERE outbox_id > $1 AND outbox_id < $2 ORDER BY outbox_id LIMIT $3) p
ORDER BY p.outbox_id

-- name: RETENTION_ATTEMPTS
SELECT p.attempt_id, CASE WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.outbox_id = p.outbox_id) THEN 0 ELSE 1 END
FROM (SELECT attempt_id, outbox_id FROM attempt WHERE attempt_id > $1 AND attempt_id < $2 ORDER BY attempt_id LIMIT $3) p
ORDER BY p.attempt_id

-- name: RETENTION_HEARD
SELECT p.heard_id, CASE WHEN p.state = 'read' AND EXISTS (SELECT 1 FROM heard h WHERE h.link_id = p.link_id AND h.source = p.source
                                                          AND h.remote_id = p.remote_id AND h.heard_id > p.heard_id) THEN 1 ELSE 0 END
FROM (SELECT heard_id, link_id, source, remote_id, state FROM heard WHERE heard_id > $1 AND heard_id < $2 ORDER BY heard_id LIMIT $3) p
ORDER BY p.heard_id

-- name: RETENTION_INBOX
SELECT p.inbox_id, CASE WHEN p.state IN ('applied', 'superseded')
  AND EXISTS (SELECT 1 FROM inbox i WHERE i.entity = p.entity AND i.remote_id = p.remote_id AND i.inbox_id > p.inbox_id
              AND i.state = 'applied') THEN 1 ELSE 0 END
FROM (SELECT inbox_id, entity, remote_id, state FROM inbox WHERE inbox_id > $1 AND inbox_id < $2 ORDER BY inbox_id LIMIT $3) p
ORDER BY p.inbox_id

-- name: FORGET_DELIVERIES
DELETE FROM delivery WHERE outbox_id = $1

-- name: FORGET_OUTBOX
DELETE FROM outbox WHERE outbox_id = $1 AND state = 'verified'

-- name: FORGET_ATTEMPT
DELETE FROM attempt WHERE attempt_id = $1

-- name: FORGET_HEARD
DELETE FROM heard WHERE heard_id = $1

-- name: FORGET_INBOX
DELETE FROM inbox WHERE inbox_id = $1
