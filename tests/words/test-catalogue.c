/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader of compiled catalogues: finds every message, refuses every damaged file, knows where they lie. */
#include "../../app/words/catalogue.h"

#include "support/seed.h"
#include "where.h"

#include <glib/gstdio.h>
#include <string.h>

#define BUILT_RU FO_BUILD_DIR "/locale/ru/LC_MESSAGES/firstout.mo"

static char *
temporary_folder (void)
{
  char *folder = g_dir_make_tmp ("fo-words-XXXXXX", NULL);

  g_assert_nonnull (folder);
  return folder;
}

static FoCatalogue *
open_bytes (const char *path, const char *bytes, gsize size, GError **error)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  return fo_catalogue_new (path, error);
}

static void
test_finds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoCatalogue) catalogue = fo_catalogue_new (BUILT_RU, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fo_catalogue_find (catalogue, "verdict.FO_OK.title"), ==, "Принято[: {quantity} {unit}][: {person}]");
  g_assert_null (fo_catalogue_find (catalogue, "verdict.FO_OK.titl"));
  g_assert_null (fo_catalogue_find (catalogue, "a"));
  g_assert_null (fo_catalogue_find (catalogue, "zzz"));
}

static void
swap_word (char *bytes, gsize offset)
{
  guint32 word;

  memcpy (&word, bytes + offset, sizeof word);
  word = GUINT32_SWAP_LE_BE (word);
  memcpy (bytes + offset, &word, sizeof word);
}

/* A catalogue compiled on a machine of the other byte order says the same. */
static void
test_other_byte_order (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "swapped.mo", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoCatalogue) catalogue = NULL;
  guint32 head[5];
  gsize size;

  g_assert_true (g_file_get_contents (BUILT_RU, &bytes, &size, NULL));
  memcpy (head, bytes, sizeof head);
  for (guint32 i = 0; i < head[2] * 2; i++) {
    swap_word (bytes, head[3] + i * 4);
    swap_word (bytes, head[4] + i * 4);
  }
  for (gsize offset = 0; offset < 28; offset += 4)
    swap_word (bytes, offset);
  catalogue = open_bytes (path, bytes, size, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fo_catalogue_find (catalogue, "verdict.FO_OK.title"), ==, "Принято[: {quantity} {unit}][: {person}]");
  g_remove (path);
  g_rmdir (folder);
}

/* Cut anywhere, a file either is refused or answers without leaving its bytes. */
static void
test_cut_files (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "cut.mo", NULL);
  g_autofree char *bytes = NULL;
  gsize size, refused = 0, tried = 0;

  g_assert_true (g_file_get_contents (BUILT_RU, &bytes, &size, NULL));
  for (gsize length = 0; length < size; length += length < 256 ? 1 : 97, tried++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoCatalogue) catalogue = open_bytes (path, bytes, length, &error);
    refused += catalogue == NULL;
    g_assert_true ((catalogue == NULL) == (error != NULL));
  }
  g_assert_cmpuint (refused, ==, tried);
  g_remove (path);
  g_rmdir (folder);
}

/* Out of order, a search would miss: such a file is refused. */
static void
test_unsorted (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "unsorted.mo", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  char first[8];
  guint32 ids;
  gsize size;

  g_assert_true (g_file_get_contents (BUILT_RU, &bytes, &size, NULL));
  memcpy (&ids, bytes + 12, sizeof ids);
  memcpy (first, bytes + ids + 8, sizeof first);
  memcpy (bytes + ids + 8, bytes + ids + 16, sizeof first);
  memcpy (bytes + ids + 16, first, sizeof first);
  g_assert_null (open_bytes (path, bytes, size, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_changed_bytes (void)
{
  g_autofree char *folder = temporary_folder ();
  g_autofree char *path = g_build_filename (folder, "changed.mo", NULL);
  g_autofree char *bytes = NULL;
  GRand *rand = fo_test_rand ("changed catalogue bytes");
  gsize size, refused = 0;

  g_assert_true (g_file_get_contents (BUILT_RU, &bytes, &size, NULL));
  for (int i = 0; i < 600; i++) {
    gsize at = (gsize) g_rand_int_range (rand, 0, i % 2 ? 28 : (gint32) size);
    char before = bytes[at];
    g_autoptr (FoCatalogue) catalogue = NULL;

    bytes[at] = (char) g_rand_int_range (rand, 0, 256);
    catalogue = open_bytes (path, bytes, size, NULL);
    refused += catalogue == NULL;
    if (catalogue)
      fo_catalogue_find (catalogue, "verdict.FO_OLDER_LOT_FIRST.next");
    bytes[at] = before;
  }
  g_assert_cmpuint (refused, >, 150);
  g_rand_free (rand);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_not_there (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fo_catalogue_new ("/nowhere/firstout.mo", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
put_catalogue (const char *folder)
{
  g_autofree char *deep = g_build_filename (folder, "en", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (deep, "firstout.mo", NULL);

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
assert_folder (const char *program, const char *built, const char *expected)
{
  g_autofree char *found = fo_catalogue_folder (program, built);

  g_assert_cmpstr (found, ==, expected);
}

/* In the build folder, installed anywhere, and told where. */
static void
test_where (void)
{
  g_autofree char *root = temporary_folder ();
  g_autofree char *built = g_build_filename (root, "build", NULL);
  g_autofree char *built_locale = g_build_filename (built, "locale", NULL);
  g_autofree char *built_program = g_build_filename (built, "tests", "words", "program", NULL);
  g_autofree char *installed_program = g_build_filename (root, "prefix", "bin", "firstout", NULL);
  g_autofree char *installed_locale = g_build_filename (root, "prefix", "share", "locale", NULL);
  g_autofree char *given = g_build_filename (root, "given", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", root);

  g_unsetenv ("FIRSTOUT_LOCALE_DIR");
  assert_folder (built_program, built, NULL);
  put_catalogue (built_locale);
  assert_folder (built_program, built, built_locale);
  assert_folder (installed_program, built, NULL); /* an installed program never reads a stranger's build folder */
  put_catalogue (installed_locale);
  assert_folder (installed_program, built, installed_locale);
  g_setenv ("FIRSTOUT_LOCALE_DIR", given, TRUE);
  assert_folder (built_program, built, built_locale);
  put_catalogue (given);
  assert_folder (built_program, built, given);
  g_unsetenv ("FIRSTOUT_LOCALE_DIR");
  g_assert_true (g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/finds", test_finds);
  g_test_add_func ("/catalogue/other-byte-order", test_other_byte_order);
  g_test_add_func ("/catalogue/cut-files", test_cut_files);
  g_test_add_func ("/catalogue/unsorted", test_unsorted);
  g_test_add_func ("/catalogue/changed-bytes", test_changed_bytes);
  g_test_add_func ("/catalogue/not-there", test_not_there);
  g_test_add_func ("/catalogue/where", test_where);
  return g_test_run ();
}
