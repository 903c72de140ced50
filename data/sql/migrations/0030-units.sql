-- SPDX-License-Identifier: GPL-3.0-or-later
-- For which line a unit was picked, and with which shipment it had left, before a step: what an undoing gives back. 0: none; NULL: of
-- steps from before this was kept.
ALTER TABLE unit_step ADD COLUMN line_before BIGINT;
ALTER TABLE unit_step ADD COLUMN shipment_before BIGINT;
