/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/announce.h"
#include "fill.h"
#include "firstout/store/orders.h"
#include "store-inside.h"

void
fo_announce_forget (FoTxn *txn)
{
  if (txn->db->ops->forget_announced)
    txn->db->ops->forget_announced (txn->db, 0);
}

void
fo_announce_item_find (FoTxn *txn, FoId id)
{
  fo_txn_announce (txn, FO_SQL_ITEM_BY_ID, FO_VALUES (FO_INT (id)));
}

void
fo_announce_item_life_get (FoTxn *txn, FoId item)
{
  fo_txn_announce (txn, FO_SQL_ITEM_LIFE, FO_VALUES (FO_INT (item)));
}

void
fo_announce_items_of_order (FoTxn *txn, FoId order)
{
  fo_txn_announce (txn, FO_SQL_ITEMS_OF_ORDER, FO_VALUES (FO_INT (order)));
}

void
fo_announce_turn_look (FoTxn *txn, FoId item)
{
  fo_txn_announce (txn, FO_SQL_TURN_LOOK, FO_VALUES (FO_INT (item)));
}

void
fo_announce_place_find (FoTxn *txn, FoId id)
{
  fo_txn_announce (txn, FO_SQL_PLACE_BY_ID, FO_VALUES (FO_INT (id)));
}

void
fo_announce_place_of_kind (FoTxn *txn, FoPlaceKind kind)
{
  fo_txn_announce (txn, FO_SQL_PLACES_OF_KIND, FO_VALUES (FO_TEXT (fo_place_kind_name (kind)), FO_INT (1)));
}

void
fo_announce_lot_find_by_number (FoTxn *txn, FoId item, const char *number)
{
  fo_txn_announce (txn, FO_SQL_LOT_BY_NUMBER, FO_VALUES (FO_INT (item), FO_TEXT (number), FO_TEXT ("")));
}

void
fo_announce_open_lots (FoTxn *txn, FoId item, const FoOpenCursor *cursor, guint limit)
{
  fo_txn_announce (txn, FO_SQL_OPEN_LOTS,
                   FO_VALUES (FO_INT (item), FO_TEXT (cursor->key), FO_INT (cursor->lot_id), FO_INT (cursor->place_id),
                              FO_INT (limit)));
}

void
fo_announce_lines_of_order (FoTxn *txn, FoId order)
{
  fo_txn_announce (txn, FO_SQL_LINES_OF_ORDER, FO_VALUES (FO_INT (order)));
}

void
fo_announce_lines_waiting (FoTxn *txn, FoId item, guint limit)
{
  fo_txn_announce (txn, FO_SQL_LINES_WAITING, FO_VALUES (FO_INT (item), FO_INT (limit)));
}

void
fo_announce_holds_of_order (FoTxn *txn, FoId order)
{
  fo_txn_announce (txn, FO_SQL_HOLDS_OF_ORDER, FO_VALUES (FO_INT (order)));
}

void
fo_announce_shipments_of_order (FoTxn *txn, FoId order)
{
  fo_txn_announce (txn, FO_SQL_SHIPMENTS_OF_ORDER, FO_VALUES (FO_INT (order)));
}

void
fo_announce_promises_of_line (FoTxn *txn, FoId line)
{
  fo_txn_announce (txn, FO_SQL_PROMISES_OF_LINE, FO_VALUES (FO_INT (line)));
}

void
fo_announce_line_find (FoTxn *txn, FoId id)
{
  fo_txn_announce (txn, FO_SQL_LINE_BY_ID, FO_VALUES (FO_INT (id)));
}

void
fo_announce_holds_of_lot (FoTxn *txn, FoId lot)
{
  fo_txn_announce (txn, FO_SQL_HOLDS_OF_LOT, FO_VALUES (FO_INT (lot)));
}

void
fo_announce_order_turn (FoTxn *txn, FoId order)
{
  fo_order_lock (txn, order);
  fo_txn_announce (txn, FO_SQL_ORDER_BY_ID, FO_VALUES (FO_INT (order)));
  fo_announce_lines_of_order (txn, order);
}

void
fo_announce_inbox_versions (FoTxn *txn, const char *entity, const char *remote_id)
{
  fo_txn_announce (txn, FO_SQL_INBOX_VERSIONS, FO_VALUES (FO_TEXT (entity), FO_TEXT (remote_id)));
}

void
fo_announce_item_by_remote (FoTxn *txn, const char *remote_id)
{
  fo_txn_announce (txn, FO_SQL_ITEM_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)));
}

void
fo_announce_turn_for_line (FoTxn *txn, FoId item, FoId line)
{
  fo_txn_lock (txn, FO_SQL_TURN_TAKE, FO_VALUES (FO_INT (item)));
  fo_announce_turn_look (txn, item);
  fo_txn_announce (txn, FO_SQL_REFUSED_OF_LINE, FO_VALUES (FO_INT (line)));
  fo_txn_announce (txn, FO_SQL_SUPPLIES_OF_LINE, FO_VALUES (FO_INT (item), FO_INT (line)));
  fo_txn_announce (txn, FO_SQL_SUPPLIES_WITH_ROOM, FO_VALUES (FO_INT (item), FO_INT (line)));
}

void
fo_announce_operation_request (FoTxn *txn, const char *station, const char *request)
{
  fo_txn_announce (txn, FO_SQL_OPERATION_BY_REQUEST, FO_VALUES (FO_TEXT (request), FO_TEXT (station)));
}

void
fo_announce_line_by_remote (FoTxn *txn, const char *remote_id)
{
  fo_txn_announce (txn, FO_SQL_LINE_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)));
}

void
fo_announce_order_by_remote (FoTxn *txn, const char *remote_id)
{
  fo_txn_announce (txn, FO_SQL_ORDER_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)));
}
