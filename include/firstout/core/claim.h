/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Claims: what a customer is not content with, and how far it is settled; and what becomes of goods that came back. Pure.
 */
#pragma once

#include "firstout/core/verdict.h"

typedef enum { FO_CLAIM_SHORTAGE, FO_CLAIM_DAMAGE, FO_CLAIM_WRONG_ITEM, FO_CLAIM_QUALITY, FO_N_CLAIM_KINDS } FoClaimKind;
typedef enum { FO_CLAIM_OPEN, FO_CLAIM_ACCEPTED, FO_CLAIM_REFUSED, FO_CLAIM_SETTLED, FO_N_CLAIM_STATES } FoClaimState;

const char *fo_claim_kind_name (FoClaimKind kind);
bool fo_claim_kind_parse (const char *name, FoClaimKind *ret);
const char *fo_claim_state_name (FoClaimState state);
bool fo_claim_state_parse (const char *name, FoClaimState *ret);

/* May a claim step from one state to the next? Open claims are accepted, refused or settled at once; accepted ones are settled or
 * refused after all; a refused one may be opened again; what is settled stays so. FO_OK, FO_CLAIM_CLOSED. */
FoVerdict fo_claim_may_step (FoClaimState from, FoClaimState to);

/* What is decided about goods that came back: to stock, to scrap, to the supplier, or into repair as the customer's own. */
typedef enum { FO_RETURN_TO_STOCK, FO_RETURN_SCRAP, FO_RETURN_TO_SUPPLIER, FO_RETURN_REPAIR, FO_N_RETURN_DECISIONS } FoReturnDecision;
const char *fo_return_decision_name (FoReturnDecision decision);
bool fo_return_decision_parse (const char *name, FoReturnDecision *ret);
