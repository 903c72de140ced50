/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the set-up of a link to МойСклад asks for. Which states open the gate, and the rest, stand in the configuration as it is. */
#include "moysklad-inside.h"

static const char *const codes[] = { "code", "article", "externalCode", NULL };
static const char *const gates[] = { "none", "paid", NULL };
static const char *const productions[] = { "task", "order", "both", "none", NULL };

const FoLinkField fo_msk_fields[] = {
  { "address", NULL, "https://api.moysklad.ru/api/remap/1.2/", true },
  { "secret", NULL, NULL, true },
  { "login", NULL, NULL, false },
  { "store", NULL, NULL, true },
  { "organization", NULL, NULL, false },
  { "supplier", NULL, NULL, false },
  { "item_code", codes, "code", false },
  { "gate", gates, "none", false },
  { "production", productions, "task", false },
  { "ask_field", NULL, NULL, false },
  { "answer_field", NULL, NULL, false },
  { "hold_field", NULL, NULL, false },
  { NULL, NULL, NULL, false },
};
