-- SPDX-License-Identifier: GPL-3.0-or-later
-- Certificates of lots and units, and those that are due for goods that left. A shipment that was taken back has no lines: nothing is
-- due for it.

-- name: CERTIFICATE_INSERT
INSERT INTO certificate (certificate_id, operation_id, lot_id, unit_id, line_id, number, confirmed_on)
VALUES ($1, $2, $3, $4, $5, $6, $7)

-- name: CERTIFICATE_OF_LOT
SELECT certificate_id, operation_id, lot_id, unit_id, line_id, number, confirmed_on
FROM certificate WHERE lot_id = $1 ORDER BY lot_id DESC, certificate_id DESC LIMIT 1

-- name: CERTIFICATE_OF_UNIT
SELECT certificate_id, operation_id, lot_id, unit_id, line_id, number, confirmed_on
FROM certificate WHERE unit_id = $1 ORDER BY unit_id DESC, certificate_id DESC LIMIT 1

-- name: CERTIFICATES_LINES_FORGET
UPDATE order_line SET certificate_on = NULL
WHERE line_id IN (SELECT c.line_id FROM certificate c WHERE c.operation_id = $1 AND c.line_id IS NOT NULL)

-- name: CERTIFICATES_FORGET
DELETE FROM certificate WHERE operation_id = $1

-- name: CERTIFICATES_DUE_AGAIN
UPDATE certificate_due SET closed_by = NULL WHERE closed_by = $1

-- name: CERTIFICATE_DUE_ADD
INSERT INTO certificate_due (shipment_id, line_id, lot_id) VALUES ($1, $2, $3) ON CONFLICT (shipment_id, line_id, lot_id) DO NOTHING

-- name: CERTIFICATES_CLOSE_LINE
UPDATE certificate_due SET closed_by = $2 WHERE line_id = $1 AND closed_by IS NULL

-- name: CERTIFICATES_CLOSE_LOT
UPDATE certificate_due SET closed_by = $2 WHERE lot_id = $1 AND closed_by IS NULL

-- name: CERTIFICATES_CLOSE_UNIT
UPDATE certificate_due SET closed_by = $5
WHERE line_id = $1 AND shipment_id = $2 AND closed_by IS NULL
  AND lot_id IN (SELECT t.lot_id FROM lot t WHERE t.item_id = $3 AND t.number = $4)
  AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.line_id = $1 AND u.shipment_id = $2 AND u.item_id = $3 AND u.lot = $4
                  AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.unit_id = u.unit_id))

-- name: CERTIFICATES_OPEN
SELECT d.shipment_id, d.line_id, d.lot_id, o.order_id, o.number, o.deal, o.customer, s.number, s.shipped_on, i.code, i.name, t.number,
       x.quantity_u, 1
FROM certificate_due d JOIN shipment_line x ON x.shipment_id = d.shipment_id AND x.line_id = d.line_id AND x.lot_id = d.lot_id
     JOIN shipment s ON s.shipment_id = d.shipment_id JOIN sales_order o ON o.order_id = s.order_id
     JOIN lot t ON t.lot_id = d.lot_id JOIN item i ON i.item_id = t.item_id
WHERE d.closed_by IS NULL AND (d.shipment_id, d.line_id, d.lot_id) > ($1, $2, $3)
ORDER BY d.shipment_id, d.line_id, d.lot_id LIMIT $4

-- name: CERTIFICATES_OF_ORDER
SELECT d.shipment_id, d.line_id, d.lot_id, o.order_id, o.number, o.deal, o.customer, s.number, s.shipped_on, i.code, i.name, t.number,
       x.quantity_u, CASE WHEN d.closed_by IS NULL THEN 1 ELSE 0 END
FROM shipment s JOIN sales_order o ON o.order_id = s.order_id JOIN certificate_due d ON d.shipment_id = s.shipment_id
     JOIN shipment_line x ON x.shipment_id = d.shipment_id AND x.line_id = d.line_id AND x.lot_id = d.lot_id
     JOIN lot t ON t.lot_id = d.lot_id JOIN item i ON i.item_id = t.item_id
WHERE s.order_id = $1
