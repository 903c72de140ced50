-- SPDX-License-Identifier: GPL-3.0-or-later
-- Returns, claims, recalls.
-- Columns of a return: id, operation, lot, place, quantity, open, shipment, line, customer, reason, day, state, claim.

-- name: RETURN_INSERT
INSERT INTO goods_return (return_id, operation_id, lot_id, place_id, quantity_u, open_u, shipment_id, line_id, customer, reason,
                          returned_on, state, claim_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: RETURN_SET
UPDATE goods_return SET open_u = $2, state = $3, claim_id = $4 WHERE return_id = $1

-- name: RETURN_BY_ID
SELECT return_id, operation_id, lot_id, place_id, quantity_u, open_u, shipment_id, line_id, customer, reason, returned_on, state,
       claim_id
FROM goods_return WHERE return_id = $1

-- name: RETURNS_OPEN
SELECT return_id, operation_id, lot_id, place_id, quantity_u, open_u, shipment_id, line_id, customer, reason, returned_on, state,
       claim_id
FROM goods_return WHERE state = 'open' AND return_id > $1 ORDER BY return_id LIMIT $2

-- name: RETURNS_OF_LOT
SELECT return_id, operation_id, lot_id, place_id, quantity_u, open_u, shipment_id, line_id, customer, reason, returned_on, state,
       claim_id
FROM goods_return WHERE lot_id = $1 ORDER BY lot_id, return_id LIMIT 1000

-- name: RETURNS_OF_LINE
SELECT return_id, operation_id, lot_id, place_id, quantity_u, open_u, shipment_id, line_id, customer, reason, returned_on, state,
       claim_id
FROM goods_return WHERE line_id = $1 ORDER BY line_id, return_id LIMIT 1000

-- name: RETURNS_OF_OPERATION
SELECT return_id, operation_id, lot_id, place_id, quantity_u, open_u, shipment_id, line_id, customer, reason, returned_on, state,
       claim_id
FROM goods_return WHERE operation_id = $1

-- name: RETURNED_ADD
INSERT INTO returned (shipment_id, line_id, lot_id, quantity_u) VALUES ($1, $2, $3, $4)
ON CONFLICT (shipment_id, line_id, lot_id) DO UPDATE SET quantity_u = returned.quantity_u + excluded.quantity_u

-- name: RETURNED_TAKE
UPDATE returned SET quantity_u = quantity_u - $4 WHERE shipment_id = $1 AND line_id = $2 AND lot_id = $3

-- name: RETURN_DECISION_INSERT
INSERT INTO return_decision (return_id, operation_id, decision, quantity_u, reason) VALUES ($1, $2, $3, $4, $5)

-- name: RETURN_DECISIONS_OF_OPERATION
SELECT return_id, quantity_u FROM return_decision WHERE operation_id = $1

-- name: RETURN_DECISIONS
SELECT d.decision, d.quantity_u, d.reason, o.day, o.person
FROM return_decision d CROSS JOIN operation o WHERE d.return_id = $1 AND o.operation_id = d.operation_id

-- name: RETURN_DECISIONS_DROP
DELETE FROM return_decision WHERE operation_id = $1

-- What left with a shipment, or with all of an order, and what of it came back.
-- name: SHIPPED_TO_RETURN
SELECT s.shipment_id, s.number, s.shipped_on, x.line_id, x.lot_id, x.quantity_u, r.quantity_u
FROM shipment s CROSS JOIN shipment_line x
     LEFT JOIN returned r ON r.shipment_id = x.shipment_id AND r.line_id = x.line_id AND r.lot_id = x.lot_id
WHERE s.order_id = $1 AND x.shipment_id = s.shipment_id ORDER BY s.order_id, s.shipment_id LIMIT 2000

-- name: SHIPMENT_BY_ID
SELECT s.shipment_id, s.number, s.order_id, s.operation_id, s.shipped_on, s.cancelled_by FROM shipment s WHERE s.shipment_id = $1

-- Columns of a claim: id, operation, number, kind, order, shipment, line, lot, carton, quantity, said, answer, state, day.

-- name: CLAIM_INSERT
INSERT INTO claim (claim_id, operation_id, number, kind, order_id, shipment_id, line_id, lot_id, carton, quantity_u, said, answer,
                   state, opened_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (number) DO NOTHING

-- name: CLAIM_SET
UPDATE claim SET state = $2, answer = $3 WHERE claim_id = $1

-- name: CLAIM_STEP_INSERT
INSERT INTO claim_step (claim_id, operation_id, state, said) VALUES ($1, $2, $3, $4)

-- name: CLAIM_STEPS
SELECT c.operation_id, c.state, c.said, o.day, o.person, o.station
FROM claim_step c CROSS JOIN operation o WHERE c.claim_id = $1 AND o.operation_id = c.operation_id
ORDER BY c.claim_id, c.operation_id LIMIT 200

-- name: CLAIM_BY_NUMBER
SELECT claim_id, operation_id, number, kind, order_id, shipment_id, line_id, lot_id, carton, quantity_u, said, answer, state,
       opened_on
FROM claim WHERE number = $1

-- name: CLAIMS_UNSETTLED
SELECT claim_id, operation_id, number, kind, order_id, shipment_id, line_id, lot_id, carton, quantity_u, said, answer, state,
       opened_on
FROM claim WHERE state IN ('open', 'accepted') AND claim_id > $1 ORDER BY claim_id LIMIT $2

-- name: CLAIMS_PAGE
SELECT claim_id, operation_id, number, kind, order_id, shipment_id, line_id, lot_id, carton, quantity_u, said, answer, state,
       opened_on
FROM claim WHERE claim_id > $1 ORDER BY claim_id LIMIT $2

-- name: CLAIMS_OF_ORDER
SELECT claim_id, operation_id, number, kind, order_id, shipment_id, line_id, lot_id, carton, quantity_u, said, answer, state,
       opened_on
FROM claim WHERE order_id = $1 ORDER BY order_id, claim_id LIMIT 200

-- Who took, packed and sent what of a lot for a line, and when.
-- name: LINE_LOT_STEPS
SELECT m.operation_id, o.kind, m.kind, m.quantity_u, f.code, t.code, o.station, o.person, o.day, o.made_at_us, m.reason
FROM movement m CROSS JOIN operation o CROSS JOIN place f CROSS JOIN place t
WHERE m.lot_id = $1 AND m.line_id = $2 AND o.operation_id = m.operation_id AND f.place_id = m.from_place
  AND t.place_id = m.to_place
ORDER BY m.lot_id, m.movement_id LIMIT 500

-- name: RECALL_INSERT
INSERT INTO recall (recall_id, operation_id, number, reason, opened_on, ended_on, answer) VALUES ($1, $2, $3, $4, $5, NULL, '')
ON CONFLICT (number) DO NOTHING

-- name: RECALL_LAST
SELECT number FROM recall ORDER BY recall_id DESC LIMIT 1

-- name: RECALL_BY_NUMBER
SELECT recall_id, operation_id, number, reason, opened_on, ended_on, answer FROM recall WHERE number = $1

-- name: RECALL_PAGE
SELECT recall_id, operation_id, number, reason, opened_on, ended_on, answer FROM recall WHERE recall_id > $1 ORDER BY recall_id
LIMIT $2

-- name: RECALLS_OPEN
SELECT recall_id, operation_id, number, reason, opened_on, ended_on, answer FROM recall
WHERE ended_on IS NULL AND recall_id > $1 ORDER BY recall_id LIMIT $2

-- name: RECALL_END
UPDATE recall SET ended_on = $2, answer = $3 WHERE recall_id = $1

-- name: RECALL_LOT_INSERT
INSERT INTO recall_lot (recall_id, lot_id, depth, via_id, state_before, on_hand_u) VALUES ($1, $2, $3, $4, $5, $6)

-- name: RECALL_LOTS
SELECT lot_id, depth, via_id, state_before, on_hand_u FROM recall_lot WHERE recall_id = $1

-- name: RECALLS_OF_LOT
SELECT r.recall_id, r.operation_id, r.number, r.reason, r.opened_on, r.ended_on, r.answer
FROM recall_lot l CROSS JOIN recall r WHERE l.lot_id = $1 AND r.recall_id = l.recall_id

-- name: RECALL_LINE_ADD
INSERT INTO recall_line (recall_id, line_id, lost_u) VALUES ($1, $2, $3)
ON CONFLICT (recall_id, line_id) DO UPDATE SET lost_u = recall_line.lost_u + excluded.lost_u

-- name: RECALL_LINES
SELECT x.line_id, x.lost_u, o.number, o.deal, o.customer, i.code, l.promised_u, l.held_u, l.picked_u,
       l.ordered_u - l.cancelled_u - l.promised_u - l.held_u - l.picked_u - l.shipped_u
FROM recall_line x CROSS JOIN order_line l CROSS JOIN sales_order o CROSS JOIN item i
WHERE x.recall_id = $1 AND l.line_id = x.line_id AND o.order_id = l.order_id AND i.item_id = l.item_id

-- name: RECALL_TOLD_INSERT
INSERT INTO recall_told (recall_id, order_id, operation_id, told_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (recall_id, order_id) DO NOTHING

-- name: RECALL_TOLD
SELECT order_id, told_on FROM recall_told WHERE recall_id = $1
