-- SPDX-License-Identifier: GPL-3.0-or-later
-- How sales channels call the stages of orders.

-- name: CHANNEL_WORD
SELECT word FROM channel_state WHERE (channel = $1 OR channel = '') AND stage = $2 ORDER BY channel DESC LIMIT 1

-- name: CHANNEL_STAGE
SELECT said.stage FROM (
  SELECT coalesce ((SELECT min (own.stage) FROM channel_state AS own WHERE own.channel = $1 AND own.word = $2),
                   (SELECT min (every.stage) FROM channel_state AS every WHERE every.channel = '' AND every.word = $2)) AS stage
) AS said WHERE said.stage IS NOT NULL

-- name: CHANNEL_WORDS
SELECT channel, stage, word FROM channel_state ORDER BY channel, stage

-- name: CHANNEL_SET
INSERT INTO channel_state (channel, stage, word) VALUES ($1, $2, $3)
ON CONFLICT (channel, stage) DO UPDATE SET word = excluded.word
