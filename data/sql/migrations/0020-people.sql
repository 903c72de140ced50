-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who works here, and who may do what. While nobody is named everybody may everything.

CREATE TABLE person (
  person_id @ID@ PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,          -- as operations and papers say it
  role TEXT NOT NULL CHECK (role IN ('picker', 'receiver', 'lead', 'administrator', 'auditor')),
  badge TEXT NOT NULL UNIQUE,         -- what the badge's code says: it identifies, the PIN authenticates
  active BIGINT NOT NULL CHECK (active IN (0, 1)));

-- What a PIN is checked by: the salt of yescrypt, which the station computes, and the SHA-256 of what it finds. Person 0: what the
-- salts of badges nobody has are made of. On PostgreSQL no station reads this; functions do.
CREATE TABLE person_secret (
  person_id @ID@ PRIMARY KEY,
  salt TEXT NOT NULL,
  stored TEXT NOT NULL);

-- Wrong PINs since the last right one, by badge, whether there is such a badge or not: what is answered does not tell.
CREATE TABLE login_try (
  badge TEXT PRIMARY KEY NOT NULL,
  tries BIGINT NOT NULL,
  last_us BIGINT NOT NULL) @CLUSTERED@;

-- Who is at which station. The token's SHA-256: the station keeps the token in memory alone, and the server's session proves itself by it.
CREATE TABLE session (
  token TEXT PRIMARY KEY NOT NULL,
  person_id BIGINT NOT NULL REFERENCES person,
  station TEXT NOT NULL,
  pid BIGINT NOT NULL,                -- of the server's process, 0 where there is none
  since_us BIGINT NOT NULL,
  second TEXT NOT NULL,               -- who stood beside and gave badge and PIN ...
  second_us BIGINT NOT NULL) @CLUSTERED@; -- ... when
CREATE INDEX session_station ON session (station);

-- The kinds of operation, of movement (move:…) and the tables (table:…) that not every working role may write, and who may; what is
-- not listed an auditor and nobody may not. SECOND: it is done by two.
CREATE TABLE permission (
  act TEXT PRIMARY KEY NOT NULL,
  roles TEXT NOT NULL,                -- apart by blanks, with one at both ends
  second BIGINT NOT NULL CHECK (second IN (0, 1))) @CLUSTERED@;

-- Who stood beside when an operation was done by two; '' with ALONE: nobody else was there, and the lead looks at it.
CREATE TABLE operation_second (
  operation_id @ID@ PRIMARY KEY,
  person TEXT NOT NULL,
  alone BIGINT NOT NULL CHECK (alone IN (0, 1)));
CREATE TABLE second_seen (
  operation_id @ID@ PRIMARY KEY,
  person TEXT NOT NULL,
  seen_us BIGINT NOT NULL);

INSERT INTO permission (act, roles, second) VALUES
  ('answered', ' nobody auditor picker receiver lead administrator gateway ', 0),
  ('refused', ' nobody auditor picker receiver lead administrator gateway ', 0),
  ('log-in', ' auditor picker receiver lead administrator ', 0),
  ('log-out', ' auditor picker receiver lead administrator ', 0),
  ('apply-station', ' nobody auditor picker receiver lead administrator gateway ', 0),

  ('pick', ' picker lead administrator ', 0), ('put-back', ' picker lead administrator ', 0),
  ('pack', ' picker lead administrator ', 0), ('unpack', ' picker lead administrator ', 0),
  ('ship', ' picker lead administrator ', 0), ('load', ' picker lead administrator ', 0),
  ('issue', ' picker lead administrator ', 0), ('material', ' picker lead administrator ', 0),
  ('transfer-out', ' picker lead administrator ', 0), ('wave', ' picker lead administrator ', 0),

  ('receive', ' receiver lead administrator ', 0), ('return', ' receiver lead administrator ', 0),
  ('learn', ' receiver lead administrator ', 0), ('forget', ' receiver lead administrator ', 0),
  ('transfer-in', ' receiver lead administrator ', 0), ('material-back', ' receiver lead administrator ', 0),
  ('write-off', ' receiver lead administrator ', 0), ('scrap', ' receiver lead administrator ', 0),
  ('to-supplier', ' receiver lead administrator ', 0), ('certificate', ' receiver lead administrator ', 0),
  ('apply-item', ' receiver lead administrator gateway ', 0),

  ('approve', ' lead administrator ', 0), ('refuse', ' lead administrator ', 0),
  ('block', ' lead administrator ', 0), ('unblock', ' lead administrator ', 0),
  ('recall', ' lead administrator ', 0), ('recall-end', ' lead administrator ', 0), ('recall-told', ' lead administrator ', 0),
  ('correct-day', ' lead administrator ', 0), ('correct-number', ' lead administrator ', 0),
  ('relabel', ' lead administrator ', 0), ('return-decide', ' lead administrator ', 0),
  ('gate', ' lead administrator gateway ', 0), ('priority', ' lead administrator gateway ', 0),
  ('preempt', ' lead administrator ', 0), ('pin', ' lead administrator ', 0), ('unpin', ' lead administrator ', 0),
  ('allow-lot', ' lead administrator ', 0), ('refuse-lot', ' lead administrator ', 0),
  ('validity', ' lead administrator gateway ', 0), ('decide', ' lead administrator ', 0), ('match', ' lead administrator ', 0),
  ('open-order', ' lead administrator ', 0), ('open-supply', ' lead administrator ', 0),
  ('claim-step', ' lead administrator ', 0), ('second-seen', ' lead administrator ', 0),
  ('person-unlock', ' lead administrator ', 0),

  ('furnish', ' administrator ', 0), ('person', ' administrator ', 0),
  ('person-pin', ' administrator ', 0), ('permission', ' administrator ', 0),
  ('set-issue-order', ' administrator ', 0), ('set-packing', ' administrator ', 0), ('set-sscc', ' administrator ', 0),
  ('set-zero-check', ' administrator ', 0),
  ('set-truth-day', ' administrator ', 0), ('apply-kit-line', ' lead administrator gateway ', 0),
  ('apply-place', ' administrator gateway ', 0), ('apply-order', ' lead administrator gateway ', 0),
  ('apply-line', ' lead administrator gateway ', 0), ('apply-supply', ' lead administrator gateway ', 0),
  ('apply-customer', ' lead administrator gateway ', 0),

  ('move:opening', ' receiver lead administrator ', 0), ('move:receipt', ' receiver lead administrator ', 0),
  ('move:production', ' receiver lead administrator ', 0), ('move:pick', ' picker lead administrator ', 0),
  ('move:put-back', ' picker lead administrator ', 0), ('move:ship', ' picker lead administrator ', 0),
  ('move:return', ' receiver lead administrator ', 0), ('move:scrap', ' receiver lead administrator ', 0),
  ('move:to-supplier', ' receiver lead administrator ', 0), ('move:issue', ' picker lead administrator ', 0),
  ('move:material', ' picker lead administrator ', 0), ('move:material-back', ' receiver lead administrator ', 0),
  ('move:transfer-out', ' picker lead administrator ', 0), ('move:transfer-in', ' receiver lead administrator ', 0),
  ('move:relabel-out', ' lead administrator ', 0), ('move:relabel-in', ' lead administrator ', 0),

  ('table:person', ' administrator ', 0), ('table:permission', ' administrator ', 0),
  ('table:meta', ' lead administrator gateway ', 0), ('table:place', ' administrator gateway ', 0),
  ('table:item', ' receiver lead administrator gateway ', 0), ('table:kit_line', ' lead administrator gateway ', 0),
  ('table:customer', ' lead administrator gateway ', 0),
  ('table:channel_state', ' administrator gateway ', 0), ('table:recall', ' lead administrator ', 0),
  ('table:recall_lot', ' lead administrator ', 0), ('table:refused_lot', ' lead administrator ', 0),
  ('table:second_seen', ' lead administrator ', 0),
  ('table:station', ' nobody auditor picker receiver lead administrator gateway ', 0),
  ('table:writer', ' nobody auditor picker receiver lead administrator gateway ', 0);
