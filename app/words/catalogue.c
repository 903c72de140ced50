/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue.h"

#include <string.h>

/* The layout of a .mo file stands in the GNU gettext manual, "The Format of GNU MO Files": seven 32-bit words, then two
 * tables of (length, offset) pairs sorted by id; every string ends with a zero. */
enum { MO_MAGIC = 0, MO_REVISION = 4, MO_N = 8, MO_IDS = 12, MO_TEXTS = 16, MO_HEAD = 28 };
#define MAGIC 0x950412deU

struct FoCatalogue {
  GMappedFile *file;
  const char *bytes;
  gsize size;
  gboolean swapped;
  guint32 n, ids, texts; /* how many messages; where the two tables begin */
};

static guint32
word_at (const FoCatalogue *catalogue, gsize offset)
{
  guint32 word;

  memcpy (&word, catalogue->bytes + offset, sizeof word);
  return catalogue->swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

/* The I-th string of the table at TABLE; NULL when it does not lie in the file with its zero. */
static const char *
string_at (const FoCatalogue *catalogue, guint32 table, guint32 i)
{
  gsize length = word_at (catalogue, (gsize) table + i * 8);
  gsize offset = word_at (catalogue, (gsize) table + i * 8 + 4);

  if (offset >= catalogue->size || length >= catalogue->size - offset || catalogue->bytes[offset + length] != '\0')
    return NULL;
  return catalogue->bytes + offset;
}

static gboolean
table_fits (const FoCatalogue *catalogue, guint32 table)
{
  return table <= catalogue->size && catalogue->n <= (catalogue->size - table) / 8;
}

/* Every string is in the file, is UTF-8, and the ids are in order: then a search cannot leave the file or miss. */
static gboolean
strings_are_sound (const FoCatalogue *catalogue)
{
  const char *before = NULL;

  for (guint32 i = 0; i < catalogue->n; i++) {
    const char *id = string_at (catalogue, catalogue->ids, i);
    const char *text = string_at (catalogue, catalogue->texts, i);

    if (!id || !text || !g_utf8_validate (text, -1, NULL) || (before && strcmp (before, id) >= 0))
      return FALSE;
    before = id;
  }
  return TRUE;
}

static gboolean
read_head (FoCatalogue *catalogue)
{
  if (catalogue->size < MO_HEAD)
    return FALSE;
  if (word_at (catalogue, MO_MAGIC) != MAGIC)
    catalogue->swapped = TRUE;
  if (word_at (catalogue, MO_MAGIC) != MAGIC || word_at (catalogue, MO_REVISION) >> 16 != 0)
    return FALSE;
  catalogue->n = word_at (catalogue, MO_N);
  catalogue->ids = word_at (catalogue, MO_IDS);
  catalogue->texts = word_at (catalogue, MO_TEXTS);
  return table_fits (catalogue, catalogue->ids) && table_fits (catalogue, catalogue->texts);
}

FoCatalogue *
fo_catalogue_new (const char *path, GError **error)
{
  GMappedFile *file = g_mapped_file_new (path, FALSE, error);
  FoCatalogue *catalogue;

  if (!file)
    return NULL;
  catalogue = g_new0 (FoCatalogue, 1);
  catalogue->file = file;
  catalogue->bytes = g_mapped_file_get_contents (file);
  catalogue->size = g_mapped_file_get_length (file);
  if (!read_head (catalogue) || !strings_are_sound (catalogue)) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s is not a message catalogue", path);
    g_clear_pointer (&catalogue, fo_catalogue_free);
  }
  return catalogue;
}

void
fo_catalogue_free (FoCatalogue *catalogue)
{
  if (!catalogue)
    return;
  g_mapped_file_unref (catalogue->file);
  g_free (catalogue);
}

const char *
fo_catalogue_find (const FoCatalogue *catalogue, const char *id)
{
  guint32 low = 0, high = catalogue->n;

  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    int order = strcmp (id, string_at (catalogue, catalogue->ids, middle));

    if (order == 0) {
      const char *text = string_at (catalogue, catalogue->texts, middle);
      return *text ? text : NULL;
    }
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

static gboolean
holds_words (const char *folder)
{
  g_autofree char *english = g_build_filename (folder, "en", "LC_MESSAGES", "firstout.mo", NULL);

  return g_file_test (english, G_FILE_TEST_IS_REGULAR);
}

char *
fo_catalogue_folder (const char *program, const char *built)
{
  g_autofree char *bin = g_path_get_dirname (program);
  g_autofree char *installed = g_canonicalize_filename ("../share/locale", bin);
  g_autofree char *build = g_build_filename (built, "locale", NULL);
  g_autofree char *build_prefix = g_strconcat (built, "/", NULL);
  const char *given = g_getenv ("FIRSTOUT_LOCALE_DIR");

  if (given && holds_words (given))
    return g_strdup (given);
  if (holds_words (installed))
    return g_steal_pointer (&installed);
  if (g_str_has_prefix (program, build_prefix) && holds_words (build))
    return g_steal_pointer (&build);
  return NULL;
}
