/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keys → scans: the decoders of scanners that type, with the time in the test's hand. */
#include "heard.h"
#include "reports.h"
#include "support/seed.h"
#include "typist.h"

#include <stdlib.h>
#include <string.h>

#define DEVICE "usb:13ba:0018:W1"
#define OPENED_US G_GINT64_CONSTANT (5000000)
#define KEY_US 4000
#define LONG_PAUSE_US 1000000

typedef struct {
  const FoDecoderOps *ops;
  gpointer state;
  Heard *heard;
  GArray *pressed;  /* of TypistKey: what its keyboard did so far */
  guint reports;    /* of it that were sent */
  guint8 report[TYPIST_REPORT_BYTES];
  int64_t now_us;
  FoScan last;
} Decoder;

static void
on_scan (const FoScan *scan, void *user)
{
  Decoder *decoder = user;

  decoder->last = *scan;
  heard_listener.scan (scan, decoder->heard);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  const Decoder *decoder = user;

  (void) at_us;
  heard_listener.fault (DEVICE, fault, decoder->heard);
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault };

static void
decoder_init (Decoder *decoder, const FoDecoderOps *ops, const FoQuirks *quirks)
{
  FoDecoderSetup setup
      = { .device = DEVICE, .descriptor = report_keyboard, .descriptor_bytes = report_keyboard_bytes };
  const char *reason = NULL;

  *decoder = (Decoder){ .ops = ops, .state = g_malloc (ops->state_size), .heard = heard_new (), .now_us = OPENED_US };
  if (quirks != NULL)
    setup.quirks = *quirks;
  g_assert_true (ops->start (decoder->state, &setup, OPENED_US, &reason));
  decoder->now_us += LONG_PAUSE_US; /* nothing is stale any more */
}

static void
decoder_clear (Decoder *decoder)
{
  g_free (decoder->state);
  heard_free (decoder->heard);
}

static void
feed (Decoder *decoder, const guint8 *bytes, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, length);

  decoder->ops->feed (decoder->state, exact, length, decoder->now_us, &sink, decoder);
}

/* Time passes; the decoder is looked at in the moment it asked for. */
static void
pass (Decoder *decoder, int64_t us)
{
  int64_t end_us = decoder->now_us + us, due_us;

  while ((due_us = decoder->ops->due (decoder->state)) <= end_us) {
    decoder->now_us = MAX (due_us, decoder->now_us);
    decoder->ops->tick (decoder->state, decoder->now_us, &sink, decoder);
    g_assert_cmpint (decoder->ops->due (decoder->state), >, decoder->now_us);
  }
  decoder->now_us = end_us;
}

/* One key moves, in the form that this decoder reads. */
static void
move_key (Decoder *decoder, TypistKey key)
{
  guint8 event[FO_KEY_EVENT_BYTES];

  if (decoder->ops == &fo_decoder_keyboard_evdev) {
    fo_key_event (key.code, key.down, event);
    feed (decoder, event, sizeof event);
    return;
  }
  if (key.usage >= 0xe0) {
    guint8 bit = (guint8) (1u << (key.usage - 0xe0));
    decoder->report[0] = (guint8) (key.down ? decoder->report[0] | bit : decoder->report[0] & ~bit);
  } else if (key.down) {
    guint8 *free_place = memchr (decoder->report + 2, 0, 6);
    *free_place = key.usage;
  } else {
    guint8 *place = memchr (decoder->report + 2, key.usage, 6);
    if (place != NULL)
      *place = 0;
  }
  feed (decoder, decoder->report, sizeof decoder->report);
}

static void
move_keys (Decoder *decoder, const GArray *keys, int64_t each_us)
{
  for (guint i = 0; i < keys->len; i++) {
    pass (decoder, each_us);
    move_key (decoder, g_array_index (keys, TypistKey, i));
  }
}

static void
type (Decoder *decoder, const TypistSetup *setup, const char *text)
{
  g_autoptr (GArray) keys = typist_type (setup, text);

  move_keys (decoder, keys, KEY_US);
}

/* ---- the same labels by every way -------------------------------------------------------------------------------- */

/* "~" is GS. */
static const char *const labels[] = {
  "4601234567893",
  "00146012345600000014",
  "0104601234567893~10A-77",
  "]C1010460123456789317261231~10A-77/b~21SER_0001",
  "]d201046012345678932155Wz!\"%&'()*+,-./:;<=>?_~91EE06~92kV0zNm1+/Q4pAh3Yj8tLw==",
  "FO:P:A-02-3",
  "FO:L:SEALANT-310/B2411",
  "https://id.firstout.example/01/04601234567893/10/A%2F77?17=261231&x=1#y",
  "lower UPPER Mixed 0123456789",
  "[]{}()<>@#$|\\^`~",
  "Герметик-Ёж 310 мл; №7",
  "Größe: ÄÖÜß 12 µm",
  "a",
};

static char *
with_gs (const char *label)
{
  char *text = g_strdup (label);

  return g_strdelimit (text, "~", 0x1d);
}

/* A scanner that does not type says what is in the label. */
static char *
heard_in_hid_pos (const char *text)
{
  g_autoptr (GPtrArray) reports = report_make_all (&report_newland, NULL, text);
  const FoDecoderSetup setup = { .device = DEVICE,
                                 .descriptor = report_newland.descriptor,
                                 .descriptor_bytes = report_newland.descriptor_bytes };
  Decoder decoder = { .ops = &fo_decoder_hidpos, .state = g_malloc (fo_decoder_hidpos.state_size), .heard = heard_new () };
  const char *reason = NULL;

  g_assert_true (decoder.ops->start (decoder.state, &setup, 0, &reason));
  decoder.now_us = LONG_PAUSE_US;
  for (guint i = 0; i < reports->len; i++)
    feed (&decoder, g_ptr_array_index (reports, i), REPORT_BYTES);
  g_assert_cmpuint (decoder.heard->lines->len, ==, 1);
  char *line = heard_scan_line (&decoder.last);
  decoder_clear (&decoder);
  return line;
}

static void
check_label (const FoDecoderOps *ops, const TypistSetup *setup, const char *text)
{
  const FoQuirks quirks
      = { .layout = setup->layout, .gs_key = setup->gs, .end = setup->end, .caps = setup->lock_is_on };
  g_autofree char *wanted = heard_in_hid_pos (text);
  Decoder decoder;

  decoder_init (&decoder, ops, &quirks);
  for (guint round = 1; round <= 2; round++) { /* the second time nothing is left of the first */
    type (&decoder, setup, text);
    pass (&decoder, LONG_PAUSE_US);
    g_assert_cmpuint (decoder.heard->lines->len, ==, round);
    g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, round - 1), ==, wanted);
    g_assert_cmpmem (decoder.last.bytes, decoder.last.length, text + (*text == ']' ? 3 : 0),
                     strlen (text) - (*text == ']' ? 3 : 0));
  }
  decoder_clear (&decoder);
}

static void
test_every_way (void)
{
  static const FoDecoderOps *const forms[] = { &fo_decoder_keyboard_hid, &fo_decoder_keyboard_evdev };
  guint checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autofree char *text = with_gs (labels[i]);
    for (guint form = 0; form < G_N_ELEMENTS (forms); form++)
      for (guint layout = 0; layout < FO_N_LAYOUTS; layout++)
        for (guint gs = 0; gs < FO_GS_NONE; gs++)
          for (guint end = 0; end < FO_N_KEY_ENDS; end++)
            for (guint capitals = 0; capitals < 3; capitals++) {
              const TypistSetup setup = { .layout = (FoKeyLayout) layout,
                                          .gs = (FoKeyGs) gs,
                                          .end = (FoKeyEnd) end,
                                          .capitals = capitals == 1 ? TYPIST_LOCK : TYPIST_SHIFT,
                                          .lock_is_on = capitals == 2,
                                          .pad_enter = gs == FO_GS_ALT };
              check_label (forms[form], &setup, text);
              checked++;
            }
  }
  g_assert_cmpuint (checked, ==, G_N_ELEMENTS (labels) * 2 * 4 * 4 * 3 * 3);
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

/* What the keyboard does, a word each:
 *   "TEXT"          types it, no end            a +a -a      a key goes down and up; down; up
 *   enter …         the other keys by name      ms=<n>       time passes
 *   roll            too many keys at once       short        a report of two bytes
 *   gap, unplug     the transport says so       hex=0000…    a report as it is */
typedef struct {
  const char *what, *does;
  const char *hears[4];
} Scene;

#define HEARS(...) { __VA_ARGS__ }
#define SCAN(text) "scan " DEVICE " - unknown " text
#define FAULT(text) "fault " DEVICE " " text

static const Scene scenes[] = {
  { "a code", "\"ABC-1\" enter ms=30", HEARS (SCAN ("ABC-1")) },
  { "not before it is quiet", "\"ABC-1\" enter ms=19", HEARS (NULL) },
  { "the keypad's Enter", "\"ABC-1\" kpenter ms=30", HEARS (SCAN ("ABC-1")) },
  { "CR and LF", "\"ABC-1\" enter +ctrl j -ctrl ms=30", HEARS (SCAN ("ABC-1")) },
  { "CR by Ctrl and M", "\"ABC-1\" +ctrl m -ctrl ms=30", HEARS (SCAN ("ABC-1")) },
  { "CR by number", "\"ABC-1\" +alt kp0 kp1 kp3 -alt ms=30", HEARS (SCAN ("ABC-1")) },
  { "two codes", "\"ONE\" enter ms=200 \"TWO\" enter ms=30", HEARS (SCAN ("ONE"), SCAN ("TWO")) },
  { "an Enter alone is nothing", "enter ms=300 \"TWO\" enter ms=30", HEARS (SCAN ("TWO")) },
  { "digits of the keypad", "kp4 kp6 kp0 kp- kp/ kp. enter ms=30", HEARS (SCAN ("460-/.")) },
  { "keys that overlap", "+a +b -a +c -b -c enter ms=30", HEARS (SCAN ("abc")) },
  { "the same twice", "a a a enter ms=30", HEARS (SCAN ("aaa")) },
  { "a key that sticks", "+a b c enter ms=30 b enter ms=30", HEARS (SCAN ("abc"), SCAN ("b")) },
  { "two keys and the Shift in one report", "hex=0200040000000000 hex=0200040500000000 hex=0000000000000000 enter ms=30",
    HEARS (SCAN ("AB")) },
  { "two letters in a report", "hex=0000040500000000 hex=0000000000000000 enter ms=30", HEARS (SCAN ("ab")) },
  { "without releases in between", "hex=0000040000000000 hex=0200050000000000 hex=0000060000000000 enter ms=30",
    HEARS (SCAN ("aBc")) },
  { "either Shift", "+rshift a -rshift +shift b -shift enter ms=30", HEARS (SCAN ("AB")) },
  { "Caps Lock stays until it is pressed again", "caps a 1 caps a enter ms=30", HEARS (SCAN ("A1a")) },
  { "GS by Ctrl", "a +ctrl ] -ctrl b enter ms=30", HEARS (SCAN ("a<GS>b")) },
  { "GS by number", "a +alt kp0 kp0 kp2 kp9 -alt b enter ms=30", HEARS (SCAN ("a<GS>b")) },
  { "GS by a short number", "a +alt kp2 kp9 -alt b enter ms=30", HEARS (SCAN ("a<GS>b")) },
  { "Num Lock around a number", "num +alt kp6 kp5 -alt num enter ms=30", HEARS (SCAN ("A")) },
  { "a number for each byte of a letter", "+alt kp0 kp2 kp0 kp8 -alt +alt kp1 kp5 kp9 -alt enter ms=30",
    HEARS (SCAN ("<d0><9f>")) },
  { "a letter's number in Unicode", "+alt kp1 kp0 kp5 kp5 -alt enter ms=30", HEARS (SCAN ("<d0><9f>")) },

  { "a line break within", "\"ABC\" enter \"FO:C:UNDO\" enter ms=500", HEARS (FAULT ("lines")) },
  { "a line break, and slow keys", "a ms=30 b ms=30 c enter ms=60 \"FO:C:UNDO\" enter ms=500", HEARS (FAULT ("lines")) },
  { "a break at the front is none", "enter \"ABC\" enter ms=30", HEARS (SCAN ("ABC")) },
  { "F10 in a code", "\"AB\" f10 \"CD\" enter ms=30 \"TWO\" enter ms=30", HEARS (FAULT ("control"), SCAN ("TWO")) },
  { "F10 in front", "f10 \"ABCD\" enter ms=30", HEARS (FAULT ("control")) },
  { "F10 alone", "f10 ms=501", HEARS (FAULT ("control")) },
  { "F8 means nothing to this one", "\"AB\" f8 \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "Esc", "esc \"ABCD\" enter ms=30", HEARS (FAULT ("control")) },
  { "an arrow", "\"AB\" left \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "backspace takes nothing back", "\"AB\" backspace \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "Ctrl and a letter", "\"AB\" +ctrl q -ctrl \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "Alt and a letter", "\"AB\" +alt f -alt \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "Alt and F10", "+alt f10 -alt \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "the system's key", "+win r -win \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "Tab is not its end", "\"AB\" tab \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "a control character by number", "a +alt kp4 -alt b enter ms=30", HEARS (FAULT ("control")) },
  { "NUL by number", "a +alt kp0 kp0 kp0 -alt b enter ms=30", HEARS (FAULT ("control")) },
  { "a number beyond all characters", "a +alt kp9 kp9 kp9 kp9 kp9 kp9 -alt enter ms=30", HEARS (FAULT ("control")) },
  { "half a surrogate", "a +alt kp5 kp5 kp2 kp9 kp6 -alt enter ms=30", HEARS (FAULT ("control")) },
  { "Alt alone", "a +alt -alt b enter ms=30", HEARS (SCAN ("ab")) },

  { "no Enter comes", "\"ABC\" ms=501", HEARS (FAULT ("timeout")) },
  { "the rest comes too late to be trusted", "\"ABC\" ms=600 \"DEF\" enter ms=300 \"TWO\" enter ms=30",
    HEARS (FAULT ("timeout"), SCAN ("TWO")) },
  { "the rest comes just in time", "\"ABC\" ms=400 \"DEF\" enter ms=200", HEARS (SCAN ("ABCDEF")) },
  { "a gap in the middle", "\"ABC\" gap \"DEF\" enter ms=300 \"TWO\" enter ms=30",
    HEARS (FAULT ("gap"), SCAN ("TWO")) },
  { "a gap before", "gap \"DEF\" enter ms=300 \"TWO\" enter ms=30", HEARS (FAULT ("gap"), SCAN ("TWO")) },
  { "a gap takes the lock's turn along", "caps gap ms=300 a enter ms=30", HEARS (SCAN ("a")) },
  { "unplugged in the middle", "\"ABC\" unplug ms=600", HEARS (FAULT ("unplugged")) },
  { "unplugged before it was quiet", "\"ABC\" enter unplug ms=600", HEARS (FAULT ("unplugged")) },
  { "unplugged in between", "\"ABC\" enter ms=30 unplug", HEARS (SCAN ("ABC")) },
};

/* Of reports alone. */
static const Scene report_scenes[] = {
  { "too many keys at once", "\"AB\" roll \"CD\" enter ms=30 \"TWO\" enter ms=30", HEARS (FAULT ("rollover"), SCAN ("TWO")) },
  { "too many keys at once, first of all", "roll \"CD\" enter ms=30", HEARS (FAULT ("control")) },
  { "a short report", "\"AB\" short \"CD\" enter ms=30", HEARS (FAULT ("short"), FAULT ("short")) },
};

static void
type_word (Decoder *decoder, const char *word)
{
  g_autofree char *text = g_strndup (word + 1, strlen (word) - 2);

  type (decoder, &(TypistSetup){ .end = FO_END_NONE }, text);
}

static void
send_hex (Decoder *decoder, const char *hex)
{
  guint8 bytes[64];
  gsize n = strlen (hex) / 2;

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  pass (decoder, KEY_US);
  feed (decoder, bytes, n);
}

static void
do_key (Decoder *decoder, const char *word)
{
  if (*word != '-' && strcmp (word, "+") != 0) {
    pass (decoder, KEY_US);
    move_key (decoder, typist_key (*word == '+' ? word + 1 : word, true));
  }
  if (*word != '+') {
    pass (decoder, KEY_US);
    move_key (decoder, typist_key (*word == '-' ? word + 1 : word, false));
  }
}

static void
do_word (Decoder *decoder, const char *word)
{
  static const guint8 rollover[] = { 0, 0, 1, 1, 1, 1, 1, 1 };

  if (*word == '"')
    type_word (decoder, word);
  else if (g_str_has_prefix (word, "ms="))
    pass (decoder, strtol (word + 3, NULL, 10) * 1000);
  else if (g_str_has_prefix (word, "hex="))
    send_hex (decoder, word + 4);
  else if (strcmp (word, "roll") == 0)
    feed (decoder, rollover, sizeof rollover);
  else if (strcmp (word, "short") == 0)
    feed (decoder, rollover, 2);
  else if (strcmp (word, "gap") == 0)
    decoder->ops->cut (decoder->state, FO_FAULT_GAP, decoder->now_us, &sink, decoder);
  else if (strcmp (word, "unplug") == 0)
    decoder->ops->cut (decoder->state, FO_FAULT_UNPLUGGED, decoder->now_us, &sink, decoder);
  else
    do_key (decoder, word);
}

static void
check_scene (const FoDecoderOps *ops, const Scene *scene, const FoQuirks *quirks)
{
  g_auto (GStrv) words = g_strsplit (scene->does, " ", -1);
  Decoder decoder;
  guint i = 0;

  g_test_message ("%s: %s", ops->name, scene->what);
  decoder_init (&decoder, ops, quirks);
  for (guint k = 0; words[k] != NULL; k++)
    do_word (&decoder, words[k]);
  for (; i < G_N_ELEMENTS (scene->hears) && scene->hears[i] != NULL; i++)
    g_assert_cmpstr (i < decoder.heard->lines->len ? g_ptr_array_index (decoder.heard->lines, i) : "(nothing)", ==,
                     scene->hears[i]);
  g_assert_cmpstr (i < decoder.heard->lines->len ? g_ptr_array_index (decoder.heard->lines, i) : NULL, ==, NULL);
  decoder_clear (&decoder);
}

static void
test_scenes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++) {
    check_scene (&fo_decoder_keyboard_hid, &scenes[i], NULL);
    if (strstr (scenes[i].does, "hex=") == NULL)
      check_scene (&fo_decoder_keyboard_evdev, &scenes[i], NULL);
  }
  for (guint i = 0; i < G_N_ELEMENTS (report_scenes); i++)
    check_scene (&fo_decoder_keyboard_hid, &report_scenes[i], NULL);
}

/* ---- settings ---------------------------------------------------------------------------------------------------- */

static const struct {
  FoQuirks quirks;
  Scene scene;
} settings[] = {
  { { .end = FO_END_TAB }, { "Tab", "\"AB\" tab ms=30", HEARS (SCAN ("AB")) } },
  { { .end = FO_END_TAB }, { "Enter is not its end", "\"AB\" enter \"C\" tab ms=30", HEARS (FAULT ("control")) } },
  { { .end = FO_END_NONE }, { "a pause", "\"AB\" ms=100 \"CD\" ms=100", HEARS (SCAN ("AB"), SCAN ("CD")) } },
  { { .end = FO_END_NONE }, { "no pause", "\"AB\" ms=80 \"CD\" ms=100", HEARS (SCAN ("ABCD")) } },
  { { .end = FO_END_NONE }, { "cut short", "\"AB\" unplug ms=300", HEARS (FAULT ("unplugged")) } },
  { { .end = FO_END_NONE, .continuation_ms = 300 }, { "slow", "a ms=250 b ms=300", HEARS (SCAN ("ab")) } },
  { { .gs_key = FO_GS_F8 }, { "F8", "a f8 b enter ms=30", HEARS (SCAN ("a<GS>b")) } },
  { { .gs_key = FO_GS_F8 }, { "F8, not Ctrl", "a +ctrl ] -ctrl b enter ms=30", HEARS (FAULT ("control")) } },
  { { .gs_key = FO_GS_CTRL }, { "not a number", "a +alt kp2 kp9 -alt b enter ms=30", HEARS (FAULT ("control")) } },
  { { .gs_key = FO_GS_NONE }, { "no GS", "a +ctrl ] -ctrl b enter ms=30", HEARS (FAULT ("control")) } },
  { { .has_gs = true, .gs = '|' }, { "another character", "\"a|b\" enter ms=30", HEARS (SCAN ("a<GS>b")) } },
  { { .prefix = "B", .suffix = "C" }, { "framed", "\"BABCC\" enter ms=30", HEARS (SCAN ("ABC")) } },
  { { .prefix = "B", .suffix = "C" }, { "the frame is broken", "\"BABC\" enter ms=30 \"ABCC\" enter ms=30",
                                        HEARS (SCAN ("AB"), FAULT ("frame")) } },
  { { .prefix = "B", .suffix = "C" }, { "an empty frame", "\"BC\" enter ms=30", HEARS (FAULT ("empty")) } },
  { { .layout = FO_LAYOUT_DE }, { "AltGr by Ctrl and Alt", "+ctrl +alt q -alt -ctrl enter ms=30", HEARS (SCAN ("@")) } },
  { { .layout = FO_LAYOUT_DE }, { "the third level of nothing", "+altgr a -altgr b enter ms=30", HEARS (FAULT ("control")) } },
  { { .layout = FO_LAYOUT_DE }, { "the keypad's comma", "kp1 kp. kp5 enter ms=30", HEARS (SCAN ("1,5")) } },
};

static void
test_settings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    check_scene (&fo_decoder_keyboard_hid, &settings[i].scene, &settings[i].quirks);
}

/* ---- when it was scanned ----------------------------------------------------------------------------------------- */

/* Keys wait in the kernel while the program is away: they carry their own time, and two codes stay two. */
static void
test_late_reader (void)
{
  g_autoptr (GArray) one = typist_type (&(TypistSetup){ 0 }, "ONE");
  g_autoptr (GArray) two = typist_type (&(TypistSetup){ 0 }, "TWO");
  Decoder decoder;

  decoder_init (&decoder, &fo_decoder_keyboard_evdev, NULL);
  for (guint i = 0; i < one->len; i++, decoder.now_us += KEY_US)
    move_key (&decoder, g_array_index (one, TypistKey, i));
  decoder.now_us += 300000;
  for (guint i = 0; i < two->len; i++, decoder.now_us += KEY_US)
    move_key (&decoder, g_array_index (two, TypistKey, i));
  pass (&decoder, 30000);
  g_assert_cmpuint (decoder.heard->lines->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==, SCAN ("ONE"));
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 1), ==, SCAN ("TWO"));
  decoder_clear (&decoder);
}

static void
test_moment (void)
{
  Decoder decoder;

  decoder_init (&decoder, &fo_decoder_keyboard_hid, NULL);
  do_word (&decoder, "\"ABC\"");
  pass (&decoder, KEY_US);
  int64_t enter_us = decoder.now_us;
  move_key (&decoder, typist_key ("enter", true));
  pass (&decoder, 100000);
  g_assert_cmpint (decoder.last.at_us, ==, enter_us); /* not that of the pause behind it */
  decoder_clear (&decoder);
}

static void
test_stale (void)
{
  Decoder decoder;

  decoder_init (&decoder, &fo_decoder_keyboard_hid, NULL);
  decoder.now_us = OPENED_US + FO_STALE_US - 20000;
  do_word (&decoder, "\"ABC\"");
  do_word (&decoder, "enter");
  do_word (&decoder, "ms=300");
  do_word (&decoder, "\"TWO\"");
  do_word (&decoder, "enter");
  do_word (&decoder, "ms=30");
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==, FAULT ("stale"));
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 1), ==, SCAN ("TWO"));
  decoder_clear (&decoder);
}

static void
test_lengths (void)
{
  for (gsize length = FO_SCAN_BYTES_MAX - 1; length <= 4096; length += length < 600 ? 1 : 499) {
    g_autofree char *code = g_strnfill (length, 'x');
    g_autofree char *scan = g_strconcat (SCAN (""), code, NULL);
    Decoder decoder;
    decoder_init (&decoder, &fo_decoder_keyboard_hid, NULL);
    type (&decoder, &(TypistSetup){ 0 }, code);
    pass (&decoder, LONG_PAUSE_US);
    g_assert_cmpuint (decoder.heard->lines->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==,
                     length <= FO_SCAN_BYTES_MAX ? scan : FAULT ("too-long"));
    decoder_clear (&decoder);
  }
}

/* ---- descriptors ------------------------------------------------------------------------------------------------- */

/* The boot keyboard's, with report id 1 in front and 54 bytes of the maker's behind. */
static const guint8 long_keyboard[] = {
  0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x85, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01,
  0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x75, 0x08, 0x95, 0x01, 0x81, 0x01, 0x95, 0x06, 0x15, 0x00, 0x25, 0x65,
  0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0x06, 0x00, 0xff, 0x09, 0x01, 0x95, 0x36, 0x81, 0x02, 0xc0,
};

static void
test_other_layout (void)
{
  const FoDecoderSetup setup
      = { .device = DEVICE, .descriptor = long_keyboard, .descriptor_bytes = sizeof long_keyboard };
  Decoder decoder = { .ops = &fo_decoder_keyboard_hid,
                      .state = g_malloc (fo_decoder_keyboard_hid.state_size),
                      .heard = heard_new (),
                      .now_us = OPENED_US };
  const char *reason = NULL;

  g_assert_true (decoder.ops->start (decoder.state, &setup, OPENED_US, &reason));
  decoder.now_us += LONG_PAUSE_US;
  do_word (&decoder, "hex=0102000400000000000055555555"); /* Shift and a */
  do_word (&decoder, "hex=02000005");                     /* another report of the device */
  do_word (&decoder, "hex=010000000000000000");
  do_word (&decoder, "hex=01000028"); /* cut after the first key */
  do_word (&decoder, "ms=30");
  g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, 0), ==, SCAN ("A"));
  decoder_clear (&decoder);
}

static void
test_refuses_others (void)
{
  const FoDecoderSetup setup = { .device = DEVICE,
                                 .descriptor = report_honeywell.descriptor,
                                 .descriptor_bytes = report_honeywell.descriptor_bytes };
  g_autofree gpointer state = g_malloc (fo_decoder_keyboard_hid.state_size);
  const char *reason = NULL;

  g_assert_false (fo_decoder_keyboard_hid.start (state, &setup, 0, &reason));
  g_assert_cmpstr (reason, ==, "no array of keys");
}

/* ---- any keys at all --------------------------------------------------------------------------------------------- */

static void
no_control_bytes (const Decoder *decoder)
{
  for (gsize i = 0; i < decoder->last.length; i++) {
    guint8 byte = (guint8) decoder->last.bytes[i];
    g_assert_true (byte == 0x1d || (byte >= 0x20 && byte != 0x7f));
  }
}

/* A digit mostly, an Enter now and then, seldom anything else. */
static TypistKey
random_key (GRand *rand)
{
  static const char *const digits[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "0" };
  int dice = g_rand_int_range (rand, 0, 64);

  if (dice == 0)
    return (TypistKey){ (guint8) g_rand_int_range (rand, 0, 256), (guint16) g_rand_int_range (rand, 0, 200),
                        g_rand_boolean (rand) };
  return typist_key (dice < 10 ? "enter" : digits[dice % 10], g_rand_boolean (rand));
}

static void
random_report (GRand *rand, TypistKey key, guint8 *bytes)
{
  memset (bytes, 0, 8);
  bytes[0] = g_rand_int_range (rand, 0, 32) == 0 ? (guint8) g_rand_int_range (rand, 0, 256) : 0;
  bytes[2] = key.down ? key.usage : 0;
  if (g_rand_int_range (rand, 0, 32) == 0)
    bytes[g_rand_int_range (rand, 0, 8)] = (guint8) g_rand_int_range (rand, 0, 256);
}

static void
random_step (Decoder *decoder, GRand *rand)
{
  TypistKey key = random_key (rand);
  guint8 bytes[8];
  gsize length = g_rand_int_range (rand, 0, 100) == 0 ? (gsize) g_rand_int_range (rand, 0, sizeof bytes) : 8;

  if (decoder->ops == &fo_decoder_keyboard_evdev)
    fo_key_event (key.code, key.down, bytes);
  else
    random_report (rand, key, bytes);
  feed (decoder, bytes, length);
  if (g_rand_int_range (rand, 0, 400) == 0)
    decoder->ops->cut (decoder->state, FO_FAULT_GAP, decoder->now_us, &sink, decoder);
  pass (decoder, g_rand_int_range (rand, 0, 4) == 0 ? g_rand_int_range (rand, 0, 300000) : KEY_US);
  no_control_bytes (decoder);
}

static void
test_noise (gconstpointer form)
{
  g_autoptr (GRand) rand = fo_test_rand ("keys");
  guint count = fo_test_count (200000), scans = 0;

  for (guint layout = 0; layout < FO_N_LAYOUTS; layout++) {
    const FoQuirks quirks = { .layout = (FoKeyLayout) layout, .gs_key = (FoKeyGs) (layout % FO_N_GS_KEYS) };
    Decoder decoder;
    decoder_init (&decoder, form, &quirks);
    for (guint i = 0; i < count / FO_N_LAYOUTS; i++)
      random_step (&decoder, rand);
    decoder.ops->cut (decoder.state, FO_FAULT_GAP, decoder.now_us, &sink, &decoder);
    scans += heard_count (decoder.heard, "scan *");
    guint before = decoder.heard->lines->len;
    pass (&decoder, LONG_PAUSE_US); /* after all that a code is a code */
    memset (decoder.report, 0, sizeof decoder.report);
    do_word (&decoder, "1");
    do_word (&decoder, "enter");
    pass (&decoder, LONG_PAUSE_US);
    g_assert_cmpuint (decoder.heard->lines->len, ==, before + 1);
    g_assert_cmpstr (g_ptr_array_index (decoder.heard->lines, before), ==, SCAN ("1"));
    decoder_clear (&decoder);
  }
  g_test_message ("%u scans", scans);
  g_assert_cmpuint (scans, >, count / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/wedge/every-way", test_every_way);
  g_test_add_func ("/drivers/wedge/scenes", test_scenes);
  g_test_add_func ("/drivers/wedge/settings", test_settings);
  g_test_add_func ("/drivers/wedge/late-reader", test_late_reader);
  g_test_add_func ("/drivers/wedge/moment", test_moment);
  g_test_add_func ("/drivers/wedge/stale", test_stale);
  g_test_add_func ("/drivers/wedge/lengths", test_lengths);
  g_test_add_func ("/drivers/wedge/other-layout", test_other_layout);
  g_test_add_func ("/drivers/wedge/refuses-others", test_refuses_others);
  g_test_add_data_func ("/drivers/wedge/noise/reports", &fo_decoder_keyboard_hid, test_noise);
  g_test_add_data_func ("/drivers/wedge/noise/events", &fo_decoder_keyboard_evdev, test_noise);
  return g_test_run ();
}
