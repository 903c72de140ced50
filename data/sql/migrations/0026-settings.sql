-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a warehouse settles for itself is said by whoever administers it.
INSERT INTO permission (act, roles, second) VALUES ('set', ' administrator ', 0);
