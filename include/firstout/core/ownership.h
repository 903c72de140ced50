/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who owns which field of what the warehouse and sales have in common: one table, by which the gateway takes what sales says, sends what
 * the warehouse says, and judges what differs. Sales owns the order, the warehouse the physical fact. Pure.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum {
  FO_OWNER_NAME,      /* says which thing it is; nobody changes it */
  FO_OWNER_SALES,     /* taken as sales says it, and never sent */
  FO_OWNER_WAREHOUSE, /* never taken from sales: what it says otherwise is a disagreement */
  FO_OWNER_BOTH       /* by the rule that is told */
} FoOwner;
#define FO_N_OWNERS 4
const char *fo_owner_name (FoOwner owner); /* "sales" */

typedef struct {
  const char *thing, *field; /* "line", "quantity": as the rows and messages of data/sql/contract/contract.sql call them */
  FoOwner owner;
  bool only_grows;  /* of the warehouse's: less is an older word of ours, and no disagreement */
  const char *rule; /* of BOTH: the message that says it; else NULL */
} FoOwnedField;

const FoOwnedField *fo_owned_fields (size_t *ret_n);
/* NULL: nobody agreed about such a field. What is not agreed is not taken; messages have more words than sales has fields. */
const FoOwnedField *fo_owned_field (const char *thing, const char *field);

/* What a member of a message (OP as in the contract) is: the thing's own field, else of messages in general. */
const FoOwnedField *fo_owned_member (const char *op, const char *member);
