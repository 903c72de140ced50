/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is made can be read, byte for byte; what cannot be read is refused before it is made. */
#include "firstout/symbol/symbol.h"
#include "support/damage.h"
#include "support/seed.h"

#include <qrencode.h>
#include <string.h>
#include <zint.h>

#define GS "\x1d"
#define ROOM 8

typedef struct {
  uint8_t *grey;
  int width, height;
} Picture;

static void
picture_clear (Picture *picture)
{
  g_free (picture->grey);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

static Picture
picture_of (FoSymbolKind kind, const char *data, int dots)
{
  g_auto (FoSymbol) symbol = { 0 };
  Picture picture;

  g_assert_cmpstr (fo_verdict_name (fo_symbol_make (kind, data, strlen (data), &symbol)), ==, "FO_OK");
  picture.grey = fo_symbol_to_grey (&symbol, dots, 0, &picture.width, &picture.height);
  return picture;
}

static FoSymbolSet
set_of (FoSymbolKind kind)
{
  if (fo_symbol_kind_is_linear (kind))
    return FO_SYMBOL_READ_LINEAR;
  return kind == FO_SYMBOL_QR || kind == FO_SYMBOL_GS1_QR ? FO_SYMBOL_READ_QR : FO_SYMBOL_READ_DATAMATRIX;
}

static int
read_picture (const Picture *picture, FoSymbolSet set, FoSymbolFound *found, int room)
{
  return fo_symbol_read (picture->grey, picture->width, picture->height, picture->width, set, 10000, found, room);
}

static void
assert_says (const FoSymbolFound *found, FoSymbology symbology, const char *bytes)
{
  g_assert_cmpstr (fo_symbology_name (found->symbology), ==, fo_symbology_name (symbology));
  g_assert_cmpmem (found->bytes, found->length, bytes, strlen (bytes));
}

static void
assert_round_trip (FoSymbolKind kind, const char *data, int dots, const char *read)
{
  g_auto (Picture) picture = picture_of (kind, data, dots);
  FoSymbolFound found[1];

  if (read_picture (&picture, set_of (kind), found, 1) != 1)
    g_error ("%s \"%s\" at %d dots does not read", fo_symbol_kind_name (kind), data, dots);
  assert_says (&found[0], fo_symbol_kind_symbology (kind), read);
}

/* ---- what is made is read ---------------------------------------------------------------------------------------- */

static const struct {
  FoSymbolKind kind;
  const char *data;
  const char *read; /* NULL: the same */
} spoken[] = {
  { FO_SYMBOL_EAN, "4601234567893", NULL },
  { FO_SYMBOL_EAN, "96385074", NULL },
  { FO_SYMBOL_EAN, "036000291452", "0036000291452" }, /* a UPC-A is the EAN-13 with a 0 in front */
  { FO_SYMBOL_ITF14, "14601234567890", NULL },
  { FO_SYMBOL_CODE128, "FO:P:A-02-3", NULL },
  { FO_SYMBOL_CODE128, "FOT:C:UNDO", NULL },
  { FO_SYMBOL_CODE128, "P-zY/0001" GS "Q", NULL },
  { FO_SYMBOL_CODE128, "a b~!{}|\"'<>&", NULL },
  { FO_SYMBOL_GS1_128,
    "010460123456789317271231"
    "10A-77",
    NULL },
  { FO_SYMBOL_GS1_128, "3012" GS "10A-77" GS "21SN1", NULL },
  { FO_SYMBOL_GS1_128, "00346012345000000013", NULL },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "010460123456789317271231"
    "10A-77",
    NULL },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "0104601234567893"
    "21Abc%/\"&<>'" GS "91EE06" GS "92c29tZSBrZXkgYW5kIG1vcmU=",
    NULL },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "0104601234567893"
    "3103012500"
    "3012" GS "10B(2)" GS "99FOT",
    NULL },
  { FO_SYMBOL_GS1_QR,
    "010460123456789317271231"
    "10A%B-1" GS "21%%",
    NULL },
  { FO_SYMBOL_QR, "FO:L:SEALANT-310/B2411-07", NULL },
  { FO_SYMBOL_QR, "Партия №7 «Б»", NULL },
  { FO_SYMBOL_QR, "Ы", NULL },
  { FO_SYMBOL_QR, "https://id.example.org/01/04601234567893/10/A-77?17=271231&x=<'\">", NULL },
  { FO_SYMBOL_DATAMATRIX, "FO:O:214", NULL },
  { FO_SYMBOL_DATAMATRIX, "Größe 5 · партия", NULL },
};

/* The DataMatrix reader wants 3 dots a module: of symbols with 2 it misses one in eight. */
static int
least_dots (FoSymbolKind kind)
{
  return set_of (kind) == FO_SYMBOL_READ_DATAMATRIX ? 3 : 2;
}

static void
test_spoken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spoken); i++)
    for (int dots = least_dots (spoken[i].kind); dots <= 5; dots++)
      assert_round_trip (spoken[i].kind, spoken[i].data, dots, spoken[i].read ? spoken[i].read : spoken[i].data);
}

/* The reader's library drops the separators of GS1 DataMatrix unless told otherwise: a lot would swallow what
 * follows. */
static void
test_separators (void)
{
  static const FoSymbolKind kinds[] = { FO_SYMBOL_GS1_DATAMATRIX, FO_SYMBOL_GS1_QR, FO_SYMBOL_GS1_128 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_auto (Picture) picture = picture_of (kinds[i],
                                           "10AB" GS "21C" GS "30"
                                           "5",
                                           3);
    FoSymbolFound found;
    g_assert_cmpint (read_picture (&picture, set_of (kinds[i]), &found, 1), ==, 1);
    g_assert_cmpuint (found.length, ==, strlen ("10AB_21C_305"));
    g_assert_cmpstr (found.bytes, ==, "10AB" GS "21C" GS "305");
  }
}

/* ---- random records ---------------------------------------------------------------------------------------------- */

static const char *const letters[] = {
  "A", "B", "Z", "a", "z", "0", "1", "9", "-", ".", "/", "%", "&", "<", ">",        "\"", "'",
  " ", "Ж", "ё", "Й", "щ", "ъ", "Ü", "ß", "ä", "№", "«", "»", "·", "€", "\xc2\xa0", "漢", "🔧",
};

static char *
random_text (GRand *rand, int most, int n_letters)
{
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 1, most + 1); n > 0; n--)
    g_string_append (text, letters[g_rand_int_range (rand, 0, n_letters)]);
  return g_string_free (text, FALSE);
}

static char *
random_gs1 (GRand *rand)
{
  static const char set[] = "ABCXYZabcxyz0123456789-./%&<>\"'()*+_,:;=!?";
  GString *text = g_string_new ("0104601234567893");

  if (g_rand_boolean (rand))
    g_string_append_printf (text, "17%02d%02d%02d", g_rand_int_range (rand, 26, 60), g_rand_int_range (rand, 1, 13),
                            g_rand_int_range (rand, 1, 29));
  g_string_append (text, "10");
  for (int n = g_rand_int_range (rand, 1, 21); n > 0; n--)
    g_string_append_c (text, set[g_rand_int_range (rand, 0, (int) strlen (set))]);
  if (g_rand_boolean (rand))
    g_string_append_printf (text, GS "30%d", g_rand_int_range (rand, 1, 99999999));
  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("symbols");

  for (guint i = fo_test_count (150); i > 0; i--) {
    g_autofree char *any = random_text (rand, 60, G_N_ELEMENTS (letters));
    g_autofree char *ascii = random_text (rand, 20, 18);
    g_autofree char *gs1 = random_gs1 (rand);
    int dots = g_rand_int_range (rand, 2, 6);
    assert_round_trip (FO_SYMBOL_QR, any, dots, any);
    assert_round_trip (FO_SYMBOL_DATAMATRIX, any, MAX (3, dots), any);
    assert_round_trip (FO_SYMBOL_CODE128, ascii, dots, ascii);
    assert_round_trip (FO_SYMBOL_GS1_DATAMATRIX, gs1, MAX (3, dots), gs1);
    assert_round_trip (FO_SYMBOL_GS1_QR, gs1, dots, gs1);
    if (strlen (gs1) <= 48)
      assert_round_trip (FO_SYMBOL_GS1_128, gs1, dots, gs1);
  }
}

/* Two to fourteen Cyrillic letters: what a reader that guesses character sets takes for Japanese. */
static void
test_short_cyrillic (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("short Cyrillic");

  for (guint i = fo_test_count (300); i > 0; i--) {
    g_autoptr (GString) text = g_string_new (NULL);
    for (int n = g_rand_int_range (rand, 2, 15); n > 0; n--)
      g_string_append_unichar (text, (gunichar) g_rand_int_range (rand, 0x410, 0x450));
    assert_round_trip (FO_SYMBOL_QR, text->str, 3, text->str);
  }
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

static const struct {
  FoSymbolKind kind;
  const char *data;
  FoVerdict verdict;
} refused[] = {
  { FO_SYMBOL_QR, "", FO_CODE_EMPTY },
  { FO_SYMBOL_EAN, "", FO_CODE_EMPTY },
  { FO_SYMBOL_EAN, "4601234567890", FO_CODE_CHECK_DIGIT },
  { FO_SYMBOL_EAN, "96385075", FO_CODE_CHECK_DIGIT },
  { FO_SYMBOL_EAN, "036000291453", FO_CODE_CHECK_DIGIT },
  { FO_SYMBOL_EAN, "460123456789", FO_CODE_CHECK_DIGIT }, /* the check digit left out: twelve digits are a UPC-A */
  { FO_SYMBOL_EAN, "4601234", FO_CODE_BAD_LENGTH },
  { FO_SYMBOL_EAN, "14601234567890", FO_CODE_TOO_LONG },
  { FO_SYMBOL_EAN, "46012345678X3", FO_CODE_BAD_CHARACTER },
  { FO_SYMBOL_ITF14, "14601234567891", FO_CODE_CHECK_DIGIT },
  { FO_SYMBOL_ITF14, "4601234567893", FO_CODE_BAD_LENGTH },
  { FO_SYMBOL_CODE128, "Полка 3", FO_CODE_BAD_CHARACTER },
  { FO_SYMBOL_CODE128, "A\rB", FO_CODE_BAD_CHARACTER },
  { FO_SYMBOL_CODE128, "A\x1e" "B", FO_CODE_BAD_CHARACTER },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "0104601234567890"
    "10A",
    FO_GS1_CHECK_DIGIT },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "0104601234567893"
    "17271331",
    FO_GS1_BAD_DATE },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "0104601234567893"
    "172712",
    FO_GS1_TRUNCATED },
  { FO_SYMBOL_GS1_DATAMATRIX,
    "0104601234567893"
    "10",
    FO_GS1_EMPTY_VALUE },
  { FO_SYMBOL_GS1_DATAMATRIX, "10123456789012345678901" GS "21A", FO_GS1_BAD_LENGTH },
  { FO_SYMBOL_GS1_DATAMATRIX, "10Партия", FO_GS1_BAD_CHARACTER },
  { FO_SYMBOL_GS1_QR, "10A" GS "10B", FO_GS1_CONTRADICTION },
  /* Nothing is put right in silence: the symbol would say something else than was asked for. */
  { FO_SYMBOL_GS1_128, "(01)04601234567893(10)A", FO_GS1_BAD_CHARACTER },
  { FO_SYMBOL_GS1_128, "0104601234567893" GS "10A", FO_GS1_BAD_CHARACTER },
  { FO_SYMBOL_GS1_128, "10A" GS, FO_GS1_BAD_CHARACTER },
  { FO_SYMBOL_GS1_128, GS "10A", FO_GS1_BAD_CHARACTER },
  { FO_SYMBOL_GS1_128, "10A" GS "10A", FO_GS1_BAD_CHARACTER },
  { FO_SYMBOL_GS1_128,
    "0104601234567893"
    "17271231"
    "1012345678901234567890" GS "21A",
    FO_CODE_TOO_LONG },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    FoSymbol symbol = { .columns = 7 };
    FoVerdict verdict = fo_symbol_make (refused[i].kind, refused[i].data, strlen (refused[i].data), &symbol);
    g_test_message ("%s \"%s\"", fo_symbol_kind_name (refused[i].kind), refused[i].data);
    g_assert_cmpstr (fo_verdict_name (verdict), ==, fo_verdict_name (refused[i].verdict));
    g_assert_cmpint (symbol.columns, ==, 7);
  }
}

static void
test_limits (void)
{
  FoSymbol symbol = { 0 };
  char long_text[FO_SCAN_BYTES_MAX + 2];

  memset (long_text, 'x', sizeof long_text);
  g_assert_cmpint (fo_symbol_make (FO_SYMBOL_QR, long_text, FO_SCAN_BYTES_MAX + 1, &symbol), ==, FO_CODE_TOO_LONG);
  g_assert_cmpint (fo_symbol_make (FO_SYMBOL_QR, "a\0b", 3, &symbol), ==, FO_CODE_BAD_CHARACTER);
  g_assert_cmpint (fo_symbol_make (FO_SYMBOL_DATAMATRIX, "a\0b", 3, &symbol), ==, FO_CODE_BAD_CHARACTER);
  g_assert_null (symbol.dark);

  long_text[FO_SCAN_BYTES_MAX] = '\0';
  assert_round_trip (FO_SYMBOL_QR, long_text, 2, long_text);
  assert_round_trip (FO_SYMBOL_DATAMATRIX, long_text, 3, long_text);
}

static void
test_kinds (void)
{
  FoSymbolKind kind;

  for (int i = 0; i < FO_N_SYMBOL_KINDS; i++) {
    g_assert_true (fo_symbol_kind_parse (fo_symbol_kind_name ((FoSymbolKind) i), &kind));
    g_assert_cmpint (kind, ==, i);
  }
  g_assert_false (fo_symbol_kind_parse ("pdf417", &kind));
}

/* ---- pictures ---------------------------------------------------------------------------------------------------- */

static void
paste (Picture *onto, const Picture *picture, int x, int y)
{
  for (int row = 0; row < picture->height; row++)
    memcpy (onto->grey + (y + row) * onto->width + x, picture->grey + row * picture->width, (size_t) picture->width);
}

static Picture
white (int width, int height)
{
  Picture picture = { g_malloc ((gsize) width * (gsize) height), width, height };

  memset (picture.grey, 255, (size_t) width * (size_t) height);
  return picture;
}

/* A delivery note with four symbols, two of them twice. */
static void
test_several (void)
{
  static const char element[] = "0104601234567893"
                                "10A-77";
  g_auto (Picture) page = white (600, 700);
  g_auto (Picture) ean = picture_of (FO_SYMBOL_EAN, "4601234567893", 2);
  g_auto (Picture) bars = picture_of (FO_SYMBOL_GS1_128, element, 2);
  g_auto (Picture) qr = picture_of (FO_SYMBOL_QR, "FO:O:214", 3);
  g_auto (Picture) matrix = picture_of (FO_SYMBOL_GS1_DATAMATRIX, element, 4);
  FoSymbolFound found[ROOM];

  paste (&page, &ean, 40, 20);
  paste (&page, &ean, 320, 20);
  paste (&page, &bars, 40, 150);
  paste (&page, &qr, 40, 400);
  paste (&page, &qr, 40, 560);
  paste (&page, &matrix, 300, 400);
  g_assert_cmpint (read_picture (&page, FO_SYMBOL_READ_ALL & ~(unsigned) FO_SYMBOL_READ_DATAMATRIX, found, ROOM), ==,
                   3);
  g_assert_cmpint (read_picture (&page, FO_SYMBOL_READ_ALL, found, 4), ==, 4);
  assert_says (&found[3], FO_SYMBOLOGY_GS1_DATAMATRIX, element);
  g_assert_cmpint (ABS (found[3].x - 308), <=, 8);
  g_assert_cmpint (ABS (found[3].y - 408), <=, 8);
  g_assert_cmpint (ABS (found[3].width - (matrix.width - 16)), <=, 8);
}

/* What is not looked for is not found. */
static void
test_only_asked (void)
{
  g_auto (Picture) ean = picture_of (FO_SYMBOL_EAN, "4601234567893", 3);
  g_auto (Picture) qr = picture_of (FO_SYMBOL_QR, "FO:O:214", 3);
  FoSymbolFound found[ROOM];

  g_assert_cmpint (read_picture (&ean, FO_SYMBOL_READ_CODE128 | FO_SYMBOL_READ_ITF | FO_SYMBOL_READ_QR, found, ROOM),
                   ==, 0);
  g_assert_cmpint (read_picture (&qr, FO_SYMBOL_READ_LINEAR, found, ROOM), ==, 0);
  g_assert_cmpint (read_picture (&qr, FO_SYMBOL_READ_QR, found, 0), ==, 0);
}

static void
test_no_picture (void)
{
  uint8_t dot = 0;
  FoSymbolFound found;

  g_assert_cmpint (fo_symbol_read (&dot, 0, 1, 1, FO_SYMBOL_READ_ALL, 100, &found, 1), ==, -1);
  g_assert_cmpint (fo_symbol_read (&dot, 1, -1, 1, FO_SYMBOL_READ_ALL, 100, &found, 1), ==, -1);
  g_assert_cmpint (fo_symbol_read (&dot, 2, 1, 1, FO_SYMBOL_READ_ALL, 100, &found, 1), ==, -1);
  g_assert_cmpint (
      fo_symbol_read (&dot, FO_SYMBOL_SIDE_MAX + 1, 1, FO_SYMBOL_SIDE_MAX + 1, FO_SYMBOL_READ_ALL, 100, &found, 1), ==,
      -1);
  g_assert_cmpint (fo_symbol_read (&dot, FO_SYMBOL_SIDE_MAX, FO_SYMBOL_SIDE_MAX, FO_SYMBOL_SIDE_MAX, FO_SYMBOL_READ_ALL,
                                   100, &found, 1),
                   ==, -1);
  g_assert_cmpint (fo_symbol_read (&dot, 1, 1, 1, FO_SYMBOL_READ_ALL, 100, &found, 1), ==, 0);
}

/* Pictures of every small size and of noise: nothing is found, nothing breaks, and the search ends by its limit. */
static void
test_noise (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("noise");
  g_auto (Picture) noise = white (900, 700);
  FoSymbolFound found[ROOM];
  gint64 start;

  for (int i = 0; i < noise.width * noise.height; i++)
    noise.grey[i] = (uint8_t) g_rand_int (rand);
  for (int side = 1; side < 40; side++)
    g_assert_cmpint (fo_symbol_read (noise.grey, side, 41 - side, noise.width, FO_SYMBOL_READ_ALL, 100, found, ROOM),
                     ==, 0);
  start = g_get_monotonic_time ();
  g_assert_cmpint (fo_symbol_read (noise.grey, 900, 700, 900, FO_SYMBOL_READ_DATAMATRIX, 50, found, ROOM), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC); /* without the limit it takes minutes */
}

static FoPicture
damaged (FoSymbolKind kind, const char *data)
{
  g_auto (Picture) picture = picture_of (kind, data, 3);
  FoPicture copy = { picture.width, picture.height, g_steal_pointer (&picture.grey) };

  fo_picture_pad (&copy, 20);
  return copy;
}

/* Always the same: how often a search succeeds is what the benchmark counts. */
static void
grain (FoPicture *picture)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (310);

  fo_picture_noise (picture, 24, rand);
}

static void
turn_45 (FoPicture *picture)
{
  fo_picture_rotate (picture, 45);
}

/* What a plain look does not read, a search does: and what it says is right. */
static void
test_search (void)
{
  static const struct {
    FoSymbolKind kind;
    const char *data;
    void (*damage) (FoPicture *picture);
  } cases[] = {
    { FO_SYMBOL_CODE128, "FO:P:A-02-3", grain },
    { FO_SYMBOL_GS1_128, "0104601234567893", grain },
    { FO_SYMBOL_QR, "FO:O:214", fo_picture_invert },
    { FO_SYMBOL_EAN, "4601234567893", fo_picture_invert },
    { FO_SYMBOL_EAN, "4601234567893", turn_45 },
    { FO_SYMBOL_CODE128, "FO:P:A-02-3-WIDER-THAN-HIGH", turn_45 },
    { FO_SYMBOL_ITF14, "14601234567890", turn_45 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoPicture picture = damaged (cases[i].kind, cases[i].data);
    FoSymbolFound found[ROOM];
    int plain, n;

    cases[i].damage (&picture);
    plain = fo_symbol_read (picture.grey, picture.width, picture.height, picture.width, FO_SYMBOL_READ_ALL, 100, found, ROOM);
    n = fo_symbol_search (picture.grey, picture.width, picture.height, picture.width, FO_SYMBOL_READ_ALL, 100, found, ROOM);
    g_test_message ("case %u: %d plain, %d searched", (guint) i, plain, n);
    g_assert_cmpint (plain, ==, 0);
    g_assert_cmpint (n, ==, 1);
    assert_says (&found[0], fo_symbol_kind_symbology (cases[i].kind), cases[i].data);
    g_assert_true (found[0].x >= 0 && found[0].y >= 0 && found[0].x + found[0].width <= picture.width + 1);
    fo_picture_clear (&picture);
  }
}

/* A line of the picture may be longer than what is looked at. */
static void
test_stride (void)
{
  g_auto (Picture) page = white (400, 300);
  g_auto (Picture) qr = picture_of (FO_SYMBOL_QR, "FO:O:214", 3);
  g_auto (Picture) matrix = picture_of (FO_SYMBOL_DATAMATRIX, "FO:O:214", 4);
  FoSymbolFound found;

  paste (&page, &qr, 100, 50);
  g_assert_cmpint (
      fo_symbol_read (page.grey + 50 * 400 + 100, qr.width, qr.height, 400, FO_SYMBOL_READ_QR, 100, &found, 1), ==, 1);
  paste (&page, &matrix, 100, 50);
  g_assert_cmpint (fo_symbol_read (page.grey + 50 * 400 + 100, matrix.width, matrix.height, 400,
                                   FO_SYMBOL_READ_DATAMATRIX, 10000, &found, 1),
                   ==, 1);
  assert_says (&found, FO_SYMBOLOGY_DATAMATRIX, "FO:O:214");
}

/* More bytes than a scan may have: told, never cut. */
static void
test_too_long_to_scan (void)
{
  g_autofree char *text = g_strnfill (FO_SCAN_BYTES_MAX + 88, 'q');
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
  FoSymbol symbol = { FO_SYMBOL_QR, code->width, code->width, 4, 4, g_malloc ((gsize) (code->width * code->width)) };
  Picture picture;
  FoSymbolFound found;

  for (int i = 0; i < code->width * code->width; i++)
    symbol.dark[i] = code->data[i] & 1;
  picture.grey = fo_symbol_to_grey (&symbol, 3, 0, &picture.width, &picture.height);
  g_assert_cmpint (read_picture (&picture, FO_SYMBOL_READ_QR, &found, 1), ==, 1);
  g_assert_cmpuint (found.length, ==, FO_SCAN_BYTES_MAX + 88);
  g_assert_cmpstr (found.bytes, ==, "");
  picture_clear (&picture);
  fo_symbol_clear (&symbol);
  QRcode_free (code);
}

/* A UPC-E stands for the UPC-A it was squeezed from. */
static void
test_upce (void)
{
  struct zint_symbol *zint = ZBarcode_Create ();
  g_auto (Picture) picture = white (2 * (51 + 22), 60);
  FoSymbolFound found;

  zint->symbology = BARCODE_UPCE;
  g_assert_cmpint (ZBarcode_Encode (zint, (const unsigned char *) "0425261", 7), <, ZINT_ERROR_TOO_LONG);
  for (int y = 0; y < picture.height; y++)
    for (int x = 0; x < zint->width * 2; x++)
      if ((zint->encoded_data[0][x / 16] >> (x / 2 % 8)) & 1)
        picture.grey[y * picture.width + 22 + x] = 0;
  ZBarcode_Delete (zint);
  g_assert_cmpint (read_picture (&picture, FO_SYMBOL_READ_EAN, &found, 1), ==, 1);
  assert_says (&found, FO_SYMBOLOGY_EAN, "0042100005264");
}

/* The control of all this: drawn at 1.3 dots a module, as a vector scaled to a page would be, the same bars do not
 * read. The reader really reads. */
static void
test_fraction (void)
{
  static const char element[] = "010460123456789317271231"
                                "10A-77";
  g_auto (Picture) whole = picture_of (FO_SYMBOL_GS1_128, element, 2);
  g_auto (Picture) scaled = white (whole.width * 65 / 100, whole.height);
  FoSymbolFound found;

  for (int y = 0; y < scaled.height; y++)
    for (int x = 0; x < scaled.width; x++)
      scaled.grey[y * scaled.width + x] = whole.grey[y * whole.width + x * 100 / 65];
  g_assert_cmpint (read_picture (&whole, FO_SYMBOL_READ_LINEAR, &found, 1), ==, 1);
  g_assert_cmpint (read_picture (&scaled, FO_SYMBOL_READ_LINEAR, &found, 1), ==, 0);
}

/* ---- threads ----------------------------------------------------------------------------------------------------- */

static gpointer
make_and_read (gpointer data)
{
  for (int i = 0; i < 25; i++) {
    g_autofree char *text = g_strdup_printf ("FO:L:ITEM-%d/ПАРТИЯ-%d", GPOINTER_TO_INT (data), i);
    assert_round_trip (FO_SYMBOL_QR, text, 3, text);
    assert_round_trip (FO_SYMBOL_DATAMATRIX, text, 3, text);
    assert_round_trip (FO_SYMBOL_GS1_128,
                       "0104601234567893"
                       "10A-77",
                       2,
                       "0104601234567893"
                       "10A-77");
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("symbols", make_and_read, GINT_TO_POINTER (i));
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbol/spoken", test_spoken);
  g_test_add_func ("/symbol/separators", test_separators);
  g_test_add_func ("/symbol/random", test_random);
  g_test_add_func ("/symbol/short-cyrillic", test_short_cyrillic);
  g_test_add_func ("/symbol/refused", test_refused);
  g_test_add_func ("/symbol/limits", test_limits);
  g_test_add_func ("/symbol/kinds", test_kinds);
  g_test_add_func ("/symbol/several", test_several);
  g_test_add_func ("/symbol/only-asked", test_only_asked);
  g_test_add_func ("/symbol/no-picture", test_no_picture);
  g_test_add_func ("/symbol/noise", test_noise);
  g_test_add_func ("/symbol/search", test_search);
  g_test_add_func ("/symbol/stride", test_stride);
  g_test_add_func ("/symbol/too-long-to-scan", test_too_long_to_scan);
  g_test_add_func ("/symbol/upce", test_upce);
  g_test_add_func ("/symbol/fraction", test_fraction);
  g_test_add_func ("/symbol/threads", test_threads);
  return g_test_run ();
}
