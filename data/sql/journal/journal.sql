-- SPDX-License-Identifier: GPL-3.0-or-later
-- The station's own journal, an SQLite file of its own: every scan and every command, before anybody tries to understand
-- it; from version 4 what an answer owes besides, until it is done; from 5 what was done without the server. Only SQLite reads these, so the parameters are its own ?n.

-- name: SCHEMA_SCRIPT
CREATE TABLE entry (
  entry INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  aim TEXT NOT NULL,
  symbology INTEGER NOT NULL,
  device TEXT NOT NULL,
  lane INTEGER NOT NULL,
  at_us INTEGER NOT NULL,
  operation INTEGER NOT NULL,
  request TEXT,
  task TEXT,
  verdict TEXT,
  reply TEXT);
CREATE INDEX entry_unsettled ON entry (entry) WHERE verdict IS NULL;
PRAGMA application_id = 1179594314;
PRAGMA user_version = 1;

-- name: FORMAT
SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),
       (SELECT COUNT (*) FROM sqlite_master)

-- name: ADD
INSERT INTO entry (kind, bytes, aim, symbology, device, lane, at_us, operation, request, task)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)

-- name: UPGRADE_4_SCRIPT
ALTER TABLE entry ADD COLUMN owed TEXT;
CREATE INDEX entry_owed ON entry (entry) WHERE owed IS NOT NULL;
PRAGMA user_version = 4;

-- What was answered without the server: OFFLINE 1 waits until it is done there too, 2 it is, 3 a person decides. Under which epoch of the
-- station it was done, and by whom.
-- name: UPGRADE_5_SCRIPT
ALTER TABLE entry ADD COLUMN offline INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entry ADD COLUMN person TEXT;
CREATE INDEX entry_offline ON entry (entry) WHERE offline = 1;
PRAGMA user_version = 5;

-- name: SETTLE
UPDATE entry SET verdict = ?2, reply = ?3, owed = ?4, offline = ?5, epoch = ?6, person = ?7 WHERE entry = ?1

-- name: OFFLINE
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed, offline, epoch, person
FROM entry WHERE offline = 1 ORDER BY entry

-- name: OFFLINE_SET
UPDATE entry SET offline = ?2 WHERE entry = ?1

-- name: SINCE
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed, offline, epoch, person
FROM entry WHERE entry > ?1 ORDER BY entry

-- name: PAY
UPDATE entry SET owed = NULL WHERE entry = ?1

-- name: OWED
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed, offline, epoch, person
FROM entry WHERE owed IS NOT NULL ORDER BY entry

-- name: UNSETTLED
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed, offline, epoch, person
FROM entry WHERE verdict IS NULL ORDER BY entry

-- name: LAST
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed, offline, epoch, person
FROM entry ORDER BY entry DESC LIMIT ?1

-- name: COUNT
SELECT COUNT (*) FROM entry

-- name: BEGIN
BEGIN IMMEDIATE

-- name: COMMIT
COMMIT
