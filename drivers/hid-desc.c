/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hid-desc.h"

#include <string.h>

enum {
  TYPE_MAIN = 0,
  TYPE_GLOBAL = 1,
  TYPE_LOCAL = 2,

  MAIN_INPUT = 8,
  MAIN_OUTPUT = 9,
  MAIN_COLLECTION = 10,
  MAIN_FEATURE = 11,
  MAIN_END_COLLECTION = 12,

  GLOBAL_USAGE_PAGE = 0,
  GLOBAL_REPORT_SIZE = 7,
  GLOBAL_REPORT_ID = 8,
  GLOBAL_REPORT_COUNT = 9,
  GLOBAL_PUSH = 10,
  GLOBAL_POP = 11,

  LOCAL_USAGE = 0,
  LOCAL_USAGE_MINIMUM = 1,
  LOCAL_USAGE_MAXIMUM = 2,

  LONG_ITEM = 0xfe,

  INPUT_CONSTANT = 1,
  INPUT_VARIABLE = 2,
};

#define PAGE_SCANNER 0x8cu
#define PAGE_KEYBOARD 0x07u
#define USAGE_LEFT_CTRL 0xe0u
#define USAGE(page, id) (((uint32_t) (page) << 16) | (id))
#define USAGE_SCANNER USAGE (PAGE_SCANNER, 0x02)
#define PAGE_OEM 0xff45u
#define PAGE_DESKTOP 0x01u  /* keyboards, mice */
#define PAGE_CONSUMER 0x0cu /* their volume keys */
#define COMMAND_REPORT 0xfd
#define REPORT_BITS_MAX ((uint32_t) FO_HID_REPORT_MAX * 8)

#define STACK_MAX 8
#define DEPTH_MAX 32
#define RANGES_MAX 128

/* The usages we look for, and the field each of them was first seen in. */
enum {
  FIELD_COUNT,
  FIELD_AIM_1,
  FIELD_AIM_2,
  FIELD_AIM_3,
  FIELD_DATA,
  FIELD_CONTINUED,
  FIELD_MODIFIERS,
  FIELD_KEYS, /* an array: its usages are values, not places */
  N_FIELDS
};

static const uint32_t wanted[N_FIELDS] = {
  [FIELD_COUNT] = USAGE (0x01, 0x3b),
  [FIELD_AIM_1] = USAGE (PAGE_SCANNER, 0xfb),
  [FIELD_AIM_2] = USAGE (PAGE_SCANNER, 0xfc),
  [FIELD_AIM_3] = USAGE (PAGE_SCANNER, 0xfd),
  [FIELD_DATA] = USAGE (PAGE_SCANNER, 0xfe),
  [FIELD_CONTINUED] = USAGE (PAGE_SCANNER, 0xff),
  [FIELD_MODIFIERS] = USAGE (PAGE_KEYBOARD, USAGE_LEFT_CTRL),
  [FIELD_KEYS] = UINT32_MAX,
};

/* … and of what it can be sent. */
enum { BEEP_ERROR, BEEP_GOOD, N_BEEPS };

static const uint32_t wanted_beeps[N_BEEPS] = {
  [BEEP_ERROR] = USAGE (PAGE_SCANNER, 0x85),
  [BEEP_GOOD] = USAGE (PAGE_SCANNER, 0x86),
};

typedef struct {
  uint32_t bit;   /* from the start of the report, id byte not counted */
  uint32_t size;  /* bits */
  uint32_t count; /* 0: not seen */
} Field;

typedef struct {
  uint32_t page, size, count;
  uint8_t report_id;
} Globals;

/* One Usage item, or a minimum and a maximum. "Extended" ones bring their own page. */
typedef struct {
  uint32_t first, last;
  bool extended;
} Range;

typedef struct {
  Globals globals, stack[STACK_MAX];
  unsigned pushed;
  Range ranges[RANGES_MAX];
  unsigned n_ranges;
  bool minimum_open; /* a minimum waits for its maximum */
  unsigned depth;
  bool is_scanner; /* the scanner collection, or a field of its, was met */
  bool is_oem;     /* a collection of page FF45 */
  bool is_human;   /* a person types or points with it */
  /* Several reports may carry the same usage; the scan is the report of the first data field. */
  Field fields[256][N_FIELDS];
  int scan_id; /* the report id of that field; -1: none yet */
  uint32_t bits[256], output_bits[256];
  Field beeps[N_BEEPS];
  uint8_t beep_ids[N_BEEPS];
  int first_output; /* report id; -1: none yet */
  bool numbered;
  const char *reason;
} Reader;

typedef struct {
  uint8_t type, tag, size;
  uint32_t value;
} Item;

static bool
refuse (Reader *reader, const char *reason)
{
  reader->reason = reason;
  return false;
}

/* ---- items ------------------------------------------------------------------------------------------------------- */

/* Takes one item off the front of *bytes; false when it is cut short. Long items hold nothing that is defined:
 * skipped. */
static bool
take_item (const uint8_t **bytes, size_t *length, Item *ret_item)
{
  static const uint8_t sizes[] = { 0, 1, 2, 4 };
  const uint8_t *at = *bytes;
  size_t size = at[0] == LONG_ITEM ? (*length >= 3 ? 2u + at[1] : 2u) : sizes[at[0] & 3];

  if (*length < 1 + size)
    return false;
  *ret_item = (Item){ .type = (at[0] >> 2) & 3, .tag = at[0] >> 4, .size = (uint8_t) (size > 4 ? 0 : size) };
  for (size_t i = 0; at[0] != LONG_ITEM && i < size; i++)
    ret_item->value |= (uint32_t) at[1 + i] << (8 * i);
  *bytes += 1 + size;
  *length -= 1 + size;
  return true;
}

static uint32_t
full_usage (const Reader *reader, uint32_t usage, bool extended)
{
  return extended ? usage : USAGE (reader->globals.page & 0xffff, usage & 0xffff);
}

static bool
read_global (Reader *reader, const Item *item)
{
  Globals *globals = &reader->globals;

  switch (item->tag) {
  case GLOBAL_USAGE_PAGE:
    globals->page = item->value;
    return true;
  case GLOBAL_REPORT_SIZE:
    globals->size = item->value;
    return true;
  case GLOBAL_REPORT_COUNT:
    globals->count = item->value;
    return true;
  case GLOBAL_REPORT_ID:
    if (item->value == 0 || item->value > 255)
      return refuse (reader, "report id out of range");
    globals->report_id = (uint8_t) item->value;
    reader->numbered = true;
    return true;
  case GLOBAL_PUSH:
    if (reader->pushed == STACK_MAX)
      return refuse (reader, "too many Push items");
    reader->stack[reader->pushed++] = *globals;
    return true;
  case GLOBAL_POP:
    if (reader->pushed == 0)
      return refuse (reader, "Pop without Push");
    *globals = reader->stack[--reader->pushed];
    return true;
  default:
    return true; /* ranges and units say nothing about where bytes are */
  }
}

static bool
add_range (Reader *reader, uint32_t usage, bool extended, bool is_minimum)
{
  if (reader->n_ranges == RANGES_MAX)
    return refuse (reader, "too many usages for one field");
  reader->ranges[reader->n_ranges++] = (Range){ .first = usage, .last = usage, .extended = extended };
  reader->minimum_open = is_minimum;
  return true;
}

static bool
read_local (Reader *reader, const Item *item)
{
  bool extended = item->size == 4;

  switch (item->tag) {
  case LOCAL_USAGE:
    return add_range (reader, item->value, extended, false);
  case LOCAL_USAGE_MINIMUM:
    return add_range (reader, item->value, extended, true);
  case LOCAL_USAGE_MAXIMUM: {
    if (!reader->minimum_open)
      return refuse (reader, "usage maximum without a minimum");
    Range *range = &reader->ranges[reader->n_ranges - 1];
    if (item->value < range->first)
      return refuse (reader, "usage maximum below its minimum");
    range->last = item->value;
    reader->minimum_open = false;
    return true;
  }
  default:
    return true;
  }
}

/* ---- fields ------------------------------------------------------------------------------------------------------ */

/* The field of usage WHICH begins at BIT and is COUNT values long. "Usage FE" written 56 times is one field of 56. */
static void
note_field (Reader *reader, unsigned which, uint32_t bit, uint32_t count)
{
  const Globals *globals = &reader->globals;
  Field *field = &reader->fields[globals->report_id][which];

  if (which >= FIELD_AIM_1 && which <= FIELD_CONTINUED)
    reader->is_scanner = true;
  if (which == FIELD_DATA && reader->scan_id < 0)
    reader->scan_id = globals->report_id;
  if (field->count == 0)
    *field = (Field){ .bit = bit, .size = globals->size, .count = count };
  else if (field->size == globals->size && field->bit + field->size * field->count == bit)
    field->count += count;
}

static void
note_beep (Reader *reader, unsigned which, uint32_t bit)
{
  const Globals *globals = &reader->globals;

  if (reader->beeps[which].count > 0 || globals->size == 0)
    return;
  reader->beeps[which] = (Field){ .bit = bit, .size = globals->size, .count = 1 };
  reader->beep_ids[which] = globals->report_id;
}

/* Where in a field of COUNT values, from the INDEXth on, RANGE puts USAGE; false: nowhere. */
static bool
find_usage (const Reader *reader, const Range *range, uint32_t index, uint32_t usage, uint32_t *ret_at)
{
  uint32_t first = full_usage (reader, range->first, range->extended);
  uint32_t last = full_usage (reader, range->last, range->extended);

  if (usage < first || usage > last || usage - first >= reader->globals.count - index)
    return false;
  *ret_at = usage - first + index;
  return true;
}

/* Usages go to the values of the field one by one; the last of them to all values that are left (HID 1.11, 6.2.2.8). */
static void
note_range (Reader *reader, const Range *range, uint32_t index, bool is_last, uint32_t start)
{
  const Globals *globals = &reader->globals;
  uint32_t last = full_usage (reader, range->last, range->extended), at;

  for (unsigned which = 0; which < N_FIELDS; which++)
    if (find_usage (reader, range, index, wanted[which], &at))
      note_field (reader, which, start + at * globals->size,
                  is_last && wanted[which] == last ? globals->count - at : 1);
}

static void
note_output_range (Reader *reader, const Range *range, uint32_t index, uint32_t start)
{
  uint32_t at;

  for (unsigned which = 0; which < N_BEEPS; which++)
    if (find_usage (reader, range, index, wanted_beeps[which], &at))
      note_beep (reader, which, start + at * reader->globals.size);
}

/* An array of keys: each value is the usage of one that is down. */
static void
note_array (Reader *reader, uint32_t bit)
{
  const Globals *globals = &reader->globals;
  const Range *range = reader->n_ranges > 0 ? &reader->ranges[0] : NULL;

  if (range != NULL && globals->count > 0
      && full_usage (reader, range->first, range->extended) >> 16 == PAGE_KEYBOARD)
    note_field (reader, FIELD_KEYS, bit, globals->count);
}

static bool
read_field (Reader *reader, uint32_t flags, bool is_output)
{
  const Globals *globals = &reader->globals;
  uint32_t *bits = is_output ? &reader->output_bits[globals->report_id] : &reader->bits[globals->report_id];
  uint64_t size = (uint64_t) globals->size * globals->count;

  if (globals->size > REPORT_BITS_MAX || globals->count > REPORT_BITS_MAX || *bits + size > REPORT_BITS_MAX)
    return refuse (reader, "a report longer than any device sends");
  if ((flags & (INPUT_CONSTANT | INPUT_VARIABLE)) == INPUT_VARIABLE)
    for (uint32_t i = 0, index = 0; i < reader->n_ranges && index < globals->count; i++) {
      const Range *range = &reader->ranges[i];
      if (is_output)
        note_output_range (reader, range, index, *bits);
      else
        note_range (reader, range, index, i + 1 == reader->n_ranges, *bits);
      uint32_t values = range->last - range->first;
      index = values >= globals->count - index ? globals->count : index + values + 1;
    }
  if (!is_output && (flags & (INPUT_CONSTANT | INPUT_VARIABLE)) == 0)
    note_array (reader, *bits);
  *bits += (uint32_t) size;
  if (is_output && size > 0 && reader->first_output < 0)
    reader->first_output = globals->report_id;
  return true;
}

/* What an application collection, one that stands in no other, is for. */
static void
note_application (Reader *reader)
{
  uint32_t usage = full_usage (reader, reader->ranges[0].first, reader->ranges[0].extended);

  reader->is_scanner |= usage == USAGE_SCANNER;
  reader->is_oem |= usage >> 16 == PAGE_OEM;
  reader->is_human |= usage >> 16 == PAGE_DESKTOP || usage >> 16 == PAGE_CONSUMER;
}

static bool
read_collection (Reader *reader)
{
  if (reader->depth == DEPTH_MAX)
    return refuse (reader, "collections nested too deep");
  if (reader->depth == 0 && reader->n_ranges > 0)
    note_application (reader);
  reader->depth++;
  return true;
}

static bool
end_collection (Reader *reader)
{
  if (reader->depth == 0)
    return refuse (reader, "End Collection without a collection");
  reader->depth--;
  return true;
}

static bool
read_main (Reader *reader, const Item *item)
{
  bool ok = true;

  if (item->tag == MAIN_INPUT || item->tag == MAIN_OUTPUT)
    ok = read_field (reader, item->value, item->tag == MAIN_OUTPUT);
  else if (item->tag == MAIN_COLLECTION)
    ok = read_collection (reader);
  else if (item->tag == MAIN_END_COLLECTION)
    ok = end_collection (reader);
  reader->n_ranges = 0;
  reader->minimum_open = false;
  return ok;
}

static bool
read_items (Reader *reader, const uint8_t *bytes, size_t length)
{
  if (length == 0 || length > FO_HID_DESCRIPTOR_MAX)
    return refuse (reader, "empty, or longer than any descriptor");
  while (length > 0) {
    Item item;
    bool ok = true;
    if (!take_item (&bytes, &length, &item))
      return refuse (reader, "the last item is cut short");
    if (item.type == TYPE_MAIN)
      ok = read_main (reader, &item);
    else if (item.type == TYPE_GLOBAL)
      ok = read_global (reader, &item);
    else if (item.type == TYPE_LOCAL)
      ok = read_local (reader, &item);
    if (!ok)
      return false;
  }
  return reader->depth == 0 || refuse (reader, "a collection is not closed");
}

/* ---- layout ------------------------------------------------------------------------------------------------------ */

static bool
byte_offset (const Reader *reader, unsigned which, uint16_t *ret_at)
{
  const Field *field = &reader->fields[reader->scan_id][which];

  if (field->count == 0 || field->size != 8 || field->bit % 8 != 0)
    return false;
  *ret_at = (uint16_t) (field->bit / 8 + (reader->scan_id != 0));
  return true;
}

static bool
place_count (Reader *reader, FoHidPosLayout *layout)
{
  const Field *field = &reader->fields[reader->scan_id][FIELD_COUNT];

  if (field->count == 0)
    return refuse (reader, "no byte count (usage 01:3B)");
  if (field->bit % 8 != 0 || (field->size != 8 && field->size != 16))
    return refuse (reader, "the byte count is not one or two whole bytes");
  layout->count_at = (uint16_t) (field->bit / 8 + (reader->scan_id != 0));
  layout->count_bytes = (uint8_t) (field->size / 8);
  return true;
}

static void
place_continued (const Reader *reader, FoHidPosLayout *layout)
{
  const Field *field = &reader->fields[reader->scan_id][FIELD_CONTINUED];

  layout->has_continued = field->count > 0 && field->size > 0;
  if (!layout->has_continued)
    return;
  layout->continued_at = (uint16_t) (field->bit / 8 + (reader->scan_id != 0));
  layout->continued_mask = field->size == 8 && field->bit % 8 == 0 ? 0xff : (uint8_t) (1u << (field->bit % 8));
}

static uint16_t
report_bytes (const uint32_t *bits, unsigned id)
{
  if (bits[id] == 0)
    return 0;
  return (uint16_t) ((bits[id] + 7) / 8 + (id != 0));
}

static void
place_beep (const Reader *reader, unsigned which, FoHidBit *bit)
{
  const Field *field = &reader->beeps[which];
  uint8_t id = reader->beep_ids[which];

  if (field->count == 0)
    return;
  bit->report_id = id;
  bit->report_bytes = report_bytes (reader->output_bits, id);
  bit->at = (uint16_t) (field->bit / 8 + (id != 0));
  bit->mask = (uint8_t) (1u << (field->bit % 8));
}

static bool
make_layout (Reader *reader, FoHidPosLayout *layout)
{
  if (reader->scan_id < 0)
    return refuse (reader, "no decoded data (usage 8C:FE)");
  layout->report_id = (uint8_t) reader->scan_id;
  layout->report_bytes = report_bytes (reader->bits, layout->report_id);
  if (layout->report_bytes > FO_HID_REPORT_MAX)
    return refuse (reader, "a report longer than any device sends");
  if (!byte_offset (reader, FIELD_DATA, &layout->data_at))
    return refuse (reader, "the decoded data is not whole bytes");
  layout->data_bytes = (uint16_t) reader->fields[reader->scan_id][FIELD_DATA].count;
  layout->has_aim = byte_offset (reader, FIELD_AIM_1, &layout->aim_at[0])
                    && byte_offset (reader, FIELD_AIM_2, &layout->aim_at[1])
                    && byte_offset (reader, FIELD_AIM_3, &layout->aim_at[2]);
  place_continued (reader, layout);
  place_beep (reader, BEEP_ERROR, &layout->error_beep);
  place_beep (reader, BEEP_GOOD, &layout->good_beep);
  layout->command_bytes = report_bytes (reader->output_bits, COMMAND_REPORT);
  return place_count (reader, layout);
}

/* What it is when it is no HID POS scanner. */
static FoHidKind
other_kind (const Reader *reader)
{
  if (reader->is_oem)
    return FO_HID_OEM;
  return reader->is_human ? FO_HID_OTHER : FO_HID_PLAIN;
}

static void
reader_init (Reader *reader)
{
  memset (reader, 0, sizeof *reader);
  reader->scan_id = -1;
  reader->first_output = -1;
}

FoHidKind
fo_hid_read_descriptor (const uint8_t *bytes, size_t length, FoHidPosLayout *ret_layout, const char **ret_reason)
{
  Reader reader;
  FoHidPosLayout layout = { 0 };
  FoHidKind kind = FO_HID_POS;

  reader_init (&reader);
  if (!read_items (&reader, bytes, length))
    kind = FO_HID_MALFORMED;
  else if (!reader.is_scanner)
    kind = other_kind (&reader);
  else if (!make_layout (&reader, &layout))
    kind = FO_HID_UNSUPPORTED;
  if (kind == FO_HID_POS)
    *ret_layout = layout;
  else if (ret_reason != NULL && reader.reason != NULL)
    *ret_reason = reader.reason;
  return kind;
}

bool
fo_hid_survey (const uint8_t *bytes, size_t length, FoHidSurvey *ret_survey)
{
  FoHidSurvey survey = { 0 };
  Reader reader;

  reader_init (&reader);
  if (!read_items (&reader, bytes, length))
    return false;
  survey.numbered = reader.numbered;
  for (unsigned id = 0; id < 256; id++) {
    uint16_t input_bytes = report_bytes (reader.bits, id);
    if (survey.input_bytes < input_bytes)
      survey.input_bytes = input_bytes;
  }
  if (reader.first_output >= 0)
    survey.output_bytes = report_bytes (reader.output_bits, (unsigned) reader.first_output);
  *ret_survey = survey;
  return true;
}

/* ---- keyboards --------------------------------------------------------------------------------------------------- */

/* The first report with an array of keys in whole bytes. */
static bool
make_keyboard (Reader *reader, FoHidKeyboardLayout *layout)
{
  for (reader->scan_id = 0; reader->scan_id < 256; reader->scan_id++) {
    const Field *modifiers = &reader->fields[reader->scan_id][FIELD_MODIFIERS];
    const Field *keys = &reader->fields[reader->scan_id][FIELD_KEYS];
    if (!byte_offset (reader, FIELD_KEYS, &layout->keys_at))
      continue;
    layout->report_id = (uint8_t) reader->scan_id;
    layout->report_bytes = (uint16_t) ((reader->bits[reader->scan_id] + 7) / 8 + (reader->scan_id != 0));
    layout->n_keys = (uint16_t) keys->count;
    layout->has_modifiers = modifiers->count > 0 && modifiers->size == 1 && modifiers->bit % 8 == 0;
    layout->modifiers_at = (uint16_t) (modifiers->bit / 8 + (reader->scan_id != 0));
    return layout->report_bytes <= FO_HID_REPORT_MAX;
  }
  return refuse (reader, "no array of keys");
}

bool
fo_hid_read_keyboard (const uint8_t *bytes, size_t length, FoHidKeyboardLayout *ret_layout, const char **ret_reason)
{
  Reader reader;
  FoHidKeyboardLayout layout = { 0 };

  reader_init (&reader);
  if (read_items (&reader, bytes, length) && make_keyboard (&reader, &layout)) {
    *ret_layout = layout;
    return true;
  }
  if (ret_reason != NULL && reader.reason != NULL)
    *ret_reason = reader.reason;
  return false;
}
