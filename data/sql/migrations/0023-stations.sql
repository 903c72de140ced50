-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who works where: the register of stations, and whose writes count no more.

-- NUMBER 0: nobody has opened it yet, only its dock and bench are known. SESSION: its connection, where the engine has such; '' when it
-- was closed in order. SEEN_US: when it was last heard of.
ALTER TABLE station ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE station ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE station ADD COLUMN session TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX station_number ON station (number) WHERE number > 0;

-- Stations that were revoked at least once; the others are of epoch 0. A write under another epoch is refused, and any while REVOKED: what
-- a lost station did meanwhile is looked at by a person. In a table of its own, for a station may write its row in the register, and
-- not this one.
CREATE TABLE station_epoch (
  station TEXT PRIMARY KEY NOT NULL,
  epoch BIGINT NOT NULL,
  revoked BIGINT NOT NULL CHECK (revoked IN (0, 1)),
  changed_by TEXT NOT NULL,           -- the person
  changed_us BIGINT NOT NULL) @CLUSTERED@;

INSERT INTO permission (act, roles, second) VALUES
  ('station-revoke', ' lead administrator ', 0), ('station-admit', ' lead administrator ', 0),
  ('station-name', ' lead administrator ', 0), ('table:station_epoch', ' lead administrator ', 0);
