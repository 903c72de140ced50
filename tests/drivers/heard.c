/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "heard.h"

static void
add (Heard *heard, char *line)
{
  g_ptr_array_add (heard->lines, line);
}

/* Everything that is not visible ASCII as <GS> or <hex>. */
static void
append_visible (GString *line, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == 0x1d)
      g_string_append (line, "<GS>");
    else if (g_ascii_isprint (bytes[i]))
      g_string_append_c (line, bytes[i]);
    else
      g_string_append_printf (line, "<%02x>", (guint8) bytes[i]);
}

char *
heard_scan_line (const FoScan *scan)
{
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "scan %s %s %s ", scan->device, scan->aim[0] != '\0' ? scan->aim : "-",
                          fo_symbology_name (scan->symbology));
  append_visible (line, scan->bytes, scan->length);
  return g_string_free (line, FALSE);
}

static void
on_scan (const FoScan *scan, void *user)
{
  add (user, heard_scan_line (scan));
}

static void
on_device (const FoDevice *device, FoDeviceChange change, void *user)
{
  if (change == FO_DEVICE_LEFT)
    add (user, g_strdup_printf ("left %s", device->id));
  else
    add (user, g_strdup_printf ("%s %s %s", change == FO_DEVICE_APPEARED ? "appeared" : "changed", device->id,
                                fo_device_state_name (device->state)));
}

static void
on_fault (const char *device_id, FoFault fault, void *user)
{
  add (user, g_strdup_printf ("fault %s %s", device_id, fo_fault_name (fault)));
}

static void
on_settled (void *user)
{
  add (user, g_strdup ("settled"));
}

/* With what was found out, as the pairing file has it. */
static void
on_pairing (const FoPairingNews *news, void *user)
{
  g_autofree char *quirks = news->outcome == FO_PAIRING_DONE ? heard_quirks (&news->quirks) : g_strdup (news->help);

  add (user, g_strchomp (g_strdup_printf ("pairing %s %s %s", *news->device_id != '\0' ? news->device_id : "-",
                                          fo_pairing_outcome_name (news->outcome), quirks)));
}

char *
heard_quirks (const FoQuirks *quirks)
{
  return g_strdup_printf ("%s %s %s%s%s%s%s%s", fo_key_layout_name (quirks->layout), fo_key_gs_name (quirks->gs_key),
                          fo_key_end_name (quirks->end), quirks->caps ? " caps" : "", *quirks->prefix ? " prefix " : "",
                          quirks->prefix, *quirks->suffix ? " suffix " : "", quirks->suffix);
}

const FoScannersListener heard_listener = {
  .scan = on_scan, .device = on_device, .fault = on_fault, .settled = on_settled, .pairing = on_pairing
};

Heard *
heard_new (void)
{
  Heard *heard = g_new0 (Heard, 1);

  heard->lines = g_ptr_array_new_with_free_func (g_free);
  return heard;
}

void
heard_free (Heard *heard)
{
  g_ptr_array_unref (heard->lines);
  g_free (heard);
}

static void G_GNUC_NORETURN
fail (const Heard *heard, const char *what, const char *pattern, const char *file, int line)
{
  g_printerr ("# %s:%d: %s: %s\n", file, line, what, pattern);
  for (guint i = 0; heard != NULL && i < heard->lines->len; i++)
    g_printerr ("# %s %s\n", i < heard->read ? "  " : "->", (char *) g_ptr_array_index (heard->lines, i));
  g_test_message ("%s:%d: %s: %s", file, line, what, pattern);
  g_assert_not_reached ();
}

static gboolean
wake (gpointer data)
{
  (void) data;
  return G_SOURCE_CONTINUE;
}

void
heard_iterate (gint64 end_us, const char *what, const char *file, int line)
{
  guint timer = g_timeout_add (5, wake, NULL);

  if (g_get_monotonic_time () >= end_us)
    fail (NULL, "waited in vain for", what, file, line);
  g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

static bool
wait_for_line (Heard *heard)
{
  gint64 end_us = g_get_monotonic_time () + HEARD_PATIENCE_US;

  while (heard->read >= heard->lines->len && g_get_monotonic_time () < end_us)
    heard_iterate (G_MAXINT64, "", "", 0);
  return heard->read < heard->lines->len;
}

void
heard_next_at (Heard *heard, const char *pattern, const char *file, int line)
{
  if (!wait_for_line (heard))
    fail (heard, "waited in vain for", pattern, file, line);
  if (!g_pattern_match_simple (pattern, g_ptr_array_index (heard->lines, heard->read)))
    fail (heard, "the next line is not", pattern, file, line);
  heard->read++;
}

void
heard_await_at (Heard *heard, const char *pattern, const char *file, int line)
{
  do
    if (!wait_for_line (heard))
      fail (heard, "waited in vain for", pattern, file, line);
  while (!g_pattern_match_simple (pattern, g_ptr_array_index (heard->lines, heard->read++)));
}

void
heard_no_more_at (Heard *heard, const char *file, int line)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (heard->read < heard->lines->len)
    fail (heard, "nobody asked for", g_ptr_array_index (heard->lines, heard->read), file, line);
}

guint
heard_count (const Heard *heard, const char *pattern)
{
  guint count = 0;

  for (guint i = 0; i < heard->lines->len; i++)
    count += g_pattern_match_simple (pattern, g_ptr_array_index (heard->lines, i)) ? 1 : 0;
  return count;
}

int64_t
heard_now_us (void)
{
  return HEARD_EPOCH_US + g_get_monotonic_time ();
}
