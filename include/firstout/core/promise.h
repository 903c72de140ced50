/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Promises: a quantity of an item is a deal's, the lot is chosen when the pick is released.
 *
 * Honest by one inequality. Let S(t) be what is free (on hand, not held, usable lot, issuing place) and usable until at least
 * day t, and P(t) what is promised from stock as usable until at least t. For every t from today on:   P(t) <= S(t).
 * (It is enough: Hall's theorem on nested sets. A promise for t may be served by any goods usable until t or later, so the sets
 * of goods that may serve are nested, and the condition "no more is asked of the k-th set than it has" is sufficient as well
 * as necessary; the largest P(t) - S(t) is how much goes without goods, however they are dealt out. P only steps at the days of
 * promises, and S falls with t, so it is enough to look at those days.)
 *
 * Two days are not what is written. Goods whose last usable day is not known serve only who asks for no more than today
 * (fo_lot_usable), so they count as ending TODAY. A promise whose day has passed can only be kept with goods that are usable
 * today, so it counts as asking for TODAY. Who fills FoLife, or names the day of goods or of a promise, says it so.
 *
 * Why the oldest satisfying lot may always be bound (FEFO). All promises hold; a line with its own promise (q, t) is released
 * and takes q' <= q from lot L, the one with the earliest last usable day e >= t. Afterwards: for days x <= t both P(x) and S(x)
 * fall by q'; for t < x <= e only S(x) falls, by q'. But no free goods end in [t, e), so before S(x) = S(t), and
 * P(x) <= P(t) - q (the line's own promise counts at t and not at x). So S(x) - q' >= S(t) - q >= P(t) - q >= P(x). For x > e
 * nothing changes. QED. A promise that needs several lots is released lot by lot, each time by the same argument; where
 * promises are broken already, P(x) - S(x) + q' <= P(t) - S(t) says that the shortage does not grow. With FIFO, a wanted lot, a
 * picker's own choice, or more than was promised, the argument fails and fo_promise_allows_taking must be asked; while all
 * promises hold, at least the oldest satisfying lot is then always allowed.
 *
 * Lines that ask for certain lots (a lot by name, all but refused ones, another owner's) are no part of P: the sets of goods that
 * may serve them are not nested with the others, so no sum over days says whether they can be served. They are bound at once: what
 * they get leaves S, is theirs, and the inequality goes on being exact for everybody else. How much they may get: taking q from goods
 * that end on e lowers S(x) for every x <= e and gives nothing back, so the inequality stays true when, for each promised day x, all
 * that is taken of goods ending on x or later is at most S(x) - P(x). These bounds are on nested sets of goods again: a laminar
 * family, whose feasible takings are the independent sets of a matroid, and of those every maximal one is a largest one. So taking
 * from the allowed lots one by one, in ANY order, as much of each as fo_promise_taking_room leaves (with no day of its own),
 * takes as much as can be taken at all: no feasible pin is refused, whatever the issue order. Another owner's goods are neither in S
 * nor in P, and their lines take all there is.
 *
 * A minimum life in percent is turned into days once, by the item's shelf life (fo_min_life_days), before any of this; the day a line asks for
 * only moves when its ship day lies behind, and then it is TODAY plus the life: so a night may break promises (S loses what ended,
 * and P asks for later days), and what is broken is P - S at its largest, as fo_promise_broken says; giving up so much, the least
 * urgent first, leaves the rest true, for giving up only lowers P.
 *
 * The sums come as steps, ascending by day, so that a decision costs the same with ten lots or two thousand. Pure.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"

/* A quantity that ends on a day: goods usable until DAY, or promises that ask for DAY. */
typedef struct {
  FoDay day;
  FoQuantity quantity_u;
} FoLifeStep;

typedef struct {
  FoQuantity free_u;        /* all free goods of the item, whatever their day (expired ones, and unknown days, too) */
  const FoLifeStep *ending; /* those of them that end before HORIZON, ascending; days may repeat */
  size_t n_ending;
  FoDay horizon; /* at least every day of PROMISED, and every day the caller asks about, plus one */
  const FoLifeStep *promised; /* from stock, ascending, none before TODAY; days may repeat */
  size_t n_promised;
} FoLife;

/* S(t): T is before LIFE's horizon. */
FoQuantity fo_life_free_until (const FoLife *life, FoDay t);
/* P(t). */
FoQuantity fo_life_promised_until (const FoLife *life, FoDay t);

/* How much more can be promised as usable until T (TODAY or later) without taking goods from any other promise: the least
 * S(x) - P(x) over TODAY <= x <= T, never below zero. */
FoQuantity fo_promise_room (const FoLife *life, FoDay t);

/* May QUANTITY_U of free goods that end on GOODS_END (TODAY when not known, never FO_DAY_NONE) be taken away (held for a line,
 * scrapped, issued), when the taker gives back OWN_U <= QUANTITY_U of its own promise for OWN_T (0 and any day when it has
 * none)? FO_OK or FO_PROMISED_ELSEWHERE. Where a promise is broken already, only what makes it worse is refused. */
FoVerdict fo_promise_allows_taking (const FoLife *life, FoDay goods_end, FoQuantity quantity_u, FoQuantity own_u, FoDay own_t);

/* The largest quantity of goods that end on GOODS_END which a promise for OWN_T, giving back as much as it takes, may take (OWN_T
 * before every promised day: nothing is given back):
 * fo_promise_allows_taking says FO_OK up to it and FO_PROMISED_ELSEWHERE beyond. INT64_MAX when no other promise could need
 * them (then the goods and the promise are the limit). */
FoQuantity fo_promise_taking_room (const FoLife *life, FoDay goods_end, FoDay own_t);

/* How much of what is promised would go without goods, however they are dealt out: the largest P(x) - S(x), 0 when all promises
 * hold. The morning's question. */
FoQuantity fo_promise_broken (const FoLife *life);
