/* SPDX-License-Identifier: GPL-3.0-or-later
 * SNAPI reports → scans, each packet acknowledged. A word of a scene is <type>,<index>/<packets>:<data>, the type in
 * hexadecimal, with L in front in a report for long codes; len=<n>,… says it holds n bytes; x=<hex>: any report. */
#include "decoding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
make (const char *word, GByteArray *bytes)
{
  static const guint8 zeros[64] = { 0 };
  guint type = 0, index = 0, packets = 1, length = G_MAXUINT;
  int data_at = 0;

  if (g_str_has_prefix (word, "x=")) {
    for (const char *at = word + 2; at[0] != '\0' && at[1] != '\0'; at += 2) {
      guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) * 16 + g_ascii_xdigit_value (at[1]));
      g_byte_array_append (bytes, &byte, 1);
    }
    return;
  }
  if (sscanf (word, "len=%u,", &length) == 1)
    word = strchr (word, ',') + 1;
  bool is_long = word[0] == 'L';
  g_assert_cmpint (sscanf (word + is_long, "%x,%u/%u:%n", &type, &index, &packets, &data_at), ==, 3);
  const char *data = word + is_long + data_at;
  g_autoptr (GByteArray) text = g_byte_array_new ();
  scenes_append (text, data);
  guint8 shown = (guint8) (length != G_MAXUINT ? length : text->len);
  const guint8 brief[] = { 0x22, (guint8) packets, (guint8) index, shown, (guint8) type, (guint8) (type >> 8) };
  const guint8 wide[] = { 0x26, (guint8) (packets >> 8), (guint8) packets, (guint8) (index >> 8), (guint8) index, shown,
                          (guint8) type, (guint8) (type >> 8) };
  g_byte_array_append (bytes, is_long ? wide : brief, is_long ? sizeof wide : sizeof brief);
  g_byte_array_append (bytes, text->data, text->len);
  if (bytes->len < (is_long ? 64 : 32))
    g_byte_array_append (bytes, zeros, (is_long ? 64 : 32) - bytes->len);
}

static const Kind kind = { .ops = &fo_decoder_snapi, .make = make, .step_ms = 8 };

#define ACK "sent 01220100"
#define ACK_LONG "sent 01260100"

static const Scene scenes[] = {
  { "EAN-13", "0b,0/1:4601234567893", HEARS (ACK, SCAN ("- ean 4601234567893")) },
  { "GS1-128", "0f,0/1:0104601234567893~10A-7", HEARS (ACK, SCAN ("- gs1-128 0104601234567893<GS>10A-7")) },
  { "Code 128 stays a lot", "03,0/1:10D9T", HEARS (ACK, SCAN ("- code128 10D9T")) },
  { "DataBar", "32,0/1:0104601234567893", HEARS (ACK, SCAN ("- databar 0104601234567893")) },
  { "data matrix of any kind", "1b,0/1:ABC", HEARS (ACK, SCAN ("- unknown ABC")) },
  { "Code 39", "01,0/1:ABC", HEARS (ACK, SCAN ("- other ABC")) },
  { "a type nobody knows", "1234,0/1:ABC", HEARS (ACK, SCAN ("- unknown ABC")) },
  { "two packets", "03,0/2:ONE 03,1/2:TWO", HEARS (ACK, ACK, SCAN ("- code128 ONETWO")) },
  { "long ones", "L1c,0/3:ONE L1c,1/3:TWO L1c,2/3:THREE", HEARS (ACK_LONG, ACK_LONG, ACK_LONG, SCAN ("- unknown ONETWOTHREE")) },
  { "the suffix goes", "03,0/1:BOX^M", HEARS (ACK, SCAN ("- code128 BOX")) },
  { "nothing", "03,0/1:-", HEARS (ACK, FAULT ("empty")) },

  { "sent again: taken once", "03,0/1:BOX 03,0/1:BOX", HEARS (ACK, SCAN ("- code128 BOX"), ACK, FAULT ("repeated")) },
  { "a packet of several sent again", "03,0/2:ONE 03,0/2:ONE 03,1/2:TWO",
    HEARS (ACK, ACK, FAULT ("repeated"), ACK, SCAN ("- code128 ONETWO")) },
  { "scanned again", "03,0/1:BOX ms=300 03,0/1:BOX", HEARS (ACK, SCAN ("- code128 BOX"), ACK, SCAN ("- code128 BOX")) },

  { "a status is not acknowledged", "x=21060100 03,0/1:BOX", HEARS (ACK, SCAN ("- code128 BOX")) },
  { "a notice is", "x=24020000 03,0/1:BOX", HEARS ("sent 01240100", ACK, SCAN ("- code128 BOX")) },
  { "an empty report, another report", "x= x=99 03,0/1:BOX", HEARS (ACK, SCAN ("- code128 BOX")) },

  { "more bytes than there is room for", "len=200,03,0/1:BOX 03,0/1:TWO", HEARS (ACK, FAULT ("length"), ACK, SCAN ("- code128 TWO")) },
  { "more bytes than came", "len=27,03,0/1:BOX 03,0/1:TWO", HEARS (ACK, FAULT ("short"), ACK, SCAN ("- code128 TWO")) },
  { "cut", "x=220100 03,0/1:TWO", HEARS (ACK, FAULT ("short"), ACK, SCAN ("- code128 TWO")) },
  { "no packets", "03,0/0:BOX", HEARS (ACK, FAULT ("length")) },
  { "an index past the end", "03,5/3:BOX", HEARS (ACK, FAULT ("length")) },

  { "a packet is lost: the rest is no code", "03,0/3:ONE 03,2/3:THREE 03,0/1:BOX",
    HEARS (ACK, ACK, FAULT ("mixed"), ACK, SCAN ("- code128 BOX")) },
  { "another code begins", "03,0/2:ONE 0b,0/1:4601234567893",
    HEARS (ACK, ACK, FAULT ("mixed"), SCAN ("- ean 4601234567893")) },
  { "the rest never comes", "03,0/2:ONE ms=500 03,1/2:TWO", HEARS (ACK, FAULT ("timeout"), ACK) },
  { "a gap in the middle", "03,0/2:ONE gap 03,1/2:TWO 03,0/1:BOX",
    HEARS (ACK, FAULT ("gap"), ACK, ACK, SCAN ("- code128 BOX")) },
  { "a gap, and the beginning was lost", "gap 03,1/2:TWO 03,0/1:BOX",
    HEARS (ACK, FAULT ("gap"), ACK, SCAN ("- code128 BOX")) },
  { "a gap, and nothing was lost", "gap 03,0/1:BOX", HEARS (ACK, SCAN ("- code128 BOX")) },
  { "unplugged in the middle", "03,0/2:ONE unplug", HEARS (ACK, FAULT ("unplugged")) },

  { "beeps", "good bad", HEARS ("sent 0400", "sent 0410") },
};

static void
test_scenes (void)
{
  scenes_check (&kind, scenes, G_N_ELEMENTS (scenes));
}

static void
test_quirks (void)
{
  static const Scene quiet = { "the profile switches the beep off", "good bad", HEARS (NULL) };
  Kind other = kind;

  other.quirks = (FoQuirks){ .beep = FO_BEEP_NONE };
  scenes_check (&other, &quiet, 1);
}

static void
test_opening (void)
{
  g_autofree char *sent = scenes_opening (&kind);

  g_assert_cmpstr (sent, ==, "sent 0601");
}

static void
test_stale (void)
{
  scenes_check_stale (&kind, "0b,0/1:4601234567893");
}

static void
test_unplug (void)
{
  scenes_check_unplug (&kind, "L1c,0/4:ONE L1c,1/4:TWO L1c,2/4:THREE L1c,3/4:FOUR", SCAN ("- unknown ONETWOTHREEFOUR"));
}

static void
test_noise (void)
{
  scenes_check_noise (&kind, "03,0/3:ONE 03,1/3:TWO 03,2/3:THREE", SCAN ("- code128 ONETWOTHREE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/snapi/scenes", test_scenes);
  g_test_add_func ("/drivers/snapi/quirks", test_quirks);
  g_test_add_func ("/drivers/snapi/opening", test_opening);
  g_test_add_func ("/drivers/snapi/stale", test_stale);
  g_test_add_func ("/drivers/snapi/unplug", test_unplug);
  g_test_add_func ("/drivers/snapi/noise", test_noise);
  return g_test_run ();
}
