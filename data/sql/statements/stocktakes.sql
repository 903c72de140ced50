-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of a stocktake: id, place, round, station, person, first person, seen, place's code.

-- name: STOCKTAKE_OPEN
SELECT s.stocktake_id, s.place_id, s.round, s.station, s.person, s.first_person, s.seen_us, p.code
FROM stocktake s JOIN place p ON p.place_id = s.place_id WHERE s.place_id = $1 AND s.closed_by IS NULL

-- name: STOCKTAKES_OPEN
SELECT s.stocktake_id, s.place_id, s.round, s.station, s.person, s.first_person, s.seen_us, p.code
FROM stocktake s JOIN place p ON p.place_id = s.place_id WHERE s.closed_by IS NULL AND s.place_id > $1 ORDER BY s.place_id LIMIT $2

-- Two that begin at once: the second touches no row, and its work looks again.
-- name: STOCKTAKE_INSERT
INSERT INTO stocktake (stocktake_id, place_id, round, station, person, first_person, seen_us, closed_by)
VALUES ($1, $2, 1, $3, $4, '', $5, NULL) ON CONFLICT DO NOTHING

-- name: STOCKTAKE_SET
UPDATE stocktake SET round = $2, station = $3, person = $4, first_person = $5, seen_us = $6, closed_by = $7 WHERE stocktake_id = $1

-- Columns of a line: lot, round, again, counted, first, book, operation.
-- name: STOCKTAKE_LINE
SELECT lot_id, round, again, counted_u, first_u, book_u, operation_id
FROM stocktake_line WHERE stocktake_id = $1 AND lot_id = $2

-- name: STOCKTAKE_LINES
SELECT lot_id, round, again, counted_u, first_u, book_u, operation_id
FROM stocktake_line WHERE stocktake_id = $1 ORDER BY stocktake_id, lot_id LIMIT 100000

-- name: STOCKTAKE_LINE_SET
INSERT INTO stocktake_line (stocktake_id, lot_id, round, again, counted_u, first_u, book_u, operation_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (stocktake_id, lot_id) DO UPDATE SET round = excluded.round, again = excluded.again, counted_u = excluded.counted_u,
  first_u = excluded.first_u, book_u = excluded.book_u, operation_id = excluded.operation_id

-- name: STOCKTAKE_LINE_DELETE
DELETE FROM stocktake_line WHERE stocktake_id = $1 AND lot_id = $2

-- name: STOCKTAKE_ENTRY
SELECT stocktake_id, lot_id, round, again, counted_u, first_u, book_u, before_id FROM stocktake_entry WHERE operation_id = $1

-- name: STOCKTAKE_ENTRY_INSERT
INSERT INTO stocktake_entry (operation_id, stocktake_id, lot_id, round, again, counted_u, first_u, book_u, before_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: STOCKTAKE_BY_ID
SELECT s.stocktake_id, s.place_id, s.round, s.station, s.person, s.first_person, s.seen_us, p.code
FROM stocktake s JOIN place p ON p.place_id = s.place_id WHERE s.stocktake_id = $1 AND s.closed_by IS NULL

-- name: STOCKTAKE_UNIT
SELECT lot_id, identity, code FROM stocktake_unit WHERE stocktake_id = $1 AND round = $2 AND identity = $3

-- name: STOCKTAKE_UNITS
SELECT lot_id, identity, code FROM stocktake_unit WHERE stocktake_id = $1 AND round = $2 ORDER BY stocktake_id, round, identity

-- name: STOCKTAKE_UNIT_INSERT
INSERT INTO stocktake_unit (stocktake_id, round, identity, lot_id, code, operation_id) VALUES ($1, $2, $3, $4, $5, $6)

-- name: STOCKTAKE_UNITS_DELETE
DELETE FROM stocktake_unit WHERE stocktake_id = $1 AND round = $2 AND operation_id = $3

-- What came to a place of a lot, less what went, since an operation.
-- name: MOVED_SINCE
SELECT CAST (COALESCE (SUM (CASE WHEN to_place = $2 THEN quantity_u ELSE -quantity_u END), 0) AS BIGINT)
FROM movement WHERE lot_id = $1 AND movement_id > $3 AND (to_place = $2 OR from_place = $2)

-- name: MOVED_AFTER
SELECT CAST (COALESCE (SUM (CASE WHEN m.to_place = $2 THEN m.quantity_u ELSE -m.quantity_u END), 0) AS BIGINT)
FROM movement m CROSS JOIN operation o
WHERE m.lot_id = $1 AND (m.to_place = $2 OR m.from_place = $2) AND o.operation_id = m.operation_id AND o.day > $3

-- name: BALANCES_AT_PLACE
SELECT lot_id, on_hand_u, held_u FROM balance WHERE place_id = $1 AND on_hand_u > 0 ORDER BY place_id, item_id LIMIT 100000

-- name: COUNT_WISHES_DONE
UPDATE count_wish SET done = 1 WHERE place_id = $1 AND done = 0

-- name: ZERO_QUESTION
SELECT w.operation_id, w.place_id, w.lot_id, p.code FROM count_wish w JOIN place p ON p.place_id = w.place_id
WHERE w.operation_id = $1 AND w.done = 0 AND w.reason = 'zero-check'

-- name: ZERO_QUESTION_OPEN
SELECT w.operation_id, w.place_id, w.lot_id, p.code
FROM count_wish w CROSS JOIN operation o JOIN place p ON p.place_id = w.place_id
WHERE w.done = 0 AND w.reason = 'zero-check' AND w.operation_id > 0 AND o.operation_id = w.operation_id AND o.station = $1
ORDER BY w.operation_id LIMIT 1

-- name: ZERO_QUESTION_SET
UPDATE count_wish SET done = $2, reason = $3 WHERE operation_id = $1 AND done = 0 AND reason = 'zero-check'

-- name: LOT_ELSEWHERE
SELECT 1 FROM balance WHERE lot_id = $1 AND place_id <> $2 AND on_hand_u > 0 LIMIT 1
