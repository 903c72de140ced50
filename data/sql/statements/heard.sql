-- SPDX-License-Identifier: GPL-3.0-or-later
-- What sales systems said, word for word, and the rows of the contract it makes.

-- The last word about an object, said again, is nothing new.
-- name: HEARD_INSERT
INSERT INTO heard (heard_id, link_id, source, remote_id, version, hash, body, state, why, received_us)
SELECT CAST ($1 AS BIGINT), CAST ($2 AS BIGINT), CAST ($3 AS TEXT), CAST ($4 AS TEXT), CAST ($5 AS TEXT), CAST ($6 AS TEXT),
       CAST ($7 AS TEXT), 'new', '', CAST ($8 AS BIGINT)
WHERE NOT EXISTS (SELECT 1 FROM heard h WHERE h.link_id = $2 AND h.source = $3 AND h.remote_id = $4 AND h.version = $5 AND h.hash = $6
  AND h.heard_id = (SELECT MAX (last.heard_id) FROM heard last
                    WHERE last.link_id = $2 AND last.source = $3 AND last.remote_id = $4))

-- name: HEARD_COUNT
SELECT COUNT (*) FROM heard WHERE heard_id BETWEEN $1 AND $2

-- name: HEARD_NEW
SELECT heard_id, source, remote_id, version, body FROM heard
WHERE link_id = $1 AND state = 'new' AND heard_id > $2 ORDER BY heard_id LIMIT $3

-- name: HEARD_SET
UPDATE heard SET state = $2, why = $3 WHERE heard_id = $1

-- name: HEARD_ROWS
SELECT entity, row_id, hash, body FROM heard_row WHERE link_id = $1 AND source = $2 AND remote_id = $3

-- name: HEARD_ROW_SET
INSERT INTO heard_row (link_id, source, remote_id, entity, row_id, hash, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (link_id, source, remote_id, entity, row_id) DO UPDATE SET hash = excluded.hash, body = excluded.body

-- name: HEARD_ROW_DELETE
DELETE FROM heard_row WHERE link_id = $1 AND source = $2 AND remote_id = $3 AND entity = $4 AND row_id = $5

-- name: INBOX_COUNT
SELECT COUNT (*) FROM inbox WHERE inbox_id BETWEEN $1 AND $2
