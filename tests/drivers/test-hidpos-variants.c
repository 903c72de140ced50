/* SPDX-License-Identifier: GPL-3.0-or-later
 * HID POS as makers differ: a spare byte that the report descriptor does not mention, reports beside the scan's, beeps. A
 * word of a scene is <aim>:<data> of one report, with + at the end when more follows, with ! in front when the spare byte is
 * there; x=<id>: another report of the device. */
#include "decoding.h"
#include "reports.h"

#include <stdlib.h>
#include <string.h>

/* As of a Honeywell with a serial command stream: scans in report 2, FE (feature) puts the output elsewhere, FD (output)
 * takes commands. No beep usages. Written by us after the description. */
static const guint8 with_commands[] = {
  0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x09, 0x12, 0xa1, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x01,
  0x05, 0x01, 0x09, 0x3b, 0x81, 0x02, 0x95, 0x03, 0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, 0x02, 0x95, 0x38,
  0x09, 0xfe, 0x82, 0x02, 0x01, 0x95, 0x02, 0x81, 0x03, 0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x95,
  0x07, 0x81, 0x03, 0xc0, 0x06, 0x66, 0xff, 0x85, 0xfe, 0x75, 0x08, 0x95, 0x01, 0x09, 0x01, 0xb1, 0x02, 0x85, 0xfd, 0x95,
  0x3f, 0x09, 0x02, 0x91, 0x02, 0xc0,
};

static void
make (const char *word, GByteArray *bytes)
{
  bool spare = word[0] == '!', more = g_str_has_suffix (word, "+");
  guint8 report[REPORT_BYTES + 1] = { 0 };

  if (g_str_has_prefix (word, "x=")) {
    report[0] = (guint8) strtoul (word + 2, NULL, 16);
    report[1] = 3;
    g_byte_array_append (bytes, report, REPORT_BYTES);
    return;
  }
  word += spare;
  g_autofree char *text = g_strndup (word + 4, strlen (word + 4) - (more ? 1 : 0));
  g_autoptr (GByteArray) data = g_byte_array_new ();
  scenes_append (data, text);
  report_make (&report_honeywell, word, (const char *) data->data, data->len, more, report);
  if (spare) {
    memmove (report + 3, report + 2, 58);
    report[2] = 0;
  }
  g_byte_array_append (bytes, report, REPORT_BYTES);
}

static Kind
kind_of (const guint8 *descriptor, gsize bytes, FoBeep beep)
{
  return (Kind){ .ops = &fo_decoder_hidpos,
                 .descriptor = descriptor,
                 .descriptor_bytes = bytes,
                 .quirks = { .beep = beep },
                 .make = make,
                 .step_ms = 8 };
}

static const Scene spare[] = {
  { "a spare byte before the AIM identifier", "!]C1:0104601234567893~10A-77",
    HEARS (SCAN ("]C1 gs1-128 0104601234567893<GS>10A-77")) },
  { "in every report of a code", "!]Q1:ONE+ !]Q1:TWO", HEARS (SCAN ("]Q1 qr ONETWO")) },
  { "an answer is still none", "!]X0:REVINF !]Z6:ACK", HEARS (FAULT ("response"), FAULT ("response")) },
  { "none, and no AIM identifier", "___:BOX", HEARS (SCAN ("- unknown BOX")) },
  { "data that begins like one", "]C0:]C1BOX", HEARS (SCAN ("]C0 code128 ]C1BOX")) },
};

static void
test_spare_byte (void)
{
  Kind kind = kind_of (report_honeywell.descriptor, report_honeywell.descriptor_bytes, FO_BEEP_AUTO);

  scenes_check (&kind, spare, G_N_ELEMENTS (spare));
}

static const Scene others[] = {
  { "other reports are no scans", "x=fd x=fe x=04 x=f0 ]C0:BOX", HEARS (SCAN ("]C0 code128 BOX")) },
  { "in the middle of a code neither", "]Q1:ONE+ x=fd ]Q1:TWO", HEARS (SCAN ("]Q1 qr ONETWO")) },
};

static void
test_other_reports (void)
{
  Kind kind = kind_of (with_commands, sizeof with_commands, FO_BEEP_HONEYWELL);

  scenes_check (&kind, others, G_N_ELEMENTS (others));
}

#define ZEROS_10 "00000000000000000000"
#define ZEROS_59 ZEROS_10 ZEROS_10 ZEROS_10 ZEROS_10 ZEROS_10 "000000000000000000"

static void
test_beeps (void)
{
  static const struct {
    const char *what;
    bool with_commands;
    FoBeep beep;
    Scene scene;
  } rows[] = {
    { "by its usages", false, FO_BEEP_AUTO, { "", "bad good", HEARS ("sent 0404", "sent 0408") } },
    { "by its usages, whatever commands there are", false, FO_BEEP_HONEYWELL, { "", "bad good", HEARS ("sent 0404", "sent 0408") } },
    { "by a command", true, FO_BEEP_HONEYWELL, { "", "bad", HEARS ("sent fd0316070d" ZEROS_59) } },
    { "a command nobody said it knows", true, FO_BEEP_AUTO, { "", "bad good", HEARS (NULL) } },
    { "switched off", false, FO_BEEP_NONE, { "", "bad good", HEARS (NULL) } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    Kind kind = rows[i].with_commands
                    ? kind_of (with_commands, sizeof with_commands, rows[i].beep)
                    : kind_of (report_honeywell.descriptor, report_honeywell.descriptor_bytes, rows[i].beep);
    g_test_message ("%s", rows[i].what);
    scenes_check (&kind, &rows[i].scene, 1);
  }
}

static void
test_unplug (void)
{
  Kind kind = kind_of (report_honeywell.descriptor, report_honeywell.descriptor_bytes, FO_BEEP_AUTO);

  scenes_check_unplug (&kind, "!]Q1:ONE+ !]Q1:TWO+ !]Q1:THREE", SCAN ("]Q1 qr ONETWOTHREE"));
}

static void
test_noise (void)
{
  Kind kind = kind_of (with_commands, sizeof with_commands, FO_BEEP_HONEYWELL);

  scenes_check_noise (&kind, "!]Q1:ONE+ !]Q1:TWO+ !]Q1:THREE", SCAN ("]Q1 qr ONETWOTHREE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/hidpos-variants/spare-byte", test_spare_byte);
  g_test_add_func ("/drivers/hidpos-variants/other-reports", test_other_reports);
  g_test_add_func ("/drivers/hidpos-variants/beeps", test_beeps);
  g_test_add_func ("/drivers/hidpos-variants/unplug", test_unplug);
  g_test_add_func ("/drivers/hidpos-variants/noise", test_noise);
  return g_test_run ();
}
