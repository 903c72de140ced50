/* SPDX-License-Identifier: GPL-3.0-or-later
 * Serial bytes → scans. A word of a scene is what one read brings. */
#include "decoding.h"

static const Kind plain = { .ops = &fo_decoder_lines, .make = NULL };

static void
make (const char *word, GByteArray *bytes)
{
  scenes_append (bytes, word);
}

static Kind
kind_of (FoQuirks quirks)
{
  Kind kind = plain;

  kind.make = make;
  kind.quirks = quirks;
  kind.step_ms = 4;
  return kind;
}

static const Scene scenes[] = {
  { "CR ends a code", "4601234567893^M", HEARS (SCAN ("- unknown 4601234567893")) },
  { "LF", "BOX-1^J", HEARS (SCAN ("- unknown BOX-1")) },
  { "CR LF is one end", "BOX-1^M^J BOX-2^M^J", HEARS (SCAN ("- unknown BOX-1"), SCAN ("- unknown BOX-2")) },
  { "CR and LF in two reads", "BOX-1^M ^JBOX-2^M ^J", HEARS (SCAN ("- unknown BOX-1"), SCAN ("- unknown BOX-2")) },
  { "two in one read", "BOX-1^MBOX-2^M", HEARS (SCAN ("- unknown BOX-1"), SCAN ("- unknown BOX-2")) },
  { "byte by byte", "B O X ^M", HEARS (SCAN ("- unknown BOX")) },
  { "empty lines are nothing", "^M ^J^J ^M", HEARS (NULL) },
  { "the AIM identifier", "]C10104601234567893~10A-77^M", HEARS (SCAN ("]C1 gs1-128 0104601234567893<GS>10A-77")) },
  { "the AIM identifier alone", "]C1^M", HEARS (FAULT ("empty")) },
  { "GS in front", "~0104601234567893^M", HEARS (SCAN ("- unknown <GS>0104601234567893")) },
  { "tab at the end goes, in the middle stays", "A^IB^I^M", HEARS (SCAN ("- unknown A<09>B")) },
  { "UTF-8 and Windows-1251 stay what they are", "\xd0\x9d\xd0\xb0^M \xcd\xe0^M",
    HEARS (SCAN ("- unknown <d0><9d><d0><b0>"), SCAN ("- unknown <cd><e0>")) },
  { "between STX and ETX, lines and all", "^BONE^M^JTWO^C", HEARS (SCAN ("- unknown ONE<0d><0a>TWO")) },
  { "framed with an end of line inside", "^BBOX-1^M^C", HEARS (SCAN ("- unknown BOX-1")) },
  { "framed and not, mixed", "^BONE^C TWO^M", HEARS (SCAN ("- unknown ONE"), SCAN ("- unknown TWO")) },
  { "talk of the scanner is no code", "^F BOX^M ^U^Q^S", HEARS (SCAN ("- unknown BOX")) },
  { "within a code it is data", "BO^FX^M", HEARS (SCAN ("- unknown BO<06>X")) },

  { "the rest never comes", "BOX- ms=495 1^M BOX-2 ms=501",
    HEARS (SCAN ("- unknown BOX-1"), FAULT ("timeout")) },
  { "it comes too late to be trusted", "BOX- ms=600 1^M BOX-2^M",
    HEARS (FAULT ("timeout"), FAULT ("gap"), SCAN ("- unknown BOX-2")) },
  { "after a pause another code begins", "BOX- ms=800 BOX-2^M", HEARS (FAULT ("timeout"), SCAN ("- unknown BOX-2")) },
  { "nobody looked, and it was there all the time", "BOX- starve=2000 1^M", HEARS (SCAN ("- unknown BOX-1")) },
  { "a framed one never ends", "^BBOX ms=501 BOX-2^M ms=300 BOX-3^M",
    HEARS (FAULT ("timeout"), FAULT ("gap"), SCAN ("- unknown BOX-3")) },

  { "NUL is a bad byte", "BO^@X^M BOX^M", HEARS (FAULT ("noise"), SCAN ("- unknown BOX")) },
  { "the wrong speed", "^@^@^@\xf0^@\xff ms=300 BOX^M", HEARS (FAULT ("noise"), SCAN ("- unknown BOX")) },
  { "a gap: the rest is not a code", "BO gap X^M BOX^M", HEARS (FAULT ("gap"), SCAN ("- unknown BOX")) },
  { "a gap before a code", "gap OX^M BOX^M", HEARS (FAULT ("gap"), SCAN ("- unknown BOX")) },
  { "a gap, then quiet", "gap ms=250 BOX^M", HEARS (SCAN ("- unknown BOX")) },
  { "unplugged in the middle", "BO unplug", HEARS (FAULT ("unplugged")) },
  { "no beep", "good bad", HEARS (NULL) },
};

static void
test_scenes (void)
{
  Kind kind = kind_of ((FoQuirks){ 0 });

  scenes_check (&kind, scenes, G_N_ELEMENTS (scenes));
}

/* ---- quirks ------------------------------------------------------------------------------------------------------ */

static const struct {
  FoQuirks quirks;
  Scene scene;
} set_otherwise[] = {
  { { .line_end = FO_LINE_CR }, { "CR alone", "ONE^JTWO^M", HEARS (SCAN ("- unknown ONE<0a>TWO")) } },
  { { .line_end = FO_LINE_LF }, { "LF alone", "ONE^MTWO^J", HEARS (SCAN ("- unknown ONE<0d>TWO")) } },
  { { .line_end = FO_LINE_CRLF }, { "CR LF", "ONE^MTWO^JX^M ^J", HEARS (SCAN ("- unknown ONE<0d>TWO<0a>X")) } },
  { { .line_end = FO_LINE_TAB }, { "tab", "ONE^ITWO^I", HEARS (SCAN ("- unknown ONE"), SCAN ("- unknown TWO")) } },
  { { .line_end = FO_LINE_ETX }, { "ETX", "ONE^CTWO^C", HEARS (SCAN ("- unknown ONE"), SCAN ("- unknown TWO")) } },
  { { .line_end = FO_LINE_SILENCE },
    { "silence", "ONE ms=40 TWO ms=51 THREE ms=51", HEARS (SCAN ("- unknown ONETWO"), SCAN ("- unknown THREE")) } },
  { { .line_end = FO_LINE_SILENCE },
    { "silence that nobody looked at", "ONE starve=60 TWO ms=400 BOX ms=60", HEARS (FAULT ("gap"), SCAN ("- unknown BOX")) } },
  { { .line_end = FO_LINE_SILENCE, .continuation_ms = 200 },
    { "a longer silence", "ONE ms=180 TWO ms=210", HEARS (SCAN ("- unknown ONETWO")) } },
  { { .continuation_ms = 2000 }, { "a slow line", "ONE ms=1900 TWO^M", HEARS (SCAN ("- unknown ONETWO")) } },
  { { .framed = true },
    { "framed", "^BONE^C ^BTWO^C", HEARS (SCAN ("- unknown ONE"), SCAN ("- unknown TWO")) } },
  { { .framed = true },
    { "framed: what stands outside is none", "ONE^M ^BTWO^C", HEARS (FAULT ("frame"), SCAN ("- unknown TWO")) } },
  { { .framed = true },
    { "framed: the end was lost", "^BONE ^BTWO^C", HEARS (FAULT ("mixed"), SCAN ("- unknown TWO")) } },
  { { .framed = true },
    { "framed: a gap is healed by the next STX", "^BON gap E^C^BTWO^C", HEARS (FAULT ("gap"), SCAN ("- unknown TWO")) } },
  { { .prefix = "<<", .suffix = ">>" },
    { "prefix and suffix", "<<BOX>>^M <BOX>>^M <<BOX>^M <<>>^M",
      HEARS (SCAN ("- unknown BOX"), FAULT ("frame"), FAULT ("frame"), FAULT ("empty")) } },
  { { .suffix = "#\r" }, { "an end of line written into the suffix", "BOX#^M", HEARS (SCAN ("- unknown BOX")) } },
  { { .prefix = "P" }, { "the AIM identifier behind the prefix", "P]E04601234567893^M", HEARS (SCAN ("]E0 ean 4601234567893")) } },
  { { .has_gs = true, .gs = '|' }, { "something else for GS", "0104|10A^M", HEARS (SCAN ("- unknown 0104<GS>10A")) } },
  { { .beep = FO_BEEP_BEL }, { "a beep by BEL", "good bad", HEARS ("sent 07") } },
};

static void
test_quirks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (set_otherwise); i++) {
    Kind kind = kind_of (set_otherwise[i].quirks);
    scenes_check (&kind, &set_otherwise[i].scene, 1);
  }
}

/* Up to FO_SCAN_BYTES_MAX a code arrives; longer it is refused whole, and the next one arrives again. */
static void
test_lengths (void)
{
  Kind kind = kind_of ((FoQuirks){ 0 });

  for (gsize length = FO_SCAN_BYTES_MAX - 3; length < FO_SCAN_BYTES_MAX + 200; length += length < 520 ? 1 : 61) {
    g_autofree char *code = g_strnfill (length, 'x');
    g_autofree char *does = g_strconcat (code, "^M BOX^M", NULL);
    g_autofree char *scan = g_strconcat (SCAN ("- unknown "), code, NULL);
    Scene scene = { "a long code", does,
                    HEARS (length <= FO_SCAN_BYTES_MAX ? scan : FAULT ("too-long"), SCAN ("- unknown BOX")) };
    scenes_check (&kind, &scene, 1);
  }
}

static void
test_stale (void)
{
  Kind kind = kind_of ((FoQuirks){ 0 });

  scenes_check_stale (&kind, "BOX-1^M");
}

static void
test_unplug (void)
{
  Kind kind = kind_of ((FoQuirks){ 0 }), framed = kind_of ((FoQuirks){ .framed = true });

  scenes_check_unplug (&kind, "0104601 234567893 ~10A -77 ^M", SCAN ("- unknown 0104601234567893<GS>10A-77"));
  scenes_check_unplug (&framed, "^B 0104601 234567893 ~10A -77 ^C", SCAN ("- unknown 0104601234567893<GS>10A-77"));
}

static void
test_noise (void)
{
  Kind kind = kind_of ((FoQuirks){ 0 }), framed = kind_of ((FoQuirks){ .framed = true });
  Kind silent = kind_of ((FoQuirks){ .line_end = FO_LINE_SILENCE });

  scenes_check_noise (&kind, "]C1BOX -77^M^J", SCAN ("]C1 gs1-128 BOX-77"));
  scenes_check_noise (&framed, "^BBOX -77^C", SCAN ("- unknown BOX-77"));
  scenes_check_noise (&silent, "BOX -77", SCAN ("- unknown BOX-77"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/lines/scenes", test_scenes);
  g_test_add_func ("/drivers/lines/quirks", test_quirks);
  g_test_add_func ("/drivers/lines/lengths", test_lengths);
  g_test_add_func ("/drivers/lines/stale", test_stale);
  g_test_add_func ("/drivers/lines/unplug", test_unplug);
  g_test_add_func ("/drivers/lines/noise", test_noise);
  return g_test_run ();
}
