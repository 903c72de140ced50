/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/ownership.h"

#include <string.h>

#define NAME FO_OWNER_NAME, false, NULL
#define SALES FO_OWNER_SALES, false, NULL
#define OURS FO_OWNER_WAREHOUSE, false, NULL
#define GROWS FO_OWNER_WAREHOUSE, true, NULL
#define SAID FO_OWNER_BOTH, false, "owner.rule.said"       /* as sales says it; what it does not say stays as the warehouse has it */
#define STAGES FO_OWNER_BOTH, false, "owner.rule.stages"   /* by the steps between stages, in the channel's words */
#define GATE FO_OWNER_BOTH, false, "owner.rule.gate"       /* sales; the lead may override it */
#define BORN FO_OWNER_BOTH, false, "owner.rule.born"       /* the warehouse's while it was opened here and sales has not entered it */

/* Rows of sales, and what the warehouse keeps beside them; then messages. In the order people read. */
static const FoOwnedField fields[] = {
  { "order", "id", NAME },
  { "order", "number", SALES },
  { "order", "deal", SALES },
  { "order", "customer", SALES },
  { "order", "channel", SALES },
  { "order", "sales_state", STAGES },
  { "order", "gate", GATE },
  { "order", "due_on", SALES },
  { "order", "ship_complete", SALES },
  { "order", "warehouse", SALES },
  { "order", "reference", NAME },
  { "order", "valid_until", SAID },
  { "order", "open", SALES },
  { "order", "priority", OURS },

  { "line", "id", NAME },
  { "line", "order_id", NAME },
  { "line", "item_id", SALES },
  { "line", "kind", SALES },
  { "line", "quantity", SALES },
  { "line", "cancelled", SALES },
  { "line", "source", SALES },
  { "line", "min_life_days", SALES },
  { "line", "lot_wanted", SALES },
  { "line", "owner", SALES },
  { "line", "promised", OURS },
  { "line", "held", OURS },
  { "line", "picked", GROWS },
  { "line", "shipped", GROWS },
  { "line", "substitutes", SAID },

  { "item", "id", NAME },
  { "item", "code", NAME },
  { "item", "name", SALES },
  { "item", "name_de", SALES },
  { "item", "name_en", SALES },
  { "item", "unit", SALES },
  { "item", "kind", SALES },
  { "item", "variant", SALES },
  { "item", "tracking", SAID },
  { "item", "issue_order", SAID },
  { "item", "shelf_life_days", SAID },
  { "item", "certificate", SAID },
  { "item", "marked", SAID },
  { "item", "enforcement", OURS },
  { "item", "labels", OURS },

  { "barcode", "id", NAME },
  { "barcode", "item_id", SALES },
  { "barcode", "code", NAME },
  { "barcode", "quantity", SALES },

  { "kit_line", "id", NAME },
  { "kit_line", "item_id", SALES },
  { "kit_line", "component_id", SALES },
  { "kit_line", "quantity", SALES },

  { "substitute", "id", NAME },
  { "substitute", "item_id", NAME },
  { "substitute", "instead_id", NAME },
  { "substitute", "stands_for", SALES },
  { "substitute", "quantity", SALES },
  { "substitute", "priority", SALES },
  { "substitute", "asks", SALES },

  { "customer", "id", NAME },
  { "customer", "name", SALES },
  { "customer", "min_life_days", SALES },
  { "customer", "blocked", SALES },
  { "customer", "credit", SALES },

  { "supply", "id", NAME },
  { "supply", "kind", SALES },
  { "supply", "number", SALES },
  { "supply", "partner", SAID },
  { "supply", "item_id", SALES },
  { "supply", "quantity", SALES },
  { "supply", "order_line_id", SALES },
  { "supply", "dedicated", SALES },
  { "supply", "progress_percent", SALES },
  { "supply", "ready_on", SALES },
  { "supply", "state", SALES },
  { "supply", "reference", NAME },
  { "supply", "received", GROWS },

  { "document", "id", NAME },
  { "document", "order_id", NAME },
  { "document", "kind", SALES },
  { "document", "number", SALES },
  { "document", "issued_on", SALES },
  { "document", "file", SALES },
  { "document", "ready", SALES },

  { "availability", "id", NAME },
  { "availability", "order_id", NAME },
  { "availability", "order_line_id", NAME },
  { "availability", "item_id", SALES },
  { "availability", "quantity", SALES },
  { "availability", "note", SALES },

  { "lot", "number", OURS },
  { "lot", "expires_on", OURS },
  { "lot", "on_hand", OURS },

  { "message", "sent", OURS }, /* what was told stands there as it was told */
  { "message", "due_on", SALES },
  { "message", "ship_complete", SALES },
  { "message", "gate", SALES },
  { "message", "sales_state", SALES },
  { "message", "channel", SALES },
  { "message", "ordered", SALES },
  { "message", "cancelled", SALES },
  { "message", "min_life_days", SALES },
  { "message", "price", SALES },
  { "message", "sum", SALES },
  { "order.open", "due_on", BORN },
  { "order.open", "min_life_days", BORN },
  { "supply.open", "due_on", BORN },
  { "supply.propose", "due_on", BORN },
};

const char *
fo_owner_name (FoOwner owner)
{
  switch (owner) {
  case FO_OWNER_NAME:
    return "name";
  case FO_OWNER_SALES:
    return "sales";
  case FO_OWNER_WAREHOUSE:
    return "warehouse";
  case FO_OWNER_BOTH:
    return "both";
  }
  return "";
}

const FoOwnedField *
fo_owned_fields (size_t *ret_n)
{
  *ret_n = sizeof fields / sizeof *fields;
  return fields;
}

const FoOwnedField *
fo_owned_field (const char *thing, const char *field)
{
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (strcmp (fields[i].thing, thing) == 0 && strcmp (fields[i].field, field) == 0)
      return &fields[i];
  return NULL;
}

const FoOwnedField *
fo_owned_member (const char *op, const char *member)
{
  const FoOwnedField *own = fo_owned_field (op, member);

  return own ? own : fo_owned_field ("message", member);
}
