/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/claim.h"
#include "names.h"

FO_NAMED (FoClaimKind, claim_kind, "shortage", "damage", "wrong-item", "quality")
FO_NAMED (FoClaimState, claim_state, "open", "accepted", "refused", "settled")
FO_NAMED (FoReturnDecision, return_decision, "stock", "scrap", "to-supplier", "repair")

FoVerdict
fo_claim_may_step (FoClaimState from, FoClaimState to)
{
  static const bool allowed[FO_N_CLAIM_STATES][FO_N_CLAIM_STATES] = {
    [FO_CLAIM_OPEN] = { [FO_CLAIM_ACCEPTED] = true, [FO_CLAIM_REFUSED] = true, [FO_CLAIM_SETTLED] = true },
    [FO_CLAIM_ACCEPTED] = { [FO_CLAIM_REFUSED] = true, [FO_CLAIM_SETTLED] = true },
    [FO_CLAIM_REFUSED] = { [FO_CLAIM_OPEN] = true },
  };

  return allowed[from][to] ? FO_OK : FO_CLAIM_CLOSED;
}
