-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who says what becomes of messages and disagreements, and who sets links up.

INSERT INTO permission (act, roles, second) VALUES
  ('decide-sending', ' lead administrator ', 0), ('decide-conflict', ' lead administrator ', 0),
  ('send-again', ' picker receiver lead administrator gateway ', 0), ('wish-compare', ' picker receiver lead administrator gateway ', 0),
  ('set-link', ' administrator ', 0), ('switch-link', ' administrator ', 0), ('set-channel', ' administrator ', 0),
  ('set-sync-keep', ' administrator ', 0), ('set-idle-lock', ' administrator ', 0),
  ('table:link', ' administrator gateway ', 0);
