/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bars of codes and labels: instructions of a GS1 code and of a label (drawn and read back), and the table of damaged
 * pictures: how many of the ten of a cell still read, and that none is ever read as something else. */
#include "../instructions.h"
#include "firstout/core/gs1.h"
#include "firstout/label/label.h"
#include "pictures.h"
#include "support/seed.h"
#include "where.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODES_SHORT 100
#define CODES_LONG 1100
#define LABELS_SHORT 1
#define LABELS_LONG 6

static const char *program;
static int n_short;

static void
bar (const char *name, double value, double limit)
{
  bool ok = value <= limit;

  printf ("%s\t%g\t%g\t%s\n", name, value, limit, ok ? "ok" : "short");
  fflush (stdout);
  n_short += !ok;
}

static void
report (const char *name, double value)
{
  printf ("%s\t%.0f\t-\tok\n", name, value);
  fflush (stdout);
}

/* ---- the child that is counted ----------------------------------------------------------------------------------- */

static const char *const codes[] = {
  "010460123456789317270531" "10B2411-07",
  "0104601234567893" "10B2411-07\x1d" "17270531" "3711",
  "0104601234567893" "215Kf&+=;k!\x1d" "91EE11\x1d" "92dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=",
  "00046012345678901238",
  "(01)04601234567893(17)270531(10)B2411-07",
};

static int
run_parse (guint n)
{
  FoDay today = fo_day_from_civil (2026, 11, 21);

  for (guint i = 0; i < n; i++) {
    FoGs1 gs1;
    const char *code = codes[i % G_N_ELEMENTS (codes)];

    if (fo_gs1_parse (&gs1, code, strlen (code), today) == FO_CODE_EMPTY)
      return 2;
  }
  return 0;
}

/* Strings without their separators: all readings, as an outbound task asks for them. */
static int
run_readings (guint n)
{
  FoDay today = fo_day_from_civil (2026, 11, 21);
  static const char glued[] = "0104601234567893" "10B2411-07" "17270531" "21123456";
  FoGs1 *readings = g_new (FoGs1, 64);

  for (guint i = 0; i < n; i++)
    if (fo_gs1_readings (glued, strlen (glued), today, readings, 64) == 0)
      return 2;
  g_free (readings);
  return 0;
}

static int
run_label (const char *name, guint n)
{
  g_autofree char *path = g_strdup_printf ("%s/data/labels/%s.label", FO_SOURCE_DIR, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoLabelTemplate) template = fo_label_template_load (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++) {
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabel) label = NULL;

    fo_args_set_text (&fields, "item", "Герметик анаэробный 310 мл");
    fo_args_set_text (&fields, "code", "SEALANT-310");
    fo_args_set_text (&fields, "lot", "B2411-07");
    fo_args_set_text (&fields, "gs1", "010460123456789317270531" "10B2411-07");
    fo_args_set_text (&fields, "own", "FO:L:SEALANT-310/B2411-07");
    fo_args_set_text (&fields, "place", "A-02-3");
    fo_args_set_text (&fields, "tracked", "1");
    if (fo_label_compose (template, FO_LANGUAGE_RU, &fields, FO_LABEL_DPI, &label, &refusal) != FO_OK) {
      g_printerr ("bench: %s: %s at %s\n", name, fo_verdict_name (refusal.verdict), refusal.field);
      return 2;
    }
  }
  return 0;
}

static int
run_child (const char *what, guint n)
{
  if (g_str_equal (what, "parse"))
    return run_parse (n);
  if (g_str_equal (what, "readings"))
    return run_readings (n);
  return run_label (what, n);
}

/* ---- the bars ---------------------------------------------------------------------------------------------------- */

static double
each (const char *what, guint shorter, guint longer)
{
  g_autofree char *few = g_strdup_printf ("%u", shorter), *many = g_strdup_printf ("%u", longer);
  const char *few_argv[] = { program, "--child", what, few, NULL };
  const char *many_argv[] = { program, "--child", what, many, NULL };

  return (bench_instructions (many_argv) - bench_instructions (few_argv)) / (longer - shorter);
}

static void
measure_instructions (void)
{
  report ("codes/instructions-per-gs1-code", each ("parse", CODES_SHORT, CODES_LONG));
  report ("codes/instructions-per-code-without-separators", each ("readings", CODES_SHORT / 10, CODES_LONG / 10));
  report ("labels/instructions-per-lot-label-drawn-and-read", each ("lot", LABELS_SHORT, LABELS_LONG));
  report ("labels/instructions-per-place-label-drawn-and-read", each ("place", LABELS_SHORT, LABELS_LONG));
}

/* COUNT pictures a cell, of every STEP-th damage. */
static void
measure_pictures (guint count, guint step)
{
  g_autoptr (GRand) rand = fo_test_rand ("pictures");
  guint wrong = 0, unread = 0;

  for (guint damage = 0; damage < pictures_n_damages (); damage += step)
    for (guint kind = 0; kind < pictures_n_kinds (); kind++) {
      PictureCell cell = pictures_measure (kind, damage, count, rand);
      g_autofree char *name = g_strdup_printf ("pictures/%s/%s/percent-read", pictures_damage_name (damage), pictures_kind_name (kind));

      report (name, 100.0 * cell.right / count);
      if (cell.wrong > 0)
        g_printerr ("bench: %s: %u read as something else, \"%s\" for \"%s\"\n", name, cell.wrong, cell.instead, cell.meant);
      wrong += cell.wrong;
      unread += pictures_must_read (kind, damage) ? count - cell.right : 0;
    }
  bar ("pictures/undamaged-and-not-read", unread, 0);
  bar ("pictures/read-as-something-else", wrong, 0);
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  if (argc > 1 && g_str_equal (argv[1], "--quick")) {
    measure_pictures (1, 3);
    return n_short > 0;
  }
  measure_instructions ();
  measure_pictures (10, 1);
  return n_short > 0;
}
