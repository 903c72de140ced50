-- SPDX-License-Identifier: GPL-3.0-or-later
-- What sales has said last of the day until which an order's promises hold; '' for good. A lead may change that day (order_validity), and
-- sales' same word, heard again with every change of the order, does not change it back.
CREATE TABLE order_validity_said (
  order_id @ID@ PRIMARY KEY REFERENCES sales_order,
  valid_until TEXT NOT NULL);
