/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a HID report descriptor: whatever layout comes out lies inside its report, and nothing is given where the
 * answer is no. */
#include "fuzz.h"

#include "hid-desc.h"
#include <string.h>

static void
assert_inside (const FoHidPosLayout *layout)
{
  g_assert_true (layout->report_bytes > 0 && layout->report_bytes <= FO_HID_REPORT_MAX);
  g_assert_true (layout->count_bytes == 1 || layout->count_bytes == 2);
  g_assert_cmpuint (layout->count_at + layout->count_bytes, <=, layout->report_bytes);
  g_assert_cmpuint (layout->data_bytes, >, 0);
  g_assert_cmpuint (layout->data_at + layout->data_bytes, <=, layout->report_bytes);
  for (int i = 0; layout->has_aim && i < 3; i++)
    g_assert_cmpuint (layout->aim_at[i], <, layout->report_bytes);
  g_assert_true (!layout->has_continued
                 || (layout->continued_at < layout->report_bytes && layout->continued_mask != 0));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FoHidPosLayout layout, untouched;
  const char *reason = NULL;

  memset (&layout, 0xa5, sizeof layout);
  memcpy (&untouched, &layout, sizeof layout);
  switch (fo_hid_read_descriptor (data, size, &layout, &reason)) {
  case FO_HID_POS:
    assert_inside (&layout);
    g_assert_null (reason);
    break;
  case FO_HID_UNSUPPORTED:
  case FO_HID_MALFORMED:
    g_assert_nonnull (reason);
    g_assert_cmpmem (&layout, sizeof layout, &untouched, sizeof untouched);
    break;
  case FO_HID_OEM:
  case FO_HID_PLAIN:
  case FO_HID_OTHER:
    g_assert_cmpmem (&layout, sizeof layout, &untouched, sizeof untouched);
    break;
  }
  return 0;
}
