/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pictures of bar codes become scans; what is no picture, or too much of one, is refused. */
#include "firstout/drivers/image.h"
#include "firstout/symbol/symbol.h"
#include "support/seed.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define AT_US G_GINT64_CONSTANT (1768478400000000)

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* ---- making pictures --------------------------------------------------------------------------------------------- */

static GdkPixbuf *
paper (int width, int height, bool has_alpha)
{
  GdkPixbuf *picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);

  gdk_pixbuf_fill (picture, has_alpha ? 0x00000000 : 0xffffffff); /* black, but nothing of it to be seen */
  return picture;
}

static void
draw (GdkPixbuf *picture, FoSymbolKind kind, const char *data, int at_x, int at_y)
{
  FoSymbol symbol = { 0 };
  int width = 0, height = 0, channels = gdk_pixbuf_get_n_channels (picture);

  g_assert_cmpint (fo_symbol_make (kind, data, strlen (data), &symbol), ==, FO_OK);
  g_autofree uint8_t *grey = fo_symbol_to_grey (&symbol, 4, 80, &width, &height);
  g_assert_cmpint (at_x + width, <=, gdk_pixbuf_get_width (picture));
  g_assert_cmpint (at_y + height, <=, gdk_pixbuf_get_height (picture));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      guint8 *dot
        = gdk_pixbuf_get_pixels (picture) + (at_y + y) * gdk_pixbuf_get_rowstride (picture) + (at_x + x) * channels;
      memset (dot, grey[y * width + x], 3);
      if (channels == 4)
        dot[3] = grey[y * width + x] == 0 ? 255 : 0;
    }
  fo_symbol_clear (&symbol);
}

static char *
save (GdkPixbuf *picture, const char *name, const char *type)
{
  g_autoptr (GError) error = NULL;
  char *path = path_of (name);

  gdk_pixbuf_save (picture, path, type, &error, NULL);
  g_assert_no_error (error);
  return path;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static const FoScan *
find (const GArray *scans, const char *bytes)
{
  for (guint i = 0; i < scans->len; i++) {
    const FoScan *scan = &g_array_index (scans, FoScan, i);
    if (strcmp (scan->bytes, bytes) == 0)
      return scan;
  }
  g_test_message ("%s was not read", bytes);
  g_assert_not_reached ();
}

static void
check_two_symbols (const char *path, const char *device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) scans = fo_image_read_scans (path, AT_US, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (scans->len, ==, 2);
  const FoScan *ean = find (scans, "4601234567893"), *lot = find (scans, "010460123456789310A-77");
  g_assert_cmpint (ean->symbology, ==, FO_SYMBOLOGY_EAN);
  g_assert_cmpint (lot->symbology, ==, FO_SYMBOLOGY_GS1_DATAMATRIX);
  g_assert_cmpstr (ean->device, ==, device);
  g_assert_cmpint (ean->at_us, ==, AT_US);
}

static void
test_two_symbols (void)
{
  g_autoptr (GdkPixbuf) picture = paper (900, 500, false);

  draw (picture, FO_SYMBOL_EAN, "4601234567893", 20, 20);
  draw (picture, FO_SYMBOL_GS1_DATAMATRIX, "010460123456789310A-77", 500, 250);
  g_autofree char *png = save (picture, "two.png", "png"), *jpeg = save (picture, "two.jpg", "jpeg");
  check_two_symbols (png, "image:two.png");
  check_two_symbols (jpeg, "image:two.jpg");
}

/* Transparent pictures stand on white paper. */
static void
test_transparent (void)
{
  g_autoptr (GdkPixbuf) picture = paper (900, 500, true);

  draw (picture, FO_SYMBOL_EAN, "4601234567893", 20, 20);
  draw (picture, FO_SYMBOL_GS1_DATAMATRIX, "010460123456789310A-77", 500, 250);
  g_autofree char *png = save (picture, "glass.png", "png");
  check_two_symbols (png, "image:glass.png");
}

static void
test_nothing_to_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = paper (300, 200, false);
  g_autofree char *path = save (picture, "blank.png", "png");
  g_autoptr (GArray) scans = fo_image_read_scans (path, AT_US, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (scans->len, ==, 0);
}

/* The file's name is cut at a character, not through one. */
static void
test_long_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = paper (900, 500, false);

  draw (picture, FO_SYMBOL_QR, "BOX-1", 20, 20);
  g_autofree char *path
    = save (picture, "фотография-этикетки-на-коробке-с-герметиком.png", "png");
  g_autoptr (GArray) scans = fo_image_read_scans (path, AT_US, &error);
  g_assert_no_error (error);
  const FoScan *scan = find (scans, "BOX-1");
  g_assert_true (g_utf8_validate (scan->device, -1, NULL));
  g_assert_cmpuint (strlen (scan->device), >, FO_SCAN_DEVICE_MAX - 4);
}

/* ---- refused ----------------------------------------------------------------------------------------------------- */

static void
check_refused (const char *path, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fo_image_read_scans (path, AT_US, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
write_bytes (const char *path, const void *bytes, gsize length)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
test_broken (void)
{
  g_autoptr (GdkPixbuf) picture = paper (300, 200, false);
  g_autofree char *good = save (picture, "good.png", "png"), *broken = path_of ("broken.png");
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (good, &bytes, &length, NULL));
  for (gsize cut = 0; cut < length; cut += 7) { /* cut anywhere */
    write_bytes (broken, bytes, cut);
    check_refused (broken, FO_IMAGE_ERROR, FO_IMAGE_ERROR_BROKEN);
  }
  write_bytes (broken, "010460123456789310A-77", 22);
  check_refused (broken, FO_IMAGE_ERROR, FO_IMAGE_ERROR_BROKEN);
  check_refused (folder, FO_IMAGE_ERROR, FO_IMAGE_ERROR_BROKEN);
  g_autofree char *missing = path_of ("missing.png");
  check_refused (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* Other formats are refused, however readable: each is one more parser. */
static void
test_other_formats (void)
{
  g_autoptr (GdkPixbuf) picture = paper (300, 200, false);
  g_autofree char *path = save (picture, "picture.bmp", "bmp");

  check_refused (path, FO_IMAGE_ERROR, FO_IMAGE_ERROR_BROKEN);
}

/* A PNG of 60 bytes that claims 30,000 × 30,000 dots: refused by its head. */
static void
test_bomb (void)
{
  g_autoptr (GdkPixbuf) picture = paper (300, 200, false);
  g_autofree char *good = save (picture, "small.png", "png"), *bomb = path_of ("bomb.png");
  g_autofree char *bytes = NULL;
  gsize length = 0;
  static const guint8 head[] = {
    0x00, 0x00, 0x75, 0x30, 0x00, 0x00, 0x75, 0x30, 8, 2, 0, 0, 0, 0x02, 0x2c, 0x5d, 0x6b
  };

  g_assert_true (g_file_get_contents (good, &bytes, &length, NULL));
  memcpy (bytes + 16, head, sizeof head);
  guint32 crc = ~0u; /* of "IHDR" and its data, or the head is not even read */
  for (guint i = 12; i < 29; i++) {
    crc ^= (guint8) bytes[i];
    for (guint bit = 0; bit < 8; bit++)
      crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
  }
  crc = GUINT32_TO_BE (~crc);
  memcpy (bytes + 29, &crc, sizeof crc);
  write_bytes (bomb, bytes, length);
  check_refused (bomb, FO_IMAGE_ERROR, FO_IMAGE_ERROR_TOO_LARGE);
}

static void
test_huge_file (void)
{
  g_autofree char *path = path_of ("huge.png");

  write_bytes (path, "", 0);
  g_assert_cmpint (truncate (path, FO_IMAGE_FILE_MAX + 1L), ==, 0);
  check_refused (path, FO_IMAGE_ERROR, FO_IMAGE_ERROR_TOO_LARGE);
}

/* Bytes changed anywhere, or the end missing: refused, or read as far as it goes; never more than a picture's time. JPEG has no
 * check sums, so that what is damaged is looked at, too. */
static void
test_damaged (void)
{
  static const char *const types[] = { "png", "jpeg" };
  g_autoptr (GRand) rand = fo_test_rand ("damaged pictures");
  g_autoptr (GdkPixbuf) picture = paper (300, 200, false);
  g_autofree char *damaged = path_of ("damaged");
  guint count = fo_test_count (16), refused = 0;
  gint64 longest_us = 0;

  draw (picture, FO_SYMBOL_QR, "BOX-1", 20, 20);
  for (guint i = 0; i < count; i++) {
    g_autofree char *good = save (picture, "good", types[i % 2]), *bytes = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) scans = NULL;
    gint64 begin_us;
    gsize length = 0;

    g_assert_true (g_file_get_contents (good, &bytes, &length, NULL));
    for (gint n = g_rand_int_range (rand, 1, 9); n > 0; n--)
      bytes[g_rand_int_range (rand, 0, (gint) length)] = (char) g_rand_int_range (rand, 0, 256);
    if (g_rand_int_range (rand, 0, 3) == 0)
      length = (gsize) g_rand_int_range (rand, 1, (gint) length);
    write_bytes (damaged, bytes, length);
    begin_us = g_get_monotonic_time ();
    scans = fo_image_read_scans (damaged, AT_US, &error);
    longest_us = MAX (longest_us, g_get_monotonic_time () - begin_us);
    g_assert_true ((scans == NULL) == (error != NULL));
    g_assert_true (scans != NULL || error->domain == FO_IMAGE_ERROR);
    refused += scans == NULL;
  }
  g_test_message ("%u damaged pictures, %u refused, the longest took %" G_GINT64_FORMAT " ms", count, refused, longest_us / 1000);
  g_assert_cmpint (longest_us, <, 30 * G_USEC_PER_SEC);
}

/* Nothing but dots: the worst that zbar and libdmtx can be given. */
static void
test_noise (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("noise");
  g_autoptr (GdkPixbuf) picture = paper (1200, 900, false);
  g_autoptr (GError) error = NULL;
  gint64 begin_us, took_us;

  for (int y = 0; y < 900; y++)
    for (int x = 0; x < 1200; x++)
      memset (gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + x * 3,
              g_rand_boolean (rand) ? 255 : 0, 3);
  g_autofree char *path = save (picture, "noise.png", "png");
  begin_us = g_get_monotonic_time ();
  g_autoptr (GArray) scans = fo_image_read_scans (path, AT_US, &error);
  took_us = g_get_monotonic_time () - begin_us;
  g_assert_no_error (error);
  g_test_message ("%u symbols in noise, after %" G_GINT64_FORMAT " ms", scans->len, took_us / 1000);
  g_assert_cmpint (took_us, <, 30 * G_USEC_PER_SEC);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = path_of (name);
    g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("fo-image-XXXXXX", NULL);
  g_test_add_func ("/drivers/image/two-symbols", test_two_symbols);
  g_test_add_func ("/drivers/image/transparent", test_transparent);
  g_test_add_func ("/drivers/image/nothing-to-read", test_nothing_to_read);
  g_test_add_func ("/drivers/image/long-name", test_long_name);
  g_test_add_func ("/drivers/image/broken", test_broken);
  g_test_add_func ("/drivers/image/other-formats", test_other_formats);
  g_test_add_func ("/drivers/image/bomb", test_bomb);
  g_test_add_func ("/drivers/image/huge-file", test_huge_file);
  g_test_add_func ("/drivers/image/damaged", test_damaged);
  g_test_add_func ("/drivers/image/noise", test_noise);
  int status = g_test_run ();
  remove_folder ();
  return status;
}
