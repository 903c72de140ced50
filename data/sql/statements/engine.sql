-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the engine itself asks: its own notes, the lease of writer numbers, and whether an operation happened.

-- name: META_GET
SELECT value FROM meta WHERE key = $1

-- name: META_ALL
SELECT key, value FROM meta

-- name: META_SET
INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value

-- A row only when it was otherwise; of two at the same time the second waits for the first.
-- name: META_CHANGE
INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value
WHERE meta.value <> excluded.value RETURNING value

-- name: OPERATION_HAPPENED
SELECT 1 FROM operation WHERE operation_id = $1

-- name: MIGRATIONS_DONE
SELECT number, name, checksum FROM migration ORDER BY number

-- name: MIGRATION_NEWEST
SELECT MAX (number) FROM migration

-- name: MIGRATION_NOTE
INSERT INTO migration (number, name, checksum, applied_us) VALUES ($1, $2, $3, $4)

-- name: WRITERS_LOCK
UPDATE meta SET value = $1 WHERE key = 'writers'

-- name: WRITERS_ALL
SELECT writer, holder, session, since_us, until_us FROM writer ORDER BY writer

-- The newest id whose time the store knows: a clock that was set back does not begin before it.
-- name: OPERATION_NEWEST
SELECT MAX (operation_id) FROM operation

-- name: WRITER_TAKE
INSERT INTO writer (writer, holder, session, since_us, until_us) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (writer) DO UPDATE SET holder = excluded.holder, session = excluded.session, since_us = excluded.since_us,
                                   until_us = excluded.until_us

-- name: WRITER_RENEW
UPDATE writer SET session = $3, until_us = $4 WHERE writer = $1 AND holder = $2 RETURNING since_us

-- name: WRITER_GIVE_BACK
UPDATE writer SET holder = '', until_us = $3 WHERE writer = $1 AND holder = $2

-- name: WRITER_BY_NUMBER
SELECT holder, session, since_us, until_us FROM writer WHERE writer = $1
