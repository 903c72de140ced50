/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HID report descriptor → where a HID POS scanner puts its data. Makers differ (Honeywell sends AIM identifiers,
 * Newland does not; the data begins at another byte), so offsets are never assumed. Source: USB HID 1.11 section
 * 6.2.2, HID Point of Sale Usage Tables 1.02. Pure, no allocation; hostile bytes are expected. Any thread.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FO_HID_DESCRIPTOR_MAX 4096 /* the kernel's own limit */
#define FO_HID_REPORT_MAX 4096     /* bytes of one report, its id included */

/* One bit of an output report. */
typedef struct {
  uint16_t report_bytes; /* of the whole report, id included; 0: there is no such bit */
  uint8_t report_id;
  uint16_t at;
  uint8_t mask;
} FoHidBit;

typedef struct {
  uint8_t report_id;     /* 0: reports carry no id byte */
  uint16_t report_bytes; /* of a whole report, id included */
  uint16_t count_at;     /* byte offset of "how many data bytes" (usage 01:3B) */
  uint8_t count_bytes;   /* 1 or 2, low byte first */
  bool has_aim;
  uint16_t aim_at[3]; /* usages 8C:FB, FC, FD */
  uint16_t data_at;   /* usage 8C:FE */
  uint16_t data_bytes;
  bool has_continued; /* usage 8C:FF: more of the same code follows in the next report */
  uint16_t continued_at;
  uint8_t continued_mask;
  FoHidBit error_beep, good_beep; /* usages 8C:85 and 86, output */
  uint16_t command_bytes;         /* of output report FD, which takes the maker's commands at Honeywell's; 0: none */
} FoHidPosLayout;

/* What can be said of any interface. */
typedef struct {
  bool numbered;         /* reports begin with an id byte */
  uint16_t input_bytes;  /* of the longest input report, id included */
  uint16_t output_bytes; /* of the first output report, id included; 0: there is none */
} FoHidSurvey;

typedef enum {
  FO_HID_POS,         /* a scanner, and *ret_layout says how to read it */
  FO_HID_OEM,         /* a scanner of usage page FF45 (IBM/OEM POS) */
  FO_HID_PLAIN,       /* well formed, and nothing a person types or points with */
  FO_HID_OTHER,       /* well formed, but not a scanner: a keyboard, a mouse */
  FO_HID_UNSUPPORTED, /* says it is a scanner, but its reports cannot be read: no length, no data, odd bit offsets */
  FO_HID_MALFORMED    /* not a report descriptor */
} FoHidKind;

/* Looks at LENGTH bytes of a report descriptor. *ret_layout is filled for FO_HID_POS only. *ret_reason (may be NULL)
 * gets a static English text for FO_HID_UNSUPPORTED and FO_HID_MALFORMED: for logs and bug reports, not for people
 * at work. */
FoHidKind fo_hid_read_descriptor (const uint8_t *bytes,
                                  size_t length,
                                  FoHidPosLayout *ret_layout,
                                  const char **ret_reason);

/* False when it is not a report descriptor. */
bool fo_hid_survey (const uint8_t *bytes, size_t length, FoHidSurvey *ret_survey);

/* A keyboard: one byte of modifiers (left Ctrl in bit 0), and an array of keys that are down. The boot keyboard's 8 bytes
 * are one such; others have a report id in front or bytes behind. */
typedef struct {
  uint8_t report_id; /* 0: reports carry no id byte */
  uint16_t report_bytes;
  bool has_modifiers;
  uint16_t modifiers_at;
  uint16_t keys_at;
  uint16_t n_keys; /* bytes */
} FoHidKeyboardLayout;

/* False, *ret_layout untouched, when it is none or is not well formed; *ret_reason (may be NULL) as above. */
bool fo_hid_read_keyboard (const uint8_t *bytes,
                           size_t length,
                           FoHidKeyboardLayout *ret_layout,
                           const char **ret_reason);
