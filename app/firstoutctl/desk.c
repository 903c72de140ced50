/* SPDX-License-Identifier: GPL-3.0-or-later
 * A lane for scripts: each line of standard input is a scan or a command, each is answered with one line of JSON when what it did
 * is durable. No line ends the program. */
#include "ctl.h"
#include "firstout/desk/intake.h"
#include "firstout/store/shadow.h"
#include "firstout/store/stations.h"
#include <stdio.h>
#include <string.h>

#define REQUEST_MAX 64
#define PAUSE_MOST_MS 5000

typedef struct {
  const Ctl *ctl;
  FoDesk *desk;
  FoJournal *journal;
} Lane;

/* A line, cut: [id=REQUEST] scan|command TEXT. */
typedef struct {
  FoVerdict verdict; /* FO_OK, or why it is no input */
  char *request;     /* NULL: none */
  bool is_scan;
  const char *text; /* in the line */
} Line;

/* ---- one line -------------------------------------------------------------------------------------------------------------- */

static bool
is_printable (const char *text)
{
  for (const char *c = text; *c; c = g_utf8_next_char (c))
    if (!g_unichar_isgraph (g_utf8_get_char (c)))
      return false;
  return true;
}

static FoVerdict
judge_request (const char *request)
{
  if (!g_utf8_validate (request, -1, NULL))
    return FO_CODE_BAD_CHARACTER;
  if (!*request)
    return FO_CODE_EMPTY;
  if (g_utf8_strlen (request, -1) > REQUEST_MAX)
    return FO_TEXT_TOO_LONG;
  return is_printable (request) ? FO_OK : FO_CODE_BAD_CHARACTER;
}

/* What stands behind WORD and one space; NULL when LINE does not begin so. */
static const char *
behind (const char *line, const char *word)
{
  gsize length = strlen (word);

  if (strncmp (line, word, length) != 0 || (line[length] && line[length] != ' '))
    return NULL;
  return line[length] ? line + length + 1 : line + length;
}

static void
cut_line (const char *text, gsize length, Line *line)
{
  const char *at = text;

  *line = (Line){ .verdict = FO_OK };
  if (g_str_has_prefix (at, "id=")) {
    gsize end = strcspn (at + 3, " ");
    line->request = g_strndup (at + 3, end);
    line->verdict = judge_request (line->request);
    at += 3 + end;
    at += *at == ' ';
  }
  if (line->verdict != FO_OK)
    g_clear_pointer (&line->request, g_free);
  else if (strlen (text) != length)
    line->verdict = FO_CODE_BAD_CHARACTER; /* a zero byte */
  else if ((line->text = behind (at, "scan")))
    line->is_scan = true;
  else if (!(line->text = behind (at, "command")))
    line->verdict = *at ? FO_COMMAND_UNKNOWN : FO_CODE_EMPTY;
}

/* ---- answering --------------------------------------------------------------------------------------------------------------- */

static void
answer (const Lane *lane, const FoDeskReply *reply, const char *request)
{
  g_autofree char *json = fo_desk_reply_to_json (reply, request, lane->ctl->language);

  puts (json);
  fflush (stdout);
}

static void
refuse (const Lane *lane, const Line *line, FoVerdict verdict, const char *why)
{
  g_auto (FoDeskReply) reply = { 0 };

  fo_desk_reply_init (&reply);
  reply.reply.verdict = verdict;
  if (why)
    fo_args_set_text (&reply.reply.args, "error", why);
  answer (lane, &reply, line->request);
}

/* "<GS>" stands for the byte a script may not be able to write. A script's codes count as typed: a short number that names nothing
 * is a quantity. */
static bool
read_scan (const char *text, FoScan *scan, FoVerdict *ret_verdict)
{
  g_autoptr (GString) bytes = g_string_new (text);

  g_string_replace (bytes, "<GS>", "\x1d", 0);
  if (fo_scan_init (scan, bytes->str, bytes->len, FO_SYMBOLOGY_TYPED, "script", g_get_real_time ())) {
    scan->separators = FO_SEPARATORS_SENT; /* a script says all that it has */
    return true;
  }
  *ret_verdict = bytes->len <= 3 ? FO_CODE_EMPTY : FO_CODE_TOO_LONG;
  return false;
}

static bool
ask (const Lane *lane, const Line *line, const FoScan *scan, FoDeskReply *reply, GError **error)
{
  return line->is_scan ? fo_intake_scan (lane->desk, lane->journal, scan, line->request, reply, error)
                       : fo_intake_command (lane->desk, lane->journal, line->text, line->request, reply, error);
}

/* Nothing is answered that is not known: where the outcome is open, the same input is given until the store says what became of
 * it. Where nothing was done, that is the answer. */
static void
take_line (const Lane *lane, const char *text, gsize length)
{
  g_auto (FoDeskReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  gulong pause_ms = 100;
  FoScan scan;
  Line line;

  cut_line (text, length, &line);
  if (line.verdict == FO_OK && line.is_scan)
    read_scan (line.text, &scan, &line.verdict);
  fo_desk_reply_init (&reply);
  while (line.verdict == FO_OK && !ask (lane, &line, &scan, &reply, &error)) {
    ctl_fail_error (error);
    if (!g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN))
      break;
    g_clear_error (&error);
    g_usleep (pause_ms * 1000);
    pause_ms = MIN (pause_ms * 2, PAUSE_MOST_MS);
  }
  if (line.verdict != FO_OK)
    refuse (lane, &line, line.verdict, NULL);
  else if (error)
    refuse (lane, &line, FO_SCAN_NOT_DONE, error->message);
  else
    answer (lane, &reply, line.request);
  g_free (line.request);
}

static CtlEnd
take_lines (const Lane *lane)
{
  g_autoptr (GIOChannel) in = g_io_channel_unix_new (0);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GIOStatus status;

  g_io_channel_set_encoding (in, NULL, NULL);
  g_io_channel_set_line_term (in, "\n", 1); /* a zero byte or a lone CR ends no line */
  while ((status = g_io_channel_read_line_string (in, line, NULL, &error)) == G_IO_STATUS_NORMAL) {
    while (line->len > 0 && strchr ("\r\n", line->str[line->len - 1]))
      g_string_truncate (line, line->len - 1);
    take_line (lane, line->str, line->len);
  }
  return status == G_IO_STATUS_ERROR ? ctl_fail_error (error) : CTL_DONE;
}

/* ---- opening --------------------------------------------------------------------------------------------------------------------- */

/* What the last session left open goes to standard error: standard output has one line for each line of input. */
static void
tell_found (const FoJournalEntry *entry, const FoReply *reply, gpointer data)
{
  g_autofree char *title = fo_words_verdict_title (((const Ctl *) data)->language, reply->verdict, &reply->args);
  g_autofree char *input = g_utf8_make_valid (entry->scan.bytes, (gssize) entry->scan.length);

  ctl_fail ("from the session before: %s: %s", input, title);
}

static CtlEnd
open_lane (const Ctl *ctl, FoStore *store, const char *station)
{
  const char *path = ctl_option (ctl, "--journal"), *task = ctl_option (ctl, "--task");
  g_autofree char *usual = fo_journal_default_path (ctl->store_uri, station), *shadow = fo_shadow_path (path ? path : usual);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoJournal) journal = fo_journal_open (path ? path : usual, &error);
  bool entered = journal && fo_store_enter_station (store, station, NULL, &error);
  g_autoptr (FoDesks) desks = entered ? fo_desks_new (store, station, &error) : NULL;
  FoDesk *desk = desks ? fo_desks_lane (desks, 0, &error) : NULL;
  const Lane lane = { ctl, desk, journal };

  if (desk && ctl_option (ctl, "--offline"))
    fo_desks_allow_offline (desks, shadow);
  if (!desk || !fo_intake_recover (desk, journal, tell_found, (gpointer) ctl, &error))
    return ctl_fail_error (error);
  if (task && fo_desk_open_task (desk, task) != FO_OK)
    return ctl_fail ("--task %s: receive, put-away, pick, ship or look-up", task);
  return take_lines (&lane);
}

CtlEnd
ctl_desk (const Ctl *ctl)
{
  const char *station = ctl_option (ctl, "--station");
  g_autoptr (FoStore) store = NULL;

  if (!station || !*station)
    return ctl_fail ("which station? give --station N: every place of work has its own name");
  store = ctl_open (ctl, 0);
  return store ? open_lane (ctl, store, station) : CTL_FAILED;
}
