-- SPDX-License-Identifier: GPL-3.0-or-later
-- How sales channels call the stages of orders.

-- name: CHANNEL_WORD
SELECT word FROM channel_state WHERE (channel = $1 OR channel = '') AND stage = $2 ORDER BY channel DESC LIMIT 1

-- name: CHANNEL_STAGE
SELECT stage FROM channel_state WHERE (channel = $1 OR channel = '') AND word = $2 ORDER BY channel DESC, stage LIMIT 1

-- name: CHANNEL_WORDS
SELECT channel, stage, word FROM channel_state ORDER BY channel, stage

-- name: CHANNEL_SET
INSERT INTO channel_state (channel, stage, word) VALUES ($1, $2, $3)
ON CONFLICT (channel, stage) DO UPDATE SET word = excluded.word
