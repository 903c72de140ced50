/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/reservations.h"
#include "fill.h"

void
fo_line_set_wishes (FoTxn *txn, const FoLine *line)
{
  fo_txn_write (txn, FO_SQL_LINE_SET_WISHES, 1, FO_VALUES (FO_INT (line->id), FO_TEXT (line->owner), FO_INT (line->flags)));
}

void
fo_line_set_flags (FoTxn *txn, FoLine *line, int32_t set, int32_t clear)
{
  int32_t flags = (line->flags | set) & ~clear;

  if (flags == line->flags)
    return;
  line->flags = flags;
  fo_txn_write (txn, FO_SQL_LINE_SET_FLAGS, 1, FO_VALUES (FO_INT (line->id), FO_INT (flags), FO_INT (fo_line_missing (line) > 0 && !(flags & FO_LINE_LAPSED))));
}

/* ---- lots and where they lie ------------------------------------------------------------------------------------------------ */

bool
fo_lots_of_owner (FoTxn *txn, FoId item, const char *owner, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOTS_OF_OWNER, FO_VALUES (FO_INT (item), FO_TEXT (owner)), fo_fill_lot, lots, error);
}

static void
fill_open (FoRows *rows, gpointer ret)
{
  *(FoOpenLot *) ret = (FoOpenLot){ fo_rows_int (rows, 0), fo_rows_int (rows, 1),
                                    fo_usable_until_from_key (fo_rows_text (rows, 2)), fo_rows_int (rows, 3) };
}

bool
fo_open_at_places (FoTxn *txn, FoId lot, GArray *open, GError **error)
{
  return fo_fill_all (txn, FO_SQL_OPEN_AT_PLACES, FO_VALUES (FO_INT (lot)), fill_open, open, error);
}

bool
fo_holds_of_item (FoTxn *txn, FoId item, GArray *holds, GError **error)
{
  return fo_fill_all (txn, FO_SQL_HOLDS_OF_ITEM, FO_VALUES (FO_INT (item)), fo_fill_hold, holds, error);
}

static void
fill_held_lot (FoRows *rows, gpointer ret)
{
  *(FoHeldLot *) ret = (FoHeldLot){ fo_rows_int (rows, 0), fo_rows_int (rows, 1) };
}

bool
fo_holds_expired (FoTxn *txn, FoDay today, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_HOLDS_EXPIRED, FO_VALUES (FO_DAY (today)), fill_held_lot, lots, error);
}

/* ---- refused lots ----------------------------------------------------------------------------------------------------------- */

void
fo_refusal_add (FoTxn *txn, const FoRefusal *refusal)
{
  fo_txn_write (txn, FO_SQL_REFUSED_ADD, FO_ANY,
                FO_VALUES (FO_INT (refusal->id), FO_INT (refusal->operation), FO_ID (refusal->line), FO_TEXT (refusal->customer),
                           FO_INT (refusal->item), FO_INT (refusal->lot), FO_TEXT (refusal->reason)));
}

void
fo_refusal_remove (FoTxn *txn, const FoRefusal *refusal)
{
  if (refusal->line)
    fo_txn_write (txn, FO_SQL_REFUSED_REMOVE_LINE, FO_ANY, FO_VALUES (FO_INT (refusal->line), FO_INT (refusal->lot)));
  else
    fo_txn_write (txn, FO_SQL_REFUSED_REMOVE_CUSTOMER, FO_ANY,
                  FO_VALUES (FO_TEXT (refusal->customer), FO_INT (refusal->item), FO_INT (refusal->lot)));
}

static void
fill_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

bool
fo_lots_refused (FoTxn *txn, FoId line, const char *customer, FoId item, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_REFUSED_OF_LINE, FO_VALUES (FO_INT (line)), fill_id, lots, error)
         && (!customer[0]
             || fo_fill_all (txn, FO_SQL_REFUSED_OF_CUSTOMER, FO_VALUES (FO_TEXT (customer), FO_INT (item)), fill_id, lots, error));
}

static void
fill_line (FoRows *rows, gpointer ret)
{
  *(FoWaiting *) ret = (FoWaiting){ fo_rows_int (rows, 0), fo_rows_int (rows, 1) };
}

bool
fo_lines_of_customer (FoTxn *txn, const char *customer, FoId item, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LINES_OF_CUSTOMER, FO_VALUES (FO_TEXT (customer), FO_INT (item)), fill_line, lines, error);
}

/* ---- what was promised and is lost ------------------------------------------------------------------------------------------ */

void
fo_broken_add (FoTxn *txn, FoId id, FoId operation, FoId line, FoQuantity quantity_u)
{
  fo_txn_write (txn, FO_SQL_BROKEN_ADD, 1, FO_VALUES (FO_INT (id), FO_INT (operation), FO_INT (line), FO_INT (quantity_u)));
}

void
fo_broken_close (FoTxn *txn, FoId line, FoId operation)
{
  fo_txn_write (txn, FO_SQL_BROKEN_CLOSE_LINE, FO_ANY, FO_VALUES (FO_INT (line), FO_INT (operation)));
}

FoFound
fo_broken_find (FoTxn *txn, FoId broken, FoId *ret_line, GError **error)
{
  return fo_fill_one (txn, FO_SQL_BROKEN_BY_ID, FO_VALUES (FO_INT (broken)), fill_id, ret_line, error);
}

static void
fill_broken (FoRows *rows, gpointer ret)
{
  FoBroken *broken = ret;

  memset (broken, 0, sizeof *broken);
  broken->id = fo_rows_int (rows, 0);
  broken->line_id = fo_rows_int (rows, 1);
  broken->order_id = fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, broken->order, sizeof broken->order);
  fo_rows_copy (rows, 4, broken->deal, sizeof broken->deal);
  fo_rows_copy (rows, 5, broken->customer, sizeof broken->customer);
  broken->item_id = fo_rows_int (rows, 6);
  broken->lost_u = fo_rows_int (rows, 7);
  broken->missing_u = fo_rows_int (rows, 8);
  fo_rows_copy (rows, 9, broken->why, sizeof broken->why);
  broken->day = fo_rows_day (rows, 10);
  fo_rows_copy (rows, 11, broken->person, sizeof broken->person);
  fo_rows_copy (rows, 12, broken->station, sizeof broken->station);
  fo_rows_copy (rows, 13, broken->item, sizeof broken->item);
  fo_rows_copy (rows, 14, broken->unit, sizeof broken->unit);
  broken->waits_u = fo_rows_int (rows, 15);
  broken->ready_on = fo_rows_day (rows, 16);
}

bool
fo_broken_page (FoTxn *txn, FoId after, guint limit, GArray *broken, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BROKEN_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_broken, broken, error);
}

/* ---- until when ------------------------------------------------------------------------------------------------------------- */

static void
fill_day (FoRows *rows, gpointer ret)
{
  *(FoDay *) ret = fo_rows_day (rows, 0);
}

bool
fo_order_validity (FoTxn *txn, FoId order, FoDay *ret_until, GError **error)
{
  *ret_until = FO_DAY_NONE;
  return fo_fill_one (txn, FO_SQL_VALIDITY_GET, FO_VALUES (FO_INT (order)), fill_day, ret_until, error) != FO_FAILED;
}

void
fo_order_set_validity (FoTxn *txn, FoId order, FoDay until)
{
  if (until == FO_DAY_NONE)
    fo_txn_write (txn, FO_SQL_VALIDITY_DELETE, FO_ANY, FO_VALUES (FO_INT (order)));
  else
    fo_txn_write (txn, FO_SQL_VALIDITY_SET, 1, FO_VALUES (FO_INT (order), FO_DAY (until)));
}

static void
fill_said (FoRows *rows, gpointer ret)
{
  char day[FO_DAY_TEXT_MAX];

  fo_rows_copy (rows, 0, day, sizeof day);
  if (fo_day_parse_iso (day, ret) != FO_OK)
    *(FoDay *) ret = FO_DAY_NONE;
}

bool
fo_order_validity_said (FoTxn *txn, FoId order, FoDay *ret_until, GError **error)
{
  *ret_until = FO_DAY_NONE;
  return fo_fill_one (txn, FO_SQL_VALIDITY_SAID, FO_VALUES (FO_INT (order)), fill_said, ret_until, error) != FO_FAILED;
}

void
fo_order_say_validity (FoTxn *txn, FoId order, FoDay until)
{
  char day[FO_DAY_TEXT_MAX] = "";

  if (until != FO_DAY_NONE)
    fo_day_print_iso (until, day);
  fo_txn_write (txn, FO_SQL_VALIDITY_SAY, 1, FO_VALUES (FO_INT (order), FO_TEXT (day)));
}

static void
fill_validity (FoRows *rows, gpointer ret)
{
  *(FoValidity *) ret = (FoValidity){ fo_rows_int (rows, 0), fo_rows_day (rows, 1) };
}

bool
fo_validities (FoTxn *txn, const FoValidity *after, FoDay until, guint limit, GArray *list, GError **error)
{
  char day[FO_DAY_TEXT_MAX] = "";

  if (after)
    fo_day_print_iso (after->until, day);
  return fo_fill_all (txn, FO_SQL_VALIDITY_UNTIL,
                      FO_VALUES (FO_TEXT (day), FO_INT (after ? after->order_id : 0), FO_DAY (until), FO_INT (limit)), fill_validity,
                      list, error);
}

/* ---- stations --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  gint64 at_us;
  char *person;
} Last;

static void
fill_last (FoRows *rows, gpointer ret)
{
  Last *last = ret;

  last->at_us = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, last->person, FO_NUMBER_MAX);
}

FoFound
fo_station_last (FoTxn *txn, const char *station, gint64 *ret_at_us, char *person, GError **error)
{
  Last last = { .person = person };
  FoFound found = fo_fill_one (txn, FO_SQL_STATION_LAST, FO_VALUES (FO_TEXT (station)), fill_last, &last, error);

  if (found == FO_FOUND)
    *ret_at_us = last.at_us;
  return found;
}
