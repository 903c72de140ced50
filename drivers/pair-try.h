/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One attempt to pair: what a device sends is written down, and whenever it has been quiet for a moment it is seen whether
 * that was the code, under any setting a scanner may have. Knows no device and no clock; belongs to one thread.
 */
#pragma once

#include "firstout/drivers/decoder.h"
#include "firstout/drivers/pairing.h"
#include <glib.h>

typedef struct FoPairTry FoPairTry;

/* CODE is waited for until UNTIL_US. DESCRIPTOR is copied; NULL: there is none. */
FoPairTry *fo_pair_try_new (const char *code, int64_t until_us, const uint8_t *descriptor, size_t descriptor_bytes);
void fo_pair_try_free (FoPairTry *attempt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoPairTry, fo_pair_try_free)

/* Which decoder reads the bytes: to be said before the first tick. */
void fo_pair_try_read_by (FoPairTry *attempt, const FoDecoderOps *decoder);

/* One transfer; and: something is missing here. */
void fo_pair_try_feed (FoPairTry *attempt, const uint8_t *bytes, size_t length, int64_t at_us);
void fo_pair_try_cut (FoPairTry *attempt);

int64_t fo_pair_try_due (const FoPairTry *attempt);
void fo_pair_try_tick (FoPairTry *attempt, int64_t now_us);

/* Found, or time is up: the device is to be given back. */
bool fo_pair_try_is_over (const FoPairTry *attempt);
/* The code came: *ret_quirks says how. */
bool fo_pair_try_found (const FoPairTry *attempt, FoQuirks *ret_quirks);
/* What one came to that did not find the code. GIVEN_BACK: somebody has ended it. *ret_help_is and *ret_help, static, as FoPairingNews
 * has them. */
FoPairingOutcome fo_pair_try_outcome (const FoPairTry *attempt, bool given_back, FoDeviceHelp *ret_help_is, const char **ret_help);

/* ---- the guess, pure ---------------------------------------------------------------------------------- */

typedef struct {
  int64_t at_us;
  GBytes *bytes;
} FoPairTransfer;

/* Whether TRANSFERS (of FoPairTransfer) are CODE under some setting; *ret_quirks is that, untouched when they are not. For a
 * DECODER of other devices than keyboards the settings are few. */
bool fo_pair_guess (const GArray *transfers,
                    const FoDecoderOps *decoder,
                    const uint8_t *descriptor,
                    size_t descriptor_bytes,
                    const char *code,
                    FoQuirks *ret_quirks);
