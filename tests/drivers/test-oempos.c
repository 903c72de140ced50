/* SPDX-License-Identifier: GPL-3.0-or-later
 * OEM POS reports → scans. A word of a scene is <trailer>:<data>, the trailer in hexadecimal as in decode-oempos.c ("16"
 * EAN-13, "00180b" Code 128, "10180b" Code 128 and more follows); a '#' before the data: digits as numbers; n=<n>: the
 * report says that it holds n bytes; s=<hex>: a status report of these bytes. */
#include "decoding.h"

#include <stdlib.h>
#include <string.h>

static const guint8 hand_held[] = {
  0x06, 0x45, 0xff, 0x0a, 0x00, 0x4b, 0xa1, 0x01, 0x0a, 0x01, 0x4a, 0x75, 0x08, 0x95, 0x0b,
  0x15, 0x00, 0x26, 0xff, 0x00, 0x91, 0x02, 0x0a, 0x02, 0x4a, 0x95, 0x40, 0x81, 0x02, 0xc0,
};

static void
append_hex (GByteArray *bytes, const char *hex, gsize length)
{
  for (gsize i = 0; i + 1 < length; i += 2) {
    guint8 byte = (guint8) (g_ascii_xdigit_value (hex[i]) * 16 + g_ascii_xdigit_value (hex[i + 1]));
    g_byte_array_append (bytes, &byte, 1);
  }
}

static void
make (const char *word, GByteArray *bytes)
{
  static const guint8 zeros[64] = { 0 };
  const char *colon = strchr (word, ':');
  guint8 head[4] = { 0, 0x10, 0x03, 0x00 };
  long count = g_str_has_prefix (word, "n=") ? strtol (word + 2, NULL, 10) : -1;
  const char *trailer = count >= 0 ? strchr (word, ',') + 1 : word;

  if (g_str_has_prefix (word, "s=")) {
    append_hex (bytes, word + 2, strlen (word + 2));
    g_byte_array_append (bytes, zeros, 64 - bytes->len);
    return;
  }
  g_byte_array_append (bytes, head, sizeof head);
  scenes_append (bytes, colon[1] == '#' ? colon + 2 : colon + 1);
  for (guint i = sizeof head; colon[1] == '#' && i < bytes->len; i++)
    bytes->data[i] -= '0';
  append_hex (bytes, trailer, (gsize) (colon - trailer));
  g_assert_cmpuint (bytes->len, <=, 64);
  bytes->data[0] = count >= 0 ? (guint8) count : (guint8) bytes->len;
  g_byte_array_append (bytes, zeros, 64 - bytes->len);
}

static const Kind kind = { .ops = &fo_decoder_oempos,
                           .descriptor = hand_held,
                           .descriptor_bytes = sizeof hand_held,
                           .make = make,
                           .step_ms = 8 };

#define PIECE50 "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEE"

static const Scene scenes[] = {
  { "EAN-13", "16:4601234567893", HEARS (SCAN ("- ean 4601234567893")) },
  { "UPC-A", "0d:071012107018", HEARS (SCAN ("- ean 071012107018")) },
  { "digits as numbers", "16:#4601234567893 0c:#96385074", HEARS (SCAN ("- ean 4601234567893"), SCAN ("- ean 96385074")) },
  { "numbers in a code of another kind are no digits", "00180b:^A^B^C", HEARS (SCAN ("- code128 <01><02><03>")) },
  { "Code 128", "00180b:LOT-5", HEARS (SCAN ("- code128 LOT-5")) },
  { "a lot that looks like an element string stays a lot", "00180b:10D9T", HEARS (SCAN ("- code128 10D9T")) },
  { "GS1-128 with GS", "00250b:0104601234567893~10A-77", HEARS (SCAN ("- gs1-128 0104601234567893<GS>10A-77")) },
  { "GS1 data matrix", "00360b:0104601234567893~10A", HEARS (SCAN ("- gs1-datamatrix 0104601234567893<GS>10A")) },
  { "data matrix of any kind", "00320b:0104601234567893~10A", HEARS (SCAN ("- unknown 0104601234567893<GS>10A")) },
  { "Code 39", "000a0b:Q1", HEARS (SCAN ("- other Q1")) },
  { "a symbology nobody knows", "00770b:X", HEARS (SCAN ("- unknown X")) },
  { "a code that ends with 0b: the trailer is still one", "00180b:AB^K", HEARS (SCAN ("- code128 AB<0b>")) },
  { "two reports", "10180b:" PIECE50 " 00180b:END", HEARS (SCAN ("- code128 " PIECE50 "END")) },
  { "three reports", "10330b:ONE 10330b:TWO 00330b:THREE", HEARS (SCAN ("- unknown ONETWOTHREE")) },
  { "the rest is of another symbology", "10180b:ONE 16:4601234567893",
    HEARS (FAULT ("mixed"), SCAN ("- ean 4601234567893")) },
  { "the rest never comes", "10180b:ONE ms=500", HEARS (FAULT ("timeout")) },
  { "the rest comes too late to be trusted", "10180b:ONE ms=600 00180b:TWO ms=300 00180b:BOX",
    HEARS (FAULT ("timeout"), FAULT ("gap"), SCAN ("- code128 BOX")) },
  { "nobody looked, and the rest was there all the time", "10180b:ONE starve=900 00180b:TWO",
    HEARS (SCAN ("- code128 ONETWO")) },
  { "nothing", "16:-", HEARS (FAULT ("empty")) },

  { "more bytes than there are", "n=65,00180b:BOX ms=300 16:4601234567893",
    HEARS (FAULT ("length"), SCAN ("- ean 4601234567893")) },
  { "fewer than a head", "n=3,00180b:BOX ms=300 00180b:BOX", HEARS (FAULT ("short"), SCAN ("- code128 BOX")) },
  { "a status report is no code", "s=04000300 00180b:BOX", HEARS (SCAN ("- code128 BOX")) },
  { "the answer to a command is no code", "s=0940030856312e3032 00180b:BOX",
    HEARS (FAULT ("response"), SCAN ("- code128 BOX")) },
  { "alive and not enabled: enabled again", "s=04000100 s=04000300", HEARS ("sent 1100000000000000000000") },
  { "… but not again and again", "s=04000100 s=04000100 s=04000100 ms=1000 s=04000100",
    HEARS ("sent 1100000000000000000000", "sent 1100000000000000000000") },
  { "a gap in the middle", "10180b:ONE gap 00180b:THREE ms=300 00180b:BOX",
    HEARS (FAULT ("gap"), SCAN ("- code128 BOX")) },
  { "a gap before the rest of a code whose beginning was lost", "gap 10180b:TWO 00180b:THREE 00180b:BOX",
    HEARS (FAULT ("gap"), SCAN ("- code128 BOX")) },
  { "unplugged in the middle", "10180b:ONE unplug", HEARS (FAULT ("unplugged")) },
  { "the protocol has no beep", "good bad", HEARS (NULL) },
};

static void
test_scenes (void)
{
  scenes_check (&kind, scenes, G_N_ELEMENTS (scenes));
}

static void
test_quirks (void)
{
  static const Scene beeps = { "beeps by direct I/O", "good bad",
                               HEARS ("sent 3000040000000000000000", "sent 3000050000000000000000") };
  static const Scene gs = { "something else for GS", "00180b:A|B", HEARS (SCAN ("- code128 A<GS>B")) };
  static const Scene slow = { "slow", "10180b:ONE ms=1900 00180b:TWO", HEARS (SCAN ("- code128 ONETWO")) };
  Kind other = kind;

  other.quirks = (FoQuirks){ .beep = FO_BEEP_DIRECT_IO };
  scenes_check (&other, &beeps, 1);
  other.quirks = (FoQuirks){ .has_gs = true, .gs = '|' };
  scenes_check (&other, &gs, 1);
  other.quirks = (FoQuirks){ .continuation_ms = 2000 };
  scenes_check (&other, &slow, 1);
}

/* It starts disabled. */
static void
test_opening (void)
{
  g_autofree char *sent = scenes_opening (&kind);

  g_assert_cmpstr (sent, ==, "sent 1100000000000000000000");
}

/* A report id, or no descriptor at all: nothing this decoder reads. */
static void
test_refused (void)
{
  static const guint8 numbered[] = { 0x06, 0x45, 0xff, 0x0a, 0x00, 0x4b, 0xa1, 0x01, 0x85, 0x02, 0xc0 };
  const FoDecoderSetup setups[] = {
    { .device = DEVICE, .descriptor = numbered, .descriptor_bytes = sizeof numbered },
    { .device = DEVICE },
  };
  g_autofree gpointer state = g_malloc (fo_decoder_oempos.state_size);

  for (guint i = 0; i < G_N_ELEMENTS (setups); i++) {
    const char *reason = NULL;
    g_assert_false (fo_decoder_oempos.start (state, &setups[i], 0, &reason));
    g_assert_cmpstr (reason, ==, "not an OEM POS scanner");
  }
}

static void
test_stale (void)
{
  scenes_check_stale (&kind, "16:4601234567893");
}

static void
test_unplug (void)
{
  scenes_check_unplug (&kind, "10180b:" PIECE50 " 10180b:" PIECE50 " 10180b:" PIECE50 " 00180b:END",
                       SCAN ("- code128 " PIECE50 PIECE50 PIECE50 "END"));
}

static void
test_noise (void)
{
  scenes_check_noise (&kind, "10180b:ONE 10180b:TWO 00180b:THREE", SCAN ("- code128 ONETWOTHREE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/oempos/scenes", test_scenes);
  g_test_add_func ("/drivers/oempos/quirks", test_quirks);
  g_test_add_func ("/drivers/oempos/opening", test_opening);
  g_test_add_func ("/drivers/oempos/refused", test_refused);
  g_test_add_func ("/drivers/oempos/stale", test_stale);
  g_test_add_func ("/drivers/oempos/unplug", test_unplug);
  g_test_add_func ("/drivers/oempos/noise", test_noise);
  return g_test_run ();
}
