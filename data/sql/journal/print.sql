-- SPDX-License-Identifier: GPL-3.0-or-later
-- The print queue of the station, in its journal: version 2 of that file; and from version 3 the number of a copy, and lists.

-- name: UPGRADE_2_SCRIPT
CREATE TABLE print_job (
  job INTEGER PRIMARY KEY AUTOINCREMENT,
  of INTEGER NOT NULL,
  state INTEGER NOT NULL,
  printer TEXT NOT NULL,
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  records TEXT NOT NULL,
  title TEXT NOT NULL,
  origin TEXT,
  copies INTEGER NOT NULL,
  labels INTEGER NOT NULL,
  begun INTEGER NOT NULL,
  printed INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  remote INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  changed_us INTEGER NOT NULL,
  CHECK (0 <= printed AND printed <= begun AND begun <= labels));
CREATE UNIQUE INDEX print_job_origin ON print_job (origin) WHERE origin IS NOT NULL;
CREATE INDEX print_job_open ON print_job (job) WHERE state IN (0, 1, 3, 4);
PRAGMA user_version = 2;

-- name: UPGRADE_3_SCRIPT
ALTER TABLE print_job ADD COLUMN copy INTEGER NOT NULL DEFAULT 1;
CREATE UNIQUE INDEX print_job_copy ON print_job (of, copy) WHERE of > 0 AND copy > 1;
PRAGMA user_version = 3;

-- name: PRINT_ORIGIN
SELECT job FROM print_job WHERE origin = ?1

-- name: PRINT_ADD
INSERT INTO print_job (of, state, printer, template, language, records, title, origin, copies, labels, begun, printed,
  confirmed, remote, reason, text, at_us, changed_us, copy)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)

-- name: PRINT_NOTE
UPDATE print_job SET state = ?2, printer = ?3, begun = ?11, printed = ?12, confirmed = ?13, remote = ?14, reason = ?15, text = ?16,
  changed_us = ?18
WHERE job = ?20

-- name: PRINT_OPEN
SELECT job, of, state, printer, template, language, records, title, origin, copies, labels, begun, printed, confirmed, remote,
  reason, text, at_us, changed_us, copy
FROM print_job WHERE state IN (0, 1, 3, 4) ORDER BY job

-- name: PRINT_LAST
SELECT job, of, state, printer, template, language, records, title, origin, copies, labels, begun, printed, confirmed, remote,
  reason, text, at_us, changed_us, copy
FROM print_job ORDER BY job DESC LIMIT ?1

-- name: PRINT_FIND
SELECT job, of, state, printer, template, language, records, title, origin, copies, labels, begun, printed, confirmed, remote,
  reason, text, at_us, changed_us, copy
FROM print_job WHERE job = ?1

-- name: PRINT_LAST_COPY
SELECT MAX (1 + COUNT (*), COALESCE (MAX (copy), 1)) FROM print_job WHERE of = ?1
