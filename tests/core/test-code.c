/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/code.h"

#include "support/seed.h"
#include "support/table.h"
#include <string.h>

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

/* "gtin other": the most telling kind, then the others it may be. */
static char *
kinds_of (const FoCode *code)
{
  GString *text = g_string_new (code->kinds ? fo_code_kind_name (code->kind) : NULL);

  for (int i = 1; i <= FO_N_CODE_KINDS; i++) {
    FoCodeKind kind = (FoCodeKind) (i % FO_N_CODE_KINDS); /* OTHER last */
    if (fo_code_may_be (code, kind) && kind != code->kind)
      g_string_append_printf (text, " %s", fo_code_kind_name (kind));
  }
  return g_string_free (text, FALSE);
}

static void
say (GString *text, const char *what, const char *value)
{
  if (value[0] != '\0' || what[0] != '\0')
    g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? " " : "", what, what[0] && value[0] ? " " : "", value);
}

static char *
say_all (const FoCode *code)
{
  GString *text = g_string_new (NULL);
  char gs1[2 * FO_SCAN_BYTES_MAX];

  if (code->gs1.count > 0 && fo_gs1_print (&code->gs1, "()", gs1, sizeof gs1))
    say (text, "", gs1);
  say (text, "", code->gtin);
  if (code->gtin_upce[0])
    say (text, "upce", code->gtin_upce);
  say (text, "", code->sscc);
  say (text, "", code->guid);
  say (text, "", code->name);
  if (fo_code_may_be (code, FO_CODE_LOT))
    say (text, "lot", code->lot);
  return g_string_free (text, FALSE);
}

static void
check_code (const FoTableRow *row, gpointer data)
{
  gboolean training = g_str_equal (row->cells[1], "training");
  FoSymbology given = FO_SYMBOLOGY_UNKNOWN;
  gsize length;
  g_autofree char *bytes = fo_row_bytes (row, 0, &length);
  g_autofree char *kinds = NULL, *says = NULL;
  FoScan scan;
  FoCode code;

  (void) data;
  if (!training && !fo_symbology_parse (row->cells[1], &given))
    fo_row_fail (row, "'%s' is no symbology", row->cells[1]);
  g_assert_true (fo_scan_init (&scan, bytes, length, given, "script", 0));
  fo_row_verdict (row, 4, fo_code_read (&code, &scan, today (), training));
  fo_row_verdict (row, 4, code.verdict);
  kinds = kinds_of (&code);
  fo_row_text (row, "the kinds", kinds, row->cells[2]);
  says = say_all (&code);
  fo_row_text (row, "what it says", says, row->cells[3]);
  g_assert_cmpmem (code.text, length - strlen (scan.aim) + 1, scan.bytes, scan.length + 1);
}

static void
test_table (void)
{
  fo_table_run ("codes.table", 5, check_code, NULL);
}

static void
read_text (FoCode *code, const char *text, FoSymbology given, gboolean training)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), given, "script", 0));
  (void) fo_code_read (code, &scan, today (), training);
}

/* A scan that did not come from fo_scan_init is judged as well. */
static void
test_limits (void)
{
  g_autofree char *name = g_strnfill (FO_CODE_NAME_MAX - 1, 'A');
  g_autofree char *fits = g_strdup_printf ("FO:P:%s", name), *long_one = g_strdup_printf ("FO:P:%sA", name);
  FoScan scan = { .length = 0 };
  FoCode code;

  g_assert_cmpint (fo_code_read (&code, &scan, today (), false), ==, FO_CODE_EMPTY);
  g_assert_cmpuint (code.kinds, ==, 0);
  scan.length = FO_SCAN_BYTES_MAX + 1;
  g_assert_cmpint (fo_code_read (&code, &scan, today (), false), ==, FO_CODE_TOO_LONG);
  g_assert_cmpuint (code.kinds, ==, 0);
  read_text (&code, fits, FO_SYMBOLOGY_QR, false);
  g_assert_cmpint (code.verdict, ==, FO_OK);
  g_assert_cmpstr (code.name, ==, name);
  read_text (&code, long_one, FO_SYMBOLOGY_QR, false);
  g_assert_cmpint (code.verdict, ==, FO_CODE_TOO_LONG);
  g_assert_cmpuint (code.kinds, ==, 0);
}

static void
assert_gtin (const char *text, const char *expected)
{
  char gtin[FO_GTIN_MAX] = "";
  FoCode code;

  read_text (&code, text, FO_SYMBOLOGY_UNKNOWN, false);
  g_assert_cmpint (fo_code_gtin (&code, gtin), ==, expected[0] != '\0');
  g_assert_cmpstr (gtin, ==, expected);
}

static void
assert_sscc (const char *text, const char *expected)
{
  char sscc[FO_SSCC_MAX] = "";
  FoCode code;

  read_text (&code, text, FO_SYMBOLOGY_UNKNOWN, false);
  g_assert_cmpint (fo_code_sscc (&code, sscc), ==, expected[0] != '\0');
  g_assert_cmpstr (sscc, ==, expected);
}

static void
test_getters (void)
{
  assert_gtin ("]E04601234567893", "04601234567893");
  assert_gtin ("4601234567893", "04601234567893");
  assert_gtin ("]C1010460123456789310A-77", "04601234567893");
  assert_gtin ("]C110A-77", "");
  assert_gtin ("01234531", "00012300000451");
  assert_gtin ("01234565", ""); /* EAN-8 or UPC-E: not for us to say */
  assert_gtin ("SEALANT-310", "");
  assert_sscc ("346012345678900004", "346012345678900004");
  assert_sscc ("]C100346012345678900004", "346012345678900004");
  assert_sscc ("]E04601234567893", "");
}

/* Thirteen digits are a GTIN to who expects goods, and a place to who expects a place. */
static void
test_keys (void)
{
  static const struct {
    const char *text, *gln, *gsin;
  } cases[] = {
    { "4600000000008", "4600000000008", "" },
    { "]C04600000000008", "4600000000008", "" },
    { "]E04600000000008", "", "" },
    { "4600000000009", "", "" },
    { "04600000000008", "", "" },
    { "(414)4600000000008", "4600000000008", "" },
    { "(410)4600000000008", "4600000000008", "" },
    { "(412)4600000000008", "4600000000008", "" },
    { "(410)4600000000008(414)4601234567893", "4601234567893", "" },
    { "(01)04601234567893", "", "" },
    { "46000000000000008", "", "46000000000000008" },
    { "46000000000000009", "", "" },
    { "(402)46000000000000008", "", "46000000000000008" },
    { "]C140246000000000000008", "", "46000000000000008" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    char gln[FO_GLN_MAX] = "", gsin[FO_GSIN_MAX] = "";
    FoCode code;
    read_text (&code, cases[i].text, FO_SYMBOLOGY_UNKNOWN, false);
    g_assert_cmpint (fo_code_gln (&code, gln), ==, cases[i].gln[0] != '\0');
    g_assert_cmpstr (gln, ==, cases[i].gln);
    g_assert_cmpint (fo_code_gsin (&code, gsin), ==, cases[i].gsin[0] != '\0');
    g_assert_cmpstr (gsin, ==, cases[i].gsin);
  }
}

static void
test_unit_of_pack (void)
{
  char unit[FO_GTIN_MAX] = "";

  g_assert_false (fo_gtin_of_unit ("04601234567893", unit));
  g_assert_false (fo_gtin_of_unit ("94601234567896", unit)); /* of variable measure */
  g_assert_cmpstr (unit, ==, "");
  g_assert_true (fo_gtin_of_unit ("14601234567890", unit));
  g_assert_cmpstr (unit, ==, "04601234567893");
}

/* ---- what several things could be meant by ----------------------------------------------------------------------- */

static guint
claim_text (FoClaim *claims, guint count, const char *text, FoSymbology given, int64_t owner)
{
  FoCode code;
  guint n;

  read_text (&code, text, given, false);
  n = (guint) fo_code_claims (&code, claims + count);
  g_assert_cmpuint (n, <=, FO_CLAIMS_MAX);
  for (guint i = 0; i < n; i++)
    claims[count + i].owner = owner;
  return count + n;
}

static char *
clashes_of (FoClaim *claims, guint count)
{
  GString *text = g_string_new (NULL);
  FoClash clashes[16];
  size_t n = fo_claims_clash (claims, count, clashes, G_N_ELEMENTS (clashes));

  g_assert_cmpuint (n, <=, G_N_ELEMENTS (clashes));
  g_assert_cmpuint (fo_claims_clash (claims, count, NULL, 0), ==, n);
  for (size_t i = 0; i < n; i++) {
    const FoClaim *first = &claims[clashes[i].first];
    g_string_append_printf (text, "%s%s %s:", i > 0 ? "; " : "", fo_code_kind_name (first->kind), first->text);
    for (size_t j = 0; j < clashes[i].count; j++)
      g_string_append_printf (text, " %d", (int) first[j].owner);
  }
  return g_string_free (text, FALSE);
}

static void
test_clashes (void)
{
  static const struct {
    const char *codes; /* of owners 1, 2, 3 ...; "=" before one: another of the same owner */
    const char *clashes;
  } cases[] = {
    { "4601234567893 SHELF-7 FO:P:A-02-3 FO:L:A-02-3/ 346012345678900004", "" },
    { "4601234567893 04601234567893", "gtin 04601234567893: 1 2" },
    { "4601234567893 =04601234567893", "" },
    { "4601234567893 4601234567893", "other 4601234567893: 1 2; gtin 04601234567893: 1 2" },
    { "]E04601234567893 (01)04601234567893(10)A", "gtin 04601234567893: 1 2" },
    { "01234565 ]E0012345000065", "gtin 00012345000065: 1 2" },
    { "]C1346012345678900004 346012345678900004", "" },
    { "]C100346012345678900004 346012345678900004", "sscc 346012345678900004: 1 2" },
    { "FO:P:A-02-3 fo:p:a-02-3 FO:O:A-02-3", "place A-02-3: 1 2" },
    { "FO:L:BOLT/7 FO:L:BOLT/7 FO:L:BOLT/8", "lot BOLT/7: 1 2" },
    { "SHELF-7 SHELF-7 SHELF-7 SHELF-8", "other SHELF-7: 1 2 3" },
    { "]C0FO:T:x SHELF-7", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) words = g_strsplit (cases[i].codes, " ", -1);
    g_autofree char *found = NULL;
    FoClaim claims[64];
    guint count = 0;
    int64_t owner = 0;
    for (char **word = words; *word; word++) {
      owner += **word != '=';
      count = claim_text (claims, count, *word + (**word == '='), FO_SYMBOLOGY_UNKNOWN, owner);
    }
    found = clashes_of (claims, count);
    g_assert_cmpstr (found, ==, cases[i].clashes);
  }
}

/* Of any number of claims in any order every clash is found, and no other. */
static void
test_clashes_among_many (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("code/clashes");
  g_autofree FoClaim *claims = g_new0 (FoClaim, 3000);
  g_autofree FoClash *clashes = g_new0 (FoClash, 3000);

  for (guint round = 0; round < fo_test_count (20); round++) {
    guint count = (guint) g_rand_int_range (rand, 0, 3000), expected = 0;
    guint64 owners[2000] = { 0 };
    for (guint i = 0; i < count; i++) {
      guint text = (guint) g_rand_int_range (rand, 0, 2000), owner = (guint) g_rand_int_range (rand, 0, 3);
      claims[i] = (FoClaim){ .kind = FO_CODE_OTHER, .owner = owner };
      g_snprintf (claims[i].text, sizeof claims[i].text, "%u", text);
      owners[text] |= 1u << owner;
    }
    for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
      expected += (owners[i] & (owners[i] - 1)) != 0;
    g_assert_cmpuint (fo_claims_clash (claims, count, clashes, 3000), ==, expected);
    for (guint i = 1; i < clashes[0].count && expected > 0; i++)
      g_assert_cmpstr (claims[clashes[0].first].text, ==, claims[clashes[0].first + i].text);
  }
}

static void
test_kind_names (void)
{
  FoCodeKind again;

  for (int i = 0; i < FO_N_CODE_KINDS; i++) {
    g_assert_true (fo_code_kind_parse (fo_code_kind_name ((FoCodeKind) i), &again));
    g_assert_cmpint (again, ==, i);
  }
  g_assert_false (fo_code_kind_parse ("barcode", &again));
}

/* ---- printing ---------------------------------------------------------------------------------------------------- */

static void
check_print (const FoTableRow *row, gpointer data)
{
  gsize length;
  g_autofree char *name = fo_row_bytes (row, 1, &length), *lot = fo_row_bytes (row, 2, &length);
  char text[FO_CODE_PRINT_MAX] = "untouched";
  FoCodeKind kind;
  FoVerdict verdict;

  (void) data;
  g_assert_true (fo_code_kind_parse (row->cells[0], &kind));
  verdict = fo_code_print (kind, name, lot, false, text);
  fo_row_verdict (row, 4, verdict);
  fo_row_text (row, "the code", text, verdict == FO_OK ? row->cells[3] : "untouched");
}

static void
test_print (void)
{
  char text[FO_CODE_PRINT_MAX];

  fo_table_run ("codes-print.table", 5, check_print, NULL);
  g_assert_cmpint (fo_code_print (FO_CODE_LOT, "BOLT-M8", NULL, true, text), ==, FO_OK);
  g_assert_cmpstr (text, ==, "FOT:L:BOLT-M8/");
}

static void
test_print_limits (void)
{
  g_autofree char *longest = g_strnfill (FO_CODE_NAME_MAX - 1, 'z'), *longer = g_strnfill (FO_CODE_NAME_MAX, 'z');
  char text[FO_CODE_PRINT_MAX] = "untouched";
  FoCode code;

  g_assert_cmpint (fo_code_print (FO_CODE_LOT, longest, longer, true, text), ==, FO_TEXT_TOO_LONG);
  g_assert_cmpint (fo_code_print (FO_CODE_LOT, longer, longest, true, text), ==, FO_TEXT_TOO_LONG);
  g_assert_cmpstr (text, ==, "untouched");
  g_assert_cmpint (fo_code_print (FO_CODE_LOT, longest, longest, true, text), ==, FO_OK);
  g_assert_cmpuint (strlen (text), <, FO_CODE_PRINT_MAX);
  read_text (&code, text, FO_SYMBOLOGY_QR, true);
  g_assert_cmpint (code.verdict, ==, FO_OK);
  g_assert_cmpstr (code.name, ==, longest);
  g_assert_cmpstr (code.lot, ==, longest);
}

/* Characters that have gone wrong somewhere before: separators, percent, quotes, Cyrillic, three and four bytes. */
static char *
random_name (GRand *rand)
{
  static const char *const bits[] = { "A", "Z",  "a", "z", "0", "9", "-", ".", "/", "%", ":", " ", "+",   "*",
                                      "$", "\"", "'", "<", "(", "#", "é", "Ж", "я", "№", "…", "📦", "%2F", "FO:" };
  GString *name = g_string_new (NULL);
  int count = g_rand_int_range (rand, 1, 15);

  while (count-- > 0)
    g_string_append (name, bits[g_rand_int_range (rand, 0, G_N_ELEMENTS (bits))]);
  return g_string_free (name, FALSE);
}

static void
assert_alphanumeric (const char *text)
{
  for (; *text; text++)
    g_assert_true (g_ascii_isdigit (*text) || g_ascii_isupper (*text) || strchr ("$%*+-./:", *text));
}

static void
test_print_and_read (void)
{
  static const FoCodeKind kinds[] = { FO_CODE_PLACE, FO_CODE_ORDER, FO_CODE_SUPPLY, FO_CODE_BADGE, FO_CODE_LOT };
  g_autoptr (GRand) rand = fo_test_rand ("code/print-and-read");

  for (guint i = 0; i < fo_test_count (5000); i++) {
    g_autofree char *name = random_name (rand), *lot = random_name (rand), *small = NULL;
    FoCodeKind kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
    gboolean training = g_rand_boolean (rand);
    char text[FO_CODE_PRINT_MAX];
    FoCode code;

    if (strlen (name) >= FO_CODE_NAME_MAX || strlen (lot) >= FO_CODE_NAME_MAX)
      continue;
    g_assert_cmpint (fo_code_print (kind, name, lot, training, text), ==, FO_OK);
    assert_alphanumeric (text);
    small = g_ascii_strdown (text, -1); /* as a keyboard under Caps Lock types it */
    for (int turned = 0; turned < 2; turned++) {
      read_text (&code, turned ? small : text, FO_SYMBOLOGY_UNKNOWN, true);
      g_assert_cmpint (code.verdict, ==, FO_OK);
      g_assert_cmpint (code.kind, ==, kind);
      g_assert_cmpint (code.training, ==, training);
      g_assert_cmpstr (code.name, ==, name);
      g_assert_cmpstr (code.lot, ==, kind == FO_CODE_LOT ? lot : "");
    }
  }
}

static void
test_documents (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("code/documents");

  for (guint i = 0; i < fo_test_count (2000); i++) {
    g_autofree char *guid = g_strdup_printf ("%08x-%04x-%04x-%04x-%08x%04x", g_rand_int (rand) | 0x1000,
                                             g_rand_int (rand) & 0xffff, g_rand_int (rand) & 0xffff,
                                             g_rand_int (rand) & 0xffff, g_rand_int (rand), g_rand_int (rand) & 0xffff);
    g_autofree char *capitals = g_ascii_strup (guid, -1);
    char digits[FO_CODE_PRINT_MAX], again[FO_CODE_PRINT_MAX];
    FoCode code;

    g_assert_cmpint (fo_code_print (FO_CODE_DOCUMENT, guid, NULL, false, digits), ==, FO_OK);
    g_assert_cmpint (fo_code_print (FO_CODE_DOCUMENT, capitals, NULL, false, again), ==, FO_OK);
    g_assert_cmpstr (digits, ==, again);
    read_text (&code, digits, FO_SYMBOLOGY_CODE128, false);
    g_assert_cmpint (code.verdict, ==, FO_OK);
    g_assert_true (fo_code_may_be (&code, FO_CODE_DOCUMENT));
    g_assert_cmpstr (code.guid, ==, guid);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code/table", test_table);
  g_test_add_func ("/code/limits", test_limits);
  g_test_add_func ("/code/getters", test_getters);
  g_test_add_func ("/code/keys", test_keys);
  g_test_add_func ("/code/unit-of-pack", test_unit_of_pack);
  g_test_add_func ("/code/clashes", test_clashes);
  g_test_add_func ("/code/clashes-among-many", test_clashes_among_many);
  g_test_add_func ("/code/kind-names", test_kind_names);
  g_test_add_func ("/code/print", test_print);
  g_test_add_func ("/code/print-limits", test_print_limits);
  g_test_add_func ("/code/print-and-read", test_print_and_read);
  g_test_add_func ("/code/documents", test_documents);
  return g_test_run ();
}
