-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person must decide, and what sales asks.

-- name: QUESTION_INSERT
INSERT INTO question (question_id, operation_id, kind, order_id, line_id, supply_id, item_id, quantity_u, day, text, answer,
                      answered_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', NULL)

-- name: QUESTION_BY_ID
SELECT question_id, kind, order_id, line_id, supply_id, item_id, quantity_u, day, text, answer, answered_by
FROM question WHERE question_id = $1

-- name: QUESTIONS_OPEN
SELECT question_id, kind, order_id, line_id, supply_id, item_id, quantity_u, day, text, answer, answered_by
FROM question WHERE answer = '' AND question_id > $1 ORDER BY question_id LIMIT $2

-- name: QUESTIONS_OF_SUPPLY
SELECT question_id, kind, order_id, line_id, supply_id, item_id, quantity_u, day, text, answer, answered_by
FROM question WHERE supply_id = $1 ORDER BY question_id LIMIT 100

-- name: QUESTIONS_OF_ORDER
SELECT question_id, kind, order_id, line_id, supply_id, item_id, quantity_u, day, text, answer, answered_by
FROM question WHERE order_id = $1 ORDER BY question_id LIMIT 100

-- name: QUESTION_ANSWER
UPDATE question SET answer = $2, answered_by = $3 WHERE question_id = $1

-- name: QUESTION_SET
UPDATE question SET quantity_u = $2, day = $3 WHERE question_id = $1

-- name: AVAILABILITY_INSERT
INSERT INTO availability (availability_id, item_id, order_id, line_id, quantity_u, note, answer, found_u, remote_id)
VALUES ($1, $2, $3, $4, $5, $6, NULL, 0, $7)

-- name: AVAILABILITY_BY_ID
SELECT availability_id, item_id, order_id, line_id, quantity_u, note, answer, found_u, remote_id
FROM availability WHERE availability_id = $1

-- name: AVAILABILITY_BY_REMOTE
SELECT availability_id, item_id, order_id, line_id, quantity_u, note, answer, found_u, remote_id
FROM availability WHERE remote_id = $1

-- name: AVAILABILITY_OPEN
SELECT availability_id, item_id, order_id, line_id, quantity_u, note, answer, found_u, remote_id
FROM availability WHERE answer IS NULL AND availability_id > $1 ORDER BY availability_id LIMIT $2

-- name: AVAILABILITY_OF_ORDER
SELECT availability_id, item_id, order_id, line_id, quantity_u, note, answer, found_u, remote_id
FROM availability WHERE order_id = $1 ORDER BY availability_id LIMIT 100

-- name: AVAILABILITY_ANSWER
UPDATE availability SET answer = $2, found_u = $3 WHERE availability_id = $1

-- name: AVAILABILITY_SET
UPDATE availability SET quantity_u = $2, note = $3 WHERE availability_id = $1

-- Sales asks no more.
-- name: AVAILABILITY_DELETE
DELETE FROM availability WHERE availability_id = $1
