-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: NOTE_INSERT
INSERT INTO note (note_id, person, station, text, at_us) VALUES ($1, $2, $3, $4, $5)

-- name: NOTES_LAST
SELECT note_id, person, station, text, at_us FROM note ORDER BY note_id DESC LIMIT $1

-- Acts by their ids, which go by time.
-- name: OPERATIONS_SINCE
SELECT operation_id, kind, person FROM operation WHERE operation_id > $1 ORDER BY operation_id LIMIT $2
