/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/kit.h"
#include <assert.h>

bool
fo_kit_needs (FoQuantity per_kit_u, FoQuantity kits_u, FoQuantity *ret_u)
{
  return fo_quantity_is_whole (kits_u) && fo_quantity_times (per_kit_u, kits_u / FO_ONE, ret_u);
}

FoQuantity
fo_kit_whole (FoQuantity per_kit_u, FoQuantity got_u)
{
  FoQuantity kits;

  assert (per_kit_u > 0);
  kits = got_u > 0 ? got_u / per_kit_u : 0;
  return kits < FO_QUANTITY_MAX / FO_ONE ? kits * FO_ONE : FO_QUANTITY_MAX;
}

FoQuantity
fo_kit_surplus (FoQuantity per_kit_u, FoQuantity whole_u, FoQuantity got_u)
{
  FoQuantity needs_u;

  if (!fo_kit_needs (per_kit_u, whole_u, &needs_u) || needs_u >= got_u)
    return 0;
  return got_u - needs_u;
}

static const FoLine *
line_of (const FoKitPart *part, const FoLine *lines, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (lines[i].id == part->line_id)
      return &lines[i];
  return NULL;
}

/* What a component has of these kinds, each with those before it: shipped, picked, held, promised from stock, from a supply. */
#define KINDS 5
static void
add_up (const FoLine *line, FoQuantity sums[KINDS])
{
  sums[0] = line->shipped_u;
  sums[1] = sums[0] + line->picked_u;
  sums[2] = sums[1] + line->held_u;
  sums[3] = sums[2] + line->promised_u - line->from_supply_u;
  sums[4] = sums[3] + line->from_supply_u;
}

void
fo_kit_quantities (FoLine *kit, const FoKitPart *parts, size_t n, const FoLine *lines, size_t n_lines)
{
  FoQuantity whole[KINDS] = { 0 }, sums[KINDS];
  bool first = true;

  for (size_t i = 0; i < n; i++) {
    const FoLine *line = parts[i].kit_line == kit->id ? line_of (&parts[i], lines, n_lines) : NULL;

    if (!line)
      continue;
    add_up (line, sums);
    for (int k = 0; k < KINDS; k++) {
      FoQuantity kits_u = fo_kit_whole (parts[i].per_kit_u, sums[k]);
      whole[k] = first || kits_u < whole[k] ? kits_u : whole[k];
    }
    first = false;
  }
  kit->shipped_u = whole[0];
  kit->picked_u = whole[1] - whole[0];
  kit->held_u = whole[2] - whole[1];
  kit->promised_u = whole[4] - whole[2];
  kit->from_supply_u = whole[4] - whole[3];
}
