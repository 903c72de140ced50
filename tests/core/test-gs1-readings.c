/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/gs1.h"

#include "support/seed.h"
#include "support/table.h"
#include <string.h>

#define ROOM 64

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

static char *
printed (const FoGs1 *gs1)
{
  char text[2 * FO_SCAN_BYTES_MAX];

  g_assert_cmpint (gs1->verdict, ==, FO_OK);
  g_assert_true (fo_gs1_print (gs1, "()", text, sizeof text));
  return g_strdup (text);
}

static void
check_readings (const FoTableRow *row, gpointer data)
{
  FoGs1 readings[ROOM];
  gsize length;
  g_autofree char *bytes = fo_row_bytes (row, 0, &length);
  size_t count = fo_gs1_readings (bytes, length, today (), readings, ROOM);
  GString *all = g_string_new (NULL);

  (void) data;
  g_assert_cmpuint (count, <=, ROOM);
  for (size_t i = 0; i < count; i++) {
    g_autofree char *one = printed (&readings[i]);
    g_string_append_printf (all, "%s%s", i > 0 ? " ; " : "", one);
  }
  fo_row_text (row, "the readings", all->str, row->cells[1]);
  g_string_free (all, TRUE);
}

static void
test_table (void)
{
  fo_table_run ("gs1-readings.table", 2, check_readings, NULL);
}

/* ---- against a plain search: a separator tried at every place ---------------------------------------------------- */

static gboolean
is_reading (const FoGs1 *gs1)
{
  if (gs1->verdict != FO_OK)
    return FALSE;
  for (int i = 0; i < gs1->count; i++)
    if (gs1->entries[i].flags & FO_GS1_ENTRY_UNKNOWN)
      return FALSE;
  return TRUE;
}

/* The length of what the entries say, AIs included: less than the whole when one came twice. */
static gsize
said_length (const FoGs1 *gs1)
{
  gsize length = 0;

  for (int i = 0; i < gs1->count; i++)
    length += strlen (gs1->entries[i].ai) + gs1->entries[i].length;
  return length;
}

static GHashTable *
search (const char *string, gsize length)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint mask = 0; mask < 1u << (length - 1); mask++) {
    char with[64] = "\x1d";
    gsize n = 1;
    FoGs1 gs1;
    for (gsize i = 0; i < length; i++) {
      with[n++] = string[i];
      if (i + 1 < length && (mask >> i & 1))
        with[n++] = FO_GS1_SEPARATOR;
    }
    (void) fo_gs1_parse (&gs1, with, n, today ());
    if (is_reading (&gs1) && said_length (&gs1) == length)
      g_hash_table_add (found, printed (&gs1));
  }
  return found;
}

static void
assert_same_readings (const char *string)
{
  FoGs1 readings[ROOM];
  size_t count = fo_gs1_readings (string, strlen (string), today (), readings, ROOM);
  g_autoptr (GHashTable) expected = search (string, strlen (string));

  g_assert_cmpuint (count, <=, ROOM);
  for (size_t i = 0; i < count; i++) {
    g_autofree char *one = printed (&readings[i]);
    g_test_message ("%s: %s", string, one);
    g_assert_true (g_hash_table_remove (expected, one)); /* none twice, none too many */
  }
  if (g_hash_table_size (expected) > 0) {
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init (&iter, expected);
    g_hash_table_iter_next (&iter, &key, NULL);
    g_error ("%s: %s is missing", string, (char *) key);
  }
}

static void
test_complete (void)
{
  static const char *const bits[] = { "10", "21", "30", "37",  "17",  "270531", "99", "A",
                                      "1",  "0",  "B2", "422", "643", "20",     "7" };
  g_autoptr (GRand) rand = fo_test_rand ("gs1-readings/complete");

  for (guint i = 0; i < fo_test_count (400); i++) {
    g_autoptr (GString) string = g_string_new (g_rand_boolean (rand) ? "10" : "30");
    while (string->len < 13)
      g_string_append (string, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
    g_string_truncate (string, 13);
    assert_same_readings (string->str);
  }
}

/* ---- what a label said is always among them ---------------------------------------------------------------------- */

static void
random_lot (GRand *rand, char *lot, int most)
{
  static const char letters[] = "0123456789ABCDEFGHKLMNPRSTUVXYZ-/.";
  int style = g_rand_int_range (rand, 0, 3), length = g_rand_int_range (rand, 1, most + 1);

  for (int i = 0; i < length; i++)
    lot[i] = letters[g_rand_int_range (rand, 0, style == 0 ? 10 : (int) strlen (letters))];
  lot[length] = '\0';
}

static gboolean
says (const FoGs1 *gs1, const char *lot, const char *serial)
{
  char text[FO_GS1_VALUE_MAX];

  return fo_gs1_lot (gs1, text) && g_str_equal (text, lot) && fo_gs1_serial (gs1, text) && g_str_equal (text, serial);
}

static void
test_truth_is_among_them (void)
{
  static FoGs1 readings[2048];
  g_autoptr (GRand) rand = fo_test_rand ("gs1-readings/truth");
  guint listed = 0, most = 0, sum = 0, rounds = fo_test_count (500);

  for (guint i = 0; i < rounds; i++) {
    char lot[FO_GS1_LOT_MAX], serial[FO_GS1_SERIAL_MAX];
    g_autofree char *string = NULL;
    size_t count;
    gboolean found = FALSE;
    random_lot (rand, lot, 10);
    random_lot (rand, serial, 12);
    string = g_strdup_printf ("010460123456789317270531"
                              "10%s21%s",
                              lot, serial);
    count = fo_gs1_readings (string, strlen (string), today (), readings, G_N_ELEMENTS (readings));
    if (count > G_N_ELEMENTS (readings))
      continue;
    for (size_t j = 0; j < count && !found; j++)
      found = says (&readings[j], lot, serial);
    if (!found)
      g_error ("%s: lot %s and serial %s are not among %u readings", string, lot, serial, (guint) count);
    listed++;
    sum += (guint) count;
    most = MAX (most, (guint) count);
  }
  g_test_message ("%u of %u strings listed in full: %u readings on average, %u at most", listed, rounds,
                  sum / MAX (listed, 1), most);
  g_assert_cmpuint (listed * 100, >=, rounds * 95);
}

static void
assert_count (const char *string, size_t length, size_t room, size_t expected)
{
  static FoGs1 readings[ROOM + 1];

  memset (readings, 0x5a, sizeof readings);
  g_assert_cmpuint (fo_gs1_readings (string, length, today (), readings, room), ==, expected);
  g_assert_cmpint (readings[MIN (room, expected)].bytes[0], ==, 0x5a); /* nothing behind them is touched */
}

static void
test_room (void)
{
  assert_count ("10B212142", 9, ROOM, 3);
  assert_count ("10B212142", 9, 3, 3);
  assert_count ("10B212142", 9, 2, 3);
  assert_count ("10B212142", 9, 1, 2);
  assert_count ("10B212142", 9, 0, 1);
  assert_count ("\x1d"
                "10A",
                4, 1, 1);
  assert_count ("(10)A", 5, 0, 1);
  assert_count ("10A 7", 5, 0, 0);
}

/* Strings made to explode are given up in bounded time, and that is said. The second one has no reading at all, for
 * four AIs of at most 90 characters do not reach its end: that nobody looked to the end is no proof of a lost
 * separator. */
static void
test_bounded (void)
{
  char string[FO_SCAN_BYTES_MAX + 2];
  gint64 start_us = g_get_monotonic_time ();
  FoGs1 gs1;

  for (int i = 0; i < FO_SCAN_BYTES_MAX; i++)
    string[i] = "9192939495969798"[i % 16];
  assert_count (string, FO_SCAN_BYTES_MAX, ROOM, ROOM + 1);
  assert_count (string, FO_SCAN_BYTES_MAX + 1, ROOM, 0);
  for (int i = 0; i < FO_SCAN_BYTES_MAX; i++)
    string[i] = "91929394"[i % 8];
  assert_count (string, FO_SCAN_BYTES_MAX, ROOM, ROOM + 1);
  g_assert_cmpint (fo_gs1_parse (&gs1, string, FO_SCAN_BYTES_MAX, today ()), ==, FO_GS1_BAD_LENGTH);
  g_test_message ("%" G_GINT64_FORMAT " us", g_get_monotonic_time () - start_us);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1-readings/table", test_table);
  g_test_add_func ("/gs1-readings/complete", test_complete);
  g_test_add_func ("/gs1-readings/truth", test_truth_is_among_them);
  g_test_add_func ("/gs1-readings/room", test_room);
  g_test_add_func ("/gs1-readings/bounded", test_bounded);
  return g_test_run ();
}
