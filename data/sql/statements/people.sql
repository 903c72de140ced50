-- SPDX-License-Identifier: GPL-3.0-or-later
-- People, and who may. What is about PINs and sessions runs here only where the store has no functions of its own for it.

-- name: PEOPLE_ALL
SELECT person_id, name, role, badge, active FROM person WHERE name > '' ORDER BY name

-- name: PERSON_BY_BADGE
SELECT person_id, name, role, badge, active FROM person WHERE badge = $1

-- name: PERSON_BY_NAME
SELECT person_id, name, role, badge, active FROM person WHERE name = $1

-- name: PERSON_ANY
SELECT person_id FROM person WHERE person_id > 0 LIMIT 1

-- name: PERMISSIONS_ALL
SELECT act, roles, second FROM permission WHERE act > '' ORDER BY act

-- name: PERMISSION_SECOND
INSERT INTO permission (act, roles, second) VALUES ($1, ' picker receiver lead administrator ', $2)
ON CONFLICT (act) DO UPDATE SET second = excluded.second

-- name: PERSON_PUT
INSERT INTO person (person_id, name, role, badge, active) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, role = excluded.role, badge = excluded.badge, active = excluded.active

-- name: SECRET_PUT
INSERT INTO person_secret (person_id, salt, stored) VALUES ($1, $2, $3)
ON CONFLICT (person_id) DO UPDATE SET salt = excluded.salt, stored = excluded.stored

-- name: SECRET_OF
SELECT salt, stored FROM person_secret WHERE person_id = $1

-- name: LOGIN_TRIES
SELECT tries FROM login_try WHERE badge = $1

-- name: LOGIN_TRY
INSERT INTO login_try (badge, tries, last_us) VALUES ($1, 1, $2)
ON CONFLICT (badge) DO UPDATE SET tries = login_try.tries + 1, last_us = excluded.last_us

-- name: LOGIN_FORGET
DELETE FROM login_try WHERE badge = $1

-- name: SESSION_BEGIN
INSERT INTO session (token, person_id, station, pid, since_us, second, second_us) VALUES ($1, $2, $3, 0, $4, '', 0)

-- name: SESSION_END
DELETE FROM session WHERE station = $1

-- name: SESSION_OF_PERSON_END
DELETE FROM session WHERE station > '' AND person_id = $1

-- name: SESSIONS_OF_PERSON
SELECT station FROM session WHERE station > '' AND person_id = $1 ORDER BY station

-- name: OPERATION_SECOND_ADD
INSERT INTO operation_second (operation_id, person, alone) VALUES ($1, $2, $3)

-- name: SECOND_SEEN_ADD
INSERT INTO second_seen (operation_id, person, seen_us) VALUES ($1, $2, $3)

-- name: SECOND_OPEN
SELECT o.operation_id, o.kind, o.person, o.station, o.day, o.made_at_us
FROM operation_second s JOIN operation o ON o.operation_id = s.operation_id
WHERE s.operation_id > 0 AND s.alone = 1 AND NOT EXISTS (SELECT 1 FROM second_seen v WHERE v.operation_id = s.operation_id)
ORDER BY s.operation_id
