/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene-inside.h"

#include "firstout/store/meta.h"
#include "firstout/work/apply.h"
#include "firstout/work/goods.h"
#include "support/stores.h"

#include <json-c/json.h>
#include <string.h>

/* ---- failing ---------------------------------------------------------------------------------------------------------------- */

void
scene_fail (Scene *scene, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  if (scene->failure)
    return;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  scene->failure = g_strdup_printf ("%s:%u: %s", scene->name, scene->line, what);
}

void
scene_fail_error (Scene *scene, GError *error)
{
  scene_fail (scene, "the world failed: %s", error ? error->message : "and did not say how");
  g_clear_error (&error);
}

/* ---- words ------------------------------------------------------------------------------------------------------------------- */

const char *
scene_word (Scene *scene, guint n)
{
  if (n < scene->n_words)
    return scene->words[n];
  scene_fail (scene, "a word is missing");
  return "";
}

const char *
scene_option (const Scene *scene, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 1; i < scene->n_words; i++) {
    if (strcmp (scene->words[i], name) == 0)
      return "";
    if (strncmp (scene->words[i], name, length) == 0 && scene->words[i][length] == '=')
      return scene->words[i] + length + 1;
  }
  return NULL;
}

FoQuantity
scene_quantity (Scene *scene, const char *text)
{
  FoQuantity quantity_u = 0;

  if (fo_quantity_parse (text, &quantity_u) != FO_OK)
    scene_fail (scene, "\"%s\" is no quantity", text);
  return quantity_u;
}

FoDay
scene_day (Scene *scene, const char *text)
{
  FoDay day = FO_DAY_NONE;

  if (text && strcmp (text, "-") != 0 && fo_day_parse_iso (text, &day) != FO_OK)
    scene_fail (scene, "\"%s\" is no day", text);
  return day;
}

bool
scene_act (Scene *scene, FoAct *act)
{
  GError *error = NULL;

  *act = (FoAct){ .operation = fo_store_next_id (scene->store, &error), .station = "sales", .person = "" };
  if (!act->operation)
    scene_fail_error (scene, error);
  return act->operation != 0;
}

void
scene_read (Scene *scene, FoTxnFunc read, gpointer data)
{
  GError *error = NULL;

  if (!scene->failure && !fo_store_read (scene->store, read, data, &error))
    scene_fail_error (scene, error);
}

/* ---- lanes --------------------------------------------------------------------------------------------------------------------- */

void
scene_lane_free (gpointer data)
{
  SceneLane *lane = data;

  fo_desk_free (lane->desk);
  fo_journal_free (lane->journal);
  g_free (lane->journal_path);
  g_free (lane->station);
  g_free (lane);
}

static void
remember_found (const FoJournalEntry *entry, const FoReply *reply, gpointer data)
{
  (void) entry;
  ((Scene *) data)->found = reply->verdict;
}

static void
start_lane (Scene *scene, SceneLane *lane)
{
  GError *error = NULL;

  lane->journal = fo_journal_open (lane->journal_path, &error);
  if (lane->journal)
    lane->desk = fo_desk_new (scene->store, lane->station, &error);
  if (!lane->desk || !fo_intake_recover (lane->desk, lane->journal, remember_found, scene, &error))
    scene_fail_error (scene, error);
}

void
scene_open_lane (Scene *scene, const char *station)
{
  static guint n_journals;

  for (guint i = 0; i < scene->lanes->len; i++) {
    scene->lane = g_ptr_array_index (scene->lanes, i);
    if (strcmp (scene->lane->station, station) == 0)
      return;
  }
  scene->lane = g_new0 (SceneLane, 1);
  scene->lane->station = g_strdup (station);
  scene->lane->journal_path = g_strdup_printf ("%s/journal-%u.db", fo_test_folder_name (), ++n_journals);
  g_ptr_array_add (scene->lanes, scene->lane);
  start_lane (scene, scene->lane);
}

/* What is on the disk now is all that stays: a copy of the files, taken before the journal is closed. */
static void
crash (Scene *scene)
{
  static const char *const parts[] = { "", "-wal" };
  SceneLane *lane = scene->lane;
  g_autofree char *path = g_strconcat (lane->journal_path, "+", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_strconcat (lane->journal_path, parts[i], NULL);
    g_autofree char *to = g_strconcat (path, parts[i], NULL), *bytes = NULL;
    gsize length;

    if (g_file_get_contents (from, &bytes, &length, NULL) && !g_file_set_contents (to, bytes, (gssize) length, NULL))
      scene_fail (scene, "the journal cannot be copied to %s", to);
  }
  g_clear_pointer (&lane->desk, fo_desk_free);
  g_clear_pointer (&lane->journal, fo_journal_free);
  g_free (lane->journal_path);
  lane->journal_path = g_steal_pointer (&path);
  scene->found = FO_OK;
  start_lane (scene, lane);
}

/* ---- inputs ---------------------------------------------------------------------------------------------------------------------- */

static void
remember_answer (Scene *scene, const char *request)
{
  g_free (scene->json_before);
  scene->json_before = scene->json;
  scene->json = fo_desk_reply_to_json (&scene->reply, request, FO_LANGUAGE_EN);
  scene_keep_answer (scene);
  scene->must_expect = true;
  scene->input_line = scene->line;
}

static void
tell_watch (Scene *scene, bool begins)
{
  if (scene->watch)
    scene->watch (scene->store, begins, scene->watch_data);
}

static void
scan (Scene *scene, const char *text, FoSymbology symbology, const char *request)
{
  g_autoptr (GString) bytes = g_string_new (text);
  GError *error = NULL;
  FoScan input;

  g_string_replace (bytes, "<GS>", "\x1d", 0);
  if (!fo_scan_init (&input, bytes->str, bytes->len, symbology, "scene", 0))
    scene_fail (scene, "this is no scan");
  input.separators = scene->separators;
  if (scene->failure)
    return;
  if (!fo_intake_scan (scene->lane->desk, scene->lane->journal, &input, request, &scene->reply, &error))
    scene_fail_error (scene, error);
  else
    remember_answer (scene, request);
}

static void
command (Scene *scene, const char *said, const char *request)
{
  g_autofree char *text = scene_fill_in (scene, said);
  GError *error = NULL;

  if (!fo_intake_command (scene->lane->desk, scene->lane->journal, text, request, &scene->reply, &error))
    scene_fail_error (scene, error);
  else
    remember_answer (scene, request);
}

/* [id=…] scan TEXT, typed TEXT, [id=…] command TEXT: the rest of the line counts as it stands. */
static bool
play_input (Scene *scene, const char *line)
{
  g_autofree char *request = NULL;

  if (g_str_has_prefix (line, "id=")) {
    gsize length = strcspn (line + 3, " ");
    request = g_strndup (line + 3, length);
    line += 3 + length + strspn (line + 3 + length, " ");
  }
  if (!g_str_has_prefix (line, "scan ") && !g_str_has_prefix (line, "typed ") && !g_str_has_prefix (line, "command "))
    return false;
  if (scene->must_expect)
    scene_fail (scene, "the answer before this was not looked at");
  if (scene->failure)
    return true;
  tell_watch (scene, true);
  if (g_str_has_prefix (line, "scan "))
    scan (scene, line + strlen ("scan "), FO_SYMBOLOGY_UNKNOWN, request);
  else if (g_str_has_prefix (line, "typed "))
    scan (scene, line + strlen ("typed "), FO_SYMBOLOGY_TYPED, request);
  else
    command (scene, line + strlen ("command "), request);
  tell_watch (scene, false);
  return true;
}

/* ---- lines -------------------------------------------------------------------------------------------------------------------------- */

static void
set_today (Scene *scene)
{
  fo_store_set_today (scene->store, scene_day (scene, scene_word (scene, 1)));
}

static void
set_scanner (Scene *scene)
{
  static const char *const known[] = {
    [FO_SEPARATORS_UNKNOWN] = "unknown", [FO_SEPARATORS_SENT] = "sends", [FO_SEPARATORS_LOST] = "drops"
  };
  const char *word = scene_word (scene, 1);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i], word) == 0) {
      scene->separators = (FoSeparators) i;
      return;
    }
  scene_fail (scene, "a scanner is not known to do that: %s", word);
}

static FoTxnEnd
write_note (FoTxn *txn, gpointer data, GError **error)
{
  char **words = data;

  (void) error;
  fo_meta_set (txn, words[1], words[2]);
  return FO_TXN_COMMIT;
}

static void
note (Scene *scene)
{
  g_autofree char *station = g_strdup (scene->lane->station);
  GError *error = NULL;

  scene_word (scene, 2);
  if (!scene->failure && !fo_store_write (scene->store, 0, write_note, scene->words, &error))
    scene_fail_error (scene, error);
  g_ptr_array_set_size (scene->lanes, 0);
  scene_open_lane (scene, station);
}

static void
play_words (Scene *scene)
{
  const char *verb = scene_word (scene, 0);

  if (strcmp (verb, "today") == 0)
    set_today (scene);
  else if (strcmp (verb, "station") == 0)
    scene_open_lane (scene, scene_word (scene, 1));
  else if (strcmp (verb, "scanner") == 0)
    set_scanner (scene);
  else if (strcmp (verb, "crash") == 0)
    crash (scene);
  else if (strcmp (verb, "note") == 0)
    note (scene);
  else if (strcmp (verb, "expect") == 0)
    scene_expect (scene);
  else if (!scene_set (scene, verb))
    scene_fail (scene, "no such verb: %s", verb);
}

static void
play_line (Scene *scene, char *line)
{
  GError *error = NULL;
  int n;

  g_strstrip (line);
  if (!*line || *line == '#' || play_input (scene, line))
    return;
  if (!g_shell_parse_argv (line, &n, &scene->words, &error)) {
    scene_fail_error (scene, error);
    return;
  }
  scene->n_words = (guint) n;
  play_words (scene);
  g_clear_pointer (&scene->words, g_strfreev);
}

static void
furnish (Scene *scene)
{
  GError *error = NULL;
  FoAct act;

  if (scene_act (scene, &act) && !fo_work_furnish (scene->store, &act, &error))
    scene_fail_error (scene, error);
}

static void
scene_clear (Scene *scene)
{
  g_ptr_array_unref (scene->lanes);
  fo_desk_reply_clear (&scene->reply);
  g_free (scene->json);
  g_free (scene->json_before);
  json_object_put (scene->answered);
}

char *
scene_play (FoStore *store, const char *name, const char *text)
{
  return scene_play_watched (store, name, text, NULL, NULL);
}

char *
scene_play_watched (FoStore *store, const char *name, const char *text, SceneWatch watch, gpointer data)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Scene scene = { .store = store, .name = name, .watch = watch, .watch_data = data };
  bool begun = false;

  scene.lanes = g_ptr_array_new_with_free_func (scene_lane_free);
  fo_desk_reply_init (&scene.reply);
  for (guint i = 0; lines[i] && !scene.failure; i++) {
    bool blank = !*g_strchug (lines[i]) || *lines[i] == '#';

    scene.line = i + 1;
    if (!begun && !blank && !g_str_has_prefix (lines[i], "today "))
      scene_fail (&scene, "a scene begins with the day it plays on");
    play_line (&scene, lines[i]);
    if (!begun && !blank && !scene.failure) {
      furnish (&scene);
      scene_open_lane (&scene, "1");
    }
    begun |= !blank;
  }
  if (scene.must_expect) {
    scene.line = scene.input_line;
    scene_fail (&scene, "the last answer was not looked at");
  }
  if (!begun)
    scene_fail (&scene, "an empty scene");
  scene_clear (&scene);
  return scene.failure;
}
