/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There are some hundred settings, and the decoder itself says what the keys are under each of them. */
#include "pair-try.h"

#include <string.h>

#define GS 0x1d
#define FRESH_US 1000000

typedef struct {
  const GArray *transfers;
  const FoDecoderOps *decoder;
  FoDecoderSetup setup;
  const char *code;
  void *state;
  guint scans, faults;
  FoScan scan;
} Guess;

static void
on_scan (const FoScan *scan, void *user)
{
  Guess *guess = user;

  guess->scan = *scan;
  guess->scans++;
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  Guess *guess = user;

  (void) fault, (void) at_us;
  guess->faults++;
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault };

/* Exactly one code, and nothing else. */
static bool
decode (Guess *guess, const FoQuirks *quirks)
{
  const FoPairTransfer *first = &g_array_index (guess->transfers, FoPairTransfer, 0);
  const char *reason = NULL;
  int64_t due_us;

  guess->scans = guess->faults = 0;
  guess->setup.quirks = *quirks;
  if (!guess->decoder->start (guess->state, &guess->setup, first->at_us - FRESH_US, &reason))
    return false;
  for (guint i = 0; i < guess->transfers->len; i++) {
    const FoPairTransfer *transfer = &g_array_index (guess->transfers, FoPairTransfer, i);
    gsize length = 0;
    const guint8 *bytes = g_bytes_get_data (transfer->bytes, &length);
    guess->decoder->feed (guess->state, bytes, length, transfer->at_us, &sink, guess);
  }
  while ((due_us = guess->decoder->due (guess->state)) != FO_NEVER_US)
    guess->decoder->tick (guess->state, due_us, &sink, guess);
  return guess->scans == 1 && guess->faults == 0;
}

/* CODE as it would come: without GS where the scanner leaves it out. */
static char *
expected (const char *code, FoKeyGs gs)
{
  GString *text = g_string_new (code);

  if (gs == FO_GS_NONE)
    g_string_replace (text, "\x1d", "", 0);
  return g_string_free (text, FALSE);
}

/* Something else stands for GS, and for nothing but GS. */
static bool
is_replaced (const FoScan *scan, const char *code, FoQuirks *quirks)
{
  const char *gs = strchr (code, GS);
  char with = gs != NULL && scan->length == strlen (code) ? scan->bytes[gs - code] : '\0';
  g_autofree char *put_back = g_strdup (scan->bytes);

  if (!g_ascii_ispunct (with) || strchr (code, with) != NULL)
    return false;
  g_strdelimit (put_back, (char[]){ with, '\0' }, GS);
  if (strcmp (put_back, code) != 0)
    return false;
  quirks->has_gs = true;
  quirks->gs = (guint8) with;
  return true;
}

static bool
take_affix (const char *from, gsize length, char *affix)
{
  if (length >= FO_AFFIX_MAX || memchr (from, ']', length) != NULL || memchr (from, GS, length) != NULL)
    return false;
  memcpy (affix, from, length);
  affix[length] = '\0';
  return true;
}

/* The code, perhaps with something of the scanner's around it. */
static bool
is_code (const FoScan *scan, const char *text, FoQuirks *quirks)
{
  const char *at = strstr (scan->bytes, text);

  if (at == NULL)
    return false;
  const char *end = at + strlen (text);
  return take_affix (scan->bytes, (gsize) (at - scan->bytes), quirks->prefix)
         && take_affix (end, strlen (end), quirks->suffix);
}

static bool
try_setting (Guess *guess, FoQuirks *quirks)
{
  g_autofree char *text = expected (guess->code, quirks->gs_key);

  if (!decode (guess, quirks))
    return false;
  return is_code (&guess->scan, text, quirks)
         || (quirks->gs_key == FO_GS_NONE && is_replaced (&guess->scan, guess->code, quirks));
}

/* Of a serial line nobody knows what ends it; of others there is nothing to try. */
static bool
try_line_ends (Guess *guess, FoQuirks *quirks)
{
  static const FoLineEnd line_ends[] = { FO_LINE_AUTO, FO_LINE_TAB, FO_LINE_ETX, FO_LINE_SILENCE };
  guint n = guess->decoder->face == FO_FACE_SERIAL ? G_N_ELEMENTS (line_ends) : 1;

  for (guint i = 0; i < n; i++) {
    quirks->line_end = line_ends[i];
    if (try_setting (guess, quirks))
      return true;
  }
  return false;
}

/* The usual first: where two settings type the code the same way, they type every code so. */
static bool
try_all (Guess *guess, FoQuirks *ret_quirks)
{
  static const FoKeyGs gs_keys[] = { FO_GS_CTRL, FO_GS_ALT, FO_GS_F8, FO_GS_NONE, FO_GS_ANY };
  bool types = guess->decoder->face == FO_FACE_KEYBOARD;
  guint first_gs = types ? 0 : 3; /* it is there or not */

  for (guint layout = 0; layout < (types ? FO_N_LAYOUTS : 1); layout++)
    for (guint caps = 0; caps < (types ? 2 : 1); caps++)
      for (guint end = 0; end < (types ? FO_N_KEY_ENDS : 1); end++)
        for (guint gs = first_gs; gs < G_N_ELEMENTS (gs_keys); gs++) {
          FoQuirks quirks = { .layout = (FoKeyLayout) layout,
                              .gs_key = gs_keys[gs],
                              .end = (FoKeyEnd) end,
                              .caps = caps == 1 };
          if (!try_line_ends (guess, &quirks))
            continue;
          *ret_quirks = quirks;
          return true;
        }
  return false;
}

bool
fo_pair_guess (const GArray *transfers,
               const FoDecoderOps *decoder,
               const uint8_t *descriptor,
               size_t descriptor_bytes,
               const char *code,
               FoQuirks *ret_quirks)
{
  g_autofree void *state = g_malloc (decoder->state_size);
  Guess guess = {
    .transfers = transfers,
    .decoder = decoder,
    .setup = { .device = "pairing", .descriptor = descriptor, .descriptor_bytes = descriptor_bytes },
    .code = code,
    .state = state,
  };

  return transfers->len > 0 && try_all (&guess, ret_quirks);
}
