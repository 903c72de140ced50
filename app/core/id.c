/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/id.h"

#include "text.h"
#include <assert.h>

#define EPOCH_US (INT64_C (1577836800) * 1000000) /* 2020-01-01 00:00 UTC */
#define MS_BITS 41
#define WRITER_BITS 10
#define COUNTER_BITS 12
#define COUNTERS (1 << COUNTER_BITS)
/* A clock set far ahead must not use up the 41 bits: what is left behind this millisecond (in 2089) feeds the
 * counters. */
#define LAST_MS ((INT64_C (1) << MS_BITS) - 1 - (INT64_C (1) << 32))

void
fo_id_maker_init (FoIdMaker *maker, uint16_t writer, FoId last)
{
  assert (writer < FO_ID_WRITERS);
  *maker = (FoIdMaker){ .last_ms = last >> (WRITER_BITS + COUNTER_BITS),
                        .writer = writer,
                        .counter = (uint16_t) (last & (COUNTERS - 1)) };
}

static int64_t
ms_of (int64_t now_us)
{
  int64_t ms = now_us < EPOCH_US ? 0 : (now_us - EPOCH_US) / 1000;

  return ms < LAST_MS ? ms : LAST_MS;
}

FoId
fo_id_next (FoIdMaker *maker, int64_t now_us)
{
  int64_t ms = ms_of (now_us);

  if (ms > maker->last_ms) {
    maker->last_ms = ms;
    maker->counter = 0;
  } else if (++maker->counter == COUNTERS) {
    maker->last_ms++;
    maker->counter = 0;
  }
  assert (maker->last_ms >> MS_BITS == 0);
  return maker->last_ms << (WRITER_BITS + COUNTER_BITS) | (int64_t) maker->writer << COUNTER_BITS | maker->counter;
}

int64_t
fo_id_made_at_us (FoId id)
{
  return EPOCH_US + (id >> (WRITER_BITS + COUNTER_BITS)) * 1000;
}

uint16_t
fo_id_writer (FoId id)
{
  return (uint16_t) (id >> COUNTER_BITS & (FO_ID_WRITERS - 1));
}

char *
fo_id_print (FoId id, char *text)
{
  size_t length = 1;

  assert (id >= 0);
  for (FoId rest = id / 10; rest > 0; rest /= 10)
    length++;
  text[length] = '\0';
  for (FoId rest = id; length > 0; rest /= 10)
    text[--length] = (char) ('0' + rest % 10);
  return text;
}

bool
fo_id_parse (const char *text, FoId *ret_id)
{
  FoId id = 0;

  if (*text == '0' || *text == '\0')
    return false;
  for (; *text; text++) {
    if (!is_digit (*text) || id > (INT64_MAX - (*text - '0')) / 10)
      return false;
    id = id * 10 + (*text - '0');
  }
  *ret_id = id;
  return true;
}

/* N hexadecimal digits of VALUE, its lowest ones, at TEXT. */
static void
put_hex (char *text, uint64_t value, int n)
{
  for (; n > 0; n--, value >>= 4)
    text[n - 1] = "0123456789abcdef"[value & 0xf];
}

char *
fo_id_uuid (FoId id, uint64_t space, char *text)
{
  /* 122 bits are ours: the id's 63, highest first, so that UUIDs sort as the ids do, then 59 of the space, spread by an
   * odd factor because spaces may differ in a few bits only. */
  uint64_t front = (uint64_t) id;
  uint64_t spread = space * UINT64_C (0x9e3779b97f4a7c15);
  uint64_t back = (front & 7) << 59 | spread >> 5;

  put_hex (text, front >> 31, 8);
  put_hex (text + 9, front >> 15, 4);
  put_hex (text + 14, 0x8000 | (front >> 3 & 0xfff), 4);
  put_hex (text + 19, 0x8000 | back >> 48, 4);
  put_hex (text + 24, back, 12);
  text[8] = text[13] = text[18] = text[23] = '-';
  text[36] = '\0';
  return text;
}
