-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns of a place: id, code, name, kind, route.

-- name: PLACE_BY_ID
SELECT place_id, code, name, kind, route FROM place WHERE place_id = $1

-- name: PLACE_BY_CODE
SELECT place_id, code, name, kind, route FROM place WHERE code = $1

-- name: PLACE_PAGE
SELECT place_id, code, name, kind, route FROM place WHERE code > $1 ORDER BY code LIMIT $2

-- name: PLACES_OF_KIND
SELECT place_id, code, name, kind, route FROM place WHERE kind = $1 ORDER BY route, code LIMIT $2

-- name: PLACE_EMPTY_BIN
SELECT p.place_id, p.code, p.name, p.kind, p.route FROM place p
WHERE p.kind = 'bin' AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.place_id = p.place_id AND b.on_hand_u > 0)
ORDER BY p.route, p.code LIMIT 1

-- name: PLACE_BIN_OF_ITEM
SELECT p.place_id, p.code, p.name, p.kind, p.route FROM balance b JOIN place p ON p.place_id = b.place_id
WHERE b.item_id = $1 AND b.on_hand_u > 0 AND p.kind = 'bin'
ORDER BY b.item_id DESC, b.issue_key DESC, b.lot_id DESC, b.place_id DESC LIMIT 1

-- name: PLACE_BIN_OF_LOT
SELECT p.place_id, p.code, p.name, p.kind, p.route FROM balance b JOIN place p ON p.place_id = b.place_id
WHERE b.lot_id = $1 AND b.place_id <> $2 AND b.on_hand_u > 0 AND p.kind = 'bin' ORDER BY b.lot_id, b.place_id LIMIT 1

-- Empty rows are swept every morning: where it lay lately.
-- name: PLACE_LAST_BIN_OF_ITEM
SELECT p.place_id, p.code, p.name, p.kind, p.route FROM balance b JOIN place p ON p.place_id = b.place_id
WHERE b.item_id = $1 AND p.kind = 'bin'
ORDER BY b.item_id DESC, b.issue_key DESC, b.lot_id DESC, b.place_id DESC LIMIT 1

-- The most urgent order that could be picked now and was promised some of an item.
-- name: ORDER_TO_CROSS_DOCK
SELECT o.order_id, o.number, o.deal
FROM promise p JOIN order_line l ON l.line_id = p.line_id JOIN sales_order o ON o.order_id = l.order_id
WHERE p.item_id = $1 AND p.supply_id IS NULL AND o.gate <> 'closed' AND o.state = 'ready'
ORDER BY p.item_id, p.queue_key, p.promise_id LIMIT 1

-- name: PLACE_INSERT
INSERT INTO place (place_id, code, name, kind, route) VALUES ($1, $2, $3, $4, $5)

-- name: PLACE_UPDATE
UPDATE place SET name = $2, kind = $4, route = $3 WHERE place_id = $1

-- name: PLACE_USED
SELECT 1 FROM balance WHERE place_id = $1 LIMIT 1

-- name: PLACE_BLOCK_GET
SELECT reason FROM place_block WHERE place_id = $1

-- name: PLACE_BLOCK_PUT
INSERT INTO place_block (place_id, operation_id, reason) VALUES ($1, $2, $3)
ON CONFLICT (place_id) DO UPDATE SET operation_id = excluded.operation_id, reason = excluded.reason

-- name: PLACE_BLOCK_END
DELETE FROM place_block WHERE place_id = $1

-- What is usable of the lots at a place follows from the place's kind; USABLE 0: none of them, 1: as the lots are.
-- name: PLACE_BALANCES_SET
UPDATE balance SET usable = CASE WHEN $2 = 1 AND EXISTS (SELECT 1 FROM lot l WHERE l.lot_id = balance.lot_id AND l.state = 'free'
                                                           AND l.owner = '') THEN 1 ELSE 0 END
WHERE place_id = $1

-- name: PLACE_BALANCES
SELECT lot_id, item_id, on_hand_u, held_u, usable FROM balance WHERE place_id = $1 ORDER BY place_id, item_id

-- name: STATION_GET
SELECT dock_id, bench_id FROM station WHERE station = $1

-- name: STATION_SET
INSERT INTO station (station, dock_id, bench_id, seen_us) VALUES ($1, $2, $3, $4)
ON CONFLICT (station) DO UPDATE SET dock_id = excluded.dock_id, bench_id = excluded.bench_id, seen_us = excluded.seen_us

-- name: COUNT_WISH_ADD
INSERT INTO count_wish (wish_id, operation_id, place_id, lot_id, reason, done) VALUES ($1, $2, $3, $4, $5, 0)
ON CONFLICT (operation_id, place_id, lot_id) DO UPDATE SET done = 0

-- name: COUNT_WISH_PAGE
SELECT w.wish_id, p.code, i.code, l.number, w.reason
FROM count_wish w JOIN place p ON p.place_id = w.place_id JOIN lot l ON l.lot_id = w.lot_id JOIN item i ON i.item_id = l.item_id
WHERE w.done = 0 AND w.wish_id > $1 ORDER BY w.wish_id LIMIT $2
