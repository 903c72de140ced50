/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * IBM/OEM POS reports → scans: [count, itself included] [three status bytes] [data] [symbology], zeros up to 64 bytes.
 *
 *   symbology   one byte: 16 EAN-13, 0d UPC-A, 0c EAN-8, 0a UPC-E
 *               three bytes, M S 0b: S is the symbology, M is 10 when more of the same code follows
 *   digits      as text from hand-held scanners, as numbers 0 … 9 from table-top ones
 *
 * Sources: captured reports of Zebra DS3678 (pteich/usbsymbolreader) and of a Symbol hand-held; status bits, continuation,
 * commands and symbologies of Datalogic's AndroidPOS (Apache-2.0). The scanner starts disabled: it is enabled at the
 * start, and again when it says that it is not.
 */
#include "course.h"
#include "hid-desc.h"

#include <string.h>

#define STATUS_BYTES 3
#define DATA_AT (1 + STATUS_BYTES)
#define LONG_TRAILER 3
#define LONG_MARK 0x0b
#define MORE_MARK 0x10
#define ENABLE_AGAIN_US 1000000
#define COMMAND_BYTES 11

/* First and second status byte. A code that comes with one of ANSWERS set is none: it is the answer to a command. */
enum {
  STATUS_CONFIG = 0x02,
  STATUS_EAN_CONFIG = 0x04,
  STATUS_BROKEN = 0x20,
  STATUS_DIRECT_IO = 0x40,
  STATUS_NOT_READY = 0x80,
  ANSWERS = STATUS_CONFIG | STATUS_EAN_CONFIG | STATUS_BROKEN | STATUS_DIRECT_IO | STATUS_NOT_READY,

  STATUS_ALIVE = 0x01,
  STATUS_ENABLED = 0x02,
};

enum { COMMAND_ENABLE = 0x11, COMMAND_DIRECT_IO = 0x30, DIRECT_BEEP = 0x04, DIRECT_ERROR_BEEP = 0x05 };

typedef struct {
  size_t command_bytes;
  int64_t enabled_us; /* when it was last told */
  FoCourse course;
  uint8_t trailer[2]; /* of the code's first report, without "more" */
  FoGather gather;
} OemPos;

typedef struct {
  const uint8_t *data;
  size_t length;
  uint8_t trailer[2]; /* symbology, and 0b or 0 */
  bool more;
} Label;

/* ---- one report -------------------------------------------------------------------------------------------------- */

static FoFault
read_label (const uint8_t *bytes, size_t length, Label *ret_label)
{
  size_t count = length > 0 ? bytes[0] : 0;
  bool is_long = count > DATA_AT && count <= length && bytes[count - 1] == LONG_MARK;
  size_t trailer = is_long ? LONG_TRAILER : 1;

  *ret_label = (Label){ 0 };
  if (length == 0)
    return FO_FAULT_EMPTY;
  if (count > length)
    return FO_FAULT_LENGTH;
  if (count < DATA_AT + trailer)
    return FO_FAULT_SHORT;
  ret_label->data = bytes + DATA_AT;
  ret_label->length = count - DATA_AT - trailer;
  ret_label->more = is_long && bytes[count - 3] == MORE_MARK;
  ret_label->trailer[0] = is_long ? bytes[count - 2] : bytes[count - 1];
  ret_label->trailer[1] = is_long ? LONG_MARK : 0;
  return FO_N_FAULTS;
}

/* Data matrix and QR are not told from their GS1 kinds before level 2.2 of the specification, and of DataBar nobody says
 * whether its "01" comes along: unknown, and judged by what they hold. */
static FoSymbology
symbology_of (const uint8_t *trailer)
{
  static const struct {
    uint8_t symbology, mark;
    FoSymbology means;
  } table[] = {
    { 0x16, 0, FO_SYMBOLOGY_EAN },
    { 0x0d, 0, FO_SYMBOLOGY_EAN },
    { 0x0c, 0, FO_SYMBOLOGY_EAN },
    { 0x0a, 0, FO_SYMBOLOGY_EAN },
    { 0x18, LONG_MARK, FO_SYMBOLOGY_CODE128 },
    { 0x25, LONG_MARK, FO_SYMBOLOGY_GS1_128 },
    { 0x0d, LONG_MARK, FO_SYMBOLOGY_ITF },
    { 0x36, LONG_MARK, FO_SYMBOLOGY_GS1_DATAMATRIX },
    { 0x37, LONG_MARK, FO_SYMBOLOGY_GS1_QR },
    { 0x0a, LONG_MARK, FO_SYMBOLOGY_OTHER }, /* Code 39 */
    { 0x0e, LONG_MARK, FO_SYMBOLOGY_OTHER }, /* Codabar */
    { 0x19, LONG_MARK, FO_SYMBOLOGY_OTHER }, /* Code 93 */
    { 0x2e, LONG_MARK, FO_SYMBOLOGY_OTHER }, /* PDF417 */
    { 0x34, LONG_MARK, FO_SYMBOLOGY_OTHER }, /* Aztec */
  };

  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].symbology == trailer[0] && table[i].mark == trailer[1])
      return table[i].means;
  return FO_SYMBOLOGY_UNKNOWN;
}

/* ---- one code ---------------------------------------------------------------------------------------------------- */

/* Digits as numbers become text, where all of an EAN are. */
static void
add (OemPos *state, const Label *label)
{
  uint8_t digits[FO_REPORT_MAX];
  bool raw = label->trailer[1] == 0 && label->length > 0 && label->length <= sizeof digits;

  for (size_t i = 0; raw && i < label->length; i++)
    raw = label->data[i] <= 9;
  for (size_t i = 0; raw && i < label->length; i++)
    digits[i] = (uint8_t) (label->data[i] + '0');
  fo_gather_add (&state->gather, raw ? digits : label->data, label->length);
}

static void
take (OemPos *state, const Label *label, const FoOut *out)
{
  bool goes_on = state->course.stage == FO_COURSE_PARTIAL;

  if (goes_on && memcmp (label->trailer, state->trailer, sizeof state->trailer) != 0) {
    fo_out_fault (out, FO_FAULT_MIXED);
    goes_on = false;
  }
  if (!goes_on)
    fo_gather_begin (&state->gather, NULL, out->at_us);
  memcpy (state->trailer, label->trailer, sizeof state->trailer);
  add (state, label);
  if (label->more) {
    fo_course_go_on (&state->course, out->at_us);
    return;
  }
  state->gather.symbology = symbology_of (state->trailer);
  fo_gather_finish (&state->gather, out);
  fo_course_idle (&state->course);
}

/* ---- commands ---------------------------------------------------------------------------------------------------- */

static void
command (const OemPos *state, uint8_t first, uint8_t third, const FoOut *out)
{
  const uint8_t bytes[] = { first, 0, third };

  fo_out_send (out, bytes, sizeof bytes, state->command_bytes);
}

static void
enable (OemPos *state, const FoOut *out)
{
  state->enabled_us = out->at_us;
  command (state, COMMAND_ENABLE, 0, out);
}

/* The answer to a command, or what it says on its own: alive but not enabled, after a reset of its own. */
static void
take_status (OemPos *state, const uint8_t *bytes, const FoOut *out)
{
  bool is_off = (bytes[2] & STATUS_ALIVE) != 0 && (bytes[2] & STATUS_ENABLED) == 0;

  if (is_off && out->at_us >= state->enabled_us + ENABLE_AGAIN_US)
    enable (state, out);
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static bool
oempos_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  OemPos *state = opaque;
  FoHidSurvey survey;

  if (!fo_hid_survey (setup->descriptor, setup->descriptor_bytes, &survey) || survey.numbered) {
    *ret_reason = "not an OEM POS scanner";
    return false;
  }
  memset (state, 0, sizeof *state);
  fo_gather_init (&state->gather, setup, at_us);
  state->command_bytes = survey.output_bytes >= COMMAND_BYTES && survey.output_bytes <= FO_REPORT_MAX
                             ? survey.output_bytes
                             : COMMAND_BYTES;
  fo_course_init (&state->course, &setup->quirks);
  return true;
}

static void
oempos_opened (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  enable (opaque, &out);
}

static void
oempos_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  OemPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  Label label;

  fo_course_wake (&state->course, at_us);
  if (length >= DATA_AT && (bytes[0] == DATA_AT || (bytes[1] & ANSWERS) != 0)) {
    take_status (state, bytes, &out);
    if (bytes[0] > DATA_AT)
      fo_out_fault (&out, FO_FAULT_RESPONSE);
    return;
  }
  FoFault fault = read_label (bytes, length, &label);
  if (fault != FO_N_FAULTS) {
    fo_out_fault (&out, fault);
    if (fault != FO_FAULT_EMPTY)
      fo_course_skip (&state->course, at_us, false);
  } else if (!fo_course_skips (&state->course, label.more, &out))
    take (state, &label, &out);
}

static int64_t
oempos_due (const void *opaque)
{
  return ((const OemPos *) opaque)->course.due_us;
}

static void
oempos_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  OemPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  fo_course_tick (&state->course, &out);
}

static void
oempos_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  OemPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  fo_course_cut (&state->course, why, &out);
}

/* The specification has none; direct I/O is the maker's own. */
static void
oempos_feedback (void *opaque, FoFeedback feedback, const FoDecoderSink *sink, void *user)
{
  const OemPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user };

  if (state->gather.quirks.beep == FO_BEEP_DIRECT_IO)
    command (state, COMMAND_DIRECT_IO, feedback == FO_FEEDBACK_BAD ? DIRECT_ERROR_BEEP : DIRECT_BEEP, &out);
}

const FoDecoderOps fo_decoder_oempos = {
  .name = "oem-pos",
  .face = FO_FACE_OEM_POS,
  .state_size = sizeof (OemPos),
  .start = oempos_start,
  .opened = oempos_opened,
  .feed = oempos_feed,
  .due = oempos_due,
  .tick = oempos_tick,
  .cut = oempos_cut,
  .feedback = oempos_feedback,
};
