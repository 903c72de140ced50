/* SPDX-License-Identifier: GPL-3.0-or-later
 * What cells show, as functions of values; and the table of moods. */
#include "common/closures.h"
#include "common/speech.h"
#include "orders/line-bar.h"
#include "shell/moods.h"
#include "where.h"

#include <math.h>
#include <string.h>

static void
test_progress (void)
{
  g_assert_cmpint (fo_progress_of (0, 6 * FO_ONE), ==, FO_PROGRESS_WAITING);
  g_assert_cmpint (fo_progress_of (5 * FO_ONE, 6 * FO_ONE), ==, FO_PROGRESS_PART);
  g_assert_cmpint (fo_progress_of (6 * FO_ONE, 6 * FO_ONE), ==, FO_PROGRESS_DONE);
  g_assert_cmpint (fo_progress_of (7 * FO_ONE, 6 * FO_ONE), ==, FO_PROGRESS_DONE);
  g_assert_cmpint (fo_progress_of (3 * FO_ONE, 0), ==, FO_PROGRESS_COUNTED);
  g_assert_cmpint (fo_progress_of (0, 0), ==, FO_PROGRESS_WAITING);
  g_assert_cmpfloat (fo_progress_fraction (7, 6), ==, 1);
  g_assert_cmpfloat (fo_progress_fraction (3, 0), ==, 0);
}

static void
test_counts (void)
{
  g_autofree char *part = fo_count_text (FO_LANGUAGE_RU, 2 * FO_ONE + FO_ONE / 2, 6 * FO_ONE);
  g_autofree char *only = fo_count_text (FO_LANGUAGE_EN, 12 * FO_ONE, 0);

  g_assert_cmpstr (part, ==, "2,5 / 6");
  g_assert_cmpstr (only, ==, "12");
}

static void
test_life (void)
{
  g_assert_cmpint (fo_life_left (FO_DAY_NONE, 100), ==, FO_LIFE_NO_DAY);
  g_assert_cmpint (fo_life_left (99, 100), ==, FO_LIFE_OVER);
  g_assert_cmpint (fo_life_left (100, 100), ==, FO_LIFE_NEAR); /* the last day is a usable one */
  g_assert_cmpint (fo_life_left (131, 100), ==, FO_LIFE_LONG);
}

static void
test_readiness (void)
{
  FoOrder order = { .state = FO_ORDER_READY, .gate = FO_GATE_OPEN };

  g_assert_cmpint (fo_readiness_of (&order), ==, FO_READY_NOW);
  order.gate = FO_GATE_CLOSED;
  g_assert_cmpint (fo_readiness_of (&order), ==, FO_READY_GATE);
  order.gate = FO_GATE_OVERRIDE;
  g_assert_cmpint (fo_readiness_of (&order), ==, FO_READY_NOW);
  order.state = FO_ORDER_PICKED;
  g_assert_cmpint (fo_readiness_of (&order), ==, FO_READY_BENCH);
}

static void
test_pills_differ (void)
{
  for (int a = 0; a < FO_N_READINESSES; a++) {
    g_assert_true (fo_words_known (FO_LANGUAGE_RU, fo_readiness_message ((FoReadiness) a)));
    for (int b = 0; b < a; b++)
      g_assert_cmpstr (fo_readiness_sign ((FoReadiness) a), !=, fo_readiness_sign ((FoReadiness) b));
  }
  for (int a = 0; a < FO_N_PROGRESSES; a++) {
    g_assert_true (fo_words_known (FO_LANGUAGE_DE, fo_progress_message ((FoProgress) a)));
    for (int b = 0; b < a; b++)
      g_assert_cmpstr (fo_progress_sign ((FoProgress) a), !=, fo_progress_sign ((FoProgress) b));
  }
}

/* The parts of the bar are the whole of the line. */
static void
test_bar_adds_up (void)
{
  const FoLine line = { .goods = true, .ordered_u = 30, .cancelled_u = 2, .promised_u = 12, .from_supply_u = 5, .held_u = 4,
                        .picked_u = 3, .shipped_u = 2 };
  FoQuantity sum_u = 0;

  for (int part = 0; part < FO_N_BAR_PARTS; part++)
    sum_u += fo_bar_part_u (&line, (FoBarPart) part);
  g_assert_cmpint (sum_u, ==, line.ordered_u - line.cancelled_u);
  g_assert_cmpint (fo_bar_part_u (&line, FO_BAR_PROMISED), ==, 7);
}

static void
test_bytes (void)
{
  FoScan scan;
  g_autofree char *text = NULL, *cut = NULL;

  g_assert_true (fo_scan_init (&scan, "]d2010460\x1d" "10A\xff", 14, FO_SYMBOLOGY_UNKNOWN, "x", 0));
  text = fo_bytes_text (&scan, 100);
  cut = fo_bytes_text (&scan, 3);
  g_assert_cmpstr (text, ==, "010460<GS>10A\357\277\275");
  g_assert_cmpstr (cut, ==, "010…");
}

/* When something comes, as people say it. */
static void
test_due (void)
{
  static const struct {
    FoLanguage language;
    int days;
    const char *text;
  } cases[] = {
    { FO_LANGUAGE_RU, 0, "сегодня" },
    { FO_LANGUAGE_RU, 1, "завтра" },
    { FO_LANGUAGE_RU, 3, "через 3 дня" },
    { FO_LANGUAGE_RU, -1, "опаздывает на 1 день" },
    { FO_LANGUAGE_DE, 2, "in 2 Tagen" },
    { FO_LANGUAGE_EN, -5, "5 days late" },
    { FO_LANGUAGE_RU, 12, "04.12.2026" },
  };
  g_autofree char *nothing = NULL;
  FoDay today;

  g_assert_cmpint (fo_day_parse_iso ("2026-11-22", &today), ==, FO_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = fo_due_text (cases[i].language, today + cases[i].days, today);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
  nothing = fo_due_text (FO_LANGUAGE_RU, FO_DAY_NONE, today);
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_subject (void)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *nothing = fo_subject_text (&args), *paper = NULL, *goods = NULL;

  fo_args_set_text (&args, "document", "ZP-31");
  paper = fo_subject_text (&args);
  fo_args_set_text (&args, "item", "Sealant");
  fo_args_set_text (&args, "lot", "B2411");
  goods = fo_subject_text (&args);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_cmpstr (paper, ==, "ZP-31");
  g_assert_cmpstr (goods, ==, "Sealant · B2411");
}

/* ---- moods ---------------------------------------------------------------------------------------------------------------------- */

static double
channel (const char *colour, int i)
{
  double value = (g_ascii_xdigit_value (colour[1 + 2 * i]) * 16 + g_ascii_xdigit_value (colour[2 + 2 * i])) / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (const char *colour)
{
  return 0.2126 * channel (colour, 0) + 0.7152 * channel (colour, 1) + 0.0722 * channel (colour, 2);
}

/* WCAG 2 */
static double
contrast (const char *a, const char *b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

static double
lightness (const char *colour)
{
  return 116 * cbrt (luminance (colour)) - 16;
}

static void
test_mood_contrast (void)
{
  for (int mood = 0; mood < FO_N_MOODS; mood++) {
    const FoMoodLook *look = fo_mood_look ((FoMood) mood);
    g_test_message ("%s: %.1f : 1", look->css_class, contrast (look->background, look->ink));
    g_assert_cmpfloat (contrast (look->background, look->ink), >=, 7);
  }
}

/* Who sees no colours tells them by lightness, shape, word and sound. */
static void
test_moods_differ (void)
{
  for (int a = 0; a < FO_N_MOODS; a++) {
    const FoMoodLook *x = fo_mood_look ((FoMood) a);

    g_assert_cmpint (x->mood, ==, a);
    g_assert_true (fo_words_known (FO_LANGUAGE_RU, x->word));
    for (int b = 0; b < a; b++) {
      const FoMoodLook *y = fo_mood_look ((FoMood) b);
      g_assert_cmpfloat (fabs (lightness (x->background) - lightness (y->background)), >=, 10);
      g_assert_cmpstr (x->icon, !=, y->icon);
      g_assert_cmpstr (x->sound, !=, y->sound);
      g_assert_cmpstr (x->word, !=, y->word);
    }
  }
}

static void
test_mood_sounds_are_there (void)
{
  for (int mood = 0; mood < 2 * FO_N_MOODS; mood++) {
    g_autofree char *path = g_strdup_printf ("%s/data/sounds/%s%s.wav", FO_SOURCE_DIR,
                                             fo_mood_look ((FoMood) (mood / 2))->sound, mood % 2 ? "-2" : "");
    g_autofree char *bytes = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
    g_assert_cmpmem (bytes, 4, "RIFF", 4);
    g_assert_cmpint (bytes[20], ==, 1);  /* PCM */
    g_assert_cmpint (bytes[34], ==, 16); /* bits: what libcanberra plays */
    g_assert_cmpuint (length, <, 22050); /* less than half a second: the next scan is never talked over */
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/closures/progress", test_progress);
  g_test_add_func ("/ui/closures/counts", test_counts);
  g_test_add_func ("/ui/closures/life", test_life);
  g_test_add_func ("/ui/closures/readiness", test_readiness);
  g_test_add_func ("/ui/closures/pills-differ", test_pills_differ);
  g_test_add_func ("/ui/closures/bar-adds-up", test_bar_adds_up);
  g_test_add_func ("/ui/closures/bytes", test_bytes);
  g_test_add_func ("/ui/closures/due", test_due);
  g_test_add_func ("/ui/closures/subject", test_subject);
  g_test_add_func ("/ui/moods/contrast", test_mood_contrast);
  g_test_add_func ("/ui/moods/differ", test_moods_differ);
  g_test_add_func ("/ui/moods/sounds", test_mood_sounds_are_there);
  return g_test_run ();
}
