/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pair-try.h"

#include "firstout/core/chart.h"

#define QUIET_US 250000
#define TRANSFERS_MAX 2000 /* of a code some two hundred; a person types no such number without a pause */

struct FoPairTry {
  char *code;
  int64_t until_us;
  const FoDecoderOps *decoder;
  guint8 *descriptor;
  gsize descriptor_bytes;
  GArray *transfers; /* of FoPairTransfer, since it was quiet */
  int64_t heard_us;  /* the last of them */
  bool heard, found, over;
  FoQuirks quirks;
};

static void
transfer_clear (gpointer data)
{
  g_bytes_unref (((FoPairTransfer *) data)->bytes);
}

FoPairTry *
fo_pair_try_new (const char *code, int64_t until_us, const uint8_t *descriptor, size_t descriptor_bytes)
{
  FoPairTry *attempt = g_new0 (FoPairTry, 1);

  attempt->code = g_strdup (code);
  attempt->until_us = until_us;
  attempt->descriptor = g_memdup2 (descriptor, descriptor_bytes);
  attempt->descriptor_bytes = descriptor_bytes;
  attempt->transfers = g_array_new (FALSE, FALSE, sizeof (FoPairTransfer));
  g_array_set_clear_func (attempt->transfers, transfer_clear);
  return attempt;
}

void
fo_pair_try_free (FoPairTry *attempt)
{
  g_array_unref (attempt->transfers);
  g_free (attempt->descriptor);
  g_free (attempt->code);
  g_free (attempt);
}

void
fo_pair_try_read_by (FoPairTry *attempt, const FoDecoderOps *decoder)
{
  attempt->decoder = decoder;
}

void
fo_pair_try_feed (FoPairTry *attempt, const uint8_t *bytes, size_t length, int64_t at_us)
{
  FoPairTransfer transfer = { .at_us = at_us };

  attempt->heard = true;
  attempt->heard_us = at_us;
  if (attempt->over)
    return;
  if (attempt->transfers->len == TRANSFERS_MAX)
    g_array_set_size (attempt->transfers, 0);
  transfer.bytes = g_bytes_new (bytes, length);
  g_array_append_val (attempt->transfers, transfer);
}

void
fo_pair_try_cut (FoPairTry *attempt)
{
  g_array_set_size (attempt->transfers, 0); /* scan it again */
}

static int64_t
judge_us (const FoPairTry *attempt)
{
  return attempt->transfers->len > 0 ? attempt->heard_us + QUIET_US : FO_NEVER_US;
}

int64_t
fo_pair_try_due (const FoPairTry *attempt)
{
  return attempt->over ? FO_NEVER_US : MIN (attempt->until_us, judge_us (attempt));
}

static bool
is_code (FoPairTry *attempt, const char *code)
{
  return fo_pair_guess (attempt->transfers, attempt->decoder, attempt->descriptor, attempt->descriptor_bytes, code,
                        &attempt->quirks);
}

void
fo_pair_try_tick (FoPairTry *attempt, int64_t now_us)
{
  if (attempt->over)
    return;
  if (now_us >= judge_us (attempt)) {
    attempt->found = is_code (attempt, attempt->code) || is_code (attempt, FO_CHART_PAIRING);
    g_array_set_size (attempt->transfers, 0);
  }
  attempt->over = attempt->found || now_us >= attempt->until_us;
}

bool
fo_pair_try_is_over (const FoPairTry *attempt)
{
  return attempt->over;
}

bool
fo_pair_try_found (const FoPairTry *attempt, FoQuirks *ret_quirks)
{
  if (attempt->found)
    *ret_quirks = attempt->quirks;
  return attempt->found;
}

FoPairingOutcome
fo_pair_try_outcome (const FoPairTry *attempt, bool given_back, FoDeviceHelp *ret_help_is, const char **ret_help)
{
  *ret_help_is = FO_HELP_NONE;
  *ret_help = "";
  if (fo_pair_try_is_over (attempt))
    return attempt->heard ? FO_PAIRING_OTHER : FO_PAIRING_NOTHING;
  if (given_back)
    return FO_PAIRING_ENDED;
  *ret_help_is = FO_HELP_SILENT;
  *ret_help = "the device stopped answering";
  return FO_PAIRING_FAILED;
}
