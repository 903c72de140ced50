/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan-log.h"

#include "common/closures.h"
#include "common/speech.h"
#include "firstout/core/code.h"
#include "shell/moods.h"

#include <string.h>

enum { TEXT_MAX = 90, BYTES_MAX = 96, WARNINGS_MAX = 3 };

typedef struct {
  guint number;
  FoScan scan;
  FoCodeKind kind;
  gboolean is_known; /* the kind is */
  enum { AWAITED, ANSWERED, CHART, NO_ANSWER } state;
  FoVerdict verdict;
  char gsin[FO_GSIN_MAX], gln[FO_GLN_MAX]; /* "" when it names none */
  FoGs1Warning warnings[WARNINGS_MAX];     /* for who prints such labels */
  guint n_warnings;
} Entry;

struct FoScanLog {
  GQueue entries; /* Entry, newest first */
  guint count;
};

FoScanLog *
fo_scan_log_new (void)
{
  FoScanLog *log = g_new0 (FoScanLog, 1);

  g_queue_init (&log->entries);
  return log;
}

void
fo_scan_log_free (FoScanLog *log)
{
  g_queue_clear_full (&log->entries, g_free);
  g_free (log);
}

static void
note_gs1 (Entry *entry, const FoCode *code)
{
  if (!fo_code_gsin (code, entry->gsin))
    entry->gsin[0] = '\0';
  if (!fo_code_may_be (code, FO_CODE_GS1))
    return;
  if (!fo_code_gln (code, entry->gln))
    entry->gln[0] = '\0';
  entry->n_warnings = (guint) MIN (fo_gs1_warnings (&code->gs1, entry->warnings, WARNINGS_MAX), WARNINGS_MAX);
}

void
fo_scan_log_add (FoScanLog *log, const FoScan *scan, gboolean training, FoDay today)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autofree FoCode *code = g_new0 (FoCode, 1);

  (void) fo_code_read (code, scan, today, training);
  entry->number = ++log->count;
  entry->scan = *scan;
  entry->kind = code->kind;
  entry->is_known = code->kinds != 0;
  note_gs1 (entry, code);
  if (code->kinds && code->kind == FO_CODE_COMMAND && g_str_has_prefix (code->name, "page-"))
    entry->state = NO_ANSWER; /* the window does it */
  g_queue_push_head (&log->entries, entry);
  if (g_queue_get_length (&log->entries) > FO_SCAN_LOG_MAX)
    g_free (g_queue_pop_tail (&log->entries));
}

void
fo_scan_log_judge (FoScanLog *log)
{
  Entry *entry = g_queue_peek_head (&log->entries);

  if (entry)
    entry->state = CHART;
}

void
fo_scan_log_answer (FoScanLog *log, const FoDeskReply *reply)
{
  for (GList *link = log->entries.tail; link && *reply->device; link = link->prev) {
    Entry *entry = link->data;
    if (entry->state == AWAITED && strcmp (entry->scan.device, reply->device) == 0) {
      entry->state = ANSWERED;
      entry->verdict = reply->reply.verdict;
      return;
    }
  }
}

/* ---- cards ------------------------------------------------------------------------------------------------------------------ */

static void
print_bytes (const FoScan *scan, FoCard *card)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < MIN (scan->length, BYTES_MAX); i++)
    g_string_append_printf (text, "%s%02x", i ? " " : "", (guint8) scan->bytes[i]);
  if (scan->length > BYTES_MAX)
    g_string_append (text, " …");
  g_strlcpy (card->bytes, text->str, sizeof card->bytes);
  g_string_free (text, TRUE);
}

/* "01,02,8006+21": (01) / (02) / (8006)+(21) */
static char *
groups_of (const char *needs)
{
  GString *text = g_string_new ("(");

  for (; *needs; needs++)
    if (*needs == ',')
      g_string_append (text, ") / (");
    else if (*needs == '+')
      g_string_append (text, ")+(");
    else
      g_string_append_c (text, *needs);
  g_string_append_c (text, ')');
  return g_string_free (text, FALSE);
}

static char *
say_warning (const FoGs1Warning *warning)
{
  g_autofree char *groups = groups_of (warning->needs ? warning->needs : warning->unwanted);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "code", warning->ai);
  fo_args_set_text (&args, "field", warning->unknown ? warning->unknown : groups);
  return fo_say (warning->needs             ? "page.scan.warning.needs"
                 : warning->unwanted[0] ? "page.scan.warning.unwanted"
                                        : "page.scan.warning.unknown",
                 &args);
}

static void
say_key (const char *message, const char *key, FoCard *card)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *text = NULL;

  if (!*key)
    return;
  fo_args_set_text (&args, "code", key);
  text = fo_say (message, &args);
  g_strlcat (card->detail, "  ·  ", sizeof card->detail);
  g_strlcat (card->detail, text, sizeof card->detail);
}

/* What it names besides goods, and what its printer left out. */
static void
say_gs1 (const Entry *entry, FoCard *card)
{
  say_key ("page.scan.gsin", entry->gsin, card);
  say_key ("page.scan.gln", entry->gln, card);
  for (guint i = 0; i < entry->n_warnings; i++) {
    g_autofree char *text = say_warning (&entry->warnings[i]);
    g_strlcat (card->detail, "\n▲ ", sizeof card->detail);
    g_strlcat (card->detail, text, sizeof card->detail);
  }
}

static void
say_detail (const Entry *entry, FoCard *card)
{
  g_auto (FoArgs) args = { 0 };
  g_autofree char *id = g_strdup_printf ("page.scan.kind.%s", fo_code_kind_name (entry->kind));
  g_autofree char *kind = fo_say (entry->is_known ? id : "page.scan.kind.none", NULL), *said = NULL;

  fo_args_set_text (&args, "text", kind);
  fo_args_set_text (&args, "code", fo_symbology_name (entry->scan.symbology));
  fo_args_set_text (&args, "field", entry->scan.aim);
  fo_args_set_text (&args, "station", entry->scan.device);
  fo_args_set_count (&args, "count", (gint64) entry->scan.length);
  said = fo_say ("page.scan.how", &args);
  g_strlcpy (card->detail, said, sizeof card->detail);
  say_gs1 (entry, card);
}

static void
say_answer (const Entry *entry, FoCard *card)
{
  static const struct {
    const char *sign, *css_class;
  } moods[FO_N_MOODS] = { [FO_MOOD_OK] = { "✓", "pill-done" },
                          [FO_MOOD_DONE] = { "✓", "pill-done" },
                          [FO_MOOD_ATTENTION] = { "▲", "pill-part" },
                          [FO_MOOD_WRONG] = { "✕", "pill-bad" } };
  FoMood mood = fo_verdict_mood (entry->verdict);
  g_autofree char *said = NULL, *pill = NULL;

  card->css_class = "pill-waiting";
  if (entry->state == ANSWERED) {
    said = fo_words_verdict_title (fo_speech_language (), entry->verdict, NULL);
    pill = g_strdup_printf ("%s %s", moods[mood].sign, said);
    card->css_class = moods[mood].css_class;
  } else if (entry->state == CHART) {
    pill = fo_say ("page.scan.chart", NULL);
  }
  g_strlcpy (card->pill, pill ? pill : "", sizeof card->pill);
}

GArray *
fo_scan_log_cards (const FoScanLog *log)
{
  GArray *cards = g_array_new (FALSE, FALSE, sizeof (FoCard));

  for (const GList *link = log->entries.head; link; link = link->next) {
    const Entry *entry = link->data;
    g_autofree char *text = fo_bytes_text (&entry->scan, TEXT_MAX);
    FoCard card;
    memset (&card, 0, sizeof card); /* padding too: cards are compared */
    g_snprintf (card.id, sizeof card.id, "%u", entry->number);
    g_strlcpy (card.title, text, sizeof card.title);
    say_detail (entry, &card);
    print_bytes (&entry->scan, &card);
    say_answer (entry, &card);
    g_array_append_val (cards, card);
  }
  return cards;
}
