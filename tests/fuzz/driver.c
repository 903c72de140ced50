/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drives a fuzz target where there is no libFuzzer: each seed as it is and cut at every byte, then COUNT random
 * changes.
 *
 *   fuzz-gs1 SEEDS COUNT     a folder, an input a file; FO_SEED=… replays, FO_COUNT_FACTOR=… multiplies COUNT
 *   fuzz-gs1 SEEDS 0 FILE    one input: the bytes of FILE
 *
 * An input that breaks the target stays in the file named at the start. */
#include "fuzz.h"

#include "support/seed.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CHANGES_MAX 6

static int last_input = -1; /* the file that keeps the input in hand */

/* Each input lies in a block of its own size, so that a sanitizer sees one byte too many. It is kept first: whatever ends the
 * program leaves it behind. */
static void
run (const char *bytes, gsize length)
{
  uint8_t *copy = g_malloc (MAX (length, 1));

  memcpy (copy, bytes, length);
  g_assert_cmpint (pwrite (last_input, bytes, length, 0), ==, length);
  g_assert_cmpint (ftruncate (last_input, (off_t) length), ==, 0);
  g_assert_cmpint (LLVMFuzzerTestOneInput (copy, length), ==, 0);
  g_free (copy);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

static void
add_seed (const char *path, GPtrArray *seeds)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  g_ptr_array_add (seeds, g_string_new_len (bytes, (gssize) length));
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* By name, so that the same random numbers make the same inputs. */
static GPtrArray *
read_seeds (const char *folder)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func (free_string);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);

  g_assert_no_error (error);
  for (const char *name; (name = g_dir_read_name (dir));)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, by_name);
  for (guint i = 0; i < paths->len; i++)
    if (g_file_test (paths->pdata[i], G_FILE_TEST_IS_REGULAR))
      add_seed (paths->pdata[i], seeds);
  g_assert_cmpuint (seeds->len, >, 0);
  return seeds;
}

static char
random_byte (GRand *rand)
{
  static const char likely[] = "0123456789\x1d()]:%/FOT17";

  return g_rand_int_range (rand, 0, 4) > 0 ? likely[g_rand_int_range (rand, 0, (int) sizeof likely - 1)]
                                           : (char) g_rand_int_range (rand, 0, 256);
}

static gsize
random_place (GRand *rand, const GString *input)
{
  return (gsize) g_rand_int_range (rand, 0, (int) input->len + 1);
}

/* A piece of another seed at a random place. */
static void
splice (GRand *rand, GString *input, const GPtrArray *seeds)
{
  const GString *other = seeds->pdata[g_rand_int_range (rand, 0, (int) seeds->len)];
  gsize from = random_place (rand, other);

  g_string_insert_len (input, (gssize) random_place (rand, input), other->str + from,
                       g_rand_int_range (rand, 0, (int) (other->len - from) + 1));
}

static void
change (GRand *rand, GString *input, const GPtrArray *seeds)
{
  gsize at = random_place (rand, input), left = input->len - at;

  switch (g_rand_int_range (rand, 0, 6)) {
  case 0:
    g_string_insert_c (input, (gssize) at, random_byte (rand));
    return;
  case 1:
    g_string_erase (input, (gssize) at, g_rand_int_range (rand, 0, (int) MIN (left, 8) + 1));
    return;
  case 2:
    splice (rand, input, seeds);
    return;
  case 3:
    g_string_truncate (input, at);
    return;
  default:
    if (left > 0)
      input->str[at] =
          g_rand_boolean (rand) ? random_byte (rand) : (char) (input->str[at] ^ 1 << g_rand_int_range (rand, 0, 8));
  }
}

static void
run_seeds (const GPtrArray *seeds)
{
  for (guint i = 0; i < seeds->len; i++) {
    const GString *seed = seeds->pdata[i];
    for (gsize length = 0; length <= seed->len; length++)
      run (seed->str, length);
  }
}

static void
run_random (const GPtrArray *seeds, guint count, const char *what)
{
  g_autoptr (GRand) rand = fo_test_rand (what);

  for (guint i = 0; i < count; i++) {
    const GString *seed = seeds->pdata[g_rand_int_range (rand, 0, (int) seeds->len)];
    GString *input = g_string_new_len (seed->str, (gssize) seed->len);
    for (int n = g_rand_int_range (rand, 1, CHANGES_MAX + 1); n > 0; n--)
      change (rand, input, seeds);
    run (input->str, input->len);
    g_string_free (input, TRUE);
  }
  g_print ("# %s: %u seeds, %u changed inputs\n", what, seeds->len, count);
}

int
main (int argc, char **argv)
{
  g_autofree char *what = g_path_get_basename (argv[0]), *kept = NULL, *bytes = NULL;
  GPtrArray *seeds;
  gsize length;

  if (argc < 3) {
    g_printerr ("%s SEEDS COUNT [FILE]\n", what);
    return 2;
  }
  kept = g_strdup_printf ("%s/%s-XXXXXX", g_get_tmp_dir (), what);
  last_input = g_mkstemp (kept);
  g_assert_cmpint (last_input, >=, 0);
  g_print ("# %s: an input that breaks it stays in %s\n", what, kept);
  if (argc > 3) {
    g_assert_true (g_file_get_contents (argv[3], &bytes, &length, NULL));
    run (bytes, length);
  } else {
    seeds = read_seeds (argv[1]);
    run_seeds (seeds);
    run_random (seeds, fo_test_count ((guint) g_ascii_strtoull (argv[2], NULL, 10)), what);
    g_ptr_array_unref (seeds);
  }
  close (last_input);
  remove (kept);
  return 0;
}
