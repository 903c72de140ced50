/* SPDX-License-Identifier: GPL-3.0-or-later
 * Three hundred codes that nobody should hold before a scanner (support/hostile-codes.h) on every way into the desk: as reports,
 * lines and keys through the decoders, as pictures, and as lines for firstoutctl; in every task. None may do anything, and the
 * store is the same afterwards, cell by cell. What a way cannot carry is counted as that. The control is a good code on the
 * same way, which must act. (The way through the window: tests/ui/test-hostile-typing.c.) */
#include "codes-desk.h"
#include "codes-paths.h"
#include "codes-ways.h"
#include "hostile.h"
#include "store-digest.h"
#include "support/hostile-codes.h"
#include "support/seed.h"
#include <string.h>

#define CODES 300
#define OPENED_US G_GINT64_CONSTANT (5000000)
#define QUIET_US 1000000
#define TRANSFER_US 4000

typedef struct {
  const CodesPath *path;
  gpointer state;
  int64_t now_us;
  GArray *scans; /* of the code in hand */
  guint faults;
} Player;

static void
on_scan (const FoScan *scan, void *user)
{
  g_array_append_vals (((Player *) user)->scans, scan, 1);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  (void) fault, (void) at_us;
  ((Player *) user)->faults++;
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault };

static void
player_init (Player *player, const CodesPath *path)
{
  const FoDecoderSetup setup = { .device = "hostile",
                                 .descriptor = path->descriptor,
                                 .descriptor_bytes = path->descriptor_bytes,
                                 .quirks = path->quirks };
  const char *reason = NULL;
  bool started;

  *player = (Player){ path, g_malloc (path->ops->state_size), OPENED_US, g_array_new (FALSE, FALSE, sizeof (FoScan)), 0 };
  started = path->ops->start (player->state, &setup, 0, &reason);
  g_assert_true (started);
  if (path->ops->opened)
    path->ops->opened (player->state, player->now_us, &sink, player);
}

static void
player_clear (Player *player)
{
  g_free (player->state);
  g_array_unref (player->scans);
}

static void
pass (Player *player, int64_t us)
{
  const FoDecoderOps *ops = player->path->ops;
  int64_t end_us = player->now_us + us;

  for (int64_t due_us; (due_us = ops->due (player->state)) <= end_us;) {
    player->now_us = MAX (due_us, player->now_us);
    ops->tick (player->state, player->now_us, &sink, player);
  }
  player->now_us = end_us;
}

/* Everything that is heard of one code. */
static void
play (Player *player, const guint8 *bytes, gsize length)
{
  g_autoptr (GPtrArray) transfers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_array_set_size (player->scans, 0);
  player->faults = 0;
  player->path->send (bytes, length, transfers);
  for (guint i = 0; i < transfers->len; i++) {
    gsize size;
    const guint8 *transfer = g_bytes_get_data (transfers->pdata[i], &size);

    pass (player, TRANSFER_US);
    player->path->ops->feed (player->state, transfer, size, player->now_us, &sink, player);
  }
  pass (player, QUIET_US);
}

/* ---- what came of it --------------------------------------------------------------------------------------------- */

static bool
same_bytes (const FoScan *scan, const guint8 *bytes, gsize length)
{
  return scan->length == length && memcmp (scan->bytes, bytes, length) == 0;
}

/* What ends a line or a frame is no part of a code, so that one with such an end is another one when it comes. */
static bool
has_end (const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr ("\r\n\t\x02\x03", bytes[i]) && bytes[i])
      return true;
  return false;
}

void
codes_judge (CodesDesk *desk, CodesCount *count, const FoScan *scan, const guint8 *bytes, gsize length)
{
  if (fo_test_is_good_code (scan->bytes, scan->length) && has_end (bytes, length)) {
    count->good++;
    return;
  }
  count->whole += same_bytes (scan, bytes, length);
  if (codes_desk_scan (desk, scan)) {
    g_autofree char *shown = g_strescape (scan->bytes, NULL);
    g_print ("# codes: %s did something\n", shown);
    count->acted++;
  }
}

static void
try_code (CodesDesk *desk, Player *player, GBytes *code, CodesCount *count)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (code, &length);

  play (player, bytes, length);
  count->played++;
  count->refused_before += player->faults > 0 && player->scans->len == 0;
  count->unheard += player->faults == 0 && player->scans->len == 0;
  for (guint i = 0; i < player->scans->len; i++)
    codes_judge (desk, count, &g_array_index (player->scans, FoScan, i), bytes, length);
}

void
codes_tell (const char *way, const CodesCount *count, bool unchanged, bool controlled)
{
  char text[128];

#define BAR(what) (g_snprintf (text, sizeof text, "hostile codes, %s: %s", way, what), text)
  bar_at_least (BAR ("tried, in every task"), count->played, count->wanted);
  bar_at_most (BAR ("that did something"), count->acted, 0);
  bar_at_most (BAR ("store changed"), !unchanged, 0);
  bar_at_least (BAR ("control"), controlled, 1);
  bar_told (BAR ("refused by the driver"), count->refused_before);
  bar_told (BAR ("came whole to the desk"), count->whole);
  bar_told (BAR ("not carried"), count->unheard);
  bar_told (BAR ("one of our codes with its end, taken for it"), count->good);
#undef BAR
}

static void
try_path (const CodesPath *path, const GPtrArray *codes)
{
  g_auto (CodesDesk) desk = { 0 };
  CodesCount count = { .wanted = CODES * CODES_TASKS };
  bool acted = false;
  guint changed = 0;
  Player player;

  codes_desk_init (&desk);
  player_init (&player, path);
  for (guint t = 0; t < CODES_TASKS; t++) {
    g_autofree char *before = NULL, *after = NULL;

    codes_desk_command (&desk, codes_tasks[t]);
    before = store_digest (desk.uri, "station");
    for (guint i = 0; i < codes->len; i++)
      try_code (&desk, &player, codes->pdata[i], &count);
    after = store_digest (desk.uri, "station");
    changed += !g_str_equal (before, after);
  }
  codes_desk_command (&desk, "task receive");
  play (&player, (const guint8 *) CODES_GOOD, strlen (CODES_GOOD));
  for (guint i = 0; i < player.scans->len; i++)
    acted |= codes_desk_scan (&desk, &g_array_index (player.scans, FoScan, i));
  codes_tell (path->name, &count, changed == 0, acted != path->spoilt);
  player_clear (&player);
}

void
hostile_codes (void)
{
  g_autoptr (GRand) random = fo_test_rand ("hostile codes");
  g_autoptr (GPtrArray) codes = fo_test_hostile_codes (random, CODES);
  gsize n;
  const CodesPath *paths = codes_paths (&n);

  for (gsize i = 0; i < n; i++)
    try_path (&paths[i], codes);
  codes_by_picture (codes);
  codes_by_desk_program (codes);
  codes_by_code_program (codes);
}
