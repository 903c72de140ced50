/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a person works at the window: by keys alone (nothing is clicked, nothing scanned), by scans alone (no key at all), or by touch
 * alone. What is done must be offered on the screen.
 *
 * By touch nothing but what a finger finds is used: a widget is looked for by the words on it, must be drawn, sensitive, 44 dots high
 * and wide, wholly inside the window, and be what lies on top at its middle; then it is activated as its gesture would. A touch itself
 * cannot be made here: GTK 4 has no public way to make a GdkEvent, XTEST knows no touch, the X server without a screen has no touch
 * device, and a device of the kernel's would need /dev/uinput. */
#pragma once

#include "rig.h"

#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"
#include "firstout/store/stock.h"

/* How a person does things. Each waits for its answer. */
typedef struct {
  const char *name;
  void (*open) (Rig *rig, const char *page);                           /* that has a task */
  void (*look) (Rig *rig, const char *page);                           /* that only shows */
  void (*code) (Rig *rig, const char *text, FoVerdict verdict);        /* of a paper, a place, a person */
  void (*goods) (Rig *rig, const char *text, guint n, FoVerdict last); /* so many of them */
  void (*offer) (Rig *rig, const char *command, FoVerdict verdict);    /* what the window offers */
} Hands;
extern const Hands hands_by_keys, hands_by_scans, hands_by_touch;

void hands_assert_shows (Rig *rig, const char *text);
/* What the page offers under that command; it must. */
const FoOffer *hands_find_offer (Rig *rig, const char *command);
/* Answer number ANSWERS is VERDICT. */
void hands_expect (Rig *rig, guint answers, FoVerdict verdict);

void hands_keys_type (Rig *rig, const char *text);
void hands_touch_type (Rig *rig, const char *text);
void hands_touch_enter (Rig *rig);
/* The button with these words, or with those of that message. */
void hands_tap (Rig *rig, const char *words);
void hands_tap_message (Rig *rig, const char *message);

/* ---- what the book says --------------------------------------------------------------------------------------------- */

typedef struct {
  const char *item, *lot, *place, *order;
  FoBalance balance;
  FoOrder found;
  guint faults;
} Asked;

/* In a store of its own. */
void hands_ask_store (Rig *rig, FoTxnFunc work, Asked *asked);
/* The order, and how many faults `check` finds. */
FoTxnEnd hands_read_order (FoTxn *txn, gpointer data, GError **error);
void hands_assert_stock (Rig *rig, const char *item, const char *lot, const char *place, const char *expected);
