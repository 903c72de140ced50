/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codes-paths.h"
#include "drivers/reports.h"
#include "drivers/typist.h"
#include <string.h>

static void
add (GPtrArray *transfers, const guint8 *bytes, gsize length)
{
  g_ptr_array_add (transfers, g_bytes_new (bytes, length));
}

/* ---- reports ---------------------------------------------------------------------------------------------------- */

static void
send_reports (const ReportLayout *layout, const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  gsize at = 0;

  do {
    gsize piece = MIN (length - at, REPORT_DATA_MAX);
    guint8 report[REPORT_BYTES];

    report_make (layout, "]Q1", (const char *) bytes + at, piece, at + piece < length, report);
    add (transfers, report, sizeof report);
    at += piece;
  } while (at < length);
}

static void
send_honeywell (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  send_reports (&report_honeywell, bytes, length, transfers);
}

static void
send_newland (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  send_reports (&report_newland, bytes, length, transfers);
}

static const guint8 hand_held[] = {
  0x06, 0x45, 0xff, 0x0a, 0x00, 0x4b, 0xa1, 0x01, 0x0a, 0x01, 0x4a, 0x75, 0x08, 0x95, 0x0b,
  0x15, 0x00, 0x26, 0xff, 0x00, 0x91, 0x02, 0x0a, 0x02, 0x4a, 0x95, 0x40, 0x81, 0x02, 0xc0,
};

/* Code 128 in pieces of fifty bytes; the trailer says whether more follows. */
static void
send_oem (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  gsize at = 0;

  do {
    gsize piece = MIN (length - at, 50);
    guint8 report[64] = { (guint8) (4 + piece + 3), 0x10, 0x03 };

    memcpy (report + 4, bytes + at, piece);
    report[4 + piece] = at + piece < length ? 0x10 : 0x00;
    report[5 + piece] = 0x18;
    report[6 + piece] = 0x0b;
    add (transfers, report, sizeof report);
    at += piece;
  } while (at < length);
}

/* Code 128 in packets of a long report. */
static void
send_snapi (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  gsize packets = MAX (1, (length + 55) / 56);

  for (gsize i = 0; i < packets; i++) {
    gsize piece = MIN (length - i * 56, 56);
    guint8 report[64] = { 0x26, (guint8) (packets >> 8), (guint8) packets, (guint8) (i >> 8), (guint8) i, (guint8) piece, 3, 0 };

    memcpy (report + 8, bytes + i * 56, piece);
    add (transfers, report, sizeof report);
  }
}

static void
send_chunks (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  for (gsize at = 0; at < length; at += 63) {
    guint8 chunk[64] = { (guint8) MIN (length - at, 63) };

    memcpy (chunk + 1, bytes + at, chunk[0]);
    add (transfers, chunk, sizeof chunk);
  }
}

/* ---- serial lines ------------------------------------------------------------------------------------------------ */

static void
send_line (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  for (gsize at = 0; at < length; at += 32) /* a port hands over what has come so far */
    add (transfers, bytes + at, MIN (length - at, 32));
  add (transfers, (const guint8 *) "\r", 1);
}

static void
send_framed (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  add (transfers, (const guint8 *) "\x02", 1);
  for (gsize at = 0; at < length; at += 32)
    add (transfers, bytes + at, MIN (length - at, 32));
  add (transfers, (const guint8 *) "\x03", 1);
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static void
stroke (GArray *keys, const char *name)
{
  const TypistKey down = typist_key (name, true), up = typist_key (name, false);

  g_array_append_val (keys, down);
  g_array_append_val (keys, up);
}

static void
stroke_with (GArray *keys, const char *with, const char *name)
{
  const TypistKey down = typist_key (with, true), up = typist_key (with, false);

  g_array_append_val (keys, down);
  stroke (keys, name);
  g_array_append_val (keys, up);
}

/* A byte that is no character: Alt and its number. */
static void
type_number (GArray *keys, guint8 byte)
{
  g_autofree char *digits = g_strdup_printf ("%04u", byte);
  const TypistKey down = typist_key ("alt", true), up = typist_key ("alt", false);

  g_array_append_val (keys, down);
  for (const char *digit = digits; *digit; digit++) {
    const char name[] = { 'k', 'p', *digit, '\0' };
    stroke (keys, name);
  }
  g_array_append_val (keys, up);
}

/* Control characters as the makers' tables of function codes have them: a key where there is one, Ctrl and a letter elsewhere. */
static void
type_control (GArray *keys, guint8 byte)
{
  const char letter[] = { (char) (byte - 1 + 'a'), '\0' };

  switch (byte) {
  case '\r':
  case '\n':
    stroke (keys, "enter");
    return;
  case '\t':
    stroke (keys, "tab");
    return;
  case '\b':
    stroke (keys, "backspace");
    return;
  case 0x1b:
    stroke (keys, "esc");
    return;
  case 0x1d:
    stroke_with (keys, "ctrl", "]");
    return;
  case 0x7f:
    stroke (keys, "delete");
    return;
  default:
    if (byte >= 1 && byte <= 26)
      stroke_with (keys, "ctrl", letter);
    else
      type_number (keys, byte);
  }
}

static void
type_character (GArray *keys, const char *utf8, gsize length)
{
  static const TypistSetup setup = { .end = FO_END_NONE };
  g_autofree char *one = g_strndup (utf8, length);
  g_autoptr (GArray) more = typist_type (&setup, one);

  g_array_append_vals (keys, more->data, more->len);
}

GArray *
codes_type (const guint8 *bytes, gsize length, const char *in_the_middle)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (TypistKey));

  for (gsize at = 0; at < length;) {
    const char *text = (const char *) bytes + at;
    gunichar character = g_utf8_get_char_validated (text, (gssize) (length - at));
    gsize step = 1;

    if (in_the_middle && at >= length / 2) {
      stroke (keys, in_the_middle);
      in_the_middle = NULL;
    }
    if (character != (gunichar) -1 && character != (gunichar) -2 && character >= 0x20 && character != 0x7f) {
      step = (gsize) (g_utf8_next_char (text) - text);
      type_character (keys, text, step);
    } else
      type_control (keys, bytes[at]);
    at += step;
  }
  stroke (keys, "enter");
  return keys;
}

static void
send_keys (GArray *keys, GPtrArray *transfers)
{
  g_autoptr (GPtrArray) reports = typist_reports (keys);

  for (guint i = 0; i < reports->len; i++)
    g_ptr_array_add (transfers, g_bytes_ref (reports->pdata[i]));
  g_array_unref (keys);
}

static void
send_typed (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  send_keys (codes_type (bytes, length, NULL), transfers);
}

static void
send_typed_f10 (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  send_keys (codes_type (bytes, length, "f10"), transfers);
}

static void
send_events (const guint8 *bytes, gsize length, GPtrArray *transfers)
{
  g_autoptr (GArray) keys = codes_type (bytes, length, NULL);

  for (guint i = 0; i < keys->len; i++) {
    const TypistKey *key = &g_array_index (keys, TypistKey, i);
    guint8 event[FO_KEY_EVENT_BYTES];

    fo_key_event (key->code, key->down, event);
    add (transfers, event, sizeof event);
  }
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

const CodesPath *
codes_paths (gsize *ret_n)
{
  static CodesPath paths[] = {
    { "HID POS", &fo_decoder_hidpos, .send = send_honeywell },
    { "HID POS without AIM", &fo_decoder_hidpos, .send = send_newland },
    { "OEM POS", &fo_decoder_oempos, hand_held, sizeof hand_held, .send = send_oem },
    { "SNAPI", &fo_decoder_snapi, .send = send_snapi },
    { "chunks", &fo_decoder_chunks, .send = send_chunks },
    { "serial lines", &fo_decoder_lines, .send = send_line },
    { "serial lines, framed", &fo_decoder_lines, .quirks = { .framed = true }, .send = send_framed },
    { "keyboard reports", &fo_decoder_keyboard_hid, .send = send_typed },
    { "keyboard reports with F10", &fo_decoder_keyboard_hid, .spoilt = true, .send = send_typed_f10 },
    { "key events", &fo_decoder_keyboard_evdev, .send = send_events },
  };

  paths[0].descriptor = report_honeywell.descriptor, paths[0].descriptor_bytes = report_honeywell.descriptor_bytes;
  paths[1].descriptor = report_newland.descriptor, paths[1].descriptor_bytes = report_newland.descriptor_bytes;
  for (gsize i = 7; i < 9; i++)
    paths[i].descriptor = report_keyboard, paths[i].descriptor_bytes = report_keyboard_bytes;
  *ret_n = G_N_ELEMENTS (paths);
  return paths;
}
