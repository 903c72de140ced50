/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counted chunks → scans. A word of a scene is a chunk's data; n=<n>,… says it holds n bytes; cut=<n>,… is n bytes long. */
#include "decoding.h"

#include <stdio.h>
#include <string.h>

static void
make (const char *word, GByteArray *bytes)
{
  static const guint8 zeros[64] = { 0 };
  guint count = G_MAXUINT, cut = 64;

  if (sscanf (word, "n=%u,", &count) == 1 || sscanf (word, "cut=%u,", &cut) == 1)
    word = strchr (word, ',') + 1;
  g_byte_array_append (bytes, zeros, 1);
  scenes_append (bytes, word);
  bytes->data[0] = (guint8) (count != G_MAXUINT ? count : bytes->len - 1);
  if (bytes->len < 64)
    g_byte_array_append (bytes, zeros, 64 - bytes->len);
  g_byte_array_set_size (bytes, cut);
}

static const Kind kind = { .ops = &fo_decoder_chunks, .make = make, .step_ms = 8 };

#define FULL "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFFFFFFGGG"
G_STATIC_ASSERT (sizeof FULL - 1 == 63);

static const Scene scenes[] = {
  { "a code, once it is quiet", "4601234567893 ms=99 ms=1", HEARS (SCAN ("- unknown 4601234567893")) },
  { "not before", "BOX ms=99", HEARS (NULL) },
  { "two chunks", FULL " END ms=100", HEARS (SCAN ("- unknown " FULL "END")) },
  { "full chunks to the end", FULL " " FULL " ms=100", HEARS (SCAN ("- unknown " FULL FULL)) },
  { "two codes", "ONE ms=150 TWO ms=150", HEARS (SCAN ("- unknown ONE"), SCAN ("- unknown TWO")) },
  { "GS, the AIM identifier, the suffix", "]C10104601234567893~10A-77^M ms=100",
    HEARS (SCAN ("]C1 gs1-128 0104601234567893<GS>10A-77")) },
  { "a silence that nobody looked at: the rest, or the next code?", "ONE starve=150 TWO ms=300 BOX ms=100",
    HEARS (FAULT ("gap"), SCAN ("- unknown BOX")) },
  { "nothing", "- BOX ms=100", HEARS (FAULT ("empty"), SCAN ("- unknown BOX")) },
  { "nothing behind a code", "BOX - ms=100", HEARS (SCAN ("- unknown BOX")) },
  { "more than there is room for", "n=64,BOX ms=300 BOX ms=100", HEARS (FAULT ("length"), SCAN ("- unknown BOX")) },
  { "more than came", "cut=3,BOX ms=300 BOX ms=100", HEARS (FAULT ("short"), SCAN ("- unknown BOX")) },
  { "unreadable in the middle", "ONE n=99,TWO THREE ms=300 BOX ms=100", HEARS (FAULT ("length"), SCAN ("- unknown BOX")) },
  { "an empty transfer", "cut=0,BOX BOX ms=100", HEARS (FAULT ("empty"), SCAN ("- unknown BOX")) },
  { "a gap in the middle", "ONE gap TWO ms=300 BOX ms=100", HEARS (FAULT ("gap"), SCAN ("- unknown BOX")) },
  { "a gap before the rest", "gap TWO ms=300 BOX ms=100", HEARS (FAULT ("gap"), SCAN ("- unknown BOX")) },
  { "unplugged in the middle", "ONE unplug ms=200", HEARS (FAULT ("unplugged")) },
};

static void
test_scenes (void)
{
  scenes_check (&kind, scenes, G_N_ELEMENTS (scenes));
}

static void
test_stale (void)
{
  scenes_check_stale (&kind, "4601234567893");
}

static void
test_unplug (void)
{
  scenes_check_unplug (&kind, FULL " " FULL " " FULL " END ms=0", SCAN ("- unknown " FULL FULL FULL "END"));
}

static void
test_noise (void)
{
  scenes_check_noise (&kind, FULL " END", SCAN ("- unknown " FULL "END"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/chunks/scenes", test_scenes);
  g_test_add_func ("/drivers/chunks/stale", test_stale);
  g_test_add_func ("/drivers/chunks/unplug", test_unplug);
  g_test_add_func ("/drivers/chunks/noise", test_noise);
  return g_test_run ();
}
