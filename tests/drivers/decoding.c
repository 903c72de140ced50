/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoding.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

#define OPENED_US G_GINT64_CONSTANT (5000000)

typedef struct {
  const Kind *kind;
  gpointer state;
  Heard *heard;
  int64_t now_us;
} Decoder;

static void
on_scan (const FoScan *scan, void *user)
{
  const Decoder *decoder = user;

  g_assert_cmpint (scan->at_us, ==, decoder->now_us);
  g_assert_cmpuint (scan->length, >, 0);
  g_assert_cmpuint (scan->length, <=, FO_SCAN_BYTES_MAX);
  heard_listener.scan (scan, decoder->heard);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  const Decoder *decoder = user;

  g_assert_cmpint (at_us, ==, decoder->now_us);
  heard_listener.fault (DEVICE, fault, decoder->heard);
}

static void
on_send (const uint8_t *bytes, size_t length, void *user)
{
  const Decoder *decoder = user;
  GString *line = g_string_new ("sent ");

  for (size_t i = 0; i < length; i++)
    g_string_append_printf (line, "%02x", bytes[i]);
  g_ptr_array_add (decoder->heard->lines, g_string_free (line, FALSE));
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault, .send = on_send };

static void
decoder_init (Decoder *decoder, const Kind *kind)
{
  const FoDecoderSetup setup = { .device = DEVICE,
                                 .descriptor = kind->descriptor,
                                 .descriptor_bytes = kind->descriptor_bytes,
                                 .quirks = kind->quirks };
  const char *reason = NULL;

  *decoder = (Decoder){ .kind = kind, .heard = heard_new (), .now_us = OPENED_US };
  decoder->state = g_malloc (kind->ops->state_size);
  g_assert_true (kind->ops->start (decoder->state, &setup, OPENED_US, &reason));
  if (kind->ops->opened != NULL)
    kind->ops->opened (decoder->state, OPENED_US, &sink, decoder);
}

static void
decoder_clear (Decoder *decoder)
{
  g_free (decoder->state);
  heard_free (decoder->heard);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

void
scenes_append (GByteArray *bytes, const char *text)
{
  if (strcmp (text, "-") == 0)
    return;
  for (const char *at = text; *at != '\0'; at++) {
    guint8 byte = *at == '~' ? 0x1d : *at == '^' ? (guint8) (*++at & 0x1f) : (guint8) *at;
    g_byte_array_append (bytes, &byte, 1);
  }
}

static void
feed (Decoder *decoder, const guint8 *bytes, gsize length)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, length); /* not a byte more: sanitizers see a step too far */

  decoder->kind->ops->feed (decoder->state, exact, length, decoder->now_us, &sink, decoder);
}

/* Time passes; the decoder is looked at in the moment it asked for. */
static void
pass (Decoder *decoder, int64_t us)
{
  const FoDecoderOps *ops = decoder->kind->ops;
  int64_t end_us = decoder->now_us + us, due_us;

  while ((due_us = ops->due (decoder->state)) <= end_us) {
    decoder->now_us = MAX (due_us, decoder->now_us);
    ops->tick (decoder->state, decoder->now_us, &sink, decoder);
    g_assert_cmpint (ops->due (decoder->state), >, decoder->now_us);
  }
  decoder->now_us = end_us;
}

static void
do_word (Decoder *decoder, const char *word)
{
  const FoDecoderOps *ops = decoder->kind->ops;

  if (g_str_has_prefix (word, "ms="))
    pass (decoder, strtol (word + 3, NULL, 10) * 1000);
  else if (g_str_has_prefix (word, "starve="))
    decoder->now_us += strtol (word + 7, NULL, 10) * 1000;
  else if (strcmp (word, "gap") == 0)
    ops->cut (decoder->state, FO_FAULT_GAP, decoder->now_us, &sink, decoder);
  else if (strcmp (word, "unplug") == 0)
    ops->cut (decoder->state, FO_FAULT_UNPLUGGED, decoder->now_us, &sink, decoder);
  else if (strcmp (word, "good") == 0 || strcmp (word, "bad") == 0)
    ops->feedback (decoder->state, word[0] == 'g' ? FO_FEEDBACK_GOOD : FO_FEEDBACK_BAD, &sink, decoder);
  else {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    decoder->now_us += decoder->kind->step_ms * 1000;
    decoder->kind->make (word, bytes);
    feed (decoder, bytes->data, bytes->len);
  }
}

static void
play (Decoder *decoder, const char *does)
{
  g_auto (GStrv) words = g_strsplit (does, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    do_word (decoder, words[i]);
}

static const char *
heard_line (const Decoder *decoder, guint index)
{
  return index < decoder->heard->lines->len ? g_ptr_array_index (decoder->heard->lines, index) : NULL;
}

/* ---- checks ------------------------------------------------------------------------------------------------------ */

void
scenes_check (const Kind *kind, const Scene *scenes, guint n)
{
  for (guint s = 0; s < n; s++) {
    Decoder decoder;
    guint i = 0, opening;
    g_test_message ("%s", scenes[s].what);
    decoder_init (&decoder, kind);
    opening = decoder.heard->lines->len;
    decoder.now_us += 1000000; /* nothing is stale any more */
    play (&decoder, scenes[s].does);
    for (; i < G_N_ELEMENTS (scenes[s].hears) && scenes[s].hears[i] != NULL; i++)
      g_assert_cmpstr (heard_line (&decoder, opening + i), ==, scenes[s].hears[i]);
    g_assert_cmpstr (heard_line (&decoder, opening + i), ==, NULL);
    decoder_clear (&decoder);
  }
}

char *
scenes_opening (const Kind *kind)
{
  Decoder decoder;

  decoder_init (&decoder, kind);
  char *line = g_strdup (heard_line (&decoder, 0) != NULL ? heard_line (&decoder, 0) : "");
  g_assert_cmpuint (decoder.heard->lines->len, <=, 1);
  decoder_clear (&decoder);
  return line;
}

void
scenes_check_stale (const Kind *kind, const char *does)
{
  for (guint ms = 230; ms <= 270; ms++) {
    Decoder decoder;
    decoder_init (&decoder, kind);
    decoder.now_us += (int64_t) (ms - kind->step_ms) * 1000;
    play (&decoder, does);
    pass (&decoder, 1000000);
    g_assert_cmpuint (heard_count (decoder.heard, FAULT ("stale")), ==, ms < 250);
    g_assert_cmpuint (heard_count (decoder.heard, "scan *"), ==, ms >= 250);
    decoder_clear (&decoder);
  }
}

void
scenes_check_unplug (const Kind *kind, const char *does, const char *hears)
{
  g_auto (GStrv) words = g_strsplit (does, " ", -1);
  guint n = g_strv_length (words);

  g_assert_cmpuint (n, >, 1);
  for (guint cut = 1; cut <= n; cut++) {
    Decoder decoder;
    decoder_init (&decoder, kind);
    decoder.now_us += 1000000;
    for (guint i = 0; i < cut; i++)
      do_word (&decoder, words[i]);
    do_word (&decoder, "unplug");
    if (cut < n) {
      g_assert_cmpuint (heard_count (decoder.heard, "scan *"), ==, 0);
      g_assert_cmpuint (heard_count (decoder.heard, FAULT ("unplugged")), ==, 1);
    }
    decoder_clear (&decoder);
    decoder_init (&decoder, kind); /* the same device again */
    decoder.now_us += 1000000;
    play (&decoder, does);
    pass (&decoder, 1000000);
    g_assert_cmpstr (heard_line (&decoder, decoder.heard->lines->len - 1), ==, hears);
    decoder_clear (&decoder);
  }
}

/* A report of DOES with some bytes changed, or cut, or nothing but random bytes. */
static void
feed_noise (Decoder *decoder, GRand *rand, char **words, guint n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  decoder->kind->make (words[g_rand_int_range (rand, 0, (gint) n)], bytes);
  if (g_rand_int_range (rand, 0, 3) == 0)
    g_byte_array_set_size (bytes, (guint) g_rand_int_range (rand, 0, 80));
  for (gint k = g_rand_int_range (rand, 0, 6); k > 0 && bytes->len > 0; k--)
    bytes->data[g_rand_int_range (rand, 0, (gint) bytes->len)] = (guint8) g_rand_int_range (rand, 0, 256);
  if (g_rand_int_range (rand, 0, 10) == 0)
    for (guint i = 0; i < bytes->len; i++)
      bytes->data[i] = (guint8) g_rand_int_range (rand, 0, 256);
  feed (decoder, bytes->data, bytes->len);
}

void
scenes_check_noise (const Kind *kind, const char *does, const char *hears)
{
  g_autoptr (GRand) rand = fo_test_rand (kind->ops->name);
  g_auto (GStrv) words = g_strsplit (does, " ", -1);
  guint count = fo_test_count (30000), n = g_strv_length (words);
  Decoder decoder;

  decoder_init (&decoder, kind);
  for (guint i = 0; i < count; i++) {
    feed_noise (&decoder, rand, words, n);
    pass (&decoder, g_rand_int_range (rand, 0, 3) == 0 ? g_rand_int_range (rand, 0, 800000) : 8000);
    if (g_rand_int_range (rand, 0, 50) == 0)
      do_word (&decoder, "gap");
    if (g_rand_int_range (rand, 0, 20) == 0)
      decoder.now_us += g_rand_int_range (rand, 0, 800000); /* nobody looks */
  }
  pass (&decoder, 2000000);
  play (&decoder, does);
  pass (&decoder, 2000000);
  g_assert_cmpstr (heard_line (&decoder, decoder.heard->lines->len - 1), ==, hears);
  decoder_clear (&decoder);
}
