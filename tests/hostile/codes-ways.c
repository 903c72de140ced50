/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codes-ways.h"
#include "firstout/drivers/image.h"
#include "firstout/symbol/symbol.h"
#include "hostile.h"
#include "store-digest.h"
#include "support/hostile-codes.h"
#include "support/seed.h"
#include "support/stores.h"
#include "where.h"
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define PROGRAM FO_BUILD_DIR "/firstoutctl"
#define TODAY "2026-11-22"

/* ---- pictures ---------------------------------------------------------------------------------------------------- */

static void
save_picture (const FoSymbol *symbol, const char *path)
{
  int width = 0, height = 0;
  g_autofree guint8 *grey = fo_symbol_to_grey (symbol, 3, 0, &width, &height);
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GError) error = NULL;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memset (gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + x * 3, grey[y * width + x], 3);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
}

/* The scans of a picture of BYTES; NULL when no symbol can say them. */
static GArray *
read_picture (const guint8 *bytes, gsize length)
{
  g_autofree char *path = g_strdup_printf ("%s/hostile.png", fo_test_folder_name ());
  g_autoptr (GError) error = NULL;
  g_auto (FoSymbol) symbol = { 0 };
  GArray *scans;

  if (fo_symbol_make (FO_SYMBOL_QR, (const char *) bytes, length, &symbol) != FO_OK)
    return NULL;
  save_picture (&symbol, path);
  scans = fo_image_read_scans (path, 0, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return scans;
}

/* In every task; did the store change? */
static bool
try_pictures (CodesDesk *desk, const GPtrArray *codes, const GPtrArray *pictures, CodesCount *count)
{
  bool changed = false;

  for (guint t = 0; t < CODES_TASKS; t++) {
    g_autofree char *before = NULL, *after = NULL;

    codes_desk_command (desk, codes_tasks[t]);
    before = store_digest (desk->uri, "station");
    for (guint i = 0; i < pictures->len; i++, count->played++) {
      const GArray *scans = pictures->pdata[i];
      gsize length;
      const guint8 *bytes = g_bytes_get_data (codes->pdata[i], &length);

      count->unheard += !scans || scans->len == 0;
      for (guint s = 0; scans && s < scans->len; s++)
        codes_judge (desk, count, &g_array_index (scans, FoScan, s), bytes, length);
    }
    after = store_digest (desk->uri, "station");
    changed |= !g_str_equal (before, after);
  }
  return changed;
}

static void
free_scans (gpointer scans)
{
  if (scans)
    g_array_unref (scans);
}

/* Reading a picture takes its time: a tenth of them, unless all are asked for. */
void
codes_by_picture (const GPtrArray *codes)
{
  g_autoptr (GArray) good = read_picture ((const guint8 *) CODES_GOOD, strlen (CODES_GOOD));
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (free_scans), of = g_ptr_array_new ();
  guint step = fo_test_count (1) > 1 ? 1 : 10;
  g_auto (CodesDesk) desk = { 0 };
  CodesCount count = { 0 };
  bool changed, controlled;

  for (guint i = 0; i < codes->len; i += step) {
    gsize length;
    const guint8 *bytes = g_bytes_get_data (codes->pdata[i], &length);

    g_ptr_array_add (of, codes->pdata[i]);
    g_ptr_array_add (pictures, read_picture (bytes, length));
  }
  count.wanted = of->len * CODES_TASKS;
  codes_desk_init (&desk);
  changed = try_pictures (&desk, of, pictures, &count);
  codes_desk_command (&desk, "task receive");
  controlled = good && good->len == 1 && codes_desk_scan (&desk, &g_array_index (good, FoScan, 0));
  codes_tell ("pictures", &count, !changed, controlled);
}

/* ---- the programs ------------------------------------------------------------------------------------------------ */

/* What PROGRAM answers to LINES; it must end by itself and well. */
static char **
answers (const GString *lines, const char *const *argv, bool *ret_well)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) in = g_bytes_new (lines->str, lines->len), out = NULL;
  g_autofree char *text = NULL;
  bool done;

  g_assert_no_error (error);
  done = g_subprocess_communicate (process, in, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  *ret_well = done && g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0;
  text = g_strndup (g_bytes_get_data (out, NULL) ? g_bytes_get_data (out, NULL) : "", g_bytes_get_size (out));
  return g_strsplit (text, "\n", -1);
}

/* A line of input is a line of output. An LF in a code makes two lines of it. */
static void
add_line (GString *lines, const char *word, GBytes *code, guint *ret_lines)
{
  gsize length;
  const char *bytes = g_bytes_get_data (code, &length);

  g_string_append (lines, word);
  g_string_append_len (lines, bytes, (gssize) length);
  g_string_append_c (lines, '\n');
  for (gsize i = 0; i <= length; i++)
    *ret_lines += i == length || bytes[i] == '\n';
}

static bool
is_action (const char *answer)
{
  const char *at = strstr (answer, "\"verdict\":\"");
  g_autofree char *name = NULL;
  FoVerdict verdict;

  g_assert_nonnull (at);
  at += strlen ("\"verdict\":\"");
  name = g_strndup (at, strcspn (at, "\""));
  g_assert_true (fo_verdict_parse (name, &verdict));
  return fo_verdict_mood (verdict) == FO_MOOD_OK || fo_verdict_mood (verdict) == FO_MOOD_DONE;
}

/* A line that ends in CR ends before it, so that one of our codes and CR is our code: left out, and counted. */
static bool
is_good_line (GBytes *code)
{
  gsize length;
  const char *bytes = g_bytes_get_data (code, &length);
  g_autofree char *text = g_strndup (bytes, length);

  return length == strlen (text) && fo_test_is_good_code (bytes, strlen (g_strchomp (text)));
}

/* The commands that open the tasks are answered well, and nothing else is; then the good code. Opening an order is an operation
 * of its own, so that its table grows by that one. */
void
codes_by_desk_program (const GPtrArray *codes)
{
  g_auto (CodesDesk) desk = { 0 };
  g_autofree char *before = NULL, *between = NULL, *journal = NULL;
  g_autoptr (GString) lines = g_string_new (NULL), tasks = g_string_new (NULL),
                      control = g_string_new ("command task receive\nscan " CODES_GOOD "\n");
  g_auto (GStrv) said_tasks = NULL, said = NULL, said_control = NULL;
  guint expected = 0;
  CodesCount count = { .wanted = codes->len * CODES_TASKS };
  bool well, controlled;

  codes_desk_init (&desk);
  journal = g_strconcat (desk.journal_path, "-program", NULL);
  const char *argv[] = { PROGRAM, "desk", "--store", desk.uri, "--station", "2", "--journal", journal, "--today", TODAY, NULL };
  for (guint t = 0; t < CODES_TASKS; t++) {
    g_string_append_printf (lines, "command %s\n", codes_tasks[t]);
    g_string_append_printf (tasks, "command %s\n", codes_tasks[t]);
    expected++;
    for (guint i = 0; i < codes->len; i++, count.played++) {
      if (is_good_line (codes->pdata[i]))
        count.good++;
      else
        add_line (lines, "scan ", codes->pdata[i], &expected);
    }
  }
  said_tasks = answers (tasks, argv, &well);
  before = store_digest (desk.uri, "operation station");
  said = answers (lines, argv, &well);
  between = store_digest (desk.uri, "operation station");
  for (guint i = 0; said[i] && *said[i]; i++)
    count.acted += is_action (said[i]);
  count.acted -= MIN (count.acted, CODES_TASKS); /* the commands */
  said_control = answers (control, argv, &controlled);
  controlled &= g_strv_length (said_control) == 3 && is_action (said_control[1]);
  codes_tell ("firstoutctl desk", &count, g_str_equal (before, between), controlled);
  bar_at_least ("hostile codes, firstoutctl desk: lines answered", well ? g_strv_length (said) - 1 : 0, expected);
}

void
codes_by_code_program (const GPtrArray *codes)
{
  const char *argv[] = { PROGRAM, "code", "--today", TODAY, NULL };
  g_autoptr (GString) lines = g_string_new (NULL);
  g_auto (GStrv) said = NULL;
  guint expected = 0;
  bool well;

  for (guint i = 0; i < codes->len; i++)
    add_line (lines, "", codes->pdata[i], &expected);
  said = answers (lines, argv, &well);
  bar_at_least ("hostile codes, firstoutctl code: lines answered", well ? g_strv_length (said) - 1 : 0, expected);
}
