/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes, tests/scenes/NAME.scene: a day at the desk as text. They play on a real desk with a real journal and a real store, and
 * each input says what it expects.
 *
 *   today 2026-11-22                       first line; again later: the next day
 *   -- the warehouse --
 *   place A-01-1 bin [ROUTE]               DOCK, BENCH, QUARANTINE and the virtual ones are there
 *   item CODE "Name" [unit=шт] [gtin=…] [expiry] [untracked] [fifo] [shelf=DAYS] [enforce=off|warn|force] [labels=line|…]
 *        [certificate=before|after] [life=DAYS|66%] [every-unit] [marked] [serials|serials-shipped] [no-eye] [service]
 *   pack CODE BARCODE QUANTITY
 *   stock ITEM/LOT EXPIRES PLACE QUANTITY  opening stock; EXPIRES is a day or -. A lot of another owner is ITEM/LOT@OWNER everywhere
 *   -- what sales says --
 *   order NUMBER [deal=…] [gate=open|closed] [due=DAY] [priority=N] [complete] [customer=…]
 *   line ORDER ITEM QUANTITY [life=DAYS|N%] [lot=NUMBER] [owner=NAME]
 *   supply purchase|production NUMBER ITEM QUANTITY [for=ORDER [only]] [progress=N] [ready=DAY] [tolerance=PERCENT] [state=…]
 *   substitute ITEM INSTEAD [quantity=N] [for=N] [priority=N] [asks=nobody|lead|sales] [gone] · a line has substitutes=yes|no
 *   kit KIT COMPONENT QUANTITY · customer NAME [life=DAYS] [blocked] [credit] · an item may be a `kit`
 *   change ORDER ITEM QUANTITY [VERDICT]   sales wants another quantity of the line
 *   ask ITEM QUANTITY [for=ORDER [only]] [note=…] [withdrawn]   sales asks whether it is really there
 *   an order and a supply may name our own number: reference=W-000001; a line has source=stock|production|purchase and id=TEXT
 *   gate ORDER open|closed · cancel ORDER [VERDICT that sales is told]
 *   document ORDER KIND NUMBER [file=…] [ready | gone]     a paper of sales
 *   person NAME ROLE PIN                   the office names somebody; the badge says the name · two KIND: such acts take two
 *   -- people --
 *   station N                              another lane (each has its own desk and journal)
 *   scanner sends|drops|unknown            what is known of the scanner and its separators, from here on; at first nothing
 *   [id=REQUEST] scan TEXT                 <GS> is the separator
 *   [id=REQUEST] command NAME [ARGUMENT]
 *   typed TEXT                             as a person types it
 *   ... $FIELD at the end of a command     what the last answer with that field said
 *   sent NUMBER WAREHOUSE ITEM/LOT EXPIRES QUANTITY …  another warehouse says what is under way from it
 *   announce CARTON ITEM/LOT CODE [EXPIRES] a supplier's list: a unit with this marking code comes in that carton
 *   block ITEM/LOT REASON · unblock ITEM/LOT REASON · morning · note KEY VALUE (of the warehouse; the lane opens anew)
 *   crash                                  the program is killed with the last answers not noted, and started again
 *   -- what must be so --
 *   expect VERDICT [FIELD=VALUE …]         of the last input; FIELD of its JSON; VALUE "-" is: not there
 *   expect same                            the last two answers are the same, byte for byte
 *   expect choice N [FIELD=VALUE …] · expect choices N
 *   expect stock ITEM/LOT PLACE ON-HAND HELD   · expect no stock ITEM/LOT PLACE
 *   expect line ORDER ITEM FIELD=VALUE …   ordered promised held picked shipped missing
 *   expect order NUMBER FIELD=VALUE …      state gate taken
 *   expect supply NUMBER ITEM FIELD=VALUE  received promised
 *   expect shipped ORDER ITEM/LOT QUANTITY
 *   expect view FIELD=VALUE …              task instruction title deal asked done lines waiting (question)
 *   expect offer COMMAND · expect no offer COMMAND
 *   expect labels ITEM/LOT COUNT [each=QUANTITY] · expect no labels
 *   expect unit IDENTITY|ITEM:SERIAL FIELD=VALUE …     state lot item order carton place code (<GS>) · expect unit IDENTITY unknown
 *   expect carton SSCC ITEM/LOT QUANTITY · expect carton SSCC FIELD=VALUE …   state order n weight packaging loaded quantity units
 *   expect labels carton SSCC COUNT
 *   expect certificates N                  so many are due for goods that left
 *   expect days ITEM/LOT FIELD=VALUE …     expires best-before use-by produced packed
 *   expect count-wish PLACE ITEM/LOT · expect no count-wish PLACE ITEM/LOT
 *   expect told OP [FIELD=VALUE …]         the newest message of that kind to sales · expect no told OP
 *   expect paper KIND NUMBER [final] FIELD=VALUE … · expect paper KIND NUMBER none      scene-papers.c
 *   expect documents ORDER all=N ready=N
 *   expect returned ORDER ITEM/LOT QUANTITY
 *   expect claim NUMBER FIELD=VALUE … · expect claim NUMBER scan WHAT FIELD=VALUE … (a scan among its evidence)
 *   expect recall NUMBER FIELD=VALUE … · expect recall NUMBER lots|places|shipped|deals|in_production ITEM/LOT[@PLACE]|ORDER FIELD=VALUE …
 *   expect trace ITEM/LOT KIND TITLE FIELD=VALUE …   a node of the graph of where a lot came from and went
 *   expect alone KIND PERSON · expect alone none   what was done alone though it takes two, and no lead has seen
 *   expect nowhere TEXT                    the journal of the lane does not have it
 *   expect papers [KIND/NUMBER …]          the papers to be signed that the last answer prints
 *   expect found VERDICT                   what the start after a crash said of the last input
 *   expect questions COUNT · expect question N FIELD=VALUE …   what waits for a person: kind order item supply quantity day text
 *   expect thread NUMBER KIND [FIELD=VALUE …]   the thread of the deal has such an event
 *   expect clean                           movements, balances, holds and promises agree
 */
#pragma once

#include "firstout/store/store.h"

/* Plays TEXT on an empty STORE. NULL, or "NAME:LINE: what is not as it says" (free with g_free). */
char *scene_play (FoStore *store, const char *name, const char *text);

/* The same, with somebody who watches what the desk asks of the store: told before (BEGINS) and after each input of a person. What
 * sales says, and what is looked at by `expect`, lies outside; `expect clean` is left out, which takes seconds in a large store. */
typedef void (*SceneWatch) (FoStore *store, bool begins, gpointer data);
char *scene_play_watched (FoStore *store, const char *name, const char *text, SceneWatch watch, gpointer data);
