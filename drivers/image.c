/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/image.h"
#include "firstout/symbol/symbol.h"

#include <errno.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>

#define READ_TIMEOUT_MS 2000 /* a file may take longer than a frame of a camera */

G_DEFINE_QUARK (fo-image-error-quark, fo_image_error)

/* ---- judged before anything of it is unpacked -------------------------------------------------------------------- */

static bool
refuse (GError **error, FoImageError kind, const char *path, const char *why)
{
  g_set_error (error, FO_IMAGE_ERROR, (int) kind, "%s: %s", path, why);
  return false;
}

static bool
check_file (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0) {
    int code = errno;
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path, g_strerror (code));
    return false;
  }
  if (!S_ISREG (status.st_mode))
    return refuse (error, FO_IMAGE_ERROR_BROKEN, path, "not a file");
  return status.st_size <= FO_IMAGE_FILE_MAX || refuse (error, FO_IMAGE_ERROR_TOO_LARGE, path, "more than 64 MB");
}

/* A picture of a few bytes may claim any size: its header is read first. Only PNG and JPEG, for each further format
 * is one more parser that a stranger's file reaches. */
static bool
check_picture (const char *path, GError **error)
{
  int width = 0, height = 0;
  GdkPixbufFormat *format = gdk_pixbuf_get_file_info (path, &width, &height);
  g_autofree char *name = format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;

  if (g_strcmp0 (name, "png") != 0 && g_strcmp0 (name, "jpeg") != 0)
    return refuse (error, FO_IMAGE_ERROR_BROKEN, path, "not a PNG or JPEG picture");
  if (width > FO_SYMBOL_SIDE_MAX || height > FO_SYMBOL_SIDE_MAX || (gint64) width * height > FO_SYMBOL_AREA_MAX)
    return refuse (error, FO_IMAGE_ERROR_TOO_LARGE, path, "more dots than are looked at");
  return true;
}

static GdkPixbuf *
load (const char *path, GError **error)
{
  g_autoptr (GError) broken = NULL;

  if (!check_file (path, error) || !check_picture (path, error))
    return NULL;
  GdkPixbuf *picture = gdk_pixbuf_new_from_file (path, &broken);
  if (picture == NULL)
    refuse (error, FO_IMAGE_ERROR_BROKEN, path, broken->message);
  return picture;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* ITU-R BT.601 luma in 256ths; what shines through is white paper. */
static guint8
grey_of (const guint8 *dot, bool has_alpha)
{
  guint luma = (77u * dot[0] + 150u * dot[1] + 29u * dot[2]) >> 8;

  if (has_alpha)
    luma = (luma * dot[3] + 255u * (255u - dot[3])) / 255u;
  return (guint8) luma;
}

/* One byte a dot, no padding. */
static guint8 *
to_grey (const GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  int stride = gdk_pixbuf_get_rowstride (picture), channels = gdk_pixbuf_get_n_channels (picture);
  bool has_alpha = gdk_pixbuf_get_has_alpha (picture);
  const guint8 *dots = gdk_pixbuf_read_pixels (picture);
  guint8 *grey = g_malloc ((gsize) width * (gsize) height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      grey[(gsize) y * (gsize) width + (gsize) x] =
          grey_of (dots + (gsize) y * (gsize) stride + x * channels, has_alpha);
  return grey;
}

/* "image:" and the file's name, cut at a character. */
static void
name_device (const char *path, char *device)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  const char *end = NULL;
  gsize prefix = g_strlcpy (device, "image:", FO_SCAN_DEVICE_MAX);

  g_strlcpy (device + prefix, valid, FO_SCAN_DEVICE_MAX - prefix);
  if (!g_utf8_validate (device, -1, &end))
    device[end - device] = '\0';
}

static GArray *
to_scans (const FoSymbolFound *found, int n, const char *path, int64_t at_us)
{
  GArray *scans = g_array_new (FALSE, FALSE, sizeof (FoScan));
  char device[FO_SCAN_DEVICE_MAX];

  name_device (path, device);
  for (int i = 0; i < n; i++) {
    FoScan scan;
    if (found[i].length <= FO_SCAN_BYTES_MAX
        && fo_scan_init (&scan, found[i].bytes, found[i].length, found[i].symbology, device, at_us)) {
      scan.separators = FO_SEPARATORS_SENT; /* both libraries keep them */
      g_array_append_val (scans, scan);
    }
  }
  return scans;
}

GArray *
fo_image_read_scans (const char *path, int64_t at_us, GError **error)
{
  g_autoptr (GdkPixbuf) picture = load (path, error);
  g_autofree FoSymbolFound *found = g_new (FoSymbolFound, FO_IMAGE_SYMBOLS_MAX);

  if (picture == NULL)
    return NULL;
  g_autofree guint8 *grey = to_grey (picture);
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  int n = fo_symbol_search (grey, width, height, width, FO_SYMBOL_READ_ALL, READ_TIMEOUT_MS, found, FO_IMAGE_SYMBOLS_MAX);
  if (n < 0) {
    refuse (error, FO_IMAGE_ERROR_TOO_LARGE, path, "more dots than are looked at");
    return NULL;
  }
  return to_scans (found, n, path, at_us);
}
