-- SPDX-License-Identifier: GPL-3.0-or-later
-- Connections to sales systems, and the gateway that may write.

-- name: LINKS
SELECT link_id, name, kind, address, config, secret, caps, role, enabled, latched, failures, until_us, why, contact_us
FROM link ORDER BY CASE WHEN role = 'main' THEN 0 ELSE 1 END, link_id

-- name: LINK_BY_NAME
SELECT link_id, name, kind, address, config, secret, caps, role, enabled, latched, failures, until_us, why, contact_us
FROM link WHERE name = $1

-- name: LINK_INSERT
INSERT INTO link (link_id, name, kind, address, config, secret, caps, role, enabled, latched, failures, until_us, why, contact_us)
VALUES ($1, $2, $3, $4, $5, $6, '{}', $7, 1, 0, 0, 0, '', 0)

-- name: LINK_SET_UP
UPDATE link SET kind = $2, address = $3, config = $4, secret = $5, role = $6 WHERE link_id = $1

-- name: LINK_ENABLE
UPDATE link SET enabled = $2 WHERE link_id = $1

-- name: LINK_UNLATCH
UPDATE link SET latched = 0, failures = 0, until_us = 0, why = '' WHERE link_id = $1

-- name: LINK_LATCH
UPDATE link SET latched = 1, why = $2 WHERE link_id = $1

-- name: LINK_FAILED
UPDATE link SET failures = $2, until_us = $3, why = $4 WHERE link_id = $1

-- name: LINK_CONTACT
UPDATE link SET contact_us = $2, failures = 0, until_us = 0, why = '' WHERE link_id = $1

-- name: LINK_CAPS
UPDATE link SET caps = $2 WHERE link_id = $1

-- name: LINK_DELETE
DELETE FROM link WHERE link_id = $1

-- name: LINK_FORGET_DELIVERIES
DELETE FROM delivery WHERE link_id = $1

-- name: LINK_REF_FIND
SELECT remote FROM link_ref WHERE link_id = $1 AND kind = $2 AND ours = $3

-- name: LINK_REF_FIND_REMOTE
SELECT ours FROM link_ref WHERE link_id = $1 AND kind = $2 AND remote = $3 ORDER BY ours LIMIT 1

-- name: LINK_REF_SET
INSERT INTO link_ref (link_id, kind, ours, remote) VALUES ($1, $2, $3, $4)
ON CONFLICT (link_id, kind, ours) DO UPDATE SET remote = excluded.remote

-- name: GATEWAY_LEASE_TAKE
UPDATE gateway_lease SET epoch = CASE WHEN holder = $1 THEN epoch ELSE epoch + 1 END, holder = $1, until_us = $2
WHERE name = 'gateway' AND (until_us < $3 OR holder = $1 OR holder = $4)

-- name: GATEWAY_LEASE
SELECT holder, epoch, until_us FROM gateway_lease WHERE name = 'gateway'

-- Takes the row's lock: whoever takes over waits until this is written, and whoever was replaced finds nothing.
-- name: GATEWAY_LEASE_CHECK
UPDATE gateway_lease SET epoch = epoch WHERE name = 'gateway' AND epoch = $1 RETURNING epoch
