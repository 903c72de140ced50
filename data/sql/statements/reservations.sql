-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a line asks for besides an item and a day; what was promised and is lost; until when a promise holds.

-- name: LINE_OWNER
SELECT owner FROM order_line WHERE line_id = $1

-- name: LINE_SET_WISHES
UPDATE order_line SET owner = $2, flags = $3 WHERE line_id = $1

-- name: LINE_SET_FLAGS
UPDATE order_line SET flags = $2, waiting = $3 WHERE line_id = $1

-- name: LOTS_OF_OWNER
SELECT lot_id, item_id, number, owner, expires_on, produced_on, received_on, state
FROM lot WHERE item_id = $1 AND owner = $2 AND owner <> '' ORDER BY item_id, owner, lot_id LIMIT 1000

-- Where goods of a lot lie that could be bound.
-- name: OPEN_AT_PLACES
SELECT b.lot_id, b.place_id, b.usable_until, b.on_hand_u - b.held_u
FROM balance b CROSS JOIN place p
WHERE b.lot_id = $1 AND b.held_u < b.on_hand_u AND p.place_id = b.place_id AND (p.kind = 'dock' OR p.kind = 'bin')
ORDER BY b.lot_id, b.place_id LIMIT 1000

-- name: REFUSED_ADD
INSERT INTO refused_lot (refusal_id, operation_id, line_id, customer, item_id, lot_id, reason)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING

-- name: REFUSED_REMOVE_LINE
DELETE FROM refused_lot WHERE line_id = $1 AND lot_id = $2

-- name: REFUSED_REMOVE_CUSTOMER
DELETE FROM refused_lot WHERE line_id IS NULL AND customer = $1 AND item_id = $2 AND lot_id = $3

-- name: REFUSED_OF_LINE
SELECT lot_id FROM refused_lot WHERE line_id = $1 ORDER BY line_id, lot_id LIMIT 1000

-- name: REFUSED_OF_CUSTOMER
SELECT lot_id FROM refused_lot WHERE line_id IS NULL AND customer = $1 AND item_id = $2 ORDER BY customer, item_id, lot_id LIMIT 1000

-- The open lines of a customer that ask for an item.
-- name: LINES_OF_CUSTOMER
SELECT l.line_id, l.order_id
FROM sales_order o CROSS JOIN order_line l
WHERE o.state NOT IN ('shipped', 'cancelled') AND o.queue_key > '' AND o.customer || '' = $1 AND l.order_id = o.order_id AND l.item_id = $2
ORDER BY o.queue_key LIMIT 1000

-- name: BROKEN_ADD
INSERT INTO broken_promise (broken_id, operation_id, line_id, quantity_u, closed_by) VALUES ($1, $2, $3, $4, NULL)

-- name: BROKEN_CLOSE_LINE
UPDATE broken_promise SET closed_by = $2 WHERE line_id = $1 AND closed_by IS NULL

-- Open ones, the oldest first; a page of what follows $1.
-- name: BROKEN_PAGE
SELECT x.broken_id, x.line_id, l.order_id, o.number, o.deal, o.customer, l.item_id, x.quantity_u,
       l.ordered_u - l.cancelled_u - l.promised_u - l.held_u - l.picked_u - l.shipped_u, p.kind, p.day, p.person, p.station, i.code, i.unit,
       (SELECT CAST (COALESCE (SUM (w.quantity_u), 0) AS BIGINT) FROM promise w WHERE w.line_id = x.line_id AND w.supply_id IS NOT NULL),
       (SELECT MAX (s.ready_on) FROM promise w CROSS JOIN supply s WHERE w.line_id = x.line_id AND s.supply_id = w.supply_id)
FROM broken_promise x CROSS JOIN order_line l CROSS JOIN sales_order o CROSS JOIN item i LEFT JOIN operation p
     ON p.operation_id = x.operation_id
WHERE x.closed_by IS NULL AND x.broken_id > $1 AND l.line_id = x.line_id AND o.order_id = l.order_id AND i.item_id = l.item_id
ORDER BY x.broken_id LIMIT $2

-- name: BROKEN_BY_ID
SELECT line_id FROM broken_promise WHERE broken_id = $1 AND closed_by IS NULL

-- name: VALIDITY_GET
SELECT valid_until FROM order_validity WHERE order_id = $1

-- name: VALIDITY_SET
INSERT INTO order_validity (order_id, valid_until) VALUES ($1, $2)
ON CONFLICT (order_id) DO UPDATE SET valid_until = excluded.valid_until

-- name: VALIDITY_DELETE
DELETE FROM order_validity WHERE order_id = $1

-- name: VALIDITY_SAID
SELECT valid_until FROM order_validity_said WHERE order_id = $1

-- name: VALIDITY_SAY
INSERT INTO order_validity_said (order_id, valid_until) VALUES ($1, $2)
ON CONFLICT (order_id) DO UPDATE SET valid_until = excluded.valid_until

-- name: VALIDITY_UNTIL
SELECT v.order_id, v.valid_until FROM order_validity v WHERE (v.valid_until, v.order_id) > ($1, $2) AND v.valid_until <= $3
ORDER BY v.valid_until, v.order_id LIMIT $4

-- Held on a shelf, and the lot's last usable day is before $1: of open orders.
-- name: HOLDS_EXPIRED
SELECT h.lot_id, t.item_id
FROM sales_order o CROSS JOIN order_line l CROSS JOIN hold h CROSS JOIN lot t
WHERE o.state NOT IN ('shipped', 'cancelled') AND o.queue_key > '' AND l.order_id = o.order_id AND l.held_u > 0
  AND h.line_id = l.line_id AND h.picked = 0 AND t.lot_id = h.lot_id AND t.expires_on < $1
ORDER BY o.queue_key LIMIT 10000

-- name: HOLDS_OF_ITEM
SELECT h.line_id, h.lot_id, h.place_id, h.quantity_u, h.usable_until, h.picked, l.item_id, p.code, p.route,
       p.kind, t.number, t.owner, t.expires_on, t.produced_on, t.received_on, t.state
FROM balance b CROSS JOIN hold h CROSS JOIN order_line l CROSS JOIN lot t CROSS JOIN place p
WHERE b.item_id = $1 AND b.held_u > 0 AND h.lot_id = b.lot_id AND h.place_id = b.place_id AND h.picked = 0
  AND l.line_id = h.line_id AND t.lot_id = h.lot_id AND p.place_id = h.place_id
ORDER BY b.item_id, b.issue_key, b.lot_id, b.place_id LIMIT 1000

-- What a station did last, and when.
-- name: STATION_LAST
SELECT made_at_us, person FROM operation WHERE station = $1 ORDER BY station DESC, operation_id DESC LIMIT 1
