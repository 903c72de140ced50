-- SPDX-License-Identifier: GPL-3.0-or-later
-- The message that last told sales what is reserved for an order. While it waits, a newer one takes its place.
ALTER TABLE sales_order ADD COLUMN reserve_told BIGINT;
