/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Row and operation ids: 63 bits that sort by time and never meet. From the top: 41 bits milliseconds since 2020-01-01
 * UTC, 10 bits writer (leased per process from the store), 12 bits counter. The outside world gets a UUID derived from
 * them. Pure: the clock is an argument. An FoIdMaker belongs to one thread.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef int64_t FoId; /* 0 is never an id: it means "none" */

#define FO_ID_WRITERS 1024
#define FO_ID_TEXT_MAX 20
#define FO_UUID_TEXT_MAX 37

typedef struct {
  int64_t last_ms; /* since 2020-01-01; never goes back with the clock */
  uint16_t writer;
  uint16_t counter;
} FoIdMaker;

/* WRITER is below FO_ID_WRITERS. LAST is the largest id this writer is known to have made (0: none): the maker starts
 * after it even when the clock was set back. */
void fo_id_maker_init (FoIdMaker *maker, uint16_t writer, FoId last);

/* The next id at NOW_US (µs since 1970 UTC). Strictly larger than every id this maker gave before: when the clock
 * stands or goes back the counter goes on, and when 4,096 are used the maker borrows the next millisecond. A clock
 * before 2020 counts as 2020, one far beyond 2089 as 2089. */
FoId fo_id_next (FoIdMaker *maker, int64_t now_us);

/* The µs since 1970 at which ID was made (to the millisecond), and by which writer. */
int64_t fo_id_made_at_us (FoId id);
uint16_t fo_id_writer (FoId id);

/* Decimal text, as JSON shows it ("0" for none). TEXT has FO_ID_TEXT_MAX bytes. Returns TEXT. */
char *fo_id_print (FoId id, char *text);

/* Decimal text of a positive id without sign, space or leading zero; false and *ret_id untouched otherwise. */
bool fo_id_parse (const char *text, FoId *ret_id);

/* A UUID (RFC 9562 version 8) that is the same for the same id, differs for different ones and sorts as they do: SPACE,
 * a random number, tells two warehouses apart. TEXT has FO_UUID_TEXT_MAX bytes. Returns TEXT. */
char *fo_id_uuid (FoId id, uint64_t space, char *text);
