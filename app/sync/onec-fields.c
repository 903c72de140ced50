/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the set-up of a link to 1C asks for, in the order an administrator of 1C would look for it. */
#include "onec-inside.h"

static const char *const schemes[] = { "orders", "simple", NULL };
static const char *const gates[] = { "register", "status", "prepayment", "open", NULL };
static const char *const productions[] = { "none", "hand", "erp", "unf", NULL };
static const char *const switches[] = { "false", "true", NULL };

const FoLinkField fo_onec_fields[] = {
  { "address", NULL, NULL, true },
  { "login", NULL, NULL, true },
  { "secret", NULL, NULL, true },
  { "warehouse", NULL, NULL, true },
  { "organization", NULL, NULL, false },
  { "scheme", schemes, "orders", false },
  { "gate", gates, "register", false },
  { "production", productions, "none", false },
  { "item_code", NULL, "Code", false },
  { "plan", NULL, NULL, false },
  { "node", NULL, NULL, false },
  { "ask_field", NULL, NULL, false },
  { "answer_field", NULL, "Комментарий", false },
  { "hold_field", NULL, NULL, false },
  { "ca_file", NULL, NULL, false },
  { "plain_http", switches, "false", false },
  { NULL, NULL, NULL, false },
};
