/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/kits.h"
#include "fill.h"

static void
fill_component (FoRows *rows, gpointer ret)
{
  FoKitLine *line = ret;

  line->kit = 0;
  line->component = fo_rows_int (rows, 0);
  line->quantity_u = fo_rows_int (rows, 1);
}

bool
fo_kit_lines (FoTxn *txn, FoId kit, GArray *lines, GError **error)
{
  guint before = lines->len;

  if (!fo_fill_all (txn, FO_SQL_KIT_LINES, FO_VALUES (FO_INT (kit)), fill_component, lines, error))
    return false;
  for (guint i = before; i < lines->len; i++)
    g_array_index (lines, FoKitLine, i).kit = kit;
  return true;
}

static void
fill_kit_line (FoRows *rows, gpointer ret)
{
  FoKitLine *line = ret;

  line->kit = fo_rows_int (rows, 0);
  line->component = fo_rows_int (rows, 1);
  line->quantity_u = fo_rows_int (rows, 2);
}

bool
fo_kit_page (FoTxn *txn, const FoKitLine *after, guint limit, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_KIT_PAGE,
                      FO_VALUES (FO_INT (after ? after->kit : 0), FO_INT (after ? after->component : 0), FO_INT (limit)),
                      fill_kit_line, lines, error);
}

void
fo_kit_line_set (FoTxn *txn, const FoKitLine *line, const char *remote_id)
{
  if (remote_id)
    fo_txn_write (txn, FO_SQL_KIT_LINE_FORGET, FO_ANY,
                  FO_VALUES (FO_TEXT (remote_id), FO_INT (line->kit), FO_INT (line->component)));
  if (line->quantity_u > 0)
    fo_txn_write (txn, FO_SQL_KIT_LINE_SET, 1,
                  FO_VALUES (FO_INT (line->kit), FO_INT (line->component), FO_INT (line->quantity_u), FO_TEXT (remote_id)));
  else
    fo_txn_write (txn, FO_SQL_KIT_LINE_DELETE, FO_ANY, FO_VALUES (FO_INT (line->kit), FO_INT (line->component)));
}

static void
fill_part (FoRows *rows, gpointer ret)
{
  FoKitPart *part = ret;

  part->line_id = fo_rows_int (rows, 0);
  part->kit_line = fo_rows_int (rows, 1);
  part->per_kit_u = fo_rows_int (rows, 2);
}

bool
fo_kit_parts_of_order (FoTxn *txn, FoId order, GArray *parts, GError **error)
{
  return fo_fill_all (txn, FO_SQL_KIT_PARTS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_part, parts, error);
}

void
fo_kit_part_insert (FoTxn *txn, FoId order, const FoKitPart *part)
{
  fo_txn_write (txn, FO_SQL_KIT_PART_INSERT, 1,
                FO_VALUES (FO_INT (part->line_id), FO_INT (order), FO_INT (part->kit_line), FO_INT (part->per_kit_u)));
}

void
fo_line_mark (FoTxn *txn, FoLine *line, FoLineFlags flag, bool on)
{
  gint32 flags = on ? line->flags | (gint32) flag : line->flags & ~(gint32) flag;

  if (flags == line->flags)
    return;
  line->flags = flags;
  fo_txn_write (txn, FO_SQL_LINE_MARK, 1, FO_VALUES (FO_INT (line->id), FO_INT (flags)));
}
