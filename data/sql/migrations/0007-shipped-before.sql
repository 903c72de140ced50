-- SPDX-License-Identifier: GPL-3.0-or-later
-- What of a line had left before this warehouse knew of it: part of shipped_u, without a shipment of ours.
ALTER TABLE order_line ADD COLUMN shipped_before_u BIGINT NOT NULL DEFAULT 0;
