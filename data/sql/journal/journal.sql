-- SPDX-License-Identifier: GPL-3.0-or-later
-- The station's own journal, an SQLite file of its own: every scan and every command, before anybody tries to understand
-- it; and from version 4 what an answer owes besides, until it is done. Only SQLite reads these, so the parameters are its own ?n.

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

-- name: SETTLE
UPDATE entry SET verdict = ?2, reply = ?3, owed = ?4 WHERE entry = ?1

-- name: PAY
UPDATE entry SET owed = NULL WHERE entry = ?1

-- name: OWED
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed
FROM entry WHERE owed IS NOT NULL ORDER BY entry

-- name: UNSETTLED
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed
FROM entry WHERE verdict IS NULL ORDER BY entry

-- name: LAST
SELECT entry, kind, bytes, aim, symbology, device, lane, at_us, operation, request, task, reply, owed
FROM entry ORDER BY entry DESC LIMIT ?1

-- name: COUNT
SELECT COUNT (*) FROM entry

-- name: BEGIN
BEGIN IMMEDIATE

-- name: COMMIT
COMMIT
