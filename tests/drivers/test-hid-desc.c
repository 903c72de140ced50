/* SPDX-License-Identifier: GPL-3.0-or-later
 * Report descriptors, well meant and not. */
#include "hid-desc.h"
#include "reports.h"
#include "support/seed.h"

#include <string.h>

/* "05 8c 09 02 …", comments in ( ) left out. */
static GByteArray *
bytes_of (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();
  bool in_comment = false;

  for (const char *at = hex; *at != '\0'; at++) {
    in_comment = *at == '(' || (in_comment && *at != ')');
    if (in_comment || !g_ascii_isxdigit (at[0]))
      continue;
    guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) * 16 + g_ascii_xdigit_value (at[1]));
    g_byte_array_append (bytes, &byte, 1);
    at++;
  }
  return bytes;
}

static void
test_honeywell (void)
{
  FoHidPosLayout layout;

  g_assert_cmpuint (report_honeywell.descriptor_bytes, ==, 127);
  g_assert_cmpint (
      fo_hid_read_descriptor (report_honeywell.descriptor, report_honeywell.descriptor_bytes, &layout, NULL), ==,
      FO_HID_POS);
  g_assert_cmpuint (layout.report_id, ==, 2);
  g_assert_cmpuint (layout.report_bytes, ==, 64);
  g_assert_cmpuint (layout.count_at, ==, 1);
  g_assert_cmpuint (layout.count_bytes, ==, 1);
  g_assert_true (layout.has_aim);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (layout.aim_at[i], ==, 2 + i);
  g_assert_cmpuint (layout.data_at, ==, 5);
  g_assert_cmpuint (layout.data_bytes, ==, 56);
  g_assert_true (layout.has_continued);
  g_assert_cmpuint (layout.continued_at, ==, 63);
  g_assert_cmpuint (layout.continued_mask, ==, 0x01);
}

static void
test_newland (void)
{
  FoHidPosLayout layout;

  g_assert_cmpint (fo_hid_read_descriptor (report_newland.descriptor, report_newland.descriptor_bytes, &layout, NULL),
                   ==, FO_HID_POS);
  g_assert_cmpuint (layout.report_bytes, ==, 64);
  g_assert_false (layout.has_aim);
  g_assert_cmpuint (layout.data_at, ==, 2);
  g_assert_cmpuint (layout.data_bytes, ==, 56);
  g_assert_cmpuint (layout.continued_at, ==, 63);
}

static void
test_keyboard (void)
{
  FoHidPosLayout layout = { .data_at = 77 };

  g_assert_cmpint (fo_hid_read_descriptor (report_keyboard, report_keyboard_bytes, &layout, NULL), ==, FO_HID_OTHER);
  g_assert_cmpuint (layout.data_at, ==, 77); /* untouched */
}

/* Trigger report 4: prevent read, initiate read, error beep, good beep. */
static void
test_beeps (void)
{
  FoHidPosLayout layout;

  fo_hid_read_descriptor (report_honeywell.descriptor, report_honeywell.descriptor_bytes, &layout, NULL);
  g_assert_cmpuint (layout.error_beep.report_id, ==, 4);
  g_assert_cmpuint (layout.error_beep.report_bytes, ==, 2);
  g_assert_cmpuint (layout.error_beep.at, ==, 1);
  g_assert_cmpuint (layout.error_beep.mask, ==, 0x04);
  g_assert_cmpuint (layout.good_beep.mask, ==, 0x08);
  fo_hid_read_descriptor (report_newland.descriptor, report_newland.descriptor_bytes, &layout, NULL);
  g_assert_cmpuint (layout.error_beep.report_bytes, ==, 0);
}

static void
test_survey (void)
{
  FoHidSurvey survey;

  g_assert_true (fo_hid_survey (report_honeywell.descriptor, report_honeywell.descriptor_bytes, &survey));
  g_assert_true (survey.numbered);
  g_assert_cmpuint (survey.input_bytes, ==, 64);
  g_assert_cmpuint (survey.output_bytes, ==, 2);
  g_assert_true (fo_hid_survey (report_keyboard, report_keyboard_bytes, &survey));
  g_assert_false (survey.numbered);
  g_assert_cmpuint (survey.input_bytes, ==, 8);
  g_assert_cmpuint (survey.output_bytes, ==, 1); /* its lights */
  g_assert_false (fo_hid_survey ((const guint8 *) "\x05", 1, &survey));
}

/* ---- what makers may write --------------------------------------------------------------------------------------- */

#define SCANNER "05 8c 09 02 a1 01 (Bar Code Scanner) "
#define BYTES "15 00 26 ff 00 75 08 "
#define COUNT "95 01 05 01 09 3b 81 02 05 8c (Byte Count) "
#define DATA(n) "95 " n " 09 fe 81 02 (Decoded Data) "

static const struct {
  const char *what, *descriptor;
  FoHidKind kind;
  const char *says; /* the layout, or the reason */
} cases[] = {
  { "no report id: data begins a byte earlier", SCANNER BYTES COUNT DATA ("20") "c0", FO_HID_POS,
    "id 0, 33 bytes: count 0, data 1+32" },
  { "a spare byte before the AIM identifier",
    SCANNER "85 01 " BYTES COUNT "95 01 81 03 (spare) 95 03 09 fb 09 fc 09 fd 81 02 " DATA ("10") "c0", FO_HID_POS,
    "id 1, 22 bytes: count 1, aim 3 4 5, data 6+16" },
  { "AIM identifiers as a range of usages", SCANNER BYTES COUNT "95 03 19 fb 29 fd 81 02 " DATA ("10") "c0", FO_HID_POS,
    "id 0, 20 bytes: count 0, aim 1 2 3, data 4+16" },
  { "everything as one range, the last usage for all the data", SCANNER BYTES COUNT "95 10 19 fb 29 fe 81 02 c0",
    FO_HID_POS, "id 0, 17 bytes: count 0, aim 1 2 3, data 4+13" },
  { "usages with their own page", SCANNER BYTES "95 01 0b 3b 00 01 00 81 02 95 08 0b fe 00 8c 00 81 02 c0", FO_HID_POS,
    "id 0, 9 bytes: count 0, data 1+8" },
  { "the usage page after the usage", "09 02 05 8c a1 01 " BYTES "95 01 09 3b 05 01 81 02 95 08 09 fe 05 8c 81 02 c0",
    FO_HID_POS, "id 0, 9 bytes: count 0, data 1+8" },
  { "the data's usage written out for each byte", SCANNER BYTES COUNT "95 04 09 fe 09 fe 09 fe 09 fe 81 02 c0",
    FO_HID_POS, "id 0, 5 bytes: count 0, data 1+4" },
  { "the data in two fields behind each other", SCANNER BYTES COUNT DATA ("04") DATA ("04") "c0", FO_HID_POS,
    "id 0, 9 bytes: count 0, data 1+8" },
  { "a count of two bytes", SCANNER "75 10 95 01 05 01 09 3b 81 02 05 8c 75 08 " DATA ("40") "c0", FO_HID_POS,
    "id 0, 66 bytes: count 0 of 2, data 2+64" },
  { "more: the third bit of a byte",
    SCANNER BYTES COUNT DATA ("08") "75 01 95 02 81 03 95 01 09 ff 81 02 95 05 81 03 c0", FO_HID_POS,
    "id 0, 10 bytes: count 0, data 1+8, more 9&04" },
  { "more: a whole byte", SCANNER BYTES COUNT DATA ("08") "95 01 09 ff 81 02 c0", FO_HID_POS,
    "id 0, 10 bytes: count 0, data 1+8, more 9&ff" },
  { "Push and Pop", SCANNER BYTES "a4 75 01 95 03 b4 " COUNT DATA ("08") "c0", FO_HID_POS,
    "id 0, 9 bytes: count 0, data 1+8" },
  { "a long item in the middle", SCANNER BYTES "fe 03 f0 aa bb cc " COUNT DATA ("08") "c0", FO_HID_POS,
    "id 0, 9 bytes: count 0, data 1+8" },
  { "a keyboard's report before the scanner's",
    "05 01 09 06 a1 01 85 01 75 08 95 08 05 07 19 00 29 65 81 00 c0 " SCANNER "85 02 " BYTES COUNT DATA ("08") "c0",
    FO_HID_POS, "id 2, 10 bytes: count 1, data 2+8" },
  { "two reports with data: the first is read",
    SCANNER "85 03 " BYTES COUNT DATA ("08") "85 04 95 01 05 01 09 3b 81 02 05 8c " DATA ("10") "c0", FO_HID_POS,
    "id 3, 10 bytes: count 1, data 2+8" },
  { "AIM identifiers of another report do not count",
    SCANNER "85 03 " BYTES COUNT DATA ("08") "85 04 95 03 09 fb 09 fc 09 fd 81 02 c0", FO_HID_POS,
    "id 3, 10 bytes: count 1, data 2+8" },
  { "constant bytes are no data, whatever they are called", SCANNER BYTES COUNT "95 08 09 fe 81 03 " DATA ("08") "c0",
    FO_HID_POS, "id 0, 17 bytes: count 0, data 9+8" },
  { "output and feature reports take no room", SCANNER BYTES "95 08 09 fe 91 02 09 fe b1 02 " COUNT DATA ("08") "c0",
    FO_HID_POS, "id 0, 9 bytes: count 0, data 1+8" },

  { "a mouse", "05 01 09 02 a1 01 09 01 a1 00 05 09 19 01 29 03 75 01 95 03 81 02 95 05 81 03 c0 c0", FO_HID_OTHER,
    "" },
  { "a scanner's vendor page is not a scanner", "06 8c ff 09 02 a1 01 75 08 95 08 09 fe 81 02 c0", FO_HID_PLAIN, "" },
  { "volume keys of a keyboard", "05 0c 09 01 a1 01 15 00 25 01 75 01 95 08 81 02 c0", FO_HID_OTHER, "" },
  { "an OEM POS scanner", "06 45 ff 0a 00 4b a1 01 0a 01 4a 75 08 95 0b 15 00 26 ff 00 91 02 0a 02 4a 95 40 81 02 c0",
    FO_HID_OEM, "" },
  { "beeps of two reports, the second of bits",
    SCANNER "85 02 " BYTES COUNT DATA ("08") "85 05 95 01 09 85 91 02 85 06 75 01 95 03 91 03 95 01 09 86 91 02 c0",
    FO_HID_POS, "id 2, 10 bytes: count 1, data 2+8, error beep 5:1&01 of 2, good beep 6:1&08 of 2" },
  { "an input called a beep is none", SCANNER BYTES COUNT DATA ("08") "95 01 09 85 81 02 c0", FO_HID_POS,
    "id 0, 10 bytes: count 0, data 1+8" },
  { "a report for commands", SCANNER "85 02 " BYTES COUNT DATA ("08") "85 fd 95 3f 09 01 91 02 c0", FO_HID_POS,
    "id 2, 10 bytes: count 1, data 2+8, commands of 64" },

  { "no data", SCANNER BYTES COUNT "c0", FO_HID_UNSUPPORTED, "no decoded data (usage 8C:FE)" },
  { "data that is an index, not a byte", SCANNER BYTES COUNT "95 08 09 fe 81 00 c0", FO_HID_UNSUPPORTED,
    "no decoded data (usage 8C:FE)" },
  { "no count", SCANNER BYTES DATA ("08") "c0", FO_HID_UNSUPPORTED, "no byte count (usage 01:3B)" },
  { "data between the bytes", SCANNER "75 01 95 03 81 03 " BYTES COUNT DATA ("08") "c0", FO_HID_UNSUPPORTED,
    "the decoded data is not whole bytes" },
  { "data of seven bits", SCANNER BYTES COUNT "75 07 " DATA ("08") "c0", FO_HID_UNSUPPORTED,
    "the decoded data is not whole bytes" },
  { "a count of four bits", SCANNER "75 04 95 01 05 01 09 3b 81 02 81 03 05 8c 75 08 " DATA ("08") "c0",
    FO_HID_UNSUPPORTED, "the byte count is not one or two whole bytes" },

  { "nothing", "", FO_HID_MALFORMED, "empty, or longer than any descriptor" },
  { "cut in an item", SCANNER BYTES COUNT "95", FO_HID_MALFORMED, "the last item is cut short" },
  { "cut in a long item", SCANNER "fe 09 f0 aa", FO_HID_MALFORMED, "the last item is cut short" },
  { "a long item without its head", SCANNER "fe", FO_HID_MALFORMED, "the last item is cut short" },
  { "not closed", SCANNER BYTES COUNT DATA ("08"), FO_HID_MALFORMED, "a collection is not closed" },
  { "closed twice", SCANNER BYTES COUNT DATA ("08") "c0 c0", FO_HID_MALFORMED, "End Collection without a collection" },
  { "Pop without Push", SCANNER "b4 c0", FO_HID_MALFORMED, "Pop without Push" },
  { "Push without end", SCANNER "a4 a4 a4 a4 a4 a4 a4 a4 a4 c0", FO_HID_MALFORMED, "too many Push items" },
  { "report id 0", SCANNER "85 00 c0", FO_HID_MALFORMED, "report id out of range" },
  { "report id 256", SCANNER "86 00 01 c0", FO_HID_MALFORMED, "report id out of range" },
  { "a report of a gigabyte", SCANNER BYTES "97 ff ff ff 7f 09 fe 81 02 c0", FO_HID_MALFORMED,
    "a report longer than any device sends" },
  { "a field of four gigabits, once", SCANNER "77 ff ff ff ff 95 01 09 fe 81 02 c0", FO_HID_MALFORMED,
    "a report longer than any device sends" },
  { "many fields that add up", SCANNER "75 08 96 00 08 09 fe 81 02 81 02 81 02 c0", FO_HID_MALFORMED,
    "a report longer than any device sends" },
  { "a maximum below its minimum", SCANNER "19 fd 29 fb 81 02 c0", FO_HID_MALFORMED,
    "usage maximum below its minimum" },
  { "a maximum alone", SCANNER "29 fb 81 02 c0", FO_HID_MALFORMED, "usage maximum without a minimum" },
};

static void
print_beep (GString *text, const char *name, const FoHidBit *beep)
{
  if (beep->report_bytes > 0)
    g_string_append_printf (text, ", %s beep %u:%u&%02x of %u", name, beep->report_id, beep->at, beep->mask,
                            beep->report_bytes);
}

static char *
print_layout (const FoHidPosLayout *layout)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "id %u, %u bytes: count %u", layout->report_id, layout->report_bytes, layout->count_at);
  if (layout->count_bytes == 2)
    g_string_append (text, " of 2");
  if (layout->has_aim)
    g_string_append_printf (text, ", aim %u %u %u", layout->aim_at[0], layout->aim_at[1], layout->aim_at[2]);
  g_string_append_printf (text, ", data %u+%u", layout->data_at, layout->data_bytes);
  if (layout->has_continued)
    g_string_append_printf (text, ", more %u&%02x", layout->continued_at, layout->continued_mask);
  print_beep (text, "error", &layout->error_beep);
  print_beep (text, "good", &layout->good_beep);
  if (layout->command_bytes > 0)
    g_string_append_printf (text, ", commands of %u", layout->command_bytes);
  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GByteArray) bytes = bytes_of (cases[i].descriptor);
    g_autofree guint8 *exact = g_memdup2 (bytes->data, bytes->len); /* not a byte more: sanitizers see a step too far */
    FoHidPosLayout layout = { 0 };
    const char *reason = "";
    FoHidKind kind = fo_hid_read_descriptor (exact, bytes->len, &layout, &reason);
    g_autofree char *says = kind == FO_HID_POS ? print_layout (&layout) : g_strdup (reason);
    if (kind != cases[i].kind || strcmp (says, cases[i].says) != 0)
      g_test_message ("%s: kind %d, “%s”, expected %d, “%s”", cases[i].what, kind, says, cases[i].kind, cases[i].says);
    g_assert_cmpint (kind, ==, cases[i].kind);
    g_assert_cmpstr (says, ==, cases[i].says);
  }
}

/* ---- hostile ----------------------------------------------------------------------------------------------------- */

static void
check_beep (const FoHidBit *beep)
{
  if (beep->report_bytes == 0)
    return;
  g_assert_cmpuint (beep->at, <, beep->report_bytes);
  g_assert_cmpuint (beep->mask, !=, 0);
}

/* What a layout promises to those who use it. */
static void
check_layout (const FoHidPosLayout *layout)
{
  g_assert_cmpuint (layout->report_bytes, >, 0);
  g_assert_cmpuint (layout->report_bytes, <=, FO_HID_REPORT_MAX);
  g_assert_cmpuint (layout->data_bytes, >, 0);
  g_assert_cmpuint (layout->data_at + layout->data_bytes, <=, layout->report_bytes);
  g_assert_true (layout->count_bytes == 1 || layout->count_bytes == 2);
  g_assert_cmpuint (layout->count_at + layout->count_bytes, <=, layout->report_bytes);
  for (guint i = 0; layout->has_aim && i < 3; i++)
    g_assert_cmpuint (layout->aim_at[i], <, layout->report_bytes);
  if (layout->has_continued) {
    g_assert_cmpuint (layout->continued_at, <, layout->report_bytes);
    g_assert_cmpuint (layout->continued_mask, !=, 0);
  }
  check_beep (&layout->error_beep);
  check_beep (&layout->good_beep);
}

static FoHidKind
read_exactly (const guint8 *bytes, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, length);
  FoHidPosLayout layout;
  FoHidSurvey survey;
  const char *reason = NULL;
  FoHidKind kind = fo_hid_read_descriptor (exact, length, &layout, &reason);

  if (kind == FO_HID_POS)
    check_layout (&layout);
  else if (kind == FO_HID_UNSUPPORTED || kind == FO_HID_MALFORMED)
    g_assert_nonnull (reason);
  g_assert_cmpint (fo_hid_survey (exact, length, &survey), ==, kind != FO_HID_MALFORMED);
  return kind;
}

static void
test_every_prefix (void)
{
  const ReportLayout *layouts[] = { &report_honeywell, &report_newland };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    for (gsize length = 0; length < layouts[i]->descriptor_bytes; length++)
      /* Before the first collection there is nothing to be malformed yet. */
      g_assert_cmpint (read_exactly (layouts[i]->descriptor, length), ==,
                       length == 2 || length == 4 ? FO_HID_PLAIN : FO_HID_MALFORMED);
}

static void
test_every_byte_changed (void)
{
  guint8 bytes[127];
  guint kinds[FO_HID_MALFORMED + 1] = { 0 };

  for (gsize at = 0; at < sizeof bytes; at++)
    for (guint value = 0; value < 256; value++) {
      memcpy (bytes, report_honeywell.descriptor, sizeof bytes);
      bytes[at] = (guint8) value;
      kinds[read_exactly (bytes, sizeof bytes)]++;
    }
  g_print ("# of %u descriptors with one byte changed %u were scanners, %u others, %u unsupported, %u malformed\n",
           (guint) sizeof bytes * 256, kinds[FO_HID_POS], kinds[FO_HID_OEM] + kinds[FO_HID_PLAIN] + kinds[FO_HID_OTHER],
           kinds[FO_HID_UNSUPPORTED], kinds[FO_HID_MALFORMED]);
  g_assert_cmpuint (kinds[FO_HID_POS], >, 0);
  g_assert_cmpuint (kinds[FO_HID_UNSUPPORTED], >, 0);
  g_assert_cmpuint (kinds[FO_HID_MALFORMED], >, 0);
}

static void
test_mutations (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("report descriptors");
  guint count = fo_test_count (100000);

  for (guint i = 0; i < count; i++) {
    guint8 bytes[160];
    const ReportLayout *layout = g_rand_boolean (rand) ? &report_honeywell : &report_newland;
    gsize length = (gsize) g_rand_int_range (rand, 1, (gint) layout->descriptor_bytes + 1);
    memcpy (bytes, layout->descriptor, layout->descriptor_bytes);
    for (gint k = g_rand_int_range (rand, 1, 9); k > 0; k--)
      bytes[g_rand_int_range (rand, 0, (gint) layout->descriptor_bytes)] = (guint8) g_rand_int_range (rand, 0, 256);
    read_exactly (bytes, g_rand_boolean (rand) ? layout->descriptor_bytes : length);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/hid-desc/honeywell", test_honeywell);
  g_test_add_func ("/drivers/hid-desc/newland", test_newland);
  g_test_add_func ("/drivers/hid-desc/keyboard", test_keyboard);
  g_test_add_func ("/drivers/hid-desc/beeps", test_beeps);
  g_test_add_func ("/drivers/hid-desc/survey", test_survey);
  g_test_add_func ("/drivers/hid-desc/cases", test_cases);
  g_test_add_func ("/drivers/hid-desc/every-prefix", test_every_prefix);
  g_test_add_func ("/drivers/hid-desc/every-byte-changed", test_every_byte_changed);
  g_test_add_func ("/drivers/hid-desc/mutations", test_mutations);
  return g_test_run ();
}
