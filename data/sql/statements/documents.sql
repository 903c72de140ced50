-- SPDX-License-Identifier: GPL-3.0-or-later
-- The papers of sales.

-- name: DOCUMENT_BY_REMOTE
SELECT document_id, deal, order_id, kind, number, issued_on, file, ready FROM document WHERE remote_id = $1

-- name: DOCUMENTS_OF_DEAL
SELECT document_id, deal, order_id, kind, number, issued_on, file, ready FROM document WHERE deal = $1 ORDER BY document_id LIMIT 1000

-- name: DOCUMENTS_OF_ORDER
SELECT document_id, deal, order_id, kind, number, issued_on, file, ready
FROM document WHERE order_id = $1 ORDER BY document_id LIMIT 1000

-- name: DOCUMENT_INSERT
INSERT INTO document (document_id, deal, order_id, kind, number, issued_on, file, ready, remote_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: DOCUMENT_UPDATE
UPDATE document SET deal = $2, order_id = $3, kind = $4, number = $5, issued_on = $6, file = $7, ready = $8 WHERE document_id = $1

-- name: DOCUMENT_DELETE
DELETE FROM document WHERE document_id = $1
