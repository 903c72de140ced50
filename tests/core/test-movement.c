/* SPDX-License-Identifier: GPL-3.0-or-later
 * Movements: every kind from every kind of place to every other, against the written-out table. */
#include "cells.h"
#include "firstout/core/movement.h"

TEST_NAMES (FoMoveKind,
            move_kind,
            FALSE,
            "opening",
            "receipt",
            "production",
            "put-away",
            "move",
            "pick",
            "put-back",
            "ship",
            "found",
            "lost",
            "return",
            "scrap",
            "to-supplier",
            "issue",
            "material",
            "material-back",
            "transfer-out",
            "transfer-in",
            "relabel-out",
            "relabel-in",
            "undo")
CELL_OF (FoMoveKind, move_kind)
CELL_OF (FoPlaceKind, place_kind)

typedef gboolean Written[FO_N_MOVES][FO_N_PLACE_KINDS][FO_N_PLACE_KINDS];

static void
read_row (const FoTableRow *row, gpointer data)
{
  gboolean (*written)[FO_N_PLACE_KINDS][FO_N_PLACE_KINDS] = data;
  g_auto (GStrv) to = g_strsplit (row->cells[2], " ", -1);

  for (char **name = to; *name; name++) {
    FoPlaceKind kind;

    if (!fo_place_kind_parse (*name, &kind))
      fo_row_fail (row, "“%s” is no kind of place", *name);
    else
      written[cell_move_kind (row, 0)][cell_place_kind (row, 1)][kind] = TRUE;
  }
}

static void
expect (FoMoveKind kind, FoPlaceKind from, FoPlaceKind to, bool same, FoVerdict expected)
{
  FoVerdict got = fo_move_allowed (kind, from, to, same);

  if (got != expected) {
    g_test_message ("%s from %s to %s%s: %s, not %s", fo_move_kind_name (kind), fo_place_kind_name (from),
                    fo_place_kind_name (to), same ? " (the same place)" : "", fo_verdict_name (got),
                    fo_verdict_name (expected));
    g_test_fail ();
  }
}

/* The kind of place it was before it was blocked. */
static int
opened (int kind)
{
  return kind == FO_PLACE_SHUT ? FO_PLACE_BIN : kind;
}

static void
test_table (void)
{
  static Written written;

  fo_table_run ("movement.table", 3, read_row, written);
  for (int kind = 0; kind < FO_N_MOVES; kind++)
    for (int from = 0; from < FO_N_PLACE_KINDS; from++)
      for (int to = 0; to < FO_N_PLACE_KINDS; to++)
        expect ((FoMoveKind) kind, (FoPlaceKind) from, (FoPlaceKind) to, false,
                written[kind][from][to]                                                      ? FO_OK
                : kind != FO_MOVE_UNDO && written[kind][opened (from)][opened (to)]          ? FO_PLACE_BLOCKED
                                                                                             : FO_MOVEMENT_FORBIDDEN);
}

/* Nothing moves from a place to itself, and that is said even where the kind would be forbidden too. */
static void
test_same_place (void)
{
  for (int kind = 0; kind < FO_N_MOVES; kind++)
    for (int place = 0; place < FO_N_PLACE_KINDS; place++)
      expect ((FoMoveKind) kind, (FoPlaceKind) place, (FoPlaceKind) place, true, FO_SAME_PLACE);
}

/* Every movement can be undone, and an undo never makes goods out of nothing: one of its ends is a shelf. */
static void
test_undo (void)
{
  for (int from = 0; from < FO_N_PLACE_KINDS; from++)
    for (int to = 0; to < FO_N_PLACE_KINDS; to++) {
      if (!fo_place_is_real ((FoPlaceKind) from) && !fo_place_is_real ((FoPlaceKind) to))
        expect (FO_MOVE_UNDO, (FoPlaceKind) from, (FoPlaceKind) to, false, FO_MOVEMENT_FORBIDDEN);
      for (int kind = 0; kind < FO_MOVE_UNDO; kind++)
        if (fo_move_allowed ((FoMoveKind) kind, (FoPlaceKind) from, (FoPlaceKind) to, false) == FO_OK)
          expect (FO_MOVE_UNDO, (FoPlaceKind) to, (FoPlaceKind) from, false, FO_OK);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/movement/names", test_move_kind_names);
  g_test_add_func ("/core/movement/table", test_table);
  g_test_add_func ("/core/movement/same-place", test_same_place);
  g_test_add_func ("/core/movement/undo", test_undo);
  return g_test_run ();
}
