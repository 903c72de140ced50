-- SPDX-License-Identifier: GPL-3.0-or-later
-- Several sales systems, each with what it was told and what became of it; and a gateway that knows when it has been replaced.

-- A connection to one sales system. The main one says what orders there are, and its ids are ours as they are; ids of the others
-- begin with the link's name.
CREATE TABLE link (
  link_id @ID@ PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,                 -- which adapter: sql, 1c, moysklad, files, bitrix24
  address TEXT NOT NULL,
  config TEXT NOT NULL,               -- JSON, the adapter's own
  secret TEXT NOT NULL,               -- the name of the password or token, never itself; '' none
  caps TEXT NOT NULL,                 -- JSON: what a probe found out over there
  role TEXT NOT NULL CHECK (role IN ('main', 'source', 'sink')), -- a sink is told and says nothing
  enabled BIGINT NOT NULL CHECK (enabled IN (0, 1)),
  latched BIGINT NOT NULL CHECK (latched IN (0, 1)), -- the password was refused: nothing leaves until a person acts
  failures BIGINT NOT NULL,           -- rounds in a row without any answer
  until_us BIGINT NOT NULL,           -- left alone until then: too many failures
  why TEXT NOT NULL,                  -- what last went wrong
  contact_us BIGINT NOT NULL);        -- last heard in full; 0 never
CREATE UNIQUE INDEX link_main ON link (role) WHERE role = 'main';

INSERT INTO link (link_id, name, kind, address, config, secret, caps, role, enabled, latched, failures, until_us, why, contact_us)
SELECT 1, 'sales', 'sql', value, '{}', '', '{}', 'main', 1, 0, 0, 0, '', 0 FROM meta WHERE key = 'sales_uri' AND value <> '';

-- What one message of the outbox is to one link. Made when its turn comes; the outbox row's own state sums them up.
CREATE TABLE delivery (
  outbox_id BIGINT NOT NULL,
  link_id BIGINT NOT NULL REFERENCES link,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'unknown', 'verified', 'refused', 'differs', 'closed', 'not_carried')),
  tried BIGINT NOT NULL CHECK (tried IN (0, 1)), -- a request may have left without an answer
  attempts BIGINT NOT NULL,
  next_us BIGINT NOT NULL,            -- not before
  remote_id TEXT NOT NULL,            -- what was made over there, and its number
  remote_number TEXT NOT NULL,
  why TEXT NOT NULL,
  theirs TEXT NOT NULL,               -- what stands there instead, JSON
  day TEXT,                           -- the day a person gave it, for its own lies in a closed period
  changed_us BIGINT NOT NULL,
  decided_by TEXT NOT NULL,           -- who settled it by hand, and with which words
  decision TEXT NOT NULL,
  PRIMARY KEY (outbox_id, link_id)) @CLUSTERED@;
CREATE INDEX delivery_state ON delivery (state, outbox_id, link_id);

-- A request to a sales system, written down before it leaves.
CREATE TABLE attempt (
  attempt_id @ID@ PRIMARY KEY,
  link_id BIGINT NOT NULL,
  outbox_id BIGINT NOT NULL,
  what TEXT NOT NULL,                 -- find, create, change, post, read
  about TEXT NOT NULL,
  epoch BIGINT NOT NULL,              -- of the gateway that sent it
  started_us BIGINT NOT NULL,
  ended_us BIGINT,
  outcome TEXT NOT NULL);             -- '' while there is none
CREATE INDEX attempt_delivery ON attempt (outbox_id, link_id, attempt_id);

-- An object of a sales system word for word, before anybody tried to understand it.
CREATE TABLE heard (
  heard_id @ID@ PRIMARY KEY,
  link_id BIGINT NOT NULL,
  source TEXT NOT NULL,               -- what kind of thing it is there
  remote_id TEXT NOT NULL,
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT,                          -- NULL: it is gone over there
  state TEXT NOT NULL CHECK (state IN ('new', 'read', 'nonsense')),
  why TEXT NOT NULL,
  received_us BIGINT NOT NULL);
CREATE INDEX heard_object ON heard (link_id, source, remote_id, heard_id);
CREATE INDEX heard_new ON heard (link_id, heard_id) WHERE state = 'new';

-- The rows of the contract that the last version of an object made.
CREATE TABLE heard_row (
  link_id BIGINT NOT NULL,
  source TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  entity TEXT NOT NULL,
  row_id TEXT NOT NULL,
  hash TEXT NOT NULL,                 -- of what the row says, without rev and time
  body TEXT NOT NULL,
  PRIMARY KEY (link_id, source, remote_id, entity, row_id)) @CLUSTERED@;

-- What ours is called over there.
CREATE TABLE link_ref (
  link_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  ours TEXT NOT NULL,
  remote TEXT NOT NULL,
  PRIMARY KEY (link_id, kind, ours)) @CLUSTERED@;
CREATE INDEX link_ref_remote ON link_ref (link_id, kind, remote);

-- Which gateway may write. Each new holder has a new epoch, and whoever writes says his: of one that was replaced nothing is taken.
CREATE TABLE gateway_lease (
  name TEXT PRIMARY KEY NOT NULL,
  holder TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  until_us BIGINT NOT NULL) @CLUSTERED@;
INSERT INTO gateway_lease (name, holder, epoch, until_us) VALUES ('gateway', '', 0, 0);
DELETE FROM feed_cursor WHERE feed = 'gateway';

-- Between whom, and what a person said about it.
ALTER TABLE conflict ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE conflict ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE conflict ADD COLUMN decision TEXT NOT NULL DEFAULT '';
CREATE INDEX conflict_about ON conflict (entity, remote_id) WHERE open = 1;
