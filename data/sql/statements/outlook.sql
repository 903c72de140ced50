-- SPDX-License-Identifier: GPL-3.0-or-later

-- Behind a day, '~' stands after every key that begins with it.
-- name: ENDINGS_OF_ITEM
SELECT lot_id, place_id, usable_until, usable, on_hand_u, held_u
FROM balance WHERE item_id = $1 AND issue_key < $2 AND on_hand_u > 0 ORDER BY item_id, issue_key, lot_id, place_id
