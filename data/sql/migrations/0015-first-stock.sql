-- SPDX-License-Identifier: GPL-3.0-or-later
-- First stock and the hand-over.

CREATE INDEX stocktake_place ON stocktake (place_id, stocktake_id);

-- What the next shift is told in words.
CREATE TABLE note (
  note_id @ID@ PRIMARY KEY,           -- the operation that wrote it
  person TEXT NOT NULL,
  station TEXT NOT NULL,
  text TEXT NOT NULL,
  at_us BIGINT NOT NULL);
