/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/quantity.h"

#include "support/seed.h"
#include "support/table.h"

static void
check_parse (const FoTableRow *row, gpointer data)
{
  gsize length;
  g_autofree char *written = fo_row_bytes (row, 0, &length);
  FoQuantity quantity_u = -77;
  char text[FO_QUANTITY_TEXT_MAX];
  FoVerdict verdict = fo_quantity_parse (written, &quantity_u);

  (void) data;
  fo_row_verdict (row, 2, verdict);
  if (verdict == FO_OK)
    fo_row_text (row, "the quantity", fo_quantity_print (quantity_u, text), row->cells[1]);
  else
    fo_row_number (row, "the untouched output", quantity_u, -77);
}

static void
test_table (void)
{
  fo_table_run ("quantity.table", 3, check_parse, NULL);
}

/* The same number as GLib prints it, zeros at the end taken off. */
static char *
printed_by_glib (gint64 quantity_u)
{
  guint64 size = quantity_u < 0 ? 0 - (guint64) quantity_u : (guint64) quantity_u;
  GString *text = g_string_new (quantity_u < 0 ? "-" : "");

  g_string_append_printf (text, "%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT, size / 1000000, size % 1000000);
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static gint64
random_int64 (GRand *rand)
{
  gint64 value = (gint64) ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand));

  return value >> g_rand_int_range (rand, 0, 63);
}

static void
assert_prints (FoQuantity quantity_u)
{
  char text[FO_QUANTITY_TEXT_MAX];
  g_autofree char *expected = printed_by_glib (quantity_u);
  FoQuantity again = 0;

  g_assert_true (fo_quantity_print (quantity_u, text) == text);
  g_assert_cmpstr (text, ==, expected);
  if (quantity_u >= -FO_QUANTITY_MAX && quantity_u <= FO_QUANTITY_MAX) {
    g_assert_cmpint (fo_quantity_parse (text, &again), ==, FO_OK);
    g_assert_cmpint (again, ==, quantity_u);
  }
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("quantity/round-trip");
  const FoQuantity edges[] = { 0, 1, -1, FO_ONE, -FO_ONE, FO_ONE / 2, FO_QUANTITY_MAX, INT64_MAX, INT64_MIN };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    assert_prints (edges[i]);
  for (guint i = 0; i < fo_test_count (20000); i++)
    assert_prints (random_int64 (rand));
}

static void
assert_arithmetic (FoQuantity a, FoQuantity b)
{
  FoQuantity sum = 7, difference = 7, product = 7;
  gint64 expected;
  gboolean fits;

  fits = !__builtin_add_overflow (a, b, &expected);
  g_assert_cmpint (fo_quantity_add (a, b, &sum), ==, fits);
  g_assert_cmpint (sum, ==, fits ? expected : 7);
  fits = !__builtin_sub_overflow (a, b, &expected);
  g_assert_cmpint (fo_quantity_subtract (a, b, &difference), ==, fits);
  g_assert_cmpint (difference, ==, fits ? expected : 7);
  fits = !__builtin_mul_overflow (a, b, &expected);
  g_assert_cmpint (fo_quantity_times (a, b, &product), ==, fits);
  g_assert_cmpint (product, ==, fits ? expected : 7);
}

/* Against the compiler's own checked arithmetic. */
static void
test_arithmetic (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("quantity/arithmetic");
  const gint64 edges[] = { 0, 1, -1, 2, -2, INT64_MAX, INT64_MIN, INT64_MAX - 1, INT64_MIN + 1, INT64_MAX / 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (edges); j++)
      assert_arithmetic (edges[i], edges[j]);
  for (guint i = 0; i < fo_test_count (20000); i++)
    assert_arithmetic (random_int64 (rand), random_int64 (rand));
}

static void
test_whole (void)
{
  g_assert_true (fo_quantity_is_whole (0));
  g_assert_true (fo_quantity_is_whole (-3 * FO_ONE));
  g_assert_false (fo_quantity_is_whole (FO_ONE / 2));
  g_assert_false (fo_quantity_is_whole (-1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantity/table", test_table);
  g_test_add_func ("/quantity/round-trip", test_round_trip);
  g_test_add_func ("/quantity/arithmetic", test_arithmetic);
  g_test_add_func ("/quantity/whole", test_whole);
  return g_test_run ();
}
