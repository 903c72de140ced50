/* SPDX-License-Identifier: GPL-3.0-or-later
 * A warehouse's link and a Bitrix24 that stands as tests/data/wire/bitrix24 has it. */
#pragma once

#include "fake-bitrix24.h"
#include "link-world.h"

#define PIPELINES                                                                                                                      \
  "\"pipelines\": {\"0\": {\"orders\": [\"PREPARATION\", \"EXECUTING\", \"FINAL_INVOICE\"], \"gate_open\": [\"EXECUTING\", "               \
  "\"FINAL_INVOICE\"], \"stages\": {\"awaiting_picking\": \"EXECUTING\", \"shipped\": \"FINAL_INVOICE\"}, \"channel\": \"Продажи\"}, "      \
  "\"1\": {}}"

typedef struct {
  LinkWorld w; /* first */
  FakeB24 *fake;
} B24World;

/* MORE: members of the set-up besides plain_http, the secret and PIPELINES; NULL none. */
void b24_world_open (B24World *world, const char *more);
void b24_world_close (B24World *world);
void b24_world_restart (B24World *world, const char *more);
