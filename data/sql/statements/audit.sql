-- SPDX-License-Identifier: GPL-3.0-or-later
-- What `check` asks: each statement lists rows that contradict each other. Columns: what it is about, what is written, what the
-- rows it rests on add up to. An empty answer is a clean book.

-- name: AUDIT_ON_HAND
SELECT what, CAST (MAX (booked) AS BIGINT), CAST (MAX (moved) AS BIGINT) FROM (
  SELECT i.code || '/' || l.number || CASE WHEN l.owner = '' THEN '' ELSE '@' || l.owner END || ' @ ' || p.code AS what,
         COALESCE (b.on_hand_u, 0) AS booked,
         COALESCE (SUM (m.delta), 0) AS moved
  FROM (SELECT lot_id, to_place AS place_id, quantity_u AS delta FROM movement
        UNION ALL SELECT lot_id, from_place, -quantity_u FROM movement
        UNION ALL SELECT lot_id, place_id, 0 FROM balance) m
       JOIN place p ON p.place_id = m.place_id AND p.kind IN ('dock', 'bin', 'bench', 'quarantine', 'shut')
       JOIN lot l ON l.lot_id = m.lot_id JOIN item i ON i.item_id = l.item_id
       LEFT JOIN balance b ON b.lot_id = m.lot_id AND b.place_id = m.place_id
  GROUP BY i.code, l.number, l.owner, p.code, b.on_hand_u) d
GROUP BY what HAVING MAX (booked) <> MAX (moved)

-- name: AUDIT_HELD
SELECT what, booked, CAST (held AS BIGINT) FROM (
  SELECT i.code || '/' || l.number || ' @ ' || p.code AS what, b.held_u AS booked, COALESCE (SUM (h.quantity_u), 0) AS held
  FROM balance b JOIN lot l ON l.lot_id = b.lot_id JOIN item i ON i.item_id = l.item_id JOIN place p ON p.place_id = b.place_id
       LEFT JOIN hold h ON h.lot_id = b.lot_id AND h.place_id = b.place_id
  GROUP BY i.code, l.number, p.code, b.lot_id, b.place_id, b.held_u) d
WHERE booked <> held

-- name: AUDIT_HOLD_WITHOUT_BALANCE
SELECT i.code || '/' || l.number || ' @ ' || p.code, h.quantity_u, 0
FROM hold h JOIN lot l ON l.lot_id = h.lot_id JOIN item i ON i.item_id = l.item_id JOIN place p ON p.place_id = h.place_id
     LEFT JOIN balance b ON b.lot_id = h.lot_id AND b.place_id = h.place_id
WHERE b.lot_id IS NULL

-- name: AUDIT_LINE_HELD
SELECT what, booked, CAST (held AS BIGINT) FROM (
  SELECT o.number || ' / ' || i.code AS what, l.held_u + l.picked_u AS booked, COALESCE (SUM (h.quantity_u), 0) AS held, l.line_id
  FROM order_line l JOIN sales_order o ON o.order_id = l.order_id JOIN item i ON i.item_id = l.item_id
       LEFT JOIN hold h ON h.line_id = l.line_id
  GROUP BY l.line_id, o.number, i.code, l.held_u, l.picked_u) d
WHERE booked <> held

-- name: AUDIT_LINE_PICKED
SELECT what, booked, CAST (picked AS BIGINT) FROM (
  SELECT o.number || ' / ' || i.code AS what, l.picked_u AS booked,
         COALESCE (SUM (CASE WHEN h.picked = 1 THEN h.quantity_u ELSE 0 END), 0) AS picked, l.line_id
  FROM order_line l JOIN sales_order o ON o.order_id = l.order_id JOIN item i ON i.item_id = l.item_id
       LEFT JOIN hold h ON h.line_id = l.line_id
  GROUP BY l.line_id, o.number, i.code, l.picked_u) d
WHERE booked <> picked

-- name: AUDIT_LINE_PROMISED
SELECT what, booked, CAST (promised AS BIGINT) FROM (
  SELECT o.number || ' / ' || i.code AS what, l.promised_u AS booked, COALESCE (SUM (p.quantity_u), 0) AS promised, l.line_id
  FROM order_line l JOIN sales_order o ON o.order_id = l.order_id JOIN item i ON i.item_id = l.item_id
       LEFT JOIN promise p ON p.line_id = l.line_id
  GROUP BY l.line_id, o.number, i.code, l.promised_u) d
WHERE booked <> promised

-- name: AUDIT_LINE_SHIPPED
SELECT what, booked, CAST (shipped AS BIGINT) FROM (
  SELECT o.number || ' / ' || i.code AS what, l.shipped_u - l.shipped_before_u AS booked, COALESCE (SUM (x.quantity_u), 0) AS shipped,
         l.line_id
  FROM order_line l JOIN sales_order o ON o.order_id = l.order_id JOIN item i ON i.item_id = l.item_id
       LEFT JOIN shipment_line x ON x.line_id = l.line_id
  GROUP BY l.line_id, o.number, i.code, l.shipped_u, l.shipped_before_u) d
WHERE booked <> shipped

-- name: AUDIT_SHIPPED_MOVED
SELECT what, CAST (written AS BIGINT), CAST (moved AS BIGINT) FROM (
  SELECT o.number || ' / ' || t.number AS what, s.order_id, x.quantity_u AS written,
         (SELECT COALESCE (SUM (m.quantity_u), 0) FROM movement m
          WHERE m.operation_id = s.operation_id AND m.line_id = x.line_id AND m.lot_id = x.lot_id AND m.kind = 'ship') AS moved
  FROM shipment s JOIN shipment_line x ON x.shipment_id = s.shipment_id JOIN lot t ON t.lot_id = x.lot_id
       JOIN sales_order o ON o.order_id = s.order_id) d
WHERE written <> moved

-- name: AUDIT_TURN_FREE
SELECT code, booked, CAST (free AS BIGINT) FROM (
  SELECT i.code, t.free_u AS booked, COALESCE (SUM (CASE WHEN b.usable = 1 THEN b.on_hand_u - b.held_u ELSE 0 END), 0) AS free
  FROM turn t JOIN item i ON i.item_id = t.item_id LEFT JOIN balance b ON b.item_id = t.item_id
  GROUP BY i.code, t.item_id, t.free_u) d
WHERE booked <> free

-- name: AUDIT_TURN_PROMISED
SELECT code, booked, CAST (promised AS BIGINT) FROM (
  SELECT i.code, t.promised_u AS booked, COALESCE (SUM (p.quantity_u), 0) AS promised
  FROM turn t JOIN item i ON i.item_id = t.item_id LEFT JOIN promise p ON p.item_id = t.item_id AND p.supply_id IS NULL
  GROUP BY i.code, t.item_id, t.promised_u) d
WHERE booked <> promised

-- name: AUDIT_SUPPLY_PROMISED
SELECT what, booked, CAST (promised AS BIGINT) FROM (
  SELECT s.number || ' / ' || i.code AS what, s.promised_u AS booked, COALESCE (SUM (p.quantity_u), 0) AS promised
  FROM supply s JOIN item i ON i.item_id = s.item_id LEFT JOIN promise p ON p.supply_id = s.supply_id
  GROUP BY s.supply_id, s.number, i.code, s.promised_u) d
WHERE booked <> promised

-- name: AUDIT_SUPPLY_RECEIVED
SELECT what, booked, CAST (received AS BIGINT) FROM (
  SELECT s.number || ' / ' || i.code AS what, s.received_u AS booked,
         (SELECT COALESCE (SUM (CASE WHEN m.kind = 'undo' THEN -m.quantity_u ELSE m.quantity_u END), 0)
          FROM movement m JOIN lot l ON l.lot_id = m.lot_id
          WHERE m.supply_id = s.supply_id AND l.item_id = s.item_id
            AND (m.kind = 'receipt' OR m.kind = 'production' OR (m.kind = 'undo' AND m.reason = 'undo'))) AS received
  FROM supply s JOIN item i ON i.item_id = s.item_id WHERE s.received_u > 0) d
WHERE booked <> received

-- name: AUDIT_WITHOUT_OPERATION
SELECT what, operation_id, 0 FROM (
  SELECT 'movement' AS what, operation_id FROM movement UNION ALL SELECT 'shipment', operation_id FROM shipment
  UNION ALL SELECT 'outbox', operation_id FROM outbox UNION ALL SELECT 'count_wish', operation_id FROM count_wish
  UNION ALL SELECT 'carton', operation_id FROM carton_step
  UNION ALL SELECT 'unit', operation_id FROM unit_step UNION ALL SELECT 'barcode', operation_id FROM barcode_change
  UNION ALL SELECT 'certificate', operation_id FROM certificate) x
WHERE NOT EXISTS (SELECT 1 FROM operation o WHERE o.operation_id = x.operation_id)

-- name: AUDIT_WAITING
SELECT o.number || ' / ' || l.position, l.waiting, 1 - l.waiting FROM order_line l JOIN sales_order o ON o.order_id = l.order_id
WHERE (l.waiting = 1) <> (l.goods = 1 AND (l.flags & 32) = 0 AND l.ordered_u > l.cancelled_u + l.promised_u + l.held_u + l.picked_u + l.shipped_u)

-- name: AUDIT_QUEUE
SELECT o.number, l.line_id, 0 FROM order_line l JOIN sales_order o ON o.order_id = l.order_id WHERE l.queue_key <> o.queue_key
UNION ALL SELECT o.number, p.promise_id, 0 FROM promise p JOIN order_line l ON l.line_id = p.line_id
     JOIN sales_order o ON o.order_id = l.order_id WHERE p.queue_key <> o.queue_key

-- name: AUDIT_ITEM_OF_BALANCE
SELECT i.code || '/' || l.number, b.item_id, l.item_id
FROM balance b JOIN lot l ON l.lot_id = b.lot_id JOIN item i ON i.item_id = l.item_id WHERE b.item_id <> l.item_id

-- name: AUDIT_PLACE_KIND
SELECT i.code || '/' || l.number || ' @ ' || p.code, b.on_hand_u, 0
FROM balance b JOIN place p ON p.place_id = b.place_id JOIN lot l ON l.lot_id = b.lot_id JOIN item i ON i.item_id = l.item_id
WHERE p.kind NOT IN ('dock', 'bin', 'bench', 'quarantine', 'shut')

-- Every unit of marked goods left with its code, and no code left without its unit.
-- name: AUDIT_SHIPPED_CODES
SELECT what, CAST (shipped AS BIGINT), CAST (coded AS BIGINT) FROM (
  SELECT s.number || ' / ' || i.code || '/' || t.number AS what, x.marked * (x.quantity_u - COALESCE (b.quantity_u, 0)) AS shipped,
         (SELECT COUNT (*) * 1000000 FROM unit u WHERE u.line_id = x.line_id AND u.shipment_id = x.shipment_id
          AND u.state = 'shipped' AND u.item_id = t.item_id AND u.lot = t.number) AS coded
  FROM shipment_line x JOIN shipment s ON s.shipment_id = x.shipment_id JOIN lot t ON t.lot_id = x.lot_id
       JOIN item i ON i.item_id = t.item_id
       LEFT JOIN returned b ON b.shipment_id = x.shipment_id AND b.line_id = x.line_id AND b.lot_id = x.lot_id) d
WHERE shipped <> coded
UNION ALL SELECT u.identity, 0, 1000000 FROM unit u
WHERE u.state = 'shipped' AND u.item_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM shipment_line x JOIN lot t ON t.lot_id = x.lot_id
  WHERE x.shipment_id = u.shipment_id AND x.line_id = u.line_id AND t.item_id = u.item_id AND t.number = u.lot)

-- name: AUDIT_PICKED_CODES
SELECT what, booked, CAST (coded AS BIGINT) FROM (
  SELECT o.number || ' / ' || i.code AS what, l.picked_u AS booked,
         (SELECT COUNT (*) * 1000000 FROM unit u WHERE u.line_id = l.line_id AND u.state = 'picked' AND u.item_id IS NOT NULL)
           AS coded
  FROM order_line l JOIN sales_order o ON o.order_id = l.order_id JOIN item i ON i.item_id = l.item_id) d
WHERE booked < coded

-- What came back with proof is what returns say, and never more than left.
-- name: AUDIT_RETURNED
SELECT what, CAST (written AS BIGINT), CAST (came AS BIGINT) FROM (
  SELECT s.number || ' / ' || t.number AS what, b.quantity_u AS written, x.quantity_u AS shipped,
         (SELECT COALESCE (SUM (g.quantity_u), 0) FROM goods_return g
          WHERE g.line_id = b.line_id AND g.shipment_id = b.shipment_id AND g.lot_id = b.lot_id AND g.state <> 'undone') AS came
  FROM returned b JOIN shipment s ON s.shipment_id = b.shipment_id JOIN lot t ON t.lot_id = b.lot_id
       LEFT JOIN shipment_line x ON x.shipment_id = b.shipment_id AND x.line_id = b.line_id AND x.lot_id = b.lot_id) d
WHERE written <> came OR written > COALESCE (shipped, 0)

-- A new label makes nothing and loses nothing.
-- name: AUDIT_RELABELLED
SELECT what, CAST (gone AS BIGINT), CAST (come AS BIGINT) FROM (
  SELECT 'operation ' || CAST (m.operation_id AS TEXT) AS what,
         SUM (CASE WHEN m.kind = 'relabel-out' THEN m.quantity_u ELSE 0 END) AS gone,
         SUM (CASE WHEN m.kind = 'relabel-in' THEN m.quantity_u ELSE 0 END) AS come
  FROM movement m WHERE m.kind = 'relabel-out' OR m.kind = 'relabel-in' GROUP BY m.operation_id) d
WHERE gone <> come

-- A carton that counts as a whole holds only units that are where it is.
-- name: AUDIT_CARTONS
SELECT c.identity || ' / ' || u.identity, 1, 0 FROM unit c JOIN unit u ON u.carton_id = c.unit_id
WHERE c.state <> 'gone' AND c.state <> 'open' AND u.state <> c.state

-- What lies in cartons on the bench was picked.
-- name: AUDIT_PACKED
SELECT what, CAST (packed AS BIGINT), CAST (picked AS BIGINT) FROM (
  SELECT o.number || ' / ' || i.code || '/' || t.number AS what, SUM (x.quantity_u) AS packed,
         (SELECT COALESCE (SUM (h.quantity_u), 0) FROM hold h
          WHERE h.line_id = x.line_id AND h.lot_id = x.lot_id AND h.picked = 1) AS picked
  FROM carton_line x JOIN carton c ON c.carton_id = x.carton_id JOIN sales_order o ON o.order_id = c.order_id
       JOIN lot t ON t.lot_id = x.lot_id JOIN item i ON i.item_id = t.item_id
  WHERE c.state = 'open' OR c.state = 'closed' GROUP BY o.number, i.code, t.number, x.line_id, x.lot_id) d
WHERE packed > picked

-- Nothing left in a carton that did not leave with its shipment.
-- name: AUDIT_PACKED_SHIPPED
SELECT what, CAST (packed AS BIGINT), CAST (shipped AS BIGINT) FROM (
  SELECT o.number || ' / ' || t.number AS what, SUM (x.quantity_u) AS packed,
         (SELECT COALESCE (SUM (s.quantity_u), 0) FROM shipment_line s
          WHERE s.shipment_id = c.shipment_id AND s.line_id = x.line_id AND s.lot_id = x.lot_id) AS shipped
  FROM carton_line x JOIN carton c ON c.carton_id = x.carton_id JOIN sales_order o ON o.order_id = c.order_id
       JOIN lot t ON t.lot_id = x.lot_id
  WHERE c.state = 'shipped' GROUP BY o.number, t.number, c.shipment_id, x.line_id, x.lot_id) d
WHERE packed > shipped
UNION ALL SELECT c.sscc, 1, 0 FROM carton_line x JOIN carton c ON c.carton_id = x.carton_id WHERE c.state = 'cancelled'

-- A unit's code lies where its goods lie, and as many codes as units.
-- name: AUDIT_PACKED_UNITS
SELECT what, CAST (units AS BIGINT), CAST (packed AS BIGINT) FROM (
  SELECT c.sscc AS what, COUNT (*) * 1000000 AS units,
         COALESCE (MAX (x.quantity_u), 0) AS packed, SUM (CASE WHEN n.state = 'picked' THEN 0 ELSE 1 END) AS elsewhere
  FROM carton_unit u JOIN carton c ON c.carton_id = u.carton_id JOIN unit n ON n.unit_id = u.unit_id
       LEFT JOIN carton_line x ON x.carton_id = u.carton_id AND x.line_id = u.line_id AND x.lot_id = u.lot_id
  WHERE c.state = 'open' OR c.state = 'closed' GROUP BY c.sscc, u.line_id, u.lot_id) d
WHERE units <> packed OR elsewhere > 0

-- name: AUDIT_KEYS
SELECT b.lot_id, b.place_id, b.issue_key, b.usable_until, b.usable, p.kind
FROM balance b JOIN place p ON p.place_id = b.place_id WHERE (b.lot_id, b.place_id) > ($1, $2) ORDER BY b.lot_id, b.place_id LIMIT $3
