/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/promise.h"
#include <assert.h>

FoQuantity
fo_life_free_until (const FoLife *life, FoDay t)
{
  FoQuantity sum = life->free_u;

  assert (t < life->horizon);
  for (size_t i = 0; i < life->n_ending && life->ending[i].day < t; i++)
    sum -= life->ending[i].quantity_u;
  return sum;
}

FoQuantity
fo_life_promised_until (const FoLife *life, FoDay t)
{
  FoQuantity sum = 0;

  for (size_t i = life->n_promised; i > 0 && life->promised[i - 1].day >= t; i--)
    sum += life->promised[i - 1].quantity_u;
  return sum;
}

static FoQuantity
slack (const FoLife *life, FoDay t)
{
  return fo_life_free_until (life, t) - fo_life_promised_until (life, t);
}

FoQuantity
fo_promise_room (const FoLife *life, FoDay t)
{
  FoQuantity room = slack (life, t);

  for (size_t i = 0; i < life->n_promised && life->promised[i].day < t; i++) {
    FoQuantity at = slack (life, life->promised[i].day);
    if (at < room)
      room = at;
  }
  return room > 0 ? room : 0;
}

/* Only days up to the end of the goods lose anything; at each of them the taker's own promise is given back when it counted
 * there. */
FoVerdict
fo_promise_allows_taking (const FoLife *life, FoDay goods_end, FoQuantity quantity_u, FoQuantity own_u, FoDay own_t)
{
  assert (goods_end != FO_DAY_NONE && own_u <= quantity_u);
  for (size_t i = 0; i < life->n_promised && life->promised[i].day <= goods_end; i++) {
    FoDay t = life->promised[i].day;
    FoQuantity given_back_u = own_u > 0 && t <= own_t ? own_u : 0;

    /* A promise that is broken already is not broken by this: only what gets worse is refused. */
    if (slack (life, t) < quantity_u - given_back_u && quantity_u > given_back_u)
      return FO_PROMISED_ELSEWHERE;
  }
  return FO_OK;
}

FoQuantity
fo_promise_taking_room (const FoLife *life, FoDay goods_end, FoDay own_t)
{
  FoQuantity room = INT64_MAX;

  assert (goods_end != FO_DAY_NONE);
  for (size_t i = 0; i < life->n_promised && life->promised[i].day <= goods_end; i++) {
    FoQuantity at = life->promised[i].day > own_t ? slack (life, life->promised[i].day) : INT64_MAX;
    if (at < room)
      room = at > 0 ? at : 0;
  }
  return room;
}

FoQuantity
fo_promise_broken (const FoLife *life)
{
  FoQuantity broken = 0;

  for (size_t i = 0; i < life->n_promised; i++) {
    FoQuantity at = -slack (life, life->promised[i].day);
    if (at > broken)
      broken = at;
  }
  return broken;
}
