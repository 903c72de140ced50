-- SPDX-License-Identifier: GPL-3.0-or-later
-- The contract with a sales database. Its administrator makes the views below from whatever tables there are, and one table.
-- We read the views and insert into the table; nothing else is ever touched.
--
-- Each view has
--   id          what that row is called for ever; text or number
--   rev         a whole number that grows whenever the row changes
--   changed_at  when it last changed, UTC: timestamp with time zone in PostgreSQL, text YYYY-MM-DDTHH:MM:SS.sssZ in SQLite.
--               The last minutes are read again and again, so a row may become visible a little later than its time says
--   deleted     1 or true when it is gone. An order that was called off is deleted
-- Quantities are decimal text ("2.5"), days YYYY-MM-DD, yes and no 1 and 0 or true and false. NULL is "nothing said".
--
--   fo_items        code, name, name_de, name_en, unit, kind (goods, service, kit), variant, tracking (none, lot, expiry: by lot
--                   with a last usable day; serial, lot-serial: each unit has a serial number; serial-shipment,
--                   lot-serial-shipment: which is asked only when it leaves), issue_order (fefo, fifo), shelf_life_days, certificate (none, before, after), marked
--   fo_kit_lines    item_id (the kit), component_id, quantity (of the component, for one kit)
--   fo_substitutes  item_id, instead_id (what may leave instead of it, never silently), quantity (of those), stands_for (so much of the
--                   item; both 1 when nothing is said), priority (lower is offered first), asks (nobody, lead, sales: whose consent it
--                   takes where the order's line says nothing; sales when nothing is said)
--   fo_customers    name (as the orders name him), min_life_days, blocked, credit
--   fo_barcodes     item_id, code, quantity (what one scan of it counts)
--   fo_orders       number, deal, customer, channel, sales_state (in the firm's own words), gate (open, closed; NULL is open),
--                   due_on, ship_complete, warehouse, reference (the warehouse's number of an order that it opened itself while
--                   sales was down and that was entered here since: W-000017), valid_until (the day until which what is promised to it is kept;
--                   'none': for good; NULL: nothing said, and the lead's own word stays)
--   fo_order_lines  order_id, item_id, kind (of the item), quantity, cancelled, source (stock, production, purchase),
--                   min_life_days (days, or 66% of the item's shelf life as text), lot_wanted, owner (whose goods it takes; NULL or
--                   '': the house's), substitutes (1: the customer takes other goods instead, 0: he does not; NULL: nothing said)
--   fo_supply       kind (production, purchase), number, partner (who delivers: the supplier, or the workshop), item_id, quantity,
--                   order_line_id, dedicated, progress_percent, ready_on, state (open, closed, cancelled), reference (the
--                   warehouse's number of what it opened or proposed)
--   fo_availability order_id, order_line_id (both may be NULL), item_id, quantity, note: is it really there? A person looks, and
--                   the answer comes as availability.answer
--
--   fo_documents    order_id, kind (upd, torg12, invoice or what the firm calls it), number, issued_on, file (a path or an address),
--                   ready (0 while it is being made): the papers of sales that go with the goods of an order
--
-- A line of a kit is a line like any other; the warehouse keeps its components together and speaks of the kit only. A customer's
-- credit opens the gate of his orders and his block closes it; his min_life_days counts where a line has none of its own.
--
-- and the table is
--   fo_inbox        op_id (primary key; text or uuid), op, body (JSON as text or jsonb), created_at
--
-- op is reserve.set, order.state, shipment.create, shipment.cancel, receipt.create or production.receipt. Quantities in a body are absolute, lots
-- are named with their last usable day. A line of a shipment of marked goods has "codes", the marking code of each unit with its
-- separators (character 29), one of goods with serial numbers has "serials", and "cartons", the codes of cartons that left whole. An op_id comes at most once; what came is never
-- changed or taken back. The training scripts beside this file show a whole example, and how to turn the bodies into rows.
--
-- A shipment that left in cartons has "cartons": [{"sscc", "n" (the order's first, second …), "weight" (kg, gross; left out when nobody
-- weighed it), "packaging", "contents": [{"line", "item", "lot", "expires_on", "quantity", "codes" (of units that have one)}]}].
-- shipment.cancel has "shipment", "order", "number", "deal" and "cancelled_on": that shipment did not leave after all. It comes behind the
-- shipment.create it takes back, and its number is not used again.

-- Goods that leave instead of others are told of under the line they stand for, with the item that leaves and "instead_of": {"item" (that
-- was ordered), "quantity" (of what leaves), "stands_for" (so much of it)}. In reserve.set such a line has its own quantities and
-- "instead": [{"item", "quantity", "stands_for", "promised", "from_supply", "held", "picked", "shipped", "missing"}].
-- line.substitute: a person took other goods for a part of a line. "order" (id), "number", "deal", "line", "item", "quantity", "instead",
--   "instead_quantity", "reason", "person", "day". Negative: it was given back; then "undoes" where it was undone.
-- substitute.ask: the same, before anything is done: may they? Sales answers by the line's substitutes.

-- availability.answer: what a person has seen. "question" (its id; "" when it was asked here), "order" (id), "number", "deal", "item", "asked",
--   "lots": [{"lot", "expires_on", "quantity"}], "found", and "substitutes" where less is there than was asked for: [{"item", "quantity",
--   "stands_for", "free"}]. With "recalled" true: the answer that came for this question does not hold, it is looked into again.
-- order.open, supply.open: entered here while sales was down; it enters it with our "number" as its reference. An order has "customer",
--   "deal", "due_on" and "lines": [{"item", "quantity"}]; a supply "kind", "item", "quantity", "partner", "ready_on".
-- order.cancel: what order.open told of is not wanted after all: "number", "customer", "deal". An order that sales has entered with that
--   reference it calls off; one that it has not it never enters. It comes only for an order that nothing has left of.
-- supply.propose, supply.cancel: what is missing shall be made or bought, or not any more. "number", "kind", "item", "quantity", and of a
--   proposal "order", "deal", "line", "needed_on".

-- return.create: goods came back into quarantine. "return" is its number for ever, "proved" whether they were shipped; then
--   "shipment", "order" (id), "number" and "deal" are there. "customer", "reason" (damaged, wrong-item, not-needed, quality, expired,
--   other), "returned_on", and one line: "line", "item", "lot", "expires_on", "quantity" (negative: it was taken back), "codes".
-- return.decide: what becomes of them. "return", "decision" (stock, scrap, to-supplier, repair), "item", "lot", "expires_on",
--   "quantity", "reason".
-- claim.set: what a customer is not content with, as it stands now: told when it is opened and at every step. "claim" (its number for
--   ever), "kind" (shortage, damage, wrong-item, quality), "state" (open, accepted, refused, settled), "order" (id), "number", "deal",
--   "customer", "said", "answer", "opened_on", "person", "day"; and where they are known "shipment", "line", "item", "lot",
--   "expires_on", "carton", "quantity". A later one replaces the earlier ones of the claim.
-- lot.correct: a lot that was told of is called otherwise, or ends on another day. "item", "was" {"lot", "expires_on"}, "lot",
--   "expires_on", "merged" (its goods are now of a lot that was there), "reason". What was told of the old one is of the new one.
-- count.difference: a place has more or less than the book says. "item", "lot", "expires_on", "place", "before", "after",
--   "difference", "reason" (count; they-are-here: found while picking; not-found, damaged, blocked-way, label-missing, other:
--   missed while picking), "person", "day", "codes" of units that were not found.
-- write.off, internal.issue: goods left for another reason than an order. "item", "lot", "expires_on", "place", "quantity" (negative:
--   it was taken back), "reason" (damaged, expired, defect, recalled, other; of an issue what for: production, service, sample,
--   repair, other), "deal" where it is known, "person", "day", "codes".
-- production.issue: material for a production order, "supply" its number; the rest as of write.off. Negative: it came back.
-- transfer: goods went to another warehouse, or came from one. "number", "direction" (out, in), "partner", "state" (under-way,
--   arrived), "made_on", "person", "day", and "lines": "item", "lot", "expires_on", "announced", "moved".
-- Each of these that undoes another has "undoes", and its quantity the opposite sign.

-- A message that is refused because its period is closed is refused with words that begin with "period closed". A person then gives
-- it another day, and it comes again as the same op_id with "booked_on" in its body.
--
-- lot.create: a lot that was born here. "item", "lot", "expires_on", "produced_on", "supplier_lot" where it has another number there.
-- barcode.create: a code that the warehouse has learned. "item", "code", "quantity" (what one scan of it counts); "forgotten" when it
--   means nothing any more.
--
-- Old databases may lack the views fo_kit_lines, fo_substitutes, fo_customers, fo_documents and fo_availability, and every column but id, rev,
-- changed_at, deleted and what an order, a line, an item, a barcode or a supply is not without: what is not there is not said. One
-- view more helps to compare: fo_stock: item (its code), lot, on_hand (what sales believes is on the shelves).

-- name: COLUMNS_SQLITE
SELECT name FROM pragma_table_info ($1)

-- name: COLUMNS_POSTGRES
SELECT attname FROM pg_attribute
WHERE attrelid = to_regclass ($1) AND attnum > 0 AND NOT attisdropped AND has_table_privilege (attrelid, 'SELECT')

-- name: MAY_INSERT_POSTGRES
SELECT has_table_privilege (to_regclass ('fo_inbox'), 'INSERT, SELECT')

-- name: SENT_SINCE
SELECT op_id, op, CAST (body AS TEXT) AS body FROM fo_inbox WHERE created_at >= $1 ORDER BY op_id

-- name: OPEN_ORDERS
SELECT id, number, deleted FROM fo_orders

-- name: STOCK
SELECT item, lot, on_hand FROM fo_stock

-- name: NOW
SELECT CURRENT_TIMESTAMP AS now

-- name: READ_ITEMS
SELECT id, rev, changed_at, deleted, code, name, name_de, name_en, unit, kind, variant, tracking, issue_order, shelf_life_days,
       certificate, marked
FROM fo_items WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: ONE_ITEM
SELECT id, rev, changed_at, deleted, code, name, name_de, name_en, unit, kind, variant, tracking, issue_order, shelf_life_days,
       certificate, marked
FROM fo_items WHERE CAST (id AS TEXT) = $1

-- name: READ_BARCODES
SELECT id, rev, changed_at, deleted, item_id, code, quantity
FROM fo_barcodes WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_KIT_LINES
SELECT id, rev, changed_at, deleted, item_id, component_id, quantity
FROM fo_kit_lines WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_SUBSTITUTES
SELECT id, rev, changed_at, deleted, item_id, instead_id, quantity, stands_for, priority, asks
FROM fo_substitutes WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_CUSTOMERS
SELECT id, rev, changed_at, deleted, name, min_life_days, blocked, credit
FROM fo_customers WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_AVAILABILITY
SELECT id, rev, changed_at, deleted, order_id, order_line_id, item_id, quantity, note
FROM fo_availability WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_DOCUMENTS
SELECT id, rev, changed_at, deleted, order_id, kind, number, issued_on, file, ready
FROM fo_documents WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: READ_ORDERS
SELECT id, rev, changed_at, deleted, number, deal, customer, channel, sales_state, gate, due_on, ship_complete, warehouse, reference,
       valid_until
FROM fo_orders WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: ONE_ORDER
SELECT id, rev, changed_at, deleted, number, deal, customer, channel, sales_state, gate, due_on, ship_complete, warehouse, reference,
       valid_until
FROM fo_orders WHERE CAST (id AS TEXT) = $1

-- name: READ_ORDER_LINES
SELECT id, rev, changed_at, deleted, order_id, item_id, kind, quantity, cancelled, source, min_life_days, lot_wanted, owner, substitutes
FROM fo_order_lines WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: ONE_ORDER_LINE
SELECT id, rev, changed_at, deleted, order_id, item_id, kind, quantity, cancelled, source, min_life_days, lot_wanted, owner, substitutes
FROM fo_order_lines WHERE CAST (id AS TEXT) = $1

-- name: READ_SUPPLY
SELECT id, rev, changed_at, deleted, kind, number, partner, item_id, quantity, order_line_id, dedicated, progress_percent, ready_on,
       state, reference
FROM fo_supply WHERE changed_at >= $1 OR changed_at IS NULL ORDER BY changed_at

-- name: SEND
INSERT INTO fo_inbox (op_id, op, body, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (op_id) DO NOTHING

-- Of fewer messages the last one is said again, which changes nothing.
-- name: SEND_SOME
INSERT INTO fo_inbox (op_id, op, body, created_at) VALUES
  ($1, $2, $3, $4), ($5, $6, $7, $8), ($9, $10, $11, $12), ($13, $14, $15, $16), ($17, $18, $19, $20),
  ($21, $22, $23, $24), ($25, $26, $27, $28), ($29, $30, $31, $32), ($33, $34, $35, $36), ($37, $38, $39, $40),
  ($41, $42, $43, $44), ($45, $46, $47, $48), ($49, $50, $51, $52), ($53, $54, $55, $56), ($57, $58, $59, $60),
  ($61, $62, $63, $64), ($65, $66, $67, $68), ($69, $70, $71, $72), ($73, $74, $75, $76), ($77, $78, $79, $80),
  ($81, $82, $83, $84), ($85, $86, $87, $88), ($89, $90, $91, $92), ($93, $94, $95, $96), ($97, $98, $99, $100)
ON CONFLICT (op_id) DO NOTHING

-- name: FIND_SOME
SELECT op_id, op, CAST (body AS TEXT) AS body FROM fo_inbox
WHERE op_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)

-- name: FIND
SELECT op, CAST (body AS TEXT) AS body FROM fo_inbox WHERE op_id = $1
