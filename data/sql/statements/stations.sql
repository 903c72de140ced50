-- SPDX-License-Identifier: GPL-3.0-or-later
-- The register of stations. Columns of a station: station, number, name, seen, session, epoch, revoked, by whom, since when.

-- name: STATIONS_PAGE
SELECT s.station, s.number, s.name, s.seen_us, s.session, COALESCE (e.epoch, 0), COALESCE (e.revoked, 0), e.changed_by, e.changed_us
FROM station s LEFT JOIN station_epoch e ON e.station = s.station
WHERE s.number > $1 ORDER BY s.number LIMIT $2

-- name: STATION_ONE
SELECT s.station, s.number, s.name, s.seen_us, s.session, COALESCE (e.epoch, 0), COALESCE (e.revoked, 0), e.changed_by, e.changed_us
FROM station s LEFT JOIN station_epoch e ON e.station = s.station
WHERE s.station = $1

-- name: STATION_ENTER
INSERT INTO station (station, dock_id, bench_id, seen_us, number, session)
VALUES ($1, NULL, NULL, $2, (SELECT COALESCE (MAX (x.number), 0) + 1 FROM station x), $3)
ON CONFLICT (station) DO UPDATE SET seen_us = excluded.seen_us, session = excluded.session,
  number = CASE WHEN station.number > 0 THEN station.number ELSE excluded.number END

-- name: STATION_SEEN
UPDATE station SET seen_us = $2, session = $3 WHERE station = $1

-- name: STATION_NAME
UPDATE station SET name = $2 WHERE station = $1

-- name: STATION_EPOCH_REVOKE
INSERT INTO station_epoch (station, epoch, revoked, changed_by, changed_us) VALUES ($1, 1, 1, $2, $3)
ON CONFLICT (station) DO UPDATE SET epoch = station_epoch.epoch + 1, revoked = 1, changed_by = excluded.changed_by,
                                    changed_us = excluded.changed_us

-- name: STATION_EPOCH_ADMIT
UPDATE station_epoch SET revoked = 0, changed_by = $2, changed_us = $3 WHERE station = $1 AND revoked = 1

-- What a station did last, beside what it was asked and answered.
-- name: STATION_LAST_ACT
SELECT operation_id, kind, person, made_at_us FROM operation WHERE station = $1 ORDER BY station DESC, operation_id DESC LIMIT 1

-- What all stations have: orders they pick, and places they count.
-- name: STATIONS_WORK
SELECT taken_by, number, state FROM sales_order
WHERE state NOT IN ('shipped', 'cancelled') AND queue_key > '' AND taken_by IS NOT NULL AND parked_at IS NULL
ORDER BY queue_key LIMIT 1000

-- name: STATIONS_COUNTS
SELECT s.station, p.code, 'counting' FROM stocktake s JOIN place p ON p.place_id = s.place_id
WHERE s.closed_by IS NULL ORDER BY s.place_id LIMIT 1000
