-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: PLACE_COUNT_PAGE
SELECT p.place_id, p.code, p.name, p.kind, p.route,
  coalesce((SELECT max(s.stocktake_id) FROM stocktake s WHERE s.place_id = p.place_id AND s.closed_by IS NOT NULL), 0),
  coalesce((SELECT max(s.stocktake_id) FROM stocktake s WHERE s.place_id = p.place_id AND s.closed_by IS NULL), 0)
FROM place p WHERE p.code > $1 AND p.kind IN ('dock', 'bin', 'bench', 'quarantine', 'shut') ORDER BY p.code LIMIT $2

-- name: PLACE_STOCK_PAGE
SELECT p.place_id, p.code, p.name, p.kind, p.route,
  (SELECT count(*) FROM (SELECT 1 FROM balance b WHERE b.place_id = p.place_id AND b.on_hand_u > 0 LIMIT $4) x)
FROM place p WHERE p.code > $1 AND p.code < $2 AND p.kind IN ('dock', 'bin', 'bench', 'quarantine', 'shut') ORDER BY p.code LIMIT $3

-- name: PLACE_COUNT_SUM
SELECT count(*), count((SELECT max(s.stocktake_id) FROM stocktake s WHERE s.place_id = p.place_id AND s.closed_by IS NOT NULL))
FROM place p WHERE p.kind IN ('dock', 'bin', 'bench', 'quarantine', 'shut')
