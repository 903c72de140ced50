-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the store keeps about itself. Made first, so that everything after it can be told apart from a foreign database.

CREATE TABLE migration (
  number BIGINT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,             -- SHA-256 of the file: a schema that was changed by hand is refused
  applied_us BIGINT NOT NULL) @CLUSTERED@;

-- space: which warehouse this is, for UUIDs; zone: whose calendar "today" follows; boot: on which start of the machine the
-- file was last opened; settled: written after a failed commit, so that what is not there stays not there; writers: the
-- row whose update is the lock of those who lease a writer number.
CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL) @CLUSTERED@;
INSERT INTO meta (key, value) VALUES ('writers', '0');

-- Who may make ids with which writer number. No id of a writer is ever later than its until_us.
CREATE TABLE writer (
  writer @ID@ PRIMARY KEY,
  holder TEXT NOT NULL,               -- '' when given back
  session TEXT NOT NULL,              -- the holder's connection, where the engine has such
  since_us BIGINT NOT NULL,
  until_us BIGINT NOT NULL);
