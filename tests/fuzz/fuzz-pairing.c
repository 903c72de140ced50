/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as the file of paired devices. Whatever it is, a device can be looked for, is sane when it is found, and a pairing
 * that is kept is found again, as it was, by who reads the file anew; a damaged file is told, and laid aside. */
#include "fuzz.h"

#include "pairing.h"
#include "quirks.h"
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const ids[] = { "usb:0c2e:0b61:A1", "tty:ttyS0", "usb:1:2:[x]%5D" };

static char *folder;

static void
remove_folder (void)
{
  g_rmdir (folder);
}

/* In memory where there is such a folder: a disk would be what is tried, ten million times. */
static char *
file_path (void)
{
  if (!folder) {
    folder = g_strdup_printf ("%s/fuzz-pairing-XXXXXX", g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ());
    g_assert_nonnull (g_mkdtemp (folder));
    atexit (remove_folder);
  }
  return g_build_filename (folder, "devices.conf", NULL);
}

static void
check_found (const FoPairings *pairings, const char *id)
{
  g_autofree char *line = NULL;
  FoQuirks again = { 0 };
  FoPairing pairing;

  if (!fo_pairings_find (pairings, id, &pairing))
    return;
  g_assert_cmpstr (pairing.id, ==, id);
  g_assert_true (g_utf8_validate (pairing.name, -1, NULL));
  line = fo_quirks_print (&pairing.quirks);
  g_assert_true (fo_quirks_parse (line, &again, NULL));
}

static void
keep_and_find (const char *path, FoPairings *pairings)
{
  const FoPairing kept = { .id = "usb:1:2:[x]%5D", .name = "A scanner", .quirks = { .layout = FO_LAYOUT_DE, .prefix = ";\x02%" } };
  g_autofree char *trouble = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoPairings) again = NULL;
  FoPairing found;

  if (!fo_pairings_keep (pairings, &kept, &error)) {
    g_assert_nonnull (error);
    return;
  }
  again = fo_pairings_load (path, &trouble);
  g_assert_true (fo_pairings_find (again, kept.id, &found));
  g_assert_cmpstr (found.name, ==, kept.name);
  g_assert_cmpint (found.quirks.layout, ==, kept.quirks.layout);
  g_assert_cmpstr (found.quirks.prefix, ==, kept.quirks.prefix);
  g_assert_true (fo_pairings_forget (again, kept.id, &error));
  g_assert_false (fo_pairings_find (again, kept.id, &found));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *path = file_path (), *aside = g_strconcat (path, ".damaged-1", NULL), *trouble = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoPairings) pairings = NULL;

  g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  pairings = fo_pairings_load (path, &trouble);
  if (!g_utf8_validate ((const char *) data, (gssize) size, NULL))
    g_assert_true (trouble && g_file_test (aside, G_FILE_TEST_EXISTS));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    check_found (pairings, ids[i]);
  if (size > 0 && data[0] % 16 == 0) /* a file is made durable: not each time */
    keep_and_find (path, pairings);
  g_unlink (path);
  g_unlink (aside);
  return 0;
}
