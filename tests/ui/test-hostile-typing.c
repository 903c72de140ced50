/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three hundred codes that nobody should hold before a scanner, typed into the window by one that nobody has paired: refused as
 * keys, or given to the desk as a scan and refused there. The warehouse is the same afterwards, cell by cell. True keys through
 * the X server: test-typing.c; other ways into the desk: tests/hostile/codes.c. */
#include "rig.h"

#include "hostile/codes-paths.h"
#include "hostile/store-digest.h"
#include "drivers/typist.h"
#include "shell/burst.h"
#include "shell/router.h"
#include "support/hostile-codes.h"
#include "support/seed.h"

#include <linux/input-event-codes.h>
#include <string.h>

enum { CODES = 300, EACH_MS = 3 };

/* Without its END it lacks the last key that went down and all behind it. */
static FoBurstKind
type_to (const guint8 *bytes, gsize length, const char *in_the_middle, gboolean end, FoScan *ret_scan, FoVerdict *ret_verdict)
{
  g_autoptr (GArray) typed = codes_type (bytes, length, in_the_middle);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (FoBurstKey));
  guint n = typed->len;

  while (!end && n > 0 && !g_array_index (typed, TypistKey, n - 1).down)
    n--;
  if (!end && n > 0)
    n--;
  for (guint i = 0; i < n; i++) {
    const TypistKey *key = &g_array_index (typed, TypistKey, i);
    const FoBurstKey burst = { .code = key->code, .down = key->down, .at_ms = i * EACH_MS };
    g_array_append_val (keys, burst);
  }
  return keys->len > 0 ? fo_burst_judge (keys, 17, ret_scan, ret_verdict) : FO_BURST_PERSON;
}

static FoBurstKind
type (const guint8 *bytes, gsize length, const char *in_the_middle, FoScan *ret_scan, FoVerdict *ret_verdict)
{
  return type_to (bytes, length, in_the_middle, TRUE, ret_scan, ret_verdict);
}

/* A scanner that sends no Enter says the same or nothing, and no command either. */
static void
try_without_end (const guint8 *bytes, gsize length, const FoScan *with_end)
{
  FoVerdict verdict = FO_OK;
  FoScan scan;

  if (type_to (bytes, length, NULL, FALSE, &scan, &verdict) != FO_BURST_SCAN)
    return;
  g_assert_true (g_ascii_strncasecmp (scan.bytes, "FO:C:", 5) != 0 && g_ascii_strncasecmp (scan.bytes, "FOT:C:", 6) != 0);
  if (with_end)
    g_assert_cmpmem (scan.bytes, scan.length, with_end->bytes, with_end->length);
}

/* Keys that are pressed for it, its Enter among them. */
static guint
strokes (const guint8 *bytes, gsize length)
{
  g_autoptr (GArray) typed = codes_type (bytes, length, NULL);
  guint n = 0;

  for (guint i = 0; i < typed->len; i++)
    n += g_array_index (typed, TypistKey, i).down && g_array_index (typed, TypistKey, i).code != KEY_LEFTSHIFT;
  return n;
}

typedef struct {
  guint scans, refused, nothing, good;
} Typed;

/* Its line breaks at the end are the scanner's own Enter. */
static gboolean
is_good (const guint8 *bytes, gsize length)
{
  while (length > 0 && bytes[length - 1] && strchr ("\r\n", bytes[length - 1]))
    length--;
  return fo_test_is_good_code ((const char *) bytes, length);
}

static void
try_code (Rig *rig, GBytes *code, Typed *typed)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (code, &length);
  guint answers = rig->answers;
  FoVerdict verdict = FO_OK;
  FoBurstKind kind;
  FoMood mood;
  FoScan scan;

  kind = type (bytes, length, NULL, &scan, &verdict);
  try_without_end (bytes, length, kind == FO_BURST_SCAN ? &scan : NULL);
  if (kind == FO_BURST_SCAN && !is_good (bytes, length)) {
    g_assert_true (g_ascii_strncasecmp (scan.bytes, "FO:C:", 5) != 0);
    g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
    rig_await (rig, answers + 1);
    mood = fo_verdict_mood (rig->verdict);
    if (mood == FO_MOOD_OK || mood == FO_MOOD_DONE)
      g_test_fail_printf ("%s was answered with %s", scan.bytes, fo_verdict_name (rig->verdict));
    typed->scans++;
  } else if (is_good (bytes, length))
    typed->good++;
  else if (verdict != FO_OK)
    typed->refused++;
  else {
    typed->nothing++; /* a lone Enter: one key is what a person's finger does, and no timing tells */
    g_assert_cmpint (kind, ==, FO_BURST_PERSON);
    g_assert_cmpuint (strokes (bytes, length), <=, 1);
  }
  g_assert_cmpint (type (bytes, length, "f10", &scan, &verdict), !=, FO_BURST_SCAN);
}

static void
test_codes (void)
{
  static const char *const pages[] = { "receive", "put-away", "pick", "ship", "look-up" };
  g_autoptr (GRand) random = fo_test_rand ("hostile typing");
  g_autoptr (GPtrArray) codes = fo_test_hostile_codes (random, CODES);
  g_autoptr (Rig) rig = rig_new ();
  Typed typed = { 0 };

  for (gsize p = 0; p < G_N_ELEMENTS (pages); p++) {
    g_autofree char *before = NULL, *after = NULL, *command = g_strconcat ("task ", pages[p], NULL);

    rig_command (rig, command, FO_OK);
    before = store_digest (rig->store_uri, "station"); /* it says now and then that it is there */
    for (guint i = 0; i < codes->len; i++)
      try_code (rig, codes->pdata[i], &typed);
    after = store_digest (rig->store_uri, "station");
    g_assert_cmpstr (before, ==, after);
  }
  g_test_message ("%u hostile codes typed on %u pages: %u refused as keys, %u by the desk, %u a lone key, %u ours with an Enter",
                  codes->len, (guint) G_N_ELEMENTS (pages), typed.refused, typed.scans, typed.nothing, typed.good);
}

/* The control: what is good comes through, and acts. */
static void
test_good (void)
{
  static const char good[] = "4601234567893";
  g_autoptr (Rig) rig = rig_new ();
  FoVerdict verdict = FO_OK;
  guint answers;
  FoScan scan;

  rig_command (rig, "task receive", FO_OK);
  answers = rig->answers;
  g_assert_cmpint (type ((const guint8 *) good, strlen (good), NULL, &scan, &verdict), ==, FO_BURST_SCAN);
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scan));
  rig_await (rig, answers + 1);
  g_assert_cmpstr (rig->view.instruction_id, !=, "task.receive.goods"); /* it asks for the lot of what it knows */
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/hostile-typing/codes", test_codes);
  g_test_add_func ("/ui/hostile-typing/good", test_good);
  return g_test_run ();
}
