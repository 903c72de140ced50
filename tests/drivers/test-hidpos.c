/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reports → scans: the decoder alone, with the time in the test's hand. */
#include "heard.h"
#include "reports.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

#define DEVICE "usb:0c2e:0b61:X1"
#define OPENED_US G_GINT64_CONSTANT (5000000)

/* A decoder, and what it said. */
typedef struct {
  gpointer state;
  Heard *heard;
  int64_t now_us;
} Decoder;

static void
on_scan (const FoScan *scan, void *user)
{
  const Decoder *decoder = user;

  g_assert_cmpint (scan->at_us, ==, decoder->now_us);
  heard_listener.scan (scan, decoder->heard);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  const Decoder *decoder = user;

  g_assert_cmpint (at_us, ==, decoder->now_us);
  heard_listener.fault (DEVICE, fault, decoder->heard);
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault };

static void
decoder_init (Decoder *decoder, const ReportLayout *layout, const FoQuirks *quirks)
{
  FoDecoderSetup setup
    = { .device = DEVICE, .descriptor = layout->descriptor, .descriptor_bytes = layout->descriptor_bytes };
  const char *reason = NULL;

  if (quirks != NULL)
    setup.quirks = *quirks;
  decoder->state = g_malloc (fo_decoder_hidpos.state_size);
  decoder->heard = heard_new ();
  decoder->now_us = OPENED_US;
  g_assert_true (fo_decoder_hidpos.start (decoder->state, &setup, OPENED_US, &reason));
  decoder->now_us += 1000000; /* nothing is stale any more */
}

static void
decoder_clear (Decoder *decoder)
{
  g_free (decoder->state);
  heard_free (decoder->heard);
}

static void
feed (Decoder *decoder, const guint8 *report, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (report, length);

  fo_decoder_hidpos.feed (decoder->state, exact, length, decoder->now_us, &sink, decoder);
}

static void
tick (Decoder *decoder)
{
  fo_decoder_hidpos.tick (decoder->state, decoder->now_us, &sink, decoder);
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

/* What is done, a word each:
 *   <aim>:<data>     one report, the last of its code      ]C1:0104…    the AIM of three characters, data as written
 *   <aim>:<data>+    more follows
 *   len=<n>          the next report says it holds n bytes
 *   cut=<n>          the next report is n bytes long
 *   id=<n>           the next report has this report id
 *   ms=<n>           time passes, and whoever runs the decoder looks when it asked to
 *   starve=<n>       time passes, and nobody looks
 *   gap, unplug      the transport says so
 * In data ~ stands for GS, ^M for CR, ^J for LF, ^I for Tab, - for nothing. */
typedef struct {
  const char *what, *does;
  const char *hears[6];
} Scene;

#define HEARS(...) { __VA_ARGS__ }
#define SCAN(text) "scan " DEVICE " " text
#define FAULT(text) "fault " DEVICE " " text
#define PIECE56 "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFF"

static const Scene scenes[] = {
  { "one report", "]E0:4601234567893", HEARS (SCAN ("]E0 ean 4601234567893")) },
  { "GS is kept", "]C1:0104601234567893~10A-77", HEARS (SCAN ("]C1 gs1-128 0104601234567893<GS>10A-77")) },
  { "two codes behind each other", "]C0:ONE ]C0:TWO", HEARS (SCAN ("]C0 code128 ONE"), SCAN ("]C0 code128 TWO")) },
  { "three reports are one code", "]Q1:one-+ ]Q1:two-+ ]Q1:three", HEARS (SCAN ("]Q1 qr one-two-three")) },
  { "full reports", "]Q1:" PIECE56 "+ ]Q1:" PIECE56, HEARS (SCAN ("]Q1 qr " PIECE56 PIECE56)) },
  { "an empty last report", "]Q1:" PIECE56 "+ ]Q1:-", HEARS (SCAN ("]Q1 qr " PIECE56)) },
  { "the suffix goes", "]C0:BOX-1^M", HEARS (SCAN ("]C0 code128 BOX-1")) },
  { "every suffix goes", "]C0:BOX-1^I^M^J", HEARS (SCAN ("]C0 code128 BOX-1")) },
  { "a suffix alone in the last report", "]C0:BOX-1+ ]C0:^M", HEARS (SCAN ("]C0 code128 BOX-1")) },
  { "CR in the middle stays", "]Q1:ONE^MTWO", HEARS (SCAN ("]Q1 qr ONE<0d>TWO")) },
  { "GS at the end stays", "]C1:10A-77~", HEARS (SCAN ("]C1 gs1-128 10A-77<GS>")) },
  { "an AIM identifier in the data is data", "]C0:]C1ABC", HEARS (SCAN ("]C0 code128 ]C1ABC")) },
  { "an AIM field that holds none", "xyz:BOX-1", HEARS (SCAN ("- unknown BOX-1")) },
  { "unknown symbology", "]L2:PDF", HEARS (SCAN ("]L2 other PDF")) },

  { "nothing", "]C0:-", HEARS (FAULT ("empty")) },
  { "a suffix alone", "]C0:^M", HEARS (FAULT ("empty")) },
  { "an empty transfer", "cut=0 ]C0:BOX ]C0:TWO", HEARS (FAULT ("empty"), SCAN ("]C0 code128 TWO")) },
  { "another report of the device", "id=4 ]C0:BOX ]C0:TWO", HEARS (SCAN ("]C0 code128 TWO")) },
  { "another report in the middle", "]Q1:one-+ id=240 ]C0:BOX ]Q1:two", HEARS (SCAN ("]Q1 qr one-two")) },
  { "an answer to a command", "]X0:REVINF", HEARS (FAULT ("response")) },
  { "a long answer", "]X0:one+ ]X0:two ]C0:BOX", HEARS (FAULT ("response"), SCAN ("]C0 code128 BOX")) },
  { "acknowledged", "]Z6:TERMID.", HEARS (FAULT ("response")) },

  { "more bytes than the report has room for", "len=57 ]C0:BOX ]C0:TWO",
    HEARS (FAULT ("length"), SCAN ("]C0 code128 TWO")) },
  { "255 bytes", "len=255 ]C0:BOX ]C0:TWO", HEARS (FAULT ("length"), SCAN ("]C0 code128 TWO")) },
  { "too many bytes in a first report: its rest is not a code", "len=99 ]Q1:one+ ]Q1:two+ ]Q1:three ]C0:BOX",
    HEARS (FAULT ("length"), SCAN ("]C0 code128 BOX")) },
  { "too many bytes in the middle", "]Q1:one+ len=99 ]Q1:two+ ]Q1:three ]C0:BOX",
    HEARS (FAULT ("length"), SCAN ("]C0 code128 BOX")) },
  { "too many bytes at the end", "]Q1:one+ len=99 ]Q1:two ]C0:BOX",
    HEARS (FAULT ("length"), SCAN ("]C0 code128 BOX")) },

  { "a short transfer: whether more follows is not known", "cut=10 ]Q1:one+ ms=5 ]Q1:two ms=300 ]C0:BOX",
    HEARS (FAULT ("short"), SCAN ("]C0 code128 BOX")) },
  { "a short transfer, then quiet", "cut=63 ]C0:ONE ms=251 ]C0:TWO",
    HEARS (FAULT ("short"), SCAN ("]C0 code128 TWO")) },
  { "short in the middle", "]Q1:one+ cut=20 ]Q1:two+ ]Q1:three ms=300 ]C0:BOX",
    HEARS (FAULT ("short"), SCAN ("]C0 code128 BOX")) },

  { "the rest never comes", "]Q1:one+ ms=500", HEARS (FAULT ("timeout")) },
  { "the rest never comes, the next code does", "]Q1:one+ ms=800 ]C0:BOX",
    HEARS (FAULT ("timeout"), SCAN ("]C0 code128 BOX")) },
  { "the rest comes just in time", "]Q1:one+ ms=499 ]Q1:two+ ms=499 ]Q1:three", HEARS (SCAN ("]Q1 qr onetwothree")) },
  { "the rest comes too late to be trusted", "]Q1:one+ ms=650 ]Q1:two ms=300 ]C0:BOX",
    HEARS (FAULT ("timeout"), FAULT ("gap"), SCAN ("]C0 code128 BOX")) },
  { "nobody looked for a second, and the rest was there all the time", "]Q1:one+ starve=1000 ]Q1:two",
    HEARS (SCAN ("]Q1 qr onetwo")) },

  { "the last report was lost, another code follows", "]Q1:one+ ]C0:BOX ]C0:TWO",
    HEARS (FAULT ("mixed"), SCAN ("]C0 code128 BOX"), SCAN ("]C0 code128 TWO")) },
  { "a long one follows", "]Q1:one+ ]d2:two+ ]d2:three",
    HEARS (FAULT ("mixed"), SCAN ("]d2 gs1-datamatrix twothree")) },

  { "a gap in the middle", "]Q1:one+ gap ]Q1:three ms=300 ]C0:BOX", HEARS (FAULT ("gap"), SCAN ("]C0 code128 BOX")) },
  { "a gap before the rest of a code whose beginning was lost", "gap ms=20 ]Q1:two+ ]Q1:three ]C0:BOX",
    HEARS (FAULT ("gap"), SCAN ("]C0 code128 BOX")) },
  { "a gap, and not quite quiet", "gap ms=240 ]C0:ONE ]C0:BOX", HEARS (FAULT ("gap"), SCAN ("]C0 code128 BOX")) },
  { "a gap, then quiet", "gap ms=250 ]C0:BOX", HEARS (SCAN ("]C0 code128 BOX")) },
  { "unplugged in the middle", "]Q1:one+ ]Q1:two+ unplug", HEARS (FAULT ("unplugged")) },
  { "unplugged in between", "]C0:BOX unplug", HEARS (SCAN ("]C0 code128 BOX")) },
};

static gsize
data_of (const char *text, char *data)
{
  gsize length = 0;

  if (strcmp (text, "-") == 0)
    return 0;
  for (const char *at = text; *at != '\0'; at++)
    if (*at == '~')
      data[length++] = 0x1d;
    else if (*at == '^')
      data[length++] = *++at & 0x1f;
    else
      data[length++] = *at;
  return length;
}

typedef struct {
  int length, cut, id; /* of the next report; -1: as it should be */
} Next;

static void
do_report (Decoder *decoder, const ReportLayout *layout, const char *word, Next *next)
{
  bool more = g_str_has_suffix (word, "+");
  g_autofree char *text = g_strndup (word + 4, strlen (word + 4) - (more ? 1 : 0));
  g_autofree char *data = g_malloc (strlen (text) + 1);
  guint8 report[REPORT_BYTES];
  gsize length = data_of (text, data);

  g_assert_cmpint (word[3], ==, ':');
  report_make (layout, word, data, length, more, report);
  if (next->length >= 0)
    report[1] = (guint8) next->length;
  if (next->id >= 0)
    report[0] = (guint8) next->id;
  feed (decoder, report, next->cut >= 0 ? (gsize) next->cut : sizeof report);
  *next = (Next){ -1, -1, -1 };
}

/* Time passes; the decoder is looked at in the moment it asked for. */
static void
pass (Decoder *decoder, int64_t us)
{
  int64_t end_us = decoder->now_us + us, due_us;

  while ((due_us = fo_decoder_hidpos.due (decoder->state)) <= end_us) {
    decoder->now_us = MAX (due_us, decoder->now_us);
    tick (decoder);
    g_assert_cmpint (fo_decoder_hidpos.due (decoder->state), >, decoder->now_us);
  }
  decoder->now_us = end_us;
}

static void
do_word (Decoder *decoder, const ReportLayout *layout, const char *word, Next *next)
{
  if (g_str_has_prefix (word, "len="))
    next->length = (int) strtol (word + 4, NULL, 10);
  else if (g_str_has_prefix (word, "cut="))
    next->cut = (int) strtol (word + 4, NULL, 10);
  else if (g_str_has_prefix (word, "id="))
    next->id = (int) strtol (word + 3, NULL, 10);
  else if (g_str_has_prefix (word, "ms="))
    pass (decoder, strtol (word + 3, NULL, 10) * 1000);
  else if (g_str_has_prefix (word, "starve="))
    decoder->now_us += strtol (word + 7, NULL, 10) * 1000;
  else if (strcmp (word, "gap") == 0)
    fo_decoder_hidpos.cut (decoder->state, FO_FAULT_GAP, decoder->now_us, &sink, decoder);
  else if (strcmp (word, "unplug") == 0)
    fo_decoder_hidpos.cut (decoder->state, FO_FAULT_UNPLUGGED, decoder->now_us, &sink, decoder);
  else {
    decoder->now_us += 8000;
    do_report (decoder, layout, word, next);
  }
}

static void
play (Decoder *decoder, const ReportLayout *layout, const char *does)
{
  g_auto (GStrv) words = g_strsplit (does, " ", -1);
  Next next = { -1, -1, -1 };

  for (guint i = 0; words[i] != NULL; i++)
    do_word (decoder, layout, words[i], &next);
}

static void
check_scene (const Scene *scene, const ReportLayout *layout, const FoQuirks *quirks)
{
  Decoder decoder;
  guint i = 0;

  g_test_message ("%s", scene->what);
  decoder_init (&decoder, layout, quirks);
  play (&decoder, layout, scene->does);
  for (; i < G_N_ELEMENTS (scene->hears) && scene->hears[i] != NULL; i++)
    g_assert_cmpstr (i < decoder.heard->lines->len ? g_ptr_array_index (decoder.heard->lines, i) : "(nothing)", ==,
                     scene->hears[i]);
  g_assert_cmpstr (i < decoder.heard->lines->len ? g_ptr_array_index (decoder.heard->lines, i) : NULL, ==, NULL);
  decoder_clear (&decoder);
}

static void
test_scenes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    check_scene (&scenes[i], &report_honeywell, NULL);
}

/* A scanner that does not say what it read. */
static const Scene newland_scenes[] = {
  { "one report", "]C1:0104601234567893~10A-77", HEARS (SCAN ("- unknown 0104601234567893<GS>10A-77")) },
  { "set to send the AIM identifier in front of the data", "___:]C10104601234567893",
    HEARS (SCAN ("]C1 gs1-128 0104601234567893")) },
  { "that and nothing else", "___:]C1", HEARS (FAULT ("empty")) },
  { "]X0 in front of the data is nothing special", "___:]X0BOX", HEARS (SCAN ("]X0 other BOX")) },
  { "two reports", "___:one+ ___:two", HEARS (SCAN ("- unknown onetwo")) },
};

static void
test_newland_scenes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (newland_scenes); i++)
    check_scene (&newland_scenes[i], &report_newland, NULL);
}

/* ---- quirks ------------------------------------------------------------------------------------------------------ */

static void
test_quirks (void)
{
  static const Scene x0 = { "accept-x0", "]X0:BOX ]Z6:ACK", HEARS (SCAN ("]X0 other BOX"), FAULT ("response")) };
  static const Scene gs = { "gs=7c", "]C1:0104|10A-77|+ ]C1:91B", HEARS (SCAN ("]C1 gs1-128 0104<GS>10A-77<GS>91B")) };
  static const Scene slow
    = { "continuation-ms=2000", "]Q1:one+ ms=1999 ]Q1:two", HEARS (SCAN ("]Q1 qr onetwo")) };

  check_scene (&x0, &report_honeywell, &(FoQuirks){ .accept_x0 = true });
  check_scene (&gs, &report_honeywell, &(FoQuirks){ .has_gs = true, .gs = '|' });
  check_scene (&slow, &report_honeywell, &(FoQuirks){ .continuation_ms = 2000 });
}

/* ---- lengths and stale reports ----------------------------------------------------------------------------------- */

/* Up to FO_SCAN_BYTES_MAX a code arrives; longer it is refused whole, and the next one arrives again. */
static void
test_lengths (void)
{
  for (gsize length = 1; length <= FO_SCAN_BYTES_MAX + 200; length += length < 500 || length > 520 ? 13 : 1) {
    g_autofree char *code = g_strnfill (length, 'x');
    g_autoptr (GPtrArray) reports = report_make_all (&report_honeywell, "]Q1", code);
    Decoder decoder;
    decoder_init (&decoder, &report_honeywell, NULL);
    for (guint i = 0; i < reports->len; i++)
      feed (&decoder, g_ptr_array_index (reports, i), REPORT_BYTES);
    g_autofree char *scan = g_strconcat (SCAN ("]Q1 qr "), code, NULL);
    g_assert_cmpuint (decoder.heard->lines->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==,
                     length <= FO_SCAN_BYTES_MAX ? scan : FAULT ("too-long"));
    play (&decoder, &report_honeywell, "]C0:BOX");
    g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 1), ==, SCAN ("]C0 code128 BOX"));
    decoder_clear (&decoder);
  }
}

/* The longest code and a suffix behind it: the suffix does not count. */
static void
test_longest_with_suffix (void)
{
  g_autofree char *code = g_strnfill (FO_SCAN_BYTES_MAX, 'x');
  g_autofree char *sent = g_strconcat (code, "\r\n", NULL);
  g_autofree char *scan = g_strconcat (SCAN ("]Q1 qr "), code, NULL);
  g_autoptr (GPtrArray) reports = report_make_all (&report_honeywell, "]Q1", sent);
  Decoder decoder;

  decoder_init (&decoder, &report_honeywell, NULL);
  for (guint i = 0; i < reports->len; i++)
    feed (&decoder, g_ptr_array_index (reports, i), REPORT_BYTES);
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==, scan);
  decoder_clear (&decoder);
}

static const struct {
  int64_t begun_ms, ended_ms; /* after opening */
  const char *hears;
} stale[] = {
  { 0, 0, FAULT ("stale") },
  { 249, 249, FAULT ("stale") },
  { 250, 250, SCAN ("]Q1 qr onetwo") },
  { 249, 400, FAULT ("stale") }, /* begun too early: the whole of it */
  { 251, 400, SCAN ("]Q1 qr onetwo") },
};

static void
test_stale (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stale); i++) {
    Decoder decoder;
    guint8 report[REPORT_BYTES];
    decoder_init (&decoder, &report_honeywell, NULL);
    decoder.now_us = OPENED_US + stale[i].begun_ms * 1000;
    report_make (&report_honeywell, "]Q1", "one", 3, true, report);
    feed (&decoder, report, sizeof report);
    decoder.now_us = OPENED_US + stale[i].ended_ms * 1000;
    report_make (&report_honeywell, "]Q1", "two", 3, false, report);
    feed (&decoder, report, sizeof report);
    g_assert_cmpuint (decoder.heard->lines->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==, stale[i].hears);
    decoder_clear (&decoder);
  }
}

static void
test_refuses_a_keyboard (void)
{
  const FoDecoderSetup setup
    = { .device = DEVICE, .descriptor = report_keyboard, .descriptor_bytes = report_keyboard_bytes };
  g_autofree gpointer state = g_malloc (fo_decoder_hidpos.state_size);
  const char *reason = NULL;

  g_assert_false (fo_decoder_hidpos.start (state, &setup, 0, &reason));
  g_assert_cmpstr (reason, ==, "not a HID POS scanner");
}

/* ---- any bytes at all -------------------------------------------------------------------------------------------- */

/* A codes's reports, with losses, changes and pauses in between. Whatever comes out was sent: no scan holds a byte
 * that is not of one code's reports in their order. */
static void
test_noise (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("reports");
  guint count = fo_test_count (20000), scans = 0;
  Decoder decoder;

  decoder_init (&decoder, &report_honeywell, NULL);
  for (guint i = 0; i < count; i++) {
    guint8 report[REPORT_BYTES + 8];
    for (guint k = 0; k < sizeof report; k++)
      report[k] = (guint8) g_rand_int_range (rand, 0, 256);
    report[0] = g_rand_int_range (rand, 0, 8) == 0 ? report[0] : 2;
    report[1] = g_rand_int_range (rand, 0, 4) == 0 ? report[1] : report[1] % 57;
    gsize length =
        g_rand_int_range (rand, 0, 4) == 0 ? (gsize) g_rand_int_range (rand, 0, sizeof report) : REPORT_BYTES;
    feed (&decoder, report, length);
    pass (&decoder, g_rand_int_range (rand, 0, 4) == 0 ? g_rand_int_range (rand, 0, 800000) : 8000);
    if (g_rand_int_range (rand, 0, 50) == 0)
      fo_decoder_hidpos.cut (decoder.state, FO_FAULT_GAP, decoder.now_us, &sink, &decoder);
  }
  scans = heard_count (decoder.heard, "scan *");
  g_assert_cmpuint (scans, >, count / 20);
  g_assert_cmpuint (scans, <, count);
  pass (&decoder, 2000000);
  play (&decoder, &report_honeywell, "]C0:BOX");
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, decoder.heard->lines->len - 1), ==,
                   SCAN ("]C0 code128 BOX"));
  decoder_clear (&decoder);
}

/* Reports of long codes are lost at random, and the transport says so each time, as the bus does: what arrives is
 * whole. */
static void
test_losses (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("lost reports");
  guint count = fo_test_count (5000), whole = 0;
  Decoder decoder;

  decoder_init (&decoder, &report_newland, NULL); /* without AIM identifiers nothing else would tell */
  for (guint i = 0; i < count; i++) {
    g_autofree char *code = g_strdup_printf ("<%06u%0*u>", i, g_rand_int_range (rand, 1, 300), i);
    g_autofree char *scan = g_strconcat (SCAN ("- unknown "), code, NULL);
    g_autoptr (GPtrArray) reports = report_make_all (&report_newland, NULL, code);
    guint before = decoder.heard->lines->len;
    bool lost = false;
    for (guint k = 0; k < reports->len; k++) {
      decoder.now_us += 8000;
      if (g_rand_int_range (rand, 0, 10) == 0) {
        fo_decoder_hidpos.cut (decoder.state, FO_FAULT_GAP, decoder.now_us, &sink, &decoder);
        lost = true;
      } else
        feed (&decoder, g_ptr_array_index (reports, k), REPORT_BYTES);
    }
    pass (&decoder, 300000); /* a person takes the next one */
    bool heard = decoder.heard->lines->len > before
                 && strcmp (g_ptr_array_index (decoder.heard->lines, decoder.heard->lines->len - 1), scan) == 0;
    g_assert_cmpint (heard, ==, !lost);
    whole += heard ? 1 : 0;
  }
  g_assert_cmpuint (heard_count (decoder.heard, "scan *"), ==, whole);
  g_assert_cmpuint (whole, <, count);
  decoder_clear (&decoder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/hidpos/scenes", test_scenes);
  g_test_add_func ("/drivers/hidpos/newland-scenes", test_newland_scenes);
  g_test_add_func ("/drivers/hidpos/quirks", test_quirks);
  g_test_add_func ("/drivers/hidpos/lengths", test_lengths);
  g_test_add_func ("/drivers/hidpos/longest-with-suffix", test_longest_with_suffix);
  g_test_add_func ("/drivers/hidpos/stale", test_stale);
  g_test_add_func ("/drivers/hidpos/refuses-a-keyboard", test_refuses_a_keyboard);
  g_test_add_func ("/drivers/hidpos/noise", test_noise);
  g_test_add_func ("/drivers/hidpos/losses", test_losses);
  return g_test_run ();
}
